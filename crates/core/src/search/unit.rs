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
}

/// How a unit is found in the index.
#[derive(Debug, Clone)]
pub(super) enum UnitKind {
    /// Any of these terms of the ranked fields.
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
    /// Readings near one another in either order.
    Near {
        operands: Vec<Vec<Reading>>,
        /// Other words allowed between neighbours.
        distance: u32,
    },
}

/// Every term of a reading.
pub(super) fn reading_terms(reading: &Reading) -> impl Iterator<Item = &str> {
    reading
        .slots
        .iter()
        .flat_map(|slot| slot.terms.iter().map(String::as_str))
}
