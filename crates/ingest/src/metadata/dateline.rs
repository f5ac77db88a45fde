//! Where an article was filed from, as its first paragraph says: `KYIV, Ukraine (AP) — `.

use crate::dates;

/// What parts the dateline from the text.
const DASHES: &[&str] = &[" — ", " – ", " - ", " -- ", "— ", "-- ", "– "];

/// A longer beginning is a sentence with a dash in it.
const LONGEST_BYTES: usize = 100;

/// Words in capitals before a dash that are no place.
#[rustfmt::skip]
const NO_PLACES: &[&str] = &[
    "FILE", "WATCH", "UPDATE", "UPDATED", "BREAKING", "EXCLUSIVE", "OPINION", "ANALYSIS", "LIVE", "VIDEO", "PHOTOS", "REVIEW", "CORRECTION", "NOTE",
    "SPOILER", "WARNING", "EDITORIAL", "FACTBOX", "TIMELINE", "EXPLAINER", "INTERVIEW", "READ", "MORE",
];

/// The place and the agency of a dateline, and how many bytes of the paragraph it takes; the text stays whole.
///
/// A place stands in capitals (`LONDON, March 14 (Reuters) - `), or an agency in brackets follows it (`Berlin (dpa) - `).
pub(crate) fn dateline(paragraph: &str) -> Option<(String, Option<String>, usize)> {
    let (head, length) = head(paragraph)?;
    let (parts, agency) = parts(head);
    let town = parts.first()?;
    let is_place = is_in_capitals(town) || (agency.is_some() && is_capitalised(town));
    let is_known = parts.len() <= 3 && parts.iter().all(|part| is_capitalised(part));
    if !is_place
        || !is_known
        || town
            .split_whitespace()
            .any(|word| NO_PLACES.contains(&word))
    {
        return None;
    }
    Some((parts.join(", "), agency.map(str::to_owned), length))
}

/// The place and the agency of a dateline that stands alone, as agencies mark it up: `KYIV, March 14 (AP) -`.
pub(crate) fn filed(dateline: &str) -> Option<(String, Option<String>)> {
    let head = dateline.trim_end_matches(|c: char| c.is_whitespace() || "-–—_".contains(c));
    let (parts, agency) = parts(head);
    (!parts.is_empty()).then(|| (parts.join(", "), agency.map(str::to_owned)))
}

/// The names of the place without the day, and the agency in the bracket behind them.
fn parts(head: &str) -> (Vec<&str>, Option<&str>) {
    let (places, bracket) = split_bracket(head.trim());
    let parts = places.split(',').map(str::trim);
    let parts = parts.filter(|part| !part.is_empty() && !is_day(part));
    (parts.collect(), bracket.filter(|text| is_agency(text)))
}

/// The text before the first dash, and where the text after it begins.
fn head(paragraph: &str) -> Option<(&str, usize)> {
    let start = &paragraph[..paragraph.floor_char_boundary(LONGEST_BYTES)];
    let (at, dash) = DASHES
        .iter()
        .filter_map(|dash| start.find(dash).map(|at| (at, dash)))
        .min_by_key(|(at, dash)| (*at, std::cmp::Reverse(dash.len())))?;
    Some((start[..at].trim(), at + dash.len()))
}

fn split_bracket(head: &str) -> (&str, Option<&str>) {
    match head.strip_suffix(')').and_then(|open| open.split_once('(')) {
        Some((places, bracket)) => (places.trim(), Some(bracket.trim())),
        None => (head, None),
    }
}

/// One to three words with a capital, and no day: `(Aug. 13)` is none.
fn is_agency(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=3).contains(&words)
        && text.starts_with(char::is_alphabetic)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// `March 14`, `Aug. 13`, `14. März`: a day of some year.
fn is_day(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    has_digit && (dates::parse(text).is_some() || dates::parse(&format!("{text} 2000")).is_some())
}

fn is_in_capitals(town: &str) -> bool {
    let letters = town.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        && !town.contains(char::is_lowercase)
        && town.contains(char::is_uppercase)
        && is_capitalised(town)
}

/// At most four words, letters only, the first with a capital.
fn is_capitalised(text: &str) -> bool {
    let fits = |c: char| {
        c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-' | '/')
    };
    text.starts_with(char::is_uppercase)
        && text.chars().all(fits)
        && text.split_whitespace().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_tells_place_and_agency() {
        for (paragraph, place, agency) in [
            (
                "KYIV, Ukraine (AP) — Trains left at dawn.",
                "KYIV, Ukraine",
                Some("AP"),
            ),
            (
                "LONDON, March 14 (Reuters) - Grain rose.",
                "LONDON",
                Some("Reuters"),
            ),
            (
                "WASHINGTON (Aug. 13) -- The ferry sank.",
                "WASHINGTON",
                None,
            ),
            ("ST. LOUIS — The river rose.", "ST. LOUIS", None),
            (
                "Berlin (dpa) - Die Fähre fährt wieder.",
                "Berlin",
                Some("dpa"),
            ),
            (
                "КИЇВ (Укрінформ) — Потяги вирушили.",
                "КИЇВ",
                Some("Укрінформ"),
            ),
        ] {
            let (found_place, found_agency, length) = dateline(paragraph).expect(paragraph);
            assert_eq!(
                (found_place.as_str(), found_agency.as_deref()),
                (place, agency)
            );
            assert!(
                paragraph[length..].starts_with(char::is_uppercase),
                "{paragraph}"
            );
        }
    }

    #[test]
    fn a_dateline_that_stands_alone_needs_no_capitals() {
        for (dateline, place, agency) in [
            ("KYIV, Ukraine (AP) —", "KYIV, Ukraine", Some("AP")),
            ("Sundhaven, March 14 - ", "Sundhaven", None),
            ("Sundhaven, Norland", "Sundhaven, Norland", None),
        ] {
            let expected = (place.to_owned(), agency.map(str::to_owned));
            assert_eq!(filed(dateline), Some(expected), "{dateline}");
        }
        assert_eq!(filed(" - "), None);
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        for paragraph in [
            "FILE - A ferry leaves the harbour.",
            "The mayor — who had been away — came back.",
            "NATO and the EU said on Monday that talks - if any - would be held.",
            "Ada Moor - the mayor - came back.",
            "No dash at all.",
            "",
        ] {
            assert_eq!(dateline(paragraph), None, "{paragraph}");
        }
    }
}
