//! The windows that float: help, a typed path, and [`problems`]. Each closes with Esc and by its cross.

use std::path::PathBuf;

use eframe::egui::{
    Context, Frame, Id, Key, Label, Margin, Modal, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};
use eframe::egui::{Role, Sense};

use super::cx::Cx;
use super::icons::Icon;
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, icon_button, line, paint_line, paint_line_right, short_line};
use super::{export_dialog, picture, problems, report_dialog, reread_dialog};
use crate::app::command::{Command, NamedCommand, TABLE};

/// What is being typed.
#[derive(Debug, Default)]
pub struct Local {
    path: String,
    was_prompt_open: bool,
    export: export_dialog::Local,
    picture: picture::dialog::Local,
    report: report_dialog::Local,
}

/// Draws whichever of them is open.
pub fn dialogs_ui(ctx: &Context, cx: &Cx, local: &mut Local) {
    let passing = &cx.state.transient;
    if passing.shows_help {
        help_ui(ctx, cx);
    }
    if passing.shows_problems {
        problems::problems_ui(ctx, cx);
    }
    export_dialog::export_ui(ctx, cx, &mut local.export);
    picture::dialog::dialog_ui(ctx, cx, &mut local.picture);
    report_dialog::report_ui(ctx, cx, &mut local.report);
    reread_dialog::reread_ui(ctx, cx);
    let is_fresh = passing.shows_path_prompt && !local.was_prompt_open;
    local.was_prompt_open = passing.shows_path_prompt;
    if passing.shows_path_prompt {
        path_ui(ctx, cx, local, is_fresh);
    }
}

/// A window in the middle with a title and a cross.
pub(super) fn sheet(
    ctx: &Context,
    cx: &Cx,
    id: &str,
    title: &str,
    width: f32,
    close: &Command,
    add: impl FnOnce(&mut Ui),
) {
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin { left: 24, right: 20, top: 16, bottom: 20 });
    let modal = Modal::new(Id::unique(id)).frame(frame).show(ctx, |ui| {
        let width = width.min(ui.ctx().content_rect().width() - 80.0);
        ui.set_width(width);
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).font(bold(size::HEADING + 2.0)).color(cx.theme.ink));
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                if icon_button(ui, cx.theme, Icon::Cross, cx.say("dialog.close")).clicked() {
                    cx.send(close.clone());
                }
            });
        });
        ui.add_space(space::S);
        add(ui);
    });
    if modal.backdrop_response.clicked() {
        cx.send(close.clone());
    }
}

/// How wide a column of the help sheet is.
const HELP_COLUMN: f32 = 300.0;
/// Height of a row of the help sheet.
const HELP_ROW: f32 = 26.0;
/// Height of a group's head in the help sheet, with the room before it.
const HELP_HEAD: f32 = 42.0;

/// All named commands in as many columns as there is room for.
fn help_ui(ctx: &Context, cx: &Cx) {
    let screen = ctx.content_rect().size();
    let n_columns = ((screen.x - 140.0) / (HELP_COLUMN + space::XL)).floor().clamp(1.0, 3.0);
    let width = n_columns * HELP_COLUMN + (n_columns - 1.0) * space::XL;
    sheet(ctx, cx, "help", cx.say("command.help"), width, &Command::ShowHelp(false), |ui| {
        let columns = help_columns(n_columns as usize);
        let height = screen.y * 0.72;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing = vec2(space::XL, 0.0);
                ui.horizontal_top(|ui| {
                    for column in columns {
                        ui.vertical(|ui| {
                            ui.set_width(HELP_COLUMN - space::M);
                            ui.spacing_mut().item_spacing.y = 0.0;
                            for rows in column {
                                help_group_ui(ui, cx, rows);
                            }
                        });
                    }
                });
                ui.add_space(space::M);
                let more = RichText::new(cx.say("help.more")).font(regular(size::SMALL)).color(cx.theme.mute);
                ui.add(Label::new(more).wrap());
            },
        );
    });
}

