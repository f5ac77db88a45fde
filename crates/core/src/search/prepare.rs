//! A plan over the segments of the index: where each unit occurs, and how much it weighs.

use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::{DocId, Searcher, SegmentReader, TantivyError};

use super::blocks::{BlockBound, Blocks};
use super::deadline::Deadline;
use super::list::TermList;
use super::materialize::{self, ScoredDocs};
use super::phrase::{self, Phrase};
use super::plan::Plan;
use super::population::populations;
use super::rank::Stop;
use super::unit::{FieldMask, Unit, UnitKind};
use super::weights::Weights;
use crate::index::{FieldLists, Fields, OccurrenceTable, RANKED_COUNT, SegmentColumns, Snapshot};

/// The ranked fields whose document frequency is a word's: a word of captions and leftovers alone is as rare as it
/// is there, but a word of the text is not made common by standing in every page's footer.
pub(super) const MAIN_FIELDS: usize = 3;

/// A plan made ready for the segments of one snapshot of the index.
pub(super) struct Prepared<'a> {
    pub(super) plan: &'a Plan,
    pub(super) snapshot: &'a Arc<Snapshot>,
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) weights: Weights,
    /// When what is worked out for the plan gives up.
    pub(super) deadline: &'a Deadline,
    tables: [OnceCell<OccurrenceTable>; RANKED_COUNT],
    /// Articles of the snapshot, and the average length of each ranked field, in words.
    pub(super) articles: u64,
    pub(super) average_lengths: [f32; RANKED_COUNT],
    /// By segment, then by unit.
    pub(super) found: Vec<Vec<Found>>,
    /// Articles that hold each unit, of a phrase at most, and what its rarity is worth.
    pub(super) frequencies: Vec<u64>,
    pub(super) idfs: Vec<f32>,
}

/// Terms of ranked fields, each with the place of its field in the schema's table.
pub(super) type Terms = Vec<(usize, TermInfo)>;

/// Where a unit occurs in a segment.
pub(super) enum Found {
    /// Terms of ranked fields.
    Terms(Terms),
    /// Documents worked out beforehand.
    Docs(ScoredDocs),
    /// A phrase or a compound, whose documents are found as far as they are asked for.
    Phrase(Box<Phrase>),
}

