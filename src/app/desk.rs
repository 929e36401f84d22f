//! The desk: state, background jobs and derived lists together, behind two calls a frame ([`Desk::take_in`] before drawing,
//! [`Desk::send`] after it).

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use super::command::{Command, Effect};
use super::derive::Derived;
use super::documents::{Added, DocumentId, Source};
use super::jobs::{Job, Report, Request, Wake};
use super::prepared::Prepared;
use super::search;
use super::search::find::Corpus;
use super::search::worker::Searcher;
use super::session::StoredSession;
use super::state::{AppState, Loading, Notice};
use super::update::{apply, settle};
use crate::library;
use crate::model::problem::{Problem, Severity};
use crate::pipeline::Document;

/// State, jobs and derived lists.
pub struct Desk {
    /// What is true.
    pub state: AppState,
    /// What follows from it.
    pub derived: Derived,
    wake: Wake,
    searcher: Searcher,
    job: Option<(Request, Job)>,
    waiting: VecDeque<Request>,
    /// What the running job has put on the desk.
    opened: Vec<DocumentId>,
    /// Which of the recent files are gone, once that is known.
    gone: Option<Receiver<Vec<PathBuf>>>,
    /// Counts what has happened, so that the session is stored when it may have changed.
    n_changes: u64,
    /// The generation of the documents that the derived lists show. While files come in, the lists stay behind.
    shown: u64,
    /// With so many documents on the desk, the lists follow again.
    follow_at: usize,
}

impl Desk {
    /// An empty desk. `wake` is called from job threads when there is something to take in.
    pub fn new(state: AppState, wake: Wake) -> Self {
        let mut desk = Self {
            state,
            derived: Derived::default(),
            searcher: Searcher::new(std::sync::Arc::clone(&wake)),
            wake,
            job: None,
            waiting: VecDeque::new(),
            opened: Vec::new(),
            gone: None,
            n_changes: 0,
            shown: 0,
            follow_at: 0,
        };
        desk.follow();
        desk
    }

    /// Does a command; returns what only the window itself can do (dialogs, clipboard).
    pub fn send(&mut self, command: Command) -> Vec<Effect> {
        self.n_changes += 1;
        let n_documents = self.state.documents.len();
        apply(&mut self.state, command);
        let has_changed = self.state.documents.len() != n_documents;
        if self.job.is_none() || has_changed {
            self.shown = self.state.documents.generation();
        }
        if has_changed && self.state.transient.search.is_shown {
            self.search();
        }
        let mut outside = Vec::new();
        for effect in std::mem::take(&mut self.state.transient.effects) {
            match effect {
                Effect::Load(paths) => self.load(Request::Paths(paths)),
                Effect::LoadSamples => self.load(Request::Samples),
                Effect::CancelLoading => self.cancel(),
                Effect::Search => self.search(),
                Effect::CheckRecent => self.check_recent(),
                other => outside.push(other),
            }
        }
        self.derived.refresh(&self.state, self.shown);
        outside
    }

