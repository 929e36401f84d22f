//! The bytes as the session that the window keeps, through to the state that it starts from.
#![no_main]

use jobscope::app::session::StoredSession;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((stored, _lost)) = StoredSession::parse(bytes) {
        let _files = stored.files();
        let state = stored.to_state();
        // What was read can be kept, and what was kept can be read.
        let again = StoredSession::of(&state).to_text();
        let (_, lost) = StoredSession::parse(again.as_bytes()).expect("what the program writes is JSON");
        assert!(lost.is_empty(), "{lost:?}");
    }
});
