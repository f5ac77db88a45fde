//! One term in one field of one segment: documents with their weighted frequencies, block by block.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

use super::window::Window;

/// Weight over length norm, by the engine's code for a field's length: what one occurrence counts.
pub(super) type OccurrenceTable = Arc<[f32; 256]>;

/// Tabulates what one occurrence counts: `weight / (1 - b + b · length / average)`.
pub(super) fn occurrence_table(weight: f32, b: f32, average_length: f32) -> OccurrenceTable {
    let mut table = [0.0; 256];
    for (code, slot) in table.iter_mut().enumerate() {
        let length = FieldNormReader::id_to_fieldnorm(code as u8) as f32;
        *slot = weight / (1.0 - b + b * length / average_length).max(f32::MIN_POSITIVE);
    }
    Arc::new(table)
}

/// A cursor over the postings of one term in one field.
pub(super) struct TermList {
    postings: BlockSegmentPostings,
    index: usize,
    norms: FieldNormReader,
    table: OccurrenceTable,
}

impl TermList {
    pub(super) fn new(
        postings: BlockSegmentPostings,
        norms: FieldNormReader,
        table: OccurrenceTable,
    ) -> Self {
        Self {
            postings,
            index: 0,
            norms,
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

    /// Moves to the next document.
    pub(super) fn advance(&mut self) -> DocId {
        if self.index + 1 < self.postings.docs().len() {
            self.index += 1;
        } else if self.doc() != TERMINATED {
            self.postings.advance();
            self.index = 0;
        }
        self.doc()
    }

    /// What the occurrences in the current document count together.
    pub(super) fn frequency(&self) -> f32 {
        let code = self.norms.fieldnorm_id(self.doc());
        self.postings.freq(self.index) as f32 * self.table[usize::from(code)]
    }

    /// How often the term occurs in the current document, and the length of the field there, in words.
    pub(super) fn occurrences(&self) -> (u32, u32) {
        let length = self.norms.fieldnorm(self.doc());
        (self.postings.freq(self.index), length)
    }

    /// Adds the documents before `window.end()` to a unit of the window and moves past them.
    pub(super) fn accumulate(&mut self, unit: usize, window: &mut Window) {
        let end = window.end();
        loop {
            let docs = &self.postings.docs()[self.index..];
            let freqs = &self.postings.freqs()[self.index..];
            let inside = if docs.last().is_some_and(|last| *last < end) {
                docs.len()
            } else {
                docs.partition_point(|doc| *doc < end)
            };
            for (doc, frequency) in docs[..inside].iter().zip(freqs) {
                let code = self.norms.fieldnorm_id(*doc);
                window.add(
                    unit,
                    *doc,
                    *frequency as f32 * self.table[usize::from(code)],
                );
            }
            if inside < docs.len() {
                self.index += inside;
                return;
            }
            if docs.is_empty() {
                return;
            }
            self.postings.advance();
            self.index = 0;
        }
    }
}
