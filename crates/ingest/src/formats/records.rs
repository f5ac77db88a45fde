//! A file of many documents, cut at the marks that end them.
//!
//! Collections of agency stories are one file of thousands, each closed by a tag or a control character. One document is
//! held at a time, however long the file; one beyond the limit for a record is passed over and said. A file that turns
//! out to hold a single article is known by its path, as any other file of one article.

use fiche::Article;

use super::error::{ReadError, ReadErrorKind};
use super::intake::{Intake, Line};

/// Hands each document to `read`, with its mark and its number, counted from 1. A last one without its mark is handed
/// over too. Letters of the marks fit in either case.
pub(super) fn each(
    intake: &mut Intake<'_>,
    ends: &[&[u8]],
    read: &mut dyn FnMut(&mut Intake<'_>, &[u8], u32),
) -> Result<(), ReadError> {
    let mut line = Vec::new();
    let mut open = Open::default();
    loop {
        match intake.line(&mut line)? {
            Line::End => break,
            Line::TooLong => open.is_too_long = true,
            Line::Whole => {
                line.push(b'\n');
                let mut rest = line.as_slice();
                while let Some(end) = end_of(rest, ends) {
                    open.add(&rest[..end], intake);
                    open.close(intake, read);
                    rest = &rest[end..];
                    if intake.report.stopped {
                        return Ok(());
                    }
                }
                open.add(rest, intake);
            }
        }
    }
    if open.is_too_long || !open.bytes.trim_ascii().is_empty() {
        open.close(intake, read);
    }
    Ok(())
}

/// The document that is being gathered.
#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    number: u32,
    is_too_long: bool,
}

impl Open {
    fn add(&mut self, bytes: &[u8], intake: &Intake<'_>) {
        let length = (self.bytes.len() + bytes.len()) as u64;
        self.is_too_long |= length > intake.options.most_record_bytes;
        if self.is_too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn close(
        &mut self,
        intake: &mut Intake<'_>,
        read: &mut dyn FnMut(&mut Intake<'_>, &[u8], u32),
    ) {
        self.number += 1;
        if self.is_too_long {
            let (number, most) = (self.number, intake.options.most_record_bytes);
            let message = format!(
                "document {number} is longer than {most} bytes: split it, or raise the limit"
            );
            intake.fail(ReadErrorKind::TooLarge.failure(message));
        } else {
            read(intake, &self.bytes, self.number);
        }
        self.bytes.clear();
        self.is_too_long = false;
    }
}

/// The byte after the first mark. All marks are looked for in one pass: of one that never comes the rest of a line would
/// be searched again for each document.
fn end_of(bytes: &[u8], ends: &[&[u8]]) -> Option<usize> {
    let end_at = |at: usize| {
        let fits = |end: &&&[u8]| {
            let here = bytes.get(at..at + end.len());
            here.is_some_and(|here| here.eq_ignore_ascii_case(end))
        };
        ends.iter().find(fits).map(|end| at + end.len())
    };
    (0..bytes.len()).find_map(end_at)
}

/// Hands over articles of which there may be one or many.
#[derive(Default)]
pub(super) struct Several {
    /// The first, until it is known whether others follow.
    first: Option<(u32, Article)>,
    has_more: bool,
}

impl Several {
    /// Hands over the article of a document; one without a text is a failure.
    pub(super) fn give(&mut self, intake: &mut Intake<'_>, number: u32, article: Article) {
        if intake.report.stopped {
            return;
        }
        if article.is_empty() {
            let message =
                format!("document {number} holds no text: there is nothing to search in it");
            return intake.fail(ReadErrorKind::NoText.failure(message));
        }
        if !self.has_more && self.first.is_none() {
            self.first = Some((number, article));
            return;
        }
        self.has_more = true;
        let first = self.first.take();
        for (number, article) in first.into_iter().chain([(number, article)]) {
            if !intake.report.stopped {
                let _ = intake.give(article, Some(number));
            }
        }
    }

    /// Hands over what was held back.
    pub(super) fn finish(self, intake: &mut Intake<'_>) {
        if let Some((number, article)) = self.first {
            let is_only = number == 1 && intake.report.failed == 0;
            let _ = intake.give(article, (!is_only).then_some(number));
        }
    }
}
