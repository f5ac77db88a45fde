//! One term in one field of one segment: documents with their weighted frequencies, block by block.

use tantivy::DocId;
use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;

use crate::index::{Frequency, OccurrenceTable};

/// A cursor over the postings of one term in one field.
pub(super) struct TermList {
    postings: BlockSegmentPostings,
    index: usize,
    lengths: OwnedBytes,
    table: OccurrenceTable,
}

impl TermList {
    pub(super) fn new(
        postings: BlockSegmentPostings,
        lengths: OwnedBytes,
        table: OccurrenceTable,
    ) -> Self {
        Self {
            postings,
            index: 0,
            lengths,
            table,
        }
    }

    /// The current document; `TERMINATED` past the last.
    pub(super) fn doc(&self) -> DocId {
        self.postings.doc(self.index)
    }

    /// Moves to the first document at or after `target`, which never lies before the current one.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.index = self.postings.seek(target);
        }
        self.doc()
    }

    /// What the occurrences in the current document count together.
    pub(super) fn frequency(&self) -> Frequency {
        count(
            &self.table,
            &self.lengths,
            self.doc(),
            self.postings.freq(self.index),
        )
    }

    /// How often the term occurs in the current document, and the length of the field there, in words.
    pub(super) fn occurrences(&self) -> (u32, u32) {
        let code = length_code(&self.lengths, self.doc());
        let length = FieldNormReader::id_to_fieldnorm(code);
        (self.postings.freq(self.index), length)
    }

    /// Visits the documents before `end` with what they count, and moves past them.
    pub(super) fn visit_before(&mut self, end: DocId, mut visit: impl FnMut(DocId, Frequency)) {
        let visit = |(): &mut (), doc, frequency| visit(doc, frequency);
        self.visit_wanted(end, &mut (), |(), _| true, visit);
    }

    /// As [`visit_before`](Self::visit_before), with a state, those alone that are wanted: what the others count is not worked out.
    pub(super) fn visit_wanted<S>(
        &mut self,
        end: DocId,
        state: &mut S,
        is_wanted: impl Fn(&S, DocId) -> bool,
        mut visit: impl FnMut(&mut S, DocId, Frequency),
    ) {
        let (table, lengths) = (&*self.table, self.lengths.as_slice());
        loop {
            let docs = &self.postings.docs()[self.index..];
            let freqs = &self.postings.freqs()[self.index..];
            let inside = match docs.last() {
                None => return,
                Some(last) if *last < end => docs.len(),
                Some(_) => docs.partition_point(|doc| *doc < end),
            };
            for (doc, occurrences) in docs[..inside].iter().zip(freqs) {
                if is_wanted(state, *doc) {
                    visit(state, *doc, count(table, lengths, *doc, *occurrences));
                }
            }
            if inside < docs.len() {
                self.index += inside;
                return;
            }
            self.postings.advance();
            self.index = 0;
        }
    }

    /// The last, unfilled block of the list: its first and last document and the most that one of it counts. `full`
    /// is the last document of the full blocks before it.
    pub(super) fn tail(&self, full: Option<DocId>) -> Option<(DocId, DocId, Frequency)> {
        let mut tail = self.postings.clone();
        if let Some(full) = full {
            tail.seek(full + 1);
        }
        let (first, last) = (*tail.docs().first()?, *tail.docs().last()?);
        let documents = tail.docs().iter().zip(tail.freqs());
        let count = |(doc, occurrences): (&DocId, &u32)| {
            count(&self.table, &self.lengths, *doc, *occurrences)
        };
        Some((first, last, documents.map(count).max()?))
    }
}

/// What so many occurrences in a document count.
#[inline]
pub(super) fn count(
    table: &[Frequency; 256],
    lengths: &[u8],
    doc: DocId,
    occurrences: u32,
) -> Frequency {
    table[usize::from(length_code(lengths, doc))].times(occurrences)
}

/// The code of a document's length; 0 where a damaged file has none.
#[inline]
fn length_code(lengths: &[u8], doc: DocId) -> u8 {
    lengths.get(doc as usize).copied().unwrap_or_default()
}