/// All documents of a unit in a segment.
pub(super) enum Held<'a> {
    /// Those of these terms, deleted ones among them.
    Terms(&'a [(usize, TermInfo)]),
    /// These, which are alive.
    Docs(&'a ScoredDocs),
}

impl Found {
    /// Whether it is known that no document holds the unit.
    pub(super) fn is_nowhere(&self) -> bool {
        match self {
            Self::Terms(terms) => terms.is_empty(),
            Self::Docs(docs) => docs.len() == 0,
            Self::Phrase(phrase) => phrase.stand_ins().next().is_none(),
        }
    }
}

impl<'a> Prepared<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        snapshot: &'a Arc<Snapshot>,
        fields: &'a Fields,
        weights: Weights,
        deadline: &'a Deadline,
    ) -> Result<Self, Stop> {
        let mut prepared = Self {
            plan,
            snapshot,
            searcher: &snapshot.searcher,
            fields,
            weights,
            deadline,
            tables: [const { OnceCell::new() }; RANKED_COUNT],
            articles: snapshot.articles,
            average_lengths: snapshot.average_lengths,
            found: Vec::new(),
            frequencies: Vec::new(),
            idfs: Vec::new(),
        };
        for ordinal in 0..snapshot.lists.len() {
            let found = prepared.find_all(ordinal)?;
            prepared.found.push(found);
        }
        prepared.frequencies = (0..plan.units.len())
            .map(|unit| prepared.article_frequency(unit))
            .collect();
        let among = populations(&prepared)?.into_iter().enumerate();
        prepared.idfs = among
            .map(|(unit, among)| prepared.rarity(unit, among).powf(weights.rarity))
            .collect();
        Ok(prepared)
    }

    pub(super) fn segment(&self, ordinal: usize) -> &SegmentReader {
        &self.searcher.segment_readers()[ordinal]
    }

    /// The columns of a segment.
    pub(super) fn columns(&self, ordinal: usize) -> &'a SegmentColumns {
        &self.snapshot.columns[ordinal]
    }

    /// Where each unit occurs in a segment. Words come first: what is found of them need not be looked up for phrases of them.
    fn find_all(&self, ordinal: usize) -> Result<Vec<Found>, Stop> {
        let units = &self.plan.units;
        let words = units.iter().map(|unit| match &unit.kind {
            UnitKind::Terms(terms) => self.find_terms(ordinal, unit.fields, terms).map(Some),
            _ => Ok(None),
        });
        let words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let known = |fields: FieldMask, terms: &[String]| {
            let is_it = |unit: &Unit| match &unit.kind {
                UnitKind::Terms(own) => own == terms && unit.fields == fields,
                _ => false,
            };
            let at = units.iter().position(is_it)?;
            words[at].clone()
        };
        let find = |(unit, word): (&Unit, &Option<Terms>)| {
            self.deadline.check()?;
            match word {
                Some(_) => Ok(None),
                None => self.find(ordinal, unit, known).map(Some),
            }
        };
        let others = units.iter().zip(&words).map(find);
        let others = others.collect::<Result<Vec<_>, Stop>>()?;
        let found = words.into_iter().zip(others);
        let found = found.filter_map(|(word, other)| word.map(Found::Terms).or(other));
        Ok(found.collect())
    }

    /// Where a unit occurs that is no word; `known` gives the terms of words that were found already.
    fn find(
        &self,
        ordinal: usize,
        unit: &Unit,
        known: impl Fn(FieldMask, &[String]) -> Option<Terms>,
    ) -> Result<Found, Stop> {
        let Some((readings, slop)) = unit.phrase() else {
            return materialize::unit(self, ordinal, unit).map(Found::Docs);
        };
        let find = |fields: FieldMask, terms: &[String]| match known(unit.fields, terms) {
            Some(mut found) => {
                found.retain(|(at, _)| fields[*at]);
                Ok(found)
            }
            None => self.find_terms(ordinal, fields, terms),
        };
        let phrase = Phrase::find(readings, slop, unit.fields, find)?;
        Ok(Found::Phrase(Box::new(phrase)))
    }

    /// All documents of a unit in a segment; those of a phrase are worked out.
    pub(super) fn held(&self, ordinal: usize, unit: usize) -> Result<Held<'_>, Stop> {
        Ok(match &self.found[ordinal][unit] {
            Found::Terms(terms) => Held::Terms(terms),
            Found::Docs(docs) => Held::Docs(docs),
            Found::Phrase(phrase) => Held::Docs(phrase.docs(self, ordinal)?),
        })
    }

    /// The `idf` of a unit among so many articles.
    fn rarity(&self, unit: usize, among: u64) -> f32 {
        match self.plan.units[unit].phrase() {
            Some(_) => phrase::rarity(self, unit, among),
            None => idf(self.frequencies[unit], among),
        }
    }

    /// Occurrences of terms in the ranked fields of a mask.
    pub(super) fn find_terms(
        &self,
        ordinal: usize,
        mask: FieldMask,
        terms: &[String],
    ) -> tantivy::Result<Terms> {
        let mut found = Vec::new();
        let fields = self.snapshot.lists[ordinal].iter().enumerate();
        for (at, lists) in fields.filter(|(at, _)| mask[*at]) {
            let Some(lists) = lists else {
                continue;
            };
            for term in terms {
                found.extend(lists.term(term)?.map(|info| (at, info)));
            }
        }
        Ok(found)
    }

    /// The lists of a ranked field that terms were found in.
    pub(super) fn field(&self, ordinal: usize, at: usize) -> tantivy::Result<&'a FieldLists> {
        let lists = self.snapshot.lists[ordinal][at].as_ref();
        lists.ok_or_else(|| TantivyError::InternalError("a field without lists".to_owned()))
    }

    /// What one occurrence in a ranked field counts, by the code of the field's length.
    pub(super) fn table(&self, at: usize) -> &OccurrenceTable {
        self.tables[at].get_or_init(|| {
            let weight = self.weights.fields()[at];
            self.snapshot
                .occurrences(at, weight, self.weights.lengths()[at])
        })
    }

    /// The list of a term.
    pub(super) fn list(
        &self,
        ordinal: usize,
        (at, info): &(usize, TermInfo),
    ) -> tantivy::Result<TermList> {
        let lists = self.field(ordinal, *at)?;
        let (lengths, table) = (lists.lengths().clone(), self.table(*at).clone());
        Ok(TermList::new(lists.postings(info)?, lengths, table))
    }

    /// Lists of the given terms, which a frequency is summed over.
    pub(super) fn lists(
        &self,
        ordinal: usize,
        terms: &[(usize, TermInfo)],
    ) -> tantivy::Result<Vec<TermList>> {
        terms.iter().map(|term| self.list(ordinal, term)).collect()
    }

    /// The blocks of a term's list.
    pub(super) fn blocks(
        &self,
        ordinal: usize,
        (at, info): &(usize, TermInfo),
        list: &TermList,
    ) -> tantivy::Result<Blocks> {
        let lists = self.field(ordinal, *at)?;
        let (weight, average) = (self.weights.fields()[*at], self.average_lengths[*at]);
        let (b, segment_average) = (self.weights.lengths()[*at], lists.average_length());
        let table = self.table(*at).clone();
        let bound = BlockBound::new(weight, b, average, segment_average, table);
        Ok(Blocks::of_list(&lists.skips(info)?, list, &bound))
    }

    /// In how many articles the unit occurs: exact where its documents were worked out, of a phrase at most.
    fn article_frequency(&self, unit: usize) -> u64 {
        let found = || self.found.iter().map(|found| &found[unit]);
        let worked_out = found().map(|found| match found {
            Found::Docs(docs) => docs.len() as u64,
            Found::Terms(_) | Found::Phrase(_) => 0,
        });
        let terms = found().filter_map(|found| match found {
            Found::Terms(terms) => Some(terms),
            Found::Docs(_) | Found::Phrase(_) => None,
        });
        let counted = holding(terms.flatten()) + phrase::articles_at_most(self, unit);
        (worked_out.sum::<u64>() + counted).min(self.articles)
    }
}

/// In how many articles terms occur: the largest of the main fields' counts, each summed over the terms, or of all fields where they
/// are in no main one.
pub(super) fn holding<'t>(terms: impl Iterator<Item = &'t (usize, TermInfo)>) -> u64 {
    let mut by_field = [0_u64; RANKED_COUNT];
    for (at, info) in terms {
        by_field[*at] += u64::from(info.doc_freq);
    }
    let largest = |counts: &[u64]| counts.iter().copied().max().unwrap_or(0);
    match largest(&by_field[..MAIN_FIELDS]) {
        0 => largest(&by_field),
        main => main,
    }
}

/// `ln(1 + (N - n + .5) / (n + .5))`: never negative, as Lucene has it since 2016 (Robertson's with 1 added inside).
pub(super) fn idf(frequency: u64, articles: u64) -> f32 {
    let others = articles.saturating_sub(frequency) as f32;
    (1.0 + (others + 0.5) / (frequency as f32 + 0.5)).ln()
}

/// Whether a document is alive.
pub(super) fn is_alive(segment: &SegmentReader, doc: DocId) -> bool {
    !segment.is_deleted(doc)
}
