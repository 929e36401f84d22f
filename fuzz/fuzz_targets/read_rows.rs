//! The bytes as CSV in the project's own columns.
#![no_main]

use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let head = b"article,indicator,measure,status,value,quote,sentence,period_start,period_kind,unit\n".as_slice();
    read_bytes("x", &[head, bytes].concat(), &ReadOptions::default());
});
