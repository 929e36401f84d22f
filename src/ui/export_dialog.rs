//! The offer to write observations to a file: which ones, in which form, and where to.

use eframe::egui::{Context, Label, RichText, Ui};

use super::cx::Cx;
use super::dialogs::{PathWords, sheet, typed_path_ui};
use super::picture::said;
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, menu_row, tick_row};
use crate::app::command::Command;
use crate::app::exporting::{Change, Offer};
use crate::app::shown::shown;
use crate::export::form::Form;

/// What is being typed.
#[derive(Debug, Default)]
pub struct Local {
    path: String,
    was_asked: bool,
    /// How many observations the view shows, counted when the offer is opened.
    n_shown: Option<usize>,
}

/// Where no dialog can be shown, the path is typed.
const PATH_WORDS: PathWords = PathWords {
    about: "export.path_about",
    label: "picture.path",
    hint: "picture.path_hint",
    button: "picture.path_save",
};

/// Draws it while it is open.
pub fn export_ui(ctx: &Context, cx: &Cx, local: &mut Local) {
    let offer = cx.state.transient.exporting;
    let is_fresh = offer.asks_path && !local.was_asked;
    local.was_asked = offer.is_shown && offer.asks_path;
    if !offer.is_shown {
        local.n_shown = None;
        return;
    }
    let n_shown = *local.n_shown.get_or_insert_with(|| shown(cx.state, cx.derived).len());
    sheet(ctx, cx, "export", cx.say("export.title"), 460.0, &change(Change::Show(false)), |ui| {
        scope_ui(ui, cx, offer, n_shown);
        forms_ui(ui, cx, offer);
        ui.add_space(space::M);
        if offer.asks_path {
            if let Some(path) = typed_path_ui(ui, cx, &mut local.path, &PATH_WORDS, is_fresh) {
                let selection = said(cx.state, cx.derived);
                cx.send(change(Change::Write { path, may_replace: false, selection }));
            }
        } else if button(ui, cx.theme, cx.say("export.save"), Kind::Primary).clicked() {
            cx.send(change(Change::Save));
        }
    });
}

fn change(change: Change) -> Command {
    Command::Export(change)
}

fn head(ui: &mut Ui, cx: &Cx, key: &str) {
    ui.label(RichText::new(cx.say(key)).font(bold(size::SMALL)).color(cx.theme.mute));
}

fn quiet(ui: &mut Ui, cx: &Cx, words: &str) {
    ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
}

/// Everything, or what the view shows.
fn scope_ui(ui: &mut Ui, cx: &Cx, offer: Offer, n_shown: usize) {
    head(ui, cx, "export.scope");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let counted = |n: usize| cx.words.count("count.figures", n);
        let choices = [
            (false, "export.all", counted(cx.derived.totals.get().n_figures)),
            (true, "export.shown", counted(n_shown)),
        ];
        for (only_shown, key, n) in choices {
            if menu_row(ui, cx.theme, cx.say(key), &n, offer.only_shown == only_shown).clicked() {
                cx.send(change(Change::OnlyShown(only_shown)));
            }
        }
    });
    if offer.only_shown {
        quiet(ui, cx, &said(cx.state, cx.derived));
    }
    ui.add_space(space::S);
}

fn forms_ui(ui: &mut Ui, cx: &Cx, offer: Offer) {
    head(ui, cx, "export.form");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for form in Form::ALL {
            let key = format!("export.form_{}", form.name());
            let ending = format!(".{}", form.extension());
            if menu_row(ui, cx.theme, cx.words.say(&key), &ending, form == offer.form).clicked() {
                cx.send(change(Change::Choose(form)));
            }
        }
    });
    ui.add_space(space::XS);
    quiet(ui, cx, cx.words.say(&format!("export.about_{}", offer.form.name())));
    if offer.form == Form::Csv && tick_row(ui, cx.theme, cx.say("export.mark"), "", offer.with_mark).clicked() {
        cx.send(change(Change::WithMark(!offer.with_mark)));
    }
}
