//! The columns on the screen: their names, widths and alignment.

use crate::app::table::{Kind, Setup, TableColumn, Tick};
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

/// How far columns give way before the table scrolls sideways.
const SQUEEZED: f32 = 0.72;
/// How far columns stretch.
const STRETCHED: f32 = 3.0;
/// Beside the last column, for the scroll bar.
const BAR: f32 = 8.0;

/// Lays the shown columns side by side: they fill the width; where there is too little of it, they give way as far as their
/// names allow, then the table scrolls.
pub(super) fn lay_out(cx: &Cx, available: f32) -> Vec<Laid> {
    let Setup { columns: shown, widths: dragged, .. } = &cx.state.session.table;
    let natural = |column| natural_width(column, cx.language());
    let mut widths = dragged.clone();
    widths.retain(|column, _| shown.contains(column));
    let scale = loop {
        let taken: f32 = widths.values().sum();
        let is_free = |column: &TableColumn| !widths.contains_key(column);
        let free: Vec<TableColumn> = shown.iter().copied().filter(is_free).collect();
        let wanted: f32 = free.iter().copied().map(natural).sum();
        let scale = ((available - BAR - taken) / wanted.max(1.0)).clamp(SQUEEZED, STRETCHED);
        // A column that would be narrower than its name keeps the name's width; the others share what is left. What is
        // counted and how much is not shortened for want of room: it is what one came for.
        let least = |&column: &TableColumn| {
            let name = name_width(name(cx, column));
            let is_kept = matches!(column, TableColumn::Value | TableColumn::Indicator);
            (column, if is_kept { name.max(natural(column)) } else { name })
        };
        let narrow: Vec<_> =
            free.iter().map(least).filter(|&(column, least)| natural(column) * scale < least).collect();
        if narrow.is_empty() {
            break scale;
        }
        widths.extend(narrow);
    };
    let mut left = 0.0;
    let lay = |&column: &TableColumn| {
        let width = widths.get(&column).copied().unwrap_or_else(|| natural(column) * scale);
        let laid = Laid { column, left, width };
        left += width;
        laid
    };
    shown.iter().map(lay).collect()
}

/// About the width of a name with its button and room for the arrow of the order.
fn name_width(name: &str) -> f32 {
    let letters: f32 = name.chars().map(|c| if c.is_ascii() { 7.0 } else { 12.5 }).sum();
    letters + 48.0
}

/// English values, standings and forms take more room.
fn natural_width(column: TableColumn, language: Language) -> f32 {
    let (zh, en) = match column {
        TableColumn::Area => (96.0, 96.0),
        TableColumn::Code => (76.0, 84.0),
        TableColumn::Level => (60.0, 112.0),
        TableColumn::Indicator | TableColumn::Bulletin => (150.0, 150.0),
        TableColumn::Detail => (90.0, 90.0),
        TableColumn::Value => (118.0, 168.0),
        TableColumn::High => (90.0, 96.0),
        TableColumn::Unit => (64.0, 64.0),
        TableColumn::Bound => (64.0, 84.0),
        TableColumn::Written => (100.0, 100.0),
        TableColumn::Measure => (80.0, 96.0),
        TableColumn::Status => (72.0, 76.0),
        TableColumn::Period => (134.0, 116.0),
        TableColumn::Start | TableColumn::End | TableColumn::Date => (94.0, 100.0),
        TableColumn::Confidence => (76.0, 104.0),
        TableColumn::Sentence => (320.0, 320.0),
        TableColumn::Article => (170.0, 170.0),
        TableColumn::Section | TableColumn::Rule => (110.0, 110.0),
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
