//! Dates as queries name them: `2022-03`, `2022-03-13..2022-03-20`, `>=2022`, `7d`, `last week`, `P1W`.
//!
//! What is relative to now stays relative until [`DateRange::bounds`], so that a saved search means this week every week.
//! Days, weeks (from Monday), months and years are those of the collection's zone, UTC unless it names one.
//!
//! An article matches where the interval in which it was published meets the range: one dated `2022-03` may be of the
//! 14th, and is found by `date:2022-03-14`. A day, month or year that an article tells without a zone is one of the
//! collection's zone, so that `date:2022-03-14` finds every article of that day and none of the next.

use std::fmt;

use jiff::civil::DateTime;
use jiff::{Span, Timestamp, ToSpan};

use super::month;
use crate::article::{Date, Precision, Zone};

/// The range of a `date:` condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRange {
    /// From the beginning of one date to the end of another, both within; an end that is `None` is open.
    Between {
        /// The first date.
        from: Option<Date>,
        /// The last date.
        to: Option<Date>,
    },
    /// So many units back from now: `7d`, `P1W`, `last 3 months`.
    Last {
        /// How many, 1 or more.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// A whole unit of the calendar, so many before the present one: `today` is day 0, `last week` is week 1.
    Whole {
        /// Of what.
        unit: DateUnit,
        /// How many units before the present one: 0 or 1.
        ago: u8,
    },
}

/// A unit in which queries count time back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateUnit {
    /// `d`, 24 hours when counted back.
    Day,
    /// `w`.
    Week,
    /// `m`.
    Month,
    /// `y`.
    Year,
}

/// Unit, letter, name, and the name of the whole unit now and before.
const UNITS: [(DateUnit, &str, &str, [&str; 2]); 4] = [
    (DateUnit::Day, "d", "day", ["today", "yesterday"]),
    (DateUnit::Week, "w", "week", ["this week", "last week"]),
    (DateUnit::Month, "m", "month", ["this month", "last month"]),
    (DateUnit::Year, "y", "year", ["this year", "last year"]),
];

impl DateRange {
    /// Reads the value of a `date:` condition; the error says why not, as the end of a sentence.
    pub(super) fn read(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        relative(&lower)
            .or_else(|| whole(&lower))
            .map_or_else(|| between(&lower), Ok)
    }

    /// So many days around a date, before it and behind it.
    pub fn around(date: Date, days: u16) -> Self {
        let margin = i64::from(days) * 86_400;
        let day = |second: i64| {
            let date = Date::from_seconds(second).ok()?;
            Date::from_day(date.year(), date.month(), date.day()).ok()
        };
        Self::Between {
            from: day(date.start_seconds() - margin),
            to: day(date.end_seconds() - 1 + margin),
        }
    }

    /// Everything before a date.
    pub fn before(date: Date) -> Self {
        let last = Date::from_seconds(date.start_seconds() - 1).ok();
        Self::Between {
            from: None,
            to: last.and_then(|it| Date::from_day(it.year(), it.month(), it.day()).ok()),
        }
    }

    /// A date and everything after it.
    pub fn since(date: Date) -> Self {
        Self::Between {
            from: Some(date),
            to: None,
        }
    }

    /// The half-open interval, for a search made at `now` (seconds since 1970 UTC) in a collection of this zone. An open
    /// end is `None`.
    pub(crate) fn bounds(&self, now: i64, zone: &Zone) -> (Option<Bound>, Option<Bound>) {
        let local = civil(zone.civil(now));
        let shown = |at: Option<DateTime>| {
            at.and_then(seconds).map(|civil| Bound {
                moment: zone.moment(civil),
                civil,
            })
        };
        match self {
            Self::Between { from, to } => (
                from.map(|date| Bound::of(date, date.start_seconds(), zone)),
                to.map(|date| Bound::of(date, date.end_seconds(), zone)),
            ),
            Self::Last { count, unit } => {
                let start = local.and_then(|now| back(now, i64::from(*count), *unit));
                let end = Bound {
                    moment: now.saturating_add(1),
                    civil: zone.civil(now).saturating_add(1),
                };
                (shown(start), Some(end))
            }
            Self::Whole { unit, ago } => {
                let start = local
                    .and_then(|now| first_of(now, *unit))
                    .and_then(|start| back(start, i64::from(*ago), *unit));
                let end = start.and_then(|start| back(start, -1, *unit));
                (shown(start), shown(end))
            }
        }
    }
}

/// An end of a range: for articles dated by the moment, and for those of which the day, month or year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Seconds since 1970 UTC.
    pub(crate) moment: i64,
    /// What the clock of the collection's zone shows then, as seconds since 1970 if it were one in UTC.
    pub(crate) civil: i64,
}

