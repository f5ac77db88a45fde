//! Bare tantivy as what counts: its own aggregations over columns, beside which facets and timelines are measured.

use std::path::Path;

use fiche::Article;
use serde_json::json;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::{FAST, IndexRecordOption, STRING, Schema, TEXT};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Bytes for postings that wait.
const MEMORY: usize = 200_000_000;

/// Values of a facet, as fiche lists them.
const VALUES: usize = fiche::DEFAULT_FACET_VALUES;

const DAY_SECONDS: i64 = 86_400;

/// An index of bare tantivy with the columns that are counted.
pub struct Counted {
    index: Index,
    reader: IndexReader,
}

impl Counted {
    /// Texts, outlets, authors and dates of these articles in a folder, in one segment; what another run left there is
    /// opened.
    ///
    /// # Errors
    /// The folder cannot be written, or what is kept there cannot be opened.
    pub fn of(articles: impl Iterator<Item = Article>, folder: &Path) -> tantivy::Result<Self> {
        let index = if folder.exists() {
            Index::open_in_dir(folder)?
        } else {
            Self::write(articles, folder)?
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Self {
            reader: reader.try_into()?,
            index,
        })
    }

    fn write(articles: impl Iterator<Item = Article>, folder: &Path) -> tantivy::Result<Index> {
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT);
        let outlet = schema.add_text_field("outlet", STRING | FAST);
        let author = schema.add_text_field("author", STRING | FAST);
        let published = schema.add_i64_field("published", FAST);
        std::fs::create_dir_all(folder)?;
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for article in articles {
            let mut document = TantivyDocument::default();
            document.add_text(body, &article.body);
            if let Some(name) = &article.outlet {
                document.add_text(outlet, name);
            }
            for name in &article.authors {
                document.add_text(author, name);
            }
            if let Some(date) = article.published {
                document.add_i64(published, date.start_seconds());
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        Ok(index)
    }

    /// Articles with a word, counted by a field, as JSON, and how many there are.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn by_value(&self, word: &str, field: &str) -> tantivy::Result<(String, usize)> {
        self.aggregate(word, &json!({"terms": {"field": field, "size": VALUES}}))
    }

    /// Articles with a word, counted by the day, as JSON, and how many there are.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn by_day(&self, word: &str) -> tantivy::Result<(String, usize)> {
        let by_day = json!({"field": "published", "interval": DAY_SECONDS, "min_doc_count": 1});
        self.aggregate(word, &json!({ "histogram": by_day }))
    }

    fn aggregate(
        &self,
        word: &str,
        counting: &serde_json::Value,
    ) -> tantivy::Result<(String, usize)> {
        let asked: Aggregations = serde_json::from_value(json!({ "counts": counting }))?;
        let collector = AggregationCollector::from_aggs(asked, AggContextParams::default());
        let term = Term::from_field_text(self.index.schema().get_field("body")?, word);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let (counts, articles) = self.reader.searcher().search(&query, &(collector, Count))?;
        Ok((serde_json::to_string(&counts)?, articles))
    }
}
