//! What tuning found.

use std::io::{self, Write};
use std::path::PathBuf;

use fiche::Tuning;
use fiche::eval::Comparison;
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::harmless;

/// What became of the numbers that were found.
#[derive(Debug)]
pub(crate) enum Fate {
    /// None is better than those there are.
    Best,
    /// Only shown, as was asked.
    Shown,
    /// Written into this file.
    Written(PathBuf),
    /// Not written: topics that they were not chosen on gain nothing.
    Refused,
}

/// The chance of noise below which a gain is called significant.
const SIGNIFICANT: f64 = 0.05;

/// What is shown of a tuning.
pub(crate) struct Shown<'a> {
    pub(crate) tuning: &'a Tuning,
    pub(crate) folds: usize,
    pub(crate) fate: &'a Fate,
}

/// A tuning as JSON.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    folds: usize,
    weights: Vec<Changed>,
    held_back: &'a Comparison,
    seen: &'a Comparison,
    significant: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
}

/// A number that is another than before.
#[derive(Serialize)]
struct Changed {
    name: &'static str,
    before: f32,
    now: f32,
}

impl<'a> Shown<'a> {
    pub(crate) fn to_json(&self) -> Json<'a> {
        let changed = self.tuning.changed.iter();
        Json {
            version: VERSION,
            folds: self.folds,
            weights: changed
                .map(|&(name, before, now)| Changed { name, before, now })
                .collect(),
            held_back: &self.tuning.held_back,
            seen: &self.tuning.seen,
            significant: is_significant(self.tuning),
            written: match self.fate {
                Fate::Written(path) => Some(path.display().to_string()),
                _ => None,
            },
        }
    }
}

fn is_significant(tuning: &Tuning) -> bool {
    tuning.gains() && tuning.held_back.p < SIGNIFICANT
}

/// Says before the first search that there will be many.
pub(crate) fn begun(judged: usize) {
    anstream::eprintln!(
        "choosing numbers by {judged} topics, with some hundreds of searches for each: this takes a while"
    );
}

/// What each number was and is, and what it gains.
pub(crate) fn human(shown: &Shown<'_>) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    let tuning = shown.tuning;
    for (name, before, now) in &tuning.changed {
        writeln!(out, "{name:<12} {before:>7} → {now}")?;
    }
    let held_back = format!("topics left out ({} folds)", shown.folds);
    compared(&mut out, &held_back, &tuning.held_back)?;
    compared(&mut out, "topics chosen on", &tuning.seen)?;
    let fate = match shown.fate {
        Fate::Best => "no numbers are better than those there are; nothing was written".to_owned(),
        Fate::Refused => {
            "topics that the numbers were not chosen on gain nothing by them; nothing was written \
                          (--force writes them)"
                .to_owned()
        }
        Fate::Shown => "nothing was written".to_owned(),
        Fate::Written(path) => format!("written to {}", harmless(&path.to_string_lossy())),
    };
    writeln!(out, "{fate}")?;
    if tuning.gains() && !is_significant(tuning) {
        writeln!(out, "the gain may be chance: judge more topics to tell")?;
    }
    Ok(())
}

fn compared(out: &mut impl Write, what: &str, it: &Comparison) -> Result<(), Trouble> {
    let Comparison {
        measure,
        before,
        after,
        ..
    } = it;
    let (gain, p) = (after - before, it.p);
    let (better, worse, same) = (it.better, it.worse, it.same);
    writeln!(
        out,
        "{what:<26} {measure} {before:.4} → {after:.4} ({gain:+.4}, p {p:.4}): {better} better, {worse} worse, {same} same"
    )?;
    Ok(())
}
