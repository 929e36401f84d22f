//! The rows: only those on the screen are drawn.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::scroll_area::ScrollArea;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align, CursorIcon, Label, Modifiers, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::columns::{Laid, is_number};
use super::{Local, keys, rows_id};
use crate::app::command::{Command, Origin};
use crate::app::table::{Change, Mark, TableColumn};
use crate::compare::ObservationKey;
use crate::ui::cx::Cx;
use crate::ui::theme::{regular, size, space};
use crate::ui::tooltip::observation_tooltip;
use crate::ui::widgets::{context_menu, menu_row, paint_line, paint_line_right, short_line};

/// Height of a row.
pub(super) const ROW: f32 = 30.0;
/// Right of a number, under the button that filters its column.
pub(super) const NUMBER_RIGHT: f32 = 24.0;

/// Draws the rows.
pub(super) fn body_ui(ui: &mut Ui, cx: &Cx, local: &mut Local, columns: &[Laid]) {
    let rows = Arc::clone(cx.derived.table.get());
    local.words.keep_up(cx);
    let table = ui.interact(ui.available_rect_before_wrap(), rows_id(), Sense::focusable_noninteractive());
    table.widget_info(|| WidgetInfo::labeled(Role::Table, true, cx.say("table.title")));
    take_keyboard(ui, local, &table);
    let n_on_screen = (ui.available_height() / ROW) as usize;
    let sideways = keys::keys(ui, cx, &rows, &table, n_on_screen);

    let mut area = ScrollArea::both().id_salt("table").auto_shrink(false);
    let sort = cx.state.session.table.sort;
    if local.sorted.is_some_and(|before| before != sort) {
        area = area.vertical_scroll_offset(0.0);
    }
    local.sorted = Some(sort);
    if sideways != 0.0 {
        area = area.horizontal_scroll_offset((local.scrolled + sideways).max(0.0));
    }
    let width = columns.last().map_or(0.0, |last| last.left + last.width);
    let shown = area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(vec2(width, rows.len() as f32 * ROW));
        let at = |n: usize| {
            let corner = ui.clip_rect().left_top() - viewport.min.to_vec2() + vec2(0.0, n as f32 * ROW);
            Rect::from_min_size(corner, vec2(width.max(viewport.width()), ROW))
        };
        if let Some(n) = to_reveal(cx, local, &rows) {
            ui.scroll_to_rect_animation(at(n), None::<Align>, ScrollAnimation::none());
        }
        let first = (viewport.top() / ROW).max(0.0) as usize;
        let end = ((viewport.bottom() / ROW).ceil() as usize).min(rows.len());
        let rects: Vec<Rect> = (first..end).map(at).collect();
        for (key, rect) in rows.get(first..end).unwrap_or_default().iter().zip(rects) {
            let words = local.words.words(cx, *key);
            let row = Row { key: *key, words: &words, columns, rect };
            row_ui(ui, cx, &row, &table, &rows);
        }
    });
    if local.scrolled != shown.state.clamped_offset().x {
        local.scrolled = shown.state.clamped_offset().x;
        ui.ctx().request_repaint();
    }
}

/// Whoever comes to the table can walk over it at once, unless something else has the keyboard.
fn take_keyboard(ui: &Ui, local: &mut Local, table: &Response) {
    let now = ui.ctx().cumulative_frame_nr();
    let is_fresh = local.drawn_at + 1 < now;
    local.drawn_at = now;
    if is_fresh && ui.memory(|memory| memory.focused().is_none()) {
        table.request_focus();
    }
}

/// The row to bring into view: the one that the arrows have come to, or the figure that was selected elsewhere.
fn to_reveal(cx: &Cx, local: &mut Local, rows: &[ObservationKey]) -> Option<usize> {
    let now = (cx.state.session.selection.observation, cx.state.transient.marked.cursor());
    let before = std::mem::replace(&mut local.revealed, now);
    let wanted = if now.1 == before.1 { now.0.filter(|_| now.0 != before.0) } else { now.1 };
    wanted.and_then(|key| rows.iter().position(|row| *row == key))
}

struct Row<'a> {
    key: ObservationKey,
    words: &'a [String],
    columns: &'a [Laid],
    rect: Rect,
}

