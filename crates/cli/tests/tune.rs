//! Choosing the numbers of the ranking on judged topics, as a user does.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Output;

use common::fiche;

/// What the topics ask: each is the headline of one article and stands in the text of another.
const SUBJECTS: [&str; 12] = [
    "ferry", "harbour", "bakery", "library", "orchard", "tunnel", "glacier", "lantern", "museum",
    "violin", "turbine", "meadow",
];

/// A collection with topics; of each subject the article is judged right that `is_headline` says.
fn collection(configuration: &str, is_headline: impl Fn(usize) -> bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut corpus, mut topics, mut qrels) = (String::new(), String::new(), String::new());
    for (at, subject) in SUBJECTS.iter().enumerate() {
        let story =
            "What was decided on Monday evening is not known to anybody outside the council yet.";
        writeln!(
            corpus,
            r#"{{"id": "h{at}", "title": "The {subject}", "text": "{story}"}}"#
        )
        .unwrap();
        writeln!(
            corpus,
            r#"{{"id": "t{at}", "title": "Notes of day {at}", "text": "One {subject} was seen beside the long road on that day by a cat and two goats."}}"#
        )
        .unwrap();
        writeln!(topics, "q{at}\t{subject}").unwrap();
        let right = if is_headline(at) { "h" } else { "t" };
        writeln!(qrels, "q{at} 0 {right}{at} 1").unwrap();
    }
    fs::create_dir(folder.path().join("news")).unwrap();
    for (name, text) in [
        ("news/corpus.jsonl", corpus.as_str()),
        ("news/fiche.toml", configuration),
        ("topics.tsv", &topics),
        ("qrels.txt", &qrels),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    assert_eq!(
        fiche(&folder.path().join("news"), &["index"]).status.code(),
        Some(0)
    );
    folder
}

fn tune(folder: &Path, folds: &str, options: &[&str]) -> Output {
    let judged = ["--topics", "../topics.tsv", "--qrels", "../qrels.txt"];
    let arguments = [&["tune", "--folds", folds], &judged[..], options].concat();
    fiche(&folder.join("news"), &arguments)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

const CONFIGURATION: &str =
    "# the desk's own\n[weights]\ntitle = 1.0 # for the old pages\n\n[index]\nhidden = true\n";

#[test]
fn numbers_that_gain_are_written_and_all_else_is_kept() {
    let folder = collection(CONFIGURATION, |_| true);
    let file = folder.path().join("news/fiche.toml");
    let shown = tune(folder.path(), "2", &["--dry-run"]);
    assert_eq!(shown.status.code(), Some(0), "{}", out(&shown));
    assert_eq!(fs::read_to_string(&file).unwrap(), CONFIGURATION);

    let answer: serde_json::Value =
        serde_json::from_str(&out(&tune(folder.path(), "2", &["--format", "json"]))).unwrap();
    let (before, after) = (
        &answer["held_back"]["before"],
        &answer["held_back"]["after"],
    );
    assert!(
        before.as_f64() < after.as_f64() && answer["significant"] == true,
        "{answer}"
    );
    assert!(
        answer["weights"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["name"] == "title")
    );
    let written = fs::read_to_string(&file).unwrap();
    assert!(
        written.starts_with("# the desk's own\n[weights]\ntitle = "),
        "{written}"
    );
    assert!(written.contains(" # for the old pages\n"), "{written}");
    assert!(written.ends_with("\n[index]\nhidden = true\n"), "{written}");

    let again = tune(folder.path(), "2", &[]);
    assert_eq!(again.status.code(), Some(1), "{}", out(&again));
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
}

#[test]
fn nothing_is_written_where_nothing_is_gained() {
    let folder = collection("", |at| at % 4 < 2);
    let output = tune(folder.path(), "2", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert_eq!(
        fs::read_to_string(folder.path().join("news/fiche.toml")).unwrap(),
        ""
    );
}

#[test]
fn few_topics_and_one_fold_are_refused() {
    let folder = collection("", |_| true);
    let few = tune(folder.path(), "3", &[]);
    assert_eq!(few.status.code(), Some(2), "{}", out(&few));
    assert!(String::from_utf8_lossy(&few.stderr).contains("12 topics are judged"));
    assert_eq!(tune(folder.path(), "1", &[]).status.code(), Some(2));
}

#[test]
fn judgments_of_other_articles_are_told() {
    let folder = collection("", |_| true);
    let qrels = folder.path().join("qrels.txt");
    let others = fs::read_to_string(&qrels).unwrap().replace(" h", " other-");
    fs::write(&qrels, others).unwrap();
    let output = tune(folder.path(), "2", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("name the articles of this index by their ids"),
        "{said}"
    );
}
