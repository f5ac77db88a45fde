//! Articles, names of files and a configuration from a stranger: nothing in them reaches a terminal as it is, every name is had
//! back, and nothing is run.
#![cfg(unix)]

mod common;
#[path = "common/stranger.rs"]
mod stranger;

use std::fs;
use std::path::Path;

use common::fiche;
use stranger::{HOSTILE, NAMES, archive, assert_harmless};

fn run(folder: &Path, arguments: &[&str]) -> (String, Vec<u8>) {
    let output = fiche(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (said, output.stdout)
}

#[test]
fn nothing_that_a_terminal_acts_on_is_printed() {
    let Some(folder) = archive() else { return };
    fs::write(
        folder.path().join("fiche.toml"),
        "[alerts]\nport = \"harbour\"\n",
    )
    .unwrap();
    for arguments in [
        &["index"][..],
        &[
            "search",
            "harbour",
            "-n",
            "99",
            "--explain",
            "--facet",
            "outlet,section,author,tag",
        ],
        &["search", "harbour", "--copies", "--snippets", "3"],
        &["search", HOSTILE],
        &["show", "records.jsonl", "--why"],
        &["show", "plain.txt", "--why"],
        &["show", HOSTILE],
        &["similar", "plain.txt"],
        &["similar", HOSTILE],
        &["stats", "--failures"],
        &["suggest", "harb"],
        &["suggest", "reco"],
        &["copies"],
        &["timeline", "harbour", "--by", "day"],
        &["alert", "list"],
        &["alert", "run", "port"],
        &["alert", "run", HOSTILE],
        &["alert", "add", HOSTILE, "harbour"],
        &["alert", "add", "x", HOSTILE],
        &["check"],
    ] {
        let (said, told) = run(folder.path(), arguments);
        let all = format!("{said}{}", String::from_utf8_lossy(&told));
        assert_harmless(arguments, &all);
    }
}

#[test]
fn every_name_is_had_back() {
    let Some(folder) = archive() else { return };
    run(folder.path(), &["index"]);
    let (_, told) = run(
        folder.path(),
        &[
            "search", "closed", "-n", "99", "--copies", "--format", "paths0",
        ],
    );
    let mut told: Vec<&[u8]> = told
        .split(|byte| *byte == 0)
        .filter(|it| !it.is_empty())
        .collect();
    told.sort_unstable();
    let mut expected = NAMES.to_vec();
    expected.sort_unstable();
    assert_eq!(told, expected);
    let (_, json) = run(
        folder.path(),
        &[
            "search", "closed", "-n", "99", "--copies", "--format", "json",
        ],
    );
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let hits = json["hits"].as_array().unwrap();
    assert_eq!(hits.len(), NAMES.len());
    for hit in hits {
        // The path of the JSON names the article, and the file itself is printed.
        let path = hit["path"].as_str().unwrap();
        let (said, raw) = run(folder.path(), &["show", "--raw", path]);
        assert!(raw.starts_with(b"Harbour "), "{path:?}: {said}");
    }
}

#[test]
fn half_of_a_pair_and_a_nul_are_read_as_nothing_worse() {
    let Some(folder) = archive() else { return };
    run(folder.path(), &["index"]);
    let (_, json) = run(folder.path(), &["show", "lone", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert!(
        json["title"].as_str().unwrap().starts_with("Lone "),
        "{json}"
    );
    let (_, found) = run(
        folder.path(),
        &["search", "\"halves\"", "--format", "paths"],
    );
    assert_eq!(found, b"records.jsonl\n");
}

#[test]
fn a_configuration_from_a_stranger_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Harbour\n\nIt was closed.\n").unwrap();
    for configuration in [
        "exec = \"touch ran\"\n",
        "[alerts]\nport = \"harbour\"\nexec = \"`touch ran`\"\n",
        "[index]\ncommand = \"touch ran\"\n",
        "[alerts.port]\nquery = \"harbour\"\nexec = \"touch ran\"\n",
        "[search]\nvariants = [[\"$(touch ran)\", \"`touch ran`\"]]\n",
    ] {
        fs::write(folder.path().join("fiche.toml"), configuration).unwrap();
        for arguments in [&["index"][..], &["search", "harbour"], &["alert", "list"]] {
            run(folder.path(), arguments);
        }
        assert!(!folder.path().join("ran").exists(), "{configuration}");
    }
}
