//! Alerts over a folder: what is new is told once, whatever happens to the files.

use std::fs;
use std::path::Path;

use fiche::Index;
use fiche_ingest::{Collection, index_folder};

fn write(folder: &Path, name: &str, title: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(
        path,
        format!("{title}\n\nCranes stood still at the docks, and nobody could say why.\n"),
    )
    .unwrap();
}

/// Refreshes and takes what alerts have newly found, as `alert id`.
fn told(folder: &Path) -> Vec<String> {
    let index = Index::open_or_create(index_folder(folder)).unwrap();
    Collection::at(folder).refresh(&index).unwrap();
    take(&index)
}

fn take(index: &Index) -> Vec<String> {
    let findings = index.findings().unwrap();
    let mut writer = index.writer().unwrap();
    writer.told(&findings).unwrap();
    writer.commit().unwrap();
    let told = findings.iter().map(|it| format!("{} {}", it.alert, it.id));
    told.collect()
}

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let toml = "[alerts]\nport = \"docks strike\"\ncalm = \"docks calm\"\n";
    fs::write(folder.path().join("fiche.toml"), toml).unwrap();
    folder
}

#[test]
fn each_new_article_is_told_once() {
    let folder = archive();
    write(folder.path(), "a.txt", "Strike begins");
    assert_eq!(told(folder.path()), ["port a.txt"]);
    assert!(told(folder.path()).is_empty());
    write(folder.path(), "b.txt", "Strike goes on");
    write(folder.path(), "c.txt", "Calm at last");
    assert_eq!(told(folder.path()), ["calm c.txt", "port b.txt"]);
    // An edit is told where the article begins to match.
    write(folder.path(), "b.txt", "Strike goes on, and on");
    write(folder.path(), "c.txt", "No calm after all: strike");
    assert_eq!(told(folder.path()), ["port c.txt"]);
}

#[test]
fn a_moved_article_is_no_news() {
    let folder = archive();
    write(folder.path(), "a.txt", "Strike begins");
    let lines = "{\"title\": \"Strike ends\", \"text\": \"At the docks.\"}\n{\"id\": \"own\", \"title\": \"Strike\", \"text\": \"Docks.\"}\n";
    fs::write(folder.path().join("two.jsonl"), lines).unwrap();
    assert_eq!(told(folder.path()).len(), 3);
    fs::create_dir(folder.path().join("old")).unwrap();
    for name in ["a.txt", "two.jsonl"] {
        fs::rename(
            folder.path().join(name),
            folder.path().join("old").join(name),
        )
        .unwrap();
    }
    assert!(told(folder.path()).is_empty());
    let index = Index::open(index_folder(folder.path())).unwrap();
    assert_eq!(index.stats().unwrap().articles, 3);
    assert!(index.get("old/a.txt").unwrap().is_some());
}

#[test]
fn a_rebuilt_index_tells_only_what_comes_after() {
    let folder = archive();
    write(folder.path(), "a.txt", "Strike begins");
    let index = Index::in_memory().unwrap();
    Collection::at(folder.path())
        .rebuilding()
        .refresh(&index)
        .unwrap();
    assert!(take(&index).is_empty());
    assert!(!index.is_rebuilding());
    write(folder.path(), "b.txt", "Strike goes on");
    Collection::at(folder.path()).refresh(&index).unwrap();
    assert_eq!(take(&index), ["port b.txt"]);
}

#[test]
fn a_rebuilding_that_was_interrupted_goes_on_as_one() {
    let folder = archive();
    write(folder.path(), "a.txt", "Strike begins");
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.set_rebuilding(true);
    writer.commit().unwrap();
    drop(writer);
    Collection::at(folder.path()).refresh(&index).unwrap();
    assert!(take(&index).is_empty());
    assert!(!index.is_rebuilding());
}

#[test]
fn an_alert_that_cannot_be_used_is_an_error() {
    let folder = archive();
    fs::write(folder.path().join("fiche.toml"), "[alerts]\nevery = \"\"\n").unwrap();
    let index = Index::in_memory().unwrap();
    let error = Collection::at(folder.path()).refresh(&index).unwrap_err();
    assert!(error.to_string().contains("every"), "{error}");
}
