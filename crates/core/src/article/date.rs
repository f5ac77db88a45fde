//! A date that knows how exactly it is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan, Zoned};
use serde::{Deserialize, Serialize};

/// How exactly a [`Date`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// Only the year.
    Year,
    /// The year and the month.
    Month,
    /// The day.
    Day,
    /// A moment, with its offset from UTC.
    Instant,
}

/// A date of known precision: `2022`, `2022-03`, `2022-03-14`, or a moment with its zone, `2022-03-14T09:30:00+02:00`.
///
/// A date is an interval of time: a year runs from its first second to its last. Two dates compare by where they
/// begin. A day without a zone is a day in UTC. Years from 1 to 9999 can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    local: civil::DateTime,
    offset: Offset,
    precision: Precision,
}

/// The text is not a date, or no such day exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date: write 2022, 2022-03, 2022-03-14 or 2022-03-14T09:30:00+02:00")]
pub struct DateError(String);

impl Date {
    /// A year.
    ///
    /// # Errors
    /// The year is not within 1 to 9999.
    pub fn from_year(year: i16) -> Result<Self, DateError> {
        Self::civil(year, 1, 1, Precision::Year)
    }

    /// A month, counted from 1.
    ///
    /// # Errors
    /// There is no such month.
    pub fn from_month(year: i16, month: i8) -> Result<Self, DateError> {
        Self::civil(year, month, 1, Precision::Month)
    }

    /// A day; month and day are counted from 1.
    ///
    /// # Errors
    /// There is no such day.
    pub fn from_day(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        Self::civil(year, month, day, Precision::Day)
    }

    /// The moment so many seconds after 1970 UTC.
    ///
    /// # Errors
    /// The moment is not within the years 1 to 9999.
    pub fn from_seconds(seconds: i64) -> Result<Self, DateError> {
        let refuse = |_| DateError(seconds.to_string());
        let moment = Timestamp::from_second(seconds).map_err(refuse)?;
        Self::moment(Offset::UTC.to_datetime(moment), Offset::UTC, &seconds)
    }

    fn civil(year: i16, month: i8, day: i8, precision: Precision) -> Result<Self, DateError> {
        let refuse = || DateError(format!("{year:04}-{month:02}-{day:02}"));
        let date = civil::Date::new(year, month, day).map_err(|_| refuse())?;
        if year < 1 {
            return Err(refuse());
        }
        Ok(Self {
            local: date.at(0, 0, 0, 0),
            offset: Offset::UTC,
            precision,
        })
    }

    fn moment(
        local: civil::DateTime,
        offset: Offset,
        said: &dyn fmt::Display,
    ) -> Result<Self, DateError> {
        let local = local
            .with()
            .subsec_nanosecond(0)
            .build()
            .map_err(|_| DateError(said.to_string()))?;
        if local.year() < 1 || offset.to_timestamp(local).is_err() {
            return Err(DateError(said.to_string()));
        }
        Ok(Self {
            local,
            offset,
            precision: Precision::Instant,
        })
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The year, 1 to 9999, in the date's own zone.
    pub fn year(&self) -> i16 {
        self.local.year()
    }

    /// The month, 1 to 12; 1 where only the year is known.
    pub fn month(&self) -> i8 {
        self.local.month()
    }

    /// The day of the month, 1 to 31; 1 where only the month is known.
    pub fn day(&self) -> i8 {
        self.local.day()
    }

    /// The first second of the interval, counted from 1970 UTC.
    pub fn start_seconds(&self) -> i64 {
        self.seconds_of(self.local)
    }

    /// The first second after the interval, counted from 1970 UTC.
    pub fn end_seconds(&self) -> i64 {
        let span = match self.precision {
            Precision::Year => 1.year(),
            Precision::Month => 1.month(),
            Precision::Day => 1.day(),
            Precision::Instant => 1.second(),
        };
        self.local
            .checked_add(span)
            .map_or(i64::MAX, |end| self.seconds_of(end))
    }

    fn seconds_of(&self, local: civil::DateTime) -> i64 {
        self.offset
            .to_timestamp(local)
            .map_or(i64::MAX, Timestamp::as_second)
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, and RFC 3339 moments with `T` or a space; a moment without a zone is
    /// taken as UTC.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let refuse = || DateError(text.to_owned());
        let text = text.trim();
        if text.len() > 10 {
            return parse_moment(text);
        }
        let numbers: Vec<i16> = text
            .split('-')
            .map(|part| part.parse().map_err(|_| refuse()))
            .collect::<Result<_, _>>()?;
        let widths: Vec<usize> = text.split('-').map(str::len).collect();
        let small = |number: i16| i8::try_from(number).map_err(|_| refuse());
        match (numbers.as_slice(), widths.as_slice()) {
            ([year], [4]) => Self::from_year(*year),
            ([year, month], [4, 2]) => Self::from_month(*year, small(*month)?),
            ([year, month, day], [4, 2, 2]) => Self::from_day(*year, small(*month)?, small(*day)?),
            _ => Err(refuse()),
        }
    }
}

fn parse_moment(text: &str) -> Result<Date, DateError> {
    let refuse = || DateError(text.to_owned());
    let parser = jiff::fmt::temporal::DateTimeParser::new();
    let pieces = parser.parse_pieces(text).map_err(|_| refuse())?;
    // A name needs the database of zones, which is a walk through some twenty folders; hardly a date has one.
    if pieces.time_zone_annotation().is_some()
        && let Ok(zoned) = text.parse::<Zoned>()
    {
        return Date::moment(zoned.datetime(), zoned.offset(), &text);
    }
    let local = pieces.date().to_datetime(pieces.time().ok_or_else(refuse)?);
    let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
    Date::moment(local, offset, &text)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Instant => {
                write!(f, "{}", self.local.strftime("%Y-%m-%dT%H:%M:%S"))?;
                match self.offset.seconds() {
                    0 => f.write_str("Z"),
                    seconds => {
                        let sign = if seconds < 0 { '-' } else { '+' };
                        let minutes = seconds.abs() / 60;
                        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                    }
                }
            }
        }
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |date: &Self| (date.start_seconds(), date.precision, date.offset.seconds());
        key(self).cmp(&key(other))
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_as_it_was_known() {
        for text in [
            "2022",
            "2022-03",
            "2022-03-14",
            "2022-03-14T09:30:00Z",
            "2022-03-14T09:30:00+02:00",
            "1899-12-31T23:59:59-05:30",
        ] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_impossible_date_is_refused() {
        for text in [
            "2022-02-30",
            "2022-13",
            "22",
            "2022-3-1",
            "",
            "soon",
            "0000",
            "2022-03-14T25:00:00Z",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_without_a_zone_is_utc_and_fractions_are_dropped() {
        let date: Date = "2022-03-14 09:30:00.75".parse().unwrap();
        assert_eq!(date.to_string(), "2022-03-14T09:30:00Z");
    }

    #[test]
    fn a_date_is_an_interval() {
        let seconds = |text: &str| text.parse::<Date>().unwrap().start_seconds();
        let month: Date = "2022-03".parse().unwrap();
        assert_eq!(month.start_seconds(), seconds("2022-03-01"));
        assert_eq!(month.end_seconds(), seconds("2022-04-01"));
        assert_eq!(seconds("2022-03-14T02:00:00+02:00"), seconds("2022-03-14"));
    }
}
