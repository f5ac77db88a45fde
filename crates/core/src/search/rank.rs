//! The best documents of every segment: by score, and by date.

use tantivy::{DocAddress, DocId, TERMINATED};

use super::deadline::Deadline;
use super::plan::Match;
use super::prepare::{Prepared, is_alive};
use super::request::Recency;
use super::score::Scorer;
use super::sets::Sets;
use super::ties::Ties;
use super::top::{Ranked, Top};
use super::union::Union;

/// Documents between two looks at the clock.
pub(super) const DOCS_PER_CHECK: u32 = 4096;

/// How a ranking is made.
pub(super) struct Ranking<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) recency: Option<(Recency, i64)>,
    pub(super) is_exhaustive: bool,
    pub(super) deadline: &'a Deadline,
}

impl Ranking<'_> {
    /// The best `depth` hits, best first.
    pub(super) fn best(&self, depth: usize) -> Result<Vec<Ranked<f32>>, Stop> {
        let mut top = Top::new(depth);
        let hits = &self.prepared.plan.hits;
        let union = Union::of(hits).filter(|_| !self.is_exhaustive);
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            match &union {
                Some(union) => self.rank_union(ordinal, union, &mut top)?,
                None => self.rank_set(ordinal, hits, &mut top)?,
            }
        }
        self.in_order(top)
    }

    /// The best `depth` of some live documents, which are given by segment in ascending order.
    pub(super) fn best_of<'d>(
        &self,
        documents: impl Iterator<Item = &'d [DocId]>,
        depth: usize,
    ) -> Result<Vec<Ranked<f32>>, Stop> {
        let mut top = Top::new(depth);
        for (ordinal, docs) in documents.enumerate() {
            let mut scorer = Scorer::new(self.prepared, ordinal, self.recency, &[])?;
            for doc in docs {
                offer(&mut scorer, ordinal, *doc, &mut top)?;
            }
            self.deadline.check()?;
        }
        self.in_order(top)
    }

    fn in_order(&self, top: Top<f32>) -> Result<Vec<Ranked<f32>>, Stop> {
        let ties = Ties::of_scores(self.prepared);
        Ok(top.into_sorted(|equals, wanted| ties.sort(equals, wanted))?)
    }

    /// Scores every document of a set.
    fn rank_set(&self, ordinal: usize, hits: &Match, top: &mut Top<f32>) -> Result<(), Stop> {
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency, &[])?;
        self.visit(ordinal, hits, |doc| {
            if is_alive(segment, doc) {
                offer(&mut scorer, ordinal, doc, top)?;
            }
            Ok(())
        })
    }

    /// Visits the documents of a set, deleted ones among them, looking at the clock now and then.
    pub(super) fn visit(
        &self,
        ordinal: usize,
        set: &Match,
        mut visit: impl FnMut(DocId) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut docs = sets.open(set)?;
        let mut checks = self.deadline.checks(DOCS_PER_CHECK);
        while docs.doc() != TERMINATED {
            visit(docs.doc())?;
            docs.advance();
            checks.step()?;
        }
        Ok(())
    }
}

/// Scores a document of a segment for a list.
pub(super) fn offer(
    scorer: &mut Scorer<'_>,
    ordinal: usize,
    doc: DocId,
    top: &mut Top<f32>,
) -> Result<(), Stop> {
    let threshold = top.threshold().unwrap_or(f32::NEG_INFINITY);
    if let Some(score) = scorer.score_from(doc, threshold)? {
        top.offer(score, DocAddress::new(ordinal as u32, doc));
    }
    Ok(())
}

/// Why a ranking ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The engine failed.
    Engine(tantivy::TantivyError),
    /// The deadline passed.
    Deadline,
    /// The end was asked for.
    Cancelled,
}

impl From<tantivy::TantivyError> for Stop {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.into())
    }
}
