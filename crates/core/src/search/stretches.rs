//! The documents of units in a segment, stretch after stretch, as bits.
//!
//! A stretch is so short that its bits stay in the nearest cache, and no memory is taken for those of a whole segment.

use std::borrow::Cow;

use tantivy::DocId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};

use super::bits::DocBits;
use super::plan::Match;
use super::prepare::{Held, Prepared};
use super::rank::Stop;

/// Documents of a stretch: 512 bytes of bits for each unit.
const DOCS: u32 = 4_096;

/// Units on their way through a segment.
pub(super) struct Stretches<'a> {
    /// By the place of the unit in the plan.
    units: Vec<Option<Unit<'a>>>,
    next: DocId,
    documents: DocId,
}

/// A unit with its documents in the current stretch.
struct Unit<'a> {
    lists: Vec<List<'a>>,
    bits: DocBits,
}

/// Documents in ascending order, of which those before a place were passed.
enum List<'a> {
    Postings(Box<BlockSegmentPostings>, usize),
    Docs(&'a [DocId]),
}

impl<'a> Stretches<'a> {
    /// The stretches of these units, which may be named more than once.
    pub(super) fn of(
        prepared: &'a Prepared<'_>,
        ordinal: usize,
        units: &[usize],
    ) -> Result<Self, Stop> {
        let mut opened: Vec<Option<Unit<'a>>> = prepared.plan.units.iter().map(|_| None).collect();
        for unit in units {
            if opened[*unit].is_none() {
                opened[*unit] = Some(Unit::open(prepared, ordinal, *unit)?);
            }
        }
        Ok(Self {
            units: opened,
            next: 0,
            documents: match units {
                [] => 0,
                _ => prepared.segment(ordinal).max_doc(),
            },
        })
    }

    /// Goes on to the next stretch; gives the document that its first bit is.
    pub(super) fn advance(&mut self) -> Option<DocId> {
        let start = self.next;
        if start >= self.documents {
            return None;
        }
        self.next = start.saturating_add(DOCS);
        for unit in self.units.iter_mut().flatten() {
            unit.bits.clear();
            for list in &mut unit.lists {
                list.insert_before(self.next, start, &mut unit.bits);
            }
        }
        Some(start)
    }

    /// The documents of a set in the stretch. The set is made of units that were opened.
    pub(super) fn bits(&self, set: &Match) -> Cow<'_, DocBits> {
        let fold = |sets: &[Match], keep: fn(u64, u64) -> u64| {
            let mut sets = sets.iter().map(|set| self.bits(set));
            let first = sets.next().map(Cow::into_owned);
            let mut bits = first.unwrap_or_else(|| DocBits::new(DOCS));
            sets.for_each(|other| bits.combine(&other, keep));
            Cow::Owned(bits)
        };
        match set {
            Match::Unit(unit) => match &self.units[*unit] {
                Some(unit) => Cow::Borrowed(&unit.bits),
                None => Cow::Owned(DocBits::new(DOCS)),
            },
            Match::All(sets) => fold(sets, |own, other| own & other),
            Match::Any(sets) => fold(sets, |own, other| own | other),
            Match::Except(set, others) => {
                let mut bits = self.bits(set).into_owned();
                bits.combine(&self.bits(others), |own, other| own & !other);
                Cow::Owned(bits)
            }
            Match::Everything | Match::Metadata(_) | Match::Condition(_) => {
                Cow::Owned(DocBits::new(DOCS))
            }
        }
    }
}

impl<'a> Unit<'a> {
    fn open(prepared: &'a Prepared<'_>, ordinal: usize, unit: usize) -> Result<Self, Stop> {
        let lists = match prepared.held(ordinal, unit)? {
            Held::Docs(docs) => vec![List::Docs(docs.docs())],
            Held::Terms(terms) => {
                let open = |(at, info): &(usize, TermInfo)| {
                    let postings = prepared.field(ordinal, *at)?.documents(info)?;
                    Ok(List::Postings(Box::new(postings), 0))
                };
                terms.iter().map(open).collect::<tantivy::Result<_>>()?
            }
        };
        let bits = DocBits::new(DOCS);
        Ok(Self { lists, bits })
    }
}

impl List<'_> {
    /// Puts in its documents before `end`, counted from `start`, and passes them.
    fn insert_before(&mut self, end: DocId, start: DocId, bits: &mut DocBits) {
        let mut insert = |docs: &[DocId]| {
            let inside = match docs.last() {
                Some(last) if *last < end => docs.len(),
                _ => docs.partition_point(|doc| *doc < end),
            };
            docs[..inside]
                .iter()
                .for_each(|doc| bits.insert(*doc - start));
            inside
        };
        match self {
            Self::Docs(docs) => *docs = &docs[insert(docs)..],
            Self::Postings(postings, at) => loop {
                let docs = &postings.docs()[*at..];
                if docs.is_empty() {
                    return;
                }
                let inside = insert(docs);
                if inside < docs.len() {
                    *at += inside;
                    return;
                }
                postings.advance();
                *at = 0;
            },
        }
    }
}
