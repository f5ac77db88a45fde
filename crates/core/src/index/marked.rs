//! Which words the articles hold with marks that folding takes away, asked by the form without.

use std::io;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::index::InvertedIndexReader;

use super::schema::Fields;

/// The words with marks of each segment that has any. It is opened once for all searches: most words of a query are in none, and to know
/// that takes a look at their first letters.
#[derive(Default)]
pub(crate) struct MarkedWords(Vec<Arc<InvertedIndexReader>>);

impl MarkedWords {
    pub(super) fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let words = segment.inverted_index(fields.marked)?;
            if words.terms().num_terms() > 0 {
                segments.push(words);
            }
        }
        Ok(Self(segments))
    }

    /// How many articles hold a folded word with marks and never without.
    pub(crate) fn articles_without_plain(&self, form: &str) -> io::Result<u64> {
        let mut articles = 0;
        for words in &self.0 {
            let info = words.terms().get(form)?;
            articles += info.map_or(0, |info| u64::from(info.doc_freq));
        }
        Ok(articles)
    }
}
