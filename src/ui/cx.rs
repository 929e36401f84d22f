//! What a panel gets to draw with: the state to read, the derived lists, theme and words, and an outbox for commands.

use std::cell::RefCell;

use eframe::egui::Color32;

use super::theme::Theme;
use super::words::Words;
use crate::app::command::Command;
use crate::app::derive::Derived;
use crate::app::state::AppState;
use crate::compare::words::{Language, Speech};
use crate::extract::Extractor;
use crate::model::area::AreaCode;
use crate::model::indicator::{Indicator, IndicatorId};
use crate::model::observation::Measure;

/// Built once per frame; panels read from it and send commands through it.
pub struct Cx<'a> {
    /// What is true.
    pub state: &'a AppState,
    /// What follows from it.
    pub derived: &'a Derived,
    /// The colours.
    pub theme: &'static Theme,
    /// The words.
    pub words: &'static Words,
    /// Changes whenever laid-out text kept from earlier frames must be laid out anew.
    pub text_generation: u64,
    /// Whether this is drawn for a picture: then nothing that is there for the hand is drawn.
    pub is_picture: bool,
    outbox: RefCell<Vec<Command>>,
}

impl<'a> Cx<'a> {
    /// A context for one frame.
    pub fn new(state: &'a AppState, derived: &'a Derived, theme: &'static Theme, text_generation: u64) -> Self {
        let words = Words::of(state.session.language);
        Self { state, derived, theme, words, text_generation, is_picture: false, outbox: RefCell::new(Vec::new()) }
    }

    /// A context for a picture.
    pub fn of_picture(state: &'a AppState, derived: &'a Derived, theme: &'static Theme) -> Self {
        Self { is_picture: true, ..Self::new(state, derived, theme, 0) }
    }

    /// Sends a command; it is done after drawing.
    pub fn send(&self, command: Command) {
        self.outbox.borrow_mut().push(command);
    }

    /// What was sent.
    pub fn into_commands(self) -> Vec<Command> {
        self.outbox.into_inner()
    }

    /// The language of the window.
    pub fn language(&self) -> Language {
        self.words.language
    }

    /// How figures are said.
    pub fn speech(&self) -> Speech {
        self.state.session.speech()
    }

    /// The words under this key.
    pub fn say<'k>(&self, key: &'k str) -> &'k str {
        self.words.say(key)
    }

    /// An indicator's name in the window's language.
    pub fn indicator_name(&self, id: IndicatorId) -> &'static str {
        Extractor::in_use().catalogue().get(id).map_or("", |row| self.name_of(row))
    }

    /// An area's colour, the same in all views; where there are more areas than colours, the number tells those apart that
    /// share one.
    pub fn area_colour(&self, area: AreaCode) -> (Color32, usize) {
        let rank = self.derived.area_ranks.get().get(&area).copied().unwrap_or_default();
        let series = self.theme.series;
        (series[rank % series.len()], rank / series.len())
    }

    /// An indicator's name in the window's language.
    pub fn name_of(&self, row: &'static Indicator) -> &'static str {
        match self.language() {
            Language::Zh => &row.name_zh,
            Language::En => &row.name_en,
        }
    }

    /// A measure's name.
    pub fn measure(&self, measure: Measure) -> &'static str {
        self.say(match measure {
            Measure::Level => "measure.level",
            Measure::Completion => "measure.completion",
            Measure::YoyRate => "measure.yoy_rate",
            Measure::YoyChange => "measure.yoy_change",
            Measure::MomRate => "measure.mom_rate",
            Measure::MomChange => "measure.mom_change",
            Measure::Share => "measure.share",
        })
    }
}
