//! Where an article came from, and what fiche remembers of that file.

use serde::{Deserialize, Serialize};

/// The file, or the record inside a file, that an article came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The file's path from the collection's root, parted by `/`.
    pub path: String,
    /// Which record of the file, counted from 1; `None` where the file is one article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// The format that the article was read in, such as `html` or `feed`; of an archive, that of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

/// What tells whether a file has changed: its size and time of change, and where those differ, its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970 UTC; negative before.
    pub modified_ns: i64,
    /// XXH3-64 of the file's bytes.
    pub hash: u64,
}

/// What the index remembers of one file of the collection, whether or not it gave an article.
///
/// It lives in the same commit as the file's articles, so that a crash cannot part the two.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceFile {
    /// The path from the collection's root, parted by `/`.
    pub path: String,
    /// Size, time and content when it was read.
    pub fingerprint: Fingerprint,
    /// The reader and its version, such as `html/1`: a better reader re-reads exactly its own files.
    pub reader: String,
    /// Why the file, or a part of it, gave no article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Why a file gave no article, or not all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A short word for counting: `unreadable`, `too-large`, `malformed`, `no-text`.
    pub kind: String,
    /// What failed and what to do, in a sentence.
    pub message: String,
}
