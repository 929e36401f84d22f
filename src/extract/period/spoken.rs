//! An expression with what stands before it: 截至, 到, 自 … 起, 即日起至.

use super::{Expression, Form, calendar, starts_with_any, words, years};

/// What opens a span that begins with the bulletin.
const FROM_NOW: [&str; 8] =
    ["即日起至", "即日起到", "即日至", "从即日起至", "自即日起至", "从现在到", "从现在起到", "从现在起至"];

/// The expression at the start of `rest` and how many bytes it takes.
pub(super) fn parse(before: &str, rest: &str) -> Option<(usize, Expression)> {
    if let Some(prefix) = starts_with_any(rest, &["截止到", "截至到", "截至", "截止"]) {
        let inner = rest.get(prefix.len()..)?;
        let (len, expression) = core("", inner)?;
        return Some((prefix.len() + len, ended(expression)));
    }
    if let Some(prefix) = starts_with_any(rest, &FROM_NOW)
        && let Some((len, Expression::Stretch { to, .. })) = calendar::parse(rest.get(prefix.len()..)?)
        && to.month > 0
    {
        return Some((prefix.len() + len, Expression::Until(to)));
    }
    if let Some(prefix) = starts_with_any(rest, &["今明两天", "今明两日", "今明"]) {
        return Some((prefix.len(), Expression::Days(0, 1)));
    }
    if let Some(prefix) = starts_with_any(rest, &["到了", "到", "至"]) {
        // 到2月底 closes a span; 到3月 alone is a deadline or a range's end and is read by its start.
        let (len, expression) = core("", rest.get(prefix.len()..)?)?;
        return match expression {
            Expression::Stretch { form: Form::End, .. } | Expression::Now => Some((prefix.len() + len, expression)),
            _ => None,
        };
    }
    if let Some(prefix) = starts_with_any(rest, &["自从", "自", "从"]) {
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
    let tail = starts_with_any(
        inner.get(len..)?,
        &["以来", "起", "开始", "启动", "开展", "实施", "举办", "开通", "推出", "至今"],
    )?;
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
    if let Some(found) = words::parse(rest) {
        return Some(found);
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return calendar::iso_day(rest)
            .or_else(|| years::school_year(rest))
            .or_else(|| years::run(before, rest))
            .or_else(|| calendar::parse(rest));
    }
    years::plan(rest).or_else(|| years::run(before, rest)).or_else(|| calendar::parse(rest))
}
