//! Reports whose comparisons are drawn as the window draws them.

use super::sheet::Easel;
use super::{Text, svg};
use crate::app::derive::{Answer, Derived};
use crate::app::state::{AppState, Session, View};
use crate::compare::question::{Choices, Question};
use crate::compare::ranking::Ranking;
use crate::compare::words::Speech;
use crate::extract::Extractor;
use crate::pipeline::Document;
use crate::report::content::Report;
use crate::report::{self, Page, Wishes};

/// How wide a chart is, in points: about as wide as the text of the page.
const WIDTH: f32 = 880.0;

/// The report on these documents, with what this kind of page shows.
pub fn report(documents: &[&Document], wishes: &Wishes, page: Page) -> Report {
    let catalogue = Extractor::in_use().catalogue();
    if !page.is_drawn() {
        return report::report(documents, catalogue, wishes, &mut |_, _| None);
    }
    let mut inlays = Inlays::new(wishes.speech);
    report::report(documents, catalogue, wishes, &mut |question, answer| Some(inlays.svg(question, answer)))
}

/// Draws one answer after the other.
struct Inlays {
    easel: Easel,
    state: AppState,
    derived: Derived,
}

impl Inlays {
    fn new(Speech { language, numbers }: Speech) -> Self {
        let session = Session { view: View::Compare, language, numbers: Some(numbers), ..Session::default() };
        let state = AppState { session, ..AppState::default() };
        Self { easel: Easel::new(), state, derived: Derived::default() }
    }

    fn svg(&mut self, question: &Question, answer: &Ranking) -> String {
        self.state.session.question = Some(question.clone());
        let answer = Answer { ranking: Some(answer.clone()), choices: Choices::default() };
        self.derived.answer.put((0, Some(question.clone())), answer);
        svg::svg(&self.easel.inlay(&self.state, &self.derived, WIDTH), Text::Outlines)
    }
}
