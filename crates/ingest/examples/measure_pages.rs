//! Measures how well pages are read: `cargo run --example measure_pages -- FOLDER`.
//!
//! The folder holds `truth.jsonl`, a line a page: `path` and what is true of it, of `title`, `author` (names parted by
//! `;`), `date` and `body`. Printed are the shares of titles, sets of authors and days that are right, the mean precision, recall
//! and F1 of the body by runs of four words, and the milliseconds a page takes.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use fiche::Article;
use fiche_ingest::{ReadOptions, read};
use serde_json::Value;

/// The runs of words that two bodies are compared by, as the article-extraction-benchmark does.
const SHINGLE_WORDS: usize = 4;

/// A mean of parts.
#[derive(Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn show(&self) -> String {
        format!(
            "{:.3} of {}",
            self.sum / f64::from(self.count.max(1)),
            self.count
        )
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("name a folder that holds truth.jsonl")?;
    let folder = Path::new(&folder);
    let mut means: [(&str, Mean); 7] = [
        "title",
        "authors",
        "day",
        "precision",
        "recall",
        "F1",
        "ms a page",
    ]
    .map(|name| (name, Mean::default()));
    for line in std::fs::read_to_string(folder.join("truth.jsonl"))?.lines() {
        let truth: Value = serde_json::from_str(line)?;
        let stated = |key: &str| truth[key].as_str().filter(|text| !text.trim().is_empty());
        let path = stated("path").ok_or("a line of truth.jsonl has no path")?;
        let bytes = std::fs::read(folder.join(path))?;
        let begin = Instant::now();
        let article = read_page(&bytes);
        let took = begin.elapsed().as_secs_f64() * 1_000.0;
        let mut add = |at: usize, value: f64| means[at].1.add(value);
        add(6, took);
        if let Some(title) = stated("title") {
            add(0, share(is_same_title(title, &article.title)));
        }
        if let Some(authors) = stated("author") {
            let named: BTreeSet<_> = article.authors.iter().map(|name| plain(name)).collect();
            let is_right = [names(authors, &[';']), names(authors, &[';', ','])].contains(&named);
            add(1, share(is_right));
        }
        if let Some(date) = stated("date") {
            let day = article
                .published
                .map(|date| date.to_string())
                .unwrap_or_default();
            add(
                2,
                share(day.get(..10).is_some_and(|day| date.starts_with(day))),
            );
        }
        if let Some(body) = stated("body") {
            let (precision, recall) = overlap(&shingles(body), &shingles(&article.body));
            let both = precision + recall;
            add(3, precision);
            add(4, recall);
            add(
                5,
                if both > 0.0 {
                    2.0 * precision * recall / both
                } else {
                    0.0
                },
            );
        }
    }
    for (name, mean) in &means {
        println!("{name:10} {}", mean.show());
    }
    Ok(())
}

/// The page's article; a page that cannot be read counts as one without any text.
fn read_page(mut bytes: &[u8]) -> Article {
    let mut article = Article::default();
    let read = read(
        "page.html",
        &mut bytes,
        &ReadOptions::default(),
        &mut |page| {
            article = page;
            ControlFlow::Break(())
        },
    );
    if let Err(error) = read {
        eprintln!("{error}");
    }
    article
}

/// The names in a truth that is written by hand, some of it with commas between them.
fn names(authors: &str, between: &[char]) -> BTreeSet<String> {
    authors.split(between).map(plain).collect()
}

fn share(is_right: bool) -> f64 {
    f64::from(u8::from(is_right))
}

/// Whether the titles are one, the name of the site before or behind either aside.
fn is_same_title(truth: &str, title: &str) -> bool {
    let (truth, title) = (plain(truth), plain(title));
    let (long, short) = if truth.len() < title.len() {
        (&title, &truth)
    } else {
        (&truth, &title)
    };
    let separators = ['|', '-', '–', '—', ':', '·'];
    let behind = long.strip_prefix(short.as_str()).map(str::trim_start);
    let before = long.strip_suffix(short.as_str()).map(str::trim_end);
    !short.is_empty()
        && (long == short
            || behind.is_some_and(|site| site.starts_with(separators))
            || before.is_some_and(|site| site.ends_with(separators)))
}

/// Lower case, straight quotes, single spaces, no `by` in front.
fn plain(text: &str) -> String {
    let text = text
        .to_lowercase()
        .replace(['’', '‘'], "'")
        .replace(['“', '”'], "\"");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.strip_prefix("by ").unwrap_or(&words).to_owned()
}

fn shingles(text: &str) -> HashMap<Vec<String>, u32> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut counts = HashMap::new();
    for run in words.windows(SHINGLE_WORDS.min(words.len().max(1))) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

/// Precision and recall of the found runs.
fn overlap(truth: &HashMap<Vec<String>, u32>, found: &HashMap<Vec<String>, u32>) -> (f64, f64) {
    let total = |runs: &HashMap<Vec<String>, u32>| f64::from(runs.values().sum::<u32>().max(1));
    let common: u32 = truth
        .iter()
        .map(|(run, count)| found.get(run).map_or(0, |other| *count.min(other)))
        .sum();
    let common = f64::from(common);
    (common / total(found), common / total(truth))
}
