//! The newest or oldest documents of a set, without looking up those whose date cannot be among them.
//!
//! Once the list is full, its last date is a threshold as the last score is in a ranking: a segment with no date beyond it is passed
//! over, and in a frequent set the dates are read first, so that only the documents that would be listed are sought in it.

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED};

use super::docset::BoxedSet;
use super::plan::Match;
use super::prepare::is_alive;
use super::rank::{Ranking, Stop};
use super::sets::Sets;
use super::ties::Ties;
use super::top::Top;
use crate::index::{SegmentColumns, Snapshot, has_value};

/// A set of more than one in so many documents is frequent: to read the dates of all documents costs less than to walk it.
const FREQUENT_ONE_IN: u32 = 16;

/// Dates read at once.
const BLOCK: u32 = 4096;

/// Which dates come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Newest,
    Oldest,
}

/// How sure the date is, and the date, turned so that greater comes first.
pub(super) type Key = (u8, i64);

impl Ranking<'_> {
    /// The first hits by date; those whose date is a guess come behind, those without one last.
    pub(super) fn by_date(&self, depth: usize, first: First) -> Result<Vec<DocAddress>, Stop> {
        let mut top: Top<Key> = Top::new(depth);
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            let dates = Dates::open(self.prepared.columns(ordinal), first)?;
            if top.threshold().is_none_or(|worst| dates.most() >= worst) {
                self.rank_by_date(ordinal, &dates, &mut top)?;
            }
        }
        let ties = Ties::of_dates(&self.prepared.snapshot.columns);
        let sorted = top.into_sorted(|equals, wanted| ties.sort(equals, wanted))?;
        Ok(sorted.iter().map(|it| it.address).collect())
    }

    fn rank_by_date(
        &self,
        ordinal: usize,
        dates: &Dates<'_>,
        top: &mut Top<Key>,
    ) -> Result<(), Stop> {
        let segment = self.prepared.segment(ordinal);
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut docs = sets.open(self.hits())?;
        let is_frequent = docs.size_hint() > segment.max_doc() / FREQUENT_ONE_IN;
        let mut next = 0;
        while next < segment.max_doc() && docs.doc() != TERMINATED {
            let end = segment.max_doc().min(next.saturating_add(BLOCK));
            if is_frequent && top.threshold().is_some() {
                seek_promising(&mut docs, dates, next..end, top, ordinal, segment);
            } else {
                while docs.doc() < end {
                    let doc = docs.doc();
                    if is_alive(segment, doc) {
                        top.offer(dates.key(doc), DocAddress::new(ordinal as u32, doc));
                    }
                    docs.advance();
                }
            }
            self.deadline.check()?;
            next = end;
        }
        Ok(())
    }

    fn hits(&self) -> &Match {
        &self.prepared.plan.hits
    }
}

/// Looks up in the set only the documents whose dates would be listed.
fn seek_promising(
    docs: &mut BoxedSet,
    dates: &Dates<'_>,
    range: std::ops::Range<DocId>,
    top: &mut Top<Key>,
    ordinal: usize,
    segment: &SegmentReader,
) {
    for doc in range {
        let key = dates.key(doc);
        if top.threshold().is_some_and(|worst| key < worst) {
            continue;
        }
        if docs.doc() < doc {
            docs.seek(doc);
        }
        if docs.doc() == doc && is_alive(segment, doc) {
            top.offer(key, DocAddress::new(ordinal as u32, doc));
        }
    }
}

/// The dates of a segment, as keys.
pub(super) struct Dates<'a> {
    published: Option<&'a Column<i64>>,
    guesses: Option<&'a Column<u64>>,
    first: First,
}

impl<'a> Dates<'a> {
    pub(super) const UNDATED: Key = (0, 0);
    const GUESSED: u8 = 1;
    const KNOWN: u8 = 2;

    pub(super) fn open(columns: &'a SegmentColumns, first: First) -> tantivy::Result<Self> {
        Ok(Self {
            published: columns.published()?,
            guesses: columns.published_guess()?,
            first,
        })
    }

    pub(super) fn key(&self, doc: DocId) -> Key {
        let Some(at) = self.published.and_then(|column| column.first(doc)) else {
            return Self::UNDATED;
        };
        let sureness = if has_value(self.guesses, doc) {
            Self::GUESSED
        } else {
            Self::KNOWN
        };
        (sureness, self.turned(at))
    }

    /// No document of the segment has a greater key.
    fn most(&self) -> Key {
        let most = |column: &Column<i64>| match self.first {
            First::Newest => column.max_value(),
            First::Oldest => column.min_value(),
        };
        self.published
            .map_or(Self::UNDATED, |it| (Self::KNOWN, self.turned(most(it))))
    }

    fn turned(&self, at: i64) -> i64 {
        match self.first {
            First::Newest => at,
            First::Oldest => at.saturating_neg(),
        }
    }
}

/// When the newest article that is not of the future begins, in seconds since 1970 UTC; `now` where none is dated. Dates
/// that are guesses do not count.
pub(super) fn newest(snapshot: &Snapshot, now: i64) -> tantivy::Result<i64> {
    let mut newest = None;
    let segments = snapshot.searcher.segment_readers().iter();
    for (segment, columns) in segments.zip(&snapshot.columns) {
        let dates = Dates::open(columns, First::Newest)?;
        let Some(published) = dates.published else {
            continue;
        };
        if newest.is_some_and(|newest| published.max_value() <= newest) {
            continue;
        }
        let all = segment.doc_ids_alive();
        let known = all.filter(|doc| !has_value(dates.guesses, *doc));
        let past = known.filter_map(|doc| published.first(doc));
        newest = newest.max(past.filter(|at| *at <= now).max());
    }
    Ok(newest.unwrap_or(now))
}
