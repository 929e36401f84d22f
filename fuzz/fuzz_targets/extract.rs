//! The bytes as the text of an article, through to the observations.
#![no_main]

use jobscope::extract::Extractor;
use jobscope::pipeline::analyse;
use jobscope::read::ReadOptions;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = format!("# 四川 | 标题\n\n{text}\n");
    let options = ReadOptions { date: jiff::civil::Date::new(2021, 5, 10).ok(), ..ReadOptions::default() };
    let document = analyse(Extractor::builtin(), "x", text.as_bytes(), &options);
    for (article, observations) in document.articles() {
        for observation in observations {
            assert!(!observation.quote.of(&article.text).is_empty());
        }
    }
});
