//! The names of the columns: a click sorts, the button beside the name filters, the edge is dragged.

use eframe::egui::{
    Align, CursorIcon, Popup, PopupCloseBehavior, Rect, RectAlign, Response, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::body::NUMBER_RIGHT;
use super::columns::{Laid, is_number, name};
use super::{Local, filter};
use crate::app::command::Command;
use crate::app::table::{Change, TableColumn, TableSort, WIDTHS};
use crate::ui::cx::Cx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{bold, size, space};
use crate::ui::widgets::{paint_line, short_line};

/// Draws the header.
pub(super) fn header_ui(ui: &mut Ui, cx: &Cx, local: &mut Local, columns: &[Laid], rect: Rect) {
    let mut ui = ui.new_child(UiBuilder::new().id_salt("table header").max_rect(rect));
    ui.set_clip_rect(ui.clip_rect().intersect(rect));
    for laid in columns {
        let corner = rect.left_top() + vec2(laid.left - local.scrolled, 0.0);
        let cell = Rect::from_min_size(corner, vec2(laid.width, rect.height()));
        name_ui(&ui, cx, laid.column, cell);
        filter_button_ui(&ui, cx, local, laid.column, cell);
        edge_ui(&ui, cx, laid, cell);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, cx.theme.edge));
}

fn name_ui(ui: &Ui, cx: &Cx, column: TableColumn, cell: Rect) {
    const ARROW: f32 = 14.0;
    let theme = cx.theme;
    let TableSort { column: sorted, is_descending } = cx.state.session.table.sort;
    let is_sorted = sorted == column;
    let words = name(cx, column);
    let rect = cell.with_max_x(cell.right() - NUMBER_RIGHT + 2.0);
    let response = ui.interact(rect, ui.scope_id().with((column, "name")), Sense::click());
    response.widget_info(|| {
        let said = match (is_sorted, is_descending) {
            (false, _) => words.to_owned(),
            (true, false) => cx.words.fill("table.sorted_up", &[("column", words)]),
            (true, true) => cx.words.fill("table.sorted_down", &[("column", words)]),
        };
        WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, said)
    });
    let ink = if is_sorted || response.hovered() { theme.ink } else { theme.mute };
    let arrow_room = if is_sorted { ARROW } else { 0.0 };
    let line = short_line(ui, words, bold(size::SMALL), cell.width() - NUMBER_RIGHT - space::S - arrow_room);
    let x = if is_number(column) {
        cell.right() - NUMBER_RIGHT - line.size().x - arrow_room
    } else {
        cell.left() + space::S
    };
    paint_line(ui, &line, x, cell.center().y, ink);
    if is_sorted {
        let icon = if is_descending { Icon::SortDown } else { Icon::SortUp };
        let at = pos2(x + line.size().x + 8.0, cell.center().y + 0.5);
        icons::paint(ui.painter(), icon, Rect::from_center_size(at, vec2(8.0, 8.0)), 7.0, theme.accent);
    }
    ring_ui(ui, cx, &response);
    if response.clicked() {
        // The first click sorts numbers from large to small and words from first to last; the next turns it round.
        let is_descending = if is_sorted { !is_descending } else { is_number(column) };
        cx.send(Command::Table(Change::Sort(TableSort { column, is_descending })));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if line.elided {
        response.on_hover_text(words);
    }
}

/// The button that opens the filter of a column; it stays marked while the column is filtered.
fn filter_button_ui(ui: &Ui, cx: &Cx, local: &mut Local, column: TableColumn, cell: Rect) {
    const BUTTON: f32 = 20.0;
    let theme = cx.theme;
    let is_filtered = cx.state.session.table.filters.contains_key(&column);
    let at = pos2(cell.right() - NUMBER_RIGHT / 2.0 - 2.0, cell.center().y);
    let rect = Rect::from_center_size(at, vec2(BUTTON, BUTTON));
    let response = ui.interact(rect, ui.scope_id().with((column, "filter")), Sense::click());
    let key = if is_filtered { "table.filter_column_on" } else { "table.filter_column" };
    let words = cx.words.fill(key, &[("column", name(cx, column))]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let is_hot = response.hovered() || response.has_focus();
    if is_filtered {
        ui.painter().rect_filled(rect, 4.0, theme.selection);
    } else if is_hot {
        ui.painter().rect_filled(rect, 4.0, theme.chip);
    }
    let ink = match (is_filtered, is_hot) {
        (true, _) => theme.accent,
        (false, true) => theme.ink,
        (false, false) => theme.edge,
    };
    icons::paint(ui.painter(), Icon::Filter, rect, 11.0, ink);
    ring_ui(ui, cx, &response);
    let align = if is_number(column) { RectAlign::BOTTOM_END } else { RectAlign::BOTTOM_START };
    let popup = Popup::from_toggle_button_response(&response)
        .align(align)
        .gap(4.0)
        .width(230.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(words.clone())
        .show(|ui| filter::filter_ui(ui, cx, &mut local.typing, column));
    if popup.is_none() && local.typing.as_ref().is_some_and(|typing| typing.column == column) {
        local.typing = None;
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words);
}

/// The edge between two columns: dragged, it makes the left one wider; a double click gives it its own width back.
fn edge_ui(ui: &Ui, cx: &Cx, laid: &Laid, cell: Rect) {
    const GRIP: f32 = 6.0;
    let rect = Rect::from_center_size(pos2(cell.right() - GRIP / 2.0, cell.center().y), vec2(GRIP, cell.height()));
    let response = ui.interact(rect, ui.scope_id().with((laid.column, "edge")), Sense::CLICK | Sense::DRAG);
    let set_width = |width| cx.send(Command::Table(Change::Width(laid.column, width)));
    if response.double_clicked() {
        set_width(None);
    } else if response.dragged() && response.drag_delta().x != 0.0 {
        set_width(Some((laid.width + response.drag_delta().x).clamp(*WIDTHS.start(), *WIDTHS.end())));
    }
    if response.hovered() || response.dragged() {
        ui.painter().vline(cell.right() - 0.5, cell.y_range(), Stroke::new(1.0, cx.theme.accent));
    }
    response.on_hover_cursor(CursorIcon::ResizeHorizontal);
}

/// The ring around what has the keyboard, inside the header's clip; what has just got it is brought into view.
fn ring_ui(ui: &Ui, cx: &Cx, response: &Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.shrink(2.0), 2.0, cx.theme.focus_ring(), StrokeKind::Inside);
    }
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect, None::<Align>);
    }
}
