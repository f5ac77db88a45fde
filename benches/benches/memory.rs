//! Whether a process that searches on and on takes more and more memory: what is resident after a thousand searches, ten thousand, and so
//! on to a million. Queries of every kind take turns; each is ranked, and every hundredth is shown with passages and counts.
//!
//! Corpus: seeded made-up articles, 10,000 unless `FICHE_BENCH_ARTICLES` says otherwise. `FICHE_BENCH_FOLDER` keeps the index for the next
//! run.

use fiche::{Counting, Search};
use fiche_benches::{Corpus, QueryKind, Resident, Shelf, articles_or, is_measuring, searches};

const SEED: u64 = 1;
const QUERIES_OF_A_KIND: usize = 50;
const FEWEST: usize = 1_000;
const SEARCHES: usize = 1_000_000;
const BETWEEN_PAGES: usize = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let shelf = Shelf::of(&corpus.len().to_string())?;
    let index = shelf.fiche(corpus.articles())?;
    let searches = of_all_kinds(&corpus);
    println!("{} articles", corpus.len());
    println!("{:>10} {:>8} {:>8}", "searches", "MB", "own MB");
    let mut next = FEWEST;
    for (done, search) in (1..=SEARCHES).zip(searches.iter().cycle()) {
        index.rank(search)?;
        if done % BETWEEN_PAGES == 0 {
            index.search(&search.clone().counting(Counting::Exact))?;
        }
        if done == next {
            let [all, own] = [Resident::Now, Resident::Own].map(|it| it.megabytes().unwrap_or(0));
            println!("{done:10} {all:8} {own:8}");
            next *= 10;
        }
    }
    Ok(())
}

fn of_all_kinds(corpus: &Corpus) -> Vec<Search> {
    let kinds = QueryKind::ALL.into_iter();
    let of_kind = |(kind, _)| searches(&corpus.queries(kind, QUERIES_OF_A_KIND));
    kinds.flat_map(of_kind).collect()
}
