//! JSON, as `JSON.md` describes it.

use std::io::{self, BufWriter, Write};

use fiche::{DidYouMean, Facet, Hit, Note, Total};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;

/// The answer to a search.
#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    version: u32,
    query: String,
    notes: &'a [Note],
    total: Option<Total>,
    stories: Option<u64>,
    did_you_mean: &'a [DidYouMean],
    took_ms: f64,
    hits: &'a [Hit],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    facets: &'a [Facet],
}

impl<'a> Answer<'a> {
    pub(crate) fn new(answer: &'a super::Answer<'_>) -> Self {
        Self {
            version: VERSION,
            query: answer.query.to_string(),
            notes: &answer.found.notes,
            total: answer.found.total,
            stories: answer.found.stories,
            did_you_mean: &answer.found.did_you_mean,
            took_ms: answer.found.took.as_secs_f64() * 1e3,
            hits: &answer.found.hits,
            facets: &answer.found.facets,
        }
    }
}

/// Prints one value on a line.
pub(crate) fn line(value: &impl Serialize) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Prints one value on lines of its own.
pub(crate) fn print(value: &impl Serialize) -> Result<(), Trouble> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
