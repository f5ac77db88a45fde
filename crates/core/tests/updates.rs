//! What stands in an index after several changes between two commits.

#[path = "common/files.rs"]
mod files;

use fiche::{Article, Index, Writer};
use files::put;

/// The titles of all articles, sorted.
fn titles(index: &Index) -> Vec<String> {
    let found = index.search(&"quay pier jetty mole".parse().unwrap());
    let titles = found.unwrap().hits.into_iter().map(|hit| hit.title);
    let mut titles: Vec<String> = titles.collect();
    titles.sort_unstable();
    titles
}

#[test]
fn whatever_is_added_again_before_a_commit_stands_once() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for title in ["Quay", "Pier", "Jetty"] {
        writer.upsert(Article::new("a", title, "")).unwrap();
        put(&mut writer, "a.txt", vec![Article::new("b", title, "")]);
    }
    writer.upsert(Article::new("c", "Mole", "")).unwrap();
    writer.delete("c").unwrap();
    writer.delete("never added").unwrap();
    writer.commit().unwrap();
    assert_eq!(titles(&index), ["Jetty", "Jetty"]);
    writer.upsert(Article::new("a", "Mole", "")).unwrap();
    writer.delete("b").unwrap();
    writer.commit().unwrap();
    assert_eq!(titles(&index), ["Jetty", "Mole"]);
}

/// Updates a file to hold these articles, each an id and its title.
fn update(writer: &mut Writer, articles: &[(&str, &str)]) {
    let articles = articles.iter();
    let articles = articles.map(|(id, title)| Article::new(*id, *title, ""));
    put(writer, "a.jsonl", articles.collect());
}

#[test]
fn of_a_file_that_changes_twice_before_a_commit_the_last_state_stands() {
    let states: [&[(&str, &str)]; 4] = [
        &[],
        &[("a", "Quay")],
        &[("a", "Pier"), ("b", "Jetty")],
        &[("a", "Quay"), ("b", "Mole"), ("c", "Pier")],
    ];
    for (before, between, last) in (0..64).map(|at| (at / 16, at / 4 % 4, at % 4)) {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        update(&mut writer, states[before]);
        writer.commit().unwrap();
        match states[between] {
            [] => writer.remove_file("a.jsonl").unwrap(),
            articles => update(&mut writer, articles),
        }
        update(&mut writer, states[last]);
        writer.commit().unwrap();
        let mut expected: Vec<&str> = states[last].iter().map(|it| it.1).collect();
        expected.sort_unstable();
        assert_eq!(titles(&index), expected, "{before}, {between}, {last}");
        let files: Vec<String> = index.files().unwrap().into_keys().collect();
        assert_eq!(files, ["a.jsonl"], "{before}, {between}, {last}");
    }
}
