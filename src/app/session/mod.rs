//! What is stored between runs, as its own type: which files were open and how the window was set up.
//!
//! [`StoredSession`] is the form on disk, [`place`] finds again what was selected, [`keeper`] writes on a thread of its own.
//! What cannot be read falls back by itself: one spoilt part costs that part, and the file is set aside before it is replaced.

pub mod keeper;
pub mod place;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::place::StoredPlace;
use super::documents::Source;
use super::matrix;
use super::rail::{self, Grouping};
use super::read_marks::ReadMarks;
use super::rereading::Chosen;
use super::search;
use super::state::{AppState, RECENT_FILES, Session, ThemeChoice, View};
use super::table::{self, ColumnFilter, TableColumn, TableSort};
use crate::compare::derived::Basis;
use crate::compare::question::{DetailFilter, Question, Sort, TargetRule};
use crate::compare::words::{Language, Numbers};
use crate::extract::Extractor;
use crate::library::Store;
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::observation::{Measure, Status};
use crate::model::period::Period;
use crate::model::problem::{Message, Problem, Severity};
use crate::model::quantity::UnitClass;
use crate::read;

/// What the session's file is called.
pub const FILE: &str = "session.json";

/// The stored form. New fields need a default, so that an older session still opens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent settings, each with a default for older sessions")]
pub struct StoredSession {
    /// Files that were open.
    pub files: Vec<PathBuf>,
    /// The names of the encodings that were chosen for some of them.
    pub encodings: Vec<(PathBuf, String)>,
    /// Whether the built-in samples were open.
    pub has_samples: bool,
    /// Files and folders that were opened, the newest first.
    pub recent_files: Vec<PathBuf>,
    /// What was searched for, the newest first.
    pub recent_searches: Vec<String>,
    /// The fingerprints of the articles that have been read.
    pub read: Vec<u64>,
    /// What was selected.
    pub selected: Option<StoredPlace>,
    /// The area that was selected, by its code.
    pub area: Option<u32>,
    /// What was asked, where it was the user's own question.
    pub question: Option<StoredQuestion>,
    /// The view in front.
    pub view: View,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether the window was in English.
    pub is_english: bool,
    /// The reader's text size.
    pub reader_text_points: Option<f32>,
    /// The steps of large numbers, where the user has chosen them.
    pub numbers: Option<Numbers>,
    /// How much larger everything was drawn.
    pub zoom: Option<f32>,
    /// How the table was sorted.
    pub table_sort: Option<TableSort>,
    /// What the table was filtered by.
    pub table_filter: String,
    /// What single columns of the table were filtered by.
    pub table_filters: Vec<(TableColumn, ColumnFilter)>,
    /// Whether the table showed only what the chart shows.
    pub table_only_charted: bool,
    /// The columns of the table; empty for the usual ones.
    pub table_columns: Vec<TableColumn>,
    /// The widths that columns were dragged to.
    pub table_widths: Vec<(TableColumn, f32)>,
    /// What the left list was grouped by.
    pub rail_grouping: Grouping,
    /// What the left list was filtered by.
    pub rail_filter: String,
    /// The areas that were laid side by side, by their codes.
    pub pinned: Vec<u32>,
    /// Whether only indicators were shown that all of them have.
    pub shows_shared_only: bool,
    /// Whether the left list was hidden.
    pub hides_rail: bool,
    /// Whether the reader was hidden.
    pub hides_reader: bool,
    /// The width of the left list, where the user has set it.
    pub rail_width: Option<f32>,
    /// The width of the reader, where the user has set it.
    pub reader_width: Option<f32>,
}

/// A question as stored: the indicator by its id, since places in the catalogue move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredQuestion {
    indicator: String,
    measure: Measure,
    #[serde(default)]
    statuses: Vec<Status>,
    #[serde(default)]
    targets: TargetRule,
    #[serde(default)]
    levels: Vec<AreaLevel>,
    #[serde(default)]
    unit_class: Option<UnitClass>,
    #[serde(default)]
    period: Option<Period>,
    #[serde(default)]
    detail: DetailFilter,
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    min_confidence: f32,
    #[serde(default)]
    basis: Basis,
}

/// Most marks that are kept of articles that are not open any more.
const MARKS_KEPT: usize = 20_000;

