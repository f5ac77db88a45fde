//! What has changed between the collection and what the index remembers of it.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use fiche::{Index, SourceFile};

use super::{folders, source};
use crate::config::Repeated;
use crate::formats::is_current;
use crate::walk::Entry;

/// A file that was changed this shortly before the last commit may have been changed again in the same instant of a
/// coarse clock (2 s on FAT): its content is looked at, as git does.
const RACY: Duration = Duration::from_secs(2);

/// What there is to do.
#[derive(Default)]
pub(super) struct Changes<'e> {
    /// Files to read.
    pub(super) to_read: Vec<&'e Entry>,
    /// What the index remembers of each entry that is as it was, by the number of the entry.
    pub(super) unchanged: Vec<Option<SourceFile>>,
    /// Entries that the index knows as they were before.
    pub(super) changed: Vec<&'e Entry>,
    /// Files that could not be looked at, as the index remembers them.
    pub(super) unseen: Vec<SourceFile>,
    /// Files that are gone, as the index remembers them.
    pub(super) gone: Vec<SourceFile>,
}

/// How closely files are looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scrutiny {
    /// Files that failed are read again.
    pub(super) retries_failed: bool,
    /// The content of every file is compared, whatever its size and time say.
    pub(super) verifies: bool,
}

/// Compares the files that there are with those that the index knows.
pub(super) fn find<'e>(
    entries: &'e [Entry],
    mut known: HashMap<String, SourceFile>,
    index: &Index,
    scrutiny: Scrutiny,
    repeated: Repeated,
) -> Changes<'e> {
    let racy_from = last_commit_ns(index.path()).map(|at| at - RACY.as_nanos() as i64);
    let mut changes = Changes::default();
    for entry in entries {
        match known.remove(&entry.path) {
            Some(file)
                if folders::was_read_with(&file.reader, repeated)
                    && is_unchanged(entry, &file, racy_from, scrutiny) =>
            {
                changes.unchanged.push(Some(file));
            }
            known => {
                changes.unchanged.push(None);
                changes.changed.extend(known.map(|_| entry));
                changes.to_read.push(entry);
            }
        }
    }
    changes.gone = known.into_values().collect();
    changes.gone.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

impl Changes<'_> {
    /// Whether files came, went or changed, or cannot be looked at.
    pub(super) fn are_any(&self) -> bool {
        !(self.to_read.is_empty() && self.gone.is_empty() && self.unseen.is_empty())
    }

    /// The files that stay as the index remembers them.
    pub(super) fn staying(&self) -> impl Iterator<Item = &SourceFile> {
        self.unchanged.iter().flatten().chain(&self.unseen)
    }

    /// The paths of all files that the index remembers.
    pub(super) fn paths_before(&self) -> impl Iterator<Item = &str> {
        let changed = self.changed.iter().map(|entry| entry.path.as_str());
        let others = self.staying().chain(&self.gone);
        others.map(|file| file.path.as_str()).chain(changed)
    }
}

fn is_unchanged(
    entry: &Entry,
    file: &SourceFile,
    racy_from: Option<i64>,
    scrutiny: Scrutiny,
) -> bool {
    let fingerprint = file.fingerprint;
    if fingerprint.size != entry.size
        || fingerprint.modified_ns != entry.modified_ns
        || !is_current(folders::reader_of(&file.reader))
        || scrutiny.retries_failed && file.failure.is_some()
    {
        return false;
    }
    let is_racy = racy_from.is_none_or(|from| entry.modified_ns >= from);
    let is_trusted = !is_racy && !scrutiny.verifies;
    is_trusted || source::hash(&entry.file).is_ok_and(|hash| hash == fingerprint.hash)
}

/// When the index was last committed to, in nanoseconds since 1970 UTC.
fn last_commit_ns(index: &Path) -> Option<i64> {
    let modified = index.join("meta.json").metadata().ok()?.modified().ok()?;
    let since = modified.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}

/// Files that seem to have been moved: one that is gone had the size and the time of change of one that is new. Renaming keeps
/// both, and to read the new file for its content takes as long as to index it.
pub(super) struct Moves<'c> {
    /// The path of the new file, and that of the gone one.
    from: HashMap<&'c str, &'c str>,
    gone: HashSet<&'c str>,
}

impl<'c> Moves<'c> {
    pub(super) fn find(changes: &'c Changes) -> Self {
        let gone = changes.gone.iter();
        let mut gone: HashMap<(u64, i64), &str> = gone
            .map(|file| {
                let fingerprint = file.fingerprint;
                (
                    (fingerprint.size, fingerprint.modified_ns),
                    file.path.as_str(),
                )
            })
            .collect();
        let moved = changes.to_read.iter().filter_map(|entry| {
            let old = gone.remove(&(entry.size, entry.modified_ns))?;
            Some((entry.path.as_str(), old))
        });
        let from: HashMap<&str, &str> = moved.collect();
        Self {
            gone: from.values().copied().collect(),
            from,
        }
    }

    /// The earlier path of a file that is new.
    pub(super) fn to(&self, entry: &Entry) -> Option<&'c str> {
        self.from.get(entry.path.as_str()).copied()
    }

    /// Whether a file that is gone has been moved.
    pub(super) fn is_from(&self, file: &SourceFile) -> bool {
        self.gone.contains(file.path.as_str())
    }
}
