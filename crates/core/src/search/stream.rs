//! One term of one field on its way through a segment: its postings, and the most that each block of them counts.

use tantivy::{DocId, TERMINATED};

use super::blocks::Blocks;
use super::list::TermList;
use super::materialize::ScoredDocs;
use super::prepare::{Found, Prepared};
use super::window::Window;

/// A source of documents of a union.
pub(super) struct Stream<'a> {
    /// The place of its unit among the union's.
    pub(super) unit: usize,
    pub(super) cursor: Cursor<'a>,
    blocks: Blocks,
    /// How many documents it holds.
    pub(super) postings: u32,
    /// The highest weighted frequency in any document.
    pub(super) most_anywhere: f32,
    /// The highest in the current window.
    pub(super) most: f32,
    /// What that is worth by itself, for each of its documents.
    pub(super) worth_per_posting: f32,
    /// Whether it has to be read in the current window.
    pub(super) is_read: bool,
    /// Whether a window can begin with its documents.
    pub(super) leads: bool,
}

pub(super) enum Cursor<'a> {
    List(Box<TermList>),
    Docs(&'a ScoredDocs, usize),
}

/// Opens the streams of a unit.
pub(super) fn open<'a>(
    prepared: &'a Prepared<'a>,
    ordinal: usize,
    unit: usize,
    place: usize,
    streams: &mut Vec<Stream<'a>>,
) -> tantivy::Result<()> {
    match &prepared.found[ordinal][unit] {
        Found::Terms(terms) => {
            for (list, term) in prepared.lists(ordinal, terms)?.into_iter().zip(terms) {
                let blocks = prepared.blocks(ordinal, term)?;
                let cursor = Cursor::List(Box::new(list));
                streams.push(Stream::new(place, cursor, blocks, term.1.doc_freq));
            }
        }
        Found::Docs(docs) => {
            let cursor = Cursor::Docs(docs, 0);
            streams.push(Stream::new(place, cursor, docs.blocks(), docs.len() as u32));
        }
    }
    Ok(())
}

impl<'a> Stream<'a> {
    fn new(unit: usize, cursor: Cursor<'a>, blocks: Blocks, postings: u32) -> Self {
        Self {
            unit,
            cursor,
            postings,
            most_anywhere: blocks.most(),
            blocks,
            most: 0.0,
            worth_per_posting: 0.0,
            is_read: false,
            leads: true,
        }
    }

    /// The first document at or after `from` that it may hold, exactly where its documents lie far apart.
    pub(super) fn next(&mut self, from: DocId, window_docs: u32) -> DocId {
        let next = self.blocks.next(from);
        if next != TERMINATED && self.blocks.is_sparse(window_docs) {
            self.cursor.seek(next)
        } else {
            next
        }
    }

    /// Bounds it in a window.
    pub(super) fn bound(&mut self, start: DocId, end: DocId) {
        self.most = if self.next(start, end - start) < end {
            self.blocks.most_before(end)
        } else {
            0.0
        };
    }

    /// Adds its documents to the window.
    pub(super) fn accumulate(&mut self, window: &mut Window) {
        self.cursor.seek(window.base());
        match &mut self.cursor {
            Cursor::List(list) => list.accumulate(self.unit, window),
            Cursor::Docs(docs, at) => {
                let (entries, next) = docs.until(*at, window.end());
                for (doc, frequency) in entries {
                    window.add(self.unit, doc, frequency);
                }
                *at = next;
            }
        }
    }
}

impl Cursor<'_> {
    /// The first document at or after `target`.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::List(list) => list.seek(target),
            Self::Docs(docs, at) => {
                *at += docs.docs()[*at..].partition_point(|doc| *doc < target);
                docs.docs().get(*at).copied().unwrap_or(TERMINATED)
            }
        }
    }

    /// The weighted frequency in a document; documents are asked for in ascending order.
    pub(super) fn frequency(&mut self, doc: DocId) -> f32 {
        match self {
            Self::List(list) => {
                if list.seek(doc) == doc {
                    list.frequency()
                } else {
                    0.0
                }
            }
            Self::Docs(docs, _) => docs.frequency(doc),
        }
    }
}
