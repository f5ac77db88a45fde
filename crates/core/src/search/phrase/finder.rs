//! The documents that hold a phrase, one after another or asked for one by one.

use std::ops::Range;

use tantivy::directory::OwnedBytes;
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, TERMINATED};

use super::{Phrase, Place, in_fields};
use crate::index::{Frequency, OccurrenceTable, PositionList};
use crate::search::deadline::{Checks, Deadline};
use crate::search::list::{TermList, count};
use crate::search::materialize::{POSITIONS_PER_CHECK, ScoredDocs};
use crate::search::prepare::Prepared;
use crate::search::rank::Stop;
use crate::search::sequence::{Sequence, Slot};

/// Finds a phrase in the documents of a segment, which are asked for in ascending order.
pub(in crate::search) struct Finder {
    sequences: Vec<InField>,
    /// Readings of a single word.
    lists: Vec<TermList>,
    slop: u32,
    /// Where it stands in the field looked at last.
    spans: Vec<(u32, u32)>,
    /// Positions until the next look at the clock.
    until_check: u32,
    alive: Option<AliveBitSet>,
}

/// A reading of several words in one field.
struct InField {
    sequence: Sequence<PositionList>,
    /// The document at which its words were found to meet last.
    next: DocId,
    lengths: OwnedBytes,
    table: OccurrenceTable,
}

impl Finder {
    pub(in crate::search) fn open(
        phrase: &Phrase,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> tantivy::Result<Self> {
        let (mut sequences, mut lists) = (Vec::new(), Vec::new());
        for places in &phrase.readings {
            if let [single] = places.as_slice() {
                lists.extend(prepared.lists(ordinal, &single.terms)?);
                continue;
            }
            for (field, places) in in_fields(places) {
                sequences.push(InField::open(prepared, ordinal, field, places)?);
            }
        }
        Ok(Self {
            sequences,
            lists,
            slop: phrase.slop,
            spans: Vec::new(),
            until_check: POSITIONS_PER_CHECK,
            alive: prepared.segment(ordinal).alive_bitset().cloned(),
        })
    }

    /// What its occurrences in a document count; `None` where the document does not hold it.
    pub(in crate::search) fn frequency(
        &mut self,
        doc: DocId,
        deadline: &Deadline,
    ) -> Result<Option<Frequency>, Stop> {
        let mut checks = deadline.checks_after(POSITIONS_PER_CHECK, self.until_check);
        let mut found = None;
        let mut add = |frequency| *found.get_or_insert(Frequency::ZERO) += frequency;
        for field in self.sequences.iter_mut().filter(|it| it.next <= doc) {
            if let Some(there) = field.frequency(doc, self.slop, &mut self.spans, &mut checks)? {
                add(there);
            }
        }
        self.until_check = checks.left();
        for list in &mut self.lists {
            if list.seek(doc) == doc {
                add(list.frequency());
            }
        }
        Ok(found)
    }

    /// The live documents of a stretch that hold it. Stretches ascend.
    pub(super) fn all(
        &mut self,
        docs: Range<DocId>,
        deadline: &Deadline,
    ) -> Result<ScoredDocs, Stop> {
        let mut checks = deadline.checks_after(POSITIONS_PER_CHECK, self.until_check);
        let mut entries = Vec::new();
        for field in &mut self.sequences {
            let mut doc = field.sequence.seek(docs.start);
            while doc < docs.end {
                let found = field.frequency(doc, self.slop, &mut self.spans, &mut checks)?;
                entries.extend(found.map(|frequency| (doc, frequency)));
                doc = field.sequence.seek(doc + 1);
            }
        }
        self.until_check = checks.left();
        for list in &mut self.lists {
            list.seek(docs.start);
            list.visit_before(docs.end, |doc, frequency| entries.push((doc, frequency)));
        }
        entries.retain(|(doc, _)| self.is_alive(*doc));
        Ok(ScoredDocs::from_entries(entries))
    }

    /// The first live document of some that holds it, with what it counts there.
    pub(in crate::search) fn next(
        &mut self,
        docs: Range<DocId>,
        deadline: &Deadline,
    ) -> Result<Option<(DocId, Frequency)>, Stop> {
        let mut from = docs.start;
        loop {
            let doc = self.seek(from);
            if doc >= docs.end {
                return Ok(None);
            }
            if self.is_alive(doc)
                && let Some(frequency) = self.frequency(doc, deadline)?
            {
                return Ok(Some((doc, frequency)));
            }
            from = doc + 1;
        }
    }

    fn is_alive(&self, doc: DocId) -> bool {
        self.alive.as_ref().is_none_or(|it| it.is_alive(doc))
    }

    /// The first document at or after `from` that may hold it.
    fn seek(&mut self, from: DocId) -> DocId {
        let mut first = TERMINATED;
        for field in &mut self.sequences {
            if field.next < from {
                field.next = field.sequence.seek(from);
            }
            first = first.min(field.next);
        }
        let lists = self.lists.iter_mut().map(|list| list.seek(from));
        lists.fold(first, DocId::min)
    }
}

impl InField {
    fn open(
        prepared: &Prepared<'_>,
        ordinal: usize,
        field: usize,
        places: &[Place],
    ) -> tantivy::Result<Self> {
        let lists = prepared.field(ordinal, field)?;
        let slots = places.iter().map(|place| {
            let terms = place.terms_in(field);
            let postings = terms.map(|(_, info)| lists.positions(info));
            let postings = postings.collect::<tantivy::Result<_>>()?;
            Ok(Slot::new(postings, place.offset))
        });
        // Every place has a term in the field.
        let slots = slots.filter_map(tantivy::Result::transpose);
        let slots = slots.collect::<tantivy::Result<Vec<_>>>()?;
        let documents = prepared.segment(ordinal).max_doc();
        let mut sequence = Sequence::of(slots, documents);
        Ok(Self {
            next: sequence.seek(0),
            sequence,
            lengths: lists.lengths().clone(),
            table: prepared.table(field).clone(),
        })
    }

    /// What its occurrences in a document count; `None` where it has none.
    #[inline]
    fn frequency(
        &mut self,
        doc: DocId,
        slop: u32,
        spans: &mut Vec<(u32, u32)>,
        checks: &mut Checks<'_>,
    ) -> Result<Option<Frequency>, Stop> {
        let times = if slop == 0 {
            self.sequence.count(doc, checks)?
        } else {
            self.sequence.spans(doc, slop, spans, checks)?;
            spans.len()
        };
        let counted = |times| count(&self.table, &self.lengths, doc, times as u32);
        Ok((times > 0).then(|| counted(times)))
    }
}
