//! One indicator over time: a flow is drawn over the span it covers, a stock as a point at its day, targets dashed and hollow.
//! Gaps stay gaps: lines join figures that exist and nothing is put in between.

use std::collections::BTreeMap;

use eframe::egui::{
    Color32, CursorIcon, Frame, Id, Margin, Pos2, Rect, RichText, Role, ScrollArea, Sense, Shape, Stroke, TextStyle,
    Ui, Vec2, Vec2b, WidgetInfo, vec2,
};
use egui_plot::{GridInput, GridMark, HLine, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotTransform, Points};
use jiff::civil::Date;

use super::cx::Cx;
use super::theme::{bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{focus_ring, line, paint_line};
use super::{chooser, empty, question_bar};
use crate::app::command::{Command, Origin};
use crate::app::trend::{Trend, TrendPoint, TrendSeries, part_levels};
use crate::compare::derived::Basis;
use crate::compare::words::axis::Axis;
use crate::compare::words::{note, period, value};
use crate::model::area::AreaLevel;
use crate::model::observation::Status;
use crate::model::period::PeriodKind;
use crate::model::quantity::{Bound, Quantity};

/// A picture is drawn as in a window of this height.
const PICTURE: f32 = 900.0;
/// How many lines can be told apart.
const SHOWN: usize = 8;

/// Draws the view.
pub fn trend_ui(ui: &mut Ui, cx: &Cx, chooser: &mut chooser::Local) {
    if question_bar::head_ui(ui, cx, chooser).is_none() {
        return;
    }
    let trend = cx.derived.trend.get();
    let shown = shown(cx, trend);
    if shown.is_empty() {
        empty::centred(ui, cx, cx.say("trend.none"), cx.say("trend.none_more"), |_| {});
        return;
    }
    ScrollArea::vertical().id_salt("trend").auto_shrink(false).show(ui, |ui| {
        let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 12, bottom: 16 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(space::CHART_WIDTH));
            body_ui(ui, cx, trend, &shown);
        });
    });
}

/// Draws the lines for a picture.
pub(super) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    let trend = cx.derived.trend.get();
    let shown = shown(cx, trend);
    if shown.is_empty() {
        ui.label(RichText::new(cx.say("trend.none")).font(regular(size::BODY)).color(cx.theme.mute));
    } else {
        body_ui(ui, cx, trend, &shown);
    }
}

fn body_ui(ui: &mut Ui, cx: &Cx, trend: &Trend, shown: &[&TrendSeries]) {
    let drawn = drawn(cx, shown);
    legend_ui(ui, cx, &drawn);
    ui.add_space(space::S);
    for (level, lines) in part_levels(shown) {
        let is_here = |line: &&Drawn| lines.iter().any(|series| std::ptr::eq(*series, line.series));
        let lines: Vec<Drawn> = drawn.iter().filter(is_here).copied().collect();
        plot_ui(ui, cx, trend, level, &lines);
        ui.add_space(space::M);
    }
    footer_ui(ui, cx, trend, shown.len());
}

/// The lines that are drawn: the first ones, and the selected area's.
fn shown<'a>(cx: &Cx, trend: &'a Trend) -> Vec<&'a TrendSeries> {
    let selected = cx.state.session.selection.area;
    let mut shown: Vec<&TrendSeries> = trend.series.iter().take(SHOWN).collect();
    let is_shown = |area| shown.iter().any(|line| line.area.code == Some(area));
    if let Some(area) = selected.filter(|area| !is_shown(*area))
        && let Some(line) = trend.series.iter().find(|line| line.area.code == Some(area))
    {
        shown.pop();
        shown.push(line);
    }
    shown
}

