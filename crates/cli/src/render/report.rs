//! What a refresh did.

use fiche::Finding;
use fiche_ingest::{FailedFile, Report};
use serde::Serialize;

use super::VERSION;
use crate::terminal::{BAD, FAINT, GOOD, harmless};

/// Failures that are listed; the rest is counted.
const LISTED: usize = 10;

/// The report, with the version of the answer.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    #[serde(flatten)]
    report: &'a Report,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    findings: &'a [Finding],
}

impl<'a> Json<'a> {
    pub(crate) fn new(report: &'a Report, findings: &'a [Finding]) -> Self {
        Self {
            version: VERSION,
            report,
            findings,
        }
    }
}

/// Tells it on standard error, with the articles that there are now.
pub(crate) fn human(report: &Report, articles: u64) {
    let seconds = report.took.as_secs_f64();
    let rate = report.bytes_read as f64 / 1e6 / seconds.max(1e-6);
    anstream::eprintln!(
        "{GOOD}{articles} articles{GOOD:#} in {} files: {} read, {} unchanged, {} moved, {} removed {FAINT}· {seconds:.1} s, {rate:.1} MB/s{FAINT:#}",
        report.files,
        report.read,
        report.unchanged,
        report.moved,
        report.removed,
    );
    report.failures.iter().take(LISTED).for_each(failure);
    if report.failures.len() > LISTED {
        let more = report.failures.len() - LISTED;
        anstream::eprintln!("and {more} more: see `fiche stats --failures`");
    }
}

/// Tells of one failure on standard error.
pub(crate) fn failure(failed: &FailedFile) {
    let (path, message) = (harmless(&failed.path), harmless(&failed.message));
    anstream::eprintln!("{BAD}{path}{BAD:#}: {}: {message}", harmless(&failed.kind));
}
