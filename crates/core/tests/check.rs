//! What a check of an index finds.

#[path = "common/files.rs"]
mod files;

use std::fs;
use std::path::{Path, PathBuf};

use fiche::{Article, Check, Depth, Error, Index};

/// An index with every kind of file: several articles of a file, one that was deleted, a failure, one without a file.
fn filled(folder: &Path) -> Index {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer().unwrap();
    let body = |number: u32| {
        format!("The harbour was closed for the {number}th time. Ships waited outside. ").repeat(9)
    };
    for number in 0..30 {
        let id = format!("a{number}");
        writer
            .upsert(Article::new(id, format!("Story {number}"), body(number)))
            .unwrap();
    }
    let articles = |ids: &[&str]| {
        ids.iter()
            .map(|id| Article::new(*id, *id, body(7)))
            .collect()
    };
    for (path, ids) in [
        ("a.txt", &["x"][..]),
        ("b.jsonl", &["y", "z"][..]),
        ("c.txt", &[]),
    ] {
        files::put(&mut writer, path, articles(ids));
    }
    writer.finish().unwrap();
    let mut writer = index.writer().unwrap();
    writer.delete("a3").unwrap();
    writer.commit().unwrap();
    index
}

fn check(folder: &Path, depth: Depth) -> Check {
    Index::check(folder, depth).unwrap()
}

/// The files of an index that are read.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_none_or(|it| it != "lock"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_whole_index_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    for depth in [Depth::Quick, Depth::Full] {
        let check = check(folder.path(), depth);
        assert!(check.is_whole(), "{:?}", check.damages);
        assert_eq!((check.articles, check.analysed), (32, 32));
        assert!(check.bytes > 1_000 && check.files >= 8, "{check:?}");
    }
}

#[test]
fn an_index_without_a_commit_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    drop(Index::open_or_create(folder.path()).unwrap());
    assert!(check(folder.path(), Depth::Full).is_whole());
    let nothing = tempfile::tempdir().unwrap();
    let error = Index::check(nothing.path(), Depth::Full).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error}");
}

/// Bits that are flipped in each file, in a run that is not thorough.
const FLIPS: usize = 12;

#[test]
fn a_flipped_bit_is_found_in_every_file() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    let flips = std::env::var_os("FICHE_THOROUGH").map_or(FLIPS, |_| 200);
    for file in parts(folder.path()) {
        let whole = fs::read(&file).unwrap();
        let bits = whole.len() * 8;
        // From the first bit to the last: the footer is at the end.
        for flip in 0..flips {
            let bit = (bits - 1) * flip / (flips - 1);
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            fs::write(&file, &bytes).unwrap();
            let found = check(folder.path(), Depth::Full);
            assert!(!found.is_whole(), "bit {bit} of {}", file.display());
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(check(folder.path(), Depth::Full).is_whole());
}

#[test]
fn a_file_that_is_cut_or_gone_is_found_and_refused_at_opening() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    for file in parts(folder.path()) {
        let whole = fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for length in [Some(0), Some(whole.len() / 2), Some(whole.len() - 1), None] {
            match length {
                Some(length) => fs::write(&file, &whole[..length]).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let found = check(folder.path(), Depth::Quick);
            assert!(!found.is_whole(), "{name} of {length:?}");
            // The list of files serves writers alone.
            if name != ".managed.json" {
                let opened = Index::open(folder.path());
                let error = opened.expect_err("it is damaged");
                let is_known = matches!(error, Error::Corrupt { .. });
                assert!(is_known, "{name} of {length:?}: {error:?}");
                let error = error.to_string();
                for engine in ["tantivy", "serializ", "corrupt", "Footer"] {
                    assert!(!error.contains(engine), "{name} of {length:?}: {error}");
                }
            }
        }
        fs::write(&file, &whole).unwrap();
    }
}

#[test]
fn what_no_commit_names_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let orphan = folder.path().join("0123456789abcdef0123456789abcdef.term");
    fs::write(orphan, [0; 100]).unwrap();
    let found = check(folder.path(), Depth::Quick);
    assert!(found.is_whole());
    assert!(found.superfluous_bytes >= 100, "{found:?}");
    drop(index.writer().unwrap());
    assert_eq!(check(folder.path(), Depth::Quick).superfluous_bytes, 0);
}