fn row_ui(ui: &mut Ui, cx: &Cx, row: &Row, table: &Response, rows: &[ObservationKey]) {
    let theme = cx.theme;
    let (key, rect) = (row.key, row.rect);
    let marked = &cx.state.transient.marked;
    let is_open = cx.state.session.selection.observation == Some(key);
    let is_marked = marked.contains(key);
    // Clicks, but no stop for Tab: the table as a whole has the keyboard.
    let builder = UiBuilder::new()
        .scope_id(rows_id().with(key))
        .max_rect(rect)
        .sense(Sense::CLICK)
        .accessibility_parent(table.id);
    let mut inner = ui.new_child(builder);
    let response = inner.response();
    response.widget_info(|| {
        let filled = row.words.iter().filter(|word| !word.is_empty());
        let name = filled.map(String::as_str).collect::<Vec<_>>().join(" ");
        WidgetInfo::selected(Role::Row, true, is_marked || is_open, name)
    });
    if is_marked || is_open {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    if is_open {
        let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(edge, 0.0, theme.accent);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    let shortened = cells_ui(&mut inner, cx, row);
    let has_keyboard = table.has_focus() && marked.cursor() == Some(key);
    if has_keyboard {
        let ring = Stroke::new(1.5, theme.accent);
        ui.painter().rect_stroke(rect.intersect(ui.clip_rect()).shrink(1.0), 2.0, ring, StrokeKind::Inside);
        ui.ctx().accesskit_node_builder(table.id, |node| node.set_active_descendant(response.id.accesskit_id()));
    }
    if response.clicked() || response.secondary_clicked() {
        table.request_focus();
        clicked(ui, cx, key, rows, response.secondary_clicked());
    }
    context_menu(&response, has_keyboard, |ui| menu_ui(ui, cx, key, rows));
    if response.hovered() {
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui_at_pointer(|ui| {
            if let Some(text) = shortened {
                ui.set_max_width(400.0);
                ui.add(Label::new(RichText::new(text).font(regular(size::SMALL)).color(theme.ink)).wrap());
            }
            observation_tooltip(ui, cx, key, None);
        });
    }
}

/// Draws the cells; returns what is shortened under the pointer and stands nowhere else in the tooltip.
fn cells_ui<'a>(ui: &mut Ui, cx: &Cx, row: &Row<'a>) -> Option<&'a str> {
    let mut shortened = None;
    let pointer = ui.input(|input| input.pointer.hover_pos());
    for (laid, text) in row.columns.iter().zip(row.words) {
        let corner = row.rect.left_top() + vec2(laid.left, 0.0);
        let rect = Rect::from_min_size(corner, vec2(laid.width, ROW));
        if !ui.clip_rect().intersects(rect) {
            continue;
        }
        let cell = ui.interact(rect, ui.scope_id().with(("cell", laid.column)), Sense::hover());
        cell.widget_info(|| WidgetInfo::labeled(Role::Cell, true, text));
        let is_shortened = cell_line(ui, cx, laid, text, rect);
        let is_told = matches!(laid.column, TableColumn::Area | TableColumn::Sentence | TableColumn::Article);
        if is_shortened && !is_told && pointer.is_some_and(|at| rect.contains(at)) {
            shortened = Some(text.as_str());
        }
    }
    shortened
}

/// The words of a cell; whether there was no room for all of them.
pub(super) fn cell_line(ui: &Ui, cx: &Cx, laid: &Laid, text: &str, rect: Rect) -> bool {
    let ink = match laid.column {
        TableColumn::Area | TableColumn::Indicator | TableColumn::Value => cx.theme.ink,
        _ => cx.theme.mute,
    };
    let is_number = is_number(laid.column);
    let room = rect.width() - if is_number { NUMBER_RIGHT + space::XS } else { space::XS + space::S };
    let line = short_line(ui, text, regular(size::SMALL + 0.5), room);
    if is_number {
        paint_line_right(ui, &line, rect.right() - NUMBER_RIGHT, rect.center().y, ink);
    } else {
        paint_line(ui, &line, rect.left() + space::S, rect.center().y, ink);
    }
    line.elided
}

/// A click marks the row and opens its sentence; with Ctrl it marks one more, with Shift all up to here.
fn clicked(ui: &Ui, cx: &Cx, key: ObservationKey, rows: &[ObservationKey], is_secondary: bool) {
    let marked = &cx.state.transient.marked;
    let Modifiers { shift, command, .. } = ui.input(|input| input.modifiers);
    let mark = |mark| cx.send(Command::Table(Change::Mark(mark)));
    if is_secondary {
        // What is marked already is what the menu is about.
        if !marked.contains(key) {
            mark(Mark::Only(key));
        }
    } else if shift {
        mark(range(rows, marked.anchor().unwrap_or(key), key));
    } else if command {
        mark(Mark::Toggle(key));
    } else {
        mark(Mark::Only(key));
        cx.send(Command::SelectObservation(key, Origin::Chart));
    }
}

/// Everything from one row to another, whichever is above.
pub(super) fn range(rows: &[ObservationKey], from: ObservationKey, to: ObservationKey) -> Mark {
    let place = |key| rows.iter().position(|row| *row == key);
    let Some(end) = place(to) else { return Mark::Only(to) };
    let start = place(from).unwrap_or(end);
    let between: Range<usize> = start.min(end)..start.max(end) + 1;
    Mark::Range(rows.get(between).unwrap_or_default().to_vec(), to)
}

fn menu_ui(ui: &mut Ui, cx: &Cx, key: ObservationKey, rows: &[ObservationKey]) {
    ui.set_min_width(200.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    if menu_row(ui, cx.theme, cx.say("table.open"), "Enter", false).clicked() {
        cx.send(Command::SelectObservation(key, Origin::Chart));
    }
    copy_menu_ui(ui, cx, rows);
}

/// What copies and marks: on a row, and above the table.
pub(super) fn copy_menu_ui(ui: &mut Ui, cx: &Cx, rows: &[ObservationKey]) {
    if menu_row(ui, cx.theme, cx.say("table.copy_marked"), "Ctrl+C", false).clicked() {
        keys::copy_marked(cx, rows);
    }
    if menu_row(ui, cx.theme, cx.say("table.copy_all"), "", false).clicked() {
        keys::copy(cx, rows);
    }
    if menu_row(ui, cx.theme, cx.say("table.all_rows"), "Ctrl+A", false).clicked() {
        cx.send(Command::Table(Change::Mark(Mark::All(rows.to_vec()))));
    }
}
