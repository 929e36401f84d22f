//! One area's page: what it lies in and what lies in it, its indicators with their latest figures, its articles.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    CursorIcon, Frame, Id, Margin, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::chooser::family_name;
use super::cx::Cx;
use super::figures::{FigureWords, is_selected, others_ui, series_facts, under_ui};
use super::spark::spark_ui;
use super::theme::{bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{chip, focus_ring, line, link_sized, menu_chip, paint_line, paint_line_right, short_line};
use super::{area_chooser, empty};
use crate::app::area_page::{AreaPage, Line, Neighbour, Row};
use crate::app::command::{Command, Origin};
use crate::app::documents::ArticleKey;
use crate::app::matrix::Change;
use crate::app::rail::shown_title;
use crate::app::state::View;
use crate::compare::ObservationKey;
use crate::compare::words::{Speech, note};
use crate::model::area::AreaCode;

/// Height of a row of the list of indicators.
const ROW: f32 = 46.0;
/// Height of a family's head.
const FAMILY: f32 = 32.0;
/// Height of an article's row.
const ARTICLE: f32 = 30.0;
/// The widest that the page grows.
const WIDTH: f32 = 980.0;
/// How many areas inside are shown before one asks for all.
const INSIDE_SHOWN: usize = 18;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Local {
    chooser: area_chooser::Local,
    words: HashMap<ObservationKey, Arc<FigureWords>>,
    words_of: Option<(u64, Speech)>,
    /// The area whose inner areas are all shown.
    shows_all_inside: Option<AreaCode>,
}

/// Draws the view.
pub fn area_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if cx.derived.totals.get().n_figures == 0 {
        empty::no_figures_ui(ui, cx);
        return;
    }
    let page = Arc::clone(cx.derived.area_page.get());
    let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 16, bottom: 20 };
    let Some(page) = page.as_ref() else {
        Frame::NONE.inner_margin(margin).show(ui, |ui| choose_ui(ui, cx, local));
        return;
    };
    let now = (cx.derived.area_page.generation(), cx.speech());
    if local.words_of != Some(now) {
        local.words.clear();
        local.words_of = Some(now);
    }
    ScrollArea::vertical().id_salt(("area", page.code)).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(WIDTH));
            head_ui(ui, cx, page, local);
            inside_ui(ui, cx, page, local);
            if page.lines.is_empty() {
                ui.add_space(space::L);
                let words = cx.words.fill("area.silent", &[("area", &page.short_name)]);
                ui.label(RichText::new(words).font(regular(size::BODY)).color(cx.theme.mute));
            }
            lines_ui(ui, cx, page, local);
            articles_ui(ui, cx, page);
        });
    });
}

/// Draws the page for a picture, without its title.
pub(super) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    let Some(page) = cx.derived.area_page.get().as_ref() else {
        ui.label(RichText::new(cx.say("area.none_more")).font(regular(size::BODY)).color(cx.theme.mute));
        return;
    };
    let mut local = Local { shows_all_inside: Some(page.code), ..Local::default() };
    inside_ui(ui, cx, page, &mut local);
    lines_ui(ui, cx, page, &mut local);
    articles_ui(ui, cx, page);
}

/// Code, level and how much there is.
pub(super) fn facts(cx: &Cx, page: &AreaPage) -> String {
    let mut facts = vec![page.code.to_string(), note::level(page.level, cx.language()).to_owned()];
    if let Some((first, last)) = page.years {
        let years = [("first", first.to_string()), ("last", last.to_string())];
        facts.push(cx.words.fill("area.abolished", &years.each_ref().map(|(name, year)| (*name, year.as_str()))));
    }
    facts.push(cx.words.count("count.figures", page.n_figures));
    facts.push(cx.words.count("count.indicators", page.n_indicators));
    facts.join(" · ")
}

/// No area is selected: why the page is empty, and the list to choose from.
fn choose_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    ui.set_max_width(ui.available_width().min(460.0));
    ui.label(RichText::new(cx.say("area.none_title")).font(bold(size::TITLE)).color(cx.theme.ink));
    ui.label(RichText::new(cx.say("area.none_more")).font(regular(size::BODY)).color(cx.theme.mute));
    ui.add_space(space::S);
    let height = ui.available_height() - 40.0;
    if let Some(area) = area_chooser::list_ui(ui, cx, &mut local.chooser, &[], height, false) {
        cx.send(Command::ShowArea(area));
    }
}

