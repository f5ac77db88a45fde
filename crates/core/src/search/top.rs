//! The best documents so far.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::DocAddress;

/// A document with what it is sorted by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked<K> {
    pub(super) key: K,
    pub(super) address: DocAddress,
}

impl<K: PartialOrd> Ord for Ranked<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.partial_cmp(&other.key).unwrap_or(Ordering::Equal)
    }
}

impl<K: PartialOrd> PartialOrd for Ranked<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: PartialOrd> PartialEq for Ranked<K> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<K: PartialOrd> Eq for Ranked<K> {}

/// Keeps the `limit` best of the documents offered. One collection serves all segments, so that each begins with the
/// threshold that the earlier ones have reached.
///
/// Which of those that equal the worst belong to the best is left open until all were offered, so that nothing but their keys has
/// to be known of documents before.
pub(super) struct Top<K> {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked<K>>>,
    /// Documents beside the heap whose keys equal its worst.
    edge: Vec<DocAddress>,
}

impl<K: PartialOrd + Copy> Top<K> {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
            edge: Vec::new(),
        }
    }

    /// How many are kept.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// The key that a document has to reach to be kept; `None` while there is room.
    pub(super) fn threshold(&self) -> Option<K> {
        let is_full = self.heap.len() >= self.limit;
        let worst = self.heap.peek().filter(|_| is_full);
        worst.map(|Reverse(worst)| worst.key)
    }

    /// Offers a document.
    pub(super) fn offer(&mut self, key: K, address: DocAddress) {
        let Some(worst) = self.threshold() else {
            if self.limit > 0 {
                self.heap.push(Reverse(Ranked { key, address }));
            }
            return;
        };
        match key.partial_cmp(&worst) {
            Some(Ordering::Greater) => {
                let left = self.heap.pop();
                self.heap.push(Reverse(Ranked { key, address }));
                if self.threshold().is_some_and(|now| now > worst) {
                    self.edge.clear();
                } else {
                    self.edge.extend(left.map(|Reverse(left)| left.address));
                }
            }
            Some(Ordering::Equal) => self.edge.push(address),
            _ => {}
        }
    }

    /// The best first; `arrange` puts those with the same key in order, and is told how many of them are listed.
    pub(super) fn into_sorted(
        self,
        mut arrange: impl FnMut(&mut [Ranked<K>], usize) -> tantivy::Result<()>,
    ) -> tantivy::Result<Vec<Ranked<K>>> {
        let sorted = self.heap.into_sorted_vec();
        let mut sorted: Vec<Ranked<K>> = sorted.into_iter().map(|Reverse(it)| it).collect();
        if let Some(key) = sorted.last().map(|worst| worst.key) {
            let edge = self.edge.into_iter();
            sorted.extend(edge.map(|address| Ranked { key, address }));
        }
        let mut room = self.limit;
        for equals in sorted.chunk_by_mut(|a, b| a == b) {
            if equals.len() > 1 {
                arrange(equals, room)?;
            }
            room = room.saturating_sub(equals.len());
        }
        sorted.truncate(self.limit);
        Ok(sorted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of documents with these keys, where the turn of the last is the earliest.
    fn kept(limit: usize, keys: &[f32]) -> Vec<u32> {
        let mut top = Top::new(limit);
        for (doc, key) in keys.iter().enumerate() {
            top.offer(*key, DocAddress::new(0, doc as u32));
        }
        let sorted = top.into_sorted(|equals, _| {
            equals.sort_by_key(|it| Reverse(it.address.doc_id));
            Ok(())
        });
        sorted.unwrap().iter().map(|it| it.address.doc_id).collect()
    }

    #[test]
    fn the_best_are_kept_and_equals_in_turn() {
        assert_eq!(kept(2, &[1.0, 3.0, 1.0, 3.0, 2.0]), [3, 1]);
        assert_eq!(kept(2, &[3.0, 3.0, 3.0, 3.0, 2.0]), [3, 2]);
        assert_eq!(kept(3, &[1.0, 1.0, 1.0, 1.0, 2.0]), [4, 3, 2]);
        assert_eq!(kept(2, &[1.0, 1.0, 1.0, 2.0, 2.0]), [4, 3]);
        assert_eq!(kept(9, &[1.0, 2.0, 1.0]), [1, 2, 0]);
    }

    #[test]
    fn nothing_is_kept_of_a_limit_of_none() {
        assert!(kept(0, &[1.0]).is_empty());
    }
}
