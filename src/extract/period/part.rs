//! Parts of a year: halves, quarters, months, thirds of a month, days.

use std::sync::LazyLock;

use super::{Form, Point, Year};
use crate::extract::cues::{Cues, cues};
use crate::extract::number;

/// A part of a year as read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// How many bytes it takes.
    pub len: usize,
    /// Its first day.
    pub from: Point,
    /// Its last day.
    pub to: Point,
    /// How it is meant.
    pub form: Form,
    /// How fine it is.
    pub level: Level,
}

/// How fine a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A year.
    Year,
    /// Months, quarters, halves.
    Month,
    /// Days.
    Day,
}

/// Parts that are said in words, with their first and last month.
const SPANS: [(&str, i8, i8); 13] = [
    ("半年报", 1, 6),
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("前三季度", 1, 9),
    ("前两季度", 1, 6),
    ("头三季度", 1, 9),
    ("前三个季度", 1, 9),
    ("前两个季度", 1, 6),
    ("首季度", 1, 3),
    ("首季", 1, 3),
    ("一至三季度", 1, 9),
    ("一到三季度", 1, 9),
    ("1至3季度", 1, 9),
];

/// Days that are said in words.
const DAYS: [(&str, i8, i8); 4] = [("年末", 12, 31), ("年底", 12, 31), ("年初", 1, 1), ("岁末", 12, 31)];

static SPAN_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::of(SPANS.iter().map(|&(word, ..)| word).collect()));
static DAY_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::of(DAYS.iter().map(|&(word, ..)| word).collect()));

static JANUARY: Cues = Cues::new(&["元月份", "元月"]);

/// The words that are parts of a year.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    SPANS
        .iter()
        .map(|&(word, ..)| word)
        .chain(DAYS.iter().map(|&(word, ..)| word))
        .chain(JANUARY.words().iter().copied())
}

/// What can stand between 1 and 4 in 1—4月.
static JOINS: Cues = Cues::new(&["——", "—", "－", "-", "至", "到", "~", "、", "和"]);

/// Months, quarters, halves and days. The year is handed in.
pub(super) fn parse(rest: &str, year: Year) -> Option<Part> {
    let row = |cues: &Cues| cues.all_at_start(rest).next().map(|(n, _)| n);
    if let Some((word, first, last)) = row(&SPAN_CUES).and_then(|n| SPANS.get(n)) {
        return Some(months(rest, year, word.len(), (*first, *last)));
    }
    if let Some((word, month, day)) = row(&DAY_CUES).and_then(|n| DAYS.get(n)) {
        let (from, to) = (Point::new(year, 1, 1), Point::new(year, *month, *day));
        return Some(Part { len: word.len(), from, to, form: Form::End, level: Level::Day });
    }
    // 元月16日.
    if let Some(word) = JANUARY.at_start(rest) {
        return Some(from_month(rest, year, 1, word.len()));
    }
    let skipped = cues!["第", "前", "头"].at_start(rest);
    let skip_len = skipped.map_or(0, str::len);
    let inner = rest.get(skip_len..)?;
    let n = number::parse(inner, 0).filter(|n| n.scale <= 1 && n.value.fract() == 0.0 && n.value_high.is_none())?;
    if !(1.0..=31.0).contains(&n.value) {
        return None;
    }
    let value = n.value as i8;
    let tail = inner.get(n.end..)?;
    let counts_on = matches!(skipped, Some("前" | "头"));
    // 去年第四季失业率, as Hong Kong and Macao write: of a year a quarter, and by itself a season of a show.
    let short = || (skipped == Some("第") && year != Year::Open && tail.starts_with('季')).then_some('季'.len_utf8());
    if let Some(unit) = quarter(tail).or_else(short) {
        let first = if counts_on { 1 } else { value * 3 - 2 };
        return (value <= 4).then(|| months(rest, year, skip_len + n.end + unit, (first, value * 3)));
    }
    // 一、二季度: the first shares the unit of the second.
    if !counts_on
        && value <= 4
        && let Some(list) = cues!["、", "和"].at_start(tail)
        && let Some(m) = number::parse(inner, n.end + list.len())
        && m.value == n.value + 1.0
        && inner.get(m.end..)?.starts_with("季度")
    {
        return Some(months(rest, year, skip_len + n.end, (value * 3 - 2, value * 3)));
    }
    if skipped.is_none() && year == Year::Open && tail.starts_with('日') && !tail.starts_with("日均") && n.end <= 2 {
        let point = Point::new(Year::Open, 0, value);
        return Some(Part { len: n.end + "日".len(), from: point, to: point, form: Form::Span, level: Level::Day });
    }
    if value > 12 || skipped == Some("第") {
        return None;
    }
    if counts_on {
        let unit = cues!["个月份", "个月", "月份", "月"].at_start(tail)?;
        return Some(months(rest, year, skip_len + n.end + unit.len(), (1, value)));
    }
    month_or_day(rest, year, value, n.end)
}

