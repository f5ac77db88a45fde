//! What the index promises: replacing, removing, committing, opening.

use fiche::{Article, Error, Failure, Fingerprint, Index, Search, SourceFile};

fn titles(index: &Index, query: &str) -> Vec<String> {
    let search: Search = query.parse().unwrap();
    let found = index.search(&search).unwrap();
    found.hits.into_iter().map(|hit| hit.title).collect()
}

fn file(path: &str, hash: u64) -> SourceFile {
    SourceFile {
        path: path.into(),
        fingerprint: Fingerprint {
            size: 10,
            modified_ns: 5,
            hash,
        },
        reader: "text/1".into(),
        failure: None,
    }
}

fn article(id: &str, title: &str) -> Article {
    Article::new(id, title, "The harbour was closed all day.")
}

#[test]
fn an_article_replaces_the_one_with_its_id() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(article("a", "First")).unwrap();
    writer.commit().unwrap();
    writer.upsert(article("a", "Second")).unwrap();
    assert_eq!(titles(&index, "harbour"), ["First"]);
    writer.commit().unwrap();
    assert_eq!(titles(&index, "harbour"), ["Second"]);
    writer.delete("a").unwrap();
    writer.commit().unwrap();
    assert!(titles(&index, "harbour").is_empty());
}

#[test]
fn what_was_not_committed_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(article("a", "Kept")).unwrap();
    writer.commit().unwrap();
    writer.upsert(article("b", "Lost")).unwrap();
    drop(writer);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(titles(&index, "harbour"), ["Kept"]);
    let mut writer = index.writer().unwrap();
    writer.upsert(article("c", "Added")).unwrap();
    writer.commit().unwrap();
    assert_eq!(titles(&index, "added"), ["Added"]);
}

#[test]
fn there_is_one_writer_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    let other = Index::open(folder.path()).unwrap();
    assert!(matches!(other.writer(), Err(Error::Locked { .. })));
    drop(writer);
    assert!(other.writer().is_ok());
}

#[test]
fn a_folder_without_an_index_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = Index::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error}");
}

#[test]
fn a_damaged_index_is_an_error_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(article("a", "Kept")).unwrap();
    writer.finish().unwrap();
    drop(index);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "idx") {
            std::fs::write(path, b"").unwrap();
        }
    }
    let error = Index::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
}

#[test]
fn a_description_that_was_tampered_with_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(article("a", "Kept")).unwrap();
    writer.finish().unwrap();
    drop(index);
    let meta = folder.path().join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    assert!(text.contains("fiche-"));
    let sealed_until = text.rfind("fiche-xxh3").unwrap();
    for tampered in [
        &text.replacen("frostem", "gemstem", 1),
        &text[..sealed_until],
    ] {
        std::fs::write(&meta, tampered).unwrap();
        let error = Index::open(folder.path()).unwrap_err();
        assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
        assert!(error.to_string().contains("checksum"), "{error}");
    }
}

#[test]
fn leavings_of_a_crash_are_swept_up() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let leaving = folder.path().join(".tmpAbCdEf");
    std::fs::write(&leaving, b"half").unwrap();
    drop(index.writer().unwrap());
    assert!(!leaving.exists());
}

#[test]
fn a_file_and_its_state_change_together() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut update = writer.update_file("a.txt").unwrap();
    update.add(article("a.txt", "Alone")).unwrap();
    assert_eq!(update.finish(&file("a.txt", 1)).unwrap(), 1);
    writer.commit().unwrap();
    assert_eq!(index.files().unwrap()["a.txt"], file("a.txt", 1));
    assert_eq!(index.stats().unwrap().articles, 1);

    writer.remove_file("a.txt").unwrap();
    writer.commit().unwrap();
    assert!(index.files().unwrap().is_empty());
    assert!(titles(&index, "harbour").is_empty());
}

#[test]
fn only_the_changed_records_of_a_file_are_written() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut put = |titles: &[&str], hash: u64| {
        let mut update = writer.update_file("feed.jsonl").unwrap();
        for (number, title) in titles.iter().enumerate() {
            update.add(article(&format!("n{number}"), title)).unwrap();
        }
        let changed = update.finish(&file("feed.jsonl", hash)).unwrap();
        writer.commit().unwrap();
        changed
    };
    assert_eq!(put(&["One", "Two", "Three"], 1), 3);
    assert_eq!(put(&["One", "Two", "Three"], 2), 0);
    assert_eq!(put(&["One", "Deux", "Three"], 3), 1);
    assert_eq!(put(&["One"], 4), 2);
    assert_eq!(put(&["One", "Two"], 5), 1);
    assert_eq!(index.stats().unwrap().articles, 2);
    assert_eq!(index.stats().unwrap().files, 1);
    assert_eq!(index.files().unwrap()["feed.jsonl"].fingerprint.hash, 5);
}

#[test]
fn an_id_used_twice_in_a_file_loses_no_article() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut update = writer.update_file("feed.jsonl").unwrap();
    update.add(article("n", "One")).unwrap();
    update.add(article("n", "Two")).unwrap();
    update.finish(&file("feed.jsonl", 1)).unwrap();
    writer.commit().unwrap();
    assert_eq!(titles(&index, "harbour").len(), 2);
}

#[test]
fn a_file_without_an_article_is_remembered_and_not_found() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let failed = SourceFile {
        failure: Some(Failure {
            kind: "no-text".into(),
            message: "the file is empty".into(),
        }),
        ..file("empty.txt", 1)
    };
    let update = writer.update_file("empty.txt").unwrap();
    update.finish(&failed).unwrap();
    writer.upsert(article("a", "One")).unwrap();
    writer.commit().unwrap();
    assert_eq!(index.files().unwrap()["empty.txt"], failed);
    let stats = index.stats().unwrap();
    assert_eq!((stats.articles, stats.files), (1, 1));
    assert_eq!(stats.failures["no-text"], 1);
    assert_eq!(titles(&index, "").len(), 1);
    assert_eq!(titles(&index, "path:*.txt").len(), 0);
}

#[test]
fn an_article_is_found_by_id_path_and_short_id() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut update = writer.update_file("a.jsonl").unwrap();
    update.add(article("n7", "One")).unwrap();
    update.finish(&file("a.jsonl", 1)).unwrap();
    writer.set_roots(vec![".".into()]);
    writer.commit().unwrap();
    let found = index.search(&"harbour".parse::<Search>().unwrap()).unwrap();
    let short = found.hits[0].short_id.clone();
    for id in ["n7", "a.jsonl", &short] {
        assert_eq!(index.get(id).unwrap().unwrap().title, "One", "{id}");
    }
    assert!(index.get("n8").unwrap().is_none());
    assert_eq!(index.roots(), ["."]);
}
