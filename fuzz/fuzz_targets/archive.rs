//! The bytes as a ZIP archive: its list of members, and what each unpacks to.
#![no_main]

use jobscope::read::archive::Archive;
use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut archive) = Archive::open(bytes) {
        let (members, _n_escaping) = archive.members();
        for member in members {
            assert!(member.path.is_relative() && !member.path.components().any(|part| part.as_os_str() == ".."));
            if let Ok(bytes) = archive.read(member.idx) {
                read_bytes("x", &bytes, &ReadOptions::default());
            }
        }
    }
});
