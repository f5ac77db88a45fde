//! One line a hit: JSON lines, paths, TREC runs.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use fiche::RankedList;
use fiche::eval::Run;
use fiche_ingest::file_path;

use super::Answer;
use crate::error::Trouble;
use crate::terminal::{harmless, harmless_lines};

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

/// What ends a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Line,
    Nul,
}

/// The path of each article's file from the collection's root, each once; the id where there is no file. A terminal gets what it
/// would not act on, everything else the bytes of the name as the disk has it.
pub(crate) fn paths(list: &RankedList<'_>, end: End) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    let is_terminal = io::stdout().is_terminal();
    let paths = list.paths()?;
    let mut seen = std::collections::HashSet::new();
    for path in paths.iter().filter(|path| seen.insert(*path)) {
        if is_terminal {
            writeln!(out, "{}", harmless(path))?;
            continue;
        }
        out.write_all(file_path(path).as_os_str().as_encoded_bytes())?;
        out.write_all(match end {
            End::Line => b"\n",
            End::Nul => b"\0",
        })?;
    }
    Ok(out.flush()?)
}

/// The lines of a TREC run.
pub(crate) fn trec(list: &RankedList<'_>) -> Result<(), Trouble> {
    let mut lines = Run::default();
    for article in list.ids()? {
        lines.insert(TOPIC, &article.id, article.score);
    }
    run(&lines.to_trec("fiche"))
}

/// A run as it is, but for what a terminal would act on.
pub(crate) fn run(run: &dyn Display) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return Ok(write!(out, "{}", harmless_lines(&run.to_string()))?);
    }
    Ok(write!(out, "{run}")?)
}
