//! Everything that is true about the window, split by how long it lives: documents, session, what passes.

use std::collections::VecDeque;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::command::{Command, Effect};
use super::documents::{ArticleKey, DocumentId, Documents};
use super::history::{History, UndoStack};
use super::read_marks::ReadMarks;
use super::session::place::StoredPlace;
use super::{exporting, matrix, picture, rail, reading, reporting, rereading, search, table};
use crate::compare::ObservationKey;
use crate::compare::question::Question;
use crate::compare::words::{Language, Numbers, Speech};
use crate::model::area::AreaCode;
use crate::model::problem::{Message, Problem, Severity};
use crate::model::span::Span;

/// The single owner of truth.
#[derive(Debug, Clone, Default)]
pub struct AppState {
    /// The open bulletins.
    pub documents: Documents,
    /// What is restored at the next start.
    pub session: Session,
    /// What passes.
    pub transient: Transient,
    /// What can be undone.
    pub undo: UndoStack<Command>,
    /// What was looked at.
    pub history: History<Place>,
}

/// How the user has set things up.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The question that the charts answer; `None` until there is something to ask about.
    pub question: Option<Question>,
    /// What is selected.
    pub selection: Selection,
    /// Which view is in front.
    pub view: View,
    /// Light, dark, or as the system is.
    pub theme: ThemeChoice,
    /// The language of the window.
    pub language: Language,
    /// The steps of large numbers; `None` as the language has them.
    pub numbers: Option<Numbers>,
    /// By how much everything is larger than usual.
    pub zoom: f32,
    /// The reader's text size in points.
    pub reader_text_points: f32,
    /// How the table is set up.
    pub table: table::Setup,
    /// How the left list is set up.
    pub rail: rail::Setup,
    /// How areas are laid side by side.
    pub matrix: matrix::Setup,
    /// The articles that have been read.
    pub read: ReadMarks,
    /// What was searched for, the newest first.
    pub recent_searches: Vec<String>,
    /// Files and folders that were opened, the newest first.
    pub recent_files: Vec<PathBuf>,
    /// The width of the left list, where the user has set it.
    pub rail_width: Option<f32>,
    /// The width of the reader, where the user has set it.
    pub reader_width: Option<f32>,
    /// Whether the left list is shown.
    pub shows_rail: bool,
    /// Whether the reader is shown.
    pub shows_reader: bool,
}

/// The one selection that all panels share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    /// The article in the reader.
    pub article: Option<ArticleKey>,
    /// The figure that is boxed in the reader and marked in the chart.
    pub observation: Option<ObservationKey>,
    /// The area that is marked everywhere and has its page in front: chosen by itself, or the selected figure's.
    pub area: Option<AreaCode>,
}

/// One thing that was looked at, for Back and Forward.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What was selected.
    pub selection: Selection,
    /// What was asked.
    pub question: Option<Question>,
    /// In which view.
    pub view: View,
}

/// The views of the middle, in the order of their tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum View {
    /// Ranked bars.
    #[default]
    Compare,
    /// Areas side by side.
    Matrix,
    /// One indicator over time.
    Trend,
    /// The provinces as tiles.
    Map,
    /// All observations.
    Table,
    /// One area's page.
    Area,
}

