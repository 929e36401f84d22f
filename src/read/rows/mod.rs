//! Observations in the project's own columns, as the command line writes them: an export opens again.
//!
//! `cells` gets a table out of CSV, JSON Lines or XLSX; this makes articles and observations of its rows. An article's text is
//! what the rows hold of it, its title and the sentences with figures.

pub mod cells;

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use jiff::civil::Date;

use super::Findings;
use super::format::Source;
use super::manuscript::Manuscript;
use crate::model::area::{AreaCode, RefArea};
use crate::model::bulletin::{ArticleBuilder, BlockKind, Section};
use crate::model::indicator::Catalogue;
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::problem::Message;
use crate::model::quantity::{Bound, Quantity, Unit};
use crate::model::span::Span;

pub(super) use cells::{is_csv, is_jsonl};

/// Columns that a table must have to be one of ours.
const NEEDED: [&str; 6] = ["article", "indicator", "measure", "value", "quote", "sentence"];

/// What was read from rows: articles, and for each what was found in it.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub sections: Vec<Section>,
    pub observations: Vec<Vec<Observation>>,
}

/// A table with named columns.
#[derive(Debug, Default)]
pub struct Table {
    columns: HashMap<String, usize>,
    /// The rows, in order. A row that could not be taken apart is empty.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these columns, with these rows.
    pub fn named(head: &[String], rows: Vec<Vec<String>>) -> Self {
        let columns = head.iter().enumerate().map(|(at, name)| (cells::contract_name(name), at)).collect();
        Self { columns, rows }
    }

    /// Whether there is a column of that name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// What a row of this table has in a column; empty if there is none.
    pub fn cell<'t>(&self, row: &'t [String], column: &str) -> &'t str {
        self.columns.get(column).and_then(|&at| row.get(at)).map_or("", String::as_str)
    }
}

/// Reads CSV.
pub(super) fn read_csv(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    let text = super::text::decode(source.bytes, source.options.encoding, findings)?;
    Some(manuscript(&cells::csv(&text), findings))
}

/// Reads JSON Lines.
pub(super) fn read_jsonl(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    let text = super::text::decode(source.bytes, source.options.encoding, findings)?;
    Some(manuscript(&cells::jsonl(&text), findings))
}

/// Reads XLSX.
pub(super) fn read_xlsx(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    match cells::xlsx(source.bytes, &source.options.watch) {
        Ok(table) if NEEDED.iter().all(|column| table.has(column)) => Some(manuscript(&table, findings)),
        Ok(_) => {
            let message = Message::new(
                "这个 Excel 表格没有本程序的列：只能读本程序导出的数据；别的表格请复制到 .docx 或 .txt 后再打开",
                "this workbook does not have this program's columns: only its own exports can be read; copy other tables into a \
                 .docx or .txt, then open that",
            );
            findings.error(None, message);
            None
        }
        Err(fault) => {
            findings.error(None, fault.message());
            None
        }
    }
}

fn manuscript(table: &Table, findings: &mut Findings) -> Manuscript {
    let mut given = Given::default();
    let mut n_bad = 0;
    let key = |row: &[String]| ["bulletin", "section", "article"].map(|column| table.cell(row, column).to_owned());
    for group in table.rows.chunk_by(|a, b| key(a) == key(b)) {
        let [_, section, title] = group.first().map(|row| key(row)).unwrap_or_default();
        if given.sections.last().is_none_or(|last| last.title != section) {
            given.sections.push(Section { title: section.clone(), articles: Vec::new() });
        }
        let (article, observations, n_lost) = article(table, group, &section, &title, given.observations.len() as u32);
        n_bad += n_lost;
        if let Some(last) = given.sections.last_mut() {
            last.articles.push(article);
            given.observations.push(observations);
        }
    }
    if n_bad > 0 {
        let message = Message::new(
            format!("有 {n_bad} 行数据读不懂，已略过：请检查指标、数值和原文各列"),
            format!(
                "rows that could not be understood were passed over ({n_bad}): check the indicators, values and sentences"
            ),
        );
        findings.warn(None, message);
    }
    Manuscript { given: Some(given), ..Manuscript::default() }
}

