//! The most that a document can count, block by block of a list: what lets a ranking pass over documents unseen.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, TERMINATED};

use super::list::TermList;
use crate::index::{BLOCK_DOCS, Skip, Skips};
use crate::index::{Frequency, OccurrenceTable};

/// The constants with which the engine chooses the best document of each block that it stores (`query/bm25.rs`).
const ENGINE_B: f32 = 0.75;

/// What the engine's comparison in single precision can overlook.
const ROUNDING: f32 = 1.001;

/// What is said of a block whose best document cannot be told: far beyond any frequency, far from infinity.
const ANY_FREQUENCY: f32 = 1e9;

/// The longest field that the engine's length codes tell apart.
const LONGEST_FIELD: f32 = 2_013_265_944.0;

/// How the engine's best document of a block bounds the weighted frequency of all of them, in one field of a segment.
///
/// The engine keeps the document of the highest `tf / (1 - B + B · length / A)` with its own `B` and the segment's
/// average length `A`. With `b` and `a` of the search any document counts at most that times the largest
/// `(1 - B + B · l / A) / (1 - b + b · l / a)` of any length `l`, which is at one end of the lengths.
pub(super) struct BlockBound {
    scale: f32,
    segment_average: f32,
    table: OccurrenceTable,
}

impl BlockBound {
    /// A bound for a field of this weight; the table is the field's.
    pub(super) fn new(
        weight: f32,
        b: f32,
        average: f32,
        segment_average: f32,
        table: OccurrenceTable,
    ) -> Self {
        let ratio = |length: f32| {
            let engine = engine_norm(length, segment_average);
            engine / (1.0 - b + b * length / average).max(f32::MIN_POSITIVE)
        };
        let ratio = ratio(1.0).max(ratio(LONGEST_FIELD));
        Self {
            scale: weight * ratio * ROUNDING,
            segment_average,
            table,
        }
    }

    /// A document of the block has this weighted frequency at least.
    fn told(&self, skip: Skip) -> Frequency {
        let frequency = skip.frequency.unwrap_or_default();
        self.table[usize::from(skip.length_code)].times(frequency.into())
    }

    /// No document of the block has a higher weighted frequency.
    fn of(&self, skip: Skip) -> f32 {
        let Some(frequency) = skip.frequency else {
            return ANY_FREQUENCY;
        };
        let length = FieldNormReader::id_to_fieldnorm(skip.length_code) as f32;
        self.scale * f32::from(frequency) / engine_norm(length, self.segment_average)
    }
}

/// What the engine divides a frequency by, its `k1` apart.
fn engine_norm(length: f32, average: f32) -> f32 {
    1.0 - ENGINE_B + ENGINE_B * length / average
}

/// The blocks of a list.
#[derive(Default)]
pub(super) struct Blocks {
    all: Vec<Block>,
    at: usize,
    /// The block that was found last for a frequency to reach.
    reaching: usize,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    /// No document of the block lies before this.
    first: DocId,
    last: DocId,
    /// No document of the block has a higher weighted frequency.
    most: f32,
    /// Some document of the block has at least this one.
    told: Frequency,
}

impl Blocks {
    /// The blocks of a term's list, none of which is decoded but the unfilled one at its end.
    pub(super) fn of_list(skips: &Skips, list: &TermList, bound: &BlockBound) -> Self {
        let mut blocks = Vec::with_capacity(skips.iter().len() + 1);
        let mut first = 0;
        for skip in skips.iter() {
            blocks.push(Block {
                first,
                last: skip.last,
                most: bound.of(skip),
                told: bound.told(skip),
            });
            first = skip.last + 1;
        }
        let full = blocks.last().map(|block| block.last);
        let tail = list.tail(full);
        blocks.extend(tail.map(|(first, last, told)| Block {
            first,
            last,
            most: told.to_f32(),
            told,
        }));
        Self {
            all: blocks,
            ..Self::default()
        }
    }

