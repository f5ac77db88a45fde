//! Full-text search over articles: an index, a query language, a ranking. Light to embed; no file is read here but the
//! index.
//!
//! ```
//! use fiche::{Article, Index, Search};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.upsert(Article::new("talks", "Talks resume", "A fourth round of talks began on Monday."))?;
//! writer.commit()?;
//! for hit in &index.search(&"talks monday".parse::<Search>()?)? {
//!     println!("{:6.2}  {}", hit.score, hit.title);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Architecture
//! Modules import downwards only; the layer test holds it.
//!
//! | layer | module | what it is |
//! |---|---|---|
//! | 0 | `article` | [`Article`], [`Date`] of known precision, [`Source`], [`Fingerprint`] |
//! | 1 | `query` | text → tree, notes; pure |
//! | 1 | `analysis` | text → terms: words, folding, stemming, language, spellings of names |
//! | 1 | [`eval`] | topics, judgments, runs and measures; pure |
//! | 0 | `fault` | steps at which tests make the program die; nothing in an ordinary build |
//! | 2 | `error` | [`Error`] |
//! | 3 | `index` | schema, opening and recovery, [`Writer`], [`Stats`] |
//! | 4 | `search` | compile, rank, filter, snippet, explain |
//!
//! No type of the engine below is in a public signature: it can be upgraded without breaking a caller.

mod analysis;
mod article;
mod error;
pub mod eval;
mod fault;
mod index;
mod query;
mod search;

pub use analysis::{Analyzer, Names, are_copies, detect};
pub use article::{
    Article, Date, DateError, Failure, Fingerprint, Language, Precision, Provenance, Source,
    SourceFile, Value, Zone, ZoneError,
};
pub use error::{Error, IndexAge, LockHolder};
pub use index::{
    Check, Damage, Depth, FileUpdate, Index, Loss, Rebuild, Salvaged, Stats, Stored, Writer,
    catches_panics,
};
pub use query::{
    Clause, DateRange, DateUnit, Field, Filter, Near, Node, Note, Occur, Query, QueryError, Span,
    Text, TextKind,
};
pub use search::{
    AgeFrom, Alert, AlertError, Alerts, ArticleCopy, Bucket, Burst, By, Copies, CopyGroup,
    Counting, DEFAULT_FACET_VALUES, DEFAULT_LIMIT, Explanation, Facet, FacetError, FacetField,
    FacetValue, Finding, Found, Hit, MAX_HITS, Occurrences, Part, RankedId, RankedList, Reason,
    Recency, Run, Search, Snippet, Sort, Spelling, Suggestion, SuggestionKind, Timeline, Total,
    Weights,
};