/// The areas, each leading to its page, then what the forms mean that are in use.
fn legend_ui(ui: &mut Ui, cx: &Cx, lines: &[Drawn]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, 2.0);
        for &Drawn { series, colour, marker } in lines {
            let is_selected =
                !cx.is_picture && series.area.code.is_some() && series.area.code == cx.state.session.selection.area;
            let font = if is_selected { bold(size::SMALL) } else { regular(size::SMALL) };
            let words = line(ui, series.name.as_str(), font);
            let (rect, response) = ui.allocate_exact_size(vec2(24.0 + words.size().x, 20.0), Sense::click());
            let spoken = cx.words.fill("chart.to_area", &[("area", &series.name)]);
            response.widget_info(|| WidgetInfo::selected(Role::Link, true, is_selected, &spoken));
            ui.painter().hline(rect.left()..=rect.left() + 18.0, rect.center().y, Stroke::new(2.0, colour));
            marker_ui(ui, marker, rect.left_center() + vec2(9.0, 0.0), colour);
            let ink = if response.hovered() || is_selected { cx.theme.ink } else { cx.theme.mute };
            paint_line(ui, &words, rect.left() + 24.0, rect.center().y, ink);
            focus_ring(ui, &response, cx.theme, 3);
            if let Some(code) = series.area.code.filter(|_| response.clicked()) {
                cx.send(Command::ShowArea(code));
            }
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(series.area.name.as_str());
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, 2.0);
        forms_ui(ui, cx, lines);
    });
}

fn marker_ui(ui: &Ui, marker: MarkerShape, at: Pos2, colour: Color32) {
    let around =
        |corners: [Vec2; 4]| Shape::convex_polygon(corners.map(|c| at + c * 3.4).to_vec(), colour, Stroke::NONE);
    ui.painter().add(match marker {
        MarkerShape::Square => around([vec2(-1.0, -1.0), vec2(1.0, -1.0), vec2(1.0, 1.0), vec2(-1.0, 1.0)]),
        MarkerShape::Diamond => around([vec2(0.0, -1.3), vec2(1.3, 0.0), vec2(0.0, 1.3), vec2(-1.3, 0.0)]),
        MarkerShape::Up => around([vec2(0.0, -1.2), vec2(1.2, 0.9), vec2(0.0, 0.9), vec2(-1.2, 0.9)]),
        _ => Shape::circle_filled(at, 3.2, colour),
    });
}

/// Draws a form small, for the legend.
type Paint = fn(&Ui, Rect, Color32);

/// What the forms mean that are in use.
fn forms_ui(ui: &mut Ui, cx: &Cx, lines: &[Drawn]) {
    let points = || lines.iter().flat_map(|line| &line.series.points);
    let is_flow = |point: &TrendPoint| point.period.kind == PeriodKind::During && !point.is_cumulative;
    let colour = cx.theme.mute;
    let entries: [(bool, &str, Paint); 4] = [
        (points().any(is_flow), "trend.span", |ui, at, colour| {
            ui.painter().hline(at.x_range(), at.center().y, Stroke::new(2.5, colour));
            ui.painter().circle_filled(at.right_center(), 3.0, colour);
        }),
        (points().any(|point| point.is_cumulative), "trend.cumulative", |ui, at, colour| {
            ui.painter().line_segment([at.left_bottom(), at.right_top()], Stroke::new(1.6, colour));
            ui.painter().circle_filled(at.right_top(), 3.0, colour);
        }),
        (points().any(|point| point.period.kind == PeriodKind::AsOf), "trend.as_of", |ui, at, colour| {
            ui.painter().circle_filled(at.center(), 3.2, colour);
        }),
        (points().any(|point| point.status != Status::Actual), "trend.target", |ui, at, colour| {
            let ends = [at.left_center(), at.right_center()];
            ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.4, colour), 3.0, 2.5));
        }),
    ];
    for (_, key, paint) in entries.into_iter().filter(|(is_there, ..)| *is_there) {
        let words = line(ui, cx.say(key), regular(size::TINY));
        let (rect, _) = ui.allocate_exact_size(vec2(26.0 + words.size().x, 18.0), Sense::hover());
        paint(ui, Rect::from_center_size(rect.left_center() + vec2(9.0, 0.0), vec2(18.0, 8.0)), colour);
        paint_line(ui, &words, rect.left() + 26.0, rect.center().y, colour);
    }
}

