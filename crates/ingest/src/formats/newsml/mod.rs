//! NewsML: NewsML-G2 and NewsML 1.2, the envelopes in which agencies send their items.
//!
//! A file is one item or a message of many, streamed item by item. An item is a story, or it is about stories: a package
//! lists others, concepts and plans are notes of the desk. These have no text to search, and neither have pictures without a
//! caption; a file that holds nothing else says so. Inside an item the story stands in [NITF](super::nitf), in HTML, or as text.

mod g2;
mod v1;

use super::Format;
use super::draft::Draft;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::records::Several;
use super::sniff::{Head, Likeness};
use crate::xml::Element;

pub(super) const FORMAT: Format = Format {
    name: "newsml",
    version: 2,
    extensions: &["newsml"],
    sniff,
    read,
};

/// The elements that hold a story, and how each is read.
static STORIES: [(&str, Write); 2] = [("newsItem", g2::write), ("NewsItem", v1::write)];

type Write = fn(&mut Draft, &Element);

/// Items that hold no story, and what they are.
static OTHERS: [(&str, &str); 5] = [
    ("packageItem", "a package, which lists other items"),
    ("conceptItem", "a concept"),
    ("knowledgeItem", "a list of concepts"),
    ("planningItem", "a plan for coverage"),
    ("catalogItem", "a catalogue of codes"),
];

/// Pictures and films come beside the story that they belong to, and may have no words of their own.
const WORDLESS: &str = "a news item without a headline or a text";

/// What a document can open with, in lower case.
static ROOTS: [&str; 9] = [
    "newsitem",
    "newsmessage",
    "newsml",
    "itemset",
    "packageitem",
    "conceptitem",
    "knowledgeitem",
    "planningitem",
    "catalogitem",
];

fn sniff(head: &Head<'_>) -> Likeness {
    if ROOTS.contains(&head.local_root().as_str()) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn is_item(_: &[Element], name: &str) -> bool {
    write_of(name).is_some() || other(name).is_some()
}

fn write_of(name: &str) -> Option<Write> {
    let story = STORIES.iter().find(|(item, _)| *item == name);
    story.map(|(_, write)| *write)
}

fn other(name: &str) -> Option<&'static str> {
    let other = OTHERS.iter().find(|(item, _)| *item == name);
    other.map(|(_, what)| *what)
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut several = Several::default();
    let mut number = 0;
    let mut without_words = None;
    intake.each_element(is_item, |intake, item, _| {
        let Some(write) = write_of(&item.name) else {
            without_words = other(&item.name);
            return;
        };
        number += 1;
        let mut draft = Draft::default();
        write(&mut draft, &item);
        let article = draft.finish();
        if article.is_empty() {
            without_words = Some(WORDLESS);
        } else {
            several.give(intake, number, article);
        }
    })?;
    several.finish(intake);
    match without_words {
        Some(what) if intake.report.articles == 0 => Err(ReadError::new(
            ReadErrorKind::NoText,
            format!("the file is {what} and holds no story: leave it out in `.ficheignore`"),
        )),
        _ => Ok(()),
    }
}
