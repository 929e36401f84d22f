//! Period expressions: `1至4月份`, `截至一季度末`, `去年同期`, `“十四五”期间`, `未来三年`.
//!
//! [`parse`] reads an expression without knowing when it was written; [`super::resolve`] turns it into dates, given the
//! bulletin's date, the year that the context speaks of, and what kind of figure it dates.
//! `spoken` puts the pieces together; `words` has what is a word in a table, `years` plans and runs of years, `calendar`
//! years, quarters, months and days; `role` tells which part an expression plays where it stands.

mod calendar;
pub(super) mod lunar;
mod part;
mod role;
mod spoken;
#[cfg(test)]
mod tests;
mod words;
mod years;

use std::ops::Range;

pub(super) use self::role::{is_dateline, is_of_source};
pub(super) use self::words::may_start;

/// A period expression as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PeriodWord {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says.
    pub expression: Expression,
    /// Which part it plays for figures near it.
    pub role: Role,
}

/// What a period expression says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Expression {
    /// From one day to another; month and day may be beyond a month's end (31 for the last).
    Stretch { from: Point, to: Point, form: Form },
    /// From the bulletin's date to a day: 即日起至3月31日.
    Until(Point),
    /// A number of months or quarters back from the bulletin's (上月 = 1 month).
    Back { months: i16, length: i16, form: Form },
    /// Days counted from the bulletin's (昨日 = -1 to -1, 今明两天 = 0 to 1).
    Days(i32, i32),
    /// A week counted from the bulletin's (上周 = -1).
    Week(i32),
    /// A day of such a week, Monday first: 上周五.
    WeekDay(i32, i32),
    /// A day counted from the first of the lunar year: 正月初八 = 7.
    Lunar(i16),
    /// A number of years about the bulletin's date: 过去五年, 五年来, 三年内, 未来三年.
    Years(i16, Run),
    /// 目前, 截至目前.
    Now,
    /// 当天: the day last named.
    SameDay,
    /// 次日: the day after it.
    NextDay,
    /// 13日, in the month last named.
    DayOfMonth(i8),
    /// 截至16日, in the month last named.
    UpToDay(i8),
    /// 同期: the time last named.
    Same,
    /// 这一年: the year last named.
    SameYear,
    /// 去年同期为0.87: the time last named, so many years before.
    YearsBefore(i16),
    /// 2012年同期的694万人: the time last named, in another year.
    SameIn(i16),
    /// 当月: the month last named.
    SameMonth,
    /// 近日, 日前: some day that is not told.
    Undated,
}

/// Where a run of years lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// 过去五年, 近五年: the whole years before.
    Past,
    /// 五年来: up to the bulletin's date.
    UpToNow,
    /// 五年内: those that the text speaks of, else those that begin or those that end.
    Within,
    /// 未来三年: this year and the next ones.
    Ahead,
}

/// A day of a year that may be left to the context.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// Which year.
    pub year: Year,
    /// 1 to 12; 0 where only the day is told.
    pub month: i8,
    /// 1 to 31; past the month's end means its last day.
    pub day: i8,
}

/// A year as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// 2021年.
    Given(i16),
    /// 今年 = 0, 去年 = -1.
    Offset(i16),
    /// 上年: the year before the one that the text speaks of.
    Before,
    /// 新的一年: the year that begins, in November and December the next.
    Coming,
    /// Not said.
    Open,
}

/// How a stretch is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The span itself: 一季度, 1—4月.
    Span,
    /// A bare year, 今年, 全年: an actual figure of the current one runs to the bulletin's date.
    WholeYear,
    /// The end of the span: 一季度末, 截至4月底.
    End,
    /// From its start to the bulletin's date: 今年以来.
    Since,
}

