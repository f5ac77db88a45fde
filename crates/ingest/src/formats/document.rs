//! The article in a document of a word processor, whatever its format.
//!
//! A document says in styles what a paragraph is, and in properties who wrote it and when. Properties come from the
//! program and its templates as often as from the writer: they fill in what the text does not tell itself.

use std::collections::BTreeMap;

use fiche::{Article, Provenance};

use super::dialect::Words;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::{text, wrap};
use crate::metadata::Field;
use crate::xml::Element;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    Deck,
    Caption,
    /// Apart from the story.
    Rest,
}

/// Styles by the beginning of their names in lower case. Any other is of the story.
static ROLES: [(&str, Role); 10] = [
    ("title", Role::Title),
    ("subtitle", Role::Deck),
    ("caption", Role::Caption),
    ("illustration", Role::Caption),
    ("figure", Role::Caption),
    ("header", Role::Rest),
    ("footer", Role::Rest),
    ("footnote", Role::Rest),
    ("endnote", Role::Rest),
    ("toc ", Role::Rest),
];

/// What a property says, by its element. The title stands first; `dc:creator` of an ODT is who changed it last.
static PROPERTIES: [(&str, Field); 12] = [
    ("dc:title", Field::Title),
    ("meta:initial-creator", Field::Authors),
    ("dc:creator", Field::Authors),
    ("dc:publisher", Field::Outlet),
    ("dc:language", Field::Language),
    ("dc:subject", Field::Tags),
    ("cp:keywords", Field::Tags),
    ("meta:keyword", Field::Tags),
    ("dcterms:created", Field::Published),
    ("meta:creation-date", Field::Published),
    ("dcterms:modified", Field::Modified),
    ("dc:date", Field::Modified),
];

/// Titles, creators and dates that programs and their templates put there, in lower case and without a number.
#[rustfmt::skip]
static MADE_UP: [&str; 10] = [
    "document", "untitled", "word document", "python-docx", "2013-12-23t23:15:00z", "apache poi", "user", "windows user",
    "microsoft office user", "microsoft word",
];

/// Whether an element is a property.
pub(super) fn is_property(_: &[Element], name: &str) -> bool {
    PROPERTIES.iter().any(|(known, _)| *known == name)
}

/// A document that is being put together, paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Document {
    title: String,
    deck: String,
    story: String,
    rest: String,
    captions: Vec<String>,
    /// By their place in the table: of two that say one field the first holds.
    properties: BTreeMap<usize, Vec<String>>,
}

impl Document {
    /// Adds a paragraph in a style, by its name in the program's own words.
    pub(super) fn add(&mut self, style: &str, words: Words) {
        for caption in words.captions {
            self.add_caption(&caption);
        }
        self.add_rest(&words.notes);
        let text = tidy(&words.text);
        if text.is_empty() {
            return;
        }
        let style = style.to_lowercase();
        let role = ROLES.iter().find(|(start, _)| style.starts_with(start));
        match role.map(|(_, role)| *role) {
            Some(Role::Title) if self.title.is_empty() => self.title = one_line(&text),
            Some(Role::Deck) if self.deck.is_empty() => self.deck = one_line(&text),
            Some(Role::Caption) => self.add_caption(&text),
            Some(Role::Rest) => self.add_rest(&text),
            None if style.starts_with("heading") && self.is_at_start() => {
                self.title = one_line(&text);
            }
            _ => append(&mut self.story, &text),
        }
    }

    fn is_at_start(&self) -> bool {
        self.title.is_empty() && self.story.is_empty()
    }

    fn add_caption(&mut self, text: &str) {
        let caption = one_line(text);
        if !caption.is_empty() && !self.captions.contains(&caption) {
            self.captions.push(caption);
        }
    }

    /// Adds text that is apart from the story: notes, lists of contents.
    pub(super) fn add_rest(&mut self, text: &str) {
        append(&mut self.rest, &tidy(text));
    }

    /// Takes in an element of the properties.
    pub(super) fn add_property(&mut self, element: &Element) {
        let value = one_line(&element.text());
        let place = PROPERTIES
            .iter()
            .position(|(name, _)| *name == element.name);
        if let Some(place) = place.filter(|_| !is_made_up(&value)) {
            self.properties.entry(place).or_default().push(value);
        }
    }

    /// Hands the article over; what could not be read of the document is put on the report.
    pub(super) fn give(
        self,
        intake: &mut Intake<'_>,
        problems: Vec<ReadError>,
    ) -> Result<(), ReadError> {
        let article = self.finish(intake.path);
        match problems.into_iter().next() {
            Some(problem) if article.is_empty() => Err(problem),
            problem => {
                intake.give_only(article)?;
                if let Some(problem) = problem {
                    intake.fail(problem.to_failure());
                }
                Ok(())
            }
        }
    }

    /// The article. What its text says of itself holds before the properties.
    fn finish(mut self, path: &str) -> Article {
        let mut draft = Draft::default();
        let story = std::mem::take(&mut self.story);
        let story = self.take_title(&mut draft, &story);
        draft.tell(Field::Deck, &self.deck, Provenance::Markup);
        let story = text::take_headers(&mut draft, story);
        draft.write(story);
        append(&mut draft.article.rest, &self.rest);
        draft.article.captions.append(&mut self.captions);
        for (place, values) in &self.properties {
            let (_, field) = PROPERTIES[*place];
            if draft.found.get(field).is_none() {
                for value in values {
                    draft.tell(field, value, Provenance::Meta);
                }
            }
        }
        draft.finish_file(path)
    }

    /// The title by its style, else that of the properties, else a first line that reads as one; and the story behind it.
    fn take_title<'s>(&self, draft: &mut Draft, story: &'s str) -> &'s str {
        if !self.title.is_empty() {
            draft.tell(Field::Title, &self.title, Provenance::Markup);
            return story;
        }
        let stated = self.properties.get(&0).and_then(|titles| titles.first());
        let Some(stated) = stated else {
            let (title, story) = text::split_title(story);
            draft.tell(Field::Title, title, Provenance::Text);
            return story;
        };
        let (first, after) = story.split_once('\n').unwrap_or((story, ""));
        match one_line(first) == *stated {
            true => after.trim_start(),
            false => story,
        }
    }
}

fn is_made_up(value: &str) -> bool {
    let lower = value.to_lowercase();
    let name = lower.trim_end_matches(|char: char| char.is_ascii_digit());
    // Word names what it prints to a file after the file.
    name.is_empty() || MADE_UP.contains(&name) || lower.starts_with("microsoft word - ")
}

fn tidy(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(one_line).collect();
    wrap::paragraphs(&lines.join("\n"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
