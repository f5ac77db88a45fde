//! An archive from a stranger: names of files, articles and records with everything in them that a terminal acts on.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

/// What a terminal would act on: a colour, a title of its window, a link, a C1 control, a turn of the writing's direction.
pub(crate) const HOSTILE: &str =
    "\u{1b}[31mRED\u{1b}]0;owned\u{7}\u{1b}]8;;http://evil.example\u{1b}\\x\u{9b}31m\u{202e}";

/// Parts of it that must not be seen.
const FORBIDDEN: [&str; 6] = [
    "\u{1b}[31mRED",
    "\u{1b}]0",
    "\u{1b}]8;;http",
    "\u{7}",
    "\u{9b}",
    "\u{202e}",
];

/// Nothing that the program told reaches a terminal as the stranger wrote it.
pub(crate) fn assert_harmless(arguments: &[&str], told: &str) {
    for forbidden in FORBIDDEN {
        assert!(
            !told.contains(forbidden),
            "{arguments:?} shows {forbidden:?}: {told:?}"
        );
    }
}

/// Names that a file system allows.
pub(crate) const NAMES: [&[u8]; 4] = [
    b"plain.txt",
    b"new\nline.txt",
    b"escape\x1b[31mRED\x07.txt",
    b"not-unicode-\xff\xfe.txt",
];

fn name(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// Whether the file system takes such names: some take only Unicode.
pub(crate) fn archive() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    for (number, bytes) in NAMES.iter().enumerate() {
        let text = format!(
            "Harbour {number} {HOSTILE}\n\nThe harbour {HOSTILE} was closed for the {number}th time.\n"
        );
        fs::write(folder.path().join(name(bytes)), text).ok()?;
    }
    let record = serde_json::json!({
        "id": format!("r\n{HOSTILE}"), "title": format!("Record {HOSTILE}"), "author": HOSTILE, "outlet": HOSTILE,
        "section": HOSTILE, "tags": [HOSTILE], "url": format!("http://example.org/{HOSTILE}"), "desk": HOSTILE,
        "text": "The harbour record is long enough to be read.", "date": "2022-03-14",
    });
    let lone = r#"{"id": "lone", "title": "Lone \ud800 halves \udc00", "text": "The harbour \ud83d and \u0000 nothing."}"#;
    fs::write(
        folder.path().join("records.jsonl"),
        format!("{record}\n{lone}\n"),
    )
    .unwrap();
    fs::write(
        folder.path().join("broken\u{1b}[31mRED.json"),
        format!("{{\"{HOSTILE}"),
    )
    .unwrap();
    Some(folder)
}
