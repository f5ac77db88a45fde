//! The order of hits that rank alike: the newest first, and of one date by what names the article.
//!
//! Separate from the ranking because hardly any search needs it: the columns are opened, and a document is looked up, only
//! where two scores are the same number. Documents change their places with every indexing, so that their order tells
//! nothing and would let the same search give another list tomorrow.

use std::cmp::Reverse;

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher};

use super::by_date::{Dates, First, Key};

/// What comes first among equals; the lesser the earlier.
pub(super) type Turn = (Reverse<Key>, u64);

/// The columns of every segment.
pub(super) struct Ties<'a> {
    searcher: &'a Searcher,
    columns: Vec<Option<(Dates, Option<Column<u64>>)>>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(searcher: &'a Searcher) -> Self {
        Self {
            searcher,
            columns: Vec::new(),
        }
    }

    /// When it is the turn of a document among those that rank alike.
    pub(super) fn turn(&mut self, address: DocAddress) -> tantivy::Result<Turn> {
        let ordinal = address.segment_ord as usize;
        if self.columns.len() <= ordinal {
            self.columns.resize_with(ordinal + 1, || None);
        }
        if self.columns[ordinal].is_none() {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let dates = Dates::open(segment, First::Newest)?;
            let keys = segment.fast_fields().column_opt("key")?;
            self.columns[ordinal] = Some((dates, keys));
        }
        let Some((dates, keys)) = &self.columns[ordinal] else {
            return Ok((Reverse(Dates::UNDATED), u64::MAX));
        };
        let key = keys.as_ref().and_then(|keys| keys.first(address.doc_id));
        Ok((Reverse(dates.key(address.doc_id)), key.unwrap_or(u64::MAX)))
    }
}
