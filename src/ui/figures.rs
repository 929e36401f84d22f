//! One figure in a few words, and the others behind it as a menu: what the matrix, the map and an area's page share.

use std::sync::Arc;

use eframe::egui::{FontId, Galley, Popup, Rect, RectAlign, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::cx::Cx;
use super::theme::{regular, size};
use super::tooltip::observation_tooltip;
use super::widgets::{focus_ring, line, menu_row, paint_line, short_line};
use crate::app::command::{Command, Origin};
use crate::compare::ranking::Mark;
use crate::compare::series::SeriesKey;
use crate::compare::words::{note, period, value};
use crate::model::observation::{Measure, Status};
use crate::model::quantity::Unit;

/// A figure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureWords {
    /// As people write it.
    pub value: String,
    /// Without its unit, for where that is said beside it.
    bare: String,
    /// Its period, and its standing where it did not happen.
    pub under: String,
    /// Value, period and standing for screen readers.
    pub spoken: String,
}

impl FigureWords {
    /// The words of this figure.
    pub fn of(cx: &Cx, mark: &Mark) -> Self {
        let value = value::label(mark, cx.speech());
        let told = period::period(mark.period, cx.language());
        let status = note::status(mark.status, cx.language());
        let spoken = format!("{value} {told} {status}");
        let under = if mark.status == Status::Actual { told } else { format!("{status} {told}") };
        let bare = if mark.unit.takes_wan() {
            value::label(&Mark { unit: Unit::new(""), ..mark.clone() }, cx.speech()).trim().to_owned()
        } else {
            value.clone()
        };
        Self { value, bare, under, spoken }
    }

    /// The value as a line no wider than this: without its unit, then shortened, where there is no room.
    pub fn value_in(&self, ui: &Ui, font: FontId, width: f32) -> Arc<Galley> {
        let whole = line(ui, self.value.as_str(), font.clone());
        if whole.size().x <= width { whole } else { short_line(ui, &self.bare, font, width) }
    }
}

/// What a series is called besides its indicator: the part, the form, the unit.
pub fn series_facts(cx: &Cx, key: &SeriesKey) -> String {
    let measure = if key.measure == Measure::Level { "" } else { cx.measure(key.measure) };
    let unit = value::axis(0.0, &key.unit, cx.speech()).1;
    let parts = [key.detail.as_str(), measure, &unit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `+2` at the right end of `rect`, behind which the other figures are; returns its left edge.
pub fn others_ui(ui: &mut Ui, cx: &Cx, rect: Rect, leads: &Mark, others: &[Mark]) -> f32 {
    if others.is_empty() {
        return rect.right();
    }
    let theme = cx.theme;
    let words = line(ui, format!("+{}", others.len()), regular(size::TINY));
    let width = words.size().x + 10.0;
    let at = Rect::from_min_max(pos2(rect.right() - width, rect.top()), rect.right_bottom());
    let response = ui.interact(at, ui.scope_id().with(("others", leads.key)), Sense::click());
    let spoken = cx.words.count("figures.more", others.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let is_hot = response.hovered() || response.has_focus();
    ui.painter().rect_filled(at, at.height() / 2.0, if is_hot { theme.chip_hover } else { theme.chip });
    let ink = if others.iter().any(|mark| mark.conflicts) { theme.alert } else { theme.mute };
    paint_line(ui, &words, at.center().x - words.size().x / 2.0, at.center().y, ink);
    focus_ring(ui, &response, theme, 7);
    menu_ui(cx, &response, others);
    response.on_hover_text(spoken);
    at.left()
}

/// A menu of figures; choosing one leads to its sentence.
fn menu_ui(cx: &Cx, button: &Response, figures: &[Mark]) {
    Popup::menu(button).align(RectAlign::BOTTOM_END).gap(4.0).show(|ui| {
        ui.set_min_width(200.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        eframe::egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for mark in figures {
                let words = FigureWords::of(cx, mark);
                let value =
                    if mark.conflicts { format!("{}  {}", words.value, cx.say("chart.conflict")) } else { words.value };
                let row = menu_row(ui, cx.theme, &value, &words.under, is_selected(cx, mark));
                if row.clicked() {
                    cx.send(Command::SelectObservation(mark.key, Origin::Chart));
                }
                row.on_hover_ui(|ui| observation_tooltip(ui, cx, mark.key, None));
            }
        });
    });
}

/// Whether the mark stands for the selected figure.
pub fn is_selected(cx: &Cx, mark: &Mark) -> bool {
    cx.state.session.selection.observation.is_some_and(|key| mark.stands_for(key))
}

/// A period under a figure, in colour and with a dot where it is not the usual one; `right` bounds its width.
pub fn under_ui(ui: &Ui, cx: &Cx, words: &FigureWords, mark: &Mark, x: f32, y: f32, right: f32) {
    let (colour, reach) = if mark.differs_in_period { (cx.theme.alert, 8.0) } else { (cx.theme.mute, 0.0) };
    let under = short_line(ui, &words.under, regular(size::TINY), right - x - reach);
    paint_line(ui, &under, x, y, colour);
    if mark.differs_in_period {
        ui.painter().circle_filled(pos2(x + under.size().x + 5.0, y) + vec2(0.0, 0.5), 2.0, colour);
    }
}
