//! What a column is filtered by: words, ticks, or a smallest and a largest number.

use eframe::egui::{RichText, Role, TextEdit, Ui, WidgetInfo};

use super::columns::{name, tick_name};
use crate::app::command::Command;
use crate::app::table::{Change, ColumnFilter, Kind, TableColumn, typed_number};
use crate::ui::cx::Cx;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{link, tick_row};

/// A filter as it is being typed: words, or the smallest and the largest number.
pub(super) struct Typing {
    pub(super) column: TableColumn,
    first: String,
    second: String,
}

impl Typing {
    /// The filter that the column has now, as one would have typed it.
    fn of(cx: &Cx, column: TableColumn) -> Self {
        let number = |number: &Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let (first, second) = match cx.state.session.table.filters.get(&column) {
            Some(ColumnFilter::Words(words)) => (words.clone(), String::new()),
            Some(ColumnFilter::Between { least, most }) => (number(least), number(most)),
            Some(ColumnFilter::Without(_)) | None => (String::new(), String::new()),
        };
        Self { column, first, second }
    }
}

/// Draws the filter of a column.
pub(super) fn filter_ui(ui: &mut Ui, cx: &Cx, typing: &mut Option<Typing>, column: TableColumn) {
    let is_fresh = typing.as_ref().is_none_or(|typing| typing.column != column);
    if is_fresh {
        *typing = Some(Typing::of(cx, column));
    }
    let Some(typing) = typing else { return };
    ui.set_min_width(214.0);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.label(RichText::new(name(cx, column)).font(bold(size::SMALL)).color(cx.theme.ink));
    match column.kind() {
        Kind::Words => {
            if edit_ui(ui, cx, &mut typing.first, "table.filter_words", is_fresh) {
                send(cx, column, Some(ColumnFilter::Words(typing.first.clone())));
            }
        }
        Kind::Number => number_ui(ui, cx, typing, is_fresh),
        Kind::Ticks => ticks_ui(ui, cx, column),
    }
    if cx.state.session.table.filters.contains_key(&column) {
        ui.add_space(space::XS);
        if link(ui, cx.theme, cx.say("table.clear_one")).clicked() {
            (typing.first, typing.second) = Default::default();
            send(cx, column, None);
        }
    }
}

fn send(cx: &Cx, column: TableColumn, filter: Option<ColumnFilter>) {
    cx.send(Command::Table(Change::FilterColumn(column, filter)));
}

/// A field with its name; returns whether something was typed.
fn edit_ui(ui: &mut Ui, cx: &Cx, text: &mut String, key: &str, wants_focus: bool) -> bool {
    let hint = cx.say(key).to_owned();
    let response = ui.add(TextEdit::singleline(text).hint_text(hint.clone()).desired_width(f32::INFINITY));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &hint));
    if wants_focus {
        response.request_focus();
    }
    response.changed()
}

fn number_ui(ui: &mut Ui, cx: &Cx, typing: &mut Typing, is_fresh: bool) {
    let mut line = |sign: &str, text: &mut String, key, wants_focus| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(sign).font(regular(size::BODY)).color(cx.theme.mute));
            edit_ui(ui, cx, text, key, wants_focus)
        })
        .inner
    };
    let has_least = line("≥", &mut typing.first, "table.least", is_fresh);
    let has_most = line("≤", &mut typing.second, "table.most", false);
    if has_least || has_most {
        let (least, most) = (typed_number(&typing.first), typed_number(&typing.second));
        send(cx, typing.column, Some(ColumnFilter::Between { least, most }));
    }
    let is_odd = |text: &str| !text.trim().is_empty() && typed_number(text).is_none();
    if is_odd(&typing.first) || is_odd(&typing.second) {
        ui.label(RichText::new(cx.say("table.no_number")).font(regular(size::SMALL)).color(cx.theme.alert));
    }
}

fn ticks_ui(ui: &mut Ui, cx: &Cx, column: TableColumn) {
    let without = match cx.state.session.table.filters.get(&column) {
        Some(ColumnFilter::Without(ticks)) => ticks.as_slice(),
        _ => &[],
    };
    for tick in column.ticks() {
        let is_on = !without.contains(&tick);
        if tick_row(ui, cx.theme, tick_name(cx, tick), "", is_on).clicked() {
            let mut without = without.to_vec();
            if is_on {
                without.push(tick);
            } else {
                without.retain(|other| *other != tick);
            }
            send(cx, column, Some(ColumnFilter::Without(without)));
        }
    }
}

/// A filter in short: 把握 ≥ 0.8.
pub(super) fn said(cx: &Cx, column: TableColumn, filter: &ColumnFilter) -> String {
    let name = name(cx, column);
    match filter {
        ColumnFilter::Words(words) => cx.words.fill("table.said", &[("column", name), ("filter", words.trim())]),
        ColumnFilter::Without(without) => {
            let left = column.ticks().into_iter().filter(|tick| !without.contains(tick));
            let left = left.map(|tick| tick_name(cx, tick)).collect::<Vec<_>>().join(cx.say("table.and"));
            cx.words.fill("table.said", &[("column", name), ("filter", if left.is_empty() { "–" } else { &left })])
        }
        ColumnFilter::Between { least, most } => {
            let least = least.map(|least| format!("≥ {least}"));
            let most = most.map(|most| format!("≤ {most}"));
            format!("{name} {}", [least, most].into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    }
}
