//! Terms in order, or near one another: which documents of a segment hold them, and how often.
//!
//! The rarest term tells where to look. What most documents hold is asked for last, and positions are read of no document that
//! lacks a term.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::deadline::Checks;
use super::rank::Stop;
use crate::analysis::Reading;

/// A term that more than one of so many documents hold does not tell where to look: of those that hold rarer ones, few hold
/// them next to it, and only of those it has to be known whether they hold this one.
const DENSE_ONE_IN: u64 = 4;

/// The occurrences of a term, or of any of several, with positions.
pub(super) struct Slot<P> {
    term: P,
    others: Vec<P>,
    /// The place of the slot in its sequence, in words.
    offset: u32,
}

impl<P: Postings> Slot<P> {
    /// A slot in which any of these terms may stand; `None` where there is none.
    pub(super) fn new(mut terms: Vec<P>, offset: u32) -> Option<Self> {
        Some(Self {
            term: terms.pop()?,
            others: terms,
            offset,
        })
    }

    /// At most so many documents hold it.
    fn size(&self) -> u64 {
        let sizes = self.others.iter().map(DocSet::size_hint);
        sizes.map(u64::from).sum::<u64>() + u64::from(self.term.size_hint())
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        let doc = seek(&mut self.term, target);
        let others = self.others.iter_mut().map(|term| seek(term, target));
        others.fold(doc, DocId::min)
    }

    /// Positions in the document, ascending.
    #[inline]
    fn positions(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        if self.term.doc() == doc {
            self.term.append_positions_with_offset(0, positions);
        }
        if self.others.is_empty() {
            return;
        }
        for term in &mut self.others {
            if term.doc() == doc {
                term.append_positions_with_offset(0, positions);
            }
        }
        positions.sort_unstable();
        positions.dedup();
    }
}

/// The first document of a term at or after `target`, which may lie before the current one.
#[inline]
fn seek(term: &mut impl DocSet, target: DocId) -> DocId {
    let doc = term.doc();
    if doc < target { term.seek(target) } else { doc }
}

/// A reading in one field of one segment.
pub(super) struct Sequence<P> {
    slots: Vec<Slot<P>>,
    /// Places of slots, the rarest first: it is asked first whether a document is there.
    by_rarity: Vec<usize>,
    /// How many of them tell where to look.
    telling: usize,
    positions: Vec<Vec<u32>>,
    /// Where the sequence may begin in the current document.
    starts: Vec<u32>,
}

impl Sequence<SegmentPostings> {
    /// Opens the reading in any field; `None` where some slot has no occurrence in the segment.
    pub(super) fn open(
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

impl<P: Postings> Sequence<P> {
    /// Slots in the order of their places, of which there is at least one, in a segment of so many documents.
    pub(super) fn of(slots: Vec<Slot<P>>, documents: u32) -> Self {
        let mut by_rarity: Vec<usize> = (0..slots.len()).collect();
        by_rarity.sort_by_key(|slot| slots[*slot].size());
        let is_telling = |slot: &usize| slots[*slot].size() * DENSE_ONE_IN <= u64::from(documents);
        Self {
            telling: by_rarity.partition_point(is_telling).max(1),
            positions: vec![Vec::new(); slots.len()],
            by_rarity,
            slots,
            starts: Vec::new(),
        }
    }

    /// The first document at or after `target` that may hold the sequence: it holds every term that tells where to look.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        'target: while target != TERMINATED {
            for slot in &self.by_rarity[..self.telling] {
                let doc = self.slots[*slot].seek(target);
                if doc > target {
                    target = doc;
                    continue 'target;
                }
            }
            return target;
        }
        TERMINATED
    }

    /// Whether the document holds the `turn`-th rarest slot, if there are so many.
    #[inline]
    fn is_there(&mut self, turn: usize, doc: DocId) -> bool {
        let slot = self.by_rarity.get(turn);
        slot.is_none_or(|slot| self.slots[*slot].seek(doc) == doc)
    }

    /// How often the sequence stands in the document, without other words in between. Documents are asked for in ascending order.
    pub(super) fn count(&mut self, doc: DocId, checks: &mut Checks<'_>) -> Result<usize, Stop> {
        self.find_starts(doc, checks)?;
        Ok(self.starts.len())
    }

    /// Where the sequence begins and ends in the document: first and last position, ascending by the first. Documents are asked
    /// for in ascending order.
    pub(super) fn spans(
        &mut self,
        doc: DocId,
        slop: u32,
        spans: &mut Vec<(u32, u32)>,
        checks: &mut Checks<'_>,
    ) -> Result<(), Stop> {
        spans.clear();
        if slop == 0 {
            let length = self.offset_of(self.slots.len() - 1);
            self.find_starts(doc, checks)?;
            spans.extend(self.starts.iter().map(|start| (*start, start + length)));
            return Ok(());
        }
        if !(0..self.slots.len()).all(|turn| self.is_there(turn, doc)) {
            return Ok(());
        }
        for (slot, positions) in self.slots.iter_mut().zip(&mut self.positions) {
            slot.positions(doc, positions);
            checks.steps(positions.len())?;
        }
        let offsets: Vec<u32> = self.slots.iter().map(|slot| slot.offset).collect();
        for first in &self.positions[0] {
            checks.steps(offsets.len())?;
            if let Some(last) = follow(&self.positions, &offsets, *first, slop) {
                spans.push((*first, last));
            }
        }
        Ok(())
    }

