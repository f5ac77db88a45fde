//! Packed files: `.gz`, `.zst`, `.bz2` and `.xz` around any format, opened as a stream and bounded.
//!
//! A packing is known by its first bytes, never by its name. What comes out is bounded by the file's [`Budget`].

use std::io::{self, BufRead, Read};

use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use super::budget::Budget;
use super::error::ReadError;

/// A way to pack one file.
pub(super) struct Packing {
    name: &'static str,
    extension: &'static str,
    begins: fn(&[u8]) -> bool,
    open: for<'a> fn(&'a mut dyn BufRead) -> io::Result<Box<dyn Read + 'a>>,
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

impl Packing {
    /// The packing of a file that begins with these bytes.
    pub(super) fn of(head: &[u8]) -> Option<&'static Self> {
        PACKINGS.iter().find(|packing| (packing.begins)(head))
    }

    /// The name of what is inside: `a.txt.gz` holds `a.txt`.
    pub(super) fn strip(&self, path: &str) -> String {
        path.strip_suffix(self.extension).unwrap_or(path).to_owned()
    }

    /// The unpacked bytes, which the budget bounds.
    pub(super) fn unpack<'a>(
        &self,
        input: &'a mut dyn BufRead,
        budget: &'a Budget,
    ) -> Result<impl BufRead + 'a, ReadError> {
        let unpacked = (self.open)(input)?;
        Ok(budget.bound(self.name, unpacked))
    }
}
