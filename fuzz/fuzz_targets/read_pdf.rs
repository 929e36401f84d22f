//! The bytes behind the header of a PDF.
#![no_main]

use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read_bytes("x", &[b"%PDF-1.7\n", bytes].concat(), &ReadOptions::default());
});
