//! Units whose documents are worked out before scoring: nearness, patterns, exact forms.

use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED};

use super::bits::DocBits;
use super::blocks::Blocks;
use super::deadline::Checks;
use super::docset::meet;
use super::exact;
use super::list::TermList;
use super::phrase::Phrase;
use super::prepare::{Prepared, is_alive};
use super::rank::{DOCS_PER_CHECK, Stop};
use super::sequence::{Sequence, count_near};
use super::unit::{Unit, UnitKind};
use crate::analysis::Reading;
use crate::index::Frequency;
use crate::index::{RANKED, read_article};

/// What an occurrence counts whose stem is not found where its form is: about one word of an average text.
const FREQUENCY_WITHOUT_STEM: f32 = 0.5;

/// Positions between two looks at the clock: a document may hold a hundred thousand of a word.
pub(super) const POSITIONS_PER_CHECK: u32 = 16_384;

/// Documents in ascending order, each with its weighted frequency.
#[derive(Debug, Default)]
pub(super) struct ScoredDocs {
    docs: Vec<DocId>,
    frequencies: Vec<Frequency>,
}

impl ScoredDocs {
    pub(super) fn len(&self) -> usize {
        self.docs.len()
    }

    pub(super) fn docs(&self) -> &[DocId] {
        &self.docs
    }

    /// The weighted frequency in a document; 0 where it does not occur.
    pub(super) fn frequency(&self, doc: DocId) -> Frequency {
        let place = self.docs.binary_search(&doc);
        place.map_or(Frequency::ZERO, |place| self.frequencies[place])
    }

    /// All entries.
    pub(super) fn entries(&self) -> impl Iterator<Item = (DocId, Frequency)> + '_ {
        self.until(0, TERMINATED).0
    }

    /// The entries from the `from`-th whose documents lie before `end`, and the place after them.
    pub(super) fn until(
        &self,
        from: usize,
        end: DocId,
    ) -> (impl Iterator<Item = (DocId, Frequency)> + '_, usize) {
        let to = from + self.docs[from..].partition_point(|doc| *doc < end);
        let entries = self.docs[from..to].iter().zip(&self.frequencies[from..to]);
        (entries.map(|(doc, frequency)| (*doc, *frequency)), to)
    }

    /// Its blocks, with the most that a document of each counts.
    pub(super) fn blocks(&self) -> Blocks {
        Blocks::of_docs(&self.docs, &self.frequencies)
    }

    /// Adds a document after all others.
    pub(super) fn push(&mut self, doc: DocId, frequency: Frequency) {
        self.docs.push(doc);
        self.frequencies.push(frequency);
    }

    /// Adds documents that lie behind all others.
    pub(super) fn append(&mut self, mut later: Self) {
        self.docs.append(&mut later.docs);
        self.frequencies.append(&mut later.frequencies);
    }

    pub(super) fn from_entries(mut entries: Vec<(DocId, Frequency)>) -> Self {
        entries.sort_unstable_by_key(|(doc, _)| *doc);
        let mut scored = Self::default();
        for (doc, frequency) in entries {
            if scored.docs.last() == Some(&doc) {
                *scored.frequencies.last_mut().expect("as long as docs") += frequency;
            } else {
                scored.push(doc, frequency);
            }
        }
        scored
    }

    /// What is left where each document has to pass.
    fn passing(self, mut passes: impl FnMut(DocId) -> Result<bool, Stop>) -> Result<Self, Stop> {
        let mut kept = Self::default();
        for (doc, frequency) in self.docs.into_iter().zip(self.frequencies) {
            if passes(doc)? {
                kept.push(doc, frequency);
            }
        }
        Ok(kept)
    }
}

/// Works out where a unit occurs in a segment.
pub(super) fn unit(
    prepared: &Prepared<'_>,
    ordinal: usize,
    unit: &Unit,
) -> Result<ScoredDocs, Stop> {
    let segment = prepared.segment(ordinal);
    let entries = match &unit.kind {
        UnitKind::Terms(_) => Vec::new(),
        UnitKind::Sequences { readings, slop } => {
            let find = |fields, terms: &[String]| prepared.find_terms(ordinal, fields, terms);
            let phrase = Phrase::find(readings, *slop, unit.fields, find)?;
            phrase.docs(prepared, ordinal)?.entries().collect()
        }
        UnitKind::Marked(word) => {
            let words = std::slice::from_ref(word);
            let docs = documents_of_any(segment, prepared, prepared.fields.marked, words)?;
            each_once(&docs)
        }
        UnitKind::Plain(form) => {
            let words = std::slice::from_ref(form);
            let mut docs = documents_of_any(segment, prepared, prepared.fields.forms, words)?;
            let marked = documents_of_any(segment, prepared, prepared.fields.marked, words)?;
            docs.combine(&marked, |held, with_marks_only| held & !with_marks_only);
            each_once(&docs)
        }
        UnitKind::Near { operands, distance } => {
            near(prepared, ordinal, unit, operands, *distance)?
        }
        UnitKind::Forms { forms, stems } => patterns(prepared, ordinal, unit, forms, stems)?,
    };
    let alive = entries
        .into_iter()
        .filter(|(doc, _)| is_alive(segment, *doc));
    let scored = ScoredDocs::from_entries(alive.collect());
    let Some(form) = &unit.exact else {
        return Ok(scored);
    };
    // An article is read from the disk and looked through, which takes longer than a look at the clock.
    scored.passing(|doc| {
        prepared.deadline.check()?;
        let address = DocAddress::new(ordinal as u32, doc);
        let article = read_article(prepared.searcher, prepared.fields, address)?;
        Ok(article.is_some_and(|it| exact::holds(&it, form, unit.fields)))
    })
}

