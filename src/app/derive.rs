//! What follows from the state: the answer on the chart, the reach of each indicator, the rows of list and table.
//!
//! Each is computed once per change of what it follows from, never once per frame.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::documents::DocumentId;
use super::rail::{self, RailRow};
use super::state::{AppState, TableColumn, TableSort};
use super::trend::{Trend, trend};
use crate::compare::question::{Choices, Question, choices, reach};
use crate::compare::ranking::{Ranking, ranking};
use crate::compare::{Item, ObservationKey};
use crate::extract::Extractor;
use crate::model::indicator::IndicatorId;

/// The derived lists.
#[derive(Debug, Default)]
pub struct Derived {
    /// Indicators with the number of areas that each compares, widest first.
    pub reach: Arc<Vec<(IndicatorId, usize)>>,
    /// The answer to the question, if there is one.
    pub ranking: Option<Arc<Ranking>>,
    /// What there is to choose from around the question.
    pub choices: Arc<Choices>,
    /// The question's indicator over time.
    pub trend: Arc<Trend>,
    /// The rows of the left list.
    pub rail: Arc<Vec<RailRow>>,
    /// The rows of the table.
    pub table: Arc<Vec<ObservationKey>>,
    /// Articles, figures and areas in all documents.
    pub totals: Totals,
    /// Changes whenever reach, ranking or choices do: what the drawing caches its words by.
    pub answer_generation: u64,
    /// Changes whenever the table's rows do.
    pub table_generation: u64,
    seen: Option<Seen>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Bulletins.
    pub n_documents: usize,
    /// Articles.
    pub n_articles: usize,
    /// Figures.
    pub n_figures: usize,
}

/// What the derived lists were made from.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    documents: u64,
    question: Option<Question>,
    rail: (String, BTreeSet<(DocumentId, u32)>),
    table: (String, TableSort),
}

impl Seen {
    fn of(state: &AppState) -> Self {
        let session = &state.session;
        Self {
            documents: state.documents.generation(),
            question: session.question.clone(),
            rail: (session.rail_filter.clone(), session.folded.clone()),
            table: (session.table_filter.clone(), session.table_sort),
        }
    }

    /// The same without copying anything.
    fn is_of(&self, state: &AppState) -> bool {
        let session = &state.session;
        self.documents == state.documents.generation()
            && self.question == session.question
            && self.rail.0 == session.rail_filter
            && self.rail.1 == session.folded
            && self.table.0 == session.table_filter
            && self.table.1 == session.table_sort
    }
}

impl Derived {
    /// Brings everything up to date; does nothing if nothing has changed.
    pub fn refresh(&mut self, state: &AppState) {
        if self.seen.as_ref().is_some_and(|seen| seen.is_of(state)) {
            return;
        }
        let now = Seen::of(state);
        let before = self.seen.replace(now.clone());
        let is_new = |part: fn(&Seen, &Seen) -> bool| before.as_ref().is_none_or(|before| !part(before, &now));
        let documents = is_new(|a, b| a.documents == b.documents);
        let items = state.documents.items();
        if documents {
            self.reach = Arc::new(reach(&items, Extractor::in_use().catalogue()));
            self.totals = Totals {
                n_documents: state.documents.iter().filter(|open| !open.is_missing).count(),
                n_articles: state.documents.iter().map(super::documents::OpenDocument::n_articles).sum(),
                n_figures: items.len(),
            };
        }
        if documents || is_new(|a, b| a.question == b.question) {
            let question = state.session.question.as_ref();
            self.ranking = question.map(|question| Arc::new(ranking(&items, question)));
            self.choices = Arc::new(question.map(|question| choices(&items, question)).unwrap_or_default());
            self.trend = Arc::new(question.map(|question| trend(&items, question)).unwrap_or_default());
            self.answer_generation += 1;
        }
        if documents || is_new(|a, b| a.rail == b.rail) {
            self.rail = Arc::new(rail::rows(&state.documents, &state.session.rail_filter, &state.session.folded));
        }
        if documents || is_new(|a, b| a.table == b.table) {
            self.table = Arc::new(table_rows(state, items));
            self.table_generation += 1;
        }
    }
}

/// The observations that fit the table's filter, in the table's order.
fn table_rows(state: &AppState, mut items: Vec<Item>) -> Vec<ObservationKey> {
    let filter = state.session.table_filter.trim().to_lowercase();
    if !filter.is_empty() {
        items.retain(|item| fits(state, item, &filter));
    }
    let TableSort { column, is_descending } = state.session.table_sort;
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
                let end = |o: &crate::model::observation::Observation| o.period.map(|p| (p.end.unwrap_or(p.start), p));
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
