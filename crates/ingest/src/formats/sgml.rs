//! Collections of agency stories in SGML, streamed document by document: Reuters-21578 and the newspapers of TREC.
//!
//! Both are lists of documents of flat, named parts: `<REUTERS NEWID="1">` with `TITLE`, `DATELINE`, `BODY` and lists of
//! `D`; `<DOC>` with `DOCNO`, `HEADLINE`, `TEXT` and what each newspaper has besides. So there is no tree: a part's text
//! runs to its end tag, or to the end of the document where a writer forgot it. Names that are not in the table here
//! are read as those of any other record.

use fiche::{Provenance, Value};

use super::Format;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::mapping::{Mapping, Slot};
use super::records::{self, Several};
use super::sniff::{Head, Likeness};
use super::{markup, text, wire, wrap};
use crate::dates;
use crate::metadata::Field;

pub(super) const FORMAT: Format = Format {
    name: "sgml",
    version: 2,
    extensions: &["sgm", "sgml", "trec"],
    sniff,
    read,
};

/// What ends a document.
static ENDS: [&[u8]; 2] = [b"</REUTERS>", b"</DOC>"];

/// What a document of each kind opens with, in lower case.
static ROOTS: [&str; 2] = ["reuters", "doc"];

/// What a part is, by its tag in lower case; several parts for one field follow each other.
#[rustfmt::skip]
static PARTS: [(&str, Slot); 32] = [
    ("docno", Slot::Id),
    ("head", TITLE), ("headline", TITLE), ("hl", TITLE), ("ti", TITLE), ("title", TITLE),
    ("text", Slot::Body), ("body", Slot::Body), ("lp", Slot::Body), ("leadpara", Slot::Body),
    ("date", DATE), ("dd", DATE), ("date1", DATE),
    ("dateline", PLACE),
    ("author", AUTHORS), ("au", AUTHORS), ("byline", AUTHORS),
    ("pub", OUTLET), ("so", OUTLET),
    ("topics", TAGS), ("places", TAGS), ("people", TAGS), ("orgs", TAGS), ("companies", TAGS), ("exchanges", TAGS),
    ("subject", TAGS), ("descript", TAGS), ("in", TAGS),
    ("graphic", Slot::Captions),
    ("correction", Slot::Rest),
    ("docid", Slot::Skip), ("unknown", Slot::Skip),
];

const TITLE: Slot = Slot::Told(Field::Title);
const DATE: Slot = Slot::Told(Field::Published);
const PLACE: Slot = Slot::Told(Field::Place);
const AUTHORS: Slot = Slot::Told(Field::Authors);
const OUTLET: Slot = Slot::Told(Field::Outlet);
const TAGS: Slot = Slot::Told(Field::Tags);

/// Tags that only group parts: text directly in them is none of the article.
static GROUPS: [&str; 4] = ["reuters", "doc", "header", "trailer"];

/// Tags inside a part that stand between its words, and what they leave; any other leaves nothing.
static BREAKS: [(&str, &str); 4] = [("p", "\n\n"), ("br", "\n"), ("tr", "\n"), ("d", "\n")];

/// Parts are nested two or three deep.
const MOST_NESTED: usize = 16;

/// The documents' own attributes that name them.
static IDS: [&str; 2] = ["newid", "id"];

fn sniff(head: &Head<'_>) -> Likeness {
    let text = head.text().to_ascii_lowercase();
    let has_root = ROOTS.iter().any(|root| {
        let after = text.split_once(&format!("<{root}")).map(|(_, after)| after);
        after.is_some_and(|after| after.starts_with(['>', ' ']))
    });
    let has_id = text.contains("<docno>") || text.contains("<doc id=") || text.contains(" newid=");
    if text.starts_with('<') && has_root && has_id {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut several = Several::default();
    records::each(intake, &ENDS, &mut |intake, bytes, number| {
        let source = intake.decode(bytes).replace("\r\n", "\n");
        let parts = Parts::of(&source, &intake.options.mapping);
        if parts.is_document {
            several.give(intake, number, parts.into_draft().finish());
        }
    })?;
    several.finish(intake);
    Ok(())
}

/// The texts of a document, by what they are.
struct Parts<'a> {
    mapping: &'a Mapping,
    /// The tag, its slot, and its text with character references.
    texts: Vec<(String, Slot, String)>,
    /// The parts that are open, as indexes; `None` for a group.
    open: Vec<(String, Option<usize>)>,
    is_document: bool,
    is_reuters: bool,
    id: String,
}

