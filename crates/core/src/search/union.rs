//! The best documents of words that any may match, without scoring those that cannot be among them.
//!
//! What a window of [`Streams`] gives is an upper bound; each document whose bound passes is scored exactly by
//! [`Scorer`], so the lists equal those of an exhaustive search, number for number.

use tantivy::DocAddress;

use super::bound::ROUNDING;
use super::candidates::Candidate;
use super::docset::{self, BoxedSet};
use super::plan::Match;
use super::prepare::{Prepared, is_alive};
use super::rank::{Ranking, Stop};
use super::requirement::Requirement;
use super::score::Scorer;
use super::sets::Sets;
use super::streams::Streams;
use super::top::Top;
use crate::index::Frequency;

/// Windows with candidates between two looks at the clock.
const WINDOWS_PER_CHECK: u32 = 64;

/// A plan whose hits are any of some units, perhaps with a condition: what can be ranked window by window.
pub(super) struct Union<'m> {
    units: Vec<usize>,
    condition: Option<Match>,
    excluded: Option<&'m Match>,
}

impl<'m> Union<'m> {
    pub(super) fn of(hits: &'m Match) -> Option<Self> {
        let (positive, excluded) = match hits {
            Match::Except(positive, excluded) => (positive.as_ref(), Some(excluded.as_ref())),
            positive => (positive, None),
        };
        let (units, condition) = match positive {
            Match::All(sets) => {
                let (words, conditions): (Vec<&Match>, Vec<&Match>) =
                    sets.iter().partition(|set| set.is_ranked());
                let [words] = words.as_slice() else {
                    return None;
                };
                let conditions = conditions.into_iter().cloned().collect();
                (units_of(words)?, Some(Match::all(conditions)))
            }
            words => (units_of(words)?, None),
        };
        Some(Self {
            units,
            condition,
            excluded,
        })
    }

    /// Whether any document of a segment may hold one of its units.
    fn may_be_in(&self, prepared: &Prepared<'_>, ordinal: usize) -> bool {
        let found = &prepared.found[ordinal];
        self.units.iter().any(|unit| !found[*unit].is_nowhere())
    }

    /// Its units, and behind them those that only rank.
    fn with_others(&self, prepared: &Prepared<'_>) -> Vec<usize> {
        let only_rank = prepared
            .scored_units()
            .filter(|unit| !self.units.contains(unit));
        let mut units = self.units.clone();
        units.extend(only_rank);
        units
    }
}

/// The units of a union that a document must hold one of, beside units that only rank.
struct Own<'m> {
    units: &'m [usize],
    set: Option<BoxedSet>,
}

impl Own<'_> {
    /// Documents are asked for in ascending order.
    fn holds(&mut self, sets: &Sets<'_>, candidate: &Candidate<'_>) -> Result<bool, Stop> {
        let (own, others) = candidate.frequencies.split_at(self.units.len());
        if others.is_empty() || own.iter().any(|it| *it > Frequency::ZERO) {
            return Ok(true);
        }
        // It may stand in a field that counts nothing.
        if self.set.is_none() {
            let units = self.units.iter().map(|unit| Match::Unit(*unit));
            self.set = Some(sets.open(&Match::any(units.collect()))?);
        }
        let set = self.set.as_mut();
        Ok(set.is_some_and(|set| docset::holds(set, candidate.doc)))
    }
}

fn units_of(set: &Match) -> Option<Vec<usize>> {
    let unit = |set: &Match| match set {
        Match::Unit(unit) => Some(*unit),
        _ => None,
    };
    match set {
        Match::Any(sets) => sets.iter().map(unit).collect(),
        set => unit(set).map(|unit| vec![unit]),
    }
}

impl Ranking<'_> {
    /// Offers the best documents of a union in one segment.
    pub(super) fn rank_union(
        &self,
        ordinal: usize,
        union: &Union<'_>,
        top: &mut Top<f32>,
    ) -> Result<(), Stop> {
        if !union.may_be_in(self.prepared, ordinal) {
            return Ok(());
        }
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let units = union.with_others(self.prepared);
        let mut own = Own {
            units: &union.units,
            set: None,
        };
        let mut required = Requirement::open(&sets, union.condition.as_ref(), union.excluded)?;
        let begun = match self.alone(ordinal, &union.units, top)? {
            None => None,
            Some(alone) => {
                let alone = (union.units[0], alone);
                match self.begin(ordinal, alone, &mut required, top)? {
                    None => return Ok(()),
                    begun => begun,
                }
            }
        };
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency, &units)?;
        let mut streams = Streams::open(self.prepared, ordinal, &units, union.units.len(), begun)?;
        let is_plain = required.is_nothing()
            && units.len() == union.units.len()
            && self.recency.is_none()
            && !segment.has_deletes();
        let floor = is_plain.then(|| streams.floor(top.limit())).flatten();
        let floor = floor.unwrap_or(f32::NEG_INFINITY);
        let mut until_check = WINDOWS_PER_CHECK;
        while streams.next_window(top.threshold().map_or(floor, |it| it.max(floor)))? {
            for candidate in streams.candidates() {
                let threshold = top.threshold().map_or(floor, |it| it.max(floor));
                if candidate.bound * ROUNDING > threshold
                    && is_alive(segment, candidate.doc)
                    && own.holds(&sets, &candidate)?
                    && required.is_met_by(candidate.doc)
                {
                    for (unit, frequency) in units.iter().zip(candidate.frequencies) {
                        scorer.give(*unit, *frequency);
                    }
                    if let Some(score) = scorer.score_from(candidate.doc, threshold)? {
                        top.offer(score, DocAddress::new(ordinal as u32, candidate.doc));
                    }
                }
            }
            until_check -= 1;
            if until_check == 0 {
                self.deadline.check()?;
                until_check = WINDOWS_PER_CHECK;
            }
        }
        Ok(())
    }
}
