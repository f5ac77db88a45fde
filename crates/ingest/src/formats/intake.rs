//! One file on its way in: what every reader is given.
//!
//! A reader asks for its bytes whole, as text, or line by line, and hands over articles; limits, encodings, ids and the
//! count of failures are settled here, once for all formats.

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use fiche::{Article, Failure, Value};

use super::error::{ReadError, ReadErrorKind};
use super::options::{ReadOptions, Report};
use super::place::Place;
use crate::charset::{self, Decoded};
use crate::lines;
use crate::xml::{Element, Elements, Limits, Wants, XmlError};

/// A file being read.
pub(crate) struct Intake<'a> {
    /// The path from the collection's root, without the extension of a packing.
    pub(super) path: &'a str,
    /// Where it stands; its articles are known by it.
    pub(super) place: &'a Place<'a>,
    pub(super) input: &'a mut dyn BufRead,
    pub(super) options: &'a ReadOptions,
    pub(super) sink: &'a mut dyn FnMut(Article) -> ControlFlow<()>,
    pub(super) report: Report,
}

/// An id in a message is cut after so much.
const LONGEST_NAMED_BYTES: usize = 80;

/// Light markup, and letters of two bytes in UTF-16, make of a text a file of at most so many times its size.
const MARKUP_TIMES: u64 = 2;

/// What [`Intake::line`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, without its end.
    Whole,
    /// A line above the limit; it was passed over.
    TooLong,
    /// The end of the file.
    End,
}

