//! `jobscope report`: a page about chosen indicators and areas, to print or to pass on.

use super::Exit;
use super::input::documents;
use super::names::Known;
use super::output::{check_target, fail, write_whole};
use super::plan::Job;
use super::tally::{Rows, Tally};
use crate::compare::words::Language;
use crate::compare::{Item, items_of};
use crate::extract::Extractor;
use crate::model::observation::Measure;
use crate::pipeline::Document;
use crate::report::markdown::{Pictures, markdown};
use crate::report::{Times, Wishes, html, report as report_of};

/// What a report is to hold, as it was typed where names are looked up among what was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Ids or names of indicators; empty for all.
    pub indicators: Vec<String>,
    /// Codes or names of areas; empty for all.
    pub areas: Vec<String>,
    /// The days that it is about.
    pub period: Option<String>,
    /// The form of figures.
    pub measure: Option<Measure>,
    /// What it is written in.
    pub page: Page,
}

/// What a report is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A web page, for browsers and printers.
    Html,
    /// Markdown, for notes and forges.
    Markdown,
}

impl Page {
    /// The kind whose files end so.
    pub fn parse(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Writes a report of all inputs.
pub(super) fn report(job: &Job, wish: &Wish, language: Language) -> Exit {
    if let Err(reason) = check_target(job, language) {
        return fail(&reason);
    }
    let mut tally = Tally::new(Rows::Figures, job.loudness, language);
    let documents = documents(job, language, &mut tally);
    tally.say_summary();
    if tally.exit() == Exit::Nothing {
        return Exit::Nothing;
    }
    let written = page(&documents, wish, language).and_then(|page| write_whole(job, page.as_bytes(), language));
    match written {
        Ok(()) => tally.exit(),
        Err(reason) => fail(&reason),
    }
}

/// The report as text.
fn page(documents: &[Document], wish: &Wish, language: Language) -> Result<String, String> {
    let catalogue = Extractor::in_use().catalogue();
    let items: Vec<Item> = (0..).zip(documents).flat_map(|(n, document)| items_of(n, &document.observations)).collect();
    let known = Known::new(&items, catalogue, language);
    let times = match &wish.period {
        Some(period) => {
            let (first, last) = known.days(period)?;
            Times::Within { first, last }
        }
        None => Times::Any,
    };
    let wishes = Wishes {
        speech: language.into(),
        indicators: wish.indicators.iter().map(|name| known.indicator(name)).collect::<Result<_, _>>()?,
        areas: wish.areas.iter().map(|name| known.area(name)).collect::<Result<_, _>>()?,
        measures: wish.measure.into_iter().collect(),
        times,
        ..Wishes::default()
    };
    let documents: Vec<&Document> = documents.iter().collect();
    // The report's own bars stand in for pictures, so that it needs no window.
    let report = report_of(&documents, catalogue, &wishes, &|_, _| None);
    Ok(match wish.page {
        Page::Html => html::html(&report),
        Page::Markdown => markdown(&report, Pictures::Letters),
    })
}
