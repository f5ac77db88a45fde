//! `fiche tune`: choose the numbers of the ranking on judged topics, and write them into `fiche.toml`.

use fiche::eval::{Measure, Over, Qrels, evaluate, parse_topics};
use fiche::{Index, Query, Search, TopicQuery};
use fiche_ingest::Collection;

use super::Place;
use super::eval::{queries, read};
use super::search::{configured, search};
use crate::Outcome;
use crate::args::{Report, TuneOptions};
use crate::error::Trouble;
use crate::render;
use crate::render::tuning::{Fate, Shown};

/// Judged topics that each fold has at least: what fewer gain is chance.
const FEWEST_OF_A_FOLD: usize = 5;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &TuneOptions) -> Result<Outcome, Trouble> {
    let topics = read(&options.topics, parse_topics)?;
    let qrels = read(&options.qrels, Qrels::parse)?;
    let topics = queries(&topics, &options.ranking)?;
    let judged = topics.iter().filter(|it| qrels.has_relevant(&it.id));
    let judged = judged.count();
    check_enough(judged, options.folds)?;
    let index = place.open_here()?;
    let base = search(Query::parse("")?, &options.ranking);
    let base = configured(&index, base, &options.ranking.weights)?;
    check_found(&index, &base, &topics, &qrels)?;
    render::tuning::begun(judged);
    let tuning = index.tune(&base, &topics, &qrels, options.by, options.folds)?;
    let fate = if tuning.changed.is_empty() {
        Fate::Best
    } else if options.dry_run {
        Fate::Shown
    } else if tuning.gains() || options.force {
        let collection = Collection::of_index(&index).ok_or_else(|| {
            Trouble::said("the index has no folder whose fiche.toml could be written")
        })?;
        Fate::Written(collection.write_weights(&tuning.weights, &tuning.names())?)
    } else {
        Fate::Refused
    };
    let shown = Shown {
        tuning: &tuning,
        folds: options.folds,
        fate: &fate,
    };
    match options.format {
        Report::Human => render::tuning::human(&shown)?,
        Report::Json => render::json::print(&shown.to_json())?,
    }
    Ok(match fate {
        Fate::Written(_) | Fate::Shown => Outcome::Found,
        Fate::Best | Fate::Refused => Outcome::Nothing,
    })
}

/// Judgments of other articles than those of the index would let every number look alike, after minutes.
fn check_found(
    index: &Index,
    base: &Search,
    topics: &[TopicQuery],
    qrels: &Qrels,
) -> Result<(), Trouble> {
    let measure = Measure::R_1000;
    let run = index.run_topics(&base.clone().limit(1000), topics)?;
    let found = evaluate(qrels, &run, &[measure]).mean(Over::Judged);
    if found.get(measure).is_some_and(|recall| recall > 0.0) {
        return Ok(());
    }
    Err(Trouble::said(
        "no topic finds an article that was judged relevant; do the judgments name the articles of this index by their ids?",
    ))
}

fn check_enough(judged: usize, folds: usize) -> Result<(), Trouble> {
    let needed = folds * FEWEST_OF_A_FOLD;
    if judged >= needed {
        return Ok(());
    }
    Err(Trouble::said(format!(
        "{judged} topics are judged; {folds} folds need {needed} at least, or what they gain is chance"
    )))
}
