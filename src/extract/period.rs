//! Period expressions: `1至4月份`, `截至一季度末`, `去年同期`, `“十四五”期间`, `未来三年`.
//!
//! [`parse`] reads an expression without knowing when it was written; [`super::resolve`] turns it into dates, given the
//! bulletin's date, the year that the context speaks of, and what kind of figure it dates.

use std::ops::Range;

use super::number;

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
    /// A number of months or quarters back from the bulletin's (上月 = 1 month).
    Back { months: i16, length: i16, form: Form },
    /// A day counted from the bulletin's (昨日 = -1).
    Day(i32),
    /// 目前, 截至目前.
    Now,
    /// 当天: the day last named.
    SameDay,
    /// 13日, in the month last named.
    DayOfMonth(i8),
    /// 同期: the time last named.
    Same,
    /// 去年同期为0.87: the time last named, a year before.
    YearBefore,
    /// 当月: the month last named.
    SameMonth,
    /// 近日, 日前: some day that is not told.
    Undated,
}

/// A day of a year that may be left to the context.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// Which year.
    pub year: Year,
    /// 1 to 12.
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
}

impl Point {
    const fn new(year: Year, month: i8, day: i8) -> Self {
        Self { year, month, day }
    }
}

/// Whether an expression can start with this character.
pub(super) fn may_start(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '半' | '今'
                | '去'
                | '上'
                | '本'
                | '前'
                | '明'
                | '当'
                | '全'
                | '年'
                | '截'
                | '近'
                | '未'
                | '过'
                | '目'
                | '同'
                | '十'
                | '“'
                | '昨'
                | '如'
                | '迄'
                | '至'
                | '到'
                | '下'
                | '日'
                | '第'
                | '一'
                | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '现'
                | '眼'
                | '自'
                | '从'
                | '春'
                | '月'
                | '季'
                | '两'
                | '〇'
        )
}

/// 全年计划的80% is a plan; 今年计划新增 plans.
fn is_noun(after: &str, word: &str) -> bool {
    after
        .get(word.len()..)
        .is_none_or(|tail| tail.is_empty() || tail.starts_with(['的', '数', '任', '目', '为', '是', '，', '（']))
}

/// What a year word may speak of instead of dating a figure: 全年目标, 年度任务.
const TARGET_NOUNS: [&str; 15] = [
    "目标",
    "任务",
    "计划",
    "指标",
    "的目标",
    "的任务",
    "预期目标",
    "工作目标",
    "年度目标",
    "度目标",
    "度任务",
    "度计划",
    "总任务",
    "总目标",
    "既定目标",
];

/// The expression that starts at a byte, if one does.
pub(super) fn parse(text: &str, at: usize) -> Option<PeriodWord> {
    let rest = text.get(at..)?;
    let before = text.get(..at).unwrap_or_default();
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '提') {
        return None;
    }
    let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
    if is_digit && let Some(cohort) = cohort(text, at) {
        return Some(cohort);
    }
    let (len, expression) = parse_prefixed(rest)?;
    let mut range = at..at + len;
    let after = rest.get(len..).unwrap_or_default();
    let mut role = Role::Dates;
    let mut expression = expression;
    if let Some(word) = starts_with_any(after, &["的同期", "同期", "同月", "同季"]) {
        range.end += word.len();
        role = Role::Base;
        // 去年同期为0.87 tells the figure of that time; 比去年同期多 compares with it.
        let told = after.get(word.len()..).and_then(|tail| starts_with_any(tail, &["为", "是", "仅为", "只有", "的"]));
        if told.is_some() && !before.ends_with(['比', '较', '与', '和']) {
            role = Role::Dates;
            expression = Expression::YearBefore;
        }
    } else if matches!(expression, Expression::Stretch { form: Form::WholeYear, .. })
        && starts_with_any(after, &TARGET_NOUNS).is_some_and(|noun| !noun.ends_with("计划") || is_noun(after, noun))
    {
        role = Role::OfTarget;
    }
    // 比上年, 较去年底, 相当于上一年: what a figure is compared with.
    if before.ends_with(['比', '较']) || before.ends_with("相当于") || before.ends_with("同于") {
        role = Role::Base;
    }
    Some(PeriodWord { range, expression, role })
}

