//! The program killed at every named step and at random moments: what it left opens, checks and can be finished, and then
//! equals what an undisturbed run leaves.
//!
//! `FICHE_CRASH_ROUNDS=2000` adds so many rounds, each of which kills one of the scenarios with SIGKILL at a random step or
//! moment; their seeds are printed where one fails.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{copy, fiche_with, program};
use fiche::{Depth, Error, Index, Search};

/// The steps of `FICHE_FAULT` at which the program is killed.
const STEPS: [&str; 13] = [
    "file.create",
    "file.write",
    "file.sync",
    "file.delete",
    "list.write",
    "commit.write",
    "commit.written",
    "folder.sync",
    "rebuild.begin",
    "rebuild.list",
    "rebuild.move",
    "rebuild.swap",
    "rebuild.swapped",
];

/// How often a step was reached when the program is killed; each in turn where rounds are asked for, else the first.
const NUMBERS: [u64; 4] = [1, 2, 3, 7];

/// Random rounds where none are asked for.
const ROUNDS: u64 = 6;

fn rounds() -> Option<u64> {
    std::env::var("FICHE_CRASH_ROUNDS").ok()?.parse().ok()
}

/// What is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Scenario {
    /// The first run over a collection, with saved searches.
    Index,
    /// A run after files were changed, added, removed and renamed, with saved searches.
    Refresh,
    /// Everything read anew.
    Rebuild,
    /// An index of an older format.
    Upgrade,
    /// An index of which a file is gone.
    Repair,
    /// The same, with the sources gone too.
    Salvage,
}

const SCENARIOS: [Scenario; 6] = [
    Scenario::Index,
    Scenario::Refresh,
    Scenario::Rebuild,
    Scenario::Upgrade,
    Scenario::Repair,
    Scenario::Salvage,
];

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn story(number: u32, word: &str) -> String {
    format!(
        "Story {number} of the {word}\n\nThe {word} was closed all day, for the {number}th time, said the pilots.\n"
    )
}

fn collection(folder: &Path) {
    for number in 0..12 {
        write(folder, &format!("{number}.txt"), &story(number, "harbour"));
    }
    let records: Vec<String> = (0..15)
        .map(|number| {
            format!("{{\"id\": \"r{number}\", \"title\": \"Record {number}\", \"text\": \"The quay was full.\"}}")
        })
        .collect();
    write(folder, "feed.jsonl", &records.join("\n"));
    write(folder, "broken.json", "{\"title\": ");
    write(folder, "fiche.toml", "[alerts]\nquays = \"quay\"\n");
}

fn change(folder: &Path) {
    write(folder, "0.txt", &story(0, "lighthouse"));
    write(folder, "new.txt", &story(99, "quay"));
    fs::remove_file(folder.join("1.txt")).unwrap();
    fs::rename(folder.join("2.txt"), folder.join("moved.txt")).unwrap();
    let feed = fs::read_to_string(folder.join("feed.jsonl")).unwrap();
    write(
        folder,
        "feed.jsonl",
        &feed.replace("Record 7", "Record seven"),
    );
}

fn remove_part(index: &Path) {
    let entries = fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut parts = entries.filter(|path| path.extension().is_some_and(|it| it == "term"));
    fs::remove_file(parts.next().unwrap()).unwrap();
}

