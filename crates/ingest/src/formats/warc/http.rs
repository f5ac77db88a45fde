//! What a server answered: the status, what the body is, and the body without what it was sent in.

use std::borrow::Cow;

use super::encoding::{self, Decoded};
use super::head::Fields;

/// An answer, with its body as it was sent.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) content_type: String,
    codings: String,
    is_chunked: bool,
    body: &'a [u8],
}

/// The answer in a block; `None` where it has no status line.
pub(super) fn parse(block: &[u8]) -> Option<Response<'_>> {
    let (status_line, rest) = split_line(block.strip_prefix(b"HTTP/")?);
    let status = String::from_utf8_lossy(status_line);
    let status = status.split_whitespace().nth(1)?.parse().ok()?;
    let (lines, body) = split_head(rest);
    let fields = Fields::new(lines);
    Some(Response {
        status,
        content_type: fields.get("Content-Type").to_owned(),
        codings: fields.get("Content-Encoding").to_ascii_lowercase(),
        is_chunked: fields
            .get("Transfer-Encoding")
            .to_ascii_lowercase()
            .contains("chunked"),
        body,
    })
}

impl<'a> Response<'a> {
    /// The body, put together and unpacked, of at most so many bytes.
    pub(super) fn body(&self, most_bytes: u64) -> Decoded<'a> {
        let body = if self.is_chunked {
            join_chunks(self.body)
        } else {
            Cow::Borrowed(self.body)
        };
        // The coding that was applied last is named last.
        self.codings.split(',').rev().fold(
            Decoded {
                bytes: body,
                fault: None,
            },
            |decoded, coding| encoding::decode(decoded, coding.trim(), most_bytes),
        )
    }
}

fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let end = end.map_or(bytes.len(), |at| at + 1);
    bytes.split_at(end)
}

/// The fields, and what is behind the empty line after them.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < bytes.len() {
        let (line, _) = split_line(&bytes[at..]);
        if line.trim_ascii().is_empty() {
            return (&bytes[..at], &bytes[at + line.len()..]);
        }
        at += line.len();
    }
    (bytes, &[])
}

/// A body sent in chunks, each with its length before it. Writers also say so of bodies that they have joined already:
/// from where no length stands the bytes are taken as they are.
fn join_chunks(body: &[u8]) -> Cow<'_, [u8]> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let (line, after) = split_line(rest);
        let Some(length) = chunk_length(line) else {
            break;
        };
        if length == 0 {
            return Cow::Owned(joined);
        }
        let (chunk, behind) = after.split_at(length.min(after.len()));
        joined.extend_from_slice(chunk);
        rest = behind
            .strip_prefix(b"\r\n")
            .or_else(|| behind.strip_prefix(b"\n"))
            .unwrap_or(behind);
    }
    if joined.is_empty() {
        return Cow::Borrowed(body);
    }
    joined.extend_from_slice(rest);
    Cow::Owned(joined)
}

fn chunk_length(line: &[u8]) -> Option<usize> {
    let line = line.split(|byte| *byte == b';').next()?.trim_ascii();
    usize::from_str_radix(std::str::from_utf8(line).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_put_together_from_its_chunks() {
        for (body, joined) in [
            ("5\r\nFerry\r\n6;x=y\r\n again\r\n0\r\n\r\n", "Ferry again"),
            ("00005\nFerry\n0\n", "Ferry"),
            ("<p>Ferry", "<p>Ferry"),
            ("5\r\nFerry\r\n again", "Ferry again"),
            ("ff\r\nFerry", "Ferry"),
            ("", ""),
        ] {
            assert_eq!(join_chunks(body.as_bytes()), joined.as_bytes(), "{body}");
        }
    }

    #[test]
    fn an_answer_tells_its_status_and_type() {
        for (block, status, content_type) in [
            (
                "HTTP/1.1 200 OK\r\nContent-type: text/html\r\n\r\n<p>",
                200,
                "text/html",
            ),
            ("HTTP/1.0 302\n\n", 302, ""),
            ("HTTP/2 404 Not Found", 404, ""),
        ] {
            let response = parse(block.as_bytes()).expect(block);
            assert_eq!(
                (response.status, response.content_type.as_str()),
                (status, content_type)
            );
        }
        assert!(parse(b"<html>").is_none());
    }
}