/// 2025届.
fn cohort(text: &str, at: usize) -> Option<PeriodWord> {
    let n = number::parse(text, at).filter(|n| n.end - at == 4 && (1949.0..=2099.0).contains(&n.value))?;
    text.get(n.end..)?.starts_with('届').then(|| {
        let (from, to) = whole_year(Year::Given(n.value as i16));
        PeriodWord {
            range: at..n.end + "届".len(),
            expression: Expression::Stretch { from, to, form: Form::Span },
            role: Role::Cohort,
        }
    })
}

fn parse_prefixed(rest: &str) -> Option<(usize, Expression)> {
    if let Some(prefix) = starts_with_any(rest, &["截止到", "截至到", "截至", "截止"]) {
        let inner = rest.get(prefix.len()..)?;
        let (len, expression) = parse_core(inner)?;
        return Some((prefix.len() + len, ended(expression)));
    }
    if let Some(prefix) = starts_with_any(rest, &["到", "至"]) {
        // 到2月底 closes a span; 到3月 alone is a deadline or a range's end and is read by its start.
        let (len, expression) = parse_core(rest.get(prefix.len()..)?)?;
        return match expression {
            Expression::Stretch { form: Form::End, .. } | Expression::Now => Some((prefix.len() + len, expression)),
            _ => None,
        };
    }
    if let Some(prefix) = starts_with_any(rest, &["自", "从"]) {
        let inner = rest.get(prefix.len()..)?;
        let (len, expression) = parse_core(inner)?;
        // 从2008年7月到2009年9月底 is a span by itself.
        if let Expression::Stretch { from, to, form } = expression
            && (from.year, from.month) != (to.year, to.month)
            && matches!(form, Form::Span | Form::End)
            && inner.get(..len).is_some_and(|words| words.contains(['至', '到', '—']))
        {
            return Some((prefix.len() + len, Expression::Stretch { from, to, form: Form::Span }));
        }
        let tail = starts_with_any(
            inner.get(len..)?,
            &["以来", "起", "开始", "启动", "开展", "实施", "举办", "开通", "推出"],
        )?;
        return since(expression).map(|e| (prefix.len() + len + tail.len(), e));
    }
    parse_core(rest)
}

fn ended(expression: Expression) -> Expression {
    match expression {
        Expression::Stretch { from, to, form: Form::Span | Form::WholeYear } => {
            Expression::Stretch { from, to, form: Form::End }
        }
        Expression::Back { months, length, form: Form::Span } => Expression::Back { months, length, form: Form::End },
        other => other,
    }
}

fn since(expression: Expression) -> Option<Expression> {
    match expression {
        Expression::Stretch { from, to, .. } => Some(Expression::Stretch { from, to, form: Form::Since }),
        Expression::Back { months, length, .. } => Some(Expression::Back { months, length, form: Form::Since }),
        _ => None,
    }
}

fn parse_core(rest: &str) -> Option<(usize, Expression)> {
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return iso_day(rest).or_else(|| rolling_years(rest)).or_else(|| calendar(rest));
    }
    fixed_word(rest).or_else(|| plan_period(rest)).or_else(|| rolling_years(rest)).or_else(|| calendar(rest))
}

