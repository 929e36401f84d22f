//! The bytes as a web page.
#![no_main]

use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read_bytes("x", &[b"<html>", bytes].concat(), &ReadOptions::default());
});
