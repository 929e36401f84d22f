//! Which observations the view in front shows.

use super::area_page::Row;
use super::derive::Derived;
use super::families::Line;
use super::state::{AppState, View};
use crate::compare::ObservationKey;
use crate::compare::ranking::Mark;

/// Their keys, in the order of the view. A mark that stands for several observations which say the same shows all of them.
pub fn shown(state: &AppState, derived: &Derived) -> Vec<ObservationKey> {
    match state.session.view {
        View::Compare | View::Map => derived.answer.get().ranking.as_ref().map_or_else(Vec::new, |answer| {
            answer.rows().flat_map(|row| &row.marks).chain(&answer.reference).flat_map(keys).collect()
        }),
        View::Trend => {
            let points = derived.trend.get().series.iter().flat_map(|series| &series.points);
            points.map(|point| point.key).collect()
        }
        View::Matrix => {
            let matrix = derived.matrix.get();
            let rows = matrix.lines.iter().filter_map(Line::row);
            rows.flat_map(|row| matrix.columns.iter().flat_map(|column| row.cell(column.code))).flat_map(keys).collect()
        }
        View::Area => {
            let lines = derived.area_page.get().as_ref().as_ref().map_or(&[][..], |page| &page.lines);
            lines.iter().filter_map(Line::row).flat_map(Row::marks).flat_map(keys).collect()
        }
        View::Table => derived.table.get().to_vec(),
    }
}

fn keys(mark: &Mark) -> impl Iterator<Item = ObservationKey> + '_ {
    std::iter::once(mark.key).chain(mark.duplicates.iter().copied())
}
