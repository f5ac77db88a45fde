//! Phrases in the candidates of a window: what stands in for them gives way to what they count.

use super::super::bound::ROUNDING;
use super::super::phrase::Finder;
use super::super::rank::Stop;
use super::Streams;
use crate::index::Frequency;

/// A unit of a union whose streams are those of terms that stand in for it.
pub(super) struct Sought {
    /// Its place among the union's units.
    pub(super) place: usize,
    finder: Finder,
    /// Whether every document has to hold it.
    is_required: bool,
}

impl Sought {
    /// A unit that every candidate holds.
    pub(super) fn required(place: usize, finder: Finder) -> Self {
        Self {
            place,
            finder,
            is_required: true,
        }
    }

    /// A unit that candidates may do without.
    pub(super) fn optional(place: usize, finder: Finder) -> Self {
        Self {
            place,
            finder,
            is_required: false,
        }
    }
}

impl Streams<'_> {
    /// Keeps the candidates that hold the phrase which all have to hold; gives its place, if there is one.
    pub(super) fn find_required(&mut self, threshold: f32) -> Result<Option<usize>, Stop> {
        let required = self.sought.iter().position(|it| it.is_required);
        let Some(at) = required else {
            return Ok(None);
        };
        self.find(at, threshold)?;
        Ok(Some(self.sought[at].place))
    }

    /// Finds the phrases that candidates may do without.
    pub(super) fn find_others(&mut self, threshold: f32) -> Result<(), Stop> {
        for at in 0..self.sought.len() {
            if !self.sought[at].is_required {
                self.find(at, threshold)?;
            }
        }
        Ok(())
    }

    /// Looks for a phrase in the candidates, and puts what it counts in place of what stood in for it.
    fn find(&mut self, at: usize, threshold: f32) -> Result<(), Stop> {
        let (weights, deadline) = (self.prepared.weights, self.prepared.deadline);
        let Sought {
            place,
            finder,
            is_required,
        } = &mut self.sought[at];
        let (unit, is_required) = (&self.units[*place], *is_required);
        let mut stop = None;
        self.candidates.retain(|doc, bound, frequencies| {
            let known = &mut frequencies[*place];
            let may_hold = is_required || *known > Frequency::ZERO;
            if !may_hold || stop.is_some() {
                return Some(bound);
            }
            let found = match finder.frequency(doc, deadline) {
                Ok(None) if is_required => return None,
                Ok(found) => found.unwrap_or_default(),
                Err(error) => {
                    stop = Some(error);
                    return None;
                }
            };
            let most = unit.unread + known.to_f32();
            *known = found;
            let bound = bound + unit.gain(weights, most, found.to_f32());
            (bound * ROUNDING > threshold).then_some(bound)
        });
        stop.map_or(Ok(()), Err)
    }
}
