//! PDFs through the program: read in a process of their own, which may die of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Without a `PATH` no `pdftotext` is found: what is tested is the parser that is built in.
fn fiche(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fiche"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env("PATH", "")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/formats")
        .join(name)
}

fn folder_with(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        fs::copy(testdata(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn a_pdf_is_an_article() {
    let folder = folder_with(&["petrel.pdf"]);
    let indexed = fiche(folder.path(), &["index"]);
    assert_eq!(indexed.status.code(), Some(0), "{indexed:?}");
    let article = json(&fiche(
        folder.path(),
        &["show", "petrel.pdf", "--format", "json"],
    ));
    for (name, expected) in [
        ("title", "Petrel back on the Sund line"),
        (
            "body",
            "The ferry Petrel sailed again on Monday, nine days after a rope had stopped her screw. The crossing \
             took an hour, as it always has, and the canteen was open.\n\nNobody could say on the quay who had left \
             the rope in the water, and nobody asked twice.",
        ),
        ("rest", "By Mira Sund\n\nThe Harbour Post, spring number"),
        ("published", "2022-03-14T09:30:00+01:00"),
    ] {
        assert_eq!(article[name], expected, "{name}");
    }
    assert_eq!(article["authors"], serde_json::json!(["Mira Sund"]));
    assert_eq!(article["tags"], serde_json::json!(["ferries", "rope"]));
    assert_eq!(article["extra"]["pages"], 2);
    assert_eq!(article["provenance"]["published"], "properties");
}

#[test]
fn a_pdf_that_kills_its_reader_is_one_failure() {
    let folder = folder_with(&["circle.pdf", "petrel.pdf", "picture.pdf", "stub.pdf"]);
    let deep = format!("%PDF-1.4\n1 0 obj\n{}\n", "[".repeat(1 << 20));
    fs::write(folder.path().join("deep.pdf"), deep).unwrap();
    let indexed = fiche(folder.path(), &["index"]);
    assert_eq!(indexed.status.code(), Some(2), "{indexed:?}");
    assert!(!String::from_utf8_lossy(&indexed.stderr).contains("panicked"));
    let stats = json(&fiche(
        folder.path(),
        &["stats", "--failures", "--format", "json"],
    ));
    assert_eq!(stats["articles"], 1);
    let failed: Vec<(&str, &str)> = stats["failed_files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["path"].as_str().unwrap(),
                file["message"].as_str().unwrap(),
            )
        })
        .collect();
    let said = |path: &str| failed.iter().find(|(name, _)| *name == path).unwrap().1;
    assert!(
        said("circle.pdf").contains("makes the parser fail"),
        "{failed:?}"
    );
    assert!(said("deep.pdf").contains("the PDF"), "{failed:?}");
    assert!(said("picture.pdf").contains("OCR"), "{failed:?}");
    assert!(said("stub.pdf").contains("damaged"), "{failed:?}");
}
