//! The people who signed an article, out of the text that names them.

mod words;

use super::fields::is_address;
use crate::dates;
use words::{BETWEEN, DEGREES, NO_NAMES, NOBODY, NOISE, OPENINGS, OUTLETS, PLACED, ROLES};

/// A longer line is a paragraph that begins with a word such as "by".
const LONGEST_BYLINE_CHARS: usize = 160;

/// `von`, `de`, `bin`: longer words of a name have capitals.
const LONGEST_PARTICLE_CHARS: usize = 3;

/// A longer name is none; "The Editorial Board of the Harbour Post" still is one.
const LONGEST_NAME_WORDS: usize = 8;

/// The names in a text that holds nothing else: `A, B and C`, `Doe, Jane; Roe, Rik`, `By Jane Doe`.
///
/// `Doe, Jane` is one person, written as `Jane Doe`; what a person is (`Staff Writer`), addresses and the names that
/// content systems make up are left out.
pub(crate) fn authors(text: &str) -> Vec<String> {
    let text = strip_opening(text.trim()).unwrap_or(text.trim());
    let mut names: Vec<String> = Vec::new();
    let parts = parts(text);
    let is_list = parts.len() > 1;
    for name in parts.iter().filter_map(|part| clean(part)) {
        // `Ada Moor, CNN`: the outlet signs behind its people.
        let is_company = is_one_word(&name) || name.split(' ').count() > 2;
        if is_list && is_company && is_outlet(&name) {
            continue;
        }
        let known = names
            .iter()
            .any(|other| other.to_lowercase() == name.to_lowercase());
        if !known {
            names.push(name);
        }
    }
    names
}

/// The names and the outlet of a byline, where the text is one: `By Jane Doe and John Smith in Kyiv`, `Jane Doe, BBC News`.
///
/// Without a word such as `By` only a name followed by an outlet is taken for a byline.
pub(crate) fn byline(text: &str) -> Option<(Vec<String>, Option<String>)> {
    let text = text.trim();
    if text.chars().count() > LONGEST_BYLINE_CHARS || text.ends_with(['.', '!', '?', '…']) {
        return None;
    }
    let opened = strip_opening(text);
    let signed = strip_tail(strip_date(opened.unwrap_or(text)));
    let (names, outlet) = split_outlet(signed);
    let names = match opened {
        Some(_) => without_place(names),
        None => names,
    };
    if opened.is_some() && is_named_outlet(names) {
        return Some((Vec::new(), Some(names.to_owned())));
    }
    if opened.is_none() && outlet.is_none() {
        return None;
    }
    let names = authors(names);
    let people = !names.is_empty() && names.iter().all(|name| looks_like_name(name));
    people.then_some((names, outlet))
}

/// The names in an element that is called a byline: as [`byline`], and where it holds nothing but names.
pub(crate) fn signature(text: &str) -> Vec<String> {
    if let Some((names, _)) = byline(text) {
        return names;
    }
    let opened = strip_opening(text.trim()).unwrap_or(text.trim());
    let first = opened
        .split(['|', '•', '·', '\n'])
        .next()
        .unwrap_or_default();
    let names = authors(strip_date(first));
    let is_name = |name: &String| {
        let is_no_name = |word: &str| {
            let is_particle = word.chars().count() <= LONGEST_PARTICLE_CHARS;
            NO_NAMES.contains(&word.to_lowercase().as_str())
                || (word.starts_with(char::is_lowercase) && !is_particle)
        };
        looks_like_name(name) && !name.split(' ').any(is_no_name)
    };
    if text.chars().count() <= LONGEST_BYLINE_CHARS && names.iter().all(is_name) {
        return names;
    }
    Vec::new()
}

/// The text after a word such as `By`.
fn strip_opening(text: &str) -> Option<&str> {
    let lower = text.get(..text.floor_char_boundary(32))?.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| {
        let ends_word =
            !opening.ends_with(char::is_alphabetic) || !opening.is_ascii() && is_han(opening);
        lower.strip_prefix(**opening).is_some_and(|after| {
            ends_word || after.starts_with(|c: char| c.is_whitespace() || c == ':')
        })
    })?;
    let rest = text
        .char_indices()
        .nth(opening.chars().count())
        .map_or("", |(at, _)| &text[at..]);
    Some(rest.trim_start_matches([':', ' ', '\u{a0}', '\t', '\n']))
}

