//! Period expressions → dates, given when the bulletin was issued and what the text around speaks of.

use jiff::civil::Date;

use super::period::{Expression, Form, PeriodWord, Point, Year};
use crate::model::period::{Period, PeriodKind};

/// What a resolution needs to know beside the expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The bulletin's date.
    pub issued: Option<Date>,
    /// The year that the text around speaks of, where it named one.
    pub year: Option<i16>,
    /// The day last named, for 当天.
    pub day: Option<Date>,
    /// Whether the figure is planned rather than reached.
    pub is_future: bool,
    /// Whether the figure stands at a day rather than runs over a span.
    pub is_stock: bool,
}

impl PeriodWord {
    /// 今年, 2021年, 全年.
    pub fn is_whole_year(&self) -> bool {
        matches!(self.expression, Expression::Stretch { form: Form::WholeYear, .. })
    }

    /// Whether it says a time that may hold for the next paragraph: no 当天, no 目前, no 近日.
    pub fn is_span(&self) -> bool {
        matches!(self.expression, Expression::Stretch { .. } | Expression::Back { .. })
    }

    /// Whether it gives a year in figures.
    pub fn gives_year(&self) -> bool {
        matches!(self.expression, Expression::Stretch { to: Point { year: Year::Given(_), .. }, .. })
    }

    /// The year the expression names outright, for year-less ones after it.
    pub fn named_year(&self, issued: Option<Date>) -> Option<i16> {
        match self.expression {
            Expression::Stretch { to: Point { year: Year::Given(year), .. }, .. } => Some(year),
            Expression::Stretch { to: Point { year: Year::Offset(offset), .. }, .. } => Some(issued?.year() + offset),
            _ => None,
        }
    }

    /// The dates, or `None` where it takes a bulletin date or a named day that is not known.
    pub fn resolve(&self, context: &Context) -> Option<Period> {
        let issued = context.issued;
        let as_of = |day: Date| Period { start: day, end: Some(day), kind: PeriodKind::AsOf };
        let during = |start: Date, end: Date| Period { start, end: Some(end), kind: PeriodKind::During };
        match self.expression {
            Expression::Now => {
                let today = issued?;
                let year_start = Date::new(today.year(), 1, 1).ok()?;
                Some(if context.is_stock { as_of(today) } else { during(year_start, today) })
            }
            Expression::Day(offset) => {
                let day = issued?.checked_add(jiff::Span::new().days(offset)).ok()?;
                Some(during(day, day))
            }
            Expression::DayOfMonth(day) => {
                let base = context.day?;
                let day = Date::new(base.year(), base.month(), day).ok()?;
                Some(during(day, day))
            }
            // Relative to the word before: resolved by the caller, which knows it.
            Expression::Same | Expression::YearBefore | Expression::SameMonth | Expression::Undated => None,
            Expression::SameDay => context.day.map(|day| during(day, day)),
            Expression::Back { months, length, form } => {
                let today = issued?;
                let mut first = today.first_of_month();
                if length == 3 {
                    first = first.checked_sub(jiff::Span::new().months(i32::from((today.month() - 1) % 3))).ok()?;
                }
                first = first.checked_sub(jiff::Span::new().months(i32::from(months))).ok()?;
                let last = first.checked_add(jiff::Span::new().months(i32::from(length) - 1)).ok()?.last_of_month();
                Some(match form {
                    Form::End if context.is_stock => as_of(last),
                    Form::End => during(Date::new(last.year(), 1, 1).ok()?, last),
                    Form::Since => during(first, today),
                    _ => during(first, last),
                })
            }
            Expression::Stretch { from, to, form } => resolve_stretch(from, to, form, context),
        }
    }
}

fn resolve_stretch(from: Point, to: Point, form: Form, context: &Context) -> Option<Period> {
    let end_year = resolve_year(to, form, context)?;
    let start_year = match from.year {
        Year::Open | Year::Before => end_year,
        Year::Given(year) => year,
        Year::Offset(offset) => context.issued?.year() + offset,
    };
    let mut start = clamped(start_year, from.month, from.day)?;
    let mut end = clamped(end_year, to.month, to.day)?;
    if start > end {
        // 11月至次年3月.
        start = clamped(start_year - 1, from.month, from.day)?;
    }
    let mut kind = PeriodKind::During;
    match form {
        Form::End => {
            if context.is_stock {
                start = end;
                kind = PeriodKind::AsOf;
            } else if from.year == to.year {
                start = Date::new(end_year, 1, 1).ok()?;
            }
        }
        // A rule may take effect after the bulletin: it then runs on.
        Form::Since => end = context.issued.filter(|&issued| issued >= start).unwrap_or(end.max(start)),
        Form::WholeYear => {
            if let Some(issued) = context.issued
                && !context.is_future
                && (to.year == Year::Offset(0) || (to.year == Year::Open && end_year == issued.year()))
                && issued < end
            {
                end = issued;
            }
        }
        Form::Span => {}
    }
    Some(Period { start, end: Some(end), kind })
}

/// A year-less month belongs to the year the text speaks of, else to the last one that had it before the bulletin's date.
fn resolve_year(point: Point, form: Form, context: &Context) -> Option<i16> {
    match point.year {
        Year::Given(year) => Some(year),
        Year::Offset(offset) => Some(context.issued?.year() + offset),
        Year::Before => Some(context.year.or(context.issued.map(Date::year))? - 1),
        Year::Open => {
            if let Some(year) = context.year {
                return Some(year);
            }
            let issued = context.issued?;
            if context.is_future {
                return Some(issued.year());
            }
            if form == Form::WholeYear {
                // 全年 in a report of January to March is the year that has just ended.
                return Some(if issued.month() <= 3 { issued.year() - 1 } else { issued.year() });
            }
            let starts = clamped(issued.year(), point.month, if form == Form::Span { 1 } else { point.day })?;
            // 年底前 in a plan lies ahead, 12月 in a January report behind.
            Some(if starts > issued { issued.year() - 1 } else { issued.year() })
        }
    }
}

fn clamped(year: i16, month: i8, day: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, day.min(first.days_in_month())).ok()
}
