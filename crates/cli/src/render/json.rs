//! JSON, as `JSON.md` describes it.

use std::io::{self, BufWriter, Write};

use fiche::{Advice, DidYouMean, Doubt, Expansion, Facet, FurtherWord, Hit, Note, Total};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    expansion: Option<Expanded<'a>>,
    did_you_mean: &'a [DidYouMean],
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'a Advice>,
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
            expansion: answer.found.expansion.as_ref().map(Expanded::new),
            did_you_mean: &answer.found.did_you_mean,
            advice: answer.found.advice.as_ref(),
            took_ms: answer.found.took.as_secs_f64() * 1e3,
            hits: &answer.found.hits,
            facets: &answer.found.facets,
        }
    }
}

/// The further words of a query.
#[derive(Serialize)]
struct Expanded<'a> {
    query: String,
    words: &'a [FurtherWord],
    stories: usize,
    doubt: Option<Doubt>,
}

impl<'a> Expanded<'a> {
    fn new(expansion: &'a Expansion) -> Self {
        Self {
            query: expansion.query.to_string(),
            words: &expansion.words,
            stories: expansion.stories,
            doubt: expansion.doubt,
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
