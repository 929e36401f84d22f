//! The text of the article: what is in view is drawn, from back to front, and what was asked for is brought into view.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::{CornerRadius, StrokeKind};
use eframe::egui::{
    CursorIcon, Id, Key, Modifiers, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::layout::{ChunkStyle, FigureLayout, LayoutKey, ReaderLayout, on_screen};
use super::menu::{figure_menu, text_menu};
use super::strip::strip_ui;
use crate::app::command::{Command, Origin};
use crate::app::documents::{ArticleKey, OpenDocument};
use crate::compare::ObservationKey;
use crate::model::area::AreaCode;
use crate::model::bulletin::Article;
use crate::model::observation::Observation;
use crate::model::span::Span;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::tooltip::observation_tooltip;

/// What the page keeps between frames.
#[derive(Default)]
pub struct Local {
    laid: Option<ReaderLayout>,
    /// How far down the view begins.
    depth: f32,
    /// How far across it begins, where a table is wider than the view.
    across: f32,
    /// What was brought into view, in a view of which height: it stays in the middle when the card makes the view smaller.
    reached: Option<(Range<usize>, f32)>,
    /// Where the menu of the right button was opened.
    pointed: usize,
}

/// Everything that is drawn on the page.
pub struct Page<'a> {
    /// The article.
    pub key: ArticleKey,
    /// Its words.
    pub article: &'a Article,
    /// The match that is at hand.
    pub match_at_hand: Option<Span>,
    observations: &'a [Observation],
    /// All matches, in order.
    matches: &'a [Span],
    /// The sentence that is shaded.
    shaded: Option<Span>,
    chosen: Option<ObservationKey>,
    area: Option<AreaCode>,
}

impl<'a> Page<'a> {
    fn new(cx: &Cx<'a>, key: ArticleKey, open: &'a OpenDocument, article: &'a Article) -> Self {
        let selection = cx.state.session.selection;
        let passing = &cx.state.transient;
        let chosen = selection.observation.filter(|chosen| ArticleKey::from(*chosen) == key);
        let observations = open.observations(key.article);
        let sentence = chosen.and_then(|chosen| observations.get(chosen.place as usize)).map(|o| o.sentence);
        let place = passing.reveal_span.filter(|(article, _)| *article == key).map(|(_, span)| span);
        let find = &passing.reading.find;
        let is_finding = find.is_shown && find.article == Some(key);
        let matches = if is_finding { find.found.as_slice() } else { &[] };
        Self {
            key,
            article,
            match_at_hand: find.current().filter(|_| is_finding),
            observations,
            matches,
            shaded: sentence.or(place),
            chosen,
            area: selection.area,
        }
    }

    /// Whether this is the selected figure.
    pub fn is_chosen(&self, figure: &FigureLayout) -> bool {
        self.chosen == Some(figure.key)
    }

    /// What is to be brought into view, if that was asked for.
    fn wanted(&self, cx: &Cx) -> Option<Goal> {
        let passing = &cx.state.transient;
        if passing.reveal_in_reader {
            let chosen = self.chosen.and_then(|chosen| self.observations.get(chosen.place as usize));
            let span = chosen.map(|o| o.quote).or(self.shaded);
            return Some(span.map_or(Goal::Beginning, |span| Goal::Bytes(span.range())));
        }
        let at_hand = self.match_at_hand.filter(|_| passing.reading.find.reveal);
        at_hand.map(|span| Goal::Bytes(span.range()))
    }
}

/// What is to be brought into view.
enum Goal {
    /// The beginning of the article.
    Beginning,
    /// This stretch of its text.
    Bytes(Range<usize>),
}

