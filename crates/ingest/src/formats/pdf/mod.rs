//! PDFs: each file one article.
//!
//! The [parsers](crate::parsers) tell the text of the [`pages`]; what stands on all of them is
//! taken off, and the rest [flows](flow) into paragraphs. The [title] is the document's own where that is one, else the
//! first line. What the document says of itself is the least trusted: it tells when the PDF was made, which may be years
//! after the article.

mod flow;
mod pages;
mod title;

use fiche::{Provenance, Value};

use super::Format;
use super::draft::{Draft, append};
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::sniff::{Head, Likeness};
use super::text;
use crate::metadata::Field;
use crate::pdf::{Contents, PdfError, Properties};

pub(super) const FORMAT: Format = Format {
    name: "pdf",
    version: 2,
    extensions: &["pdf"],
    sniff,
    read,
};

const MAGIC: &[u8] = b"%PDF-";

/// Mail programs and old servers leave bytes before the beginning; readers of PDF look so far for it.
const LATEST_MAGIC: usize = 1024;

fn sniff(head: &Head<'_>) -> Likeness {
    let bytes = head.bytes();
    let start = &bytes[..bytes.len().min(LATEST_MAGIC)];
    let is_inside = || start.windows(MAGIC.len()).any(|window| window == MAGIC);
    // A text that mentions the sign is no PDF, but for one that is called so.
    let is_pdf = start.starts_with(MAGIC) || head.extension() == "pdf" && is_inside();
    if is_pdf { Likeness::Sure } else { Likeness::No }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let contents = contents(intake)?;
    if contents.is_blank() {
        return Err(without_text(&contents));
    }
    let pages = contents.pages.len();
    if contents.unread > 0 {
        let unread = contents.unread;
        intake.fail(ReadErrorKind::Malformed.failure(format!(
            "{unread} of {pages} pages can not be read: convert the PDF with pdftotext"
        )));
    }
    let mut draft = Draft::default();
    write(&mut draft, &contents);
    tell(&mut draft, &contents.properties);
    let count = i64::try_from(pages).unwrap_or(i64::MAX);
    let extra = &mut draft.article.extra;
    extra.insert("pages".to_owned(), Value::Integer(count));
    intake.give_only(draft.finish_file(intake.path))
}

fn contents(intake: &mut Intake<'_>) -> Result<Contents, ReadError> {
    let bytes = intake.bytes()?;
    let contents = intake.options.parsers.pdf(&bytes).ok_or_else(|| {
        ReadError::new(
            ReadErrorKind::Unsupported,
            "PDFs are read by a program: name one with `ReadOptions::parser_program`",
        )
    })?;
    contents.map_err(|error| ReadError::new(kind(&error), error.to_string()))
}

fn kind(error: &PdfError) -> ReadErrorKind {
    match error {
        PdfError::Locked => ReadErrorKind::Encrypted,
        PdfError::Damaged | PdfError::Fatal => ReadErrorKind::Malformed,
        PdfError::Late => ReadErrorKind::TooLarge,
        PdfError::NotStarted(_) => ReadErrorKind::Unreadable,
    }
}

fn without_text(contents: &Contents) -> ReadError {
    let message = if contents.is_picture {
        "the PDF holds pictures only: run OCR over it, such as `ocrmypdf`"
    } else {
        "the pages of the PDF are empty: fetch the file again if they should not be"
    };
    ReadError::new(ReadErrorKind::NoText, message)
}

/// Writes the story, and the title that was found for it.
fn write(draft: &mut Draft, contents: &Contents) {
    let parted = pages::part(&contents.pages);
    let text = flow::paragraphs(&parted.pages);
    let stated = title::stated(&contents.properties.title);
    let (title, story) = title::split(stated, &text);
    let provenance = match stated {
        Some(stated) if stated == title => Provenance::Properties,
        _ => Provenance::Text,
    };
    draft.tell(Field::Title, title, provenance);
    let story = text::take_headers(draft, story);
    draft.write(story);
    append(&mut draft.article.rest, &parted.rest);
    if let Some(day) = parted.day {
        draft.tell(Field::Published, &day.to_string(), Provenance::Text);
    }
    if let Some(address) = parted.address {
        draft.tell(Field::Url, address, Provenance::Text);
    }
}

fn tell(draft: &mut Draft, properties: &Properties) {
    let author = &properties.author;
    // One word is the name of an account.
    let is_name = author.contains(' ') || !author.is_ascii();
    let told = [
        (Field::Authors, if is_name { author } else { "" }),
        (Field::Tags, &properties.keywords),
        (Field::Published, &properties.created),
        (Field::Modified, &properties.modified),
    ];
    for (field, text) in told {
        draft.tell(field, text, Provenance::Properties);
    }
}
