//! Messages: what is the article in a mail.
//!
//! ```text
//! bytes ─ wire ─ mail-parser ─┬─ headers ─ who, when, where to
//!                             └─ content ─ quotes ─ furniture ─ text
//! ```
//!
//! A mail of its own ([`eml`]) and one of many ([`mbox`]) are read alike; a page that a browser saved as a mail ([`mhtml`])
//! is a page. The story is what the sender says; what is
//! quoted, signed with or stands at the foot of every letter goes to the rest. Attachments are not read.

pub(super) mod eml;
pub(super) mod mbox;
pub(super) mod mhtml;

mod content;
mod furniture;
mod headers;
mod quotes;
mod wire;

use std::sync::LazyLock;

use fiche::Provenance;
use mail_parser::{Message, MessageParser, MimeHeaders};

use self::content::ContentReader;
use self::headers::Kind;
use super::draft::{Draft, append};
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use crate::metadata::{self, Field};

/// The first lines of a newsletter are where its byline stands.
const BYLINE_LINES: usize = 4;

/// Headers that the structure depends on are parsed, every other is decoded as text.
static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .with_mime_headers()
        .with_address_headers()
        .with_message_ids()
        .header_received("Received")
        .default_header_text()
});

fn parse(prepared: &[u8]) -> Option<Message<'_>> {
    PARSER.parse(prepared)
}

/// A message on its way to an article.
struct Letter {
    draft: Draft,
    /// Why its text could not be read.
    sealed: Option<ReadError>,
}

/// Reads one message of a file.
fn read(intake: &mut Intake<'_>, raw: &[u8]) -> Result<Letter, ReadError> {
    let encoding = intake.options.encoding.as_deref();
    let raw = wire::prepare(raw, encoding)?;
    let message = parse(&raw).ok_or_else(no_headers)?;
    if message.headers().is_empty() {
        return Err(no_headers());
    }
    let mut draft = Draft::default();
    let kind = headers::tell(&message, &mut draft);
    let mut reader = ContentReader::new(intake.options);
    let content = reader.read(&message);
    intake.report.encoding = reader.found;
    intake.report.replaced += reader.replaced;
    let parted = furniture::part(&content.own, kind != Kind::Letter);
    draft.write(&parted.story);
    append(&mut draft.article.rest, &parted.rest);
    append(&mut draft.article.rest, &content.rest);
    if kind == Kind::Newsletter {
        tell_byline(&mut draft);
    }
    Ok(Letter {
        draft,
        sealed: sealed(&message),
    })
}

fn no_headers() -> ReadError {
    ReadError::malformed("there are no headers as a message has: give it another extension")
}

/// The people who sign at the top of a newsletter, which its outlet sends.
fn tell_byline(draft: &mut Draft) {
    let lines = draft.article.body.lines().filter(|line| !line.is_empty());
    let signed = lines.take(BYLINE_LINES).find_map(metadata::byline);
    for name in signed.map(|(names, _)| names).unwrap_or_default() {
        draft.tell(Field::Authors, &name, Provenance::Text);
    }
}

/// What is said of a message whose text only its receiver can open.
fn sealed(message: &Message<'_>) -> Option<ReadError> {
    let is_enveloped = message.content_type().is_some_and(|kind| {
        kind.ctype() == "application" && kind.subtype().is_some_and(|of| of.ends_with("pkcs7-mime"))
    });
    let is_sealed = is_enveloped || content::is_multipart(message, "encrypted");
    let message = "the text is encrypted or sealed: save it opened to have it found";
    is_sealed.then(|| ReadError::new(ReadErrorKind::Unsupported, message))
}
