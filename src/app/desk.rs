//! The desk: state, background jobs and derived lists together, behind two calls a frame ([`Desk::take_in`] before drawing,
//! [`Desk::send`] after it).

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::TryRecvError;

use super::aside::Aside;
use super::command::{Command, Effect};
use super::derive::Derived;
use super::documents::{Added, DocumentId, OpenDocument, Source};
use super::exporting::Progress;
use super::exporting::job::{Exporting, Outcome, Wish};
use super::jobs::{Job, Report, Request, Wake};
use super::prepared::Prepared;
use super::rereading::{Begins, Chosen, begins, take_over};
use super::search;
use super::search::worker::Searcher;
use super::session::StoredSession;
use super::shown::shown;
use super::state::{AppState, FileOutcome, FileResult, Loading, Notice};
use super::update::{apply, settle};
use crate::export::form::Form;
use crate::export::writer::Options;
use crate::extract::Extractor;
use crate::library;
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline::Document;

/// So many figures are ranked within a frame; of more, the window would be seen to wait.
const RANKED_AT_ONCE: usize = 8_000;

/// What follows from the documents of this generation.
type Followed = (u64, Derived);

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
    gone: Option<Aside<Vec<PathBuf>>>,
    /// How the file begins that is to be read again.
    looking: Option<Aside<(PathBuf, Begins)>>,
    /// What follows from the documents of one time, where that takes its time.
    following: Option<Aside<Followed>>,
    /// What is being written to files.
    exports: Vec<Exporting>,
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
            looking: None,
            following: None,
            exports: Vec::new(),
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
        if self.state.documents.len() != n_documents {
            self.follow();
            // What was closed must be gone at once, whatever is still being ranked.
            self.shown = self.state.documents.generation();
        }
        let mut outside = Vec::new();
        for effect in std::mem::take(&mut self.state.transient.effects) {
            match effect {
                Effect::Load(paths) => self.load(Request::Paths(paths)),
                Effect::LoadSamples => self.load(Request::Samples),
                Effect::CancelLoading => self.cancel(),
                Effect::LookAt(path) => self.look_at(path),
                Effect::ReadAgain(path, encoding) => self.load(Request::Again(path, encoding)),
                Effect::Search => self.search(),
                Effect::Export { form, path, may_replace, selection } => {
                    self.export(form, path, may_replace, selection);
                }
                Effect::CancelExport => self.exports.iter().for_each(Exporting::cancel),
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
            Request::Restore(files) => {
                // Files of the last session keep their places, whatever becomes of them.
                for (path, encoding) in &files {
                    self.state.documents.add_missing(path.clone(), *encoding);
                }
                Request::Restore(files)
            }
            Request::Again(..) | Request::Samples => request,
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
            self.load(Request::Restore(stored.files()));
        }
    }

    /// Moves on with everything that happens.
    pub fn n_changes(&self) -> u64 {
        self.n_changes
    }

    /// Puts an already analysed document on the desk, with everything that follows from it.
    pub fn put(&mut self, source: &Source, document: Document) {
        self.receive(source, Prepared::new(document));
        self.follow_now();
    }

    /// Whether files are being read, or what follows from them is being worked out.
    pub fn is_loading(&self) -> bool {
        self.job.is_some() || self.following.is_some()
    }

    /// Takes in what jobs and searches have reported since the last frame.
    pub fn take_in(&mut self) {
        if let Some(found) = self.searcher.take() {
            search::take_in(&mut self.state, found);
        }
        if let Some(Ok(gone)) = self.gone.as_ref().map(Aside::take) {
            self.state.transient.gone = gone;
            self.gone = None;
        }
        if let Some(Ok((path, begins))) = self.looking.as_ref().map(Aside::take) {
            self.looking = None;
            if let Some(offer) = self.state.transient.rereading.as_mut().filter(|offer| offer.path == path) {
                offer.begins = Some(begins);
            }
        }
        if !self.exports.is_empty() {
            self.take_in_exports();
        }
        match self.following.as_ref().map(Aside::take) {
            Some(Ok(followed)) => {
                self.following = None;
                let generation = followed.0;
                self.show(followed);
                // Files that came in meanwhile are left for the next time, unless there will be none.
                if self.job.is_none() && self.state.documents.generation() != generation {
                    self.follow();
                }
            }
            // It has died, and said so; the lists stay as they are.
            Some(Err(TryRecvError::Disconnected)) => self.following = None,
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        self.take_in_files();
    }

    /// Looks for the recent files on a thread of its own, since a distant disk takes its time.
    fn check_recent(&mut self) {
        let files = self.state.session.recent_files.clone();
        let work = move || files.into_iter().filter(|path| !library::exists(path)).collect();
        // Without a thread, nothing is known to be gone; opening a file that is says so.
        self.gone = Aside::start("jobscope-recent", std::sync::Arc::clone(&self.wake), work).ok();
    }

    /// Finds out how a file begins, on a thread of its own as well.
    fn look_at(&mut self, path: PathBuf) {
        let work = move || {
            let begins = begins(&path);
            (path, begins)
        };
        // Without a thread the encodings are offered without a look at the file.
        self.looking = Aside::start("jobscope-look", std::sync::Arc::clone(&self.wake), work).ok();
    }

    /// Writes what is shown, or everything, to a file beside the frames.
    fn export(&mut self, form: Form, path: PathBuf, may_replace: bool, selection: Option<String>) {
        let state = &self.state;
        let wish = Wish {
            form,
            rows: selection.is_some().then(|| shown(state, &self.derived)),
            options: Options {
                with_mark: state.transient.exporting.with_mark,
                language: state.session.language,
                selection,
                catalogue: Extractor::in_use().catalogue(),
                ..Options::default()
            },
            problems: state.transient.problems.clone(),
            path,
            may_replace,
        };
        match Exporting::start(state.documents.snapshot(), wish, std::sync::Arc::clone(&self.wake)) {
            Ok(export) => self.exports.push(export),
            Err(error) => self.state.notify(Notice::NotExported(error.to_string())),
        }
        self.take_in_exports();
    }

    fn take_in_exports(&mut self) {
        let language = self.state.session.language;
        let mut notices = Vec::new();
        self.exports.retain(|export| match export.take() {
            Ok(outcome) => {
                let path = export.path.clone();
                notices.push(match outcome {
                    Outcome::Written(n_rows) => Notice::Exported { path, n_rows },
                    Outcome::Cancelled => Notice::ExportCancelled,
                    Outcome::Failed(error) => Notice::NotExported(error.say(language)),
                });
                false
            }
            // One that has died has said so.
            Err(error) => error == TryRecvError::Empty,
        });
        for notice in notices {
            self.state.notify(notice);
        }
        let first = self.exports.first();
        self.state.transient.export_progress =
            first.map(|export| Progress { n_done: export.n_done(), n_rows: export.n_rows });
    }

    fn search(&self) {
        let typed = self.state.transient.search.typed.clone();
        self.searcher.start(self.state.documents.snapshot(), typed);
    }

    fn take_in_files(&mut self) {
        let Some((_, job)) = &mut self.job else { return };
        let reports = job.drain();
        if let Some(loading) = &mut self.state.transient.loading {
            loading.at_work = job.at_work();
        }
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
    /// so that opening many stays linear in their number; where there is much to rank, that is done off the frame.
    fn follow(&mut self) {
        let documents = &self.state.documents;
        self.follow_at = 2 * documents.len() + 1;
        let n_figures: usize = documents.iter().map(OpenDocument::n_observations).sum();
        if n_figures <= RANKED_AT_ONCE {
            self.following = None;
            return self.follow_now();
        }
        if self.following.is_none() {
            let (mut derived, mut state) = (self.derived.clone(), self.state.lasting());
            let work = move || {
                derived.follow(&mut state);
                (state.documents.generation(), derived)
            };
            match Aside::start("jobscope-follow", std::sync::Arc::clone(&self.wake), work) {
                Ok(aside) => self.following = Some(aside),
                // Where no thread can be had, it is done here and now.
                Err(_no_thread) => self.follow_now(),
            }
        }
    }

    fn follow_now(&mut self) {
        let mut derived = self.derived.clone();
        derived.follow(&mut self.state.lasting());
        self.show((self.state.documents.generation(), derived));
    }

    /// Shows what follows from the documents of one time. What the user has changed meanwhile is made anew.
    fn show(&mut self, (generation, derived): Followed) {
        settle(&mut self.state, derived.reach.get());
        self.shown = generation;
        self.derived = derived;
        if self.state.transient.search.is_shown {
            self.search();
        }
        self.derived.refresh(&self.state, generation);
    }

    fn start_next(&mut self) {
        if self.job.is_some() {
            return;
        }
        let Some(request) = self.waiting.pop_front() else { return };
        match Job::start(request.clone(), std::sync::Arc::clone(&self.wake)) {
            Ok(job) => {
                self.state.transient.loading = Some(Loading::default());
                self.state.transient.outcomes.clear();
                self.opened.clear();
                self.job = Some((request, job));
            }
            Err(error) => self.note(vec![Problem {
                file: String::new(),
                line: None,
                severity: Severity::Error,
                message: Message::new(format!("无法开始读取（{error}）"), format!("reading cannot be begun ({error})")),
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
        if let Some((Request::Again(path, encoding), _)) = &self.job {
            let (file, encoding) = (path.display().to_string(), *encoding);
            // What was wrong before may be right by now.
            self.state.transient.problems.retain(|problem| problem.file != file);
            self.note(problems);
            return self.receive_again(source, prepared, encoding);
        }
        let n_articles = prepared.articles.len();
        let n_figures = prepared.document.observations.iter().map(Vec::len).sum();
        // A document without articles has nothing to show but its problems.
        let result = if n_articles == 0 {
            FileResult::Nothing
        } else {
            match self.state.documents.add(source.clone(), prepared) {
                Added::New(id) | Added::Found(id) => {
                    self.opened.push(id);
                    FileResult::Opened { n_articles, n_figures }
                }
                Added::AlreadyOpen(id) => {
                    self.tell_already_open(source, id);
                    FileResult::AlreadyOpen
                }
            }
        };
        self.state.transient.outcomes.push(FileOutcome { file: source.short_name(), result });
        self.note(problems);
    }

    /// Puts a file that was read again in its place.
    fn receive_again(&mut self, source: &Source, prepared: Prepared, encoding: Chosen) {
        let file = source.short_name();
        let documents = &mut self.state.documents;
        if prepared.articles.is_empty() {
            return self.state.notify(Notice::NotReadAgain { file });
        }
        if let Some(twin) = documents.twin(prepared.fingerprint).filter(|twin| twin.source != *source) {
            let id = twin.id;
            return self.tell_already_open(source, id);
        }
        if documents.iter().any(|open| open.source == *source) {
            if let Some((old, new)) = documents.replace(source, prepared, encoding) {
                take_over(&mut self.state, old, new);
            }
        } else if let Added::New(id) = documents.add(source.clone(), prepared) {
            documents.choose(id, encoding);
            self.opened.push(id);
            self.show_first_opened();
        }
        self.state.notify(Notice::ReadAgain { file });
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
            Some(Request::Again(..) | Request::Restore(_) | Request::Samples) | None => {}
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
