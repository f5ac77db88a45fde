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
//! # What an index promises
//! - **Durable when**: once [`Writer::commit`] has returned, everything since the last commit survives the end of the
//!   process and the loss of power, and is seen by searches; before, none of it is or does. There is no state between.
//! - **Who may hold it**: any number of readers, in any processes, without a lock and without the right to write; one
//!   [`Writer`] over all processes, which the second is told of by [`Error::Locked`]. A stopped process blocks no reader. A
//!   reader sees one commit until [`Index::reload`]. On a file system of another machine writing is refused
//!   ([`Error::Network`]).
//! - **What a crash leaves**: the last commit, whole, and files that no commit names, which the next writer removes. An
//!   interrupted [`Rebuild`] leaves the old index.
//! - **What an error leaves**: the same. A full or failing disk is [`Error::Io`] with the system's own error; what was
//!   written since the last commit is forgotten and its room given back.
//! - **Which errors there are**: [`Error`], one variant for each thing a caller can act on. A panic of the engine over a
//!   damaged index is [`Error::Corrupt`].
//! - **What a check proves**: [`Index::check`] finds every changed bit of every file, articles that stand twice, articles and
//!   files that disagree, and, of a sample, articles that are not found by what they say. Opening finds files that are
//!   missing or cut, and a commit that was tampered with. What neither can prove: that a file was read as its author meant it.
//! - **What is not promised**: more than one machine at a time; that a file of the index that is cut off while it is being
//!   searched does not end the process, as any mapped file would.
//!
//! Where each is proven, by breaking things:
//!
//! | promise | test |
//! |---|---|
//! | a commit survives `kill -9`, at every step and any moment | `crates/cli/tests/crash.rs` |
//! | any changes, refreshes and crashes end in what a fresh index holds | `crates/cli/tests/model.rs` |
//! | a commit survives the loss of power, torn and reordered writes | `src/index/tests/power.rs` |
//! | every refusal of the disk is told, and leaves the last commit | `src/index/tests/faults.rs`, `crates/cli/tests/disk.rs` |
//! | readers beside writers, rebuilding and repairs see whole commits | `crates/cli/tests/beside.rs`, `src/index/tests/reload.rs` |
//! | every changed bit and every cut is found; repair tells what is lost | `tests/check.rs`, `tests/rebuild.rs` |
//! | older, newer and foreign indexes are never misread | `crates/cli/tests/upgrade.rs`, `testdata/indexes` |
//! | limits, deadlines and cancelling of searches | `tests/limits.rs` |
//! | any bytes as query, text, commit or configuration | `tests/fuzz`, `crates/ingest/tests/config`, `fuzz/` |
//! | nothing hostile reaches a terminal, or is run | `crates/cli/tests/hostile.rs` |
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
//! | 0 | `cancel` | [`Cancel`] |
//! | 0 | `ablation` | pieces of the analysis that benches leave out; nothing in an ordinary build |
//! | 0 | `fault` | steps at which tests make the program die; nothing in an ordinary build |
//! | 2 | `error` | [`Error`] |
//! | 3 | `index` | schema, opening and recovery, [`Writer`], [`Stats`] |
//! | 4 | `search` | compile, rank, filter, snippet, explain |
//!
//! No type of the engine below is in a public signature: it can be upgraded without breaking a caller.

mod ablation;
mod analysis;
mod article;
mod cancel;
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
pub use cancel::Cancel;
pub use error::{Error, IndexAge, LockHolder};
pub use index::{
    Check, Damage, Depth, FileUpdate, Index, Loss, Memory, MemoryError, Rebuild, Salvaged, Stats,
    Stored, Writer, WriterOptions, catches_panics,
};
pub use query::{
    Clause, DateRange, DateUnit, Field, Filter, Near, Node, Note, Occur, Query, QueryError, Span,
    Text, TextKind,
};
pub use search::{
    Advice, AgeFrom, Alert, AlertError, Alerts, ArticleCopy, AskedPart, Bucket, Burst, By, Change,
    Copies, CopyGroup, Counting, DEFAULT_FACET_VALUES, DEFAULT_FOLDS, DEFAULT_LIMIT, DidYouMean,
    Doubt, Expansion, Explanation, Facet, FacetError, FacetField, FacetValue, Feedback, Finding,
    Found, FurtherWord, Hit, MAX_HITS, Occurrences, Offer, Part, RankedId, RankedList, Reason,
    Recency, Run, Search, Snippet, Sort, Spelling, Suggestion, SuggestionKind, Timeline,
    TopicQuery, Total, Tuning, Weights,
};
