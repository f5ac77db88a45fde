//! The records of an archive, one by one: where each begins, and how many bytes it has.
//!
//! A record says its length, and lengths are wrong: a writer died, a file was cut, a tool rewrote line ends. What follows
//! a block tells whether its length was right. Where it was not, the next line that opens a record is looked for, inside
//! the block first, and everything from there on is read as if nothing had happened.

use std::io::{self, BufRead, Cursor, Read};

use super::head::{self, Header};

/// Fields before a block are a few hundred bytes; those of a page with many cookies a few thousand.
const MOST_HEAD_BYTES: u64 = 256 << 10;

/// Bytes that belong to another record than a length says are read again: a file made of wrong lengths ends.
const MOST_REREAD_BYTES: u64 = 1 << 30;

/// A record.
#[derive(Debug)]
pub(super) struct Record {
    /// Counted from 1, requests and pictures too.
    pub(super) number: u32,
    pub(super) header: Header,
    pub(super) block: Vec<u8>,
    /// What is wrong with the block, as the end of a sentence about the record.
    pub(super) trouble: Option<Trouble>,
}

/// Why a block is not what its header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The file ends inside it.
    CutOff,
    /// The next record does not begin where the length says.
    WrongLength,
    /// It is longer than the limit for a record; only its beginning is here.
    TooLong,
}

/// What comes next in an archive.
pub(super) enum Next {
    Record(Record),
    /// Bytes that are no record, and what to say of them.
    Broken(String),
}

/// Reads the frames of one archive.
pub(super) struct Frames {
    most_record_bytes: u64,
    number: u32,
    /// Bytes that were read and belong to what comes next.
    back: Cursor<Vec<u8>>,
    /// Whether it is said already that what comes is no record.
    is_lost: bool,
    reread_bytes: u64,
}

impl Frames {
    pub(super) fn new(most_record_bytes: u64) -> Self {
        Self {
            most_record_bytes,
            number: 0,
            back: Cursor::default(),
            is_lost: false,
            reread_bytes: 0,
        }
    }

    /// The next record, or what stands in its place; `None` at the end of the file.
    pub(super) fn next(&mut self, input: &mut dyn BufRead) -> io::Result<Option<Next>> {
        let mut skipped = 0;
        let opening = loop {
            let line = self.line(input)?;
            if line.is_empty() || head::is_opening(&line) {
                break line;
            }
            if !line.trim_ascii().is_empty() {
                skipped += line.len();
            }
        };
        if skipped > 0 && !self.is_lost {
            self.is_lost = true;
            self.give_back(&opening);
            return Ok(Some(Next::Broken(format!(
                "{skipped} bytes after record {} belong to no record and were passed over",
                self.number
            ))));
        }
        if opening.is_empty() {
            return Ok(None);
        }
        self.is_lost = false;
        self.number += 1;
        let Some(header) = self.header(&opening, input)? else {
            return Ok(Some(self.lose("has no end to its header")));
        };
        match header.length {
            Some(length) => Ok(Some(Next::Record(self.record(header, length, input)?))),
            None => Ok(Some(self.lose("does not say its length"))),
        }
    }

    /// A record that cannot be read; what follows is passed over to the next one without a further word.
    fn lose(&mut self, why: &str) -> Next {
        self.is_lost = true;
        Next::Broken(format!("record {} {why} and was passed over", self.number))
    }

    /// A line with its end; nothing at the end of the file. Of a line that is longer than a header the rest comes as
    /// further lines.
    fn line(&mut self, input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let source = (&mut self.back).chain(input);
        source.take(MOST_HEAD_BYTES).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    fn give_back(&mut self, bytes: &[u8]) {
        let at = self.back.position() as usize;
        let (before, behind) = self.back.get_ref().split_at(at);
        if before.ends_with(bytes) {
            self.back.set_position((at - bytes.len()) as u64);
        } else {
            self.back = Cursor::new([bytes, behind].concat());
        }
    }

    /// The header that begins with this line; `None` where it does not end.
    fn header(&mut self, opening: &[u8], input: &mut dyn BufRead) -> io::Result<Option<Header>> {
        if !head::has_fields(opening) {
            return Ok(head::arc(opening));
        }
        let mut fields = Vec::new();
        while (fields.len() as u64) < MOST_HEAD_BYTES {
            let line = self.line(input)?;
            if line.is_empty() {
                return Ok(None);
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(head::warc(&fields)));
            }
            if head::is_opening(&line) {
                self.give_back(&line);
                return Ok(None);
            }
            fields.extend(line);
        }
        Ok(None)
    }

    fn record(
        &mut self,
        header: Header,
        length: u64,
        input: &mut dyn BufRead,
    ) -> io::Result<Record> {
        let mut block = Vec::new();
        let held = length.min(self.most_record_bytes);
        (&mut self.back)
            .chain(&mut *input)
            .take(held)
            .read_to_end(&mut block)?;
        let trouble = self.trouble(&mut block, length, input)?;
        Ok(Record {
            number: self.number,
            header,
            block,
            trouble,
        })
    }

    /// What is wrong with the block; bytes of the next record are taken out of it.
    fn trouble(
        &mut self,
        block: &mut Vec<u8>,
        length: u64,
        input: &mut dyn BufRead,
    ) -> io::Result<Option<Trouble>> {
        let is_cut = (block.len() as u64) < length.min(self.most_record_bytes);
        let is_too_long = length > self.most_record_bytes;
        if !is_cut && !is_too_long && self.ends_here(input)? {
            return Ok(None);
        }
        if let Some(at) = opening_in(block).filter(|_| self.reread_bytes < MOST_REREAD_BYTES) {
            let next = block.split_off(at);
            self.reread_bytes += next.len() as u64;
            self.give_back(&next);
            return Ok(Some(Trouble::WrongLength));
        }
        if is_too_long && !is_cut {
            let rest = length - block.len() as u64;
            io::copy(
                &mut (&mut self.back).chain(input).take(rest),
                &mut io::sink(),
            )?;
            return Ok(Some(Trouble::TooLong));
        }
        // The bytes that follow are spoken of with this record.
        self.is_lost = true;
        Ok(Some(if is_cut {
            Trouble::CutOff
        } else {
            Trouble::WrongLength
        }))
    }

    /// Whether what follows is an empty line, the next record or the end of the file; it is left to be read.
    fn ends_here(&mut self, input: &mut dyn BufRead) -> io::Result<bool> {
        let line = self.line(input)?;
        self.give_back(&line);
        Ok(line.trim_ascii().is_empty() || head::is_opening(&line))
    }
}

/// Where in a block another record begins: a line that opens one.
fn opening_in(block: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in block.split_inclusive(|byte| *byte == b'\n') {
        if at > 0 && head::is_opening(line) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