impl Intake<'_> {
    /// The whole file. What unpacks only in part is kept, and the damage is put on the report.
    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, ReadError> {
        self.bytes_within(self.options.most_bytes)
    }

    fn bytes_within(&mut self, most: u64) -> Result<Vec<u8>, ReadError> {
        let most = most.min(self.options.most_bytes.saturating_sub(self.place.held()));
        let mut bytes = Vec::new();
        let mut bounded = self.input.take(most + 1);
        if let Err(error) = bounded.read_to_end(&mut bytes) {
            let error = ReadError::from(error);
            if error.kind() != ReadErrorKind::Malformed || bytes.is_empty() {
                return Err(error);
            }
            self.fail(error.to_failure());
        }
        if bytes.len() as u64 > most {
            return Err(ReadError::new(
                ReadErrorKind::TooLarge,
                format!("the file holds more than {most} bytes: split it, or raise the limit"),
            ));
        }
        Ok(bytes)
    }

    /// The whole file as text, line ends as `\n`.
    pub(super) fn text(&mut self) -> Result<String, ReadError> {
        let bytes = self.bytes()?;
        Ok(self.text_from(bytes))
    }

    /// As [`text`](Self::text), of a file that is one article and little else.
    pub(super) fn prose(&mut self) -> Result<String, ReadError> {
        let most = self.options.most_article_bytes;
        let bytes = self.bytes_within(most.saturating_mul(MARKUP_TIMES))?;
        Ok(self.text_from(bytes))
    }

    fn text_from(&mut self, bytes: Vec<u8>) -> String {
        let mut text = match self.decode(&bytes) {
            Cow::Owned(text) => text,
            // Text that needed no decoding moves without a copy, but for a mark at its start.
            Cow::Borrowed(text) => {
                let start = bytes.len() - text.len();
                String::from_utf8(bytes)
                    .map(|mut text| text.split_off(start))
                    .unwrap_or_default()
            }
        };
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        // Disks that failed and programs that were stopped leave such bytes; no text has them.
        if text.contains('\0') {
            text.retain(|char| char != '\0');
        }
        text
    }

    /// Bytes of this file as text; the encoding and its malformed sequences go on the report.
    pub(super) fn decode<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
        self.decode_as_told(bytes, None)
    }

    /// As [`decode`](Self::decode); where the caller names no encoding, the one that is told of these bytes is tried.
    pub(super) fn decode_as_told<'b>(
        &mut self,
        bytes: &'b [u8],
        told: Option<&str>,
    ) -> Cow<'b, str> {
        let hint = self.options.encoding.as_deref().or(told);
        self.note(charset::decode(bytes, hint))
    }

    /// As [`decode`](Self::decode), for a part of a file that is in this encoding, by its label.
    pub(super) fn decode_as<'b>(&mut self, bytes: &'b [u8], label: &str) -> Cow<'b, str> {
        self.note(charset::decode(bytes, Some(label)))
    }

    fn note<'b>(&mut self, decoded: Decoded<'b>) -> Cow<'b, str> {
        let Decoded {
            text,
            encoding,
            replaced,
        } = decoded;
        self.report.encoding = encoding;
        self.report.replaced += replaced;
        text
    }

    /// The next line, into `buffer`; no more of it is held than the limit for a record.
    pub(super) fn line(&mut self, buffer: &mut Vec<u8>) -> Result<Line, ReadError> {
        buffer.clear();
        let most = self.options.most_record_bytes;
        let count = self.input.take(most + 1).read_until(b'\n', buffer)?;
        if buffer.last() == Some(&b'\n') {
            buffer.pop();
            return Ok(Line::Whole);
        }
        if count as u64 > most {
            buffer.clear();
            self.input.skip_until(b'\n')?;
            return Ok(Line::TooLong);
        }
        Ok(if count == 0 { Line::End } else { Line::Whole })
    }

    /// The wanted elements of a file of XML, one by one, each with those around it. The file is not held whole; an
    /// element beyond the limits is put on the report, and so is a file that breaks off.
    pub(super) fn each_element(
        &mut self,
        wants: Wants,
        mut take: impl FnMut(&mut Self, Element, &[Element]),
    ) -> Result<(), ReadError> {
        let limits = Limits {
            most_element_bytes: self.options.most_record_bytes,
            most_whole_bytes: self.options.most_bytes,
        };
        let input: &mut dyn BufRead =
            std::mem::replace(&mut self.input, Box::leak(Box::new(std::io::empty())));
        let mut elements = Elements::new(input, wants, limits, self.options.encoding.as_deref());
        while let Some(element) = elements.next().filter(|_| !self.report.stopped) {
            match element {
                Ok(element) => take(self, element, elements.around()),
                Err(error @ XmlError::Read(_)) => return Err(error.into()),
                Err(error) => self.fail(ReadError::from(error).to_failure()),
            }
        }
        (self.report.encoding, self.report.replaced) = elements.encoding();
        Ok(())
    }

    /// Hands an article over; `record` counts it within its file, from 1, where a file can hold several.
    pub(super) fn give(&mut self, mut article: Article, record: Option<u32>) -> ControlFlow<()> {
        if article.id.is_empty() {
            article.id = self.place.id(record);
        }
        if let Some(failure) = self.too_long(&article) {
            self.fail(failure);
            return ControlFlow::Continue(());
        }
        let mut source = self.place.source(record);
        source.format = self.report.format().map(str::to_owned);
        article.source = Some(source);
        note_corrections(&mut article);
        self.report.articles += 1;
        self.report.records = self.report.records.max(record.unwrap_or(1));
        let flow = (self.sink)(article);
        self.report.stopped |= flow.is_break();
        flow
    }

    /// What is said of an article that is longer than any: that it is a dump of something else.
    fn too_long(&self, article: &Article) -> Option<Failure> {
        let most = self.options.most_article_bytes;
        let message = || {
            let id = &article.id[..article.id.floor_char_boundary(LONGEST_NAMED_BYTES)];
            format!(
                "`{id}` holds more than {most} bytes of text, as no article does: split it, or raise the limit"
            )
        };
        (article.text_bytes() as u64 > most).then(|| ReadErrorKind::TooLarge.failure(message()))
    }

    /// Hands over the one article of the file.
    pub(super) fn give_only(&mut self, article: Article) -> Result<(), ReadError> {
        if article.is_empty() {
            return Err(ReadError::no_text());
        }
        let _ = self.give(article, None);
        Ok(())
    }

    /// Notes a record that gave no article.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.report.fail(self.place.failure(failure));
    }
}

/// Under what name an article's corrections stand beside its fields.
const CORRECTIONS: &str = "correction";

/// Notices of correction stay in the story, where their outlet printed them, and are kept by themselves too: so
/// `extra.correction:` finds the articles that were corrected.
fn note_corrections(article: &mut Article) {
    let lines = article.body.lines().chain(article.rest.lines());
    let notices: Vec<Value> = lines
        .filter(|line| lines::is_correction(line))
        .map(|line| Value::Text(line.trim().to_owned()))
        .collect();
    if !notices.is_empty() && !article.extra.contains_key(CORRECTIONS) {
        let notices = Value::List(notices);
        article.extra.insert(CORRECTIONS.to_owned(), notices);
    }
}
