//! What an index holds.

use std::io::{self, Write};

use fiche::{SourceFile, Stats};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::harmless;

/// A file of which some part gave no article.
#[derive(Serialize)]
pub(crate) struct Failed {
    pub(crate) path: String,
    kind: String,
    message: String,
}

impl Failed {
    pub(crate) fn of(file: SourceFile) -> Option<Self> {
        let failure = file.failure?;
        Some(Self {
            path: file.path,
            kind: failure.kind,
            message: failure.message,
        })
    }
}

/// The counts, and the failed files where they were asked for.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    #[serde(flatten)]
    stats: &'a Stats,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed_files: Option<&'a [Failed]>,
}

impl<'a> Json<'a> {
    pub(crate) fn new(stats: &'a Stats, failed_files: Option<&'a [Failed]>) -> Self {
        Self {
            version: VERSION,
            stats,
            failed_files,
        }
    }
}

/// Prints the counts, and the failed files where they were asked for.
pub(crate) fn human(stats: &Stats, failed: Option<&[Failed]>) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    let megabytes = stats.bytes as f64 / 1e6;
    writeln!(out, "articles   {}", stats.articles)?;
    writeln!(out, "files      {}", stats.files)?;
    writeln!(
        out,
        "index      {megabytes:.1} MB in {} segments",
        stats.segments
    )?;
    for (name, counts) in [
        ("languages", &stats.languages),
        ("failures", &stats.failures),
    ] {
        if !counts.is_empty() {
            let counts: Vec<String> = counts.iter().map(|(it, n)| format!("{it} {n}")).collect();
            writeln!(out, "{name:<10} {}", harmless(&counts.join(", ")))?;
        }
    }
    for root in &stats.roots {
        writeln!(out, "root       {}", harmless(root))?;
    }
    for file in failed.into_iter().flatten() {
        let (path, message) = (harmless(&file.path), harmless(&file.message));
        writeln!(out, "{path}: {}: {message}", harmless(&file.kind))?;
    }
    Ok(())
}
