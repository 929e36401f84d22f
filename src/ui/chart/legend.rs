//! The legend: only the forms that are on the chart.

use eframe::egui::{Rect, Sense, Stroke, Ui, vec2};

use super::marks::{self, Form, Touch};
use crate::compare::ranking::{Mark, Ranking};
use crate::compare::words::note;
use crate::model::observation::Status;
use crate::model::quantity::Bound;
use crate::ui::cx::Cx;
use crate::ui::question_bar::capital;
use crate::ui::theme::{regular, size};
use crate::ui::widgets::{line, paint_line};

/// What one entry shows.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Form { form: Form, has_range: bool, words: String },
    DifferingPeriod,
    Completion,
}

/// What the legend of an answer shows; empty where there is nothing to explain.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Legend {
    entries: Vec<Entry>,
}

impl Legend {
    /// The forms in use.
    pub fn of(cx: &Cx, answer: &Ranking) -> Self {
        let marks = || answer.rows().flat_map(|row| &row.marks);
        let any = |is_so: fn(&Mark) -> bool| marks().any(is_so);
        let plain = Form { status: Status::Actual, bound: Bound::Exact, is_unsure: false };
        let mut entries = Vec::new();
        for status in [Status::Actual, Status::Target, Status::Policy] {
            if marks().any(|mark| mark.status == status) {
                let words = capital(note::status(status, cx.language()));
                entries.push(Entry::Form { form: Form { status, ..plain }, has_range: false, words });
            }
        }
        let forms = [
            (any(|m| matches!(m.bound, Bound::MoreThan | Bound::AtLeast)), Bound::MoreThan, "legend.more_than"),
            (any(|m| m.bound == Bound::About), Bound::About, "legend.about"),
            (any(|m| m.bound == Bound::AtMost), Bound::AtMost, "legend.at_most"),
            (any(|m| m.value_high.is_some()), Bound::Range, "legend.range"),
        ];
        for (_, bound, key) in forms.into_iter().filter(|(is_there, ..)| *is_there) {
            let form = Form { bound, ..plain };
            entries.push(Entry::Form { form, has_range: bound == Bound::Range, words: cx.say(key).to_owned() });
        }
        if marks().any(|mark| Form::of(mark).is_unsure) {
            let form = Form { is_unsure: true, ..plain };
            entries.push(Entry::Form { form, has_range: false, words: cx.say("legend.unsure").to_owned() });
        }
        if any(|mark| mark.completion.is_some()) {
            entries.push(Entry::Completion);
        }
        if any(|mark| mark.differs_in_period) {
            entries.push(Entry::DifferingPeriod);
        }
        Self { entries }
    }

    /// Draws its entries into the current row.
    pub fn ui(&self, ui: &mut Ui, cx: &Cx) {
        for entry in &self.entries {
            entry_ui(ui, cx, entry);
        }
    }
}

fn entry_ui(ui: &mut Ui, cx: &Cx, entry: &Entry) {
    const SWATCH: f32 = 22.0;
    let theme = cx.theme;
    match entry {
        Entry::Form { form, has_range, words } => {
            let words = line(ui, words.as_str(), regular(size::SMALL));
            let reach = SWATCH + 10.0;
            let (rect, _) = ui.allocate_exact_size(vec2(reach + words.size().x, 18.0), Sense::hover());
            let mut body = Rect::from_center_size(rect.left_center() + vec2(SWATCH / 2.0, 0.0), vec2(SWATCH, 10.0));
            let mut high = None;
            match form.bound {
                Bound::MoreThan => body.set_width(SWATCH - 7.0),
                Bound::Range => {
                    high = Some(body.right());
                    body.set_width(SWATCH / 2.0);
                }
                _ => {}
            }
            if form.status == Status::Policy {
                body.set_width(SWATCH - 4.0);
            }
            marks::paint(ui, theme, *form, body, high.filter(|_| *has_range), Touch::None);
            paint_line(ui, &words, rect.left() + reach - 2.0, rect.center().y, theme.mute);
        }
        Entry::Completion => {
            let words = line(ui, cx.say("legend.completion"), regular(size::SMALL));
            let (rect, _) = ui.allocate_exact_size(vec2(SWATCH + 8.0 + words.size().x, 18.0), Sense::hover());
            let track = Rect::from_center_size(rect.left_center() + vec2(SWATCH / 2.0, 0.0), vec2(SWATCH, 3.0));
            ui.painter().rect_filled(track, 0.0, theme.edge);
            ui.painter().rect_filled(track.with_max_x(track.left() + SWATCH * 0.6), 0.0, theme.accent);
            ui.painter().vline(track.right(), track.y_range().expand(2.5), Stroke::new(1.5, theme.ink));
            paint_line(ui, &words, rect.left() + SWATCH + 8.0, rect.center().y, theme.mute);
        }
        Entry::DifferingPeriod => {
            let words = line(ui, cx.say("legend.period"), regular(size::SMALL));
            let (rect, _) = ui.allocate_exact_size(vec2(10.0 + words.size().x, 18.0), Sense::hover());
            ui.painter().circle_filled(rect.left_center() + vec2(3.0, 0.5), 2.5, theme.alert);
            paint_line(ui, &words, rect.left() + 10.0, rect.center().y, theme.alert);
        }
    }
}
