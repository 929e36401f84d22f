//! The strip beside the scroll bar: where in the article the figures are, and the words that were looked for.

use eframe::egui::{Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::layout::{FigureLayout, ReaderLayout};
use super::page::Page;
use crate::app::command::{Command, Origin};
use crate::ui::cx::Cx;
use crate::ui::theme::space;

/// Width of the strip, with its surroundings.
const STRIP: f32 = 16.0;

/// Draws the strip; a click goes to the nearest figure.
pub fn strip_ui(ui: &Ui, cx: &Cx, page: &Page, laid: &ReaderLayout, view: Rect) {
    if laid.figures.is_empty() || laid.height() < 1.0 {
        return;
    }
    let theme = cx.theme;
    let strip = Rect::from_min_max(
        pos2(view.right() - STRIP, view.top() + space::M),
        pos2(view.right() - 4.0, view.bottom() - space::M),
    );
    let middle = strip.center().x;
    let y_of = |byte: usize| strip.top() + laid.depth_of(byte) / (laid.height() + 2.0 * space::L) * strip.height();
    let response = ui.interact(strip, Id::unique("margin strip"), Sense::click());
    let name = cx.say("reader.strip");
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    // A wide table passes under the strip.
    let ground = view.with_min_x(strip.left() - 2.0);
    if laid.is_wide() {
        ui.painter().rect_filled(ground, 0.0, theme.panel);
    }
    ui.painter().vline(middle, strip.y_range(), Stroke::new(3.0, theme.chip));
    let tick = |y: f32, half: f32, colour| {
        let tick = Rect::from_center_size(pos2(middle, y), vec2(2.0 * half, half));
        ui.painter().rect_filled(tick, 1.0, colour);
    };
    // Ticks that would hide each other are drawn once.
    let mut last = f32::NEG_INFINITY;
    for figure in laid.figures.iter().filter(|figure| figure.is_quote) {
        let y = y_of(figure.span.start);
        if y - last >= 1.0 {
            tick(y, 3.0, theme.tint(figure.family).1);
            last = y;
        }
    }
    if let Some(chosen) = laid.figures.iter().find(|figure| page.is_chosen(figure) && figure.is_quote) {
        tick(y_of(chosen.span.start), 4.0, theme.chosen_edge);
    }
    if let Some(match_at_hand) = page.match_at_hand {
        tick(y_of(match_at_hand.start()), 4.0, theme.accent);
    }
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let away = |figure: &FigureLayout| (y_of(figure.span.start) - at.y).abs();
        let nearest = laid.figures.iter().filter(|figure| figure.is_quote);
        if let Some(figure) = nearest.min_by(|a, b| away(a).total_cmp(&away(b))) {
            cx.send(Command::SelectObservation(figure.key, Origin::Chart));
        }
    }
}
