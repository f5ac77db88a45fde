//! The text of a message: which of its parts is it, and what in it is another's.
//!
//! Mail programs send a text twice, as HTML and plain. The HTML is taken, since of newsletters the plain part is often a
//! stub, unless it holds less. Attachments are not read, but for messages: a forwarded one is what the mail is about.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::super::draft::append;
use super::super::wrap;
use super::{parse, quotes, wire};
use crate::charset;
use crate::formats::options::ReadOptions;

/// Messages inside messages are opened so deep, and so many of them in all.
const DEEPEST: u32 = 4;
const MOST_INNER: u32 = 50;

/// The text of a message.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// What its sender says, as paragraphs.
    pub(super) own: String,
    /// What is quoted, signed with or sent back.
    pub(super) rest: String,
}

impl Content {
    /// Moves the message that is answered, below its headers, to the rest.
    fn take_answered(&mut self, subject: &str) {
        if let Some(start) = quotes::answered_start(&self.own, subject) {
            let answered = self.own.split_off(start);
            append(&mut self.rest, answered.trim());
            self.own.truncate(self.own.trim_end().len());
        }
    }
}

/// Reads the texts of one file's messages.
pub(super) struct ContentReader<'a> {
    options: &'a ReadOptions,
    inner_left: u32,
    /// The encoding of the last text, and how many malformed sequences there were in all.
    pub(super) found: &'static str,
    pub(super) replaced: u64,
}

impl<'a> ContentReader<'a> {
    pub(super) fn new(options: &'a ReadOptions) -> Self {
        Self {
            options,
            inner_left: MOST_INNER,
            found: "UTF-8",
            replaced: 0,
        }
    }

    /// The encoding of texts that do not tell theirs.
    fn encoding(&self) -> Option<&'a str> {
        self.options.encoding.as_deref()
    }

    /// The text of a message and of those inside it.
    pub(super) fn read(&mut self, message: &Message<'_>) -> Content {
        self.read_at(message, 0)
    }

    fn read_at(&mut self, message: &Message<'_>, depth: u32) -> Content {
        let mut content = self.text_of(message);
        // What a mail server sends back is the sender's own message, not the server's.
        let is_report = is_multipart(message, "report");
        for part in message.attachments().filter(|part| is_message(part)) {
            if depth == DEEPEST || self.inner_left == 0 {
                break;
            }
            self.inner_left -= 1;
            let inner = self.inner(part, depth + 1);
            let to = if is_report {
                &mut content.rest
            } else {
                &mut content.own
            };
            append(to, &inner.own);
            append(&mut content.rest, &inner.rest);
        }
        content
    }

    /// The text of a message inside, below its subject.
    fn inner(&mut self, part: &MessagePart<'_>, depth: u32) -> Content {
        let Ok(raw) = wire::prepare(part.contents(), self.encoding()) else {
            return Content::default();
        };
        let Some(message) = parse(&raw) else {
            return Content::default();
        };
        let mut content = Content {
            own: message.subject().unwrap_or_default().trim().to_owned(),
            rest: String::new(),
        };
        let inside = self.read_at(&message, depth);
        append(&mut content.own, &inside.own);
        content.rest = inside.rest;
        content
    }

    fn text_of(&mut self, message: &Message<'_>) -> Content {
        let subject = message.subject().unwrap_or_default();
        let plain = self.plain(message);
        let is_forward = quotes::is_forward(subject, &plain);
        let quotes::Parted { own, rest } = quotes::part(&plain, is_forward);
        let mut plain = Content { own, rest };
        let mut page = self.page(message, is_forward);
        if !is_forward {
            for content in page.iter_mut().chain([&mut plain]) {
                content.take_answered(subject);
            }
        }
        match page {
            Some(page) if words(&page.own) * 2 >= words(&plain.own) => page,
            _ => Content {
                own: wrap::paragraphs(&plain.own),
                rest: wrap::paragraphs(&plain.rest),
            },
        }
    }

    /// The plain parts, line by line.
    fn plain(&mut self, message: &Message<'_>) -> String {
        let mut all = String::new();
        for part in message.text_bodies() {
            if let PartType::Text(text) = &part.body {
                append(&mut all, self.decoded(message, part, text).trim_end());
            }
        }
        all.replace("\r\n", "\n")
    }

    /// The HTML parts and the plain ones between them; `None` where there is no HTML.
    fn page(&mut self, message: &Message<'_>, is_forward: bool) -> Option<Content> {
        let mut content = Content::default();
        let mut has_page = false;
        for part in message.html_bodies() {
            match &part.body {
                PartType::Html(page) => {
                    let page = self.decoded(message, part, page);
                    let letter = self.options.parsers.letter(&page, is_forward);
                    append(&mut content.own, letter.text.trim());
                    append(&mut content.rest, letter.quoted.trim());
                    has_page = true;
                }
                PartType::Text(text) => {
                    let text = self.decoded(message, part, text);
                    append(&mut content.own, &wrap::paragraphs(&text));
                }
                _ => {}
            }
        }
        if content.own.is_empty() {
            std::mem::swap(&mut content.own, &mut content.rest);
        }
        has_page.then_some(content)
    }

    /// The text of a part in its true encoding: programs declare none, or one that they do not write in.
    pub(super) fn decoded<'t>(
        &mut self,
        message: &Message<'_>,
        part: &MessagePart<'_>,
        text: &'t str,
    ) -> Cow<'t, str> {
        let bytes = transferred(message, part).unwrap_or_default();
        // In UTF-7 and the like every letter is ASCII.
        if bytes.is_ascii() {
            return Cow::Borrowed(text);
        }
        let declared = part
            .content_type()
            .and_then(|kind| kind.attribute("charset"));
        let decoded = charset::decode(&bytes, declared.or(self.encoding()));
        self.found = decoded.encoding;
        self.replaced += decoded.replaced;
        Cow::Owned(decoded.text.into_owned())
    }
}

/// The bytes of a text as its program wrote them.
fn transferred<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'m, [u8]>> {
    let range = part.offset_body as usize..part.offset_end as usize;
    let bytes = message.raw_message.get(range)?;
    match part.encoding {
        Encoding::None => Some(Cow::Borrowed(bytes)),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes).map(Cow::Owned),
        Encoding::Base64 => base64_decode(bytes).map(Cow::Owned),
    }
}

fn is_message(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type();
    kind.is_some_and(|kind| {
        kind.ctype() == "message" && kind.subtype() == Some(wire::INNER_MESSAGE)
    })
}

/// Whether the message as a whole is of this kind of multipart.
pub(super) fn is_multipart(message: &Message<'_>, kind: &str) -> bool {
    let content_type = message.content_type();
    content_type.is_some_and(|of| of.ctype() == "multipart" && of.subtype() == Some(kind))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
