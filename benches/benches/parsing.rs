//! How many queries a second are understood, by their kind, and how long the longest and the worst take that are read at all.
//!
//! Corpus: 200 queries of each kind, taken from 1,000 seeded made-up articles; texts of the greatest length, made of one piece that is
//! repeated: words, brackets, operators, quotation marks, noise.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fiche::Query;
use fiche_benches::{Corpus, QueryKind};

const SEED: u64 = 1;
const ARTICLES: usize = 1_000;
const QUERIES: usize = 200;

/// Texts that are as long as a query may be, by what they repeat.
const LONGEST: [(&str, &str); 6] = [
    ("words", "harbour strike "),
    ("open-brackets", "("),
    ("groups", "(ferry OR -(port AND \"the dockers\")) "),
    ("phrases", "\"the harbour strike\"~3 "),
    ("conditions", "date:2022-03..2022-04 "),
    ("noise", "~^*:\"(] -+&&/\\ "),
];

fn parse_all(queries: &[String]) -> usize {
    queries
        .iter()
        .map(|query| Query::parse(black_box(query)).map_or(0, |it| it.notes.len()))
        .sum()
}

fn repeated(piece: &str) -> String {
    let mut text = piece.repeat(Query::MAX_BYTES / piece.len());
    text.truncate(Query::MAX_BYTES);
    text
}

fn kinds(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, ARTICLES);
    let mut group = criterion.benchmark_group("parsing by kind");
    for (kind, name) in QueryKind::ALL {
        let queries = corpus.queries(kind, QUERIES);
        group.throughput(Throughput::Elements(queries.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| parse_all(&queries)));
    }
    group.finish();
}

fn longest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parsing 8 KB");
    for (name, piece) in LONGEST {
        let text = [repeated(piece)];
        group.throughput(Throughput::Bytes(text[0].len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| parse_all(&text)));
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
    targets = kinds, longest
}
criterion_main!(benches);
