//! `fiche parse`: the program itself as the process that PDFs and pages are parsed in. No person types it.

use fiche_ingest::ParserProgram;

use crate::Outcome;
use crate::error::Trouble;

/// The name of the command.
const NAME: &str = "parse";

/// This program as the one that parses.
pub(crate) fn program() -> Result<ParserProgram, Trouble> {
    let path = std::env::current_exe().map_err(|error| {
        Trouble::said(format!(
            "cannot find the program itself, to parse files with: {error}"
        ))
    })?;
    Ok(ParserProgram::new(path).argument(NAME))
}

/// Runs the command.
pub(crate) fn run() -> Result<Outcome, Trouble> {
    let served = fiche_ingest::serve_parsers();
    served.map_err(|error| Trouble::said(format!("files can not be parsed: {error}")))?;
    Ok(Outcome::Found)
}
