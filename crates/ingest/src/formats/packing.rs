//! Packed files: `.gz`, `.zst`, `.bz2` and `.xz` around any format, opened as a stream and bounded.
//!
//! A packing is known by its first bytes, never by its name. What comes out is counted against what went in, so that a
//! bomb (a few kilobytes that unpack to gigabytes) ends early in one clear failure, whatever format is inside.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use super::error::{ReadError, ReadErrorKind};

/// A way to pack one file.
pub(super) struct Packing {
    name: &'static str,
    extension: &'static str,
    begins: fn(&[u8]) -> bool,
    open: for<'a> fn(Counted<'a>) -> io::Result<Box<dyn Read + 'a>>,
}

/// Every packing fiche opens.
static PACKINGS: [Packing; 4] = [
    Packing {
        name: "gzip",
        extension: ".gz",
        begins: |head| head.starts_with(b"\x1f\x8b\x08"),
        open: |input| Ok(Box::new(flate2::bufread::MultiGzDecoder::new(input))),
    },
    Packing {
        name: "zstd",
        extension: ".zst",
        begins: |head| head.starts_with(b"\x28\xb5\x2f\xfd"),
        open: |input| Ok(Box::new(zstd::stream::read::Decoder::with_buffer(input)?)),
    },
    Packing {
        name: "bzip2",
        extension: ".bz2",
        // `BZh` alone could begin a text: the size of a block and the mark of the first one follow it.
        begins: |head| head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY"),
        open: |input| Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(input))),
    },
    Packing {
        name: "xz",
        extension: ".xz",
        begins: |head| head.starts_with(b"\xfd7zXZ\0"),
        open: |input| {
            let stream = Stream::new_stream_decoder(MOST_XZ_BYTES, CONCATENATED)?;
            Ok(Box::new(XzDecoder::new_stream(input, stream)))
        },
    },
];

/// `xz -9` needs 65 MiB to unpack; a file can ask for 4 GiB. zstd keeps to 128 MiB by itself.
const MOST_XZ_BYTES: u64 = 128 << 20;

/// Text packs 3 to 10 times, the most repetitive logs about 100 times; zeros 1,000 times and more.
const MOST_RATIO: u64 = 250;

/// The ratio is looked at only beyond this size: a small file that unpacks well harms nobody.
const RATIO_COUNTS_FROM_BYTES: u64 = 16 << 20;

impl Packing {
    /// The packing of a file that begins with these bytes.
    pub(super) fn of(head: &[u8]) -> Option<&'static Self> {
        PACKINGS.iter().find(|packing| (packing.begins)(head))
    }

    /// The name of what is inside: `a.txt.gz` holds `a.txt`.
    pub(super) fn strip(&self, path: &str) -> String {
        path.strip_suffix(self.extension).unwrap_or(path).to_owned()
    }

    /// The unpacked bytes; `taken` counts the packed ones.
    pub(super) fn unpack<'a>(
        &'static self,
        input: &'a mut dyn BufRead,
        taken: &'a Cell<u64>,
    ) -> Result<impl BufRead + 'a, ReadError> {
        let unpacked = (self.open)(Counted { input, taken })?;
        Ok(BufReader::new(Bounded {
            unpacked,
            packing: self,
            taken,
            given: 0,
        }))
    }
}

/// Counts the packed bytes as the unpacker takes them.
pub(super) struct Counted<'a> {
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
struct Bounded<'a> {
    unpacked: Box<dyn Read + 'a>,
    packing: &'static Packing,
    taken: &'a Cell<u64>,
    given: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self
            .unpacked
            .read(buffer)
            .map_err(|error| self.damaged(error))?;
        self.given += count as u64;
        if self.given > RATIO_COUNTS_FROM_BYTES && self.given / MOST_RATIO > self.taken.get() {
            return Err(self.bomb().into());
        }
        Ok(count)
    }
}

impl Bounded<'_> {
    /// A packed file that ends early or does not unpack; a failure of the disk stays what it is.
    fn damaged(&self, error: io::Error) -> io::Error {
        let damage = [
            io::ErrorKind::UnexpectedEof,
            io::ErrorKind::InvalidInput,
            io::ErrorKind::InvalidData,
            io::ErrorKind::Other,
        ];
        if !damage.contains(&error.kind()) {
            return error;
        }
        let (name, given) = (self.packing.name, self.given);
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
        let name = self.packing.name;
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
