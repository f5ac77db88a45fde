//! Scores of a stretch of neighbouring documents, gathered term by term.

use tantivy::DocId;

/// Documents of a window: scores and frequencies of 4,096 documents take 32 KiB and stay in the first cache.
pub(super) const WINDOW_DOCS: u32 = 4096;

const WORDS: usize = WINDOW_DOCS as usize / 64;

/// A set of documents of a window.
type Bits = [u64; WORDS];

/// The accumulators of a window: the frequencies of one unit at a time, and the scores of all so far.
pub(super) struct Window {
    base: DocId,
    frequencies: Box<[f32]>,
    scores: Box<[f32]>,
    in_unit: Box<Bits>,
    touched: Box<Bits>,
}

impl Window {
    pub(super) fn new() -> Self {
        let zeros = || vec![0.0; WINDOW_DOCS as usize].into_boxed_slice();
        Self {
            base: 0,
            frequencies: zeros(),
            scores: zeros(),
            in_unit: Box::new([0; WORDS]),
            touched: Box::new([0; WORDS]),
        }
    }

    /// Moves the window so that it begins at `base`; it has to be empty.
    pub(super) fn start_at(&mut self, base: DocId) {
        self.base = base;
    }

    /// The first document after the window.
    pub(super) fn end(&self) -> DocId {
        self.base.saturating_add(WINDOW_DOCS)
    }

    /// Adds to the frequency of the current unit in a document of the window.
    pub(super) fn add(&mut self, doc: DocId, frequency: f32) {
        let place = (doc - self.base) as usize;
        self.frequencies[place] += frequency;
        self.in_unit[place / 64] |= 1 << (place % 64);
    }

    /// Ends the current unit: turns its frequencies into scores.
    pub(super) fn score_unit(&mut self, score: impl Fn(f32) -> f32) {
        for word in 0..WORDS {
            let mut bits = std::mem::take(&mut self.in_unit[word]);
            self.touched[word] |= bits;
            while bits != 0 {
                let place = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                self.scores[place] += score(std::mem::take(&mut self.frequencies[place]));
            }
        }
    }

    /// Empties the window, giving each touched document in order with its score.
    pub(super) fn drain(&mut self, mut visit: impl FnMut(DocId, f32)) {
        for word in 0..WORDS {
            let mut bits = std::mem::take(&mut self.touched[word]);
            while bits != 0 {
                let place = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                visit(
                    self.base + place as DocId,
                    std::mem::take(&mut self.scores[place]),
                );
            }
        }
    }
}
