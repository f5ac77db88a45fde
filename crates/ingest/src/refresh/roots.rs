//! The roots of a collection: what lies below them, and how an index remembers them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use fiche::Index;

use super::Collection;
use crate::config::Config;
use crate::error::IngestError;
use crate::locate::{HERE, home};
use crate::walk::{Walked, walk};

impl Collection {
    /// The files below all roots, and what could not be looked at.
    pub(super) fn walk(&self, index: &Path, config: &Config) -> Result<Walked, IngestError> {
        let mut walked = Walked::default();
        let mut prefixes = HashSet::new();
        for (number, root) in self.roots.iter().enumerate() {
            std::fs::metadata(root).map_err(|source| IngestError::Root {
                path: root.clone(),
                source,
            })?;
            let prefix = if number == 0 {
                String::new()
            } else {
                unused_prefix(root, &mut prefixes)
            };
            let found = walk(root, &prefix, index, config, self.most_depth);
            walked.entries.extend(found.entries);
            walked.unseen.extend(found.unseen);
        }
        Ok(walked)
    }

    /// The roots as an index remembers them: one that holds the index is known by its place.
    pub(super) fn roots_as_remembered(&self, index: &Index) -> Vec<String> {
        let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let home = canonical(home(index.path()));
        let remember = |root: &PathBuf| {
            let root = canonical(root);
            if root == home {
                HERE.to_owned()
            } else {
                root.to_string_lossy().into_owned()
            }
        };
        self.roots.iter().map(remember).collect()
    }
}

/// A prefix for the paths of a further root that no other root has.
fn unused_prefix(root: &Path, used: &mut HashSet<String>) -> String {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = root
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let numbered = (2..).map(|number| format!("@{name}-{number}/"));
    let mut names = std::iter::once(format!("@{name}/")).chain(numbered);
    let prefix = names.find(|prefix| !used.contains(prefix));
    let prefix = prefix.expect("numbers do not end");
    used.insert(prefix.clone());
    prefix
}
