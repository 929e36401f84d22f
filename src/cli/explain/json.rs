//! Explanations for machines: one JSON object for each number.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Number;

use super::Told;
use crate::cli::tag::plain;
use crate::extract::explain::{Explanation, Found, Ground, Outcome};
use crate::model::observation::{Measure, Row};
use crate::model::span::{Offsets, Span};

/// One number; what does not apply is left out.
#[derive(Debug, Serialize)]
struct Line<'a> {
    bulletin: &'a str,
    article: usize,
    start: usize,
    end: usize,
    text: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_high: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form_from: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Candidate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_from: Option<From<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_from: Option<From<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_from: Option<Standing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Row>,
}

#[derive(Debug, Serialize)]
struct Candidate<'a> {
    /// Empty for phrases that are none of this field.
    indicator: &'a str,
    text: &'a str,
    score: Option<Number>,
}

#[derive(Debug, Serialize)]
struct From<'a> {
    place: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Standing<'a> {
    reason: &'static str,
    text: &'a str,
}

/// Writes a line for every number of an article.
pub(super) fn write(out: &mut dyn Write, told: &Told<'_>) -> io::Result<()> {
    let mut offsets = Offsets::new(&told.article.text);
    for explanation in told.explanations {
        let start = offsets.chars_before(explanation.quote.start());
        serde_json::to_writer(&mut *out, &line(told, explanation, start))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line<'a>(told: &Told<'a>, explanation: &'a Explanation, start: usize) -> Line<'a> {
    let whole = told.article.text.as_str();
    let text = explanation.quote.of(whole);
    let reading = explanation.reading.as_ref();
    let candidates = explanation.candidates.iter().map(|candidate| Candidate {
        indicator: candidate.indicator.and_then(|id| told.catalogue.get(id)).map_or("", |row| &row.id),
        text: candidate.words.of(whole),
        score: Number::from_f64((f64::from(candidate.score) * 100.0).round() / 100.0),
    });
    let line = Line {
        bulletin: &told.bulletin.file,
        article: told.number,
        start,
        end: start + text.chars().count(),
        text,
        outcome: "left_out",
        reason: None,
        value: reading.and_then(|reading| plain(reading.value)),
        value_high: reading.and_then(|reading| reading.value_high).and_then(plain),
        unit: reading.and_then(|reading| reading.unit.as_deref()),
        bound: reading.map(|reading| reading.bound.id()),
        measure: explanation.measure.map(Measure::id),
        form_from: explanation.form_words.map(|words| words.of(whole)),
        candidates: candidates.collect(),
        area_from: None,
        period_from: None,
        status_from: None,
        row: None,
    };
    match &explanation.outcome {
        Outcome::LeftOut(omission) => Line { reason: Some(omission.id()), ..line },
        Outcome::Found(found) => with_grounds(line, told, found, start),
    }
}

fn with_grounds<'a>(line: Line<'a>, told: &Told<'a>, found: &Found, start: usize) -> Line<'a> {
    let whole = told.article.text.as_str();
    let of = |words: Option<Span>| words.map_or("", |words| words.of(whole));
    let from = |ground: Ground| From { place: ground.place.id(), text: of(ground.words) };
    Line {
        outcome: "found",
        area_from: Some(from(found.area)),
        period_from: Some(from(found.period)),
        status_from: Some(Standing { reason: found.status.id(), text: of(found.status_words) }),
        row: Some(Row::with_offset(told.catalogue, told.bulletin, told.article, &found.observation, start)),
        ..line
    }
}