impl StoredSession {
    /// What is worth storing.
    pub fn of(state: &AppState) -> Self {
        let (session, passing) = (&state.session, &state.transient);
        let sources = || state.documents.iter().map(|open| &open.source);
        let files = sources().filter_map(|source| match source {
            Source::File(path) => Some(path.clone()),
            Source::Sample(_) => None,
        });
        let encodings =
            state.documents.iter().filter_map(|open| Some((open.path()?.to_owned(), open.encoding?.name().to_owned())));
        // What waits for its file is as good as there.
        let question = session.question.as_ref().filter(|_| passing.question_is_chosen);
        let question = question.or(passing.wanted_question.as_ref());
        let selected = passing.wanted_place.clone().or_else(|| StoredPlace::of(state));
        Self {
            files: files.filter(|path| is_text(path)).collect(),
            encodings: encodings.filter(|(path, _)| is_text(path)).collect(),
            has_samples: sources().any(|source| matches!(source, Source::Sample(_))),
            recent_files: session.recent_files.iter().filter(|path| is_text(path)).cloned().collect(),
            recent_searches: session.recent_searches.clone(),
            read: marks(state),
            selected,
            area: session.selection.area.map(|code| code.0),
            question: question.and_then(StoredQuestion::of),
            view: session.view,
            theme: session.theme,
            is_english: session.language == Language::En,
            reader_text_points: Some(session.reader_text_points),
            numbers: session.numbers,
            zoom: Some(session.zoom),
            table_sort: Some(session.table.sort),
            table_filter: session.table.filter.clone(),
            table_filters: session.table.filters.clone().into_iter().collect(),
            table_only_charted: session.table.only_charted,
            table_columns: session.table.columns.clone(),
            table_widths: session.table.widths.clone().into_iter().collect(),
            rail_grouping: session.rail.grouping,
            rail_filter: session.rail.filter.clone(),
            pinned: session.matrix.pinned.iter().map(|code| code.0).collect(),
            shows_shared_only: session.matrix.shows_shared_only,
            hides_rail: !session.shows_rail,
            hides_reader: !session.shows_reader,
            rail_width: session.rail_width,
            reader_width: session.reader_width,
        }
    }

    /// The files that were open, each with the encoding that was chosen for it.
    pub fn files(&self) -> Vec<(PathBuf, Chosen)> {
        let chosen = |path: &PathBuf| {
            let (_, name) = self.encodings.iter().find(|(of, _)| of == path)?;
            read::encoding(name)
        };
        self.files.iter().map(|path| (path.clone(), chosen(path))).collect()
    }