    /// Loads in the background; a request made while another runs waits for its turn.
    pub fn load(&mut self, request: Request) {
        // The next session may start in another folder.
        let absolute = |paths: Vec<PathBuf>| -> Vec<PathBuf> {
            paths.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)).collect()
        };
        let request = match request {
            Request::Paths(paths) => Request::Paths(absolute(paths)),
            Request::Restore(paths) => {
                // Files of the last session keep their places, whatever becomes of them.
                for path in &paths {
                    self.state.documents.add_missing(path.clone());
                }
                Request::Restore(paths)
            }
            Request::Samples => Request::Samples,
        };
        self.waiting.push_back(request);
        self.start_next();
    }

    /// Opens what was open in the last session; on a first start, the built-in samples.
    pub fn restore(&mut self, stored: &StoredSession) {
        if stored.has_samples || stored.files.is_empty() {
            self.load(Request::Samples);
        }
        if !stored.files.is_empty() {
            self.load(Request::Restore(stored.files.clone()));
        }
    }

    /// Moves on with everything that happens.
    pub fn n_changes(&self) -> u64 {
        self.n_changes
    }

    /// Puts an already analysed document on the desk, as a job would.
    pub fn put(&mut self, source: &Source, document: Document) {
        self.receive(source, Prepared::new(document));
        self.follow();
    }

    /// Whether a job is running.
    pub fn is_loading(&self) -> bool {
        self.job.is_some()
    }

    /// Takes in what jobs and searches have reported since the last frame.
    pub fn take_in(&mut self) {
        if let Some(found) = self.searcher.take() {
            search::take_in(&mut self.state, found);
        }
        if let Some(gone) = self.gone.as_ref().and_then(|reports| reports.try_recv().ok()) {
            self.state.transient.gone = gone;
            self.gone = None;
        }
        self.take_in_files();
    }

    /// Looks for the recent files on a thread of its own, since a distant disk takes its time.
    fn check_recent(&mut self) {
        let (sender, reports) = channel();
        let (files, wake) = (self.state.session.recent_files.clone(), std::sync::Arc::clone(&self.wake));
        let work = move || {
            let gone = files.into_iter().filter(|path| !library::exists(path)).collect();
            // Nobody waits for it once the window is gone.
            let _window_is_gone = sender.send(gone);
            wake();
        };
        // Without a thread, nothing is known to be gone; opening a file that is says so.
        self.gone = std::thread::Builder::new().name("jobscope-recent".to_owned()).spawn(work).ok().map(|_| reports);
    }

    fn search(&self) {
        let typed = self.state.transient.search.typed.clone();
        self.searcher.start(Corpus::of(&self.state.documents), typed);
    }

    fn take_in_files(&mut self) {
        let Some((_, job)) = &mut self.job else { return };
        let reports = job.drain();
        if reports.is_empty() {
            return;
        }
        self.n_changes += 1;
        for report in reports {
            match report {
                Report::Counted(n_files) => {
                    if let Some(loading) = &mut self.state.transient.loading {
                        loading.n_files = n_files;
                    }
                }
                Report::Problems(problems) => self.note(problems),
                Report::Loaded(source, prepared) => {
                    if let Some(loading) = &mut self.state.transient.loading {
                        loading.n_done += 1;
                        loading.file = source.short_name();
                    }
                    self.receive(&source, *prepared);
                }
                Report::Finished => self.finish(),
            }
        }
        if self.job.is_none() || self.state.documents.len() >= self.follow_at {
            self.follow();
        }
    }

    /// Brings everything that follows from the documents up to date. While files come in, this is done at growing distances,
    /// so that opening many stays linear in their number.
    fn follow(&mut self) {
        let documents = &self.state.documents;
        self.shown = documents.generation();
        self.follow_at = documents.len() + documents.len() / 2 + 1;
        let reached = self.derived.reach(&self.state);
        settle(&mut self.state, &reached);
        if self.state.transient.search.is_shown {
            self.search();
        }
        self.derived.refresh(&self.state, self.shown);
    }

    fn start_next(&mut self) {
        if self.job.is_some() {
            return;
        }
        let Some(request) = self.waiting.pop_front() else { return };
        match Job::start(request.clone(), std::sync::Arc::clone(&self.wake)) {
            Ok(job) => {
                self.state.transient.loading = Some(Loading::default());
                self.opened.clear();
                self.job = Some((request, job));
            }
            Err(error) => self.note(vec![Problem {
                file: String::new(),
                line: None,
                severity: Severity::Error,
                message: format!("无法开始读取（{error}）"),
            }]),
        }
    }

    fn cancel(&mut self) {
        self.waiting.clear();
        if let Some((_, job)) = &self.job {
            job.cancel();
        }
        if let Some(loading) = &mut self.state.transient.loading {
            loading.is_cancelled = true;
        }
    }

    fn receive(&mut self, source: &Source, mut prepared: Prepared) {
        let problems = std::mem::take(&mut prepared.document.problems);
        // A document without articles has nothing to show but its problems.
        if !prepared.articles.is_empty() {
            match self.state.documents.add(source.clone(), prepared) {
                Added::New(id) | Added::Found(id) => self.opened.push(id),
                Added::AlreadyOpen(id) => self.tell_already_open(source, id),
            }
        }
        self.note(problems);
    }

    fn tell_already_open(&mut self, source: &Source, id: DocumentId) {
        let Some(open) = self.state.documents.get(id) else { return };
        let notice = Notice::AlreadyOpen { file: source.short_name(), title: open.title() };
        self.state.notify(notice);
    }

    fn note(&mut self, problems: Vec<Problem>) {
        self.state.transient.problems.extend(problems);
    }

    fn finish(&mut self) {
        let loading = self.state.transient.loading.take().unwrap_or_default();
        let request = self.job.take().map(|(request, _)| request);
        match request {
            Some(Request::Paths(_)) if loading.n_files == 0 => self.state.notify(Notice::NothingFound),
            Some(Request::Paths(paths)) => {
                paths.into_iter().rev().for_each(|path| self.state.session.note_recent(path));
                if loading.is_cancelled {
                    self.state.notify(Notice::Cancelled { n_done: loading.n_done });
                } else if !self.opened.is_empty() {
                    self.state.notify(Notice::Opened { n_files: self.opened.len() });
                }
                self.show_first_opened();
            }
            Some(Request::Restore(_) | Request::Samples) | None => {}
        }
        self.start_next();
    }

    /// What was just opened is what the user wants to see.
    fn show_first_opened(&mut self) {
        let Some(&first) = self.opened.first() else { return };
        let Some(open) = self.state.documents.get(first) else { return };
        let telling = (0..open.n_articles() as u32).find(|&article| !open.observations(article).is_empty());
        let article = super::documents::ArticleKey { document: first, article: telling.unwrap_or(0) };
        apply(&mut self.state, Command::SelectArticle(article));
    }
}
