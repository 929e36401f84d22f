//! Above the table: how much there is, the filter for all of it, which columns are shown, and the filters that are set.

use eframe::egui::{
    Id, Margin, Popup, PopupCloseBehavior, Rect, RectAlign, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use super::columns::name;
use super::{Local, body, filter};
use crate::app::command::Command;
use crate::app::table::{Change, TableColumn};
use crate::ui::cx::Cx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{chip, icon_button, link, menu_chip, removable_chip, tick_row};

/// Draws it.
pub(super) fn head_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let setup = &cx.state.session.table;
    ui.horizontal(|ui| {
        ui.label(RichText::new(cx.say("table.title")).font(bold(size::TITLE)).color(cx.theme.ink));
        let quiet = |text: String| RichText::new(text).font(regular(size::BODY)).color(cx.theme.mute);
        ui.label(quiet(cx.words.count("count.figures", cx.derived.table.get().len())));
        let n_marked = cx.state.transient.marked.len();
        if n_marked > 1 {
            ui.label(quiet(cx.words.count("table.n_marked", n_marked)));
        }
    });
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        search_ui(ui, cx, local);
        if cx.state.session.question.is_some()
            && chip(ui, cx.theme, cx.say("table.only_charted"), setup.only_charted).clicked()
        {
            cx.send(Command::Table(Change::OnlyCharted(!setup.only_charted)));
        }
        columns_ui(ui, cx);
        let more = icon_button(ui, cx.theme, Icon::Dots, cx.say("table.more"));
        Popup::menu(&more).align(RectAlign::BOTTOM_END).gap(4.0).show(|ui| {
            ui.set_min_width(200.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            body::copy_menu_ui(ui, cx, cx.derived.table.get());
        });
    });
    if setup.is_filtered() {
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for (&column, filter) in &setup.filters {
                let said = filter::said(cx, column, filter);
                let name = cx.words.fill("table.clear_named", &[("filter", &said)]);
                if removable_chip(ui, cx.theme, &said, &name).clicked() {
                    cx.send(Command::Table(Change::FilterColumn(column, None)));
                }
            }
            if link(ui, cx.theme, cx.say("table.clear_all")).clicked() {
                cx.send(Command::Table(Change::ClearFilters));
            }
        });
    }
}

fn search_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if local.filter != cx.state.session.table.filter {
        local.filter.clone_from(&cx.state.session.table.filter);
    }
    let margin = Margin { left: 26, right: 8, top: 5, bottom: 5 };
    let edit = TextEdit::singleline(&mut local.filter)
        .id(Id::unique("table filter"))
        .hint_text(cx.say("table.filter_hint"))
        .margin(margin)
        .desired_width((ui.available_width() - 350.0).clamp(120.0, 240.0));
    let response = ui.add(edit);
    let label = cx.say("table.filter");
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
    icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
    if response.changed() {
        cx.send(Command::Table(Change::Filter(local.filter.clone())));
    }
}

/// Which columns are shown. The list stays open while one ticks.
fn columns_ui(ui: &mut Ui, cx: &Cx) {
    let shown = &cx.state.session.table.columns;
    let is_usual = *shown == TableColumn::USUAL;
    let button = menu_chip(ui, cx.theme, cx.say("table.columns"), !is_usual);
    Popup::from_toggle_button_response(&button)
        .align(RectAlign::BOTTOM_START)
        .gap(4.0)
        .width(190.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(cx.say("table.columns"))
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let most = (ui.ctx().content_rect().bottom() - button.rect.bottom() - 70.0).max(120.0);
            ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
                for column in TableColumn::ALL {
                    if tick_row(ui, cx.theme, name(cx, column), "", shown.contains(&column)).clicked() {
                        cx.send(Command::Table(Change::ToggleColumn(column)));
                    }
                }
            });
            ui.add_space(space::XS);
            if link(ui, cx.theme, cx.say("table.usual_columns")).clicked() {
                cx.send(Command::Table(Change::UsualColumns));
            }
        });
}
