//! Which folders have something to learn in a run, and which files that changes.

use std::collections::{HashMap, HashSet};

use fiche::SourceFile;

use super::changes::Changes;
use super::folders::{self, Folder, Folders, Work};
use crate::walk::Entry;

/// The folders that a run has to do with.
pub(super) struct Lessons<'f, 'e> {
    /// Those of which a file changed, came or went, and those that a run before left half done.
    pub(super) touched: Vec<&'f Folder<'e>>,
    changes: &'f Changes<'e>,
}

impl<'f, 'e> Lessons<'f, 'e> {
    /// Compares the folders that there are with those that there were.
    pub(super) fn of(folders: &'f Folders<'e>, changes: &'f Changes<'e>) -> Self {
        // Where all files are as they were, so are the folders.
        let before = changes
            .are_any()
            .then(|| folders::memberships(changes.paths_before()));
        let is_touched = |folder: &&Folder| {
            let states = || folder.numbers().iter().map(|at| &changes.unchanged[*at]);
            states().any(Option::is_none)
                || before
                    .as_ref()
                    .is_some_and(|before| !before.contains(&folder.membership()))
                || !Folder::is_of_one_mind(states().flatten())
        };
        Self {
            touched: folders.iter().filter(is_touched).collect(),
            changes,
        }
    }

    /// The files that changed, and the samples of their folders.
    pub(super) fn work(&self) -> Vec<Work<'f, 'e>> {
        let to_read = self.changes.to_read.iter();
        let to_read: HashSet<&str> = to_read.map(|entry| entry.path.as_str()).collect();
        let is_wanted = |entry: &Entry| to_read.contains(entry.path.as_str());
        let folders = self.touched.iter();
        folders.flat_map(|folder| folder.work(is_wanted)).collect()
    }

    /// The files that did not change, and were read with other lines than their folder has now.
    pub(super) fn outdated(&self) -> Vec<Work<'f, 'e>> {
        let folders = self.touched.iter();
        let outdated = folders.flat_map(|folder| {
            let numbers = folder.numbers().iter();
            let states = numbers.filter_map(|at| self.changes.unchanged[*at].as_ref());
            let states: HashMap<&str, &SourceFile> =
                states.map(|file| (file.path.as_str(), file)).collect();
            folder.work(|entry| {
                let file = states.get(entry.path.as_str());
                file.is_some_and(|file| folder.is_outdated(file))
            })
        });
        outdated.collect()
    }
}
