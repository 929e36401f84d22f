//! The provinces as tiles, coloured by their own figures; under them, what lies in the selected one.

use std::sync::Arc;

use eframe::egui::{
    CursorIcon, EventFilter, Frame, Id, Key, Margin, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::chart::marks::{Form, hatch_lines};
use super::cx::Cx;
use super::figures::{FigureWords, is_selected, others_ui, under_ui};
use super::icons::{self, Icon};
use super::map_legend::legend_ui;
use super::theme::{Theme, bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{dashed_rect, focus_ring, line, link_sized, paint_line, short_line};
use super::{banner, chooser, empty, question_bar};
use crate::app::command::{Command, Origin};
use crate::app::map::{Class, Map, Place, Tile, places};
use crate::compare::ranking::{Mark, Ranking};
use crate::compare::words::{Language, Speech, value};
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;
use crate::model::observation::Status;

/// Columns and rows of the grid.
const GRID: (f32, f32) = (9.0, 8.0);
/// The lowest and the highest that a tile may be.
const TILE: std::ops::RangeInclusive<f32> = 48.0..=68.0;
/// The widest that the map grows.
const WIDTH: f32 = 860.0;
/// Between tiles.
const GAP: f32 = 4.0;
/// Height of a row of the list.
const ROW: f32 = 30.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Local {
    words: Vec<TileWords>,
    words_of: Option<(u64, Speech)>,
    /// The province whose list is to be brought into view.
    reveals: Option<AreaCode>,
    shows_all_notes: bool,
}

/// What a tile says.
struct TileWords {
    name: &'static str,
    short_name: &'static str,
    /// The figure without its unit, for where there is no room: the legend has it.
    compact: String,
    figure: Option<FigureWords>,
    spoken: String,
}

/// Draws the view.
pub fn map_ui(ui: &mut Ui, cx: &Cx, local: &mut Local, chooser: &mut chooser::Local) {
    let Some(question) = question_bar::head_ui(ui, cx, chooser) else { return };
    let Some(answer) = &cx.derived.answer.get().ranking else { return };
    let map = Arc::clone(cx.derived.map.get());
    let height = ui.available_height();
    local.keep_up(cx, &map);
    ScrollArea::vertical().id_salt("map").auto_shrink(false).show(ui, |ui| {
        let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 12, bottom: 20 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(WIDTH));
            ui.spacing_mut().item_spacing.y = space::M;
            banner::banner_ui(ui, cx, question, answer, &mut local.shows_all_notes);
            if answer.groups.is_empty() {
                empty::no_marks_ui(ui, cx, question, answer.reference.is_some());
            } else {
                tiles_ui(ui, cx, &map, answer, local, height);
            }
            list_ui(ui, cx, &map, local);
        });
    });
}

/// Draws the tiles for a picture, and the figures of the province that is selected.
pub(super) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    let Some(answer) = &cx.derived.answer.get().ranking else { return };
    let map = cx.derived.map.get();
    let mut local = Local::default();
    local.keep_up(cx, map);
    ui.spacing_mut().item_spacing.y = space::M;
    tiles_ui(ui, cx, map, answer, &mut local, f32::INFINITY);
    if cx.state.session.selection.area.is_some() {
        list_ui(ui, cx, map, &mut local);
    }
}

impl Local {
    /// Makes the words of the tiles anew where they would be said differently now.
    fn keep_up(&mut self, cx: &Cx, map: &Map) {
        let now = (cx.derived.map.generation(), cx.speech());
        if self.words_of != Some(now) {
            self.words = places().iter().zip(&map.tiles).map(|(place, tile)| TileWords::of(cx, place, tile)).collect();
            self.words_of = Some(now);
        }
    }
}

impl TileWords {
    fn of(cx: &Cx, place: &'static Place, tile: &Tile) -> Self {
        let (name, short_name, long) = match cx.language() {
            Language::Zh => (
                place.name_zh,
                place.name_zh,
                Gazetteer::builtin().full_name(place.code, crate::app::area_index::TODAY),
            ),
            Language::En => (place.name_en, place.letters, place.name_en.to_owned()),
        };
        let figure = tile.own.first().map(|mark| FigureWords::of(cx, mark));
        let says = match &figure {
            Some(figure) => figure.spoken.clone(),
            None if tile.n_inner > 0 => cx.words.count("map.inner", tile.n_inner),
            None => cx.say("matrix.silent").to_owned(),
        };
        let compact = tile.own.first().map(|mark| value::compact(&mark.quantity(), cx.speech())).unwrap_or_default();
        Self { name, short_name, compact, figure, spoken: format!("{long} {says}") }
    }
}

