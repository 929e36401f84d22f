//! `jobscope check`: what is wrong with the bulletins, and what contradicts itself in them. The figures are not written.

use std::io::{self, Write};

use serde::Serialize;

use super::Exit;
use super::input::each_in_order;
use super::output::with_output;
use super::plan::{Audience, Job, Loudness};
use super::table::Words;
use super::tally::{Rows, line};
use crate::compare::note::Note;
use crate::compare::words::{Language, period, value};
use crate::compare::{Item, ObservationKey, conflicts, items_of};
use crate::extract::Extractor;
use crate::model::bulletin::Article;
use crate::model::indicator::{Catalogue, Indicator};
use crate::model::observation::{Observation, Row};
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline::{self, Document};
use crate::read::ReadOutcome;
use crate::read::limits::Watch;

/// Who says what of which fact: `{area}`, `{indicator}`, `{period}`, `{value}` and `{others}` are filled in.
const CONFLICT: Words = Words {
    zh: "矛盾：{area}{indicator}（{period}）这里是 {value}，{others}",
    en: "conflict: {area}, {indicator} ({period}) is {value} here, {others}",
};
/// One of the others: `{place}` and `{value}` are filled in.
const OTHER: Words = Words { zh: "{place} 是 {value}", en: "{value} in {place}" };

/// Writes the problems of all inputs, then the conflicts between them.
pub(super) fn check(job: &Job, audience: Audience, language: Language) -> Exit {
    let extractor = Extractor::in_use();
    with_output(job, language, Rows::Findings, |sources, out, tally| {
        // What is wrong with the operands stands before what is wrong with the files.
        let mut findings = Findings { out, audience, language, least: least(job.loudness), n_written: 0 };
        tally.early().iter().try_for_each(|problem| findings.problem(problem))?;
        let mut documents = Vec::new();
        let work = |outcome: &mut ReadOutcome, watch: &Watch| pipeline::observe(extractor, outcome, watch);
        each_in_order(sources, job, work, |outcome, observations| {
            tally.add_file(&outcome);
            outcome.problems.iter().try_for_each(|problem| findings.problem(problem))?;
            documents.push(Document { bulletin: outcome.bulletin, observations, problems: Vec::new() });
            Ok(())
        })?;
        let items: Vec<Item> =
            (0..).zip(&documents).flat_map(|(n, document)| items_of(n, &document.observations)).collect();
        let desk = Desk { documents: &documents, catalogue: extractor.catalogue(), language };
        for conflict in conflicts(&items) {
            if let Note::Conflict { keys, .. } = &conflict {
                tally.add_trouble();
                findings.conflict(&desk, keys)?;
            }
        }
        tally.add_rows(findings.n_written);
        Ok(())
    })
}

/// Notes are news, not problems: they are for whoever wants to see everything.
fn least(loudness: Loudness) -> Severity {
    match loudness {
        Loudness::Quiet | Loudness::Usual => Severity::Warning,
        Loudness::Verbose => Severity::Note,
    }
}

/// Everything that was read.
struct Desk<'a> {
    documents: &'a [Document],
    catalogue: &'a Catalogue,
    language: Language,
}

/// One place of a conflict.
struct Told<'a> {
    document: &'a Document,
    article: &'a Article,
    observation: &'a Observation,
}

impl<'a> Desk<'a> {
    fn told(&self, key: ObservationKey) -> Option<Told<'a>> {
        let document = self.documents.get(key.document as usize)?;
        let (article, observations) = document.articles().nth(key.article as usize)?;
        Some(Told { document, article, observation: observations.get(key.place as usize)? })
    }

    fn name(&self, observation: &Observation) -> &str {
        let row: Option<&Indicator> = self.catalogue.get(observation.indicator);
        row.map_or("", |row| match self.language {
            // Not every indicator of a user's own has an English name.
            Language::En if !row.name_en.is_empty() => &row.name_en,
            _ => &row.name_zh,
        })
    }

    fn value(&self, told: &Told) -> String {
        value::figure(&told.observation.quantity, told.observation.measure, self.language)
    }

    /// A conflict in a line.
    fn sentence(&self, places: &[Told]) -> String {
        let Some((first, others)) = places.split_first() else { return String::new() };
        let other = |told: &Told| {
            let filled = OTHER.of(self.language).replace("{place}", &told.place());
            filled.replace("{value}", &self.value(told))
        };
        let between = if self.language == Language::Zh { "，" } else { ", " };
        let others: Vec<String> = others.iter().map(other).collect();
        let o = first.observation;
        let name = format!("{}{}", self.name(o), series(&o.detail, self.language));
        CONFLICT
            .of(self.language)
            .replace("{area}", &o.ref_area.name)
            .replace("{indicator}", &name)
            .replace("{period}", &period::period(o.period, self.language))
            .replace("{value}", &self.value(first))
            .replace("{others}", &others.join(between))
    }
}