impl<'a> Parts<'a> {
    fn of(source: &str, mapping: &'a Mapping) -> Self {
        let mut parts = Self {
            mapping,
            texts: Vec::new(),
            open: Vec::new(),
            is_document: false,
            is_reuters: false,
            id: String::new(),
        };
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            parts.push(&rest[..at]);
            rest = &rest[at..];
            let length = match markup::tag_at(rest) {
                Ok(tag) => {
                    parts.take(&tag);
                    tag.source.len()
                }
                Err(plain) => {
                    parts.push(&rest[..plain]);
                    plain
                }
            };
            rest = &rest[length..];
        }
        parts.push(rest);
        parts
    }

    fn push(&mut self, text: &str) {
        if let Some((_, Some(at))) = self.open.last() {
            self.texts[*at].2.push_str(text);
        }
    }

    fn take(&mut self, tag: &markup::Tag<'_>) {
        let name = tag.name.as_str();
        if tag.is_end {
            if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                self.open.truncate(at);
            }
        } else if GROUPS.contains(&name) {
            if ROOTS.contains(&name) {
                self.start(tag);
            }
            self.open(name, None);
        } else if let Some(slot) = self.slot(name) {
            self.texts.push((name.to_owned(), slot, String::new()));
            self.open(name, Some(self.texts.len() - 1));
        }
        if let Some((_, leaves)) = BREAKS.iter().find(|(known, _)| *known == name) {
            self.push(leaves);
        }
    }

    fn start(&mut self, tag: &markup::Tag<'_>) {
        self.is_document = true;
        self.is_reuters = tag.name == ROOTS[0];
        let id = IDS.iter().find_map(|id| tag.attribute(id));
        id.unwrap_or_default().trim().clone_into(&mut self.id);
    }

    /// What a tag opens: a part of the table anywhere in the document, any other only where no part is open.
    fn slot(&self, name: &str) -> Option<Slot> {
        let known = PARTS.iter().find(|(part, _)| *part == name);
        let is_between = self.open.last().is_some_and(|(_, at)| at.is_none());
        match known {
            Some((_, slot)) => self.is_document.then_some(*slot),
            None if is_between && !name.is_empty() && name != "p" => {
                Some(self.mapping.target(name).slot)
            }
            None => None,
        }
    }

    fn open(&mut self, name: &str, at: Option<usize>) {
        if self.open.len() < MOST_NESTED {
            self.open.push((name.to_owned(), at));
        }
    }

    fn into_draft(self) -> Draft {
        let mut draft = Draft::default();
        draft.article.id = self.id;
        let mut body = String::new();
        let mut dateline = String::new();
        for (name, slot, text) in &self.texts {
            let text = markup::decode(text);
            match slot {
                Slot::Body => append(&mut body, signed_off(&text)),
                Slot::Told(Field::Place) => dateline = text,
                _ => put(&mut draft, name, *slot, &text),
            }
        }
        let body = draft.open_with(&dateline, &body);
        let body = wrap::paragraphs(&wrap::open_paragraphs(&body));
        if self.is_reuters {
            draft.tell(Field::Outlet, "Reuters", Provenance::Record);
        }
        if draft.found.get(Field::Title).is_none() {
            let (title, story) = text::split_title(&body);
            draft.tell(Field::Title, title, Provenance::Text);
            draft.write(story);
        } else {
            draft.write(&body);
        }
        if draft.found.get(Field::Published).is_none() {
            tell_date_of_id(&mut draft);
        }
        draft
    }
}