/// Which part an expression plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It dates the figures after it.
    Dates,
    /// It is what a figure is compared with (比上年, 较去年同期).
    Base,
    /// It says which target is meant (全年目标的).
    OfTarget,
    /// It says of which year's graduates a figure is (2025届).
    Cohort,
    /// It dates no figure: a dateline (本报太原1月3日电), a paper's name (《2021年工作要点》), 为2002年以来最低.
    Aside,
}

impl Point {
    const fn new(year: Year, month: i8, day: i8) -> Self {
        Self { year, month, day }
    }
}

/// A year from its first day to its last.
const fn whole_year(year: Year) -> (Point, Point) {
    (Point::new(year, 1, 1), Point::new(year, 12, 31))
}

/// The time that digits stand for in places where they can be nothing else: 2021, 2024.1-5, 2024-04, 202405.
pub(super) fn bare_time(text: &str, range: Range<usize>) -> Option<PeriodWord> {
    let words = text.get(range.clone())?;
    let digits = words.trim();
    let (year, rest) = digits.split_at_checked(4)?;
    let year = Year::Given(year.parse().ok().filter(|year| (1949..2100).contains(year))?);
    let month = |text: &str| {
        let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i8>().ok().filter(|month| is_short && (1..=12).contains(month))
    };
    let (from, to, form) = if rest.is_empty() {
        let (from, to) = whole_year(year);
        (from, to, Form::WholeYear)
    } else {
        let months = rest.trim_start_matches(['.', '-', '/', '年']).trim_end_matches(['月', '份']);
        let is_compact = months.len() == rest.len();
        let (first, last) = months.split_once(['-', '—', '~', '至']).unwrap_or((months, months));
        let (first, last) = month(first).zip(month(last)).filter(|(first, last)| first <= last)?;
        // 20215 is a count.
        if is_compact && rest.len() != 2 {
            return None;
        }
        (Point::new(year, first, 1), Point::new(year, last, 31), Form::Span)
    };
    let start = range.start + words.len() - words.trim_start().len();
    let expression = Expression::Stretch { from, to, form };
    Some(PeriodWord { range: start..start + digits.len(), expression, role: Role::Dates })
}

/// Whether a text ends in the number of a list's item, at the head of a line: `3.`.
fn opens_an_item(before: &str) -> bool {
    let Some(head) = before.strip_suffix('.') else { return false };
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(head.len() - bare.len())) && (bare.is_empty() || bare.ends_with('\n'))
}

/// The end of the item number at a byte, with its point, where a time of digits follows: `3.` of 3.1—4月.
pub(super) fn item_before_time(text: &str, at: usize, previous: Option<&PeriodWord>) -> Option<usize> {
    if !text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n')) {
        return None;
    }
    let digits = text.get(at..)?.bytes().take_while(u8::is_ascii_digit).take(3).count();
    let end = at + digits + 1;
    let is_item = text.get(..end).is_some_and(opens_an_item);
    (is_item && parse(text, end, previous).is_some()).then_some(end)
}

/// The expression that starts at a byte, if one does; `previous` is the one before it in the text.
pub(super) fn parse(text: &str, at: usize, previous: Option<&PeriodWord>) -> Option<PeriodWord> {
    let rest = text.get(at..)?;
    let before = text.get(..at).unwrap_or_default();
    // 大 is common, and of what begins with it only 大年初一 and the like are times.
    if rest.starts_with('大') && !rest.starts_with("大年") {
        return None;
    }
    // 3.上半年 is the third item of a list, or a sentence that a Latin stop ends; 1.5月 is no month.
    let is_decimal =
        || before.ends_with('.') && rest.starts_with(|c: char| c.is_ascii_digit()) && !opens_an_item(before);
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '提')
        || is_decimal()
        || words::is_inside(before, rest)
    {
        return None;
    }
    if let Some(cohort) = role::cohort(text, at) {
        return Some(cohort);
    }
    let (len, expression) = spoken::parse(before, rest)?;
    Some(role::read(text, at..at + len, expression, previous))
}
