//! JSONL, also called NDJSON: a JSON object a line, streamed.
//!
//! Memory is bounded by the longest line (of UTF-16, by the file). A line that is no record is a failure with its number, and so is one beyond
//! the limit for a record; the rest goes on. Records are counted by their lines, so that mending one leaves the ids of
//! the others.

use super::error::{ReadError, ReadErrorKind};
use super::intake::{Intake, Line};
use super::node::Node;
use super::sniff::{Head, Likeness};
use super::{Format, repair};

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    version: 3,
    extensions: &["jsonl", "ndjson", "jl"],
    sniff,
    read,
};

/// Two lines that are objects tell JSONL from JSON; where a line is bad or longer than the head, the name does.
fn sniff(head: &Head<'_>) -> Likeness {
    let is_named = FORMAT.extensions.contains(&head.extension());
    if is_lines(head.text()) || (is_named && head.text().starts_with('{')) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

/// Whether the first line is a whole object, and the second begins another.
pub(super) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_object = |line: &str| line.starts_with('{') && line.ends_with('}');
    lines.next().is_some_and(is_object) && lines.next().is_some_and(|line| line.starts_with('{'))
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut buffer = Vec::new();
    let mut number = 0;
    while !intake.report.stopped {
        number += 1;
        match intake.line(&mut buffer)? {
            Line::End => break,
            // Lines of UTF-16, as Windows' own tools write them, are told apart only once they are decoded.
            Line::Whole if number == 1 && buffer.contains(&0) => return read_wide(intake, buffer),
            Line::Whole => read_line(intake, &buffer, number),
            Line::TooLong => {
                let most = intake.options.most_record_bytes;
                let message = format!(
                    "line {number} is longer than {most} bytes: split it, or raise the limit"
                );
                intake.fail(ReadErrorKind::TooLarge.failure(message));
            }
        }
    }
    Ok(())
}

/// Reads a file of UTF-16, which is held whole: `start` is its beginning up to the first byte of a line end.
fn read_wide(intake: &mut Intake<'_>, mut start: Vec<u8>) -> Result<(), ReadError> {
    start.push(b'\n');
    start.append(&mut intake.bytes()?);
    let text = intake.decode(&start).into_owned();
    for (line, number) in text.lines().zip(1..) {
        if !intake.report.stopped {
            read_line(intake, line.as_bytes(), number);
        }
    }
    Ok(())
}

fn read_line(intake: &mut Intake<'_>, line: &[u8], number: u32) {
    if line.trim_ascii().is_empty() {
        return;
    }
    let text = intake.decode(line);
    match parse(&text) {
        Ok(node) => intake.give_record(node, number, &format!("line {number}")),
        Err(error) => {
            let message = format!("line {number} is not JSON: {error}");
            intake.fail(ReadErrorKind::Malformed.failure(message));
        }
    }
}

fn parse(line: &str) -> Result<Node, serde_json::Error> {
    serde_json::from_str(line).or_else(|error| match repair::json(line) {
        Some(repaired) => serde_json::from_str(&repaired),
        None => Err(error),
    })
}
