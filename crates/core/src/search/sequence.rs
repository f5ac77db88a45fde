//! Terms in order, or near one another: which documents of a segment hold them, and how often.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::deadline::Checks;
use super::rank::Stop;
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

    /// At most so many documents hold it.
    fn size(&self) -> u64 {
        let sizes = self.postings.iter().map(DocSet::size_hint);
        sizes.map(u64::from).sum()
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
    /// Places of slots, the rarest first: it is asked first whether a document is there.
    by_rarity: Vec<usize>,
    positions: Vec<Vec<u32>>,
    /// Where the sequence may begin in the current document.
    starts: Vec<u32>,
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
        let mut by_rarity: Vec<usize> = (0..slots.len()).collect();
        by_rarity.sort_by_key(|slot| slots[*slot].size());
        Ok((!slots.is_empty()).then_some(Self {
            slots,
            by_rarity,
            positions,
            starts: Vec::new(),
        }))
    }

    /// The first document at or after `target` that holds every slot, wherever.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        'target: while target != TERMINATED {
            for slot in &self.by_rarity {
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

    /// Where the sequence begins and ends in the document: first and last position, ascending by the first.
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

    /// Finds where the words follow one another without a gap. The rarest word tells where that may be; positions of
    /// commoner ones are read only where the rarer ones stand right.
    fn find_starts(&mut self, doc: DocId, checks: &mut Checks<'_>) -> Result<(), Stop> {
        self.starts.clear();
        for (turn, slot) in self.by_rarity.iter().copied().enumerate() {
            let offset = self.offset_of(slot);
            let positions = &mut self.positions[slot];
            self.slots[slot].positions(doc, positions);
            checks.steps(positions.len())?;
            if turn == 0 {
                let starts = positions.iter().filter_map(|it| it.checked_sub(offset));
                self.starts.extend(starts);
            } else {
                let stands = |start: &u32| positions.binary_search(&(start + offset)).is_ok();
                self.starts.retain(stands);
            }
            if self.starts.is_empty() {
                break;
            }
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