/// Draws the page, so far from the sides.
pub fn page_ui(
    ui: &mut Ui,
    cx: &Cx,
    key: ArticleKey,
    open: &OpenDocument,
    article: &Article,
    side: f32,
    local: &mut Local,
) {
    let page = Page::new(cx, key, open, article);
    let room = ui.available_rect_before_wrap();
    let wanted = LayoutKey {
        article: key,
        generation: open.fingerprint,
        width: (room.width() - 2.0 * side) as i32,
        points: cx.state.session.reader_text_points,
        text_generation: cx.text_generation,
    };
    let before = local.depth;
    let mut laid = match local.laid.take() {
        Some(laid) if laid.key == wanted => laid,
        before => {
            let laid = ReaderLayout::new(ui, wanted, article, page.observations);
            // The same article stays where it was, whatever its width and size.
            let same = before.filter(|before| before.key.article == key);
            local.depth = same.map_or(0.0, |before| {
                let first = before.bytes_of(&before.chunks_in(local.depth - space::M..local.depth)).start;
                laid.depth_of(first)
            });
            laid
        }
    };
    let is_wide = laid.is_wide();
    let moved = moved_by_keys(ui, room.height());
    local.depth += moved.y;
    let offset = scroll(ui, cx, &page, &mut laid, room.size(), local);
    let mut area = ScrollArea::new([is_wide, true]).id_salt(("reader", key)).auto_shrink(false);
    let offset = offset.or_else(|| (moved.x != 0.0).then(|| (local.across + moved.x).max(0.0)));
    if let Some(x) = offset.filter(|_| is_wide) {
        area = area.horizontal_scroll_offset(x);
    }
    if local.depth != before {
        area = area.vertical_scroll_offset(local.depth);
    }
    let shown = area.show(ui, |ui| {
        let width = if is_wide { laid.width + 2.0 * side } else { room.width() };
        let (rect, _) = ui.allocate_exact_size(vec2(width, laid.height() + 2.0 * space::L), Sense::hover());
        article_ui(ui, cx, &page, &laid, rect.left_top() + vec2(side, space::M), &mut local.pointed);
    });
    (local.across, local.depth) = shown.state.clamped_offset().into();
    strip_ui(ui, cx, &page, &laid, shown.inner_rect);
    local.laid = Some(laid);
}

/// How far the keys move the page across and down while nothing else has the keyboard. The arrows up and down walk over figures
/// instead.
fn moved_by_keys(ui: &Ui, height: f32) -> Vec2 {
    const ACROSS: f32 = 120.0;
    /// A little of what was seen stays in view.
    const PAGE: f32 = 0.85;
    if !ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none()) {
        return Vec2::ZERO;
    }
    let n_pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32;
    let across = n_pressed(Key::ArrowRight) - n_pressed(Key::ArrowLeft);
    let down = n_pressed(Key::PageDown) - n_pressed(Key::PageUp);
    vec2(across * ACROSS, down * height * PAGE)
}

/// Lays out what will be in view and settles where the view begins; returns how far it is moved across, if it must be.
fn scroll(
    ui: &Ui,
    cx: &Cx,
    page: &Page,
    laid: &mut ReaderLayout,
    view: eframe::egui::Vec2,
    local: &mut Local,
) -> Option<f32> {
    let again = local.reached.take().filter(|(_, height)| *height != view.y).map(|(bytes, _)| Goal::Bytes(bytes));
    let mut across = None;
    if let Some(wanted) = page.wanted(cx).or(again) {
        local.depth = 0.0;
        if let Goal::Bytes(bytes) = wanted
            && let Some(rect) = laid.reach(ui, page.article, &bytes, view.y)
        {
            let most = laid.height() + 2.0 * space::L - view.y;
            local.depth = (rect.center().y + space::M - view.y / 2.0).min(most).max(0.0);
            across = Some((rect.right() + space::XL - view.x * 0.8).max(0.0));
            local.reached = Some((bytes, view.y));
            ui.ctx().request_repaint();
        }
    }
    local.depth = laid.settle(ui, page.article, local.depth - space::M, view.y) + space::M;
    across
}

