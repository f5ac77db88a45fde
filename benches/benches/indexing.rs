//! How fast articles are written: fiche's writer, from articles in memory to a committed and merged index on disk, beside bare
//! tantivy with the same titles and bodies stored and indexed with positions, with and without the same stemmer.
//!
//! Corpus: seeded made-up articles, 3,000 (7 MB of text) unless `FICHE_BENCH_ARTICLES` says otherwise. fiche also stores and indexes
//! metadata, an unstemmed form of every word, and what tells a changed article from another.

use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use fiche::Article;
use fiche_benches::{Bare, BareTerms, Corpus, articles_or, index_of};
use tempfile::TempDir;

const SEED: u64 = 1;
const ARTICLES: usize = 3_000;
/// The fewest that criterion takes: one is seconds long.
const SAMPLES: usize = 10;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn write_bare(articles: Vec<Article>, folder: &TempDir, terms: BareTerms) {
    let bare = Bare::create(folder.path(), terms).expect("a new folder");
    let texts = articles.into_iter().map(|it| (it.title, it.body));
    bare.write(texts).expect("room on the disk");
}

fn indexing(criterion: &mut Criterion) {
    let articles: Vec<Article> = Corpus::new(SEED, articles_or(ARTICLES))
        .articles()
        .collect();
    let bytes: usize = articles
        .iter()
        .map(|it| it.title.len() + it.body.len())
        .sum();
    let mut group = criterion.benchmark_group(format!("indexing {} articles", articles.len()));
    group.sample_size(SAMPLES);
    group.warm_up_time(Duration::from_millis(500));
    group.throughput(Throughput::ElementsAndBytes {
        elements: articles.len() as u64,
        bytes: bytes as u64,
    });
    let fresh = || (articles.clone(), folder());
    group.bench_function("fiche", |bencher| {
        let write = |(articles, folder): (Vec<Article>, TempDir)| {
            index_of(articles.into_iter(), folder.path()).expect("room on the disk");
            folder
        };
        bencher.iter_batched(fresh, write, BatchSize::PerIteration);
    });
    let bare = [
        ("bare tantivy, stemmed", BareTerms::Stemmed),
        ("bare tantivy", BareTerms::Plain),
    ];
    for (name, terms) in bare {
        group.bench_function(name, |bencher| {
            let write = |(articles, folder)| {
                write_bare(articles, &folder, terms);
                folder
            };
            bencher.iter_batched(fresh, write, BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, indexing);
criterion_main!(benches);
