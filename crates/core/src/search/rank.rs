//! The best documents of every segment: by score, by date, and how many there are.

use tantivy::{DocAddress, DocId, TERMINATED};

use super::deadline::Deadline;
use super::plan::Match;
use super::prepare::{Prepared, is_alive};
use super::request::{Recency, Sort};
use super::score::Scorer;
use super::sets::Sets;
use super::top::{Ranked, Top};
use super::union::Union;

/// Documents between two looks at the clock.
const DOCS_PER_CHECK: u32 = 4096;

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
        Ok(top.into_sorted())
    }

    /// Scores every document of a set.
    fn rank_set(&self, ordinal: usize, hits: &Match, top: &mut Top<f32>) -> Result<(), Stop> {
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency)?;
        self.visit(ordinal, hits, |doc| {
            if is_alive(segment, doc) {
                let threshold = top.threshold().unwrap_or(f32::NEG_INFINITY);
                if let Some(score) = scorer.score_above(doc, threshold)? {
                    top.offer(score, DocAddress::new(ordinal as u32, doc));
                }
            }
            Ok(())
        })
    }

    /// Visits the documents of a set, deleted ones among them, looking at the clock now and then.
    fn visit(
        &self,
        ordinal: usize,
        set: &Match,
        mut visit: impl FnMut(DocId) -> tantivy::Result<()>,
    ) -> Result<(), Stop> {
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut docs = sets.open(set)?;
        let mut until_check = DOCS_PER_CHECK;
        while docs.doc() != TERMINATED {
            visit(docs.doc())?;
            docs.advance();
            until_check -= 1;
            if until_check == 0 {
                self.deadline.check()?;
                until_check = DOCS_PER_CHECK;
            }
        }
        Ok(())
    }

    /// Hits by date; undated ones come last.
    pub(super) fn by_date(&self, depth: usize, sort: Sort) -> Result<Vec<DocAddress>, Stop> {
        let mut top: Top<(bool, i64)> = Top::new(depth);
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            let segment = self.prepared.segment(ordinal);
            let published = segment.fast_fields().column_opt::<i64>("published")?;
            self.visit(ordinal, &self.prepared.plan.hits, |doc| {
                if is_alive(segment, doc) {
                    let at = published.as_ref().and_then(|it| it.first(doc));
                    let key = at.map_or(0, |at| if sort == Sort::Oldest { -at } else { at });
                    let address = DocAddress::new(ordinal as u32, doc);
                    top.offer((at.is_some(), key), address);
                }
                Ok(())
            })?;
        }
        Ok(top.into_sorted().iter().map(|it| it.address).collect())
    }

    /// How many live articles a set holds.
    pub(super) fn count(&self, set: &Match) -> Result<u64, Stop> {
        let mut count = 0;
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            let segment = self.prepared.segment(ordinal);
            self.visit(ordinal, set, |doc| {
                count += u64::from(is_alive(segment, doc));
                Ok(())
            })?;
        }
        Ok(count)
    }
}

/// Why a ranking ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The engine failed.
    Engine(tantivy::TantivyError),
    /// The deadline passed.
    Deadline,
}

impl From<tantivy::TantivyError> for Stop {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error)
    }
}