fn article_ui(ui: &Ui, cx: &Cx, page: &Page, laid: &ReaderLayout, origin: Pos2, pointed: &mut usize) {
    let view = ui.clip_rect();
    let chunks = laid.chunks_in(view.top() - origin.y..view.bottom() - origin.y);
    let bytes = laid.bytes_of(&chunks);
    // From back to front: the sentence, the tables, the tints, the matches, the words.
    if let Some(span) = page.shaded.filter(|span| span.start() < bytes.end && bytes.start < span.end()) {
        for rect in laid.rects_of(&span.range()) {
            let rect = on_screen(origin, rect).expand2(vec2(0.0, 2.0));
            ui.painter().rect_filled(rect, 0.0, cx.theme.selection);
        }
    }
    for n in chunks.clone() {
        chunk_ground(ui, cx, laid, n, origin);
    }
    let first = laid.figures.partition_point(|figure| figure.span.end <= bytes.start);
    let figures = || laid.figures.iter().skip(first).take_while(|figure| figure.span.start < bytes.end);
    for figure in figures() {
        figure_ground(ui, cx, page, figure, &laid.rects_of(&figure.span), origin);
    }
    let first = page.matches.partition_point(|span| span.end() <= bytes.start);
    for span in page.matches.iter().skip(first).take_while(|span| span.start() < bytes.end) {
        let fill = if page.match_at_hand == Some(*span) { cx.theme.accent } else { cx.theme.found };
        for rect in laid.rects_of(&span.range()) {
            ui.painter().rect_filled(on_screen(origin, rect).expand2(vec2(1.0, 1.0)), CornerRadius::same(2), fill);
        }
    }
    for n in chunks {
        chunk_ui(ui, cx, page, laid, n, origin, pointed);
    }
    for figure in figures() {
        figure_ui(ui, cx, page, figure, &laid.rects_of(&figure.span), origin);
    }
}

/// The ground and the rules of a row, the dot of an item.
fn chunk_ground(ui: &Ui, cx: &Cx, laid: &ReaderLayout, n: usize, origin: Pos2) {
    let theme = cx.theme;
    let (Some(chunk), Some(place)) = (laid.chunks.get(n), laid.box_of(n)) else { return };
    let place = on_screen(origin, place);
    match chunk.style {
        ChunkStyle::Row { is_header, .. } => {
            if is_header {
                ui.painter().rect_filled(place, 0.0, theme.rail);
                ui.painter().hline(place.x_range(), place.top(), Stroke::new(1.0, theme.edge));
            }
            let line = if is_header { theme.edge } else { theme.line };
            ui.painter().hline(place.x_range(), place.bottom(), Stroke::new(1.0, line));
        }
        ChunkStyle::Item => {
            let em = laid.key.points;
            let first = chunk.lines.iter().flatten().next().map_or(em, |line| line.height);
            let dot = place.left_top() + vec2(em * 1.2, first / 2.0);
            ui.painter().circle_filled(dot, em * 0.14, theme.mute);
        }
        ChunkStyle::Prose | ChunkStyle::Continued | ChunkStyle::Heading => {}
    }
}

