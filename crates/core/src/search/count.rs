//! How many articles are hits.
//!
//! What words find is counted as bits, each list decoded once and never compared with another; what is rare, and
//! whatever else a query asks for, is counted document by document. Facets and timelines go through the same bits.

use std::borrow::Cow;

use super::bits::{DocBits, WORD_DOCS};
use super::found::Total;
use super::plan::{Match, Plan};
use super::prepare::{Held, Prepared, is_alive};
use super::rank::{Ranking, Stop};

impl Ranking<'_> {
    /// How many live articles hold all the words, and any of them.
    pub(super) fn total(&self, plan: &Plan) -> Result<Total, Stop> {
        if plan.all_words == plan.hits {
            let [any_word] = self.count_each([&plan.hits])?;
            return Ok(Total {
                all_words: any_word,
                any_word,
            });
        }
        let [all_words, any_word] = self.count_each([&plan.all_words, &plan.hits])?;
        Ok(Total {
            all_words,
            any_word,
        })
    }

    /// How many live articles a set holds.
    pub(super) fn count(&self, set: &Match) -> Result<u64, Stop> {
        self.count_each([set]).map(|[count]| count)
    }

    fn count_each<const SETS: usize>(&self, sets: [&Match; SETS]) -> Result<[u64; SETS], Stop> {
        let mut counts = [0; SETS];
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            self.deadline.check()?;
            let mut units = Units::new(self.prepared, ordinal);
            for (count, set) in counts.iter_mut().zip(sets) {
                *count += match units.count(set)? {
                    Some(in_segment) => in_segment,
                    None => self.count_one_by_one(ordinal, set)?,
                };
            }
        }
        Ok(counts)
    }

    /// The documents of a set in one segment as bits, deleted ones among them; `None` where they are not made of bits.
    pub(super) fn bits(&self, ordinal: usize, set: &Match) -> Result<Option<DocBits>, Stop> {
        let mut units = Units::new(self.prepared, ordinal);
        Ok(units.bits(set)?.map(Cow::into_owned))
    }

    fn count_one_by_one(&self, ordinal: usize, set: &Match) -> Result<u64, Stop> {
        let segment = self.prepared.segment(ordinal);
        let mut count = 0;
        self.visit(ordinal, set, |doc| {
            count += u64::from(is_alive(segment, doc));
            Ok(())
        })?;
        Ok(count)
    }
}

/// The documents of units in a segment, each made once.
struct Units<'a> {
    prepared: &'a Prepared<'a>,
    ordinal: usize,
    bits: Vec<Option<DocBits>>,
}

impl<'a> Units<'a> {
    fn new(prepared: &'a Prepared<'a>, ordinal: usize) -> Self {
        Self {
            prepared,
            ordinal,
            bits: vec![None; prepared.plan.units.len()],
        }
    }

    /// How many live documents a set holds, where they are made of bits.
    fn count(&mut self, set: &Match) -> Result<Option<u64>, Stop> {
        let segment = self.prepared.segment(self.ordinal);
        let Some(bits) = self.bits(set)? else {
            return Ok(None);
        };
        Ok(Some(if segment.has_deletes() {
            bits.iter().filter(|doc| is_alive(segment, *doc)).count() as u64
        } else {
            bits.count()
        }))
    }

