//! Dates as pages, headers, front matter and file names write them, read to a [`fiche::Date`].
//!
//! Nobody writes dates one way, so the text is cut into numbers, words and marks ([`tokens`]), the time of day and its
//! zone are taken out ([`clock`]), and what is left must name one day, month or year ([`calendar`]). Names of months and
//! zones are tables ([`names`]). A date that could be two days (`03/04/2022`) or none (`31 June`) is refused: no date is
//! better than a wrong one, because people filter by it.

mod calendar;
mod clock;
mod names;
mod path;
mod tokens;

use std::time::{SystemTime, UNIX_EPOCH};

use fiche::{Date, Precision};

pub(crate) use path::in_path;

/// Longer text is prose that mentions a date, not a date.
const LONGEST_BYTES: usize = 120;

/// Before the first newspaper, or far from now, a number is not the year of an article.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// 2025: a machine whose clock says less has lost it.
const CLOCK_IS_SET_FROM: i64 = 1_735_689_600;

/// Two days: it is tomorrow already in the east, and clocks and zones are written down wrongly.
const SLACK_SECONDS: i64 = 2 * 24 * 3600;

/// Seconds since 1970 are written with ten digits since 2001.
const EPOCH_DIGITS: usize = 10;

/// The date that the text states, as exactly as it states it.
///
/// Understood: RFC 3339, 2822 and 850, `asctime`, seconds or milliseconds since 1970, `20220314`, and days written
/// in words or numbers with or without a time: `14 March 2022`, `Monday, March 14, 2022 9:30 am EST`, `14.03.2022`,
/// `14. März 2022, 09:30 Uhr`, `14 березня 2022`, `2022年3月14日`, and `D:20220314093000+01'00'`, as PDFs have it. A time in a zone that is not known to the minute (`ET`
/// is two zones) is left out and the day kept; a time without a zone is taken as UTC.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let date = text
        .parse()
        .ok()
        .or_else(|| digits(text))
        .or_else(|| stamp(text))
        .or_else(|| loose(text))?;
    YEARS.contains(&date.year()).then_some(date)
}

/// Whether a date is still to come, everywhere: articles are not published then, and what says so is a mistake or the
/// date of an event. Where the clock itself is wrong nothing is.
pub(crate) fn is_future(date: Date) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |since| since.as_secs().cast_signed());
    now > CLOCK_IS_SET_FROM && date.start_seconds() > now + SLACK_SECONDS
}

/// Whether the word is the name of a month.
pub(crate) fn is_month(word: &str) -> bool {
    names::month(word.trim_end_matches('.').to_lowercase().as_str()).is_some()
}

fn digits(text: &str) -> Option<Date> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 => calendar::compact(text),
        14 => moment(
            calendar::compact(&text[..8])?,
            &clock::Clock::compact(&text[8..])?,
        ),
        EPOCH_DIGITS => Date::from_seconds(text.parse().ok()?).ok(),
        13 => Date::from_seconds(text[..EPOCH_DIGITS].parse().ok()?).ok(),
        _ => None,
    }
}

/// The date of a PDF, of which everything behind the year can be left out.
fn stamp(text: &str) -> Option<Date> {
    let text = text.strip_prefix("D:")?;
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, zone) = text.split_at(end.unwrap_or(text.len()));
    let part = |from: usize| digits.get(from..from + 2).unwrap_or("00");
    let year = digits.get(..4)?;
    let day = match digits.len() {
        4 => year.to_owned(),
        6 => format!("{year}-{}", part(4)),
        _ => format!("{year}-{}-{}", part(4), part(6)),
    };
    if digits.len() < 10 {
        return day.parse().ok();
    }
    let mut offset = zone.split('\'');
    let zone = match (offset.next(), offset.next()) {
        (Some(hours), minutes) if hours.starts_with(['+', '-']) => {
            format!(
                "{hours}:{}",
                minutes.filter(|it| it.len() == 2).unwrap_or("00")
            )
        }
        _ => "Z".to_owned(),
    };
    let moment = format!("{day}T{}:{}:{}{zone}", part(8), part(10), part(12));
    moment.parse().or_else(|_| day.parse()).ok()
}

fn loose(text: &str) -> Option<Date> {
    let mut tokens = tokens::split(text);
    let clock = clock::take(&mut tokens);
    let date = calendar::find(&tokens)?;
    match clock {
        Some(clock) if date.precision() == Precision::Day => moment(date, &clock),
        _ => Some(date),
    }
}

