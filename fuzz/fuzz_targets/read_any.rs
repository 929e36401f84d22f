//! Any bytes, through the table of formats.
#![no_main]

use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let outcome = read_bytes("x", bytes, &ReadOptions::default());
    assert!(outcome.bulletin.articles().next().is_some() || !outcome.problems.is_empty());
});
