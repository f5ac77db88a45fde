//! Lines of a page to paragraphs.
//!
//! A column of a newspaper is as narrow as a list, so the width of lines alone tells nothing here. A block of lines is one
//! paragraph or several: a line that ends a sentence and leaves room for the next word ends its paragraph. A sentence
//! that is cut by the end of a column or a page goes on behind it.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::dates;
use crate::formats::wrap::{glue, is_wide, width};
use crate::metadata;

/// A line ends early where so much of the column was left, as a part of it: letters are of different widths, and
/// unjustified lines end where a long word would not have fitted.
const ROOM_PARTS: usize = 4;

/// After the end of a sentence less room is enough.
const ROOM_PARTS_AFTER_SENTENCE: usize = 12;

/// Among the first lines of a document are its byline and its date.
const HEADER_LINES: usize = 6;

/// A hyphen where a line was broken, and the one that is only seen there.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];

/// What begins the line of a list.
const BULLETS: [char; 6] = ['•', '▪', '●', '■', '◦', '‣'];

/// The text of all pages: paragraphs parted by an empty line, lines of lists each on its own.
pub(super) fn paragraphs(pages: &[Vec<Cow<'_, str>>]) -> String {
    let mut flow = Flow {
        text: String::new(),
        compounds: compounds(pages),
        lines: 0,
    };
    for lines in pages
        .iter()
        .flat_map(|page| page.split(|line| line.is_empty()))
    {
        let block = Block::of(lines);
        let mut last: Option<&str> = None;
        for line in lines {
            flow.add(line, last, &block);
            last = Some(line);
        }
    }
    flow.text
}

/// What is known of lines that stand together.
struct Block {
    column: usize,
    /// Whether there is a sentence in it; else it is a headline, a list or a table.
    is_prose: bool,
}

impl Block {
    fn of(lines: &[Cow<'_, str>]) -> Self {
        let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
        widths.sort_unstable();
        let median = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let is_line = |width: &&usize| **width <= median + median / 2;
        Self {
            column: widths.iter().rev().find(is_line).copied().unwrap_or(0),
            is_prose: lines
                .iter()
                .any(|line| line.contains(". ") || ends_sentence(line)),
        }
    }

    /// Whether a line of the block was broken because the next word did not fit.
    fn is_broken(&self, last: &str, line: &str) -> bool {
        if line.starts_with(BULLETS) {
            return false;
        }
        let is_lower = line.starts_with(char::is_lowercase);
        if is_lower && half_of_word(last).is_some() {
            return true;
        }
        if !self.is_prose {
            return is_open(last) || is_lower;
        }
        let first = line.chars().next().unwrap_or(' ');
        let word = line.split_whitespace().next().unwrap_or_default();
        let next = if is_wide(first) { 2 } else { width(word) };
        let parts = if ends_sentence(last) {
            ROOM_PARTS_AFTER_SENTENCE
        } else {
            ROOM_PARTS
        };
        let mut filled = width(last);
        // `pdftotext` leaves two lines as one where it has joined a parted word.
        if filled > self.column + self.column / 2 {
            filled -= self.column;
        }
        filled + 1 + next + self.column / parts > self.column
    }
}

/// Whether a line of a headline must go on: it ends in a hyphen, a comma or a short word such as `of`.
fn is_open(line: &str) -> bool {
    let word = line.rsplit(' ').next().unwrap_or_default();
    let is_short = word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let last = line.chars().next_back().unwrap_or(' ');
    is_short || is_wide(last) || HYPHENS.contains(&last) || last == ','
}

struct Flow {
    text: String,
    /// Words that the document writes with a hyphen inside a line.
    compounds: HashSet<String>,
    /// How many lines were added.
    lines: usize,
}

impl Flow {
    /// Adds a line; `last` is the one before it in its block.
    fn add(&mut self, line: &str, last: Option<&str>, block: &Block) {
        self.lines += 1;
        let is_bound = match last {
            Some(_) if self.lines <= HEADER_LINES && is_header(line) => false,
            Some(last) => block.is_broken(last, line),
            None => goes_on(&self.text, line),
        };
        if is_bound {
            self.bind(line);
        } else if !self.text.is_empty() {
            let ends = last.is_none_or(ends_sentence);
            self.text.push_str(if ends { "\n\n" } else { "\n" });
        }
        self.text.push_str(line);
    }

    /// Makes the text ready for a line that goes on in it: with a blank, or without the hyphen of a parted word.
    fn bind(&mut self, line: &str) {
        let Some(half) = half_of_word(&self.text) else {
            let glue = glue(&self.text, line);
            self.text.push_str(glue);
            return;
        };
        let (rest, _) = line
            .split_once(|c: char| !is_of_word(c))
            .unwrap_or((line, ""));
        let whole = format!("{half}{rest}").to_lowercase();
        let is_parted = rest.starts_with(char::is_lowercase) && !self.compounds.contains(&whole);
        if is_parted || self.text.ends_with('\u{AD}') {
            self.text.pop();
        } else if !rest.starts_with(char::is_alphanumeric) {
            self.text.push(' ');
        }
    }
}

/// The first half of a word that a hyphen ends, with the hyphen.
fn half_of_word(text: &str) -> Option<&str> {
    let bare = text.strip_suffix(HYPHENS)?;
    let start = bare.rfind(|c: char| !is_of_word(c));
    let start = start.map_or(0, |at| {
        at + bare[at..].chars().next().map_or(0, char::len_utf8)
    });
    bare.ends_with(char::is_alphabetic).then(|| &text[start..])
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || HYPHENS.contains(&c)
}

fn compounds(pages: &[Vec<Cow<'_, str>>]) -> HashSet<String> {
    let words = pages
        .iter()
        .flatten()
        .flat_map(|line| line.split(|c| !is_of_word(c)));
    let compounds = words.filter(|word| word.trim_matches(HYPHENS).contains('-'));
    compounds.map(str::to_lowercase).collect()
}

/// A byline or a date, which stand on lines of their own below the headline.
fn is_header(line: &str) -> bool {
    metadata::byline(line).is_some() || dates::parse(line).is_some()
}

/// Whether a block begins in the middle of a sentence of the text before it.
fn goes_on(text: &str, line: &str) -> bool {
    line.starts_with(char::is_lowercase) && !text.is_empty() && !ends_sentence(text)
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '»', '“', ')', ']', '」', '\'']);
    bare.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flowed(pages: &[&str]) -> String {
        let lines = |page: &&str| {
            page.lines()
                .map(|line| Cow::Owned(line.to_owned()))
                .collect()
        };
        let pages: Vec<Vec<Cow<'_, str>>> = pages.iter().map(lines).collect();
        paragraphs(&pages)
    }

    #[test]
    fn the_lines_of_a_narrow_column_are_joined() {
        let column = "The ferry sailed again on\nMonday, after nine days in\ndock.\nNobody could say why it had\nbeen so long.";
        let text = "The ferry sailed again on Monday, after nine days in dock.\n\nNobody could say why it had been so long.";
        assert_eq!(flowed(&[column]), text);
    }

    #[test]
    fn a_parted_word_is_made_whole() {
        for (lines, text) in [
            ("The har-\nbour is open", "The harbour is open"),
            ("The har\u{AD}\nbour is open", "The harbour is open"),
            ("The Baden-\nBaden ferry", "The Baden-Baden ferry"),
            (
                "A well-known man, a well-\nknown town",
                "A well-known man, a well-known town",
            ),
            ("It is open -\nfor now", "It is open - for now"),
        ] {
            assert_eq!(flowed(&[lines]), text, "{lines}");
        }
    }

    #[test]
    fn a_sentence_goes_on_over_columns_and_pages() {
        let pages = [
            "The harbour was closed all\n\nday, and the ferry lay in",
            "dock until the even-",
            "ing came.",
        ];
        assert_eq!(
            flowed(&pages),
            "The harbour was closed all day, and the ferry lay in dock until the evening came."
        );
    }

    #[test]
    fn lists_keep_their_lines() {
        let list = "Boats in the harbour on Monday\n• the Petrel\n• the Gannet";
        assert_eq!(flowed(&[list]), list);
    }

    #[test]
    fn lines_without_a_sentence_are_a_headline_or_a_table() {
        for (lines, text) in [
            ("The Council and the\nFerry", "The Council and the Ferry"),
            (
                "Harbour workers back after nine\ndays of strike",
                "Harbour workers back after nine days of strike",
            ),
            (
                "Two columns of text\nMira Sund",
                "Two columns of text\nMira Sund",
            ),
        ] {
            assert_eq!(flowed(&[lines]), text);
        }
    }

    #[test]
    fn a_headline_is_parted_from_its_byline() {
        let lines = "Petrel back on the Sund line\nBy Mira Sund\nThe ferry sailed again on Monday. It was late.";
        assert_eq!(flowed(&[lines]), lines);
    }

    #[test]
    fn columns_without_blanks_are_joined() {
        assert_eq!(
            flowed(&["港口罢工持续了九天\n码头上堆满了集装箱"]),
            "港口罢工持续了九天码头上堆满了集装箱"
        );
    }
}
