//! What the streams of a window can add to a document at most: by unit, and by pair of units that stand near each other.

use super::candidates::Candidates;
use super::stream::Stream;
use super::weights::Weights;
use crate::index::Frequency;

/// Bounds are sums in another order than scores are: this much more covers the rounding of a thousand additions.
pub(super) const ROUNDING: f32 = 1.0 + 1e-4;

/// What a unit's streams add in the current window.
pub(super) struct UnitBound {
    pub(super) weight: f32,
    /// The most that streams which are not read add to its frequency.
    pub(super) unread: f32,
    /// The most that all of its streams add.
    pub(super) most: f32,
    /// What a document that holds no other unit has to count in it.
    pub(super) alone: Frequency,
}

/// The most that nearness of two units adds; a unit without a place here may always be there.
pub(super) struct PairBound {
    pub(super) places: [Option<usize>; 2],
    pub(super) most: f32,
}

/// The most that nearness adds in a document in which the units occur so often.
pub(super) fn pairs_in(bounds: &[PairBound], frequencies: &[Frequency]) -> f32 {
    pairs(bounds, |place| frequencies[place] > Frequency::ZERO)
}

pub(super) fn pairs(bounds: &[PairBound], test: impl Fn(usize) -> bool) -> f32 {
    let counts = |pair: &&PairBound| pair.places.iter().flatten().all(|place| test(*place));
    bounds.iter().filter(counts).map(|pair| pair.most).sum()
}

impl UnitBound {
    /// What the unit gains as its weighted frequency changes.
    pub(super) fn gain(&self, weights: Weights, before: f32, after: f32) -> f32 {
        self.weight * (weights.saturate(after) - weights.saturate(before))
    }

    /// What reading this frequency adds to what may be unread.
    pub(super) fn with(&self, weights: Weights, frequency: Frequency) -> f32 {
        self.gain(weights, self.unread, self.unread + frequency.to_f32())
    }

    /// A frequency that has to be read for the unit to gain so much; a little lower, for the rounding.
    pub(super) fn least(&self, weights: Weights, gain: f32) -> Frequency {
        if gain <= 0.0 {
            return Frequency::ZERO;
        }
        let share = gain / self.weight + weights.saturate(self.unread);
        let frequency = weights.unsaturate(share) / ROUNDING - self.unread;
        Frequency::of(frequency)
    }

    /// Looks every candidate up in a stream that was not read, first in its blocks; those that no longer pass are
    /// dropped.
    pub(super) fn look_up(
        &mut self,
        stream: &mut Stream<'_>,
        weights: Weights,
        passes: impl Fn(f32) -> bool,
        candidates: &mut Candidates,
    ) {
        let unread = self.unread;
        let left = (unread - stream.most).max(0.0);
        self.unread = left;
        candidates.retain(|doc, bound, frequencies| {
            let known = frequencies[stream.unit].to_f32();
            let most = stream.blocks.most_at(doc);
            let at_most = bound + self.gain(weights, known + unread, known + most + left);
            if !passes(at_most) {
                return None;
            }
            if most <= 0.0 {
                return Some(at_most);
            }
            frequencies[stream.unit] += stream.frequency(doc);
            let found = frequencies[stream.unit].to_f32();
            let bound = bound + self.gain(weights, known + unread, found + left);
            passes(bound).then_some(bound)
        });
    }
}
