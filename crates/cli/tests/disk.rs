//! A disk that refuses, as a user of the program meets it.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::fiche_with;

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..20 {
        let text =
            format!("Story {number}\n\nThe harbour was closed all day, for the {number}th time.\n");
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    folder
}

fn index(folder: &Path, fault: &str) -> Output {
    fiche_with(folder, &["index"], &[("FICHE_FAULT", fault)])
}

fn articles(folder: &Path) -> u64 {
    let stats = fiche_with(folder, &["stats", "--format", "json"], &[]);
    let stats: serde_json::Value = serde_json::from_slice(&stats.stdout).unwrap();
    stats["articles"].as_u64().unwrap()
}

#[test]
fn a_refusal_that_passes_is_tried_again() {
    for step in [
        "file.create",
        "file.write",
        "file.sync",
        "list.write",
        "commit.write",
    ] {
        let folder = archive();
        let output = index(folder.path(), &format!("{step}:2:ENOSPC"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{step}: {said}");
        assert_eq!(articles(folder.path()), 20, "{step}");
    }
}

#[test]
fn a_full_disk_is_said_and_the_committed_state_stays() {
    let folder = archive();
    assert_eq!(index(folder.path(), "").status.code(), Some(0));
    fs::write(folder.path().join("more.txt"), "More\n\nOne more story.\n").unwrap();
    let output = index(folder.path(), "file.write:1:ENOSPC+");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
    assert!(said.contains("make room and run it again"), "{said}");
    assert!(said.contains(".fiche"), "{said}");
    assert_eq!(articles(folder.path()), 20);
    assert_eq!(index(folder.path(), "").status.code(), Some(0));
    assert_eq!(articles(folder.path()), 21);
}
