//! Bytes to characters, block by block, so that a long document is never held whole.
//!
//! What [`charset`] knows of one text it is asked for each block anew, with what the document declares, or what an
//! earlier block was found to be in, as its hint: so a document that changes its encoding midway, as feeds put together
//! from others do, is still read. Blocks are cut where no character is. UTF-16 and UTF-32 can not be cut so, and are held whole.

use std::io::{self, BufRead, Read};

use crate::charset;

/// Enough letters to tell an encoding by.
const BLOCK_BYTES: u64 = 64 << 10;

/// Enough to tell UTF-16 by.
const HEAD_BYTES: usize = 4 << 10;

/// The characters of a document as UTF-8.
pub(super) struct Decoded<R> {
    /// None where another has taken it over.
    input: Option<R>,
    hint: Option<String>,
    most_whole_bytes: u64,
    /// Bytes that wait for the end of their character.
    begun: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    is_started: bool,
    /// What stopped the input: said when all before it is read.
    failed: Option<io::Error>,
    /// How many more bytes may be taken until [`allow`](Self::allow) is asked again.
    left: u64,
    /// How many bytes have been taken.
    pub(super) taken: u64,
    /// The encoding by its WHATWG name; the last one where blocks differ.
    pub(super) encoding: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub(super) replaced: u64,
}

/// Said through [`io::Error`] when more is asked for than is allowed.
#[derive(Debug, thiserror::Error)]
#[error("the limit is met")]
pub(super) struct LimitMet;

impl<R: BufRead> Decoded<R> {
    pub(super) fn new(input: R, hint: Option<&str>, most_whole_bytes: u64) -> Self {
        Self::of(Some(input), hint.map(str::to_owned), most_whole_bytes)
    }

    fn of(input: Option<R>, hint: Option<String>, most_whole_bytes: u64) -> Self {
        Self {
            input,
            hint,
            most_whole_bytes,
            begun: Vec::new(),
            ready: Vec::new(),
            at: 0,
            is_started: false,
            failed: None,
            left: 0,
            taken: 0,
            encoding: "",
            replaced: 0,
        }
    }

    /// The same, as it stands; what is left behind is at its end.
    pub(super) fn take_over(&mut self) -> Self {
        std::mem::replace(self, Self::of(None, None, 0))
    }

    /// Lets so many more bytes be taken.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.left = bytes;
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.allow(1);
        matches!(self.fill_buf(), Ok([]))
    }

    /// Decodes the next block, if there is one.
    fn advance(&mut self) -> io::Result<()> {
        let mut block = std::mem::take(&mut self.begun);
        let is_last = self.take_in(&mut block, BLOCK_BYTES);
        if !self.is_started {
            self.is_started = true;
            self.start(&mut block);
        } else if !is_last {
            self.begun = block.split_off(cut(&block));
        }
        if block.is_empty() {
            return self.failed.take().map_or(Ok(()), Err);
        }
        self.decode(&block);
        Ok(())
    }

    /// Reads until the block holds so many bytes; whether the input ended before.
    fn take_in(&mut self, block: &mut Vec<u8>, bytes: u64) -> bool {
        let wanted = bytes.saturating_sub(block.len() as u64);
        let Some(input) = self.input.as_mut().filter(|_| self.failed.is_none()) else {
            return true;
        };
        match input.by_ref().take(wanted).read_to_end(block) {
            Ok(count) => (count as u64) < wanted,
            Err(error) => {
                self.failed = Some(error);
                true
            }
        }
    }

    /// Looks at the first block for what it tells of the whole.
    fn start(&mut self, block: &mut Vec<u8>) {
        let declared = charset::declared(block).map(|encoding| encoding.name().to_owned());
        self.hint = self.hint.take().or(declared);
        let head = &block[..block.len().min(HEAD_BYTES)];
        let encoding = charset::decode(head, None).encoding;
        if encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32") {
            if !self.take_in(block, self.most_whole_bytes) {
                self.failed = Some(io::Error::other(LimitMet));
            }
        } else if block.len() as u64 >= BLOCK_BYTES {
            self.begun = block.split_off(cut(block));
        }
    }

    fn decode(&mut self, block: &[u8]) {
        let decoded = charset::decode(block, self.hint.as_deref());
        if !decoded.text.is_ascii() || self.encoding.is_empty() {
            self.encoding = decoded.encoding;
        }
        self.replaced += decoded.replaced;
        if self.hint.is_none() && decoded.encoding != "UTF-8" {
            self.hint = Some(decoded.encoding.to_owned());
        }
        self.at = 0;
        self.ready.clear();
        self.ready.extend_from_slice(decoded.text.as_bytes());
    }
}

/// Where a block can be cut: behind its last line, tag or blank, as these bytes are no part of any other character.
fn cut(block: &[u8]) -> usize {
    let behind = |wanted: &[u8]| block.iter().rposition(|byte| wanted.contains(byte));
    let at = behind(b"\n")
        .or_else(|| behind(b">"))
        .or_else(|| behind(b" "))
        .or_else(|| block.iter().rposition(u8::is_ascii));
    at.map_or(block.len(), |at| at + 1)
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(LimitMet));
        }
        if self.at == self.ready.len() {
            self.ready.clear();
            self.at = 0;
            self.advance()?;
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.taken += count as u64;
        self.left = self.left.saturating_sub(count as u64);
    }
}