fn tiles_ui(ui: &mut Ui, cx: &Cx, map: &Map, answer: &Ranking, local: &mut Local, height: f32) {
    let width = (ui.available_width() / GRID.0).floor();
    let tall = ((height - 40.0) / GRID.1).floor().clamp(*TILE.start(), *TILE.end());
    let (rect, _) = ui.allocate_exact_size(vec2(width * GRID.0, tall * GRID.1), Sense::hover());
    let at = |place: &Place| {
        let corner = rect.min + vec2(place.column as f32 * width, place.row as f32 * tall);
        Rect::from_min_size(corner, vec2(width - GAP, tall - GAP))
    };
    // The north-west of the grid is empty: there is room for the legend.
    legend_ui(ui, cx, map, answer, Rect::from_min_size(rect.min, vec2(width * 7.6, tall * 1.9)));
    for ((place, tile), words) in places().iter().zip(&map.tiles).zip(&local.words) {
        let response = tile_ui(ui, cx, map, (place, tile, words), at(place));
        if response.has_focus() {
            arrows(ui, &response, place);
        }
        if response.gained_focus() {
            ui.scroll_to_rect(response.rect.expand(space::S), None);
        }
        if response.clicked() {
            if let Some(lead) = tile.own.first() {
                cx.send(Command::SelectObservation(lead.key, Origin::Chart));
            } else {
                cx.send(Command::SelectArea(place.code));
                local.reveals = Some(place.code);
            }
        }
        tooltip(response, cx, tile, words);
    }
}

fn tile_id(place: &Place) -> Id {
    Id::unique(("tile", place.code))
}

/// Arrow keys go to the nearest tile on that side.
fn arrows(ui: &Ui, response: &Response, from: &Place) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let sides = [(Key::ArrowRight, 1, 0), (Key::ArrowLeft, -1, 0), (Key::ArrowDown, 0, 1), (Key::ArrowUp, 0, -1)];
    for (key, right, down) in sides {
        if !ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            continue;
        }
        let off = |to: &Place| {
            let (x, y) = (to.column as i32 - from.column as i32, to.row as i32 - from.row as i32);
            let (ahead, aside) = (x * right + y * down, (x * down).abs() + (y * right).abs());
            (ahead > 0).then_some(ahead + 3 * aside)
        };
        let next = places().iter().filter_map(|to| Some((off(to)?, to))).min_by_key(|(off, _)| *off);
        if let Some((_, next)) = next {
            ui.memory_mut(|memory| memory.request_focus(tile_id(next)));
        }
    }
}

/// The colour of a class and the ink that is read on it: few classes are spread over all steps.
pub(super) fn class_colours(
    theme: &Theme,
    class: Class,
    n_steps: usize,
) -> (eframe::egui::Color32, eframe::egui::Color32) {
    match class {
        Class::Below => theme.below_zero,
        Class::Step(_) if n_steps < 2 => theme.steps[2],
        Class::Step(step) => {
            let last = theme.steps.len() - 1;
            theme.steps[(step * last / (n_steps - 1)).min(last)]
        }
    }
}

