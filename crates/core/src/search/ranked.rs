//! Articles in order, before any is read.

use tantivy::{DocAddress, Searcher};

use crate::error::Error;
use crate::index::Index;

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
        let entries = self.entries.iter();
        let ids = entries.map(|(address, score)| {
            let id = self.id(*address)?;
            Ok(RankedId { id, score: *score })
        });
        ids.collect::<tantivy::Result<_>>()
            .map_err(|error| self.index.error(error, "search"))
    }

    fn id(&self, address: DocAddress) -> tantivy::Result<String> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let mut id = String::new();
        if let Some(column) = segment.fast_fields().str("id")?
            && let Some(ordinal) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_str(ordinal, &mut id)?;
        }
        Ok(id)
    }
}

impl std::fmt::Debug for RankedList<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.scores()).finish()
    }
}
