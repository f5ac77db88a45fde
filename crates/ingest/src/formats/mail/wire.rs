//! A message as it came, made ready for the parser.
//!
//! The parser builds a tree of the messages inside a message, and a tree of ten thousand costs the stack; headers that
//! repeat a parameter a million times cost hours. So messages inside are shown to it as attachments, which
//! [`content`](super::content) opens to a bound of its own; what no mail program writes is cut or refused. Headers in an
//! old encoding are decoded here, since only here are their bytes at hand.

use std::borrow::Cow;

use mail_parser::ContentType;
use mail_parser::parsers::MessageStream;

use super::super::error::{ReadError, ReadErrorKind};
use crate::charset;

/// The type that messages inside messages are given.
pub(super) const INNER_MESSAGE: &str = "x-inner";

/// A `Content-` header with a long file name in six encodings has some 2 KiB.
const LONGEST_MIME_HEADER_BYTES: usize = 16 << 10;

/// A part begins at a `--` and its boundary. Of long rules of dashes a message may hold some thousand.
const MOST_DASHES: usize = 1 << 20;

/// Each multipart whose boundary is missing is looked for up to the end: so many bytes are passed in some seconds.
const MOST_SEEKING_BYTES: usize = 8 << 30;

/// The message with its headers readable and no message inside it.
pub(super) fn prepare(raw: &[u8], encoding: Option<&str>) -> Result<Vec<u8>, ReadError> {
    let raw = without_envelope(raw);
    check(raw)?;
    let (head, body) = raw.split_at(head_end(raw));
    let head = match std::str::from_utf8(head) {
        Ok(_) => Cow::Borrowed(head),
        Err(_) => Cow::Owned(decoded(head, encoding).into_bytes()),
    };
    let mut out = Vec::with_capacity(raw.len());
    copy_lines(&head, &mut out);
    copy_lines(body, &mut out);
    // A header at the very end is seen only before a line end.
    out.push(b'\n');
    Ok(out)
}

/// Without what stands around the message: a mark, blank lines, the `From ` line of a mailbox, or, as Apple's Mail saves
/// it, the number of its bytes above and a list of its flags below.
fn without_envelope(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    let raw = raw.trim_ascii_start();
    let (first, rest) = raw.split_at(line_length(raw));
    if first.starts_with(b"From ") {
        return rest;
    }
    let count = std::str::from_utf8(first)
        .ok()
        .and_then(|line| line.trim().parse().ok());
    count.map_or(raw, |count: usize| &rest[..count.min(rest.len())])
}

fn check(raw: &[u8]) -> Result<(), ReadError> {
    let mut last = b' ';
    let (mut dashes, mut multiparts) = (0_usize, 0_usize);
    for (at, byte) in raw.iter().enumerate() {
        dashes += usize::from(*byte == b'-' && last == b'-');
        let is_type = at >= 8 && byte.eq_ignore_ascii_case(&b't');
        multiparts += usize::from(is_type && raw[at - 8..at].eq_ignore_ascii_case(b"multipar"));
        last = *byte;
    }
    if dashes > MOST_DASHES || multiparts.saturating_mul(raw.len()) > MOST_SEEKING_BYTES {
        let message = "the message is in more parts than mail programs make: split it";
        return Err(ReadError::new(ReadErrorKind::TooLarge, message));
    }
    Ok(())
}

fn head_end(raw: &[u8]) -> usize {
    let mut at = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

fn decoded(head: &[u8], encoding: Option<&str>) -> String {
    charset::decode(head, encoding).text.into_owned()
}

/// Copies lines, and rewrites the headers that would make the parser go deep or slow.
fn copy_lines(mut bytes: &[u8], out: &mut Vec<u8>) {
    while !bytes.is_empty() {
        let line = line_length(bytes);
        let Some(value) = mime_value(&bytes[..line]) else {
            out.extend_from_slice(&bytes[..line]);
            bytes = &bytes[line..];
            continue;
        };
        let length = folded_length(bytes);
        let (header, rest) = bytes.split_at(length);
        bytes = rest;
        if length > LONGEST_MIME_HEADER_BYTES {
            continue;
        }
        match instead_of(&header[value..]) {
            Some(instead) => out.extend_from_slice(instead.as_bytes()),
            None => out.extend_from_slice(header),
        }
    }
}

fn line_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    end.map_or(bytes.len(), |end| end + 1)
}

/// The header that begins here, with the lines that continue it.
fn folded_length(bytes: &[u8]) -> usize {
    let mut length = line_length(bytes);
    while bytes[length..].starts_with(b" ") || bytes[length..].starts_with(b"\t") {
        length += line_length(&bytes[length..]);
    }
    length
}

/// Where the value begins in a line that is a `Content-` header, by the parser's own lenient reading of names.
fn mime_value(line: &[u8]) -> Option<usize> {
    let is_before = |byte: &u8| byte.is_ascii_whitespace() || *byte == b':';
    let start = line.iter().position(|byte| !is_before(byte))?;
    if !line[start].eq_ignore_ascii_case(&b'c') {
        return None;
    }
    let colon = start + line[start..].iter().position(|byte| *byte == b':')?;
    let letters = line[start..colon].iter();
    let mut name = letters.filter(|byte| !byte.is_ascii_whitespace());
    let is_mime = b"content-".iter().all(|letter| {
        name.next()
            .is_some_and(|byte| byte.eq_ignore_ascii_case(letter))
    });
    is_mime.then_some(colon + 1)
}

/// What is written for a type that would nest.
fn instead_of(value: &[u8]) -> Option<String> {
    let parsed = MessageStream::new(value).parse_content_type();
    let kind = parsed.as_content_type()?;
    match (kind.ctype(), kind.subtype()?) {
        ("message", "rfc822" | "global") => {
            Some(format!("Content-Type: message/{INNER_MESSAGE}\r\n"))
        }
        ("multipart", "digest") => Some(mixed(kind)),
        _ => None,
    }
}

/// The parts of a digest are messages by themselves; shown as text they keep their headers and lose nothing.
fn mixed(digest: &ContentType<'_>) -> String {
    let boundary = digest.attribute("boundary").unwrap_or_default();
    format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n")
}
