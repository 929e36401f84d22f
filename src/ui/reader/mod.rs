//! The reader: the article laid out for reading, its figures tinted by family, the chosen one boxed.

pub mod breaking;
pub mod card;
pub mod layout;

use eframe::egui::epaint::{CornerRadius, StrokeKind};
use eframe::egui::{
    Align, CursorIcon, Frame, Id, Label, Margin, Pos2, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use self::layout::{BlockStyle, FigureLayout, LayoutKey, ReaderLayout, on_screen, rects_of};
use super::cx::Cx;
use super::empty;
use super::icons::Icon;
use super::theme::{bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{icon_button, named_area};
use crate::app::command::{Command, Origin};
use crate::app::documents::{ArticleKey, OpenDocument};
use crate::app::rail::shown_title;
use crate::compare::ObservationKey;
use crate::model::bulletin::{Article, DateSource};
use crate::model::span::Span;

/// What the reader keeps between frames: the laid-out article.
#[derive(Default)]
pub struct Local {
    laid: Option<ReaderLayout>,
}

/// Room on both sides of the text.
const SIDE: f32 = 24.0;
/// Width of the margin strip, with its surroundings.
const STRIP: f32 = 16.0;

/// Draws the reader.
pub fn reader_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let selection = cx.state.session.selection;
    let found = selection.article.and_then(|key| {
        let open = cx.state.documents.get(key.document)?;
        Some((key, open, open.article(key.article)?))
    });
    let Some((key, open, article)) = found else {
        empty::no_article_ui(ui, cx);
        return;
    };
    let margin = Margin { left: SIDE as i8, right: SIDE as i8, top: 14, bottom: 0 };
    Frame::NONE.inner_margin(margin).show(ui, |ui| head_ui(ui, cx, key, open, article));
    if let Some(chosen) = selection.observation.filter(|chosen| ArticleKey::from(*chosen) == key) {
        eframe::egui::Panel::bottom("card").frame(Frame::NONE).show_separator_line(false).show(ui, |ui| {
            card::card_ui(ui, cx, chosen, article);
        });
    }
    text_ui(ui, cx, key, open, article, local);
}

fn head_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, open: &OpenDocument, article: &Article) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.with_layout(eframe::egui::Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, theme, Icon::ArrowRight, &super::topbar::hint(cx, "next_article")).clicked() {
                cx.send(Command::NextArticle);
            }
            if icon_button(ui, theme, Icon::ArrowLeft, &super::topbar::hint(cx, "previous_article")).clicked() {
                cx.send(Command::PreviousArticle);
            }
            ui.with_layout(eframe::egui::Layout::left_to_right(Align::Center), |ui| {
                let place = (key.article + 1).to_string();
                let place =
                    cx.words.fill("reader.place", &[("place", &place), ("all", &open.n_articles().to_string())]);
                let parts = [article.section.as_str(), place.as_str()];
                let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ›  ");
                let label = Label::new(RichText::new(words).font(regular(size::SMALL)).color(theme.mute));
                ui.add(label.truncate());
            });
        });
    });
    let title = RichText::new(shown_title(article)).font(bold(size::ARTICLE_TITLE)).color(theme.ink);
    ui.add(Label::new(title).wrap());
    let date = open.document.bulletin.date.map(|issue| match issue.source {
        DateSource::Inferred => cx.words.fill("reader.inferred", &[("date", &issue.date.to_string())]),
        _ => issue.date.to_string(),
    });
    let figures = cx.words.count("count.figures", open.observations(key.article).len());
    let tag = article.area_tag.clone().unwrap_or_default();
    let facts: Vec<String> =
        [tag, date.unwrap_or_default(), figures].into_iter().filter(|part| !part.is_empty()).collect();
    for words in [facts.join(" · "), open.title()] {
        let words = RichText::new(words).font(regular(size::SMALL)).color(theme.mute);
        ui.add(Label::new(words).truncate());
    }
    ui.add_space(space::XS);
    ui.separator();
}

