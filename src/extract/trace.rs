//! What the engine weighed on its way through an article: the raw material that `examples/train.rs` learns from.

use std::ops::Range;

use super::choose::{Candidate, Origin};
use super::figure::Figure;
use super::fold::Folded;
use super::measure::Form;
use super::weights::{Features, Learned};
use crate::model::indicator::IndicatorId;
use crate::model::observation::Observation;

/// The choices and judgements of one article, in the order they were made.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Every figure for which indicators competed.
    pub choices: Vec<TracedChoice>,
    /// Every observation, before repeated facts are merged and unsure ones left out.
    pub judgements: Vec<TracedJudgement>,
}

/// A figure and the readings that competed for it.
#[derive(Debug, Clone)]
pub struct TracedChoice {
    /// Number and unit in the article's text.
    pub bytes: Range<usize>,
    /// The sentence that it stands in.
    pub sentence: Range<usize>,
    /// In base units, without sign.
    pub value: f64,
    /// Whether it is a completion, a share or a change.
    pub is_relative: bool,
    /// What each reading makes of it, and what it shows.
    pub candidates: Vec<(Option<IndicatorId>, Shows)>,
}

/// An observation and what speaks for it.
#[derive(Debug, Clone)]
pub struct TracedJudgement {
    /// The observation.
    pub observation: Observation,
    /// What speaks for and against it.
    pub shows: Shows,
}

/// Numbered features with their values.
pub type Shows = Vec<(u16, f32)>;

impl Trace {
    pub(super) fn choice(
        &mut self,
        folded: &Folded,
        sentence: Range<usize>,
        figure: Option<&Figure>,
        form: Form,
        candidates: &[Candidate],
    ) {
        let Some(figure) = figure else { return };
        let is_relative = !matches!(form, Form::Level | Form::TargetLevel);
        let candidates = candidates
            .iter()
            .map(|candidate| {
                let indicator = if candidate.from == Origin::Nothing { None } else { candidate.indicator };
                (indicator, candidate.features.shown().collect())
            })
            .collect();
        let bytes = folded.source(figure.quote());
        let sentence = folded.source(sentence);
        self.choices.push(TracedChoice { bytes, sentence, value: figure.value, is_relative, candidates });
    }

    pub(super) fn judgement(&mut self, observation: &Observation, features: &Features) {
        self.judgements.push(TracedJudgement { observation: observation.clone(), shows: features.shown().collect() });
    }
}

/// A weights table, from the weights of the models in the order of their features.
pub fn weights_table(level: &[f32], relative: &[f32], sure: &[f32]) -> String {
    Learned::write(level, relative, sure)
}

/// How many features the choice of an indicator has, and how many the judgement.
pub fn n_features() -> (usize, usize) {
    use super::weights::Families;
    let count = |all: &[(&str, usize)]| all.iter().map(|(_, bins)| bins).sum();
    (count(super::choose::Shown::ALL), count(super::sure::Sign::ALL))
}
