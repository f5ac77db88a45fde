//! Queries that people typed, over real articles: those of the search-benchmark-game on the corpus of realtimeqa, beside bare tantivy,
//! whose words are stemmed as fiche's are. One table, as that of `tails`: words, any of several, all of several, phrases.
//!
//! Neither is part of the project: they are looked for in `../shared/collections`, or where `FICHE_BENCH_COLLECTIONS` says, and nothing
//! is measured where they are not. `FICHE_BENCH_FOLDER` keeps the indexes for the next run.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use fiche::{Article, Language};
use fiche_benches::{Beside, Indexes, QueryKind, is_measuring, read_jsonl};
use serde::Deserialize;

const ROUNDS: usize = 9;

/// The tags that are measured, and what bare tantivy's query for each is.
const TAGS: [(&str, QueryKind); 4] = [
    ("term", QueryKind::TwoWords),
    ("union", QueryKind::TwoWords),
    ("intersection", QueryKind::AllWords),
    ("phrase", QueryKind::Phrase),
];

/// A line of the file of queries.
#[derive(Deserialize)]
struct Typed {
    query: String,
    tags: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let collections = std::env::var_os("FICHE_BENCH_COLLECTIONS").map(PathBuf::from);
    let collections = collections
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/collections"));
    let queries = collections.join("speed/queries.txt");
    if !is_measuring() || !queries.exists() {
        return Ok(());
    }
    let corpus = collections.join("judged/realtimeqa/corpus.jsonl.zst");
    let indexes = Indexes::made_of("real", || articles(&corpus))?;
    let typed = fs::read_to_string(queries)?;
    let typed: Vec<Typed> = typed
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    Beside::print_heading();
    let mut all = Beside::default();
    for (tag, kind) in TAGS {
        let of_tag = typed.iter().filter(|it| it.tags.iter().any(|it| it == tag));
        let queries: Vec<String> = of_tag.map(|it| it.query.clone()).collect();
        let measured = indexes.measure(kind, &queries, ROUNDS, false);
        measured.print(&format!("{tag}, {}", queries.len()));
        all.add(&measured);
    }
    all.print("all of them");
    Ok(())
}

fn articles(corpus: &Path) -> std::io::Result<impl Iterator<Item = Article>> {
    let records = read_jsonl(corpus)?.enumerate();
    Ok(records.map(|(number, (title, body))| Article {
        language: Some(Language::ENGLISH),
        ..Article::new(number.to_string(), title, body)
    }))
}
