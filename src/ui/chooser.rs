//! The indicator chooser: a list by family, widest first, searchable by hanzi, English and pinyin initials.

use eframe::egui::{
    Align, CursorIcon, Key, Modifiers, Popup, PopupCloseBehavior, RectAlign, Response, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, vec2,
};

use super::cx::Cx;
use super::theme::{bold, regular, size, space};
use super::widgets::{line, paint_line, paint_line_right};
use crate::app::command::Command;
use crate::extract::Extractor;
use crate::model::indicator::{Family, Indicator, IndicatorId};

/// What is typed, and which row the arrow keys are on.
#[derive(Debug, Default)]
pub struct Local {
    search: String,
    row: usize,
    was_open: bool,
}

/// One line of the list.
struct Choice {
    id: IndicatorId,
    indicator: &'static Indicator,
    n_areas: usize,
}

/// Draws the chooser below its button while it is open.
pub fn chooser_ui(ui: &mut Ui, cx: &Cx, button: &Response, local: &mut Local) {
    let is_open = cx.state.transient.shows_chooser;
    let is_fresh = is_open && !local.was_open;
    local.was_open = is_open;
    if !is_open {
        return;
    }
    if is_fresh {
        local.search.clear();
        local.row = 0;
    }
    let groups = groups(cx, &local.search);
    let n_rows = groups.iter().map(|(_, choices)| choices.len()).sum::<usize>();
    keys(ui, cx, &groups, n_rows, local);
    let popup = Popup::from_response(button)
        .open(true)
        .align(RectAlign::BOTTOM_START)
        .gap(2.0)
        .width(340.0)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .accessible_name(cx.say("chooser.name"))
        .show(|ui| {
            let hint = cx.say("chooser.hint");
            let edit = ui.add(TextEdit::singleline(&mut local.search).hint_text(hint).desired_width(f32::INFINITY));
            let label = cx.say("chooser.search");
            edit.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
            if is_fresh {
                edit.request_focus();
            }
            if edit.changed() {
                local.row = 0;
            }
            ui.add_space(space::XS);
            if n_rows == 0 {
                ui.add_space(space::S);
                ui.weak(cx.say("chooser.none"));
                ui.add_space(space::S);
            }
            let height = (ui.ctx().content_rect().height() * 0.55).min(460.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                list_ui(ui, cx, &groups, local.row);
            });
        });
    let clicked_outside = popup.is_some_and(|shown| shown.response.clicked_elsewhere()) && !button.clicked();
    if clicked_outside && !is_fresh {
        cx.send(Command::ShowChooser(false));
    }
}

/// Families in the order of their widest indicator, each with its indicators in the order of their reach.
fn groups(cx: &Cx, search: &str) -> Vec<(Family, Vec<Choice>)> {
    let mut groups: Vec<(Family, Vec<Choice>)> = Vec::new();
    for &(id, n_areas) in cx.derived.reach.get().iter() {
        let Some(indicator) = Extractor::in_use().catalogue().get(id) else { continue };
        if !fits(indicator, search) {
            continue;
        }
        let choice = Choice { id, indicator, n_areas };
        match groups.iter_mut().find(|(family, _)| *family == indicator.family) {
            Some((_, choices)) => choices.push(choice),
            None => groups.push((indicator.family, vec![choice])),
        }
    }
    groups
}

fn fits(indicator: &Indicator, search: &str) -> bool {
    let search = letters(search);
    search.is_empty()
        || letters(&indicator.name_zh).contains(&search)
        || letters(&indicator.name_en).contains(&search)
        || indicator.pinyin.contains(&search)
}

/// Letters and digits alone, so that `startup` finds `Start-ups`.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn keys(ui: &Ui, cx: &Cx, groups: &[(Family, Vec<Choice>)], n_rows: usize, local: &mut Local) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        local.row = (local.row + 1).min(n_rows.saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        local.row = local.row.saturating_sub(1);
    }
    if pressed(Key::Enter)
        && let Some(choice) = groups.iter().flat_map(|(_, choices)| choices).nth(local.row)
    {
        cx.send(Command::ChooseIndicator(choice.id));
    }
}

fn list_ui(ui: &mut Ui, cx: &Cx, groups: &[(Family, Vec<Choice>)], current_row: usize) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut row = 0;
    for (family, choices) in groups {
        ui.add_space(space::XS);
        let head = line(ui, family_name(cx, *family), bold(size::TINY));
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let (_, tint) = cx.theme.tint(*family);
        ui.painter().circle_filled(rect.left_center() + vec2(5.0, 0.0), 3.0, tint);
        paint_line(ui, &head, rect.left() + 14.0, rect.center().y, cx.theme.mute);
        for choice in choices {
            let response = row_ui(ui, cx, choice, row == current_row);
            if response.clicked() {
                cx.send(Command::ChooseIndicator(choice.id));
            }
            row += 1;
        }
    }
}

fn row_ui(ui: &mut Ui, cx: &Cx, choice: &Choice, is_at_hand: bool) -> Response {
    let theme = cx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 27.0), Sense::click());
    let name = cx.name_of(choice.indicator);
    let is_asked = cx.state.session.question.as_ref().is_some_and(|question| question.indicator == choice.id);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_asked, name));
    if is_asked {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.selection);
    } else if response.hovered() || is_at_hand {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    if is_at_hand {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    let words = line(ui, name, regular(size::BODY));
    let count = line(ui, cx.words.count("count.areas", choice.n_areas), regular(size::SMALL));
    paint_line(ui, &words, rect.left() + 14.0, rect.center().y, if is_asked { theme.accent } else { theme.ink });
    paint_line_right(ui, &count, rect.right() - space::S, rect.center().y, theme.faint);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A family's name.
pub fn family_name(cx: &Cx, family: Family) -> &'static str {
    cx.say(match family {
        Family::Employment => "family.employment",
        Family::Unemployment => "family.unemployment",
        Family::Recruitment => "family.recruitment",
        Family::Training => "family.training",
        Family::Startup => "family.startup",
        Family::Support => "family.support",
        Family::Income => "family.income",
    })
}
