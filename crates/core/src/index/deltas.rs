//! The positions of a term as the engine keeps them: of each occurrence how far it stands from the one before in its document.
//!
//! They are read from their own bytes, as `positions/mod.rs` of the engine's pinned version describes them: how many full blocks
//! of 128 there are, a byte for the bits of each, the packed blocks, and what is left as numbers of seven bits a byte.

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::TantivyError;
use tantivy::directory::OwnedBytes;

use super::skips::number;

const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Bytes of a block by each bit of its width.
const BYTES_PER_BIT: usize = BLOCK / 8;

/// No delta is wider.
const MOST_BITS: u8 = 32;

/// The deltas of one term, one block of which is unpacked.
pub(super) struct Deltas {
    /// Bits of a delta, by full block.
    widths: OwnedBytes,
    packed: OwnedBytes,
    packer: BitPacker4x,
    /// The block that was asked for last, and where it begins in `packed`.
    block: usize,
    start: usize,
    is_unpacked: bool,
    unpacked: [u32; BLOCK],
}

impl Deltas {
    /// The deltas of a term in their bytes.
    pub(super) fn read(bytes: &OwnedBytes) -> tantivy::Result<Self> {
        let (blocks, start) = number(bytes).ok_or_else(damaged)?;
        let end = start.checked_add(blocks).filter(|end| *end <= bytes.len());
        let end = end.ok_or_else(damaged)?;
        Ok(Self {
            widths: bytes.slice(start..end),
            packed: bytes.slice(end..bytes.len()),
            packer: BitPacker4x::new(),
            block: 0,
            start: 0,
            is_unpacked: false,
            unpacked: [0; BLOCK],
        })
    }

    /// The positions of a document that begins with the `first`-th delta and has so many. Where there are fewer, as in a damaged
    /// file, they end early.
    #[inline]
    pub(super) fn positions(&mut self, first: u64, count: u32) -> Positions<'_> {
        Positions {
            deltas: self,
            at: first as usize,
            left: count,
            position: 0,
        }
    }

    /// The deltas from the `at`-th to the end of its block; `None` where there is no such block.
    #[inline]
    fn block_from(&mut self, at: usize) -> Option<&[u32]> {
        if at / BLOCK != self.block || !self.is_unpacked {
            self.go_to(at / BLOCK)?;
        }
        Some(&self.unpacked[at % BLOCK..])
    }

    /// Unpacks another block; `None` where there is none.
    #[inline(never)]
    fn go_to(&mut self, block: usize) -> Option<()> {
        if block > self.widths.len() {
            return None;
        }
        if block < self.block {
            (self.block, self.start) = (0, 0);
        }
        let passed = self.widths[self.block..block].iter();
        self.start += passed.map(|bits| usize::from(*bits)).sum::<usize>() * BYTES_PER_BIT;
        self.block = block;
        self.unpack();
        self.is_unpacked = true;
        Some(())
    }

    /// Unpacks the current block; what a damaged file lacks is zero.
    fn unpack(&mut self) {
        let packed = self.packed.get(self.start..).unwrap_or_default();
        let Some(bits) = self.widths.get(self.block) else {
            return unpack_last(packed, &mut self.unpacked);
        };
        if *bits <= MOST_BITS && packed.len() >= usize::from(*bits) * BYTES_PER_BIT {
            self.packer.decompress(packed, &mut self.unpacked, *bits);
        } else {
            self.unpacked.fill(0);
        }
    }
}

/// The positions of a document, ascending. A block is unpacked when one of its deltas is asked for.
pub(crate) struct Positions<'a> {
    deltas: &'a mut Deltas,
    at: usize,
    left: u32,
    position: u32,
}

impl Positions<'_> {
    /// The first of those left that is `wanted` or more, behind which it goes on.
    #[inline]
    pub(crate) fn reach(&mut self, wanted: u32) -> Option<u32> {
        while self.left > 0 {
            let deltas = self.deltas.block_from(self.at)?;
            let deltas = &deltas[..deltas.len().min(self.left as usize)];
            let mut position = self.position;
            let reached = deltas.iter().position(|delta| {
                position = position.wrapping_add(*delta);
                position >= wanted
            });
            let passed = reached.map_or(deltas.len(), |at| at + 1);
            self.position = position;
            self.at += passed;
            self.left -= passed as u32;
            if reached.is_some() {
                return Some(position);
            }
        }
        None
    }
}

impl Iterator for Positions<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.reach(0)
    }
}

/// Unpacks the block that is not full.
fn unpack_last(mut packed: &[u8], unpacked: &mut [u32; BLOCK]) {
    unpacked.fill(0);
    for delta in unpacked {
        let Some((number, length)) = number(packed) else {
            return;
        };
        *delta = number as u32;
        packed = &packed[length..];
    }
}

fn damaged() -> TantivyError {
    TantivyError::InternalError("the positions of a term are damaged".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::positions::PositionSerializer;

    use super::*;

    fn written(deltas: &[u32]) -> OwnedBytes {
        let mut bytes = Vec::new();
        let mut serializer = PositionSerializer::new(&mut bytes);
        serializer.write_positions_delta(deltas);
        serializer.close_term().unwrap();
        serializer.close().unwrap();
        OwnedBytes::new(bytes)
    }

    proptest! {
        #[test]
        fn what_the_engine_writes_is_read_from_any_place(
            written_deltas in prop::collection::vec(0_u32..5_000, 0..700),
            places in prop::collection::vec((0_usize..700, 0_usize..300), 1..8),
        ) {
            let mut deltas = Deltas::read(&written(&written_deltas)).unwrap();
            for (first, count) in places {
                let first = first.min(written_deltas.len());
                let document = &written_deltas[first..(first + count).min(written_deltas.len())];
                let mut position = 0;
                let expected = document.iter().map(|delta| {
                    position += delta;
                    position
                });
                let read = deltas.positions(first as u64, document.len() as u32);
                prop_assert!(read.eq(expected));
            }
        }

        #[test]
        fn damaged_bytes_are_an_error_or_other_positions(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            first in 0_u64..5_000,
        ) {
            let Ok(mut deltas) = Deltas::read(&OwnedBytes::new(bytes)) else {
                return Ok(());
            };
            let read = deltas.positions(first, u32::MAX);
            prop_assert!(read.count() <= 201 * BLOCK);
        }
    }
}
