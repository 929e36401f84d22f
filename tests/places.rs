//! The places of the seed bulletin, as a careful reader finds them, against those that the engine tags.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::path::{Path, PathBuf};

use jobscope::extract::Extractor;
use jobscope::model::area::AreaCode;
use jobscope::model::bulletin::Article;
use jobscope::model::mention::MentionKind;
use jobscope::pipeline;
use jobscope::read::ReadOptions;

/// Articles by number with their places in order.
fn listed() -> Vec<(usize, Vec<&'static str>)> {
    include_str!("data/seed_places.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (number, places) = line.split_once(": ").unwrap();
            (number.parse().unwrap(), places.split(' ').collect())
        })
        .collect()
}

/// Where the listed places stand in the article, one behind the other.
fn ranges(article: &Article, places: &[&str]) -> Vec<(usize, usize)> {
    let mut from = 0;
    places
        .iter()
        .map(|place| {
            let start =
                from + article.text[from..].find(place).unwrap_or_else(|| panic!("{place} in {}", article.title));
            from = start + place.len();
            (start, from)
        })
        .collect()
}

#[test]
fn the_seed_bulletins_places_are_tagged() {
    let shared = std::env::var_os("JOBSCOPE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let Ok(bytes) = std::fs::read(shared.join("extraction/dev/seed.md")) else {
        eprintln!("skipped: no annotated bulletins at {}", shared.display());
        return;
    };
    let extractor = Extractor::builtin();
    let document = pipeline::analyse(extractor, "seed.md", &bytes, &ReadOptions::default());
    let issued = document.bulletin.date.map(|issue| issue.date);
    let listed = listed();
    let (mut n_listed, mut n_found, mut n_tagged, mut n_right) = (0, 0, 0, 0);
    for (n, article) in document.bulletin.articles().enumerate() {
        let places = listed.iter().find(|(number, _)| *number == n + 1).map_or(&[][..], |(_, places)| places);
        let places = ranges(article, places);
        let mut coded = Vec::new();
        let mut uncoded = Vec::new();
        for mention in extractor.mentions(article, issued) {
            match mention.kind {
                MentionKind::Area { code: Some(AreaCode::CHINA), .. } => {}
                MentionKind::Area { code: Some(_), .. } => coded.push((mention.span.start(), mention.span.end())),
                // A foreign country or a region is a place, 全省 and 人社部 are none: it counts where a place is listed.
                MentionKind::Area { code: None, .. } => uncoded.push((mention.span.start(), mention.span.end())),
                _ => {}
            }
        }
        let touches = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
        for place in &places {
            n_listed += 1;
            if coded.iter().chain(&uncoded).any(|mention| touches(mention, place)) {
                n_found += 1;
            } else {
                eprintln!("missed: {} in {}", &article.text[place.0..place.1], article.title);
            }
        }
        for mention in &coded {
            n_tagged += 1;
            if places.iter().any(|place| touches(mention, place)) {
                n_right += 1;
            } else {
                eprintln!("no place: {} in {}", &article.text[mention.0..mention.1], article.title);
            }
        }
    }
    eprintln!("{n_found} of {n_listed} places, {n_right} of {n_tagged} tags");
    assert!(n_found >= 125, "{n_found} of {n_listed} places");
    assert!(n_right * 100 >= n_tagged * 97, "{n_right} of {n_tagged} tags are places");
}
