//! The frequencies of a stretch of neighbouring documents, gathered term by term.

use tantivy::DocId;

use super::candidates::Candidates;
use crate::index::Frequency;

/// The most documents of a window: the places of their frequencies stay in the first cache.
pub(super) const MAX_WINDOW_DOCS: u32 = 8192;

/// The fewest: in less, parting the words costs more than it spares.
pub(super) const MIN_WINDOW_DOCS: u32 = 128;

/// Which documents of a window may become candidates.
#[derive(Debug, Clone, Copy)]
pub(super) enum Among {
    All,
    OfTwoUnits,
}

/// How often each unit occurs in the documents of a window.
pub(super) struct Window {
    base: DocId,
    units: usize,
    /// A bit for each document that holds a unit.
    docs: Vec<u64>,
    /// A bit for each to which was added more than once: all that hold two units are among them.
    again: Vec<u64>,
    /// Of each such document, where its frequencies begin.
    rows: Vec<u32>,
    /// Those of one document after those of another, by unit.
    frequencies: Vec<Frequency>,
}

impl Window {
    /// An empty window of so many units. Memory is taken when it is started first.
    pub(super) fn of(units: usize) -> Self {
        Self {
            base: 0,
            units,
            docs: Vec::new(),
            again: Vec::new(),
            rows: Vec::new(),
            frequencies: Vec::new(),
        }
    }

    /// Moves the window, which is empty, to `base` and at most [`MAX_WINDOW_DOCS`] documents from there.
    pub(super) fn start(&mut self, base: DocId) {
        self.base = base;
        let docs = MAX_WINDOW_DOCS as usize;
        self.docs.resize(docs / 64, 0);
        self.again.resize(docs / 64, 0);
        self.rows.resize(docs, 0);
    }

    /// Adds to the frequency of a unit in a document of the window.
    #[inline]
    pub(super) fn add(&mut self, unit: usize, doc: DocId, frequency: Frequency) {
        let place = (doc - self.base) as usize;
        let (word, bit) = (place / 64, 1 << (place % 64));
        if self.docs[word] & bit == 0 {
            self.docs[word] |= bit;
            self.rows[place] = self.frequencies.len() as u32;
            // A call that clears memory costs more than the few numbers of a document.
            for _ in 0..self.units {
                self.frequencies.push(Frequency::ZERO);
            }
        } else {
            self.again[word] |= bit;
        }
        self.frequencies[self.rows[place] as usize + unit] += frequency;
    }

    /// How many of its documents hold a unit.
    pub(super) fn len(&self) -> usize {
        self.frequencies.len() / self.units
    }

    /// Whether a document of the window holds a unit.
    #[inline]
    pub(super) fn holds(&self, doc: DocId) -> bool {
        let place = (doc - self.base) as usize;
        self.docs[place / 64] & 1 << (place % 64) != 0
    }

    /// Empties the window; those of its documents for which a bound is given become candidates, or those of them that may hold
    /// two units.
    pub(super) fn choose(
        &mut self,
        among: Among,
        bound: impl Fn(&[Frequency]) -> Option<f32>,
        candidates: &mut Candidates,
    ) {
        for (word, (docs, again)) in self.docs.iter_mut().zip(&mut self.again).enumerate() {
            let (docs, again) = (std::mem::take(docs), std::mem::take(again));
            let mut left = match among {
                Among::All => docs,
                Among::OfTwoUnits => again,
            };
            while left != 0 {
                let place = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let frequencies = &self.frequencies[self.rows[place] as usize..][..self.units];
                if let Some(bound) = bound(frequencies) {
                    let doc = self.base + place as DocId;
                    candidates.push(doc, bound).copy_from_slice(frequencies);
                }
            }
        }
        self.frequencies.clear();
    }
}
