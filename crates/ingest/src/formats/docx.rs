//! DOCX, the documents of Word: one article each.
//!
//! The story is `word/document.xml`, a paragraph after the other with the id of its style; `word/styles.xml` tells the
//! name of each style, which is English in every language of the program. Text that was deleted with changes tracked is
//! not read. Foot- and endnotes go to the rest, what pictures show to the captions. Headers and footers are left out.

use std::collections::HashMap;

use super::Format;
use super::archive::{Package, read_zip, sniff_zip};
use super::dialect::Dialect;
use super::document::{self, Document};
use super::error::ReadError;
use super::intake::Intake;
use crate::xml::Element;

pub(super) const FORMAT: Format = Format {
    name: "docx",
    version: 2,
    extensions: &["docx", "docm", "dotx"],
    sniff: sniff_zip,
    read: read_zip,
};

/// What Word calls the story; some of Microsoft's services number it.
static STORIES: [&str; 2] = ["word/document.xml", "word/document2.xml"];

static NOTES: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];

static DIALECT: Dialect = Dialect {
    paragraphs: &["w:p"],
    words: &["w:t"],
    signs: &[
        ("w:tab", " "),
        ("w:br", "\n"),
        ("w:cr", "\n"),
        ("w:noBreakHyphen", "-"),
    ],
    // `mc:Fallback` says what stands before it over again, for older programs.
    silent: &["w:pPr", "w:del", "w:moveFrom", "w:instrText", "mc:Fallback"],
    notes: &[],
    captions: &[("wp:docPr", "descr")],
};

/// Reads an open package.
pub(super) fn read(package: &mut Package<'_>, intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut document = Document::default();
    let mut problems = Vec::new();
    let mut styles = HashMap::new();
    let mut keep = |result: Result<(), ReadError>| problems.extend(result.err());
    keep(
        package.each_element("word/styles.xml", is_style, |style, _| {
            styles.extend(style_of(&style));
        }),
    );
    for story in STORIES {
        keep(
            package.each_element(story, is_paragraph, |paragraph, around| {
                if !DIALECT.is_silent(around) {
                    let style = style_id(&paragraph);
                    let name = styles.get(style).map_or(style, String::as_str);
                    document.add(name, DIALECT.read(&paragraph));
                }
            }),
        );
    }
    for notes in NOTES {
        keep(package.each_element(notes, is_paragraph, |paragraph, _| {
            document.add_rest(&DIALECT.read(&paragraph).text);
        }));
    }
    keep(
        package.each_element("docProps/core.xml", document::is_property, |property, _| {
            document.add_property(&property);
        }),
    );
    document.give(intake, problems)
}

fn is_style(_: &[Element], name: &str) -> bool {
    name == "w:style"
}

fn is_paragraph(_: &[Element], name: &str) -> bool {
    name == "w:p"
}

/// The id of a style and its name.
fn style_of(style: &Element) -> Option<(String, String)> {
    let id = style.attribute("w:styleId")?;
    let name = style.child("w:name")?.attribute("w:val")?;
    Some((id.to_owned(), name.to_owned()))
}

fn style_id(paragraph: &Element) -> &str {
    let properties = paragraph.child("w:pPr");
    let style = properties.and_then(|properties| properties.child("w:pStyle"));
    style
        .and_then(|style| style.attribute("w:val"))
        .unwrap_or_default()
}
