//! What is scored as one term: a word with its stems and variants, a phrase, the words that match a pattern.

use crate::analysis::Reading;
use crate::index::RANKED_COUNT;

/// Which ranked fields a unit is looked for in.
pub(super) type FieldMask = [bool; RANKED_COUNT];

/// A part of the query that is scored as one term: one document frequency, one saturation.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// As the reader of an explanation should see it.
    pub(super) label: String,
    /// Weight in the score; 0 where the unit only selects.
    pub(super) weight: f32,
    pub(super) fields: FieldMask,
    pub(super) kind: UnitKind,
    /// Its exact text, which a match has to hold letter for letter.
    pub(super) exact: Option<String>,
    /// Whether it is a part of another unit: it ranks and neither selects nor is marked in passages.
    pub(super) is_part: bool,
}

impl Unit {
    /// The readings of a phrase or compound and the other words allowed in between, unless it has to be held letter for letter.
    pub(super) fn phrase(&self) -> Option<(&[Reading], u32)> {
        match &self.kind {
            UnitKind::Sequences { readings, slop } if self.exact.is_none() => {
                Some((readings, *slop))
            }
            _ => None,
        }
    }
}

/// How a unit is found in the index.
#[derive(Debug, Clone)]
pub(super) enum UnitKind {
    /// Any of these terms of the ranked fields, the form that was typed first.
    Terms(Vec<String>),
    /// Any of these readings, of which at least one is a sequence of terms.
    Sequences {
        readings: Vec<Reading>,
        /// Other words allowed in between.
        slop: u32,
    },
    /// Any of these unstemmed words; their stems in the ranked fields give the frequency.
    Forms {
        forms: Vec<String>,
        stems: Vec<String>,
    },
    /// A word that folding changes, in its very letters.
    Marked(String),
    /// A word that folding does not change, and not those that it makes the same.
    Plain(String),
    /// Readings near one another in either order.
    Near {
        operands: Vec<Vec<Reading>>,
        /// Other words allowed between neighbours.
        distance: u32,
    },
}

/// The units of a plan as they are gathered: a word that is said again is the same unit.
#[derive(Debug, Default)]
pub(super) struct Units {
    all: Vec<Unit>,
    /// The weights with which each was asked for, added up.
    asked: Vec<f32>,
}

impl Units {
    /// Adds a unit, or its weight to the one that is there already; its place.
    pub(super) fn add(&mut self, unit: Unit) -> usize {
        if let Some(at) = self.place(&unit) {
            self.asked[at] += unit.weight;
            let known = &mut self.all[at];
            if known.is_part && !unit.is_part {
                *known = unit;
            }
            return at;
        }
        self.asked.push(unit.weight);
        self.all.push(unit);
        self.all.len() - 1
    }

    fn place(&self, unit: &Unit) -> Option<usize> {
        let is_same = |known: &Unit| {
            let is_same = match (&known.kind, &unit.kind) {
                (UnitKind::Terms(known), UnitKind::Terms(terms)) => known == terms,
                (UnitKind::Marked(known), UnitKind::Marked(word))
                | (UnitKind::Plain(known), UnitKind::Plain(word)) => known == word,
                _ => false,
            };
            is_same && known.fields == unit.fields && known.weight > 0.0
        };
        let is_plain = unit.weight > 0.0 && unit.exact.is_none();
        self.all.iter().position(is_same).filter(|_| is_plain)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Lets units select without ranking.
    pub(super) fn unscore(&mut self, places: std::ops::Range<usize>) {
        for at in places {
            self.all[at].weight = 0.0;
            self.asked[at] = 0.0;
        }
    }

    /// The units, each with the weight that its repetitions give it; `k3` is [`Weights::repeat`](super::Weights::repeat).
    pub(super) fn finish(mut self, k3: f32) -> Vec<Unit> {
        for (unit, asked) in self.all.iter_mut().zip(self.asked) {
            if unit.weight > 0.0 {
                let times = asked / unit.weight;
                unit.weight *= times * (k3 + 1.0) / (times + k3);
            }
        }
        self.all
    }
}

/// Every term of a reading.
pub(super) fn reading_terms(reading: &Reading) -> impl Iterator<Item = &str> {
    reading
        .slots
        .iter()
        .flat_map(|slot| slot.terms.iter().map(String::as_str))
}

/// Every term that a unit is found by.
pub(super) fn terms_of(unit: &Unit) -> Box<dyn Iterator<Item = &str> + '_> {
    match &unit.kind {
        UnitKind::Terms(terms) | UnitKind::Forms { stems: terms, .. } => {
            Box::new(terms.iter().map(String::as_str))
        }
        UnitKind::Sequences { readings, .. } => Box::new(readings.iter().flat_map(reading_terms)),
        UnitKind::Marked(_) | UnitKind::Plain(_) => Box::new(std::iter::empty()),
        UnitKind::Near { operands, .. } => {
            Box::new(operands.iter().flatten().flat_map(reading_terms))
        }
    }
}
