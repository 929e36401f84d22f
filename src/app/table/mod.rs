//! The table of all observations: how it is set up, what changes that, and its rows.
//!
//! [`mod@column`] has the columns, [`sieve`] which rows fit the filters, [`order`] their order, [`marked`] which are marked for
//! copying and [`text`] what is copied.

pub mod column;
pub mod marked;
pub mod text;

mod order;
mod sieve;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::column::{Kind, TableColumn, Tick};
pub use self::marked::{Mark, Marked};
use super::documents::OpenDocument;
use super::state::{AppState, Session};
use crate::compare::ObservationKey;
use crate::compare::question::Question;
use crate::model::bulletin::Article;
use crate::model::observation::Observation;

/// How narrow and how wide a column can be dragged.
pub const WIDTHS: std::ops::RangeInclusive<f32> = 48.0..=2000.0;

/// How the table is set up.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// How it is sorted.
    pub sort: TableSort,
    /// The words that each row must have somewhere.
    pub filter: String,
    /// What single columns are filtered by.
    pub filters: BTreeMap<TableColumn, ColumnFilter>,
    /// Whether only the figures are shown that the chart shows.
    pub only_charted: bool,
    /// The columns that are shown, in the order of [`TableColumn::ALL`].
    pub columns: Vec<TableColumn>,
    /// The widths that the user has dragged columns to, in points.
    pub widths: BTreeMap<TableColumn, f32>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            sort: TableSort { column: TableColumn::Article, is_descending: false },
            filter: String::new(),
            filters: BTreeMap::new(),
            only_charted: false,
            columns: TableColumn::USUAL.to_vec(),
            widths: BTreeMap::new(),
        }
    }
}

impl Setup {
    /// Whether anything is filtered away.
    pub fn is_filtered(&self) -> bool {
        !self.filter.trim().is_empty() || !self.filters.is_empty() || self.only_charted
    }
}

/// What one column is filtered by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ColumnFilter {
    /// All of these words must be there.
    Words(String),
    /// None of these may be there.
    Without(Vec<Tick>),
    /// The number must be there and lie between these, ends included.
    Between {
        /// The smallest.
        least: Option<f64>,
        /// The largest.
        most: Option<f64>,
    },
}

impl ColumnFilter {
    /// Whether it keeps everything.
    fn is_idle(&self) -> bool {
        match self {
            Self::Words(words) => words.trim().is_empty(),
            Self::Without(ticks) => ticks.is_empty(),
            Self::Between { least, most } => least.is_none() && most.is_none(),
        }
    }
}

/// How the table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSort {
    /// By which column.
    pub column: TableColumn,
    /// Largest first.
    pub is_descending: bool,
}

/// What a user can change about the table.
#[derive(Debug, Clone)]
pub enum Change {
    /// Filter it by words that may be anywhere.
    Filter(String),
    /// Filter one column, or no longer.
    FilterColumn(TableColumn, Option<ColumnFilter>),
    /// Show only what the chart shows, or everything.
    OnlyCharted(bool),
    /// Show everything again.
    ClearFilters,
    /// Sort it.
    Sort(TableSort),
    /// Show or hide a column; the last one stays.
    ToggleColumn(TableColumn),
    /// Give a column this width, or its own again.
    Width(TableColumn, Option<f32>),
    /// Show the usual columns in their own widths.
    UsualColumns,
    /// Mark rows.
    Mark(Mark),
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) {
    let setup = &mut state.session.table;
    match change {
        Change::Filter(filter) => setup.filter = filter,
        Change::FilterColumn(column, filter) => match filter.filter(|filter| !filter.is_idle()) {
            Some(filter) => _ = setup.filters.insert(column, filter),
            None => _ = setup.filters.remove(&column),
        },
        Change::OnlyCharted(only_charted) => setup.only_charted = only_charted,
        Change::ClearFilters => {
            setup.filter.clear();
            setup.filters.clear();
            setup.only_charted = false;
        }
        Change::Sort(sort) => setup.sort = sort,
        Change::ToggleColumn(column) => toggle_column(&mut setup.columns, column),
        Change::Width(column, Some(width)) => _ = setup.widths.insert(column, width),
        Change::Width(column, None) => _ = setup.widths.remove(&column),
        Change::UsualColumns => {
            setup.columns = TableColumn::USUAL.to_vec();
            setup.widths.clear();
        }
        Change::Mark(mark) => state.transient.marked.apply(mark),
    }
}

fn toggle_column(shown: &mut Vec<TableColumn>, column: TableColumn) {
    if !shown.contains(&column) {
        shown.push(column);
        shown.sort();
    } else if shown.len() > 1 {
        shown.retain(|other| *other != column);
    }
}

/// The number that was typed for a threshold: plain, grouped, or with 万, 亿 or %.
pub fn typed_number(typed: &str) -> Option<f64> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '%')).collect();
    let (digits, factor) = match plain.strip_suffix('万') {
        Some(digits) => (digits, 1e4),
        None => plain.strip_suffix('亿').map_or((plain.as_str(), 1.0), |digits| (digits, 1e8)),
    };
    digits.parse().ok().map(|number: f64| number * factor).filter(|number| number.is_finite())
}

/// These columns as they can be shown: each once and in their order; the usual ones where there are none.
pub fn shown(columns: &[TableColumn]) -> Vec<TableColumn> {
    if columns.is_empty() {
        return TableColumn::USUAL.to_vec();
    }
    TableColumn::ALL.into_iter().filter(|column| columns.contains(column)).collect()
}

/// These widths as columns can have them.
pub fn sane_widths(widths: &[(TableColumn, f32)]) -> BTreeMap<TableColumn, f32> {
    widths.iter().copied().filter(|(_, width)| WIDTHS.contains(width)).collect()
}

/// All that the rows follow from, the documents aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    sort: TableSort,
    filter: String,
    filters: BTreeMap<TableColumn, ColumnFilter>,
    /// The chart's question, where only what it shows is wanted.
    question: Option<Question>,
}

impl Wanted {
    /// What this session wants to see.
    pub fn of(session: &Session) -> Self {
        let Setup { sort, filter, filters, only_charted, columns: _, widths: _ } = &session.table;
        let question = session.question.as_ref().filter(|_| *only_charted);
        Self { sort: *sort, filter: filter.clone(), filters: filters.clone(), question: question.cloned() }
    }
}

/// A row with all that a column may show of it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Where the observation lives.
    pub key: ObservationKey,
    /// The observation.
    pub observation: &'a Observation,
    /// Its article.
    pub article: &'a Article,
    /// Its document.
    pub open: &'a OpenDocument,
}

impl<'a> Seen<'a> {
    /// The row with this key.
    pub fn find(state: &'a AppState, key: ObservationKey) -> Option<Self> {
        let open = state.documents.get(super::documents::ArticleKey::from(key).document)?;
        let observation = open.observations(key.article).get(key.place as usize)?;
        Some(Self { key, observation, article: open.article(key.article)?, open })
    }
}

/// The observations that fit what is wanted, in the order that is wanted.
pub fn rows(state: &AppState, wanted: &Wanted) -> Vec<ObservationKey> {
    order::ordered(sieve::fitting(state, wanted), wanted.sort)
}