fn article(
    table: &Table,
    rows: &[Vec<String>],
    section: &str,
    title: &str,
    number: u32,
) -> (crate::model::bulletin::Article, Vec<Observation>, usize) {
    let mut builder = ArticleBuilder::new(section, title, super::title::area_tag(title), number + 1);
    let mut sentences: Vec<String> = Vec::new();
    for row in rows {
        let sentence = one_line(table.cell(row, "sentence"));
        // Where the figure stands in the title, the title is the sentence.
        if sentence != title && !sentences.contains(&sentence) {
            builder.push(BlockKind::Paragraph, &sentence);
            sentences.push(sentence);
        }
    }
    let article = builder.finish();
    let mut observations = Vec::new();
    let mut last: Option<Span> = None;
    for row in rows {
        let found = observation(table, row, &article, last);
        last = found.as_ref().map(|found| found.quote).or(last);
        observations.extend(found);
    }
    let n_lost = rows.len() - observations.len();
    observations.sort_by_key(|observation| observation.quote);
    (article, observations, n_lost)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect()
}

/// One row; nothing where it makes no sense.
fn observation(
    table: &Table,
    row: &[String],
    article: &crate::model::bulletin::Article,
    last: Option<Span>,
) -> Option<Observation> {
    let cell = |column: &str| table.cell(row, column);
    let sentence = one_line(cell("sentence"));
    let block = article.blocks.iter().map(|block| block.span).find(|span| span.of(&article.text) == sentence)?;
    // Of several like figures in a sentence each row has the next.
    let from = last.filter(|last| block.contains(*last)).map_or(block.start(), Span::end);
    let quote = cell("quote");
    let find = |from: usize| article.text.get(from..block.end())?.find(quote).map(|at| from + at);
    let at = find(from).or_else(|| find(block.start())).filter(|_| !quote.is_empty())?;
    let number = |column: &str| cell(column).trim().replace(',', "").parse::<f64>().ok().filter(|n| n.is_finite());
    let date = |column: &str| cell(column).get(..10).and_then(|date| date.parse::<Date>().ok());
    let kind = PeriodKind::ALL.into_iter().find(|kind| kind.id() == cell("period_kind"));
    Some(Observation {
        ref_area: RefArea {
            code: cell("ref_area").trim().parse().ok().map(AreaCode),
            name: cell("ref_area_name").to_owned(),
        },
        indicator: Catalogue::builtin().find(cell("indicator"))?,
        measure: Measure::ALL.into_iter().find(|measure| measure.id() == cell("measure"))?,
        status: Status::ALL.into_iter().find(|status| status.id() == cell("status"))?,
        quantity: Quantity {
            value: number("value")?,
            value_high: number("value_high"),
            unit: Unit(cell("unit").to_owned().into()),
            bound: Bound::ALL.into_iter().find(|bound| bound.id() == cell("bound")).unwrap_or(Bound::Exact),
        },
        period: date("period_start").zip(kind).map(|(start, kind)| Period { start, end: date("period_end"), kind }),
        detail: cell("detail").to_owned(),
        quote: Span::new(&article.text, at..at + quote.len())?,
        sentence: block,
        mentions: Vec::new(),
        rule: rule(cell("rule")),
        confidence: number("confidence").map_or(0.5, |n| n.clamp(0.0, 1.0) as f32),
        evidence: Evidence::default(),
    })
}

/// The id of a rule, kept for good: there are some hundreds at most, and a table with more has made them up.
fn rule(name: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let Ok(mut known) = KNOWN.lock() else { return "imported" };
    if let Some(found) = known.get(name) {
        return found;
    }
    if known.len() >= 2000 || name.len() > 80 || name.is_empty() {
        return "imported";
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}
