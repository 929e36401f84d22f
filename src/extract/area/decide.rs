//! Second pass over the names: what the certain ones say about the rest.

use std::cell::RefCell;
use std::collections::HashMap;

use super::names::{Reading, Trust};
use super::{AreaMention, AreaRole, Meaning};
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, AreaLevel};

/// How an area stands to the certain ones.
#[derive(Debug, Clone, Copy)]
struct Relation {
    /// The title names it.
    is_title: bool,
    /// It holds an area of the title or lies in one.
    in_title: bool,
    /// The body names it.
    is_body: bool,
    /// It holds another area of the body or lies in one.
    in_body: bool,
}

/// The certain areas of an article, by where they stand.
struct Known<'g> {
    gazetteer: &'g Gazetteer,
    year: i16,
    title: Vec<AreaCode>,
    body: Vec<AreaCode>,
    /// Kept by code: a long article names the same few hundred areas over and over.
    relations: RefCell<HashMap<AreaCode, Relation>>,
}

impl Known<'_> {
    /// How an area stands to the title's and to the body's.
    fn relation(&self, code: AreaCode) -> Relation {
        let related = |codes: &[AreaCode]| {
            codes.iter().any(|&known| {
                known != code
                    && (self.gazetteer.is_within(code, known, self.year)
                        || self.gazetteer.is_within(known, code, self.year))
            })
        };
        *self.relations.borrow_mut().entry(code).or_insert_with(|| Relation {
            is_title: self.title.contains(&code),
            in_title: related(&self.title),
            is_body: self.body.contains(&code),
            in_body: related(&self.body),
        })
    }

    /// The larger area wins (长沙 is the city, not 长沙县), then the one that the title names or is about, then the body's.
    fn score(&self, code: AreaCode) -> f64 {
        let level = match self.gazetteer.level(code, self.year) {
            AreaLevel::Country | AreaLevel::Province => 1.5,
            AreaLevel::Prefecture => 1.0,
            AreaLevel::County => 0.0,
        };
        let relation = self.relation(code);
        level
            + match relation {
                // 长沙 in an article headed 长沙县 is the county.
                Relation { is_title: true, .. } => 4.5,
                Relation { in_title: true, .. } => 3.0,
                Relation { is_body: true, .. } | Relation { in_body: true, .. } => 2.0,
                _ => 0.0,
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
        let mut scored: Vec<(f64, AreaCode)> =
            reading.candidates.iter().map(|&code| (known.score(code), code)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        if !accepts(&known, reading, scored.first().map_or(0.0, |best| best.0)) {
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
    let in_title = || reading.candidates.iter().any(|&code| known.relation(code).is_title);
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
            let relation = known.relation(code);
            known.gazetteer.level(code, known.year) == AreaLevel::County
                && !(relation.is_title || relation.in_title || relation.in_body)
        })
}
