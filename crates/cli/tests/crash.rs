//! The program killed at every named step and at random moments: what it left opens, checks and can be finished, and then
//! equals what an undisturbed run leaves.
//!
//! `FICHE_CRASH_ROUNDS=2000` adds so many rounds, each of which kills one of the scenarios with SIGKILL at a random step or
//! moment; their seeds are printed where one fails.

mod common;
#[path = "common/state.rs"]
mod state;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{copy, fiche_with, program};
use fiche::{Depth, Error, Index};
use state::State;

/// The steps of `FICHE_FAULT` at which the program is killed.
const STEPS: [&str; 15] = [
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
    "beside.write",
    "beside.written",
];

/// How often a step was reached when the program is killed; each in turn where rounds are asked for, else the first.
const NUMBERS: [u64; 4] = [1, 2, 3, 7];

/// A process that refreshes and goes on; it tells each refresh in a line.
const WATCHING: [&str; 3] = ["watch", "--format", "json"];

/// Runs that are killed while alerts wait to be told.
const KILLED_TELLERS: u64 = 20;

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
    /// The refresh by a process that watches, and would go on.
    Watch,
    /// A search saved by command.
    AlertAdd,
    /// A check that finds nothing to repair.
    Check,
}

const SCENARIOS: [Scenario; 9] = [
    Scenario::Index,
    Scenario::Refresh,
    Scenario::Rebuild,
    Scenario::Upgrade,
    Scenario::Repair,
    Scenario::Salvage,
    Scenario::Watch,
    Scenario::AlertAdd,
    Scenario::Check,
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
    /// What is run and interrupted.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Watch => &WATCHING,
            _ => self.finish(),
        }
    }

    /// What is run after the crash.
    fn finish(self) -> &'static [&'static str] {
        match self {
            Self::Index | Self::Refresh | Self::Upgrade | Self::Watch => &["index"],
            Self::Rebuild => &["index", "--rebuild"],
            Self::Repair | Self::Salvage | Self::Check => &["check", "--repair"],
            Self::AlertAdd => &["alert", "add", "docks", "harbour pilots"],
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
            Self::Refresh | Self::Watch => change(folder),
            Self::AlertAdd => drop(run(folder, &["alert", "add", "quays", "quay full"], "")),
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

/// Runs the program; tells whether it was killed by the fault. One that watches is killed at its first report.
fn run(folder: &Path, arguments: &[&str], fault: &str) -> bool {
    let mut child = command(folder, arguments)
        .env("FICHE_FAULT", fault)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let has_told = told.read_line(&mut String::new()).unwrap() > 0;
    let is_watching = arguments == WATCHING;
    if is_watching {
        child.kill().ok();
    } else {
        io::copy(&mut told, &mut io::sink()).unwrap();
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    output.status.code().is_none() && !(is_watching && has_told)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX");
    command
}

/// Kills the program after so long; tells whether that was before its end.
fn kill_after(folder: &Path, arguments: &[&str], delay: Duration) -> bool {
    let mut child = command(folder, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(delay);
    child.kill().ok();
    child.wait().unwrap().code().is_none()
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
        run(twin.path(), scenario.finish(), "");
        Self {
            scenario,
            folder,
            took: began.elapsed(),
            expected: State::of(&twin.path().join(".fiche")),
        }
    }

    /// One round; `kill` runs the program and tells whether it was killed.
    fn round(&self, name: &str, kill: impl FnOnce(&Path, &[&str]) -> bool) -> bool {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let arguments = self.scenario.arguments();
        let was_killed = kill(folder.path(), arguments);
        check_left(self.scenario, folder.path(), name);
        run(folder.path(), self.scenario.finish(), "");
        assert_eq!(
            State::of(&folder.path().join(".fiche")),
            self.expected,
            "{name}"
        );
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

/// What a run has told of alerts, as `alert id`, and the events of it; empty where it was killed before it could.
fn told(output: &[u8]) -> (Vec<String>, Vec<String>) {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(output) else {
        return Default::default();
    };
    let findings = json["findings"].as_array().into_iter().flatten();
    findings
        .map(|it| {
            let told = format!("{} {}", it["alert"], it["id"]);
            (told, it["event"].to_string())
        })
        .unzip()
}

/// Twenty runs that are killed: the run that finishes tells what the killed one did not, and nothing is told twice unless the
/// killed one had told all of it and not yet said so, and then under the same events.
#[test]
fn no_alert_is_lost_or_doubled_by_a_run_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    Scenario::Refresh.prepare(folder.path());
    for number in 20..30 {
        write(
            folder.path(),
            &format!("q{number}.txt"),
            &story(number, "quay"),
        );
    }
    let telling = ["index", "--format", "json"];
    let tell = |folder: &Path, fault: &str| {
        let output = fiche_with(folder, &telling, &[("FICHE_FAULT", fault)]);
        let (told, events) = told(&output.stdout);
        (told, events, output.status.code().is_none())
    };
    let twin = tempfile::tempdir().unwrap();
    copy(folder.path(), twin.path());
    let (expected, ..) = tell(twin.path(), "");
    assert!(expected.len() > 10, "{expected:?}");
    let (mut killed, mut random) = (0, Random(7));
    for round in 0..KILLED_TELLERS {
        let copied = tempfile::tempdir().unwrap();
        copy(folder.path(), copied.path());
        let fault = format!("*:{}:kill", 1 + random.below(90));
        let (first, of_first, was_killed) = tell(copied.path(), &fault);
        killed += u64::from(was_killed);
        let (second, of_second, _) = tell(copied.path(), "");
        let name = format!("round {round}, {fault}: {first:?}, then {second:?}");
        assert!(first.is_empty() || first == expected, "{name}");
        if was_killed {
            assert!(second == expected || second.is_empty(), "{name}");
            assert!(first == expected || second == expected, "{name}");
            let is_again = !first.is_empty() && !second.is_empty();
            assert!(!is_again || of_first == of_second, "{name}");
        } else {
            assert_eq!((&first, second.len()), (&expected, 0), "{name}");
        }
        assert!(tell(copied.path(), "").0.is_empty(), "{name}");
    }
    assert!(killed > 0, "no run was killed");
}
