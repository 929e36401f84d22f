//! Reports whose comparisons are drawn as the window draws them.

use std::sync::Arc;

use super::sheet::Easel;
use super::{Text, svg};
use crate::app::derive::{Answer, Derived};
use crate::app::documents::Documents;
use crate::app::state::{AppState, Session, View};
use crate::compare::question::{Choices, Question};
use crate::compare::ranking::Ranking;
use crate::compare::words::Speech;
use crate::extract::Extractor;
use crate::pipeline::Document;
use crate::report::content::Report;
use crate::report::{self, Wishes};

/// How wide a chart is, in points: about as wide as the text of the page.
const WIDTH: f32 = 880.0;

/// The report on these documents.
pub fn report(documents: &Documents, wishes: &Wishes) -> Report {
    // A report counts its documents from 0.
    let documents = documents.renumbered();
    let shared: Vec<Arc<Document>> = documents.iter().map(|open| Arc::clone(&open.document)).collect();
    let documents_of_report: Vec<&Document> = shared.iter().map(Arc::as_ref).collect();
    let mut inlays = Inlays::new(documents, wishes.speech);
    let mut draw = |question: &Question, answer: &Ranking| Some(inlays.svg(question, answer));
    report::report(&documents_of_report, Extractor::in_use().catalogue(), wishes, &mut draw)
}

/// Draws one answer after the other.
struct Inlays {
    easel: Easel,
    state: AppState,
    derived: Derived,
}

impl Inlays {
    fn new(documents: Documents, speech: Speech) -> Self {
        let Speech { language, numbers } = speech;
        let session = Session { view: View::Compare, language, numbers: Some(numbers), ..Session::default() };
        let state = AppState { documents, session, ..AppState::default() };
        let mut derived = Derived::default();
        // For the areas' colours, which are those of the window.
        derived.refresh(&state, state.documents.generation());
        Self { easel: Easel::new(), state, derived }
    }

    fn svg(&mut self, question: &Question, answer: &Ranking) -> String {
        self.state.session.question = Some(question.clone());
        let answer = Answer { ranking: Some(answer.clone()), choices: Choices::default() };
        self.derived.answer.put((self.state.documents.generation(), Some(question.clone())), answer);
        svg::svg(&self.easel.inlay(&self.state, &self.derived, WIDTH), Text::Outlines)
    }
}