/// Puts a part where its slot says.
fn put(draft: &mut Draft, name: &str, slot: Slot, text: &str) {
    let trimmed = text.trim();
    match slot {
        Slot::Id => trimmed.clone_into(&mut draft.article.id),
        Slot::Captions => {
            let caption = wrap::paragraphs(trimmed);
            draft
                .article
                .captions
                .extend(Some(caption).filter(|caption| !caption.is_empty()));
        }
        Slot::Rest => append(&mut draft.article.rest, &wrap::paragraphs(text)),
        Slot::Told(Field::Published) => tell_date(draft, trimmed),
        Slot::Told(Field::Title) => {
            draft.tell(Field::Title, trimmed.trim_matches('*'), Provenance::Record);
        }
        Slot::Told(field) => draft.tell(field, trimmed, Provenance::Record),
        Slot::Extra | Slot::Path if !trimmed.is_empty() => keep_beside(draft, name, trimmed),
        Slot::Body | Slot::Skip | Slot::Extra | Slot::Path => {}
    }
}

/// Longer than this a part is no metadata.
const LONGEST_EXTRA_BYTES: usize = 512;

fn keep_beside(draft: &mut Draft, name: &str, text: &str) {
    if text.len() > LONGEST_EXTRA_BYTES {
        return append(&mut draft.article.rest, &wrap::paragraphs(text));
    }
    if let Some(stamp) = wire::stamp(text) {
        draft.tell(Field::Published, &stamp, Provenance::Header);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let value = Value::Text(words.join(" "));
    draft.article.extra.insert(name.to_owned(), value);
}

/// A date in words or numbers, or as `910514`.
fn tell_date(draft: &mut Draft, text: &str) {
    let short = six_digits(text).filter(|_| text.len() == 6);
    let date = short.unwrap_or_else(|| text.to_owned());
    draft.tell(Field::Published, &date, Provenance::Record);
}

/// `AP880212-0001`, `LA010189-0001`, `NYT19980601.0001`: newspapers numbered their stories by the day.
fn tell_date_of_id(draft: &mut Draft) {
    let id = draft.article.id.clone();
    match six_digits(&id) {
        Some(date) => draft.tell(Field::Published, &date, Provenance::Path),
        None => draft.tell_path(&id, Provenance::Path),
    }
}

/// The day in the first six digits that stand alone: year, month, day, or month, day, year. No month begins with the
/// digits of a year of these collections, which are of the last century.
fn six_digits(text: &str) -> Option<String> {
    let mut runs = text.split(|char: char| !char.is_ascii_digit());
    let digits = runs.find(|run| !run.is_empty())?;
    if digits.len() != 6 {
        return None;
    }
    let (first, second, third) = (&digits[..2], &digits[2..4], &digits[4..]);
    let (year, month, day) = if first > "12" {
        (first, second, third)
    } else {
        (third, first, second)
    };
    let date = format!("19{year}-{month}-{day}");
    dates::parse(&date).map(|_| date)
}

/// A story without the agency's name that signs it off.
fn signed_off(text: &str) -> &str {
    let is_blank = |char: char| char.is_whitespace() || char.is_control();
    let text = text.trim_end_matches(is_blank);
    let (story, last) = text.rsplit_once('\n').unwrap_or(("", text));
    let is_sign_off = ["reuter", "reuters"].contains(&last.trim().to_lowercase().as_str());
    if is_sign_off { story } else { text }
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn a_number_of_a_story_tells_its_day() {
        for (id, day) in [
            ("MW880212-0001", Some("1988-02-12")),
            ("HP010189-0001", Some("1989-01-01")),
            ("FT911-3", None),
            ("MW993212-1", None),
            ("SN91-06174195", None),
        ] {
            assert_eq!(six_digits(id).as_deref(), day, "{id}");
        }
    }
}