fn tile_ui(ui: &Ui, cx: &Cx, map: &Map, (place, tile, words): (&Place, &Tile, &TileWords), rect: Rect) -> Response {
    let theme = cx.theme;
    let response = ui.interact(rect, tile_id(place), Sense::click());
    let lead = tile.own.first();
    let is_chosen = !cx.is_picture
        && (cx.state.session.selection.area == Some(place.code) || lead.is_some_and(|mark| is_selected(cx, mark)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &words.spoken));
    let painter = ui.painter();
    let ink = if let Some(class) = tile.class {
        let (fill, ink) = class_colours(theme, class, map.classes.n_steps);
        painter.rect_filled(rect, 4.0, fill);
        ink
    } else {
        let (edge, ink) =
            if tile.own.is_empty() && tile.n_inner == 0 { (theme.line, theme.faint) } else { (theme.edge, theme.ink) };
        painter.rect_stroke(rect, 4.0, Stroke::new(1.0, edge), StrokeKind::Inside);
        ink
    };
    if let Some(form) = lead.map(Form::of) {
        if form.is_unsure {
            hatch_lines(ui, rect, ink.gamma_multiply(0.28));
        }
        if form.status == Status::Target {
            dashed_rect(ui, rect.shrink(2.5), Stroke::new(1.2, ink));
        }
    }
    tile_words_ui(ui, cx, tile, words, rect, ink);
    if is_chosen {
        // A gap keeps the ring apart from a tile of nearly its colour.
        painter.rect_stroke(rect.expand(1.0), 5.0, Stroke::new(2.5, theme.accent), StrokeKind::Outside);
    } else if response.hovered() {
        painter.rect_stroke(rect, 4.0, Stroke::new(1.5, theme.ink), StrokeKind::Outside);
    }
    focus_ring(ui, &response, theme, 5);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn tile_words_ui(ui: &Ui, cx: &Cx, tile: &Tile, words: &TileWords, rect: Rect, ink: eframe::egui::Color32) {
    let room = rect.width() - 6.0;
    let centre = |text: &Arc<eframe::egui::Galley>, y: f32, colour| {
        paint_line(ui, text, rect.center().x - text.size().x / 2.0, y, colour);
    };
    let lead = tile.own.first();
    // What is not as usual in its period or standing says so in a third line.
    let third =
        lead.is_some_and(|mark| mark.differs_in_period || mark.status != Status::Actual) && rect.height() > 54.0;
    let (first, second) = if third { (0.23, 0.52) } else { (0.32, 0.68) };
    let y = |share: f32| rect.top() + rect.height() * share;
    let has_corner = lead.is_some_and(|mark| mark.conflicts || mark.differs_in_period);
    let name = line(ui, words.name, bold(size::SMALL));
    let fits = name.size().x <= if has_corner { room - 20.0 } else { room };
    let name = if fits { name } else { short_line(ui, words.short_name, bold(size::SMALL), room) };
    centre(&name, y(first), ink);
    match (lead, &words.figure) {
        (Some(mark), Some(figure)) => {
            let value = figure.value_in(ui, regular(size::TINY), room);
            // The legend tells the unit.
            let value = if value.elided { line(ui, words.compact.as_str(), regular(size::TINY)) } else { value };
            centre(&value, y(second), ink);
            if third {
                centre(&short_line(ui, &figure.under, regular(size::TINY - 1.5), room), y(0.8), ink);
            }
            corner_ui(ui, cx, mark, rect, ink);
        }
        _ if tile.n_inner > 0 => {
            let words = line(ui, cx.words.count("map.inner_short", tile.n_inner), regular(size::TINY));
            centre(&words, y(second), cx.theme.mute);
        }
        _ => {}
    }
}

/// A dot for another period, a sign for a conflict: in a tile's upper right corner.
fn corner_ui(ui: &Ui, cx: &Cx, mark: &Mark, rect: Rect, ink: eframe::egui::Color32) {
    let at = pos2(rect.right() - 8.0, rect.top() + 8.0);
    if mark.conflicts {
        let ground = Rect::from_center_size(at, vec2(14.0, 14.0));
        ui.painter().rect_filled(ground, 4.0, cx.theme.panel);
        icons::paint(ui.painter(), Icon::Warning, ground, 10.0, cx.theme.alert);
    } else if mark.differs_in_period {
        ui.painter().circle(at, 3.5, cx.theme.alert, Stroke::new(1.0, ink));
    }
}

/// The leading figure in full, the others in a line each.
fn tooltip(response: Response, cx: &Cx, tile: &Tile, words: &TileWords) {
    const SHOWN: usize = 6;
    let Some((lead, others)) = tile.own.split_first() else {
        response.on_hover_text(&words.spoken);
        return;
    };
    response.on_hover_ui_at_pointer(|ui| {
        observation_tooltip(ui, cx, lead.key, None);
        for mark in others.iter().take(SHOWN) {
            let words = FigureWords::of(cx, mark);
            let text = format!("{} {}", words.value, words.under);
            ui.label(RichText::new(text).font(regular(size::SMALL)).color(cx.theme.mute));
        }
        if others.len() > SHOWN {
            let more = cx.words.count("figures.more", others.len() - SHOWN);
            ui.label(RichText::new(more).font(regular(size::SMALL)).color(cx.theme.faint));
        }
    });
}

/// The figures of the selected province and of what lies in it, each leading to its sentence.
fn list_ui(ui: &mut Ui, cx: &Cx, map: &Map, local: &mut Local) {
    let province = cx.state.session.selection.area.map(AreaCode::province);
    let Some((place, tile)) = province.and_then(|province| map.find(province)) else {
        let hint = RichText::new(cx.say("map.hint")).font(regular(size::SMALL));
        ui.label(hint.color(cx.theme.mute));
        return;
    };
    let name = match cx.language() {
        Language::Zh => place.name_zh,
        Language::En => place.name_en,
    };
    let heading = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.label(RichText::new(name).font(bold(size::HEADING)).color(cx.theme.ink));
        if cx.is_picture {
            return;
        }
        let words = cx.words.fill("map.page", &[("area", name)]);
        if link_sized(ui, cx.theme, &words, size::SMALL).clicked() {
            cx.send(Command::ShowArea(place.code));
        }
    });
    if local.reveals.take_if(|wanted| *wanted == place.code).is_some() {
        let rows = (tile.own.len() + tile.inner.len()).min(6) as f32;
        ui.scroll_to_rect(heading.response.rect.expand2(vec2(0.0, rows * ROW)), None);
    }
    if tile.own.is_empty() && tile.inner.is_empty() {
        let silent = cx.words.fill("map.silent", &[("area", name)]);
        ui.label(RichText::new(silent).font(regular(size::SMALL)).color(cx.theme.mute));
        return;
    }
    let n_rows = tile.own.len() + tile.inner.len();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), n_rows as f32 * ROW), Sense::hover());
    let own = tile.own.iter().map(|mark| (name, mark, &[][..]));
    let inner = tile.inner.iter().filter_map(|row| {
        let lead = row.marks.get(row.lead)?;
        Some((row.short_name.as_str(), lead, row.marks.as_slice()))
    });
    for (n, (name, lead, marks)) in own.chain(inner).enumerate() {
        let at = Rect::from_min_size(rect.min + vec2(0.0, n as f32 * ROW), vec2(rect.width(), ROW));
        if ui.is_rect_visible(at.expand(ROW)) {
            row_ui(ui, cx, name, lead, marks, at);
        }
    }
}

