//! What the engine tells of each full block of a list without the block being decoded: its last document, and the document
//! whose score is highest by the engine's own constants.
//!
//! The engine keeps this to itself, so it is read from the list's own bytes, as `postings/skip.rs` of the engine's pinned
//! version writes them. A list of 128 documents or more begins with the length of its skips (a number of seven bits a byte, low
//! ones first, the last byte marked), then for each full block: its last document (four bytes, low ones first), two bytes of
//! bit widths, the sum of frequencies where there are positions (four bytes), the best document's length code and its frequency.

use tantivy::directory::OwnedBytes;
use tantivy::{DocId, TantivyError};

/// Documents of a full block.
pub(crate) const BLOCK_DOCS: u32 = 128;

/// Bytes of an entry, without and with positions.
const ENTRY: usize = 8;
const ENTRY_WITH_POSITIONS: usize = 12;

/// The frequency that stands for itself and all higher ones.
const HIGHEST_FREQUENCY: u8 = u8::MAX;

/// The skips of a list.
pub(crate) struct Skips {
    bytes: OwnedBytes,
    entry: usize,
}

/// What is told of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Skip {
    /// The last document of the block.
    pub(crate) last: DocId,
    /// Occurrences in the documents of the block; 0 in a list without positions.
    pub(crate) occurrences: u32,
    /// The code of the best document's length.
    pub(crate) length_code: u8,
    /// How often the term occurs in the best document; `None` where it is too often to be told.
    pub(crate) frequency: Option<u8>,
}

impl Skips {
    /// The skips of a list of so many documents.
    pub(super) fn read(
        list: &OwnedBytes,
        documents: u32,
        has_positions: bool,
    ) -> tantivy::Result<Self> {
        let entry = if has_positions {
            ENTRY_WITH_POSITIONS
        } else {
            ENTRY
        };
        let blocks = (documents / BLOCK_DOCS) as usize;
        if blocks == 0 {
            let bytes = OwnedBytes::empty();
            return Ok(Self { bytes, entry });
        }
        let expected = blocks * entry;
        match number(list) {
            Some((length, start)) if length == expected && list.len() >= start + length => {
                Ok(Self {
                    bytes: list.slice(start..start + length),
                    entry,
                })
            }
            _ => {
                let what = "the skips of a list are damaged".to_owned();
                Err(TantivyError::InternalError(what))
            }
        }
    }

    /// The full blocks in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Skip> + '_ {
        self.bytes.chunks_exact(self.entry).map(skip)
    }

    /// A full block; `None` past the last.
    pub(super) fn get(&self, block: usize) -> Option<Skip> {
        let start = block * self.entry;
        self.bytes.get(start..start + self.entry).map(skip)
    }
}

/// What an entry tells.
#[inline]
fn skip(entry: &[u8]) -> Skip {
    let number =
        |at: usize| u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]);
    let [.., length_code, frequency] = *entry else {
        unreachable!("an entry has eight bytes at least")
    };
    Skip {
        last: number(0),
        occurrences: if entry.len() == ENTRY_WITH_POSITIONS {
            number(6)
        } else {
            0
        },
        length_code,
        frequency: (frequency < HIGHEST_FREQUENCY).then_some(frequency),
    }
}

/// The number that some bytes begin with, seven bits in each and the last marked, and how many bytes it takes.
pub(super) fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(size_of::<u64>()) {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 != 0 {
            return Some((number, at + 1));
        }
    }
    None
}
