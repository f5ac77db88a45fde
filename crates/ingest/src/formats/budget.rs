//! How much a file may unpack to.
//!
//! What comes out of packings and archives is counted against what was taken from the disk, for a file as a whole,
//! however they are nested. So a bomb (a few kilobytes that unpack to gigabytes) ends early in one clear failure,
//! whatever format is inside.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use super::error::{ReadError, ReadErrorKind};

/// Text packs 3 to 10 times, the most repetitive logs about 100 times; zeros 1,000 times and more.
const MOST_RATIO: u64 = 250;

/// The ratio is looked at only beyond this size: a small file that unpacks well harms nobody.
const RATIO_COUNTS_FROM_BYTES: u64 = 16 << 20;

/// What was taken of one file so far, and what came out of it.
#[derive(Debug, Default)]
pub(super) struct Budget {
    taken: Cell<u64>,
    given: Cell<u64>,
}

impl Budget {
    /// The bytes of the file, counted as they are taken.
    pub(super) fn count<'a>(&'a self, input: &'a mut dyn BufRead) -> impl BufRead + 'a {
        Counted {
            input,
            taken: &self.taken,
        }
    }

    /// Counts the whole of a file as taken that is read in any order.
    pub(super) fn take(&self, bytes: u64) {
        self.taken.set(self.taken.get().max(bytes));
    }

    /// Bytes that a packing of this name gives, counted; they end in an error where the budget does.
    pub(super) fn bound<'a>(
        &'a self,
        packing: &'static str,
        unpacked: impl Read + 'a,
    ) -> impl BufRead + 'a {
        BufReader::new(Bounded {
            unpacked,
            packing,
            given: 0,
            budget: self,
        })
    }

    /// Whether more was unpacked than any text packs.
    pub(super) fn is_spent(&self) -> bool {
        let given = self.given.get();
        given > RATIO_COUNTS_FROM_BYTES && given / MOST_RATIO > self.taken.get()
    }
}

struct Counted<'a> {
    input: &'a mut dyn BufRead,
    taken: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken.set(self.taken.get() + count as u64);
        self.input.consume(count);
    }
}

/// Ends a stream that unpacks to far more than text can.
struct Bounded<'a, R> {
    unpacked: R,
    packing: &'static str,
    given: u64,
    budget: &'a Budget,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer);
        let count = read.map_err(|error| self.damaged(error))?;
        self.given += count as u64;
        let all = &self.budget.given;
        all.set(all.get() + count as u64);
        if self.budget.is_spent() {
            return Err(self.bomb().into());
        }
        Ok(count)
    }
}

impl<R> Bounded<'_, R> {
    /// A packed file that ends early or does not unpack; a failure of the disk stays what it is, and so does one that
    /// was said already by a packing around this one.
    fn damaged(&self, error: io::Error) -> io::Error {
        let damage = [
            io::ErrorKind::UnexpectedEof,
            io::ErrorKind::InvalidInput,
            io::ErrorKind::InvalidData,
            io::ErrorKind::Other,
        ];
        let is_said = error
            .get_ref()
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<ReadError>);
        if is_said || !damage.contains(&error.kind()) {
            return error;
        }
        let (name, given) = (self.packing, self.given);
        if wants_memory(&error) {
            let message = format!(
                "the {name} data needs more than 128 MiB of memory to unpack: pack it with a smaller window"
            );
            return ReadError::new(ReadErrorKind::TooLarge, message).into();
        }
        ReadError::malformed(format!(
            "the {name} data is cut off or damaged after {given} unpacked bytes: fetch the file again"
        ))
        .into()
    }

    fn bomb(&self) -> ReadError {
        let name = self.packing;
        ReadError::new(
            ReadErrorKind::TooLarge,
            format!(
                "the {name} data unpacks to more than {MOST_RATIO} times its size, as no text does: unpack it yourself if it is one"
            ),
        )
    }
}

/// Whether an unpacker refused a window beyond its limit. What they share is the word.
fn wants_memory(error: &io::Error) -> bool {
    error.to_string().contains("memory")
}
