//! The legend of the map: the steps with their bounds, the country's figure, and the forms that are in use.

use eframe::egui::{Color32, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::chart::marks::{Form, hatch_lines};
use super::cx::Cx;
use super::map_view::class_colours;
use super::theme::{regular, size, space};
use super::widgets::{dashed_rect, line, link_or_words, paint_line};
use crate::app::command::{Command, Origin};
use crate::app::map::{Class, Classes, Map, Tile};
use crate::compare::ranking::{Mark, Ranking};
use crate::compare::words::axis::Axis;
use crate::compare::words::{note, period, value};
use crate::model::observation::Status;

/// Width and height of a step.
const STEP: (f32, f32) = (46.0, 12.0);

/// Draws the legend into `rect`.
pub fn legend_ui(ui: &mut Ui, cx: &Cx, map: &Map, answer: &Ranking, rect: Rect) {
    let mut part = ui.new_child(UiBuilder::new().max_rect(rect));
    part.spacing_mut().item_spacing = vec2(space::M, 3.0);
    part.spacing_mut().interact_size.y = 0.0;
    if let Some(mark) = &answer.reference {
        reference_ui(&mut part, cx, mark);
    }
    if map.tiles.iter().any(|tile| tile.class.is_some()) {
        steps_ui(&mut part, cx, map, rect.width());
    }
    forms_ui(&mut part, cx, map);
}

/// By how much the map's figures are divided where they are written without a unit, and what the legend calls that.
pub(super) fn scale_of(cx: &Cx, map: &Map) -> (f64, String) {
    let Some(unit) = &map.unit else { return (1.0, String::new()) };
    let max = map.classes.bounds().last().unwrap_or_default();
    let leads = map.tiles.iter().filter_map(|tile| tile.own.first());
    let basis = leads.map(|mark| mark.basis).next().unwrap_or_default();
    let (factor, _) = value::axis(max, unit, cx.speech());
    (factor, Axis::new((0.0, max), unit, basis, 1, cx.speech()).unit)
}

/// At most this many decimals, without trailing zeros.
pub(super) fn number(value: f64, n_decimals: usize) -> String {
    let text = format!("{value:.n_decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The country's figure: for comparison, never coloured.
fn reference_ui(ui: &mut Ui, cx: &Cx, mark: &Mark) {
    let figure = value::label(mark, cx.speech());
    let told = period::period(mark.period, cx.language());
    let words = cx.words.fill("chart.national", &[("figure", &figure), ("period", &told)]);
    if link_or_words(ui, cx, &words, size::SMALL).clicked() {
        cx.send(Command::SelectObservation(mark.key, Origin::Chart));
    }
}

fn steps_ui(ui: &mut Ui, cx: &Cx, map: &Map, width: f32) {
    let Classes { n_steps, has_below, .. } = map.classes;
    let theme = cx.theme;
    let (factor, unit) = scale_of(cx, map);
    let unit = line(ui, unit, regular(size::TINY));
    let n_below = usize::from(has_below);
    let step = ((width - unit.size().x - 24.0) / (n_steps + n_below) as f32).min(STEP.0);
    let below = if has_below { step + space::S } else { 0.0 };
    let wanted = vec2(below + step * n_steps as f32 + unit.size().x + 16.0, STEP.1 + 16.0);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let swatch = |left: f32| Rect::from_min_size(pos2(left, rect.top()), vec2(step, STEP.1));
    let y = rect.top() + STEP.1 + 8.0;
    if has_below {
        let (fill, _) = class_colours(theme, Class::Below, n_steps);
        ui.painter().rect_filled(swatch(rect.left()), 0.0, fill);
        let words = line(ui, cx.say("map.below_zero"), regular(size::TINY));
        paint_line(ui, &words, rect.left(), y, theme.mute);
    }
    let left = rect.left() + below;
    for n in 0..n_steps {
        let (fill, _) = class_colours(theme, Class::Step(n), n_steps);
        ui.painter().rect_filled(swatch(left + n as f32 * step), 0.0, fill);
    }
    for (n, bound) in map.classes.bounds().enumerate() {
        let words = line(ui, number(bound / factor, 4), regular(size::TINY));
        let x = left + n as f32 * step;
        let x = if n == 0 { x } else { x - words.size().x / 2.0 };
        paint_line(ui, &words, x, y, theme.mute);
    }
    paint_line(ui, &unit, left + step * n_steps as f32 + 12.0, rect.top() + STEP.1 / 2.0, theme.mute);
}

/// Only the forms that are on the map.
fn forms_ui(ui: &mut Ui, cx: &Cx, map: &Map) {
    let theme = cx.theme;
    let any = |is_so: fn(&Tile) -> bool| map.tiles.iter().any(is_so);
    let any_lead = |is_so: fn(&Mark) -> bool| map.tiles.iter().filter_map(|tile| tile.own.first()).any(is_so);
    ui.horizontal_wrapped(|ui| {
        if any(|tile| tile.own.is_empty() && tile.n_inner == 0) {
            entry_ui(ui, cx.say("map.no_figure"), theme.mute, |ui, at| {
                ui.painter().rect_stroke(at, 2.0, Stroke::new(1.0, theme.line), StrokeKind::Inside);
            });
        }
        if any(|tile| tile.own.is_empty() && tile.n_inner > 0) {
            entry_ui(ui, cx.say("map.only_inner"), theme.mute, |ui, at| {
                ui.painter().rect_stroke(at, 2.0, Stroke::new(1.0, theme.edge), StrokeKind::Inside);
                let n = line(ui, "n", regular(size::TINY - 2.0));
                paint_line(ui, &n, at.center().x - n.size().x / 2.0, at.center().y, theme.mute);
            });
        }
        if any_lead(|mark| mark.status == Status::Target) {
            let words = super::question_bar::capital(note::status(Status::Target, cx.language()));
            entry_ui(ui, &words, theme.mute, |ui, at| dashed_rect(ui, at, Stroke::new(1.2, theme.ink)));
        }
        if any_lead(|mark| Form::of(mark).is_unsure) {
            entry_ui(ui, cx.say("legend.unsure"), theme.mute, |ui, at| {
                hatch_lines(ui, at, theme.mute);
                ui.painter().rect_stroke(at, 2.0, Stroke::new(1.0, theme.edge), StrokeKind::Inside);
            });
        }
        if any_lead(|mark| mark.differs_in_period) {
            entry_ui(ui, cx.say("legend.period"), theme.alert, |ui, at| {
                ui.painter().circle_filled(at.center(), 3.5, theme.alert);
            });
        }
    });
}

fn entry_ui(ui: &mut Ui, words: &str, ink: Color32, paint: impl FnOnce(&Ui, Rect)) {
    let words = line(ui, words, regular(size::TINY));
    let (rect, _) = ui.allocate_exact_size(vec2(24.0 + words.size().x, 17.0), Sense::hover());
    paint(ui, Rect::from_center_size(rect.left_center() + vec2(9.0, 0.0), vec2(18.0, 12.0)));
    paint_line(ui, &words, rect.left() + 24.0, rect.center().y, ink);
}
