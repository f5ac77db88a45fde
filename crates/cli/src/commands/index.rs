//! `fiche index`: make the index equal to the collection.

use std::path::{Path, PathBuf};

use fiche::{Index, Memory};
use fiche_ingest::{Collection, Report, is_index};

use super::tell::tell;
use super::{Place, check_exists, restore};
use crate::Outcome;
use crate::args::{self, IndexOptions};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &IndexOptions) -> Result<Outcome, Trouble> {
    let (folder, collection) = settle(place, &options.paths)?;
    let patience = options.waiting.patience();
    let opened = match options.rebuild && is_index(&folder) {
        true => None,
        false => restore::open_or_create(&folder)?,
    };
    let (index, report) = if let Some(index) = opened {
        let collection = collection_of(&index, collection, place)?;
        let collection = scrutinized(collection, options).wait(patience);
        let report = refresh(&index, collection)?;
        (index, report)
    } else {
        let restored = restore::restore(&folder, collection, patience, options.memory)?;
        render::restored::human(&restored);
        (restored.index, restored.report)
    };
    match options.format {
        args::Report::Human => render::report::human(&report, index.article_count()?),
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

/// The collection that was named, else the one that the index knows, else, where the first run was interrupted before it
/// could tell, the one that the index is in.
fn collection_of(
    index: &Index,
    named: Option<Collection>,
    place: &Place,
) -> Result<Collection, Trouble> {
    if let Some(named) = named {
        return Ok(named);
    }
    match unfinished(index, place)? {
        Some(around) => Ok(around),
        None => known(index),
    }
}

/// The collection that an index is in, where its first run was interrupted: it knows no collection and holds nothing.
pub(super) fn unfinished(index: &Index, place: &Place) -> Result<Option<Collection>, Trouble> {
    let around = index.path().parent().filter(|_| place.index.is_none());
    let Some(around) = around else {
        return Ok(None);
    };
    let is_empty = index.roots().is_empty() && index.article_count()? == 0;
    Ok(is_empty.then(|| Collection::at(around)))
}

/// The collection that an index was made from.
pub(super) fn known(index: &Index) -> Result<Collection, Trouble> {
    Collection::of_index(index).ok_or_else(|| {
        Trouble::said(format!(
            "the index at {} knows no roots: name the collection, as in `fiche index PATH`",
            index.path().display()
        ))
    })
}

fn scrutinized(mut collection: Collection, options: &IndexOptions) -> Collection {
    if options.retry_failed {
        collection = collection.retry_failed();
    }
    if options.verify {
        collection = collection.verify();
    }
    within(collection, options.memory)
}

/// The collection, read within so much memory.
pub(super) fn within(collection: Collection, memory: Option<Memory>) -> Collection {
    match memory {
        Some(memory) => collection.memory(memory),
        None => collection,
    }
}

/// Refreshes with a progress bar, where there is a terminal to see it.
pub(crate) fn refresh(index: &Index, collection: Collection) -> Result<Report, Trouble> {
    showing_progress(collection, |collection| Ok(collection.refresh(index)?))
}

/// Reads a collection, with a progress bar where there is a terminal to see it.
pub(super) fn showing_progress<T>(
    collection: Collection,
    read: impl FnOnce(Collection) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let bar = render::progress::Bar::new();
    let shown = bar.clone();
    let collection = collection
        .parser_program(super::parse::program()?)
        .on_progress(move |progress| shown.show(progress));
    let done = read(collection);
    bar.clear();
    done
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
