//! The frequencies of a stretch of neighbouring documents, gathered term by term.

use tantivy::DocId;

use super::candidates::Candidates;
use crate::index::Frequency;

/// The most documents of a window: the frequencies of a few words stay in the second cache.
pub(super) const MAX_WINDOW_DOCS: u32 = 2048;

/// The fewest: in less, parting the words costs more than it spares.
pub(super) const MIN_WINDOW_DOCS: u32 = 128;

/// How often each unit occurs in the documents of a window.
pub(super) struct Window {
    base: DocId,
    units: usize,
    /// A bit for each document that holds a unit.
    docs: Vec<u64>,
    /// By document, then by unit; 0 where the bit of the document is not set.
    frequencies: Vec<Frequency>,
}

impl Window {
    /// An empty window of so many units. Memory is taken when it is started first.
    pub(super) fn of(units: usize) -> Self {
        Self {
            base: 0,
            units,
            docs: Vec::new(),
            frequencies: Vec::new(),
        }
    }

    /// Moves the window, which is empty, to `base` and at most [`MAX_WINDOW_DOCS`] documents from there.
    pub(super) fn start(&mut self, base: DocId) {
        self.base = base;
        let docs = MAX_WINDOW_DOCS as usize;
        self.docs.resize(docs / 64, 0);
        self.frequencies.resize(docs * self.units, Frequency::ZERO);
    }

    /// Adds to the frequency of a unit in a document of the window.
    #[inline]
    pub(super) fn add(&mut self, unit: usize, doc: DocId, frequency: Frequency) {
        let place = (doc - self.base) as usize;
        self.frequencies[place * self.units + unit] += frequency;
        self.docs[place / 64] |= 1 << (place % 64);
    }

    /// Whether a document of the window holds a unit.
    #[inline]
    pub(super) fn holds(&self, doc: DocId) -> bool {
        let place = (doc - self.base) as usize;
        self.docs[place / 64] & 1 << (place % 64) != 0
    }

    /// Empties the window; those of its documents for which a bound is given become candidates.
    pub(super) fn choose(
        &mut self,
        bound: impl Fn(&[Frequency]) -> Option<f32>,
        candidates: &mut Candidates,
    ) {
        for (word, bits) in self.docs.iter_mut().enumerate() {
            let mut left = std::mem::take(bits);
            while left != 0 {
                let place = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let frequencies = &mut self.frequencies[place * self.units..][..self.units];
                if let Some(bound) = bound(frequencies) {
                    let doc = self.base + place as DocId;
                    candidates.push(doc, bound).copy_from_slice(frequencies);
                }
                // A call that clears memory costs more than the few numbers of a document.
                for frequency in frequencies {
                    if *frequency > Frequency::ZERO {
                        *frequency = Frequency::ZERO;
                    }
                }
            }
        }
    }
}
