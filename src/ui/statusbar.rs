//! The status bar: how much is open, how far loading is, news, problems, the keys that matter.

use eframe::egui::{Align, Layout, Popup, Rect, RectAlign, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::cx::Cx;
use super::theme::{regular, size, space};
use super::widgets::{line, link, paint_line, paint_line_right, short_line};
use crate::app::command::Command;
use crate::app::exporting::{Change, Progress};
use crate::app::state::{FileResult, Loading, Notice};
use crate::model::problem::Severity;

/// Below this width the bar leaves out the keys.
const ROOMY: f32 = 820.0;
/// Height of a row in the list of files.
const OUTCOME: f32 = 26.0;

/// Draws the bar.
pub fn statusbar_ui(ui: &mut Ui, cx: &Cx) {
    let is_roomy = ui.available_width() > ROOMY;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let totals = cx.derived.totals.get();
        let parts = [
            cx.words.count("count.documents", totals.n_documents),
            cx.words.count("count.articles", totals.n_articles),
            cx.words.count("count.figures", totals.n_figures),
        ];
        quiet(ui, cx, &parts.join(" · "));
        if let Some(loading) = &cx.state.transient.loading {
            loading_ui(ui, cx, loading);
        } else if let Some(notice) = cx.state.transient.notices.back() {
            quiet(ui, cx, &notice_words(cx, notice));
        }
        export_ui(ui, cx);
        outcomes_ui(ui, cx);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_roomy {
                quiet(ui, cx, cx.say("status.keys"));
            }
            problems_ui(ui, cx);
        });
    });
}

fn quiet(ui: &mut Ui, cx: &Cx, words: &str) {
    ui.label(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute));
}

/// How much is done of how much.
fn bar_ui(ui: &mut Ui, cx: &Cx, n_done: usize, n_all: usize) {
    const WIDTH: f32 = 120.0;
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 5.0), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, cx.theme.chip);
    let part = n_done as f32 / n_all.max(1) as f32;
    let done = Rect::from_min_size(rect.left_top(), vec2(WIDTH * part, rect.height()));
    ui.painter().rect_filled(done, 2.0, cx.theme.accent);
}

/// How far what is written to a file is, with the way to stop it.
fn export_ui(ui: &mut Ui, cx: &Cx) {
    let Some(Progress { n_done, n_rows }) = cx.state.transient.export_progress else { return };
    bar_ui(ui, cx, n_done, n_rows);
    let (done, all) = (n_done.to_string(), n_rows.to_string());
    quiet(ui, cx, &cx.words.fill("status.exporting", &[("done", &done), ("all", &all)]));
    if link(ui, cx.theme, cx.say("status.cancel_export")).clicked() {
        cx.send(Command::Export(Change::Cancel));
    }
}

fn loading_ui(ui: &mut Ui, cx: &Cx, loading: &Loading) {
    bar_ui(ui, cx, loading.n_done, loading.n_files);
    let (done, all) = (loading.n_done.to_string(), loading.n_files.to_string());
    let words = if loading.is_cancelled {
        cx.say("status.cancelling").to_owned()
    } else {
        cx.words.fill(
            "status.loading",
            &[("done", &done), ("all", &all), ("file", loading.at_work.first().map_or("", String::as_str))],
        )
    };
    quiet(ui, cx, &words);
    if !loading.is_cancelled && link(ui, cx.theme, cx.say("status.cancel")).clicked() {
        cx.send(Command::CancelLoading);
    }
}

/// A link to what became of each file, while they are read and as long as that is the news.
fn outcomes_ui(ui: &mut Ui, cx: &Cx) {
    const WIDTH: f32 = 420.0;
    let outcomes = &cx.state.transient.outcomes;
    let at_work = cx.state.transient.loading.as_ref().map_or(&[][..], |loading| &loading.at_work);
    let is_news = matches!(
        cx.state.transient.notices.back(),
        Some(Notice::Opened { .. } | Notice::Cancelled { .. } | Notice::AlreadyOpen { .. })
    );
    let n_rows = at_work.len() + outcomes.len();
    if n_rows == 0 || cx.state.transient.loading.is_none() && !is_news {
        return;
    }
    let button = link(ui, cx.theme, cx.say("status.files"));
    Popup::menu(&button).align(RectAlign::TOP_START).gap(6.0).show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = (n_rows as f32 * OUTCOME).min(320.0);
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        list.show_rows(ui, OUTCOME, n_rows, |ui, shown| {
            // What is being read, then what is done, the newest first.
            let reading = at_work.iter().map(|file| (file, None));
            let done = outcomes.iter().rev().map(|outcome| (&outcome.file, Some(outcome.result)));
            for (file, result) in reading.chain(done).skip(shown.start).take(shown.len()) {
                outcome_ui(ui, cx, file, result);
            }
        });
    });
}