/// The words, with their menu.
fn chunk_ui(ui: &Ui, cx: &Cx, page: &Page, laid: &ReaderLayout, n: usize, origin: Pos2, pointed: &mut usize) {
    let (Some(chunk), Some(place)) = (laid.chunks.get(n), laid.box_of(n)) else { return };
    let top_left = on_screen(origin, place).left_top();
    for line in chunk.lines.iter().flatten() {
        let at = top_left + line.at.to_vec2() + vec2(0.0, (line.height - line.galley.size().y) / 2.0);
        ui.painter().galley(at, Arc::clone(&line.galley), cx.theme.ink);
        // On the accent the words of the match at hand are written in its own ink.
        let here = page.match_at_hand.and_then(|span| line.x_range(&span.range()));
        if let Some((from, to)) = here {
            let x = top_left.x + line.at.x;
            let inside = Rect::from_x_y_ranges(x + from..=x + to, at.y - 2.0..=at.y + line.galley.size().y + 2.0);
            let painter = ui.painter().with_clip_rect(inside.intersect(ui.clip_rect()));
            painter.galley(at, Arc::clone(&line.galley), cx.theme.on_accent);
        }
    }
    let id = Id::unique(("paragraph", page.key, chunk.span.start));
    // Not a stop for Tab.
    let response = ui.interact(on_screen(origin, place), id, Sense::CLICK);
    let words = page.article.text.get(chunk.span.clone()).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if response.secondary_clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        *pointed = laid.byte_at(n, at - origin.to_vec2()).unwrap_or(chunk.span.start);
    }
    let block = page.article.blocks.get(chunk.block).map_or(chunk.span.clone(), |block| block.span.range());
    let has_keyboard = has_keyboard(ui, page, laid, n, origin);
    if has_keyboard && !response.context_menu_opened() {
        let at = pos2(top_left.x, ui.clip_rect().top().max(top_left.y) + 1.0);
        *pointed = laid.byte_at(n, at - origin.to_vec2()).unwrap_or(chunk.span.start);
    }
    text_menu(&response, has_keyboard, cx, page, &block, (*pointed).clamp(chunk.span.start, chunk.span.end));
}

/// Whether keys mean this piece of text: the one at the top of the view, where no figure is selected and nothing else has them.
fn has_keyboard(ui: &Ui, page: &Page, laid: &ReaderLayout, n: usize, origin: Pos2) -> bool {
    let reaches_in = |n| laid.box_of(n).is_some_and(|place| on_screen(origin, place).bottom() > ui.clip_rect().top());
    let is_free = || ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    page.chosen.is_none() && reaches_in(n) && n.checked_sub(1).is_none_or(|above| !reaches_in(above)) && is_free()
}

fn figure_ground(ui: &Ui, cx: &Cx, page: &Page, figure: &FigureLayout, rects: &[Rect], origin: Pos2) {
    let theme = cx.theme;
    let is_chosen = page.is_chosen(figure);
    let (tint, line) = theme.tint(figure.family);
    for rect in rects {
        let rect = on_screen(origin, *rect).expand2(vec2(1.5, 0.5));
        ui.painter().rect_filled(rect, CornerRadius::same(2), if is_chosen { theme.chosen } else { tint });
        if is_chosen {
            continue;
        }
        let stroke = Stroke::new(1.6, line);
        if figure.is_unsure {
            let ends = [rect.left_bottom(), rect.right_bottom()];
            ui.painter().extend(Shape::dashed_line(&ends, stroke, 3.5, 2.5));
        } else {
            ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
        }
        // The other figures of the selected area.
        if page.area.is_some() && page.area == figure.area {
            let edge = Stroke::new(1.0, line.gamma_multiply(0.45));
            ui.painter().rect_stroke(rect, CornerRadius::same(2), edge, StrokeKind::Middle);
        }
    }
}

fn figure_ui(ui: &Ui, cx: &Cx, page: &Page, figure: &FigureLayout, rects: &[Rect], origin: Pos2) {
    let theme = cx.theme;
    let is_chosen = page.is_chosen(figure);
    for (n, rect) in rects.iter().enumerate() {
        let rect = on_screen(origin, *rect).expand2(vec2(2.0, 2.0));
        if is_chosen {
            let stroke = Stroke::new(1.3, theme.chosen_edge);
            ui.painter().rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Middle);
        }
        let id = Id::unique(("figure", page.key, figure.key.place, figure.span.start, n));
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
        let has_keyboard = response.has_focus() || (is_chosen && ui.memory(|memory| memory.focused().is_none()));
        if let Some(observation) = page.observations.get(figure.key.place as usize) {
            figure_menu(&response, has_keyboard, cx, page, (figure.key, observation));
        }
        if response.hovered() {
            response
                .on_hover_cursor(CursorIcon::PointingHand)
                .on_hover_ui(|ui| observation_tooltip(ui, cx, figure.key, None));
        }
    }
}
