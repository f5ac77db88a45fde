//! The rows of a table, one by one: a row can run over lines, inside quotes.
//!
//! A quote that is never closed would take the rest of the file for one field. So the lines of a row are kept until it
//! ends; where it does not, its first line is a bad row and the next line begins another.

use std::collections::VecDeque;

use csv_core::{ReadRecordResult, Reader};

use super::super::error::{ReadError, ReadErrorKind};
use super::super::intake::{Intake, Line};
use super::dialect::Dialect;

/// Parts the fields of a row while they are decoded as one; text has no use for it.
const FIELD_END: u8 = 0x1F;

/// What a table gives next.
pub(super) enum Next {
    Row(Row),
    Bad(ReadErrorKind, String),
    End,
}

/// A row and the line that it begins at.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
}

/// A row of more columns is none: the widest exports of content systems have some hundred.
const MOST_COLUMNS: usize = 4096;

/// A line of the file.
struct Numbered {
    number: u64,
    /// With its end; `None` where it is beyond the limit.
    bytes: Option<Vec<u8>>,
    /// Where the next row begins in it: old files end their rows with a carriage return alone.
    at: usize,
}

impl Numbered {
    fn new(number: u64, bytes: Option<Vec<u8>>) -> Self {
        Self {
            number,
            bytes,
            at: 0,
        }
    }
}

/// The lines of a file, which can be given back.
#[derive(Default)]
pub(super) struct Lines {
    waiting: VecDeque<Numbered>,
    read: u64,
    has_ended: bool,
}

impl Lines {
    /// The lines of a text that is held whole.
    pub(super) fn of(text: &str) -> Self {
        let numbered = |(line, number): (&str, u64)| {
            Numbered::new(number, Some(format!("{line}\n").into_bytes()))
        };
        Self {
            waiting: text.lines().zip(1..).map(numbered).collect(),
            has_ended: true,
            ..Self::default()
        }
    }

    /// The beginning of the file, up to a whole line after so many bytes; it stays to be read. Of a line that is far
    /// longer only the beginning is looked at.
    pub(super) fn sample(
        &mut self,
        intake: &mut Intake<'_>,
        bytes: usize,
    ) -> Result<Vec<u8>, ReadError> {
        let mut sample = Vec::new();
        let mut at = 0;
        while sample.len() < bytes {
            if at == self.waiting.len() && !self.read_on(intake)? {
                break;
            }
            let line = self.waiting.get(at).and_then(|line| line.bytes.as_deref());
            sample.extend_from_slice(line.unwrap_or(b"\n"));
            at += 1;
        }
        sample.truncate(bytes * 4);
        Ok(sample)
    }

    /// What the first line says, which is then taken off; nothing where it is a row like others.
    pub(super) fn take_first<T>(
        &mut self,
        intake: &mut Intake<'_>,
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<Option<T>, ReadError> {
        if self.waiting.is_empty() {
            self.read_on(intake)?;
        }
        let first = self.waiting.front().and_then(|line| line.bytes.as_deref());
        let said = first.and_then(read);
        if said.is_some() {
            self.waiting.pop_front();
        }
        Ok(said)
    }

    fn next(&mut self, intake: &mut Intake<'_>) -> Result<Option<Numbered>, ReadError> {
        if self.waiting.is_empty() {
            self.read_on(intake)?;
        }
        Ok(self.waiting.pop_front())
    }

    /// Reads one more line into those that wait; false at the end.
    fn read_on(&mut self, intake: &mut Intake<'_>) -> Result<bool, ReadError> {
        if self.has_ended {
            return Ok(false);
        }
        let mut line = Vec::new();
        let found = intake.line(&mut line)?;
        self.has_ended = found == Line::End;
        if self.has_ended {
            return Ok(false);
        }
        self.read += 1;
        if self.read == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        line.push(b'\n');
        let bytes = (found == Line::Whole).then_some(line);
        self.waiting.push_back(Numbered::new(self.read, bytes));
        Ok(true)
    }
}

/// A table being read.
pub(super) struct Rows {
    lines: Lines,
    parser: Reader,
    /// The encoding of the file, as its beginning tells it.
    encoding: &'static str,
    output: Vec<u8>,
    ends: Vec<usize>,
}

/// How far a row has come.
#[derive(Default)]
struct Progress {
    bytes: usize,
    width: usize,
    is_too_wide: bool,
}

fn too_long(number: u64, most: u64) -> Next {
    let message = format!("line {number} is longer than {most} bytes: raise the limit");
    Next::Bad(ReadErrorKind::TooLarge, message)
}

impl Rows {
    pub(super) fn new(lines: Lines, dialect: Dialect, encoding: &'static str) -> Self {
        Self {
            lines,
            parser: dialect.parser(),
            encoding,
            output: vec![0; 4096],
            ends: vec![0; 64],
        }
    }

