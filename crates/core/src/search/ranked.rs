//! Articles in order, before any is read.

use std::sync::Arc;

use tantivy::DocAddress;

use super::page::Scored;
use crate::error::Error;
use crate::index::{Index, SegmentColumns, Snapshot, first_text};

/// The best articles of a search in order, of one snapshot of the index. Nothing of them is read until it is asked for.
pub struct RankedList<'a> {
    pub(super) index: &'a Index,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) entries: Scored,
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

    /// The paths of their files from the collection's root, in order; the id where an article has no file.
    ///
    /// # Errors
    /// As [`ids`](Self::ids).
    pub fn paths(&self) -> Result<Vec<String>, Error> {
        self.read_paths()
            .map_err(|error| self.index.error(error, "search"))
    }

    fn read_ids(&self) -> tantivy::Result<Vec<RankedId>> {
        let entries = self.entries.iter();
        let id = |(address, score): &(DocAddress, f32)| {
            Ok(RankedId {
                id: self.id(*address)?,
                score: *score,
            })
        };
        entries.map(id).collect()
    }

    fn read_paths(&self) -> tantivy::Result<Vec<String>> {
        let addresses = self.entries.iter().map(|(address, _)| *address);
        let path = |address: DocAddress| {
            let path = first_text(self.columns(address).source()?, address.doc_id)?;
            path.map_or_else(|| self.id(address), Ok)
        };
        addresses.map(path).collect()
    }

    fn id(&self, address: DocAddress) -> tantivy::Result<String> {
        let id = first_text(self.columns(address).id()?, address.doc_id)?;
        Ok(id.unwrap_or_default())
    }

    fn columns(&self, address: DocAddress) -> &SegmentColumns {
        &self.snapshot.columns[address.segment_ord as usize]
    }
}

impl std::fmt::Debug for RankedList<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.scores()).finish()
    }
}
