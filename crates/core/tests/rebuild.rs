//! An index that is older, newer or damaged, and the one that is made of it.

#[path = "common/files.rs"]
mod files;

use std::fs;
use std::path::Path;
use std::time::Duration;

use fiche::{Article, Error, Index, IndexAge, Rebuild, Search, Stored};

fn article(id: &str) -> Article {
    Article::new(
        id,
        format!("Title of {id}"),
        "The harbour was closed all day.",
    )
}

/// An index of an article without a file, a file of one article, and one of two of which one was deleted again.
fn filled(folder: &Path) -> Index {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer().unwrap();
    writer.set_roots(vec!["/gone".into()]);
    writer.upsert(article("loose")).unwrap();
    files::put(&mut writer, "a.txt", vec![article("a.txt")]);
    files::put(&mut writer, "b.jsonl", vec![article("b1"), article("b2")]);
    writer.commit().unwrap();
    files::put(&mut writer, "b.jsonl", vec![article("b2")]);
    writer.commit().unwrap();
    index
}

fn ids(index: &Index) -> Vec<String> {
    let found = index.search(&"harbour".parse::<Search>().unwrap()).unwrap();
    let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

/// Writes the description of the index anew, without a checksum, as older versions did.
fn describe(folder: &Path, from: &str, to: &str) {
    let meta = folder.join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let text = &text[..text.rfind("fiche-xxh3").unwrap()];
    assert!(text.contains(from), "{text}");
    fs::write(meta, text.replace(from, to)).unwrap();
}

fn format_of(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("meta.json")).unwrap();
    let start = text.find("\\\"format\\\":").unwrap();
    let end = text[start..].find(',').unwrap();
    text[start..start + end].to_owned()
}

fn age(folder: &Path) -> IndexAge {
    match Index::open(folder) {
        Err(Error::Incompatible { age, .. }) => age,
        other => panic!("{other:?}"),
    }
}

fn rebuilt(folder: &Path) -> (Index, fiche::Salvaged) {
    let rebuild = Rebuild::begin(folder, Duration::ZERO).unwrap();
    let salvaged = rebuild.keep(Stored::All).unwrap();
    (rebuild.finish().unwrap(), salvaged)
}

#[test]
fn an_older_index_is_rebuilt_from_what_it_stores() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let (before, files) = (ids(&index), index.files().unwrap());
    drop(index);
    fs::write(folder.path().join("alerts.toml"), "kept").unwrap();
    describe(folder.path(), &format_of(folder.path()), "\\\"format\\\":1");
    assert_eq!(age(folder.path()), IndexAge::Older);
    let (index, salvaged) = rebuilt(folder.path());
    assert_eq!(before, ["a.txt", "b2", "loose"]);
    assert_eq!((salvaged.articles, salvaged.lost), (3, 0));
    assert_eq!(ids(&index), before);
    assert_eq!(index.files().unwrap(), files);
    assert_eq!(index.roots(), ["/gone"]);
    assert_eq!(ids(&Index::open(folder.path()).unwrap()), before);
    assert!(folder.path().join("alerts.toml").exists());
    assert!(!folder.path().join("rebuild").exists());
}

#[test]
fn only_what_has_no_file_is_kept_beside_the_files() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    let rebuild = Rebuild::begin(folder.path(), Duration::ZERO).unwrap();
    let unseen = ["b.jsonl".to_owned()];
    let salvaged = rebuild.keep(Stored::Without(&unseen)).unwrap();
    assert_eq!(salvaged.articles, 2);
    assert_eq!(ids(&rebuild.finish().unwrap()), ["b2", "loose"]);
}

#[test]
fn an_index_of_newer_terms_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    describe(
        folder.path(),
        &format_of(folder.path()),
        "\\\"format\\\":9999",
    );
    assert_eq!(age(folder.path()), IndexAge::Newer);
    let error = Index::open_or_create(folder.path()).unwrap_err();
    assert!(error.to_string().contains("newer fiche"), "{error}");
}

#[test]
fn readers_keep_the_old_index_until_they_reload() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let rebuild = Rebuild::begin(folder.path(), Duration::ZERO).unwrap();
    assert!(matches!(index.writer(), Err(Error::Locked { .. })));
    rebuild.keep(Stored::Without(&[])).unwrap();
    rebuild.finish().unwrap();
    assert_eq!(ids(&index).len(), 3);
    index.reload().unwrap();
    assert_eq!(ids(&index), ["loose"]);
}

#[test]
fn a_rebuilding_that_is_given_up_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let rebuild = Rebuild::begin(folder.path(), Duration::ZERO).unwrap();
    rebuild.keep(Stored::Without(&[])).unwrap();
    drop(rebuild);
    index.reload().unwrap();
    assert_eq!(ids(&index).len(), 3);
    drop(index.writer().unwrap());
    assert!(!folder.path().join("rebuild").exists());
}

#[test]
fn each_file_that_is_gone_takes_as_little_as_it_must() {
    for (extension, expected) in [
        ("idx", 3),
        ("term", 3),
        ("pos", 3),
        ("fieldnorm", 3),
        ("fast", 3),
        ("store", 0),
        ("meta.json", 3),
        (".managed.json", 3),
    ] {
        let folder = tempfile::tempdir().unwrap();
        drop(filled(folder.path()));
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with(extension) {
                fs::remove_file(path).unwrap();
            }
        }
        let (index, salvaged) = rebuilt(folder.path());
        assert_eq!(salvaged.articles, expected, "{extension}: {salvaged:?}");
        assert_eq!(ids(&index).len() as u64, expected, "{extension}");
        assert_eq!(
            salvaged.lost > 0,
            expected == 0,
            "{extension}: {salvaged:?}"
        );
        for loss in &salvaged.losses {
            assert_eq!(loss.why, "its stored text: it is missing");
        }
    }
}

#[test]
fn what_was_read_from_its_file_again_is_not_lost_with_the_stored_articles() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "store") {
            fs::write(path, "").unwrap();
        }
    }
    let rebuild = Rebuild::begin(folder.path(), Duration::ZERO).unwrap();
    let unseen = ["b.jsonl".to_owned()];
    let salvaged = rebuild.keep(Stored::Without(&unseen)).unwrap();
    let mut lost: Vec<&str> = salvaged.losses.iter().map(|it| it.what.as_str()).collect();
    lost.sort_unstable();
    // The article without a file, and that of the file that could not be looked at.
    let (named, unnamed): (Vec<&str>, Vec<&str>) = lost.iter().partition(|it| **it == "b.jsonl");
    assert_eq!((named.len(), unnamed.len()), (1, 1), "{lost:?}");
    assert!(unnamed[0].starts_with("document "), "{lost:?}");
}
