//! The columns on the screen: their names, widths and alignment.

use std::collections::BTreeMap;

use crate::app::table::{Kind, TableColumn, Tick};
use crate::compare::words::{Language, note};
use crate::model::quantity::Bound;
use crate::ui::cx::Cx;

/// A column that is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Laid {
    pub(super) column: TableColumn,
    /// Its left edge, from the left edge of the first.
    pub(super) left: f32,
    pub(super) width: f32,
}

/// No column is dragged to less than this.
pub(super) const LEAST: f32 = 48.0;
/// How far columns give way before the table scrolls sideways.
const SQUEEZED: f32 = 0.72;

/// Lays the shown columns side by side: they fill the width; where there is too little of it, they give way, then scroll.
pub(super) fn lay_out(cx: &Cx, dragged: &BTreeMap<TableColumn, f32>, available: f32) -> Vec<Laid> {
    let shown = &cx.state.session.table.columns;
    let natural = |column| natural_width(column, cx.language());
    let fixed: f32 = shown.iter().filter_map(|column| dragged.get(column)).sum();
    let free: f32 = shown.iter().filter(|column| !dragged.contains_key(column)).map(|&column| natural(column)).sum();
    let scale = if free > 0.0 { ((available - fixed) / free).clamp(SQUEEZED, 3.0) } else { 1.0 };
    let mut left = 0.0;
    shown
        .iter()
        .map(|&column| {
            let width = dragged.get(&column).copied().unwrap_or_else(|| (natural(column) * scale).max(LEAST));
            let laid = Laid { column, left, width };
            left += width;
            laid
        })
        .collect()
}

/// English values, standings and forms take more room.
fn natural_width(column: TableColumn, language: Language) -> f32 {
    let (zh, en) = match column {
        TableColumn::Area => (96.0, 96.0),
        TableColumn::Code => (76.0, 84.0),
        TableColumn::Level => (60.0, 112.0),
        TableColumn::Indicator => (150.0, 150.0),
        TableColumn::Detail => (90.0, 90.0),
        TableColumn::Value => (128.0, 168.0),
        TableColumn::High => (90.0, 96.0),
        TableColumn::Unit => (64.0, 64.0),
        TableColumn::Bound => (64.0, 84.0),
        TableColumn::Written => (100.0, 100.0),
        TableColumn::Measure => (80.0, 96.0),
        TableColumn::Status => (72.0, 76.0),
        TableColumn::Period => (124.0, 116.0),
        TableColumn::Start | TableColumn::End => (94.0, 100.0),
        TableColumn::Confidence => (76.0, 104.0),
        TableColumn::Sentence => (320.0, 320.0),
        TableColumn::Article => (170.0, 170.0),
        TableColumn::Section => (110.0, 110.0),
        TableColumn::Bulletin => (150.0, 150.0),
        TableColumn::Date => (94.0, 100.0),
        TableColumn::Rule => (110.0, 110.0),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// A column's name.
pub(super) fn name(cx: &Cx, column: TableColumn) -> &'static str {
    cx.say(match column {
        TableColumn::Area => "fact.area",
        TableColumn::Code => "table.code",
        TableColumn::Level => "table.level",
        TableColumn::Indicator => "fact.indicator",
        TableColumn::Detail => "fact.detail",
        TableColumn::Value => "table.value",
        TableColumn::High => "table.high",
        TableColumn::Unit => "table.unit",
        TableColumn::Bound => "fact.bound",
        TableColumn::Written => "fact.written",
        TableColumn::Measure => "table.measure",
        TableColumn::Status => "table.status",
        TableColumn::Period => "fact.period",
        TableColumn::Start => "table.start",
        TableColumn::End => "table.end",
        TableColumn::Confidence => "table.confidence",
        TableColumn::Sentence => "table.sentence",
        TableColumn::Article => "table.article",
        TableColumn::Section => "table.section",
        TableColumn::Bulletin => "table.bulletin",
        TableColumn::Date => "table.date",
        TableColumn::Rule => "table.rule",
    })
}

/// The word for what can be ticked.
pub(super) fn tick_name(cx: &Cx, tick: Tick) -> &'static str {
    match tick {
        Tick::Status(status) => note::status(status, cx.language()),
        Tick::Measure(measure) => cx.measure(measure),
        Tick::Level(Some(level)) => note::level(level, cx.language()),
        Tick::Level(None) => cx.say("table.group"),
        Tick::Bound(bound) => cx.say(match bound {
            Bound::Exact => "table.exact",
            Bound::About => "bound.about",
            Bound::MoreThan => "bound.more_than",
            Bound::AtLeast => "bound.at_least",
            Bound::AtMost => "bound.at_most",
            Bound::Range => "bound.range",
        }),
    }
}

/// Numbers stand on the right, words on the left.
pub(super) fn is_number(column: TableColumn) -> bool {
    column.kind() == Kind::Number
}
