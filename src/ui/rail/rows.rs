//! The rows of the left list: bulletins, groups, articles.

use eframe::egui::epaint::CornerRadius;
use eframe::egui::{Align, CursorIcon, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::menu::{article_menu, document_menu, group_menu};
use crate::app::command::Command;
use crate::app::documents::{ArticleKey, DocumentId};
use crate::app::rail::{Change, RailRow};
use crate::ui::cx::Cx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{focus_ring, in_row, line, link, paint_line, paint_line_right, short_line};

/// Left and right of the list.
const SIDE: f32 = 14.0;
/// From the chevron to the words.
const CHEVRON: f32 = 12.0;
/// How much further in each depth stands.
const STEP: f32 = 10.0;
/// The button that closes a bulletin.
const CLOSE: f32 = 22.0;

/// Draws one row; what it returns can have the keyboard.
pub(super) fn row_ui(ui: &mut Ui, cx: &Cx, row: &RailRow, rect: Rect) -> Response {
    match row {
        RailRow::Document { n, id, title, .. } => document_ui(ui, cx, row, *id, *n, title, rect),
        RailRow::Group { n, title, .. } => {
            let title = if title.is_empty() { no_title(cx, row) } else { title };
            group_ui(ui, cx, row, *n, title, rect)
        }
        RailRow::Article { key, depth, tag, title, n_figures } => {
            let left = rect.left() + SIDE + CHEVRON + f32::from(depth.saturating_sub(1)) * STEP;
            article_ui(ui, cx, *key, left, tag, title, *n_figures, rect)
        }
    }
}

fn no_title<'a>(cx: &'a Cx, row: &RailRow) -> &'a str {
    match row.group() {
        Some(crate::app::rail::Group::Section(_)) => cx.say("rail.no_section"),
        _ => cx.say("rail.no_area"),
    }
}

/// What can be clicked or given the keyboard on a row that heads a group; says whether it is open.
fn head(ui: &Ui, cx: &Cx, row: &RailRow, rect: Rect, left: f32, y: f32, spoken: &str) -> Response {
    let theme = cx.theme;
    let response = ui.interact(rect, Id::unique(("rail group", row.group())), Sense::click());
    let is_open = !row.is_folded();
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, spoken));
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let at = Rect::from_center_size(pos2(left + 3.0, y), vec2(8.0, 8.0));
    icons::paint(ui.painter(), icon, at, 7.0, theme.faint);
    focus_ring(ui, &response, theme, 3);
    if response.clicked()
        && let Some(group) = row.group()
    {
        cx.send(Command::Rail(Change::ToggleFold(group.clone())));
    }
    response
}

fn document_ui(ui: &mut Ui, cx: &Cx, row: &RailRow, id: DocumentId, n: usize, title: &str, rect: Rect) -> Response {
    let RailRow::Document { n_figures, date, is_missing, .. } = row else { return ui.response() };
    let theme = cx.theme;
    let is_missing = *is_missing && cx.state.transient.loading.is_none();
    let (y, left) = (rect.top() + 22.0, rect.left() + SIDE);
    let response = head(ui, cx, row, rect, left, y, title);
    let left = left + CHEVRON;
    let width = rect.right() - SIDE - left - CLOSE;
    let name = short_line(ui, title, bold(size::BODY), width);
    paint_line(ui, &name, left, y, if is_missing { theme.faint } else { theme.ink });
    let facts_y = rect.top() + 42.0;
    if is_missing {
        missing_ui(ui, cx, id, Rect::from_min_max(pos2(left, facts_y - 10.0), pos2(rect.right(), facts_y + 10.0)));
    } else {
        let n_articles = cx.derived.rail.get().groups.get(n).map_or(0, Vec::len);
        let articles = cx.words.count("count.articles", n_articles);
        let figures = cx.words.count("count.figures", *n_figures);
        let facts = [articles.as_str(), figures.as_str(), date.as_str()];
        let facts = facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let right = unread_ui(ui, cx, n, rect.right() - SIDE, facts_y);
        let told = short_line(ui, &facts, regular(size::SMALL), right - left - space::S);
        paint_line(ui, &told, left, facts_y, theme.mute);
    }
    close_ui(ui, cx, id, title, &response, pos2(rect.right() - SIDE - 6.0, y));
    document_menu(&response, cx, id, n, is_missing);
    if name.elided { response.on_hover_text(title) } else { response }
}

/// Says that the file is gone, and what can be done.
fn missing_ui(ui: &mut Ui, cx: &Cx, id: DocumentId, rect: Rect) {
    in_row(ui, rect, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let words = line(ui, cx.say("rail.missing"), regular(size::SMALL));
        let (at, _) = ui.allocate_exact_size(words.size(), Sense::hover());
        paint_line(ui, &words, at.left(), at.center().y, cx.theme.alert);
        if link(ui, cx.theme, cx.say("rail.locate")).clicked() {
            cx.send(Command::LocateMissing(id));
        }
        if link(ui, cx.theme, cx.say("rail.remove")).clicked() {
            cx.send(Command::CloseDocument(id));
        }
    });
}

