//! What counting costs: facets and timelines of the articles with a common word, beside bare tantivy's own aggregation of the
//! same (terms, and a histogram by the day), and completion of a word that is being typed.
//!
//! Corpus: seeded made-up articles, each text cut to its first 40 words, since what is counted lies in columns; 100,000
//! unless `FICHE_BENCH_ARTICLES` says otherwise. Both indexes are in one segment. fiche's side reads the query, counts the articles
//! and sums up the values that it does not list.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fiche::{Article, By, FacetField, Index, Search};
use fiche_benches::{Corpus, Counted, QueryKind, articles_or, index_of};

const SEED: u64 = 1;
const WORDS: usize = 40;
const QUERIES: usize = 5;
const SUGGESTIONS: usize = 10;

fn cut(mut article: Article) -> Article {
    let words: Vec<&str> = article.body.split_whitespace().take(WORDS).collect();
    article.body = words.join(" ");
    article
}

fn counting(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(100_000));
    let (folder, bare_folder) = (
        tempfile::tempdir().expect("a temporary folder"),
        tempfile::tempdir().expect("a temporary folder"),
    );
    let index = index_of(corpus.articles().map(cut), folder.path()).expect("room on the disk");
    let bare =
        Counted::of(corpus.articles().map(cut), bare_folder.path()).expect("room on the disk");
    let words = corpus.queries(QueryKind::CommonWord, QUERIES);
    let mut group = criterion.benchmark_group(format!("{} articles", corpus.len()));
    group.sample_size(20);
    for field in [FacetField::Outlet, FacetField::Author] {
        let searches: Vec<Search> = words
            .iter()
            .filter_map(|word| word.parse().ok())
            .map(|search: Search| search.limit(0).facet(field))
            .collect();
        group.bench_function(BenchmarkId::new("fiche", field), |bencher| {
            bencher.iter(|| {
                searches
                    .iter()
                    .map(|it| facet_total(&index, it))
                    .sum::<u64>()
            });
        });
        group.bench_function(BenchmarkId::new("bare tantivy", field), |bencher| {
            let count = |word: &String| bare.by_value(word, field.name()).map_or(0, |it| it.1);
            bencher.iter(|| words.iter().map(count).sum::<usize>());
        });
    }
    let searches: Vec<Search> = words.iter().filter_map(|word| word.parse().ok()).collect();
    group.bench_function(BenchmarkId::new("fiche", "timeline"), |bencher| {
        let count = |search| index.timeline(search, By::Day).map_or(0, |it| it.articles);
        bencher.iter(|| searches.iter().map(count).sum::<u64>());
    });
    group.bench_function(BenchmarkId::new("bare tantivy", "timeline"), |bencher| {
        let count = |word: &String| bare.by_day(word).map_or(0, |it| it.1);
        bencher.iter(|| words.iter().map(count).sum::<usize>());
    });
    for letters in [1, 2, 3, 5] {
        let beginnings: Vec<String> = words
            .iter()
            .map(|it| it.chars().take(letters).collect())
            .collect();
        group.bench_function(BenchmarkId::new("suggest", letters), |bencher| {
            let count = |typed: &String| index.suggest(typed, SUGGESTIONS).map_or(0, |it| it.len());
            bencher.iter(|| beginnings.iter().map(count).sum::<usize>());
        });
    }
    group.finish();
}

fn facet_total(index: &Index, search: &Search) -> u64 {
    let found = index.search(search).ok();
    found.and_then(|it| it.total).map_or(0, |it| it.all_words)
}

criterion_group!(benches, counting);
criterion_main!(benches);
