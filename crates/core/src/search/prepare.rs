//! A plan over the segments of the index: where each unit occurs, and how much it weighs.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, Searcher, SegmentReader};

use super::blocks::{BlockBound, Blocks};
use super::list::{OccurrenceTable, TermList, occurrence_table};
use super::materialize::{self, ScoredDocs};
use super::plan::Plan;
use super::unit::{FieldMask, Unit, UnitKind};
use super::weights::Weights;
use crate::index::{Fields, RANKED_COUNT};

/// The ranked fields whose document frequency is a word's: a word of captions and leftovers alone is as rare as it
/// is there, but a word of the text is not made common by standing in every page's footer.
const MAIN_FIELDS: usize = 3;

/// A plan made ready for the segments of one snapshot of the index.
pub(super) struct Prepared<'a> {
    pub(super) plan: &'a Plan,
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) weights: Weights,
    pub(super) tables: [OccurrenceTable; RANKED_COUNT],
    /// Articles of the snapshot, and the average length of each ranked field, in words.
    pub(super) articles: u64,
    pub(super) average_lengths: [f32; RANKED_COUNT],
    /// By segment, then by unit.
    pub(super) found: Vec<Vec<Found>>,
    /// Articles that hold each unit, and what that is worth.
    pub(super) frequencies: Vec<u64>,
    pub(super) idfs: Vec<f32>,
}

/// Where a unit occurs in a segment.
pub(super) enum Found {
    /// Terms of ranked fields, each with the place of its field in the schema's table.
    Terms(Vec<(usize, TermInfo)>),
    /// Documents worked out beforehand.
    Docs(ScoredDocs),
}

impl<'a> Prepared<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        searcher: &'a Searcher,
        fields: &'a Fields,
        weights: Weights,
    ) -> tantivy::Result<Self> {
        let articles = count_articles(searcher, fields)?;
        let average_lengths = average_lengths(searcher, fields, articles)?;
        let field_weights = weights.fields();
        let table = |at: usize| occurrence_table(field_weights[at], weights.b, average_lengths[at]);
        let mut prepared = Self {
            plan,
            searcher,
            fields,
            weights,
            tables: std::array::from_fn(table),
            articles,
            average_lengths,
            found: Vec::new(),
            frequencies: Vec::new(),
            idfs: Vec::new(),
        };
        for ordinal in 0..searcher.segment_readers().len() {
            let find = |unit| prepared.find(ordinal, unit);
            let found = plan.units.iter().map(find).collect::<Result<_, _>>()?;
            prepared.found.push(found);
        }
        prepared.frequencies = (0..plan.units.len())
            .map(|unit| prepared.article_frequency(unit))
            .collect();
        let idf = |frequency: &u64| idf(*frequency, articles);
        prepared.idfs = prepared.frequencies.iter().map(idf).collect();
        Ok(prepared)
    }

    pub(super) fn segment(&self, ordinal: usize) -> &SegmentReader {
        &self.searcher.segment_readers()[ordinal]
    }

    fn find(&self, ordinal: usize, unit: &Unit) -> tantivy::Result<Found> {
        match &unit.kind {
            UnitKind::Terms(terms) => {
                find_terms(self.segment(ordinal), self.fields, unit.fields, terms).map(Found::Terms)
            }
            _ => materialize::unit(self, ordinal, unit).map(Found::Docs),
        }
    }

    /// Lists of the given terms, which a frequency is summed over.
    pub(super) fn lists(
        &self,
        ordinal: usize,
        terms: &[(usize, TermInfo)],
    ) -> tantivy::Result<Vec<TermList>> {
        let open = |term: &(usize, TermInfo)| {
            let (postings, norms) = self.postings(ordinal, term)?;
            let table = self.tables[term.0].clone();
            Ok(TermList::new(postings, norms, table))
        };
        terms.iter().map(open).collect()
    }

    /// A term's postings with their frequencies, and the lengths of its field.
    fn postings(
        &self,
        ordinal: usize,
        (at, info): &(usize, TermInfo),
    ) -> tantivy::Result<(BlockSegmentPostings, FieldNormReader)> {
        let segment = self.segment(ordinal);
        let field = self.fields.ranked[*at];
        let inverted = segment.inverted_index(field)?;
        let option = IndexRecordOption::WithFreqs;
        let postings = inverted.read_block_postings_from_terminfo(info, option)?;
        Ok((postings, segment.get_fieldnorms_reader(field)?))
    }

    /// The blocks of a term's list.
    pub(super) fn blocks(
        &self,
        ordinal: usize,
        term: &(usize, TermInfo),
    ) -> tantivy::Result<Blocks> {
        let (postings, norms) = self.postings(ordinal, term)?;
        let (segment, at) = (self.segment(ordinal), term.0);
        let inverted = segment.inverted_index(self.fields.ranked[at])?;
        let segment_average = inverted.total_num_tokens() as f32 / segment.max_doc() as f32;
        let weight = self.weights.fields()[at];
        let average = self.average_lengths[at];
        let bound = BlockBound::new(weight, self.weights.b, average, segment_average);
        Ok(Blocks::of_postings(postings, &norms, &bound))
    }

    /// In how many articles the unit occurs: exact where its documents were worked out, else the largest of the main
    /// fields' counts, each summed over the unit's terms.
    fn article_frequency(&self, unit: usize) -> u64 {
        let mut by_field = [0_u64; RANKED_COUNT];
        let mut worked_out = 0;
        for found in self.found.iter().map(|found| &found[unit]) {
            match found {
                Found::Docs(docs) => worked_out += docs.len() as u64,
                Found::Terms(terms) => {
                    for (at, info) in terms {
                        by_field[*at] += u64::from(info.doc_freq);
                    }
                }
            }
        }
        let largest = |counts: &[u64]| counts.iter().copied().max().unwrap_or(0);
        let main = largest(&by_field[..MAIN_FIELDS]);
        let counted = if main > 0 { main } else { largest(&by_field) };
        (worked_out + counted).min(self.articles)
    }
}