fn head_ui(ui: &mut Ui, cx: &Cx, page: &AreaPage, local: &mut Local) {
    let theme = cx.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS + 2.0;
        ui.spacing_mut().interact_size.y = 18.0;
        for above in &page.above {
            if link_sized(ui, theme, &above.short_name, size::SMALL).clicked() {
                cx.send(Command::ShowArea(above.code));
            }
            ui.label(RichText::new("›").font(regular(size::SMALL)).color(theme.faint));
        }
        ui.label(RichText::new(&page.short_name).font(regular(size::SMALL)).color(theme.mute));
    });
    ui.label(RichText::new(&page.name).font(bold(size::TITLE)).color(theme.ink));
    ui.label(RichText::new(facts(cx, page)).font(regular(size::BODY)).color(theme.mute));
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let button = menu_chip(ui, theme, cx.say("area.other"), false);
        if let Some(area) = area_chooser::popup_ui(ui, cx, &button, &mut local.chooser, &[page.code]) {
            cx.send(Command::ShowArea(area));
            eframe::egui::Popup::close_all(ui.ctx());
        }
        let is_pinned = cx.state.session.matrix.pinned.contains(&page.code);
        if chip(ui, theme, cx.say("area.pin"), is_pinned).clicked() {
            cx.send(Command::Matrix(Change::Toggle(page.code)));
        }
    });
}

fn inside_ui(ui: &mut Ui, cx: &Cx, page: &AreaPage, local: &mut Local) {
    if page.inside.is_empty() {
        return;
    }
    heading_ui(ui, cx, &cx.words.count("area.inside", page.inside.len()));
    let shows_all = local.shows_all_inside == Some(page.code);
    let n_shown = if shows_all { page.inside.len() } else { INSIDE_SHOWN };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for inner in page.inside.iter().take(n_shown) {
            inner_ui(ui, cx, inner);
        }
        if page.inside.len() > n_shown {
            let more = cx.words.count("area.more", page.inside.len() - n_shown);
            if link_sized(ui, cx.theme, &more, size::SMALL).clicked() {
                local.shows_all_inside = Some(page.code);
            }
        }
    });
}

/// An area inside, with the number of its own figures.
fn inner_ui(ui: &mut Ui, cx: &Cx, inner: &Neighbour) {
    let theme = cx.theme;
    let name = line(ui, inner.short_name.as_str(), regular(size::SMALL + 0.5));
    let count = line(ui, inner.n_figures.to_string(), regular(size::TINY));
    let wanted = vec2(name.size().x + count.size().x + 6.0 + 2.0 * 10.0, space::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let spoken = format!("{} {}", inner.name, cx.words.count("count.figures", inner.n_figures));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &spoken));
    let ground = if response.hovered() { theme.chip_hover } else { theme.chip };
    ui.painter().rect_filled(rect, rect.height() / 2.0, ground);
    paint_line(ui, &name, rect.left() + 10.0, rect.center().y, theme.ink);
    paint_line_right(ui, &count, rect.right() - 10.0, rect.center().y + 0.5, theme.mute);
    focus_ring(ui, &response, theme, 12);
    if response.clicked() {
        cx.send(Command::ShowArea(inner.code));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(spoken);
}

fn heading_ui(ui: &mut Ui, cx: &Cx, words: &str) {
    ui.add_space(space::L);
    ui.label(RichText::new(words).font(bold(size::SMALL)).color(cx.theme.mute));
    ui.add_space(space::XS);
}

/// The indicators; what is out of view is not drawn.
fn lines_ui(ui: &mut Ui, cx: &Cx, page: &AreaPage, local: &mut Local) {
    let height_of = |line: &Line| if matches!(line, Line::Family(_)) { FAMILY } else { ROW };
    let height = page.lines.iter().map(height_of).sum();
    ui.add_space(space::XS);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut y = rect.top();
    for line in &page.lines {
        let at = Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), height_of(line)));
        y = at.bottom();
        match line {
            Line::Row(row) => {
                let is_wanted =
                    cx.state.transient.reveal_in_chart && row.marks().iter().any(|mark| is_selected(cx, mark));
                if is_wanted {
                    ui.scroll_to_rect(at, None);
                }
                // A row more than is seen, so that the keyboard finds it.
                if ui.is_rect_visible(at.expand(ROW)) {
                    row_ui(ui, cx, row, at, local);
                }
            }
            Line::Family(family) => {
                let (_, tint) = cx.theme.tint(*family);
                let y = at.bottom() - 10.0;
                ui.painter().circle_filled(pos2(at.left() + 4.0, y), 3.0, tint);
                let words = super::widgets::line(ui, family_name(cx, *family), bold(size::SMALL));
                paint_line(ui, &words, at.left() + 14.0, y, cx.theme.mute);
            }
        }
    }
}

