//! Time periods: a span of days that a flow was counted over, or a day that a stock was counted on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The contract's `period_start`, `period_end`, `period_kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day; `None` for a rule that holds until told otherwise.
    pub end: Option<Date>,
    /// Flow or stock.
    pub kind: PeriodKind,
}

/// Whether a period is a span that a flow runs over or a day that a stock stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PeriodKind {
    /// A flow: 第一季度, 1至4月, 今年.
    During,
    /// A stock at a date: 截至4月末, 目前. Start and end are the same day.
    AsOf,
}

impl PeriodKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::During, Self::AsOf];

    /// The contract's word.
    pub fn id(self) -> &'static str {
        match self {
            Self::During => "during",
            Self::AsOf => "as_of",
        }
    }
}
