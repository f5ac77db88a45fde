//! IPTC 7901, the wire of European agencies.
//!
//! ```text
//! SOH mwa061 4 i 211 abcd   mw 061   source and number, priority, category, words, the agency's own number
//! Ferries/harbour/                   slug
//! STX 1ST LEAD                       what kind of version it is, if not the first
//! Ferry back in service              headline
//! By Ada Moor, mw =                  byline; `=` ends the head
//!
//! Sundhaven (mw) - The ferry …       the story, wrapped, paragraphs parted by empty lines
//!
//! # Notebook                         notes to editors
//! ETX 141509 GMT Mar 22              time
//! ```

use fiche::{Provenance, Value};

use super::Format;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::sniff::{Head, Likeness};
use super::wire::{self, Message};
use super::{text, wrap};
use crate::metadata::{self, Field};

pub(super) const FORMAT: Format = Format {
    name: "iptc7901",
    version: 2,
    extensions: &["iptc"],
    sniff,
    read,
};

/// A head has so many lines at most: a text without its `=` is all story.
const MOST_HEAD_LINES: usize = 8;

/// How a line begins, in lower case, after which all is for editors.
static NOTES: [&str; 4] = ["# ", "* * *", "note to editors", "notes to editors"];

/// Every framed message that is not in another format of the wire.
fn sniff(head: &Head<'_>) -> Likeness {
    if wire::is_in(head.text()) {
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
    let (head, story) = split_head(&text);
    tell_head(draft, &head);
    let (story, notes) = split_notes(story);
    let story = wrap::paragraphs(story);
    if head.is_empty() {
        let (title, story) = text::split_title(&story);
        draft.tell(Field::Title, title, Provenance::Text);
        draft.write(story);
    } else {
        draft.write(&story);
    }
    append(&mut draft.article.rest, &wrap::paragraphs(notes));
}

/// The agency, from its own number at the end of the first line, and the slug.
fn tell_header(message: &Message<'_>, draft: &mut Draft) {
    let mut lines = message.header.lines();
    let mut words = lines.next().unwrap_or_default().split_whitespace().rev();
    let is_number = words
        .next()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let agency = words.next().filter(|_| is_number).unwrap_or_default();
    let agency = agency.split('-').next().unwrap_or_default();
    if agency.chars().all(char::is_alphabetic) {
        draft.tell(Field::Outlet, agency, Provenance::Header);
    }
    let slug = lines.map(str::trim).find(|line| !line.is_empty());
    if let Some(slug) = slug {
        let slug = Value::Text(slug.trim_end_matches('/').to_owned());
        draft.article.extra.insert("slug".to_owned(), slug);
    }
}

/// The lines above the story, which the last of them closes with `=`, and the story.
fn split_head(text: &str) -> (Vec<&str>, &str) {
    let mut at = 0;
    let mut head = Vec::new();
    for line in text.split_inclusive('\n').take(MOST_HEAD_LINES) {
        at += line.len();
        let line = line.trim();
        let is_last = line.ends_with('=');
        head.extend(Some(line.trim_end_matches(['=', ' '])).filter(|line| !line.is_empty()));
        if is_last {
            return (head, &text[at..]);
        }
    }
    (Vec::new(), text)
}

/// Label, headline and byline.
fn tell_head(draft: &mut Draft, head: &[&str]) {
    let mut head = head;
    while let [label, rest @ ..] = head
        && !rest.is_empty()
        && is_label(label)
    {
        append(&mut draft.article.rest, label);
        head = rest;
    }
    if let [headline @ .., byline] = head
        && !headline.is_empty()
        && is_byline(byline)
    {
        let signed = metadata::byline(byline);
        let (authors, outlet) = signed.unwrap_or_default();
        draft.tell(Field::Authors, &authors.join("; "), Provenance::Header);
        draft.tell(Field::Outlet, &outlet.unwrap_or_default(), Provenance::Text);
        append(&mut draft.article.rest, byline);
        head = headline;
    }
    draft.tell(Field::Title, &head.join(" "), Provenance::Header);
}

/// `1ST LEAD`, `REFILE`, `(Achtung)`: which version it is.
fn is_label(line: &str) -> bool {
    let is_in_capitals = line.split_whitespace().count() <= 3 && !line.contains(char::is_lowercase);
    is_in_capitals || (line.starts_with('(') && line.ends_with(')'))
}

/// Also one that names nobody: `By our correspondents`.
fn is_byline(line: &str) -> bool {
    metadata::byline(line).is_some() || line.to_lowercase().starts_with("by ")
}

/// The story and what follows it for editors.
fn split_notes(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.trim().to_lowercase();
        if NOTES.iter().any(|note| lower.starts_with(note)) {
            return text.split_at(at);
        }
        at += line.len();
    }
    (text, "")
}
