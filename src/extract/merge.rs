//! One fact, one observation: what an article says twice becomes one with two mentions.

use std::collections::HashMap;

use crate::model::observation::Observation;
use crate::model::quantity::Bound;

/// Merges repeated facts; the result is in document order.
///
/// The body comes before the headline (which ends at `title_end`), so that a fact leads to the sentence that tells it in full.
pub(super) fn merge(mut found: Vec<Observation>, title_end: usize) -> Vec<Observation> {
    found.sort_by_key(|observation| observation.quote.end() <= title_end);
    let mut kept: Vec<Observation> = Vec::with_capacity(found.len());
    // Only what agrees in these can be the same fact; looking at those alone keeps long articles linear.
    let mut alike: HashMap<_, Vec<usize>> = HashMap::new();
    for observation in found {
        // Adding 0 makes one of the two zeros.
        let value = (observation.quantity.value + 0.0).to_bits();
        let places = alike.entry((observation.indicator, observation.measure, observation.status, value)).or_default();
        let place = places.iter().copied().find(|&n| kept.get(n).is_some_and(|known| is_same(known, &observation)));
        if let Some(known) = place.and_then(|n| kept.get_mut(n)) {
            absorb(known, observation);
        } else {
            places.push(kept.len());
            kept.push(observation);
        }
    }
    kept.sort_by_key(|observation| observation.quote);
    kept
}

fn is_same(a: &Observation, b: &Observation) -> bool {
    a.indicator == b.indicator
        && a.measure == b.measure
        && a.status == b.status
        && a.quantity.value == b.quantity.value
        && a.quantity.value_high == b.quantity.value_high
        && a.quantity.unit == b.quantity.unit
        && (a.ref_area.code == b.ref_area.code || a.ref_area.code.is_none() || b.ref_area.code.is_none())
        && (a.period == b.period || a.period.is_none() || b.period.is_none())
        && (a.detail == b.detail || a.detail.is_empty() || b.detail.is_empty())
}

/// Keeps what is said more fully.
fn absorb(known: &mut Observation, other: Observation) {
    if known.period.is_none() {
        known.period = other.period;
        known.evidence.period = other.evidence.period;
    }
    if known.ref_area.code.is_none() {
        known.ref_area = other.ref_area;
        known.evidence.area = other.evidence.area;
    }
    if known.quantity.bound == Bound::Exact {
        known.quantity.bound = other.quantity.bound;
    }
    if known.detail.is_empty() {
        known.detail = other.detail;
    }
    known.confidence = known.confidence.max(other.confidence);
    known.mentions.push(other.quote);
}

/// Leaves out the headline's figures that the body says exactly (rule 14 of the contract).
pub(super) fn drop_rounded_titles(found: &mut Vec<Observation>, title_end: usize) {
    let (titles, body): (Vec<Observation>, Vec<Observation>) =
        std::mem::take(found).into_iter().partition(|observation| observation.quote.end() <= title_end);
    *found = body;
    let rounds = |title: &Observation, exact: &Observation| {
        let (rounded, exact_value) = (title.quantity.value, exact.quantity.value);
        title.indicator == exact.indicator
            && title.measure == exact.measure
            && title.quantity.unit == exact.quantity.unit
            && (rounded - exact_value).abs() <= 0.05 * exact_value.abs()
    };
    for title in titles {
        match found.iter_mut().find(|exact| rounds(&title, exact)) {
            Some(exact) => exact.mentions.push(title.quote),
            None => found.push(title),
        }
    }
}
