//! The scale that an axis or a label is written in: 1, 万 or 亿.

use crate::model::quantity::Unit;

/// By how much values are divided before they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scale {
    /// As they are.
    One,
    /// In 万 (ten thousand).
    Wan,
    /// In 亿 (a hundred million).
    Yi,
}

impl Scale {
    /// The scale that suits an axis whose largest value has this size. Rates and ratios are never scaled.
    pub fn for_axis(max: f64, unit: &Unit) -> Self {
        if !unit.takes_wan() {
            return Self::One;
        }
        match max.abs() {
            max if max >= Self::Yi.factor() => Self::Yi,
            max if max >= Self::Wan.factor() => Self::Wan,
            _ => Self::One,
        }
    }

    /// What one step of the scale is worth.
    pub fn factor(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Wan => 1e4,
            Self::Yi => 1e8,
        }
    }

    /// The character that stands between number and unit; empty for 1.
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Wan => "万",
            Self::Yi => "亿",
        }
    }
}
