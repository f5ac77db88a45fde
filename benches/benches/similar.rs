//! How long the search for articles similar to one takes: making the query, and asking it for ten hits without passages.
//!
//! Corpus: seeded made-up articles, 10,000 unless `FICHE_BENCH_ARTICLES` says otherwise.

use criterion::{Criterion, criterion_group, criterion_main};
use fiche::Article;
use fiche_benches::{Corpus, articles_or, index_of};

const SEED: u64 = 1;
const ASKED: usize = 20;

fn similar(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = index_of(corpus.articles(), folder.path()).expect("room on the disk");
    let step = (corpus.len() / ASKED).max(1);
    let asked: Vec<Article> = corpus.articles().step_by(step).collect();
    let mut group = criterion.benchmark_group(format!("{} articles", corpus.len()));
    group.bench_function("the query", |bencher| {
        bencher.iter(|| asked.iter().filter(|it| index.similar(it).is_ok()).count());
    });
    group.bench_function("ten hits", |bencher| {
        bencher.iter(|| {
            let searches = asked.iter().filter_map(|it| index.similar(it).ok());
            let hits =
                searches.map(|it| index.search(&it.passages(0)).map_or(0, |it| it.hits.len()));
            hits.sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, similar);
criterion_main!(benches);
