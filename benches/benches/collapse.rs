//! What folding copies costs a search of ten hits: with it and without, as a page is shown (passages and counts) and as it is
//! ranked alone (neither). Each query counts with the best of so many rounds, in which the two take turns; a table is
//! printed. `whole collection` is what `fiche copies` does, once.
//!
//! Corpus: seeded made-up articles, of which every twelfth is reprinted twice; 10,000 unless `FICHE_BENCH_ARTICLES` says
//! otherwise, cut as `FICHE_BENCH_WORDS` says, kept in `FICHE_BENCH_FOLDER`. An index and queries of one's own:
//! `cargo bench --workspace --bench collapse -- INDEX TOPICS.tsv`.

use std::path::Path;
use std::time::Instant;

use fiche::eval::parse_topics;
use fiche::{Copies, Counting, Index, Search};
use fiche_benches::{
    Corpus, HEADING, QueryKind, Shelf, Times, articles_or, bench_arguments, is_measuring,
    shortened, with_reprints,
};

const SEED: u64 = 1;
const QUERIES: usize = 50;
const ROUNDS: usize = 15;

const KINDS: [QueryKind; 3] = [
    QueryKind::MiddleWord,
    QueryKind::TwoWords,
    QueryKind::FiveWords,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    println!("microseconds{:20} {HEADING}", "");
    match bench_arguments().as_slice() {
        [index, topics] => {
            let topics = parse_topics(&std::fs::read_to_string(topics)?)?;
            let queries: Vec<String> = topics.iter().map(|topic| topic.text.clone()).collect();
            let index = Index::open(Path::new(index))?;
            compare(&index, "topics", &queries);
            whole(&index)
        }
        _ => made_up(),
    }
}

fn made_up() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let name = format!("{} with reprints", corpus.len());
    let (articles, name) = shortened(with_reprints(corpus.articles()), &name);
    let shelf = Shelf::of(&name)?;
    let index = shelf.fiche(articles)?;
    for (kind, name) in QueryKind::ALL {
        if KINDS.contains(&kind) {
            compare(&index, name, &corpus.queries(kind, QUERIES));
        }
    }
    whole(&index)
}

/// Two rows for a page as it is shown, two as it is ranked.
fn compare(index: &Index, name: &str, queries: &[String]) {
    let shown = |search: Search| search;
    let ranked = |search: Search| search.passages(0).counting(Counting::Nothing);
    in_turns(index, &format!("{name}, shown"), queries, shown);
    in_turns(index, &format!("{name}, ranked"), queries, ranked);
}

fn in_turns(index: &Index, name: &str, queries: &[String], asked: impl Fn(Search) -> Search) {
    let searches: Vec<Search> = queries.iter().filter_map(|it| it.parse().ok()).collect();
    let mut times =
        [Copies::Apart, Copies::Folded].map(|copies| (copies, Times::unknown(searches.len())));
    for _ in 0..ROUNDS {
        for (copies, times) in &mut times {
            for (at, search) in searches.iter().enumerate() {
                let search = asked(search.clone().copies(*copies));
                times.run(at, || index.search(&search).map_or(0, |it| it.hits.len()));
            }
        }
    }
    let [(_, apart), (_, folded)] = &times;
    let more = 100.0 * (folded.mean() / apart.mean() - 1.0);
    println!("{name:24} apart   {}", apart.row());
    println!("{name:24} folded  {} {more:+.1} %", folded.row());
}

fn whole(index: &Index) -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let groups = index.copy_groups(&[])?.len();
    let took = began.elapsed().as_secs_f64();
    println!("whole collection: {groups} groups in {took:.2} s");
    Ok(())
}