    /// The text to store.
    pub fn to_text(&self) -> String {
        // Every part is plain data with text for keys, and the paths are text: there is nothing that could fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads a stored text; returns with it the names of the parts that could not be read. The error says why none of it could.
    pub fn parse(text: &[u8]) -> serde_json::Result<(Self, Vec<String>)> {
        let parts: Map<String, Value> = serde_json::from_slice(text)?;
        let mut lost = Vec::new();
        let mut good = Map::new();
        for (name, value) in parts {
            let alone = Value::Object(Map::from_iter([(name.clone(), value.clone())]));
            if serde_json::from_value::<Self>(alone).is_ok() {
                good.insert(name, value);
            } else {
                lost.push(name);
            }
        }
        serde_json::from_value(Value::Object(good)).map(|stored| (stored, lost))
    }

    /// The session that is kept, or a new one with the reasons why; what cannot be read is set aside.
    pub fn open(store: &Store) -> (Self, Vec<Problem>) {
        let problem = |message: Message| Problem {
            file: store.path().display().to_string(),
            line: None,
            severity: Severity::Warning,
            message,
        };
        let bytes = match store.read() {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return (Self::default(), Vec::new()),
            Err(error) => {
                let Message { zh, en } = error.message();
                let message = Message::new(format!("上次的窗口设置{zh}"), format!("the last session {en}"));
                return (Self::default(), vec![problem(message)]);
            }
        };
        let aside = || match store.set_aside() {
            Ok(path) => {
                let path = path.display();
                Message::new(format!("原文件另存为 {path}"), format!("the old file is kept as {path}"))
            }
            Err(error) => {
                Message::new(format!("原文件没能另存（{error}）"), format!("the old file could not be kept ({error})"))
            }
        };
        match Self::parse(&bytes) {
            Ok((stored, lost)) if lost.is_empty() => (stored, Vec::new()),
            Ok((stored, lost)) => {
                let Message { zh, en } = aside();
                let message = Message::new(
                    format!("上次的窗口设置有几处读不了（{}），已用默认值；{zh}", lost.join("、")),
                    format!("parts of the last session cannot be read ({}); they start anew; {en}", lost.join(", ")),
                );
                (stored, vec![problem(message)])
            }
            Err(error) => {
                let Message { zh, en } = aside();
                let message = Message::new(
                    format!("上次的窗口设置读不了（{error}），已从头开始；{zh}"),
                    format!("the last session cannot be read ({error}); it starts anew; {en}"),
                );
                (Self::default(), vec![problem(message)])
            }
        }
    }

    /// The state to start from; files are loaded by whoever restores it.
    pub fn to_state(&self) -> AppState {
        let mut state = AppState { session: self.to_session(), ..AppState::default() };
        state.transient.wanted_question = self.question.as_ref().and_then(StoredQuestion::to_question);
        state.transient.wanted_place.clone_from(&self.selected);
        state
    }

    fn to_session(&self) -> Session {
        let plain = Session::default();
        let points = self.reader_text_points.filter(|points| Session::READER_TEXT_RANGE.contains(points));
        let zoom = self.zoom.filter(|zoom| Session::ZOOM_RANGE.contains(zoom));
        let mut session = Session {
            view: self.view,
            theme: self.theme,
            language: if self.is_english { Language::En } else { Language::Zh },
            reader_text_points: points.unwrap_or(plain.reader_text_points),
            numbers: self.numbers,
            zoom: zoom.unwrap_or(plain.zoom),
            table: table::Setup {
                sort: self.table_sort.unwrap_or(plain.table.sort),
                filter: self.table_filter.clone(),
                filters: self.table_filters.iter().cloned().collect(),
                only_charted: self.table_only_charted,
                columns: table::shown(&self.table_columns),
                widths: table::sane_widths(&self.table_widths),
            },
            rail: rail::Setup {
                filter: self.rail_filter.clone(),
                grouping: self.rail_grouping,
                ..rail::Setup::default()
            },
            recent_files: self.recent_files.iter().take(RECENT_FILES).cloned().collect(),
            recent_searches: self.recent_searches.iter().take(search::RECENT).cloned().collect(),
            read: ReadMarks::new(self.read.iter().copied()),
            shows_rail: !self.hides_rail,
            shows_reader: !self.hides_reader,
            rail_width: self.rail_width,
            reader_width: self.reader_width,
            ..plain
        };
        session.selection.area = self.area.map(AreaCode);
        session.matrix.shows_shared_only = self.shows_shared_only;
        session.matrix.pinned = self.pinned.iter().copied().map(AreaCode).take(matrix::MOST).collect();
        session
    }
}

/// JSON is text; a path that is not cannot be stored.
fn is_text(path: &Path) -> bool {
    path.to_str().is_some()
}

/// The marks of what is open, and of what was open as far as there is room.
fn marks(state: &AppState) -> Vec<u64> {
    let read = &state.session.read;
    let marks = read.sorted();
    if marks.len() <= MARKS_KEPT {
        return marks;
    }
    let open = state.documents.iter().flat_map(|open| open.articles.iter().map(|facts| facts.fingerprint));
    let mut kept: Vec<u64> = open.filter(|mark| read.contains(*mark)).collect();
    kept.extend(marks.into_iter().take(MARKS_KEPT));
    kept.sort_unstable();
    kept.dedup();
    kept
}

impl StoredQuestion {
    fn of(question: &Question) -> Option<Self> {
        let indicator = Extractor::in_use().catalogue().get(question.indicator)?;
        Some(Self {
            indicator: indicator.id.clone(),
            measure: question.measure,
            statuses: question.statuses.clone(),
            targets: question.targets,
            levels: question.levels.clone(),
            unit_class: question.unit_class,
            period: question.period,
            detail: question.detail.clone(),
            sort: question.sort,
            min_confidence: question.min_confidence,
            basis: question.basis,
        })
    }

    fn to_question(&self) -> Option<Question> {
        let indicator = Extractor::in_use().catalogue().find(&self.indicator)?;
        Some(Question {
            statuses: self.statuses.clone(),
            targets: self.targets,
            levels: self.levels.clone(),
            unit_class: self.unit_class,
            period: self.period,
            detail: self.detail.clone(),
            sort: self.sort,
            min_confidence: self.min_confidence,
            basis: self.basis,
            ..Question::new(indicator, self.measure)
        })
    }
}
