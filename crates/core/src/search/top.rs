//! The best documents so far.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::DocAddress;

/// A document with what it is sorted by; of equals the earlier document comes first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked<K> {
    pub(super) key: K,
    pub(super) address: DocAddress,
}

impl<K: PartialOrd> Ord for Ranked<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_key = self.key.partial_cmp(&other.key).unwrap_or(Ordering::Equal);
        by_key.then_with(|| other.address.cmp(&self.address))
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
pub(super) struct Top<K> {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked<K>>>,
}

impl<K: PartialOrd + Copy> Top<K> {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
        }
    }

    /// How many are kept.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// The key that a document has to exceed to be kept; `None` while there is room.
    pub(super) fn threshold(&self) -> Option<K> {
        let is_full = self.heap.len() >= self.limit;
        let worst = self.heap.peek().filter(|_| is_full);
        worst.map(|Reverse(worst)| worst.key)
    }

    /// Offers a document; documents come in the order of their addresses.
    pub(super) fn offer(&mut self, key: K, address: DocAddress) {
        if self.limit == 0 || self.threshold().is_some_and(|worst| key <= worst) {
            return;
        }
        if self.heap.len() >= self.limit {
            self.heap.pop();
        }
        self.heap.push(Reverse(Ranked { key, address }));
    }

    /// The best first.
    pub(super) fn into_sorted(self) -> Vec<Ranked<K>> {
        let sorted = self.heap.into_sorted_vec();
        sorted.into_iter().map(|Reverse(ranked)| ranked).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_and_of_equals_the_earlier() {
        let mut top = Top::new(2);
        for (doc, key) in [1.0, 3.0, 1.0, 3.0, 2.0].into_iter().enumerate() {
            top.offer(key, DocAddress::new(0, doc as u32));
        }
        let docs: Vec<u32> = top
            .into_sorted()
            .iter()
            .map(|it| it.address.doc_id)
            .collect();
        assert_eq!(docs, [1, 3]);
    }

    #[test]
    fn nothing_is_kept_of_a_limit_of_none() {
        let mut top = Top::new(0);
        top.offer(1.0, DocAddress::new(0, 0));
        assert!(top.into_sorted().is_empty());
    }
}
