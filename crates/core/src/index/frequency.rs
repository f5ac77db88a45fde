//! How often a word occurs in a document, weighted by field and length.
//!
//! Frequencies are whole numbers of a small unit, so that a sum over terms and fields is the same in whatever order it is
//! taken: a ranking that reads some lists and looks others up gives the very number that a plain sum gives.

use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;

/// What an occurrence of weight 1 counts: 2⁻²⁸ is far below what any score shows.
const ONE: f32 = 268_435_456.0;

/// No occurrence counts more: 4,096 of weight 1, where saturation has long made all alike.
const MOST_OF_ONE: u64 = 1 << 40;

/// No document holds more occurrences that count: with [`MOST_OF_ONE`] the product fits.
const MOST_OCCURRENCES: u32 = (1 << 24) - 1;

/// A weighted frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Frequency(u64);

impl Frequency {
    pub(crate) const ZERO: Self = Self(0);

    /// The nearest frequency; the highest there is where the number is higher.
    pub(crate) fn of(weighted: f32) -> Self {
        Self((weighted * ONE) as u64)
    }

    /// So many occurrences, of which this is one.
    #[inline]
    pub(crate) fn times(self, occurrences: u32) -> Self {
        Self(self.0.min(MOST_OF_ONE) * u64::from(occurrences.min(MOST_OCCURRENCES)))
    }

    /// As the formulas need it.
    pub(crate) fn to_f32(self) -> f32 {
        self.0 as f32 / ONE
    }
}

impl Add for Frequency {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Frequency {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Frequency {
    fn sum<I: Iterator<Item = Self>>(frequencies: I) -> Self {
        frequencies.fold(Self::ZERO, Self::add)
    }
}

/// Weight over length norm, by the engine's code for a field's length: what one occurrence counts.
pub(crate) type OccurrenceTable = Arc<[Frequency; 256]>;

/// Tabulates what one occurrence counts: `weight / (1 - b + b · length / average)`.
pub(super) fn occurrence_table(weight: f32, b: f32, average_length: f32) -> OccurrenceTable {
    Arc::new(std::array::from_fn(|code| {
        let length = FieldNormReader::id_to_fieldnorm(code as u8) as f32;
        let norm = (1.0 - b + b * length / average_length).max(f32::MIN_POSITIVE);
        Frequency::of(weight / norm)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_does_not_depend_on_its_order() {
        let parts = [0.1, 1e-7, 3.7, 1e9, 0.004, 2e30].map(Frequency::of);
        let forth: Frequency = parts.iter().copied().sum();
        let back: Frequency = parts.iter().rev().copied().sum();
        assert_eq!(forth, back);
        assert_eq!(Frequency::of(0.75).times(3), Frequency::of(2.25));
        let most = Frequency::of(f32::MAX).times(u32::MAX);
        assert!(most > Frequency::of(1e9) && most + most > most);
    }
}
