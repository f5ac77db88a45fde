//! One term of one field on its way through a segment: its postings, and the most that each block of them counts.

use std::ops::Range;

use tantivy::postings::TermInfo;
use tantivy::{DocId, TERMINATED};

use super::blocks::Blocks;
use super::list::TermList;
use super::materialize::ScoredDocs;
use super::phrase::Phrase;
use super::prepare::{Found, Prepared};
use super::rank::Stop;
use crate::index::Frequency;

/// A source of documents of a union.
pub(super) struct Stream<'a> {
    /// The place of its unit among the union's.
    pub(super) unit: usize,
    cursor: Cursor<'a>,
    pub(super) blocks: Blocks,
    /// How many documents it holds.
    pub(super) postings: u32,
    /// The highest weighted frequency in any document.
    pub(super) most_anywhere: f32,
    /// The highest in the current window.
    pub(super) most: f32,
    /// What that is worth by itself, for each of its documents.
    pub(super) worth_per_posting: f32,
    /// What a document has to count in it to be brought in by it alone; told of those that lead.
    pub(super) needs: f32,
    /// Whether it may bring in documents; otherwise it is only looked up.
    pub(super) can_be_read: bool,
    /// What becomes of it in the current window.
    pub(super) fate: Fate,
    /// Whether it was not read in the current window, or not yet.
    pub(super) is_pending: bool,
}

/// What becomes of a stream in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// It is read, and brings in documents.
    Brings,
    /// It is read for documents that others bring in: most of its own would be looked up.
    Read,
    /// It is looked up for those that are left.
    LookedUp,
}

enum Cursor<'a> {
    List(Box<TermList>, &'a (usize, TermInfo)),
    Docs(&'a ScoredDocs, usize),
}

/// Opens the streams of a unit, without their blocks. Where they are those of terms that stand in for a phrase, the phrase is given
/// back: what they count is the most that it may.
pub(super) fn open<'a>(
    prepared: &'a Prepared<'a>,
    ordinal: usize,
    unit: usize,
    place: usize,
    streams: &mut Vec<Stream<'a>>,
) -> Result<Option<&'a Phrase>, Stop> {
    match &prepared.found[ordinal][unit] {
        Found::Terms(terms) => {
            for term in terms {
                streams.push(Stream::of_list(prepared, ordinal, place, term)?);
            }
        }
        Found::Docs(docs) => streams.push(Stream::of_docs(place, docs)),
        Found::Phrase(phrase) => {
            let docs = phrase.docs_if_known(prepared, ordinal)?;
            let Some(docs) = docs else {
                for term in phrase.stand_ins() {
                    streams.push(Stream::of_list(prepared, ordinal, place, term)?);
                }
                return Ok(Some(phrase));
            };
            streams.push(Stream::of_docs(place, docs));
        }
    }
    Ok(None)
}

impl<'a> Stream<'a> {
    fn of_list(
        prepared: &Prepared<'a>,
        ordinal: usize,
        unit: usize,
        term: &'a (usize, TermInfo),
    ) -> tantivy::Result<Self> {
        let list = Box::new(prepared.list(ordinal, term)?);
        Ok(Self::new(unit, Cursor::List(list, term), term.1.doc_freq))
    }

    fn of_docs(unit: usize, docs: &'a ScoredDocs) -> Self {
        Self::new(unit, Cursor::Docs(docs, 0), docs.len() as u32)
    }

    fn new(unit: usize, cursor: Cursor<'a>, postings: u32) -> Self {
        Self {
            unit,
            cursor,
            blocks: Blocks::default(),
            postings,
            most_anywhere: 0.0,
            most: 0.0,
            worth_per_posting: 0.0,
            needs: 0.0,
            can_be_read: true,
            fate: Fate::LookedUp,
            is_pending: false,
        }
    }

    /// Whether it is read in the current window.
    pub(super) fn is_read(&self) -> bool {
        self.fate != Fate::LookedUp
    }

    /// Reads what is told of its blocks.
    pub(super) fn read_blocks(
        &mut self,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> tantivy::Result<()> {
        self.blocks = match &self.cursor {
            Cursor::List(list, term) => prepared.blocks(ordinal, term, list)?,
            Cursor::Docs(docs, _) => docs.blocks(),
        };
        self.most_anywhere = self.blocks.most();
        Ok(())
    }

    /// Bounds it in a window by its blocks.
    pub(super) fn bound(&mut self, start: DocId, end: DocId) {
        self.most = if self.blocks.next(start) < end {
            self.blocks.most_before(end)
        } else {
            0.0
        };
    }

    /// Whether the block it is in reaches far beyond a window: it may have no document there.
    pub(super) fn is_sparse(&self, start: DocId, end: DocId) -> bool {
        self.most > 0.0 && self.blocks.last() >= end + (end - start)
    }

    /// The first document at or after `target`.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match &mut self.cursor {
            Cursor::List(list, _) => list.seek(target),
            Cursor::Docs(docs, at) => {
                *at += docs.docs()[*at..].partition_point(|doc| *doc < target);
                docs.docs().get(*at).copied().unwrap_or(TERMINATED)
            }
        }
    }

    /// The weighted frequency in a document; documents are asked for in ascending order.
    pub(super) fn frequency(&mut self, doc: DocId) -> Frequency {
        match &mut self.cursor {
            Cursor::List(list, _) => {
                if list.seek(doc) == doc {
                    list.frequency()
                } else {
                    Frequency::ZERO
                }
            }
            Cursor::Docs(docs, _) => docs.frequency(doc),
        }
    }

    /// Visits those of its documents in a stretch that are wanted, with a state, and moves past the stretch.
    pub(super) fn visit<S>(
        &mut self,
        docs: Range<DocId>,
        state: &mut S,
        is_wanted: impl Fn(&S, DocId) -> bool,
        mut visit: impl FnMut(&mut S, DocId, Frequency),
    ) {
        self.seek(docs.start);
        match &mut self.cursor {
            Cursor::List(list, _) => list.visit_wanted(docs.end, state, is_wanted, visit),
            Cursor::Docs(scored, at) => {
                let (entries, next) = scored.until(*at, docs.end);
                for (doc, frequency) in entries {
                    if is_wanted(state, doc) {
                        visit(state, doc, frequency);
                    }
                }
                *at = next;
            }
        }
    }
}
