//! Measures how well pages are read: `cargo run --release --example measure_pages -- FOLDER [--worst N] [--program FICHE]`.
//!
//! The folder holds `truth.jsonl`, a line a page: `path` and what is true of it, of `title`, `author` (names parted by
//! `;`), `date` and `body`. Printed are the shares of titles, sets of authors and days that are right, the mean precision,
//! recall and F1 of the body by runs of four words, how often one of [`PHRASES`] is in the body and not in the true one,
//! and the milliseconds a page takes. F1, leaks and time are given for plain dom_smoothie on the same pages too, so that a
//! change is judged within one run. `--worst N` names the pages that lose most. `--program` names a `fiche` that parses
//! the pages in a process of its own, as it does for itself, and adds a line of what that takes.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use dom_smoothie::{Config, Readability, TextMode};
use fiche::Article;
use fiche_ingest::{ParserProgram, ReadOptions, read};
use serde_json::Value;

/// The runs of words that two bodies are compared by, as the article-extraction-benchmark does.
const SHINGLE_WORDS: usize = 4;

/// What pages write around their stories and stories hardly ever say, in lower case.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "advertisement", "related stories", "related articles", "read more", "newsletter", "subscribe", "follow us", "click here", "comments", "sign up",
    "share this", "cookies", "all rights reserved", "recommended", "most popular",
];

/// Pages of which the truth itself names the wrong authors, and how.
const WRONG_AUTHORS: &str = include_str!("../../../testdata/pages/wrong-authors.tsv");

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
        let mean = self.sum / f64::from(self.count.max(1));
        format!("{mean:.3} of {}", self.count)
    }
}

/// How well one way of finding the bodies does.
#[derive(Default)]
struct Bodies {
    precision: Mean,
    recall: Mean,
    f1: Mean,
    leaks: u32,
    took_ms: Vec<f64>,
}

impl Bodies {
    /// Takes in one page; returns its F1 and what it leaks.
    fn add(&mut self, truth: &str, body: &str) -> (f64, Vec<&'static str>) {
        let (precision, recall) = overlap(&shingles(truth), &shingles(body));
        let both = precision + recall;
        let f1 = if both > 0.0 {
            2.0 * precision * recall / both
        } else {
            0.0
        };
        let leaked = leaked(truth, body);
        self.precision.add(precision);
        self.recall.add(recall);
        self.f1.add(f1);
        self.leaks += leaked.len() as u32;
        (f1, leaked)
    }

    fn show(&mut self, name: &str) {
        self.took_ms.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * self.took_ms.len().saturating_sub(1) as f64;
            self.took_ms
                .get(place as usize)
                .copied()
                .unwrap_or_default()
        };
        println!(
            "{name:12} F1 {} precision {} recall {} leaks {} ms median {:.1} p95 {:.1} max {:.1}",
            self.f1.show(),
            self.precision.show(),
            self.recall.show(),
            self.leaks,
            at(0.5),
            at(0.95),
            at(1.0),
        );
    }
}

/// What is asked for.
struct Asked {
    folder: PathBuf,
    worst: usize,
    program: Option<ParserProgram>,
}

impl Asked {
    fn by(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let folder = arguments
            .next()
            .ok_or("name a folder that holds truth.jsonl")?;
        let (mut worst, mut program) = (0, None);
        while let (Some(option), Some(value)) = (arguments.next(), arguments.next()) {
            match option.as_str() {
                "--worst" => worst = value.parse()?,
                "--program" => program = Some(ParserProgram::new(value).argument("parse")),
                _ => return Err(format!("there is no option `{option}`").into()),
            }
        }
        Ok(Self {
            folder: folder.into(),
            worst,
            program,
        })
    }
}

/// What was measured of all pages so far.
#[derive(Default)]
struct Measured {
    titles: Mean,
    authors: Mean,
    /// Those of pages that are not in [`WRONG_AUTHORS`].
    trusted_authors: Mean,
    days: Mean,
    own: Bodies,
    /// As `own`, by a program; its bodies are compared with those of `own`.
    apart: Bodies,
    plainly: Bodies,
}

