//! Measures how well pages are read: `cargo run --release --example measure_pages -- FOLDER [--worst N] [--program FICHE]`.
//!
//! Figures are given for all pages and, in brackets, for those whose truth is not known to be [wrong](WRONG_TRUTHS).
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
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// The runs of words that two bodies are compared by, as the article-extraction-benchmark does.
const SHINGLE_WORDS: usize = 4;

/// What pages write around their stories and stories hardly ever say, in lower case.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "advertisement", "related stories", "related articles", "read more", "newsletter", "subscribe", "follow us", "click here", "comments", "sign up",
    "share this", "cookies", "all rights reserved", "recommended", "most popular",
];

/// Pages of which the truth itself is wrong: the field, the page, and how.
const WRONG_TRUTHS: &str = include_str!("../../../testdata/pages/wrong-truths.tsv");

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
    /// On pages whose truth is right: a truth that is cut off calls the rest of a story a leak.
    leaks: u32,
    took_ms: Vec<f64>,
}

impl Bodies {
    /// Takes in one page; returns its F1 and what it leaks.
    fn add(&mut self, truth: &str, body: &str, is_wrong: bool) -> (f64, Vec<&'static str>) {
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
        if !is_wrong {
            self.leaks += leaked.len() as u32;
        }
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

/// The share of all pages, and of those whose truth is not in [`WRONG_TRUTHS`].
#[derive(Default)]
struct Judged {
    all: Mean,
    trusted: Mean,
}

impl Judged {
    fn add(&mut self, field: &str, path: &str, value: f64) {
        self.all.add(value);
        if !is_wrong_truth(field, path) {
            self.trusted.add(value);
        }
    }

    fn show(&self) -> String {
        format!("{} ({})", self.all.show(), self.trusted.show())
    }
}

/// What was measured of all pages so far.
#[derive(Default)]
struct Measured {
    titles: Judged,
    authors: Judged,
    days: Judged,
    f1: Judged,
    own: Bodies,
    /// As `own`, by a program; its bodies are compared with those of `own`.
    apart: Bodies,
    plainly: Bodies,
    plain_f1: Judged,
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
                self.apart.add(&article.body, &other.body, false);
            }
        }
        let mut wrong = Vec::new();
        let mut judge =
            |judged: &mut Judged, name: &str, is_right: bool, found: &str, truth: &str| {
                judged.add(name, path, f64::from(u8::from(is_right)));
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
        }
        if let Some(date) = stated("date") {
            let found = article.published.map(|date| date.to_string());
            let found = found.unwrap_or_default();
            let is_right = is_same_day(date, &found);
            judge(&mut self.days, "day", is_right, &found, date);
        }
        let mut f1 = 1.0;
        if let Some(body) = stated("body") {
            let leaked;
            (f1, leaked) = self
                .own
                .add(body, &article.body, is_wrong_truth("body", path));
            self.f1.add("body", path, f1);
            let (text, took) = timed(|| plain_smoothie(&String::from_utf8_lossy(bytes)));
            self.plainly.took_ms.push(took);
            let (theirs, _) = self.plainly.add(body, &text, is_wrong_truth("body", path));
            self.plain_f1.add("body", path, theirs);
            wrong.push(format!(
                "F1 {f1:.3} (dom_smoothie {theirs:.3}) leaked {leaked:?}"
            ));
        }
        (f1 - wrong.len() as f64 / 10.0, wrong.join("\n    "))
    }

    fn show(&mut self) {
        println!("of all pages (of those whose truth is right)");
        println!(
            "title {} authors {} day {} body F1 {} dom_smoothie {}",
            self.titles.show(),
            self.authors.show(),
            self.days.show(),
            self.f1.show(),
            self.plain_f1.show()
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

fn is_wrong_truth(field: &str, path: &str) -> bool {
    let mut rows = WRONG_TRUTHS.lines().map(|line| line.split('\t'));
    rows.any(|mut row| row.next() == Some(field) && row.next() == Some(path))
}

/// Whether the days are one as they are written, or name the same moment in two zones. `Sun Nov 23 16:00:00 EDT 2014`, as
/// one of the sets has it, is understood too.
fn is_same_day(truth: &str, found: &str) -> bool {
    let moment = |text: &str| text.parse::<Timestamp>().ok();
    let as_written = || found.get(..10)?.parse::<Date>().ok();
    let is_moment = moment(truth).is_some() && moment(truth) == moment(found);
    let is_day = as_written().is_some_and(|day| {
        let long = day.strftime("%b %-d ").to_string();
        truth.starts_with(&day.to_string())
            || (truth.contains(&long) && truth.ends_with(&day.year().to_string()))
    });
    is_moment || is_day
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
