//! `jobscope extract`: observations as rows.

use super::Exit;
use super::input::each_in_order;
use super::output::with_output;
use super::plan::Job;
use super::tally::Rows;
use crate::compare::words::Language;
use crate::export::rows::{Format, RowWriter};
use crate::extract::Extractor;
use crate::pipeline::{self, Document};
use crate::read::ReadOutcome;

/// Writes the observations of all inputs, in their order.
pub(super) fn extract(job: &Job, format: Format, language: Language) -> Exit {
    let extractor = Extractor::in_use();
    with_output(job, language, Rows::Figures, |sources, out, tally| {
        let mut rows = RowWriter::new(out, format)?;
        let work = |outcome: &ReadOutcome| pipeline::observe(extractor, outcome);
        each_in_order(sources, job, work, |outcome, observations| {
            tally.add_file(&outcome);
            let document = Document { bulletin: outcome.bulletin, observations, problems: outcome.problems };
            tally.add_rows(rows.write(extractor.catalogue(), &document)?);
            Ok(())
        })?;
        rows.finish().map(drop)
    })
}
