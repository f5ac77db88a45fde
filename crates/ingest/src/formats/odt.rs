//! ODT, the documents of LibreOffice and others: one article each.
//!
//! The story is `content.xml`. A paragraph names a style of the document's own, declared before the text, that stands on
//! one of the program's: `P1` on `Title`. Text that was deleted with changes tracked, and comments, are not read; notes
//! go to the rest, what pictures show to the captions. Spreadsheets and slides of the same family have no reader.

use std::collections::HashMap;

use super::Format;
use super::archive::{Package, read_zip, sniff_zip, without_reader};
use super::dialect::Dialect;
use super::document::{self, Document};
use super::error::ReadError;
use super::intake::Intake;
use crate::xml::Element;

pub(super) const FORMAT: Format = Format {
    name: "odt",
    version: 2,
    extensions: &["odt", "ott"],
    sniff: sniff_zip,
    read: read_zip,
};

/// How the entry `mimetype` begins for texts and their templates.
const TEXT: &[u8] = b"application/vnd.oasis.opendocument.text";

static DIALECT: Dialect = Dialect {
    paragraphs: &["text:p", "text:h"],
    words: &[],
    signs: &[
        ("text:s", " "),
        ("text:tab", " "),
        ("text:line-break", "\n"),
    ],
    silent: &[
        "text:tracked-changes",
        "office:annotation",
        "text:ruby-text",
        "text:note-citation",
        "text:table-of-content",
        "text:alphabetical-index",
    ],
    notes: &["text:note"],
    captions: &[("svg:desc", ""), ("svg:title", "")],
};

/// Reads an open package.
pub(super) fn read(package: &mut Package<'_>, intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let kind = package.get("mimetype")?.unwrap_or_default();
    if !kind.is_empty() && !kind.starts_with(TEXT) {
        return Err(without_reader(
            intake,
            "OpenDocument files other than texts",
        ));
    }
    let mut document = Document::default();
    let mut problems = Vec::new();
    let mut styles = HashMap::new();
    let mut keep = |result: Result<(), ReadError>| problems.extend(result.err());
    keep(
        package.each_element("content.xml", is_style_or_paragraph, |element, around| {
            if element.name == "style:style" {
                styles.extend(style_of(&element));
            } else if !DIALECT.is_silent(around) {
                let style = element.attribute("text:style-name").unwrap_or_default();
                let name = styles.get(style).map_or(style, String::as_str);
                // The style of a heading can be any; its element is not.
                let name = if element.name == "text:h" {
                    "heading"
                } else {
                    name
                };
                document.add(&name.replace("_20_", " "), DIALECT.read(&element));
            }
        }),
    );
    keep(
        package.each_element("meta.xml", document::is_property, |property, _| {
            document.add_property(&property);
        }),
    );
    document.give(intake, problems)
}

fn is_style_or_paragraph(_: &[Element], name: &str) -> bool {
    matches!(name, "style:style" | "text:p" | "text:h")
}

/// The name of a style of the document's own, and of the one it stands on.
fn style_of(style: &Element) -> Option<(String, String)> {
    let name = style.attribute("style:name")?;
    let parent = style.attribute("style:parent-style-name")?;
    Some((name.to_owned(), parent.to_owned()))
}
