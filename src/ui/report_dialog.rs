//! The offer to make a report: about which indicators and areas, in what it is written, and where to.

use eframe::egui::{Context, Label, RichText, ScrollArea, Ui};

use super::cx::Cx;
use super::dialogs::{PathWords, sheet, typed_path_ui};
use super::question_bar;
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, menu_row, tick_row};
use crate::app::area_index::name_of;
use crate::app::command::Command;
use crate::app::reporting::{About, Areas, Change, Offer, has_subject, ticked};
use crate::compare::names::short_name;
use crate::report::Page;

/// What is being typed.
#[derive(Debug, Default)]
pub struct Local {
    path: String,
    was_asked: bool,
}

/// Where no dialog can be shown, the path is typed.
const PATH_WORDS: PathWords = PathWords {
    about: "export.path_about",
    label: "picture.path",
    hint: "picture.path_hint",
    button: "picture.path_save",
};

/// What stands around the choices: margins, title, button or path.
const AROUND: f32 = 230.0;

/// Draws it while it is open.
pub fn report_ui(ctx: &Context, cx: &Cx, local: &mut Local) {
    let offer = &cx.state.transient.reporting;
    let is_fresh = offer.asks_path && !local.was_asked;
    local.was_asked = offer.is_shown && offer.asks_path;
    if !offer.is_shown {
        return;
    }
    sheet(ctx, cx, "report", cx.say("report.title"), 460.0, &Command::Report(Change::Show(false)), |ui| {
        // In a low window the choices are scrolled, and what saves stays in view.
        let height = (ctx.content_rect().height() - AROUND).max(120.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            about_ui(ui, cx, offer);
            areas_ui(ui, cx, offer);
            pages_ui(ui, cx, offer);
        });
        ui.add_space(space::M);
        if !has_subject(cx.state, cx.derived) {
            quiet(ui, cx, cx.say("report.nothing_ticked"));
        } else if offer.asks_path {
            if let Some(path) = typed_path_ui(ui, cx, &mut local.path, &PATH_WORDS, is_fresh) {
                send(cx, Change::Write { path, may_replace: false });
            }
        } else if button(ui, cx.theme, cx.say("export.save"), Kind::Primary).clicked() {
            send(cx, Change::Save);
        }
    });
}

fn send(cx: &Cx, change: Change) {
    cx.send(Command::Report(change));
}

fn quiet(ui: &mut Ui, cx: &Cx, words: &str) {
    ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
}

/// A head with its rows close below each other.
fn part_ui(ui: &mut Ui, cx: &Cx, key: &str, add: impl FnOnce(&mut Ui)) {
    ui.label(RichText::new(cx.say(key)).font(bold(size::SMALL)).color(cx.theme.mute));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        add(ui);
    });
    ui.add_space(space::S);
}

/// All indicators, the one on the chart, or those that are ticked.
fn about_ui(ui: &mut Ui, cx: &Cx, offer: &Offer) {
    let reach = cx.derived.reach.get();
    let asked = cx.state.session.question.as_ref();
    part_ui(ui, cx, "report.about", |ui| {
        let row = |ui: &mut Ui, about, words: &str, note: &str| {
            if menu_row(ui, cx.theme, words, note, offer.about == about).clicked() {
                send(cx, Change::About(about));
            }
        };
        row(ui, About::All, cx.say("report.about_all"), &cx.words.count("count.indicators", reach.len()));
        if let Some(question) = asked {
            let words = cx.words.fill("report.about_asked", &[("name", cx.indicator_name(question.indicator))]);
            row(ui, About::Asked, &words, "");
        }
        let n_ticked = cx.words.count("count.indicators", ticked(cx.state, cx.derived).len());
        row(ui, About::Ticked, cx.say("report.about_ticked"), &n_ticked);
    });
    match offer.about {
        About::Asked => {
            let limits = asked.map(|question| question_bar::limits(cx, question)).unwrap_or_default();
            if !limits.is_empty() {
                quiet(ui, cx, &cx.words.fill("report.narrowed", &[("how", &limits.join(" · "))]));
                ui.add_space(space::S);
            }
        }
        About::Ticked => ticks_ui(ui, cx, offer),
        About::All => {}
    }
}

/// The indicators to tick, the widest first.
fn ticks_ui(ui: &mut Ui, cx: &Cx, offer: &Offer) {
    let height = (ui.ctx().content_rect().height() * 0.24).clamp(90.0, 220.0);
    let list = ScrollArea::vertical().id_salt("ticks").max_height(height).auto_shrink([false, true]);
    list.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for &(indicator, n_areas) in cx.derived.reach.get().iter() {
            let note = cx.words.count("count.areas", n_areas);
            let is_ticked = offer.ticked.contains(&indicator);
            if tick_row(ui, cx.theme, cx.indicator_name(indicator), &note, is_ticked).clicked() {
                send(cx, Change::Tick(indicator));
            }
        }
    });
    ui.add_space(space::S);
}

/// All areas, those side by side, or the selected one with what lies in it.
fn areas_ui(ui: &mut Ui, cx: &Cx, offer: &Offer) {
    let index = cx.derived.area_index.get();
    let name = |code| short_name(&name_of(index, code)).to_owned();
    let pinned: Vec<String> = cx.state.session.matrix.pinned.iter().copied().map(name).collect();
    let selected = cx.state.session.selection.area.map(name);
    part_ui(ui, cx, "report.areas", |ui| {
        let row = |ui: &mut Ui, areas, words: &str, note: &str| {
            if menu_row(ui, cx.theme, words, note, offer.areas == areas).clicked() {
                send(cx, Change::Areas(areas));
            }
        };
        row(ui, Areas::All, cx.say("report.areas_all"), &cx.words.count("count.areas", index.areas.len()));
        if !pinned.is_empty() {
            let names = pinned.join(cx.say("list.separator"));
            row(ui, Areas::Pinned, &cx.words.fill("report.areas_pinned", &[("names", &names)]), "");
        }
        if let Some(name) = &selected {
            row(ui, Areas::Within, &cx.words.fill("report.areas_within", &[("name", name)]), "");
        }
        if pinned.is_empty() && selected.is_none() {
            quiet(ui, cx, cx.say("report.areas_hint"));
        }
    });
}

fn pages_ui(ui: &mut Ui, cx: &Cx, offer: &Offer) {
    part_ui(ui, cx, "export.form", |ui| {
        for page in Page::ALL {
            let key = if page == Page::Html { "report.html" } else { "report.markdown" };
            let ending = format!(".{}", page.ending());
            if menu_row(ui, cx.theme, cx.say(key), &ending, offer.page == page).clicked() {
                send(cx, Change::Choose(page));
            }
        }
    });
    let about = if offer.page == Page::Html { "report.html_about" } else { "report.markdown_about" };
    quiet(ui, cx, cx.say(about));
}
