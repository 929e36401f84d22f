//! Period expressions → dates, given when the bulletin was issued and what the text around speaks of.

use jiff::civil::Date;

use super::period::{Expression, Form, PeriodWord, Point, Run, Year, lunar};
use crate::model::period::{Period, PeriodKind};

/// What a resolution needs to know beside the expression.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The bulletin's date.
    pub issued: Option<Date>,
    /// The day that the article was sent, where it says so: 昨天 is told from it.
    pub sent: Option<Date>,
    /// The year that the text around speaks of, where it named one.
    pub year: Option<i16>,
    /// The day last named, for 当天.
    pub day: Option<Date>,
    /// The time last named, for 去年同期 and 当月.
    pub before: Option<Period>,
    /// The years that the headings speak of, for 五年内 and 五年来.
    pub years: Option<(i16, i16)>,
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
        matches!(self.expression, Expression::Stretch { .. } | Expression::Back { .. } | Expression::Years(..))
    }

    /// Whether it says the end of a stretch: 一季度末, 上月末.
    pub fn is_end(&self) -> bool {
        matches!(
            self.expression,
            Expression::Stretch { form: Form::End, .. } | Expression::Back { form: Form::End, .. }
        )
    }

    /// The years of a span of whole years, or the months of one of two to four months of one year, one by one.
    pub fn parts(&self) -> Vec<Self> {
        let Expression::Stretch { from, to, form } = self.expression else { return Vec::new() };
        let part = |from, to, form| Self { expression: Expression::Stretch { from, to, form }, ..self.clone() };
        if let (Year::Given(first), Year::Given(last)) = (from.year, to.year)
            && (from.month, from.day, to.month, to.day) == (1, 1, 12, 31)
            && (1..=9).contains(&(last - first))
        {
            let at = |year| (Point { year: Year::Given(year), ..from }, Point { year: Year::Given(year), ..to });
            return (first..=last).map(at).map(|(from, to)| part(from, to, Form::WholeYear)).collect();
        }
        let is_whole = form == Form::Span
            && from.day == 1
            && to.day == 31
            && from.year == to.year
            && (1..=3).contains(&(to.month - from.month));
        let month = |month| part(Point { month, day: 1, ..from }, Point { month, day: 31, ..from }, Form::Span);
        if is_whole { (from.month..=to.month).map(month).collect() } else { Vec::new() }
    }

    /// 今明两年: years told from the bulletin's, more than one.
    pub fn spans_relative_years(&self) -> bool {
        matches!(
            self.expression,
            Expression::Stretch { from: Point { year: Year::Offset(first), .. }, to: Point { year: Year::Offset(last), .. }, .. }
                if first != last
        )
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
        let day = |from: Date, to: Date| {
            if from == to && context.is_stock { as_of(to) } else { during(from, to) }
        };
        match self.expression {
            Expression::Now => {
                let today = context.issued?;
                Some(if context.is_stock { as_of(today) } else { during(today.first_of_year(), today) })
            }
            Expression::Days(first, last) => {
                let today = context.sent.or(context.issued)?;
                Some(day(days_after(today, first)?, days_after(today, last)?))
            }
            Expression::Week(weeks) => {
                let today = context.issued?;
                let monday = days_after(today, weeks * 7 - i32::from(today.weekday().to_monday_zero_offset()))?;
                Some(during(monday, days_after(monday, 6)?))
            }
            Expression::WeekDay(weeks, n) => {
                let today = context.issued?;
                let named = days_after(today, weeks * 7 + n - 1 - i32::from(today.weekday().to_monday_zero_offset()))?;
                Some(day(named, named))
            }
            Expression::Lunar(n) => {
                let in_year = |year| days_after(lunar::new_year(year)?, n.into());
                let year = context.year.or(context.issued.map(Date::year))?;
                let lies_ahead = |named: &Date| {
                    context.year.is_none() && !context.is_future && context.issued.is_some_and(|issued| *named > issued)
                };
                let named = in_year(year)?;
                let named = if lies_ahead(&named) { in_year(year - 1)? } else { named };
                Some(day(named, named))
            }
            Expression::DayOfMonth(n) => {
                let named = day_of_month(n, context)?;
                Some(day(named, named))
            }
            Expression::UpToDay(n) => {
                let named = day_of_month(n, context)?;
                Some(if context.is_stock { as_of(named) } else { during(named.first_of_year(), named) })
            }
            Expression::SameDay => context.day.map(|named| day(named, named)),
            Expression::NextDay => {
                let named = days_after(context.day?, 1)?;
                Some(day(named, named))
            }
            Expression::SameYear => {
                let before = context.before.and_then(|before| before.end).map(Date::year);
                let year = context.year.or(before).or(context.issued.map(Date::year))?;
                let end = context.issued.filter(|issued| issued.year() == year && !context.is_future);
                Some(during(Date::new(year, 1, 1).ok()?, end.unwrap_or(Date::new(year, 12, 31).ok()?)))
            }
            // The time last named stays in force: the caller never asks for it.
            Expression::Same | Expression::Undated => None,
            Expression::YearsBefore(years) => moved(context.before?, -years),
            Expression::SameIn(year) => moved(context.before?, year - context.before?.end?.year()),
            Expression::SameMonth => {
                let end = context.before?.end?;
                Some(during(end.first_of_month(), end.last_of_month()))
            }
            Expression::Years(n, run) => years_about(n, run, context),
            Expression::Until(to) => {
                let today = context.issued?;
                let end = clamped(resolve_year(to, Form::Span, &Context { is_future: true, ..*context })?, to)?;
                (today <= end).then_some(during(today, end))
            }
            Expression::Back { months, length, form } => back(months, length, form, context),
            Expression::Stretch { from, to, form } => resolve_stretch(from, to, form, context),
        }
    }
}

