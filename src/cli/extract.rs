//! `jobscope extract`: observations as rows.

use super::Exit;
use super::input::each_in_order;
use super::output::with_rows;
use super::plan::Job;
use super::tally::Rows;
use crate::compare::words::Language;
use crate::export::form::Form;
use crate::export::writer::{Options, Writer};
use crate::extract::Extractor;
use crate::pipeline::{self, Document};
use crate::read::ReadOutcome;
use crate::read::limits::Watch;

/// Writes the observations of all inputs, in their order.
pub(super) fn extract(job: &Job, form: Form, language: Language) -> Exit {
    let extractor = Extractor::in_use();
    with_rows(job, form, language, Rows::Figures, |sources, out, tally| {
        let options = Options { language, catalogue: extractor.catalogue(), ..Options::default() };
        let mut rows = Writer::new(out, form, options)?;
        let work = |outcome: &mut ReadOutcome, watch: &Watch| pipeline::observe(extractor, outcome, watch);
        each_in_order(sources, job, work, |outcome, observations| {
            tally.add_file(&outcome);
            let document = Document { bulletin: outcome.bulletin, observations, problems: outcome.problems };
            tally.add_rows(rows.document(&document)?);
            Ok(())
        })?;
        rows.finish().map(drop)
    })
}
