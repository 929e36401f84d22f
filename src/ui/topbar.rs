//! The top bar: name, opening, back and forward, language, theme, panels.

use std::path::Path;

use eframe::egui::{Align, Layout, Popup, RectAlign, RichText, ScrollArea, Ui};

use super::cx::Cx;
use super::icons::Icon;
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, icon_button, icon_button_if, menu_button, menu_row};
use crate::app::command::{Command, named};
use crate::app::state::ThemeChoice;

/// Below this width the bar leaves out what can be had elsewhere.
const ROOMY: f32 = 760.0;

/// Draws the bar.
pub fn topbar_ui(ui: &mut Ui, cx: &Cx) {
    let theme = cx.theme;
    let is_roomy = ui.available_width() > ROOMY;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(RichText::new(cx.say("app.name")).font(bold(size::HEADING)).color(theme.ink));
        if is_roomy {
            ui.label(RichText::new("jobscope").font(regular(size::BODY)).color(theme.faint));
        }
        ui.add_space(space::S);
        let open = button(ui, theme, cx.say("top.open"), Kind::Primary).on_hover_text(hint(cx, "open"));
        if open.clicked() {
            cx.send(Command::ChooseFiles);
        }
        more_ui(ui, cx);
        ui.add_space(space::S);
        let (back, forward) = (hint(cx, "back"), hint(cx, "forward"));
        if icon_button_if(ui, theme, Icon::ArrowLeft, &back, cx.state.history.can_go_back()).clicked() {
            cx.send(Command::Back);
        }
        if icon_button_if(ui, theme, Icon::ArrowRight, &forward, cx.state.history.can_go_forward()).clicked() {
            cx.send(Command::Forward);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, theme, Icon::PanelRight, &hint(cx, "toggle_reader")).clicked() {
                cx.send(Command::ToggleReader);
            }
            if icon_button(ui, theme, Icon::PanelLeft, &hint(cx, "toggle_rail")).clicked() {
                cx.send(Command::ToggleRail);
            }
            ui.add_space(space::XS);
            theme_ui(ui, cx);
            let language = button(ui, theme, cx.say("top.other_language"), Kind::Plain);
            if language.on_hover_text(cx.say("command.switch_language")).clicked() {
                cx.send(Command::SwitchLanguage);
            }
        });
    });
}

/// Label and shortcut of a named command.
pub fn hint(cx: &Cx, id: &str) -> String {
    let label = cx.words.say(&format!("command.{id}")).to_owned();
    match named(id).and_then(|row| row.shortcut) {
        Some(shortcut) => format!("{label}  {shortcut}"),
        None => label,
    }
}

/// The other ways to open, and what was opened before.
fn more_ui(ui: &mut Ui, cx: &Cx) {
    let button = menu_button(ui, cx.theme, cx.say("top.more"), Kind::Plain);
    if button.clicked() {
        cx.send(Command::CheckRecent);
    }
    let height = ui.ctx().content_rect().height() - 2.0 * space::TOP_BAR;
    Popup::menu(&button).align(RectAlign::BOTTOM_START).gap(4.0).show(|ui| {
        ui.set_min_width(300.0);
        ui.set_max_width(420.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            let ids = ["open", "open_folder", "open_path", "open_samples", "export_data", "export_picture"];
            for id in ids.into_iter().chain(["search", "palette", "problems", "help"]) {
                let Some(row) = named(id) else { continue };
                let label = cx.words.say(&format!("command.{id}")).to_owned();
                let shortcut = row.shortcut.map(|shortcut| shortcut.to_string()).unwrap_or_default();
                if menu_row(ui, cx.theme, &label, &shortcut, false).clicked() {
                    cx.send((row.command)());
                }
            }
            recent_ui(ui, cx);
        });
    });
}

/// The recent files and folders; those that are gone are marked.
fn recent_ui(ui: &mut Ui, cx: &Cx) {
    let recent = &cx.state.session.recent_files;
    if recent.is_empty() {
        return;
    }
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.add_space(space::L + space::XS);
        ui.label(RichText::new(cx.say("recent.title")).font(bold(size::SMALL)).color(cx.theme.mute));
    });
    ui.add_space(space::XS);
    for path in recent {
        recent_row(ui, cx, path);
    }
    if menu_row(ui, cx.theme, cx.say("recent.forget"), "", false).clicked() {
        cx.send(Command::ForgetRecent);
    }
}

/// One recent file: its name, and the folder that it lies in or that it is gone.
pub fn recent_row(ui: &mut Ui, cx: &Cx, path: &Path) {
    const NAME_CHARS: usize = 30;
    let is_gone = cx.state.transient.gone.iter().any(|gone| gone == path);
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut name = last(path);
    if let Some((end, _)) = name.char_indices().nth(NAME_CHARS) {
        name.truncate(end);
        name.push('…');
    }
    let note = if is_gone { cx.say("recent.gone").to_owned() } else { path.parent().map(last).unwrap_or_default() };
    let note = if note.chars().count() > NAME_CHARS / 2 { String::new() } else { note };
    let row = menu_row(ui, cx.theme, &name, &note, false).on_hover_text(path.display().to_string());
    if row.clicked() {
        cx.send(Command::OpenPaths(vec![path.to_owned()]));
    }
}

fn theme_ui(ui: &mut Ui, cx: &Cx) {
    let choices = [
        (ThemeChoice::System, Icon::Halves, "theme.system"),
        (ThemeChoice::Light, Icon::Sun, "theme.light"),
        (ThemeChoice::Dark, Icon::Moon, "theme.dark"),
    ];
    let current = choices.into_iter().find(|(choice, ..)| *choice == cx.state.session.theme);
    let (_, icon, key) = current.unwrap_or(choices[0]);
    let name = cx.words.fill("top.theme", &[("theme", cx.say(key))]);
    let button = icon_button(ui, cx.theme, icon, &name);
    Popup::menu(&button).align(RectAlign::BOTTOM_END).gap(4.0).show(|ui| {
        ui.set_min_width(150.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        for (choice, _, key) in choices {
            if menu_row(ui, cx.theme, cx.say(key), "", choice == cx.state.session.theme).clicked() {
                cx.send(Command::SetTheme(choice));
            }
        }
    });
}
