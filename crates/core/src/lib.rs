//! Full-text search over articles.

mod article;
mod query;

pub use article::{
    Article, Date, DateError, Failure, Fingerprint, Language, Precision, Provenance, Source,
    SourceFile, Value,
};
pub use query::{
    Clause, DateRange, Field, Filter, Near, Node, Note, Occur, Query, Span, Text, TextKind,
};
