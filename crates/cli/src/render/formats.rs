//! The formats that fiche reads.

use std::io::{self, Write};

use fiche_ingest::Format;
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;

/// One format.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    reader: String,
    extensions: Vec<&'static str>,
}

/// The formats, with the version of the answer.
#[derive(Serialize)]
pub(crate) struct Json {
    version: u32,
    formats: Vec<Row>,
}

impl Json {
    pub(crate) fn new(formats: &[Format]) -> Self {
        Self {
            version: VERSION,
            formats: formats.iter().map(row).collect(),
        }
    }
}

/// Prints a line a format: its name, and the extensions that speak for it.
pub(crate) fn human(formats: &[Format]) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    for row in formats.iter().map(row) {
        let dotted = row
            .extensions
            .iter()
            .map(|extension| format!(".{extension}"));
        writeln!(
            out,
            "{:<10} {}",
            row.name,
            dotted.collect::<Vec<_>>().join(" ")
        )?;
    }
    Ok(())
}

/// Files without an extension have an empty one, which says nothing to a person.
fn row(format: &Format) -> Row {
    let extensions = format.extensions().iter().copied();
    Row {
        name: format.name(),
        reader: format.reader(),
        extensions: extensions
            .filter(|extension| !extension.is_empty())
            .collect(),
    }
}
