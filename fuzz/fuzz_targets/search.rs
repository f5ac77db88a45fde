#![no_main]
#![allow(dead_code, reason = "each target runs one of the bodies")]

use std::sync::LazyLock;

#[path = "../../crates/core/tests/fuzz/body.rs"]
mod body;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
static SHELF: LazyLock<body::Shelf> = LazyLock::new(|| body::Shelf::new(FOLDER.path()));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| SHELF.search(bytes));
