//! How long the slow queries take: of each kind the mean, the median, the 95th percentile and the slowest of 50 queries,
//! beside bare tantivy's own query of the kind over `title` and `body` in the same run. Criterion's mean hides such tails.
//!
//! Each query counts with the best of so many rounds, in which the two take turns, so that a busy machine does not decide; a
//! table is printed. Corpus and settings are those of `query_latency`: ten best, no passages, no counts, one segment; 10,000
//! articles unless `FICHE_BENCH_ARTICLES` says otherwise. `FICHE_BENCH_FOLDER` keeps the indexes for the next run. Kinds named as
//! arguments are measured alone: `cargo bench --workspace --bench tails -- two-words`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use fiche::Search;
use fiche_benches::{BareSearcher, Corpus, Indexes, QueryKind, articles_or, searches};

const SEED: u64 = 1;
const QUERIES: usize = 50;
const ROUNDS: usize = 15;

/// What each query of a kind takes at best, in microseconds.
struct Times(Vec<f64>);

impl Times {
    fn unknown(queries: usize) -> Self {
        Self(vec![f64::INFINITY; queries])
    }

    /// Runs a query once and keeps the time where it is the best so far.
    fn run(&mut self, query: usize, search: impl FnOnce()) {
        let began = Instant::now();
        search();
        let took = began.elapsed().max(Duration::from_nanos(1)).as_secs_f64() * 1e6;
        self.0[query] = self.0[query].min(took);
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len().max(1) as f64
    }

    fn row(&self) -> String {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at = |percentile: usize| sorted.get(last * percentile / 100).copied();
        let [p50, p95, max] = [50, 95, 100].map(|percentile| at(percentile).unwrap_or(0.0));
        format!("{:9.1} {p50:9.1} {p95:9.1} {max:9.1}", self.mean())
    }
}

/// Runs all queries of a kind in turns.
fn measure(indexes: &Indexes, queries: &[String], kind: QueryKind) -> (Times, Option<Times>) {
    let searches: Vec<Search> = searches(queries);
    let mut ours = Times::unknown(searches.len());
    let mut theirs = BareSearcher::answers(kind).then(|| Times::unknown(queries.len()));
    for _ in 0..ROUNDS {
        for (at, search) in searches.iter().enumerate() {
            ours.run(at, || {
                black_box(indexes.fiche.rank(search).map_or(0, |it| it.len()));
            });
        }
        for (at, query) in queries.iter().enumerate() {
            if let Some(theirs) = &mut theirs {
                theirs.run(at, || {
                    black_box(indexes.bare.best_of(kind, query).map_or(0, |it| it.len()));
                });
            }
        }
    }
    (ours, theirs)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `cargo test --benches` runs it too, where nothing is to be measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let indexes = Indexes::of(&corpus)?;
    println!("microseconds, {} articles", corpus.len());
    println!(
        "{:32} {:>9} {:>9} {:>9} {:>9}",
        "", "mean", "p50", "p95", "max"
    );
    for (kind, name) in QueryKind::ALL {
        if !named.is_empty() && !named.iter().any(|it| it == name) {
            continue;
        }
        let queries = corpus.queries(kind, QUERIES);
        let (ours, theirs) = measure(&indexes, &queries, kind);
        println!("fiche {name:26} {}", ours.row());
        if let Some(theirs) = theirs {
            let ratio = ours.mean() / theirs.mean();
            println!("bare  {name:26} {} ratio of means {ratio:.2}", theirs.row());
        }
    }
    Ok(())
}