fn is_han(word: &str) -> bool {
    word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The byline without the date behind it: `Ada Moor March 25, 2015`.
fn strip_date(text: &str) -> &str {
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else {
        return text;
    };
    let before = text[..digit].trim_end();
    let (names, word) = before.rsplit_once(' ').unwrap_or((before, ""));
    let names = if dates::is_month(word) { names } else { before };
    names.trim_end_matches([' ', ',', '|', '•', '·', '-', '–', '—', '('])
}

/// The byline without the place it was written in.
fn strip_tail(text: &str) -> &str {
    PLACED.iter().fold(text, |text, word| {
        let (names, place) = text.split_once(word).unwrap_or((text, ""));
        if place.starts_with(char::is_uppercase) {
            names
        } else {
            text
        }
    })
}

/// `Ada Moor, Kyiv`: a place in one word behind people in more.
fn without_place(text: &str) -> &str {
    let is_place = |(people, place): &(&str, &str)| {
        is_one_word(place) && !is_one_word(people) && place.trim().starts_with(char::is_uppercase)
    };
    let parted = text.rsplit_once(',').filter(is_place);
    parted.map_or(text, |(people, _)| people)
}

/// `Jane Doe, BBC News`, `Jane Doe for The Harbour Post`: the names, and the outlet.
fn split_outlet(text: &str) -> (&str, Option<String>) {
    let split = text
        .rsplit_once(" for ")
        .or_else(|| text.rsplit_once([',', '|', '/', '\n']));
    match split {
        Some((names, outlet)) if is_outlet(outlet) => (names, Some(outlet.trim().to_owned())),
        _ => (text, None),
    }
}

fn is_outlet(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split([' ', '\u{a0}', '\t', '\n', '-'])
        .any(|word| OUTLETS.contains(&word))
}

/// `The Associated Press`: no person is called The.
fn is_named_outlet(text: &str) -> bool {
    text.starts_with("The ") && is_outlet(text) && !text.contains(',')
}

/// The text cut where one name ends and the next begins.
fn parts(text: &str) -> Vec<String> {
    if ends_in_initial(text) {
        return vec![text.to_owned()];
    }
    let spaced = BETWEEN
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ";"));
    spaced.split(';').flat_map(split_commas).collect()
}

/// `Quay & c`: no person is called by one letter, so that both are one name.
fn ends_in_initial(text: &str) -> bool {
    let behind = text.split_once(" & ").map(|(_, behind)| behind.trim());
    behind.is_some_and(|name| name.is_ascii() && name.len() == 1)
}

/// `Doe, Jane` is one name and `Jane Doe, John Smith` are two: only single words are a surname and a first name.
fn split_commas(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [last, first]
            if is_one_word(last)
                && first.split_whitespace().count() <= 2
                && !is_role(first)
                && !is_outlet(first) =>
        {
            vec![format!("{first} {last}")]
        }
        _ => parts.into_iter().map(str::to_owned).collect(),
    }
}

fn is_one_word(text: &str) -> bool {
    text.split_whitespace().count() == 1
}

/// The name without what surrounds it, if it is one.
fn clean(part: &str) -> Option<String> {
    let name = part
        .trim()
        .trim_start_matches(['@', '-', '–', '—', '•', ':']);
    let name = name
        .trim_end_matches(['.', ':', '|', '-', '–', '—', ' '])
        .trim();
    let name = without_bracket(name);
    let name = person_of_mail(strip_opening(name).unwrap_or(name));
    // `Ada Moor post.example Follow`: what follows the name of a site is no part of a person's.
    let words = name.split_whitespace().take_while(|word| !is_domain(word));
    let mut words: Vec<&str> = words.collect();
    while words.last().is_some_and(|word| NOISE.contains(word)) {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.as_str();
    let lower = name.to_lowercase();
    let is_initial = name.is_ascii() && name.len() < 2;
    let is_name = !is_initial
        && (1..=LONGEST_NAME_WORDS).contains(&words.len())
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit())
        && !is_address(name)
        && !name.contains(['@', '/', '<', '>', '{', '}'])
        && !NOBODY.contains(&lower.as_str())
        && !OPENINGS.contains(&lower.as_str())
        && !DEGREES.contains(&name)
        && !is_role(name);
    is_name.then(|| name.to_owned())
}

/// `Ada Moor (https://post.example/ada)`, and the end of `Ada Moor (with Ben Quay)`.
fn without_bracket(name: &str) -> &str {
    match name.split_once(" (") {
        Some((name, address)) if is_address(address) => name,
        None if !name.contains('(') => name.trim_end_matches(')'),
        _ => name,
    }
}

/// `post.example`, and no initials.
fn is_domain(word: &str) -> bool {
    let ending = word.rsplit_once('.').filter(|(site, _)| site.len() > 2);
    ending.is_some_and(|(_, ending)| {
        ending.len() >= 2 && ending.chars().all(|c| c.is_ascii_lowercase())
    })
}

fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    ROLES.iter().any(|role| {
        lower == *role
            || lower.ends_with(&format!(" {role}"))
            || lower.starts_with(&format!("{role} "))
    })
}

/// `desk@post.example (Jane Doe)` and `Jane Doe <desk@post.example>`, as feeds and mail write people.
fn person_of_mail(text: &str) -> &str {
    if !text.contains('@') {
        return text;
    }
    if let Some((_, name)) = text.split_once('(') {
        return name.trim_end_matches(')').trim();
    }
    text.split_once('<')
        .map_or(text, |(name, _)| name.trim().trim_matches('"'))
}

