//! The bodies of the fuzz targets on a stable compiler: every file of `testdata/formats` and `testdata/broken`, as it is
//! and with damage done to it, read by every extension that it could have.
//!
//! `FICHE_FUZZ_ROUNDS=1000 cargo test --workspace --test readers` does more of it. What it finds is kept, cut down, in
//! `testdata/broken/`.

mod body;
#[path = "../../../core/tests/fuzz/damage.rs"]
mod damage;
#[path = "../../../core/tests/fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::PathBuf;

use damage::{Random, damage};
use fiche_ingest::formats;

/// Damages done to each file where the environment does not say how many.
const ROUNDS: u64 = 6;

/// Larger files are read as they are, and not damaged.
const MOST_SEED_BYTES: usize = 64 << 10;

/// The files, by name, so that the order is that of every machine.
fn seeds() -> Vec<(PathBuf, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let folders = ["formats", "broken"].map(|name| fs::read_dir(root.join(name)).unwrap());
    let entries = folders.into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn no_damage_to_a_file_breaks_a_promise_of_its_reader() {
    let rounds = std::env::var("FICHE_FUZZ_ROUNDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let seeds = seeds();
    let extensions: Vec<&str> = formats()
        .iter()
        .filter_map(|it| it.extensions().first().copied())
        .collect();
    for (number, (path, bytes)) in seeds.iter().enumerate() {
        let own = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        body::read_as(&own, bytes);
        if bytes.len() > MOST_SEED_BYTES {
            continue;
        }
        let mut random = Random(number as u64);
        for round in 0..rounds.unwrap_or(ROUNDS) {
            let mut damaged = bytes.clone();
            for _ in 0..=random.below(3) {
                let (_, other) = &seeds[random.below(seeds.len())];
                damage(&mut damaged, other, &mut random);
            }
            let extension = match random.below(3) {
                0 => extensions[random.below(extensions.len())],
                _ => own.as_str(),
            };
            let reading = std::panic::AssertUnwindSafe(|| body::read_as(extension, &damaged));
            if let Err(cause) = std::panic::catch_unwind(reading) {
                let kept = std::env::temp_dir().join("fiche-damaged");
                fs::write(&kept, &damaged).unwrap();
                eprintln!(
                    "{} in round {round}, read as `{extension}`: kept as {}",
                    path.display(),
                    kept.display()
                );
                std::panic::resume_unwind(cause);
            }
        }
    }
}

/// The targets, and what each takes its bytes for.
#[rustfmt::skip]
const TARGETS: &[(&str, &str)] = &[
    ("anpa", "anpa"), ("csv", "csv"), ("docx", "docx"), ("eml", "eml"), ("epub", "epub"), ("feed", "rss"),
    ("html", "html"), ("iptc7901", "iptc"), ("json", "json"), ("jsonl", "jsonl"), ("markdown", "md"), ("mbox", "mbox"),
    ("mediawiki", "xml"), ("mhtml", "mhtml"), ("newsml", "xml"), ("nitf", "nitf"), ("odt", "odt"), ("packed", "gz"),
    ("rst", "rst"), ("sgml", "sgm"), ("tar", "tar"), ("text", "txt"), ("warc", "warc"), ("zip", "zip"),
];

#[test]
fn each_target_reads_its_bytes_as_a_format_that_is_known() {
    for (target, extension) in TARGETS {
        let call = format!("body::read_as(\"{extension}\", bytes)");
        targets::is_call(target, "crates/ingest/tests/readers/body.rs", &call);
        body::read_as(extension, b"");
    }
}
