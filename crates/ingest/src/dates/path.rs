//! The date in the name of a file, a folder or an address: `2022/03/14`, `2022-03-14-slug.md`, `20220314`.

use fiche::Date;

use super::tokens::{self, Token};
use super::{YEARS, calendar, names};

/// The date that the path states: a day, or the month where a folder `2022/03/` says no more.
///
/// A date nearer to the file's own name is taken before one in a folder above. Numbers run together with others (an
/// article's number, `1202203145`) are no date.
pub(crate) fn in_path(path: &str) -> Option<Date> {
    let tokens = tokens::split(path);
    let date = |read: fn(&[Token]) -> Option<Date>| {
        (0..tokens.len())
            .rev()
            .filter(|&at| at == 0 || !matches!(tokens[at - 1], Token::Mark('.')))
            .find_map(|at| read(&tokens[at..]).filter(|date| YEARS.contains(&date.year())))
    };
    date(day).or_else(|| date(month))
}

fn day(tokens: &[Token]) -> Option<Date> {
    match tokens {
        [Token::Number { value, digits: 8 }, ..] => calendar::compact(&value.to_string()),
        [year, first, month, second, day, ..] if first == second && is_mark(first) => {
            let day = i8::try_from(day.number_up_to(2)?).ok()?;
            Date::from_day(year.year()?, month_of(month)?, day).ok()
        }
        _ => None,
    }
}

/// Two folders, `2022/03/` or `2022/mar/`.
fn month(tokens: &[Token]) -> Option<Date> {
    match tokens {
        [year, first, month, second, ..] if first.is('/') && second.is('/') => {
            Date::from_month(year.year()?, month_of(month)?).ok()
        }
        _ => None,
    }
}

fn month_of(token: &Token) -> Option<i8> {
    match token {
        Token::Number {
            value,
            digits: 1 | 2,
        } => i8::try_from(*value).ok(),
        Token::Word(name) => names::month(name),
        _ => None,
    }
}

fn is_mark(token: &Token) -> bool {
    ['/', '-', '_', '.'].iter().any(|&mark| token.is(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_its_date() {
        for (path, date) in [
            ("2022/03/14/talks.html", "2022-03-14"),
            ("posts/2022-03-14-talks.md", "2022-03-14"),
            ("talks_20220314.txt", "2022-03-14"),
            ("https://post.example/2022/mar/14/talks", "2022-03-14"),
            ("2022/3/talks.html", "2022-03"),
            ("2021/12/2022-03-14.md", "2022-03-14"),
        ] {
            let read = in_path(path).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(date), "{path}");
        }
    }

    #[test]
    fn other_numbers_are_no_date() {
        for path in [
            "article-12022031455.html",
            "99991231.html",
            "2022-13-40.txt",
            "talks-2022.txt",
            "v1.2022.03.14",
            "",
        ] {
            assert_eq!(in_path(path), None, "{path}");
        }
    }
}
