//! A record to an article: what of a crawl is a page, and what its text is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hasher;

use fiche::{Article, Failure, Value};
use xxhash_rust::xxh3::Xxh3;

use super::super::draft::Draft;
use super::super::error::ReadErrorKind;
use super::super::intake::Intake;
use super::super::{sniff, text};
use super::encoding::{Decoded, Fault};
use super::frames::{Record, Trouble};
use super::head::Kind;
use super::http;
use crate::dates;
use crate::html::{self, Known};

/// Addresses that pages have. Crawlers keep their logs and settings under others.
static SCHEMES: [&str; 4] = ["http://", "https://", "file://", "ftp://"];

/// Texts that servers keep for programs, by how their addresses end.
static FOR_PROGRAMS: [&str; 4] = ["/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt"];

/// The types of pages; any other is passed over.
static PAGES: [(&str, Shape); 3] = [
    ("text/html", Shape::Html),
    ("application/xhtml+xml", Shape::Html),
    ("text/plain", Shape::Text),
];

/// The name of the moment of capture beside the fields of the article.
const FETCHED: &str = "fetched";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Html,
    Text,
}

/// A page as it lies in an archive.
struct Page<'a> {
    shape: Shape,
    charset: Option<String>,
    body: Decoded<'a>,
}

/// Gives the article of a record that is a page; `seen` holds what stood before it in the archive.
pub(super) fn read(intake: &mut Intake<'_>, record: &Record, seen: &mut HashSet<u64>) {
    let header = &record.header;
    let Some(page) = page(record, intake.options.most_record_bytes) else {
        return;
    };
    let is_new_address = seen.insert(digest(&header.url, b""));
    if page.body.bytes.is_empty() || !seen.insert(digest(&header.url, &page.body.bytes)) {
        return;
    }
    if record.trouble == Some(Trouble::TooLong) || page.body.fault == Some(Fault::TooLarge) {
        let most = intake.options.most_record_bytes;
        let message = format!("holds more than {most} bytes: raise the limit to read it");
        return intake.fail(failure(ReadErrorKind::TooLarge, record, &message));
    }
    if !sniff::is_text(&page.body.bytes) {
        let message = "is said to be a page and is not text: it was passed over";
        return intake.fail(failure(ReadErrorKind::Malformed, record, message));
    }
    let mut article = match read_page(intake, record, &page) {
        Ok(article) => article,
        Err(message) => return intake.fail(failure(ReadErrorKind::NoArticle, record, &message)),
    };
    if let Some(message) = damage(record.trouble, page.body.fault) {
        intake.fail(failure(ReadErrorKind::Malformed, record, message));
    }
    article.id = if is_new_address {
        header.url.clone()
    } else {
        format!("{}@{}", header.url, header.date)
    };
    let id = digest("id", article.id.as_bytes());
    if !seen.insert(id) {
        // Two captures in one second: the record's place in the file tells them apart.
        article.id.clear();
    }
    let _ = intake.give(article, Some(record.number));
}

/// The page in a record; `None` where the record is none.
fn page(record: &Record, most_bytes: u64) -> Option<Page<'_>> {
    let header = &record.header;
    let url = header.url.to_ascii_lowercase();
    if header.kind == Kind::Other
        || !SCHEMES.iter().any(|scheme| url.starts_with(scheme))
        || FOR_PROGRAMS.iter().any(|end| url.ends_with(end))
    {
        return None;
    }
    let answer = if header.kind == Kind::Response {
        http::parse(&record.block)
    } else {
        None
    };
    let Some(answer) = answer else {
        let shape = shape(&header.content_type)?;
        return Some(Page {
            shape,
            charset: charset(&header.content_type),
            body: Decoded {
                bytes: Cow::Borrowed(&record.block),
                fault: None,
            },
        });
    };
    if answer.status != 200 {
        return None;
    }
    Some(Page {
        shape: shape(&answer.content_type)?,
        charset: charset(&answer.content_type),
        body: answer.body(most_bytes),
    })
}

fn shape(content_type: &str) -> Option<Shape> {
    let name = content_type.split(';').next().unwrap_or_default().trim();
    let page = PAGES
        .iter()
        .find(|(other, _)| name.eq_ignore_ascii_case(other));
    page.map(|(_, shape)| *shape)
}

/// The encoding that a type names: `text/html; charset=utf-8`.
fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let (_, label) = lower.split_once("charset=")?;
    let label = label.trim_matches(['"', '\'', ' ']);
    let end = label.find([';', ',', '"', '\'', ' ']);
    Some(label[..end.unwrap_or(label.len())].to_owned())
}

fn digest(url: &str, content: &[u8]) -> u64 {
    let mut digest = Xxh3::new();
    digest.update(url.as_bytes());
    digest.write_u8(0);
    digest.update(content);
    digest.digest()
}

/// The article of the page, or why there is none.
fn read_page(intake: &mut Intake<'_>, record: &Record, page: &Page<'_>) -> Result<Article, String> {
    let text = intake.decode_as_told(&page.body.bytes, page.charset.as_deref());
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let fetched = dates::parse(&record.header.date).map(|date| date.to_string());
    let mut known = vec![Known::Address(record.header.url.clone())];
    known.extend(fetched.clone().map(Known::Fetched));
    let mut article = match page.shape {
        Shape::Html => {
            let page = intake.options.parsers.page(&text, &known, "");
            if let Some(why) = page.lack {
                return Err(why.into_owned());
            }
            if page.is_stub {
                intake.fail(failure(ReadErrorKind::Stub, record, html::STUB));
            }
            page.article
        }
        Shape::Text => {
            let known = Draft {
                found: html::found(&known),
                ..Draft::default()
            };
            text::draft(&text, known).finish()
        }
    };
    if article.is_empty() {
        return Err("has no text".to_owned());
    }
    if let Some(fetched) = fetched {
        article
            .extra
            .insert(FETCHED.to_owned(), Value::Text(fetched));
    }
    Ok(article)
}

/// What is to be said of an article that is not whole.
fn damage(trouble: Option<Trouble>, fault: Option<Fault>) -> Option<&'static str> {
    match (trouble, fault) {
        (Some(Trouble::CutOff), _) => Some("is cut off, and so is the file: fetch it again"),
        (Some(Trouble::WrongLength), _) => {
            Some("has another length than it says: its text may not be whole")
        }
        (_, Some(Fault::Damaged)) => Some("unpacks only in part: its text may not be whole"),
        _ => None,
    }
}

fn failure(kind: ReadErrorKind, record: &Record, what: &str) -> Failure {
    let (number, url) = (record.number, &record.header.url);
    kind.failure(format!("record {number} ({url}) {what}"))
}
