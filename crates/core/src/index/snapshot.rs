//! One commit as searches see it: its segments with their ranked fields opened, and what is counted over all of them.
//!
//! All of it depends on the commit alone, so it is made once and shared by every search until the next commit is seen.

use std::sync::{PoisonError, RwLock};

use tantivy::Searcher;
use tantivy::schema::Term;

use super::beginnings::Beginnings;
use super::columns::SegmentColumns;
use super::frequency::{OccurrenceTable, occurrence_table};
use super::lists::{self, FieldLists, SegmentLists};
use super::marked::MarkedWords;
use super::open::Commit;
use super::schema::{Fields, RANKED_COUNT};
use super::spoken::Spoken;
use crate::article::Language;

/// The languages whose stems a query's words are looked up under: those of most articles.
const MAX_LANGUAGES: usize = 8;

/// What every search of one commit needs.
pub(crate) struct Snapshot {
    pub(crate) searcher: Searcher,
    /// The lists of the ranked fields, by segment.
    pub(crate) lists: Vec<SegmentLists>,
    /// The words with marks.
    pub(crate) marked: MarkedWords,
    /// The columns, by segment.
    pub(crate) columns: Vec<SegmentColumns>,
    /// The languages of most articles, the commonest first.
    pub(crate) languages: Vec<Language>,
    /// Which of several languages an article is in; `None` where the collection is of one.
    pub(crate) spoken: Option<Spoken>,
    /// Articles, deleted ones counted until they are merged away, as the engine's frequencies are.
    pub(crate) articles: u64,
    /// The average length of each ranked field over all articles, in words; 1 at least.
    pub(crate) average_lengths: [f32; RANKED_COUNT],
    /// What short beginnings of words have given so far.
    pub(crate) beginnings: Beginnings,
    /// Of each ranked field the table asked for last: most searches ask for the same.
    tables: [RwLock<Option<Tabulated>>; RANKED_COUNT],
}

/// A table with the weight and the `b` that it was made for.
struct Tabulated {
    weight: f32,
    b: f32,
    table: OccurrenceTable,
}

impl Snapshot {
    pub(super) fn of(commit: &Commit, fields: &Fields) -> tantivy::Result<Self> {
        let searcher = commit.searcher.clone();
        let segments = searcher.segment_readers().iter().zip(&commit.lists);
        let lists = segments.map(|(segment, files)| lists::open(segment, files, fields));
        let lists = lists.collect::<tantivy::Result<Vec<_>>>()?;
        let articles = count_articles(&searcher, fields)?;
        let columns = commit.searcher.segment_readers().iter();
        let counts = languages(&searcher, fields)?;
        let codes = counts.iter().take(MAX_LANGUAGES);
        Ok(Self {
            languages: codes.filter_map(|(code, _)| code.parse().ok()).collect(),
            spoken: Spoken::of_commit(&searcher, &counts)?,
            average_lengths: average_lengths(&lists, articles),
            articles,
            beginnings: Beginnings::default(),
            lists,
            marked: MarkedWords::of(&searcher, fields)?,
            columns: columns.map(SegmentColumns::of).collect(),
            tables: Default::default(),
            searcher,
        })
    }

    /// What one occurrence in a ranked field of this weight counts, by the code of the field's length.
    pub(crate) fn occurrences(&self, field: usize, weight: f32, b: f32) -> OccurrenceTable {
        let is_it =
            |it: &&Tabulated| it.weight.total_cmp(&weight).is_eq() && it.b.total_cmp(&b).is_eq();
        let held = self.tables[field].read();
        let held = held.unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = held.as_ref().filter(is_it) {
            return OccurrenceTable::clone(&held.table);
        }
        drop(held);
        let table = occurrence_table(weight, b, self.average_lengths[field]);
        let held = self.tables[field].write();
        *held.unwrap_or_else(PoisonError::into_inner) = Some(Tabulated {
            weight,
            b,
            table: OccurrenceTable::clone(&table),
        });
        table
    }
}

/// The codes of the languages and how many articles are in each, the commonest first.
fn languages(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counts: Vec<(String, u64)> = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.language)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let code = String::from_utf8_lossy(terms.key()).into_owned();
            let articles = u64::from(terms.value().doc_freq);
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += articles,
                None => counts.push((code, articles)),
            }
        }
    }
    counts.sort_by(|(a, in_a), (b, in_b)| in_b.cmp(in_a).then_with(|| a.cmp(b)));
    Ok(counts)
}

fn count_articles(searcher: &Searcher, fields: &Fields) -> tantivy::Result<u64> {
    let segments = searcher.segment_readers().iter();
    let documents: u64 = segments.map(|segment| u64::from(segment.max_doc())).sum();
    let records = searcher.doc_freq(&Term::from_field_u64(fields.record, 1))?;
    Ok(documents.saturating_sub(records))
}

fn average_lengths(lists: &[SegmentLists], articles: u64) -> [f32; RANKED_COUNT] {
    std::array::from_fn(|field| {
        let in_segment = |lists: &SegmentLists| lists[field].as_ref().map_or(0, FieldLists::words);
        let words: u64 = lists.iter().map(in_segment).sum();
        (words as f32 / articles.max(1) as f32).max(1.0)
    })
}
