//! What counting costs: facets and timelines of the articles with a common word, beside bare tantivy's own aggregation of the
//! same (terms, and a histogram by the day), and completion of a word that is being typed. Each question counts with the best of
//! so many rounds, in which the two take turns; a table is printed.
//!
//! Corpus: seeded made-up articles, each text cut to its first 40 words, since what is counted lies in columns; 100,000
//! unless `FICHE_BENCH_ARTICLES` says otherwise, kept in `FICHE_BENCH_FOLDER`. Both indexes are in one segment. fiche's side reads
//! the query, counts the articles and sums up the values that it does not list.

use fiche::{By, FacetField, Index, Search};
use fiche_benches::{
    Corpus, Counted, HEADING, QueryKind, Shelf, Times, articles_or, cut, is_measuring,
};

const SEED: u64 = 1;
const WORDS: usize = 40;
const QUERIES: usize = 20;
const ROUNDS: usize = 15;
const SUGGESTIONS: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let corpus = Corpus::new(SEED, articles_or(100_000));
    let shelf = Shelf::of(&format!("{} of {WORDS} words", corpus.len()))?;
    let articles = || corpus.articles().map(|it| cut(it, WORDS));
    let index = shelf.fiche(articles())?;
    let bare = Counted::of(articles(), &shelf.folder("counted"))?;
    let words = corpus.queries(QueryKind::CommonWord, QUERIES);
    println!("microseconds, {} articles{:12} {HEADING}", corpus.len(), "");
    for field in [FacetField::Outlet, FacetField::Author] {
        let count = |search: &Search| articles_of(&index, &search.clone().limit(0).facet(field));
        let count_bare = |word: &str| bare.by_value(word, field.name()).map_or(0, |it| it.1);
        compare(
            &format!("facet {}", field.name()),
            &words,
            count,
            count_bare,
        );
    }
    let count = |search: &Search| index.timeline(search, By::Day).map_or(0, |it| it.articles);
    let count_bare = |word: &str| bare.by_day(word).map_or(0, |it| it.1);
    compare("timeline by the day", &words, count, count_bare);
    for letters in [1, 2, 3, 4, 5, 8] {
        complete(&index, &words, letters);
    }
    Ok(())
}

fn articles_of(index: &Index, search: &Search) -> u64 {
    let found = index.search(search).ok();
    found.and_then(|it| it.total).map_or(0, |it| it.all_words)
}

fn compare(
    name: &str,
    words: &[String],
    count: impl Fn(&Search) -> u64,
    count_bare: impl Fn(&str) -> usize,
) {
    let searches: Vec<Search> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let mut ours = Times::unknown(searches.len());
    let mut theirs = Times::unknown(words.len());
    for _ in 0..ROUNDS {
        for (at, (search, word)) in searches.iter().zip(words).enumerate() {
            ours.run(at, || count(search));
            theirs.run(at, || count_bare(word));
        }
    }
    let ratio = ours.mean() / theirs.mean();
    println!("fiche {name:32} {}", ours.row());
    println!("bare  {name:32} {} ratio of means {ratio:.2}", theirs.row());
}

/// Completion of each word, of which so many letters have been typed.
fn complete(index: &Index, words: &[String], letters: usize) {
    let typed: Vec<String> = words
        .iter()
        .map(|it| it.chars().take(letters).collect())
        .collect();
    let mut times = Times::unknown(typed.len());
    for _ in 0..ROUNDS {
        times.ask(&typed, |typed| {
            index.suggest(typed, SUGGESTIONS).map_or(0, |it| it.len())
        });
    }
    println!(
        "fiche {:32} {}",
        format!("suggest, {letters} letters typed"),
        times.row()
    );
}
