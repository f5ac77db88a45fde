//! Measures of a ranking.

use std::io::{self, Write};

use fiche::eval::{Evaluation, Measures, Over};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;

/// What is shown of an evaluation.
pub(crate) struct Shown<'a> {
    pub(crate) evaluation: &'a Evaluation,
    /// Topics that were asked.
    pub(crate) topics: usize,
    pub(crate) per_topic: bool,
}

/// The measures, as means over every judged topic: one without an answer counts as 0.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    topics: usize,
    judged: usize,
    measures: Measures,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_topic: Option<&'a Evaluation>,
}

impl<'a> Shown<'a> {
    pub(crate) fn to_json(&self) -> Json<'a> {
        Json {
            version: VERSION,
            topics: self.topics,
            judged: self.evaluation.topics.len(),
            measures: self.evaluation.mean(Over::Judged),
            per_topic: self.per_topic.then_some(self.evaluation),
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
                    topic.topic
                )?;
            }
        }
    }
    let judged = shown.evaluation.topics.len();
    writeln!(out, "{:<12} {judged} judged of {}", "topics", shown.topics)?;
    for (measure, value) in shown.evaluation.mean(Over::Judged).iter() {
        writeln!(out, "{:<12} {value:.4}", measure.to_string())?;
    }
    Ok(())
}
