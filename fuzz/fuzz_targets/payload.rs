#![no_main]
#![allow(dead_code, reason = "each target runs one of the bodies")]

#[path = "../../crates/core/tests/fuzz/body.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| body::shelf().payload(bytes));
