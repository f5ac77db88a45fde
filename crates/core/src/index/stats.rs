//! Counts of an index.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::TERMINATED;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, Searcher};

use super::Index;
use crate::error::Error;

/// Counts of an index as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Stats {
    /// Articles that can be found.
    pub articles: u64,
    /// Files of the collection that were read, with or without an article.
    pub files: u64,
    /// Files of which some part gave no article, by the kind of failure.
    pub failures: BTreeMap<String, u64>,
    /// Articles by language code.
    pub languages: BTreeMap<String, u64>,
    /// Size of the index on disk, in bytes; 0 in memory.
    pub bytes: u64,
    /// Parts that a search visits one by one.
    pub segments: u64,
    /// The roots of the collection.
    pub roots: Vec<String>,
}

impl Index {
    /// Counts of the index as it stands.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        self.reading(|| read(self))
    }

    /// Articles that can be found, as [`Stats::articles`] has them, without a look at all files.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub fn article_count(&self) -> Result<u64, Error> {
        self.reading(|| article_count(&self.searcher(), self))
    }
}

fn read(index: &Index) -> tantivy::Result<Stats> {
    let searcher = index.searcher();
    let mut stats = Stats {
        articles: article_count(&searcher, index)?,
        segments: searcher.segment_readers().len() as u64,
        bytes: folder_bytes(index),
        languages: languages(&searcher, index)?,
        ..Stats::default()
    };
    stats.roots = index.roots();
    for file in super::files::read_all(&searcher, index.fields())?.into_values() {
        stats.files += 1;
        if let Some(failure) = file.failure {
            *stats.failures.entry(failure.kind).or_default() += 1;
        }
    }
    Ok(stats)
}

/// Articles that are alive: every live document but those that hold only the state of a file.
fn article_count(searcher: &Searcher, index: &Index) -> tantivy::Result<u64> {
    let records = Term::from_field_u64(index.fields().record, 1);
    Ok(searcher.num_docs() - count_alive(searcher, &records)?)
}

/// Live documents that hold the term.
fn count_alive(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            count += u64::from(!segment.is_deleted(postings.doc()));
            postings.advance();
        }
    }
    Ok(count)
}

fn languages(searcher: &Searcher, index: &Index) -> tantivy::Result<BTreeMap<String, u64>> {
    let field = index.fields().language;
    let mut codes = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            codes.insert(String::from_utf8_lossy(terms.key()).into_owned(), 0);
        }
    }
    for (code, count) in &mut codes {
        *count = count_alive(searcher, &Term::from_field_text(field, code))?;
    }
    codes.retain(|_, count| *count > 0);
    Ok(codes)
}

fn folder_bytes(index: &Index) -> u64 {
    let Ok(entries) = std::fs::read_dir(index.path()) else {
        return 0;
    };
    let sizes = entries.flatten().filter_map(|entry| entry.metadata().ok());
    sizes.map(|metadata| metadata.len()).sum()
}
