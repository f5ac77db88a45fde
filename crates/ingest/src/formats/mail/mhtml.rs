//! A page that a browser saved as one file: MHTML, a mail of the page and all that it shows.
//!
//! Its headers tell where and when it was saved, and nothing of the article but its address.

use fiche::Provenance;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::Format;
use super::super::error::ReadError;
use super::super::intake::Intake;
use super::super::sniff::{Head, Likeness};
use super::content::ContentReader;
use super::{eml, no_headers, parse, wire};
use crate::metadata::Field;

pub(in super::super) const FORMAT: Format = Format {
    name: "mhtml",
    version: 3,
    extensions: &["mhtml", "mht"],
    sniff,
    read,
};

/// What browsers write into the headers, in lower case.
static SIGNS: [&str; 3] = [
    "snapshot-content-location:",
    "from: <saved by",
    "from: \"saved by",
];

fn sniff(head: &Head<'_>) -> Likeness {
    let text = head.text();
    let headers = text.split("\n\n").next().unwrap_or_default();
    let headers = headers.split("\r\n\r\n").next().unwrap_or_default();
    let headers = headers.to_lowercase();
    let has_sign = headers
        .lines()
        .any(|line| SIGNS.iter().any(|sign| line.starts_with(sign)));
    if has_sign && eml::begins_with_headers(text) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let raw = wire::prepare(&intake.bytes()?, None)?;
    let message = parse(&raw).ok_or_else(no_headers)?;
    let Some((part, page)) = page(&message) else {
        return Err(ReadError::no_text());
    };
    let mut reader = ContentReader::new(intake.options);
    let page = reader.decoded(&message, part, page);
    intake.report.encoding = reader.found;
    intake.report.replaced = reader.replaced;
    let parsers = &intake.options.parsers;
    let mut article = parsers.page(&page, &[], intake.path).article;
    let saved_from = message
        .header("Snapshot-Content-Location")
        .and_then(|of| of.as_text());
    let address = saved_from.or(part.content_location()).unwrap_or_default();
    if article.url.is_none() && address.starts_with("http") {
        article.url = Some(address.trim().to_owned());
        let name = Field::Url.name().to_owned();
        article.provenance.insert(name, Provenance::Header);
    }
    intake.give_only(article)
}

/// The first page; frames and advertisements follow it.
fn page<'m, 'x>(message: &'m Message<'x>) -> Option<(&'m MessagePart<'x>, &'m str)> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some((part, page.as_ref())),
        _ => None,
    })
}
