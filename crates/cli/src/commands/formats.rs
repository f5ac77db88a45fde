//! `fiche formats`: the formats of files that fiche reads.

use crate::Outcome;
use crate::args::{FormatsOptions, Report};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(options: &FormatsOptions) -> Result<Outcome, Trouble> {
    let formats = fiche_ingest::formats();
    match options.format {
        Report::Human => render::formats::human(formats)?,
        Report::Json => render::json::print(&render::formats::Json::new(formats))?,
    }
    Ok(Outcome::Found)
}
