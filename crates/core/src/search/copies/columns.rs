//! What the comparing of copies reads of an article.

use std::fmt::Debug;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Searcher};

use crate::analysis::{Issued, Print, Signature};
use crate::index::{SegmentColumns, Snapshot, first_text, has_value};

/// What decides which of several copies leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    /// Words of the body.
    pub(super) words: u64,
    /// First second of the interval of publication.
    pub(super) published: Option<i64>,
    /// Whether it is a version of a live blog.
    pub(super) is_live: bool,
    /// The place of its outlet among those preferred; that of an outlet which is not is past their end.
    pub(super) preference: usize,
}

/// The columns of every segment.
pub(in crate::search) struct Columns<'a> {
    snapshot: &'a Snapshot,
    preferred: &'a [String],
    /// The outlets of each segment, where some are preferred.
    outlets: Vec<Option<StrColumn>>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, preferred: &'a [String]) -> tantivy::Result<Self> {
        let segments = snapshot.searcher.segment_readers().iter();
        let outlets = segments.map(|segment| match preferred.is_empty() {
            true => Ok(None),
            false => segment.fast_fields().str("outlet"),
        });
        Ok(Self {
            snapshot,
            preferred,
            outlets: outlets.collect::<tantivy::Result<_>>()?,
        })
    }

    pub(super) fn searcher(&self) -> &'a Searcher {
        &self.snapshot.searcher
    }

    fn of(&self, address: DocAddress) -> &'a SegmentColumns {
        &self.snapshot.columns[address.segment_ord as usize]
    }

    /// What names the article in the index.
    pub(in crate::search) fn key(&self, address: DocAddress) -> tantivy::Result<Option<u64>> {
        Ok(first(self.of(address).key()?, address))
    }

    /// The signature of an article; `None` where its text is too short to have one.
    pub(in crate::search) fn signature(
        &self,
        address: DocAddress,
    ) -> tantivy::Result<Option<Signature>> {
        let column = self.of(address).signature()?;
        Ok(column.and_then(|it| Signature::from_packed(it.values_for_doc(address.doc_id))))
    }

    /// When an article was published, as copies are told by it.
    pub(in crate::search) fn issued(&self, address: DocAddress) -> tantivy::Result<Issued> {
        let columns = self.of(address);
        if has_value(columns.published_guess()?, address.doc_id) {
            return Ok(Issued::default());
        }
        let start = first(columns.published()?, address);
        Ok(Issued(start.zip(first(columns.published_end()?, address))))
    }

    /// Whether an article is a copy of the one with this signature, whose date is asked for only where that decides.
    pub(in crate::search) fn is_copy(
        &self,
        address: DocAddress,
        other: &Signature,
        others_date: impl FnOnce() -> tantivy::Result<Issued>,
    ) -> tantivy::Result<bool> {
        let Some(own) = self.signature(address)? else {
            return Ok(false);
        };
        // Nearly all that share a hash are none, whenever they were published; dates lie on other pages than signatures.
        let undated = |signature| Print::new(signature, Issued::default());
        if !undated(&own).is_copy_of(undated(other)) {
            return Ok(false);
        }
        let own = Print::new(&own, self.issued(address)?);
        Ok(own.is_copy_of(Print::new(other, others_date()?)))
    }

    pub(super) fn standing(&self, address: DocAddress) -> tantivy::Result<Standing> {
        let columns = self.of(address);
        Ok(Standing {
            words: first(columns.words()?, address).unwrap_or(0),
            published: first(columns.published()?, address),
            is_live: has_value(columns.live()?, address.doc_id),
            preference: preference(self.preferred, self.outlet(address)?.as_deref()),
        })
    }

    fn outlet(&self, address: DocAddress) -> tantivy::Result<Option<String>> {
        let column = self.outlets[address.segment_ord as usize].as_ref();
        Ok(first_text(column, address.doc_id)?)
    }
}

/// The value of an article in a column.
fn first<T: Copy + PartialOrd + Debug + Send + Sync + 'static>(
    column: Option<&Column<T>>,
    address: DocAddress,
) -> Option<T> {
    column.and_then(|it| it.first(address.doc_id))
}

fn preference(preferred: &[String], outlet: Option<&str>) -> usize {
    let is_it = |name: &String| outlet.is_some_and(|it| it.to_lowercase() == name.to_lowercase());
    let place = preferred.iter().position(is_it);
    place.unwrap_or(preferred.len())
}
