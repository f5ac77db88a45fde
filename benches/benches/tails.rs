//! How long the slow queries take: of each kind the mean, the median, the 95th percentile and the slowest of 50 queries,
//! beside bare tantivy's flat `title + body` OR in the same run. Criterion's mean hides such tails.
//!
//! Each query counts with the best of so many runs, so that a busy machine does not decide; a table is printed. Corpus and
//! settings are those of `query_latency`: ten best, no passages, no counts, one segment; 10,000 articles unless
//! `FICHE_BENCH_ARTICLES` says otherwise.

use std::hint::black_box;
use std::time::{Duration, Instant};

use fiche_benches::{BareTerms, Corpus, QueryKind, articles_or, bare_index_of, index_of, searches};

const SEED: u64 = 1;
const QUERIES: usize = 50;
const RUNS: usize = 15;

/// What a kind of query takes, in microseconds.
struct Times(Vec<f64>);

impl Times {
    fn of<Q>(queries: &[Q], mut search: impl FnMut(&Q)) -> Self {
        let mut best = |query: &Q| {
            let run = |_| {
                let began = Instant::now();
                search(query);
                began.elapsed()
            };
            let best = (0..RUNS).map(run).min().unwrap_or(Duration::ZERO);
            best.as_secs_f64() * 1e6
        };
        let mut times: Vec<f64> = queries.iter().map(&mut best).collect();
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len().max(1) as f64
    }

    fn at(&self, percentile: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percentile / 100).copied().unwrap_or(0.0)
    }

    fn row(&self) -> String {
        let [p50, p95, max] = [50, 95, 100].map(|percentile| self.at(percentile));
        format!("{:9.1} {p50:9.1} {p95:9.1} {max:9.1}", self.mean())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `cargo test --benches` runs it too, where nothing is to be measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let folder = tempfile::tempdir()?;
    let index = index_of(corpus.articles(), folder.path())?;
    let bare_folder = tempfile::tempdir()?;
    let bare = bare_index_of(corpus.articles(), bare_folder.path(), BareTerms::Plain)?;
    println!("microseconds, {} articles", corpus.len());
    println!(
        "{:32} {:>9} {:>9} {:>9} {:>9}",
        "", "mean", "p50", "p95", "max"
    );
    for (kind, name) in QueryKind::ALL {
        let queries = corpus.queries(kind, QUERIES);
        let searches = searches(&queries);
        let ours = Times::of(&searches, |search| {
            black_box(index.rank(search).map_or(0, |it| it.len()));
        });
        println!("fiche {name:26} {}", ours.row());
        if kind.is_plain() {
            let theirs = Times::of(&queries, |query| {
                black_box(bare.best(query).map_or(0, |it| it.len()));
            });
            let ratio = ours.mean() / theirs.mean();
            println!("bare  {name:26} {} ratio of means {ratio:.2}", theirs.row());
        }
    }
    Ok(())
}
