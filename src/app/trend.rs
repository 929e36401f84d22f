//! One indicator over time: for each area with two or more dates, its figures in order of time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::compare::names::short_name;
use crate::compare::question::{DetailFilter, Question};
use crate::compare::{Item, ObservationKey};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::observation::{Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Unit, UnitClass};

/// All lines of a trend, in one unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trend {
    /// The unit of all points.
    pub unit: Option<Unit>,
    /// The lines, those with most points first.
    pub series: Vec<TrendSeries>,
    /// How many areas have but one date.
    pub n_single: usize,
}

/// Where the largest figures of two levels differ by more than this factor, they get an axis each.
const CRUSHING: f64 = 5.0;

/// Parts lines by level of area where one level would crush another.
pub fn part_levels<'a>(lines: &[&'a TrendSeries]) -> Vec<(Option<AreaLevel>, Vec<&'a TrendSeries>)> {
    let mut levels: BTreeMap<Option<AreaLevel>, Vec<&TrendSeries>> = BTreeMap::new();
    for line in lines {
        levels.entry(line.area.code.map(AreaCode::level)).or_default().push(line);
    }
    let largest = |lines: &Vec<&TrendSeries>| {
        lines.iter().flat_map(|line| &line.points).map(|point| point.value.abs()).fold(0.0, f64::max)
    };
    let sizes: Vec<f64> = levels.values().map(largest).filter(|size| *size > 0.0).collect();
    let (most, least) =
        sizes.iter().fold((0.0, f64::INFINITY), |(most, least), size| (size.max(most), size.min(least)));
    if levels.len() > 1 && most > least * CRUSHING {
        levels.into_iter().collect()
    } else {
        vec![(None, lines.to_vec())]
    }
}

/// One area's line.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendSeries {
    /// The area.
    pub area: RefArea,
    /// Its own name.
    pub name: String,
    /// In order of time.
    pub points: Vec<TrendPoint>,
}

/// One figure of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendPoint {
    /// The observation.
    pub key: ObservationKey,
    /// When.
    pub period: Period,
    /// How much.
    pub value: f64,
    /// In what standing.
    pub status: Status,
    /// Whether it is one of several sums from the same first day: 1—3月, 1—4月.
    pub is_cumulative: bool,
}

impl TrendPoint {
    /// The day that the point stands at: a flow is known when its span is over.
    pub fn day(&self) -> jiff::civil::Date {
        self.period.end.unwrap_or(self.period.start)
    }

    /// Whether a line from here to `next` says something: two stocks, two sums from the same start, or two spans of one length.
    /// A sum that begins anew in January does not continue last year's.
    pub fn leads_to(&self, next: &Self) -> bool {
        let (from, to) = (self.period, next.period);
        if from.kind != to.kind || self.status != next.status {
            return false;
        }
        let n_days =
            |period: Period| period.end.map_or(0, |end| period.start.until(end).map_or(0, |span| span.get_days()));
        from.kind == PeriodKind::AsOf || from.start == to.start || n_days(from).abs_diff(n_days(to)) <= 3
    }
}

/// The trend of what the question asks about, whatever period it is restricted to.
pub fn trend(items: &[Item], question: &Question) -> Trend {
    let asked: Vec<&Item> = items.iter().filter(|item| is_asked(question, item.observation)).collect();
    let Some(class) = question.unit_class.or_else(|| commonest(&asked)) else { return Trend::default() };
    let mut by_area: BTreeMap<AreaCode, (RefArea, Vec<TrendPoint>)> = BTreeMap::new();
    let mut unit = None;
    for item in asked {
        let o = item.observation;
        let (Some(code), Some(period)) = (o.ref_area.code, o.period) else { continue };
        if o.quantity.unit.class() != class {
            continue;
        }
        unit.get_or_insert_with(|| o.quantity.unit.clone());
        let point =
            TrendPoint { key: item.key, period, value: o.quantity.value, status: o.status, is_cumulative: false };
        by_area.entry(code).or_insert_with(|| (o.ref_area.clone(), Vec::new())).1.push(point);
    }
    let mut n_single = 0;
    let mut series = Vec::new();
    for (area, mut points) in by_area.into_values() {
        points.sort_by_key(|point| (point.day(), point.period, point.status, point.key));
        points.dedup_by(|a, b| (a.period, a.status, a.value) == (b.period, b.status, b.value));
        flag_cumulative(&mut points);
        let mut days: Vec<_> = points.iter().map(TrendPoint::day).collect();
        days.dedup();
        if days.len() < 2 {
            n_single += 1;
            continue;
        }
        series.push(TrendSeries { name: short_name(&area).to_owned(), area, points });
    }
    series.sort_by_key(|line| std::cmp::Reverse(line.points.len()));
    Trend { unit, series, n_single }
}

fn flag_cumulative(points: &mut [TrendPoint]) {
    let series = |point: &TrendPoint| (point.period.start, point.status);
    let is_span = |point: &TrendPoint| point.period.kind == PeriodKind::During;
    let mut ends: BTreeMap<_, BTreeSet<Option<Date>>> = BTreeMap::new();
    for point in points.iter().filter(|point| is_span(point)) {
        ends.entry(series(point)).or_default().insert(point.period.end);
    }
    for point in points.iter_mut().filter(|point| is_span(point) && point.period.end.is_some()) {
        point.is_cumulative = ends.get(&series(point)).is_some_and(|ends| ends.len() > 1);
    }
}

fn is_asked(question: &Question, o: &Observation) -> bool {
    let is_level = |code: AreaCode| {
        code == AreaCode::CHINA || question.levels.is_empty() || question.levels.contains(&code.level())
    };
    o.indicator == question.indicator
        && o.measure == question.measure
        && question.asks_for(o.status)
        && o.ref_area.code.is_some_and(is_level)
        && o.confidence >= question.min_confidence
        && match &question.detail {
            DetailFilter::Auto | DetailFilter::All => o.detail.is_empty(),
            DetailFilter::Only(detail) => o.detail == *detail,
        }
}

fn commonest(items: &[&Item]) -> Option<UnitClass> {
    let mut counts: BTreeMap<UnitClass, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item.observation.quantity.unit.class()).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map(|(class, _)| class)
}
