//! The parser that is built in: pdf-extract over lopdf.
//!
//! It panics on what it does not know. A panic costs one page; overflows and loops cost the process, which is why this
//! runs in one of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Dictionary, Document, Error, Object, decode_text_string, output_doc_page};

use super::glyphs::Glyphs;
use super::{Contents, MOST_TEXT_BYTES, PdfError, Properties};

/// Reads a PDF page by page.
pub(super) fn read(pdf: &[u8]) -> Result<Contents, PdfError> {
    let document = guarded(|| load(pdf)).unwrap_or(Err(PdfError::Damaged))?;
    let mut contents = Contents {
        properties: properties(&document),
        ..Contents::default()
    };
    let mut room = MOST_TEXT_BYTES;
    for number in document.get_pages().into_keys() {
        let text = page(&document, number).filter(|text| text.len() <= room);
        contents.unread += u32::from(text.is_none());
        let text = text.unwrap_or_default();
        room -= text.len();
        contents.pages.push(text);
    }
    if contents.pages.len() == contents.unread as usize {
        return Err(PdfError::Damaged);
    }
    Ok(contents)
}

fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The document, opened with the empty password that most protected files have.
fn load(pdf: &[u8]) -> Result<Document, PdfError> {
    let refusal = |error| match error {
        Error::Decryption(_) | Error::InvalidPassword => PdfError::Locked,
        _ => PdfError::Damaged,
    };
    let mut document = Document::load_mem(pdf).map_err(refusal)?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| PdfError::Locked)?;
    }
    Ok(document)
}

fn page(document: &Document, number: u32) -> Option<String> {
    guarded(|| {
        let mut glyphs = Glyphs::default();
        let done = output_doc_page(document, &mut glyphs, number);
        done.ok().map(|()| glyphs.into_text())
    })?
}

fn properties(document: &Document) -> Properties {
    let mut properties = Properties::default();
    let Some(dictionary) = information(document) else {
        return properties;
    };
    for (name, value) in dictionary {
        let value = document.dereference(value).map(|(_, value)| value);
        if let Ok(text) = value.and_then(decode_text_string) {
            properties.set(&String::from_utf8_lossy(name), &text);
        }
    }
    properties
}

fn information(document: &Document) -> Option<&Dictionary> {
    let object = document.trailer.get(b"Info").ok()?;
    let (_, object) = document.dereference(object).ok()?;
    Object::as_dict(object).ok()
}
