//! How many articles are hits.
//!
//! What words find is counted as bits, each list decoded once and never compared with another ([`Stretches`]); what is rare, and
//! whatever else a query asks for, is counted document by document. Facets and timelines go through the same bits.

use super::bits::{DocBits, WORD_DOCS};
use super::found::Total;
use super::plan::{Match, Plan};
use super::prepare::{Held, is_alive};
use super::rank::{Ranking, Stop};
use super::stretches::Stretches;

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
            let in_segment = self.count_in_bits(ordinal, sets)?;
            for ((count, set), in_bits) in counts.iter_mut().zip(sets).zip(in_segment) {
                *count += match in_bits {
                    Some(counted) => counted,
                    None => self.count_one_by_one(ordinal, set)?,
                };
            }
        }
        Ok(counts)
    }

    /// How many live documents of a segment each set holds; `None` where it is not made of bits.
    fn count_in_bits<const SETS: usize>(
        &self,
        ordinal: usize,
        sets: [&Match; SETS],
    ) -> Result<[Option<u64>; SETS], Stop> {
        let mut counts = [None; SETS];
        let mut units = Vec::new();
        for (count, set) in counts.iter_mut().zip(sets) {
            if let Some(in_set) = self.dense_units(ordinal, set)? {
                units.extend(in_set);
                *count = Some(0);
            }
        }
        let segment = self.prepared.segment(ordinal);
        let mut stretches = Stretches::of(self.prepared, ordinal, &units)?;
        while let Some(start) = stretches.advance() {
            for (count, set) in counts.iter_mut().zip(sets) {
                let Some(count) = count else {
                    continue;
                };
                let bits = stretches.bits(set);
                *count += if segment.has_deletes() {
                    let docs = bits.iter().map(|doc| start + doc);
                    docs.filter(|doc| is_alive(segment, *doc)).count() as u64
                } else {
                    bits.count()
                };
            }
        }
        Ok(counts)
    }

    /// The documents of a set in one segment as bits, deleted ones among them; `None` where they are not made of bits.
    pub(super) fn bits(&self, ordinal: usize, set: &Match) -> Result<Option<DocBits>, Stop> {
        let Some(units) = self.dense_units(ordinal, set)? else {
            return Ok(None);
        };
        let mut all = DocBits::new(self.prepared.segment(ordinal).max_doc());
        let mut stretches = Stretches::of(self.prepared, ordinal, &units)?;
        while let Some(start) = stretches.advance() {
            all.put(start, &stretches.bits(set));
        }
        Ok(Some(all))
    }

    /// The units of a set; `None` where it holds anything else, or where so few documents hold them that going through the bits
    /// would take longer.
    fn dense_units(&self, ordinal: usize, set: &Match) -> Result<Option<Vec<usize>>, Stop> {
        let mut units = Vec::new();
        if !collect(set, &mut units) {
            return Ok(None);
        }
        let mut postings = 0;
        for unit in &units {
            postings += self.postings(ordinal, *unit)?;
        }
        let documents = self.prepared.segment(ordinal).max_doc();
        let words = u64::from(documents.div_ceil(WORD_DOCS)) * units.len() as u64;
        Ok((postings >= words).then_some(units))
    }

    fn postings(&self, ordinal: usize, unit: usize) -> Result<u64, Stop> {
        Ok(match self.prepared.held(ordinal, unit)? {
            Held::Docs(docs) => docs.len() as u64,
            Held::Terms(terms) => terms.iter().map(|(_, info)| u64::from(info.doc_freq)).sum(),
        })
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
    use crate::{Article, Index, Search};

    /// Articles of some stretches: of words that stand in every second, third and fifth of them, some deleted.
    fn index() -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..9_001 {
            let words = [(2, "harbour"), (3, "strike"), (5, "ferry"), (300, "amber")];
            let words = words.iter().filter(|(every, _)| number % every == 0);
            let body: Vec<&str> = words.map(|(_, word)| *word).collect();
            let title = if number % 7 == 0 { "ferry" } else { "" };
            let article = Article::new(number.to_string(), title, body.join(" "));
            writer.upsert(article).unwrap();
        }
        writer.commit().unwrap();
        for number in (0..9_001).step_by(11) {
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
                        let [bits] = ranking.count_in_bits(ordinal, [set])?;
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
