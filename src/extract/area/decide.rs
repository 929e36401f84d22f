//! Second pass over the names: what the certain ones say about the rest.

use std::cell::RefCell;
use std::collections::HashMap;

use super::names::{Reading, Trust};
use super::{AreaMention, AreaRole, Meaning};
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, AreaLevel};

/// How an area stands to certain ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    None,
    /// It holds another of them or lies in one.
    Related,
    /// It is one of them, and the only one of its line.
    Same,
    /// It is one of them and related to another.
    SameAndRelated,
}

impl Relation {
    fn is_same(self) -> bool {
        matches!(self, Self::Same | Self::SameAndRelated)
    }

    fn is_related(self) -> bool {
        matches!(self, Self::Related | Self::SameAndRelated)
    }
}

/// The certain areas of an article, by where they stand.
struct Known<'g> {
    gazetteer: &'g Gazetteer,
    year: i16,
    title: Vec<AreaCode>,
    body: Vec<AreaCode>,
    /// Kept by code: a long article names the same few hundred areas over and over.
    relations: RefCell<HashMap<AreaCode, (Relation, Relation)>>,
}

impl Known<'_> {
    fn relation_to(&self, code: AreaCode, codes: &[AreaCode]) -> Relation {
        let is_related = codes.iter().any(|&known| {
            known != code
                && (self.gazetteer.is_within(code, known, self.year)
                    || self.gazetteer.is_within(known, code, self.year))
        });
        match (codes.contains(&code), is_related) {
            (false, false) => Relation::None,
            (false, true) => Relation::Related,
            (true, false) => Relation::Same,
            (true, true) => Relation::SameAndRelated,
        }
    }

    /// How an area stands to the title's and to the body's.
    fn relations(&self, code: AreaCode) -> (Relation, Relation) {
        let mut known = self.relations.borrow_mut();
        *known.entry(code).or_insert_with(|| (self.relation_to(code, &self.title), self.relation_to(code, &self.body)))
    }

    /// The larger area wins (长沙 is the city, not 长沙县), then the one that the title names or is about, then the body's.
    fn score(&self, code: AreaCode) -> f64 {
        let level = match self.gazetteer.level(code, self.year) {
            AreaLevel::Country | AreaLevel::Province => 1.5,
            AreaLevel::Prefecture => 1.0,
            AreaLevel::County => 0.0,
        };
        level
            + match self.relations(code) {
                // 长沙 in an article headed 长沙县 is the county.
                (title, _) if title.is_same() => 4.5,
                (Relation::Related, _) => 3.0,
                (_, Relation::None) => 0.0,
                _ => 2.0,
            }
    }
}

/// The areas that the names mean. 河北邯郸 is one mention, of the finer area.
pub(super) fn decide(
    gazetteer: &Gazetteer,
    text: &str,
    readings: &[Reading],
    title_end: usize,
    year: i16,
) -> Vec<AreaMention> {
    let known = Known {
        gazetteer,
        year,
        title: certain(gazetteer, readings, year, |at| at < title_end),
        body: certain(gazetteer, readings, year, |at| at >= title_end),
        relations: RefCell::default(),
    };
    let mut mentions: Vec<AreaMention> = Vec::with_capacity(readings.len());
    let mut taken: Vec<Option<usize>> = Vec::with_capacity(readings.len());
    for reading in readings {
        let is_taken = mentions.last().is_some_and(|last| reading.range.start < last.range.end);
        let mut scored: Vec<(f64, AreaCode)> =
            reading.candidates.iter().map(|&code| (known.score(code), code)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // 合肥滨湖国际会展中心: what touches the name of a city that it does not lie in is a word and no county elsewhere.
        let touches_other = reading.is_short && reading.parent.is_none() && mentions.last().is_some_and(|last| {
            last.range.end == reading.range.start
                && matches!(last.meaning, Meaning::Area(code) if gazetteer.level(code, year) >= AreaLevel::Prefecture)
        })
            && reading.candidates.iter().all(|&code| gazetteer.level(code, year) == AreaLevel::County);
        if is_taken || touches_other || !accepts(&known, reading, scored.first().map_or(0.0, |best| best.0)) {
            taken.push(None);
            continue;
        }
        let is_tie = scored.len() > 1 && scored.first().map(|s| s.0) == scored.get(1).map(|s| s.0);
        let code = scored.first().map(|&(_, code)| code).filter(|_| !is_tie);
        let meaning = code.map_or(Meaning::Ambiguous, Meaning::Area);
        let parent = reading.parent.and_then(|n| taken.get(n).copied().flatten());
        if let Some(outer) = parent.and_then(|n| mentions.get_mut(n)) {
            outer.range.end = reading.range.end;
            outer.meaning = meaning;
            taken.push(parent);
            continue;
        }
        mentions.push(AreaMention { range: reading.range.clone(), meaning, role: AreaRole::Subject });
        taken.push(Some(mentions.len() - 1));
    }
    debug_assert!(mentions.iter().all(|mention| text.get(mention.range.clone()).is_some()));
    mentions
}

/// The areas that are certain, of those whose place is wanted.
fn certain(gazetteer: &Gazetteer, readings: &[Reading], year: i16, is_wanted: impl Fn(usize) -> bool) -> Vec<AreaCode> {
    let mut codes: Vec<AreaCode> = readings
        .iter()
        .filter(|reading| reading.trust == Trust::Certain && is_wanted(reading.range.start))
        .filter_map(|reading| match reading.candidates.as_slice() {
            [only] => Some(*only),
            several => several
                .iter()
                .copied()
                .min_by_key(|&code| gazetteer.level(code, year))
                .filter(|&code| gazetteer.level(code, year) < AreaLevel::County),
        })
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Whether a name is one here.
fn accepts(known: &Known<'_>, reading: &Reading, best_score: f64) -> bool {
    let in_title = || reading.candidates.iter().any(|&code| known.relations(code).0.is_same());
    match reading.trust {
        Trust::Accident => false,
        Trust::Neighbour => in_title(),
        Trust::Context => best_score >= 2.0 && !is_stray(known, reading),
        Trust::Certain => !is_stray(known, reading),
    }
}

/// A county's short name far from the article's areas is a village, a garden or a word: 兴隆 in an article on 万宁.
fn is_stray(known: &Known<'_>, reading: &Reading) -> bool {
    !known.title.is_empty()
        && reading.parent.is_none()
        && reading.is_short
        && reading.candidates.iter().all(|&code| {
            let (title, body) = known.relations(code);
            known.gazetteer.level(code, known.year) == AreaLevel::County
                && title == Relation::None
                && !body.is_related()
        })
}
