//! A phrase that is all that is asked for: its first documents are found one after another, until so many are listed that most of
//! the others can be passed over.
//!
//! Separate because a phrase that few articles hold never comes further: it is looked for once, and nothing is bounded for it.

use tantivy::{DocId, TERMINATED};

use super::materialize::ScoredDocs;
use super::phrase::{FEW, Finder, Phrase};
use super::prepare::Found;
use super::rank::{Ranking, Stop, offer};
use super::requirement::Requirement;
use super::score::Scorer;
use super::top::Top;
use crate::index::Frequency;

/// A phrase that was found in the first documents of a segment.
pub(super) struct Begun {
    /// What goes on to find it.
    pub(super) finder: Finder,
    /// The document from which on it was not looked for.
    pub(super) from: DocId,
}

/// What is known of a phrase in a segment.
pub(super) enum Alone<'a> {
    /// The documents that hold it, which are few.
    Few(&'a ScoredDocs),
    /// Not which documents hold it.
    Unknown(&'a Phrase),
}

impl Ranking<'_> {
    /// The phrase that some units are, unless they are more than one or many documents are known to hold it.
    pub(super) fn alone(
        &self,
        ordinal: usize,
        units: &[usize],
        top: &Top<f32>,
    ) -> Result<Option<Alone<'_>>, Stop> {
        let [unit] = units else {
            return Ok(None);
        };
        let Found::Phrase(phrase) = &self.prepared.found[ordinal][*unit] else {
            return Ok(None);
        };
        // Once the list is full, most documents can be passed over.
        if top.threshold().is_none() {
            phrase.hunt_if_long(self.prepared, ordinal)?;
        }
        Ok(match phrase.docs_if_known(self.prepared, ordinal)? {
            Some(docs) => (docs.len() < FEW).then_some(Alone::Few(docs)),
            None => Some(Alone::Unknown(phrase)),
        })
    }

    /// Offers the documents of a phrase where they are few, or its first ones until the list is full; gives where to go on, unless
    /// there are no more.
    pub(super) fn begin(
        &self,
        ordinal: usize,
        (unit, alone): (usize, Alone<'_>),
        required: &mut Requirement,
        top: &mut Top<f32>,
    ) -> Result<Option<Begun>, Stop> {
        let mut scorer = None;
        let mut offer = |doc: DocId, frequency: Frequency, top: &mut Top<f32>| {
            if !required.is_met_by(doc) {
                return Ok(());
            }
            let scorer = match &mut scorer {
                Some(scorer) => scorer,
                // Most segments hold no rare phrase.
                None => scorer.insert(Scorer::new(self.prepared, ordinal, self.recency, &[unit])?),
            };
            scorer.give(unit, frequency);
            offer(scorer, ordinal, doc, top)
        };
        let phrase = match alone {
            Alone::Unknown(phrase) => phrase,
            Alone::Few(docs) => {
                for (doc, frequency) in docs.entries() {
                    offer(doc, frequency, top)?;
                }
                return Ok(None);
            }
        };
        let mut begun = Begun {
            finder: phrase.finder(self.prepared, ordinal)?,
            from: phrase.first(),
        };
        while top.threshold().is_none() {
            let next = begun.finder.next(begun.from..TERMINATED, self.deadline)?;
            let Some((doc, frequency)) = next else {
                return Ok(None);
            };
            offer(doc, frequency, top)?;
            begun.from = doc + 1;
        }
        Ok(Some(begun))
    }
}
