//! A small trend beside a row: flows as spans, stocks as points, targets hollow. It has no labels: form and direction alone.

use eframe::egui::{CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

use super::cx::Cx;
use super::figures::{FigureWords, is_selected};
use super::tooltip::observation_tooltip;
use super::widgets::focus_ring;
use crate::app::area_page::day;
use crate::app::command::{Command, Origin};
use crate::compare::ranking::Mark;
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};

/// How large a point is.
const POINT: f32 = 3.0;

/// Draws dated figures in order of time into `rect`; each leads to its sentence.
pub fn spark_ui(ui: &mut Ui, cx: &Cx, marks: &[Mark], rect: Rect) {
    let theme = cx.theme;
    let dated: Vec<(Period, &Mark)> = marks.iter().filter_map(|mark| Some((mark.period?, mark))).collect();
    let (Some(first), Some(last)) =
        (dated.iter().map(|(period, _)| period.start).min(), dated.iter().map(|(period, _)| day(*period)).max())
    else {
        return;
    };
    let n_days = days(first, last).max(1.0);
    let x = |date: Date| rect.left() + days(first, date) / n_days * rect.width();
    let max = dated.iter().map(|(_, mark)| mark.value).fold(0.0, f64::max);
    let min = dated.iter().map(|(_, mark)| mark.value).fold(0.0, f64::min);
    let span = if max > min { max - min } else { 1.0 };
    let y = |value: f64| rect.bottom() - ((value - min) / span) as f32 * rect.height();
    ui.painter().hline(rect.x_range(), y(0.0), Stroke::new(1.0, theme.grid));
    for ((_, from), (_, to)) in dated.iter().zip(dated.iter().skip(1)).filter(|(from, to)| leads_to(from, to)) {
        let at = |mark: &Mark| mark.period.map(|period| pos2(x(day(period)), y(mark.value)));
        if let Some((from, to)) = at(from).zip(at(to)) {
            ui.painter().line_segment([from, to], Stroke::new(1.2, theme.bar));
        }
    }
    for (period, mark) in dated {
        let at = pos2(x(day(period)), y(mark.value));
        let id = Id::unique(("spark", mark.key.document, mark.key.article, mark.key.place));
        let response = ui.interact(Rect::from_center_size(at, vec2(11.0, 11.0)), id, Sense::click());
        let spoken = FigureWords::of(cx, mark).spoken;
        let is_chosen = is_selected(cx, mark);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &spoken));
        let colour = if is_chosen || response.hovered() { theme.bar_selected } else { theme.bar };
        if period.kind == PeriodKind::During {
            let from = pos2(x(period.start), at.y);
            let width = if mark.status == Status::Target { 0.8 } else { 1.6 };
            ui.painter().line_segment([from, at], Stroke::new(width, colour));
        }
        if mark.status == Status::Target {
            ui.painter().circle(at, POINT, theme.panel, Stroke::new(1.2, colour));
        } else {
            ui.painter().circle_filled(at, if is_chosen { POINT + 1.0 } else { POINT }, colour);
        }
        focus_ring(ui, &response, theme, 5);
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        if response.clicked() {
            cx.send(Command::SelectObservation(mark.key, Origin::Chart));
        }
        response
            .on_hover_cursor(CursorIcon::PointingHand)
            .on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, mark.key, None));
    }
}

/// Only stocks of one standing are joined: a span says for itself how far it reaches.
fn leads_to((from, a): &(Period, &Mark), (to, b): &(Period, &Mark)) -> bool {
    from.kind == PeriodKind::AsOf && to.kind == PeriodKind::AsOf && a.status == b.status
}

fn days(from: Date, to: Date) -> f32 {
    from.until(to).map_or(0.0, |span| span.get_days() as f32)
}
