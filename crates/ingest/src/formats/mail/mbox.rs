//! A mailbox: messages one after the other, each below a line `From sender date`.
//!
//! Of the four dialects mboxo and mboxrd escape such lines in a text as `>From `; mboxcl and mboxcl2 do not and count bytes, which
//! break when a file is edited. So a line parts two messages if it looks as mail programs write it, with a time and a
//! year. One message is held at a time.

use super::super::Format;
use super::super::error::{ReadError, ReadErrorKind};
use super::super::intake::{Intake, Line};
use super::super::sniff::{Head, Likeness};
use super::{Letter, eml};

pub(in super::super) const FORMAT: Format = Format {
    name: "mbox",
    version: 2,
    extensions: &["mbox", "mbx", "mboxrd"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Likeness {
    let text = head.text();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let begins = first.starts_with("From ");
    if begins && (is_from_line(first.as_bytes()) || eml::begins_with_headers(rest)) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

/// A message being gathered.
#[derive(Default)]
struct Gathered {
    /// Counted from 1; 0 before the first.
    number: u32,
    /// The line that it begins at.
    line: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut message = Gathered::default();
    let mut buffer = Vec::new();
    let mut number = 0;
    while !intake.report.stopped {
        number += 1;
        let line = intake.line(&mut buffer);
        if line.is_err() || matches!(line, Ok(Line::End)) {
            // What came before the damage is read first.
            give(intake, &message);
            return line.map(drop);
        }
        let is_first = message.number == 0 && buffer.starts_with(b"From ");
        if is_first || is_from_line(&buffer) {
            give(intake, &message);
            message.number += 1;
            message.line = number;
            message.bytes.clear();
            message.is_too_long = false;
        } else {
            add(intake, &mut message, &buffer, line? == Line::TooLong);
        }
    }
    Ok(())
}

fn add(intake: &Intake<'_>, message: &mut Gathered, line: &[u8], is_too_long: bool) {
    let length = message.bytes.len() + line.len();
    message.is_too_long |= is_too_long || length as u64 > intake.options.most_record_bytes;
    if message.is_too_long {
        message.bytes.clear();
        return;
    }
    message.bytes.extend_from_slice(unescaped(line));
    message.bytes.push(b'\n');
}

/// `>From ` as it was before it was written into the mailbox.
fn unescaped(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    let is_escaped = marks > 0 && line[marks..].starts_with(b"From ");
    &line[usize::from(is_escaped)..]
}

/// `From ada@post.example Mon Mar 14 09:30:00 2022`.
fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let words = || rest.split(u8::is_ascii_whitespace);
    let is_time = |word: &[u8]| {
        word.len() >= 4
            && word[0].is_ascii_digit()
            && word.contains(&b':')
            && word
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words().any(is_time) && words().any(is_year)
}

fn give(intake: &mut Intake<'_>, message: &Gathered) {
    let Gathered { number, line, .. } = message;
    if message.bytes.trim_ascii().is_empty() && !message.is_too_long {
        return;
    }
    let place = format!("message {number} (line {line})");
    if message.is_too_long {
        let most = intake.options.most_record_bytes;
        let text = format!("{place} is longer than {most} bytes: raise the limit");
        return intake.fail(ReadErrorKind::TooLarge.failure(text));
    }
    match super::read(intake, &message.bytes) {
        Ok(letter) => give_letter(intake, letter, *number, &place),
        Err(error) => intake.fail(error.kind().failure(format!("{place}: {error}"))),
    }
}

fn give_letter(intake: &mut Intake<'_>, letter: Letter, number: u32, place: &str) {
    let article = letter.draft.finish();
    let is_empty = article.is_empty();
    let failure = letter.sealed.or_else(|| is_empty.then(ReadError::no_text));
    if let Some(error) = failure {
        intake.fail(error.kind().failure(format!("{place}: {error}")));
    }
    if !is_empty {
        let _ = intake.give(article, Some(number));
    }
}
