//! `fiche read-pdf`: the program itself as the process that PDFs are read in. No person types it.

use fiche_ingest::PdfProgram;

use crate::Outcome;
use crate::error::Trouble;

/// The name of the command.
const NAME: &str = "read-pdf";

/// This program as the one that reads PDFs.
pub(crate) fn program() -> Result<PdfProgram, Trouble> {
    let path = std::env::current_exe().map_err(|error| {
        Trouble::said(format!(
            "cannot find the program itself, to read PDFs with: {error}"
        ))
    })?;
    Ok(PdfProgram::new(path).argument(NAME))
}

/// Runs the command.
pub(crate) fn run() -> Result<Outcome, Trouble> {
    let served = fiche_ingest::serve_pdfs();
    served.map_err(|error| Trouble::said(format!("PDFs can not be read: {error}")))?;
    Ok(Outcome::Found)
}