impl Scenario {
    /// What is run, and run again after the crash.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Index | Self::Refresh | Self::Upgrade => &["index"],
            Self::Rebuild => &["index", "--rebuild"],
            Self::Repair | Self::Salvage => &["check", "--repair"],
        }
    }

    /// The state of the disk before the run.
    fn prepare(self, folder: &Path) {
        if self == Self::Upgrade {
            let kept =
                PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/indexes/format-1");
            copy(&kept, folder);
            fs::rename(folder.join("index"), folder.join(".fiche")).unwrap();
            return;
        }
        collection(folder);
        if self == Self::Index {
            return;
        }
        run(folder, &["index"], "");
        match self {
            Self::Refresh => change(folder),
            Self::Repair => remove_part(&folder.join(".fiche")),
            Self::Salvage => {
                remove_part(&folder.join(".fiche"));
                for entry in fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_file() {
                        fs::remove_file(path).unwrap();
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether an index that is as it was before the run is damaged or older.
    fn begins_unreadable(self) -> bool {
        matches!(self, Self::Upgrade | Self::Repair | Self::Salvage)
    }
}

/// Runs the program; tells whether it was killed.
fn run(folder: &Path, arguments: &[&str], fault: &str) -> bool {
    let output = fiche_with(folder, arguments, &[("FICHE_FAULT", fault)]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    output.status.code().is_none()
}

/// Kills the program after so long; tells whether that was before its end.
fn kill_after(folder: &Path, arguments: &[&str], delay: Duration) -> bool {
    let mut child = Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(delay);
    child.kill().ok();
    child.wait().unwrap().code().is_none()
}

/// What an index holds, as far as it does not depend on when it was made.
#[derive(Debug, PartialEq, Eq)]
struct State {
    articles: BTreeSet<String>,
    files: BTreeMap<String, String>,
    hits: Vec<BTreeSet<String>>,
}

fn state(folder: &Path) -> State {
    let index = Index::open(folder.join(".fiche")).unwrap();
    let find = |query: &str| {
        let search = query.parse::<Search>().unwrap().limit(1_000);
        let found = index.search(&search).unwrap();
        let hits = found.hits.into_iter();
        hits.map(|hit| format!("{:?} {} {}", hit.path, hit.id, hit.title))
            .collect::<BTreeSet<_>>()
    };
    let files = index.files().unwrap().into_values();
    State {
        articles: find(""),
        files: files
            .map(|file| {
                let fingerprint = (file.fingerprint.size, file.fingerprint.hash);
                (
                    file.path,
                    format!("{fingerprint:?} {} {:?}", file.reader, file.failure),
                )
            })
            .collect(),
        hits: [
            "harbour",
            "lighthouse",
            "quay",
            "\"closed all day\"",
            "канал",
            "пороми",
        ]
        .map(find)
        .into(),
    }
}

/// What was left by a crash is whole, or as it was before.
fn check_left(scenario: Scenario, folder: &Path, round: &str) {
    let index = folder.join(".fiche");
    match Index::check(&index, Depth::Full) {
        Ok(check) if check.is_whole() => {}
        Ok(_) | Err(Error::Incompatible { .. }) if scenario.begins_unreadable() => {}
        Err(Error::NotFound { .. }) if scenario == Scenario::Index => {}
        // Killed while the empty index was made.
        Ok(_) if scenario == Scenario::Index && !index.join("meta.json").exists() => {}
        other => panic!("{round}: {other:?}"),
    }
}

struct Prepared {
    scenario: Scenario,
    folder: tempfile::TempDir,
    expected: State,
    took: Duration,
}

impl Prepared {
    fn new(scenario: Scenario) -> Self {
        let folder = tempfile::tempdir().unwrap();
        scenario.prepare(folder.path());
        let twin = tempfile::tempdir().unwrap();
        copy(folder.path(), twin.path());
        let began = Instant::now();
        run(twin.path(), scenario.arguments(), "");
        Self {
            scenario,
            folder,
            took: began.elapsed(),
            expected: state(twin.path()),
        }
    }

    /// One round; `kill` runs the program and tells whether it was killed.
    fn round(&self, name: &str, kill: impl FnOnce(&Path, &[&str]) -> bool) -> bool {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let arguments = self.scenario.arguments();
        let was_killed = kill(folder.path(), arguments);
        check_left(self.scenario, folder.path(), name);
        run(folder.path(), arguments, "");
        assert_eq!(state(folder.path()), self.expected, "{name}");
        let check = Index::check(folder.path().join(".fiche"), Depth::Full).unwrap();
        assert!(check.is_whole(), "{name}: {:?}", check.damages);
        was_killed
    }
}

#[test]
fn a_run_that_is_killed_at_any_step_is_finished_by_the_next() {
    let mut hit = BTreeSet::new();
    for scenario in SCENARIOS {
        let prepared = Prepared::new(scenario);
        for step in STEPS {
            for number in NUMBERS
                .into_iter()
                .take(if rounds().is_some() { 4 } else { 1 })
            {
                let fault = format!("{step}:{number}:kill");
                let name = format!("{scenario:?} {fault}");
                let was_killed =
                    prepared.round(&name, |folder, arguments| run(folder, arguments, &fault));
                if !was_killed {
                    break;
                }
                hit.insert(step);
            }
        }
    }
    let missed: Vec<_> = STEPS.iter().filter(|step| !hit.contains(*step)).collect();
    assert!(missed.is_empty(), "never reached: {missed:?}");
}

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % end
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_is_finished_by_the_next() {
    let rounds = rounds().unwrap_or(ROUNDS);
    let prepared = SCENARIOS.map(Prepared::new);
    let mut killed = 0;
    for seed in 0..rounds {
        let mut random = Random(seed);
        let prepared = &prepared[(seed % SCENARIOS.len() as u64) as usize];
        let name = format!("{:?}, seed {seed}", prepared.scenario);
        let was_killed = if random.below(2) == 0 {
            let delay = prepared.took.mul_f64(random.below(1_000) as f64 / 1_000.0);
            prepared.round(&name, |folder, arguments| {
                kill_after(folder, arguments, delay)
            })
        } else {
            let fault = format!("*:{}:kill", 1 + random.below(150));
            prepared.round(&name, |folder, arguments| run(folder, arguments, &fault))
        };
        killed += u64::from(was_killed);
    }
    eprintln!("{killed} of {rounds} rounds were killed before their end");
}
