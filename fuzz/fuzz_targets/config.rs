#![no_main]

use std::sync::LazyLock;

#[path = "../../crates/ingest/tests/config/body.rs"]
mod body;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
static DESK: LazyLock<body::Desk<'static>> = LazyLock::new(|| body::Desk::new(FOLDER.path()));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    DESK.config(bytes);
    DESK.alerts(bytes);
});
