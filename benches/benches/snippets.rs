//! What passages cost: ten hits ranked alone, read without a passage, with one and with three, beside bare tantivy's ten best, read,
//! and with the snippets of its own generator over the same stemmed words.
//!
//! Corpus: articles of 8.5 KB, each put together of four seeded made-up ones; 2,500 unless `FICHE_BENCH_ARTICLES` says otherwise;
//! 50 queries of two words, not counted.

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fiche::{Article, Search};
use fiche_benches::{
    BareSearcher, BareTerms, Corpus, QueryKind, articles_or, bare_index_of, index_of, searches,
};

const SEED: u64 = 1;
const ARTICLES: usize = 2_500;
/// Made-up articles have 2.2 KB.
const PARTS: usize = 4;
const QUERIES: usize = 50;
const PASSAGES: [(&str, usize); 3] = [
    ("fiche: no passage", 0),
    ("fiche: one passage", 1),
    ("fiche: three passages", 3),
];

type BareSearch = fn(&BareSearcher, &str) -> tantivy::Result<usize>;

const BARE: [(&str, BareSearch); 3] = [
    ("bare tantivy: ranked", |bare, words| {
        bare.best(words).map(|it| it.len())
    }),
    ("bare tantivy: titles read", |bare, words| {
        bare.titles(words).map(|it| it.len())
    }),
    ("bare tantivy: its snippets", |bare, words| {
        bare.snippets(words).map(|it| it.len())
    }),
];

/// The articles by fours: the first gives the title and the metadata, all give their text.
fn long_articles(corpus: &Corpus) -> impl Iterator<Item = Article> {
    (0..corpus.len()).step_by(PARTS).map(|number| {
        let mut article = corpus.article(number);
        for part in number + 1..(number + PARTS).min(corpus.len()) {
            article.body.push_str("\n\n");
            article.body.push_str(&corpus.article(part).body);
        }
        article
    })
}

fn snippets(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(ARTICLES) * PARTS);
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a temporary folder"));
    let index = index_of(long_articles(&corpus), folders[0].path()).expect("room on the disk");
    let bare = bare_index_of(
        long_articles(&corpus),
        folders[1].path(),
        BareTerms::Stemmed,
    )
    .expect("room on the disk");
    let queries = corpus.queries(QueryKind::TwoWords, QUERIES);
    let searches = searches(&queries);

    let name = format!("ten of {} long articles", corpus.len() / PARTS);
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(queries.len() as u64));
    group.bench_function("fiche: ranked", |bencher| {
        let rank = |search| index.rank(search).map_or(0, |it| it.len());
        bencher.iter(|| searches.iter().map(rank).sum::<usize>());
    });
    for (name, passages) in PASSAGES {
        let searches: Vec<Search> = searches
            .iter()
            .map(|it| it.clone().passages(passages))
            .collect();
        group.bench_function(name, |bencher| {
            let search = |search| index.search(search).map_or(0, |it| it.hits.len());
            bencher.iter(|| searches.iter().map(search).sum::<usize>());
        });
    }
    for (name, search) in BARE {
        group.bench_function(name, |bencher| {
            let search = |words: &String| search(&bare, words).unwrap_or(0);
            bencher.iter(|| queries.iter().map(search).sum::<usize>());
        });
    }
    group.finish();
}

/// Samples enough for a ratio, in about a minute for all of it.
fn brief() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = brief();
    targets = snippets
}
criterion_main!(benches);
