//! The targets in `fuzz/`, which only cargo-fuzz compiles: each is one call of a body, and the call is compiled in the test
//! that names it.

use std::fs;
use std::path::PathBuf;

/// Checks that the target of that name is that call of the bodies in that file, which is named from the root.
pub(crate) fn is_call(target: &str, bodies: &str, call: &str) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let text = fs::read_to_string(root.join(format!("fuzz_targets/{target}.rs"))).unwrap();
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("#![allow(dead_code");
    let lines: Vec<&str> = text.lines().filter(is_code).collect();
    let expected = [
        "#![no_main]".to_owned(),
        format!("#[path = \"../../{bodies}\"]"),
        "mod body;".to_owned(),
        format!("libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {call});"),
    ];
    assert_eq!(lines, expected, "{target}");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let named = format!("name = \"{target}\"\npath = \"fuzz_targets/{target}.rs\"");
    assert!(manifest.contains(&named), "{target}");
}
