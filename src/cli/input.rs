//! From operands to bulletins: folders are walked, standard input is a file without a path, many files are read at once.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::prelude::*;

use super::lists;
use super::plan::{Input, Job};
use super::progress::Progress;
use super::tally::Tally;
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::model::bulletin::Bulletin;
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline::{self, Document};
use crate::read::limits::{Limit, Watch};
use crate::read::{ReadOptions, ReadOutcome, read_bytes};

/// One bulletin to be read.
pub(super) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// So many files per core are read before their rows are written: enough to keep the cores busy, few enough to keep memory
/// flat however many files there are.
const FILES_PER_CORE: usize = 4;

/// The bulletins that the operands name, in their order, and what was odd on the way to them.
pub(super) fn sources(inputs: &[Input], language: Language) -> (Vec<Source>, Vec<Problem>) {
    let (inputs, mut problems) = spread(inputs, language);
    let mut sources = Vec::new();
    // Neighbouring paths are looked up together, so that a file named twice is read once.
    for run in inputs.chunk_by(|a, b| *a != Input::Stdin && *b != Input::Stdin) {
        let paths: Vec<PathBuf> = run.iter().filter_map(Input::path).cloned().collect();
        let (files, odd) = pipeline::find_files(&paths);
        sources.extend(run.iter().filter(|input| **input == Input::Stdin).map(|_| Source::Stdin));
        sources.extend(files.into_iter().map(Source::File));
        problems.extend(odd);
    }
    (sources, problems)
}

/// The files that the operands name, themselves and not what is in them: an archive may be an export.
pub(super) fn files(inputs: &[Input], language: Language) -> (Vec<Source>, Vec<Problem>) {
    let (inputs, problems) = spread(inputs, language);
    let source = |input: &Input| input.path().map_or(Source::Stdin, |path| Source::File(path.clone()));
    (inputs.iter().map(source).collect(), problems)
}

/// The same with each list replaced by what it lists.
pub(super) fn spread(inputs: &[Input], language: Language) -> (Vec<Input>, Vec<Problem>) {
    let (mut spread, mut problems) = (Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::List(list) => match lists::read(list, language) {
                Ok(paths) => spread.extend(paths.into_iter().map(Input::Path)),
                Err(problem) => problems.push(problem),
            },
            other => spread.push(other.clone()),
        }
    }
    (spread, problems)
}

impl Source {
    /// The file's name as the rows give it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The bytes, or why there are none.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Stdin => stdin_bytes(Limit::FileBytes),
            Self::File(path) => pipeline::open(path),
        }
    }

    /// The bytes of an export, or why there are none.
    pub(super) fn exported_bytes(&self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Stdin => stdin_bytes(Limit::ExportBytes),
            Self::File(path) => pipeline::open_up_to(path, Limit::ExportBytes),
        }
    }

    /// Reads the bulletin; what cannot be opened is a bulletin without articles and a problem.
    pub(super) fn read(&self, options: &ReadOptions) -> ReadOutcome {
        match self.bytes() {
            Ok(bytes) => read_bytes(&self.name(), &bytes, options),
            Err(problem) => self.unread(problem),
        }
    }

    fn unread(&self, problem: Problem) -> ReadOutcome {
        ReadOutcome {
            bulletin: Bulletin { file: self.name(), ..Bulletin::default() },
            problems: vec![problem],
            given: None,
        }
    }
}

fn stdin_bytes(limit: Limit) -> Result<Vec<u8>, Problem> {
    lists::stdin_bytes(limit).map_err(|error| Problem {
        file: "-".to_owned(),
        line: None,
        severity: Severity::Error,
        message: Message::new(format!("读不了标准输入（{error}）"), format!("standard input cannot be read ({error})")),
    })
}