/// Days since the beginning of the common era; only differences matter.
fn day_number(date: Date) -> f64 {
    let start = jiff::civil::date(1970, 1, 1);
    f64::from(start.until(date).map_or(0, |span| span.get_days()))
}

fn date_of(day: f64) -> Option<Date> {
    let start = jiff::civil::date(1970, 1, 1);
    start.checked_add(jiff::Span::new().try_days(day.round() as i64).ok()?).ok()
}

fn plot_ui(ui: &mut Ui, cx: &Cx, trend: &Trend, level: Option<AreaLevel>, lines: &[Drawn]) {
    let points = || lines.iter().flat_map(|line| &line.series.points);
    let (min, max) =
        points().fold((0.0_f64, 0.0_f64), |(min, max), point| (min.min(point.value), max.max(point.value)));
    let Some(unit) = &trend.unit else { return };
    let axis = Axis::new((min, max), unit, Basis::AsTold, 5, cx.speech());
    let title = match level {
        Some(level) => {
            cx.words.fill("trend.level", &[("level", note::level(level, cx.language())), ("unit", &axis.unit)])
        }
        None => axis.unit.clone(),
    };
    ui.label(RichText::new(title).font(regular(size::TINY)).color(cx.theme.faint));
    // All plots share the time axis of the whole trend.
    let all = || trend.series.iter().flat_map(|series| &series.points);
    let first = all().map(|point| point.period.start).min();
    let last = all().map(TrendPoint::day).max();
    let (Some(first), Some(last)) = (first, last) else { return };
    let frame = (day_number(first), day_number(last), min, if max > 0.0 { max } else { 1.0 });
    let response = ui.scope(|ui| {
        quiet_axes(ui, cx);
        plot(ui, cx, level, lines, &axis, frame)
    });
    for line in lines {
        for point in &line.series.points {
            point_ui(ui, cx, line, point, &response.inner);
        }
    }
}

/// The library takes the colours and sizes of its axes from the style.
fn quiet_axes(ui: &mut Ui, cx: &Cx) {
    ui.visuals_mut().override_text_color = Some(cx.theme.faint);
    for style in [TextStyle::Body, TextStyle::Small] {
        ui.style_mut().text_styles.insert(style, regular(size::TINY));
    }
}

fn plot(
    ui: &mut Ui,
    cx: &Cx,
    level: Option<AreaLevel>,
    lines: &[Drawn],
    axis: &Axis,
    (first, last, min, max): (f64, f64, f64, f64),
) -> PlotTransform {
    let theme = cx.theme;
    let pad = ((last - first) * 0.04).max(10.0);
    let share = if level.is_some() { 0.27 } else { 0.5 };
    let window = if cx.is_picture { PICTURE } else { ui.ctx().content_rect().height() };
    let height = (window * share).clamp(170.0, 620.0);
    let (ticks, labels) = (axis.ticks.clone(), axis.ticks.clone());
    let plot = Plot::new(("trend plot", level))
        .height(height)
        .allow_drag(Vec2b::FALSE)
        .allow_zoom(Vec2b::FALSE)
        .allow_scroll(Vec2b::FALSE)
        .allow_boxed_zoom(false)
        .show_background(false)
        .show_grid(Vec2b::FALSE)
        .show_x(false)
        .show_y(false)
        .label_formatter(|_| None)
        .set_margin_fraction(vec2(0.0, 0.0))
        .y_axis_min_width(44.0)
        .default_x_bounds(first - pad, last + pad)
        .default_y_bounds(min * 1.08, max * 1.08)
        .x_grid_spacer(time_steps)
        .y_grid_spacer(move |_| {
            let step = ticks.windows(2).map(|pair| pair[1].0 - pair[0].0).next().unwrap_or(1.0);
            ticks.iter().map(|(value, _)| GridMark { value: *value, step_size: step }).collect()
        })
        .x_axis_formatter(|mark, _| date_of(mark.value).map_or_else(String::new, month_label))
        .y_axis_formatter(move |mark, _| {
            let near = labels.iter().find(|(value, _)| (value - mark.value).abs() <= mark.step_size * 0.01);
            near.map(|(_, label)| label.clone()).unwrap_or_default()
        });
    let shown = plot.show(ui, |plot| {
        for (value, _) in &axis.ticks {
            let colour = if *value == 0.0 { theme.edge } else { theme.grid };
            plot.hline(HLine::new("", *value).color(colour).width(1.0).allow_hover(false));
        }
        for line in lines {
            series_items(plot, cx, line);
        }
    });
    shown.transform
}

