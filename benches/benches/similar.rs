//! How long the search for articles similar to one takes: making the query, asking it for ten hits without passages, and
//! as many hits for a query of five words, beside which it can be seen. Each counts with the best of so many rounds, in which they
//! take turns; a table is printed.
//!
//! Corpus: that of `collapse`, so that copies are left out too; 10,000 articles unless `FICHE_BENCH_ARTICLES` says otherwise, cut as
//! `FICHE_BENCH_WORDS` says, kept in `FICHE_BENCH_FOLDER`.

use fiche::{Article, Search};
use fiche_benches::{
    Corpus, HEADING, QueryKind, Shelf, Times, articles_or, is_measuring, searches, shortened,
    with_reprints,
};

const SEED: u64 = 1;
const ASKED: usize = 20;
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let name = format!("{} with reprints", corpus.len());
    let (articles, name) = shortened(with_reprints(corpus.articles()), &name);
    let shelf = Shelf::of(&name)?;
    let index = shelf.fiche(articles)?;
    let step = (corpus.len() / ASKED).max(1);
    let (asked, _) = shortened(corpus.articles().step_by(step), "");
    let asked: Vec<Article> = asked.collect();
    let five_words = searches(&corpus.queries(QueryKind::FiveWords, ASKED));
    let mut query = Times::unknown(asked.len());
    let mut hits = Times::unknown(asked.len());
    let mut beside = Times::unknown(five_words.len());
    let ten = |search: Search| {
        index
            .search(&search.passages(0))
            .map_or(0, |it| it.hits.len())
    };
    for _ in 0..ROUNDS {
        for (at, article) in asked.iter().enumerate() {
            query.run(at, || index.similar(article).is_ok());
            hits.run(at, || index.similar(article).map_or(0, ten));
        }
        for (at, search) in five_words.iter().enumerate() {
            beside.run(at, || ten(search.clone()));
        }
    }
    println!("microseconds, {} articles{:6} {HEADING}", corpus.len(), "");
    println!("the query of an article          {}", query.row());
    println!("the query and its ten hits       {}", hits.row());
    println!("ten hits of five words           {}", beside.row());
    Ok(())
}
