//! Documents made from rows in the contract's columns, so that tests of the window do not hang on the extractor.

use std::collections::BTreeMap;

use jobscope::model::area::{AreaCode, RefArea};
use jobscope::model::bulletin::{ArticleBuilder, BlockKind, Bulletin, DateSource, IssueDate, Section};
use jobscope::model::indicator::Catalogue;
use jobscope::model::observation::{Evidence, Measure, Observation, Status};
use jobscope::model::period::{Period, PeriodKind};
use jobscope::model::quantity::{Bound, Quantity, Unit};
use jobscope::model::span::Span;
use jobscope::pipeline::Document;
use serde_json::Value;

/// A document whose articles hold the rows' sentences as paragraphs. Panics on a row that is not of the contract.
pub fn document(file: &str, title: &str, date: &str, rows: &str) -> Document {
    let rows: Vec<Value> = rows
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a row is JSON"))
        .collect();
    let mut order: Vec<(String, String)> = Vec::new();
    let mut by_article: BTreeMap<(String, String), Vec<&Value>> = BTreeMap::new();
    for row in &rows {
        let key = (text(row, "section"), text(row, "article"));
        if !order.contains(&key) {
            order.push(key.clone());
        }
        by_article.entry(key).or_default().push(row);
    }
    let mut bulletin = Bulletin { file: file.to_owned(), title: title.to_owned(), ..Bulletin::default() };
    bulletin.date = date.parse().ok().map(|date| IssueDate { date, source: DateSource::Title });
    let mut observations = Vec::new();
    for key in order {
        let rows = &by_article[&key];
        let (section, title) = &key;
        let tag = title.split_once(" | ").map(|(tag, _)| tag.to_owned());
        let mut builder = ArticleBuilder::new(section, title, tag, 1);
        let mut seen: Vec<String> = Vec::new();
        for row in rows {
            let sentence = text(row, "sentence");
            if !seen.contains(&sentence) {
                builder.push(BlockKind::Paragraph, &sentence);
                seen.push(sentence);
            }
        }
        let article = builder.finish();
        let found = rows.iter().filter_map(|row| observation(row, &article.text)).collect();
        match bulletin.sections.last_mut().filter(|last| last.title == *section) {
            Some(last) => last.articles.push(article),
            None => bulletin.sections.push(Section { title: section.clone(), articles: vec![article] }),
        }
        observations.push(found);
    }
    Document { bulletin, observations, problems: Vec::new() }
}

fn text(row: &Value, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn observation(row: &Value, article: &str) -> Option<Observation> {
    let (sentence, quote) = (text(row, "sentence"), text(row, "quote"));
    let start = article.find(&sentence)?;
    let at = start + sentence.find(&quote)?;
    let quote = Span::new(article, at..at + quote.len())?;
    let code = text(row, "ref_area").parse().ok().map(AreaCode);
    let date = |column| text(row, column).parse().ok();
    let kind = if text(row, "period_kind") == "as_of" { PeriodKind::AsOf } else { PeriodKind::During };
    Some(Observation {
        ref_area: RefArea { code, name: text(row, "ref_area_name") },
        indicator: Catalogue::builtin().find(&text(row, "indicator"))?,
        measure: Measure::ALL.into_iter().find(|measure| measure.id() == text(row, "measure"))?,
        status: [Status::Actual, Status::Target, Status::Policy]
            .into_iter()
            .find(|status| status.id() == text(row, "status"))?,
        quantity: Quantity {
            value: row.get("value")?.as_f64()?,
            value_high: row.get("value_high").and_then(Value::as_f64),
            unit: Unit(text(row, "unit").into()),
            bound: [Bound::Exact, Bound::About, Bound::MoreThan, Bound::AtLeast, Bound::AtMost, Bound::Range]
                .into_iter()
                .find(|bound| bound.id() == text(row, "bound"))?,
        },
        period: date("period_start").map(|start| Period { start, end: date("period_end"), kind }),
        detail: text(row, "detail"),
        quote,
        sentence: Span::new(article, start..start + sentence.len())?,
        mentions: Vec::new(),
        rule: "fixture",
        confidence: row.get("confidence").and_then(Value::as_f64).unwrap_or(0.95) as f32,
        evidence: Evidence::default(),
    })
}
