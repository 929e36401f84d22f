//! The table in a picture: names and rows, without buttons, without scrolling.

use eframe::egui::{Rect, RichText, Sense, Stroke, Ui, vec2};

use super::body::{NUMBER_RIGHT, ROW, cell_line};
use super::columns::{self, Laid, is_number, name};
use super::{HEADER, cells, filter};
use crate::ui::cx::Cx;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{paint_line, paint_line_right, short_line};

/// So many rows are drawn; what is more is counted.
const MOST: usize = 200;

/// How wide a picture is at least: columns give way only so far.
pub(in crate::ui) fn least_width(cx: &Cx) -> f32 {
    columns::lay_out(cx, 0.0).last().map_or(0.0, |last| last.left + last.width)
}

/// Draws the rows as they are sorted and filtered.
pub(in crate::ui) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    let rows = cx.derived.table.get();
    let columns = columns::lay_out(cx, ui.available_width());
    let width = columns.last().map_or(0.0, |last| last.left + last.width);
    let n_shown = rows.len().min(MOST);
    ui.spacing_mut().item_spacing.y = space::M;
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEADER + n_shown as f32 * ROW), Sense::hover());
    for laid in &columns {
        name_ui(ui, cx, laid, cell(rect, laid, 0.0, HEADER));
    }
    ui.painter().hline(rect.x_range(), rect.top() + HEADER - 0.5, Stroke::new(1.0, cx.theme.edge));
    let mut cache = cells::Cache::default();
    cache.keep_up(cx);
    for (n, key) in rows.iter().take(n_shown).enumerate() {
        let top = HEADER + n as f32 * ROW;
        let words = cache.words(cx, *key);
        for (laid, text) in columns.iter().zip(words.iter()) {
            cell_line(ui, cx, laid, text, cell(rect, laid, top, ROW));
        }
        ui.painter().hline(rect.x_range(), rect.top() + top + ROW - 0.5, cx.theme.hairline());
    }
    if rows.len() > n_shown {
        let more = cx.words.count("picture.more_rows", rows.len() - n_shown);
        ui.label(RichText::new(more).font(regular(size::SMALL)).color(cx.theme.mute));
    }
}

fn cell(table: Rect, laid: &Laid, top: f32, height: f32) -> Rect {
    Rect::from_min_size(table.min + vec2(laid.left, top), vec2(laid.width, height))
}

fn name_ui(ui: &Ui, cx: &Cx, laid: &Laid, cell: Rect) {
    let words = short_line(ui, name(cx, laid.column), bold(size::SMALL), cell.width() - space::S);
    if is_number(laid.column) {
        paint_line_right(ui, &words, cell.right() - NUMBER_RIGHT, cell.center().y, cx.theme.mute);
    } else {
        paint_line(ui, &words, cell.left() + space::S, cell.center().y, cx.theme.mute);
    }
}

/// How the rows were chosen and ordered, in words.
pub(in crate::ui) fn filters(cx: &Cx) -> Vec<String> {
    let setup = &cx.state.session.table;
    let mut filters = Vec::new();
    if !setup.filter.trim().is_empty() {
        filters.push(cx.words.fill("picture.words", &[("words", setup.filter.trim())]));
    }
    if setup.only_charted {
        filters.push(cx.say("table.only_charted").to_owned());
    }
    filters.extend(setup.filters.iter().map(|(&column, kept)| filter::said(cx, column, kept)));
    let key = if setup.sort.is_descending { "table.sorted_down" } else { "table.sorted_up" };
    let sort = cx.words.fill(key, &[("column", name(cx, setup.sort.column))]);
    filters.push(cx.words.fill("menu.sort", &[("sort", &sort)]));
    filters
}
