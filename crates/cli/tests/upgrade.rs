//! Indexes of earlier formats, kept in `testdata/indexes`, as a later fiche meets them.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{copy, fiche};

/// Copies of the collections with their indexes.
fn each(mut test: impl FnMut(&Path)) {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/indexes");
    let mut count = 0;
    for entry in fs::read_dir(kept).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let folder = tempfile::tempdir().unwrap();
            copy(&path, folder.path());
            test(folder.path());
            count += 1;
        }
    }
    assert!(count > 0, "no index was kept");
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let all = [arguments, &["--index", "index"]].concat();
    let output = fiche(folder, &all);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn hits(folder: &Path, query: &str) -> String {
    run(folder, &["search", query, "--format", "jsonl"]).1
}

#[test]
fn an_older_index_is_rebuilt_from_its_files_by_the_first_search() {
    each(|folder| {
        let (code, out, said) = run(folder, &["search", "canteen", "--format", "paths"]);
        assert_eq!((code, out.as_str()), (Some(0), "letters.jsonl\n"), "{said}");
        assert!(said.contains("rebuilt from its files"), "{said}");
        let upgraded = ["harbour", "canteen", "київ"].map(|query| hits(folder, query));
        fs::remove_dir_all(folder.join("index")).unwrap();
        run(folder, &["index", "."]);
        let fresh = ["harbour", "canteen", "київ"].map(|query| hits(folder, query));
        assert_eq!(upgraded, fresh);
        assert!(
            fresh.iter().all(|hits| hits.lines().count() == 1),
            "{fresh:?}"
        );
    });
}

#[test]
fn without_the_files_it_is_rebuilt_from_what_it_stores() {
    each(|folder| {
        for name in ["harbour.txt", "letters.jsonl", "broken.json"] {
            fs::remove_file(folder.join(name)).unwrap();
        }
        let (code, _, said) = run(folder, &["index"]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("rebuilt from the 3 articles"), "{said}");
        assert!(said.contains("no file left"), "{said}");
        assert_eq!(hits(folder, "harbour").lines().count(), 1);
        let (_, stats, _) = run(folder, &["stats", "--failures"]);
        assert!(stats.contains("files      3"), "{stats}");
        assert!(stats.contains("broken.json: malformed"), "{stats}");
    });
}

#[test]
fn a_newer_index_is_left_alone() {
    each(|folder| {
        let meta = folder.join("index/meta.json");
        let text = fs::read_to_string(&meta).unwrap();
        // The checksum of what it was is left out: how a newer fiche would seal it is not known.
        let text = text.split("\nfiche-xxh3").next().unwrap();
        let start = text.find("\\\"format\\\":").unwrap();
        let end = start + text[start..].find(',').unwrap();
        let newer = format!("{}\\\"format\\\":9999{}", &text[..start], &text[end..]);
        fs::write(&meta, &newer).unwrap();
        let (code, _, said) = run(folder, &["search", "harbour"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("use a newer fiche"), "{said}");
        assert_eq!(fs::read_to_string(&meta).unwrap(), newer);
    });
}
