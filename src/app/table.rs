//! The table of all observations: how it is set up, what changes that, and its rows.

use serde::{Deserialize, Serialize};

use super::state::AppState;
use crate::compare::{Item, ObservationKey};
use crate::extract::Extractor;
use crate::model::observation::Observation;

/// How the table is set up.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// How it is sorted.
    pub sort: TableSort,
    /// What it is filtered by.
    pub filter: String,
}

impl Default for Setup {
    fn default() -> Self {
        Self { sort: TableSort { column: TableColumn::Article, is_descending: false }, filter: String::new() }
    }
}

/// What a user can change about the table.
#[derive(Debug, Clone)]
pub enum Change {
    /// Filter it.
    Filter(String),
    /// Sort it.
    Sort(TableSort),
}

/// Makes a change.
pub fn change(setup: &mut Setup, change: Change) {
    match change {
        Change::Filter(filter) => setup.filter = filter,
        Change::Sort(sort) => setup.sort = sort,
    }
}

/// The columns that the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TableColumn {
    /// The area, by its code.
    Area,
    /// The indicator, in the catalogue's order.
    Indicator,
    /// The value.
    Value,
    /// The standing.
    Status,
    /// The form.
    Measure,
    /// The period, by its end.
    Period,
    /// How sure the extractor is.
    Confidence,
    /// The article, in the order of the bulletins.
    Article,
}

/// How the table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSort {
    /// By which column.
    pub column: TableColumn,
    /// Largest first.
    pub is_descending: bool,
}

/// The observations that fit the table's filter, in the table's order.
pub fn rows(state: &AppState, mut items: Vec<Item>) -> Vec<ObservationKey> {
    let filter = state.session.table.filter.trim().to_lowercase();
    if !filter.is_empty() {
        items.retain(|item| fits(state, item, &filter));
    }
    let TableSort { column, is_descending } = state.session.table.sort;
    items.sort_by(|a, b| {
        let (x, y) = (a.observation, b.observation);
        let order = match column {
            TableColumn::Area => x.ref_area.code.cmp(&y.ref_area.code),
            TableColumn::Indicator => x.indicator.cmp(&y.indicator),
            // Figures of one indicator and unit stand together, so that what is sorted is comparable.
            TableColumn::Value => x.quantity.value.total_cmp(&y.quantity.value),
            TableColumn::Status => x.status.cmp(&y.status),
            TableColumn::Measure => x.measure.cmp(&y.measure),
            TableColumn::Period => {
                let end = |o: &Observation| o.period.map(|p| (p.end.unwrap_or(p.start), p));
                end(x).cmp(&end(y))
            }
            TableColumn::Confidence => x.confidence.total_cmp(&y.confidence),
            TableColumn::Article => a.key.cmp(&b.key),
        };
        let order = if is_descending { order.reverse() } else { order };
        order.then(a.key.cmp(&b.key))
    });
    items.into_iter().map(|item| item.key).collect()
}

fn fits(state: &AppState, item: &Item, filter: &str) -> bool {
    let catalogue = Extractor::in_use().catalogue();
    let o = item.observation;
    o.ref_area.name.contains(filter)
        || o.detail.contains(filter)
        || catalogue.get(o.indicator).is_some_and(|row| {
            row.name_zh.contains(filter)
                || row.name_en.to_lowercase().contains(filter)
                || row.pinyin.starts_with(filter)
        })
        || state.documents.article(item.key.into()).is_some_and(|article| article.title.to_lowercase().contains(filter))
}