fn as_of(day: Date) -> Period {
    Period { start: day, end: Some(day), kind: PeriodKind::AsOf }
}

fn during(start: Date, end: Date) -> Period {
    Period { start, end: Some(end), kind: PeriodKind::During }
}

fn days_after(day: Date, n: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(n)).ok()
}

/// 16日: in the month of the day last named, of the time last named if it lies in one month, else the last such day before the bulletin.
fn day_of_month(n: i8, context: &Context) -> Option<Date> {
    let in_month_of = |day: Date| Date::new(day.year(), day.month(), n).ok();
    let of_time = |time: Period| {
        let end = time.end?;
        (time.start.first_of_month() == end.first_of_month()).then_some(end)
    };
    if let Some(named) = context.day.or_else(|| context.before.and_then(of_time)) {
        return in_month_of(named);
    }
    let issued = context.issued?;
    in_month_of(if n <= issued.day() { issued } else { issued.first_of_month().yesterday().ok()? })
}

/// The same days of another year.
pub(super) fn moved(period: Period, years: i16) -> Option<Period> {
    moved_back(period, -12 * i32::from(years))
}

/// The same time so many months before. The last day of a month stays one.
pub(super) fn moved_back(period: Period, months: i32) -> Option<Period> {
    let shifted = |day: Date| {
        let moved = day.checked_sub(jiff::Span::new().months(months)).ok()?;
        Some(if day == day.last_of_month() { moved.last_of_month() } else { moved })
    };
    let end = match period.end {
        Some(end) => Some(shifted(end)?),
        None => None,
    };
    Some(Period { start: shifted(period.start)?, end, kind: period.kind })
}

/// 过去五年 are the whole years before, 五年来 run to the bulletin's date unless the headings tell which years.
fn years_about(n: i16, run: Run, context: &Context) -> Option<Period> {
    let span = |first: i16, last: i16| Some(during(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?));
    if let Some((first, last)) = context.years.filter(|(first, last)| last - first + 1 == n && run != Run::Ahead) {
        return span(first, last);
    }
    let issued = context.issued?;
    let year = issued.year();
    match run {
        // A report of spring looks back on whole years.
        Run::UpToNow if issued.month() > 3 => Some(during(Date::new(year - n + 1, 1, 1).ok()?, issued)),
        Run::Within if context.is_future => span(year, year + n - 1),
        Run::Past | Run::UpToNow | Run::Within => span(year - n, year - 1),
        Run::Ahead => span(year, year + n - 1),
    }
}

