//! What a reader of a ranking must be told: as data, so that each window can say it in its own words
//! ([`super::words::note`] has them in two languages).

use super::ObservationKey;
use crate::model::area::{AreaLevel, RefArea};
use crate::model::observation::Status;
use crate::model::period::Period;
use crate::model::quantity::Unit;

/// One thing to be said about a ranking. Counts are of observations unless a field says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// The marks of this standing do not cover the same period: how many areas each period has, the most common first.
    MixedPeriods {
        /// The standing that the counts are about.
        status: Status,
        /// Period (or `None` where the article does not tell) and the number of areas that have it.
        counts: Vec<(Option<Period>, usize)>,
    },
    /// Two places give different values for what should be one fact; all of them are shown and flagged.
    Conflict {
        /// The area.
        area: RefArea,
        /// The standing.
        status: Status,
        /// The period.
        period: Option<Period>,
        /// The series.
        detail: String,
        /// The marks that disagree, by value.
        keys: Vec<ObservationKey>,
    },
    /// Left out because they count something else: ask for them through [`super::question::Question::unit_class`].
    OtherUnits {
        /// The unit.
        unit: Unit,
        /// How many.
        n: usize,
    },
    /// Left out because they belong to another series (养老保险, 女): ask for them through the detail filter.
    OtherDetails {
        /// The series and how many each has, the largest first.
        counts: Vec<(String, usize)>,
    },
    /// Left out because their standing was not asked for.
    OtherStatuses {
        /// The standing.
        status: Status,
        /// How many.
        n: usize,
    },
    /// Left out because the areas have a target but no actual figure to stand beside.
    TargetsAlone {
        /// How many.
        n: usize,
    },
    /// Left out because their period was not asked for.
    OtherPeriods {
        /// How many.
        n: usize,
    },
    /// Left out because their level of area was not asked for.
    OtherLevels {
        /// The level.
        level: AreaLevel,
        /// How many.
        n: usize,
    },
    /// Hidden because the extractor is less sure of them than the threshold.
    LowConfidence {
        /// How many.
        n: usize,
    },
    /// Left out because no single area can be told (东部, 25个省份).
    NoArea {
        /// How many.
        n: usize,
    },
    /// Left out because their span is not of whole months, so that no month's average can be told.
    NotAveraged {
        /// How many.
        n: usize,
    },
    /// National figures beside the one that is the reference.
    OtherNational {
        /// How many.
        n: usize,
    },
}

impl Note {
    /// How many observations this note says were left out; 0 for notes about what is shown.
    pub fn n_left_out(&self) -> usize {
        match self {
            Self::MixedPeriods { .. } | Self::Conflict { .. } => 0,
            Self::OtherDetails { counts } => counts.iter().map(|(_, n)| n).sum(),
            Self::OtherUnits { n, .. }
            | Self::OtherStatuses { n, .. }
            | Self::TargetsAlone { n }
            | Self::OtherPeriods { n }
            | Self::OtherLevels { n, .. }
            | Self::LowConfidence { n }
            | Self::NoArea { n }
            | Self::NotAveraged { n }
            | Self::OtherNational { n } => *n,
        }
    }
}
