//! What folding copies costs a search of ten hits: with it and without, as a page is shown (passages and counts) and as it is
//! ranked alone (neither).
//!
//! Corpus: seeded made-up articles, of which every twelfth is reprinted twice; 10,000 unless `FICHE_BENCH_ARTICLES` says
//! otherwise. `whole collection` is what `fiche copies` does.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fiche::{Copies, Counting, Index, Search};
use fiche_benches::{Corpus, QueryKind, articles_or, index_of, with_reprints};

const SEED: u64 = 1;
const QUERIES: usize = 50;

fn collapse(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index =
        index_of(with_reprints(corpus.articles()), folder.path()).expect("room on the disk");
    let mut group = criterion.benchmark_group(format!("{} articles", corpus.len()));
    for (kind, asked) in QueryKind::ALL {
        if !matches!(
            kind,
            QueryKind::MiddleWord | QueryKind::TwoWords | QueryKind::FiveWords
        ) {
            continue;
        }
        let queries = corpus.queries(kind, QUERIES);
        for (copies, name) in [(Copies::Apart, "apart"), (Copies::Folded, "folded")] {
            let shown = |search: Search| search.copies(copies);
            let ranked = |search: Search| {
                search
                    .copies(copies)
                    .passages(0)
                    .counting(Counting::Nothing)
            };
            group.bench_function(
                BenchmarkId::new(format!("shown, {asked}"), name),
                |bencher| {
                    bencher.iter(|| run(&index, &queries, shown));
                },
            );
            group.bench_function(
                BenchmarkId::new(format!("ranked, {asked}"), name),
                |bencher| {
                    bencher.iter(|| run(&index, &queries, ranked));
                },
            );
        }
    }
    group.sample_size(10);
    group.bench_function("whole collection", |bencher| {
        bencher.iter(|| index.copy_groups(&[]).map_or(0, |groups| groups.len()));
    });
    group.finish();
}

fn run(index: &Index, queries: &[String], asked: impl Fn(Search) -> Search) -> usize {
    let searches = queries.iter().filter_map(|query| query.parse().ok());
    let hits = searches.map(|search| index.search(&asked(search)).map_or(0, |it| it.hits.len()));
    hits.sum()
}

criterion_group!(benches, collapse);
criterion_main!(benches);
