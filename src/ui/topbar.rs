//! The top bar: name, opening, back and forward, language, theme, panels.

use eframe::egui::{Align, Layout, Popup, RectAlign, RichText, Ui};

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

/// The other ways to open.
fn more_ui(ui: &mut Ui, cx: &Cx) {
    let button = menu_button(ui, cx.theme, cx.say("top.more"), Kind::Plain);
    Popup::menu(&button).align(RectAlign::BOTTOM_START).gap(4.0).show(|ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        for id in ["open", "open_folder", "open_path", "open_samples", "problems", "help"] {
            let Some(row) = named(id) else { continue };
            let label = cx.words.say(&format!("command.{id}")).to_owned();
            let shortcut = row.shortcut.map(|shortcut| shortcut.to_string()).unwrap_or_default();
            if menu_row(ui, cx.theme, &label, &shortcut, false).clicked() {
                cx.send((row.command)());
            }
        }
    });
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