/// `ln(1 + (N - n + .5) / (n + .5))`: never negative, as Lucene has it since 2016 (Robertson's with 1 added inside).
pub(super) fn idf(frequency: u64, articles: u64) -> f32 {
    let others = articles.saturating_sub(frequency) as f32;
    (1.0 + (others + 0.5) / (frequency as f32 + 0.5)).ln()
}

/// Occurrences of terms in the ranked fields of a mask.
pub(super) fn find_terms(
    segment: &SegmentReader,
    fields: &Fields,
    mask: FieldMask,
    terms: &[String],
) -> tantivy::Result<Vec<(usize, TermInfo)>> {
    let mut found = Vec::new();
    for (at, field) in fields.ranked.iter().enumerate().filter(|(at, _)| mask[*at]) {
        let inverted = segment.inverted_index(*field)?;
        for term in terms {
            let info = inverted.get_term_info(&Term::from_field_text(*field, term))?;
            found.extend(info.map(|info| (at, info)));
        }
    }
    Ok(found)
}

/// Articles that are in the index, deleted ones counted until they are merged away, as the engine's frequencies are.
fn count_articles(searcher: &Searcher, fields: &Fields) -> tantivy::Result<u64> {
    let documents: u64 = searcher
        .segment_readers()
        .iter()
        .map(|segment| u64::from(segment.max_doc()))
        .sum();
    let records = searcher.doc_freq(&Term::from_field_u64(fields.record, 1))?;
    Ok(documents.saturating_sub(records))
}

fn average_lengths(
    searcher: &Searcher,
    fields: &Fields,
    articles: u64,
) -> tantivy::Result<[f32; RANKED_COUNT]> {
    let mut lengths = [1.0; RANKED_COUNT];
    for (field, length) in fields.ranked.iter().zip(&mut lengths) {
        let mut words = 0;
        for segment in searcher.segment_readers() {
            words += segment.inverted_index(*field)?.total_num_tokens();
        }
        *length = (words as f32 / articles.max(1) as f32).max(1.0);
    }
    Ok(lengths)
}

/// Whether a document is alive.
pub(super) fn is_alive(segment: &SegmentReader, doc: DocId) -> bool {
    !segment.is_deleted(doc)
}
