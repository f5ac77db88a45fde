//! Dates in words: `march 2022`, `14 mar 2022`, `March 14, 2022`.

use crate::article::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Letters that name a month at least: `mar` and `may` differ in the third.
const SHORTEST_NAME: usize = 3;

/// Reads a month of a year or a day in lower-case words.
pub(super) fn read(text: &str) -> Option<Date> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [name, year] => Date::from_month(year_of(year)?, month(name)?).ok(),
        [a, b, year] => {
            let (day, name) = if month(a).is_some() { (b, a) } else { (a, b) };
            Date::from_day(year_of(year)?, month(name)?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

fn month(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.');
    let is_named = |month: &&str| name.len() >= SHORTEST_NAME && month.starts_with(name);
    let at = MONTHS.iter().position(is_named)?;
    i8::try_from(at + 1).ok()
}

fn year_of(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.len() == 4)
}
