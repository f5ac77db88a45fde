//! ANPA 1312, the wire of American agencies.
//!
//! ```text
//! SYN SYN SOH a0123 US _all          service and number, selector
//! r i DC3 DC1 BC-Ferry--Late 03-14 0250   priority, category, slug, day, words
//! STX ^BC-Ferry--Late,250<           slug
//! ^Ferry back in service<            headline; a standfirst and notes to editors may follow
//! ^By ADA MOOR=                      byline, and whom for below it
//!     SUNDHAVEN (MW) _ The ferry …   a line for each paragraph
//!     ETX MW-WF-03-14-22 1509GMT<    agency and time
//! ```

use fiche::{Provenance, Value};

use super::Format;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::sniff::{Head, Likeness};
use super::wire::{self, Message};
use crate::metadata::{self, Field};

pub(super) const FORMAT: Format = Format {
    name: "anpa",
    version: 2,
    extensions: &["anpa", "tst"],
    sniff,
    read,
};

/// A dozen lines stand above a story at most.
const MOST_HEADERS: usize = 32;

/// What parts the number of a message from its selector.
const US: char = '\u{1f}';

/// In a header: the lines of the text are rows of a table.
const DC2: char = '\u{12}';

/// How the lines begin that are for editors and not for readers, in lower case.
static NOTES: [&str; 9] = [
    "eds:",
    "(eds:",
    "ap photo",
    "ap video",
    "ap graphic",
    "ap audio",
    "ap multimedia",
    "with ap photo",
    "note to editors",
];

/// The letters for sections that agencies agree on.
static SECTIONS: [(&str, &str); 9] = [
    ("a", "Domestic"),
    ("e", "Entertainment"),
    ("f", "Financial"),
    ("i", "International"),
    ("l", "Lifestyle"),
    ("p", "Politics"),
    ("s", "Sports"),
    ("t", "Travel"),
    ("w", "Washington"),
];

fn sniff(head: &Head<'_>) -> Likeness {
    let header = head.text().split('\u{2}').next().unwrap_or_default();
    if wire::is_in(head.text()) && header.contains(US) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    wire::read(intake, write)
}

fn write(message: &Message<'_>, draft: &mut Draft) {
    tell_header(message, draft);
    let text = wire::plain(message.text);
    let mut lines = text.lines();
    let slug = Line::parse(lines.next().unwrap_or_default()).text;
    let mut headers = Headers::default();
    let mut body = String::new();
    let is_table = message.header.contains(DC2);
    for line in lines.map(Line::parse) {
        if line.text.is_empty() || line.is_rule() || headers.take(draft, &line) {
            continue;
        }
        body.push_str(line.text);
        body.push_str(if line.is_marked || is_table {
            "\n"
        } else {
            "\n\n"
        });
    }
    draft.write(body.trim_end());
    tell_slug(draft, slug);
}

/// The section by its letter, and the agency before the time in the trailer.
fn tell_header(message: &Message<'_>, draft: &mut Draft) {
    let line = message.header.lines().nth(1).unwrap_or_default();
    let letter = line.split_whitespace().nth(1).unwrap_or_default();
    let letter = letter.get(..1).unwrap_or_default();
    if let Some((_, section)) = SECTIONS.iter().find(|(known, _)| *known == letter) {
        draft.tell(Field::Section, section, Provenance::Header);
    }
    if wire::stamp(message.trailer).is_some() {
        let agency = message.trailer.trim().split('-').next().unwrap_or_default();
        let is_agency = agency.chars().all(char::is_alphabetic);
        draft.tell(
            Field::Outlet,
            if is_agency { agency } else { "" },
            Provenance::Header,
        );
    }
}

/// The slug is kept, and is the title of an alert that has none.
fn tell_slug(draft: &mut Draft, slug: &str) {
    let slug = slug.rsplit('^').next().unwrap_or_default();
    let words = slug.split(',').next().unwrap_or_default().trim();
    if words.is_empty() {
        return;
    }
    let extra = &mut draft.article.extra;
    extra.insert("slug".to_owned(), Value::Text(words.to_owned()));
    let title = words.split_once("--").map_or(words, |(_, subject)| subject);
    if draft.found.get(Field::Title).is_none() {
        draft.tell(Field::Title, title, Provenance::Header);
    }
}

/// A line of the text without its marks.
struct Line<'a> {
    text: &'a str,
    /// Set flush left, as headers are: it opens with `^`.
    is_marked: bool,
    /// `<` or `=`: how the line is set, flush or centred.
    end: Option<char>,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Self {
        let line = line.trim();
        let text = line.trim_end_matches(['<', '=']).trim_end();
        let end = line[text.len()..].trim_start().chars().next();
        let text_inside = text.trim_start_matches('^').trim_start();
        Self {
            is_marked: text_inside.len() < text.len(),
            text: text_inside,
            end,
        }
    }

    fn is_rule(&self) -> bool {
        self.text.chars().all(|char| "_*-".contains(char))
    }
}

/// The lines above the story, as far as they are read.
#[derive(Default)]
struct Headers {
    count: usize,
    signed: Option<String>,
    is_over: bool,
}

impl Headers {
    /// Whether a line is one of them; it is kept where it belongs.
    fn take(&mut self, draft: &mut Draft, line: &Line<'_>) -> bool {
        self.count += 1;
        self.is_over |= self.count > MOST_HEADERS;
        if self.is_over || !line.is_marked || line.end.is_none() {
            self.is_over |= !line.text.is_empty();
            return false;
        }
        let lower = line.text.to_lowercase();
        if NOTES.iter().any(|note| lower.starts_with(note)) {
            append(&mut draft.article.rest, line.text);
            return true;
        }
        if let Some(byline) = &self.signed {
            // What stands right below the byline is whom it was written for, or the story already.
            let joined = metadata::byline(&format!("{byline}, {}", line.text));
            let is_employer = joined.is_some_and(|(_, outlet)| outlet.is_some());
            self.is_over = true;
            if is_employer {
                append(&mut draft.article.rest, line.text);
            }
            return is_employer;
        }
        self.take_words(draft, line)
    }

    fn take_words(&mut self, draft: &mut Draft, line: &Line<'_>) -> bool {
        if let Some((authors, outlet)) = metadata::byline(line.text) {
            draft.tell(Field::Authors, &authors.join("; "), Provenance::Header);
            draft.tell(Field::Outlet, &outlet.unwrap_or_default(), Provenance::Text);
            self.signed = Some(line.text.to_owned());
            return true;
        }
        // A centred line below the headline heads a part of the story.
        let field = match draft.found.get(Field::Title) {
            None => Field::Title,
            Some(_) if line.end == Some('<') => Field::Deck,
            Some(_) => return false,
        };
        let is_new = draft.found.get(field).is_none();
        draft.tell(field, line.text, Provenance::Header);
        is_new
    }
}
