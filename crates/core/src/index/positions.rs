//! The postings of a term with the positions in each document.
//!
//! The engine has such a list of its own, which adds up the frequencies of a block anew for each document and copies positions
//! twice. Phrases read little else, so they are read here.

use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

use super::deltas::{Deltas, Positions};
use super::skips::{BLOCK_DOCS, Skips};

/// A cursor over the postings of one term in one field, with positions.
pub(crate) struct PositionList {
    postings: BlockSegmentPostings,
    /// The place of the current document in its block.
    at: usize,
    skips: Skips,
    block: usize,
    /// The last document that may be in the block.
    last: DocId,
    /// Occurrences before the block.
    before: u64,
    /// Occurrences in the block before each of its documents, once they were added up.
    inside: [u32; BLOCK_DOCS as usize],
    is_added_up: bool,
    deltas: Deltas,
}

impl PositionList {
    /// A list with frequencies, its skips and its deltas.
    pub(super) fn new(postings: BlockSegmentPostings, skips: Skips, deltas: Deltas) -> Self {
        Self {
            postings,
            at: 0,
            last: skips.get(0).map_or(TERMINATED, |skip| skip.last),
            skips,
            block: 0,
            before: 0,
            inside: [0; BLOCK_DOCS as usize],
            is_added_up: false,
            deltas,
        }
    }

    /// Goes on to the block that may hold `target`, which lies beyond the current one.
    fn enter_block_of(&mut self, target: DocId) {
        self.last = TERMINATED;
        while let Some(skip) = self.skips.get(self.block) {
            if skip.last >= target {
                self.last = skip.last;
                break;
            }
            self.before += u64::from(skip.occurrences);
            self.block += 1;
        }
        self.is_added_up = false;
    }

    /// How often the term occurs in the current document.
    #[inline]
    pub(crate) fn frequency(&self) -> u32 {
        self.postings.freq(self.at)
    }

    /// Where it occurs in the current document, ascending.
    #[inline]
    pub(crate) fn positions(&mut self) -> Positions<'_> {
        let first = self.passed();
        self.deltas.positions(first, self.frequency())
    }

    /// Occurrences in the documents before the current one.
    #[inline]
    fn passed(&mut self) -> u64 {
        if !self.is_added_up {
            let mut passed = 0_u32;
            for (inside, frequency) in self.inside.iter_mut().zip(self.postings.freqs()) {
                *inside = passed;
                passed = passed.wrapping_add(*frequency);
            }
            self.is_added_up = true;
        }
        self.before + u64::from(self.inside[self.at])
    }
}

impl DocSet for PositionList {
    fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        if target > self.last {
            self.enter_block_of(target);
        } else if self.at + 1 < BLOCK_DOCS as usize && self.postings.doc(self.at + 1) >= target {
            self.at += 1;
            return self.doc();
        }
        self.at = self.postings.seek(target);
        self.doc()
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.postings.doc(self.at)
    }

    fn size_hint(&self) -> u32 {
        self.postings.doc_freq()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::postings::Postings;
    use tantivy::schema::{IndexRecordOption, Term};

    use crate::article::Article;
    use crate::index::{BODY, Index};

    use super::*;

    #[test]
    fn it_says_what_the_engines_own_list_says_wherever_it_is_asked() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..1_000 {
            let body = "calm harbour ".repeat(number % 9) + &"quay ".repeat(number % 200);
            let article = Article::new(number.to_string(), "", body);
            writer.upsert(article).unwrap();
        }
        writer.finish().unwrap();
        let snapshot = index.snapshot().unwrap();
        let lists = snapshot.lists[0][BODY].as_ref().unwrap();
        let segment = &snapshot.searcher.segment_readers()[0];
        let field = index.fields().ranked[BODY];
        let inverted = segment.inverted_index(field).unwrap();
        let option = IndexRecordOption::WithFreqsAndPositions;
        for (word, step) in [("harbour", 1), ("harbour", 5), ("quay", 1), ("quay", 333)] {
            let term = Term::from_field_text(field, word);
            let mut theirs = inverted.read_postings(&term, option).unwrap().unwrap();
            let mut ours = lists
                .positions(&lists.term(word).unwrap().unwrap())
                .unwrap();
            let mut documents = 0;
            while ours.doc() != TERMINATED {
                let (ours_there, theirs_there) = (ours.frequency(), theirs.term_freq());
                assert_eq!((ours.doc(), ours_there), (theirs.doc(), theirs_there));
                let mut positions = Vec::new();
                theirs.positions(&mut positions);
                assert!(ours.positions().eq(positions));
                documents += 1;
                let target = ours.doc() + step;
                ours.seek(target);
                theirs.seek(target);
            }
            assert_eq!((ours.doc(), ours.advance()), (theirs.doc(), TERMINATED));
            assert!(documents > 2, "{documents} of `{word}`");
        }
    }
}
