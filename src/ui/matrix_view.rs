//! Areas side by side: rows are series, columns the chosen areas. Heads stay in view; rows and columns out of view are not drawn.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    CursorIcon, EventFilter, Frame, Id, Key, Margin, Modifiers, Pos2, Rect, Response, RichText, Role, ScrollArea,
    Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::area_chooser;
use super::chart::marks::{self, Form, Touch};
use super::chooser::family_name;
use super::cx::Cx;
use super::figures::{FigureWords, is_selected, others_ui, series_facts, under_ui};
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{chip, focus_ring, line, link, menu_chip, paint_line, short_line};
use super::{empty, widgets};
use crate::app::command::{Command, Origin};
use crate::app::matrix::{Change, Column, Line, MOST, Matrix, Row, moved, toggled};
use crate::app::state::View;
use crate::compare::ObservationKey;
use crate::compare::ranking::Mark;
use crate::compare::words::Speech;
use crate::model::indicator::Family;

/// Height of the heads of columns.
const HEAD: f32 = 52.0;
/// Height of a row.
const ROW: f32 = 58.0;
/// Height of a family's head.
const FAMILY: f32 = 32.0;
/// The narrowest that a column may be, and the widest that it grows.
const COLUMN: std::ops::RangeInclusive<f32> = 122.0..=230.0;
/// Left and right inside a cell.
const PAD: f32 = 8.0;
/// Height of a bar.
const BAR: f32 = 8.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Local {
    chooser: area_chooser::Local,
    words: HashMap<ObservationKey, Arc<FigureWords>>,
    words_of: Option<(u64, Speech)>,
    tops: Vec<f32>,
}

/// Draws the view.
pub fn matrix_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if cx.derived.totals.get().n_figures == 0 {
        empty::no_figures_ui(ui, cx);
        return;
    }
    let matrix = Arc::clone(cx.derived.matrix.get());
    let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 16, bottom: 8 };
    Frame::NONE.inner_margin(margin).show(ui, |ui| {
        head_ui(ui, cx, &matrix, local);
        if matrix.is_proposal && !matrix.columns.is_empty() {
            proposal_ui(ui, cx, &matrix);
        }
    });
    if matrix.n_rows == 0 {
        let (title, more) = if matrix.columns.is_empty() {
            ("matrix.no_areas", "matrix.no_areas_more")
        } else if matrix.n_hidden > 0 {
            ("matrix.none_shared", "matrix.none_shared_more")
        } else {
            ("matrix.none", "matrix.none_more")
        };
        empty::centred(ui, cx, cx.say(title), cx.say(more), |ui| {
            if matrix.n_hidden > 0
                && widgets::button(ui, cx.theme, cx.say("matrix.show_all"), widgets::Kind::Plain).clicked()
            {
                cx.send(Command::Matrix(Change::ToggleSharedOnly));
            }
        });
        return;
    }
    let now = (cx.derived.matrix.generation(), cx.speech());
    if local.words_of != Some(now) {
        local.words.clear();
        local.words_of = Some(now);
        local.tops = tops(&matrix.lines);
    }
    grid_ui(ui, cx, &matrix, local);
}

/// The top of every line, and the bottom of the last.
fn tops(lines: &[Line]) -> Vec<f32> {
    let mut y = 0.0;
    let mut tops = vec![y];
    for line in lines {
        y += if matches!(line, Line::Family(_)) { FAMILY } else { ROW };
        tops.push(y);
    }
    tops
}