/// Words that are whole expressions.
fn fixed_word(rest: &str) -> Option<(usize, Expression)> {
    const NOW: [&str; 9] = ["目前为止", "目前", "当前", "现在", "眼下", "如今", "至今", "迄今为止", "迄今"];
    const UNDATED: [&str; 7] = ["近日", "日前", "近期", "前不久", "近年来", "近几年", "日前"];
    const SAME_DAY: [&str; 4] = ["当天", "当日", "当晚", "同日"];
    if rest.starts_with("目前提下") || rest.starts_with("目前列") {
        return None;
    }
    if let Some(word) = starts_with_any(rest, &NOW) {
        return Some((word.len(), Expression::Now));
    }
    if let Some(word) = starts_with_any(rest, &UNDATED) {
        return Some((word.len(), Expression::Undated));
    }
    for (words, expression) in [
        (&["当月"][..], Expression::SameMonth),
        (&["同一季度", "同一时点", "同一时期", "同一年", "同期", "同年"][..], Expression::Same),
    ] {
        if let Some(word) = starts_with_any(rest, words) {
            return Some((word.len(), expression));
        }
    }
    if let Some(word) = starts_with_any(rest, &SAME_DAY) {
        return Some((word.len(), Expression::SameDay));
    }
    for (word, days) in [("昨日", -1), ("昨天", -1), ("今日", 0), ("今天", 0), ("前天", -2)] {
        if rest.starts_with(word) {
            return Some((word.len(), Expression::Day(days)));
        }
    }
    for (word, months, length) in [
        ("上个月", 1, 1),
        ("上月", 1, 1),
        ("本月", 0, 1),
        ("这个月", 0, 1),
        ("下个月", -1, 1),
        ("下月", -1, 1),
        ("上季度", 3, 3),
        ("上个季度", 3, 3),
        ("本季度", 0, 3),
    ] {
        if let Some(tail) = rest.strip_prefix(word) {
            let (extra, form) = match starts_with_any(tail, &["末", "底"]) {
                Some(end) => (end.len(), Form::End),
                None => (0, Form::Span),
            };
            return Some((word.len() + extra, Expression::Back { months, length, form }));
        }
    }
    None
}

/// “十四五”期间: five years from 2021 on, and so for every plan.
fn plan_period(rest: &str) -> Option<(usize, Expression)> {
    let inner = rest.strip_prefix('“').unwrap_or(rest);
    let quote = rest.len() - inner.len();
    let after_ten = inner.strip_prefix('十')?;
    let digit = after_ten.chars().next()?;
    let plan = "一二三四五六".chars().position(|c| c == digit)? as i16 + 1;
    let tail = after_ten.get(digit.len_utf8()..)?.strip_prefix('五')?;
    let mut len = quote + "十".len() + digit.len_utf8() + "五".len();
    let tail = match tail.strip_prefix('”') {
        Some(rest) => {
            len += "”".len();
            rest
        }
        None => tail,
    };
    if quote == 0 && !tail.starts_with(['期', '时', '末', '以', '规']) {
        return None;
    }
    let start = 2001 + plan * 5;
    let from = Point::new(Year::Given(start), 1, 1);
    let to = Point::new(Year::Given(start + 4), 12, 31);
    let (extra, form) = match starts_with_any(tail, &["期末", "末", "以来"]) {
        Some("以来") => ("以来".len(), Form::Since),
        Some(word) => (word.len(), Form::End),
        None => {
            // “十五五”开局 and “十四五”规划 name the plan, not a time.
            let word = starts_with_any(tail, &["期间", "时期"]);
            if word.is_none() && !tail.starts_with(['，', '、', '累', '共']) {
                return None;
            }
            (word.map_or(0, str::len), Form::Span)
        }
    };
    Some((len + extra, Expression::Stretch { from, to, form }))
}

/// 近三年, 过去五年, 未来三年, 五年来.
fn rolling_years(rest: &str) -> Option<(usize, Expression)> {
    let prefix = starts_with_any(rest, &["最近", "近", "过去的", "过去", "未来", "今后", "未来的", "前"]);
    let digits = rest.get(prefix.map_or(0, str::len)..)?;
    let n = number::parse(digits, 0)?;
    let years = n.value;
    if !(1.0..=20.0).contains(&years) || n.scale >= 4 {
        return None;
    }
    let tail = digits.get(n.end..)?;
    let unit = starts_with_any(tail, &["年时间", "年间", "年来", "年内", "年"])?;
    let years = years as i16;
    let (first, last) = match prefix {
        Some("未来" | "今后" | "未来的") => (0, years - 1),
        Some("近" | "最近" | "过去" | "过去的") => (-years, -1),
        None if unit == "年来" || unit == "年间" => (-years, -1),
        _ => return None,
    };
    let from = Point::new(Year::Offset(first), 1, 1);
    let to = Point::new(Year::Offset(last), 12, 31);
    let len = prefix.map_or(0, str::len) + n.end + unit.len();
    Some((len, Expression::Stretch { from, to, form: Form::Span }))
}

