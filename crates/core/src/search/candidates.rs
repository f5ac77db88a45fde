//! Documents of a window that may be above the threshold, with what is known of each.

use tantivy::DocId;

use crate::index::Frequency;

/// Documents in ascending order.
pub(super) struct Candidates {
    units: usize,
    docs: Vec<DocId>,
    bounds: Vec<f32>,
    /// By document, then by unit.
    frequencies: Vec<Frequency>,
}

/// A document that may be above the threshold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'c> {
    pub(super) doc: DocId,
    /// Its score is not above this.
    pub(super) bound: f32,
    /// How often each unit occurs, as far as its streams were read or looked up.
    pub(super) frequencies: &'c [Frequency],
}

impl Candidates {
    /// None yet, of so many units.
    pub(super) fn of(units: usize) -> Self {
        Self {
            units,
            docs: Vec::new(),
            bounds: Vec::new(),
            frequencies: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.docs.clear();
        self.bounds.clear();
        self.frequencies.clear();
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.docs.reserve(more);
        self.bounds.reserve(more);
        self.frequencies.reserve(more * self.units);
    }

    pub(super) fn len(&self) -> usize {
        self.docs.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// Adds a document after all others, in which nothing is known to occur; gives the frequencies to fill in.
    pub(super) fn push(&mut self, doc: DocId, bound: f32) -> &mut [Frequency] {
        self.docs.push(doc);
        self.bounds.push(bound);
        let known = self.frequencies.len();
        self.frequencies.resize(known + self.units, Frequency::ZERO);
        &mut self.frequencies[known..]
    }

    /// Keeps the documents for which a bound is given, with that bound.
    #[inline]
    pub(super) fn retain(
        &mut self,
        mut bound: impl FnMut(DocId, f32, &mut [Frequency]) -> Option<f32>,
    ) {
        let mut kept = 0;
        for at in 0..self.docs.len() {
            let (doc, of_doc) = (self.docs[at], at * self.units..(at + 1) * self.units);
            let frequencies = &mut self.frequencies[of_doc.clone()];
            if let Some(bound) = bound(doc, self.bounds[at], frequencies) {
                self.docs[kept] = doc;
                self.bounds[kept] = bound;
                self.frequencies.copy_within(of_doc, kept * self.units);
                kept += 1;
            }
        }
        self.docs.truncate(kept);
        self.bounds.truncate(kept);
        self.frequencies.truncate(kept * self.units);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Candidate<'_>> {
        let bounds = self.docs.iter().zip(&self.bounds);
        let frequencies = self.frequencies.chunks_exact(self.units.max(1));
        let all = bounds.zip(frequencies);
        all.map(|((doc, bound), frequencies)| Candidate {
            doc: *doc,
            bound: *bound,
            frequencies,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_keeps_its_frequencies() {
        let mut candidates = Candidates::of(2);
        for doc in 0..4 {
            candidates.push(doc, 1.0)[1] = Frequency::of(doc as f32);
        }
        candidates.retain(|doc, bound, _| (doc % 2 == 1).then_some(bound + 1.0));
        let kept: Vec<_> = candidates
            .iter()
            .map(|it| (it.doc, it.bound, it.frequencies[1].to_f32()))
            .collect();
        assert_eq!(kept, [(1, 2.0, 1.0), (3, 2.0, 3.0)]);
    }
}