fn head_ui(ui: &mut Ui, cx: &Cx, matrix: &Matrix, local: &mut Local) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(cx.say("matrix.title")).font(bold(size::TITLE)).color(cx.theme.ink));
        let n_areas = cx.words.count("count.areas", matrix.columns.len());
        let facts = format!("{n_areas} · {}", cx.words.count("count.rows", matrix.n_rows));
        ui.label(RichText::new(facts).font(regular(size::BODY)).color(cx.theme.mute));
    });
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let codes = matrix.codes();
        let button = menu_chip(ui, cx.theme, cx.say("matrix.choose"), false);
        if let Some(area) = area_chooser::popup_ui(ui, cx, &button, &mut local.chooser, &codes) {
            cx.send(Command::Matrix(Change::Pin(toggled(&codes, area))));
        }
        let is_on = cx.state.session.matrix.shows_shared_only;
        if chip(ui, cx.theme, cx.say("matrix.shared_only"), is_on).clicked() {
            cx.send(Command::Matrix(Change::ToggleSharedOnly));
        }
        if codes.len() == MOST {
            let full = cx.words.count("matrix.full", MOST);
            ui.label(RichText::new(full).font(regular(size::SMALL)).color(cx.theme.mute));
        }
    });
}

/// Nobody has chosen these areas: said aloud, with the way to keep them.
fn proposal_ui(ui: &mut Ui, cx: &Cx, matrix: &Matrix) {
    ui.add_space(space::S);
    let margin = Margin { left: 14, right: 12, top: 7, bottom: 7 };
    let shown = Frame::NONE.fill(cx.theme.banner).corner_radius(3.0).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, 2.0);
            ui.spacing_mut().interact_size.y = 0.0;
            let words = cx.words.count("matrix.proposal", matrix.columns.len());
            ui.label(RichText::new(words).font(regular(size::SMALL + 0.5)).color(cx.theme.ink));
            if link(ui, cx.theme, cx.say("matrix.keep")).clicked() {
                cx.send(Command::Matrix(Change::Pin(matrix.codes())));
            }
        });
    });
    let rect = shown.response.rect;
    let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
    ui.painter().rect_filled(edge, 0.0, cx.theme.banner_edge);
}

fn grid_ui(ui: &mut Ui, cx: &Cx, matrix: &Matrix, local: &mut Local) {
    let outer = ui.available_rect_before_wrap();
    let inner = outer.with_min_x(outer.left() + space::XL);
    let mut part = ui.new_child(UiBuilder::new().max_rect(inner));
    let label = (inner.width() * 0.24).clamp(146.0, 230.0);
    let n_columns = matrix.columns.len() as f32;
    let column = ((inner.width() - label - space::S) / n_columns).clamp(*COLUMN.start(), *COLUMN.end());
    let height = local.tops.last().copied().unwrap_or_default();
    let wanted = vec2(label + column * n_columns + space::S, HEAD + height + space::L);
    ScrollArea::both().id_salt("matrix").auto_shrink(false).show_viewport(&mut part, |ui, viewport| {
        let origin = ui.max_rect().left_top();
        ui.set_min_size(wanted);
        let view = viewport.translate(origin.to_vec2());
        let grid = Grid { cx, matrix, origin, view, label, column, tops: &local.tops };
        grid.rows_ui(ui, &mut local.words);
        grid.heads_ui(ui);
    });
}

/// How wide a picture of so many columns is at least, so that no column is narrower than on the screen.
pub(super) fn least_width(matrix: &Matrix) -> f32 {
    230.0 + matrix.columns.len() as f32 * *COLUMN.start() + space::S
}

/// Draws all rows and columns for a picture.
pub(super) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    let matrix = cx.derived.matrix.get();
    if matrix.n_rows == 0 {
        ui.label(RichText::new(cx.say("matrix.none")).font(regular(size::BODY)).color(cx.theme.mute));
        return;
    }
    let tops = tops(&matrix.lines);
    let label = (ui.available_width() * 0.24).clamp(146.0, 230.0);
    let n_columns = matrix.columns.len() as f32;
    let column = ((ui.available_width() - label - space::S) / n_columns).clamp(*COLUMN.start(), *COLUMN.end());
    let height = HEAD + tops.last().copied().unwrap_or_default();
    let (view, _) = ui.allocate_exact_size(vec2(label + column * n_columns, height), Sense::hover());
    let grid = Grid { cx, matrix, origin: view.left_top(), view, label, column, tops: &tops };
    grid.rows_ui(ui, &mut WordsOf::new());
    grid.heads_ui(ui);
}