fn text_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, open: &OpenDocument, article: &Article, local: &mut Local) {
    let room = ui.available_rect_before_wrap();
    let width = room.width() - 2.0 * SIDE;
    let wanted = LayoutKey {
        article: key,
        generation: open.fingerprint,
        width: width as i32,
        points: cx.state.session.reader_text_points,
        text_generation: cx.text_generation,
    };
    let laid = match local.laid.take() {
        Some(laid) if laid.key == wanted => laid,
        _ => ReaderLayout::new(ui, wanted, article, open.observations(key.article)),
    };
    let laid = local.laid.insert(laid);
    let selected = cx.state.session.selection.observation;
    let scroll = ScrollArea::vertical().id_salt(("reader", key)).auto_shrink(false).show(ui, |ui| {
        let height = laid.height + 2.0 * space::L;
        let (rect, _) = ui.allocate_exact_size(vec2(room.width(), height), Sense::hover());
        let origin = rect.left_top() + vec2(SIDE, space::M);
        if cx.state.transient.reveal_in_reader {
            let place = cx.state.transient.reveal_span.filter(|(article, _)| *article == key).map(|(_, span)| span);
            reveal(ui, laid, selected, place, origin);
        }
        article_ui(ui, cx, article, open, laid, selected, origin);
    });
    strip_ui(ui, cx, laid, selected, scroll.inner_rect);
}

/// Brings the chosen figure or the place that was found to the middle; without either, the beginning.
fn reveal(ui: &Ui, laid: &ReaderLayout, selected: Option<ObservationKey>, place: Option<Span>, origin: Pos2) {
    let quote = selected.and_then(|key| laid.quote_of(key)).and_then(|figure| figure.rects.first().copied());
    let found = || place.and_then(|span| rects_of(&laid.blocks, &span.range()).first().copied());
    match quote.or_else(found) {
        Some(rect) => ui.scroll_to_rect(on_screen(origin, rect), Some(Align::Center)),
        None => ui.scroll_to_rect(Rect::from_min_size(origin, vec2(1.0, 1.0)), Some(Align::TOP)),
    }
}

fn article_ui(
    ui: &Ui,
    cx: &Cx,
    article: &Article,
    open: &OpenDocument,
    laid: &ReaderLayout,
    selected: Option<ObservationKey>,
    origin: Pos2,
) {
    let theme = cx.theme;
    let view = ui.clip_rect();
    let is_in_view = |top: f32, height: f32| origin.y + top < view.bottom() && origin.y + top + height > view.top();
    let blocks = || laid.blocks.iter().filter(|block| is_in_view(block.y, block.height));
    // From back to front: the sentence, the tints, the words.
    let chosen = selected.and_then(|key| laid.quote_of(key).map(|_| key));
    let sentence = chosen.and_then(|key| open.observations(laid.key.article.article).get(key.place as usize));
    let found = cx.state.transient.reveal_span.filter(|(article, _)| *article == laid.key.article);
    let shaded = sentence.map(|observation| observation.sentence).or(found.map(|(_, span)| span));
    for rect in shaded.into_iter().flat_map(|span| rects_of(&laid.blocks, &span.range())) {
        ui.painter().rect_filled(on_screen(origin, rect).expand2(vec2(0.0, 2.0)), 0.0, theme.selection);
    }
    for block in blocks() {
        if let BlockStyle::Row { is_header } = block.style {
            let width = laid.key.width as f32;
            let row = Rect::from_min_size(origin + vec2(0.0, block.y), vec2(width, block.height));
            if is_header {
                ui.painter().rect_filled(row, 0.0, theme.rail);
                ui.painter().hline(row.x_range(), row.top(), Stroke::new(1.0, theme.edge));
            }
            let line = if is_header { theme.edge } else { theme.line };
            ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(1.0, line));
        }
    }
    let figures = || {
        let seen = laid.figures.iter();
        seen.filter(|figure| figure.rects.first().is_some_and(|rect| is_in_view(rect.top(), rect.height())))
    };
    for figure in figures() {
        figure_ground(ui, cx, figure, selected, origin);
    }
    for block in blocks() {
        if block.style == BlockStyle::Item
            && let Some(line) = block.lines.first()
        {
            let em = laid.key.points;
            let dot = origin + vec2(em * 1.2, line.at.y + line.height / 2.0);
            ui.painter().circle_filled(dot, em * 0.14, theme.mute);
        }
        for line in &block.lines {
            let at = origin + line.at.to_vec2() + vec2(0.0, (line.height - line.galley.size().y) / 2.0);
            ui.painter().galley(at, std::sync::Arc::clone(&line.galley), theme.ink);
        }
        let rect = Rect::from_min_size(origin + vec2(0.0, block.y), vec2(laid.key.width as f32, block.height));
        let id = Id::unique(("paragraph", laid.key.article, block.span.start));
        named_area(ui, rect, id, article.text.get(block.span.clone()).unwrap_or_default());
    }
    for figure in figures() {
        figure_ui(ui, cx, figure, selected, origin);
    }
}

