//! The columns of the table, and how each is filtered.

use serde::{Deserialize, Serialize};

use crate::model::area::{AreaCode, AreaLevel};
use crate::model::observation::{Measure, Observation, Status};
use crate::model::quantity::Bound;

/// What the table can show of an observation; it can be sorted and filtered by each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableColumn {
    /// The area, by its code.
    Area,
    /// The area's code.
    Code,
    /// The level of the area.
    Level,
    /// The indicator, in the catalogue's order.
    Indicator,
    /// What keeps parallel series apart.
    Detail,
    /// The value.
    Value,
    /// The upper end of a range.
    High,
    /// The unit.
    Unit,
    /// How the text hedges the value.
    Bound,
    /// Number and unit as written.
    Written,
    /// The form.
    Measure,
    /// The standing.
    Status,
    /// The period, by its end.
    Period,
    /// The first day of the period.
    Start,
    /// The last day of the period.
    End,
    /// How sure the extractor is.
    Confidence,
    /// The sentence.
    Sentence,
    /// The article, in the order of the bulletins.
    Article,
    /// The topic heading above the article.
    Section,
    /// The bulletin.
    Bulletin,
    /// The bulletin's date.
    Date,
    /// The rule that tied number and indicator together.
    Rule,
}

/// How a column is filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By words.
    Words,
    /// By ticking what may be there.
    Ticks,
    /// By a smallest and a largest number.
    Number,
}

/// One of the few things that a column of this kind can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tick {
    /// A standing.
    Status(Status),
    /// A form.
    Measure(Measure),
    /// A hedge.
    Bound(Bound),
    /// A level of area; `None` for groups of areas.
    Level(Option<AreaLevel>),
}

impl TableColumn {
    /// All, in their order.
    pub const ALL: [Self; 22] = [
        Self::Area,
        Self::Code,
        Self::Level,
        Self::Indicator,
        Self::Detail,
        Self::Value,
        Self::High,
        Self::Unit,
        Self::Bound,
        Self::Written,
        Self::Measure,
        Self::Status,
        Self::Period,
        Self::Start,
        Self::End,
        Self::Confidence,
        Self::Sentence,
        Self::Article,
        Self::Section,
        Self::Bulletin,
        Self::Date,
        Self::Rule,
    ];

    /// The columns that are shown until the user chooses others.
    pub const USUAL: [Self; 8] = [
        Self::Area,
        Self::Indicator,
        Self::Value,
        Self::Measure,
        Self::Status,
        Self::Period,
        Self::Confidence,
        Self::Article,
    ];

    /// How it is filtered.
    pub fn kind(self) -> Kind {
        match self {
            Self::Level | Self::Bound | Self::Measure | Self::Status => Kind::Ticks,
            Self::Value | Self::High | Self::Confidence => Kind::Number,
            _ => Kind::Words,
        }
    }

    /// What it can hold, where that can be ticked.
    pub fn ticks(self) -> Vec<Tick> {
        match self {
            Self::Status => [Status::Actual, Status::Target, Status::Policy].map(Tick::Status).to_vec(),
            Self::Measure => Measure::ALL.map(Tick::Measure).to_vec(),
            Self::Bound => [Bound::Exact, Bound::About, Bound::MoreThan, Bound::AtLeast, Bound::AtMost, Bound::Range]
                .map(Tick::Bound)
                .to_vec(),
            Self::Level => {
                let levels = [AreaLevel::Country, AreaLevel::Province, AreaLevel::Prefecture, AreaLevel::County];
                levels.map(Some).into_iter().chain([None]).map(Tick::Level).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Which of them this observation has.
    pub fn tick(self, observation: &Observation) -> Option<Tick> {
        match self {
            Self::Status => Some(Tick::Status(observation.status)),
            Self::Measure => Some(Tick::Measure(observation.measure)),
            Self::Bound => Some(Tick::Bound(observation.quantity.bound)),
            Self::Level => Some(Tick::Level(observation.ref_area.code.map(AreaCode::level))),
            _ => None,
        }
    }

    /// The number that this observation has here.
    pub fn number(self, observation: &Observation) -> Option<f64> {
        match self {
            Self::Value => Some(observation.quantity.value),
            Self::High => observation.quantity.value_high,
            // As it is shown, so that what reads 0.80 is not below 0.8.
            Self::Confidence => Some((f64::from(observation.confidence) * 100.0).round() / 100.0),
            _ => None,
        }
    }
}