/// The ranked fields of the unit in which positions are known, with their places.
fn positional(unit: &Unit) -> impl Iterator<Item = usize> + '_ {
    let has_positions = |at: &usize| unit.fields[*at] && RANKED[*at].has_positions;
    (0..RANKED.len()).filter(has_positions)
}

fn near(
    prepared: &Prepared<'_>,
    ordinal: usize,
    unit: &Unit,
    operands: &[Vec<Reading>],
    distance: u32,
) -> Result<Vec<(DocId, Frequency)>, Stop> {
    let segment = prepared.segment(ordinal);
    let mut entries = Vec::new();
    let mut checks = prepared.deadline.checks(POSITIONS_PER_CHECK);
    for at in positional(unit) {
        let field = prepared.fields.ranked[at];
        let term_of = |text: &str| Term::from_field_text(field, text);
        let open = |readings: &Vec<Reading>| {
            let sequences = readings.iter();
            let sequences = sequences.map(|reading| Sequence::open(segment, reading, &term_of));
            let opened: tantivy::Result<Vec<Option<_>>> = sequences.collect();
            opened.map(|opened| Operand(opened.into_iter().flatten().collect()))
        };
        let mut operands = operands
            .iter()
            .map(open)
            .collect::<tantivy::Result<Vec<_>>>()?;
        let norms = segment.get_fieldnorms_reader(field)?;
        let mut doc = meet(&mut operands, 0, Operand::seek);
        while doc != TERMINATED {
            let spans = operands.iter_mut().map(|it| it.spans(doc, &mut checks));
            let spans = spans.collect::<Result<Vec<_>, Stop>>()?;
            let count = count_near(&spans, distance, &mut checks)?;
            if count > 0 {
                let occurrence = prepared.table(at)[usize::from(norms.fieldnorm_id(doc))];
                entries.push((doc, occurrence.times(count)));
            }
            doc = meet(&mut operands, doc + 1, Operand::seek);
        }
    }
    Ok(entries)
}

/// A member of a NEAR: any of its readings.
struct Operand(Vec<Sequence<SegmentPostings>>);

impl Operand {
    fn seek(&mut self, target: DocId) -> DocId {
        let docs = self.0.iter_mut().map(|sequence| sequence.seek(target));
        docs.min().unwrap_or(TERMINATED)
    }

    fn spans(&mut self, doc: DocId, checks: &mut Checks<'_>) -> Result<Vec<(u32, u32)>, Stop> {
        let mut all = Vec::new();
        let mut spans = Vec::new();
        for sequence in &mut self.0 {
            if sequence.seek(doc) == doc {
                sequence.spans(doc, 0, &mut spans, checks)?;
                all.append(&mut spans);
            }
        }
        all.sort_unstable();
        Ok(all)
    }
}

fn each_once(docs: &DocBits) -> Vec<(DocId, Frequency)> {
    let once = Frequency::of(1.0);
    docs.iter().map(|doc| (doc, once)).collect()
}

/// The documents of any form, with the frequency of their stems.
fn patterns(
    prepared: &Prepared<'_>,
    ordinal: usize,
    unit: &Unit,
    forms: &[String],
    stems: &[String],
) -> Result<Vec<(DocId, Frequency)>, Stop> {
    let segment = prepared.segment(ordinal);
    let docs = documents_of_any(segment, prepared, prepared.fields.forms, forms)?;
    let found = prepared.find_terms(ordinal, unit.fields, stems)?;
    // A short prefix has hundreds of stems, and few documents hold more than one: each list is read once, in place of
    // asking every list for every document.
    let mut frequencies = vec![Frequency::ZERO; segment.max_doc() as usize];
    for term in &found {
        // One list after another: hundreds of open ones are moved about more than they are read.
        prepared.deadline.check()?;
        prepared
            .list(ordinal, term)?
            .visit_before(TERMINATED, |doc, frequency| {
                frequencies[doc as usize] += frequency;
            });
    }
    let in_all_fields = unit.fields.iter().all(|is_in| *is_in);
    let mut entries = Vec::new();
    for doc in docs.iter() {
        let frequency = frequencies[doc as usize];
        if frequency > Frequency::ZERO {
            entries.push((doc, frequency));
        } else if in_all_fields {
            entries.push((doc, Frequency::of(FREQUENCY_WITHOUT_STEM)));
        }
    }
    Ok(entries)
}

/// What the occurrences of any of the lists' terms in the document count together.
pub(super) fn frequency_at(lists: &mut [TermList], doc: DocId) -> Frequency {
    let mut frequency = Frequency::ZERO;
    for list in lists {
        if list.seek(doc) == doc {
            frequency += list.frequency();
        }
    }
    frequency
}

/// The documents of any of some unstemmed words in one of the fields that hold them.
fn documents_of_any(
    segment: &SegmentReader,
    prepared: &Prepared<'_>,
    field: Field,
    forms: &[String],
) -> Result<DocBits, Stop> {
    let inverted = segment.inverted_index(field)?;
    let mut docs = DocBits::new(segment.max_doc());
    let mut checks = prepared.deadline.checks(DOCS_PER_CHECK);
    for form in forms {
        let term = Term::from_field_text(field, form);
        if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                docs.insert(postings.doc());
                postings.advance();
                checks.step()?;
            }
        }
    }
    Ok(docs)
}