impl View {
    /// All, in the order of their tabs.
    pub const ALL: [Self; 6] = [Self::Compare, Self::Matrix, Self::Trend, Self::Map, Self::Table, Self::Area];
}

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What passes and is never stored.
#[expect(clippy::struct_excessive_bools, reason = "each says whether one independent thing is shown or asked for")]
#[derive(Debug, Clone, Default)]
pub struct Transient {
    /// The running job, if any.
    pub loading: Option<Loading>,
    /// What became of each file of the last job, in the order in which they were done.
    pub outcomes: Vec<FileOutcome>,
    /// What went wrong or was odd, until dismissed.
    pub problems: Vec<Problem>,
    /// Whether the list of problems is open.
    pub shows_problems: bool,
    /// Which problems are listed; `None` for all.
    pub only_problems: Option<Severity>,
    /// The missing document that the next file to be opened belongs to.
    pub locating: Option<DocumentId>,
    /// Short news, the newest last.
    pub notices: VecDeque<Notice>,
    /// Whether the help sheet is open.
    pub shows_help: bool,
    /// Whether the window for a typed path is open.
    pub shows_path_prompt: bool,
    /// Whether the command palette is open.
    pub shows_palette: bool,
    /// The offer to write observations to a file.
    pub exporting: exporting::Offer,
    /// How far that is, while it is done.
    pub export_progress: Option<exporting::Progress>,
    /// The offer to make a picture.
    pub picture: picture::Offer,
    /// The offer to read a file again.
    pub rereading: Option<rereading::Offer>,
    /// The offer to make a report.
    pub reporting: reporting::Offer,
    /// The search across all bulletins.
    pub search: search::Search,
    /// The rows of the table that are marked for copying.
    pub marked: table::Marked,
    /// What passes in the reader.
    pub reading: reading::Reading,
    /// Whether the indicator chooser is open.
    pub shows_chooser: bool,
    /// Whether the window has no room for three columns.
    pub is_narrow: bool,
    /// Whether the left list is shown for a moment although there is no room for it.
    pub shows_rail_narrow: bool,
    /// Asks the reader to bring the selected figure into view.
    pub reveal_in_reader: bool,
    /// The place of an article that was found and stays marked until something else is selected.
    pub reveal_span: Option<(ArticleKey, Span)>,
    /// Asks the chart to bring the selected mark into view.
    pub reveal_in_chart: bool,
    /// Asks the left list to bring the selected article into view.
    pub reveal_in_rail: bool,
    /// The question of the last session, until its figures are there or the user asks another.
    pub wanted_question: Option<Question>,
    /// What was selected in the last session, until its file is there or the user selects something else.
    pub wanted_place: Option<StoredPlace>,
    /// The recent files that are not there any more.
    pub gone: Vec<PathBuf>,
    /// Whether the question is the user's own; otherwise the widest indicator is asked about as files come in.
    pub question_is_chosen: bool,
    /// What the outside is asked to do; drained after each update.
    pub effects: Vec<Effect>,
}

/// How far a loading job is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loading {
    /// How many files there are; 0 while they are still being counted.
    pub n_files: usize,
    /// How many are done.
    pub n_done: usize,
    /// The files that are being read just now.
    pub at_work: Vec<String>,
    /// Whether the user has asked to stop.
    pub is_cancelled: bool,
}

/// What became of one file that was to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOutcome {
    /// Its name without folders.
    pub file: String,
    /// What became of it.
    pub result: FileResult,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileResult {
    /// It is open.
    Opened {
        /// How many articles it has.
        n_articles: usize,
        /// How many figures it has.
        n_figures: usize,
    },
    /// The same words were open already.
    AlreadyOpen,
    /// There is nothing to show of it; the list of problems says why.
    Nothing,
}

/// Short news for the status bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// So many files were opened.
    Opened {
        /// How many.
        n_files: usize,
    },
    /// A file was read again.
    ReadAgain {
        /// Its name without folders.
        file: String,
    },
    /// A file was to be read again, and there was nothing to show: the bulletin stays as it was.
    NotReadAgain {
        /// Its name without folders.
        file: String,
    },
    /// The same words were open already.
    AlreadyOpen {
        /// The file that was opened again.
        file: String,
        /// The title under which it is open.
        title: String,
    },
    /// Loading was cancelled; what was done is kept.
    Cancelled {
        /// How many files were done.
        n_done: usize,
    },
    /// Nothing that may be a bulletin was found there.
    NothingFound,
    /// A text was copied.
    Copied,
    /// Rows of the table were copied.
    CopiedRows {
        /// How many.
        n_rows: usize,
    },
    /// Observations were written.
    Exported {
        /// Where.
        path: PathBuf,
        /// How many.
        n_rows: usize,
    },
    /// Writing was cancelled; nothing was left.
    ExportCancelled,
    /// Nothing could be written; why, and what to do.
    NotExported(String),
    /// A picture is being drawn.
    PictureDrawing,
    /// A picture was written.
    PictureSaved(
        /// Where.
        PathBuf,
    ),
    /// A report is being made.
    ReportWriting,
    /// A report was written.
    ReportSaved(
        /// Where.
        PathBuf,
    ),
    /// A picture was put on the clipboard.
    PictureCopied,
    /// A picture could not be drawn, by a fault of ours.
    PictureFailed,
    /// A picture would have more pixels than programs open.
    PictureTooLarge {
        /// How wide it would be.
        width: usize,
        /// How high it would be.
        height: usize,
    },
    /// No dialog can be shown here.
    NoDialog,
    /// The session could not be kept.
    NotKept(
        /// Why.
        Message,
    ),
}

