//! One line a hit: JSON lines, paths, TREC runs.

use std::fmt::Display;
use std::io::{self, BufWriter, Write};

use fiche::eval::Run;

use super::Answer;
use crate::error::Trouble;

/// The topic of a run that answers one query of the command line.
const TOPIC: &str = "1";

/// One JSON value a hit.
pub(crate) fn jsonl(answer: &Answer<'_>) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    for hit in answer.found {
        serde_json::to_writer(&mut out, hit).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

/// The path of each hit's file from the collection's root, each once; the id where there is no file.
pub(crate) fn paths(answer: &Answer<'_>) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut seen = std::collections::HashSet::new();
    for hit in answer.found {
        let path = hit.path.as_ref().unwrap_or(&hit.id);
        if seen.insert(path) {
            writeln!(out, "{path}")?;
        }
    }
    Ok(out.flush()?)
}

/// The lines of a TREC run.
pub(crate) fn trec(answer: &Answer<'_>) -> Result<(), Trouble> {
    let mut list = Run::default();
    for hit in answer.found {
        list.insert(TOPIC, &hit.id, hit.score);
    }
    run(&list.to_trec("fiche"))
}

/// A run as it is.
pub(crate) fn run(run: &dyn Display) -> Result<(), Trouble> {
    Ok(write!(io::stdout().lock(), "{run}")?)
}
