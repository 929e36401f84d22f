//! An expression with what stands before it: 截至, 到, 自 … 起, 即日起至.

use std::sync::LazyLock;

use super::{Expression, Form, Point, Year, calendar, lunar, part, words, years};
use crate::extract::cues::{Cues, cues};
use crate::extract::number;
use crate::words::WordList;

/// What opens a span that begins with the bulletin.
static FROM_NOW: Cues =
    Cues::new(&["即日起至", "即日起到", "即日至", "从即日起至", "自即日起至", "从现在到", "从现在起到", "从现在起至"]);

/// The expression at the start of `rest` and how many bytes it takes.
pub(super) fn parse(before: &str, rest: &str) -> Option<(usize, Expression)> {
    if let Some(prefix) = cues!["截止到", "截至到", "截至", "截止"].at_start(rest) {
        let inner = rest.get(prefix.len()..)?;
        let (len, expression) = core("", inner)?;
        return Some((prefix.len() + len, ended(expression)));
    }
    if let Some(prefix) = FROM_NOW.at_start(rest)
        && let Some((len, Expression::Stretch { to, .. })) = calendar::parse(rest.get(prefix.len()..)?)
        && to.month > 0
    {
        return Some((prefix.len() + len, Expression::Until(to)));
    }
    // 今明两年，全市培训12万人次: this year and the next.
    if let Some(prefix) = cues!["今明两年", "今明2年"].at_start(rest) {
        let (from, to) = (Point::new(Year::Offset(0), 1, 1), Point::new(Year::Offset(1), 12, 31));
        return Some((prefix.len(), Expression::Stretch { from, to, form: Form::Span }));
    }
    if let Some(prefix) = cues!["今明两天", "今明两日", "今明"].at_start(rest) {
        return Some((prefix.len(), Expression::Days(0, 1)));
    }
    if let Some(prefix) = cues!["到了", "到", "至"].at_start(rest) {
        // 到2月底 closes a span; 到3月 alone is a deadline or a range's end and is read by its start.
        let (len, expression) = core("", rest.get(prefix.len()..)?)?;
        return match expression {
            Expression::Stretch { form: Form::End, .. } | Expression::Now => Some((prefix.len() + len, expression)),
            // 到6月15日，转移17.2万人; 到8月10日已就业1388人.
            Expression::Stretch { from, to, form: Form::Span } if from == to => {
                let after = rest.get(prefix.len() + len..)?;
                let opens = before.is_empty() || before.ends_with(['，', '。', '；', '：', '\n', '、', '“']);
                let counts_up = opens && after.starts_with(['，', '已', '全', '累', '共']);
                counts_up.then_some((prefix.len() + len, ended(expression)))
            }
            _ => None,
        };
    }
    if let Some(prefix) = cues!["自从", "自", "从"].at_start(rest) {
        return from(prefix.len(), rest.get(prefix.len()..)?);
    }
    core(before, rest)
}

/// 自2020年以来, 从2008年7月到2009年9月底.
fn from(prefix: usize, inner: &str) -> Option<(usize, Expression)> {
    let (len, expression) = core("", inner)?;
    // A span by itself.
    if let Expression::Stretch { from, to, form } = expression
        && (from.year, from.month) != (to.year, to.month)
        && matches!(form, Form::Span | Form::End)
        && inner.get(..len).is_some_and(|words| words.contains(['至', '到', '—']))
    {
        return Some((prefix + len, Expression::Stretch { from, to, form: Form::Span }));
    }
    if matches!(expression, Expression::Stretch { form: Form::Since, .. }) {
        return Some((prefix + len, expression));
    }
    let tail = cues!["以来", "起", "开始", "启动", "开展", "实施", "举办", "开通", "推出", "至今"]
        .at_start(inner.get(len..)?)?;
    since(expression).map(|e| (prefix + len + tail.len(), e))
}

/// 截至4月底.
fn ended(expression: Expression) -> Expression {
    match expression {
        Expression::Stretch { from, to, form: Form::Span | Form::WholeYear } => {
            Expression::Stretch { from, to, form: Form::End }
        }
        Expression::Back { months, length, form: Form::Span } => Expression::Back { months, length, form: Form::End },
        Expression::DayOfMonth(day) => Expression::UpToDay(day),
        other => other,
    }
}

/// The same expression, running from its start to the bulletin's date.
pub(super) fn since(expression: Expression) -> Option<Expression> {
    match expression {
        Expression::Stretch { from, to, .. } if from.month > 0 => {
            Some(Expression::Stretch { from, to, form: Form::Since })
        }
        Expression::Back { months, length, .. } => Some(Expression::Back { months, length, form: Form::Since }),
        _ => None,
    }
}

fn core(before: &str, rest: &str) -> Option<(usize, Expression)> {
    let first = rest.chars().next()?;
    let is_number = number::may_start(first);
    if !is_number && !words::may_start(first) {
        return None;
    }
    if let Some(found) = lunar::parse(rest).or_else(|| words::parse(rest)) {
        return Some(found);
    }
    if first.is_ascii_digit() {
        if !counts_time(rest) {
            return None;
        }
        return years::two_years(rest)
            .or_else(|| calendar::iso_day(rest))
            .or_else(|| years::school_year(rest))
            .or_else(|| years::run(before, rest))
            .or_else(|| calendar::parse(rest));
    }
    if !is_number && !may_open(rest) {
        return None;
    }
    let plan = years::plan(rest);
    if plan.is_some() || (is_number && !counts_time(rest)) {
        return plan;
    }
    years::run(before, rest).or_else(|| calendar::parse(rest))
}

/// The words that an expression can open with which is neither a word of the table nor begins with a number.
static OPENERS: LazyLock<WordList> = LazyLock::new(|| {
    let before_numbers = ["“", "‘", "第", "前", "头"].into_iter().chain(years::BEFORE_RUNS.words().iter().copied());
    WordList::new(calendar::openers().chain(part::openers()).chain(before_numbers))
});

/// Whether such words open an expression here, a number behind them if they want one. Most characters that could open one do not.
fn may_open(rest: &str) -> bool {
    OPENERS.longest_at(rest).is_some_and(|(len, _)| {
        // Of a single character only what follows tells: a number, 第六个五年计划 in quotes.
        let next = rest.get(len..).and_then(|tail| tail.chars().next());
        len > '第'.len_utf8() || next.is_some_and(|c| c == '第' || number::may_start(c))
    })
}

/// Whether a number is followed by what may make a time of it. Most are not, and this tells it at once.
fn counts_time(rest: &str) -> bool {
    let tail = number::parse(rest, 0).and_then(|number| rest.get(number.end..)).unwrap_or_default();
    tail.starts_with(['年', '月', '日', '季', '个', '学', '、', '和', '至', '到', '—', '－', '-', '~', '/', '.'])
        || part::SEVERAL_MONTHS.starts(tail)
}
