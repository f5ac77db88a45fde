//! Scores of a stretch of neighbouring documents, gathered term by term.

use tantivy::DocId;

/// The most documents of a window: the accumulators of a few words stay in the second cache.
const MAX_WINDOW_DOCS: u32 = 4096;

/// The fewest: in less, parting the words costs more than it spares.
const MIN_WINDOW_DOCS: u32 = 256;

/// Postings of the commonest word that a window should hold: those of about one block of the engine.
const POSTINGS: u64 = 128;

/// How many documents a window of a segment should hold where the commonest word has so many postings.
pub(super) fn window_docs(documents: u32, postings: u32) -> u32 {
    let docs = POSTINGS * u64::from(documents) / u64::from(postings.max(1));
    docs.clamp(MIN_WINDOW_DOCS.into(), MAX_WINDOW_DOCS.into()) as u32
}

/// The accumulators of a window: the frequencies of each unit, and the scores of all.
pub(super) struct Window {
    base: DocId,
    end: DocId,
    units: Vec<Accumulator>,
    scores: Box<[f32]>,
    candidates: Vec<Candidate>,
}

/// The frequencies of one unit.
struct Accumulator {
    frequencies: Box<[f32]>,
    docs: Box<[u64]>,
}

/// A document that may be above the threshold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) doc: DocId,
    /// Its score is not above this.
    pub(super) bound: f32,
}

impl Window {
    /// A window of so many units and at most so many documents.
    pub(super) fn new(units: usize, docs: u32) -> Self {
        let words = docs.div_ceil(64) as usize;
        let zeros = || vec![0.0; words * 64].into_boxed_slice();
        let accumulator = || Accumulator {
            frequencies: zeros(),
            docs: vec![0; words].into_boxed_slice(),
        };
        Self {
            base: 0,
            end: 0,
            units: std::iter::repeat_with(accumulator).take(units).collect(),
            scores: zeros(),
            candidates: Vec::new(),
        }
    }

    /// Empties the window and moves it to `base..end`, which holds no more documents than it was made for.
    pub(super) fn start(&mut self, base: DocId, end: DocId) {
        let words = self.words();
        for unit in &mut self.units {
            unit.clear(words);
        }
        self.base = base;
        self.end = end;
    }

    /// How many words of bits the window fills.
    fn words(&self) -> usize {
        (self.end - self.base).div_ceil(64) as usize
    }

    /// The first document of the window.
    pub(super) fn base(&self) -> DocId {
        self.base
    }

    /// The first document after the window.
    pub(super) fn end(&self) -> DocId {
        self.end
    }

    /// Adds to the frequency of a unit in a document of the window.
    pub(super) fn add(&mut self, unit: usize, doc: DocId, frequency: f32) {
        let place = (doc - self.base) as usize;
        let unit = &mut self.units[unit];
        unit.frequencies[place] += frequency;
        unit.docs[place / 64] |= 1 << (place % 64);
    }

    /// Adds what a unit is worth, by its frequency, to the scores of its documents.
    pub(super) fn score(&mut self, unit: usize, score: impl Fn(f32) -> f32) {
        let words = self.words();
        let unit = &self.units[unit];
        each(&unit.docs[..words], |place| {
            self.scores[place] += score(unit.frequencies[place]);
        });
    }

    /// Turns the scores into candidates: the documents that with `rest` pass the test.
    pub(super) fn choose(&mut self, rest: f32, passes: impl Fn(f32) -> bool) {
        self.candidates.clear();
        for word in 0..self.words() {
            let docs = self.units.iter().map(|unit| unit.docs[word]);
            let mut bits = docs.fold(0, |all, docs| all | docs);
            while bits != 0 {
                let place = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let bound = std::mem::take(&mut self.scores[place]) + rest;
                if passes(bound) {
                    let doc = self.base + place as DocId;
                    self.candidates.push(Candidate { doc, bound });
                }
            }
        }
    }

    /// Looks every candidate up once more: `more` gives what is found of a unit in a document, and `bound` what the
    /// frequencies before and after add to its bound; those that no longer pass are dropped.
    pub(super) fn look_up(
        &mut self,
        unit: usize,
        mut more: impl FnMut(DocId) -> f32,
        change: impl Fn(f32, f32) -> f32,
        passes: impl Fn(f32) -> bool,
    ) {
        let base = self.base;
        let unit = &mut self.units[unit];
        self.candidates.retain_mut(|candidate| {
            let place = (candidate.doc - base) as usize;
            let before = unit.frequencies[place];
            let found = more(candidate.doc);
            if found > 0.0 {
                unit.frequencies[place] += found;
                unit.docs[place / 64] |= 1 << (place % 64);
            }
            candidate.bound += change(before, before + found);
            passes(candidate.bound)
        });
    }

    /// Replaces a part of every candidate's bound by what it is with the units that the document holds; those that no
    /// longer pass are dropped.
    pub(super) fn settle(
        &mut self,
        part: f32,
        passes: impl Fn(f32) -> bool,
        exact: impl Fn(&dyn Fn(usize) -> bool) -> f32,
    ) {
        if part <= 0.0 {
            return;
        }
        let (base, units) = (self.base, &self.units);
        self.candidates.retain_mut(|candidate| {
            let place = (candidate.doc - base) as usize;
            let is_there = |unit: usize| units[unit].frequencies[place] > 0.0;
            candidate.bound += exact(&is_there) - part;
            passes(candidate.bound)
        });
    }

    /// The documents that may be above the threshold, in order.
    pub(super) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }
}

impl Accumulator {
    /// Empties the first of its words.
    fn clear(&mut self, words: usize) {
        let Self { frequencies, docs } = self;
        let docs = &mut docs[..words];
        each(docs, |place| frequencies[place] = 0.0);
        docs.fill(0);
    }
}

/// Visits the places of the bits that are set, in order.
fn each(bits: &[u64], mut visit: impl FnMut(usize)) {
    for (word, bits) in bits.iter().enumerate() {
        let mut bits = *bits;
        while bits != 0 {
            visit(word * 64 + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}
