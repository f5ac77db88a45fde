//! How near neighbouring words of the query stand to one another in an article.
//!
//! For each pair of neighbours, each pair of their occurrences at a distance `d` of at most [`WINDOW`] words in one
//! field adds `1 / d²` (Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", ECIR 2003).
//! In the order of the query, `d` of adjacent words is 1; in the other order one more. The sum saturates sooner than a
//! word's frequency does: that they stand together once says most of it. It counts as a share of what the rarer word
//! of the two is worth, which is the one that the other makes certain.

use tantivy::{DocId, DocSet};

use super::prepare::{Found, Prepared};
use crate::index::{PositionList, RANKED, RANKED_COUNT};

/// Words apart beyond which two words do not count as near.
const WINDOW: u32 = 8;

/// Saturation of nearness: `n (k + 1) / (n + k)`. Of .3, .5, 1 and a word's own k1, 1 is as good as the last on eight judged
/// sets, and its bound is lower by a third, so that more documents are passed over.
const NEARNESS_K: f32 = 1.0;

/// The most that nearness comes to once it is saturated; standing side by side once is 1.
pub(super) const MOST_NEARNESS: f32 = NEARNESS_K + 1.0;

/// The nearness of the pairs of a plan, over one segment.
pub(super) struct Proximity<'a> {
    prepared: &'a Prepared<'a>,
    ordinal: usize,
    /// By unit: opened when a document is first looked at.
    units: Vec<Option<Positions>>,
}

/// Occurrences of a unit's terms, with the places of their fields.
struct Positions {
    postings: Vec<(usize, PositionList)>,
    /// Of the current document, by field.
    current: [Vec<u32>; RANKED_COUNT],
    doc: Option<DocId>,
}

impl<'a> Proximity<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, ordinal: usize) -> Self {
        let units = prepared.plan.units.iter().map(|_| None).collect();
        Self {
            prepared,
            ordinal,
            units,
        }
    }

    /// What the nearness of a pair of units adds to the score of a document that holds both.
    pub(super) fn bonus(&mut self, pair: (usize, usize), doc: DocId) -> tantivy::Result<f32> {
        self.load(pair.0, doc)?;
        self.load(pair.1, doc)?;
        let (Some(first), Some(second)) = (&self.units[pair.0], &self.units[pair.1]) else {
            return Ok(0.0);
        };
        let nearness: f32 = (0..RANKED_COUNT)
            .map(|field| nearness(&first.current[field], &second.current[field]))
            .sum();
        Ok(self.prepared.pair_weight(pair) * saturate(nearness))
    }

    fn load(&mut self, unit: usize, doc: DocId) -> tantivy::Result<()> {
        if self.units[unit].is_none() {
            self.units[unit] = Some(self.open(unit)?);
        }
        if let Some(positions) = &mut self.units[unit] {
            positions.load(doc);
        }
        Ok(())
    }

    fn open(&self, unit: usize) -> tantivy::Result<Positions> {
        let mut postings = Vec::new();
        if let Found::Terms(terms) = &self.prepared.found[self.ordinal][unit] {
            for (at, info) in terms.iter().filter(|(at, _)| RANKED[*at].has_positions) {
                let lists = self.prepared.field(self.ordinal, *at)?;
                postings.push((*at, lists.positions(info)?));
            }
        }
        Ok(Positions {
            postings,
            current: Default::default(),
            doc: None,
        })
    }
}

impl Positions {
    fn load(&mut self, doc: DocId) {
        if self.doc == Some(doc) {
            return;
        }
        self.doc = Some(doc);
        for positions in &mut self.current {
            positions.clear();
        }
        for (field, postings) in &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                self.current[*field].extend(postings.positions());
            }
        }
        for positions in &mut self.current {
            positions.sort_unstable();
        }
    }
}

impl Prepared<'_> {
    /// What standing side by side once is worth of a pair.
    pub(super) fn pair_weight(&self, pair: (usize, usize)) -> f32 {
        let worth = |unit: usize| self.idfs[unit] * self.plan.units[unit].weight;
        self.weights.proximity * worth(pair.0).max(worth(pair.1))
    }
}

fn saturate(nearness: f32) -> f32 {
    nearness * (NEARNESS_K + 1.0) / (nearness + NEARNESS_K)
}

/// The sum of `1 / d²` over occurrences at most [`WINDOW`] apart. Both lists ascend.
fn nearness(first: &[u32], second: &[u32]) -> f32 {
    let mut sum = 0.0;
    let mut from = 0;
    for position in first {
        while second.get(from).is_some_and(|it| it + WINDOW < *position) {
            from += 1;
        }
        for other in second[from..]
            .iter()
            .take_while(|it| **it <= position + WINDOW)
        {
            let distance = match other.cmp(position) {
                std::cmp::Ordering::Greater => other - position,
                std::cmp::Ordering::Less => position - other + 1,
                std::cmp::Ordering::Equal => continue,
            };
            sum += 1.0 / (distance * distance) as f32;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearer_and_in_order_counts_more() {
        assert!(nearness(&[4], &[5]) > nearness(&[5], &[4]));
        assert!(nearness(&[4], &[5]) > nearness(&[4], &[6]));
        assert!(nearness(&[4, 20], &[5, 21]) > nearness(&[4], &[5]));
        assert!(nearness(&[4], &[13]).abs() < f32::EPSILON);
        assert!(nearness(&[1, 2, 3], &[]).abs() < f32::EPSILON);
    }
}
