//! From all observations to those that a question shows. Whatever falls out on the way is counted in a note, once.

use std::collections::{BTreeMap, BTreeSet};

use super::Item;
use super::note::Note;
use super::question::{DetailFilter, Question, TargetRule, tally};
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::observation::{Observation, Status};
use crate::model::quantity::Unit;

/// What is left, and what was left out.
pub(super) struct Selection<'a> {
    /// The figures of areas.
    pub(super) local: Vec<Item<'a>>,
    /// The figures of the whole country.
    pub(super) national: Vec<Item<'a>>,
    /// What was left out and why.
    pub(super) notes: Vec<Note>,
}

/// Whether the observation is about what is asked at all.
pub(super) fn is_asked(question: &Question, observation: &Observation) -> bool {
    observation.indicator == question.indicator && observation.measure == question.measure
}

/// Applies the question's filters from the coarsest to the finest.
pub(super) fn select<'a>(items: &[Item<'a>], question: &Question) -> Selection<'a> {
    let mut notes = Vec::new();
    let kept: Vec<Item> = items.iter().filter(|item| is_asked(question, item.observation)).copied().collect();

    let (kept, left) = split(kept, |o| o.ref_area.code.is_some());
    notes.extend(some(left.len()).map(|n| Note::NoArea { n }));

    let (kept, left) = split(kept, |o| level(o).is_none_or(|level| fits_level(question, level)));
    let levels = tally(left.iter().filter_map(|item| level(item.observation)));
    notes.extend(levels.into_iter().map(|(level, n)| Note::OtherLevels { level, n }));

    let (kept, left) = split(kept, |o| question.asks_for(o.status));
    let statuses = tally(left.iter().map(|item| item.observation.status));
    notes.extend(statuses.into_iter().map(|(status, n)| Note::OtherStatuses { status, n }));

    let (kept, left) = split(kept, |o| o.confidence >= question.min_confidence);
    notes.extend(some(left.len()).map(|n| Note::LowConfidence { n }));

    let class = question.unit_class.or_else(|| most_areas(&kept, |o| o.quantity.unit.class()));
    let (kept, left) = split(kept, |o| Some(o.quantity.unit.class()) == class);
    let units = tally(left.iter().map(|item| &item.observation.quantity.unit));
    notes.extend(units.into_iter().map(|(unit, n)| Note::OtherUnits { unit: Unit::clone(unit), n }));

    let detail = asked_detail(question, &kept);
    let (kept, left) = split(kept, |o| detail.as_ref().is_none_or(|detail| *detail == o.detail));
    let mut details = tally(left.iter().map(|item| item.observation.detail.clone()));
    details.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    notes.extend(Some(details).filter(|counts| !counts.is_empty()).map(|counts| Note::OtherDetails { counts }));

    let (kept, left) = split(kept, |o| fits_period(question, o));
    notes.extend(some(left.len()).map(|n| Note::OtherPeriods { n }));

    let (national, local) = split(kept, |o| o.ref_area.code == Some(AreaCode::CHINA));
    let (local, left) = without_lone_targets(question, local);
    notes.extend(some(left.len()).map(|n| Note::TargetsAlone { n }));

    Selection { local, national, notes }
}

/// The level of an area that is not the country: the country is a reference and passes every level filter.
fn level(observation: &Observation) -> Option<AreaLevel> {
    observation.ref_area.code.map(AreaCode::level).filter(|&level| level != AreaLevel::Country)
}

/// Whether areas of this level are asked for.
pub(super) fn fits_level(question: &Question, level: AreaLevel) -> bool {
    question.levels.is_empty() || question.levels.contains(&level)
}

/// The one series to show; `None` for all of them.
fn asked_detail(question: &Question, kept: &[Item]) -> Option<String> {
    match &question.detail {
        DetailFilter::All => None,
        DetailFilter::Only(detail) => Some(detail.clone()),
        DetailFilter::Auto if kept.iter().any(|item| item.observation.detail.is_empty()) => Some(String::new()),
        DetailFilter::Auto => most_areas(kept, |o| o.detail.clone()),
    }
}

/// A target stands beside the actual figure of a part of its time: `全年目标120万人` beside `1—4月50万人`.
fn fits_period(question: &Question, observation: &Observation) -> bool {
    let Some(asked) = question.period else { return true };
    if observation.status == Status::Target && targets_follow(question) {
        return observation.period.is_none_or(|told| {
            told.start <= asked.start && told.end.is_none_or(|end| asked.end.is_some_and(|asked_end| asked_end <= end))
        });
    }
    observation.period == Some(asked)
}

fn targets_follow(question: &Question) -> bool {
    question.targets == TargetRule::BesideActual && question.asks_for(Status::Actual)
}

/// Parts off the targets of areas that have no actual figure in the same unit and series.
fn without_lone_targets<'a>(question: &Question, local: Vec<Item<'a>>) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
    if !targets_follow(question) {
        return (local, Vec::new());
    }
    let series = |o: &'a Observation| (o.ref_area.code, &o.quantity.unit, o.detail.as_str());
    let told = local.iter().map(|item| item.observation).filter(|o| o.status == Status::Actual);
    let told: BTreeSet<_> = told.map(series).collect();
    split(local, |o| o.status != Status::Target || told.contains(&series(o)))
}

fn split<'a>(items: Vec<Item<'a>>, keep: impl Fn(&'a Observation) -> bool) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
    items.into_iter().partition(|item| keep(item.observation))
}

fn some(n: usize) -> Option<usize> {
    Some(n).filter(|&n| n > 0)
}

/// The value of `key` that most areas have, the country aside unless it is all there is; of equals the first.
fn most_areas<'a, K: Ord>(items: &[Item<'a>], key: impl Fn(&'a Observation) -> K) -> Option<K> {
    let mut areas: BTreeMap<K, (BTreeSet<AreaCode>, usize)> = BTreeMap::new();
    for Item { observation: o, .. } in items {
        let (local, n_national) = areas.entry(key(o)).or_default();
        match o.ref_area.code {
            Some(AreaCode::CHINA) | None => *n_national += 1,
            Some(code) => _ = local.insert(code),
        }
    }
    let counted = areas.into_iter().rev().map(|(key, (local, n_national))| (key, (local.len(), n_national)));
    counted.max_by_key(|&(_, count)| count).map(|(key, _)| key)
}
