//! Which alerts can find anything among some articles: those whose words occur in them at all.
//!
//! Most of some thousand alerts have a word that a handful of new articles lack, and need not be run.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::analysis::{QueryAnalysis, Reading};
use crate::article::Language;
use crate::error::Error;
use crate::index::{Index, MarkedWords};
use crate::query::Query;
use crate::search::compile::{self, Context};
use crate::search::deadline::Deadline;
use crate::search::plan::{Match, Plan};
use crate::search::unit::UnitKind;
use crate::search::weights::Weights;

use super::Alerts;

/// Terms of which an article has to hold one.
type AnyOf = Vec<u32>;

/// What every alert needs, by the languages of the articles.
#[derive(Default)]
pub(super) struct Gates(HashMap<Vec<Language>, Needs>);

/// What every alert needs, for articles of some languages.
#[derive(Default)]
struct Needs {
    /// Each term that an alert needs, by its number.
    terms: HashMap<String, u32>,
    /// By alert: it finds nothing where one of these has no term in the articles.
    clauses: Vec<Vec<AnyOf>>,
}

impl Gates {
    /// The alerts that can find something among the articles of an index, by their places.
    pub(super) fn open(&mut self, alerts: &Alerts, index: &Index) -> Result<Vec<usize>, Error> {
        let fail = |error| index.error(error, "search");
        let languages = index.snapshot().map_err(fail)?.languages.clone();
        let needs = match self.0.entry(languages) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let needs = Needs::of(alerts, place.key())?;
                place.insert(needs)
            }
        };
        let there = needs.occurring(index).map_err(fail)?;
        let is_open = |clauses: &[AnyOf]| {
            clauses
                .iter()
                .all(|terms| terms.iter().any(|term| there.contains(term)))
        };
        let places = needs.clauses.iter().enumerate();
        let open = places.filter(|(_, clauses)| is_open(clauses));
        Ok(open.map(|(place, _)| place).collect())
    }
}

impl Needs {
    fn of(alerts: &Alerts, languages: &[Language]) -> Result<Self, Error> {
        // Patterns find no word in an empty index, and so need none.
        let empty = Index::of_articles(std::iter::empty())?;
        let mut needs = Self::default();
        for (_, query) in &alerts.queries {
            let clauses = clauses(query, &empty, languages, alerts)?;
            let numbered = clauses.into_iter().map(|terms| needs.number(terms));
            let numbered = numbered.collect();
            needs.clauses.push(numbered);
        }
        Ok(needs)
    }

    fn number(&mut self, terms: Vec<String>) -> AnyOf {
        let mut number = |term| {
            let next = self.terms.len() as u32;
            *self.terms.entry(term).or_insert(next)
        };
        terms.into_iter().map(&mut number).collect()
    }

    /// The terms needed that occur in the ranked fields of an index.
    fn occurring(&self, index: &Index) -> tantivy::Result<HashSet<u32>> {
        let mut there = HashSet::new();
        for segment in index.searcher().segment_readers() {
            for field in index.fields().ranked {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().stream()?;
                while terms.advance() {
                    let term = std::str::from_utf8(terms.key()).ok();
                    there.extend(term.and_then(|term| self.terms.get(term)));
                }
            }
        }
        Ok(there)
    }
}

/// What an article has to hold to be found by a query: one term of each clause.
fn clauses(
    query: &Query,
    empty: &Index,
    languages: &[Language],
    alerts: &Alerts,
) -> Result<Vec<Vec<String>>, Error> {
    let context = Context {
        searcher: &empty.searcher(),
        marked: &MarkedWords::default(),
        fields: empty.fields(),
        analysis: QueryAnalysis {
            languages,
            variants: true,
            names: &alerts.names,
        },
        weights: Weights::default(),
        now: alerts.now.unwrap_or_default(),
        zone: &alerts.zone,
        deadline: &Deadline::new(None, None),
    };
    let plan = compile::plan(query, &context).map_err(|stop| empty.stopped(stop, None))?;
    Ok(needed(&plan, &plan.all_words))
}

fn needed(plan: &Plan, set: &Match) -> Vec<Vec<String>> {
    match set {
        Match::Everything | Match::Metadata(_) | Match::Condition(_) => Vec::new(),
        Match::Except(set, _) => needed(plan, set),
        Match::All(sets) => sets.iter().flat_map(|set| needed(plan, set)).collect(),
        Match::Any(sets) => {
            // An article in any of the sets holds what that one needs.
            let firsts = sets.iter().map(|set| needed(plan, set).into_iter().next());
            let firsts: Option<Vec<Vec<String>>> = firsts.collect();
            firsts.map(|firsts| firsts.concat()).into_iter().collect()
        }
        Match::Unit(unit) => match &plan.units[*unit].kind {
            UnitKind::Terms(terms) => some(terms.clone()),
            UnitKind::Sequences { readings, .. } => beginnings(readings),
            UnitKind::Near { operands, .. } => {
                operands.iter().flat_map(|it| beginnings(it)).collect()
            }
            UnitKind::Forms { .. } | UnitKind::Marked(_) | UnitKind::Plain(_) => Vec::new(),
        },
    }
}

/// The terms that any of some readings begins with.
fn beginnings(readings: &[Reading]) -> Vec<Vec<String>> {
    let first = |reading: &Reading| reading.slots.first().map(|slot| slot.terms.clone());
    let firsts: Option<Vec<Vec<String>>> = readings.iter().map(first).collect();
    match firsts {
        // The word of one reading is not known beforehand: it may be any.
        Some(firsts) if firsts.iter().all(|terms| !terms.is_empty()) => some(firsts.concat()),
        _ => Vec::new(),
    }
}

/// A clause, where there is a term to look for.
fn some(terms: Vec<String>) -> Vec<Vec<String>> {
    if terms.is_empty() {
        Vec::new()
    } else {
        vec![terms]
    }
}
