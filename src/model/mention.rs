//! What the extractor recognised in a text before it related anything to anything: for inspection and outside tests.

use super::area::AreaCode;
use super::indicator::IndicatorId;
use super::period::Period;
use super::quantity::Quantity;
use super::span::Span;

/// One recognised stretch of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: MentionKind,
}

/// What a mention is, with its normalised value.
#[derive(Debug, Clone, PartialEq)]
pub enum MentionKind {
    /// A bare number (31.3 万).
    Number {
        /// Scaled: 313000.
        value: f64,
    },
    /// A number with its unit.
    Quantity(Quantity),
    /// A period; `None` if it could not be resolved to dates.
    Period(Option<Period>),
    /// An area; no code where the name stays ambiguous.
    Area {
        /// Its code.
        code: Option<AreaCode>,
        /// Its full name.
        name: String,
    },
    /// A phrase that names an indicator.
    Indicator(IndicatorId),
}
