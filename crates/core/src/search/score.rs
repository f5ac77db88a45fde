//! The score of one document: the one place where it is computed, for the ranking and for its explanation alike.

use tantivy::DocId;
use tantivy::columnar::Column;

use super::list::TermList;
use super::materialize::{ScoredDocs, frequency_at};
use super::phrase::Finder;
use super::prepare::{Found, Prepared};
use super::proximity::{MOST_NEARNESS, Proximity};
use super::rank::Stop;
use super::request::Recency;
use crate::index::{Frequency, SegmentColumns, has_value};

const SECONDS_PER_DAY: f32 = 86_400.0;

/// Scores documents of one segment, which have to come in ascending order.
pub(super) struct Scorer<'a> {
    prepared: &'a Prepared<'a>,
    units: Vec<ScoredUnit<'a>>,
    proximity: Proximity<'a>,
    /// Frequencies of the units in the document scored last.
    frequencies: Vec<f32>,
    age: Option<AgeFactor<'a>>,
}

/// A unit that counts.
struct ScoredUnit<'a> {
    unit: usize,
    source: Source<'a>,
}

/// Where the frequency of a unit comes from.
enum Source<'a> {
    Lists(Vec<TermList>),
    Docs(&'a ScoredDocs),
    Phrase(Box<Finder>),
    /// The caller, who read the lists.
    Given,
}

impl<'a> Scorer<'a> {
    /// A scorer that is given the frequencies of some units, and finds those of the others.
    pub(super) fn new(
        prepared: &'a Prepared<'a>,
        ordinal: usize,
        recency: Option<(Recency, i64)>,
        given: &[usize],
    ) -> Result<Self, Stop> {
        let mut units = Vec::new();
        for unit in prepared.scored_units() {
            let source = match &prepared.found[ordinal][unit] {
                _ if given.contains(&unit) => Source::Given,
                Found::Terms(terms) => Source::Lists(prepared.lists(ordinal, terms)?),
                Found::Docs(docs) => Source::Docs(docs),
                Found::Phrase(phrase) => match phrase.docs_if_known(prepared, ordinal)? {
                    Some(docs) => Source::Docs(docs),
                    None => Source::Phrase(Box::new(Finder::open(phrase, prepared, ordinal)?)),
                },
            };
            units.push(ScoredUnit { unit, source });
        }
        let columns = prepared.columns(ordinal);
        let age = recency.map(|(recency, now)| AgeFactor::open(columns, recency, now));
        Ok(Self {
            prepared,
            units,
            proximity: Proximity::new(prepared, ordinal),
            frequencies: vec![0.0; prepared.plan.units.len()],
            age: age.transpose()?,
        })
    }

    /// Gives the frequency of a unit in the document that is scored next.
    pub(super) fn give(&mut self, unit: usize, frequency: Frequency) {
        self.frequencies[unit] = frequency.to_f32();
    }

    /// The score of a document, or `None` where it does not reach `threshold`.
    pub(super) fn score_from(&mut self, doc: DocId, threshold: f32) -> Result<Option<f32>, Stop> {
        let words = self.words(doc)?;
        let factor = self.age.as_ref().map_or(1.0, |age| age.of(doc));
        if (words + self.pairs_at_most()) * factor < threshold {
            return Ok(None);
        }
        let score = (words + self.pairs(doc)?) * factor;
        Ok((score >= threshold).then_some(score))
    }

    /// What the words of the query are worth in a document.
    fn words(&mut self, doc: DocId) -> Result<f32, Stop> {
        let mut score = 0.0;
        for scored in &mut self.units {
            let frequency = match &mut scored.source {
                Source::Docs(docs) => docs.frequency(doc).to_f32(),
                Source::Lists(lists) => frequency_at(lists, doc).to_f32(),
                Source::Phrase(finder) => {
                    let found = finder.frequency(doc, self.prepared.deadline)?;
                    found.unwrap_or_default().to_f32()
                }
                Source::Given => self.frequencies[scored.unit],
            };
            self.frequencies[scored.unit] = frequency;
            score += self.prepared.unit_score(scored.unit, frequency);
        }
        Ok(score)
    }

    /// The most that nearness adds in the document whose words were scored last.
    fn pairs_at_most(&self) -> f32 {
        let is_there = |unit: usize| self.frequencies[unit] > 0.0;
        self.prepared
            .pair_bound(|(first, second)| is_there(first) && is_there(second))
    }

