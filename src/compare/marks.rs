//! From observations to marks: the same fact said in several places is one mark, different values of one fact are a conflict.

use std::cmp::Ordering;

use super::Item;
use super::derived::Basis;
use super::note::Note;
use super::ranking::Mark;
use crate::model::area::RefArea;
use crate::model::observation::Observation;
use crate::model::quantity::{Bound, Quantity};

/// Two values are the same if they differ by no more than what scaling by 万 and 亿 can do to a float.
const SAME_VALUE: f64 = 1e-9;
/// How far off 约 may be and still agree with an exact figure, as a share of the value.
const ABOUT: f64 = 0.05;
/// How far above its value 超 may reach and still agree: 超1.2万 says no more than that 1.2万 was the next round figure.
const MORE_THAN: f64 = 0.1;

/// A mark with the area it belongs to.
pub(super) struct AreaMark {
    pub(super) area: RefArea,
    pub(super) mark: Mark,
}

/// The marks of these observations, in an order that does not depend on the input's, and a note for every conflict.
pub(super) fn marks_of(mut items: Vec<Item>) -> (Vec<AreaMark>, Vec<Note>) {
    items.sort_by(|a, b| fact_order(a, b).then_with(|| value_order(a, b)).then(a.key.cmp(&b.key)));
    let mut marks = Vec::new();
    let mut notes = Vec::new();
    for fact in items.chunk_by(|a, b| fact_order(a, b).is_eq()) {
        let first = marks.len();
        marks.extend(fact.chunk_by(is_same_value).filter_map(mark_of));
        let told = marks.get_mut(first..).unwrap_or_default();
        notes.extend(flag_conflicts(told));
    }
    (marks, notes)
}

/// Observations that are equal in this order speak of one fact.
fn fact_order(a: &Item, b: &Item) -> Ordering {
    let fact = |o: &'_ Observation| (o.ref_area.code, o.indicator, o.measure, o.status, o.period);
    let (a, b) = (a.observation, b.observation);
    (fact(a).cmp(&fact(b))).then_with(|| a.quantity.unit.cmp(&b.quantity.unit)).then_with(|| a.detail.cmp(&b.detail))
}

fn value_order(a: &Item, b: &Item) -> Ordering {
    let (a, b) = (&a.observation.quantity, &b.observation.quantity);
    a.value.total_cmp(&b.value).then_with(|| upper(a).total_cmp(&upper(b)))
}

fn is_same_value(a: &Item, b: &Item) -> bool {
    let near = |a: f64, b: f64| a == b || (a - b).abs() <= SAME_VALUE * a.abs().max(b.abs());
    let (a, b) = (&a.observation.quantity, &b.observation.quantity);
    near(a.value, b.value) && near(upper(a), upper(b))
}

fn upper(quantity: &Quantity) -> f64 {
    quantity.value_high.unwrap_or(quantity.value)
}

/// One mark for the same value said in several places: the surest of them speaks, the others are its duplicates.
fn mark_of(same: &[Item]) -> Option<AreaMark> {
    let speaker = same.iter().min_by(|a, b| {
        (b.observation.confidence.total_cmp(&a.observation.confidence))
            .then(a.observation.quantity.bound.cmp(&b.observation.quantity.bound))
            .then(a.key.cmp(&b.key))
    })?;
    let o = speaker.observation;
    let mut duplicates: Vec<_> = same.iter().map(|item| item.key).filter(|&key| key != speaker.key).collect();
    duplicates.sort_unstable();
    let mark = Mark {
        key: speaker.key,
        value: o.quantity.value,
        value_high: o.quantity.value_high,
        unit: o.quantity.unit.clone(),
        bound: o.quantity.bound,
        measure: o.measure,
        status: o.status,
        period: o.period,
        detail: o.detail.clone(),
        confidence: o.confidence,
        basis: Basis::AsTold,
        completion: None,
        differs_in_period: false,
        conflicts: false,
        duplicates,
    };
    Some(AreaMark { area: o.ref_area.clone(), mark })
}

/// Flags the marks of one fact that cannot all be true. Undated figures cannot contradict each other: two fairs without a
/// date are two fairs.
fn flag_conflicts(told: &mut [AreaMark]) -> Option<Note> {
    let first = told.first()?;
    let (area, status, detail) = (first.area.clone(), first.mark.status, first.mark.detail.clone());
    let period = Some(first.mark.period?);
    let reaches = || told.iter().map(|told| reach_of(&told.mark));
    let highest_low = reaches().map(|(low, _)| low).max_by(f64::total_cmp)?;
    let lowest_high = reaches().map(|(_, high)| high).min_by(f64::total_cmp)?;
    for told in told.iter_mut() {
        let (low, high) = reach_of(&told.mark);
        told.mark.conflicts = low > lowest_high || high < highest_low;
    }
    let keys: Vec<_> = told.iter().filter(|told| told.mark.conflicts).map(|told| told.mark.key).collect();
    (!keys.is_empty()).then_some(Note::Conflict { area, status, period, detail, keys })
}

/// The values that a mark leaves possible, so that 超1.27万 does not contradict 12703.
fn reach_of(mark: &Mark) -> (f64, f64) {
    let size = mark.value.abs();
    let (low, high) = match mark.bound {
        Bound::Exact => (size, size),
        Bound::About => (size * (1.0 - ABOUT), size * (1.0 + ABOUT)),
        Bound::MoreThan => (size, size * (1.0 + MORE_THAN)),
        Bound::AtLeast => (size, f64::INFINITY),
        Bound::AtMost => (0.0, size),
        Bound::Range => return (mark.value, mark.value_high.unwrap_or(mark.value)),
    };
    if mark.value < 0.0 { (-high, -low) } else { (low, high) }
}
