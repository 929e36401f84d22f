//! `jobscope report`: a page about chosen indicators and areas, to print or to pass on.

use super::input::documents;
use super::names::Known;
use super::output::{check_target, fail, write_whole};
use super::plan::Job;
use super::tally::{Rows, Tally};
use super::{Exit, Outcome};
use crate::compare::words::Language;
use crate::compare::{Item, items_of};
use crate::extract::Extractor;
use crate::model::observation::Measure;
use crate::pipeline::Document;
use crate::report::content::Report;
use crate::report::{Page, Times, Wishes, report as report_of};

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

/// A report that is to be made, by whoever can draw its charts.
pub struct Draft {
    /// What it is made of.
    pub documents: Vec<Document>,
    /// What it is to hold.
    pub wishes: Wishes,
    /// What it is written in.
    pub page: Page,
    job: Job,
    language: Language,
    exit: Exit,
}

impl Draft {
    /// The report with its own bars, where nobody can draw.
    pub fn undrawn(&self) -> Report {
        let documents: Vec<&Document> = self.documents.iter().collect();
        report_of(&documents, Extractor::in_use().catalogue(), &self.wishes, &mut |_, _| None)
    }

    /// Puts the report where it was wished.
    pub fn finish(self, report: &Report) -> Exit {
        match write_whole(&self.job, self.page.write(report).as_bytes(), self.language) {
            Ok(()) => self.exit,
            Err(reason) => fail(&reason),
        }
    }
}

/// Reads all inputs and finds out what is wished.
pub(super) fn report(job: Job, wish: &Wish, language: Language) -> Outcome {
    if let Err(reason) = check_target(&job, language) {
        return Outcome::Done(fail(&reason));
    }
    let mut tally = Tally::new(Rows::Figures, job.loudness, language);
    let documents = documents(&job, language, &mut tally);
    tally.say_summary();
    if tally.exit() == Exit::Nothing {
        return Outcome::Done(Exit::Nothing);
    }
    match wishes(&documents, wish, language) {
        Ok(wishes) => {
            let exit = tally.exit();
            Outcome::Report(Box::new(Draft { documents, wishes, page: wish.page, job, language, exit }))
        }
        Err(reason) => Outcome::Done(fail(&reason)),
    }
}

/// Names looked up among what was read.
fn wishes(documents: &[Document], wish: &Wish, language: Language) -> Result<Wishes, String> {
    let items: Vec<Item> = (0..).zip(documents).flat_map(|(n, document)| items_of(n, &document.observations)).collect();
    let known = Known::new(&items, Extractor::in_use().catalogue(), language);
    let times = match &wish.period {
        Some(period) => {
            let (first, last) = known.days(period)?;
            Times::Within { first, last }
        }
        None => Times::Any,
    };
    Ok(Wishes {
        speech: language.into(),
        indicators: wish.indicators.iter().map(|name| known.indicator(name)).collect::<Result<_, _>>()?,
        areas: wish.areas.iter().map(|name| known.area(name)).collect::<Result<_, _>>()?,
        measures: wish.measure.into_iter().collect(),
        times,
        ..Wishes::default()
    })
}