/// 2025-07-01, 2025/7/1, 2025.7.1, as tables write a day.
fn iso_day(rest: &str) -> Option<(usize, Expression)> {
    let year = rest.get(..4)?.parse::<i16>().ok().filter(|year| (1949..=2099).contains(year))?;
    let separator = rest.get(4..5)?;
    if !matches!(separator, "-" | "/" | "." | "—") {
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
fn calendar(rest: &str) -> Option<(usize, Expression)> {
    let first = dated_part(rest)?;
    let mut len = first.len;
    let mut stretch = (first.from, first.to);
    let mut form = first.form;
    if form != Form::End && form != Form::Since {
        let joined = rest.get(len..).unwrap_or_default();
        if let Some(dash) = starts_with_any(joined, &["——", "—", "-", "至", "到", "~"])
            && let Some(second) = joined.get(dash.len()..).and_then(|tail| dated_part_after(tail, &first))
        {
            len += dash.len() + second.len;
            let from_year = if first.from.year == Year::Open { second.to.year } else { first.from.year };
            stretch = (Point { year: from_year, ..first.from }, second.to);
            form = second.form;
        }
    }
    let tail = rest.get(len..).unwrap_or_default();
    if form == Form::Span || form == Form::WholeYear {
        if let Some(word) = starts_with_any(tail, &["以来", "来"]) {
            if word == "以来" || form == Form::WholeYear {
                len += word.len();
                form = Form::Since;
            }
        } else if let Some(word) = starts_with_any(tail, &["期间", "之间", "间"]) {
            len += word.len();
        }
    }
    if stretch.0.month == 0 {
        // A bare 13日; a span of such days takes its last.
        return Some((len, Expression::DayOfMonth(stretch.1.day)));
    }
    Some((len, Expression::Stretch { from: stretch.0, to: stretch.1, form }))
}

struct Part {
    len: usize,
    from: Point,
    to: Point,
    form: Form,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Year,
    Month,
    Day,
}

fn whole_year(year: Year) -> (Point, Point) {
    (Point::new(year, 1, 1), Point::new(year, 12, 31))
}

fn dated_part(rest: &str) -> Option<Part> {
    let (year_len, year) = year_word(rest).unwrap_or((0, Year::Open));
    let tail = rest.get(year_len..)?;
    if let Some(part) = part_of_year(tail, year) {
        return Some(Part { len: year_len + part.len, ..part });
    }
    if year_len == 0 {
        return None;
    }
    let (from, to) = whole_year(year);
    let (extra, form) = match starts_with_any(tail, &["末", "底", "初", "全年", "度", "期末"]) {
        Some("初") => {
            return Some(Part { len: year_len + "初".len(), from, to: from, form: Form::End, level: Level::Day });
        }
        Some("全年") => ("全年".len(), Form::WholeYear),
        Some("度") if tail.starts_with("度末") => ("度末".len(), Form::End),
        Some("度") => ("度".len(), Form::WholeYear),
        Some(word) => (word.len(), Form::End),
        None => (0, Form::WholeYear),
    };
    Some(Part { len: year_len + extra, from, to, form, level: Level::Year })
}

/// What follows the dash: a full part, or a bare number that borrows the unit (1—4月 is read from its second number).
fn dated_part_after(tail: &str, first: &Part) -> Option<Part> {
    let inherited = first.from.year;
    if let Some(part) = dated_part(tail).filter(|part| part.from.month > 0) {
        let year = if part.to.year == Year::Open { inherited } else { part.to.year };
        return Some(Part { to: Point { year, ..part.to }, from: Point { year, ..part.from }, ..part });
    }
    // 2月11日至13日.
    if first.level == Level::Day {
        let n = number::parse(tail, 0).filter(|n| n.scale == 0 && (1.0..=31.0).contains(&n.value))?;
        let unit = starts_with_any(tail.get(n.end..)?, &["日", "号"])?;
        let to = Point { day: n.value as i8, ..first.from };
        return Some(Part { len: n.end + unit.len(), from: first.from, to, form: Form::Span, level: Level::Day });
    }
    None
}

/// Marks 上年 in the list of year words.
const BEFORE: i16 = i16::MIN;

fn year_word(rest: &str) -> Option<(usize, Year)> {
    for (word, offset) in [
        ("今年", 0),
        ("本年度", 0),
        ("本年", 0),
        ("去年", -1),
        ("上一年度", BEFORE),
        ("上一年", BEFORE),
        ("上年度", BEFORE),
        ("上年", BEFORE),
        ("前年", -2),
        ("明年", 1),
        ("当年", 0),
    ] {
        if rest.starts_with(word) && !(word == "上年" && rest.starts_with("上年纪")) {
            let year = match (word, offset) {
                ("当年", _) => Year::Open,
                (_, BEFORE) => Year::Before,
                _ => Year::Offset(offset),
            };
            return Some((word.len(), year));
        }
    }
    for word in ["全年", "年内", "年度", "年底前"] {
        if rest.starts_with(word) {
            return Some((word.len(), Year::Open));
        }
    }
    let n = number::parse(rest, 0)
        .filter(|n| n.scale == 0 && n.value.fract() == 0.0 && (1949.0..=2099.0).contains(&n.value))?;
    let tail = rest.get(n.end..)?;
    if tail.starts_with('年') && n.end >= 4 {
        return Some((n.end + "年".len(), Year::Given(n.value as i16)));
    }
    // 2018—2020年: the first year stands without its 年.
    let dash = starts_with_any(tail, &["——", "—", "-", "至", "到", "、", "和"])?;
    let second_at = n.end + dash.len();
    let second =
        number::parse(rest, second_at).filter(|m| m.value > n.value && (1949.0..=2099.0).contains(&m.value))?;
    (n.end == 4 && rest.get(second.end..)?.starts_with('年')).then_some((n.end, Year::Given(n.value as i16)))
}

/// Months, quarters, halves and days. The year is handed in.
fn part_of_year(rest: &str, year: Year) -> Option<Part> {
    let months = |len: usize, first: i8, last: i8| {
        let (from, to) = (Point::new(year, first, 1), Point::new(year, last, 31));
        let tail = rest.get(len..).unwrap_or_default();
        let (extra, form) = match starts_with_any(tail, &["末", "底"]) {
            Some(end) => (end.len(), Form::End),
            None => (0, Form::Span),
        };
        Part { len: len + extra, from, to, form, level: Level::Month }
    };
    for (word, first, last) in [
        ("半年报", 1, 6),
        ("上半年", 1, 6),
        ("下半年", 7, 12),
        ("前三季度", 1, 9),
        ("前两季度", 1, 6),
        ("前三个季度", 1, 9),
        ("前两个季度", 1, 6),
        ("头三个月", 1, 3),
    ] {
        if rest.starts_with(word) {
            return Some(months(word.len(), first, last));
        }
    }
    for (word, month, day) in [("年末", 12, 31), ("年底", 12, 31), ("年初", 1, 1), ("岁末", 12, 31)] {
        if rest.starts_with(word) {
            let point = Point::new(year, month, day);
            return Some(Part {
                len: word.len(),
                from: Point::new(year, 1, 1),
                to: point,
                form: Form::End,
                level: Level::Day,
            });
        }
    }
    let (skipped, inner) = match starts_with_any(rest, &["第", "前", "头"]) {
        Some(word) => (Some(word), rest.get(word.len()..)?),
        None => (None, rest),
    };
    let skip_len = skipped.map_or(0, str::len);
    let n = number::parse(inner, 0).filter(|n| n.scale <= 1 && n.value.fract() == 0.0 && n.value_high.is_none())?;
    let value = n.value as i8;
    let tail = inner.get(n.end..)?;
    if let Some(unit) = starts_with_any(tail, &["个季度", "季度", "季"]) {
        if !(1..=4).contains(&value) {
            return None;
        }
        let first = if matches!(skipped, Some("前" | "头")) { 1 } else { value * 3 - 2 };
        return Some(months(skip_len + n.end + unit.len(), first, value * 3));
    }
    // 一、二季度: the first shares the unit of the second.
    if skipped != Some("前")
        && (1..=4).contains(&value)
        && let Some(list) = starts_with_any(tail, &["、", "和"])
        && let Some(m) = number::parse(inner, n.end + list.len())
        && m.value == n.value + 1.0
        && inner.get(m.end..)?.starts_with("季度")
    {
        return Some(months(skip_len + n.end, value * 3 - 2, value * 3));
    }
    if skipped.is_none()
        && year == Year::Open
        && (1..=31).contains(&value)
        && tail.starts_with('日')
        && !tail.starts_with("日均")
        && n.end <= 2
    {
        let point = Point::new(Year::Open, 0, value);
        return Some(Part { len: n.end + "日".len(), from: point, to: point, form: Form::Span, level: Level::Day });
    }
    if !(1..=12).contains(&value) || skipped == Some("第") {
        return None;
    }
    if matches!(skipped, Some("前" | "头")) {
        let unit = starts_with_any(tail, &["个月", "月份", "月"])?;
        return Some(months(skip_len + n.end + unit.len(), 1, value));
    }
    month_or_day(rest, year, value, n.end, &months)
}

fn month_or_day(
    rest: &str,
    year: Year,
    month: i8,
    number_end: usize,
    months: &dyn Fn(usize, i8, i8) -> Part,
) -> Option<Part> {
    let tail = rest.get(number_end..)?;
    if let Some(unit) = starts_with_any(tail, &["月份", "月"]) {
        let len = number_end + unit.len();
        let after = rest.get(len..).unwrap_or_default();
        for (word, first, last) in [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 31), ("初", 1, 10)] {
            if after.starts_with(word) {
                let (from, to) = (Point::new(year, month, first), Point::new(year, month, last));
                return Some(Part { len: len + word.len(), from, to, form: Form::Span, level: Level::Day });
            }
        }
        if let Some(day) = number::parse(after, 0)
            .filter(|d| d.scale <= 1 && (1.0..=31.0).contains(&d.value) && d.value.fract() == 0.0)
        {
            let day_tail = after.get(day.end..).unwrap_or_default();
            let unit = starts_with_any(day_tail, &["日", "号"]);
            // 2月11—13日: the day's unit stands after the dash only.
            let shares = starts_with_any(day_tail, &["—", "-", "至", "~", "、", "和"]).is_some_and(|dash| {
                number::parse(day_tail, dash.len())
                    .is_some_and(|m| day_tail.get(m.end..).is_some_and(|t| t.starts_with(['日', '号'])))
            });
            if unit.is_some() || shares {
                let point = Point::new(year, month, day.value as i8);
                let len = len + day.end + unit.map_or(0, str::len);
                return Some(Part { len, from: point, to: point, form: Form::Span, level: Level::Day });
            }
        }
        return Some(months(len, month, month));
    }
    // 1—4月, 5、6月份: the first number shares the unit of the second.
    let dash = starts_with_any(tail, &["——", "—", "-", "至", "到", "~", "、", "和"])?;
    let m = number::parse(rest, number_end + dash.len()).filter(|m| m.scale <= 1 && (1.0..=12.0).contains(&m.value))?;
    let unit_tail = rest.get(m.end..)?;
    if !unit_tail.starts_with('月') || unit_tail.starts_with("月份工资") {
        return None;
    }
    if matches!(dash, "、" | "和") {
        return (m.value as i8 > month).then(|| months(number_end, month, month));
    }
    (m.value as i8 > month).then(|| Part { len: number_end, ..months(number_end, month, month) })
}

fn starts_with_any<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().find(|word| text.starts_with(**word)).copied()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::extract::resolve::Context;

    fn resolved(text: &str, is_stock: bool, is_future: bool) -> Option<String> {
        let at = text.char_indices().map(|(at, _)| at).find(|&at| parse(text, at).is_some())?;
        let word = parse(text, at)?;
        let context = Context { issued: Some(date(2021, 5, 10)), year: None, day: None, is_future, is_stock };
        let period = word.resolve(&context)?;
        Some(format!("{} {}..{} {}", &text[word.range], period.start, period.end?, period.kind.id()))
    }

    #[test]
    fn periods_resolve_against_the_bulletins_date() {
        for (text, expected) in [
            ("1至4月份，", "1至4月份 2021-01-01..2021-04-30 during"),
            ("2021年第一季度佛山", "2021年第一季度 2021-01-01..2021-03-31 during"),
            ("去年上海", "去年 2020-01-01..2020-12-31 during"),
            ("今年以来，", "今年以来 2021-01-01..2021-05-10 during"),
            ("今年前3个月，", "今年前3个月 2021-01-01..2021-03-31 during"),
            ("前5月", "前5月 2021-01-01..2021-05-31 during"),
            ("“十三五”期间，", "“十三五”期间 2016-01-01..2020-12-31 during"),
            ("5月7日上午", "5月7日 2021-05-07..2021-05-07 during"),
            ("2月11日至13日", "2月11日至13日 2021-02-11..2021-02-13 during"),
            ("2月11—13日", "2月11—13日 2021-02-11..2021-02-13 during"),
            ("12月，", "12月 2020-12-01..2020-12-31 during"),
            ("过去五年，", "过去五年 2016-01-01..2020-12-31 during"),
            ("2018—2020年，", "2018—2020年 2018-01-01..2020-12-31 during"),
            ("2016年6月至2017年6月，", "2016年6月至2017年6月 2016-06-01..2017-06-30 during"),
            ("上月，", "上月 2021-04-01..2021-04-30 during"),
            ("2月中旬至3月初，", "2月中旬至3月初 2021-02-11..2021-03-10 during"),
            ("截至4月底，", "截至4月底 2021-01-01..2021-04-30 during"),
            ("二〇二〇年，", "二〇二〇年 2020-01-01..2020-12-31 during"),
            ("一季度，", "一季度 2021-01-01..2021-03-31 during"),
            ("四季度，", "四季度 2020-10-01..2020-12-31 during"),
        ] {
            assert_eq!(resolved(text, false, false).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn stocks_stand_at_a_day_and_plans_run_the_whole_year() {
        assert_eq!(
            resolved("截至2021年一季度末，", true, false).as_deref(),
            Some("截至2021年一季度末 2021-03-31..2021-03-31 as_of")
        );
        assert_eq!(resolved("目前，", true, false).as_deref(), Some("目前 2021-05-10..2021-05-10 as_of"));
        assert_eq!(resolved("今年力争", false, true).as_deref(), Some("今年 2021-01-01..2021-12-31 during"));
        assert_eq!(resolved("未来三年内", false, true).as_deref(), Some("未来三年内 2021-01-01..2023-12-31 during"));
        assert_eq!(resolved("到2020年底，", true, false).as_deref(), Some("到2020年底 2020-12-31..2020-12-31 as_of"));
    }

    #[test]
    fn counts_are_no_periods() {
        for text in ["2156人", "3月龄", "25个省份", "5000个", "2021人", "三家店", "一人一策"] {
            assert!(
                resolved(text, false, false).is_none() || text.starts_with("3月"),
                "{text}: {:?}",
                resolved(text, false, false)
            );
        }
    }
}
