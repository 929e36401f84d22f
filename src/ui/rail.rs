//! The left list: articles in groups with their area and number of figures, what has not been read, and a filter.
//!
//! [`rows`] draws the rows; [`menu`] what a right click offers.

mod menu;
mod rows;

use std::sync::Arc;

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align, EventFilter, Frame, Id, Key, Margin, Modifiers, Popup, Rect, RectAlign, Response, Role, ScrollArea,
    TextEdit, Ui, WidgetInfo, vec2,
};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::space;
use super::widgets::{icon_button, menu_row, segments};
use crate::app::command::Command;
use crate::app::rail::{Change, Grouping, RailList, RailRow};

/// Height of an article's row.
const ARTICLE: f32 = 29.0;
/// Height of a section's row.
const SECTION: f32 = 32.0;
/// Height of a bulletin's row.
const DOCUMENT: f32 = 56.0;

/// What the list keeps between frames: the filter being typed, where each row stands, and which is to get the keyboard.
#[derive(Default)]
pub struct Local {
    filter: String,
    tops: Vec<f32>,
    tops_of: Option<Arc<RailList>>,
    /// The row that the arrows lead to.
    goal: Option<usize>,
}

/// Draws the list.
pub fn rail_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 6 }).show(ui, |ui| {
        filter_ui(ui, cx, local);
        ui.add_space(space::S);
        setup_ui(ui, cx);
    });
    let list = Arc::clone(cx.derived.rail.get());
    let rows = &list.rows;
    if rows.is_empty() {
        let (title, more) = if cx.state.session.rail.filter.is_empty() {
            ("empty.rail", "empty.rail_more")
        } else {
            ("empty.filter", "empty.filter_more")
        };
        super::empty::centred(ui, cx, cx.say(title), cx.say(more), |_| {});
        return;
    }
    if !local.tops_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, &list)) {
        local.tops = tops(rows);
        local.tops_of = Some(Arc::clone(&list));
    }
    let height = local.tops.last().copied().unwrap_or_default() + space::L;
    ScrollArea::vertical().id_salt("rail").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().left_top();
        let width = ui.available_width();
        ui.set_min_size(vec2(width, height));
        let tops = &local.tops;
        let place = |n: usize| {
            let top = tops.get(n).copied().unwrap_or_default();
            let bottom = tops.get(n + 1).copied().unwrap_or(top);
            Rect::from_min_max(origin + vec2(0.0, top), origin + vec2(width, bottom))
        };
        if cx.state.transient.reveal_in_rail
            && let Some(n) = selected_row(cx, rows)
        {
            ui.scroll_to_rect(place(n).expand2(vec2(0.0, 2.0 * ARTICLE)), None::<Align>);
        }
        let first = tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        let mut goal = None;
        for (n, row) in rows.iter().enumerate().skip(first) {
            let rect = place(n);
            if rect.top() - origin.y > viewport.bottom() {
                break;
            }
            let response = rows::row_ui(ui, cx, row, rect);
            if local.goal == Some(n) {
                response.request_focus();
            }
            if response.has_focus() {
                goal = goal.or(keys(ui, cx, rows, n, &response));
            }
        }
        local.goal = goal;
        if let Some(n) = goal {
            // At once, so that the row is there to take the keyboard in the next frame.
            ui.scroll_to_rect_animation(place(n), None::<Align>, ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
    });
}

/// The top of every row, and the bottom of the last.
fn tops(rows: &[RailRow]) -> Vec<f32> {
    let mut y = 0.0;
    let mut tops = vec![y];
    for row in rows {
        y += match row {
            RailRow::Document { .. } => DOCUMENT,
            RailRow::Group { .. } => SECTION,
            RailRow::Article { .. } => ARTICLE,
        };
        tops.push(y);
    }
    tops
}

fn selected_row(cx: &Cx, rows: &[RailRow]) -> Option<usize> {
    let wanted = cx.state.session.selection.article?;
    rows.iter().position(|row| matches!(row, RailRow::Article { key, .. } if *key == wanted))
}

/// The arrows on the row that has the keyboard: up and down walk, left and right fold; returns the row to go to.
fn keys(ui: &Ui, cx: &Cx, rows: &[RailRow], n: usize, response: &Response) -> Option<usize> {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let row = rows.get(n)?;
    let last = rows.len().saturating_sub(1);
    let fold = |group| cx.send(Command::Rail(Change::ToggleFold(group)));
    if pressed(Key::ArrowDown) {
        return Some((n + 1).min(last));
    }
    if pressed(Key::ArrowUp) {
        return Some(n.saturating_sub(1));
    }
    if pressed(Key::PageDown) {
        return Some((n + 12).min(last));
    }
    if pressed(Key::PageUp) {
        return Some(n.saturating_sub(12));
    }
    if pressed(Key::Home) {
        return Some(0);
    }
    if pressed(Key::End) {
        return Some(last);
    }
    if pressed(Key::ArrowRight)
        && let Some(group) = row.group()
    {
        if row.is_folded() {
            fold(group.clone());
        } else {
            return Some((n + 1).min(last));
        }
    }
    if pressed(Key::ArrowLeft) {
        match row.group() {
            Some(group) if !row.is_folded() => fold(group.clone()),
            // To the head of the group that it stands in.
            _ => return rows.iter().take(n).rposition(|above| above.group().is_some() && above.depth() < row.depth()),
        }
    }
    None
}

fn filter_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if local.filter != cx.state.session.rail.filter {
        local.filter.clone_from(&cx.state.session.rail.filter);
    }
    let hint = cx.say("rail.filter_hint");
    let margin = Margin { left: 26, right: 8, top: 5, bottom: 5 };
    let edit = TextEdit::singleline(&mut local.filter)
        .id(Id::unique("rail filter"))
        .hint_text(hint)
        .margin(margin)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    let label = cx.say("rail.filter");
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
    icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
    if response.changed() {
        cx.send(Command::Rail(Change::Filter(local.filter.clone())));
    }
    // From the filter straight into the list.
    if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        local.goal = Some(0);
    }
}

/// What the list is grouped by, and what can be done to all of it.
fn setup_ui(ui: &mut Ui, cx: &Cx) {
    ui.horizontal(|ui| {
        let choices = [
            (Grouping::Bulletin, cx.say("rail.by_bulletin")),
            (Grouping::Section, cx.say("rail.by_section")),
            (Grouping::Area, cx.say("rail.by_area")),
        ];
        if let Some(grouping) = segments(ui, cx.theme, &choices, cx.state.session.rail.grouping) {
            cx.send(Command::Rail(Change::GroupBy(grouping)));
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(Align::Center), |ui| {
            let button = icon_button(ui, cx.theme, Icon::Dots, cx.say("rail.more"));
            Popup::menu(&button).align(RectAlign::BOTTOM_END).gap(4.0).show(|ui| {
                ui.set_min_width(180.0);
                ui.spacing_mut().item_spacing.y = 1.0;
                for (key, change) in [
                    ("command.unfold_all", Change::UnfoldAll),
                    ("command.fold_all", Change::FoldAll),
                    ("command.mark_all_read", Change::MarkAllRead),
                ] {
                    if menu_row(ui, cx.theme, cx.say(key), "", false).clicked() {
                        cx.send(Command::Rail(change));
                    }
                }
            });
        });
    });
}