impl Default for Session {
    fn default() -> Self {
        Self {
            question: None,
            selection: Selection::default(),
            view: View::default(),
            theme: ThemeChoice::default(),
            language: Language::default(),
            numbers: None,
            zoom: 1.0,
            reader_text_points: Self::READER_TEXT_POINTS,
            table: table::Setup::default(),
            rail: rail::Setup::default(),
            matrix: matrix::Setup::default(),
            read: ReadMarks::default(),
            recent_searches: Vec::new(),
            recent_files: Vec::new(),
            rail_width: None,
            reader_width: None,
            shows_rail: true,
            shows_reader: true,
        }
    }
}

/// How many recent files are remembered.
pub const RECENT_FILES: usize = 15;

impl Session {
    /// Puts a file or folder first among the recent ones.
    pub fn note_recent(&mut self, path: PathBuf) {
        self.recent_files.retain(|known| *known != path);
        self.recent_files.insert(0, path);
        self.recent_files.truncate(RECENT_FILES);
    }

    /// The reader's text size unless the user changes it.
    pub const READER_TEXT_POINTS: f32 = 15.5;
    /// The sizes that the reader offers.
    pub const READER_TEXT_RANGE: std::ops::RangeInclusive<f32> = 12.5..=22.5;
    /// The sizes that the whole window offers.
    pub const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.5..=3.0;

    /// How figures are said.
    pub fn speech(&self) -> Speech {
        let usual = Speech::from(self.language);
        Speech { numbers: self.numbers.unwrap_or(usual.numbers), ..usual }
    }
}

impl AppState {
    /// Whether the left list is shown: where there is no room for three columns, only when asked for.
    pub fn shows_rail(&self) -> bool {
        if self.transient.is_narrow { self.transient.shows_rail_narrow } else { self.session.shows_rail }
    }

    /// A copy of what derived lists follow from, for another thread: the documents, the session, and what the user waits for.
    #[must_use]
    pub fn lasting(&self) -> Self {
        let Transient { wanted_question, question_is_chosen, .. } = &self.transient;
        let (wanted_question, question_is_chosen) = (wanted_question.clone(), *question_is_chosen);
        Self {
            documents: self.documents.clone(),
            session: self.session.clone(),
            transient: Transient { wanted_question, question_is_chosen, ..Transient::default() },
            ..Self::default()
        }
    }

    /// Whether the article with this key has been read.
    pub fn is_read(&self, key: ArticleKey) -> bool {
        self.documents.facts(key).is_some_and(|facts| self.session.read.contains(facts.fingerprint))
    }

    /// The article in the reader counts as read.
    pub fn note_shown(&mut self) {
        let shown = self.session.selection.article.filter(|_| self.session.shows_reader);
        if let Some(facts) = shown.and_then(|key| self.documents.facts(key)) {
            self.session.read.set(facts.fingerprint, true);
        }
    }

    /// Where the user is now.
    pub fn place(&self) -> Place {
        Place { selection: self.session.selection, question: self.session.question.clone(), view: self.session.view }
    }

    /// Adds a piece of news and lets the oldest go.
    pub fn notify(&mut self, notice: Notice) {
        const KEPT: usize = 20;
        self.transient.notices.push_back(notice);
        while self.transient.notices.len() > KEPT {
            self.transient.notices.pop_front();
        }
    }
}
