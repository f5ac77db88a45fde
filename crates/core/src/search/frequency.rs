//! How often a word occurs in a document, weighted by field and length.
//!
//! Frequencies are whole numbers of a small unit, so that a sum over terms and fields is the same in whatever order it is
//! taken: a ranking that reads some lists and looks others up gives the very number that a plain sum gives.

use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;

/// What an occurrence of weight 1 counts. Exact for all single precision numbers from 2⁻⁸ on; saturation has made all
/// alike long before the 2³² that fit.
const ONE: f32 = 4_294_967_296.0;

/// A weighted frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Frequency(u64);

impl Frequency {
    pub(super) const ZERO: Self = Self(0);

    /// The nearest frequency; the highest there is where the number is higher.
    pub(super) fn of(weighted: f32) -> Self {
        Self((weighted * ONE) as u64)
    }

    /// So many occurrences of this weight.
    pub(super) fn times(self, occurrences: u32) -> Self {
        Self(self.0.saturating_mul(u64::from(occurrences)))
    }

    /// As the formulas need it.
    pub(super) fn to_f32(self) -> f32 {
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
pub(super) type OccurrenceTable = Arc<[Frequency; 256]>;

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
    }
}
