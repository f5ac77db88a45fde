//! What stands on every page of a PDF and not in the story: running heads, page numbers, the address of a printed page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use fiche::{Date, Precision};

use crate::dates;

/// Lines at the top and at the bottom of a page that can be such.
const EDGE_LINES: usize = 2;

/// On so many pages a line is a running head.
const LEAST_PAGES: usize = 3;

/// A book's running heads change from chapter to chapter: of so many.
const CHAPTERS: usize = 20;

/// A longer line is text that happens to be at the edge.
const LONGEST_CHARS: usize = 120;

/// Signs that say in which direction the letters around them run, which the text itself tells well enough.
const DIRECTIONS: [char; 7] = [
    '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{200E}', '\u{200F}',
];

/// Letters drawn as one.
static LIGATURES: [(char, &str); 7] = [
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
];

/// Pages without what stands on every page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parted<'a> {
    /// The lines of each page; an empty one parts blocks.
    pub(super) pages: Vec<Vec<Cow<'a, str>>>,
    /// Each line that was taken off, once.
    pub(super) rest: String,
    /// The address that a browser printed at the foot of the pages.
    pub(super) address: Option<&'a str>,
    /// The day that the pages' heads state.
    pub(super) day: Option<Date>,
}

/// Takes running heads and page numbers off; pages that are nothing else keep them.
pub(super) fn part(pages: &[String]) -> Parted<'_> {
    let lines: Vec<Vec<&str>> = pages.iter().map(|page| lines(page)).collect();
    let parted = without(&Heads::of(&lines), &lines);
    if parted.pages.iter().flatten().any(|line| !line.is_empty()) {
        return parted;
    }
    without(&Heads::default(), &lines)
}

fn lines(page: &str) -> Vec<&str> {
    let is_blank = |c: char| c.is_whitespace() || is_unseen(c);
    page.lines()
        .map(|line| line.trim_matches(is_blank))
        .collect()
}

fn without<'a>(heads: &Heads, pages: &[Vec<&'a str>]) -> Parted<'a> {
    let mut parted = Parted::default();
    let mut taken = HashSet::new();
    for lines in pages {
        let edges = edges(lines);
        let mut kept = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let is_head = edges.contains(&at) && heads.holds(line);
            if !is_head && !is_counted(line) {
                kept.push(clean(line));
                continue;
            }
            parted.address = parted.address.or_else(|| address(line));
            parted.day = parted.day.or_else(|| day(line));
            if !is_number(line) && taken.insert(key(line)) {
                append_line(&mut parted.rest, &clean(line));
            }
        }
        parted.pages.push(kept);
    }
    parted
}

fn append_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// Where the lines at the edges of a page are.
fn edges(lines: &[&str]) -> Vec<usize> {
    let filled: Vec<usize> = (0..lines.len())
        .filter(|&at| !lines[at].is_empty())
        .collect();
    let bottom = filled
        .len()
        .saturating_sub(EDGE_LINES)
        .max(EDGE_LINES.min(filled.len()));
    let top = filled.iter().take(EDGE_LINES);
    top.chain(&filled[bottom..]).copied().collect()
}

/// The lines that come again on other pages; by default none are.
#[derive(Default)]
struct Heads {
    /// On how many pages a line stands at an edge, numbers aside.
    pages: HashMap<String, usize>,
    /// So many make a running head; with none there are no heads at all.
    least: Option<usize>,
}

impl Heads {
    fn of(pages: &[Vec<&str>]) -> Self {
        let mut counts = HashMap::new();
        for lines in pages {
            let mut keys: Vec<String> = edges(lines).into_iter().map(|at| key(lines[at])).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        Self {
            pages: counts,
            least: Some(
                (pages.len() / CHAPTERS)
                    .max(LEAST_PAGES)
                    .min(pages.len())
                    .max(2),
            ),
        }
    }

    fn holds(&self, line: &str) -> bool {
        let Some(least) = self.least else {
            return false;
        };
        let is_again = || {
            self.pages
                .get(&key(line))
                .is_some_and(|pages| *pages >= least)
        };
        is_foot(line) || is_masthead(line) || line.chars().count() <= LONGEST_CHARS && is_again()
    }
}

/// A line as it is on other pages too: all numbers are one.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for letter in line.chars().filter(|letter| !letter.is_whitespace()) {
        if !letter.is_numeric() {
            key.extend(letter.to_lowercase());
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    key
}

/// What is at the foot of a page whatever the others have there: its number, its address, or both.
fn is_foot(line: &str) -> bool {
    match address(line) {
        Some(address) => {
            let number = line.replacen(address, "", 1);
            number.trim().is_empty() || is_number(number.trim())
        }
        None => is_number(line) || is_stamp(line),
    }
}

/// `Page 7 of 12`, which no story says, wherever on the page it stands.
fn is_counted(line: &str) -> bool {
    ["page#of#", "page#/#", "seite#von#"].contains(&key(line).as_str())
}

/// The outlet and its day on one line: `The Harbour Post | 14 March 2022`.
fn is_masthead(line: &str) -> bool {
    line.contains(['|', '•', '·']) && day(line).is_some()
}

/// The day that a line states; the time at which a browser printed the page is none.
fn day(line: &str) -> Option<Date> {
    let date = dates::parse(line).filter(|date| date.precision() == Precision::Day)?;
    (!is_stamp(line)).then_some(date)
}

/// When a browser printed the page: `3/14/22, 9:30 AM`.
fn is_stamp(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    line.starts_with(|c: char| c.is_ascii_digit())
        && line.contains(':')
        && digits * 3 > line.len()
        && dates::parse(line).is_some()
}

/// A page's number: `7`, `- 7 -`, `7/12`, `Page 7 of 12`, `xvii`.
fn is_number(line: &str) -> bool {
    let key = key(line);
    let bare = key.trim_matches(['-', '–', '—', '|', '[', ']', '.', '·']);
    let is_roman =
        || !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| "ivxl".contains(c));
    [
        "#",
        "#/#",
        "page#",
        "page#of#",
        "#of#",
        "seite#",
        "seite#von#",
    ]
    .contains(&bare)
        || ["стор.#", "с.#", "p.#", "s.#", "page#/#", "第#页"].contains(&bare)
        || is_roman()
}

