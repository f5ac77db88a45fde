//! Any sequence of changes to a collection, of refreshes and of crashes leaves an index that equals a fresh one.
//!
//! `FICHE_MODEL_CASES=500` tries so many sequences instead of a few.

mod common;
#[path = "common/state.rs"]
mod state;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use common::fiche_with;
use proptest::prelude::*;
use proptest::test_runner::Config;
use state::State;

/// Sequences where none are asked for.
const CASES: u32 = 6;

/// The files that come and go: enough in one folder that it learns lines, some below it, long and broken ones.
const NAMES: [&str; 16] = [
    "a.txt",
    "b.txt",
    "c.txt",
    "d.txt",
    "e.txt",
    "f.txt",
    "g.txt",
    "h.txt",
    "i.md",
    "page.html",
    "feed.jsonl",
    "broken.json",
    "inner/a.txt",
    "inner/feed.jsonl",
    "inner/deep/b.txt",
    ".ficheignore",
];

/// Words that the stories are about; some of them are what [`State`] looks for.
const WORDS: [&str; 4] = ["harbour", "lighthouse", "quay", "ferry"];

/// What happens to the collection or to its index.
#[derive(Debug, Clone)]
enum Step {
    /// A file is there with this story, in place of what it was.
    Write {
        name: usize,
        word: usize,
    },
    Delete {
        name: usize,
    },
    Move {
        from: usize,
        to: usize,
    },
    /// The time of a file changes, its content does not.
    Touch {
        name: usize,
    },
    /// The inner folder gets another name, or its own back.
    MoveFolder,
    /// The index is made equal to the collection.
    Refresh,
    /// A run is killed at the n-th step that it takes.
    Crash {
        at: u32,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let name = || 0..NAMES.len();
    prop_oneof![
        8 => (name(), 0..WORDS.len()).prop_map(|(name, word)| Step::Write { name, word }),
        2 => name().prop_map(|name| Step::Delete { name }),
        2 => (name(), name()).prop_map(|(from, to)| Step::Move { from, to }),
        1 => name().prop_map(|name| Step::Touch { name }),
        1 => Just(Step::MoveFolder),
        3 => Just(Step::Refresh),
        3 => (1_u32..80).prop_map(|at| Step::Crash { at }),
    ]
}

/// A collection that is changed.
struct Collection {
    folder: tempfile::TempDir,
    changes: u64,
}

impl Collection {
    fn path(&self, name: usize) -> PathBuf {
        self.folder.path().join(NAMES[name])
    }

    /// Every other change is long ago, so that the index trusts the time of the file; no two are at one time.
    fn date(&self, path: &Path) {
        let then =
            SystemTime::now() - Duration::from_hours(1_000) + Duration::from_secs(self.changes);
        let is_old = self.changes.is_multiple_of(2);
        if let (true, Ok(file)) = (is_old, File::options().append(true).open(path)) {
            file.set_modified(then).unwrap();
        }
    }

    fn take(&mut self, step: &Step) {
        self.changes += 1;
        match step {
            Step::Write { name, word } => {
                let path = self.path(*name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, content(NAMES[*name], WORDS[*word], self.changes)).unwrap();
                self.date(&path);
            }
            Step::Delete { name } => drop(fs::remove_file(self.path(*name))),
            Step::Move { from, to } => drop(fs::rename(self.path(*from), self.path(*to))),
            Step::Touch { name } => self.date(&self.path(*name)),
            Step::MoveFolder => {
                let [inner, outer] = ["inner", "outer"].map(|it| self.folder.path().join(it));
                fs::rename(&inner, &outer)
                    .or_else(|_| fs::rename(&outer, &inner))
                    .ok();
            }
            Step::Refresh => drop(self.index("", &[])),
            Step::Crash { at } => drop(self.index(&format!("*:{at}:kill"), &[])),
        }
    }

    fn index(&self, fault: &str, further: &[&str]) -> Option<i32> {
        let arguments = [&["index"], further].concat();
        let output = fiche_with(self.folder.path(), &arguments, &[("FICHE_FAULT", fault)]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{said}");
        output.status.code()
    }
}

/// A story as a file of this name holds it; lines at its end are those of every story.
fn content(name: &str, word: &str, number: u64) -> String {
    let title = format!("Story {number} of the {word}");
    let text = format!("The {word} was closed all day, for the {number}th time, said the pilots.");
    let end = "Write to the editors of the Sandmouth paper.";
    match name.rsplit('.').next() {
        Some("html") => format!(
            "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p><p>{end}</p></article></body></html>"
        ),
        Some("jsonl") => {
            let record = |record| {
                format!("{{\"id\": \"r{record}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
            };
            let records: Vec<String> = (0..=number % 5).map(record).collect();
            records.join("\n")
        }
        Some("json") => format!("{{\"title\": \"{title}"),
        Some("ficheignore") => format!("{}\n", NAMES[number as usize % NAMES.len()]),
        _ => format!("{title}\n\n{text}\n\n{end}\n"),
    }
}

fn cases() -> u32 {
    let asked = std::env::var("FICHE_MODEL_CASES").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(CASES)
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, max_shrink_iters: 100, ..Config::default() })]
    #[test]
    fn any_changes_refreshes_and_crashes_leave_what_a_fresh_index_holds(
        steps in prop::collection::vec(step(), 1..30)
    ) {
        let mut collection = Collection { folder: tempfile::tempdir().unwrap(), changes: 0 };
        for step in &steps {
            collection.take(step);
        }
        let fresh = tempfile::tempdir().unwrap();
        let elsewhere = fresh.path().to_str().unwrap();
        collection.index("", &[]);
        collection.index("", &["--index", elsewhere, "."]);
        let kept = State::of(&collection.folder.path().join(".fiche"));
        let made = State::of(fresh.path());
        prop_assert_eq!(kept, made, "{:?}", steps);
    }
}