    /// The documents of a set of units; `None` where it holds anything else, or where so few documents hold them that going
    /// through the bits would take longer.
    fn bits(&mut self, set: &Match) -> Result<Option<Cow<'_, DocBits>>, Stop> {
        let mut units = Vec::new();
        if !collect(set, &mut units) {
            return Ok(None);
        }
        let segment = self.prepared.segment(self.ordinal);
        let mut postings = 0;
        for unit in &units {
            postings += self.postings(*unit)?;
        }
        let words = u64::from(segment.max_doc().div_ceil(WORD_DOCS)) * units.len() as u64;
        if postings < words {
            return Ok(None);
        }
        for unit in units {
            if self.bits[unit].is_none() {
                self.bits[unit] = Some(self.read(unit)?);
            }
        }
        Ok(self.combined(set))
    }

    fn postings(&self, unit: usize) -> Result<u64, Stop> {
        Ok(match self.prepared.held(self.ordinal, unit)? {
            Held::Docs(docs) => docs.len() as u64,
            Held::Terms(terms) => terms.iter().map(|(_, info)| u64::from(info.doc_freq)).sum(),
        })
    }

    fn read(&self, unit: usize) -> Result<DocBits, Stop> {
        let mut bits = DocBits::new(self.prepared.segment(self.ordinal).max_doc());
        match self.prepared.held(self.ordinal, unit)? {
            Held::Docs(docs) => docs.docs().iter().for_each(|doc| bits.insert(*doc)),
            Held::Terms(terms) => {
                for (at, info) in terms {
                    let mut postings = self.prepared.field(self.ordinal, *at)?.documents(info)?;
                    while !postings.docs().is_empty() {
                        postings.docs().iter().for_each(|doc| bits.insert(*doc));
                        postings.advance();
                    }
                }
            }
        }
        Ok(bits)
    }

    /// The documents of a set whose units were all read; `None` where one was not.
    fn combined(&self, set: &Match) -> Option<Cow<'_, DocBits>> {
        let fold = |sets: &[Match], keep: fn(u64, u64) -> u64| {
            let (first, others) = sets.split_first()?;
            let mut bits = self.combined(first)?.into_owned();
            for other in others {
                bits.combine(&*self.combined(other)?, keep);
            }
            Some(Cow::Owned(bits))
        };
        match set {
            Match::Unit(unit) => self.bits[*unit].as_ref().map(Cow::Borrowed),
            Match::All(sets) => fold(sets, |own, other| own & other),
            Match::Any(sets) => fold(sets, |own, other| own | other),
            Match::Except(set, others) => {
                let mut bits = self.combined(set)?.into_owned();
                bits.combine(&*self.combined(others)?, |own, other| own & !other);
                Some(Cow::Owned(bits))
            }
            Match::Everything | Match::Metadata(_) | Match::Condition(_) => None,
        }
    }
}

/// Collects the units of a set; false where it is not made of units alone.
fn collect(set: &Match, units: &mut Vec<usize>) -> bool {
    match set {
        Match::Unit(unit) => {
            units.push(*unit);
            true
        }
        Match::All(sets) | Match::Any(sets) => {
            !sets.is_empty() && sets.iter().all(|set| collect(set, units))
        }
        Match::Except(set, others) => collect(set, units) && collect(others, units),
        Match::Everything | Match::Metadata(_) | Match::Condition(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Index, Search};

    /// Articles of words that stand in every second, third and fifth of them, some deleted.
    fn index() -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..600 {
            let words = [(2, "harbour"), (3, "strike"), (5, "ferry"), (300, "amber")];
            let words = words.iter().filter(|(every, _)| number % every == 0);
            let body: Vec<&str> = words.map(|(_, word)| *word).collect();
            let title = if number % 7 == 0 { "ferry" } else { "" };
            let article = Article::new(number.to_string(), title, body.join(" "));
            writer.upsert(article).unwrap();
        }
        writer.commit().unwrap();
        for number in (0..600).step_by(11) {
            writer.delete(&number.to_string()).unwrap();
        }
        writer.finish().unwrap();
        index
    }

    #[test]
    fn bits_count_what_is_counted_one_by_one() {
        let index = index();
        let mut in_bits = 0;
        for query in [
            "harbour strike",
            "+harbour +ferry",
            "harbour -strike",
            "\"harbour strike\" ferry",
            "(harbour OR ferry) -(strike ferry)",
            "amber",
            "harbour words:>1",
        ] {
            let search: Search = query.parse().unwrap();
            let counted = index.with_ranking(&search, |ranking, plan| {
                for set in [&plan.hits, &plan.all_words] {
                    for ordinal in 0..ranking.prepared.found.len() {
                        let bits = Units::new(ranking.prepared, ordinal).count(set)?;
                        let expected = ranking.count_one_by_one(ordinal, set)?;
                        assert_eq!(bits.unwrap_or(expected), expected, "{query}");
                        in_bits += usize::from(bits.is_some());
                    }
                }
                Ok(())
            });
            counted.unwrap();
        }
        assert!(in_bits >= 10, "{in_bits}");
    }
}