impl Told<'_> {
    /// The file and the line where the article begins.
    fn place(&self) -> String {
        format!("{}:{}", self.document.bulletin.file, self.article.line)
    }
}

fn series(detail: &str, language: Language) -> String {
    match (detail, language) {
        ("", _) => String::new(),
        (detail, Language::Zh) => format!("·{detail}"),
        (detail, Language::En) => format!(" ({detail})"),
    }
}

/// Writes what is found.
struct Findings<'a> {
    out: &'a mut dyn Write,
    audience: Audience,
    language: Language,
    least: Severity,
    n_written: usize,
}

/// A finding for programs.
#[derive(Serialize)]
struct Finding<'a> {
    kind: &'static str,
    file: &'a str,
    line: Option<u32>,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    fact: Option<Fact>,
}

/// What a conflict is about.
#[derive(Serialize)]
struct Fact {
    ref_area: String,
    ref_area_name: String,
    indicator: String,
    measure: &'static str,
    status: &'static str,
    period_start: String,
    period_end: String,
    detail: String,
    values: Vec<Place>,
}

/// One of its values.
#[derive(Serialize)]
struct Place {
    file: String,
    line: u32,
    article: String,
    value: Option<f64>,
    value_high: Option<f64>,
    quote: String,
}

impl Findings<'_> {
    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        if problem.severity < self.least {
            return Ok(());
        }
        match self.audience {
            Audience::People => self.line(&line(problem, self.language)),
            Audience::Programs => self.json(&Finding {
                kind: "problem",
                file: &problem.file,
                line: problem.line,
                severity: severity(problem.severity),
                message: self.language.of(&problem.message),
                fact: None,
            }),
        }
    }

    fn conflict(&mut self, desk: &Desk, keys: &[ObservationKey]) -> io::Result<()> {
        let places: Vec<Told> = keys.iter().filter_map(|key| desk.told(*key)).collect();
        let Some(first) = places.first() else { return Ok(()) };
        let message = desk.sentence(&places);
        let (file, at) = (first.document.bulletin.file.as_str(), Some(first.article.line));
        match self.audience {
            Audience::People => {
                let (file, message) = (file.to_owned(), Message::told(message));
                self.line(&line(&Problem { file, line: at, severity: Severity::Warning, message }, self.language))
            }
            Audience::Programs => self.json(&Finding {
                kind: "conflict",
                file,
                line: at,
                severity: severity(Severity::Warning),
                message: &message,
                fact: fact(desk, &places),
            }),
        }
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.n_written += 1;
        writeln!(self.out, "{line}")
    }

    fn json(&mut self, finding: &Finding) -> io::Result<()> {
        self.n_written += 1;
        serde_json::to_writer(&mut *self.out, finding)?;
        self.out.write_all(b"\n")
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The fact that all these places speak of.
fn fact(desk: &Desk, places: &[Told]) -> Option<Fact> {
    let row = |told: &Told| Row::new(desk.catalogue, &told.document.bulletin, told.article, told.observation);
    let rows: Vec<Row> = places.iter().map(row).collect();
    let first = rows.first()?.clone();
    let place = |(told, row): (&Told, Row)| Place {
        file: row.bulletin,
        line: told.article.line,
        article: row.article,
        value: row.value,
        value_high: row.value_high,
        quote: row.quote,
    };
    Some(Fact {
        ref_area: first.ref_area,
        ref_area_name: first.ref_area_name,
        indicator: first.indicator,
        measure: first.measure,
        status: first.status,
        period_start: first.period_start,
        period_end: first.period_end,
        detail: first.detail,
        values: places.iter().zip(rows).map(place).collect(),
    })
}
