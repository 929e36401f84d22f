//! Figures of several indicators and areas, parted into what may stand side by side: for the views that lay areas beside each
//! other or show all that one area says.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::Item;
use super::marks::marks_of;
use super::question::{DetailFilter, Question};
use super::ranking::{Mark, Periods, by_end};
use crate::model::area::AreaCode;
use crate::model::indicator::IndicatorId;
use crate::model::observation::{Measure, Status};
use crate::model::quantity::Unit;

/// What figures must have in common to share a scale.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesKey {
    /// What is counted.
    pub indicator: IndicatorId,
    /// In which form.
    pub measure: Measure,
    /// Which of the parallel series; empty for the plain figure.
    pub detail: String,
    /// In which unit.
    pub unit: Unit,
}

/// The figures of one series, by area.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What they have in common.
    pub key: SeriesKey,
    /// For each area that has any, its figures: actual before target, of each the latest first.
    pub areas: BTreeMap<AreaCode, Vec<Mark>>,
}

impl Series {
    /// All its figures.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.areas.values().flatten()
    }

    /// The question that ranks this series among all areas.
    pub fn question(&self) -> Question {
        let has_actual = self.marks().any(|mark| mark.status == Status::Actual);
        let mut statuses: Vec<Status> = self.marks().map(|mark| mark.status).collect();
        statuses.extend(has_actual.then_some(Status::Target));
        statuses.sort_unstable();
        statuses.dedup();
        Question {
            statuses,
            unit_class: Some(self.key.unit.class()),
            detail: DetailFilter::Only(self.key.detail.clone()),
            ..Question::new(self.key.indicator, self.key.measure)
        }
    }
}

/// The series of these figures, in the order of the catalogue. Figures without an area belong to none.
pub fn series(items: &[Item]) -> Vec<Series> {
    let mut by_key: BTreeMap<SeriesKey, Vec<Item>> = BTreeMap::new();
    for item in items {
        let o = item.observation;
        let (indicator, measure) = (o.indicator, o.measure);
        let key = SeriesKey { indicator, measure, detail: o.detail.clone(), unit: o.quantity.unit.clone() };
        by_key.entry(key).or_default().push(*item);
    }
    by_key.into_iter().map(|(key, items)| Series { key, areas: by_area(items) }).collect()
}

fn by_area(items: Vec<Item>) -> BTreeMap<AreaCode, Vec<Mark>> {
    let (mut told, _) = marks_of(items);
    let periods = Periods::of(&told);
    for told in &mut told {
        told.mark.differs_in_period = periods.differs(&told.mark);
    }
    let mut areas: BTreeMap<AreaCode, Vec<Mark>> = BTreeMap::new();
    for told in told {
        let Some(code) = told.area.code else { continue };
        areas.entry(code).or_default().push(told.mark);
    }
    for marks in areas.values_mut() {
        marks.sort_by(latest_first);
    }
    areas
}

/// Actual before target before policy; of each the latest first, the undated last; of two in conflict the larger.
fn latest_first(a: &Mark, b: &Mark) -> Ordering {
    let rank = |mark: &Mark| (mark.status, Reverse(mark.period.map(by_end)));
    rank(a).cmp(&rank(b)).then_with(|| b.value.total_cmp(&a.value)).then(a.key.cmp(&b.key))
}
