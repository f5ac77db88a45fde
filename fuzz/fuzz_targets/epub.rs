#![no_main]

#[path = "../../crates/ingest/tests/readers/body.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| body::read_as("epub", bytes));
