//! Running the body of a fuzz target over its files in `testdata/fuzz`, and over damaged copies of them.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::damage::{Random, damage};
use super::hook;

/// Damages done to each file where the environment asks for no more.
const ROUNDS: u64 = 10;

/// The files of a corpus with their names, in the order of every machine.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/fuzz");
    let entries = fs::read_dir(root.join(target)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

fn seconds() -> Option<u64> {
    std::env::var("FICHE_FUZZ_SECONDS").ok()?.parse().ok()
}

/// Runs the body of a target over its corpus, and over damaged copies of it.
pub(crate) fn replay(target: &str, body: impl Fn(&[u8])) {
    let seeds = corpus(target);
    hook::tell_uncaught_panics();
    let mut executions = 0_u64;
    let mut run = |name: &str, bytes: &[u8]| {
        executions += 1;
        if let Err(cause) = catch_unwind(AssertUnwindSafe(|| body(bytes))) {
            let kept = std::env::temp_dir().join(format!("fiche-fuzz-{target}"));
            fs::write(&kept, bytes).unwrap();
            eprintln!("{target}: {name}: kept as {}", kept.display());
            resume_unwind(cause);
        }
    };
    for (name, bytes) in &seeds {
        run(name, bytes);
    }
    let end = seconds().map(|seconds| Instant::now() + Duration::from_secs(seconds));
    for round in 0.. {
        if end.map_or(round >= ROUNDS, |end| Instant::now() >= end) {
            break;
        }
        for (number, (name, bytes)) in seeds.iter().enumerate() {
            let mut random = Random(round << 16 | number as u64);
            let mut damaged = bytes.clone();
            for _ in 0..=random.below(3) {
                let (_, other) = &seeds[random.below(seeds.len())];
                damage(&mut damaged, other, &mut random);
            }
            run(&format!("{name}, round {round}"), &damaged);
        }
    }
    eprintln!("{target}: {executions} executions");
}
