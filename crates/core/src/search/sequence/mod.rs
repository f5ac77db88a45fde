//! Terms in order, or near one another: which documents of a segment hold them, and how often.
//!
//! The rarest term tells where to look. What most documents hold is asked for last, and positions are read of no document that
//! lacks a term.

mod near;
mod slot;

use tantivy::postings::SegmentPostings;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, SegmentReader};

pub(super) use near::count_near;
pub(super) use slot::{Occurrences, Slot};

use super::deadline::Checks;
use super::docset::meet;
use super::rank::Stop;
use crate::analysis::Reading;

/// A term that more than one of so many documents hold does not tell where to look: of those that hold rarer ones, few hold
/// them next to it, and only of those it has to be known whether they hold this one.
const DENSE_ONE_IN: u64 = 4;

/// A reading in one field of one segment.
pub(in crate::search) struct Sequence<P> {
    /// The rarest first: it is asked first whether a document is there.
    slots: Vec<Slot<P>>,
    /// How many of them tell where to look.
    telling: usize,
    /// How far after its first word each place of the reading is.
    offsets: Vec<u32>,
    /// Where each place stands in the current document, told where other words may come in between.
    positions: Vec<Vec<u32>>,
    /// Where the sequence may begin in the current document, told where none may.
    starts: Vec<u32>,
    scratch: Vec<u32>,
}

impl Sequence<SegmentPostings> {
    /// Opens the reading in any field; `None` where some slot has no occurrence in the segment.
    pub(in crate::search) fn open(
        segment: &SegmentReader,
        reading: &Reading,
        term_of: &dyn Fn(&str) -> Term,
    ) -> tantivy::Result<Option<Self>> {
        let mut slots = Vec::with_capacity(reading.slots.len());
        for slot in &reading.slots {
            let mut postings = Vec::new();
            for term in slot.terms.iter().map(|term| term_of(term)) {
                let inverted = segment.inverted_index(term.field())?;
                let option = IndexRecordOption::WithFreqsAndPositions;
                postings.extend(inverted.read_postings(&term, option)?);
            }
            let Some(slot) = Slot::new(postings, slot.offset) else {
                return Ok(None);
            };
            slots.push(slot);
        }
        Ok((!slots.is_empty()).then(|| Self::of(slots, segment.max_doc())))
    }
}

impl<P: Occurrences> Sequence<P> {
    /// Slots in the order of their places, of which there is at least one, in a segment of so many documents.
    pub(in crate::search) fn of(mut slots: Vec<Slot<P>>, documents: u32) -> Self {
        let first = slots[0].offset;
        for (place, slot) in slots.iter_mut().enumerate() {
            slot.offset -= first;
            slot.place = place;
        }
        let offsets = slots.iter().map(|slot| slot.offset).collect();
        slots.sort_by_key(Slot::size);
        let is_telling = |slot: &Slot<P>| slot.size() * DENSE_ONE_IN <= u64::from(documents);
        Self {
            telling: slots.partition_point(is_telling).max(1),
            offsets,
            positions: vec![Vec::new(); slots.len()],
            slots,
            starts: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// The first document at or after `target` that may hold the sequence: it holds every term that tells where to look.
    pub(in crate::search) fn seek(&mut self, target: DocId) -> DocId {
        meet(&mut self.slots[..self.telling], target, Slot::seek)
    }

    /// How often the sequence stands in the document, without other words in between. Documents are asked for in ascending order.
    pub(in crate::search) fn count(
        &mut self,
        doc: DocId,
        checks: &mut Checks<'_>,
    ) -> Result<usize, Stop> {
        self.find_starts(doc, checks)?;
        Ok(self.starts.len())
    }

    /// Where the sequence begins and ends in the document: first and last position, ascending by the first. Documents are asked
    /// for in ascending order.
    pub(in crate::search) fn spans(
        &mut self,
        doc: DocId,
        slop: u32,
        spans: &mut Vec<(u32, u32)>,
        checks: &mut Checks<'_>,
    ) -> Result<(), Stop> {
        spans.clear();
        if slop == 0 {
            let length = self.offsets.last().copied().unwrap_or(0);
            self.find_starts(doc, checks)?;
            let span = |start: &u32| (*start, start.wrapping_add(length));
            spans.extend(self.starts.iter().map(span));
            return Ok(());
        }
        if !self.slots.iter_mut().all(|slot| slot.seek(doc) == doc) {
            return Ok(());
        }
        for slot in &mut self.slots {
            checks.steps(slot.frequency(doc))?;
            slot.merge(doc, &mut self.positions[slot.place]);
        }
        for first in &self.positions[0] {
            checks.steps(self.positions.len())?;
            if let Some(last) = follow(&self.positions, &self.offsets, *first, slop) {
                spans.push((*first, last));
            }
        }
        Ok(())
    }

    /// Finds where the words follow one another without a gap. The rarest word tells where that may be; a commoner one is looked at
    /// only where the rarer ones stand right, and the positions of the first are read once the second is known to be there.
    fn find_starts(&mut self, doc: DocId, checks: &mut Checks<'_>) -> Result<(), Stop> {
        let (starts, scratch) = (&mut self.starts, &mut self.scratch);
        starts.clear();
        let (rarest, others) = self.slots.split_first_mut().expect("there is a slot");
        if rarest.seek(doc) != doc || others.first_mut().is_some_and(|it| it.seek(doc) != doc) {
            return Ok(());
        }
        checks.steps(rarest.frequency(doc))?;
        rarest.begin(doc, starts, scratch);
        for slot in others {
            if starts.is_empty() || slot.seek(doc) != doc {
                starts.clear();
                break;
            }
            checks.steps(slot.frequency(doc))?;
            slot.keep_followed(doc, starts, scratch);
        }
        Ok(())
    }
}

/// The last position of a sequence that begins at `first`, with at most `slop` other words in between in all.
fn follow(positions: &[Vec<u32>], offsets: &[u32], first: u32, slop: u32) -> Option<u32> {
    let mut at = first;
    let mut left = slop;
    for slot in 1..positions.len() {
        let step = offsets[slot] - offsets[slot - 1];
        let nearest = at + step;
        let next = positions[slot].partition_point(|position| *position < nearest);
        let position = *positions[slot].get(next)?;
        left = left.checked_sub(position - nearest)?;
        at = position;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_follows_its_order_and_slop() {
        let positions = [vec![1, 10], vec![2, 13]];
        assert_eq!(follow(&positions, &[0, 1], 1, 0), Some(2));
        assert_eq!(follow(&positions, &[0, 1], 10, 0), None);
        assert_eq!(follow(&positions, &[0, 1], 10, 2), Some(13));
        assert_eq!(follow(&[vec![5], vec![4]], &[0, 1], 5, 9), None);
    }
}
