//! The day, month or year that the tokens of a date name.

use fiche::Date;

use super::names;
use super::tokens::Token;

/// Words and marks that may stand between the day, the month and the year.
#[rustfmt::skip]
const BETWEEN: &[&str] = &["st", "nd", "rd", "th", "er", "of", "the", "de", "del", "den", "do", "го", "e"];

/// Years of two digits, as RFC 850 writes them: 70–99 are of the last century.
const FIRST_SHORT_YEAR: i16 = 70;

/// `20220314`.
pub(super) fn compact(digits: &str) -> Option<Date> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    day(
        number(0, 4)?,
        u32::try_from(number(4, 6)?).ok()?,
        u32::try_from(number(6, 8)?).ok()?,
    )
}

/// The date that the tokens name, in words or in numbers.
pub(super) fn find(tokens: &[Token]) -> Option<Date> {
    (0..tokens.len())
        .find_map(|at| in_words(tokens, at))
        .or_else(|| (0..tokens.len()).find_map(|at| in_east_asian(&tokens[at..])))
        .or_else(|| (0..tokens.len()).find_map(|at| in_numbers(&tokens[at..])))
}

/// A date around a month's name: `14 March 2022`, `March 14, 2022`, `2022 March 14`, `March 2022`.
fn in_words(tokens: &[Token], at: usize) -> Option<Date> {
    let month = u32::from(names::month(tokens[at].word()?)?.unsigned_abs());
    let mut before = tokens[..at].iter().rev().filter(|token| is_meaning(token));
    let mut after = tokens[at + 1..].iter().filter(|token| is_meaning(token));
    let (before, first, second) = (before.next(), after.next(), after.next());
    if let Some(number) = before.and_then(|token| token.number_up_to(2)) {
        return day(
            year_after(first).or_else(|| only_year(tokens))?,
            month,
            number,
        );
    }
    if let Some(year) = first.and_then(Token::year) {
        return Date::from_month(year, i8::try_from(month).ok()?).ok();
    }
    let number = first?.number_up_to(2)?;
    let year = second
        .and_then(Token::year)
        .or_else(|| before.and_then(Token::year))
        .or_else(|| only_year(tokens))?;
    day(year, month, number)
}

/// Whether the token says something: it is not a filler between the parts of a date.
fn is_meaning(token: &Token) -> bool {
    match token {
        Token::Number { .. } => true,
        Token::Word(word) => !BETWEEN.contains(&word.as_str()),
        Token::Mark(_) => false,
    }
}

fn year_after(token: Option<&Token>) -> Option<i16> {
    let token = token?;
    token.year().or_else(|| short_year(token))
}

fn short_year(token: &Token) -> Option<i16> {
    let Token::Number { value, digits: 2 } = token else {
        return None;
    };
    let year = i16::try_from(*value).ok()?;
    Some(year + if year < FIRST_SHORT_YEAR { 2000 } else { 1900 })
}

/// The year that stands elsewhere in the text, as `asctime` puts it, if there is one year only.
fn only_year(tokens: &[Token]) -> Option<i16> {
    let mut years = tokens.iter().filter_map(Token::year);
    years.next().filter(|_| years.next().is_none())
}

/// `2022年3月14日`, `2022年3月`, `2022년 3월 14일`.
fn in_east_asian(tokens: &[Token]) -> Option<Date> {
    let marked = |at: usize, marks: [&str; 2]| {
        let word = tokens.get(at)?.word()?;
        marks
            .iter()
            .any(|mark| word.starts_with(mark))
            .then_some(())
    };
    let year = tokens.first()?.year()?;
    marked(1, ["年", "년"])?;
    let month = tokens.get(2)?.number_up_to(2)?;
    marked(3, ["月", "월"])?;
    match tokens.get(4).and_then(|token| token.number_up_to(2)) {
        Some(number) => day(year, month, number),
        None => Date::from_month(year, i8::try_from(month).ok()?).ok(),
    }
}

/// Three numbers with one mark between them: `2022-3-14`, `14.03.2022`, `3/14/2022`.
fn in_numbers(tokens: &[Token]) -> Option<Date> {
    let [first, mark, second, other_mark, third, ..] = tokens else {
        return None;
    };
    if mark != other_mark {
        return None;
    }
    let Token::Mark(mark @ ('.' | '/' | '-')) = mark else {
        return None;
    };
    let middle = second.number_up_to(2)?;
    if let Some(year) = first.year() {
        return day(year, middle, third.number_up_to(2)?);
    }
    let start = first.number_up_to(2)?;
    let year = third
        .year()
        .or_else(|| short_year(third).filter(|_| *mark == '/'))?;
    if *mark == '.' {
        return day(year, middle, start);
    }
    day_in_either_order(year, start, middle)
}

/// `3/4/2022` is a day in April in London and in March in New York; only a number above 12 tells which.
fn day_in_either_order(year: i16, first: u32, second: u32) -> Option<Date> {
    match (first, second) {
        (first, 13..) => day(year, first, second),
        (13.., second) => day(year, second, first),
        _ if first == second => day(year, first, second),
        _ => None,
    }
}

fn day(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::from_day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