/// Does `work` on every bulletin, many at once, and hands the results to `then` in the order of the sources. The watch tells it
/// when the file has had its time, reading included.
///
/// A bulletin that makes the engine fall over is reported by name and the others go on.
pub(super) fn each_in_order<T: Send>(
    sources: &[Source],
    job: &Job,
    work: impl Fn(&mut ReadOutcome, &Watch) -> T + Sync,
    mut then: impl FnMut(ReadOutcome, T) -> io::Result<()>,
) -> io::Result<()> {
    let guarded = |source: &Source| {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let options = pipeline::timed(&job.options);
            let mut outcome = source.read(&options);
            let result = work(&mut outcome, &options.watch);
            (outcome, result)
        }));
        done.unwrap_or_else(|_| {
            let mut outcome = source.unread(Problem {
                file: source.name(),
                line: None,
                severity: Severity::Error,
                message: Message::new(
                    "程序在这个文件上出了错，已跳过它：请把文件发给维护者",
                    "the program failed on this file and passed it over: please send the file to its maintainers",
                ),
            });
            let result = work(&mut outcome, &Watch::default());
            (outcome, result)
        })
    };
    let progress = &Progress::new(sources.len(), job.loudness);
    let done = |source: &Source| {
        let result = guarded(source);
        progress.step();
        result
    };
    // The next files are read while the rows of those before are written; no more than two lots wait.
    let (sender, receiver) = std::sync::mpsc::sync_channel::<Vec<(ReadOutcome, T)>>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let chunks = sources.chunks(rayon::current_num_threads() * FILES_PER_CORE);
            // Nobody takes them any more where writing has failed.
            let _ = chunks.map(|chunk| chunk.par_iter().map(&done).collect()).try_for_each(|lot| sender.send(lot));
        });
        receiver.into_iter().try_for_each(|results| {
            progress.beside(|| results.into_iter().try_for_each(|(outcome, result)| then(outcome, result)))
        })
    })
}

/// Reads all bulletins of a job.
pub(super) fn documents(job: &Job, language: Language, tally: &mut Tally) -> Vec<Document> {
    let (sources, problems) = sources(&job.inputs, language);
    tally.add_problems(&job.problems);
    tally.add_problems(&problems);
    let mut documents = Vec::new();
    let work = |outcome: &mut ReadOutcome, watch: &Watch| pipeline::observe(Extractor::in_use(), outcome, watch);
    let read = each_in_order(&sources, job, work, |outcome, observations| {
        tally.add_file(&outcome);
        tally.add_rows(observations.iter().map(Vec::len).sum());
        documents.push(Document { bulletin: outcome.bulletin, observations, problems: outcome.problems });
        Ok(())
    });
    // Nothing is written in between, so that nothing can fail.
    debug_assert!(read.is_ok());
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bulletin_that_fells_the_engine_is_named_and_the_others_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.md", "b.md", "c.md"].map(|name| folder.path().join(name));
        for path in &paths {
            let words = path.file_stem().unwrap().to_str().unwrap();
            std::fs::write(path, format!("### 标题\n\n{words}\n")).unwrap();
        }
        let sources = paths.map(Source::File);
        let work = |outcome: &mut ReadOutcome, _: &Watch| {
            let texts: Vec<String> = outcome.bulletin.articles().map(|article| article.text.clone()).collect();
            assert!(texts != ["标题\nb"], "the engine falls over here");
            texts
        };
        let mut seen = Vec::new();
        each_in_order(&sources, &Job::default(), work, |outcome, texts| {
            let worst = outcome.problems.iter().map(|problem| problem.severity).max();
            seen.push((texts, worst == Some(Severity::Error)));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, [(vec!["标题\na".to_owned()], false), (vec![], true), (vec!["标题\nc".to_owned()], false)]);
    }

    #[test]
    fn a_bulletin_whose_time_is_up_is_named_and_the_others_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.md", "b.md", "c.md"].map(|name| folder.path().join(name));
        for path in &paths {
            std::fs::write(path, "### 四川 | 标题\n\n全省城镇新增就业2156人。\n").unwrap();
        }
        let sources = paths.clone().map(Source::File);
        // The second has no time left when its extraction begins.
        let work = |outcome: &mut ReadOutcome, _: &Watch| {
            let is_over = outcome.bulletin.file.ends_with("b.md");
            pipeline::observe(Extractor::in_use(), outcome, &Watch::new(move || is_over))
        };
        let mut seen = Vec::new();
        each_in_order(&sources, &Job::default(), work, |outcome, observations| {
            let said = outcome.problems.iter().find(|problem| problem.severity == Severity::Error);
            seen.push((observations.concat().len(), said.map(|problem| problem.file.clone())));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, [(1, None), (0, Some(paths[1].display().to_string())), (1, None)]);
    }
}