/// 上月, 上季度末.
fn back(months: i16, length: i16, form: Form, context: &Context) -> Option<Period> {
    let today = context.issued?;
    let mut first = today.first_of_month();
    if length == 3 {
        first = first.checked_sub(jiff::Span::new().months(i32::from((today.month() - 1) % 3))).ok()?;
    }
    first = first.checked_sub(jiff::Span::new().months(i32::from(months))).ok()?;
    let last = first.checked_add(jiff::Span::new().months(i32::from(length) - 1)).ok()?.last_of_month();
    Some(match form {
        Form::End if context.is_stock => as_of(last),
        Form::End => during(last.first_of_year(), last),
        Form::Since => during(first, today),
        _ => during(first, last),
    })
}

fn resolve_stretch(from: Point, to: Point, form: Form, context: &Context) -> Option<Period> {
    // 1月20日持续至3月31日: what has begun before the bulletin and not ended is of its year.
    let is_between_days = from.day > 1 && from.month <= to.month;
    let is_open = form == Form::Span && from.year == Year::Open && to.year == Year::Open;
    let end_year = resolve_year(if is_open && is_between_days { from } else { to }, form, context)?;
    let start_year = match from.year {
        Year::Open | Year::Before | Year::Coming => end_year,
        Year::Given(year) => year,
        Year::Offset(offset) => context.issued?.year() + offset,
    };
    let mut start = clamped(start_year, from)?;
    let mut end = clamped(end_year, to)?;
    if start > end {
        // 11月至次年3月.
        start = clamped(start_year - 1, from)?;
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
            // 全年新增7.46万人 on 29 December: the year is as good as over.
            let is_over = |issued: Date| to.year == Year::Open && issued.month() == 12 && issued.day() >= 20;
            if let Some(issued) = context.issued
                && !context.is_future
                && !is_over(issued)
                && (to.year == Year::Offset(0) || (to.year == Year::Open && end_year == issued.year()))
                && issued < end
            {
                end = issued;
            }
        }
        // A single day of a stock: 5月12日在册2.3万人.
        Form::Span if context.is_stock && start == end => kind = PeriodKind::AsOf,
        Form::Span => {}
    }
    Some(Period { start, end: Some(end), kind })
}

/// A year-less month belongs to the year the text speaks of, else to the last one that had it before the bulletin's date.
fn resolve_year(point: Point, form: Form, context: &Context) -> Option<i16> {
    match point.year {
        Year::Given(year) => Some(year),
        Year::Offset(offset) => Some(context.issued?.year() + offset),
        Year::Coming => context.issued.map(|issued| issued.year() + i16::from(issued.month() >= 11)),
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
            let day = if matches!(form, Form::Span | Form::Since) { 1 } else { point.day };
            let starts = clamped(issued.year(), Point { day, ..point })?;
            // 年底前 in a plan lies ahead, 12月 in a January report behind; but 截至5月底 is said some days before May is over.
            let is_over = if form == Form::End { ends_by(starts, issued) } else { starts <= issued };
            Some(if is_over { issued.year() } else { issued.year() - 1 })
        }
    }
}

/// Whether a day to which something is counted has come, or nearly so: on 30 May one says 截至5月底.
pub(super) fn ends_by(day: Date, issued: Date) -> bool {
    const NEARLY: i32 = 12;
    day <= issued || days_after(issued, NEARLY).is_some_and(|soon| day <= soon)
}

fn clamped(year: i16, point: Point) -> Option<Date> {
    let first = Date::new(year, point.month, 1).ok()?;
    Date::new(year, point.month, point.day.min(first.days_in_month())).ok()
}
