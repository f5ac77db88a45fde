//! `fiche eval`: run topics, write the run, measure it.

use std::fs;
use std::path::Path;

use fiche::eval::{Comparison, Measure, Qrels, Run, Topic, compare, evaluate, parse_topics};
use fiche::{Index, Query, TopicQuery};

use super::Place;
use super::search::{asked, configured, parse, search};
use crate::Outcome;
use crate::args::{EvalOptions, RankingOptions, Report};
use crate::error::Trouble;
use crate::render;

/// The last column of the runs.
const TAG: &str = "fiche";

/// Runs the command.
pub(crate) fn run(place: &Place, options: &EvalOptions) -> Result<Outcome, Trouble> {
    let topics = read(&options.topics, parse_topics)?;
    let qrels = options
        .qrels
        .as_deref()
        .map(|path| read(path, Qrels::parse));
    let qrels = qrels.transpose()?;
    let index = place.open_here()?;
    let run = rank(&index, &topics, options)?;
    if let Some(path) = &options.run {
        fs::write(path, run.to_trec(TAG).to_string())
            .map_err(|error| Trouble::said(format!("cannot write {}: {error}", path.display())))?;
    }
    let Some(qrels) = qrels else {
        if options.run.is_none() {
            render::lines::run(&run.to_trec(TAG))?;
        }
        return Ok(Outcome::Found);
    };
    let measures = measures(options);
    let evaluation = evaluate(&qrels, &run, &measures);
    let comparisons = match &options.compare {
        Some(path) => {
            let before = evaluate(&qrels, &read(path, Run::parse)?, &measures);
            let compare = |measure: &Measure| compare(&before, &evaluation, *measure);
            measures.iter().map(compare).collect()
        }
        None => Vec::new(),
    };
    let shown = render::measures::Shown {
        evaluation: &evaluation,
        topics: topics.len(),
        per_topic: options.per_topic,
        comparisons: &comparisons,
        moved: moved(&comparisons, options.by),
    };
    match options.format {
        Report::Human => render::measures::human(&shown)?,
        Report::Json => render::json::print(&shown.to_json())?,
    }
    Ok(Outcome::Found)
}

/// The standard measures, and the one that topics are listed by.
fn measures(options: &EvalOptions) -> Vec<Measure> {
    let mut measures = Measure::STANDARD.to_vec();
    if options.compare.is_some() && !measures.contains(&options.by) {
        measures.push(options.by);
    }
    measures
}

fn moved(comparisons: &[Comparison], by: Measure) -> Option<&Comparison> {
    let name = by.to_string();
    comparisons.iter().find(|it| it.measure == name)
}

fn rank(index: &Index, topics: &[Topic], options: &EvalOptions) -> Result<Run, Trouble> {
    let base = search(Query::parse("")?, &options.ranking);
    let base = configured(index, base, &options.ranking.weights)?;
    let topics = queries(topics, &options.ranking)?;
    Ok(index.run_topics(&base.limit(options.limit), &topics)?)
}

/// The topics as they are asked.
pub(super) fn queries(
    topics: &[Topic],
    options: &RankingOptions,
) -> Result<Vec<TopicQuery>, Trouble> {
    let query = |topic: &Topic| {
        let query = parse(&topic.text, options)?;
        Ok(TopicQuery {
            id: topic.id.clone(),
            query: asked(query, options),
        })
    };
    topics.iter().map(query).collect()
}

pub(super) fn read<T, E: std::fmt::Display>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, Trouble> {
    let said = |error: &dyn std::fmt::Display| {
        Trouble::said(format!("cannot use {}: {error}", path.display()))
    };
    let text = fs::read_to_string(path).map_err(|error| said(&error))?;
    parse(&text).map_err(|error| said(&error))
}
