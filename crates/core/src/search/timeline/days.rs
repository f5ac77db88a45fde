//! Articles by the day: what every timeline is made of.

use std::collections::BTreeMap;

use tantivy::columnar::Column;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId};

use crate::article::{Clock, Zone};
use crate::index::{SegmentColumns, is_moment};
use crate::search::plan::Match;
use crate::search::rank::{Ranking, Stop};

pub(super) const DAY_SECONDS: i64 = 86_400;

/// Days of the years that a date can be of, and some more.
const MOST_DAYS: i64 = 10_000 * 366;

/// The longest month, in days: a longer interval is a year.
const MONTH_DAYS: i64 = 31;

/// Articles by how exactly their date is known. Days are counted from 1970.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// Articles of which the day is known.
    pub(super) of_day: BTreeMap<i64, u64>,
    /// Articles of which the month is known, by its first day.
    pub(super) of_month: BTreeMap<i64, u64>,
    /// Articles of which the year is known, by its first day.
    pub(super) of_year: BTreeMap<i64, u64>,
    pub(super) guessed: u64,
    pub(super) undated: u64,
}

/// Counts the articles of a set.
pub(super) fn count(ranking: &Ranking<'_>, set: &Match, zone: &Zone) -> Result<Days, Stop> {
    let mut days = Days::default();
    for ordinal in 0..ranking.prepared.searcher.segment_readers().len() {
        let columns = ranking.prepared.columns(ordinal);
        let Some(mut tally) = Tally::open(columns, zone)? else {
            ranking.sweep(ordinal, set, |docs| days.undated += docs.len() as u64)?;
            continue;
        };
        ranking.sweep(ordinal, set, |docs| tally.add(docs, &mut days))?;
        tally.end(&mut days);
    }
    Ok(days)
}

/// The counts of one segment. Its days lie near one another: a list of them all is quicker than a tree.
struct Tally<'z> {
    starts: &'z Column<i64>,
    ends: &'z Column<i64>,
    guesses: Option<&'z Column<u64>>,
    clock: Clock<'z>,
    /// Articles of each day from `first_day` on.
    by_day: Vec<u32>,
    first_day: i64,
}

impl<'z> Tally<'z> {
    /// `None` where no document has a date.
    fn open(columns: &'z SegmentColumns, zone: &'z Zone) -> tantivy::Result<Option<Self>> {
        let (Some(starts), Some(ends)) = (columns.published()?, columns.published_end()?) else {
            return Ok(None);
        };
        // No clock is as much as two days away from UTC, and no date outside of the years 1 to 9999.
        let first_day = starts.min_value().div_euclid(DAY_SECONDS) - 2;
        let last_day = starts.max_value().div_euclid(DAY_SECONDS) + 2;
        let length = (last_day - first_day + 1).clamp(0, MOST_DAYS) as usize;
        Ok(Some(Self {
            guesses: columns.published_guess()?,
            clock: zone.clock(),
            by_day: vec![0; length],
            first_day,
            starts,
            ends,
        }))
    }

    fn add(&mut self, docs: &[DocId], days: &mut Days) {
        let mut starts = [None; COLLECT_BLOCK_BUFFER_LEN];
        let mut ends = [None; COLLECT_BLOCK_BUFFER_LEN];
        self.starts.first_vals(docs, &mut starts[..docs.len()]);
        self.ends.first_vals(docs, &mut ends[..docs.len()]);
        for (at, doc) in docs.iter().enumerate() {
            let (Some(start), Some(end)) = (starts[at], ends[at]) else {
                days.undated += 1;
                continue;
            };
            if self
                .guesses
                .is_some_and(|column| column.first(*doc).is_some())
            {
                days.guessed += 1;
                continue;
            }
            let civil = if is_moment(start, end) {
                self.clock.civil(start)
            } else {
                start
            };
            let day = civil.div_euclid(DAY_SECONDS);
            match (end - start).div_euclid(DAY_SECONDS) {
                0 | 1 => {
                    let place = usize::try_from(day - self.first_day).ok();
                    match place.and_then(|place| self.by_day.get_mut(place)) {
                        Some(count) => *count += 1,
                        None => days.undated += 1,
                    }
                }
                2..=MONTH_DAYS => *days.of_month.entry(day).or_default() += 1,
                _ => *days.of_year.entry(day).or_default() += 1,
            }
        }
    }

    fn end(self, days: &mut Days) {
        for (day, count) in (self.first_day..).zip(self.by_day) {
            if count > 0 {
                *days.of_day.entry(day).or_default() += u64::from(count);
            }
        }
    }
}
