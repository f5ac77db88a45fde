//! How long a query takes, by its kind: fiche's whole ranking (BM25F and nearness, ten best, no passages, no counts)
//! beside bare tantivy's flat `title + body` OR on the same corpus, with its default tokenizer: the words are made up, and no
//! stem joins two of them.
//!
//! Corpus: seeded made-up articles, 10,000 unless `FICHE_BENCH_ARTICLES` says otherwise; both indexes are in one segment.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fiche::{Counting, Index, Search};
use fiche_benches::{Corpus, QueryKind};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenStream;
use tantivy::{ReloadPolicy, Searcher, TantivyDocument, Term};

const SEED: u64 = 1;
const QUERIES: usize = 50;
/// Kinds of plain words, which a flat OR can answer too.
const PLAIN: [QueryKind; 6] = [
    QueryKind::RareWord,
    QueryKind::MiddleWord,
    QueryKind::CommonWord,
    QueryKind::TwoWords,
    QueryKind::FiveWords,
    QueryKind::RareAndCommon,
];

fn corpus() -> Corpus {
    let articles = std::env::var("FICHE_BENCH_ARTICLES").ok();
    let articles = articles.and_then(|count| count.parse().ok());
    Corpus::new(SEED, articles.unwrap_or(10_000))
}

fn fiche_index(corpus: &Corpus, folder: &std::path::Path) -> Index {
    let index = Index::open_or_create(folder).expect("a new folder");
    let mut writer = index.writer().expect("the only writer");
    for article in corpus.articles() {
        writer.upsert(article).expect("room on the disk");
    }
    writer.finish().expect("room on the disk");
    index
}

/// Bare tantivy as its documentation sets it up.
struct Bare {
    index: tantivy::Index,
    searcher: Searcher,
    fields: [Field; 2],
}

impl Bare {
    fn new(corpus: &Corpus) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("default")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing);
        let id = schema.add_text_field("id", STRING | STORED);
        let fields = [
            schema.add_text_field("title", text.clone()),
            schema.add_text_field("body", text),
        ];
        let index = tantivy::Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 500_000_000)?;
        for article in corpus.articles() {
            let mut document = TantivyDocument::default();
            document.add_text(id, &article.id);
            document.add_text(fields[0], &article.title);
            document.add_text(fields[1], &article.body);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            searcher: reader.searcher(),
            index,
            fields,
        })
    }

    fn search(&self, text: &str) -> tantivy::Result<usize> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut analyzer = self.index.tokenizer_for_field(self.fields[1])?;
        let mut tokens = analyzer.token_stream(text);
        while tokens.advance() {
            for field in self.fields {
                let term = Term::from_field_text(field, &tokens.token().text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(query)));
            }
        }
        let query = BooleanQuery::new(clauses);
        let best = self
            .searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score())?;
        Ok(best.len())
    }
}

fn query_latency(criterion: &mut Criterion) {
    let corpus = corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = fiche_index(&corpus, folder.path());
    let bare = Bare::new(&corpus).expect("memory for the index");
    let mut group = criterion.benchmark_group(format!("{} articles", corpus.len()));
    for (kind, name) in QueryKind::ALL {
        let queries = corpus.queries(kind, QUERIES);
        let searches: Vec<Search> = queries
            .iter()
            .filter_map(|query| query.parse().ok())
            .map(|search: Search| search.counting(Counting::Nothing))
            .collect();
        group.bench_function(BenchmarkId::new("fiche", name), |bencher| {
            bencher.iter(|| {
                searches
                    .iter()
                    .map(|it| index.rank(it).map_or(0, |it| it.len()))
                    .sum::<usize>()
            });
        });
        if !PLAIN.contains(&kind) {
            continue;
        }
        group.bench_function(BenchmarkId::new("bare tantivy", name), |bencher| {
            bencher.iter(|| {
                queries
                    .iter()
                    .map(|it| bare.search(it).unwrap_or(0))
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, query_latency);
criterion_main!(benches);
