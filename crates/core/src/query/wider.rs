//! A wider range of dates, for who finds too little in one.

use super::moment::{DateRange, DateUnit};
use crate::article::{Date, Precision};

impl DateRange {
    /// The next wider range that a person would name: the month of a day, the year of a month, the years around a year, as much
    /// again on both sides of a range, the last week for today. `None` where an end is open: that is wide already.
    pub(crate) fn wider(&self) -> Option<Self> {
        match *self {
            Self::Between {
                from: Some(from),
                to: Some(to),
            } if from == to => around_one(from),
            Self::Between {
                from: Some(from),
                to: Some(to),
            } => around(from, to),
            Self::Between { .. } => None,
            Self::Last { count, unit } => Some(Self::Last {
                count: count.saturating_mul(4),
                unit,
            }),
            Self::Whole { unit, .. } => {
                let (count, unit) = match unit {
                    DateUnit::Day => (7, DateUnit::Day),
                    DateUnit::Week => (1, DateUnit::Month),
                    DateUnit::Month => (3, DateUnit::Month),
                    DateUnit::Year => (3, DateUnit::Year),
                };
                Some(Self::Last { count, unit })
            }
        }
    }
}

fn around_one(date: Date) -> Option<DateRange> {
    let whole = |date| DateRange::Between {
        from: Some(date),
        to: Some(date),
    };
    match date.precision() {
        Precision::Instant => Date::from_day(date.year(), date.month(), date.day())
            .ok()
            .map(whole),
        Precision::Day => Date::from_month(date.year(), date.month()).ok().map(whole),
        Precision::Month => Date::from_year(date.year()).ok().map(whole),
        Precision::Year => Some(DateRange::Between {
            from: Date::from_year(date.year() - 1).ok(),
            to: Date::from_year(date.year() + 1).ok(),
        }),
    }
}

fn around(from: Date, to: Date) -> Option<DateRange> {
    let length = to.end_seconds().checked_sub(from.start_seconds())?;
    let day_of = |second: i64| {
        let date = Date::from_seconds(second).ok()?;
        Date::from_day(date.year(), date.month(), date.day()).ok()
    };
    Some(DateRange::Between {
        from: Some(day_of(from.start_seconds() - length)?),
        to: Some(day_of(to.end_seconds() - 1 + length)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_widened_as_a_person_would() {
        for (range, wider) in [
            ("2022-03-14", Some("2022-03")),
            ("2022-03", Some("2022")),
            ("2022", Some("2021..2023")),
            ("2022-03-13..2022-03-20", Some("2022-03-05..2022-03-28")),
            ("7d", Some("28d")),
            ("today", Some("7d")),
            ("last week", Some("1m")),
            (">=2022", None),
            ("0001", Some("..0002")),
        ] {
            let read = DateRange::read(range).expect(range);
            let shown = read.wider().map(|wider| wider.to_string());
            assert_eq!(shown.as_deref(), wider, "{range}");
        }
    }
}
