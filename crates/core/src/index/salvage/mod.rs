//! What can still be read of an index that this version cannot search, because it is older or because it is damaged.
//!
//! Everything that only makes articles findable is passed over. Read are the stored articles and, where their columns are
//! whole, what the index remembered of the files: each file of the index by itself, so that one that is damaged takes
//! nothing else with it.

mod segment;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::Directory as _;
use tantivy::schema::Schema;

use super::directory::ArchiveDirectory;
use super::payload::Payload;
use super::seal::{Seal, unseal};
use super::{META_FILE, open, schema};
use crate::article::{Article, SourceFile};
use crate::error::Error;
pub(super) use segment::OldSegment;

/// Losses that are named; the rest is counted.
const MAX_NAMED: usize = 1_000;

/// What was kept of an index, and what could not be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Salvaged {
    /// Articles that were kept.
    pub articles: u64,
    /// Of those, articles whose text could not be compared with its checksum.
    pub unverified: u64,
    /// What could not be kept: the first thousand of it.
    pub losses: Vec<Loss>,
    /// How much could not be kept in all.
    pub lost: u64,
}

/// Something of an index that could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The article's file, where it is known; else the file of the index.
    pub what: String,
    /// Why it is lost.
    pub why: String,
}

impl Salvaged {
    fn lose(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.lost += 1;
        if self.losses.len() < MAX_NAMED {
            self.losses.push(Loss {
                what: what.into(),
                why: why.into(),
            });
        }
    }
}

/// A document as it can be written again.
pub(super) enum Kept {
    /// An article, and the state of its file where it is the only one of it.
    Article(Box<Article>, Option<SourceFile>),
    /// The state of a file.
    File(SourceFile),
    /// What alerts have found and nobody was told of.
    Findings(String),
}

/// An index that cannot be searched.
pub(super) struct Salvage {
    directory: ArchiveDirectory,
    schema: Schema,
    segments: Vec<OldSegment>,
    payload: Option<Payload>,
}

/// The ends of the names of the files that every segment has.
pub(super) const SEGMENT_FILES: [&str; 6] = ["idx", "pos", "term", "store", "fast", "fieldnorm"];

/// The part of a commit that is needed, in the engine's words.
#[derive(Deserialize)]
pub(super) struct Commit {
    segments: Vec<SegmentEntry>,
    schema: Schema,
    payload: Option<String>,
}

impl Commit {
    /// Reads a commit, passing over what stands behind it.
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let mut values = serde_json::Deserializer::from_slice(content).into_iter();
        values.next().and_then(Result::ok)
    }

    pub(super) fn segments(&self) -> Vec<OldSegment> {
        self.segments.iter().map(OldSegment::from).collect()
    }
}

#[derive(Deserialize)]
struct SegmentEntry {
    segment_id: String,
    max_doc: u32,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: u64,
}

impl Salvage {
    /// Reads what there is in the folder of an index. Where the commit is damaged, every segment in the folder is taken
    /// for a part of it.
    pub(super) fn of(path: &Path) -> Result<Self, Error> {
        let directory = open::open_directory(path)?;
        let bytes = std::fs::read(path.join(META_FILE)).unwrap_or_default();
        let (content, is_whole) = match unseal(&bytes) {
            Seal::Whole(content) | Seal::Absent(content) => (content, true),
            Seal::Broken => (bytes.as_slice(), false),
        };
        let commit = Commit::read(content);
        let payload = commit
            .as_ref()
            .and_then(|commit| serde_json::from_str(commit.payload.as_deref()?).ok());
        Ok(match commit {
            Some(commit) if is_whole => Self {
                segments: commit.segments(),
                schema: commit.schema,
                directory,
                payload,
            },
            _ => Self {
                segments: segment::all_in(path),
                schema: schema::build().0,
                directory,
                payload,
            },
        })
    }

    /// What the last commit said of the index, as far as it can be read.
    pub(super) fn payload(&self) -> Option<&Payload> {
        self.payload.as_ref()
    }

    /// Hands over everything that can be read, and tells of what cannot be where it is wanted: by its path, where it came from a
    /// file.
    pub(super) fn read(
        &self,
        is_wanted: &dyn Fn(Option<&str>) -> bool,
        mut keep: impl FnMut(Kept) -> Result<(), Error>,
    ) -> Result<Salvaged, Error> {
        let mut salvaged = Salvaged::default();
        let mut seen = HashSet::new();
        for segment in &self.segments {
            let mut keep = |kept: Kept| {
                if let Kept::Article(article, _) = &kept {
                    let path = article.source.as_ref().map(|it| it.path.as_str());
                    // Where it is not known what was deleted, earlier versions come up again.
                    if !seen.insert(super::key(path, &article.id)) {
                        return Ok(());
                    }
                }
                keep(kept)
            };
            let old = segment::Old {
                directory: &self.directory,
                schema: &self.schema,
                is_wanted,
            };
            segment.read(&old, &mut salvaged, &mut keep)?;
        }
        Ok(salvaged)
    }
}

impl From<&SegmentEntry> for OldSegment {
    fn from(entry: &SegmentEntry) -> Self {
        let id = entry.segment_id.replace('-', "");
        let deletes = entry
            .deletes
            .as_ref()
            .map(|it| format!("{id}.{}.del", it.opstamp));
        Self {
            id,
            max_doc: Some(entry.max_doc),
            deletes: deletes.map(PathBuf::from),
        }
    }
}

/// The content of a file of the engine, and whether its checksum agrees.
fn body(
    directory: &ArchiveDirectory,
    path: &Path,
) -> std::io::Result<(tantivy::directory::FileSlice, bool)> {
    let fail = |error: tantivy::directory::error::OpenReadError| std::io::Error::other(error);
    let file = directory.open_read(path).map_err(fail)?;
    let (footer, body) = tantivy::directory::footer::Footer::extract_footer(file)?;
    let is_whole = crc32fast::hash(&body.read_bytes()?) == footer.crc;
    Ok((body, is_whole))
}
