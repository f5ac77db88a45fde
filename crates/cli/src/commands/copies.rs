//! `fiche copies`: the stories that a collection holds more than once.

use fiche_ingest::Collection;

use super::Place;
use crate::Outcome;
use crate::args::{CopiesOptions, Report};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &CopiesOptions) -> Result<Outcome, Trouble> {
    let index = place.open_here()?;
    let preferred = match Collection::of_index(&index) {
        Some(collection) => collection.preferred_outlets()?,
        None => Vec::new(),
    };
    let groups = index.copy_groups(&preferred)?;
    let shown = &groups[..groups.len().min(options.limit.unwrap_or(usize::MAX))];
    match options.format {
        Report::Human => render::copies::human(shown, &groups)?,
        Report::Json => render::json::print(&render::copies::Json::new(shown))?,
    }
    Ok(if groups.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}