impl Measured {
    /// Measures a page; returns how good it is, the best 1, and what is wrong with it.
    fn add(
        &mut self,
        path: &str,
        bytes: &[u8],
        truth: &Value,
        apart: Option<&ReadOptions>,
    ) -> (f64, String) {
        let stated = |key: &str| truth[key].as_str().filter(|text| !text.trim().is_empty());
        let (article, took) = timed(|| read_page(path, bytes, &ReadOptions::default()));
        self.own.took_ms.push(took);
        if let Some(apart) = apart {
            let (other, took) = timed(|| read_page(path, bytes, apart));
            self.apart.took_ms.push(took);
            if !article.body.is_empty() {
                self.apart.add(&article.body, &other.body);
            }
        }
        let mut wrong = Vec::new();
        let mut judge = |mean: &mut Mean, name: &str, is_right: bool, found: &str, truth: &str| {
            mean.add(f64::from(u8::from(is_right)));
            if !is_right {
                wrong.push(format!("{name}: `{found}` for `{truth}`"));
            }
        };
        if let Some(title) = stated("title") {
            let is_right = is_same_title(title, &article.title);
            judge(&mut self.titles, "title", is_right, &article.title, title);
        }
        if let Some(author) = stated("author") {
            let named: BTreeSet<_> = article.authors.iter().map(|name| plain(name)).collect();
            let is_right = [names(author, &[';']), names(author, &[';', ','])].contains(&named);
            let found = article.authors.join("; ");
            judge(&mut self.authors, "authors", is_right, &found, author);
            if !is_wrong_truth(path) {
                self.trusted_authors.add(f64::from(u8::from(is_right)));
            }
        }
        if let Some(date) = stated("date") {
            let found = article.published.map(|date| date.to_string());
            let found = found.unwrap_or_default();
            let is_right = found.get(..10).is_some_and(|day| date.starts_with(day));
            judge(&mut self.days, "day", is_right, &found, date);
        }
        let mut f1 = 1.0;
        if let Some(body) = stated("body") {
            let leaked;
            (f1, leaked) = self.own.add(body, &article.body);
            let (text, took) = timed(|| plain_smoothie(&String::from_utf8_lossy(bytes)));
            self.plainly.took_ms.push(took);
            let (theirs, _) = self.plainly.add(body, &text);
            wrong.push(format!(
                "F1 {f1:.3} (dom_smoothie {theirs:.3}) leaked {leaked:?}"
            ));
        }
        (f1 - wrong.len() as f64 / 10.0, wrong.join("\n    "))
    }

    fn show(&mut self) {
        println!(
            "title {} authors {} (without the pages of which the truth is wrong {}) day {}",
            self.titles.show(),
            self.authors.show(),
            self.trusted_authors.show(),
            self.days.show()
        );
        self.own.show("fiche");
        if !self.apart.took_ms.is_empty() {
            self.apart.show("apart");
        }
        self.plainly.show("dom_smoothie");
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = Asked::by(std::env::args().skip(1))?;
    let program = asked.program;
    let apart = program.map(|program| ReadOptions::default().parser_program(program));
    let mut measured = Measured::default();
    let mut pages: Vec<(f64, String)> = Vec::new();
    for line in std::fs::read_to_string(asked.folder.join("truth.jsonl"))?.lines() {
        let truth: Value = serde_json::from_str(line)?;
        let path = truth["path"].as_str();
        let path = path.ok_or("a line of truth.jsonl has no path")?;
        let bytes = std::fs::read(asked.folder.join(path))?;
        let (worth, wrong) = measured.add(path, &bytes, &truth, apart.as_ref());
        pages.push((worth, format!("{path}\n    {wrong}")));
    }
    measured.show();
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, page) in pages.iter().take(asked.worst) {
        println!("{page}");
    }
    Ok(())
}

/// What work gives, and the milliseconds that it takes.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed().as_secs_f64() * 1_000.0)
}

fn is_wrong_truth(path: &str) -> bool {
    let mut pages = WRONG_AUTHORS
        .lines()
        .filter_map(|line| line.split('\t').next());
    pages.any(|page| page == path)
}

/// The page's article; a page that cannot be read counts as one without any text.
fn read_page(path: &str, mut bytes: &[u8], options: &ReadOptions) -> Article {
    let mut article = Article::default();
    let read = read("page.html", &mut bytes, options, &mut |page| {
        article = page;
        ControlFlow::Break(())
    });
    if let Err(error) = read {
        eprintln!("{path}: {error}");
    }
    article
}

/// What dom_smoothie alone takes for the story.
fn plain_smoothie(html: &str) -> String {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let parsed = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    parsed.map_or_else(|_| String::new(), |page| page.text_content.to_string())
}

/// The phrases that are in the body and not in the true one.
fn leaked(truth: &str, body: &str) -> Vec<&'static str> {
    let (truth, body) = (plain(truth), plain(body));
    let is_leak = |phrase: &&&str| body.contains(**phrase) && !truth.contains(**phrase);
    PHRASES.iter().filter(is_leak).copied().collect()
}

/// The names in a truth that is written by hand, some of it with commas between them.
fn names(authors: &str, between: &[char]) -> BTreeSet<String> {
    authors.split(between).map(plain).collect()
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
