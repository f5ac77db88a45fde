//! What the reader of a query understood differently from what was typed, as data.

use serde::{Deserialize, Serialize};

/// A stretch of the query's text, in bytes: from `start` to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Something that was understood differently from what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about, in the query's text; `None` where it is about the query or its result as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A sentence without a full stop: `` `Ukraine:` is not a field; searched as a word ``.
    pub message: String,
}

impl Note {
    /// A note about a stretch of the query.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            message: message.into(),
        }
    }

    /// A note about the query or its result as a whole.
    pub fn general(message: impl Into<String>) -> Self {
        Self {
            span: None,
            message: message.into(),
        }
    }
}
