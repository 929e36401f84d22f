//! What is asked of the observations: one indicator in one form, and which of its figures to show.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Item;
use super::derived::Basis;
use super::ranking::ranking;
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::{Measure, Observation, Status};
use crate::model::period::Period;
use crate::model::quantity::UnitClass;

/// A question that [`ranking`] answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What is counted.
    pub indicator: IndicatorId,
    /// In which form; measures never mix.
    pub measure: Measure,
    /// The standings to show, the leading one first; empty shows all of them.
    pub statuses: Vec<Status>,
    /// Whether an area that has nothing but a target is ranked.
    pub targets: TargetRule,
    /// The levels of area to show; empty shows all of them.
    pub levels: Vec<AreaLevel>,
    /// What the unit counts; `None` takes the class that most areas use.
    pub unit_class: Option<UnitClass>,
    /// Only figures of exactly this period (and the targets that enclose it); `None` shows all periods, each mark its own.
    pub period: Option<Period>,
    /// Which of the parallel series.
    pub detail: DetailFilter,
    /// Whether figures are compared as told or by the month.
    pub basis: Basis,
    /// The order of the rows.
    pub sort: Sort,
    /// Figures that the extractor is less sure of are hidden and counted.
    pub min_confidence: f32,
}

/// Whether targets are ranked where there is no actual figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum TargetRule {
    /// A target shows only beside an actual figure of the same area, unless no actual figures are asked for at all.
    #[default]
    BesideActual,
    /// Every target is ranked.
    Ranked,
}

/// Which of the parallel series of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum DetailFilter {
    /// The figures without a detail; where there are none, the series with the most areas.
    #[default]
    Auto,
    /// All, each series of an area as a row of its own.
    All,
    /// One series; empty for the figures without a detail.
    Only(String),
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Sort {
    /// The largest first.
    #[default]
    Value,
    /// By full name.
    Name,
    /// By division code, which is the official order.
    Code,
}

impl Question {
    /// The plain question for this indicator and measure: actual figures with the targets beside them, every level and period.
    pub fn new(indicator: IndicatorId, measure: Measure) -> Self {
        Self {
            indicator,
            measure,
            statuses: vec![Status::Actual, Status::Target],
            targets: TargetRule::default(),
            levels: Vec::new(),
            unit_class: None,
            period: None,
            detail: DetailFilter::default(),
            basis: Basis::default(),
            sort: Sort::default(),
            min_confidence: 0.0,
        }
    }

    /// Whether this standing is asked for.
    pub fn asks_for(&self, status: Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }
}

/// The question that compares most areas: the measure with the widest reach in one unit class, in the standing that it is
/// told in. Periods and levels are left open, since the ranking says aloud where they differ.
pub fn default_question(items: &[Item], indicator: IndicatorId) -> Question {
    let mut areas: BTreeMap<(Measure, UnitClass), BTreeSet<AreaCode>> = BTreeMap::new();
    for Item { observation: o, .. } in items.iter().filter(|item| item.observation.indicator == indicator) {
        let reached = areas.entry((o.measure, o.quantity.unit.class())).or_default();
        reached.extend(o.ref_area.code.filter(|&code| code != AreaCode::CHINA));
    }
    // The first of equals wins, so that a level goes before its growth.
    let best = areas.iter().rev().max_by_key(|(_, reached)| reached.len());
    let measure = best.map_or(Measure::Level, |(&(measure, _), _)| measure);
    default_question_of(items, indicator, measure)
}

/// The question that compares most areas in this measure: for when a reader changes the measure.
pub fn default_question_of(items: &[Item], indicator: IndicatorId, measure: Measure) -> Question {
    let of_status = |status| {
        let told = items.iter().map(|item| item.observation);
        told.filter(|o| o.indicator == indicator && o.measure == measure && o.status == status).count()
    };
    let statuses = match (of_status(Status::Actual), of_status(Status::Target), of_status(Status::Policy)) {
        (0, target, policy) if policy > target => vec![Status::Policy],
        (0, target, _) if target > 0 => vec![Status::Target],
        _ => vec![Status::Actual, Status::Target],
    };
    Question { statuses, ..Question::new(indicator, measure) }
}

/// The indicators that have observations, with the number of areas that the default question ranks, the widest first.
pub fn reach(items: &[Item], catalogue: &Catalogue) -> Vec<(IndicatorId, usize)> {
    let mut by_indicator: BTreeMap<IndicatorId, Vec<Item>> = BTreeMap::new();
    for item in items {
        by_indicator.entry(item.observation.indicator).or_default().push(*item);
    }
    let mut reached: Vec<(IndicatorId, usize)> = by_indicator
        .into_iter()
        .filter(|(indicator, _)| catalogue.get(*indicator).is_some())
        .map(|(indicator, items)| (indicator, n_reached(&items, indicator)))
        .collect();
    widest_first(&mut reached);
    reached
}

/// Puts indicators with the number of areas that each compares in order; those of equal reach in the catalogue's.
pub fn widest_first(reached: &mut [(IndicatorId, usize)]) {
    reached.sort_by_key(|&(indicator, n_areas)| (std::cmp::Reverse(n_areas), indicator));
}

/// The number of areas that the default question for an indicator ranks, of its observations.
pub fn n_reached(items: &[Item], indicator: IndicatorId) -> usize {
    let answer = ranking(items, &default_question(items, indicator));
    let areas: BTreeSet<_> = answer.rows().filter_map(|row| row.area.code).collect();
    areas.len()
}

/// What there is to choose from for an indicator, each with the number of observations: what the chips of a window offer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choices {
    /// In the order of [`Measure::ALL`].
    pub measures: Vec<(Measure, usize)>,
    /// Of the question's measure, like all that follow.
    pub statuses: Vec<(Status, usize)>,
    /// From large to small, without the country.
    pub levels: Vec<(AreaLevel, usize)>,
    /// What the units count.
    pub unit_classes: Vec<(UnitClass, usize)>,
    /// In order of time, unknown first.
    pub periods: Vec<(Option<Period>, usize)>,
    /// In order of text, the figures without a detail first.
    pub details: Vec<(String, usize)>,
}

/// What there is to choose from around this question.
pub fn choices(items: &[Item], question: &Question) -> Choices {
    // One walk over everything there is; all else looks at what is left of it.
    let of_indicator: Vec<&Observation> =
        items.iter().map(|item| item.observation).filter(|o| o.indicator == question.indicator).collect();
    let of_indicator = || of_indicator.iter().copied();
    let of_measure = || of_indicator().filter(|o| o.measure == question.measure && o.ref_area.code.is_some());
    let levels = of_measure().filter_map(|o| o.ref_area.code.map(AreaCode::level));
    Choices {
        measures: tally(of_indicator().map(|o| o.measure)),
        statuses: tally(of_measure().map(|o| o.status)),
        levels: tally(levels.filter(|&level| level != AreaLevel::Country)),
        unit_classes: tally(of_measure().map(|o| o.quantity.unit.class())),
        periods: tally(of_measure().map(|o| o.period)),
        details: tally(of_measure().map(|o| o.detail.clone())),
    }
}

/// How often each thing occurs, in the things' order.
pub(super) fn tally<T: Ord>(things: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts.into_iter().collect()
}
