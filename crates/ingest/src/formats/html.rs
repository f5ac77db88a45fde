//! Saved web pages: HTML and XHTML.

use super::Format;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::sniff::{self, Head, Likeness};
use crate::html;

pub(super) const FORMAT: Format = Format {
    name: "html",
    version: 5,
    extensions: &["html", "htm", "xhtml", "shtml"],
    sniff,
    read,
};

/// What a page opens with, behind its declarations and comments.
static OPENINGS: [&str; 5] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<!doctype xhtml",
];

fn sniff(head: &Head<'_>) -> Likeness {
    let text = sniff::after_prolog(head.text());
    let opens = |opening: &&str| {
        let start = text.get(..opening.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    if OPENINGS.iter().any(opens) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let page = intake.text()?;
    let page = intake.options.parsers.page(&page, &[], intake.path);
    if let Some(why) = page.lack {
        return Err(ReadError::new(
            ReadErrorKind::NoArticle,
            format!("the page {why}: leave it out, or save the article itself"),
        ));
    }
    intake.give_only(page.article)?;
    if let Some(why) = page.excess {
        let message = format!("the page {why}: its text was kept, and nothing that its tags say");
        intake.fail(ReadErrorKind::TooLarge.failure(message));
    }
    if page.is_stub {
        intake.fail(ReadErrorKind::Stub.failure(format!("the page {}", html::STUB)));
    }
    Ok(())
}
