//! All live documents of a set, block by block, for what counts them: facets and timelines.

use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader};

use super::bits::DocBits;
use super::plan::Match;
use super::prepare::is_alive;
use super::rank::{Ranking, Stop};
use super::sets::Sets;

/// Blocks between two looks at the clock.
const BLOCKS_PER_CHECK: u32 = 64;

impl Ranking<'_> {
    /// Hands over the live documents of a set in one segment, in ascending order, some at a time.
    pub(super) fn sweep(
        &self,
        ordinal: usize,
        set: &Match,
        mut take: impl FnMut(&[DocId]),
    ) -> Result<(), Stop> {
        let segment = self.prepared.segment(ordinal);
        if let Some(bits) = self.bits(ordinal, set)? {
            return self.sweep_bits(segment, &bits, take);
        }
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut docs = sets.open(set)?;
        let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
        let mut until_check = BLOCKS_PER_CHECK;
        loop {
            let found = docs.fill_buffer(&mut block);
            let mut live = found;
            if segment.has_deletes() {
                live = keep(&mut block[..found], |doc| is_alive(segment, doc));
            }
            take(&block[..live]);
            if found < block.len() {
                return Ok(());
            }
            until_check -= 1;
            if until_check == 0 {
                self.deadline.check()?;
                until_check = BLOCKS_PER_CHECK;
            }
        }
    }

    fn sweep_bits(
        &self,
        segment: &SegmentReader,
        bits: &DocBits,
        mut take: impl FnMut(&[DocId]),
    ) -> Result<(), Stop> {
        let has_deletes = segment.has_deletes();
        let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
        let mut filled = 0;
        for doc in bits.iter() {
            if has_deletes && !is_alive(segment, doc) {
                continue;
            }
            block[filled] = doc;
            filled += 1;
            if filled == block.len() {
                take(&block);
                filled = 0;
            }
        }
        take(&block[..filled]);
        self.deadline.check()
    }
}

/// Moves what passes to the front; gives how many do.
fn keep(docs: &mut [DocId], passes: impl Fn(DocId) -> bool) -> usize {
    let mut kept = 0;
    for at in 0..docs.len() {
        if passes(docs[at]) {
            docs[kept] = docs[at];
            kept += 1;
        }
    }
    kept
}
