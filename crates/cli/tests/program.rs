//! The program as a user runs it.

mod common;

use std::fs;
use std::process::Output;

use common::fiche;

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with two articles, not indexed yet.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "convoy.txt",
        "Convoy leaves the port\n\nThe evacuation of the port took all day, and forty buses went north.\n",
    );
    write(
        "tide.md",
        "# Tide tables\n\nThe printer is \u{1b}[31mill\u{1b}[0m again.\n",
    );
    folder
}

#[test]
fn the_first_search_builds_the_index_and_the_next_only_asks() {
    let folder = archive();
    let first = fiche(folder.path(), &["search", "evacuation"]);
    assert_eq!(first.status.code(), Some(0), "{}", errors(&first));
    assert!(out(&first).contains("*evacuation*"), "{}", out(&first));
    assert!(errors(&first).contains("building the index"));
    let second = fiche(folder.path(), &["search", "evacuation"]);
    assert!(!errors(&second).contains("building the index"));
    assert_eq!(out(&first), out(&second));
}

#[test]
fn exit_codes_are_those_of_grep() {
    let folder = archive();
    let code = |arguments: &[&str]| fiche(folder.path(), arguments).status.code();
    assert_eq!(code(&["search", "evacuation"]), Some(0));
    assert_eq!(code(&["search", "zebra"]), Some(1));
    assert_eq!(code(&["search", "x", "no-such-folder"]), Some(2));
    assert_eq!(code(&["show", "tide.md"]), Some(0));
    assert_eq!(code(&["show", "nothing"]), Some(1));
    assert_eq!(code(&["index"]), Some(0));
    fs::write(folder.path().join("broken.json"), "{\"title\": ").unwrap();
    assert_eq!(code(&["index"]), Some(2));
    assert_eq!(code(&["index"]), Some(2));
    assert_eq!(code(&["stats", "--failures"]), Some(0));
}

#[test]
fn what_would_find_more_is_told_beside_the_answer() {
    let folder = archive();
    let query = ["search", "evacuation zebra"];
    let asked = fiche(folder.path(), &query);
    assert_eq!(asked.status.code(), Some(0));
    let told = errors(&asked);
    assert!(
        told.contains("one by one: evacuation 1 · zebra 0"),
        "{told}"
    );
    assert!(
        told.contains("1 article with all of: evacuation  (without zebra)"),
        "{told}"
    );
    assert!(!out(&asked).contains("zebra"));
    let json = fiche(
        folder.path(),
        &["search", "evacuation zebra", "--format", "json"],
    );
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(answer["advice"]["parts"][1]["articles"], 0);
    assert_eq!(answer["advice"]["offers"][0]["change"], "left_out");
    let json = fiche(folder.path(), &["search", "evacuation", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(answer.get("advice"), None);
}

#[test]
fn odd_queries_are_never_an_error() {
    let folder = archive();
    let long = "q§ ".repeat(2_000);
    for query in [
        "don't",
        "Ukraine: war",
        "(((",
        "“the port”",
        "evac*",
        "convoi~1",
        "",
        &long,
    ] {
        let output = fiche(folder.path(), &["search", query]);
        assert_ne!(
            output.status.code(),
            Some(2),
            "{query}: {}",
            errors(&output)
        );
    }
    let strict = fiche(folder.path(), &["search", "(((", "--strict"]);
    assert_eq!(strict.status.code(), Some(2));
    assert!(errors(&strict).contains('^'));
}

#[test]
fn answers_come_in_every_format() {
    let folder = archive();
    let search = |format: &str| {
        out(&fiche(
            folder.path(),
            &["search", "evacuation port", "--format", format],
        ))
    };
    let answer: serde_json::Value = serde_json::from_str(&search("json")).unwrap();
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["hits"][0]["path"], "convoy.txt");
    assert_eq!(answer["total"]["all_words"], 1);
    assert!(answer["hits"][0]["snippets"][0][0]["text"].is_string());
    let line: serde_json::Value = serde_json::from_str(search("jsonl").trim()).unwrap();
    assert_eq!(line, answer["hits"][0]);
    assert_eq!(search("paths"), "convoy.txt\n");
    assert!(search("trec").starts_with("1 Q0 convoy.txt 1 "));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_raw() {
    let folder = archive();
    for arguments in [&["search", "printer"][..], &["show", "tide.md"][..]] {
        fiche(folder.path(), &["index"]);
        let output = fiche(folder.path(), arguments);
        assert!(out(&output).contains("ill"));
        assert!(!out(&output).contains('\u{1b}'), "{}", out(&output));
    }
}

#[test]
fn a_file_is_shown_without_an_index() {
    let folder = archive();
    let lines = "{\"title\": \"One\", \"text\": \"a b\"}\n{\"title\": \"Two\", \"text\": \"c d\"}\nno record\n";
    fs::write(folder.path().join("two.jsonl"), lines).unwrap();
    let shown = fiche(folder.path(), &["show", "two.jsonl"]);
    assert_eq!(shown.status.code(), Some(2), "{}", errors(&shown));
    assert!(out(&shown).contains("One") && out(&shown).contains("Two"));
    assert!(out(&shown).contains("(mtime)"), "{}", out(&shown));
    assert!(errors(&shown).contains("line 3"), "{}", errors(&shown));
    let raw = fiche(folder.path(), &["show", "two.jsonl", "--raw"]);
    assert_eq!(out(&raw), lines);
    assert!(!folder.path().join(".fiche").exists());
}

#[test]
fn the_formats_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let listed = fiche(folder.path(), &["formats", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out(&listed)).unwrap();
    let names = answer["formats"].as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|it| it["name"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"pdf") && names.contains(&"html"),
        "{names:?}"
    );
    assert!(out(&fiche(folder.path(), &["formats"])).contains(".html .htm"));
}

#[test]
fn an_evaluation_writes_its_run_and_its_measures() {
    let folder = archive();
    fiche(folder.path(), &["index"]);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("topics.tsv", "q1\tevacuation\n");
    write("qrels.txt", "q1 0 convoy.txt 1\n");
    let arguments = [
        "eval",
        "--topics",
        "topics.tsv",
        "--qrels",
        "qrels.txt",
        "--run",
        "run.txt",
    ];
    let output = fiche(
        folder.path(),
        &[&arguments[..], &["--format", "json"]].concat(),
    );
    let answer: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(answer["measures"]["MRR@10"], 1.0);
    let run = fs::read_to_string(folder.path().join("run.txt")).unwrap();
    assert!(run.starts_with("q1 Q0 convoy.txt 1 "), "{run}");
}

#[test]
fn help_completions_and_the_manual_name_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["completions", "bash"][..], &["man"][..]] {
        let page = out(&fiche(folder.path(), arguments));
        for command in [
            "index", "watch", "search", "timeline", "show", "stats", "alert", "formats", "eval",
            "suggest", "tune",
        ] {
            assert!(page.contains(command), "{arguments:?} lacks {command}");
        }
        assert!(!page.contains("Read PDFs for another"), "{arguments:?}");
    }
}
