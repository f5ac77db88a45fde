//! Which folders have something to learn in a run, and which files that changes.

use std::collections::{HashMap, HashSet};

use fiche::SourceFile;

use super::changes::Changes;
use super::folders::{Folder, Folders, Work};
use crate::walk::Entry;

/// The folders that a run has to do with.
pub(super) struct Lessons<'f, 'e> {
    /// Those of which a file changed, came or went, and those that a run before left half done.
    pub(super) touched: Vec<&'f Folder<'e>>,
    to_read: HashSet<&'f str>,
    unchanged: HashMap<&'f str, &'f SourceFile>,
}

impl<'f, 'e> Lessons<'f, 'e> {
    /// Compares the folders that there are with those that there were.
    pub(super) fn of(
        folders: &'f Folders<'e>,
        before: &HashSet<u64>,
        changes: &'f Changes<'e>,
    ) -> Self {
        let to_read = changes.to_read.iter().map(|entry| entry.path.as_str());
        let to_read: HashSet<&str> = to_read.collect();
        let unchanged = changes.unchanged.iter();
        let unchanged = unchanged.map(|file| (file.path.as_str(), file));
        let unchanged: HashMap<&str, &SourceFile> = unchanged.collect();
        let is_touched = |folder: &&Folder| {
            let paths = || folder.members().iter().map(|entry| entry.path.as_str());
            let known = paths().filter_map(|path| unchanged.get(path).copied());
            paths().any(|path| to_read.contains(path))
                || !before.contains(&folder.membership())
                || !Folder::is_of_one_mind(known)
        };
        Self {
            touched: folders.iter().filter(is_touched).collect(),
            to_read,
            unchanged,
        }
    }

    /// The files that changed, and the samples of their folders.
    pub(super) fn work(&self) -> Vec<Work<'f, 'e>> {
        let is_wanted = |entry: &Entry| self.to_read.contains(entry.path.as_str());
        let folders = self.touched.iter();
        folders.flat_map(|folder| folder.work(is_wanted)).collect()
    }

    /// The files that did not change, and were read with other lines than their folder has now.
    pub(super) fn outdated(&self) -> Vec<Work<'f, 'e>> {
        let folders = self.touched.iter();
        let outdated = folders.flat_map(|folder| {
            folder.work(|entry| {
                let file = self.unchanged.get(entry.path.as_str());
                file.is_some_and(|file| folder.is_outdated(file))
            })
        });
        outdated.collect()
    }
}
