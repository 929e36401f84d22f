//! Rows of series under the heads of their families, as the matrix and the area page have them.

use crate::compare::series::Series;
use crate::model::indicator::{Catalogue, Family};

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Line<R> {
    /// The head of a family.
    Family(Family),
    /// A series.
    Row(R),
}

impl<R> Line<R> {
    /// The row, where it is one.
    pub fn row(&self) -> Option<&R> {
        match self {
            Self::Row(row) => Some(row),
            Self::Family(_) => None,
        }
    }
}

/// Puts series under the heads of their families; within a family they keep their order.
pub fn by_family<R>(mut all: Vec<Series>, catalogue: &Catalogue, row_of: impl Fn(Series) -> R) -> Vec<Line<R>> {
    let family = |series: &Series| catalogue.get(series.key.indicator).map(|row| row.family);
    all.sort_by_key(family);
    let mut lines = Vec::with_capacity(all.len());
    let mut last = None;
    for series in all {
        let family = family(&series);
        lines.extend(family.filter(|_| family != last).map(Line::Family));
        last = family;
        lines.push(Line::Row(row_of(series)));
    }
    lines
}
