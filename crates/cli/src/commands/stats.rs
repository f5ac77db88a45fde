//! `fiche stats`: what an index holds.

use super::Place;
use crate::Outcome;
use crate::args::{Report, StatsOptions};
use crate::error::Trouble;
use crate::render;
use crate::render::stats::Failed;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &StatsOptions) -> Result<Outcome, Trouble> {
    let index = place.open_here()?;
    let stats = index.stats()?;
    let failed = if options.failures {
        let mut failed: Vec<Failed> = index
            .files()?
            .into_values()
            .filter_map(Failed::of)
            .collect();
        failed.sort_by(|a, b| a.path.cmp(&b.path));
        Some(failed)
    } else {
        None
    };
    match options.format {
        Report::Human => render::stats::human(&stats, failed.as_deref())?,
        Report::Json => render::json::print(&render::stats::Json::new(&stats, failed.as_deref()))?,
    }
    Ok(Outcome::Found)
}
