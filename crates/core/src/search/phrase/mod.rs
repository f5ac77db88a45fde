//! A phrase or a compound, found as far as it is asked for: its terms are looked up, its documents are not.
//!
//! How rare it is has to be known before a document is scored, and to count its documents is to find them all; so its rarity is told
//! by its words ([`rarity`]). A ranking can then pass over most documents of its rarest word, which stands in for it, and reads
//! positions only of those that may be listed. Who needs all documents, to count them or to combine them with others, has them
//! worked out once.

mod finder;
mod hunt;
mod rarity;

use std::cell::{Cell, OnceCell, RefCell};

use tantivy::postings::TermInfo;
use tantivy::{DocId, TERMINATED};

pub(super) use finder::Finder;
pub(super) use rarity::{articles_at_most, rarity};

use super::materialize::ScoredDocs;
use super::prepare::{Prepared, Terms};
use super::rank::Stop;
use super::unit::FieldMask;
use crate::analysis::Reading;
use crate::index::RANKED;

/// A phrase that so many documents of a segment hold is common: which of them are listed is left to the ranking.
pub(super) const FEW: usize = 256;

/// Where the words of a phrase occur in a segment.
pub(super) struct Phrase {
    /// By reading, then by place in it.
    readings: Vec<Vec<Place>>,
    /// Other words allowed in between.
    slop: u32,
    /// No live document before this one holds it.
    first: Cell<DocId>,
    /// What found that out, and can go on from there.
    finder: RefCell<Option<Finder>>,
    docs: OnceCell<ScoredDocs>,
    /// Whether it was hunted for and found in more documents than are worked out before a ranking.
    is_common: Cell<bool>,
}

/// A place of a reading, and the terms that may stand there.
struct Place {
    /// How many words after the first.
    offset: u32,
    terms: Terms,
}

impl Phrase {
    /// Some readings in the ranked fields of a mask, in which `find` looks terms up.
    pub(super) fn find(
        readings: &[Reading],
        slop: u32,
        fields: FieldMask,
        find: impl Fn(FieldMask, &[String]) -> tantivy::Result<Terms>,
    ) -> tantivy::Result<Self> {
        let has_positions = |at: usize| fields[at] && RANKED[at].has_positions;
        let mut found = Vec::with_capacity(readings.len());
        for reading in readings {
            let fields = match reading.slots.len() {
                1 => fields,
                _ => std::array::from_fn(has_positions),
            };
            let places = reading.slots.iter().map(|slot| {
                let (offset, terms) = (slot.offset, find(fields, &slot.terms)?);
                Ok(Place { offset, terms })
            });
            found.push(places.collect::<tantivy::Result<_>>()?);
        }
        Ok(Self {
            readings: found,
            slop,
            first: Cell::new(0),
            finder: RefCell::new(None),
            docs: OnceCell::new(),
            is_common: Cell::new(false),
        })
    }

    /// Every term of every reading.
    pub(super) fn terms(&self) -> impl Iterator<Item = &(usize, TermInfo)> {
        let places = self.readings.iter().flatten();
        places.flat_map(|place| &place.terms)
    }

    /// All live documents that hold it, worked out when they are asked for first.
    pub(super) fn docs(
        &self,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> Result<&ScoredDocs, Stop> {
        if self.docs.get().is_none() {
            let pieces = hunt::pieces(self, prepared, ordinal)?;
            let found = hunt::hunt(self, prepared, ordinal, &pieces, usize::MAX)?;
            // It was empty a moment ago, and nobody else is here.
            let _ = self.docs.set(found.docs);
        }
        Ok(self.docs.get().expect("it was set above"))
    }

    /// Its documents, where they were worked out already or nothing can stand in for them.
    pub(super) fn docs_if_known(
        &self,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> Result<Option<&ScoredDocs>, Stop> {
        match self.slop {
            0 => Ok(self.docs.get()),
            _ => self.docs(prepared, ordinal).map(Some),
        }
    }

    /// Works out its documents where they are few and many have to be looked into to find them, for which two threads are used.
    pub(super) fn hunt_if_long(&self, prepared: &Prepared<'_>, ordinal: usize) -> Result<(), Stop> {
        if self.docs.get().is_some() || self.is_common.get() {
            return Ok(());
        }
        let pieces = hunt::pieces(self, prepared, ordinal)?;
        if pieces.len() > 1 {
            let found = hunt::hunt(self, prepared, ordinal, &pieces, FEW)?;
            self.is_common.set(!found.are_all);
            if found.are_all {
                // It was empty a moment ago.
                let _ = self.docs.set(found.docs);
            }
        }
        Ok(())
    }

    /// Whether a live document holds it. Where the first one is, is remembered, or all of them where they are few.
    pub(super) fn is_anywhere(
        &self,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> Result<bool, Stop> {
        self.hunt_if_long(prepared, ordinal)?;
        if self.is_common.get() {
            return Ok(true);
        }
        if let Some(docs) = self.docs.get() {
            return Ok(docs.len() > 0);
        }
        let mut finder = self.finder(prepared, ordinal)?;
        let found = finder.next(self.first.get()..TERMINATED, prepared.deadline)?;
        self.first.set(found.map_or(TERMINATED, |(doc, _)| doc));
        *self.finder.borrow_mut() = Some(finder);
        Ok(found.is_some())
    }

    /// The document from which on it has to be looked for.
    pub(super) fn first(&self) -> DocId {
        self.first.get()
    }

    /// What finds it from [`first`](Self::first) on.
    pub(super) fn finder(
        &self,
        prepared: &Prepared<'_>,
        ordinal: usize,
    ) -> tantivy::Result<Finder> {
        match self.finder.take() {
            Some(finder) => Ok(finder),
            None => Finder::open(self, prepared, ordinal),
        }
    }

    /// Terms that stand in for it where no other words may come in between: every document that holds it holds one of them, and
    /// in no document does it count more than they do together.
    pub(super) fn stand_ins(&self) -> impl Iterator<Item = &(usize, TermInfo)> {
        self.readings.iter().flat_map(|places| {
            let (single, several) = match places.as_slice() {
                [single] => (Some(single), None),
                several => (None, Some(several)),
            };
            let rarest = several.into_iter().flat_map(in_fields);
            let rarest = rarest.filter_map(|(field, places)| {
                let rarest = places.iter().min_by_key(|place| place.postings(field));
                rarest.map(|place| place.terms_in(field))
            });
            single
                .into_iter()
                .flat_map(|place| &place.terms)
                .chain(rarest.flatten())
        })
    }
}

/// The fields in which a reading of several places may stand: positions are known there, and every place has a term.
fn in_fields(places: &[Place]) -> impl Iterator<Item = (usize, &[Place])> {
    let with_positions = (0..RANKED.len()).filter(|field| RANKED[*field].has_positions);
    with_positions
        .filter(move |field| places.iter().all(|place| place.postings(*field) > 0))
        .map(move |field| (field, places))
}

impl Place {
    /// Its terms in one field.
    fn terms_in(&self, field: usize) -> impl Iterator<Item = &(usize, TermInfo)> {
        self.terms.iter().filter(move |(at, _)| *at == field)
    }

    /// At most so many documents hold it in a field.
    fn postings(&self, field: usize) -> u64 {
        let terms = self.terms_in(field);
        terms.map(|(_, info)| u64::from(info.doc_freq)).sum()
    }
}