/// Where everything stands: `view` is what is seen of the content whose upper left corner is `origin`.
struct Grid<'a> {
    cx: &'a Cx<'a>,
    matrix: &'a Matrix,
    origin: Pos2,
    view: Rect,
    label: f32,
    column: f32,
    tops: &'a [f32],
}

type WordsOf = HashMap<ObservationKey, Arc<FigureWords>>;

impl Grid<'_> {
    fn column_rect(&self, place: usize) -> Rect {
        let left = self.origin.x + self.label + place as f32 * self.column;
        Rect::from_x_y_ranges(left..=left + self.column, self.view.top()..=self.view.top() + HEAD)
    }

    fn line_rect(&self, place: usize) -> Rect {
        let top = |place: usize| self.origin.y + HEAD + self.tops.get(place).copied().unwrap_or_default();
        let right = self.origin.x + self.label + self.column * self.matrix.columns.len() as f32;
        Rect::from_x_y_ranges(self.view.left()..=right, top(place)..=top(place + 1))
    }

    /// The head of a row stands still while columns scroll.
    fn label_rect(&self, line: Rect) -> Rect {
        line.with_max_x(self.view.left() + self.label)
    }

    /// A part of the view with its own clip: what scrolls under the heads is neither seen nor clicked.
    fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(name));
        part.set_clip_rect(rect.intersect(ui.clip_rect()));
        part
    }

    fn heads_ui(&self, ui: &mut Ui) {
        let theme = self.cx.theme;
        let head = Rect::from_min_size(self.view.min, vec2(self.view.width(), HEAD));
        let mut part = Self::part(ui, head.with_min_x(self.view.left() + self.label), "heads");
        for (place, column) in self.matrix.columns.iter().enumerate() {
            self.column_head_ui(&mut part, place, column);
        }
        let right = self.line_rect(0).right().min(self.view.right());
        ui.painter().hline(self.view.left()..=right, head.bottom() - 0.5, Stroke::new(1.0, theme.edge));
    }

    fn column_head_ui(&self, ui: &mut Ui, place: usize, column: &Column) {
        const ICON: f32 = 20.0;
        let (cx, theme) = (self.cx, self.cx.theme);
        let rect = self.column_rect(place);
        let id = Id::unique(("matrix column", column.code));
        let is_chosen = !cx.is_picture && cx.state.session.selection.area == Some(column.code);
        let name_rect = rect.with_max_x(rect.right() - ICON - 2.0);
        let response = ui.interact(name_rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_chosen, &column.name));
        if response.hovered() {
            ui.painter().rect_filled(rect.shrink2(vec2(2.0, 4.0)), 4.0, theme.hover);
        }
        let name = short_line(ui, &column.short_name, bold(size::BODY), rect.width() - PAD - ICON - 4.0);
        let y = if column.above.is_empty() { rect.center().y } else { rect.top() + 18.0 };
        paint_line(ui, &name, rect.left() + PAD, y, if is_chosen { theme.accent } else { theme.ink });
        if cx.is_picture {
            let above = short_line(ui, &column.above, regular(size::TINY), rect.width() - PAD - 6.0);
            paint_line(ui, &above, rect.left() + PAD, rect.top() + 37.0, theme.mute);
            return;
        }
        let button = |slot: f32, y: f32| Rect::from_center_size(pos2(rect.right() - slot, y), vec2(ICON, ICON));
        let remove = self.head_button(ui, id.with("remove"), button(14.0, y), Icon::Cross, "matrix.remove", column);
        if remove.clicked() {
            cx.send(Command::Matrix(Change::Pin(toggled(&self.matrix.codes(), column.code))));
        }
        let low = rect.top() + 37.0;
        let is_near = ui.rect_contains_pointer(rect);
        let last = self.matrix.columns.len() - 1;
        let mut has_arrows = false;
        for (steps, slot, icon, key) in
            [(-1, 34.0, Icon::ArrowLeft, "matrix.left"), (1, 14.0, Icon::ArrowRight, "matrix.right")]
        {
            if (steps < 0 && place == 0) || (steps > 0 && place == last) {
                continue;
            }
            let at = button(slot, low);
            let response = self.head_button_if(ui, id.with(steps), at, icon, key, column, is_near);
            has_arrows |= is_near || response.has_focus();
            if response.clicked() {
                cx.send(Command::Matrix(Change::Pin(moved(&self.matrix.codes(), column.code, steps))));
            }
        }
        let room = rect.width() - PAD - if has_arrows { 46.0 } else { 6.0 };
        let above = short_line(ui, &column.above, regular(size::TINY), room);
        paint_line(ui, &above, rect.left() + PAD, low, theme.mute);
        focus_ring(ui, &response, theme, 4);
        if response.clicked() {
            cx.send(Command::ShowArea(column.code));
        }
        if response.gained_focus() {
            self.reveal(ui, rect);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&column.name);
    }

    fn head_button(&self, ui: &Ui, id: Id, at: Rect, icon: Icon, key: &str, column: &Column) -> Response {
        self.head_button_if(ui, id, at, icon, key, column, true)
    }

    /// A small button of a column's head; drawn only while it is of use to hand or keyboard.
    #[expect(clippy::too_many_arguments, reason = "one button in all its particulars")]
    fn head_button_if(
        &self,
        ui: &Ui,
        id: Id,
        at: Rect,
        icon: Icon,
        key: &str,
        column: &Column,
        is_near: bool,
    ) -> Response {
        let theme = self.cx.theme;
        let response = ui.interact(at, id, Sense::click());
        let words = self.cx.words.fill(key, &[("area", &column.short_name)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        if response.hovered() {
            ui.painter().rect_filled(at, 4.0, theme.chip_hover);
        }
        if is_near || response.has_focus() {
            let ink = if response.hovered() { theme.ink } else { theme.faint };
            icons::paint(ui.painter(), icon, at, 9.0, ink);
        }
        focus_ring(ui, &response, theme, 4);
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words)
    }

    fn rows_ui(&self, ui: &mut Ui, words: &mut WordsOf) {
        let below = self.view.with_min_y(self.view.top() + HEAD);
        let mut labels = Self::part(ui, below.with_max_x(self.view.left() + self.label), "labels");
        let mut cells = Self::part(ui, below.with_min_x(self.view.left() + self.label), "cells");
        self.reveal_selected(ui);
        // A row and a column more than is seen, so that the arrow keys find them.
        let near = below.expand2(vec2(self.column, ROW));
        let first = self.tops.partition_point(|top| self.origin.y + HEAD + top < near.top()).saturating_sub(1);
        for (place, shown) in self.matrix.lines.iter().enumerate().skip(first) {
            let rect = self.line_rect(place);
            if rect.top() > near.bottom() {
                break;
            }
            match shown {
                Line::Family(family) => self.family_ui(&labels, *family, rect),
                Line::Row(row) => {
                    let ground = rect.intersect(below);
                    if ui.rect_contains_pointer(ground) {
                        ui.painter().with_clip_rect(ground).rect_filled(rect, 0.0, self.cx.theme.rail);
                    }
                    ui.painter().with_clip_rect(below.intersect(ui.clip_rect())).hline(
                        rect.x_range(),
                        rect.bottom() - 0.5,
                        self.cx.theme.hairline(),
                    );
                    self.label_ui(&mut labels, row, self.label_rect(rect));
                    for (n, column) in self.matrix.columns.iter().enumerate() {
                        let cell = self.column_rect(n).x_range();
                        if cell.intersects(near.x_range()) {
                            let at = Rect::from_x_y_ranges(cell, rect.y_range());
                            self.cell_ui(&mut cells, (place, n), row, column, at, words);
                        }
                    }
                }
            }
        }
    }

    fn family_ui(&self, ui: &Ui, family: Family, rect: Rect) {
        let (_, tint) = self.cx.theme.tint(family);
        let y = rect.bottom() - 11.0;
        ui.painter().circle_filled(pos2(rect.left() + 4.0, y), 3.0, tint);
        let words = line(ui, family_name(self.cx, family), bold(size::SMALL));
        paint_line(ui, &words, rect.left() + 14.0, y, self.cx.theme.mute);
    }

    fn label_ui(&self, ui: &mut Ui, row: &Row, rect: Rect) {
        let (cx, theme) = (self.cx, self.cx.theme);
        let key = &row.series.key;
        let id = Id::unique(("matrix row", key.indicator, key.measure, &key.detail, &key.unit));
        let response = ui.interact(rect, id, Sense::click());
        let name = cx.indicator_name(key.indicator);
        let facts = series_facts(cx, key);
        let spoken = format!("{name} {facts}");
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &spoken));
        let width = rect.width() - space::M;
        let words = short_line(ui, name, regular(size::BODY), width);
        let under = short_line(ui, &facts, regular(size::TINY), width);
        let ink = if response.hovered() { theme.accent } else { theme.ink };
        paint_line(ui, &words, rect.left(), rect.center().y - 8.0, ink);
        paint_line(ui, &under, rect.left(), rect.center().y + 9.0, theme.mute);
        focus_ring(ui, &response, theme, 3);
        if response.gained_focus() {
            self.reveal(ui, rect);
        }
        if response.clicked() {
            // First the view, so that Back leads here with the question as it was.
            cx.send(Command::SetView(View::Compare));
            cx.send(Command::SetQuestion(Some(Box::new(row.series.question()))));
        }
        let hint = cx.words.fill("matrix.compare", &[("name", &spoken)]);
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
    }

    fn cell_ui(
        &self,
        ui: &mut Ui,
        (line_place, place): (usize, usize),
        row: &Row,
        column: &Column,
        rect: Rect,
        words: &mut WordsOf,
    ) {
        let (cx, theme) = (self.cx, self.cx.theme);
        let indicator = cx.indicator_name(row.series.key.indicator);
        let Some((lead, others)) = row.cell(column.code).split_first() else {
            let id = Id::unique(("matrix gap", column.code, line_place));
            let spoken = format!("{} {indicator} {}", column.short_name, cx.say("matrix.silent"));
            widgets::named_area(ui, rect, id, &spoken);
            let dash = line(ui, cx.say("matrix.silent"), regular(size::SMALL));
            paint_line(ui, &dash, rect.left() + PAD, rect.top() + 17.0, theme.faint);
            return;
        };
        let words = words.entry(lead.key).or_insert_with(|| Arc::new(FigureWords::of(cx, lead)));
        let response = ui.interact(rect, cell_id(lead), Sense::click());
        let is_chosen = row.cell(column.code).iter().any(|mark| is_selected(cx, mark));
        let facts = series_facts(cx, &row.series.key);
        let spoken = format!("{} {indicator} {facts} {}", column.short_name, words.spoken);
        response.widget_info(|| WidgetInfo::selected(Role::Cell, true, is_chosen, &spoken));
        let is_hot = response.hovered() || response.has_focus();
        if is_chosen || is_hot {
            let ground = if is_chosen { theme.selection } else { theme.hover };
            ui.painter().rect_filled(rect.shrink2(vec2(2.0, 2.0)), 4.0, ground);
        }
        let inside = rect.shrink2(vec2(PAD, 0.0));
        let chip = Rect::from_x_y_ranges(inside.x_range(), rect.top() + 10.0..=rect.top() + 25.0);
        let mut right = others_ui(ui, cx, chip, lead, others) - 4.0;
        if lead.conflicts {
            let at = Rect::from_center_size(pos2(right - 7.0, rect.top() + 17.0), vec2(12.0, 12.0));
            icons::paint(ui.painter(), Icon::Warning, at, 12.0, theme.alert);
            right -= 18.0;
        }
        let font = if is_chosen { bold(size::BODY) } else { regular(size::BODY) };
        let value = words.value_in(ui, font, right - inside.left());
        paint_line(ui, &value, inside.left(), rect.top() + 17.0, theme.ink);
        under_ui(ui, cx, words, lead, inside.left(), rect.top() + 33.5, inside.right());
        let touch = match (is_chosen, is_hot) {
            (true, _) => Touch::Selected,
            (false, true) => Touch::Hovered,
            (false, false) => Touch::None,
        };
        bar_ui(ui, cx, row, lead, inside.with_min_y(rect.bottom() - 7.0 - BAR), touch);
        focus_ring(ui, &response, theme, 4);
        if response.has_focus() {
            self.arrows(ui, &response, line_place, place);
        }
        if response.gained_focus() {
            self.reveal(ui, rect);
        }
        if response.clicked() {
            cx.send(Command::SelectObservation(lead.key, Origin::Chart));
        }
        response
            .on_hover_cursor(CursorIcon::PointingHand)
            .on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, lead.key, None));
    }

    /// Arrow keys go from figure to figure, over what is not told.
    fn arrows(&self, ui: &Ui, response: &Response, line_place: usize, place: usize) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let columns = &self.matrix.columns;
        let at = |line: usize, place: usize| match self.matrix.lines.get(line)? {
            Line::Row(row) => row.cell(columns.get(place)?.code).first(),
            Line::Family(_) => None,
        };
        let next = if pressed(Key::ArrowRight) {
            (place + 1..columns.len()).find_map(|n| at(line_place, n))
        } else if pressed(Key::ArrowLeft) {
            (0..place).rev().find_map(|n| at(line_place, n))
        } else if pressed(Key::ArrowDown) {
            (line_place + 1..self.matrix.lines.len()).find_map(|n| at(n, place).map(|mark| (n, mark))).map(
                |(n, mark)| {
                    self.reveal(ui, self.line_rect(n));
                    mark
                },
            )
        } else if pressed(Key::ArrowUp) {
            (0..line_place).rev().find_map(|n| at(n, place))
        } else {
            None
        };
        if let Some(mark) = next {
            ui.memory_mut(|memory| memory.request_focus(cell_id(mark)));
        }
    }

    fn reveal_selected(&self, ui: &Ui) {
        if !self.cx.state.transient.reveal_in_chart {
            return;
        }
        for (place, line) in self.matrix.lines.iter().enumerate() {
            let Line::Row(row) = line else { continue };
            for (n, column) in self.matrix.columns.iter().enumerate() {
                if row.cell(column.code).iter().any(|mark| is_selected(self.cx, mark)) {
                    let y_range = self.line_rect(place).y_range();
                    self.reveal(ui, Rect::from_x_y_ranges(self.column_rect(n).x_range(), y_range));
                }
            }
        }
    }

    /// Scrolls so that this is seen, beside and below the heads.
    fn reveal(&self, ui: &Ui, rect: Rect) {
        let room = Rect::from_min_max(rect.min - vec2(self.label, HEAD), rect.max);
        ui.scroll_to_rect(room, None);
    }
}

