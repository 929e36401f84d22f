//! What is stored between runs, as its own type: how the window was set up and which files were open.
//!
//! The window's framework writes it; a value it cannot read is as good as none, so nothing of worth may live here.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::documents::Source;
use super::matrix;
use super::state::{AppState, Selection, Session, ThemeChoice, View};
use super::table::{self, TableSort};
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::model::area::AreaCode;

/// The stored form. New fields need a default, so that an older session still opens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent settings, each with a default for older sessions")]
pub struct StoredSession {
    /// Files that were open.
    pub files: Vec<PathBuf>,
    /// Whether the built-in samples were open.
    pub has_samples: bool,
    /// The indicator that was asked about, by its id.
    pub indicator: String,
    /// The view in front.
    pub view: View,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether the window was in English.
    pub is_english: bool,
    /// The reader's text size.
    pub reader_text_points: Option<f32>,
    /// How the table was sorted.
    pub table_sort: Option<TableSort>,
    /// The areas that stood side by side.
    pub pinned: Vec<AreaCode>,
    /// Whether only indicators were shown that all of them have.
    pub shows_shared_only: bool,
    /// The area whose page was in front.
    pub area: Option<AreaCode>,
    /// Whether the left list was hidden.
    pub hides_rail: bool,
    /// Whether the reader was hidden.
    pub hides_reader: bool,
}

impl StoredSession {
    /// What is worth storing.
    pub fn of(state: &AppState) -> Self {
        let session = &state.session;
        let sources = || state.documents.iter().map(|open| &open.source);
        let indicator =
            session.question.as_ref().and_then(|question| Extractor::in_use().catalogue().get(question.indicator));
        Self {
            files: sources()
                .filter_map(|source| match source {
                    Source::File(path) => Some(path.clone()),
                    Source::Sample(_) => None,
                })
                .collect(),
            has_samples: sources().any(|source| matches!(source, Source::Sample(_))),
            indicator: indicator.map(|row| row.id.clone()).unwrap_or_default(),
            view: session.view,
            theme: session.theme,
            is_english: session.language == Language::En,
            reader_text_points: Some(session.reader_text_points),
            table_sort: Some(session.table.sort),
            pinned: session.matrix.pinned.clone(),
            shows_shared_only: session.matrix.shows_shared_only,
            area: session.selection.area,
            hides_rail: !session.shows_rail,
            hides_reader: !session.shows_reader,
        }
    }

    /// The state to start from; files are loaded by whoever restores it.
    pub fn to_state(&self) -> AppState {
        let mut state = AppState { session: self.to_session(), ..AppState::default() };
        state.transient.wanted_indicator = Extractor::in_use().catalogue().find(&self.indicator);
        state
    }

    fn to_session(&self) -> Session {
        let plain = Session::default();
        let range = Session::READER_TEXT_RANGE;
        let points = self.reader_text_points.filter(|points| range.contains(points));
        Session {
            view: self.view,
            theme: self.theme,
            language: if self.is_english { Language::En } else { Language::Zh },
            reader_text_points: points.unwrap_or(plain.reader_text_points),
            table: table::Setup { sort: self.table_sort.unwrap_or(plain.table.sort), ..plain.table },
            matrix: matrix::Setup { pinned: self.pinned.clone(), shows_shared_only: self.shows_shared_only },
            selection: Selection { area: self.area, ..Selection::default() },
            shows_rail: !self.hides_rail,
            shows_reader: !self.hides_reader,
            ..plain
        }
    }
}
