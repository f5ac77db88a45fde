//! The order of hits that rank alike: the newest first, and of one date by what names the article.
//!
//! Separate from the ranking because hardly any search needs it: the columns are opened, and a document is looked up, only
//! where two scores are the same number. Documents change their places with every indexing, so that their order tells
//! nothing and would let the same search give another list tomorrow.

use std::cmp::Reverse;

use tantivy::DocAddress;

use super::by_date::{Dates, First, Key};
use crate::index::SegmentColumns;

/// What comes first among equals; the lesser the earlier.
pub(super) type Turn = (Reverse<Key>, u64);

/// The columns that tell, by segment.
pub(super) struct Ties<'a> {
    columns: &'a [SegmentColumns],
}

impl<'a> Ties<'a> {
    pub(super) fn new(columns: &'a [SegmentColumns]) -> Self {
        Self { columns }
    }

    /// When it is the turn of a document among those that rank alike.
    pub(super) fn turn(&self, address: DocAddress) -> tantivy::Result<Turn> {
        let columns = &self.columns[address.segment_ord as usize];
        let dates = Dates::open(columns, First::Newest)?;
        let key = columns.key()?.and_then(|keys| keys.first(address.doc_id));
        Ok((Reverse(dates.key(address.doc_id)), key.unwrap_or(u64::MAX)))
    }
}