    /// What the nearness of neighbouring words is worth in the document whose words were scored last.
    fn pairs(&mut self, doc: DocId) -> tantivy::Result<f32> {
        let mut score = 0.0;
        for pair in &self.prepared.plan.pairs {
            if self.frequencies[pair.0] > 0.0 && self.frequencies[pair.1] > 0.0 {
                score += self.proximity.bonus(*pair, doc)?;
            }
        }
        Ok(score)
    }

    /// The parts of a document's score, in the order of the plan: each unit's, each pair's, and the factor of age.
    pub(super) fn parts(&mut self, doc: DocId) -> Result<Parts, Stop> {
        self.words(doc)?;
        let prepared = self.prepared;
        let units = (0..prepared.plan.units.len())
            .map(|unit| prepared.unit_score(unit, self.frequencies[unit]))
            .collect();
        let mut pairs = Vec::with_capacity(prepared.plan.pairs.len());
        for (first, second) in prepared.plan.pairs.iter().copied() {
            let are_there = self.frequencies[first] > 0.0 && self.frequencies[second] > 0.0;
            pairs.push(if are_there {
                self.proximity.bonus((first, second), doc)?
            } else {
                0.0
            });
        }
        Ok(Parts {
            units,
            pairs,
            age: self.age.as_ref().map(|age| (age.of(doc), age.days(doc))),
        })
    }
}

/// What a score is made of: `(Σ units + Σ pairs) · age`.
pub(super) struct Parts {
    pub(super) units: Vec<f32>,
    pub(super) pairs: Vec<f32>,
    /// The factor of age, and the age in days where it is known.
    pub(super) age: Option<(f32, Option<f32>)>,
}

impl Parts {
    pub(super) fn score(&self) -> f32 {
        let sum: f32 = self.units.iter().sum::<f32>() + self.pairs.iter().sum::<f32>();
        sum * self.age.map_or(1.0, |(factor, _)| factor)
    }
}

impl Prepared<'_> {
    /// The units that count in the score, in the order of the query.
    pub(super) fn scored_units(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.plan.units.len()).filter(|unit| self.plan.units[*unit].weight > 0.0)
    }

    /// What a unit of this weighted frequency is worth.
    pub(super) fn unit_score(&self, unit: usize, frequency: f32) -> f32 {
        self.unit_weight(unit) * self.weights.saturate(frequency)
    }

    /// What a unit is worth before saturation.
    pub(super) fn unit_weight(&self, unit: usize) -> f32 {
        self.plan.units[unit].weight * self.idfs[unit]
    }

    /// No document gets more for the pairs that pass the test.
    pub(super) fn pair_bound(&self, counts: impl Fn((usize, usize)) -> bool) -> f32 {
        let pairs = self.plan.pairs.iter().filter(|pair| counts(**pair));
        pairs
            .map(|pair| self.pair_weight(*pair) * MOST_NEARNESS)
            .sum()
    }
}

/// The factor by which an article's age multiplies its score.
struct AgeFactor<'a> {
    published: Option<&'a Column<i64>>,
    is_guess: Option<&'a Column<u64>>,
    recency: Recency,
    now: i64,
}

impl<'a> AgeFactor<'a> {
    fn open(columns: &'a SegmentColumns, recency: Recency, now: i64) -> tantivy::Result<Self> {
        Ok(Self {
            published: columns.published()?,
            is_guess: columns.published_guess()?,
            recency,
            now,
        })
    }

    /// At most 1; an article of the future counts as new.
    fn of(&self, doc: DocId) -> f32 {
        let half_life = self.recency.half_life_days.max(f32::MIN_POSITIVE);
        let share = self
            .days(doc)
            .map_or(0.0, |days| (-days / half_life).exp2());
        let weight = self.recency.weight.clamp(0.0, 1.0);
        1.0 - weight + weight * share
    }

    /// The age in days; `None` where there is no date, or only a guess at one.
    fn days(&self, doc: DocId) -> Option<f32> {
        let at = self.published?.first(doc)?;
        (!has_value(self.is_guess, doc))
            .then(|| self.now.saturating_sub(at).max(0) as f32 / SECONDS_PER_DAY)
    }
}
