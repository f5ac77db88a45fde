#![no_main]

#[path = "../../crates/ingest/tests/config/body.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| body::desk().any(bytes));
