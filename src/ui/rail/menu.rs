//! What a right click (or Shift+F10) on a row of the left list offers.

use eframe::egui::{Label, Response, RichText, Ui};

use crate::app::command::Command;
use crate::app::documents::{ArticleKey, DocumentId, OpenDocument};
use crate::app::rail::Change;
use crate::app::rereading;
use crate::ui::cx::Cx;
use crate::ui::theme::{regular, size, space};
use crate::ui::widgets::{context_menu, menu_row};

/// On a bulletin.
pub(super) fn document_menu(response: &Response, cx: &Cx, id: DocumentId, n: usize, is_missing: bool) {
    context_menu(response, response.has_focus(), |ui| {
        begin(ui);
        if is_missing {
            entry(ui, cx, "rail.locate", || Command::LocateMissing(id));
            entry(ui, cx, "rail.remove", || Command::CloseDocument(id));
        } else {
            mark_ui(ui, cx, n);
            reread_ui(ui, cx, id);
            entry(ui, cx, "rail.close_bulletin", || Command::CloseDocument(id));
        }
        path_ui(ui, cx, id);
    });
}

/// On a section or an area.
pub(super) fn group_menu(response: &Response, cx: &Cx, n: usize) {
    context_menu(response, response.has_focus(), |ui| {
        begin(ui);
        mark_ui(ui, cx, n);
        entry(ui, cx, "command.unfold_all", || Command::Rail(Change::UnfoldAll));
        entry(ui, cx, "command.fold_all", || Command::Rail(Change::FoldAll));
    });
}

/// On an article.
pub(super) fn article_menu(response: &Response, cx: &Cx, key: ArticleKey, is_read: bool) {
    context_menu(response, response.has_focus(), |ui| {
        begin(ui);
        let mark = if is_read { "rail.mark_unread" } else { "rail.mark_read" };
        entry(ui, cx, mark, || Command::Rail(Change::MarkRead(vec![key], !is_read)));
        entry(ui, cx, "rail.close_bulletin", || Command::CloseDocument(key.document));
        path_ui(ui, cx, key.document);
    });
}

/// Marks the articles of a group.
fn mark_ui(ui: &mut Ui, cx: &Cx, n: usize) {
    let articles = || cx.derived.rail.get().groups.get(n).cloned().unwrap_or_default();
    entry(ui, cx, "rail.mark_read", || Command::Rail(Change::MarkRead(articles(), true)));
    entry(ui, cx, "rail.mark_unread", || Command::Rail(Change::MarkRead(articles(), false)));
}

fn begin(ui: &mut Ui) {
    ui.set_min_width(200.0);
    ui.set_max_width(420.0);
    ui.spacing_mut().item_spacing.y = 1.0;
}

fn entry(ui: &mut Ui, cx: &Cx, key: &str, command: impl FnOnce() -> Command) {
    if menu_row(ui, cx.theme, cx.say(key), "", false).clicked() {
        cx.send(command());
    }
}

/// The way to another encoding, for what came from a file.
fn reread_ui(ui: &mut Ui, cx: &Cx, id: DocumentId) {
    if let Some(path) = cx.state.documents.get(id).and_then(OpenDocument::path) {
        entry(ui, cx, "command.reread_as", || Command::Reread(rereading::Change::Offer(Some(path.to_owned()))));
    }
}

/// Where the bulletin comes from, and a way to copy that.
fn path_ui(ui: &mut Ui, cx: &Cx, id: DocumentId) {
    let Some(path) = cx.state.documents.get(id).and_then(OpenDocument::path) else { return };
    let path = path.display().to_string();
    entry(ui, cx, "rail.copy_path", || Command::Copy(path.clone()));
    ui.add_space(space::XS);
    let words = RichText::new(path).font(regular(size::TINY)).color(cx.theme.mute);
    ui.horizontal(|ui| {
        ui.add_space(space::L + space::XS);
        ui.add(Label::new(words).wrap());
    });
}
