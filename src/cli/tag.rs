//! `jobscope tag`: what the extractor recognised before it related anything to anything, as JSON Lines.

use serde::Serialize;

use super::Exit;
use super::input::each_in_order;
use super::output::with_output;
use super::plan::Job;
use super::tally::Rows;
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::indicator::Catalogue;
use crate::model::mention::{Mention, MentionKind};
use crate::model::span::Offsets;
use crate::read::ReadOutcome;
use crate::read::limits::Watch;

/// Writes the mentions of all inputs, in their order.
pub(super) fn tag(job: &Job, language: Language) -> Exit {
    let extractor = Extractor::in_use();
    with_output(job, language, Rows::Mentions, |sources, out, tally| {
        let work = |outcome: &mut ReadOutcome, _: &Watch| mentions(extractor, &outcome.bulletin);
        each_in_order(sources, job, work, |outcome, mentions| {
            tally.add_file(&outcome);
            let Bulletin { file, .. } = &outcome.bulletin;
            for ((article, mentions), number) in outcome.bulletin.articles().zip(mentions).zip(1..) {
                tally.add_rows(mentions.len());
                for line in lines(file, number, article, &mentions, extractor.catalogue()) {
                    serde_json::to_writer(&mut *out, &line)?;
                    out.write_all(b"\n")?;
                }
            }
            Ok(())
        })
    })
}

fn mentions(extractor: &Extractor, bulletin: &Bulletin) -> Vec<Vec<Mention>> {
    let issued = bulletin.date.map(|issue| issue.date);
    bulletin.articles().map(|article| extractor.mentions(article, issued)).collect()
}

/// One mention; what does not apply to its kind is left out.
#[derive(Debug, Default, Serialize)]
struct Line<'a> {
    bulletin: &'a str,
    article: usize,
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_high: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ref_area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ref_area_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<&'a str>,
}

fn lines<'a>(
    file: &'a str,
    number: usize,
    article: &'a Article,
    mentions: &'a [Mention],
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = Line<'a>> {
    let mut offsets = Offsets::new(&article.text);
    mentions.iter().map(move |mention| {
        let text = mention.span.of(&article.text);
        let start = offsets.chars_before(mention.span.start());
        let place =
            Line { bulletin: file, article: number, start, end: start + text.chars().count(), text, ..Line::default() };
        normalised(place, &mention.kind, catalogue)
    })
}

/// Adds what the mention means.
fn normalised<'a>(line: Line<'a>, kind: &'a MentionKind, catalogue: &'a Catalogue) -> Line<'a> {
    match kind {
        MentionKind::Number { value } => Line { kind: "number", value: plain(*value), ..line },
        MentionKind::Quantity(quantity) => Line {
            kind: "quantity",
            value: plain(quantity.value),
            value_high: quantity.value_high.and_then(plain),
            unit: Some(&quantity.unit.0),
            bound: Some(quantity.bound.id()),
            ..line
        },
        MentionKind::Period(period) => Line {
            kind: "period",
            period_start: period.map(|period| period.start.to_string()),
            period_end: period.and_then(|period| period.end).map(|end| end.to_string()),
            period_kind: period.map(|period| period.kind.id()),
            ..line
        },
        MentionKind::Area { code, name } => {
            Line { kind: "area", ref_area: code.map(|code| code.to_string()), ref_area_name: Some(name), ..line }
        }
        MentionKind::Indicator(id) => {
            Line { kind: "indicator", indicator: catalogue.get(*id).map(|row| row.id.as_str()), ..line }
        }
    }
}

/// Whole numbers without a point.
pub(super) fn plain(value: f64) -> Option<serde_json::Number> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        Some(serde_json::Number::from(value as i64))
    } else {
        serde_json::Number::from_f64(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::area::AreaCode;
    use crate::model::indicator::IndicatorId;
    use crate::model::quantity::{Bound, Quantity, Unit};
    use crate::model::span::Span;

    #[test]
    fn lines_count_characters_and_say_only_what_applies() {
        let text = "今年大庆帮助1156名就业";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let mention = |words: &str, kind| {
            let at = text.find(words).unwrap();
            Mention { span: Span::new(text, at..at + words.len()).unwrap(), kind }
        };
        let area = MentionKind::Area { code: Some(AreaCode(230_600)), name: "黑龙江省大庆市".to_owned() };
        let quantity = Quantity { value: 1156.0, value_high: None, unit: Unit::new("人"), bound: Bound::Exact };
        let mentions = [
            mention("大庆", area),
            mention("1156名", MentionKind::Quantity(quantity)),
            mention("今年", MentionKind::Period(None)),
            mention("就业", MentionKind::Indicator(IndicatorId(0))),
            mention("1156", MentionKind::Number { value: 0.5 }),
        ];
        let lines = lines("a.md", 2, &article, &mentions, Catalogue::builtin());
        let lines: Vec<_> = lines.map(|line| serde_json::to_string(&line).unwrap()).collect();
        let place = r#"{"bulletin":"a.md","article":2,"#;
        assert_eq!(
            lines,
            [
                r#""kind":"area","start":2,"end":4,"text":"大庆","ref_area":"230600","ref_area_name":"黑龙江省大庆市"}"#,
                r#""kind":"quantity","start":6,"end":11,"text":"1156名","value":1156,"unit":"人","bound":"exact"}"#,
                r#""kind":"period","start":0,"end":2,"text":"今年"}"#,
                r#""kind":"indicator","start":11,"end":13,"text":"就业","indicator":"urban_new_jobs"}"#,
                r#""kind":"number","start":6,"end":10,"text":"1156","value":0.5}"#,
            ]
            .map(|rest| format!("{place}{rest}"))
        );
    }
}