/// A thin joint between figures that continue each other, a bar over each flow's span, a rising line from zero for sums from
/// the same first day, a dot at each figure.
fn series_items(plot: &mut egui_plot::PlotUi, cx: &Cx, drawn: &Drawn) {
    let Drawn { series, colour, marker } = *drawn;
    for status in [Status::Actual, Status::Target, Status::Policy] {
        let points: Vec<&TrendPoint> = series.points.iter().filter(|point| point.status == status).collect();
        let at = |point: &TrendPoint| [day_number(point.day()), point.value];
        let styled =
            |line: Line<'static>| if status == Status::Actual { line } else { line.style(LineStyle::dashed_dense()) };
        let (sums, plain): (Vec<&TrendPoint>, Vec<&TrendPoint>) = points.iter().partition(|point| point.is_cumulative);
        for (n, point) in plain.iter().enumerate() {
            if let Some(next) = plain.iter().skip(n + 1).find(|next| next.day() > point.day() && point.leads_to(next)) {
                let joint = Line::new("", vec![at(point), at(next)]).color(colour.gamma_multiply(0.6)).width(1.2);
                plot.line(styled(joint).allow_hover(false));
            }
            let is_span = point.period.kind == PeriodKind::During
                && point.period.end.is_some_and(|end| end != point.period.start);
            if is_span {
                let from = [day_number(point.period.start), point.value];
                let span = Line::new("", vec![from, at(point)]).color(colour).width(2.5);
                plot.line(styled(span).allow_hover(false));
            }
        }
        let mut by_start: BTreeMap<Date, Vec<[f64; 2]>> = BTreeMap::new();
        for sum in &sums {
            let start = sum.period.start;
            let rise = by_start.entry(start).or_insert_with(|| vec![[day_number(start), 0.0]]);
            // Of two sums to one day the line goes through the first; both have their dots.
            if rise.last().is_some_and(|last| last[0] < at(sum)[0]) {
                rise.push(at(sum));
            }
        }
        for rise in by_start.into_values() {
            plot.line(styled(Line::new("", rise).color(colour).width(1.6)).allow_hover(false));
        }
        let dots: Vec<[f64; 2]> = points.iter().map(|point| at(point)).collect();
        plot.points(Points::new("", dots.clone()).color(colour).radius(4.0).shape(marker).allow_hover(false));
        if status != Status::Actual {
            let hollow = Points::new("", dots).color(cx.theme.panel).radius(2.4).shape(marker);
            plot.points(hollow.allow_hover(false));
        }
    }
}

/// A line and how it is drawn.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    series: &'a TrendSeries,
    colour: Color32,
    marker: MarkerShape,
}

/// Each area in its own colour and shape; of two that share a colour, the later takes one that is free.
fn drawn<'a>(cx: &Cx, shown: &[&'a TrendSeries]) -> Vec<Drawn<'a>> {
    const SHAPES: [MarkerShape; 4] = [MarkerShape::Circle, MarkerShape::Square, MarkerShape::Diamond, MarkerShape::Up];
    let own = |series: &TrendSeries| series.area.code.map_or((cx.theme.bar, 0), |code| cx.area_colour(code));
    let mut taken: Vec<Color32> = Vec::new();
    let mut lines = Vec::new();
    for series in shown {
        let (own, turn) = own(series);
        let is_free = |colour: &Color32| !taken.contains(colour);
        let colour = if is_free(&own) { own } else { cx.theme.series.into_iter().find(is_free).unwrap_or(own) };
        taken.push(colour);
        lines.push(Drawn { series, colour, marker: SHAPES[turn % SHAPES.len()] });
    }
    lines
}

