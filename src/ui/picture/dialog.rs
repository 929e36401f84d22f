//! The offer: in which form the picture of the view is made, and whether it goes to a file or the clipboard.

use eframe::egui::{Context, Label, RichText, Ui};

use crate::app::command::Command;
use crate::app::picture::{Change, Format};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{PathWords, sheet, typed_path_ui};
use crate::ui::theme::{regular, size, space};
use crate::ui::widgets::{Kind, button, menu_row};

/// What is being typed.
#[derive(Debug, Default)]
pub struct Local {
    path: String,
    was_asked: bool,
}

/// Where no dialog can be shown, the path is typed.
const PATH_WORDS: PathWords = PathWords {
    about: "picture.path_about",
    label: "picture.path",
    hint: "picture.path_hint",
    button: "picture.path_save",
};

/// Draws it while it is open.
pub fn dialog_ui(ctx: &Context, cx: &Cx, local: &mut Local) {
    let offer = cx.state.transient.picture;
    let is_fresh = offer.asks_path && !local.was_asked;
    local.was_asked = offer.is_shown && offer.asks_path;
    if !offer.is_shown {
        return;
    }
    let title = cx.say("picture.export_title");
    sheet(ctx, cx, "picture", title, 440.0, &Command::Picture(Change::Show(false)), |ui| {
        formats_ui(ui, cx, offer.format);
        ui.add_space(space::M);
        if offer.asks_path {
            if let Some(path) = typed_path_ui(ui, cx, &mut local.path, &PATH_WORDS, is_fresh) {
                cx.send(Command::Picture(Change::Write { path, may_replace: false }));
            }
        } else {
            ui.horizontal(|ui| {
                if button(ui, cx.theme, cx.say("picture.save"), Kind::Primary).clicked() {
                    cx.send(Command::Picture(Change::Save));
                }
                if button(ui, cx.theme, cx.say("picture.copy"), Kind::Plain).clicked() {
                    cx.send(Command::Picture(Change::Copy));
                }
            });
        }
    });
}

fn formats_ui(ui: &mut Ui, cx: &Cx, chosen: Format) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for format in Format::ALL {
            let words = match format {
                Format::Outlines => cx.say("picture.outlines").to_owned(),
                Format::Letters => cx.say("picture.font").to_owned(),
                Format::Pixels(scale) => cx.words.fill("picture.png", &[("scale", &scale.to_string())]),
            };
            if menu_row(ui, cx.theme, &words, "", format == chosen).clicked() {
                cx.send(Command::Picture(Change::Choose(format)));
            }
        }
    });
    ui.add_space(space::XS);
    let about = match chosen {
        Format::Outlines => "picture.outlines_about",
        Format::Letters => "picture.font_about",
        Format::Pixels(_) => "picture.png_about",
    };
    ui.add(Label::new(RichText::new(cx.say(about)).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
}
