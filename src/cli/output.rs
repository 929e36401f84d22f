//! Where data go: standard output, or a file that is replaced only once everything is written.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Exit;
use super::input::{Source, sources};
use super::plan::Job;
use super::report::{Report, Rows, say};
use crate::compare::words::Language;
use crate::export::atomic::{AtomicFile, WriteError};

/// Finds the inputs of a job, lets `write` write their data where the job says, and tells how it ended.
pub(super) fn with_output(
    job: &Job,
    language: Language,
    rows: Rows,
    write: impl FnOnce(&[Source], &mut dyn Write, &mut Report) -> io::Result<()>,
) -> Exit {
    let mut report = Report::default();
    let (sources, problems) = sources(&job.inputs);
    report.add_problems(&job.problems);
    report.add_problems(&problems);
    let write = |out: &mut dyn Write, report: &mut Report| write(&sources, out, report);
    let written = match &job.output {
        None => to_stdout(&mut report, write),
        Some(path) => to_file(path, &sources, &mut report, language, write),
    };
    match written {
        Ok(()) => {
            say(&report.summary(language, rows));
            report.exit()
        }
        // `jobscope extract … | head`: the reader has what it wants.
        Err(Failure::BrokenPipe) => Exit::Well,
        Err(Failure::Said(message)) => {
            say(&format!("jobscope: {message}"));
            Exit::Nothing
        }
    }
}

enum Failure {
    BrokenPipe,
    Said(String),
}

fn to_stdout(
    report: &mut Report,
    write: impl FnOnce(&mut dyn Write, &mut Report) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out, report).and_then(|()| out.flush());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::Said(format!("写不了标准输出（{error}）")),
    })
}

fn to_file(
    path: &Path,
    sources: &[Source],
    report: &mut Report,
    language: Language,
    write: impl FnOnce(&mut dyn Write, &mut Report) -> io::Result<()>,
) -> Result<(), Failure> {
    if let Some(source) = same_file(path, sources) {
        return Err(Failure::Said(format!("输出文件就是要读的文件，会把它覆盖，请换一个名字：{}", source.display())));
    }
    let said = |error: WriteError| Failure::Said(error.say(language));
    let mut file = AtomicFile::create(path).map_err(said)?;
    write(&mut file, report).map_err(|error| said(file.failed(error)))?;
    // Where nothing could be read, an older output is worth more than an empty one.
    if report.exit() == Exit::Nothing { Ok(()) } else { file.commit().map_err(said) }
}

/// The input that the output would overwrite.
fn same_file<'a>(path: &Path, sources: &'a [Source]) -> Option<&'a PathBuf> {
    let target = path.canonicalize().ok().filter(|target| target.is_file())?;
    sources.iter().find_map(|source| match source {
        Source::File(file) if file.canonicalize().is_ok_and(|file| file == target) => Some(file),
        _ => None,
    })
}
