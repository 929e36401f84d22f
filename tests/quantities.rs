//! Quantities that a careful reader marks in the annotated seed bulletin: what `jobscope tag` must find of them.
//!
//! The bulletin is no part of the repository; where it is not at hand the test has nothing to do.

use std::path::{Path, PathBuf};

use jobscope::extract::Extractor;
use jobscope::model::mention::MentionKind;
use jobscope::pipeline;
use jobscope::read::ReadOptions;

/// Every Arabic number of the seed's articles that counts or measures something, in order, as written; the bound that hedges it.
///
/// Times of the day (10 时 51 分), versions (2.0 版), train numbers, dates and `1+12+N` count nothing. Three more stand in its table of
/// contents, which belongs to no article.
const SEED: [(&str, &str); 54] = [
    ("1156 名", "exact"),
    ("42%", "exact"),
    ("2011 人", "exact"),
    ("32%", "exact"),
    ("977 个", "exact"),
    ("10 万个", "more_than"),
    ("6 部", "exact"),
    ("10 万个", "at_least"),
    ("30 万元", "exact"),
    ("50 万元", "exact"),
    ("5 万元", "exact"),
    ("10 万元", "exact"),
    ("2 年", "exact"),
    ("1684 人", "exact"),
    ("6741 人", "exact"),
    ("225 笔", "exact"),
    ("1.32 亿元", "more_than"),
    ("69 家", "exact"),
    ("4738 户", "exact"),
    ("32066 人", "exact"),
    ("100 名", "at_least"),
    ("5000 人次", "exact"),
    ("10000 名", "at_least"),
    ("6 场", "at_least"),
    ("31.3 万", "exact"),
    ("3 家", "exact"),
    ("6 个城市", "exact"),
    ("2 亿人", "about"),
    ("1285亿", "exact"),
    ("8 亿元", "exact"),
    ("8 亿元", "exact"),
    ("37 万人次", "exact"),
    ("2500 元", "exact"),
    ("65 人", "exact"),
    ("35 人", "exact"),
    ("9 人", "exact"),
    ("534 名", "exact"),
    ("28 家", "exact"),
    ("2 家", "exact"),
    ("9000 人", "exact"),
    ("60 余名", "more_than"),
    ("9000 人", "exact"),
    ("9000 人", "exact"),
    ("60 人", "exact"),
    ("15 天", "exact"),
    ("209 家", "exact"),
    ("836 个", "exact"),
    ("8825 人", "exact"),
    ("4 家", "exact"),
    ("11 场", "exact"),
    ("2156 人", "exact"),
    ("658 人", "exact"),
    ("253 人", "exact"),
    ("1182 人", "exact"),
];

#[test]
fn the_seed_gives_every_quantity_and_bound() {
    let shared = std::env::var_os("JOBSCOPE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let Ok(bytes) = std::fs::read(shared.join("extraction/dev/seed.md")) else { return };
    let options = ReadOptions { date: Some("2021-05-10".parse().unwrap()), ..ReadOptions::default() };
    let extractor = Extractor::builtin();
    let document = pipeline::analyse(extractor, "seed.md", &bytes, &options);
    let mut found = Vec::new();
    for (article, _) in document.articles() {
        for mention in extractor.mentions(article, options.date) {
            let bound = match &mention.kind {
                MentionKind::Quantity(quantity) => quantity.bound.id(),
                MentionKind::Number { .. } => "exact",
                _ => continue,
            };
            let written = mention.span.of(&article.text);
            if written.starts_with(|c: char| c.is_ascii_digit()) {
                found.push((written.to_owned(), bound));
            }
        }
    }
    let expected: Vec<_> = SEED.iter().map(|&(text, bound)| (text.to_owned(), bound)).collect();
    let missing: Vec<_> = subtract(&expected, &found);
    let extra = subtract(&found, &expected);
    assert!(missing.is_empty(), "not found: {missing:?}");
    assert!(found.len() * 95 <= (found.len() - extra.len()) * 100, "found besides: {extra:?}");
}

/// What is in one list and not, or not as often, in the other.
fn subtract<'a>(list: &'a [(String, &'a str)], other: &[(String, &str)]) -> Vec<(String, &'a str)> {
    let mut rest = other.to_vec();
    list.iter()
        .filter(|&item| match rest.iter().position(|known| known == item) {
            Some(place) => {
                rest.swap_remove(place);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}
