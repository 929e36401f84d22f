//! What follows from the state: the answer on the chart, the reach of each indicator, the rows of list and table.
//!
//! Each is computed once per change of what it follows from, never once per frame, and only while a view that shows it is in
//! front.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::area_index::AreaIndex;
use super::area_page::AreaPage;
use super::documents::{Documents, OpenDocument};
use super::map::Map;
use super::matrix::{self, Matrix};
use super::rail::{self, RailList};
use super::state::{AppState, View};
use super::table;
use super::trend::{Trend, trend};
use super::update::settle_question;
use crate::compare::question::{Choices, Question, choices, n_reached, widest_first};
use crate::compare::ranking::{Ranking, ranking_among};
use crate::compare::{Item, ObservationKey};
use crate::extract::Extractor;
use crate::model::area::AreaCode;
use crate::model::indicator::IndicatorId;

/// A list together with what it was made from.
#[derive(Debug)]
pub struct Kept<K, V> {
    made_from: Option<K>,
    value: Arc<V>,
    generation: u64,
}

// The list is shared: it need not be one that can be copied.
impl<K: Clone, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self { made_from: self.made_from.clone(), value: Arc::clone(&self.value), generation: self.generation }
    }
}

impl<K, V: Default> Default for Kept<K, V> {
    fn default() -> Self {
        Self { made_from: None, value: Arc::default(), generation: 0 }
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// The list as it was last made.
    pub fn get(&self) -> &Arc<V> {
        &self.value
    }

    /// Changes whenever the list was made anew, on whatever thread: what the drawing keeps its words and layouts by.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Takes a list that was made elsewhere.
    pub fn put(&mut self, from: K, value: V) {
        self.refresh(from, || value);
    }

    /// Makes the list anew if what it follows from has changed.
    fn refresh(&mut self, from: K, make: impl FnOnce() -> V) {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        if self.made_from.as_ref() != Some(&from) {
            self.value = Arc::new(make());
            self.made_from = Some(from);
            self.generation = NEXT.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The answer to a question, with what there is to choose from around it.
#[derive(Debug, Default)]
pub struct Answer {
    /// The answer, if something is asked.
    pub ranking: Option<Ranking>,
    /// What there is to choose from.
    pub choices: Choices,
}

/// The generation of the documents.
type Generation = u64;

/// The derived lists. A copy shares them.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// Indicators with the number of areas that each compares, widest first.
    pub reach: Kept<Generation, Vec<(IndicatorId, usize)>>,
    /// The figures of each indicator, in the order of the documents.
    pub figures: Kept<Generation, HashMap<IndicatorId, Vec<ObservationKey>>>,
    /// The answer to the question.
    pub answer: Kept<(Generation, Option<Question>), Answer>,
    /// Every area's place in the index: what gives it one colour in all views.
    pub area_ranks: Kept<Generation, HashMap<AreaCode, usize>>,
    /// The question's indicator over time.
    pub trend: Kept<(Generation, Option<Question>), Trend>,
    /// The rows of the left list.
    pub rail: Kept<(Generation, rail::Setup), RailList>,
    /// How many articles of each group of the left list have not been read.
    pub unread: Kept<(u64, u64), Vec<usize>>,
    /// The rows of the table.
    pub table: Kept<(Generation, table::Wanted), Vec<ObservationKey>>,
    /// The areas that have figures, for the views that choose among them.
    pub area_index: Kept<Generation, AreaIndex>,
    /// Areas side by side.
    pub matrix: Kept<(Generation, matrix::Setup), Matrix>,
    /// The answer to the question on the map.
    pub map: Kept<(Generation, Option<Question>), Map>,
    /// The selected area's page.
    pub area_page: Kept<(Generation, Option<AreaCode>), Option<AreaPage>>,
    /// Articles, figures and areas in all documents.
    pub totals: Kept<Generation, Totals>,
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

impl Derived {
    /// Brings everything up to date after the documents have changed. Where there are many figures this takes its time, and is
    /// done on a thread of its own with a copy of the state; in that, it is settled what is asked.
    pub fn follow(&mut self, state: &mut AppState) {
        let now = state.documents.generation();
        self.figures.refresh(now, || figures(&state.documents));
        let figures = self.figures.get();
        self.reach.refresh(now, || reach(&state.documents, figures));
        settle_question(state, self.reach.get());
        self.refresh(state, now);
    }

    /// Brings up to date what is shown; does nothing if nothing has changed. `now` is the generation of the documents, or an
    /// earlier one while files come in and the lists may stay behind.
    pub fn refresh(&mut self, state: &AppState, now: Generation) {
        let documents = &state.documents;
        let session = &state.session;
        let question = || (now, session.question.clone());
        self.figures.refresh(now, || figures(documents));
        self.totals.refresh(now, || Totals {
            n_documents: documents.iter().filter(|open| !open.is_missing).count(),
            n_articles: documents.iter().map(OpenDocument::n_articles).sum(),
            n_figures: documents.iter().map(OpenDocument::n_observations).sum(),
        });
        self.area_index.refresh(now, || AreaIndex::of(&documents.items()));
        let (index, catalogue) = (self.area_index.get(), Extractor::in_use().catalogue());
        self.area_ranks.refresh(now, || (0..).zip(&index.areas).map(|(rank, area)| (area.code, rank)).collect());
        self.rail.refresh((now, session.rail.clone()), || rail::rows(documents, &session.rail));
        let list = Arc::clone(self.rail.get());
        self.unread.refresh((self.rail.generation(), session.read.generation()), || rail::unread(state, &list));
        let asked = session.question.as_ref();
        let figures = asked.and_then(|asked| self.figures.get().get(&asked.indicator)).map_or(&[][..], Vec::as_slice);
        let items = || documents.items_at(figures).collect::<Vec<_>>();
        if matches!(session.view, View::Compare | View::Trend | View::Map) {
            self.answer.refresh(question(), || asked.map(|asked| answer(&items(), index, asked)).unwrap_or_default());
        }
        if session.view == View::Trend {
            self.trend.refresh(question(), || asked.map(|asked| trend(&items(), asked)).unwrap_or_default());
        }
        if session.view == View::Map {
            let answer = self.answer.get();
            self.map.refresh(question(), || answer.ranking.as_ref().map(Map::of).unwrap_or_default());
        }
        if session.view == View::Matrix {
            let make = || Matrix::of(documents, index, &session.matrix, catalogue);
            self.matrix.refresh((now, session.matrix.clone()), make);
        }
        if session.view == View::Area {
            let page = |area| AreaPage::of(documents, index, area, catalogue);
            self.area_page.refresh((now, session.selection.area), || session.selection.area.map(page));
        }
        if session.view == View::Table {
            let wanted = table::Wanted::of(session);
            self.table.refresh((now, wanted.clone()), || table::rows(state, &wanted));
        }
    }
}

fn figures(documents: &Documents) -> HashMap<IndicatorId, Vec<ObservationKey>> {
    let mut figures: HashMap<IndicatorId, Vec<ObservationKey>> = HashMap::new();
    for item in documents.each_item() {
        figures.entry(item.observation.indicator).or_default().push(item.key);
    }
    figures
}

/// As [`crate::compare::question::reach`], on all cores.
fn reach(documents: &Documents, figures: &HashMap<IndicatorId, Vec<ObservationKey>>) -> Vec<(IndicatorId, usize)> {
    let catalogue = Extractor::in_use().catalogue();
    let known = figures.par_iter().filter(|(indicator, _)| catalogue.get(**indicator).is_some());
    let mut reached: Vec<(IndicatorId, usize)> = known
        .map(|(&indicator, keys)| (indicator, n_reached(&documents.items_at(keys).collect::<Vec<_>>(), indicator)))
        .collect();
    widest_first(&mut reached);
    reached
}

/// The answer to a question, with what there is to choose from around it.
fn answer(items: &[Item], index: &AreaIndex, question: &Question) -> Answer {
    let areas = index.areas.iter().map(|area| (Some(area.code), area.name.as_str()));
    Answer { ranking: Some(ranking_among(items, areas, question)), choices: choices(items, question) }
}
