//! What a document must meet beside holding a word, asked of one document after another.

use tantivy::DocId;

use super::condition::Test;
use super::docset::{BoxedSet, holds};
use super::plan::Match;
use super::rank::Stop;
use super::sets::Sets;

/// A condition and what is excluded. Documents are asked for in ascending order.
pub(super) struct Requirement {
    met: Checks,
    excluded: Option<Checks>,
}

/// Sets that a document is in all of.
struct Checks {
    tests: Vec<Test>,
    sets: Vec<BoxedSet>,
}

impl Requirement {
    pub(super) fn open(
        sets: &Sets<'_>,
        condition: Option<&Match>,
        excluded: Option<&Match>,
    ) -> Result<Self, Stop> {
        let conditions = match condition {
            None => &[],
            Some(Match::All(conditions)) => conditions.as_slice(),
            Some(condition) => std::slice::from_ref(condition),
        };
        let excluded = excluded.map(|it| Checks::open(sets, std::slice::from_ref(it)));
        Ok(Self {
            met: Checks::open(sets, conditions)?,
            excluded: excluded.transpose()?,
        })
    }

    /// Whether every document meets it.
    pub(super) fn is_nothing(&self) -> bool {
        self.met.tests.is_empty() && self.met.sets.is_empty() && self.excluded.is_none()
    }

    pub(super) fn is_met_by(&mut self, doc: DocId) -> bool {
        self.met.pass(doc) && !self.excluded.as_mut().is_some_and(|it| it.pass(doc))
    }
}

impl Checks {
    fn open(sets: &Sets<'_>, of: &[Match]) -> Result<Self, Stop> {
        let (tests, sets) = sets.parted(of)?;
        Ok(Self { tests, sets })
    }

    fn pass(&mut self, doc: DocId) -> bool {
        self.tests.iter().all(|test| test(doc)) && self.sets.iter_mut().all(|set| holds(set, doc))
    }
}
