//! The list of problems: file by file, what happened and what to do, with the way to the place.

use eframe::egui::{
    Align, Context, CursorIcon, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::dialogs::sheet;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::widgets::{Kind, button, focus_ring, icon_button, in_row, line, link, paint_line, segments, short_line};
use crate::app::command::Command;
use crate::app::problems::{ProblemRow, place_of, rows};
use crate::app::rereading::{Change, may_be_read};
use crate::compare::words;
use crate::model::problem::{Problem, Severity};

/// Height of a file's row.
const FILE: f32 = 32.0;
/// Height of a problem's row.
const PROBLEM: f32 = 34.0;

/// Draws the list.
pub(super) fn problems_ui(ctx: &Context, cx: &Cx) {
    sheet(ctx, cx, "problems", cx.say("problems.title"), 720.0, &Command::ShowProblems(false), |ui| {
        let problems = &cx.state.transient.problems;
        if problems.is_empty() {
            ui.label(RichText::new(cx.say("problems.none")).color(cx.theme.mute));
            return;
        }
        ui.label(RichText::new(cx.say("problems.about")).font(regular(size::SMALL)).color(cx.theme.mute));
        ui.add_space(space::S);
        severities_ui(ui, cx, problems);
        ui.add_space(space::S);
        list_ui(ui, cx, problems);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            if button(ui, cx.theme, cx.say("problems.copy"), Kind::Plain).clicked() {
                cx.send(Command::CopyProblems);
            }
            if button(ui, cx.theme, cx.say("problems.dismiss_all"), Kind::Plain).clicked() {
                cx.send(Command::DismissProblems);
            }
        });
    });
}

/// How many there are of each severity; a click lists only those.
fn severities_ui(ui: &mut Ui, cx: &Cx, problems: &[Problem]) {
    let words = |key: &str, only: Option<Severity>| {
        let n = problems.iter().filter(|problem| only.is_none_or(|only| only == problem.severity)).count();
        cx.words.fill(key, &[("n", &n.to_string())])
    };
    let kinds = [
        (None, "problems.all"),
        (Some(Severity::Error), "problems.errors"),
        (Some(Severity::Warning), "problems.warnings"),
        (Some(Severity::Note), "problems.notes"),
    ];
    let words = kinds.map(|(only, key)| (only, words(key, only)));
    let choices: Vec<(Option<Severity>, &str)> = words.iter().map(|(only, words)| (*only, words.as_str())).collect();
    if let Some(only) = segments(ui, cx.theme, &choices, cx.state.transient.only_problems) {
        cx.send(Command::FilterProblems(only));
    }
}

fn list_ui(ui: &mut Ui, cx: &Cx, problems: &[Problem]) {
    let rows = rows(problems, cx.state.transient.only_problems);
    let mut tops = vec![0.0];
    for row in &rows {
        let height = if matches!(row, ProblemRow::File(..)) { FILE } else { PROBLEM };
        tops.push(tops.last().copied().unwrap_or_default() + height);
    }
    let whole = tops.last().copied().unwrap_or_default();
    let height = (ui.ctx().content_rect().height() * 0.55).min(440.0).min(whole.max(PROBLEM));
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    area.show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().left_top();
        let width = ui.available_width();
        ui.set_min_size(vec2(width, whole));
        let first = tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        for (row, edges) in rows.iter().zip(tops.windows(2)).skip(first) {
            let &[top, bottom] = edges else { break };
            if top > viewport.bottom() {
                break;
            }
            let rect = Rect::from_min_max(origin + vec2(0.0, top), origin + vec2(width - space::S, bottom));
            match *row {
                ProblemRow::File(file, n) => file_ui(ui, cx, file, n, rect),
                ProblemRow::Problem(n) => {
                    if let Some(problem) = problems.get(n) {
                        problem_ui(ui, cx, n, problem, rect);
                    }
                }
            }
        }
    });
}

fn file_ui(ui: &mut Ui, cx: &Cx, file: &str, n: usize, rect: Rect) {
    let response = ui.allocate_rect(rect, Sense::hover());
    let short = file.rsplit(['/', '\\']).next().unwrap_or(file);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, short));
    let mut room = rect.width();
    if may_be_read(file, cx.state) {
        let words = cx.say("problems.reread");
        room -= line(ui, words, regular(size::SMALL)).size().x + space::L;
        let at = Rect::from_min_max(pos2(rect.left() + room, rect.top() + 6.0), rect.right_bottom());
        if in_row(ui, at, |ui| link(ui, cx.theme, words)).clicked() {
            cx.send(Command::Reread(Change::Offer(Some(file.into()))));
        }
    }
    let count = line(ui, n.to_string(), regular(size::SMALL));
    let name = short_line(ui, short, bold(size::BODY), room - count.size().x - space::M);
    let y = rect.bottom() - 13.0;
    paint_line(ui, &name, rect.left(), y, cx.theme.ink);
    paint_line(ui, &count, rect.left() + name.size().x + space::S, y, cx.theme.faint);
    response.on_hover_text(file);
}

fn problem_ui(ui: &mut Ui, cx: &Cx, n: usize, problem: &Problem, rect: Rect) {
    let theme = cx.theme;
    let place = problem.line.map(|line| cx.words.fill("problems.line", &[("line", &line.to_string())]));
    let target = place_of(problem, &cx.state.documents);
    let response = ui.allocate_rect(rect, if target.is_some() { Sense::click() } else { Sense::hover() });
    let spoken = format!("{} {}", place.as_deref().unwrap_or_default(), cx.language().of(&problem.message));
    let role = if target.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, spoken.trim()));
    if target.is_some() && response.hovered() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    let (icon, colour) = match problem.severity {
        Severity::Note => (Icon::Page, theme.faint),
        Severity::Warning => (Icon::Warning, theme.mute),
        Severity::Error => (Icon::Warning, theme.alert),
    };
    let y = rect.center().y;
    let at = Rect::from_center_size(pos2(rect.left() + 10.0, y), vec2(16.0, 16.0));
    icons::paint(ui.painter(), icon, at, 14.0, colour);
    // From the right: strike off, look at it; the message has the rest.
    let tools = Rect::from_min_max(pos2(rect.right() - 96.0, rect.top()), rect.right_bottom());
    let (is_struck, is_shown) = in_row(ui, tools, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_struck = icon_button(ui, theme, Icon::Cross, cx.say("problems.dismiss")).clicked();
            let is_shown = target.is_some() && link(ui, theme, cx.say("problems.show")).clicked();
            (is_struck, is_shown)
        })
        .inner
    });
    let mut left = rect.left() + 28.0;
    if let Some(place) = place {
        let words = line(ui, place, regular(size::SMALL));
        paint_line(ui, &words, left, y, theme.mute);
        left += words.size().x + space::S;
    }
    let message =
        short_line(ui, cx.language().of(&problem.message), regular(size::BODY), tools.left() - left - space::S);
    paint_line(ui, &message, left, y, theme.ink);
    focus_ring(ui, &response, theme, 3);
    if is_struck {
        cx.send(Command::DismissProblem(n));
    } else if is_shown || response.clicked() {
        cx.send(Command::ShowProblem(n));
    }
    let response = if target.is_some() { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
    response.on_hover_text(words::problem(problem, cx.language()));
}
