//! Articles by the day: what every timeline is made of.

use std::collections::BTreeMap;

use tantivy::columnar::Column;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId};

use crate::article::{Clock, Zone};
use crate::index::{SegmentColumns, has_value, is_moment};
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

impl Days {
    /// All of them.
    pub(super) fn articles(&self) -> u64 {
        let known = [&self.of_day, &self.of_month, &self.of_year];
        let known = known.into_iter().flat_map(BTreeMap::values);
        known.sum::<u64>() + self.guessed + self.undated
    }
}

/// The articles of which the day is known, by segment, each with its day.
pub(super) type Dated = Vec<Vec<(DocId, i32)>>;

/// Counts the articles of a set, and keeps those of which the day is known.
pub(super) fn count(
    ranking: &Ranking<'_>,
    set: &Match,
    zone: &Zone,
) -> Result<(Days, Dated), Stop> {
    let mut days = Days::default();
    let mut dated = Dated::new();
    for ordinal in 0..ranking.prepared.searcher.segment_readers().len() {
        let mut of_segment = Vec::new();
        let columns = ranking.prepared.columns(ordinal);
        if let Some(mut dates) = Dates::open(columns, zone)? {
            let mut by_day = ByDay::of(&dates);
            ranking.sweep(ordinal, set, |docs| {
                dates.each(docs, |doc, when| {
                    if let When::Day(day) = when {
                        of_segment.push((doc, day as i32));
                    }
                    by_day.add(when, &mut days);
                });
            })?;
            by_day.end(&mut days);
        } else {
            ranking.sweep(ordinal, set, |docs| days.undated += docs.len() as u64)?;
        }
        dated.push(of_segment);
    }
    Ok((days, dated))
}

/// The documents of a day, by segment.
pub(super) fn of_day(dated: &Dated, day: i64) -> Vec<Vec<DocId>> {
    let of_segment = |articles: &Vec<(DocId, i32)>| {
        let of_day = articles.iter().filter(|(_, it)| i64::from(*it) == day);
        of_day.map(|(doc, _)| *doc).collect()
    };
    dated.iter().map(of_segment).collect()
}

/// When an article was published, as far as it is known; by the first day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Day(i64),
    Month(i64),
    Year(i64),
    Guessed,
    Undated,
}

/// The dates of a segment.
struct Dates<'z> {
    starts: &'z Column<i64>,
    ends: &'z Column<i64>,
    guesses: Option<&'z Column<u64>>,
    clock: Clock<'z>,
}

impl<'z> Dates<'z> {
    /// `None` where no document has a date.
    fn open(columns: &'z SegmentColumns, zone: &'z Zone) -> tantivy::Result<Option<Self>> {
        let (Some(starts), Some(ends)) = (columns.published()?, columns.published_end()?) else {
            return Ok(None);
        };
        Ok(Some(Self {
            guesses: columns.published_guess()?,
            clock: zone.clock(),
            starts,
            ends,
        }))
    }

    /// Tells of at most [`COLLECT_BLOCK_BUFFER_LEN`] documents when each was published.
    fn each(&mut self, docs: &[DocId], mut see: impl FnMut(DocId, When)) {
        let mut starts = [None; COLLECT_BLOCK_BUFFER_LEN];
        let mut ends = [None; COLLECT_BLOCK_BUFFER_LEN];
        self.starts.first_vals(docs, &mut starts[..docs.len()]);
        self.ends.first_vals(docs, &mut ends[..docs.len()]);
        let guesses = self.guesses;
        for ((doc, start), end) in docs.iter().zip(starts).zip(ends) {
            let when = match (start, end) {
                (Some(_), Some(_)) if has_value(guesses, *doc) => When::Guessed,
                (Some(start), Some(end)) => self.when(start, end),
                _ => When::Undated,
            };
            see(*doc, when);
        }
    }

    fn when(&mut self, start: i64, end: i64) -> When {
        let civil = if is_moment(start, end) {
            self.clock.civil(start)
        } else {
            start
        };
        let day = civil.div_euclid(DAY_SECONDS);
        match (end - start).div_euclid(DAY_SECONDS) {
            0 | 1 => When::Day(day),
            2..=MONTH_DAYS => When::Month(day),
            _ => When::Year(day),
        }
    }
}

/// Articles of each day of a segment, from the first on.
struct ByDay {
    counts: Vec<u32>,
    first: i64,
}

impl ByDay {
    fn of(dates: &Dates<'_>) -> Self {
        // No clock is as much as two days away from UTC, and no date outside of the years 1 to 9999.
        let first = dates.starts.min_value().div_euclid(DAY_SECONDS) - 2;
        let last = dates.starts.max_value().div_euclid(DAY_SECONDS) + 2;
        let length = (last - first + 1).clamp(0, MOST_DAYS) as usize;
        let counts = vec![0; length];
        Self { counts, first }
    }

    fn add(&mut self, when: When, days: &mut Days) {
        match when {
            When::Day(day) => {
                let place = usize::try_from(day - self.first).ok();
                match place.and_then(|place| self.counts.get_mut(place)) {
                    Some(count) => *count += 1,
                    None => days.undated += 1,
                }
            }
            When::Month(day) => *days.of_month.entry(day).or_default() += 1,
            When::Year(day) => *days.of_year.entry(day).or_default() += 1,
            When::Guessed => days.guessed += 1,
            When::Undated => days.undated += 1,
        }
    }

    fn end(self, days: &mut Days) {
        for (day, count) in (self.first..).zip(self.counts) {
            if count > 0 {
                *days.of_day.entry(day).or_default() += u64::from(count);
            }
        }
    }
}
