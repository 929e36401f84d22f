//! One fact, one observation: what an article says twice becomes one with two mentions.

use std::collections::BTreeMap;

use crate::model::area::RefArea;
use crate::model::observation::Observation;
use crate::model::quantity::Bound;

/// Merges repeated facts; the result is in document order.
///
/// The body comes before the headline (which ends at `title_end`), so that a fact leads to the sentence that tells it in full.
pub(super) fn merge(mut found: Vec<Observation>, title_end: usize) -> Vec<Observation> {
    found.sort_by_key(|observation| observation.quote.end() <= title_end);
    let mut kept: Vec<Observation> = Vec::with_capacity(found.len());
    // Only what agrees in these can be the same fact; looking at those alone keeps long articles linear.
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
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
    drop_rounded(kept)
}

/// 近5万人 here and 49872人 there are one fact: the hedged round figure becomes a mention of the exact one.
fn drop_rounded(found: Vec<Observation>) -> Vec<Observation> {
    let is_hedged = |observation: &Observation| {
        matches!(observation.quantity.bound, Bound::About | Bound::MoreThan) && is_round(observation.quantity.value)
    };
    if !found.iter().any(is_hedged) {
        return found;
    }
    let (hedged, mut kept): (Vec<_>, Vec<_>) = found.into_iter().partition(is_hedged);
    // Only what agrees in these can be the same fact.
    let mut exact: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, observation) in kept.iter().enumerate().filter(|(_, one)| one.quantity.bound == Bound::Exact) {
        exact.entry((observation.indicator, observation.measure, observation.status)).or_default().push(n);
    }
    for rounded in hedged {
        let places = exact.get(&(rounded.indicator, rounded.measure, rounded.status)).map_or(&[][..], Vec::as_slice);
        // Twenty are more than an article tells of one indicator; looking no further keeps long ones linear.
        let same = places.iter().take(20).copied().find(|&n| kept.get(n).is_some_and(|one| rounds_to(&rounded, one)));
        match same.and_then(|n| kept.get_mut(n)) {
            Some(known) => known.mentions.push(rounded.quote),
            None => kept.push(rounded),
        }
    }
    kept.sort_by_key(|observation| observation.quote);
    kept
}

/// Whether a number has at most two digits that are no zeros at its end (近5万, 超1.2万).
fn is_round(value: f64) -> bool {
    let mut rest = value.abs();
    while rest >= 100.0 && rest % 10.0 == 0.0 {
        rest /= 10.0;
    }
    value.abs() >= 100.0 && rest < 100.0
}

/// Whether a hedged figure is the exact one rounded the way its hedge says: 近 from below, 超 from above.
fn rounds_to(rounded: &Observation, exact: &Observation) -> bool {
    let (about, value) = (rounded.quantity.value, exact.quantity.value);
    let is_side_right = rounded.quantity.bound != Bound::MoreThan || value >= about;
    rounded.quantity.unit == exact.quantity.unit
        && rounded.ref_area.code == exact.ref_area.code
        && rounded.period == exact.period
        && rounded.detail == exact.detail
        && is_side_right
        && about != value
        && (about - value).abs() <= 0.03 * value.abs()
}

fn is_same(a: &Observation, b: &Observation) -> bool {
    a.indicator == b.indicator
        && a.measure == b.measure
        && a.status == b.status
        && a.quantity.value == b.quantity.value
        && a.quantity.value_high == b.quantity.value_high
        && a.quantity.unit == b.quantity.unit
        && is_same_area(&a.ref_area, &b.ref_area)
        && (a.period == b.period || a.period.is_none() || b.period.is_none())
        && (a.detail == b.detail || a.detail.is_empty() || b.detail.is_empty())
        && (a.detail == b.detail || !(names_a_sample(&a.detail) || names_a_sample(&b.detail)))
}

/// No area at all may be any; 东部 is none but itself.
fn is_same_area(a: &RefArea, b: &RefArea) -> bool {
    a.code == b.code && (a.code.is_some() || a.name == b.name)
        || (a.code.is_none() && a.name.is_empty())
        || (b.code.is_none() && b.name.is_empty())
}

/// The large cities and an age group have rates of their own, which may be those of the whole by chance.
fn names_a_sample(detail: &str) -> bool {
    detail.contains("大城市") || detail.contains('岁') || detail.contains("户籍")
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
        // 今年高校毕业生834万 就业怎么看: the same figure, told in the body in full.
        if rounded == exact_value
            && title.quantity.unit == exact.quantity.unit
            && title.measure == exact.measure
            && rounded >= 100.0
        {
            return true;
        }
        // 五年新增就业126万人 over 城镇新增就业126.4万人: a headline names an indicator in short.
        let is_cut_short =
            (rounded - exact_value).abs() <= 0.005 * exact_value.abs() && n_digits(rounded) < n_digits(exact_value);
        // 近万人实现就业 over 9860人 of a finer indicator: a hedged headline names no indicator of its own.
        (title.indicator == exact.indicator || title.quantity.bound == Bound::About || is_cut_short)
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

/// How many digits a whole number has before the zeros at its end.
fn n_digits(value: f64) -> usize {
    let digits = format!("{:.0}", value.abs());
    digits.trim_end_matches('0').len()
}