fn row_ui(ui: &mut Ui, cx: &Cx, name: &str, lead: &Mark, marks: &[Mark], rect: Rect) {
    let theme = cx.theme;
    let words = FigureWords::of(cx, lead);
    let key = lead.key;
    let response = ui.interact(rect, Id::unique(("map row", key.document, key.article, key.place)), Sense::click());
    let is_chosen = is_selected(cx, lead);
    let spoken = format!("{name} {}", words.spoken);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &spoken));
    if is_chosen || response.hovered() {
        let ground = if is_chosen { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 4.0, ground);
    }
    let y = rect.center().y;
    let column = |share: f32| rect.left() + rect.width() * share;
    let title = if lead.detail.is_empty() { name.to_owned() } else { format!("{name} · {}", lead.detail) };
    let title = short_line(ui, &title, regular(size::BODY), rect.width() * 0.36 - space::S);
    paint_line(ui, &title, rect.left(), y, theme.ink);
    let value = words.value_in(ui, regular(size::BODY), rect.width() * 0.28 - space::S);
    paint_line(ui, &value, column(0.36), y, theme.ink);
    let others: Vec<Mark> = marks.iter().filter(|mark| mark.key != lead.key).cloned().collect();
    let chip = Rect::from_x_y_ranges(rect.x_range(), y - 7.5..=y + 7.5);
    let right = others_ui(ui, cx, chip, lead, &others);
    under_ui(ui, cx, &words, lead, column(0.64), y, right - space::S);
    focus_ring(ui, &response, theme, 4);
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.clicked() {
        cx.send(Command::SelectObservation(key, Origin::Chart));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, key, None));
}
