//! Crawls: WARC 0.17 to 1.1 and ARC 1 and 2, each page of them an article.
//!
//! An archive is streamed record by record ([`frames`]); a record of interest is a page that a server answered with
//! status 200 ([`http`]), a `resource`, or the text that a `conversion` made of a page (WET). Requests, pictures,
//! scripts, redirects, errors and revisits are passed over: a crawl holds more of them than pages. A page is an
//! [article](page) known by its address. The same content at the same address is given once; other content at an
//! address that stood before gets the moment of its capture behind the address.
//!
//! A crawl says when it fetched a page, which is a guess of when the page was published, and is marked as one.

mod encoding;
mod frames;
mod head;
mod http;
mod page;

use std::collections::HashSet;

use super::Format;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::sniff::{Head, Likeness};
use frames::{Frames, Next};

pub(super) const FORMAT: Format = Format {
    name: "warc",
    version: 3,
    extensions: &["warc", "arc", "wet"],
    sniff,
    read,
};

/// What an archive opens with.
static MAGICS: [&[u8]; 2] = [b"WARC/", b"filedesc://"];

fn sniff(head: &Head<'_>) -> Likeness {
    if MAGICS.iter().any(|magic| head.has(0, magic)) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut frames = Frames::new(intake.options.most_record_bytes);
    let mut seen = HashSet::new();
    while !intake.report.stopped {
        match frames.next(intake.input) {
            Ok(Some(Next::Record(record))) => page::read(intake, &record, &mut seen),
            Ok(Some(Next::Broken(message))) => {
                intake.fail(ReadErrorKind::Malformed.failure(message));
            }
            Ok(None) => break,
            // What came before the damage stands.
            Err(error) if intake.report.failed == 0 => return Err(error.into()),
            Err(error) => {
                intake.fail(ReadError::from(error).to_failure());
                break;
            }
        }
    }
    if intake.report.articles + intake.report.failed == 0 {
        return Err(ReadError::new(
            ReadErrorKind::NoText,
            "the archive holds no page: no HTML or text that a server answered with status 200",
        ));
    }
    Ok(())
}