    /// How far after its first word a slot stands.
    fn offset_of(&self, slot: usize) -> u32 {
        self.slots[slot].offset - self.slots[0].offset
    }

    /// Finds where the words follow one another without a gap. The rarest word tells where that may be; a commoner one is looked at
    /// only where the rarer ones stand right, and the positions of the first are read once the second is known to be there.
    fn find_starts(&mut self, doc: DocId, checks: &mut Checks<'_>) -> Result<(), Stop> {
        self.starts.clear();
        if !self.is_there(0, doc) || !self.is_there(1, doc) {
            return Ok(());
        }
        for (turn, slot) in self.by_rarity.iter().copied().enumerate() {
            let offset = self.slots[slot].offset - self.slots[0].offset;
            let (slot, positions) = (&mut self.slots[slot], &mut self.positions[slot]);
            if turn > 1 && slot.seek(doc) != doc {
                self.starts.clear();
                break;
            }
            slot.positions(doc, positions);
            checks.steps(positions.len())?;
            if turn == 0 {
                let starts = positions.iter().filter_map(|it| it.checked_sub(offset));
                self.starts.extend(starts);
            } else {
                keep_followed(&mut self.starts, positions, offset);
            }
            if self.starts.is_empty() {
                break;
            }
        }
        Ok(())
    }
}

/// Keeps the starts from which on, so many words further, there is one of the positions. Both ascend.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    // Most documents hold the rarest word once: then there is nothing to go along with.
    if let [start] = starts[..] {
        if !positions.contains(&(start + offset)) {
            starts.clear();
        }
        return;
    }
    let (mut kept, mut at) = (0, 0);
    for turn in 0..starts.len() {
        let wanted = starts[turn] + offset;
        while positions.get(at).is_some_and(|position| *position < wanted) {
            at += 1;
        }
        if positions.get(at) == Some(&wanted) {
            starts[kept] = starts[turn];
            kept += 1;
        }
    }
    starts.truncate(kept);
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

/// How often the operands stand near one another, in any order: for each span of the first, whether every other has a
/// span such that neighbours have at most `distance` other words between them.
pub(super) fn count_near(
    spans: &[Vec<(u32, u32)>],
    distance: u32,
    checks: &mut Checks<'_>,
) -> Result<u32, Stop> {
    let (Some((firsts, others)), true) = (
        spans.split_first(),
        spans.iter().all(|spans| !spans.is_empty()),
    ) else {
        return Ok(0);
    };
    let compared: usize = others.iter().map(Vec::len).sum();
    let gap = |a: (u32, u32), b: (u32, u32)| {
        let (left, right) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        right.0.saturating_sub(left.1 + 1)
    };
    let is_near = |first: &(u32, u32)| {
        let nearest = |spans: &Vec<(u32, u32)>| {
            let by_gap = |span: &&(u32, u32)| gap(*first, **span);
            spans.iter().min_by_key(by_gap).copied()
        };
        let mut chosen: Vec<(u32, u32)> = others.iter().filter_map(nearest).collect();
        chosen.push(*first);
        chosen.sort_unstable();
        chosen
            .windows(2)
            .all(|pair| gap(pair[0], pair[1]) <= distance)
    };
    let mut count = 0;
    for first in firsts {
        checks.steps(1 + compared)?;
        count += u32::from(is_near(first));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::search::deadline::Deadline;

    #[test]
    fn a_sequence_follows_its_order_and_slop() {
        let positions = [vec![1, 10], vec![2, 13]];
        assert_eq!(follow(&positions, &[0, 1], 1, 0), Some(2));
        assert_eq!(follow(&positions, &[0, 1], 10, 0), None);
        assert_eq!(follow(&positions, &[0, 1], 10, 2), Some(13));
        assert_eq!(follow(&[vec![5], vec![4]], &[0, 1], 5, 9), None);
    }

    #[test]
    fn nearness_has_no_order() {
        let deadline = Deadline::new(None, None);
        let count = |spans: &[Vec<(u32, u32)>], distance| {
            count_near(spans, distance, &mut deadline.checks(1)).unwrap()
        };
        let near = |a: u32, b: u32, distance| count(&[vec![(a, a)], vec![(b, b)]], distance);
        assert_eq!(near(3, 9, 5), 1);
        assert_eq!(near(9, 3, 5), 1);
        assert_eq!(near(3, 10, 5), 0);
        assert_eq!(count(&[vec![(1, 1)], Vec::new()], 5), 0);
    }

    #[test]
    fn a_word_that_a_document_repeats_without_end_is_left_at_the_deadline() {
        let over = Deadline::new(Some(Duration::ZERO), None);
        let spans: Vec<(u32, u32)> = (0..1_000).map(|at| (at, at)).collect();
        let counted = count_near(&[spans.clone(), spans], 0, &mut over.checks(10_000));
        assert!(matches!(counted, Err(Stop::Deadline)), "{counted:?}");
    }
}