/// The groups of the table, each whole, in columns of about one height.
fn help_columns(n_columns: usize) -> Vec<Vec<Vec<&'static NamedCommand>>> {
    let mut groups: Vec<Vec<&NamedCommand>> = Vec::new();
    for row in TABLE {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.group == row.group)) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    let height = |rows: &[&NamedCommand]| HELP_HEAD + rows.len() as f32 * HELP_ROW;
    let fair = groups.iter().map(|group| height(group)).sum::<f32>() / n_columns as f32;
    let mut columns: Vec<Vec<Vec<&NamedCommand>>> = vec![Vec::new()];
    let mut filled = 0.0;
    for group in groups {
        // A group goes where the larger part of it belongs.
        if filled + height(&group) / 2.0 > fair && columns.len() < n_columns {
            columns.push(Vec::new());
            filled = 0.0;
        }
        filled += height(&group);
        if let Some(column) = columns.last_mut() {
            column.push(group);
        }
    }
    columns
}

fn help_group_ui(ui: &mut Ui, cx: &Cx, rows: Vec<&NamedCommand>) {
    let group = rows.first().map_or("", |row| row.group);
    ui.add_space(space::M);
    let head = cx.words.say(&format!("commands.{group}")).to_owned();
    ui.label(RichText::new(head).font(bold(size::SMALL)).color(cx.theme.mute));
    ui.add_space(space::XS);
    for row in rows {
        let label = cx.words.say(&format!("command.{}", row.id)).to_owned();
        let keys = row.shortcut.map(|shortcut| shortcut.to_string()).unwrap_or_default();
        help_row_ui(ui, cx, &label, &keys);
    }
}

fn help_row_ui(ui: &mut Ui, cx: &Cx, label: &str, keys: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HELP_ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label} {keys}")));
    let keys = line(ui, keys, regular(size::BODY));
    let words = short_line(ui, label, regular(size::BODY), rect.width() - keys.size().x - space::L);
    paint_line(ui, &words, rect.left(), rect.center().y, cx.theme.ink);
    paint_line_right(ui, &keys, rect.right() - space::M, rect.center().y, cx.theme.accent);
}

fn path_ui(ctx: &Context, cx: &Cx, local: &mut Local, is_fresh: bool) {
    sheet(ctx, cx, "path", cx.say("path.title"), 520.0, &Command::ShowPathPrompt(false), |ui| {
        let words = PathWords { about: "path.about", label: "path.label", hint: "path.hint", button: "path.open" };
        if let Some(path) = typed_path_ui(ui, cx, &mut local.path, &words, is_fresh) {
            cx.send(Command::OpenPaths(vec![path]));
            cx.send(Command::ShowPathPrompt(false));
            local.path.clear();
        }
    });
}

/// The keys of what stands around a typed path.
pub(super) struct PathWords {
    pub(super) about: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) button: &'static str,
}

/// A path that is typed; returned once Enter or the button is pressed.
pub(super) fn typed_path_ui(
    ui: &mut Ui,
    cx: &Cx,
    typed: &mut String,
    words: &PathWords,
    is_fresh: bool,
) -> Option<PathBuf> {
    let about = RichText::new(cx.say(words.about)).font(regular(size::SMALL)).color(cx.theme.mute);
    ui.add(Label::new(about).wrap());
    ui.add_space(space::S);
    let edit = ui.add(TextEdit::singleline(typed).hint_text(cx.say(words.hint)).desired_width(f32::INFINITY));
    let label = cx.say(words.label);
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label));
    if is_fresh {
        edit.request_focus();
    }
    let is_entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::M);
    let is_clicked = button(ui, cx.theme, cx.say(words.button), Kind::Primary).clicked();
    let path = typed.trim().trim_matches(['"', '\'']);
    (is_entered || is_clicked).then(|| PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty())
}
