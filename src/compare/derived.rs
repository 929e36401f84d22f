//! What is computed from the figures that articles tell, and is always said to be: averages by month, and how far a target is met.

use std::collections::BTreeMap;

use super::marks::AreaMark;
use super::note::Note;
use super::question::Question;
use super::ranking::{AreaRow, Mark};
use super::{Item, ObservationKey};
use crate::model::area::AreaCode;
use crate::model::observation::{Measure, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Bound, Unit};

/// How figures of spans of different length stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Basis {
    /// As told.
    #[default]
    AsTold,
    /// Divided by the months of their span. Computed, never told.
    MonthlyAverage,
}

/// How far a target is met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Completion {
    /// In per cent of the target.
    pub percent: f64,
    /// The observation that tells it; `None` where it was computed from the actual figure and the target beside it.
    pub key: Option<ObservationKey>,
}

/// How many whole months a span has; `None` for a day, an open rule, or a span that begins or ends inside a month.
pub fn whole_months(period: Period) -> Option<u32> {
    let (start, end) = (period.start, period.end?);
    if period.kind != PeriodKind::During || start.day() != 1 || end != end.last_of_month() || end < start {
        return None;
    }
    let n_months =
        (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month()) + 1;
    u32::try_from(n_months).ok()
}

/// Whether a figure can be told by the month: a count or a sum of money over time, never a rate.
pub fn can_average(measure: Measure, unit: &Unit) -> bool {
    measure == Measure::Level && unit.takes_wan()
}

/// Divides every mark by its months; what has no whole months is taken out and counted.
pub(super) fn average_by_month(marks: Vec<AreaMark>) -> (Vec<AreaMark>, Option<Note>) {
    let mut averaged = Vec::new();
    let mut n_left = 0;
    for mut told in marks {
        let can_average = can_average(told.mark.measure, &told.mark.unit);
        let n_months = told.mark.period.filter(|_| can_average).and_then(whole_months);
        match n_months {
            Some(n_months) => {
                told.mark.value /= f64::from(n_months);
                told.mark.value_high = told.mark.value_high.map(|high| high / f64::from(n_months));
                told.mark.basis = Basis::MonthlyAverage;
                averaged.push(told);
            }
            None => n_left += 1 + told.mark.duplicates.len(),
        }
    }
    (averaged, (n_left > 0).then_some(Note::NotAveraged { n: n_left }))
}

/// The completion rates that articles tell, by what they are about.
pub(super) struct Rates<'a>(BTreeMap<(Option<AreaCode>, &'a str, Option<Period>), Item<'a>>);

impl<'a> Rates<'a> {
    /// The rates of the question's indicator; of several for one figure the surest.
    pub(super) fn of(items: &[Item<'a>], question: &Question) -> Self {
        let mut rates: BTreeMap<_, Item> = BTreeMap::new();
        if question.measure == Measure::Level && question.basis == Basis::AsTold {
            for item in items.iter().filter(|item| item.observation.indicator == question.indicator) {
                let o = item.observation;
                if o.measure != Measure::Completion || o.status != Status::Actual {
                    continue;
                }
                let known = rates.entry((o.ref_area.code, o.detail.as_str(), o.period)).or_insert(*item);
                if o.confidence > known.observation.confidence {
                    *known = *item;
                }
            }
        }
        Self(rates)
    }

    /// Writes into each actual mark of the row how far its target is met, if that is told or can be computed.
    pub(super) fn complete(&self, row: &mut AreaRow, basis: Basis) {
        let targets: Vec<Mark> = row.marks.iter().filter(|mark| mark.status == Status::Target).cloned().collect();
        for mark in row.marks.iter_mut().filter(|mark| mark.status == Status::Actual && mark.measure == Measure::Level)
        {
            let told = self.0.get(&(row.area.code, row.detail.as_str(), mark.period));
            let told = told.map(|item| (item.observation.quantity.value, Some(item.key)));
            let computed = || {
                let target = targets.iter().find(|target| is_target_of(target, mark))?;
                Some((mark.value / target.value * 100.0, None))
            };
            let known = told.or_else(|| computed().filter(|_| basis == Basis::AsTold));
            mark.completion = known.map(|(percent, key)| Completion { percent, key });
        }
    }
}

/// Whether the mark counts towards this target: the target's span begins with the mark's and ends no sooner. Hedged figures
/// give no rate.
fn is_target_of(target: &Mark, mark: &Mark) -> bool {
    let (Some(aim), Some(told)) = (target.period, mark.period) else { return false };
    let is_plain = |mark: &Mark| mark.bound == Bound::Exact && mark.value_high.is_none() && !mark.conflicts;
    // 力争50万人以上 is met when 50万 is.
    let is_aim = target.value > 0.0 && (is_plain(target) || target.bound == Bound::AtLeast);
    is_aim && is_plain(mark) && aim.start == told.start && aim.end >= told.end && told.end.is_some()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_are_counted_where_they_are_whole() {
        let span = |start, end, kind| Period { start, end: Some(end), kind };
        let during = PeriodKind::During;
        let cases = [
            (span(date(2021, 1, 1), date(2021, 4, 30), during), Some(4)),
            (span(date(2020, 11, 1), date(2021, 2, 28), during), Some(4)),
            (span(date(2021, 4, 1), date(2021, 4, 30), during), Some(1)),
            (span(date(2021, 1, 1), date(2021, 4, 29), during), None),
            (span(date(2021, 1, 8), date(2021, 4, 30), during), None),
            (span(date(2021, 4, 30), date(2021, 4, 30), PeriodKind::AsOf), None),
            (Period { start: date(2021, 1, 1), end: None, kind: during }, None),
        ];
        for (period, n_months) in cases {
            assert_eq!(whole_months(period), n_months, "{period:?}");
        }
    }
}
