//! `fiche index`: make the index equal to the collection.

use std::path::{Path, PathBuf};

use fiche::Index;
use fiche_ingest::{Collection, Report, is_index};

use super::tell::tell;
use super::{Place, check_exists};
use crate::Outcome;
use crate::args::{self, IndexOptions};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &IndexOptions) -> Result<Outcome, Trouble> {
    let (folder, mut collection) = settle(place, &options.paths)?;
    if options.rebuild && is_index(&folder) {
        // Once the index is forgotten, nothing tells what it was made from.
        if collection.is_none() {
            collection = collection_of(&folder, place);
        }
        forget(&folder).map_err(|error| {
            Trouble::said(format!("cannot remove {}: {error}", folder.display()))
        })?;
    }
    let index = Index::open_or_create(&folder)?;
    let mut collection = match collection {
        Some(collection) => collection,
        None => known(&index)?,
    };
    if options.rebuild {
        collection = collection.rebuilding();
    }
    if options.retry_failed {
        collection = collection.retry_failed();
    }
    if options.verify {
        collection = collection.verify();
    }
    let report = refresh(&index, collection)?;
    match options.format {
        args::Report::Human => render::report::human(&report, &index.stats()?),
        args::Report::Json => {}
    }
    let outcome = outcome(&report);
    tell(
        &index,
        options.telling.exec.as_deref(),
        |findings| match options.format {
            args::Report::Human => render::alerts::human(findings),
            args::Report::Json => {
                render::json::print(&render::report::Json::new(&report, findings))
            }
        },
    )?;
    Ok(outcome)
}

/// The collection that an index was made from.
pub(super) fn known(index: &Index) -> Result<Collection, Trouble> {
    Collection::of_index(index)?.ok_or_else(|| {
        Trouble::said(format!(
            "the index at {} knows no roots: name the collection, as in `fiche index PATH`",
            index.path().display()
        ))
    })
}

/// The collection of an index that is about to be forgotten: as the index knows it, or where it cannot be read the folder
/// that it is in.
fn collection_of(folder: &Path, place: &Place) -> Option<Collection> {
    let known = Index::open(folder).ok();
    let known = known.and_then(|index| Collection::of_index(&index).ok().flatten());
    let around = || folder.parent().filter(|_| place.index.is_none());
    known.or_else(|| around().map(Collection::at))
}

/// Empties the folder of an index, but for the saved searches: those cannot be read anew from the collection.
fn forget(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == fiche_ingest::ALERTS_FILE {
            continue;
        }
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Refreshes with a progress bar, where there is a terminal to see it.
pub(crate) fn refresh(index: &Index, collection: Collection) -> Result<Report, Trouble> {
    let bar = render::progress::Bar::new();
    let shown = bar.clone();
    let collection = collection
        .pdf_program(super::pdf::program()?)
        .on_progress(move |progress| shown.show(progress));
    let report = collection.refresh(index);
    bar.clear();
    Ok(report?)
}

fn outcome(report: &Report) -> Outcome {
    if report
        .failures
        .iter()
        .any(fiche_ingest::FailedFile::is_trouble)
    {
        Outcome::Partial
    } else {
        Outcome::Found
    }
}

/// The folder of the index, and the collection where the command line names it. Without a path it is the one that the
/// index knows, or else the folder here.
pub(super) fn settle(
    place: &Place,
    paths: &[PathBuf],
) -> Result<(PathBuf, Option<Collection>), Trouble> {
    for path in paths {
        check_exists(path)?;
    }
    let Some((first, others)) = paths.split_first() else {
        let here = Path::new(".");
        return Ok(match place.find(here) {
            Some(folder) => (folder, None),
            None => (place.new_folder(here), Some(Collection::at(here))),
        });
    };
    if !others.is_empty() && place.index.is_none() {
        return Err(Trouble::said(
            "several roots make one collection: say where its index is, as in `--index news.fiche`",
        ));
    }
    // A folder inside a collection that has an index belongs to it: the whole collection is refreshed.
    if place.index.is_none()
        && let Some(folder) = place.find(first)
    {
        return Ok((folder, None));
    }
    let first_root = Collection::at(first);
    let collection = others
        .iter()
        .fold(first_root, fiche_ingest::Collection::and);
    Ok((place.new_folder(first), Some(collection)))
}
