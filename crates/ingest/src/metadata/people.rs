//! The people who signed an article, out of the text that names them.

use super::fields::is_address;
use crate::dates;

/// Words before the names, in lower case.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "written by", "reported by", "reporting by", "story by", "words by", "posted by", "published by", "article by",
    "text by", "interview by", "opinion by", "analysis by", "by", "author:", "authors:",
    "von", "text:", "autor:", "par", "por", "propos recueillis par", "di", "door", "av", "autor", "autorzy:",
    "від", "автор:", "автори:", "автор", "текст:", "авторы:", "作者：", "作者:", "文／", "文/", "记者", "記者",
];

/// What parts two names.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[" and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " та ", " і ", " й ", " и ", " with ", " | ", " • ", " · ", "、", "，", "\n"];

/// What a person is to the outlet, in lower case: it ends a name and is none itself.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "correspondent", "reporter", "editor", "writer", "columnist", "contributor", "journalist", "producer", "photographer",
    "bureau chief", "chief", "analyst", "fellow", "professor", "special to", "updated", "published", "posted", "ph.d", "phd", "md", "jr.", "sr.",
    "university", "institute", "redakteur", "redaktion", "korrespondent", "кореспондент", "корреспондент",
];

/// Words that are in the names of outlets and not of people, in lower case.
#[rustfmt::skip]
const OUTLETS: &[&str] = &[
    "news", "press", "times", "post", "herald", "tribune", "journal", "gazette", "reuters", "ap", "afp", "bbc", "cnn", "npr", "dpa", "upi", "guardian",
    "telegraph", "agency", "magazine", "media", "network", "radio", "tv", "television", "today", "daily", "weekly", "zeitung", "service", "online", "wire",
    "bloomberg", "интерфакс", "тасс", "укрінформ", "новини", "новости",
];

/// Names that content systems give where nobody signed.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "webmaster",
    "unknown",
    "none",
    "null",
    "author",
    "user",
    "guest",
    "editor",
];

/// A longer line is a paragraph that begins with a word such as "by".
const LONGEST_BYLINE_CHARS: usize = 160;

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
        if is_list && is_one_word(&name) && is_outlet(&name) {
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
    [" in ", " at "].iter().fold(text, |text, word| {
        let (names, place) = text.split_once(word).unwrap_or((text, ""));
        if place.starts_with(char::is_uppercase) {
            names
        } else {
            text
        }
    })
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
    let spaced = BETWEEN
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ";"));
    spaced.split(';').flat_map(split_commas).collect()
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
    let name = person_of_mail(strip_opening(name).unwrap_or(name));
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    let is_initial = name.is_ascii() && name.len() < 2;
    let is_name = !is_initial
        && (1..=LONGEST_NAME_WORDS).contains(&words.len())
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit())
        && !is_address(name)
        && !name.contains(['@', '/', '<', '>', '{', '}'])
        && !NOBODY.contains(&lower.as_str())
        && !is_role(name);
    is_name.then(|| words.join(" "))
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
