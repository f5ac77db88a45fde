//! How long the slow queries take: of each kind the mean, the median, the 95th and 99th percentile and the slowest of 50 queries,
//! beside bare tantivy's own query of the kind over `title` and `body` in the same run, and of all queries of plain words together.
//! Criterion's mean hides such tails. `more` is what plain words take with further words from the articles found first; the ratio is that
//! of a mean to bare tantivy's.
//!
//! Each query counts with the best of so many rounds, in which the two take turns, so that a busy machine does not decide; a
//! table is printed. Corpus and settings are those of `query_latency`: ten best, no passages, no counts, one segment; 10,000
//! articles unless `FICHE_BENCH_ARTICLES` says otherwise. `FICHE_BENCH_FOLDER` keeps the indexes for the next run. Kinds named as
//! arguments are measured alone: `cargo bench --workspace --bench tails -- two-words`.

use fiche_benches::{
    Beside, Corpus, Indexes, QueryKind, articles_or, bench_arguments, is_measuring,
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let named = bench_arguments();
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let indexes = Indexes::of(&corpus)?;
    println!("{} articles", corpus.len());
    Beside::print_heading();
    let mut plain = Beside::default();
    for (kind, name) in QueryKind::ALL {
        if !named.is_empty() && !named.iter().any(|it| it == name) {
            continue;
        }
        let queries = corpus.queries(kind, QUERIES);
        let is_plain = PLAIN.contains(&kind);
        let measured = indexes.measure(kind, &queries, ROUNDS, is_plain);
        if is_plain {
            plain.add(&measured);
        }
        measured.print(name);
    }
    plain.print("plain words together");
    Ok(())
}
