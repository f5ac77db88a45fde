//! A disk that refuses, at every step in turn.

use std::io::ErrorKind;
use std::path::Path;

use super::super::Index;
use super::super::directory::ArchiveDirectory;
use super::super::folder::Folder;
use super::super::sweep::{is_superfluous, living_files};
use super::{change, contents, expected, stride};
use crate::error::Error;
use crate::fault::Faults;

/// Commits before the one that fails: few enough that nothing is merged yet, so that the failing run merges.
const BEFORE: u32 = 3;

/// Every so many steps are refused, in a run that is not thorough.
const STRIDE: usize = 17;

/// An index of some commits, to copy from.
fn original() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    for number in 1..=BEFORE {
        let mut writer = index.writer().unwrap();
        change(&mut writer, number).unwrap();
        writer.commit().unwrap();
    }
    folder
}

fn copy(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copied = std::fs::copy(&path, folder.path().join(path.file_name().unwrap()));
        // The engine of the last writer may still be collecting.
        assert!(copied.is_ok() || !path.exists(), "{copied:?}");
    }
    folder
}

fn open_with(folder: &Path, faults: &Faults) -> Index {
    let directory = Folder::open(folder).unwrap();
    let directory = ArchiveDirectory::new(directory, faults.clone());
    Index::open_in(directory, folder, Some(folder.to_owned())).unwrap()
}

fn make_next_change(index: &Index) -> Result<(), Error> {
    let mut writer = index.writer()?;
    change(&mut writer, BEFORE + 1)?;
    writer.finish()
}

/// Files that take room and that no commit names.
fn superfluous(index: &Index) -> Vec<String> {
    let living = living_files(&index.inner.engine).unwrap();
    let entries = std::fs::read_dir(index.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| is_superfluous(name, &living)).collect()
}

/// Runs the next change on a disk that refuses at one step: tells whether there was such a step.
///
/// The last commit is whole or the next is; the error tells the cause and the folder; what was written is given back
/// where the disk allows it; and when the disk is well again the same change succeeds.
fn refuse_at(original: &Path, fault: &str, kind: ErrorKind) -> bool {
    let folder = copy(original);
    let (before, after) = (expected(BEFORE), expected(BEFORE + 1));
    let faults = Faults::parse(fault).unwrap();
    let failed = make_next_change(&open_with(folder.path(), &faults));
    let index = Index::open(folder.path()).unwrap();
    let left = contents(&index);
    match failed {
        Ok(()) => assert_eq!(left, after, "{fault}"),
        Err(Error::Io { path, source, .. }) => {
            assert_eq!(
                (path.as_path(), source.kind()),
                (folder.path(), kind),
                "{fault}"
            );
            assert!(left == before || left == after, "{fault}: {left:?}");
            if !fault.ends_with('+') {
                assert!(superfluous(&index).is_empty(), "{fault}");
            }
        }
        Err(error) => panic!("{fault}: {error:?}"),
    }
    make_next_change(&index).unwrap();
    assert_eq!(contents(&index), after, "{fault}");
    faults.has_struck()
}

#[test]
fn a_full_disk_leaves_the_last_commit_whole_at_every_step() {
    let original = original();
    for way in ["ENOSPC", "ENOSPC+"] {
        let mut step = 1;
        while refuse_at(
            original.path(),
            &format!("*:{step}:{way}"),
            ErrorKind::StorageFull,
        ) {
            step += stride(STRIDE);
        }
        assert!(step > 30, "{way}: only {step} steps");
    }
}

#[test]
fn every_refusal_of_the_disk_is_told_by_its_name() {
    let original = original();
    let kinds = [
        ("EIO", std::io::Error::from(rustix::io::Errno::IO).kind()),
        ("EROFS", ErrorKind::ReadOnlyFilesystem),
        ("EACCES", ErrorKind::PermissionDenied),
        ("EDQUOT", ErrorKind::QuotaExceeded),
    ];
    for (name, kind) in kinds {
        for step in ["file.create", "file.sync", "commit.write"] {
            assert!(
                refuse_at(original.path(), &format!("{step}:1:{name}+"), kind),
                "{step}"
            );
        }
    }
}

#[test]
fn the_same_writer_can_try_again() {
    let original = original();
    let faults = Faults::parse("file.write:3:ENOSPC").unwrap();
    let index = open_with(original.path(), &faults);
    let mut writer = index.writer().unwrap();
    let mut attempt = || {
        change(&mut writer, BEFORE + 1)?;
        writer.commit()
    };
    let error = attempt().unwrap_err();
    assert!(error.to_string().contains("make room"), "{error}");
    attempt().unwrap();
    assert_eq!(contents(&index), expected(BEFORE + 1));
}

#[test]
fn a_folder_that_was_replaced_is_not_committed_to() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("index");
    let index = Index::open_or_create(&folder).unwrap();
    let mut writer = index.writer().unwrap();
    change(&mut writer, 1).unwrap();
    std::fs::rename(&folder, home.path().join("aside")).unwrap();
    let error = writer.commit().unwrap_err();
    assert!(matches!(error, Error::Replaced { .. }), "{error:?}");
    assert!(contents(&index).is_empty());
    let error = index.reload().unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
}
