//! How long the slow queries take: of each kind the mean, the median, the 95th and 99th percentile and the slowest of 50 queries,
//! beside bare tantivy's own query of the kind over `title` and `body` in the same run, and of all queries of plain words together.
//! Criterion's mean hides such tails.
//!
//! Each query counts with the best of so many rounds, in which the two take turns, so that a busy machine does not decide; a
//! table is printed. Corpus and settings are those of `query_latency`: ten best, no passages, no counts, one segment; 10,000
//! articles unless `FICHE_BENCH_ARTICLES` says otherwise. `FICHE_BENCH_FOLDER` keeps the indexes for the next run. Kinds named as
//! arguments are measured alone: `cargo bench --workspace --bench tails -- two-words`.

use fiche::Search;
use fiche_benches::{
    BareSearcher, Corpus, HEADING, Indexes, QueryKind, Times, articles_or, bench_arguments,
    is_measuring, searches,
};

const SEED: u64 = 1;
const QUERIES: usize = 50;
const ROUNDS: usize = 15;

/// The kinds of which any word may be in a hit: bare tantivy's flat OR.
const PLAIN: [QueryKind; 6] = [
    QueryKind::RareWord,
    QueryKind::MiddleWord,
    QueryKind::CommonWord,
    QueryKind::TwoWords,
    QueryKind::FiveWords,
    QueryKind::RareAndCommon,
];

/// Runs all queries of a kind in turns.
fn measure(indexes: &Indexes, queries: &[String], kind: QueryKind) -> (Times, Option<Times>) {
    let searches: Vec<Search> = searches(queries);
    let mut ours = Times::unknown(searches.len());
    let mut theirs = BareSearcher::answers(kind).then(|| Times::unknown(queries.len()));
    for _ in 0..ROUNDS {
        for (at, search) in searches.iter().enumerate() {
            ours.run(at, || indexes.fiche.rank(search).map_or(0, |it| it.len()));
        }
        for (at, query) in queries.iter().enumerate() {
            if let Some(theirs) = &mut theirs {
                theirs.run(at, || {
                    indexes.bare.best_of(kind, query).map_or(0, |it| it.len())
                });
            }
        }
    }
    (ours, theirs)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let named = bench_arguments();
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let indexes = Indexes::of(&corpus)?;
    println!("microseconds, {} articles", corpus.len());
    println!("{:32} {HEADING}", "");
    let mut plain = [Times::unknown(0), Times::unknown(0)];
    for (kind, name) in QueryKind::ALL {
        if !named.is_empty() && !named.iter().any(|it| it == name) {
            continue;
        }
        let queries = corpus.queries(kind, QUERIES);
        let (ours, theirs) = measure(&indexes, &queries, kind);
        if PLAIN.contains(&kind) {
            plain[0].extend(&ours);
            plain[1].extend(theirs.as_ref().unwrap_or(&Times::unknown(0)));
        }
        print(name, &ours, theirs.as_ref());
    }
    print("plain words together", &plain[0], Some(&plain[1]));
    Ok(())
}

fn print(name: &str, ours: &Times, theirs: Option<&Times>) {
    println!("fiche {name:26} {}", ours.row());
    if let Some(theirs) = theirs {
        let ratio = ours.mean() / theirs.mean();
        println!("bare  {name:26} {} ratio of means {ratio:.2}", theirs.row());
    }
}
