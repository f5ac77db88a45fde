//! What a refresh did, and how far it is.

use std::time::Duration;

use fiche::Failure;
use serde::{Serialize, Serializer};

/// The kind of failure of what could not be looked at.
pub(crate) const UNREADABLE: &str = "unreadable";

/// What a refresh did.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Files of the collection.
    pub files: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files that were read.
    pub read: u64,
    /// Files that were read under a new path, with the content of one that is gone.
    pub moved: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Articles that were added, changed or removed.
    pub articles_changed: u64,
    /// Bytes of the files that were read, as they are on disk.
    pub bytes_read: u64,
    /// Files of which some part gave no article, of this run and of earlier ones, by path.
    pub failures: Vec<FailedFile>,
    /// How long it took, as `took_ms` in milliseconds.
    #[serde(rename = "took_ms", serialize_with = "milliseconds")]
    pub took: Duration,
}

impl Report {
    /// Paths that could not be looked at: whether there are files there is not known.
    pub(super) fn unseen(&self) -> impl Iterator<Item = &str> {
        let unseen = self.failures.iter().filter(|it| it.kind == UNREADABLE);
        unseen.map(|it| it.path.as_str())
    }
}

fn milliseconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(duration.as_secs_f64() * 1e3)
}

/// A file of which some part gave no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedFile {
    /// The path from the collection's root.
    pub path: String,
    /// A short word for counting: see [`Failure::kind`].
    pub kind: String,
    /// What failed and what to do.
    pub message: String,
}

impl FailedFile {
    pub(super) fn new(path: &str, failure: &Failure) -> Self {
        Self {
            path: path.to_owned(),
            kind: failure.kind.clone(),
            message: failure.message.clone(),
        }
    }

    /// Whether something can be done about it that fiche cannot: a picture in the folder is no trouble, and neither is the
    /// beginning of an article that was all there is.
    pub fn is_trouble(&self) -> bool {
        !["unsupported", "stub"].contains(&self.kind.as_str())
    }
}

/// How far a refresh is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files that have been read.
    pub files_done: u64,
    /// Files that are to be read.
    pub files_total: u64,
    /// Bytes of the files that have been read.
    pub bytes_done: u64,
    /// Bytes of the files that are to be read.
    pub bytes_total: u64,
    /// Articles that have been read.
    pub articles: u64,
}
