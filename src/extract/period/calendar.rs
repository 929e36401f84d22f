//! Expressions of the calendar: a year, a part of a year, or both; two of them joined by 至.

use std::sync::LazyLock;

use super::part::{self, Level, Part};
use super::{Expression, Form, Point, Year, whole_year};
use crate::extract::cues::{Cues, cues};
use crate::extract::number;

/// What joins the two ends of a span.
pub(super) static DASHES: Cues = Cues::new(&["——", "—", "－", "-", "至", "到", "~"]);

/// 从1月份持续到3月份: as long as that.
static LASTS: Cues = Cues::new(&["持续到", "持续至", "一直持续到", "延续到", "延续至", "一直到"]);

/// 2025-07-01, 2025/7/1, 2025.7.1, as tables write a day.
pub(super) fn iso_day(rest: &str) -> Option<(usize, Expression)> {
    let year = rest.get(..4)?.parse::<i16>().ok().filter(|year| (1949..=2099).contains(year))?;
    let separator = rest.get(4..5)?;
    if !matches!(separator, "-" | "/" | ".") {
        return None;
    }
    let (month, tail) = rest.get(5..)?.split_once(separator)?;
    let n_digits = tail.chars().take_while(char::is_ascii_digit).count();
    let (month_value, day) = (month.parse::<i8>().ok()?, tail.get(..n_digits)?.parse::<i8>().ok()?);
    if !(1..=12).contains(&month_value) || !(1..=31).contains(&day) {
        return None;
    }
    let point = Point::new(Year::Given(year), month_value, day);
    let len = 5 + month.len() + 1 + n_digits;
    Some((len, Expression::Stretch { from: point, to: point, form: Form::Span }))
}

/// A year, a part of a year, or both; joined to a second one by 至.
pub(super) fn parse(rest: &str) -> Option<(usize, Expression)> {
    let first = dated_part(rest)?;
    let mut len = first.len;
    let mut stretch = (first.from, first.to);
    let mut form = first.form;
    if form != Form::Since {
        let tail = rest.get(len..).unwrap_or_default();
        // 3月1日起至3月31日.
        let begun = if first.level == Level::Day && tail.starts_with("起") { "起".len() } else { 0 };
        let joined = tail.get(begun..).unwrap_or_default();
        // 3月15日、16日 are two days of one event.
        let list = if first.level == Level::Day { cues!["、", "和"].at_start(joined) } else { None };
        let next_day = list.and_then(|list| day_after(joined.get(list.len()..)?, &first).map(|next| (list, next)));
        if let Some((list, next)) = next_day {
            len += begun + list.len() + next.len;
            stretch.1 = next.to;
        } else if let Some(dash) = DASHES.at_start(joined).or_else(|| LASTS.at_start(joined))
            && let Some(second) = joined.get(dash.len()..).and_then(|tail| dated_part_after(tail, &first))
        {
            len += begun + dash.len() + second.len;
            // 2020年末至2021年末 and 11月底至次年3月 begin where the first of the two ends.
            let from = if form == Form::End { first.to } else { first.from };
            let from_year = if first.from.year == Year::Open { second.to.year } else { first.from.year };
            stretch = (Point { year: from_year, ..from }, second.to);
            form = if form == Form::End { Form::Span } else { second.form };
        }
    }
    let tail = rest.get(len..).unwrap_or_default();
    if matches!(form, Form::Span | Form::WholeYear) {
        let starts_rule = first.level != Level::Year
            && tail.starts_with('起')
            && !cues!["起步", "起草", "起点", "起伏", "起重", "起诉"].starts(tail);
        if let Some(word) = cues!["以来", "来", "至今"].at_start(tail) {
            // 去年来县里办了3场: who came, and no time since.
            let goes_on = |rest: &str| {
                rest.is_empty()
                    || rest.starts_with(['，', '、', '。', '全', '共', '累', '已'])
                    || cues![
                        "城镇",
                        "新增",
                        "帮助",
                        "先后",
                        "发放",
                        "扶持",
                        "带动",
                        "陆续",
                        "我市累计",
                        "我县累计",
                        "我省累计"
                    ]
                    .starts(rest)
            };
            let is_since = word != "来" || form == Form::WholeYear && tail.strip_prefix(word).is_some_and(goes_on);
            if is_since {
                len += word.len();
                form = Form::Since;
            }
        } else if starts_rule && stretch.0.month > 0 {
            len += "起".len();
            form = Form::Since;
        } else if let Some(word) = cues!["期间", "之间", "间"].at_start(tail) {
            len += word.len();
        }
    } else if form == Form::End
        && let Some(word) = cues!["之前", "以来", "前"].at_start(tail)
    {
        // 年底前, 6月底前 close like 年底; 年初以来, 去年底以来 begin there.
        len += word.len();
        if word == "以来" {
            stretch.0 = stretch.1;
            form = Form::Since;
        }
    }
    if stretch.0.month == 0 {
        // A bare 13日; a span of such days takes its last.
        return Some((len, Expression::DayOfMonth(stretch.1.day)));
    }
    Some((len, Expression::Stretch { from: stretch.0, to: stretch.1, form }))
}

