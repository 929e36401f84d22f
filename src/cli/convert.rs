//! `jobscope convert`: rows that were exported, in another form.

use super::Exit;
use super::plan::Job;
use crate::compare::words::Language;
use crate::export::rows::Format;

/// Writes the rows of all inputs in this form, in their order.
pub(super) fn convert(job: &Job, format: Format, language: Language) -> Exit {
    super::extract::extract(job, format, language)
}
