//! A folder of broken files as the program meets it: the rows of `testdata/broken/cases.toml`.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::fiche;

fn testdata() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/broken")
}

fn cases() -> Vec<toml::Table> {
    let cases = fs::read_to_string(testdata().join("cases.toml")).unwrap();
    let cases: BTreeMap<String, Vec<toml::Table>> = toml::from_str(&cases).unwrap();
    cases.into_values().flatten().collect()
}

fn file(case: &toml::Table) -> &str {
    case["file"].as_str().unwrap()
}

/// A copy of the folder, without its table.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for case in cases() {
        let name = file(&case);
        fs::copy(testdata().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn each_failure_has_one_line_and_the_rest_is_found() {
    let folder = archive();
    let index = fiche(folder.path(), &["index"]);
    let said = String::from_utf8_lossy(&index.stderr);
    assert_eq!(index.status.code(), Some(2), "{said}");

    let stats = fiche(folder.path(), &["stats", "--failures"]);
    let ledger = String::from_utf8(stats.stdout).unwrap();
    let mut articles = 0;
    for case in cases() {
        let start = format!("{}: ", file(&case));
        let lines: Vec<_> = ledger
            .lines()
            .filter(|line| line.starts_with(&start))
            .collect();
        let is_failure = case.contains_key("error") || case.contains_key("failures");
        assert_eq!(
            lines.len(),
            usize::from(is_failure),
            "{start}{lines:?} of\n{ledger}"
        );
        if let Some(kind) = case.get("error").and_then(toml::Value::as_str) {
            assert!(lines[0].contains(&format!(": {kind}: ")), "{}", lines[0]);
        }
        let listed = case.get("article").and_then(toml::Value::as_array);
        articles += listed.map_or(0, Vec::len);
    }
    let stats = format!("articles   {articles}\n");
    assert!(ledger.contains(&stats), "{articles}: {ledger}");

    let found = found(folder.path());
    for case in cases() {
        let name = file(&case);
        assert_eq!(found.contains(name), case.contains_key("article"), "{name}");
    }
}

/// The files that a search for everything finds.
fn found(folder: &Path) -> BTreeSet<String> {
    let everything = ["search", "*", "-n", "1000", "--copies", "--format", "paths"];
    let paths = String::from_utf8(fiche(folder, &everything).stdout).unwrap();
    paths.lines().map(str::to_owned).collect()
}

#[test]
fn failures_are_remembered_and_not_read_again() {
    let folder = archive();
    fiche(folder.path(), &["index"]);
    let again = fiche(folder.path(), &["index"]);
    let said = String::from_utf8_lossy(&again.stderr);
    assert_eq!(again.status.code(), Some(2), "{said}");
    assert!(said.contains(" 0 read"), "{said}");
}
