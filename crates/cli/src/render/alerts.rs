//! What alerts have newly found, and the list of saved searches.

use std::io::{self, BufWriter, Write};

use fiche::{Alert, Finding};
use fiche_ingest::AlertOrigin;
use serde::Serialize;

use super::VERSION;
use super::human::articles;
use crate::error::Trouble;
use crate::terminal::{FAINT, TITLE, harmless};

/// Articles of one alert that are listed; the rest is counted.
const LISTED: usize = 20;

/// What alerts have newly found.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    findings: &'a [Finding],
}

impl<'a> Json<'a> {
    pub(crate) fn new(findings: &'a [Finding]) -> Self {
        Self {
            version: VERSION,
            findings,
        }
    }
}

/// Prints the findings, alert by alert.
pub(crate) fn human(findings: &[Finding]) -> Result<(), Trouble> {
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    for of_alert in findings.chunk_by(|a, b| a.alert == b.alert) {
        let name = harmless(&of_alert[0].alert);
        writeln!(
            out,
            "{TITLE}{name}{TITLE:#}: {} new",
            articles(of_alert.len() as u64)
        )?;
        for finding in of_alert.iter().take(LISTED) {
            let title = if finding.title.is_empty() {
                &finding.id
            } else {
                &finding.title
            };
            let day = finding.published.map(|date| date.to_string());
            let day = day.as_deref().and_then(|day| day.split('T').next());
            let about = [
                day,
                finding.outlet.as_deref(),
                Some(finding.short_id.as_str()),
            ];
            let about: Vec<&str> = about.into_iter().flatten().collect();
            let about = harmless(&about.join(" · "));
            writeln!(out, "    {} {FAINT}· {about}{FAINT:#}", harmless(title))?;
        }
        if of_alert.len() > LISTED {
            writeln!(
                out,
                "    {FAINT}and {} more{FAINT:#}",
                of_alert.len() - LISTED
            )?;
        }
    }
    Ok(out.flush()?)
}

/// A saved search.
#[derive(Serialize)]
pub(crate) struct Saved {
    #[serde(flatten)]
    pub(crate) alert: Alert,
    pub(crate) origin: AlertOrigin,
}

/// The list of saved searches.
#[derive(Serialize)]
pub(crate) struct ListJson<'a> {
    version: u32,
    alerts: &'a [Saved],
}

impl<'a> ListJson<'a> {
    pub(crate) fn new(alerts: &'a [Saved]) -> Self {
        Self {
            version: VERSION,
            alerts,
        }
    }
}

/// Prints the saved searches, a line each.
pub(crate) fn list(alerts: &[Saved]) -> Result<(), Trouble> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    for Saved { alert, origin } in alerts {
        let (name, query) = (harmless(&alert.name), harmless(&alert.query));
        let origin = match origin {
            AlertOrigin::Configured => "  (fiche.toml)",
            AlertOrigin::Added => "",
        };
        writeln!(
            out,
            "{TITLE}{name}{TITLE:#}  {query}{FAINT}{origin}{FAINT:#}"
        )?;
    }
    Ok(())
}
