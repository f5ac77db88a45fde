//! What can go wrong with an index or a search, one variant for each thing that a caller can act on.

use std::fmt;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Who writes to an index, as the writer itself wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHolder {
    /// The number of the process.
    pub pid: u32,
    /// When it began, in seconds since 1970 UTC.
    pub since: i64,
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.pid)?;
        match jiff::Timestamp::from_second(self.since) {
            Ok(since) => write!(f, ", since {since}"),
            Err(_) => Ok(()),
        }
    }
}

/// How an index that this version cannot search relates to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexAge {
    /// An older version wrote it: it can be rebuilt in place.
    Older,
    /// A newer version wrote it.
    Newer,
    /// No version of fiche wrote it.
    Foreign,
}

impl IndexAge {
    fn advice(self) -> &'static str {
        match self {
            Self::Older => "`fiche index` rebuilds it",
            Self::Newer => {
                "use a newer fiche, or read everything anew with `fiche index --rebuild`"
            }
            Self::Foreign => "put the index of fiche elsewhere with `--index`",
        }
    }
}

/// An error of reading or writing a medium, as Unix numbers it.
const EIO: i32 = 5;

/// What to do about an error of the system.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            "; make room and run it again: the last commit is whole, and what was written since has been given back"
        }
        io::ErrorKind::QuotaExceeded => {
            "; make room within the quota and run it again: the last commit is whole"
        }
        io::ErrorKind::PermissionDenied => {
            "; check the rights of the folder, or put the index elsewhere with `--index DIR`"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "; the medium is read-only: put the index elsewhere with `--index DIR`"
        }
        _ if error.raw_os_error() == Some(EIO) => {
            "; the medium may be failing: copy what it holds elsewhere, then look at the index with `fiche check`"
        }
        _ => "",
    }
}

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
        "the index at {path} is being written to by {}; wait for it with `--wait`, or try again when it is done",
        holder.as_ref().map_or_else(|| "another process".to_owned(), ToString::to_string)
    )]
    Locked {
        /// The index.
        path: PathBuf,
        /// Who writes, where it is known.
        holder: Option<LockHolder>,
    },
    /// The index was made by a version of fiche whose terms or files mean something else.
    #[error("the index at {path} {why}; {}", age.advice())]
    Incompatible {
        /// The index.
        path: PathBuf,
        /// What differs.
        why: String,
        /// Whether this version can make an index of its own of it.
        age: IndexAge,
    },
    /// A file of the index is damaged or missing.
    #[error(
        "the index at {path} is damaged ({what}); look at it with `fiche check`, mend it with `fiche check --repair`"
    )]
    Corrupt {
        /// The index.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The disk or its permissions refused.
    #[error("cannot {action} the index at {path}: {source}{}", advice(source))]
    Io {
        /// What was tried.
        action: &'static str,
        /// The index.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder of the index was removed, or another was put in its place, while it was written to.
    #[error(
        "the folder {path} was removed or replaced while its index was written to; nothing was committed"
    )]
    Replaced {
        /// The index.
        path: PathBuf,
    },
    /// The search took longer than its deadline.
    #[error(
        "the search did not end within {seconds:.1} seconds; ask for less or raise the deadline"
    )]
    Deadline {
        /// The deadline.
        seconds: f64,
    },
    /// The search was cancelled.
    #[error("the search was cancelled")]
    Cancelled,
    /// The index is on a file system of another machine, where two may write at once in spite of the lock.
    #[error(
        "the index at {path} is on a network file system ({kind}), where locks cannot be trusted: put it on a disk of this machine with `--index DIR`, or where no other machine ever writes to it make an empty file {}",
        path.join("allow-network").display()
    )]
    Network {
        /// The index.
        path: PathBuf,
        /// The file system, as the system names it.
        kind: String,
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
