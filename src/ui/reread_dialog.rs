//! The offer to read a file again: the encodings, each with how the file begins in it.

use eframe::egui::{Context, CursorIcon, Label, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::cx::Cx;
use super::dialogs::sheet;
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, focus_ring, paint_line, short_line};
use crate::app::command::Command;
use crate::app::rereading::{Begins, Change, Chosen, OFFERED, name};

/// Where the words of the file begin.
const NAME: f32 = 150.0;

/// Draws it while it is open.
pub fn reread_ui(ctx: &Context, cx: &Cx) {
    let Some(offer) = &cx.state.transient.rereading else { return };
    let close = Command::Reread(Change::Offer(None));
    let read = |chosen: Chosen| cx.send(Command::Reread(Change::Read(offer.path.clone(), chosen)));
    sheet(ctx, cx, "reread", cx.say("reread.title"), 600.0, &close, |ui| {
        let file = offer.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let label = ui.add(Label::new(RichText::new(file).font(bold(size::BODY)).color(cx.theme.ink)).truncate());
        label.on_hover_text(offer.path.display().to_string());
        match &offer.begins {
            None => quiet(ui, cx, cx.say("reread.looking")),
            Some(Begins::Failed(reason)) => {
                quiet(ui, cx, &cx.words.fill("reread.failed", &[("reason", cx.language().of(reason))]));
            }
            Some(Begins::Fixed) => {
                quiet(ui, cx, cx.say("reread.fixed"));
                ui.add_space(space::M);
                if button(ui, cx.theme, cx.say("reread.again"), Kind::Primary).clicked() {
                    read(None);
                }
            }
            Some(Begins::Read(openings)) => {
                quiet(ui, cx, cx.say("reread.about"));
                ui.add_space(space::S);
                ui.spacing_mut().item_spacing.y = 1.0;
                for (chosen, opening) in OFFERED.into_iter().zip(openings) {
                    if row_ui(ui, cx, chosen, opening) {
                        read(chosen);
                    }
                }
            }
        }
    });
}

fn quiet(ui: &mut Ui, cx: &Cx, words: &str) {
    ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
}

/// One encoding; whether it was chosen.
fn row_ui(ui: &mut Ui, cx: &Cx, chosen: Chosen, opening: &str) -> bool {
    let theme = cx.theme;
    let encoding = chosen.map_or(cx.say("reread.auto"), name);
    let opening = if opening.is_empty() { cx.say("reread.nothing") } else { opening };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), space::CONTROL + 4.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{encoding} {opening}")));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    let y = rect.center().y;
    let words = short_line(ui, encoding, regular(size::BODY), NAME - space::M);
    paint_line(ui, &words, rect.left() + space::S, y, theme.ink);
    let words = short_line(ui, opening, regular(size::SMALL), rect.width() - NAME - space::S);
    paint_line(ui, &words, rect.left() + NAME, y, theme.mute);
    focus_ring(ui, &response, theme, 3);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let is_chosen = response.clicked();
    response.on_hover_text(opening);
    is_chosen
}
