//! The left list: bulletins, sections, articles with their area and number of figures, and a filter.

use std::sync::Arc;

use eframe::egui::epaint::CornerRadius;
use eframe::egui::{
    Align, CursorIcon, Frame, Id, Margin, Rect, Response, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::widgets::{focus_ring, line, paint_line, paint_line_right, short_line};
use crate::app::command::Command;
use crate::app::documents::{ArticleKey, DocumentId};
use crate::app::rail::{Change, RailRow};

/// Height of an article's row.
const ARTICLE: f32 = 29.0;
/// Height of a section's row.
const SECTION: f32 = 32.0;
/// Height of a bulletin's row.
const DOCUMENT: f32 = 56.0;
/// Left of an article's tag.
const INDENT: f32 = 24.0;
/// Left and right of the list.
const SIDE: f32 = 14.0;

/// What the list keeps between frames: the filter being typed, and where each row stands.
#[derive(Default)]
pub struct Local {
    filter: String,
    tops: Vec<f32>,
    tops_of: Option<Arc<Vec<RailRow>>>,
}

/// Draws the list.
pub fn rail_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::NONE
        .inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 6 })
        .show(ui, |ui| filter_ui(ui, cx, local));
    let rows = Arc::clone(cx.derived.rail.get());
    if rows.is_empty() {
        let (title, more) = if cx.state.session.rail.filter.is_empty() {
            ("empty.rail", "empty.rail_more")
        } else {
            ("empty.filter", "empty.filter_more")
        };
        super::empty::centred(ui, cx, cx.say(title), cx.say(more), |_| {});
        return;
    }
    if !local.tops_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, &rows)) {
        local.tops = tops(&rows);
        local.tops_of = Some(Arc::clone(&rows));
    }
    let height = local.tops.last().copied().unwrap_or_default() + space::L;
    ScrollArea::vertical().id_salt("rail").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().left_top();
        let width = ui.available_width();
        ui.set_min_size(vec2(width, height));
        let place = |n: usize| {
            let top = local.tops.get(n).copied().unwrap_or_default();
            let bottom = local.tops.get(n + 1).copied().unwrap_or(top);
            Rect::from_min_max(origin + vec2(0.0, top), origin + vec2(width, bottom))
        };
        if cx.state.transient.reveal_in_rail
            && let Some(n) = selected_row(cx, &rows)
        {
            ui.scroll_to_rect(place(n).expand2(vec2(0.0, 2.0 * ARTICLE)), None::<Align>);
        }
        let first = local.tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        for (n, row) in rows.iter().enumerate().skip(first) {
            let rect = place(n);
            if rect.top() - origin.y > viewport.bottom() {
                break;
            }
            row_ui(ui, cx, row, rect);
        }
    });
}

/// The top of every row, and the bottom of the last.
fn tops(rows: &[RailRow]) -> Vec<f32> {
    let mut y = 0.0;
    let mut tops = vec![y];
    for row in rows {
        y += match row {
            RailRow::Document { .. } => DOCUMENT,
            RailRow::Section { .. } => SECTION,
            RailRow::Article { .. } => ARTICLE,
        };
        tops.push(y);
    }
    tops
}

fn selected_row(cx: &Cx, rows: &[RailRow]) -> Option<usize> {
    let wanted = cx.state.session.selection.article?;
    rows.iter().position(|row| matches!(row, RailRow::Article { key, .. } if *key == wanted))
}

fn filter_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if local.filter != cx.state.session.rail.filter {
        local.filter.clone_from(&cx.state.session.rail.filter);
    }
    let hint = cx.say("rail.filter_hint");
    let margin = Margin { left: 26, right: 8, top: 5, bottom: 5 };
    let edit = TextEdit::singleline(&mut local.filter)
        .id(Id::unique("rail filter"))
        .hint_text(hint)
        .margin(margin)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    let label = cx.say("rail.filter");
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
    icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
    if response.changed() {
        cx.send(Command::Rail(Change::Filter(local.filter.clone())));
    }
}

