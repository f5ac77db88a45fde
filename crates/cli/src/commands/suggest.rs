//! `fiche suggest`: how what is being typed could go on.

use std::io::{self, Write};

use fiche::{Suggestion, SuggestionKind};
use serde::Serialize;

use super::Place;
use crate::Outcome;
use crate::args::{Report, SuggestOptions};
use crate::error::Trouble;
use crate::render::{self, VERSION};
use crate::terminal::harmless;

#[derive(Serialize)]
struct Json {
    version: u32,
    suggestions: Vec<Suggestion>,
}

/// Runs the command.
pub(crate) fn run(place: &Place, options: &SuggestOptions) -> Result<Outcome, Trouble> {
    let mut suggestions = place.open_here()?.suggest(&options.typed, options.limit)?;
    if options.words {
        suggestions.retain(|it| it.kind == SuggestionKind::Word);
    }
    let outcome = if suggestions.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    };
    match options.format {
        Report::Human => {
            let mut out = io::stdout().lock();
            for suggestion in &suggestions {
                writeln!(out, "{}", harmless(&suggestion.text))?;
            }
        }
        Report::Json => render::json::print(&Json {
            version: VERSION,
            suggestions,
        })?,
    }
    Ok(outcome)
}