/// A file and what became of it; `None` while it is being read.
fn outcome_ui(ui: &mut Ui, cx: &Cx, file: &str, result: Option<FileResult>) {
    let theme = cx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), OUTCOME), Sense::hover());
    let (words, ink) = match result {
        None => (cx.say("outcome.reading").to_owned(), theme.accent),
        Some(FileResult::Opened { n_articles, n_figures }) => {
            let parts = [cx.words.count("count.articles", n_articles), cx.words.count("count.figures", n_figures)];
            (parts.join(" · "), theme.mute)
        }
        Some(FileResult::AlreadyOpen) => (cx.say("outcome.already_open").to_owned(), theme.mute),
        Some(FileResult::Nothing) => (cx.say("outcome.nothing").to_owned(), theme.alert),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{file} {words}")));
    let told = line(ui, words, regular(size::SMALL));
    let name = short_line(ui, file, regular(size::BODY), rect.width() - told.size().x - space::L);
    paint_line(ui, &name, rect.left() + space::XS, rect.center().y, theme.ink);
    paint_line_right(ui, &told, rect.right() - space::S, rect.center().y, ink);
}

fn notice_words(cx: &Cx, notice: &Notice) -> String {
    match notice {
        Notice::Opened { n_files } => cx.words.count("notice.opened", *n_files),
        Notice::ReadAgain { file } => cx.words.fill("notice.read_again", &[("file", file)]),
        Notice::NotReadAgain { file } => cx.words.fill("notice.not_read_again", &[("file", file)]),
        Notice::AlreadyOpen { file, title } => {
            cx.words.fill("notice.already_open", &[("file", file), ("title", title)])
        }
        Notice::Cancelled { n_done } => cx.words.count("notice.cancelled", *n_done),
        Notice::NothingFound => cx.say("notice.nothing_found").to_owned(),
        Notice::Copied => cx.say("notice.copied").to_owned(),
        Notice::CopiedRows { n_rows } => cx.words.count("notice.copied_rows", *n_rows),
        Notice::Exported { path, n_rows } => {
            let values = [("path", path.display().to_string()), ("n", n_rows.to_string())];
            cx.words.fill("notice.exported", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Notice::ExportCancelled => cx.say("notice.export_cancelled").to_owned(),
        Notice::NotExported(reason) => cx.words.fill("notice.not_exported", &[("reason", reason)]),
        Notice::PictureDrawing => cx.say("notice.picture_drawing").to_owned(),
        Notice::PictureSaved(path) => cx.words.fill("notice.picture_saved", &[("path", &path.display().to_string())]),
        Notice::ReportWriting => cx.say("notice.report_writing").to_owned(),
        Notice::ReportSaved(path) => cx.words.fill("notice.report_saved", &[("path", &path.display().to_string())]),
        Notice::PictureFailed => cx.say("notice.picture_failed").to_owned(),
        Notice::PictureCopied => cx.say("notice.picture_copied").to_owned(),
        Notice::PictureTooLarge { width, height } => {
            let values = [("width", width.to_string()), ("height", height.to_string())];
            cx.words.fill("notice.picture_too_large", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Notice::NoDialog => cx.say("notice.no_dialog").to_owned(),
        Notice::NotKept(reason) => cx.words.fill("notice.not_kept", &[("reason", cx.language().of(reason))]),
    }
}

fn problems_ui(ui: &mut Ui, cx: &Cx) {
    let problems = &cx.state.transient.problems;
    let n_bad = problems.iter().filter(|problem| problem.severity > Severity::Note).count();
    if n_bad > 0 {
        if link(ui, cx.theme, &cx.words.count("status.problems", n_bad)).clicked() {
            cx.send(Command::ShowProblems(true));
        }
    } else if !problems.is_empty() && link(ui, cx.theme, &cx.words.count("status.notes", problems.len())).clicked() {
        cx.send(Command::ShowProblems(true));
    }
}