fn row_ui(ui: &mut Ui, cx: &Cx, row: &RailRow, rect: Rect) {
    match row {
        RailRow::Document { id, title, n_articles, n_figures, date, is_missing } => {
            let is_missing = &(*is_missing && cx.state.transient.loading.is_none());
            let facts = if *is_missing {
                cx.say("rail.missing").to_owned()
            } else {
                let articles = cx.words.count("count.articles", *n_articles);
                let figures = cx.words.count("count.figures", *n_figures);
                let facts = [articles.as_str(), figures.as_str(), date.as_str()];
                facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            };
            document_ui(ui, cx, *id, title, &facts, *is_missing, rect);
        }
        RailRow::Section { document, section, title, is_folded } => {
            section_ui(ui, cx, (*document, *section), title, *is_folded, rect);
        }
        RailRow::Article { key, tag, title, n_figures } => article_ui(ui, cx, *key, tag, title, *n_figures, rect),
    }
}

fn document_ui(ui: &mut Ui, cx: &Cx, id: DocumentId, title: &str, facts: &str, is_missing: bool, rect: Rect) {
    const CLOSE: f32 = 22.0;
    let theme = cx.theme;
    let row = ui.interact(rect, Id::unique(("document", id)), Sense::hover());
    let width = rect.width() - 2.0 * SIDE - CLOSE;
    let name = short_line(ui, title, bold(size::BODY), width);
    let ink = if is_missing { theme.faint } else { theme.ink };
    paint_line(ui, &name, rect.left() + SIDE, rect.top() + 22.0, ink);
    let told = short_line(ui, facts, regular(size::SMALL), width + CLOSE);
    let colour = if is_missing { theme.alert } else { theme.mute };
    paint_line(ui, &told, rect.left() + SIDE, rect.top() + 42.0, colour);
    let at = Rect::from_center_size(pos2(rect.right() - SIDE - 6.0, rect.top() + 22.0), vec2(CLOSE, CLOSE));
    let close = ui.interact(at, Id::unique(("close", id)), Sense::click());
    let words = cx.words.fill("rail.close", &[("title", title)]);
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let is_near = row.contains_pointer() || close.has_focus();
    if is_near {
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
    if name.elided {
        row.on_hover_text(title);
    }
}

fn section_ui(ui: &mut Ui, cx: &Cx, key: (DocumentId, u32), title: &str, is_folded: bool, rect: Rect) {
    let theme = cx.theme;
    let response = ui.interact(rect, Id::unique(("section", key)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, !is_folded, title));
    let icon = if is_folded { Icon::ChevronRight } else { Icon::ChevronDown };
    let y = rect.top() + 19.0;
    let at = Rect::from_center_size(pos2(rect.left() + SIDE + 3.0, y), vec2(8.0, 8.0));
    icons::paint(ui.painter(), icon, at, 7.0, theme.faint);
    let name = short_line(ui, title, bold(size::SMALL), rect.width() - INDENT - SIDE);
    let ink = if response.hovered() { theme.ink } else { theme.mute };
    paint_line(ui, &name, rect.left() + INDENT, y, ink);
    focus_ring(ui, &response, theme, 3);
    if response.clicked() {
        cx.send(Command::Rail(Change::ToggleFold(key.0, key.1)));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if name.elided {
        response.on_hover_text(title);
    }
}

fn article_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, tag: &str, title: &str, n_figures: usize, rect: Rect) {
    let theme = cx.theme;
    let response = ui.interact(rect, Id::unique(("article", key)), Sense::click());
    let is_selected = cx.state.session.selection.article == Some(key);
    let spoken = if tag.is_empty() { title.to_owned() } else { format!("{tag} {title}") };
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, &spoken));
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
        let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(edge, 0.0, theme.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let y = rect.center().y;
    let right = count_ui(ui, cx, n_figures, rect);
    let mut x = rect.left() + INDENT;
    if !tag.is_empty() {
        let words = short_line(ui, tag, regular(size::SMALL), rect.width() * 0.36);
        paint_line(ui, &words, x, y, theme.accent);
        x += words.size().x + space::S;
    }
    let words = short_line(ui, title, regular(size::BODY), right - x - space::S);
    paint_line(ui, &words, x, y, theme.ink);
    focus_ring(ui, &response, theme, 3);
    if response.clicked() {
        cx.send(Command::SelectArticle(key));
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if words.elided {
        full_title(response, title);
    }
}

fn full_title(response: Response, title: &str) {
    response.on_hover_text(title);
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
