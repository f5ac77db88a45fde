//! Measures of a ranking.

use std::io::{self, Write};

use fiche::eval::{Comparison, Evaluation, Measures, Moved, Over};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::harmless;

/// What is shown of an evaluation.
pub(crate) struct Shown<'a> {
    pub(crate) evaluation: &'a Evaluation,
    /// Topics that were asked.
    pub(crate) topics: usize,
    pub(crate) per_topic: bool,
    /// With another run, by measure; empty where there is none.
    pub(crate) comparisons: &'a [Comparison],
    /// The comparison whose topics are listed.
    pub(crate) moved: Option<&'a Comparison>,
}

/// Topics that moved most, listed at each end.
const MOVED: usize = 5;

/// The measures, as means over every judged topic: one without an answer counts as 0.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    topics: usize,
    judged: usize,
    measures: Measures,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_topic: Option<&'a Evaluation>,
    #[serde(skip_serializing_if = "<[Comparison]>::is_empty")]
    comparisons: &'a [Comparison],
}

impl<'a> Shown<'a> {
    pub(crate) fn to_json(&self) -> Json<'a> {
        Json {
            version: VERSION,
            topics: self.topics,
            judged: self.evaluation.topics.len(),
            measures: self.evaluation.mean(Over::Judged),
            per_topic: self.per_topic.then_some(self.evaluation),
            comparisons: self.comparisons,
        }
    }
}

/// One measure a line.
pub(crate) fn human(shown: &Shown<'_>) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    if shown.per_topic {
        for topic in &shown.evaluation.topics {
            for (measure, value) in topic.measures.iter() {
                writeln!(
                    out,
                    "{:<12} {:<12} {value:.4}",
                    measure.to_string(),
                    harmless(&topic.topic)
                )?;
            }
        }
    }
    let judged = shown.evaluation.topics.len();
    writeln!(out, "{:<12} {judged} judged of {}", "topics", shown.topics)?;
    if shown.comparisons.is_empty() {
        for (measure, value) in shown.evaluation.mean(Over::Judged).iter() {
            writeln!(out, "{:<12} {value:.4}", measure.to_string())?;
        }
    }
    compared(&mut out, shown)
}

/// A line a measure, then the topics that moved most.
fn compared(out: &mut impl Write, shown: &Shown<'_>) -> Result<(), Trouble> {
    if !shown.comparisons.is_empty() {
        writeln!(
            out,
            "{:<12} {:>7} {:>7} {:>8} {:>7} {:>6} {:>6} {:>6}",
            "measure", "before", "now", "change", "p", "better", "worse", "same"
        )?;
    }
    for it in shown.comparisons {
        writeln!(
            out,
            "{:<12} {:>7.4} {:>7.4} {:>+8.4} {:>7.4} {:>6} {:>6} {:>6}",
            it.measure,
            it.before,
            it.after,
            it.after - it.before,
            it.p,
            it.better,
            it.worse,
            it.same
        )?;
    }
    let Some(comparison) = shown.moved else {
        return Ok(());
    };
    let gained = comparison.moved.iter().filter(|it| it.gain() > 0.0);
    moved(out, "gained most", &comparison.measure, gained)?;
    let lost = comparison.moved.iter().filter(|it| it.gain() < 0.0);
    moved(out, "lost most", &comparison.measure, lost)
}

fn moved<'a>(
    out: &mut impl Write,
    heading: &str,
    measure: &str,
    topics: impl Iterator<Item = &'a Moved>,
) -> Result<(), Trouble> {
    for (at, it) in topics.take(MOVED).enumerate() {
        if at == 0 {
            writeln!(out, "{heading} ({measure})")?;
        }
        let (topic, before, after) = (harmless(&it.topic), it.before, it.after);
        writeln!(out, "  {topic:<12} {before:.4} → {after:.4}")?;
    }
    Ok(())
}
