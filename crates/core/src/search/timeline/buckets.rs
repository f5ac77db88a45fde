//! Days to buckets.

use std::collections::BTreeMap;

use super::days::{DAY_SECONDS, Days};
use super::{Bucket, By};
use crate::article::Date;

/// The longest stretch that is shown by the day, by the week and by the month, in days: at most 31, 31 and 60 bars, what a
/// terminal shows at once.
const LONGEST: [(By, i64); 3] = [(By::Day, 31), (By::Week, 31 * 7), (By::Month, 5 * 366)];

/// One in so many articles at each end does not decide how long the stretch is: a single wrong date would stretch it over
/// centuries.
const OUTLIER_ONE_IN: u64 = 100;

/// The bucket length that makes a chart to be taken in at a glance.
pub(super) fn readable(days: &Days) -> By {
    let mut all: BTreeMap<i64, u64> = days.of_day.clone();
    for (day, count) in days.of_month.iter().chain(&days.of_year) {
        *all.entry(*day).or_default() += count;
    }
    let length = stretch(&all);
    let known = LONGEST.iter().find(|(_, longest)| length <= *longest);
    let by = known.map_or(By::Year, |(by, _)| *by);
    // Where no day is known, a chart of days would be empty.
    match by {
        By::Day | By::Week if days.of_day.is_empty() && !days.of_month.is_empty() => By::Month,
        _ if days.of_day.is_empty() && days.of_month.is_empty() && !days.of_year.is_empty() => {
            By::Year
        }
        by => by,
    }
}

/// Days from the first article to the last, outliers left out.
fn stretch(all: &BTreeMap<i64, u64>) -> i64 {
    let outliers = all.values().sum::<u64>() / OUTLIER_ONE_IN;
    let past_outliers = |mut entries: Box<dyn Iterator<Item = (&i64, &u64)> + '_>| {
        let mut seen = 0;
        let found = entries.find(|(_, count)| {
            seen += **count;
            seen > outliers
        });
        found.map_or(0, |(day, _)| *day)
    };
    let first = past_outliers(Box::new(all.iter()));
    let last = past_outliers(Box::new(all.iter().rev()));
    (last - first + 1).max(0)
}

/// The buckets that hold an article, and how many articles are less exactly dated than a bucket.
pub(super) fn fill(days: &Days, by: By) -> (Vec<Bucket>, u64) {
    let mut buckets: BTreeMap<Date, u64> = BTreeMap::new();
    let mut imprecise = 0;
    for (known, is_exact) in [
        (&days.of_day, true),
        (&days.of_month, matches!(by, By::Month | By::Year)),
        (&days.of_year, matches!(by, By::Year)),
    ] {
        for (day, count) in known {
            match start(*day, by).filter(|_| is_exact) {
                Some(start) => *buckets.entry(start).or_default() += count,
                None => imprecise += count,
            }
        }
    }
    let buckets = buckets.into_iter();
    let buckets = buckets.map(|(start, count)| Bucket { start, count });
    (buckets.collect(), imprecise)
}

/// The beginning of the bucket that a day falls into.
fn start(day: i64, by: By) -> Option<Date> {
    let day = match by {
        // 1970 began on a Thursday, three days after a Monday.
        By::Week => day - (day + 3).rem_euclid(7),
        _ => day,
    };
    let date = date_of(day)?;
    match by {
        By::Month => Date::from_month(date.year(), date.month()).ok(),
        By::Year => Date::from_year(date.year()).ok(),
        By::Day | By::Week | By::Auto => Some(date),
    }
}

/// The date of a day counted from 1970.
pub(super) fn date_of(day: i64) -> Option<Date> {
    let date = Date::from_seconds(day.checked_mul(DAY_SECONDS)?).ok()?;
    Date::from_day(date.year(), date.month(), date.day()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        text.parse::<Date>().unwrap().start_seconds() / DAY_SECONDS
    }

    fn shown(days: &Days, by: By) -> String {
        let (buckets, imprecise) = fill(days, by);
        let shown = buckets
            .iter()
            .map(|it| format!("{} {}, ", it.start, it.count));
        format!("{}{imprecise} less exact", shown.collect::<String>())
    }

    #[test]
    fn an_article_is_counted_where_it_certainly_belongs() {
        let days = Days {
            of_day: [(day("2022-03-13"), 1), (day("2022-03-14"), 2)].into(),
            of_month: [(day("2022-03-01"), 4)].into(),
            of_year: [(day("2022-01-01"), 8)].into(),
            ..Days::default()
        };
        // The 14th was a Monday.
        assert_eq!(
            shown(&days, By::Day),
            "2022-03-13 1, 2022-03-14 2, 12 less exact"
        );
        assert_eq!(
            shown(&days, By::Week),
            "2022-03-07 1, 2022-03-14 2, 12 less exact"
        );
        assert_eq!(shown(&days, By::Month), "2022-03 7, 8 less exact");
        assert_eq!(shown(&days, By::Year), "2022 15, 0 less exact");
    }

    #[test]
    fn the_length_of_buckets_fits_the_stretch() {
        let span = |first: &str, last: &str| Days {
            of_day: [(day(first), 60), (day(last), 60)].into(),
            ..Days::default()
        };
        assert_eq!(readable(&span("2022-03-01", "2022-03-31")), By::Day);
        assert_eq!(readable(&span("2022-03-01", "2022-06-30")), By::Week);
        assert_eq!(readable(&span("2022-03-01", "2024-06-30")), By::Month);
        assert_eq!(readable(&span("1950-03-01", "2024-06-30")), By::Year);
        assert_eq!(readable(&Days::default()), By::Day);
    }

    #[test]
    fn a_single_wrong_date_does_not_stretch_the_chart() {
        let mut days = Days::default();
        days.of_day.insert(day("1601-01-01"), 1);
        days.of_day.insert(day("2022-03-01"), 60);
        days.of_day.insert(day("2022-03-20"), 60);
        assert_eq!(readable(&days), By::Day);
    }
}
