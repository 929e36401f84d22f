//! The bar that finds words in the article.

use eframe::egui::{
    Align, Id, Key, Label, Layout, Margin, Modifiers, Rect, RichText, Role, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::app::command::Command;
use crate::app::reading::Change;
use crate::ui::cx::Cx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{regular, size, space};
use crate::ui::topbar::hint;
use crate::ui::widgets::{icon_button, icon_button_if};

/// What is being typed.
#[derive(Default)]
pub struct Local {
    typed: String,
}

/// Draws the bar.
pub fn find_bar_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let find = &cx.state.transient.reading.find;
    if local.typed != find.typed {
        local.typed.clone_from(&find.typed);
    }
    keys(ui, cx);
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, cx.theme, Icon::Cross, cx.say("reader.find_close")).clicked() {
                cx.send(Command::Reading(Change::ShowFind(false)));
            }
            let is_useful = !find.found.is_empty();
            for (icon, id, step) in [(Icon::SortDown, "find_next", 1), (Icon::SortUp, "find_previous", -1)] {
                if icon_button_if(ui, cx.theme, icon, &hint(cx, id), is_useful).clicked() {
                    cx.send(Command::Reading(Change::Step(step)));
                }
            }
            place_ui(ui, cx);
            field_ui(ui, cx, local);
        });
    });
    ui.add_space(space::XS);
}

/// Which match of how many.
fn place_ui(ui: &mut Ui, cx: &Cx) {
    let find = &cx.state.transient.reading.find;
    if find.typed.trim().is_empty() {
        return;
    }
    let (words, ink) = if find.found.is_empty() {
        (cx.say("reader.find_none").to_owned(), cx.theme.alert)
    } else {
        let (place, all) = ((find.at + 1).to_string(), find.found.len().to_string());
        (cx.words.fill("reader.find_place", &[("place", &place), ("all", &all)]), cx.theme.mute)
    };
    ui.add_space(space::XS);
    ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(ink)).extend());
    ui.add_space(space::XS);
}

fn field_id() -> Id {
    Id::unique("find in article field")
}

fn field_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let find = &cx.state.transient.reading.find;
    let edit = TextEdit::singleline(&mut local.typed)
        .id(field_id())
        .hint_text(cx.say("reader.find"))
        .margin(Margin { left: 26, right: 8, top: 4, bottom: 4 })
        .desired_width(f32::INFINITY)
        // Enter goes to the next match and leaves the keyboard here.
        .return_key(None);
    let response = ui.add(edit);
    let label = cx.say("reader.find");
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
    icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
    if find.wants_focus {
        response.request_focus();
    }
    if response.changed() {
        cx.send(Command::Reading(Change::Type(local.typed.clone())));
    }
}

/// Enter goes on, with Shift back.
fn keys(ui: &Ui, cx: &Cx) {
    if !ui.memory(|memory| memory.has_focus(field_id())) {
        return;
    }
    for (modifiers, step) in [(Modifiers::SHIFT, -1), (Modifiers::NONE, 1)] {
        if ui.input_mut(|input| input.consume_key(modifiers, Key::Enter)) {
            cx.send(Command::Reading(Change::Step(step)));
        }
    }
}
