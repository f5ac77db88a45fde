//! What a terminal gets: the program with a terminal of the system's own making in place of its standard output, over an archive
//! from a stranger.
#![cfg(target_os = "linux")]

mod common;
#[path = "common/stranger.rs"]
mod stranger;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{fiche, program};
use nix::pty::openpty;
use stranger::{NAMES, archive, assert_harmless};

/// Begins a link, as a terminal reads it.
const LINK: &str = "\u{1b}]8;;";

/// Ends what [`LINK`] begins.
const END: &str = "\u{1b}\\";

/// What the program prints on a terminal that knows links.
fn shown(folder: &Path, arguments: &[&str]) -> String {
    let ends = openpty(None, None).unwrap();
    let mut child = Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .env("VTE_VERSION", "7000")
        .env("COLUMNS", "100")
        .stdout(ends.slave)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A terminal that nobody writes to any more answers with an error.
    let (mut master, mut bytes, mut part) = (File::from(ends.master), Vec::new(), [0; 4096]);
    while let Ok(read) = master.read(&mut part) {
        bytes.extend_from_slice(&part[..read]);
    }
    child.wait().unwrap();
    String::from_utf8(bytes).expect("a terminal gets text")
}

/// The text without the links that fiche itself makes, which lead to files and hold nothing but plain letters.
fn without_links(text: &str) -> String {
    let mut rest = String::new();
    for (at, piece) in text.split(LINK).enumerate() {
        if at == 0 {
            rest.push_str(piece);
            continue;
        }
        let (address, behind) = piece.split_once(END).expect("a link ends");
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~%".contains(&byte);
        let path = address.strip_prefix("file://").unwrap_or(address);
        assert!(path.bytes().all(is_plain), "{address:?}");
        rest.push_str(behind);
    }
    rest
}

#[test]
fn hits_are_linked_to_their_files_and_nothing_else() {
    let Some(folder) = archive() else { return };
    fiche(folder.path(), &["index"]);
    let arguments = ["search", "harbour", "-n", "99", "--copies", "--explain"];
    let told = shown(folder.path(), &arguments);
    assert_harmless(&arguments, &without_links(&told));
    for address in ["/plain.txt", "/new%0Aline.txt", "/not-unicode-%FF%FE.txt"] {
        assert!(told.contains(&format!("{address}{END}")), "{told:?}");
    }
    for arguments in [
        &["show", "records.jsonl", "--why"][..],
        &["stats", "--failures"],
        &["timeline", "harbour"],
        &["similar", "plain.txt"],
        &["suggest", "harb"],
        &["copies"],
    ] {
        assert_harmless(arguments, &without_links(&shown(folder.path(), arguments)));
    }
}

#[test]
fn a_path_is_one_line_of_a_terminal_whatever_its_name() {
    let Some(folder) = archive() else { return };
    fiche(folder.path(), &["index"]);
    for format in ["paths", "paths0"] {
        let arguments = [
            "search", "closed", "-n", "99", "--copies", "--format", format,
        ];
        let told = shown(folder.path(), &arguments);
        assert_harmless(&arguments, &without_links(&told));
        let mut lines: Vec<&str> = told.lines().collect();
        lines.sort_unstable();
        assert_eq!(lines.len(), NAMES.len(), "{lines:?}");
        assert!(lines.contains(&"new line.txt"), "{lines:?}");
        assert!(lines.contains(&"escape\u{fffd}[31mRED\u{fffd}.txt"));
    }
}

#[test]
fn a_run_of_trec_has_six_columns_whatever_the_ids_are() {
    let Some(folder) = archive() else { return };
    fiche(folder.path(), &["index"]);
    let arguments = [
        "search", "harbour", "-n", "99", "--copies", "--format", "trec",
    ];
    let told = shown(folder.path(), &arguments);
    assert_harmless(&arguments, &without_links(&told));
    assert!(told.lines().count() > NAMES.len(), "{told:?}");
    for line in told.lines() {
        assert_eq!(line.split_whitespace().count(), 6, "{line:?}");
    }
}