fn close_ui(ui: &Ui, cx: &Cx, id: DocumentId, title: &str, row: &Response, centre: eframe::egui::Pos2) {
    let theme = cx.theme;
    let at = Rect::from_center_size(centre, vec2(CLOSE, CLOSE));
    let close = ui.interact(at, Id::unique(("close", id)), Sense::click());
    let words = cx.words.fill("rail.close", &[("title", title)]);
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    if row.contains_pointer() || row.has_focus() || close.has_focus() {
        if close.hovered() {
            ui.painter().rect_filled(at, CornerRadius::same(4), theme.chip);
        }
        icons::paint(ui.painter(), Icon::Cross, at, 11.0, theme.mute);
    }
    focus_ring(ui, &close, theme, 4);
    if close.clicked() {
        cx.send(Command::CloseDocument(id));
    }
    close.on_hover_text(words.as_str());
}

fn group_ui(ui: &Ui, cx: &Cx, row: &RailRow, n: usize, title: &str, rect: Rect) -> Response {
    let theme = cx.theme;
    let left = rect.left() + SIDE + f32::from(row.depth()) * STEP;
    let y = rect.top() + 19.0;
    let response = head(ui, cx, row, rect, left, y, title);
    let n_articles = cx.derived.rail.get().groups.get(n).map_or(0, Vec::len);
    let count = line(ui, n_articles.to_string(), regular(size::TINY));
    // In the middle of where the articles have their chips.
    let right = rect.right() - SIDE - 10.0;
    paint_line(ui, &count, right - count.size().x / 2.0, y, theme.faint);
    let right = unread_ui(ui, cx, n, right - 14.0, y);
    let name = short_line(ui, title, bold(size::SMALL), right - left - CHEVRON - space::XS);
    let ink = if response.hovered() { theme.ink } else { theme.mute };
    paint_line(ui, &name, left + CHEVRON, y, ink);
    group_menu(&response, cx, n);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if name.elided { response.on_hover_text(title) } else { response }
}

/// A dot with the number of unread articles of a group; nothing where all are read. Returns its left edge.
fn unread_ui(ui: &Ui, cx: &Cx, n: usize, right: f32, y: f32) -> f32 {
    let n_unread = cx.derived.unread.get().get(n).copied().unwrap_or_default();
    if n_unread == 0 {
        return right;
    }
    let words = line(ui, n_unread.to_string(), bold(size::TINY));
    paint_line_right(ui, &words, right, y, cx.theme.accent);
    let left = right - words.size().x - 7.0;
    ui.painter().circle_filled(pos2(left, y), 2.6, cx.theme.accent);
    left - 4.0
}

#[expect(clippy::too_many_arguments, reason = "each is a part of the one row")]
fn article_ui(
    ui: &Ui,
    cx: &Cx,
    key: ArticleKey,
    left: f32,
    tag: &str,
    title: &str,
    n_figures: usize,
    rect: Rect,
) -> Response {
    let theme = cx.theme;
    let response = ui.interact(rect, Id::unique(("article", key)), Sense::click());
    let is_selected = cx.state.session.selection.article == Some(key);
    let is_read = cx.state.is_read(key);
    let spoken = if tag.is_empty() { title.to_owned() } else { format!("{tag} {title}") };
    response.widget_info(|| {
        let mut info = WidgetInfo::selected(Role::ListItem, true, is_selected, &spoken);
        info.hint_text = (!is_read).then(|| cx.say("rail.unread").to_owned());
        info
    });
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
        let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(edge, 0.0, theme.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let y = rect.center().y;
    let right = count_ui(ui, cx, n_figures, rect);
    let mut x = left;
    if !is_read {
        ui.painter().circle_filled(pos2(x - 8.0, y), 2.6, theme.accent);
    }
    if !tag.is_empty() {
        let words = short_line(ui, tag, regular(size::SMALL), rect.width() * 0.36);
        paint_line(ui, &words, x, y, theme.accent);
        x += words.size().x + space::S;
    }
    // What is read steps back; bold type for what is not would shout in a list that is all new.
    let ink = if is_read && !is_selected { theme.mute } else { theme.ink };
    let words = short_line(ui, title, regular(size::BODY), right - x - space::S);
    paint_line(ui, &words, x, y, ink);
    focus_ring(ui, &response, theme, 3);
    if response.clicked() {
        cx.send(Command::SelectArticle(key));
    }
    article_menu(&response, cx, key, is_read);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    if words.elided { response.on_hover_text(title) } else { response }
}

/// The number of figures in a chip; a dash where there are none. Returns its left edge.
fn count_ui(ui: &Ui, cx: &Cx, n_figures: usize, rect: Rect) -> f32 {
    let theme = cx.theme;
    let right = rect.right() - SIDE;
    if n_figures == 0 {
        let dash = line(ui, "–", regular(size::TINY));
        paint_line_right(ui, &dash, right - 7.0, rect.center().y, theme.faint);
        return right - 22.0;
    }
    let words = line(ui, n_figures.to_string(), regular(size::TINY));
    let width = (words.size().x + 12.0).max(20.0);
    let chip = Rect::from_min_max(pos2(right - width, rect.center().y - 8.5), pos2(right, rect.center().y + 8.5));
    ui.painter().rect_filled(chip, CornerRadius::same(8), theme.chip);
    paint_line(ui, &words, chip.center().x - words.size().x / 2.0, chip.center().y, theme.mute);
    chip.left()
}
