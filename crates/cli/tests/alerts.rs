//! Alerts and timelines through the program.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::fiche;

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "Calm at the docks");
    assert_eq!(fiche(folder.path(), &["index"]).status.code(), Some(0));
    folder
}

fn write(folder: &Path, name: &str, title: &str) {
    let text = format!(
        "{title}\n\n2022-03-14\n\nCranes stood still at the docks, and nobody could say why.\n"
    );
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn an_alert_tells_of_each_new_article_once() {
    let folder = archive();
    let run = |arguments: &[&str]| fiche(folder.path(), arguments);
    assert_eq!(run(&["alert", "list"]).status.code(), Some(1));
    assert_eq!(
        run(&["alert", "add", "port", "docks strike"]).status.code(),
        Some(0)
    );
    assert_eq!(run(&["alert", "add", "every", ""]).status.code(), Some(2));
    assert_eq!(out(&run(&["alert", "list"])), "port  docks strike\n");
    write(folder.path(), "b.txt", "Strike at the docks");
    let told = out(&run(&["index"]));
    assert!(
        told.starts_with("port: 1 article new\n    Strike at the docks"),
        "{told}"
    );
    assert_eq!(out(&run(&["index"])), "");
    // The index is made anew, the alerts are not, and nothing is told twice.
    assert_eq!(out(&run(&["index", "--rebuild"])), "");
    assert_eq!(
        out(&run(&["alert", "run", "port", "--format", "paths"])),
        "b.txt\n"
    );
    assert_eq!(run(&["alert", "run", "nothing"]).status.code(), Some(1));
    assert_eq!(run(&["alert", "remove", "port"]).status.code(), Some(0));
    assert_eq!(run(&["alert", "remove", "port"]).status.code(), Some(1));
}

#[test]
fn a_word_is_completed() {
    let folder = archive();
    let completed = fiche(folder.path(), &["suggest", "calm at the cra"]);
    assert_eq!(out(&completed), "calm at the cranes\n");
    let json = out(&fiche(
        folder.path(),
        &["suggest", "doc", "--format", "json"],
    ));
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["suggestions"][0]["text"], "docks");
    assert_eq!(answer["suggestions"][1]["kind"], "headline");
    assert_eq!(
        fiche(folder.path(), &["suggest", "xylo"]).status.code(),
        Some(1)
    );
    for shell in ["bash", "zsh", "fish"] {
        let page = out(&fiche(folder.path(), &["completions", shell]));
        assert!(page.contains("suggest --words"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn what_a_command_does_not_take_is_told_again() {
    let folder = archive();
    let run = |arguments: &[&str]| fiche(folder.path(), arguments);
    run(&["alert", "add", "port", "docks strike"]);
    write(folder.path(), "b.txt", "Strike at the docks");
    let refused = "cat > .refused.json; exit 3";
    assert_eq!(run(&["index", "--exec", refused]).status.code(), Some(2));
    let output = run(&["index", "--format", "json", "--exec", "cat > .taken.json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let taken = fs::read_to_string(folder.path().join(".taken.json")).unwrap();
    let taken: serde_json::Value = serde_json::from_str(&taken).unwrap();
    let printed: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(taken["findings"], printed["findings"]);
    let refused = fs::read_to_string(folder.path().join(".refused.json")).unwrap();
    let refused: serde_json::Value = serde_json::from_str(&refused).unwrap();
    assert_eq!(refused, taken, "an event keeps its name");
    assert_eq!(taken["findings"][0]["event"].as_str().unwrap().len(), 16);
    assert_eq!(taken["findings"][0]["alert"], "port");
    assert_eq!(taken["findings"][0]["path"], "b.txt");
    assert_eq!(out(&run(&["index"])), "");
    // A command that reads nothing and ends well has taken it.
    write(folder.path(), "c.txt", "Second strike at the docks");
    assert_eq!(run(&["index", "--exec", "true"]).status.code(), Some(0));
    assert_eq!(out(&run(&["index"])), "");
}

#[test]
fn a_timeline_is_drawn_and_facets_are_counted() {
    let folder = archive();
    let drawn = fiche(folder.path(), &["timeline", "cranes", "--by", "month"]);
    let drawn = out(&drawn);
    assert!(drawn.starts_with("2022-03  █"), "{drawn}");
    assert!(
        drawn.lines().all(|line| line.chars().count() <= 80),
        "{drawn}"
    );
    let json = out(&fiche(
        folder.path(),
        &["timeline", "cranes", "--format", "json"],
    ));
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&answer["version"], &answer["buckets"][0]["count"]),
        (&1.into(), &1.into())
    );
    let none = fiche(folder.path(), &["timeline", "xylophone"]);
    assert_eq!(none.status.code(), Some(1));
    let arguments = [
        "search",
        "cranes",
        "--facet",
        "type,year",
        "--format",
        "json",
    ];
    let answer: serde_json::Value =
        serde_json::from_str(&out(&fiche(folder.path(), &arguments))).unwrap();
    assert_eq!(answer["facets"][0]["values"][0]["filter"], "type:text");
    assert_eq!(answer["facets"][1]["values"][0]["value"], "2022");
    let human = out(&fiche(
        folder.path(),
        &["search", "cranes", "--facet", "type"],
    ));
    assert!(human.contains("type     text 1"), "{human}");
    let bad = fiche(folder.path(), &["search", "cranes", "--facet", "colour"]);
    assert_eq!(bad.status.code(), Some(2));
    let around = [
        "search",
        "cranes",
        "--around",
        "2022-04-16",
        "--window",
        "2w",
    ];
    assert_eq!(fiche(folder.path(), &around).status.code(), Some(1));
    let around = [
        "search",
        "cranes",
        "--around",
        "2022-03-16",
        "--window",
        "2d",
    ];
    assert_eq!(fiche(folder.path(), &around).status.code(), Some(0));
}
