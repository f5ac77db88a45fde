#![no_main]
#![allow(dead_code, reason = "each target runs one of the bodies")]

use std::sync::LazyLock;

#[path = "../../crates/core/tests/fuzz/body.rs"]
mod body;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
static SHELF: LazyLock<body::Shelf> = LazyLock::new(|| {
    // A panic that the library catches is no finding.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !fiche::catches_panics() {
            usual(panic);
        }
    }));
    body::Shelf::new(FOLDER.path())
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| SHELF.payload(bytes));
