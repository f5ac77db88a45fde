//! What the comparing of copies reads of an article: columns, opened once a segment and only where they are asked for.

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Searcher};

use crate::analysis::Signature;

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
    searcher: &'a Searcher,
    preferred: &'a [String],
    signatures: Vec<Option<Column<u64>>>,
    standings: Vec<Option<StandingColumns>>,
}

struct StandingColumns {
    words: Option<Column<u64>>,
    published: Option<Column<i64>>,
    live: Option<Column<u64>>,
    outlet: Option<StrColumn>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(searcher: &'a Searcher, preferred: &'a [String]) -> Self {
        let segments = searcher.segment_readers().len();
        Self {
            searcher,
            preferred,
            signatures: (0..segments).map(|_| None).collect(),
            standings: (0..segments).map(|_| None).collect(),
        }
    }

    /// What names the article in the index.
    pub(in crate::search) fn key(&self, address: DocAddress) -> tantivy::Result<Option<u64>> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let column = segment.fast_fields().column_opt::<u64>("key")?;
        Ok(column.and_then(|it| it.first(address.doc_id)))
    }

    pub(super) fn searcher(&self) -> &'a Searcher {
        self.searcher
    }

    /// The signature of an article; `None` where its text is too short to have one.
    pub(in crate::search) fn signature(
        &mut self,
        address: DocAddress,
    ) -> tantivy::Result<Option<Signature>> {
        let slot = &mut self.signatures[address.segment_ord as usize];
        if slot.is_none() {
            let segment = self.searcher.segment_reader(address.segment_ord);
            *slot = segment.fast_fields().column_opt("signature")?;
        }
        let column = slot.as_ref();
        Ok(column.and_then(|it| Signature::from_packed(it.values_for_doc(address.doc_id))))
    }

    pub(super) fn standing(&mut self, address: DocAddress) -> tantivy::Result<Standing> {
        let slot = &mut self.standings[address.segment_ord as usize];
        let columns = if let Some(columns) = slot {
            columns
        } else {
            let outlets = !self.preferred.is_empty();
            slot.insert(StandingColumns::open(self.searcher, address, outlets)?)
        };
        let doc = address.doc_id;
        let first = |column: &Option<Column<u64>>| column.as_ref().and_then(|it| it.first(doc));
        Ok(Standing {
            words: first(&columns.words).unwrap_or(0),
            published: columns.published.as_ref().and_then(|it| it.first(doc)),
            is_live: first(&columns.live).is_some(),
            preference: preference(self.preferred, columns.outlet(doc)?.as_deref()),
        })
    }
}

impl StandingColumns {
    fn open(searcher: &Searcher, address: DocAddress, outlets: bool) -> tantivy::Result<Self> {
        let columns = searcher.segment_reader(address.segment_ord).fast_fields();
        Ok(Self {
            words: columns.column_opt("words")?,
            published: columns.column_opt("published")?,
            live: columns.column_opt("live")?,
            outlet: if outlets {
                columns.str("outlet")?
            } else {
                None
            },
        })
    }

    fn outlet(&self, doc: tantivy::DocId) -> tantivy::Result<Option<String>> {
        let Some(column) = &self.outlet else {
            return Ok(None);
        };
        let Some(ordinal) = column.term_ords(doc).next() else {
            return Ok(None);
        };
        let mut outlet = String::new();
        column.ord_to_str(ordinal, &mut outlet)?;
        Ok(Some(outlet))
    }
}

fn preference(preferred: &[String], outlet: Option<&str>) -> usize {
    let is_it = |name: &String| outlet.is_some_and(|it| it.to_lowercase() == name.to_lowercase());
    let place = preferred.iter().position(is_it);
    place.unwrap_or(preferred.len())
}
