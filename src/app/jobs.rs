//! Loading in the background: a named thread that reads files on all cores, a bounded channel, progress, a cancel flag.
//!
//! Results come out in the order in which the files were given, whatever core was faster, so that two runs look the same.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::documents::Source;
use super::prepared::Prepared;
use super::rereading::Chosen;
use super::samples::SAMPLES;
use crate::extract::Extractor;
use crate::model::bulletin::Bulletin;
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline::{self, Document};
use crate::read::ReadOptions;

/// What to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// Files of the last session, in the encodings that were chosen for them: those that are gone keep their place.
    Restore(Vec<(PathBuf, Chosen)>),
    /// A file that is to be read again, in this encoding.
    Again(PathBuf, Chosen),
    /// The built-in samples.
    Samples,
}

/// What a job reports.
#[derive(Debug)]
pub enum Report {
    /// So many files will be read.
    Counted(usize),
    /// What was odd about the paths themselves.
    Problems(Vec<Problem>),
    /// One file is done. Boxed, since it is far larger than the rest.
    Loaded(Source, Box<Prepared>),
    /// There is no more.
    Finished,
}

/// Called from the job's thread whenever there is something to take in, so that a sleeping window wakes up.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The files that are being read just now, by their short names.
type AtWork = Arc<Mutex<Vec<String>>>;

/// A running job. Dropping it cancels it.
pub struct Job {
    reports: Receiver<(usize, Report)>,
    is_cancelled: Arc<AtomicBool>,
    at_work: AtWork,
    /// Reports that came before their turn.
    early: BTreeMap<usize, Report>,
    next: usize,
}

impl Job {
    /// How many reports may wait: enough to keep all cores busy, few enough to bound memory.
    const WAITING: usize = 128;

    /// Starts loading.
    pub fn start(request: Request, wake: Wake) -> std::io::Result<Self> {
        let (sender, reports) = sync_channel(Self::WAITING);
        let is_cancelled = Arc::new(AtomicBool::new(false));
        let at_work = AtWork::default();
        let outbox = Outbox { sender, wake, is_cancelled: Arc::clone(&is_cancelled), at_work: Arc::clone(&at_work) };
        std::thread::Builder::new().name("jobscope-load".to_owned()).spawn(move || load(request, &outbox))?;
        Ok(Self { reports, is_cancelled, at_work, early: BTreeMap::new(), next: 0 })
    }

    /// Asks the job to stop; files that are done are still reported.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// The files that are being read just now, those that were begun first before the others.
    pub fn at_work(&self) -> Vec<String> {
        self.at_work.lock().map(|files| files.clone()).unwrap_or_default()
    }

    /// Takes in what is there, in order.
    pub fn drain(&mut self) -> Vec<Report> {
        let mut ready = Vec::new();
        loop {
            match self.reports.try_recv() {
                Ok((place, report)) => drop(self.early.insert(place, report)),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    // A cancelled job leaves gaps in the numbering: what is there is still wanted.
                    ready.extend(std::mem::take(&mut self.early).into_values());
                    if !matches!(ready.last(), Some(Report::Finished)) {
                        ready.push(Report::Finished);
                    }
                    return ready;
                }
            }
        }
        while let Some(report) = self.early.remove(&self.next) {
            self.next += 1;
            ready.push(report);
        }
        ready
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.cancel();
    }
}

struct Outbox {
    sender: SyncSender<(usize, Report)>,
    wake: Wake,
    is_cancelled: Arc<AtomicBool>,
    at_work: AtWork,
}

impl Outbox {
    fn send(&self, place: usize, report: Report) {
        // The only way to fail is that the window is gone: then nobody wants the rest.
        if self.sender.send((place, report)).is_err() {
            self.is_cancelled.store(true, Ordering::Relaxed);
        }
        (self.wake)();
    }

    /// Says that a file is being read.
    fn begin(&self, source: &Source) {
        if let Ok(mut files) = self.at_work.lock() {
            files.push(source.short_name());
        }
    }

    /// Says that it is read.
    fn end(&self, source: &Source) {
        let name = source.short_name();
        if let Ok(mut files) = self.at_work.lock()
            && let Some(place) = files.iter().position(|file| *file == name)
        {
            files.remove(place);
        }
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

fn load(request: Request, outbox: &Outbox) {
    let file = |(path, encoding): (PathBuf, Chosen)| (Source::File(path), encoding);
    let (sources, problems): (Vec<(Source, Chosen)>, _) = match request {
        Request::Samples => {
            let names = SAMPLES.iter().map(|sample| (Source::Sample(sample.name.to_owned()), None));
            (names.collect(), Vec::new())
        }
        Request::Restore(files) => (files.into_iter().map(file).collect(), Vec::new()),
        Request::Again(path, encoding) => (vec![file((path, encoding))], Vec::new()),
        Request::Paths(paths) => {
            let (found, problems) = pipeline::find_files(&paths);
            (found.into_iter().map(|path| file((path, None))).collect(), problems)
        }
    };
    // Places 0 and 1 are taken by what is known before the first file.
    outbox.send(0, Report::Problems(problems));
    outbox.send(1, Report::Counted(sources.len()));
    let n_files = sources.len();
    let read_all = || {
        sources.into_par_iter().enumerate().for_each(|(n, (source, encoding))| {
            if !outbox.is_cancelled() {
                outbox.begin(&source);
                let document = load_one(&source, encoding);
                outbox.end(&source);
                outbox.send(2 + n, Report::Loaded(source, Box::new(Prepared::new(document))));
            }
        });
    };
    // Workers of its own: they wait while the window is slow to take in what is read, and whatever the window itself wants done
    // on all cores must not wait behind them.
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(read_all),
        Err(_no_threads) => read_all(),
    }
    outbox.send(2 + n_files, Report::Finished);
}

/// Reads and extracts one source; a fault of ours costs that one file and no more.
fn load_one(source: &Source, encoding: Chosen) -> Document {
    let extractor = Extractor::in_use();
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    let result = catch_unwind(AssertUnwindSafe(|| match source {
        Source::File(path) => pipeline::load(extractor, path, &options),
        Source::Sample(name) => {
            let text = SAMPLES.iter().find(|sample| sample.name == name).map_or("", |sample| sample.text);
            pipeline::analyse(extractor, name, text.as_bytes(), &options)
        }
    }));
    result.unwrap_or_else(|_| {
        let file = match source {
            Source::File(path) => path.display().to_string(),
            Source::Sample(name) => name.clone(),
        };
        Document {
            problems: vec![Problem {
                file: file.clone(),
                line: None,
                severity: Severity::Error,
                message: Message::new(
                    "读取时程序内部出错，已跳过此文件：请把该文件发给维护者",
                    "the program failed on this file and passed it over: please send the file to its maintainers",
                ),
            }],
            bulletin: Bulletin { file, ..Bulletin::default() },
            observations: Vec::new(),
        }
    })
}
