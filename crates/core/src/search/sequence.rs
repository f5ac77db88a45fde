//! Terms in order, or near one another: which documents of a segment hold them, and how often.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::analysis::Reading;

/// The occurrences of any of some terms, with positions.
struct Slot {
    postings: Vec<SegmentPostings>,
    /// The place of the slot in its sequence, in words.
    offset: u32,
}

impl Slot {
    fn doc(&self) -> DocId {
        let docs = self.postings.iter().map(DocSet::doc);
        docs.min().unwrap_or(TERMINATED)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.doc()
    }

    /// Positions in the document, ascending.
    fn positions(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, positions);
            }
        }
        if self.postings.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}

/// A reading in one field of one segment.
pub(super) struct Sequence {
    slots: Vec<Slot>,
    positions: Vec<Vec<u32>>,
}

impl Sequence {
    /// Opens the reading; `None` where some slot has no occurrence in the segment.
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
            if postings.is_empty() {
                return Ok(None);
            }
            let offset = slot.offset;
            slots.push(Slot { postings, offset });
        }
        let positions = vec![Vec::new(); slots.len()];
        Ok((!slots.is_empty()).then_some(Self { slots, positions }))
    }

    /// The first document at or after `target` that holds every slot, wherever.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        'target: while target != TERMINATED {
            for slot in &mut self.slots {
                let doc = slot.seek(target);
                if doc > target {
                    target = doc;
                    continue 'target;
                }
            }
            return target;
        }
        TERMINATED
    }

    /// Where the sequence begins and ends in the document: first and last position, ascending by the first.
    pub(super) fn spans(&mut self, doc: DocId, slop: u32, spans: &mut Vec<(u32, u32)>) {
        spans.clear();
        for (slot, positions) in self.slots.iter_mut().zip(&mut self.positions) {
            slot.positions(doc, positions);
        }
        let offsets: Vec<u32> = self.slots.iter().map(|slot| slot.offset).collect();
        for first in &self.positions[0] {
            if let Some(last) = follow(&self.positions, &offsets, *first, slop) {
                spans.push((*first, last));
            }
        }
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

/// How often the operands stand near one another, in any order: for each span of the first, whether every other has a
/// span such that neighbours have at most `distance` other words between them.
pub(super) fn count_near(spans: &[Vec<(u32, u32)>], distance: u32) -> u32 {
    let (Some((firsts, others)), true) = (
        spans.split_first(),
        spans.iter().all(|spans| !spans.is_empty()),
    ) else {
        return 0;
    };
    let gap = |a: (u32, u32), b: (u32, u32)| {
        let (left, right) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        right.0.saturating_sub(left.1 + 1)
    };
    let is_near = |first: &&(u32, u32)| {
        let nearest = |spans: &Vec<(u32, u32)>| {
            let by_gap = |span: &&(u32, u32)| gap(**first, **span);
            spans.iter().min_by_key(by_gap).copied()
        };
        let mut chosen: Vec<(u32, u32)> = others.iter().filter_map(nearest).collect();
        chosen.push(**first);
        chosen.sort_unstable();
        chosen
            .windows(2)
            .all(|pair| gap(pair[0], pair[1]) <= distance)
    };
    firsts.iter().filter(is_near).count() as u32
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

    #[test]
    fn nearness_has_no_order() {
        let near = |a: u32, b: u32, distance| count_near(&[vec![(a, a)], vec![(b, b)]], distance);
        assert_eq!(near(3, 9, 5), 1);
        assert_eq!(near(9, 3, 5), 1);
        assert_eq!(near(3, 10, 5), 0);
        assert_eq!(count_near(&[vec![(1, 1)], Vec::new()], 5), 0);
    }
}