/// The first address in a line, unless it was cut to fit.
fn address(line: &str) -> Option<&str> {
    let words = line.split_whitespace();
    let mut addresses =
        words.filter(|word| word.starts_with("https://") || word.starts_with("http://"));
    addresses.find(|word| !word.ends_with(['…', '.']))
}

/// The line with its letters one by one and without signs for programs.
fn clean(line: &str) -> Cow<'_, str> {
    let is_ligature = |c: char| LIGATURES.iter().any(|(one, _)| *one == c);
    if !line.contains(|c| is_unseen(c) || is_ligature(c)) {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    for letter in line.chars().filter(|letter| !is_unseen(*letter)) {
        match LIGATURES.iter().find(|(one, _)| *one == letter) {
            Some((_, letters)) => text.push_str(letters),
            None => text.push(letter),
        }
    }
    Cow::Owned(text)
}

/// Signs of direction and control, and signs that only a font of the document gives a shape.
fn is_unseen(c: char) -> bool {
    DIRECTIONS.contains(&c)
        || c.is_control() && c != '\t'
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(pages: &[&str]) -> (Vec<String>, String) {
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        let parted = part(&pages);
        let pages = parted.pages.iter().map(|lines| lines.join("|"));
        (pages.collect(), parted.rest)
    }

    #[test]
    fn running_heads_and_numbers_are_taken_off() {
        let (pages, rest) = parted(&[
            "The Harbour Post 14\nOne is text.\nTwo is text.\n- 1 -",
            "The Harbour Post 15\nThree is text.\nFour is text.\n- 2 -",
            "The Harbour Post 16\nFive is text.\nThe Harbour Post 16\nSix is text.\nSeven is text.\n- 3 -",
        ]);
        assert_eq!(pages[0], "One is text.|Two is text.");
        assert_eq!(
            pages[2],
            "Five is text.|The Harbour Post 16|Six is text.|Seven is text."
        );
        assert_eq!(rest, "The Harbour Post 14");
    }

    #[test]
    fn a_page_alone_loses_its_number_only() {
        let (pages, rest) = parted(&["Ferry back\n\nIt sailed.\n\nPage 1 of 1"]);
        assert_eq!(pages, ["Ferry back||It sailed.|"]);
        assert_eq!(rest, "");
        assert_eq!(parted(&["1914"]).0, ["1914"]);
    }

    #[test]
    fn a_printed_page_tells_its_address() {
        let page = "Ferry back\n\nIt sailed.\n\nhttps://post.example/ferry 1/1".to_owned();
        let pages = [page];
        let parted = part(&pages);
        assert_eq!(parted.address, Some("https://post.example/ferry"));
        assert_eq!(parted.rest, "https://post.example/ferry 1/1");
    }

    #[test]
    fn a_masthead_tells_the_day_and_a_printed_page_does_not() {
        for (head, day) in [
            (
                "The Harbour Post | Monday, 14 March 2022",
                Some("2022-03-14"),
            ),
            ("3/14/22, 9:30 AM", None),
        ] {
            let pages = [format!(
                "{head}\nFerry back\nIt sailed again.\nIt was late.\nNobody asked."
            )];
            let parted = part(&pages);
            assert_eq!(parted.pages[0][0], "Ferry back", "{head}");
            assert_eq!(
                parted.day.map(|day| day.to_string()).as_deref(),
                day,
                "{head}"
            );
        }
    }

    #[test]
    fn letters_stand_one_by_one() {
        assert_eq!(clean("\u{202B}oﬃce\u{202C}"), "office");
    }
}
