//! The best documents of words that any may match, without scoring those that cannot be among them.
//!
//! What a window of [`Streams`] gives is an upper bound; each document whose bound passes is scored exactly by
//! [`Scorer`], so the lists equal those of an exhaustive search, number for number.

use tantivy::{DocAddress, DocId};

use super::docset::BoxedSet;
use super::plan::Match;
use super::prepare::{Prepared, is_alive};
use super::rank::{Ranking, Stop};
use super::score::Scorer;
use super::sets::Sets;
use super::streams::{ROUNDING, Streams};
use super::top::Top;

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

    /// Its units with those that only rank, which are read beside them, and what a document must meet: where there are
    /// such units, also that it holds one of its own.
    fn with_others(&self, prepared: &Prepared<'_>) -> (Vec<usize>, Option<Match>) {
        let only_rank = prepared
            .scored_units()
            .filter(|unit| !self.units.contains(unit));
        let mut units = self.units.clone();
        units.extend(only_rank);
        if units.len() == self.units.len() {
            return (units, self.condition.clone());
        }
        let own = self.units.iter().map(|unit| Match::Unit(*unit)).collect();
        let mut all = vec![Match::any(own)];
        all.extend(self.condition.clone());
        (units, Some(Match::all(all)))
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
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let (units, condition) = union.with_others(self.prepared);
        let mut gate = Gate {
            condition: condition.map(|it| sets.open(&it)).transpose()?,
            excluded: union.excluded.map(|it| sets.open(it)).transpose()?,
        };
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency, &units)?;
        let mut streams = Streams::open(self.prepared, ordinal, &units)?;
        let is_plain = gate.is_open() && self.recency.is_none() && !segment.has_deletes();
        let floor = is_plain.then(|| streams.floor(top.limit())).flatten();
        let floor = floor.unwrap_or(f32::NEG_INFINITY);
        let mut until_check = WINDOWS_PER_CHECK;
        while streams.next_window(top.threshold().map_or(floor, |it| it.max(floor))) {
            for candidate in streams.candidates() {
                let threshold = top.threshold().map_or(floor, |it| it.max(floor));
                if candidate.bound * ROUNDING > threshold
                    && is_alive(segment, candidate.doc)
                    && gate.lets_in(candidate.doc)
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

/// What a document must meet beside holding a word. Documents are asked for in ascending order.
struct Gate {
    condition: Option<BoxedSet>,
    excluded: Option<BoxedSet>,
}

impl Gate {
    /// Whether every document is let in.
    fn is_open(&self) -> bool {
        self.condition.is_none() && self.excluded.is_none()
    }

    fn lets_in(&mut self, doc: DocId) -> bool {
        let holds = |set: &mut BoxedSet| {
            if set.doc() < doc {
                set.seek(doc);
            }
            set.doc() == doc
        };
        self.condition.as_mut().is_none_or(holds) && !self.excluded.as_mut().is_some_and(holds)
    }
}
