//! What can go wrong with an index or a search, one variant for each thing that a caller can act on.

use std::io;
use std::path::PathBuf;

/// An error of [`Index`](crate::Index), [`Writer`](crate::Writer) or a search.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no index at the path.
    #[error("there is no index at {path}; build one with `fiche index`")]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Another process, or another part of this one, is writing to the index.
    #[error(
        "the index at {path} is being written to by another process; try again when it is done"
    )]
    Locked {
        /// The index.
        path: PathBuf,
    },
    /// The index was made by a version of fiche whose terms or files mean something else.
    #[error("the index at {path} {why}; rebuild it with `fiche index --rebuild`")]
    Incompatible {
        /// The index.
        path: PathBuf,
        /// What differs.
        why: String,
    },
    /// A file of the index is damaged or missing.
    #[error("the index at {path} is damaged ({what}); rebuild it with `fiche index --rebuild`")]
    Corrupt {
        /// The index.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The disk or its permissions refused.
    #[error("cannot {action} the index at {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// The index.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The search took longer than its deadline.
    #[error(
        "the search did not end within {seconds:.1} seconds; ask for less or raise the deadline"
    )]
    Deadline {
        /// The deadline.
        seconds: f64,
    },
    /// Something failed inside the engine that no caller can act on.
    #[error("the index at {path} failed: {what}")]
    Engine {
        /// The index.
        path: PathBuf,
        /// What the engine said.
        what: String,
    },
}