impl Bound {
    /// An end, `seconds`, of a date.
    fn of(date: Date, seconds: i64, zone: &Zone) -> Self {
        match date.precision() {
            Precision::Instant => Self {
                moment: seconds,
                civil: zone.civil(seconds),
            },
            Precision::Year | Precision::Month | Precision::Day => Self {
                moment: zone.moment(seconds),
                civil: seconds,
            },
        }
    }
}

fn civil(now: i64) -> Option<DateTime> {
    let now = Timestamp::from_second(now).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(now))
}

fn seconds(moment: DateTime) -> Option<i64> {
    let moment = jiff::tz::Offset::UTC.to_timestamp(moment).ok()?;
    Some(moment.as_second())
}

fn back(moment: DateTime, count: i64, unit: DateUnit) -> Option<DateTime> {
    let span: Span = match unit {
        DateUnit::Day => count.days(),
        DateUnit::Week => count.weeks(),
        DateUnit::Month => count.months(),
        DateUnit::Year => count.years(),
    };
    moment.checked_sub(span).ok()
}

fn first_of(moment: DateTime, unit: DateUnit) -> Option<DateTime> {
    let date = moment.date();
    let first = match unit {
        DateUnit::Day => date,
        DateUnit::Week => {
            let days = date.weekday().to_monday_zero_offset();
            date.checked_sub(i64::from(days).days()).ok()?
        }
        DateUnit::Month => date.first_of_month(),
        DateUnit::Year => date.first_of_year(),
    };
    Some(first.to_datetime(jiff::civil::Time::midnight()))
}

/// `7d`, `P1W`, `last 3 months`.
fn relative(text: &str) -> Option<DateRange> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (count, unit) = match words.as_slice() {
        ["last" | "past", count, unit] => (*count, named_unit(unit)?),
        [short] => {
            let short = short.strip_prefix('p').unwrap_or(short);
            let (count, letter) = short.split_at_checked(short.len().checked_sub(1)?)?;
            (count, UNITS.iter().find(|row| row.1 == letter)?.0)
        }
        _ => return None,
    };
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = count.parse().ok().filter(|count| is_number && *count > 0)?;
    Some(DateRange::Last { count, unit })
}

fn named_unit(name: &str) -> Option<DateUnit> {
    let name = name.strip_suffix('s').unwrap_or(name);
    Some(UNITS.iter().find(|row| row.2 == name)?.0)
}

/// `today`, `last week`, `last-week`.
fn whole(text: &str) -> Option<DateRange> {
    let text = text.replace(['-', '_'], " ");
    UNITS.iter().find_map(|(unit, _, _, names)| {
        let ago = names.iter().position(|name| *name == text)?;
        let ago = u8::try_from(ago).ok()?;
        Some(DateRange::Whole { unit: *unit, ago })
    })
}

/// A date, two dates with dots between them, or a comparison.
fn between(text: &str) -> Result<DateRange, &'static str> {
    const NOT_A_DATE: &str =
        "is not a date, such as `2022-03`, `2022-03-13..2022-03-20`, `7d` or `\"last week\"`";
    let date = |text: &str| point(text).ok_or(NOT_A_DATE);
    let (from, to) = if let Some((from, to)) = text.split_once("..") {
        let end = |text: &str| match text.trim() {
            "" => Ok(None),
            text => date(text).map(Some),
        };
        (end(from)?, end(to)?)
    } else if let Some(text) = text.strip_prefix(">=") {
        (Some(date(text)?), None)
    } else if let Some(text) = text.strip_prefix("<=") {
        (None, Some(date(text)?))
    } else if let Some(text) = text.strip_prefix('>') {
        (
            Some(neighbour(date(text)?, Date::end_seconds).ok_or(NOT_A_DATE)?),
            None,
        )
    } else if let Some(text) = text.strip_prefix('<') {
        let before = |date: &Date| date.start_seconds() - 1;
        (
            None,
            Some(neighbour(date(text)?, before).ok_or(NOT_A_DATE)?),
        )
    } else {
        let date = date(text)?;
        (Some(date), Some(date))
    };
    match (from, to) {
        (None, None) => Err(NOT_A_DATE),
        (Some(from), Some(to)) if from.start_seconds() >= to.end_seconds() => {
            Err("ends before it begins; write the earlier date first")
        }
        (from, to) => Ok(DateRange::Between { from, to }),
    }
}

fn point(text: &str) -> Option<Date> {
    let text = text.trim();
    let upper = || text.to_ascii_uppercase();
    text.parse()
        .or_else(|_| upper().parse())
        .or_else(|_| text.replace('/', "-").parse())
        .ok()
        .or_else(|| month::read(text))
}

/// The date of the same precision that holds a second just outside of a date.
fn neighbour(date: Date, second: fn(&Date) -> i64) -> Option<Date> {
    let found = Date::from_seconds(second(&date)).ok()?;
    let (year, month, day) = (found.year(), found.month(), found.day());
    match date.precision() {
        Precision::Year => Date::from_year(year),
        Precision::Month => Date::from_month(year, month),
        Precision::Day => Date::from_day(year, month, day),
        Precision::Instant => Ok(found),
    }
    .ok()
}

