//! The most that a document can count, block by block of a list: what lets a ranking pass over documents unseen.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::{DocId, TERMINATED};

/// The constants with which the engine weighs the best document of each block that it stores (`query/bm25.rs`).
const ENGINE_K1: f32 = 1.2;
const ENGINE_B: f32 = 0.75;

/// What the way from the engine's score back to a frequency can lose.
const ROUNDING: f32 = 1.001;

/// What is said of a block whose best document cannot be told: far beyond any frequency, far from infinity.
const ANY_FREQUENCY: f32 = 1e9;

/// Beyond this share of the engine's highest score a frequency is no longer told from a higher one.
const MOST_SHARE: f32 = 0.999_9;

/// The longest field that the engine's length codes tell apart.
const LONGEST_FIELD: f32 = 2_013_265_944.0;

/// Documents of a block of the engine, which lists of ours follow.
const BLOCK_DOCS: usize = 128;

/// How the engine's best document of a block bounds the weighted frequency of all of them, in one field of a segment.
///
/// The engine keeps the document of the highest `tf / (1 - B + B · length / A)` with its own `B` and the segment's
/// average length `A`. With `b` and `a` of the search any document counts at most that times the largest
/// `(1 - B + B · l / A) / (1 - b + b · l / a)` of any length `l`, which is at one end of the lengths.
pub(super) struct BlockBound {
    engine: Bm25Weight,
    scale: f32,
}

impl BlockBound {
    pub(super) fn new(weight: f32, b: f32, average: f32, segment_average: f32) -> Self {
        let ratio = |length: f32| {
            let engine = 1.0 - ENGINE_B + ENGINE_B * length / segment_average;
            engine / (1.0 - b + b * length / average).max(f32::MIN_POSITIVE)
        };
        let ratio = ratio(1.0).max(ratio(LONGEST_FIELD));
        Self {
            engine: Bm25Weight::for_one_term_without_explain(1, 2, segment_average),
            scale: weight * ratio * ENGINE_K1 * ROUNDING,
        }
    }

    /// No document of the current block has a higher weighted frequency.
    fn of_block(&self, postings: &mut BlockSegmentPostings, norms: &FieldNormReader) -> f32 {
        let score = postings.block_max_score(norms, &self.engine);
        let share = score / self.engine.max_score();
        if share > MOST_SHARE {
            return ANY_FREQUENCY;
        }
        self.scale * share / (1.0 - share)
    }
}

/// The blocks of a list.
pub(super) struct Blocks {
    blocks: Vec<Block>,
    at: usize,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    first: DocId,
    last: DocId,
    /// No document of the block has a higher weighted frequency.
    most: f32,
}

impl Blocks {
    /// The blocks of a term's postings, which end at their last.
    pub(super) fn of_postings(
        mut postings: BlockSegmentPostings,
        norms: &FieldNormReader,
        bound: &BlockBound,
    ) -> Self {
        let mut blocks = Vec::with_capacity(postings.doc_freq() as usize / BLOCK_DOCS + 1);
        while let (Some(&first), Some(&last)) = (postings.docs().first(), postings.docs().last()) {
            let most = bound.of_block(&mut postings, norms);
            blocks.push(Block { first, last, most });
            postings.advance();
        }
        Self { blocks, at: 0 }
    }

    /// The blocks of documents that were worked out beforehand.
    pub(super) fn of_docs(docs: &[DocId], frequencies: &[f32]) -> Self {
        let chunks = docs.chunks(BLOCK_DOCS).zip(frequencies.chunks(BLOCK_DOCS));
        let block = |(docs, frequencies): (&[DocId], &[f32])| {
            Some(Block {
                first: *docs.first()?,
                last: *docs.last()?,
                most: frequencies.iter().copied().fold(0.0, f32::max),
            })
        };
        Self {
            blocks: chunks.filter_map(block).collect(),
            at: 0,
        }
    }

    /// No document has a higher weighted frequency.
    pub(super) fn most(&self) -> f32 {
        let blocks = self.blocks.iter();
        blocks.map(|block| block.most).fold(0.0, f32::max)
    }

    /// The first document at or after `from` that a block may hold. Questions come in ascending order.
    pub(super) fn next(&mut self, from: DocId) -> DocId {
        while self.blocks.get(self.at).is_some_and(|it| it.last < from) {
            self.at += 1;
        }
        let block = self.blocks.get(self.at);
        block.map_or(TERMINATED, |block| block.first.max(from))
    }

    /// No document in `from..end`, of which `from` was asked for last, has a higher weighted frequency.
    pub(super) fn most_before(&self, end: DocId) -> f32 {
        let blocks = self.blocks[self.at..].iter();
        let inside = blocks.take_while(|block| block.first < end);
        inside.map(|block| block.most).fold(0.0, f32::max)
    }

    /// Whether the block asked for last reaches far beyond a stretch of so many documents: its few documents there
    /// are better looked for than bounded.
    pub(super) fn is_sparse(&self, stretch: u32) -> bool {
        let block = self.blocks.get(self.at);
        block.is_some_and(|block| block.last - block.first > stretch * 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_bounded_by_the_blocks_that_reach_into_it() {
        let docs: Vec<DocId> = (0..300).map(|doc| doc * 2).collect();
        let frequencies: Vec<f32> = docs.iter().map(|doc| *doc as f32).collect();
        let mut blocks = Blocks::of_docs(&docs, &frequencies);
        let is = |most: f32, expected: f32| (most - expected).abs() < f32::EPSILON;
        assert_eq!(blocks.next(0), 0);
        assert!(is(blocks.most_before(10), 254.0));
        assert!(is(blocks.most_before(257), 510.0));
        assert_eq!(blocks.next(255), 256);
        assert!(is(blocks.most_before(256), 0.0));
        assert_eq!(blocks.next(600), TERMINATED);
    }
}
