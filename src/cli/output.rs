//! Where data go: standard output, or a file that is replaced only once everything is written, and only where that was asked
//! for.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use super::input::{Source, files, sources};
use super::plan::Job;
use super::tally::{Rows, Tally, say};
use super::{Exit, interrupt, output_words as words};
use crate::compare::words::Language;
use crate::export::atomic::WriteError;
use crate::export::form::Form;

/// Finds the inputs of a job, lets `write` write their data where the job says, and tells how it ended.
pub(super) fn with_output(
    job: &Job,
    language: Language,
    rows: Rows,
    write: impl FnOnce(&[Source], &mut dyn Write, &mut Tally) -> io::Result<()>,
) -> Exit {
    if let Err(refusal) = check_target(job, language) {
        return fail(&refusal);
    }
    let mut tally = Tally::new(rows, job.loudness, language);
    let (sources, problems) = match rows {
        Rows::Exported => files(&job.inputs, language),
        _ => sources(&job.inputs, language),
    };
    tally.add_problems(&job.problems);
    tally.add_problems(&problems);
    let write = |out: &mut dyn Write, tally: &mut Tally| write(&sources, out, tally);
    let written = match &job.output {
        None => to_stdout(&mut tally, language, write),
        Some(path) => to_file(path, &sources, &mut tally, language, write),
    };
    match written {
        Ok(()) => {
            tally.say_summary();
            tally.exit()
        }
        // `jobscope extract … | head`: the reader has what it wants.
        Err(Failure::BrokenPipe) => Exit::Well,
        Err(Failure::Said(message)) => fail(&message),
    }
}

/// Says why nothing was done.
pub(super) fn fail(reason: &str) -> Exit {
    say(&format!("jobscope: {reason}"));
    Exit::Nothing
}

/// As [`with_output`], for rows in a form that may be none for a terminal.
pub(super) fn with_rows(
    job: &Job,
    form: Form,
    language: Language,
    rows: Rows,
    write: impl FnOnce(&[Source], &mut dyn Write, &mut Tally) -> io::Result<()>,
) -> Exit {
    match if is_text(form) { Ok(()) } else { refuse_terminal(job, language) } {
        Ok(()) => with_output(job, language, rows, write),
        Err(refusal) => fail(&refusal),
    }
}

/// Why the job's output must not be written to, said before anything is read.
pub(super) fn check_target(job: &Job, language: Language) -> Result<(), String> {
    let Some(path) = &job.output else { return Ok(()) };
    match path.metadata() {
        Ok(old) if old.is_dir() => Err(words::is_folder(path, language)),
        // A device or a pipe has no contents to lose.
        Ok(old) if old.is_file() && !job.replaces => Err(words::exists(path, language)),
        _ => Ok(()),
    }
}

/// How the files of forms end that are text.
const TEXTS: [&str; 9] = ["jsonl", "json", "csv", "tsv", "md", "html", "xml", "svg", "txt"];

/// Whether a form can be read by eye.
fn is_text(form: Form) -> bool {
    TEXTS.iter().any(|ending| form.extension().ends_with(ending))
}

/// Bytes that are no text would garble a terminal.
pub(super) fn refuse_terminal(job: &Job, language: Language) -> Result<(), String> {
    if job.output.is_none() && io::stdout().is_terminal() { Err(words::is_terminal(language)) } else { Ok(()) }
}

enum Failure {
    BrokenPipe,
    Said(String),
}

fn to_stdout(
    tally: &mut Tally,
    language: Language,
    write: impl FnOnce(&mut dyn Write, &mut Tally) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out, tally).and_then(|()| out.flush());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::Said(words::stdout_failed(&error, language)),
    })
}

fn to_file(
    path: &Path,
    sources: &[Source],
    tally: &mut Tally,
    language: Language,
    write: impl FnOnce(&mut dyn Write, &mut Tally) -> io::Result<()>,
) -> Result<(), Failure> {
    if let Some(source) = same_file(path, sources) {
        return Err(Failure::Said(words::is_input(source, language)));
    }
    let said = |error: WriteError| Failure::Said(error.say(language));
    let mut file = interrupt::guarded(path).map_err(said)?;
    write(&mut file, tally).map_err(|source| said(file.failed(source)))?;
    // Where nothing could be read, an older output is worth more than an empty one.
    if tally.exit() == Exit::Nothing { Ok(()) } else { file.commit().map_err(said) }
}

/// Writes what is complete already to the job's output, standard output if it names none.
pub(super) fn write_whole(job: &Job, bytes: &[u8], language: Language) -> Result<(), String> {
    let Some(path) = &job.output else {
        let mut out = io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(words::stdout_failed(&error, language)),
            _ => Ok(()),
        };
    };
    let written = interrupt::guarded(path).and_then(|mut file| {
        file.write_all(bytes).map_err(|source| file.failed(source))?;
        file.commit()
    });
    written.map_err(|error| error.say(language))
}

/// The input that the output would overwrite.
fn same_file<'a>(path: &Path, sources: &'a [Source]) -> Option<&'a PathBuf> {
    let target = path.canonicalize().ok().filter(|target| target.is_file())?;
    sources.iter().find_map(|source| match source {
        Source::File(file) if file.canonicalize().is_ok_and(|file| file == target) => Some(file),
        _ => None,
    })
}
