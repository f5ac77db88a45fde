//! An index made anew in the place of one that is older, damaged or unwanted.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fiche::{Index, Rebuild, Salvaged, Stored};
use serde::Serialize;

use super::{Collection, Report};
use crate::error::IngestError;
use crate::locate::resolve;

/// What a new index was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The files of the collection.
    Sources,
    /// The articles that the old index had stored, since the files are gone, for this reason.
    Stored(String),
}

/// An index that was made anew.
#[derive(Debug)]
#[non_exhaustive]
pub struct Restored {
    /// The new index, in its place.
    pub index: Index,
    /// What it was made from.
    pub origin: Origin,
    /// The reading of the files, where they were read.
    pub report: Report,
    /// What was kept of the stored articles, and what is lost: of all of them where the files are gone, else of those that
    /// came from no file or from one that could not be looked at.
    pub salvaged: Salvaged,
}

/// An index on its way to being made anew. The old one is whole until [`run`](Self::run) is done, and stays if it fails or
/// is interrupted.
pub struct Restoration {
    rebuild: Rebuild,
    folder: PathBuf,
}

impl Restoration {
    /// Takes the lock of the index in a folder, waiting so long for another writer to end.
    ///
    /// # Errors
    /// As [`Rebuild::begin`].
    pub fn begin(folder: impl AsRef<Path>, patience: Duration) -> Result<Self, IngestError> {
        Ok(Self {
            rebuild: Rebuild::begin(&folder, patience)?,
            folder: folder.as_ref().to_owned(),
        })
    }

    /// The collection that the old index was made from, as far as it tells.
    pub fn collection(&self) -> Option<Collection> {
        Collection::of_roots(resolve(&self.folder, self.rebuild.roots()))
    }

    /// Makes the index anew: from the files of the collection, or where there are none any more from the stored articles.
    ///
    /// # Errors
    /// As [`Collection::refresh`]; the old index stays.
    pub fn run(self, collection: Option<Collection>) -> Result<Restored, IngestError> {
        let gone = match &collection {
            None if self.rebuild.is_described() => {
                Some("the index was not made from files".to_owned())
            }
            None => Some("which files it was made from is not known any more".to_owned()),
            Some(collection) => collection.missing_root(),
        };
        let mut report = Report::default();
        let mut origin = gone.map_or(Origin::Sources, Origin::Stored);
        if let (Origin::Sources, Some(collection)) = (&origin, collection) {
            report = collection.rebuilding().refresh(self.rebuild.index())?;
            if report.files == 0 {
                origin = Origin::Stored("there is no file left in the collection".into());
            }
        }
        let unseen: Vec<String> = report.unseen().map(str::to_owned).collect();
        let salvaged = self.rebuild.keep(match &origin {
            Origin::Sources => Stored::Without(&unseen),
            Origin::Stored(_) => Stored::All,
        })?;
        Ok(Restored {
            index: self.rebuild.finish()?,
            origin,
            report,
            salvaged,
        })
    }
}

impl Collection {
    /// Why the files are gone, where they are.
    fn missing_root(&self) -> Option<String> {
        self.roots.iter().find_map(|root| {
            let error = std::fs::metadata(root).err()?;
            Some(format!("cannot read {}: {error}", root.display()))
        })
    }
}