    /// The blocks of documents that were worked out beforehand.
    pub(super) fn of_docs(docs: &[DocId], frequencies: &[Frequency]) -> Self {
        let size = BLOCK_DOCS as usize;
        let chunks = docs.chunks(size).zip(frequencies.chunks(size));
        let block = |(docs, frequencies): (&[DocId], &[Frequency])| {
            Some(Block {
                first: *docs.first()?,
                last: *docs.last()?,
                most: frequencies.iter().max()?.to_f32(),
                told: *frequencies.iter().max()?,
            })
        };
        Self {
            all: chunks.filter_map(block).collect(),
            ..Self::default()
        }
    }

    /// No document has a higher weighted frequency.
    pub(super) fn most(&self) -> f32 {
        let blocks = self.all.iter();
        blocks.map(|block| block.most).fold(0.0, f32::max)
    }

    /// So many documents have this weighted frequency at least, deleted ones among them; `None` where fewer are told of.
    pub(super) fn reached_by(&self, documents: usize) -> Option<Frequency> {
        let place = documents.checked_sub(1)?;
        let mut told: Vec<Frequency> = self.all.iter().map(|block| block.told).collect();
        let by_most = |a: &Frequency, b: &Frequency| b.cmp(a);
        (place < told.len()).then(|| *told.select_nth_unstable_by(place, by_most).1)
    }

    /// The first document at or after `from` that a block may hold. Questions come in ascending order.
    pub(super) fn next(&mut self, from: DocId) -> DocId {
        while self.all.get(self.at).is_some_and(|it| it.last < from) {
            self.at += 1;
        }
        let block = self.all.get(self.at);
        block.map_or(TERMINATED, |block| block.first.max(from))
    }

    /// The first document of a block, from the one asked for last on, in which one may have this weighted frequency. Questions
    /// come with ascending frequencies.
    pub(super) fn next_with(&mut self, frequency: f32) -> DocId {
        self.reaching = self.reaching.max(self.at);
        let ahead = self.all[self.reaching..].iter();
        let weak = ahead.take_while(|block| block.most < frequency).count();
        self.reaching += weak;
        let block = self.all.get(self.reaching);
        block.map_or(TERMINATED, |block| block.first)
    }

    /// The last document of the block asked for last; `TERMINATED` past the last block.
    pub(super) fn last(&self) -> DocId {
        let block = self.all.get(self.at);
        block.map_or(TERMINATED, |block| block.last)
    }

    /// The document has no higher weighted frequency. Documents are asked for in ascending order.
    pub(super) fn most_at(&mut self, doc: DocId) -> f32 {
        if self.next(doc) == doc {
            self.all[self.at].most
        } else {
            0.0
        }
    }

    /// No document in `from..end`, of which `from` was asked for last, has a higher weighted frequency.
    pub(super) fn most_before(&self, end: DocId) -> f32 {
        let blocks = self.all[self.at..].iter();
        let inside = blocks.take_while(|block| block.first < end);
        inside.map(|block| block.most).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_bounded_by_the_blocks_that_reach_into_it() {
        let docs: Vec<DocId> = (0..300).map(|doc| doc * 2).collect();
        let frequencies: Vec<Frequency> =
            docs.iter().map(|doc| Frequency::of(*doc as f32)).collect();
        let mut blocks = Blocks::of_docs(&docs, &frequencies);
        let is = |most: f32, expected: f32| (most - expected).abs() < f32::EPSILON;
        assert_eq!(blocks.next(0), 0);
        assert!(is(blocks.most_before(10), 254.0));
        assert!(is(blocks.most_before(257), 510.0));
        assert_eq!(blocks.next(255), 256);
        assert_eq!(blocks.last(), 510);
        assert!(is(blocks.most_before(256), 0.0));
        assert_eq!(blocks.next(600), TERMINATED);
        assert_eq!(blocks.reached_by(2), Some(Frequency::of(510.0)));
        assert_eq!(blocks.reached_by(4), None);
    }
}
