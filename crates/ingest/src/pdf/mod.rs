//! What is in a PDF: its pages as text and what it says of itself.
//!
//! No PDF is parsed in the process of the caller: parsers of PDF overflow the stack, loop or panic on files that people
//! really have. All of this runs in a [child](crate::child), which asks [`poppler`]'s `pdftotext`, which reads more files and keeps the words apart better, and
//! where that is not installed or does not know the file the parser that is [built in](builtin).

mod builtin;
mod glyphs;
mod poppler;

use serde::{Deserialize, Serialize};

/// The text of a hundred novels: a PDF with more is an accident.
const MOST_TEXT_BYTES: usize = 64 << 20;

/// What a PDF holds.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contents {
    /// The text of each page: a line a line, blocks parted by empty lines.
    pub(crate) pages: Vec<String>,
    /// Pages that could not be read.
    pub(crate) unread: u32,
    /// Whether there are pictures in a PDF without a word.
    pub(crate) is_picture: bool,
    pub(crate) properties: Properties,
}

impl Contents {
    /// Whether there is no word in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.pages.iter().all(|page| page.trim().is_empty())
    }
}

/// What the program that made a PDF says of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Properties {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) keywords: String,
    /// As PDFs write it: `D:20220314093000+01'00'`.
    pub(crate) created: String,
    pub(crate) modified: String,
}

impl Properties {
    /// Keeps a property, by its name in a PDF; those that nobody asks for are passed over.
    fn set(&mut self, name: &str, text: &str) {
        let slot = match name {
            "Title" => &mut self.title,
            "Author" => &mut self.author,
            "Keywords" => &mut self.keywords,
            "CreationDate" => &mut self.created,
            "ModDate" => &mut self.modified,
            _ => return,
        };
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        text.trim().clone_into(slot);
    }
}

/// Why a PDF has no contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub(crate) enum PdfError {
    /// It asks for a password.
    #[error("the PDF is locked: save a copy without its password")]
    Locked,
    /// It is no PDF behind its first bytes.
    #[error("the PDF is cut off or damaged: fetch the file again")]
    Damaged,
    /// The child died of it, or did not say what a child says.
    #[error("the PDF's structure makes the parser fail: convert it with pdftotext")]
    Fatal,
    /// The child was not done in time.
    #[error("the PDF takes too long to read: look at it, or leave it out in `.ficheignore`")]
    Late,
    /// The child could not be started.
    #[error("PDFs are read by a program that does not start ({0}): check its path")]
    NotStarted(String),
}

/// Reads a PDF, in this process.
pub(crate) fn read(pdf: &[u8]) -> Result<Contents, PdfError> {
    let mut contents = poppler::read(pdf).map_or_else(|| builtin::read(pdf), Ok)?;
    contents.is_picture = contents.is_blank() && has_pictures(pdf);
    Ok(contents)
}

/// Pictures say what they are in plain bytes, however the rest of the file is packed.
fn has_pictures(pdf: &[u8]) -> bool {
    let sign = b"/Image";
    pdf.windows(sign.len()).any(|window| window == sign)
}
