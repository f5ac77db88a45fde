//! `fiche check`: whether an index keeps its promises, and with `--repair` that it does again.

use std::path::Path;

use fiche::{Check, Depth, Index};
use fiche_ingest::Restored;

use super::{Place, restore};
use crate::Outcome;
use crate::args::{CheckOptions, Report};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &CheckOptions) -> Result<Outcome, Trouble> {
    let here = Path::new(".");
    let folder = place.find(here).unwrap_or_else(|| place.new_folder(here));
    let depth = match options.quick {
        true => Depth::Quick,
        false => Depth::Full,
    };
    let check = Index::check(&folder, depth)?;
    let repaired = if options.repair && !check.is_whole() {
        let patience = options.waiting.patience();
        Some(restore::restore(&folder, None, patience, None)?)
    } else {
        None
    };
    match options.format {
        Report::Human => render::check::human(&check, repaired.as_ref())?,
        Report::Json => render::json::print(&render::check::Json::new(&check, repaired.as_ref()))?,
    }
    Ok(outcome(&check, repaired.as_ref()))
}

fn outcome(check: &Check, repaired: Option<&Restored>) -> Outcome {
    let is_whole = repaired.map_or(check.is_whole(), |it| it.salvaged.lost == 0);
    match is_whole {
        true => Outcome::Found,
        false => Outcome::Partial,
    }
}
