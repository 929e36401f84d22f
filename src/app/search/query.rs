//! What was typed, read as terms: each a word or a quoted phrase, with the areas and indicators that it names.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::app::prepared::fold;
use crate::extract::Extractor;
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, RefArea};
use crate::model::indicator::{Catalogue, Indicator, IndicatorId};

/// All terms must occur.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// In the order typed.
    pub terms: Vec<Term>,
}

/// One word or phrase.
#[derive(Debug, Clone)]
pub struct Term {
    /// As a search sees it.
    finder: Finder<'static>,
    /// The indicators that it names, by their place in the catalogue; empty where it names none.
    indicators: Vec<bool>,
    /// The areas that it names.
    areas: Vec<AreaCode>,
    /// Whether it is long enough to be a part of an area's name.
    is_name: bool,
}

/// The year whose names are meant: the latest of the table, and with it all older ones that are not in use any more.
const YEAR: i16 = 2024;

impl Query {
    /// Reads what was typed: blanks part the terms, quotes of any kind hold a phrase together.
    pub fn parse(typed: &str) -> Self {
        Self::with(typed, Extractor::in_use().catalogue())
    }

    fn with(typed: &str, catalogue: &Catalogue) -> Self {
        let terms = parts(typed).into_iter().filter_map(|part| Term::new(part, catalogue));
        Self { terms: terms.collect() }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Where the terms stand in a text, in its order, without overlaps.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let folded = fold(text);
        let found = self.terms.iter().flat_map(|term| term.places(&folded.text));
        let mut marks: Vec<Range<usize>> = found.map(|place| folded.source(place)).collect();
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        let mut end = 0;
        marks.retain(|mark| {
            let is_free = mark.start >= end;
            end = end.max(mark.end);
            is_free
        });
        marks
    }
}

impl Term {
    fn new(part: &str, catalogue: &Catalogue) -> Option<Self> {
        let word = fold(part.trim()).text;
        if word.is_empty() {
            return None;
        }
        let n_chars = word.chars().count();
        let indicators: Vec<bool> = catalogue.iter().map(|(_, row)| names(row, &word, n_chars)).collect();
        Some(Self {
            finder: Finder::new(word.as_bytes()).into_owned(),
            indicators: if indicators.contains(&true) { indicators } else { Vec::new() },
            areas: areas(part.trim()),
            is_name: n_chars >= 2,
        })
    }

    /// Whether it is the name of an indicator or of an area: then a figure is meant by it only if it is of that name.
    pub fn is_a_name(&self) -> bool {
        !self.indicators.is_empty() || !self.areas.is_empty()
    }

    /// Whether it names this indicator.
    pub fn names_indicator(&self, id: IndicatorId) -> bool {
        self.indicators.get(usize::from(id.0)).copied().unwrap_or_default()
    }

    /// Whether it names this area, or one around it.
    pub fn names_area(&self, area: &RefArea) -> bool {
        area.code.is_some_and(|code| self.areas.iter().any(|named| named.covers(code)))
            || self.is_name && self.is_in(&area.name)
    }

    /// Whether it stands in a folded text.
    pub fn is_in(&self, folded: &str) -> bool {
        self.finder.find(folded.as_bytes()).is_some()
    }

    /// Where it stands in a folded text.
    pub fn places<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = self.finder.needle().len();
        self.finder.find_iter(folded.as_bytes()).map(move |at| at..at + length)
    }
}

/// The words and phrases of what was typed. A quote that is not closed runs to the end.
fn parts(typed: &str) -> Vec<&str> {
    const QUOTES: [char; 7] = ['"', '“', '”', '「', '」', '『', '』'];
    let mut parts = Vec::new();
    for (n, run) in typed.split(QUOTES).enumerate() {
        if n % 2 == 1 {
            parts.push(run);
        } else {
            parts.extend(run.split_whitespace());
        }
    }
    parts
}

/// Whether a folded word names an indicator: a part of its name in either language, or the beginning of its pinyin initials.
fn names(row: &Indicator, word: &str, n_chars: usize) -> bool {
    let is_part = |name: &str| name.to_lowercase().contains(word);
    if word.is_ascii() {
        return n_chars >= 3 && (row.pinyin.starts_with(word) || is_part(&row.name_en));
    }
    n_chars >= 2 && is_part(&row.name_zh)
}

/// The areas that the whole of a word names: 凉山州 is 凉山彝族自治州. The whole country covers everything and is left to the
/// names of the figures.
fn areas(word: &str) -> Vec<AreaCode> {
    let gazetteer = Gazetteer::builtin();
    let hits = gazetteer.find(word).into_iter().filter(|hit| hit.start == 0 && hit.end == word.len());
    hits.flat_map(|hit| gazetteer.candidates(hit, YEAR)).map(|division| division.code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(typed: &str) -> Query {
        Query::with(typed, Catalogue::builtin())
    }

    fn named(typed: &str) -> Vec<&'static str> {
        let query = query(typed);
        let rows = Catalogue::builtin().iter();
        rows.filter(|(id, _)| query.terms.iter().all(|term| term.names_indicator(*id)))
            .map(|(_, row)| row.id.as_str())
            .collect()
    }

    #[test]
    fn blanks_part_and_quotes_hold_together() {
        assert_eq!(parts("湖北 就业"), ["湖北", "就业"]);
        assert_eq!(parts("“稳就业 促发展” 湖北　武汉"), ["稳就业 促发展", "湖北", "武汉"]);
        assert_eq!(parts("\"零工 市场"), ["零工 市场"]);
        assert!(query("  ").is_empty() && query("\"\"").is_empty());
    }

    #[test]
    fn an_indicator_is_named_by_hanzi_pinyin_and_english() {
        for typed in ["城镇新增就业", "czxzjy", "urban new jobs", "CZXZJY", "ｃｚｘｚｊｙ"] {
            assert_eq!(named(typed).first(), Some(&"urban_new_jobs"), "{typed}");
        }
        assert!(named("业").is_empty(), "one character names nothing");
    }

    #[test]
    fn an_area_is_named_by_its_short_and_everyday_names() {
        let area = |code, name: &str| RefArea { code: Some(AreaCode(code)), name: name.to_owned() };
        let county = area(130_423, "河北省邯郸市临漳县");
        for typed in ["河北", "河北省", "邯郸", "临漳", "临漳县"] {
            assert!(query(typed).terms[0].names_area(&county), "{typed}");
        }
        assert!(!query("湖北").terms[0].names_area(&county));
        assert!(query("凉山州").terms[0].names_area(&area(513_400, "四川省凉山彝族自治州")));
    }

    #[test]
    fn marks_point_into_the_text_as_written() {
        let text = "全县ＧＤＰ与城鎮新增就業２１５６人";
        let marks = query("gdp 城镇新增就业 2156").marks(text);
        let words: Vec<&str> = marks.into_iter().map(|mark| &text[mark]).collect();
        assert_eq!(words, ["ＧＤＰ", "城鎮新增就業", "２１５６"]);
    }
}