fn figure_ground(ui: &Ui, cx: &Cx, figure: &FigureLayout, selected: Option<ObservationKey>, origin: Pos2) {
    let theme = cx.theme;
    let is_chosen = selected == Some(figure.key);
    let (tint, line) = theme.tint(figure.family);
    for rect in &figure.rects {
        let rect = on_screen(origin, *rect).expand2(vec2(1.5, 0.5));
        let fill = if is_chosen { theme.chosen } else { tint };
        ui.painter().rect_filled(rect, CornerRadius::same(2), fill);
        if !is_chosen {
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.6, line));
        }
    }
}

fn figure_ui(ui: &Ui, cx: &Cx, figure: &FigureLayout, selected: Option<ObservationKey>, origin: Pos2) {
    let theme = cx.theme;
    let is_chosen = selected == Some(figure.key);
    let start = figure.rects.first().map_or((0, 0), |rect| (rect.left() as i32, rect.top() as i32));
    for (n, rect) in figure.rects.iter().enumerate() {
        let rect = on_screen(origin, *rect).expand2(vec2(2.0, 2.0));
        if is_chosen {
            let stroke = Stroke::new(1.3, theme.chosen_edge);
            ui.painter().rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Middle);
        }
        let id = Id::unique(("figure", figure.key.document, figure.key.article, figure.key.place, start, n));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Link, true, is_chosen, &figure.name));
        if response.clicked() {
            cx.send(Command::SelectObservation(figure.key, Origin::Reader));
        }
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        if response.has_focus() && !is_chosen {
            ui.painter().rect_stroke(rect, CornerRadius::same(3), theme.focus_ring(), StrokeKind::Outside);
        }
        if response.hovered() {
            response
                .on_hover_cursor(CursorIcon::PointingHand)
                .on_hover_ui(|ui| observation_tooltip(ui, cx, figure.key, None));
        }
    }
}

/// Shows where in the article the figures are, beside the scroll bar; a click goes to the nearest.
fn strip_ui(ui: &Ui, cx: &Cx, laid: &ReaderLayout, selected: Option<ObservationKey>, view: Rect) {
    if laid.figures.is_empty() || laid.height < 1.0 {
        return;
    }
    let theme = cx.theme;
    let strip = Rect::from_min_max(
        pos2(view.right() - STRIP, view.top() + space::M),
        pos2(view.right() - 4.0, view.bottom() - space::M),
    );
    let middle = strip.center().x;
    let y_of = |figure: &FigureLayout| {
        let top = figure.rects.first().map_or(0.0, |rect| rect.center().y);
        strip.top() + top / (laid.height + 2.0 * space::L) * strip.height()
    };
    let response = ui.interact(strip, Id::unique("margin strip"), Sense::click());
    let name = cx.say("reader.strip");
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    ui.painter().vline(middle, strip.y_range(), Stroke::new(3.0, theme.chip));
    for figure in laid.figures.iter().filter(|figure| figure.is_quote) {
        let is_chosen = selected == Some(figure.key);
        let (half, colour) = if is_chosen { (4.0, theme.chosen_edge) } else { (3.0, theme.tint(figure.family).1) };
        let tick = Rect::from_center_size(pos2(middle, y_of(figure)), vec2(2.0 * half, half));
        ui.painter().rect_filled(tick, 1.0, colour);
    }
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let nearest = laid.figures.iter().filter(|figure| figure.is_quote);
        let nearest = nearest.min_by(|a, b| (y_of(a) - at.y).abs().total_cmp(&(y_of(b) - at.y).abs()));
        if let Some(figure) = nearest {
            cx.send(Command::SelectObservation(figure.key, Origin::Chart));
        }
    }
}