/// As a `date:` condition names it; `last week` has a space and wants quotes there.
impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |wanted: &DateUnit| UNITS.iter().find(|row| row.0 == *wanted);
        match self {
            Self::Between { from, to } if from == to => from.map_or(Ok(()), |date| date.fmt(f)),
            Self::Between { from, to } => {
                from.map_or(Ok(()), |date| date.fmt(f))?;
                f.write_str("..")?;
                to.map_or(Ok(()), |date| date.fmt(f))
            }
            Self::Last { count, unit } => {
                write!(f, "{count}{}", row(unit).map_or("", |row| row.1))
            }
            Self::Whole { unit, ago } => {
                f.write_str(row(unit).map_or("", |row| row.3[usize::from(*ago > 0)]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tuesday, 15 March 2022, 10:20:30 UTC.
    const NOW: i64 = 1_647_339_630;

    fn resolved(text: &str) -> String {
        let show = |seconds: Option<i64>| {
            seconds.map_or_else(String::new, |s| Date::from_seconds(s).unwrap().to_string())
        };
        let (from, to) = DateRange::read(text).unwrap().bounds(NOW, &Zone::default());
        let (from, to) = (from.map(|it| it.moment), to.map(|it| it.moment));
        format!("{}..{}", show(from), show(to)).replace("T00:00:00Z", "")
    }

    #[test]
    fn a_range_resolves_to_half_open_seconds() {
        for (text, expected) in [
            ("2022-03", "2022-03-01..2022-04-01"),
            ("2022-03-13..2022-03-20", "2022-03-13..2022-03-21"),
            ("2022-03..", "2022-03-01.."),
            ("..2022", "..2023-01-01"),
            (">2022", "2023-01-01.."),
            (">=2022", "2022-01-01.."),
            ("<2022-03", "..2022-03-01"),
            ("<=2022-03", "..2022-04-01"),
            ("7d", "2022-03-08T10:20:30Z..2022-03-15T10:20:31Z"),
            (
                "last 2 months",
                "2022-01-15T10:20:30Z..2022-03-15T10:20:31Z",
            ),
            ("P1Y", "2021-03-15T10:20:30Z..2022-03-15T10:20:31Z"),
            ("today", "2022-03-15..2022-03-16"),
            ("yesterday", "2022-03-14..2022-03-15"),
            ("this week", "2022-03-14..2022-03-21"),
            ("Last Week", "2022-03-07..2022-03-14"),
            ("last-month", "2022-02-01..2022-03-01"),
            ("this year", "2022-01-01..2023-01-01"),
            ("march 2022", "2022-03-01..2022-04-01"),
            ("14 Mar 2022", "2022-03-14..2022-03-15"),
            ("2022/03/14", "2022-03-14..2022-03-15"),
        ] {
            assert_eq!(resolved(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "",
            "..",
            "soon",
            "0d",
            "d",
            "-1d",
            "99999d",
            "2022-13",
            "2023..2022",
            "p",
            ">9999",
            "é",
        ] {
            assert!(DateRange::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_search_at_the_end_of_time_is_an_open_range() {
        for text in ["65535y", "last year", "today"] {
            let range = DateRange::read(text).unwrap();
            range.bounds(i64::MAX, &Zone::default());
            range.bounds(i64::MIN, &Zone::default());
        }
    }

    #[test]
    fn a_window_lies_on_both_sides_of_its_date() {
        let around = |text: &str, days| DateRange::around(text.parse().unwrap(), days).to_string();
        assert_eq!(around("2022-03-16", 7), "2022-03-09..2022-03-23");
        assert_eq!(around("2022-03", 1), "2022-02-28..2022-04-01");
        assert_eq!(around("2022-03-16", 0), "2022-03-16");
        assert_eq!(around("0001-01-01", 7), "..0001-01-08");
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let zone: Zone = "+14:00".parse().unwrap();
        // 10:20 in UTC is the next day's 00:20 there.
        for (text, expected) in [
            ("today", "2022-03-16..2022-03-17"),
            ("2022-03-16", "2022-03-16..2022-03-17"),
            ("this week", "2022-03-14..2022-03-21"),
            ("2022-03-16T00:00:00+14:00..", "2022-03-16.."),
        ] {
            let (from, to) = DateRange::read(text).unwrap().bounds(NOW, &zone);
            let show = |end: Option<Bound>| {
                end.map_or_else(String::new, |end| {
                    assert_eq!(end.moment + 14 * 3600, end.civil, "{text}");
                    Date::from_seconds(end.civil).unwrap().to_string()
                })
            };
            let shown = format!("{}..{}", show(from), show(to)).replace("T00:00:00Z", "");
            assert_eq!(shown, expected, "{text}");
        }
    }
}
