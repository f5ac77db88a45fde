//! How fast text becomes terms, and how fast its language is seen, by language and script.
//!
//! Corpus: the bodies of 200 seeded made-up articles (400 KB), written in other alphabets by putting one letter for another: so every
//! language has the same words, as often and in the same order, and what differs is what its script and its stemmer cost.
//! Figures are per byte of text as it is stored, in which a Cyrillic letter has two and a Chinese character three.

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fiche::{Analyzer, Language, detect};
use fiche_benches::{Corpus, articles_or};

const SEED: u64 = 1;
const ARTICLES: usize = 200;

/// A way to write the made-up words.
struct Script {
    name: &'static str,
    language: &'static str,
    /// What stands for the letters of the corpus; others stay.
    letters: &'static [(char, &'static str)],
}

const SCRIPTS: [Script; 6] = [
    Script {
        name: "English, ASCII",
        language: "en",
        letters: &[('’', "'")],
    },
    Script {
        name: "English, curly apostrophes",
        language: "en",
        letters: &[],
    },
    Script {
        name: "German, an umlaut for each u",
        language: "de",
        letters: &[('u', "ü"), ('U', "Ü")],
    },
    Script {
        name: "Russian",
        language: "ru",
        letters: CYRILLIC,
    },
    Script {
        name: "Ukrainian",
        language: "uk",
        letters: CYRILLIC,
    },
    Script {
        name: "Chinese, a character for each letter",
        language: "zh",
        letters: CHINESE,
    },
];

#[rustfmt::skip]
const CYRILLIC: &[(char, &str)] = &[
    ('a', "а"), ('b', "б"), ('c', "ц"), ('d', "д"), ('e', "е"), ('f', "ф"), ('g', "г"), ('h', "х"), ('i', "и"), ('j', "ж"),
    ('k', "к"), ('l', "л"), ('m', "м"), ('n', "н"), ('o', "о"), ('p', "п"), ('r', "р"), ('s', "с"), ('t', "т"), ('u', "у"),
    ('v', "в"), ('w', "ш"), ('y', "ы"), ('z', "з"),
    ('A', "А"), ('B', "Б"), ('D', "Д"), ('E', "Е"), ('F', "Ф"), ('G', "Г"), ('H', "Х"), ('I', "И"), ('K', "К"), ('L', "Л"),
    ('M', "М"), ('N', "Н"), ('O', "О"), ('P', "П"), ('R', "Р"), ('S', "С"), ('T', "Т"), ('V', "В"), ('W', "Ш"), ('Z', "З"),
];

#[rustfmt::skip]
const CHINESE: &[(char, &str)] = &[
    ('a', "海"), ('b', "港"), ('c', "船"), ('d', "市"), ('e', "人"), ('f', "工"), ('g', "天"), ('h', "水"), ('i', "大"), ('j', "小"),
    ('k', "北"), ('l', "南"), ('m', "东"), ('n', "西"), ('o', "中"), ('p', "上"), ('r', "下"), ('s', "日"), ('t', "月"), ('u', "年"),
    ('v', "国"), ('w', "会"), ('y', "报"), ('z', "新"), (' ', ""), (',', "，"), ('.', "。"),
];

impl Script {
    fn write(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len() * 3);
        for letter in text.chars() {
            match self.letters.iter().find(|(from, _)| *from == letter) {
                Some((_, to)) => written.push_str(to),
                None => written.push(letter),
            }
        }
        written
    }
}

fn texts(corpus: &Corpus, script: &Script) -> Vec<String> {
    let articles = corpus.articles();
    articles.map(|it| script.write(&it.body)).collect()
}

fn bytes(texts: &[String]) -> Throughput {
    Throughput::Bytes(texts.iter().map(|it| it.len() as u64).sum())
}

fn terms(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(ARTICLES));
    let mut group = criterion.benchmark_group("terms");
    for script in &SCRIPTS {
        let texts = texts(&corpus, script);
        let language: Option<Language> = script.language.parse().ok();
        let mut analyzer = Analyzer::new();
        group.throughput(bytes(&texts));
        group.bench_function(script.name, |bencher| {
            bencher.iter(|| {
                let mut length = 0;
                for text in &texts {
                    analyzer.each_term(text, language, |term, _| length += term.len());
                }
                length
            });
        });
    }
    group.finish();
}

fn languages(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(ARTICLES));
    let mut group = criterion.benchmark_group("language");
    for script in &SCRIPTS {
        let texts = texts(&corpus, script);
        group.throughput(bytes(&texts));
        group.bench_function(script.name, |bencher| {
            bencher.iter(|| texts.iter().filter_map(|it| detect(it)).count());
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
    targets = terms, languages
}
criterion_main!(benches);
