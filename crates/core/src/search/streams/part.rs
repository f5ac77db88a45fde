//! What the streams may bring in a window, and which of them have to be read there.

use tantivy::DocId;

use super::super::bound::{ROUNDING, UnitBound};
use super::super::stream::Fate;
use super::Streams;

impl Streams<'_> {
    /// Bounds the streams in a window; false where no document there can be above the threshold.
    pub(super) fn bound(&mut self, start: DocId, end: DocId, threshold: f32) -> bool {
        for stream in &mut self.all {
            stream.bound(start, end);
        }
        if !self.can_pass(threshold) {
            return false;
        }
        let mut is_refined = false;
        for place in &self.order {
            let stream = &mut self.all[*place];
            if stream.is_sparse(start, end) && stream.seek(start) >= end {
                stream.most = 0.0;
                is_refined = true;
            }
        }
        !is_refined || self.can_pass(threshold)
    }

    /// Whether all streams together reach beyond the threshold.
    fn can_pass(&mut self, threshold: f32) -> bool {
        for unit in &mut self.units {
            unit.most = 0.0;
        }
        for stream in &self.all {
            self.units[stream.unit].most += stream.most;
        }
        let weights = &self.prepared.weights;
        let units = self.units.iter();
        let words: f32 = units.map(|it| it.weight * weights.saturate(it.most)).sum();
        let pairs = self.pairs_where(|it| it.most > 0.0);
        words > 0.0 && (words + pairs) * ROUNDING > threshold
    }

    /// Parts the streams by what each adds at most.
    pub(super) fn part(&mut self, threshold: f32) {
        let weights = self.prepared.weights;
        for unit in &mut self.units {
            unit.unread = 0.0;
        }
        for stream in &mut self.all {
            let worth = self.units[stream.unit].weight * weights.saturate(stream.most);
            stream.worth_per_posting = worth / stream.postings as f32;
        }
        let streams = &self.all;
        let key = |place: &usize| streams[*place].worth_per_posting;
        // Nearly in order from the window before.
        self.order[self.followers..].sort_by(|a, b| key(a).total_cmp(&key(b)));
        let mut sum = 0.0;
        for at in 0..self.order.len() {
            let stream = &self.all[self.order[at]];
            let (unit, most) = (stream.unit, stream.most);
            let UnitBound { unread, .. } = self.units[unit];
            let with = self.units[unit].gain(weights, unread, unread + most);
            self.units[unit].unread = unread + most;
            let passes = at >= self.followers && {
                let pairs = self.pairs_where(|it| it.unread > 0.0);
                (sum + with + pairs) * ROUNDING > threshold
            };
            if passes {
                self.units[unit].unread = unread;
            } else {
                sum += with;
            }
            self.all[self.order[at]].fate = match passes && most > 0.0 {
                true => Fate::Brings,
                false => Fate::LookedUp,
            };
        }
    }
}
