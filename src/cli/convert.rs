//! `jobscope convert`: rows that were exported, in another form. Nothing is extracted, so that no value changes.

use std::path::Path;

use super::Exit;
use super::input::Source;
use super::output::with_rows;
use super::plan::Job;
use super::tally::Rows;
use crate::compare::words::Language;
use crate::export::form::Form;
use crate::export::reader::{self, ReadError, read_good_rows};
use crate::export::writer::{Options, Writer};
use crate::extract::Extractor;
use crate::model::problem::{Message, Problem, Severity};
use crate::read::read_text;

/// Writes the rows of all inputs in this form, in their order.
pub(super) fn convert(job: &Job, form: Form, language: Language) -> Exit {
    with_rows(job, form, language, Rows::Exported, |sources, out, tally| {
        let mut read = Vec::new();
        for source in sources {
            let (rows, problems) = rows_of(source, language);
            tally.add_export(rows.rows.len(), &problems);
            read.push(rows);
        }
        // What is said of the selection holds for one file; of several together nobody has said anything.
        let selection = if let [one] = read.as_slice() { one.selection.clone() } else { None };
        let catalogue = Extractor::in_use().catalogue();
        let mut writer = Writer::new(out, form, Options { language, selection, catalogue, ..Options::default() })?;
        read.iter().flat_map(|rows| &rows.rows).try_for_each(|row| writer.row(row))?;
        writer.finish().map(drop)
    })
}

/// The rows that can be read, and what is wrong with the others.
fn rows_of(source: &Source, language: Language) -> (reader::Rows, Vec<Problem>) {
    let problem =
        |severity, told: String| Problem { file: source.name(), line: None, severity, message: Message::told(told) };
    let bytes = match source.exported_bytes() {
        Ok(bytes) => bytes,
        Err(problem) => return (reader::Rows::default(), vec![problem]),
    };
    match read_any(&source.name(), &bytes) {
        Ok((rows, bad)) => {
            let bad = bad.iter().map(|error| problem(Severity::Warning, error.say(language))).collect();
            (rows, bad)
        }
        Err(error) => (reader::Rows::default(), vec![problem(Severity::Error, error.say(language))]),
    }
}

/// Reads the form that the name ends in, or else whichever fits; a table saved again in a Chinese encoding is read too.
fn read_any(name: &str, bytes: &[u8]) -> Result<(reader::Rows, Vec<ReadError>), ReadError> {
    let named = Form::of_extension(Path::new(name));
    let forms = || named.into_iter().chain(Form::ALL.into_iter().filter(move |form| Some(*form) != named));
    let decoded = std::str::from_utf8(bytes).is_err().then(|| read_text(bytes)).flatten();
    let texts = [Some(bytes), decoded.as_deref().map(str::as_bytes)];
    let mut first_error = None;
    for (bytes, form) in texts.into_iter().flatten().flat_map(|bytes| forms().map(move |form| (bytes, form))) {
        match read_good_rows(bytes, form) {
            Ok(read) => return Ok(read),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or(ReadError::NotThisForm(named.unwrap_or(Form::Jsonl))))
}
