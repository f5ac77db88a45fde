//! A seeded corpus of made-up news articles, and queries that fit it, so that anyone measures on the same text.
//!
//! Real news cannot be given to everyone; uniform noise has none of what makes an index fast or slow. These articles
//! have: words by Zipf's law with English function words at its head, stories that share their words and their weeks, a few rare
//! words repeated within one article, lengths that spread as those of real articles do. `README.md` tells how near it is.
//!
//! An article is a function of the seed and its number alone: nothing is held, the first 10,000 of a million are the corpus of
//! 10,000, and every machine makes the same bytes, as only whole numbers and exactly rounded operations decide.
//!
//! ```
//! use fiche_benches::{Corpus, QueryKind};
//!
//! let corpus = Corpus::new(1, 10_000);
//! let first = corpus.articles().next().unwrap();
//! assert_eq!(first, corpus.article(0));
//! assert_eq!(corpus.queries(QueryKind::TwoWords, 5).len(), 5);
//! ```

use fiche::Article;

mod bare;
mod beside;
mod corpus;
mod counted;
mod jsonl;
mod prose;
mod queries;
mod random;
mod reprints;
mod resident;
mod setup;
mod story;
mod times;
mod words;
mod zipf;

pub use bare::{Bare, BareSearcher, BareTerms};
pub use beside::Beside;
pub use corpus::Corpus;
pub use counted::Counted;
pub use jsonl::{read_jsonl, write_jsonl};
pub use queries::QueryKind;
pub use reprints::with_reprints;
pub use resident::Resident;
pub use setup::{Indexes, Shelf, bare_index_of, index_of, searches};
pub use times::{HEADING, Times, bench_arguments, is_measuring};

/// How many articles a bench takes: `FICHE_BENCH_ARTICLES`, else what it takes by default.
pub fn articles_or(default: usize) -> usize {
    asked("FICHE_BENCH_ARTICLES").unwrap_or(default)
}

/// How many words of each text a bench takes: `FICHE_BENCH_WORDS`, else what it takes by default.
pub fn words_or(default: usize) -> usize {
    asked("FICHE_BENCH_WORDS").unwrap_or(default)
}

/// A number that the environment names.
fn asked(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

/// The articles with as many of the first words of their texts as `FICHE_BENCH_WORDS` says, or whole: a million of 40 words
/// are indexed in minutes. With them comes what an index of them is called.
pub fn shortened<A>(articles: A, name: &str) -> (impl Iterator<Item = Article> + use<A>, String)
where
    A: Iterator<Item = Article>,
{
    let words = asked("FICHE_BENCH_WORDS");
    let name = words.map_or(name.to_owned(), |words| format!("{name} of {words} words"));
    let shorten = move |article| match words {
        Some(words) => cut(article, words),
        None => article,
    };
    (articles.map(shorten), name)
}

/// The article with the first words of its text alone.
pub fn cut(mut article: Article, words: usize) -> Article {
    let kept: Vec<&str> = article.body.split_whitespace().take(words).collect();
    article.body = kept.join(" ");
    article
}
