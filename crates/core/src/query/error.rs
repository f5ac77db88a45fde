//! What can be wrong with a query.

use std::fmt;

use super::MAX_BYTES;
use super::note::Note;

/// A query that cannot be searched for. Outside of strict reading there is one such query: a text that is too long.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is longer than [`Query::MAX_BYTES`](super::Query::MAX_BYTES).
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Read strictly, something is not what was typed. Shown with the text and carets.
    Unclear {
        /// The text of the query.
        text: String,
        /// What was understood differently, at least one.
        notes: Vec<Note>,
    },
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes } => write!(
                f,
                "the query has {bytes} bytes, more than the limit of {MAX_BYTES}: search for fewer words"
            ),
            Self::Unclear { text, notes } => {
                f.write_str("the query can be misunderstood:")?;
                for note in notes {
                    for line in note.draw(text).lines() {
                        write!(f, "\n    {line}")?;
                    }
                    write!(f, "\n  {}", note.message)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for QueryError {}
