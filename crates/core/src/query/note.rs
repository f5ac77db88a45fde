//! What the reader of a query understood differently from what was typed, as data.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of the query's text, in bytes: from `start` to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The stretch that covers both.
    pub(super) fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// Something that was understood differently from what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about, in the query's text; `None` where it is about the query or its result as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A sentence without a full stop: `` `Ukraine:` is not a field; searched as a word ``.
    pub message: String,
}

impl Note {
    /// A note about a stretch of the query.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            message: message.into(),
        }
    }

    /// A note about the query or its result as a whole.
    pub fn general(message: impl Into<String>) -> Self {
        Self {
            span: None,
            message: message.into(),
        }
    }

    /// The stretch of `query` that the note is about with carets under it, in two lines without a final line break; empty
    /// where the note is about the whole. Of a long query a window around the stretch is shown.
    ///
    /// ```
    /// let query = fiche::Query::parse("talks date:soon").unwrap();
    /// assert_eq!(query.notes[0].draw("talks date:soon"), "talks date:soon\n           ^^^^");
    /// ```
    pub fn draw(&self, query: &str) -> String {
        let Some(Span { start, end }) = self.span else {
            return String::new();
        };
        let (Some(before), Some(within), Some(after)) =
            (query.get(..start), query.get(start..end), query.get(end..))
        else {
            return String::new();
        };
        let before: Vec<char> = before.chars().rev().take(MARGIN).collect();
        let before: String = before.into_iter().rev().collect();
        let within: String = within.chars().take(MARGIN).collect();
        let after: String = after.chars().take(MARGIN).collect();
        format!(
            "{}\n{}{}",
            one_line(&format!("{before}{within}{after}")),
            " ".repeat(before.chars().count()),
            "^".repeat(within.chars().count().max(1)),
        )
    }
}

/// Characters shown at most before, within and after the stretch of a note: the three fill a line of a terminal.
const MARGIN: usize = 25;

/// Line breaks and other controls would part the carets from what they point at.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Notes kept of one query; noise of 8 KB can give thousands, and nobody reads them.
const MAX_NOTES: usize = 32;

/// The notes of one query while it is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    kept: Vec<Note>,
    more: usize,
}

impl Notes {
    pub(super) fn add(&mut self, span: impl Into<Span>, message: impl Into<String>) {
        self.push(Note::at(span.into(), message));
    }

    pub(super) fn push(&mut self, note: Note) {
        if self.kept.len() < MAX_NOTES {
            self.kept.push(note);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The notes in the order of the text, those about the whole last.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.kept
            .sort_by_key(|note| note.span.map_or(usize::MAX, |span| span.start));
        if self.more > 0 {
            let message = format!("{} more notes like these", self.more);
            self.kept.push(Note::general(message));
        }
        self.kept
    }
}

/// Text as a message quotes it: in backticks, on one line, shortened in the middle of nowhere rather than flooding a screen.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