    /// The next row; empty lines are passed over.
    pub(super) fn next(&mut self, intake: &mut Intake<'_>) -> Result<Next, ReadError> {
        let mut progress = Progress::default();
        let mut held: VecDeque<Numbered> = VecDeque::new();
        let mut held_bytes = 0;
        loop {
            let Some(mut line) = self.lines.next(intake)? else {
                return Ok(self.end(held));
            };
            let start = held.front().map_or(line.number, |first| first.number);
            let Some(bytes) = line.bytes.as_deref() else {
                self.parser.reset();
                return Ok(too_long(line.number, intake.options.most_record_bytes));
            };
            let (has_ended, taken) = self.feed(&bytes[line.at..], &mut progress);
            if has_ended {
                line.at += taken;
                if !bytes[line.at..].trim_ascii().is_empty() {
                    self.lines.waiting.push_front(line);
                }
                return Ok(self.row(intake, start, &progress));
            }
            if progress.bytes == 0 && progress.width == 0 {
                continue;
            }
            held_bytes += bytes.len();
            held.push_back(line);
            if held_bytes as u64 > intake.options.most_record_bytes {
                return Ok(self.end(held));
            }
        }
    }

    /// Parses a line into the row; whether the row ends, and how much of the line is in it.
    fn feed(&mut self, line: &[u8], progress: &mut Progress) -> (bool, usize) {
        let mut at = 0;
        loop {
            let (result, taken, written, ended) = self.parser.read_record(
                &line[at..],
                &mut self.output[progress.bytes..],
                &mut self.ends[progress.width..],
            );
            at += taken;
            progress.bytes += written;
            progress.width += ended;
            match result {
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // The rest of the row is passed over.
                ReadRecordResult::OutputEndsFull => {
                    progress.is_too_wide = true;
                    progress.width = 1;
                }
                ReadRecordResult::Record => return (true, at),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return (false, at),
            }
        }
    }

    /// The end of the file, or of what is held of a row that does not end.
    fn end(&mut self, mut held: VecDeque<Numbered>) -> Next {
        let Some(Numbered { number, .. }) = held.pop_front() else {
            return Next::End;
        };
        self.parser.reset();
        held.append(&mut self.lines.waiting);
        self.lines.waiting = held;
        let message =
            format!("line {number} opens a quote that is never closed: close it, or double it");
        Next::Bad(ReadErrorKind::Malformed, message)
    }

    /// The fields, decoded as one, since the letters of a single one tell little of its encoding.
    fn row(&self, intake: &mut Intake<'_>, line: u64, progress: &Progress) -> Next {
        if progress.is_too_wide {
            let message = format!(
                "line {line} has more than {MOST_COLUMNS} values: it is no row of articles"
            );
            return Next::Bad(ReadErrorKind::TooLarge, message);
        }
        let ends = &self.ends[..progress.width];
        let mut joined = Vec::with_capacity(progress.bytes + progress.width);
        let mut start = 0;
        for end in ends {
            let field = &self.output[start..*end];
            joined.extend(
                field
                    .iter()
                    .map(|byte| if *byte == FIELD_END { b' ' } else { *byte }),
            );
            joined.push(FIELD_END);
            start = *end;
        }
        joined.pop();
        let text = intake.decode_as(&joined, self.encoding);
        let fields = text.split(char::from(FIELD_END)).map(str::to_owned);
        Next::Row(Row {
            line,
            fields: fields.collect(),
        })
    }
}
