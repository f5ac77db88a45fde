//! Bodies that a server packed: `Content-Encoding`.
//!
//! Crawlers unpack bodies and keep the header that says they are packed, so a body that does not unpack at all is taken
//! as it is. One that unpacks in part is kept as far as it goes.

use std::borrow::Cow;
use std::io::{self, Read};

/// Brotli reads its input in pieces of this size.
const BROTLI_BUFFER_BYTES: usize = 4096;

/// A body, unpacked as far as it goes.
pub(super) struct Decoded<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) fault: Option<Fault>,
}

/// Why a body is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It unpacks only in part.
    Damaged,
    /// It unpacks to more than the limit for a record.
    TooLarge,
}

type Open = for<'a> fn(&'a [u8]) -> io::Result<Box<dyn Read + 'a>>;

/// The codings that servers name, and how each is opened. What is not here (`identity`, `utf-8`) packs nothing.
static CODINGS: [(&[&str], Open); 5] = [
    (&["gzip", "x-gzip"], |body| {
        Ok(Box::new(flate2::bufread::MultiGzDecoder::new(body)))
    }),
    (&["deflate"], |body| {
        Ok(Box::new(flate2::bufread::ZlibDecoder::new(body)))
    }),
    // Some servers leave the frame of `deflate` away.
    (&["deflate"], |body| {
        Ok(Box::new(flate2::bufread::DeflateDecoder::new(body)))
    }),
    (&["br"], |body| {
        Ok(Box::new(brotli_decompressor::Decompressor::new(
            body,
            BROTLI_BUFFER_BYTES,
        )))
    }),
    (&["zstd"], |body| {
        Ok(Box::new(zstd::stream::read::Decoder::with_buffer(body)?))
    }),
];

/// Unpacks a body that was packed in this coding, to at most so many bytes.
pub(super) fn decode<'a>(body: Decoded<'a>, coding: &str, most_bytes: u64) -> Decoded<'a> {
    let opens = CODINGS.iter().filter(|(names, _)| names.contains(&coding));
    for (_, open) in opens {
        let (bytes, fault) = unpack(*open, &body.bytes, most_bytes);
        if !bytes.is_empty() {
            return Decoded {
                bytes: Cow::Owned(bytes),
                fault: fault.or(body.fault),
            };
        }
    }
    body
}

fn unpack(open: Open, body: &[u8], most_bytes: u64) -> (Vec<u8>, Option<Fault>) {
    let mut bytes = Vec::new();
    let unpacked =
        open(body).and_then(|packed| packed.take(most_bytes + 1).read_to_end(&mut bytes));
    let fault = if bytes.len() as u64 > most_bytes {
        Some(Fault::TooLarge)
    } else {
        unpacked.is_err().then_some(Fault::Damaged)
    };
    (bytes, fault)
}
