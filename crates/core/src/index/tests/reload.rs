//! A reader that is held open while others write.

use std::fs;

use super::super::{Index, META_FILE, seal};
use super::{change, contents, expected};
use crate::error::{Error, IndexAge};

#[test]
fn a_reader_held_over_an_upgrade_is_told_and_goes_on_with_what_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    change(&mut writer, 1).unwrap();
    writer.finish().unwrap();
    let reader = Index::open(folder.path()).unwrap();
    let meta = folder.path().join(META_FILE);
    let commit = fs::read(&meta).unwrap();
    let seal::Seal::Whole(content) = seal::unseal(&commit) else {
        panic!("a commit is sealed");
    };
    let newer = String::from_utf8(content.to_vec()).unwrap();
    let newer = newer.replace("format\\\":", "format\\\":9");
    fs::write(&meta, seal::seal(newer.as_bytes())).unwrap();
    let error = reader.reload().unwrap_err();
    let is_newer = |error: &Error| {
        matches!(
            error,
            Error::Incompatible {
                age: IndexAge::Newer,
                ..
            }
        )
    };
    assert!(is_newer(&error), "{error:?}");
    assert_eq!(contents(&reader), expected(1));
    fs::write(&meta, commit).unwrap();
    reader.reload().unwrap();
    assert_eq!(contents(&reader), expected(1));
}

#[test]
fn a_writer_tells_whether_another_was_there_first() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let other = Index::open(folder.path()).unwrap();
    let mut writer = other.writer().unwrap();
    change(&mut writer, 1).unwrap();
    writer.finish().unwrap();
    assert!(index.writer().unwrap().found_news());
    assert!(!index.writer().unwrap().found_news());
}
