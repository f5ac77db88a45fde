//! How long a query takes, by its kind: fiche's whole ranking (BM25F and nearness, ten best, no passages, no counts)
//! beside bare tantivy's own query of the kind over `title` and `body` on the same corpus, stemmed as fiche's are. `tails` tells the slow ones.
//!
//! Corpus: seeded made-up articles, 10,000 unless `FICHE_BENCH_ARTICLES` says otherwise; both indexes are in one segment.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fiche_benches::{BareSearcher, Corpus, Indexes, QueryKind, articles_or, searches};

const SEED: u64 = 1;
const QUERIES: usize = 50;

fn query_latency(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let indexes = Indexes::of(&corpus).expect("room on the disk");
    let mut group = criterion.benchmark_group(format!("{} articles", corpus.len()));
    for (kind, name) in QueryKind::ALL {
        let queries = corpus.queries(kind, QUERIES);
        let searches = searches(&queries);
        group.bench_function(BenchmarkId::new("fiche", name), |bencher| {
            bencher.iter(|| {
                searches
                    .iter()
                    .map(|it| indexes.fiche.rank(it).map_or(0, |it| it.len()))
                    .sum::<usize>()
            });
        });
        if !BareSearcher::answers(kind) {
            continue;
        }
        group.bench_function(BenchmarkId::new("bare tantivy", name), |bencher| {
            bencher.iter(|| {
                queries
                    .iter()
                    .map(|it| indexes.bare.best_of(kind, it).map_or(0, |it| it.len()))
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, query_latency);
criterion_main!(benches);
