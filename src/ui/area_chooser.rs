//! The chooser of areas: those with most indicators first, searched by name and code.

use eframe::egui::{
    Align, CursorIcon, Key, Modifiers, Popup, PopupCloseBehavior, RectAlign, Response, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, vec2,
};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::{regular, size, space};
use super::widgets::{line, paint_line, paint_line_right, short_line};
use crate::app::area_index::AreaEntry;
use crate::model::area::AreaCode;

/// Height of a row.
const ROW: f32 = 27.0;

/// What is typed, and which row the arrow keys are on.
#[derive(Debug, Default)]
pub struct Local {
    search: String,
    row: usize,
    was_open: bool,
}

/// A list below its button, opened and closed by it; returns the area that was chosen. It stays open, so that several can be.
pub fn popup_ui(ui: &Ui, cx: &Cx, button: &Response, local: &mut Local, ticked: &[AreaCode]) -> Option<AreaCode> {
    let is_fresh = !local.was_open;
    let height = (ui.ctx().content_rect().height() * 0.5).min(400.0);
    let shown = Popup::from_toggle_button_response(button)
        .align(RectAlign::BOTTOM_START)
        .gap(4.0)
        .width(320.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(cx.say("area.choose"))
        .show(|ui| {
            if is_fresh {
                *local = Local::default();
            }
            list_ui(ui, cx, local, ticked, height, is_fresh)
        });
    local.was_open = shown.is_some();
    shown.and_then(|shown| shown.inner)
}

/// Search and list; returns the area that was chosen.
pub fn list_ui(
    ui: &mut Ui,
    cx: &Cx,
    local: &mut Local,
    ticked: &[AreaCode],
    height: f32,
    takes_keys: bool,
) -> Option<AreaCode> {
    let hint = cx.say("area.hint");
    let edit = ui.add(TextEdit::singleline(&mut local.search).hint_text(hint).desired_width(f32::INFINITY));
    let label = cx.say("area.search");
    edit.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    if takes_keys {
        edit.request_focus();
    }
    let index = cx.derived.area_index.get();
    let found = index.search(&local.search);
    if edit.changed() {
        local.row = 0;
    }
    let by_key = if edit.has_focus() || edit.lost_focus() { key(ui, &found, local) } else { None };
    ui.add_space(space::XS);
    if found.is_empty() {
        ui.weak(cx.say("area.none"));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    let by_click = scroll.show_rows(ui, ROW, found.len(), |ui, rows| {
        let mut chosen = None;
        for place in rows {
            let Some(entry) = found.get(place) else { break };
            let is_at_hand = edit.has_focus() && place == local.row;
            let response = row_ui(ui, cx, entry, ticked.contains(&entry.code), is_at_hand);
            if response.clicked() {
                chosen = Some(entry.code);
            }
        }
        chosen
    });
    by_click.inner.or(by_key)
}

fn key(ui: &Ui, found: &[&AreaEntry], local: &mut Local) -> Option<AreaCode> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        local.row = (local.row + 1).min(found.len().saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        local.row = local.row.saturating_sub(1);
    }
    if pressed(Key::Enter) { found.get(local.row).map(|entry| entry.code) } else { None }
}

fn row_ui(ui: &mut Ui, cx: &Cx, entry: &AreaEntry, is_ticked: bool, is_at_hand: bool) -> Response {
    let theme = cx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_ticked, &entry.name));
    if response.hovered() || response.has_focus() || is_at_hand {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    if is_at_hand {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    if is_ticked {
        let at = eframe::egui::Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), vec2(10.0, 10.0));
        icons::paint(ui.painter(), Icon::Check, at, 10.0, theme.accent);
    }
    let count = line(ui, cx.words.count("count.indicators", entry.n_indicators), regular(size::SMALL));
    let width = rect.width() - count.size().x - 24.0 - 2.0 * space::S;
    let words = short_line(ui, &entry.name, regular(size::BODY), width);
    paint_line(ui, &words, rect.left() + 22.0, rect.center().y, if is_ticked { theme.accent } else { theme.ink });
    paint_line_right(ui, &count, rect.right() - space::S, rect.center().y, theme.faint);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if words.elided { response.on_hover_text(entry.name.as_str()) } else { response }
}