/// By what the cell shows, so that focus stays with it when columns move.
fn cell_id(lead: &Mark) -> Id {
    Id::unique(("matrix cell", lead.key.document, lead.key.article, lead.key.place))
}

/// The bar of a cell; all cells of a row share its scale.
fn bar_ui(ui: &Ui, cx: &Cx, row: &Row, mark: &Mark, rect: Rect, touch: Touch) {
    // A pointed end reaches past the value.
    let plot = rect.with_max_x(rect.right() - 10.0);
    let span = if row.max > row.min { row.max - row.min } else { 1.0 };
    let x = |value: f64| plot.left() + ((value - row.min) / span) as f32 * plot.width();
    let (zero, end) = (x(0.0), x(mark.value));
    // A figure above nought is never drawn as nothing.
    let end = if mark.value > 0.0 { end.max(zero + 1.5) } else { end };
    if row.min < 0.0 {
        ui.painter().vline(zero, rect.top() - 2.0..=rect.top() + BAR + 2.0, Stroke::new(1.0, cx.theme.edge));
    }
    let body = Rect::from_x_y_ranges(zero.min(end)..=zero.max(end), rect.top()..=rect.top() + BAR);
    marks::paint(ui, cx.theme, Form::of(mark), body, mark.value_high.map(x), touch);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_under_each_other() {
        assert_eq!(tops(&[]), [0.0]);
        assert_eq!(tops(&[Line::Family(Family::Income)]), [0.0, FAMILY]);
    }
}
