//! Documents of a segment as bits.

use tantivy::DocId;

/// Documents that a word of bits tells of.
pub(super) const WORD_DOCS: u32 = u64::BITS;

/// A set of documents of a segment, a bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocBits(Vec<u64>);

impl DocBits {
    /// No document of so many.
    pub(super) fn new(documents: u32) -> Self {
        Self(vec![0; documents.div_ceil(WORD_DOCS) as usize])
    }

    pub(super) fn insert(&mut self, doc: DocId) {
        self.0[(doc / WORD_DOCS) as usize] |= 1 << (doc % WORD_DOCS);
    }

    /// Puts in the documents of a stretch that begins at the first of a word.
    pub(super) fn put(&mut self, start: DocId, stretch: &Self) {
        let words = self.0.iter_mut().skip((start / WORD_DOCS) as usize);
        for (own, word) in words.zip(&stretch.0) {
            *own = *word;
        }
    }

    /// Leaves none.
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Keeps what `keep` makes of each word of both sets.
    pub(super) fn combine(&mut self, other: &Self, keep: impl Fn(u64, u64) -> u64) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = keep(*own, *other);
        }
    }

    /// How many documents are in the set.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The documents in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        let words = self.0.iter().zip(0..);
        words.flat_map(|(word, at): (&u64, u32)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at * WORD_DOCS + bit)
            })
        })
    }
}
