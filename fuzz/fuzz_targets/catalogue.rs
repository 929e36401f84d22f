//! The text as a table of indicators and phrases of a user's own, and the engine that follows from it.
#![no_main]

use jobscope::extract::Extractor;
use jobscope::extract::additions::Additions;
use jobscope::pipeline::analyse;
use jobscope::read::ReadOptions;

libfuzzer_sys::fuzz_target!(|table: &str| {
    let mut additions = Additions::default();
    let n_mistakes = additions.add("x", table).len();
    assert!(n_mistakes <= table.lines().count());
    // The engine takes its time to be made: only where there is something that it would hold.
    if !additions.is_empty() {
        let text = "# 四川 | 标题\n\n1至4月，全省新注册骑手2156人，城镇新增就业3.1万人。\n";
        analyse(&Extractor::with(&additions), "x", text.as_bytes(), &ReadOptions::default());
    }
});
