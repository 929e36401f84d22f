//! What is said where there is nothing to show: why, and what to do.

use eframe::egui::{Rect, RichText, ScrollArea, Sense, Ui, vec2};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button};
use crate::app::command::Command;
use crate::compare::question::Question;

/// Nothing is open, or nothing that is open has figures.
pub fn no_figures_ui(ui: &mut Ui, cx: &Cx) {
    if cx.state.transient.loading.is_some() {
        centred(ui, cx, cx.say("empty.loading"), cx.say("empty.loading_more"), |_| {});
        return;
    }
    let (title, more) = if cx.state.documents.is_empty() {
        (cx.say("empty.no_documents"), cx.say("empty.no_documents_more"))
    } else {
        (cx.say("empty.no_figures"), cx.say("empty.no_figures_more"))
    };
    centred(ui, cx, title, more, |ui| {
        if button(ui, cx.theme, cx.say("top.open"), Kind::Primary).clicked() {
            cx.send(Command::ChooseFiles);
        }
        if button(ui, cx.theme, cx.say("command.open_samples"), Kind::Plain).clicked() {
            cx.send(Command::OpenSamples);
        }
    });
    if cx.state.documents.is_empty() {
        recent_ui(ui, cx);
    }
}

/// What was opened before, below the buttons.
fn recent_ui(ui: &mut Ui, cx: &Cx) {
    let recent = &cx.state.session.recent_files;
    if recent.is_empty() {
        return;
    }
    ui.add_space(space::L);
    let width = ui.available_width().min(380.0);
    let left = (ui.available_width() - width) / 2.0;
    ui.horizontal_top(|ui| {
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(RichText::new(cx.say("recent.title")).font(bold(size::SMALL)).color(cx.theme.mute));
            ScrollArea::vertical().id_salt("recent").show(ui, |ui| {
                for path in recent {
                    super::topbar::recent_row(ui, cx, path);
                }
            });
        });
    });
}

/// The question leaves nothing to draw.
pub fn no_marks_ui(ui: &mut Ui, cx: &Cx, question: &Question, has_national: bool) {
    let (title, more) = if has_national {
        (cx.say("empty.only_national"), cx.say("empty.only_national_more"))
    } else {
        (cx.say("empty.no_marks"), cx.say("empty.no_marks_more"))
    };
    centred(ui, cx, title, more, |ui| {
        if button(ui, cx.theme, cx.say("empty.reset"), Kind::Plain).clicked() {
            cx.send(Command::ChooseIndicator(question.indicator));
        }
    });
}

/// No article is chosen.
pub fn no_article_ui(ui: &mut Ui, cx: &Cx) {
    centred(ui, cx, cx.say("empty.no_article"), cx.say("empty.no_article_more"), |_| {});
}

/// Title, explanation and buttons, in the middle of what there is.
pub fn centred(ui: &mut Ui, cx: &Cx, title: &str, more: &str, buttons: impl FnOnce(&mut Ui)) {
    let theme = cx.theme;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.28).clamp(space::L, 220.0));
        let (rect, _) = ui.allocate_exact_size(vec2(40.0, 44.0), Sense::hover());
        icons::paint(ui.painter(), Icon::Page, rect, 38.0, theme.edge);
        ui.add_space(space::S);
        ui.label(RichText::new(title).font(bold(size::HEADING)).color(theme.ink));
        ui.set_max_width(ui.available_width().min(380.0));
        ui.label(RichText::new(more).font(regular(size::BODY)).color(theme.mute));
        ui.add_space(space::M);
        let id = ui.scope_id().with(("buttons", title));
        let known: Option<f32> = ui.data(|data| data.get_temp(id));
        let width = known.unwrap_or(200.0);
        let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
        let rect = Rect::from_min_size(rect.left_top(), vec2(400.0, 30.0));
        let used = super::widgets::in_row(ui, rect, |ui| {
            buttons(ui);
            ui.min_rect().width()
        });
        if known != Some(used) {
            ui.data_mut(|data| data.insert_temp(id, used));
            ui.ctx().request_repaint();
        }
    });
}