/// The library gives no hit per point, so each point has its own place to click, with a name and a tooltip.
fn point_ui(ui: &Ui, cx: &Cx, drawn: &Drawn, point: &TrendPoint, transform: &PlotTransform) {
    let Drawn { series, colour, .. } = *drawn;
    let at = transform.position_from_point(&PlotPoint::new(day_number(point.day()), point.value));
    let id = Id::unique(("trend", point.key.document, point.key.article, point.key.place));
    let response = ui.interact(Rect::from_center_size(at, vec2(16.0, 16.0)), id, Sense::click());
    let quantity = cx.state.documents.observation(point.key).map_or_else(
        || Quantity {
            value: point.value,
            value_high: None,
            unit: crate::model::quantity::Unit::new(""),
            bound: Bound::Exact,
        },
        |o| o.quantity.clone(),
    );
    let measure = cx.state.session.question.as_ref().map(|question| question.measure);
    let figure = value::figure(&quantity, measure.unwrap_or(crate::model::observation::Measure::Level), cx.speech());
    let told = period::period(Some(point.period), cx.language());
    let status = note::status(point.status, cx.language());
    let is_selected = cx.state.session.selection.observation == Some(point.key);
    let name = format!("{} {figure} {told} {status}", series.name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
    if is_selected || response.hovered() || response.has_focus() {
        ui.painter().circle_stroke(at, 7.5, Stroke::new(2.0, if is_selected { cx.theme.chosen_edge } else { colour }));
    }
    if is_selected {
        let words = line(ui, figure, bold(size::SMALL));
        let x = (at.x - words.size().x / 2.0).max(ui.max_rect().left());
        paint_line(ui, &words, x, at.y - 18.0, cx.theme.ink);
    }
    if response.clicked() {
        cx.send(Command::SelectObservation(point.key, Origin::Chart));
    }
    if response.hovered() {
        response
            .on_hover_cursor(CursorIcon::PointingHand)
            .on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, point.key, None));
    }
}

/// Firsts of months or of years, at most about ten.
#[expect(clippy::needless_pass_by_value, reason = "the plot hands over its input")]
fn time_steps(input: GridInput) -> Vec<GridMark> {
    let (Some(first), Some(last)) = (date_of(input.bounds.0), date_of(input.bounds.1)) else { return Vec::new() };
    let n_months =
        (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month()) - i32::from(first.month());
    let every = match n_months {
        ..=8 => 1,
        9..=24 => 3,
        25..=60 => 6,
        61..=120 => 12,
        _ => 24,
    };
    let first_month = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
    let months = (first_month..=first_month + n_months).filter(|month| month % every == 0);
    let marks = months.filter_map(|month| {
        let date = Date::new((month / 12) as i16, (month % 12 + 1) as i8, 1).ok()?;
        // All marks of one step: what is drawn weaker or stronger would mean nothing here.
        Some(GridMark { value: day_number(date), step_size: input.base_step_size.max(f64::from(every) * 30.0) })
    });
    marks.collect()
}

fn month_label(date: Date) -> String {
    if date.month() == 1 { date.year().to_string() } else { format!("{}-{:02}", date.year(), date.month()) }
}

fn footer_ui(ui: &mut Ui, cx: &Cx, trend: &Trend, n_shown: usize) {
    ui.separator();
    let quiet = |ui: &mut Ui, words: String| {
        ui.label(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute));
    };
    quiet(ui, cx.say("trend.how").to_owned());
    if trend.series.len() > n_shown {
        quiet(ui, cx.words.count("trend.more", trend.series.len() - n_shown));
    }
    if trend.n_single > 0 {
        quiet(ui, cx.words.count("trend.single", trend.n_single));
    }
}