/// The day at that time, or the day alone where the zone is not known.
fn moment(day: Date, clock: &clock::Clock) -> Option<Date> {
    match clock.offset() {
        Some(offset) => format!("{day}T{clock}{offset}").parse().ok(),
        None => Some(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_no_date_of_an_article() {
        for (text, expected) in [("2099-01-01", true), ("2100", true), ("2022-03-14", false)] {
            assert_eq!(is_future(parse(text).unwrap()), expected, "{text}");
        }
    }

    /// What is written, what is meant; an empty meaning is a refusal.
    const CASES: &[(&str, &str)] = &[
        ("2022", "2022"),
        ("2022-03", "2022-03"),
        ("2022-03-14", "2022-03-14"),
        ("2022-03-14T09:30:00+02:00", "2022-03-14T09:30:00+02:00"),
        ("2022-03-14T09:30:00.000+0200", "2022-03-14T09:30:00+02:00"),
        ("2022-03-14 09:30:00 +0200", "2022-03-14T09:30:00+02:00"),
        ("2022-03-14 09:30:00 UTC", "2022-03-14T09:30:00Z"),
        ("2022-03-14T09:30", "2022-03-14T09:30:00Z"),
        ("2022-3-4", "2022-03-04"),
        ("20220314", "2022-03-14"),
        ("20220314093000", "2022-03-14T09:30:00Z"),
        ("20220314T093000Z", "2022-03-14T09:30:00Z"),
        ("1647250200", "2022-03-14T09:30:00Z"),
        ("1647250200000", "2022-03-14T09:30:00Z"),
        (
            "Mon, 14 Mar 2022 09:30:00 +0200",
            "2022-03-14T09:30:00+02:00",
        ),
        ("Mon, 14 Mar 2022 09:30:00 GMT", "2022-03-14T09:30:00Z"),
        (
            "14 Mar 2022 09:30:00 -0500 (EST)",
            "2022-03-14T09:30:00-05:00",
        ),
        ("Monday, 14-Mar-22 09:30:00 GMT", "2022-03-14T09:30:00Z"),
        ("Mon Mar 14 09:30:00 2022", "2022-03-14T09:30:00Z"),
        ("Mon Mar 14 09:30:00 EST 2022", "2022-03-14T09:30:00-05:00"),
        ("14 March 2022", "2022-03-14"),
        ("14th of March, 2022", "2022-03-14"),
        ("March 2022", "2022-03"),
        ("March 14, 2022", "2022-03-14"),
        ("Published: Sept. 1, 2022", "2022-09-01"),
        ("March 14, 2022 9:30 am EST", "2022-03-14T09:30:00-05:00"),
        ("March 14, 2022 at 9:30 p.m.", "2022-03-14T21:30:00Z"),
        ("12 a.m. GMT, March 14, 2022", "2022-03-14T00:00:00Z"),
        ("March 14, 2022 9:30 am ET", "2022-03-14"),
        ("9:30 GMT+2, 14 March 2022", "2022-03-14T09:30:00+02:00"),
        ("14/Mar/2022", "2022-03-14"),
        ("2022 March 14", "2022-03-14"),
        ("14.03.2022", "2022-03-14"),
        ("14. 3. 2022", "2022-03-14"),
        ("14.03.2022, 09:30 Uhr", "2022-03-14T09:30:00Z"),
        ("14.03.2022 9.30 Uhr", "2022-03-14T09:30:00Z"),
        ("2022.03.14", "2022-03-14"),
        ("2022/03/14", "2022-03-14"),
        ("14/03/2022", "2022-03-14"),
        ("03/14/2022", "2022-03-14"),
        ("3/14/22", "2022-03-14"),
        ("03/03/2022", "2022-03-03"),
        ("14. März 2022", "2022-03-14"),
        ("14 mars 2022 à 09h30", "2022-03-14T09:30:00Z"),
        ("1er août 2022", "2022-08-01"),
        ("14 de marzo de 2022", "2022-03-14"),
        ("14 березня 2022 року", "2022-03-14"),
        ("14 марта 2022 г.", "2022-03-14"),
        ("14 marca 2022", "2022-03-14"),
        ("2022年3月14日", "2022-03-14"),
        ("2022年3月", "2022-03"),
        ("2022年3月14日 09:30", "2022-03-14T09:30:00Z"),
        ("2022년 3월 14일", "2022-03-14"),
        ("D:20220314093000+02'00'", "2022-03-14T09:30:00+02:00"),
        ("D:20220314093000-05'30", "2022-03-14T09:30:00-05:30"),
        ("D:20220314093000Z07'46'", "2022-03-14T09:30:00Z"),
        ("D:202203140930", "2022-03-14T09:30:00Z"),
        ("D:20220314", "2022-03-14"),
        ("D:202203", "2022-03"),
        ("D:20220314253000+02'00'", "2022-03-14"),
        ("D:20221314", ""),
        ("D:", ""),
        ("03/04/2022", ""),
        ("03-04-2022", ""),
        ("31 June 2022", ""),
        ("31.06.2022", ""),
        ("14 March", ""),
        ("March 14", ""),
        ("3 hours ago", ""),
        ("yesterday", ""),
        ("", ""),
        ("0815", ""),
        ("20221314", ""),
        ("March 14, 2022 25:00", "2022-03-14"),
        ("14 March 20222", ""),
    ];

    #[test]
    fn a_date_is_read_as_exactly_as_it_is_written() {
        for (written, meant) in CASES {
            let read = parse(written).map_or(String::new(), |date| date.to_string());
            assert_eq!(read, *meant, "{written}");
        }
    }

    #[test]
    fn prose_that_mentions_a_date_is_not_a_date() {
        let prose = "The council, which last met on 14 March 2022, said on the following day that it would meet no \
                     more before the summer of the year.";
        assert_eq!(parse(prose), None);
    }
}
