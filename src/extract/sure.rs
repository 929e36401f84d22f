//! How sure an observation is: the probability that it is right, from everything that led to it.
//!
//! The probability is a logistic model learned on annotated bulletins, so that of a hundred observations at 0.9 some ninety are right.

use super::choose;
use super::explain::StatusReason;
use super::figure::Figure;
use super::measure::Form;
use super::weights::{Features, Weights, families};
use crate::model::area::AreaLevel;
use crate::model::indicator::{Family, IndicatorId};
use crate::model::observation::Status;

families! {
    /// What speaks for or against an observation.
    pub enum Sign {
        Always = 1,
        /// How the choice of its indicator stood.
        Odds = 1,
        Choice = 6,
        Rule = 12,
        Form = 5,
        Unit = 12,
        Small = 3,
        Figures = 5,
        Family = 7,
        Indicator = 64,
        Status = 3,
        /// What gave it its standing.
        Reason = 8,
        AreaFrom = 4,
        AreaLevel = 5,
        /// The country or not, in an article on the country or not.
        Background = 4,
        Areas = 4,
        PeriodFrom = 3,
        Block = 4,
        Report = 3,
    }
}

/// Where the area in force was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaFrom {
    Sentence,
    Earlier,
    Article,
    Nowhere,
}

/// Everything that an observation rests on.
pub(super) struct Grounds<'a> {
    /// How probable its indicator is among its rivals.
    pub probability: f32,
    pub rule: &'static str,
    pub form: Form,
    pub figure: &'a Figure,
    pub n_figures: usize,
    pub indicator: IndicatorId,
    pub family: Family,
    pub status: Status,
    pub reason: StatusReason,
    pub area_from: AreaFrom,
    pub area_level: Option<AreaLevel>,
    pub is_country: bool,
    pub main_is_country: bool,
    pub n_areas: usize,
    /// None, carried, or the sentence's own.
    pub period_from: usize,
    /// Headline, paragraph, list item or table.
    pub block: usize,
    pub is_report: bool,
}

/// The rules that tie a figure to its indicator, for a bin each.
const RULES: [&str; 11] = [
    "phrase-with-figure",
    "phrase-near",
    "respectively",
    "relative-to-phrase",
    "relative-to-figure",
    "target-of",
    "done-of-target",
    "part-of",
    "series",
    "topic",
    "table",
];

impl Grounds<'_> {
    /// What they show.
    pub fn features(&self) -> Features {
        let p = self.probability.clamp(0.02, 0.998);
        let mut features = Features::none();
        features.show(Sign::Always, 0);
        features.measure(Sign::Odds, (p / (1.0 - p)).ln());
        features.show(Sign::Choice, [0.5, 0.7, 0.85, 0.95, 0.99].iter().filter(|&&step| p >= step).count());
        features.show(Sign::Rule, RULES.iter().position(|rule| *rule == self.rule).unwrap_or(RULES.len()));
        features.show(Sign::Form, choose::form_bin(self.form));
        features.show(Sign::Unit, choose::unit_bin(self.figure));
        if self.figure.is_small_hanzi {
            features.show(Sign::Small, 2);
        } else if self.figure.value < 10.0 {
            features.show(Sign::Small, usize::from(self.figure.value < 3.0));
        }
        features.show(Sign::Figures, self.n_figures.saturating_sub(1) / 2);
        features.show(Sign::Family, self.family as usize);
        features.show(Sign::Indicator, usize::from(self.indicator.0));
        features.show(Sign::Status, self.status as usize);
        features.show(Sign::Reason, self.reason as usize);
        features.show(Sign::AreaFrom, self.area_from as usize);
        features.show(
            Sign::AreaLevel,
            match self.area_level {
                Some(AreaLevel::Country) => 0,
                Some(AreaLevel::Province) => 1,
                Some(AreaLevel::Prefecture) => 2,
                Some(AreaLevel::County) => 3,
                None => 4,
            },
        );
        features.show(Sign::Background, usize::from(self.is_country) * 2 + usize::from(self.main_is_country));
        features.show(Sign::Areas, self.n_areas);
        features.show(Sign::PeriodFrom, self.period_from);
        features.show(Sign::Block, self.block);
        if self.is_report {
            features.show(Sign::Report, self.status as usize);
        }
        features
    }
}

/// The probability that an observation on these grounds is right.
pub(super) fn probability(weights: &Weights, features: &Features) -> f32 {
    1.0 / (1.0 + (-weights.score(features)).exp())
}
