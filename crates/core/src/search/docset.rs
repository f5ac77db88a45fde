//! Sets of documents in ascending order, and how they are combined.

use tantivy::{DocId, DocSet, TERMINATED};

/// A set behind a pointer.
pub(super) type BoxedSet = Box<dyn DocSet>;

/// A sorted list of documents held in memory.
pub(super) struct SortedDocs {
    docs: Vec<DocId>,
    index: usize,
}

impl SortedDocs {
    pub(super) fn new(docs: Vec<DocId>) -> Self {
        Self { docs, index: 0 }
    }
}

impl DocSet for SortedDocs {
    fn advance(&mut self) -> DocId {
        self.index += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let ahead = &self.docs[self.index.min(self.docs.len())..];
        self.index += ahead.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.index).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

/// The first document of a set at or after `target`, which may lie before the current one.
#[inline]
pub(super) fn seek(set: &mut impl DocSet, target: DocId) -> DocId {
    let doc = set.doc();
    if doc < target { set.seek(target) } else { doc }
}

/// The first document at or after `target` at which all members meet, each of which `seek` moves there or beyond. The first of them
/// leads.
#[inline]
pub(super) fn meet<M>(
    members: &mut [M],
    mut target: DocId,
    mut seek: impl FnMut(&mut M, DocId) -> DocId,
) -> DocId {
    'target: while target != TERMINATED {
        for member in &mut *members {
            let doc = seek(member, target);
            if doc > target {
                target = doc;
                continue 'target;
            }
        }
        return target;
    }
    TERMINATED
}

/// Documents of every set.
pub(super) struct All {
    sets: Vec<BoxedSet>,
    doc: DocId,
}

impl All {
    /// The rarest set leads. There is at least one.
    pub(super) fn new(mut sets: Vec<BoxedSet>) -> Self {
        sets.sort_by_key(tantivy::DocSet::size_hint);
        let mut all = Self { sets, doc: 0 };
        all.doc = all.align(0);
        all
    }

    fn align(&mut self, target: DocId) -> DocId {
        meet(&mut self.sets, target, seek)
    }
}

impl DocSet for All {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.align(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.align(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.sets.first().map_or(0, tantivy::DocSet::size_hint)
    }
}

/// Documents of any set.
pub(super) struct Any {
    sets: Vec<BoxedSet>,
    doc: DocId,
}

impl Any {
    pub(super) fn new(sets: Vec<BoxedSet>) -> Self {
        let doc = first(&sets);
        Self { sets, doc }
    }
}

fn first(sets: &[BoxedSet]) -> DocId {
    sets.iter()
        .map(tantivy::DocSet::doc)
        .min()
        .unwrap_or(TERMINATED)
}

impl DocSet for Any {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.seek(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for set in &mut self.sets {
            seek(set, target);
        }
        self.doc = first(&self.sets);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.sets.iter().map(tantivy::DocSet::size_hint).sum()
    }
}

/// Documents of one set that pass a test.
pub(super) struct Passing<S, F> {
    set: S,
    passes: F,
}

impl<S: DocSet, F: FnMut(DocId) -> bool + Send + 'static> Passing<S, F> {
    pub(super) fn new(set: S, passes: F) -> Self {
        let mut passing = Self { set, passes };
        passing.settle();
        passing
    }

    fn settle(&mut self) -> DocId {
        let mut doc = self.set.doc();
        while doc != TERMINATED && !(self.passes)(doc) {
            doc = self.set.advance();
        }
        doc
    }
}

impl<S: DocSet, F: FnMut(DocId) -> bool + Send + 'static> DocSet for Passing<S, F> {
    fn advance(&mut self) -> DocId {
        self.set.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.set.doc() < target {
            self.set.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.set.doc()
    }

    fn size_hint(&self) -> u32 {
        self.set.size_hint()
    }
}

/// A test for documents asked in ascending order: whether they are not in the set.
pub(super) fn outside(mut set: BoxedSet) -> impl FnMut(DocId) -> bool {
    move |doc| !holds(&mut set, doc)
}

/// Whether a document is in a set that was asked for none after it.
pub(super) fn holds(set: &mut BoxedSet, doc: DocId) -> bool {
    seek(set, doc) == doc
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs(set: &mut dyn DocSet) -> Vec<DocId> {
        let mut docs = Vec::new();
        while set.doc() != TERMINATED {
            docs.push(set.doc());
            set.advance();
        }
        docs
    }

    fn sorted(docs: &[DocId]) -> BoxedSet {
        Box::new(SortedDocs::new(docs.to_vec()))
    }

    #[test]
    fn sets_combine_as_their_names_say() {
        let pair = || vec![sorted(&[1, 3, 5, 9]), sorted(&[3, 4, 9])];
        assert_eq!(docs(&mut All::new(pair())), [3, 9]);
        assert_eq!(docs(&mut Any::new(pair())), [1, 3, 4, 5, 9]);
        let mut rest = Passing::new(sorted(&[1, 3, 5]), outside(sorted(&[3, 4])));
        assert_eq!(docs(&mut rest), [1, 5]);
        assert!(docs(&mut Any::new(Vec::new())).is_empty());
    }

    #[test]
    fn a_combined_set_can_be_sought_in() {
        let mut all = All::new(vec![sorted(&[1, 3, 5, 9]), sorted(&[3, 5, 9])]);
        assert_eq!(all.seek(4), 5);
        assert_eq!(all.seek(10), TERMINATED);
    }
}
