//! Areas side by side: which are chosen, and what each says of every indicator.

use std::collections::BTreeSet;

use super::area_index::{AreaIndex, name_of};
use super::documents::Documents;
use super::families;
use crate::compare::Item;
use crate::compare::names::short_name;
use crate::compare::ranking::Mark;
use crate::compare::series::{Series, series};
use crate::model::area::AreaCode;
use crate::model::indicator::Catalogue;

/// The most areas that stand side by side.
pub const MOST: usize = 8;

/// How areas are laid side by side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// The columns, in their order. Where there are none, the view proposes some.
    pub pinned: Vec<AreaCode>,
    /// Whether only series are shown that every column has.
    pub shows_shared_only: bool,
}

/// What a user can change about the view.
#[derive(Debug, Clone)]
pub enum Change {
    /// Pin an area as a column, or take it away.
    Toggle(AreaCode),
    /// Pin these areas, in this order.
    Pin(Vec<AreaCode>),
    /// Show only series that every column has, or all.
    ToggleSharedOnly,
}

/// Makes a change.
pub fn change(setup: &mut Setup, change: Change) {
    match change {
        Change::Toggle(area) => setup.pinned = toggled(&setup.pinned, area),
        Change::Pin(areas) => {
            let mut seen = BTreeSet::new();
            setup.pinned = areas.into_iter().filter(|area| seen.insert(*area)).take(MOST).collect();
        }
        Change::ToggleSharedOnly => setup.shows_shared_only = !setup.shows_shared_only,
    }
}

/// The columns with this area taken away, or added where there is room.
#[must_use]
pub fn toggled(columns: &[AreaCode], area: AreaCode) -> Vec<AreaCode> {
    let mut columns = columns.to_vec();
    match columns.iter().position(|column| *column == area) {
        Some(place) => drop(columns.remove(place)),
        None if columns.len() < MOST => columns.push(area),
        None => {}
    }
    columns
}

/// The columns with this area a place further left (negative) or right.
#[must_use]
pub fn moved(columns: &[AreaCode], area: AreaCode, steps: isize) -> Vec<AreaCode> {
    let mut columns = columns.to_vec();
    if let Some(from) = columns.iter().position(|column| *column == area)
        && let Some(to) = from.checked_add_signed(steps).filter(|&to| to < columns.len())
    {
        columns.swap(from, to);
    }
    columns
}

/// The areas side by side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// The areas.
    pub columns: Vec<Column>,
    /// Whether the columns are the view's proposal and nobody's choice.
    pub is_proposal: bool,
    /// Families and their rows, from top to bottom.
    pub lines: Vec<Line>,
    /// How many rows there are.
    pub n_rows: usize,
    /// How many rows are hidden because not every column has them.
    pub n_hidden: usize,
}

/// An area as the head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its code.
    pub code: AreaCode,
    /// From the province down.
    pub name: String,
    /// Its own name.
    pub short_name: String,
    /// What it lies in; empty for provinces.
    pub above: String,
}

/// One line of the matrix.
pub type Line = families::Line<Row>;

/// One series across the columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The series, with the figures of all columns.
    pub series: Series,
    /// The smallest leading figure, never above 0: bars start at zero.
    pub min: f64,
    /// The largest leading figure, never below 0.
    pub max: f64,
}

impl Row {
    /// A column's figures, the leading one first; empty where it says nothing.
    pub fn cell(&self, column: AreaCode) -> &[Mark] {
        self.series.areas.get(&column).map_or(&[], Vec::as_slice)
    }
}

impl Matrix {
    /// Lays areas side by side: the pinned ones, else the index's proposal.
    pub fn of(documents: &Documents, index: &AreaIndex, setup: &Setup, catalogue: &Catalogue) -> Self {
        let is_proposal = setup.pinned.is_empty();
        let codes = if is_proposal { &index.proposal } else { &setup.pinned }.clone();
        let told: Vec<Item> = codes.iter().flat_map(|&code| documents.items_at(index.figures(code))).collect();
        let mut all = series(&told);
        let n_all = all.len();
        all.retain(|series| !setup.shows_shared_only || series.areas.len() == codes.len());
        let n_rows = all.len();
        let lines = families::by_family(all, catalogue, row_of);
        let columns = codes.iter().map(|&code| column_of(index, code)).collect();
        Self { columns, is_proposal, lines, n_rows, n_hidden: n_all - n_rows }
    }

    /// The codes of its columns.
    pub fn codes(&self) -> Vec<AreaCode> {
        self.columns.iter().map(|column| column.code).collect()
    }
}

fn row_of(series: Series) -> Row {
    let leads = || series.areas.values().filter_map(|marks| marks.first());
    let values = || leads().flat_map(|mark| std::iter::once(mark.value).chain(mark.value_high));
    let (min, max) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    Row { series, min, max }
}

fn column_of(index: &AreaIndex, code: AreaCode) -> Column {
    let area = name_of(index, code);
    let short_name = short_name(&area).to_owned();
    let above = area.name.strip_suffix(&short_name).unwrap_or_default().to_owned();
    Column { code, name: area.name, short_name, above }
}