fn dated_part(rest: &str) -> Option<Part> {
    let (year_len, year) = year_word(rest).unwrap_or((0, Year::Open));
    let tail = rest.get(year_len..)?;
    if let Some(part) = part::parse(tail, year) {
        return Some(Part { len: year_len + part.len, ..part });
    }
    if year_len == 0 {
        return None;
    }
    let (from, to) = whole_year(year);
    let (extra, form) = match cues!["末", "底", "初", "全年", "年内", "度", "期末"].at_start(tail) {
        // 2025年初步计划, 2019年初中毕业生: the year alone.
        Some("初") if cues!["初步", "初中", "初级"].starts(tail) => (0, Form::WholeYear),
        Some("初") => {
            return Some(Part { len: year_len + "初".len(), from, to: from, form: Form::End, level: Level::Day });
        }
        Some(word @ ("全年" | "年内")) => (word.len(), Form::WholeYear),
        Some("度") if tail.starts_with("度末") => ("度末".len(), Form::End),
        Some("度") => ("度".len(), Form::WholeYear),
        Some(word) => (word.len(), Form::End),
        None => (0, Form::WholeYear),
    };
    Some(Part { len: year_len + extra, from, to, form, level: Level::Year })
}

/// What follows the dash: a full part, or a bare number that borrows the unit (1—4月 is read from its second number).
fn dated_part_after(tail: &str, first: &Part) -> Option<Part> {
    // 11月至次年3月.
    if let Some(word) = cues!["次年", "翌年", "第二年", "来年"].at_start(tail) {
        let year = match first.from.year {
            Year::Given(year) => Year::Given(year + 1),
            Year::Offset(offset) => Year::Offset(offset + 1),
            other => other,
        };
        let part = part::parse(tail.get(word.len()..)?, year)?;
        return Some(Part { len: word.len() + part.len, ..part });
    }
    let inherited = first.from.year;
    if let Some(part) = dated_part(tail).filter(|part| part.from.month > 0) {
        let year = if part.to.year == Year::Open { inherited } else { part.to.year };
        return Some(Part { to: Point { year, ..part.to }, from: Point { year, ..part.from }, ..part });
    }
    // 2月11日至13日.
    if first.level == Level::Day { same_month(tail, first) } else { None }
}

/// 13日, in the month of the day before.
fn same_month(tail: &str, first: &Part) -> Option<Part> {
    let n = number::parse(tail, 0).filter(|n| n.scale == 0 && (1.0..=31.0).contains(&n.value))?;
    let unit = cues!["日", "号"].at_start(tail.get(n.end..)?)?;
    let to = Point { day: n.value as i8, ..first.from };
    Some(Part { len: n.end + unit.len(), from: first.from, to, form: Form::Span, level: Level::Day })
}

/// 16日 after 15日: the next day of a named month.
fn day_after(tail: &str, first: &Part) -> Option<Part> {
    same_month(tail, first).filter(|next| first.from.month > 0 && next.to.day == first.to.day + 1)
}

/// The years that are said in words; 当年 leaves the year to the context.
const YEAR_WORDS: [(&str, Year); 13] = [
    ("今年", Year::Offset(0)),
    ("本年度", Year::Offset(0)),
    ("本年", Year::Offset(0)),
    ("去年", Year::Offset(-1)),
    ("上一年度", Year::Before),
    ("上一年", Year::Before),
    ("上年度", Year::Before),
    ("上年", Year::Before),
    ("前年", Year::Offset(-2)),
    ("明年", Year::Offset(1)),
    ("当年", Year::Open),
    ("开年", Year::Offset(0)),
    ("新的一年", Year::Coming),
];

static YEAR_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::of(YEAR_WORDS.iter().map(|&(word, _)| word).collect()));

/// The words that a year begins with where it is said in words.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    YEAR_WORDS.iter().map(|&(word, _)| word).chain(["全年", "年内", "年度"])
}

fn year_word(rest: &str) -> Option<(usize, Year)> {
    if let Some((n, word)) = YEAR_CUES.all_at_start(rest).next()
        && !cues!["上年纪", "前年度"].starts(rest)
        && let Some((_, year)) = YEAR_WORDS.get(n)
    {
        return Some((word.len(), *year));
    }
    if let Some(word) = cues!["全年", "年内"].at_start(rest) {
        return Some((word.len(), Year::Open));
    }
    // 年度任务, but not 年度基数.
    if let Some(tail) = rest.strip_prefix("年度")
        && cues!["目标", "任务", "计划", "指标", "控制目标", "预期目标", "工作目标", "总目标"].at_start(tail).is_some()
    {
        return Some(("年度".len(), Year::Open));
    }
    let n = number::parse(rest, 0).filter(|n| n.scale == 0 && n.value.fract() == 0.0)?;
    let tail = rest.get(n.end..)?;
    if (1949.0..=2099.0).contains(&n.value) {
        if tail.starts_with('年') && n.end >= 4 {
            return Some((n.end + "年".len(), Year::Given(n.value as i16)));
        }
    } else {
        return short_year(n.value, n.end, tail);
    }
    // 2018—2020年: the first year stands without its 年.
    let dash = cues!["——", "—", "－", "-", "至", "到", "、", "和", "~"].at_start(tail)?;
    let second_at = n.end + dash.len();
    let second =
        number::parse(rest, second_at).filter(|m| m.value > n.value && (1949.0..=2099.0).contains(&m.value))?;
    (n.end == 4 && rest.get(second.end..)?.starts_with('年')).then_some((n.end, Year::Given(n.value as i16)))
}

/// 98年, 97年底: two digits and what only follows a year of the calendar.
fn short_year(value: f64, end: usize, tail: &str) -> Option<(usize, Year)> {
    let after = tail.strip_prefix('年')?;
    let goes_on = ["，", "末", "底", "初", "全", "上半", "下半", "一季", "二季", "三季", "四季", "年", "以来", "度"];
    let is_month =
        number::parse(after, 0).is_some_and(|n| after.get(n.end..).is_some_and(|tail| tail.starts_with('月')));
    let is_year = (78.0..=99.0).contains(&value) && end == 2 && value.fract() == 0.0;
    (is_year && (is_month || goes_on.iter().any(|word| after.starts_with(word))))
        .then(|| (end + '年'.len_utf8(), Year::Given(1900 + value as i16)))
}