fn row_ui(ui: &mut Ui, cx: &Cx, row: &Row, rect: Rect, local: &mut Local) {
    let theme = cx.theme;
    let Some((lead, others)) = row.marks().split_first() else { return };
    let key = &row.series.key;
    let column = |from: f32, to: f32| {
        let x = |share: f32| rect.left() + rect.width() * share;
        Rect::from_x_y_ranges(x(from)..=x(to) - space::M, rect.y_range())
    };
    let words = Arc::clone(local.words.entry(lead.key).or_insert_with(|| Arc::new(FigureWords::of(cx, lead))));
    let id = Id::unique(("area row", lead.key.document, lead.key.article, lead.key.place));
    let response = ui.interact(rect.with_min_x(column(0.34, 1.0).left()), id, Sense::click());
    let (indicator, facts) = (cx.indicator_name(key.indicator), series_facts(cx, key));
    let is_chosen = row.marks().iter().any(|mark| is_selected(cx, mark));
    let spoken = format!("{indicator} {facts} {}", words.spoken);
    response.widget_info(|| WidgetInfo::selected(Role::Cell, true, is_chosen, &spoken));
    if is_chosen || response.hovered() {
        let ground = if is_chosen { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect.expand2(vec2(6.0, -1.0)), 4.0, ground);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    name_ui(ui, cx, row, column(0.0, 0.34), indicator, &facts);
    let figure = column(0.34, 0.7);
    let y = rect.center().y;
    let chip = Rect::from_x_y_ranges(figure.x_range(), y - 16.0..=y - 1.0);
    let mut right = others_ui(ui, cx, chip, lead, others) - 6.0;
    if lead.conflicts {
        let at = Rect::from_center_size(pos2(right - 7.0, y - 8.5), vec2(12.0, 12.0));
        super::icons::paint(ui.painter(), super::icons::Icon::Warning, at, 12.0, theme.alert);
        right -= 18.0;
    }
    let font = if is_chosen { bold(size::BODY) } else { regular(size::BODY) };
    let value = words.value_in(ui, font, right - figure.left());
    paint_line(ui, &value, figure.left(), y - 8.0, theme.ink);
    under_ui(ui, cx, &words, lead, figure.left(), y + 9.0, figure.right());
    spark_ui(ui, cx, &row.trend, column(0.7, 1.0).shrink2(vec2(4.0, 7.0)));
    focus_ring(ui, &response, theme, 4);
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.clicked() {
        cx.send(Command::SelectObservation(lead.key, Origin::Chart));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, lead.key, None));
}

/// The head of a row asks its indicator of all areas.
fn name_ui(ui: &mut Ui, cx: &Cx, row: &Row, rect: Rect, indicator: &str, facts: &str) {
    let theme = cx.theme;
    let key = &row.series.key;
    let id = Id::unique(("area series", key.indicator, key.measure, &key.detail, &key.unit));
    let response = ui.interact(rect, id, Sense::click());
    let spoken = format!("{indicator} {facts}");
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &spoken));
    let ink = if response.hovered() { theme.accent } else { theme.ink };
    let name = short_line(ui, indicator, regular(size::BODY), rect.width());
    paint_line(ui, &name, rect.left(), rect.center().y - 8.0, ink);
    let under = short_line(ui, facts, regular(size::TINY), rect.width());
    paint_line(ui, &under, rect.left(), rect.center().y + 9.0, theme.mute);
    focus_ring(ui, &response, theme, 3);
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.clicked() {
        // First the view, so that Back leads here with the question as it was.
        cx.send(Command::SetView(View::Compare));
        cx.send(Command::SetQuestion(Some(Box::new(row.series.question()))));
    }
    let hint = cx.words.fill("matrix.compare", &[("name", &spoken)]);
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
}

fn articles_ui(ui: &mut Ui, cx: &Cx, page: &AreaPage) {
    if page.articles.is_empty() {
        return;
    }
    heading_ui(ui, cx, &cx.words.count("area.articles", page.articles.len()));
    let height = page.articles.len() as f32 * ARTICLE;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    for (n, (key, n_figures)) in page.articles.iter().enumerate() {
        let at = Rect::from_min_size(rect.min + vec2(0.0, n as f32 * ARTICLE), vec2(rect.width(), ARTICLE));
        if ui.is_rect_visible(at.expand(ARTICLE)) {
            article_ui(ui, cx, *key, *n_figures, at);
        }
    }
}

fn article_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, n_figures: usize, rect: Rect) {
    let theme = cx.theme;
    let Some((open, article)) = cx.state.documents.get(key.document).zip(cx.state.documents.article(key)) else {
        return;
    };
    let title = shown_title(article);
    let response = ui.interact(rect, Id::unique(("area article", key)), Sense::click());
    let is_chosen = cx.state.session.selection.article == Some(key);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, title));
    if is_chosen || response.hovered() {
        let ground = if is_chosen { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect.expand2(vec2(6.0, -1.0)), 4.0, ground);
    }
    let date = open.document.bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default();
    let parts = [open.title(), date, cx.words.count("count.figures", n_figures)];
    let facts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let facts = short_line(ui, &facts, regular(size::SMALL), rect.width() * 0.5);
    let words = short_line(ui, title, regular(size::BODY), rect.width() - facts.size().x - space::L);
    let ink = if cx.is_picture { theme.ink } else { theme.accent };
    paint_line(ui, &words, rect.left(), rect.center().y, ink);
    paint_line_right(ui, &facts, rect.right(), rect.center().y, theme.mute);
    focus_ring(ui, &response, theme, 4);
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.clicked() {
        cx.send(Command::SelectArticle(key));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if words.elided || facts.elided {
        response.on_hover_text(format!("{title}\n{}", open.title()));
    }
}
