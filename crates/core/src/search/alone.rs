//! A phrase that is all that is asked for: its first documents are found one after another, until so many are listed that most of
//! the others can be passed over.
//!
//! Separate because a phrase that few articles hold never comes further: it is looked for once, and nothing is bounded for it.

use tantivy::{DocId, TERMINATED};

use super::phrase::{Finder, Phrase};
use super::prepare::Found;
use super::rank::{Ranking, Stop, offer};
use super::requirement::Requirement;
use super::score::Scorer;
use super::top::Top;

/// A phrase that was found in the first documents of a segment.
pub(super) struct Begun {
    /// What goes on to find it.
    pub(super) finder: Finder,
    /// The document from which on it was not looked for.
    pub(super) from: DocId,
}

impl Ranking<'_> {
    /// The phrase that some units are, if they are one whose documents are not known.
    pub(super) fn alone(&self, ordinal: usize, units: &[usize]) -> Result<Option<&Phrase>, Stop> {
        let [unit] = units else {
            return Ok(None);
        };
        let Found::Phrase(phrase) = &self.prepared.found[ordinal][*unit] else {
            return Ok(None);
        };
        let is_known = phrase.docs_if_known(self.prepared, ordinal)?.is_some();
        Ok((!is_known).then_some(phrase.as_ref()))
    }

    /// Offers the first documents of a phrase, until the list is full; gives where to go on, unless there are no more.
    pub(super) fn begin(
        &self,
        ordinal: usize,
        (unit, phrase): (usize, &Phrase),
        required: &mut Requirement,
        top: &mut Top<f32>,
    ) -> Result<Option<Begun>, Stop> {
        let mut begun = Begun {
            finder: phrase.finder(self.prepared, ordinal)?,
            from: phrase.first(),
        };
        let mut scorer = None;
        while top.threshold().is_none() {
            let next = begun.finder.next(begun.from..TERMINATED, self.deadline)?;
            let Some((doc, frequency)) = next else {
                return Ok(None);
            };
            if required.is_met_by(doc) {
                let scorer = match &mut scorer {
                    Some(scorer) => scorer,
                    // Most segments hold no rare phrase.
                    None => {
                        scorer.insert(Scorer::new(self.prepared, ordinal, self.recency, &[unit])?)
                    }
                };
                scorer.give(unit, frequency);
                offer(scorer, ordinal, doc, top)?;
            }
            begun.from = doc + 1;
        }
        Ok(Some(begun))
    }
}
