//! What can go wrong with a refresh as a whole; what goes wrong with one file is a row of its report.

use std::io;
use std::path::PathBuf;

/// An error of [`Collection::refresh`](crate::Collection::refresh).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] fiche::Error),
    /// A saved search cannot be an alert.
    #[error(transparent)]
    Alert(#[from] fiche::AlertError),
    /// The refresh was asked to stop; what it had done is committed.
    #[error("stopped before the end; the next run goes on from here")]
    Stopped,
    /// A root cannot be read.
    #[error("cannot read {path}: {source}")]
    Root {
        /// The root.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `fiche.toml` cannot be used.
    #[error("cannot use {path}: {message}")]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
}
