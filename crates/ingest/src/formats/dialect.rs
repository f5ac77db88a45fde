//! How the formats of word processors write words: which elements are paragraphs, text, signs, notes and pictures.
//!
//! Each format is a table of names; one walk down a paragraph reads them all. The depth of a paragraph is bounded by the
//! reading of XML.

use super::draft::append;
use crate::xml::{Element, Node};

/// How a format writes words.
pub(super) struct Dialect {
    /// The elements that are paragraphs.
    pub(super) paragraphs: &'static [&'static str],
    /// The elements whose text is words; any element, where there are none.
    pub(super) words: &'static [&'static str],
    /// What an element stands for.
    pub(super) signs: &'static [(&'static str, &'static str)],
    /// Elements whose content is not read.
    pub(super) silent: &'static [&'static str],
    /// Elements whose content is a note.
    pub(super) notes: &'static [&'static str],
    /// Elements that tell what a picture shows, and the attribute that does; their text, where there is none.
    pub(super) captions: &'static [(&'static str, &'static str)],
}

/// What stands in a paragraph.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) notes: String,
    pub(super) captions: Vec<String>,
}

impl Dialect {
    /// The words of a paragraph.
    pub(super) fn read(&self, paragraph: &Element) -> Words {
        let mut words = Words::default();
        self.read_into(paragraph, &mut words);
        words
    }

    /// Whether something around a paragraph is not read.
    pub(super) fn is_silent(&self, around: &[Element]) -> bool {
        around
            .iter()
            .any(|element| self.silent.contains(&element.name.as_str()))
    }

    fn read_into(&self, element: &Element, words: &mut Words) {
        let is_words = self.words.is_empty() || self.words.contains(&element.name.as_str());
        for node in &element.nodes {
            match node {
                Node::Text(text) if is_words => words.text.extend(text.chars().map(blank)),
                Node::Text(_) => {}
                Node::Element(inner) => self.read_inner(inner, words),
            }
        }
    }

    fn read_inner(&self, element: &Element, words: &mut Words) {
        let name = element.name.as_str();
        if let Some((_, sign)) = self.signs.iter().find(|(known, _)| *known == name) {
            words.text.push_str(sign);
        } else if let Some((_, attribute)) = self.captions.iter().find(|(known, _)| *known == name)
        {
            let caption = match attribute.is_empty() {
                true => Some(element.text()),
                false => element.attribute(attribute).map(str::to_owned),
            };
            words.captions.extend(caption);
        } else if self.notes.contains(&name) {
            let note = self.read(element);
            append(&mut words.notes, note.text.trim());
        } else if !self.silent.contains(&name) {
            let parts = self.paragraphs.contains(&name);
            words.text.push_str(if parts { "\n\n" } else { "" });
            self.read_into(element, words);
            words.text.push_str(if parts { "\n\n" } else { "" });
        }
    }
}

/// Line ends of the source mean no more than blanks.
fn blank(char: char) -> char {
    if char.is_whitespace() { ' ' } else { char }
}
