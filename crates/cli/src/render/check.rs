//! Whether an index keeps its promises.

use std::io::{self, Write};

use fiche::{Check, Salvaged};
use fiche_ingest::{Origin, Restored};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::{BAD, FAINT, GOOD, harmless};

/// Damages that are listed; the rest is counted.
const LISTED: usize = 20;

/// The check, and the repair where there was one.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    is_whole: bool,
    #[serde(flatten)]
    check: &'a Check,
    took_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<Repair<'a>>,
}

#[derive(Serialize)]
struct Repair<'a> {
    from: &'a Origin,
    #[serde(flatten)]
    salvaged: &'a Salvaged,
}

impl<'a> Json<'a> {
    pub(crate) fn new(check: &'a Check, repaired: Option<&'a Restored>) -> Self {
        Self {
            version: VERSION,
            is_whole: check.is_whole(),
            check,
            took_ms: check.took.as_secs_f64() * 1e3,
            repair: repaired.map(|restored| Repair {
                from: &restored.origin,
                salvaged: &restored.salvaged,
            }),
        }
    }
}

/// Prints what was found, and what was done about it.
pub(crate) fn human(check: &Check, repaired: Option<&Restored>) -> Result<(), Trouble> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    for damage in check.damages.iter().take(LISTED) {
        let (what, message) = (harmless(&damage.what), harmless(&damage.message));
        writeln!(out, "{BAD}{what}{BAD:#}: {message}")?;
    }
    if check.damaged > LISTED as u64 {
        writeln!(out, "and {} more", check.damaged - LISTED as u64)?;
    }
    let (megabytes, seconds) = (check.bytes as f64 / 1e6, check.took.as_secs_f64());
    writeln!(
        out,
        "{FAINT}{} files of {megabytes:.1} MB, {} stored articles, {} analysed anew · {seconds:.1} s{FAINT:#}",
        check.files, check.articles, check.analysed
    )?;
    if check.superfluous_bytes > 0 {
        let megabytes = check.superfluous_bytes as f64 / 1e6;
        writeln!(
            out,
            "{megabytes:.1} MB in files that no commit names: `fiche index` frees them"
        )?;
    }
    match (check.is_whole(), repaired) {
        (true, _) => writeln!(out, "{GOOD}the index is whole{GOOD:#}")?,
        (false, None) => writeln!(
            out,
            "{BAD}the index is damaged{BAD:#}: `fiche check --repair` makes it anew, from its files or from what it stores"
        )?,
        (false, Some(restored)) => super::restored::human(restored),
    }
    Ok(())
}
