//! Articles in order, before any is read.

use tantivy::{DocAddress, Searcher};

use crate::error::Error;
use crate::index::{Index, first_text};

/// The best articles of a search in order, of one snapshot of the index. Nothing of them is read until it is asked for.
pub struct RankedList<'a> {
    pub(super) index: &'a Index,
    pub(super) searcher: Searcher,
    pub(super) entries: Vec<(DocAddress, f32)>,
}

/// An article of a run, by its id: what evaluation needs.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedId {
    /// The article's id.
    pub id: String,
    /// As [`Hit::score`](crate::Hit::score).
    pub score: f32,
}

impl RankedList<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Their scores, in order.
    pub fn scores(&self) -> impl Iterator<Item = f32> + '_ {
        self.entries.iter().map(|(_, score)| *score)
    }

    /// Their ids with their scores, in order.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn ids(&self) -> Result<Vec<RankedId>, Error> {
        self.read_ids()
            .map_err(|error| self.index.error(error, "search"))
    }

    fn read_ids(&self) -> tantivy::Result<Vec<RankedId>> {
        let segments = self.searcher.segment_readers().iter();
        let columns = segments.map(|segment| segment.fast_fields().str("id"));
        let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;
        let id = |(address, score): &(DocAddress, f32)| {
            let column = columns[address.segment_ord as usize].as_ref();
            Ok(RankedId {
                id: first_text(column, address.doc_id)?.unwrap_or_default(),
                score: *score,
            })
        };
        self.entries.iter().map(id).collect()
    }
}

impl std::fmt::Debug for RankedList<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.scores()).finish()
    }
}
