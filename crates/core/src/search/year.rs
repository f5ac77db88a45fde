//! The year of a second, without a calendar: facets ask it of every article.

use std::sync::LazyLock;

use jiff::civil;
use jiff::tz::Offset;

/// The last year that a date can be of.
pub(super) const LAST: u16 = 9999;

/// Where each year begins in UTC, in seconds since 1970; the place is the year.
static BEGINNINGS: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let beginning = |year: u16| {
        let day = civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        let first = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        Some(first.as_second())
    };
    (0..=LAST)
        .map(|year| beginning(year).unwrap_or(i64::MAX))
        .collect()
});

/// Mean length of a year of the Gregorian calendar: 365.2425 days.
const MEAN_SECONDS: i64 = 31_556_952;

/// The year of a second since 1970 UTC, from 0 to [`LAST`].
pub(super) fn of(second: i64) -> u16 {
    let guess = second.div_euclid(MEAN_SECONDS) + 1970;
    let mut year = guess.clamp(0, i64::from(LAST)) as usize;
    // The guess is off by one near the turn of a year.
    while year > 0 && BEGINNINGS[year] > second {
        year -= 1;
    }
    while year < usize::from(LAST) && BEGINNINGS[year + 1] <= second {
        year += 1;
    }
    year as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Date;

    #[test]
    fn the_year_is_that_of_the_calendar() {
        for year in [1, 4, 1600, 1899, 1900, 1970, 2000, 2022, 2024, 9999] {
            let date = Date::from_year(year).unwrap();
            let year = year.cast_unsigned();
            assert_eq!(of(date.start_seconds()), year);
            assert_eq!(of(date.end_seconds() - 1), year);
        }
        assert_eq!(of(i64::MIN), 0);
        assert_eq!(of(i64::MAX), LAST);
    }
}