/// Two to five words with capitals where the script has them, or one word of a script without.
fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(|word| capital(word)).count();
    let uncased = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| !c.is_lowercase() && !c.is_uppercase());
    uncased || ((2..=5).contains(&words.len()) && capitals >= 2 && capital(&words[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_split_right() {
        for (text, names) in [
            ("Ada Moor", vec!["Ada Moor"]),
            (
                "Ada Moor, Ben Quay and Cy Reed",
                vec!["Ada Moor", "Ben Quay", "Cy Reed"],
            ),
            ("Moor, Ada; Quay, Ben", vec!["Ada Moor", "Ben Quay"]),
            ("Moor, Ada", vec!["Ada Moor"]),
            ("By Ada Moor & Ben Quay", vec!["Ada Moor", "Ben Quay"]),
            ("Ada Moor, Staff Writer", vec!["Ada Moor"]),
            ("Ada Moor, Ben Quay, CNN", vec!["Ada Moor", "Ben Quay"]),
            ("Ada Moor und Ben Quay", vec!["Ada Moor", "Ben Quay"]),
            ("Ада Мур та Бен Кей", vec!["Ада Мур", "Бен Кей"]),
            ("desk@post.example (Ada Moor)", vec!["Ada Moor"]),
            ("Ada Moor <desk@post.example>", vec!["Ada Moor"]),
            ("ADA MOOR, Ada Moor", vec!["ADA MOOR"]),
            ("Leslie Anderson", vec!["Leslie Anderson"]),
            ("https://post.example/ada", vec![]),
            ("admin", vec![]),
            ("Story By", vec![]),
            ("Quay & c", vec!["Quay & c"]),
            ("Ada Moor, MA", vec!["Ada Moor"]),
            ("Ada Moor (with Ben Quay)", vec!["Ada Moor", "Ben Quay"]),
            ("Ada Moor (https://post.example/ada)", vec!["Ada Moor"]),
            ("Ada Moor post.example Follow", vec!["Ada Moor"]),
            ("Ada Moor, The Harbour Post", vec!["Ada Moor"]),
            ("", vec![]),
        ] {
            assert_eq!(authors(text), names, "{text}");
        }
    }

    #[test]
    fn a_byline_tells_people_and_outlet() {
        for (text, names, outlet) in [
            (
                "By Ada Moor and Ben Quay",
                vec!["Ada Moor", "Ben Quay"],
                None,
            ),
            (
                "By Ada Moor and Ben Quay in Kyiv",
                vec!["Ada Moor", "Ben Quay"],
                None,
            ),
            ("By Ada Moor March 25, 2015", vec!["Ada Moor"], None),
            ("BY ADA MOOR", vec!["ADA MOOR"], None),
            ("Von Ada Moor", vec!["Ada Moor"], None),
            (
                "Par Ada Moor et Ben Quay",
                vec!["Ada Moor", "Ben Quay"],
                None,
            ),
            (
                "Par Ada Moor et Ben Quay à Sundhaven",
                vec!["Ada Moor", "Ben Quay"],
                None,
            ),
            ("Von Ada Moor, Sundhaven", vec!["Ada Moor"], None),
            (
                "By Ada Moor, Ben Quay, Kyiv",
                vec!["Ada Moor", "Ben Quay"],
                None,
            ),
            ("Від Ада Мур", vec!["Ада Мур"], None),
            ("Ada Moor, BBC News", vec!["Ada Moor"], Some("BBC News")),
            (
                "By Ada Moor, Associated Press",
                vec!["Ada Moor"],
                Some("Associated Press"),
            ),
            (
                "By The Associated Press",
                vec![],
                Some("The Associated Press"),
            ),
            (
                "By Ada Moor, The Sundhaven Post-Echo",
                vec!["Ada Moor"],
                Some("The Sundhaven Post-Echo"),
            ),
            (
                "By Ada Moor for The Harbour Post",
                vec!["Ada Moor"],
                Some("The Harbour Post"),
            ),
        ] {
            let found = byline(text).unwrap_or_else(|| panic!("{text} is a byline"));
            assert_eq!(
                found,
                (
                    names.into_iter().map(str::to_owned).collect(),
                    outlet.map(str::to_owned)
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn an_element_for_the_byline_needs_no_word_before_the_names() {
        for (text, names) in [
            ("Ada Moor", vec!["Ada Moor"]),
            ("By Ada Moor", vec!["Ada Moor"]),
            ("Ada Moor | March 14, 2022", vec!["Ada Moor"]),
            ("More From Author", vec![]),
            ("The council met on Monday", vec![]),
        ] {
            assert_eq!(signature(text), names, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_byline() {
        for text in [
            "By Monday the harbour was closed.",
            "By Monday the harbour was closed",
            "Byron Moor, the mayor",
            "Ada Moor, the mayor of the town",
            "Talks resume by video link",
            "Von der Leyen in Kyiv erwartet",
            "",
        ] {
            assert_eq!(byline(text), None, "{text}");
        }
    }
}