/// The length of 季度 and its like; 三季 alone only where it cannot begin another word (四季花城, 一季稻).
fn quarter(tail: &str) -> Option<usize> {
    if let Some(unit) = cues!["个季度", "季度"].at_start(tail) {
        return Some(unit.len());
    }
    let after = tail.strip_prefix('季')?;
    (after.is_empty() || after.starts_with(['，', '。', '末', '报', '）'])).then_some('季'.len_utf8())
}

/// From the first day of one month to the last of another; at its end where 末 or 底 follows.
fn months(rest: &str, year: Year, len: usize, (first, last): (i8, i8)) -> Part {
    let (from, to) = (Point::new(year, first, 1), Point::new(year, last, 31));
    let (extra, form) = match cues!["末", "底"].at_start(rest.get(len..).unwrap_or_default()) {
        Some(end) => (end.len(), Form::End),
        None => (0, Form::Span),
    };
    Part { len: len + extra, from, to, form, level: Level::Month }
}

fn month_or_day(rest: &str, year: Year, month: i8, number_end: usize) -> Option<Part> {
    let tail = rest.get(number_end..)?;
    if let Some(unit) = cues!["月份", "月"].at_start(tail) {
        if cues!["月龄", "月嫂", "月薪", "月子", "月均"].starts(tail) || names_a_festival(rest, tail) {
            return None;
        }
        return Some(from_month(rest, year, month, number_end + unit.len()));
    }
    if let Some(unit) = SEVERAL_MONTHS.at_start(tail) {
        return Some(from_month(rest, year, month, number_end + unit.len()));
    }
    // 1—4月, 5、6月份, 7、8、9三个月: the first number shares the unit of the last.
    let dash = JOINS.at_start(tail)?;
    let is_list = matches!(dash, "、" | "和");
    let (mut last, mut at) = (month, number_end + dash.len());
    let unit_tail = loop {
        let m = number::parse(rest, at).filter(|m| m.scale <= 1 && (1.0..=12.0).contains(&m.value))?;
        let (value, tail) = (m.value as i8, rest.get(m.end..)?);
        if value <= last {
            return None;
        }
        let Some(list) = cues!["、", "和"].at_start(tail).filter(|_| is_list && value == last + 1) else {
            break tail;
        };
        (last, at) = (value, m.end + list.len());
    };
    let has_unit = unit_tail.starts_with('月') || is_list && SEVERAL_MONTHS.starts(unit_tail);
    if !has_unit || unit_tail.starts_with("月份工资") {
        return None;
    }
    let part = months(rest, year, number_end, (month, month));
    Some(if is_list { part } else { Part { len: number_end, ..part } })
}

/// 二月八, 三月三: a day of the lunar calendar, that is the name of a feast.
fn names_a_festival(rest: &str, tail: &str) -> bool {
    let day = tail.strip_prefix('月').and_then(|tail| Some((tail, number::parse(tail, 0)?)));
    day.is_some_and(|(tail, day)| {
        let is_written_out = |text: &str| !text.starts_with(|c: char| c.is_ascii_digit());
        is_written_out(rest)
            && is_written_out(tail)
            && day.value <= 30.0
            && !tail.get(day.end..).is_some_and(|rest| rest.starts_with(['日', '号']))
    })
}

/// How a list of months ends that leaves 月 to it: 7、8、9三个月.
pub(super) static SEVERAL_MONTHS: Cues = Cues::new(&["两个月", "三个月", "四个月", "五个月", "六个月"]);

/// A month whose 月 ends at `len`, or a part of it: 2月中旬, 5月7日, 11—13日.
fn from_month(rest: &str, year: Year, month: i8, len: usize) -> Part {
    let after = rest.get(len..).unwrap_or_default();
    for (word, first, last) in [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 31), ("初", 1, 10)] {
        if after.starts_with(word) {
            let (from, to) = (Point::new(year, month, first), Point::new(year, month, last));
            return Part { len: len + word.len(), from, to, form: Form::Span, level: Level::Day };
        }
    }
    let day =
        number::parse(after, 0).filter(|d| d.scale <= 1 && (1.0..=31.0).contains(&d.value) && d.value.fract() == 0.0);
    if let Some(day) = day {
        let day_tail = after.get(day.end..).unwrap_or_default();
        let unit = cues!["日", "号"].at_start(day_tail);
        // 2月11—13日: the day's unit stands after the dash only.
        let shares = cues!["—", "－", "-", "至", "~", "、", "和"].at_start(day_tail).is_some_and(|dash| {
            number::parse(day_tail, dash.len())
                .is_some_and(|m| day_tail.get(m.end..).is_some_and(|t| t.starts_with(['日', '号'])))
        });
        if unit.is_some() || shares {
            let point = Point::new(year, month, day.value as i8);
            let len = len + day.end + unit.map_or(0, str::len);
            return Part { len, from: point, to: point, form: Form::Span, level: Level::Day };
        }
    }
    months(rest, year, len, (month, month))
}
