//! One file a command: arguments → library call → renderer.

pub(crate) mod alert;
pub(crate) mod check;
pub(crate) mod copies;
pub(crate) mod eval;
pub(crate) mod formats;
pub(crate) mod index;
pub(crate) mod pages;
pub(crate) mod parse;
mod preview;
pub(crate) mod restore;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod stats;
pub(crate) mod suggest;
pub(crate) mod tell;
pub(crate) mod timeline;
pub(crate) mod tune;
pub(crate) mod watch;

use std::path::{Path, PathBuf};

use fiche::Index;
use fiche_ingest::{index_folder, is_index, locate};

use crate::error::Trouble;

/// Where the index is, as far as the command line says.
pub(crate) struct Place {
    /// `--index`.
    pub(crate) index: Option<PathBuf>,
}

impl Place {
    /// The folder of the index for a path: the one that was named, else the nearest at or above the path.
    pub(crate) fn find(&self, path: &Path) -> Option<PathBuf> {
        match &self.index {
            Some(folder) => is_index(folder).then(|| folder.clone()),
            None => locate(path),
        }
    }

    /// Where the index of a new collection with this root is made.
    pub(crate) fn new_folder(&self, root: &Path) -> PathBuf {
        self.index.clone().unwrap_or_else(|| index_folder(root))
    }

    /// Opens the index of the collection here.
    pub(crate) fn open_here(&self) -> Result<Index, Trouble> {
        let here = Path::new(".");
        let folder = self.find(here).unwrap_or_else(|| self.new_folder(here));
        restore::open(&folder)
    }
}

/// Refuses a path that is not there.
pub(crate) fn check_exists(path: &Path) -> Result<(), Trouble> {
    path.symlink_metadata().map(drop).map_err(|error| {
        Trouble::said(format!(
            "cannot read {}: {error}\na query of several words is one argument: put it in quotes",
            path.display()
        ))
    })
}
