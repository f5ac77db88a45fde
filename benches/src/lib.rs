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

mod bare;
mod corpus;
mod counted;
mod jsonl;
mod prose;
mod queries;
mod random;
mod reprints;
mod setup;
mod story;
mod words;
mod zipf;

pub use bare::{Bare, BareSearcher, BareTerms};
pub use corpus::Corpus;
pub use counted::Counted;
pub use jsonl::{read_jsonl, write_jsonl};
pub use queries::QueryKind;
pub use reprints::with_reprints;
pub use setup::{Indexes, bare_index_of, index_of, searches};

/// How many articles a bench takes: `FICHE_BENCH_ARTICLES`, else what it takes by default.
pub fn articles_or(default: usize) -> usize {
    let asked = std::env::var("FICHE_BENCH_ARTICLES").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(default)
}
