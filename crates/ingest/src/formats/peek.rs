//! A stream whose beginning can be looked at before it is read.

use std::io::{self, BufRead, Read};

/// Enough to tell a format by.
pub(super) const HEAD_BYTES: u64 = 8 << 10;

/// A stream that remembers its first bytes.
pub(super) struct Peeked<R> {
    head: Vec<u8>,
    at: usize,
    rest: R,
    /// What stopped the head short: said when the reader comes to that point, so that the bytes before it are kept.
    failed: Option<io::Error>,
}

impl<R: BufRead> Peeked<R> {
    /// Reads the head; a stream that fails at its first byte is an error.
    pub(super) fn new(mut rest: R) -> io::Result<Self> {
        let mut head = Vec::new();
        let failed = rest.by_ref().take(HEAD_BYTES).read_to_end(&mut head).err();
        match failed {
            Some(error) if head.is_empty() => Err(error),
            failed => Ok(Self {
                head,
                at: 0,
                rest,
                failed,
            }),
        }
    }

    /// The first bytes of the stream.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl<R: BufRead> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut ready = self.fill_buf()?;
        let count = ready.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Peeked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at += count;
        } else {
            self.rest.consume(count);
        }
    }
}
