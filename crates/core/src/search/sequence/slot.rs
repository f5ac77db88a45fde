//! A place of a sequence: the terms that may stand there, and where they do.

use std::iter::Copied;
use std::slice;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet};

use crate::index::{PositionList, Positions};
use crate::search::docset::seek;

/// Positions in ascending order.
pub(in crate::search) trait Ascending: Iterator<Item = u32> {
    /// The first of those left that is `wanted` or more, behind which it goes on.
    fn reach(&mut self, wanted: u32) -> Option<u32>;
}

impl Ascending for Copied<slice::Iter<'_, u32>> {
    fn reach(&mut self, wanted: u32) -> Option<u32> {
        self.find(|position| *position >= wanted)
    }
}

impl Ascending for Positions<'_> {
    #[inline]
    fn reach(&mut self, wanted: u32) -> Option<u32> {
        self.reach(wanted)
    }
}

/// The postings of a term, with positions.
pub(in crate::search) trait Occurrences: DocSet {
    /// How often the term occurs in the current document.
    fn frequency(&self) -> u32;

    /// Adds where it occurs there, ascending.
    fn append(&mut self, positions: &mut Vec<u32>);

    /// Where it occurs there, ascending. It may be worked out in `scratch`.
    fn positions<'a>(&'a mut self, scratch: &'a mut Vec<u32>) -> impl Ascending + 'a {
        scratch.clear();
        self.append(scratch);
        scratch.iter().copied()
    }
}

impl Occurrences for SegmentPostings {
    fn frequency(&self) -> u32 {
        self.term_freq()
    }

    fn append(&mut self, positions: &mut Vec<u32>) {
        self.append_positions_with_offset(0, positions);
    }
}

impl Occurrences for PositionList {
    #[inline]
    fn frequency(&self) -> u32 {
        self.frequency()
    }

    fn append(&mut self, positions: &mut Vec<u32>) {
        positions.extend(self.positions());
    }

    #[inline]
    fn positions<'a>(&'a mut self, _: &'a mut Vec<u32>) -> impl Ascending + 'a {
        self.positions()
    }
}

/// The occurrences of a term, or of any of several.
pub(in crate::search) struct Slot<P> {
    term: P,
    others: Vec<P>,
    /// How many words after the first slot of its sequence, and how many slots.
    pub(super) offset: u32,
    pub(super) place: usize,
}

impl<P: Occurrences> Slot<P> {
    /// A slot in which any of these terms may stand; `None` where there is none.
    pub(in crate::search) fn new(mut terms: Vec<P>, offset: u32) -> Option<Self> {
        Some(Self {
            term: terms.pop()?,
            others: terms,
            offset,
            place: 0,
        })
    }

    /// At most so many documents hold it.
    pub(super) fn size(&self) -> u64 {
        let sizes = self.others.iter().map(DocSet::size_hint);
        sizes.map(u64::from).sum::<u64>() + u64::from(self.term.size_hint())
    }

    #[inline]
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        let doc = seek(&mut self.term, target);
        let others = self.others.iter_mut().map(|term| seek(term, target));
        others.fold(doc, DocId::min)
    }

    /// At most so many positions it has in the document.
    #[inline]
    pub(super) fn frequency(&self, doc: DocId) -> usize {
        let others = self.others.iter().filter(|term| term.doc() == doc);
        let others = others.map(|term| term.frequency() as usize);
        self.term.frequency() as usize + others.sum::<usize>()
    }

    /// Its positions in the document, ascending.
    #[inline(never)]
    pub(super) fn merge(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        let terms = std::iter::once(&mut self.term).chain(&mut self.others);
        for term in terms.filter(|term| term.doc() == doc) {
            term.append(positions);
        }
        positions.sort_unstable();
        positions.dedup();
    }

    /// Adds where its sequence would begin, were there no other slot.
    #[inline]
    pub(super) fn begin(&mut self, doc: DocId, starts: &mut Vec<u32>, scratch: &mut Vec<u32>) {
        let offset = self.offset;
        let start = |position: u32| position.checked_sub(offset);
        if self.others.is_empty() {
            starts.extend(self.term.positions(scratch).filter_map(start));
        } else {
            self.merge(doc, scratch);
            starts.extend(scratch.iter().copied().filter_map(start));
        }
    }

    /// Keeps the starts of its sequence that fit where it stands.
    #[inline]
    pub(super) fn keep_followed(
        &mut self,
        doc: DocId,
        starts: &mut Vec<u32>,
        scratch: &mut Vec<u32>,
    ) {
        if self.others.is_empty() {
            keep_followed(starts, self.term.positions(scratch), self.offset);
        } else {
            self.merge(doc, scratch);
            keep_followed(starts, scratch.iter().copied(), self.offset);
        }
    }
}

/// Keeps the starts from which on, so many words further, there is one of the positions. Both ascend.
#[inline]
fn keep_followed(starts: &mut Vec<u32>, mut positions: impl Ascending, offset: u32) {
    // Most documents hold the rarest word once.
    if let [start] = starts[..] {
        let wanted = start.wrapping_add(offset);
        if positions.reach(wanted) != Some(wanted) {
            starts.clear();
        }
        return;
    }
    let mut position = None;
    starts.retain(|start| {
        let wanted = start.wrapping_add(offset);
        if position.is_none_or(|position| position < wanted) {
            position = positions.reach(wanted);
        }
        position == Some(wanted)
    });
}
