//! What 5,000 alerts cost while 10,000 new articles are written, and while one is: the time of a run with and without them, and
//! the memory of the process. Each is run once; a table is printed.
//!
//! Corpus: seeded made-up articles in full, 10,000 unless `FICHE_BENCH_ARTICLES` says otherwise. Of six alerts one is a rare word, one two
//! words, one a rare and a common word, one three required words, one a phrase, one a beginning of a word.

use std::time::Instant;

use fiche::{Alert, Alerts, Article, Index};
use fiche_benches::{Corpus, QueryKind, articles_or};

const SEED: u64 = 1;
const ALERTS: usize = 5_000;

const KINDS: [QueryKind; 6] = [
    QueryKind::RareWord,
    QueryKind::TwoWords,
    QueryKind::RareAndCommon,
    QueryKind::AllWords,
    QueryKind::Phrase,
    QueryKind::Prefix,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let queries = KINDS
        .iter()
        .flat_map(|kind| corpus.queries(*kind, ALERTS.div_ceil(KINDS.len())));
    let alerts = queries.take(ALERTS).enumerate();
    let alerts = Alerts::new(alerts.map(|(at, query)| Alert::new(format!("alert {at}"), query)))?;
    let articles: Vec<Article> = corpus.articles().collect();
    println!("{} alerts, {} articles", alerts.len(), articles.len());
    let none = Alerts::new([])?;
    for (name, alerts) in [("without alerts", &none), ("with alerts", &alerts)] {
        let folder = tempfile::tempdir()?;
        let index = Index::open_or_create(folder.path())?;
        let mut writer = index.writer()?;
        writer.watch_for(alerts);
        let began = Instant::now();
        for article in &articles {
            writer.upsert(article.clone())?;
        }
        writer.commit()?;
        let many = began.elapsed().as_secs_f64();
        let findings = index.findings()?.len();
        let began = Instant::now();
        let mut late = articles[0].clone();
        "late".clone_into(&mut late.id);
        writer.upsert(late)?;
        writer.commit()?;
        let one = began.elapsed().as_secs_f64() * 1e3;
        println!(
            "{name:<15} {many:6.2} s for all, {one:6.1} ms for one, {findings} findings, peak {}",
            peak()
        );
    }
    Ok(())
}

/// The most memory that the process has held so far, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
