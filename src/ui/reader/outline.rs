//! The outline of the bulletin, in the place of the text: sections and articles with their figures, walked by keyboard.

use eframe::egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::app::command::Command;
use crate::app::reading::Change;
use crate::app::reading::outline::{Outline, OutlineRow};
use crate::ui::cx::Cx;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{focus_ring, line, paint_line, paint_line_right, short_line};

/// Height of a row.
const ROW: f32 = 28.0;

/// Where the list stands, and which row had the keyboard.
#[derive(Default)]
pub struct Local {
    depth: f32,
    at: Option<usize>,
}

/// Draws the outline.
pub fn outline_ui(ui: &mut Ui, cx: &Cx, outline: &Outline, side: f32, local: &mut Local) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let has_moved = local.at != Some(outline.at);
    let view = ui.available_height();
    let mut area = ScrollArea::vertical().id_salt("outline").auto_shrink(false);
    if has_moved {
        let top = outline.at as f32 * ROW;
        let depth = match local.at {
            Some(_) => local.depth.clamp((top + ROW - view).max(0.0), top),
            None => (top - view / 2.0).max(0.0),
        };
        area = area.vertical_scroll_offset(depth);
    }
    local.at = Some(outline.at);
    let shown = area.show_rows(ui, ROW, outline.rows.len(), |ui, visible| {
        for n in visible {
            let Some(row) = outline.rows.get(n) else { break };
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            row_ui(ui, cx, row, n, rect, side, has_moved && n == outline.at);
        }
    });
    local.depth = shown.state.clamped_offset().y;
}

fn row_ui(ui: &Ui, cx: &Cx, row: &OutlineRow, n: usize, rect: Rect, side: f32, takes_keyboard: bool) {
    let theme = cx.theme;
    let is_current = row.article.is_some() && row.article == cx.state.session.selection.article;
    let response = ui.interact(rect, Id::unique(("outline row", n)), Sense::click());
    let figures = cx.words.count("count.figures", row.n_figures);
    let name = format!("{} {figures}", row.title);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &name));
    if takes_keyboard {
        response.request_focus();
    }
    if response.has_focus() {
        keys(ui, cx, &response);
    }
    if is_current {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, ROW)), 0.0, theme.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let count = line(ui, row.n_figures.to_string(), regular(size::SMALL));
    let (indent, font, ink) = match row.article {
        None => (0.0, bold(size::SMALL), theme.mute),
        Some(_) if is_current => (space::M, bold(size::BODY), theme.ink),
        Some(_) => (space::M, regular(size::BODY), theme.ink),
    };
    let left = rect.left() + side + indent;
    let right = rect.right() - side;
    let title = short_line(ui, &row.title, font, right - left - count.size().x - space::M);
    paint_line(ui, &title, left, rect.center().y, ink);
    let faint = if row.n_figures == 0 { theme.faint } else { theme.mute };
    paint_line_right(ui, &count, right, rect.center().y, faint);
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), theme, space::CORNER);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        cx.send(Command::Reading(Change::OpenRow(n)));
    }
}

/// The arrows and their like walk.
fn keys(ui: &Ui, cx: &Cx, response: &eframe::egui::Response) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 12),
        (Key::PageUp, -12),
        (Key::Home, i64::MIN / 2),
        (Key::End, i64::MAX / 2),
    ];
    for (key, step) in steps {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            cx.send(Command::Reading(Change::StepOutline(step)));
        }
    }
}
