//! The areas that have figures: what a chooser of areas offers, and where a comparison of areas begins.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::names::short_name;
use crate::compare::{Item, ObservationKey};
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::indicator::IndicatorId;
use crate::model::observation::Measure;

/// The last year that the gazetteer knows; the division of a code that was gone by then is its last one.
pub const TODAY: i16 = 2024;
/// How many areas a proposal lays side by side.
const PROPOSED: usize = 4;

/// An area that has figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaEntry {
    /// Its code.
    pub code: AreaCode,
    /// From the province down.
    pub name: String,
    /// Its own name.
    pub short_name: String,
    /// Its figures, in the order of the documents.
    pub figures: Vec<ObservationKey>,
    /// How many indicators they are of.
    pub n_indicators: usize,
    /// What is told of it, in which form; sorted.
    told: Vec<(IndicatorId, Measure)>,
}

/// The areas that have figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AreaIndex {
    /// Those with most indicators first, then by code.
    pub areas: Vec<AreaEntry>,
    /// Areas of one level that share most indicators: where to begin when nothing was chosen.
    pub proposal: Vec<AreaCode>,
}

impl AreaIndex {
    /// The areas of these observations.
    pub fn of(items: &[Item]) -> Self {
        let mut of_area: BTreeMap<AreaCode, Vec<&Item>> = BTreeMap::new();
        for item in items {
            if let Some(code) = item.observation.ref_area.code {
                of_area.entry(code).or_default().push(item);
            }
        }
        let mut areas: Vec<AreaEntry> = of_area.into_iter().filter_map(|(code, items)| entry(code, &items)).collect();
        // Stable: of equals by code.
        areas.sort_by_key(|entry| std::cmp::Reverse(entry.n_indicators));
        Self { proposal: proposal(&areas), areas }
    }

    /// The entry of this area.
    pub fn find(&self, code: AreaCode) -> Option<&AreaEntry> {
        self.areas.iter().find(|entry| entry.code == code)
    }

    /// The figures of this area.
    pub fn figures(&self, code: AreaCode) -> &[ObservationKey] {
        self.find(code).map_or(&[], |entry| &entry.figures)
    }

    /// The areas whose name or code holds what was typed; all where nothing was.
    pub fn search(&self, typed: &str) -> Vec<&AreaEntry> {
        let typed = typed.trim();
        let fits = |entry: &&AreaEntry| entry.name.contains(typed) || entry.code.to_string().starts_with(typed);
        self.areas.iter().filter(fits).collect()
    }
}

/// An area with what is told of it, under the name that was written first.
fn entry(code: AreaCode, items: &[&Item]) -> Option<AreaEntry> {
    let area = &items.first()?.observation.ref_area;
    let mut told: Vec<_> = items.iter().map(|item| (item.observation.indicator, item.observation.measure)).collect();
    told.sort_unstable();
    told.dedup();
    let n_indicators = told.chunk_by(|a, b| a.0 == b.0).count();
    let figures = items.iter().map(|item| item.key).collect();
    Some(AreaEntry {
        code,
        name: area.name.clone(),
        short_name: short_name(area).to_owned(),
        figures,
        n_indicators,
        told,
    })
}

fn proposal(areas: &[AreaEntry]) -> Vec<AreaCode> {
    let levels = [AreaLevel::Province, AreaLevel::Prefecture, AreaLevel::County];
    let of_level = |level| areas.iter().filter(move |entry| entry.code.level() == level);
    let mut best: (usize, Vec<AreaCode>) = (0, Vec::new());
    for level in levels {
        let (n_shared, chosen) = alike(&of_level(level));
        // Of equals the larger areas.
        if n_shared > best.0 {
            best = (n_shared, chosen);
        }
    }
    if best.1.is_empty() {
        let any = areas.iter().filter(|entry| entry.code != AreaCode::CHINA);
        return any.take(PROPOSED).map(|entry| entry.code).collect();
    }
    best.1
}

/// Starts from the area with most indicators and adds, one by one, the area that shares most with those before it.
fn alike<'a>(areas: &(impl Iterator<Item = &'a AreaEntry> + Clone)) -> (usize, Vec<AreaCode>) {
    let Some(first) = areas.clone().next() else { return (0, Vec::new()) };
    let mut chosen = vec![first.code];
    let mut told: BTreeSet<_> = first.told.iter().collect();
    let mut shared: BTreeSet<&(IndicatorId, Measure)> = BTreeSet::new();
    while chosen.len() < PROPOSED {
        let others = areas.clone().filter(|entry| !chosen.contains(&entry.code));
        let counted = others.map(|entry| (entry.told.iter().filter(|one| told.contains(one)).count(), entry));
        // Of equals the first.
        let next = counted.reduce(|best, other| if other.0 > best.0 { other } else { best });
        let Some((_, next)) = next.filter(|(n_shared, _)| *n_shared > 0) else { break };
        chosen.push(next.code);
        shared.extend(next.told.iter().filter(|one| told.contains(one)));
        told.extend(&next.told);
    }
    (shared.len(), chosen)
}

/// The name of an area from the province down: as the bulletins have it, else as the gazetteer does.
pub fn name_of(index: &AreaIndex, code: AreaCode) -> RefArea {
    let name = match index.find(code) {
        Some(entry) => entry.name.clone(),
        None => Gazetteer::builtin().full_name(code, TODAY),
    };
    RefArea { code: Some(code), name }
}
