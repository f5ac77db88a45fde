//! EPUB books: an article for each chapter.
//!
//! A book is a container, as a feed is: what a reader looks for is the story or the chapter, not three hundred pages with
//! one title; collections of stories and the issues of a newspaper come as EPUB too, an article a file; and ranking by
//! length would bury a whole book. So each text of the book's reading order is an article, `book.epub#n` with its number in
//! that order. It has the chapter's heading for a title, the book's authors, publisher (as outlet), date, language and
//! subjects, and the book's title as `extra.book`. Covers and lists of contents are passed over, and so are pages without
//! a text. What is said of the book is read by [`package`], a chapter's text by [`chapter`].

mod chapter;
mod package;

use std::collections::HashSet;

use fiche::{Provenance, Value};

use super::Format;
use super::archive::{Package, read_zip, sniff_zip};
use super::draft::Draft;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use crate::metadata::Field;

use self::chapter::Chapter;
use self::package::Book;

pub(super) const FORMAT: Format = Format {
    name: "epub",
    version: 2,
    extensions: &["epub"],
    sniff: sniff_zip,
    read: read_zip,
};

/// Reads an open package.
pub(super) fn read(package: &mut Package<'_>, intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let book = Book::read(package)?;
    let locked = package::locked(package)?;
    let mut protected = 0;
    for (text, number) in book.texts.iter().zip(1..) {
        if intake.report.stopped {
            break;
        }
        if !book.is_story(text) {
            continue;
        }
        if locked.contains(text) {
            protected += 1;
            continue;
        }
        match package.get(text) {
            Ok(Some(bytes)) => give(intake, &book, text, &bytes, number),
            Ok(None) => {
                let message = format!("chapter `{text}` is not in the book: fetch it again");
                intake.fail(ReadErrorKind::Malformed.failure(message));
            }
            Err(error) if package.is_spent() => return Err(error),
            Err(error) => intake.fail(error.to_failure()),
        }
    }
    if protected > 0 {
        let message = format!(
            "chapters that are encrypted: {protected}; get the book without copy protection"
        );
        intake.fail(ReadErrorKind::Encrypted.failure(message));
    }
    Ok(())
}

fn give(intake: &mut Intake<'_>, book: &Book, path: &str, bytes: &[u8], number: u32) {
    let page = intake.decode(bytes);
    let chapter = Chapter::of(&page);
    if chapter.text.is_empty() {
        return;
    }
    let mut draft = Draft::default();
    let title = chapter.title(book.labels.get(path).map(String::as_str), &book.title);
    draft.tell(Field::Title, title, Provenance::Markup);
    for (field, value) in &book.told {
        draft.tell(*field, value, Provenance::Meta);
    }
    if let Some(language) = chapter.language {
        draft.tell(Field::Language, &language, Provenance::Markup);
    }
    let article = &mut draft.article;
    // A book has no leftovers of a page in it: every line is the writer's.
    article.body = chapter.text;
    article.captions = chapter.captions;
    if !book.title.is_empty() {
        article
            .extra
            .insert("book".to_owned(), Value::Text(book.title.clone()));
    }
    let _ = intake.give(draft.finish_file(intake.path), Some(number));
}

type Paths = HashSet<String>;
