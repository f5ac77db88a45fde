//! JSONL, also called NDJSON: a JSON object a line, streamed.
//!
//! Memory is bounded by the longest line. A line that is no record is a failure with its number, and so is one beyond
//! the limit for a record; the rest goes on. Records are counted by their lines, so that mending one leaves the ids of
//! the others.

use super::error::{ReadError, ReadErrorKind};
use super::intake::{Intake, Line};
use super::node::Node;
use super::sniff::{Head, Likeness};
use super::{Format, repair};

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    version: 1,
    extensions: &["jsonl", "ndjson", "jl"],
    sniff,
    read,
};

/// Two lines that are objects tell JSONL from JSON; before that, or with a first line beyond the head, the name does.
fn sniff(head: &Head<'_>) -> Likeness {
    let mut lines = head
        .text()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let is_object = |line: &str| line.starts_with('{') && line.ends_with('}');
    let is_named = FORMAT.extensions.contains(&head.extension());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if is_object(first) && second.starts_with('{') => {
            Likeness::Sure
        }
        // A first line longer than the head, or a bad line after it: the name tells it from one large object.
        (Some(first), None) if is_named && first.starts_with('{') => Likeness::Sure,
        (Some(first), Some(_)) if is_named && is_object(first) => Likeness::Sure,
        (Some(first), _) if first.starts_with('{') && first.len() > 1 => Likeness::Possible,
        _ => Likeness::No,
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut buffer = Vec::new();
    let mut number = 0;
    while !intake.report.stopped {
        number += 1;
        match intake.line(&mut buffer)? {
            Line::End => break,
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

fn read_line(intake: &mut Intake<'_>, line: &[u8], number: u32) {
    if line.trim_ascii().is_empty() {
        return;
    }
    let text = intake.decode(line);
    match parse(&text) {
        Ok(node) => intake.give_record(node, number, "line"),
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
