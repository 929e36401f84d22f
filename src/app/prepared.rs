//! What is worked out about a document once, on the thread that reads it, so that no frame has to: fingerprints, the text as a
//! search sees it, what each article is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::extract::fold::Folded;
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::observation::Observation;
use crate::pipeline::Document;

/// A document ready to be put on the desk.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// What was read and found.
    pub document: Document,
    /// What is known of each article, in their order.
    pub articles: Arc<[ArticleFacts]>,
    /// Tells whether two documents hold the same words.
    pub fingerprint: u64,
}

/// What is known of one article beyond its words.
#[derive(Debug, Clone)]
pub struct ArticleFacts {
    /// Which section it stands in.
    pub section: u32,
    /// Which article of that section it is.
    pub place: u32,
    /// Tells whether two articles hold the same words, in whatever bulletin.
    pub fingerprint: u64,
    /// The area that it is mainly about; `None` where that cannot be told.
    pub main_area: Option<AreaCode>,
    /// Its text without the accidents of typesetting, in small letters.
    pub folded: Folded,
}

/// Divisions are named as they were in this year where the bulletin does not say when it was written.
const YEAR: i16 = 2024;

impl Prepared {
    /// Works it out.
    pub fn new(document: Document) -> Self {
        let year = document.bulletin.date.map_or(YEAR, |issue| issue.date.year());
        let places = (0..).zip(&document.bulletin.sections).flat_map(|(section, parts)| {
            (0..).zip(&parts.articles).map(move |(place, article)| (section, place, article))
        });
        let articles = places.enumerate().map(|(n, (section, place, article))| {
            let found = document.observations.get(n).map_or(&[][..], Vec::as_slice);
            ArticleFacts {
                section,
                place,
                fingerprint: fingerprint([article.text.as_str()]),
                main_area: main_area(article, found, year),
                folded: fold(&article.text),
            }
        });
        let articles = articles.collect();
        Self { articles, fingerprint: fingerprint(words(&document.bulletin)), document }
    }
}

/// A text as a search sees it: widths, traditional characters and capitals make no difference.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::new(text);
    folded.text.make_ascii_lowercase();
    folded.text.shrink_to_fit();
    folded
}

/// What the tag before the title names, else what most of the figures are about.
fn main_area(article: &Article, observations: &[Observation], year: i16) -> Option<AreaCode> {
    if let Some(area) = article.area_tag.as_deref().and_then(|tag| area_of_tag(tag, year)) {
        return Some(area);
    }
    let mut counts: BTreeMap<AreaCode, usize> = BTreeMap::new();
    for code in observations.iter().filter_map(|observation| observation.ref_area.code) {
        *counts.entry(code).or_default() += 1;
    }
    // Figures of the whole country are often quoted beside those that an article is about.
    let most = counts.iter().rev().max_by_key(|&(&code, n)| (code != AreaCode::CHINA, *n));
    most.map(|(code, _)| *code)
}

/// 广东佛山 is 佛山: each name narrows the one before down, where it can.
fn area_of_tag(tag: &str, year: i16) -> Option<AreaCode> {
    let gazetteer = Gazetteer::builtin();
    let mut area: Option<AreaCode> = None;
    let mut end = 0;
    for hit in gazetteer.find(tag) {
        if hit.start < end {
            continue;
        }
        let candidates = gazetteer.candidates(hit, year);
        let inside = candidates.iter().find(|found| area.is_some_and(|outer| outer.covers(found.code)));
        // A name that stands first must name one thing alone, or the largest of those that bear it.
        if let Some(found) = inside.or_else(|| candidates.first().filter(|_| area.is_none())) {
            area = Some(found.code);
            end = hit.end;
        }
    }
    area.or_else(|| matches!(tag.trim(), "全国" | "国家" | "中国").then_some(AreaCode::CHINA))
}

/// The words of a bulletin, whatever its file is called.
fn words(bulletin: &Bulletin) -> impl Iterator<Item = &str> {
    let articles = bulletin.articles().flat_map(|article| [article.section.as_str(), article.text.as_str()]);
    std::iter::once(bulletin.title.as_str()).chain(articles)
}

/// FNV-1a over words with an end to each. Chosen over the standard hasher because its value is the same in every version of the
/// compiler: what was read is remembered by it.
fn fingerprint<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let bytes = words.into_iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_the_narrowest_area() {
        for (tag, code) in [("四川", 510_000), ("广东佛山", 440_600), ("河北邯郸临漳县", 130_423), ("全国", 100_000)]
        {
            assert_eq!(area_of_tag(tag, 2023), Some(AreaCode(code)), "{tag}");
        }
        assert_eq!(area_of_tag("人社部", 2023), None);
    }

    #[test]
    fn a_search_sees_no_widths_and_no_capitals() {
        assert_eq!(
            fold("ＧＤＰ 增长５．２％，城鎮就業").text,
            fold("gdp增长5.2%，城镇就业").text.replace("gdp增", "gdp 增")
        );
    }
}
