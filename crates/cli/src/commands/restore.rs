//! An index that cannot be searched as it is made anew, and the program says so.

use std::path::Path;
use std::time::Duration;

use fiche::{Error, Index, IndexAge, Memory};
use fiche_ingest::{Collection, Restoration, Restored};

use super::index::{showing_progress, within};
use crate::error::Trouble;
use crate::render;

/// Opens an index; one of an older version is made anew first.
pub(crate) fn open(folder: &Path) -> Result<Index, Trouble> {
    let opened = unless_older(Index::open(folder))?;
    opened.map_or_else(|| restore_older(folder), Ok)
}

/// Opens an index or makes an empty one; `None` for one of an older version, which is to be made anew.
pub(super) fn open_or_create(folder: &Path) -> Result<Option<Index>, Trouble> {
    unless_older(Index::open_or_create(folder))
}

fn unless_older(opened: Result<Index, Error>) -> Result<Option<Index>, Trouble> {
    match opened {
        Ok(index) => Ok(Some(index)),
        Err(Error::Incompatible {
            path,
            why,
            age: IndexAge::Older,
        }) => {
            let message = format!("the index at {} {why}: rebuilding it", path.display());
            anstream::eprintln!("{}", crate::terminal::harmless(&message));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn restore_older(folder: &Path) -> Result<Index, Trouble> {
    let restored = restore(folder, None, Duration::ZERO, None)?;
    render::restored::human(&restored);
    Ok(restored.index)
}

/// Makes the index in a folder anew: from the collection that was named, else from the one that the old index knows.
pub(super) fn restore(
    folder: &Path,
    named: Option<Collection>,
    patience: Duration,
    memory: Option<Memory>,
) -> Result<Restored, Trouble> {
    let restoration = Restoration::begin(folder, patience)?;
    match named.or_else(|| restoration.collection()) {
        Some(collection) => showing_progress(within(collection, memory), |collection| {
            Ok(restoration.run(Some(collection))?)
        }),
        None => Ok(restoration.run(None)?),
    }
}
