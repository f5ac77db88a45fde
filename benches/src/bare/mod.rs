//! The engine alone, as someone who knows it would use it for articles: what fiche is measured beside.
//!
//! Titles and bodies with positions, both stored, packed by zstd at its usual level; one flat OR of the query's words over both
//! fields, which the engine prunes; a reader that watches nothing. No other field, no conditions, no spellings of names.

mod by_kind;
mod stem;

use std::path::Path;
use std::thread;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, Token};
use tantivy::{
    DocAddress, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term,
};

use stem::Stem;

const STEMMED: &str = "stemmed";
const PLAIN: &str = "plain";

/// As fiche's writer has it.
const MAX_THREADS: usize = 4;
const MEMORY_PER_THREAD: usize = 96_000_000;
const STORE_COMPRESSION_LEVEL: i32 = 3;

/// How bare tantivy makes terms of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareTerms {
    /// In lower case.
    Plain,
    /// In lower case, stemmed as English.
    Stemmed,
}

/// An index of bare tantivy.
pub struct Bare {
    index: Index,
    title: Field,
    body: Field,
}

impl Bare {
    /// An empty index in an empty folder.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn create(folder: &Path, terms: BareTerms) -> tantivy::Result<Self> {
        let tokenizer = match terms {
            BareTerms::Plain => PLAIN,
            BareTerms::Stemmed => STEMMED,
        };
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing) | STORED;
        schema.add_text_field("title", text.clone());
        schema.add_text_field("body", text);
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor {
                compression_level: Some(STORE_COMPRESSION_LEVEL),
            }),
            ..IndexSettings::default()
        };
        let directory = tantivy::directory::MmapDirectory::open(folder)?;
        Self::over(Index::create(directory, schema.build(), settings)?)
    }

    /// The index in a folder.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open(folder: &Path) -> tantivy::Result<Self> {
        Self::over(Index::open_in_dir(folder)?)
    }

    fn over(index: Index) -> tantivy::Result<Self> {
        let words = || TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
        index.tokenizers().register(PLAIN, words().build());
        index
            .tokenizers()
            .register(STEMMED, words().filter(Stem).build());
        let schema = index.schema();
        Ok(Self {
            title: schema.get_field("title")?,
            body: schema.get_field("body")?,
            index,
        })
    }

    /// Adds titles with their bodies on all cores, commits, and leaves the index with one segment.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&self, articles: impl Iterator<Item = (String, String)>) -> tantivy::Result<()> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.min(MAX_THREADS);
        let memory = MEMORY_PER_THREAD * threads;
        let mut writer: IndexWriter = self.index.writer_with_num_threads(threads, memory)?;
        for (title, body) in articles {
            let mut document = TantivyDocument::default();
            document.add_text(self.title, title);
            document.add_text(self.body, body);
            writer.add_document(document)?;
        }
        writer.commit()?;
        // A segment that is being merged already could not be merged with the others.
        writer.wait_merging_threads()?;
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            let mut writer: IndexWriter =
                self.index.writer_with_num_threads(1, MEMORY_PER_THREAD)?;
            writer.merge(&segments).wait()?;
            writer.wait_merging_threads()?;
        }
        Ok(())
    }

    /// What searches the last commit.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn searcher(self) -> tantivy::Result<BareSearcher> {
        let reader = self
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(BareSearcher { bare: self, reader })
    }
}

/// What searches an index of bare tantivy.
pub struct BareSearcher {
    bare: Bare,
    reader: IndexReader,
}

impl BareSearcher {
    /// The ten best articles for any of the words.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn best(&self, words: &str) -> tantivy::Result<Vec<DocAddress>> {
        self.best_ten(&self.any_of(words)?)
    }

    fn best_ten(&self, query: &dyn Query) -> tantivy::Result<Vec<DocAddress>> {
        let best = TopDocs::with_limit(10).order_by_score();
        let best = self.reader.searcher().search(query, &best)?;
        Ok(best.into_iter().map(|(_, address)| address).collect())
    }

    /// The titles of the ten best articles, read from the store.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn titles(&self, words: &str) -> tantivy::Result<Vec<String>> {
        let searcher = self.reader.searcher();
        let title = |address| {
            let document: TantivyDocument = searcher.doc(address)?;
            let title = document.get_first(self.bare.title);
            Ok(title
                .and_then(|it| it.as_str())
                .unwrap_or_default()
                .to_owned())
        };
        self.best(words)?.into_iter().map(title).collect()
    }

    /// The engine's own snippets of the ten best articles, as HTML.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn snippets(&self, words: &str) -> tantivy::Result<Vec<String>> {
        let searcher = self.reader.searcher();
        let query = self.any_of(words)?;
        let generator = SnippetGenerator::create(&searcher, &query, self.bare.body)?;
        let snippet = |address| {
            let document: TantivyDocument = searcher.doc(address)?;
            Ok(generator.snippet_from_doc(&document).to_html())
        };
        self.best(words)?.into_iter().map(snippet).collect()
    }

    fn any_of(&self, words: &str) -> tantivy::Result<BooleanQuery> {
        let terms = self.terms(words)?;
        let clauses = terms
            .iter()
            .flat_map(|term| self.in_fields(|field| one(field, term)));
        Ok(BooleanQuery::union(clauses.collect()))
    }

    fn terms(&self, words: &str) -> tantivy::Result<Vec<String>> {
        let mut analyzer = self.bare.index.tokenizer_for_field(self.bare.body)?;
        let mut terms = Vec::new();
        let mut see = |token: &Token| terms.push(token.text.clone());
        analyzer.token_stream(words).process(&mut see);
        Ok(terms)
    }

    fn in_fields(&self, query: impl Fn(Field) -> Box<dyn Query>) -> Vec<Box<dyn Query>> {
        [self.bare.title, self.bare.body].map(query).into()
    }
}

fn one(field: Field, term: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}
