//! How cost grows with a collection: articles a second, the longest that the writer kept its caller waiting, bytes on disk and of
//! memory, and how long searches take, at 100,000 articles, ten times as many, and so on.
//!
//! Corpus: seeded made-up articles, each text cut to its first 40 words unless `FICHE_BENCH_WORDS` says otherwise; up to 1,000,000
//! unless `FICHE_BENCH_ARTICLES` says otherwise. Each size has a new index, in a temporary folder. To make an article up takes .04 ms
//! of one core, and is counted. Ten best, nothing counted; each query counts with the best of so many rounds. Memory is the
//! most that the process has had so far, mapped files among it; that of searching is what another has had, which has opened the index and
//! asked for a page of one query of each kind.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use fiche::{Article, Index, Search};
use fiche_benches::{
    Corpus, HEADING, QueryKind, Resident, Times, articles_or, cut, is_measuring, searches, words_or,
};

const SEED: u64 = 1;
const FEWEST: usize = 100_000;
const WORDS: usize = 40;
const QUERIES: usize = 100;
const ROUNDS: usize = 5;

const KINDS: [QueryKind; 5] = [
    QueryKind::RareWord,
    QueryKind::CommonWord,
    QueryKind::TwoWords,
    QueryKind::FiveWords,
    QueryKind::Phrase,
];

/// Names the index to the process that only asks, and its queries, one a line.
const ASKED: &str = "FICHE_BENCH_ASKED";
const ASKED_QUERIES: &str = "FICHE_BENCH_ASKED_QUERIES";

/// What writing took.
struct Written {
    adding: Duration,
    longest_wait: Duration,
    finishing: Duration,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if let Some(folder) = env::var_os(ASKED) {
        return ask(Path::new(&folder), &env::var(ASKED_QUERIES)?);
    }
    if !is_measuring() {
        return Ok(());
    }
    let most = articles_or(1_000_000);
    let sizes = std::iter::successors(Some(FEWEST), |size| size.checked_mul(10));
    for size in sizes.take_while(|size| *size <= most) {
        measure(&Corpus::new(SEED, size))?;
    }
    Ok(())
}

fn measure(corpus: &Corpus) -> Result<(), Box<dyn std::error::Error>> {
    let words = words_or(WORDS);
    let folder = tempfile::tempdir()?;
    let index = Index::open_or_create(folder.path())?;
    let articles = corpus.articles().map(|article| cut(article, words));
    let written = write(&index, articles)?;
    let stats = index.stats()?;
    let size = corpus.len() as f64;
    println!(
        "{} articles of {words} words: {:.0} a second, longest wait {:.2} s, end {:.1} s, {} segments, {:.0} bytes each, {} MB of memory",
        corpus.len(),
        size / (written.adding + written.finishing).as_secs_f64(),
        written.longest_wait.as_secs_f64(),
        written.finishing.as_secs_f64(),
        stats.segments,
        bytes_in(folder.path())? as f64 / size,
        Resident::AtMost.megabytes().unwrap_or(0),
    );
    let one_of_each = KINDS.iter().flat_map(|kind| corpus.queries(*kind, 1));
    let one_of_each: Vec<String> = one_of_each.collect();
    println!("{} of searching", asking(folder.path(), &one_of_each)?);
    println!("{:20} {HEADING}", "microseconds");
    for (kind, name) in QueryKind::ALL {
        if KINDS.contains(&kind) {
            println!(
                "{name:20} {}",
                times(&index, &corpus.queries(kind, QUERIES)).row()
            );
        }
    }
    Ok(())
}

/// Lets another process ask; gives what memory that took.
fn asking(folder: &Path, queries: &[String]) -> io::Result<String> {
    let asked = Command::new(env::current_exe()?)
        .env(ASKED, folder)
        .env(ASKED_QUERIES, queries.join("\n"))
        .stderr(Stdio::inherit())
        .output()?;
    match asked.status.success() {
        true => Ok(String::from_utf8_lossy(&asked.stdout).into_owned()),
        false => Err(io::Error::other("the process that asks has failed")),
    }
}

/// Asks for a page of each query, and prints the most memory that the process has had.
fn ask(folder: &Path, queries: &str) -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::open(folder)?;
    for query in queries.lines() {
        let search: Search = query.parse()?;
        index.search(&search)?;
    }
    print!("{} MB of memory", Resident::AtMost.megabytes().unwrap_or(0));
    Ok(())
}

fn write(index: &Index, articles: impl Iterator<Item = Article>) -> Result<Written, fiche::Error> {
    let mut writer = index.writer()?;
    let began = Instant::now();
    let mut longest_wait = Duration::ZERO;
    for article in articles {
        let asked = Instant::now();
        writer.upsert(article)?;
        longest_wait = longest_wait.max(asked.elapsed());
    }
    let adding = began.elapsed();
    let asked = Instant::now();
    writer.finish()?;
    Ok(Written {
        adding,
        longest_wait,
        finishing: asked.elapsed(),
    })
}

fn times(index: &Index, queries: &[String]) -> Times {
    let searches = searches(queries);
    let mut times = Times::unknown(searches.len());
    for _ in 0..ROUNDS {
        times.ask(&searches, |search| {
            index.rank(search).map_or(0, |it| it.len())
        });
    }
    times
}

fn bytes_in(folder: &Path) -> std::io::Result<u64> {
    let sizes = fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len()));
    sizes.sum()
}
