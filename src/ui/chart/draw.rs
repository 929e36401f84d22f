//! Draws the laid-out chart: rows in view only, each mark with a name, a tooltip, a click and a focus.

use eframe::egui::epaint::CornerRadius;
use eframe::egui::{
    Align, Color32, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::layout::{BAR, ChartLayout, GroupLayout, LABEL_GAP, MarkLayout, RowLayout};
use super::marks::{self, Form, Touch};
use crate::app::command::{Command, Origin};
use crate::compare::ObservationKey;
use crate::compare::ranking::Mark;
use crate::model::observation::Status;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::tooltip::observation_tooltip;
use crate::ui::widgets::{focus_ring, paint_line, paint_line_right};

/// How far the highlight of a row reaches past the chart on both sides.
const BLEED: f32 = 10.0;

/// Draws the chart with its upper left corner at the cursor and takes up its height.
pub fn chart_ui(ui: &mut Ui, cx: &Cx, layout: &ChartLayout, reference: Option<&Mark>) {
    let wanted = vec2(ui.available_width(), layout.height);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let selected = cx.state.session.selection.observation;
    if cx.state.transient.reveal_in_chart
        && let Some((row, _)) = selected.and_then(|key| layout.find(key))
    {
        let at = Rect::from_min_size(pos2(rect.left(), rect.top() + row.y), vec2(rect.width(), row.height));
        ui.scroll_to_rect(at, Some(Align::Center));
    }
    let canvas = Canvas { cx, layout, origin: rect.left_top(), right: rect.right() };
    for (n, group) in layout.groups.iter().enumerate() {
        let reference = reference.filter(|mark| n == 0 && mark.value >= group.axis.min && mark.value <= group.axis.max);
        canvas.group_ui(ui, group, selected, reference);
    }
}

struct Canvas<'a> {
    cx: &'a Cx<'a>,
    layout: &'a ChartLayout,
    origin: Pos2,
    right: f32,
}

impl Canvas<'_> {
    fn x(&self, group: &GroupLayout, value: f64) -> f32 {
        self.origin.x + self.layout.plot_left + group.axis.at(value) * self.layout.plot_width
    }

    fn group_ui(&self, ui: &mut Ui, group: &GroupLayout, selected: Option<ObservationKey>, reference: Option<&Mark>) {
        let (top, bottom) = (self.origin.y + group.y, self.origin.y + group.y + group.height);
        if !ui.clip_rect().y_range().intersects(eframe::egui::Rangef::new(top, bottom)) {
            return;
        }
        let is_in_view = |row: &&RowLayout| {
            let y = self.origin.y + row.y;
            y < ui.clip_rect().bottom() && y + row.height > ui.clip_rect().top()
        };
        let rows: Vec<&RowLayout> = group.rows.iter().filter(is_in_view).collect();
        // From back to front: the highlight, the grid, the marks.
        for row in &rows {
            self.highlight(ui, row, selected);
        }
        self.axis(ui, group, bottom);
        if let Some(mark) = reference {
            let x = self.x(group, mark.value);
            let from = pos2(x, top + 20.0);
            let stroke = Stroke::new(1.3, self.cx.theme.alert);
            ui.painter().extend(Shape::dashed_line(&[from, pos2(x, bottom)], stroke, 4.0, 3.0));
        }
        for row in rows {
            self.row_ui(ui, group, row, selected);
        }
    }

    fn highlight(&self, ui: &Ui, row: &RowLayout, selected: Option<ObservationKey>) {
        let Some(key) = selected else { return };
        if row.marks.iter().any(|mark| mark.mark.stands_for(key)) {
            let at = Rect::from_x_y_ranges(
                self.origin.x - BLEED..=self.right + BLEED,
                self.origin.y + row.y..=self.origin.y + row.y + row.height,
            );
            ui.painter().rect_filled(at, CornerRadius::same(4), self.cx.theme.selection);
        }
    }

    fn axis(&self, ui: &Ui, group: &GroupLayout, bottom: f32) {
        let theme = self.cx.theme;
        let head = self.origin.y + group.y + 9.0;
        let plot_left = self.origin.x + self.layout.plot_left;
        paint_line_right(ui, &group.title, plot_left - space::M, head, theme.faint);
        for ((value, _), label) in group.axis.ticks.iter().zip(&group.ticks) {
            let x = self.x(group, *value);
            let colour = if *value == 0.0 { theme.edge } else { theme.grid };
            ui.painter().vline(x, head + 10.0..=bottom, Stroke::new(1.0, colour));
            paint_line(ui, label, x - label.size().x / 2.0, head, theme.faint);
        }
    }

    fn row_ui(&self, ui: &mut Ui, group: &GroupLayout, row: &RowLayout, selected: Option<ObservationKey>) {
        let theme = self.cx.theme;
        let is_selected = selected.is_some_and(|key| row.marks.iter().any(|mark| mark.mark.stands_for(key)));
        let right = self.origin.x + self.layout.plot_left - space::M;
        let middle = self.origin.y + row.y + row.height / 2.0;
        let name_y = if row.under.is_some() { middle - 7.5 } else { middle };
        let ink = if is_selected { theme.accent } else { theme.ink };
        paint_line_right(ui, &row.name, right, name_y, ink);
        if let Some(under) = &row.under {
            let colour = if row.under_differs { theme.alert } else { theme.mute };
            paint_line_right(ui, under, right, middle + 8.5, colour);
            if row.under_differs {
                ui.painter().circle_filled(pos2(right + 6.0, middle + 9.0), 2.0, theme.alert);
            }
        }
        for mark in &row.marks {
            self.mark_ui(ui, group, row, mark, selected);
        }
    }

    fn mark_ui(
        &self,
        ui: &mut Ui,
        group: &GroupLayout,
        row: &RowLayout,
        laid: &MarkLayout,
        selected: Option<ObservationKey>,
    ) {
        let (cx, theme, mark) = (self.cx, self.cx.theme, &laid.mark);
        let hit = Rect::from_x_y_ranges(
            self.origin.x..=self.right,
            self.origin.y + laid.hit.0..=self.origin.y + laid.hit.0 + laid.hit.1,
        );
        let response = ui.interact(hit, mark_id(mark.key), Sense::click());
        let is_selected = selected.is_some_and(|key| mark.stands_for(key));
        let is_in_selected_row = selected.is_some_and(|key| row.marks.iter().any(|mark| mark.mark.stands_for(key)));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &laid.name));
        if response.clicked() {
            cx.send(Command::SelectObservation(mark.key, Origin::Chart));
        }
        if response.gained_focus() {
            ui.scroll_to_rect(hit, None);
        }
        let touch = match (is_selected, response.hovered() || response.has_focus()) {
            (true, _) => Touch::Selected,
            (false, true) => Touch::Hovered,
            (false, false) => Touch::None,
        };
        let y = self.origin.y + laid.y;
        let (zero, end) = (self.x(group, 0.0), self.x(group, mark.value));
        // A figure above nought is never drawn as nothing.
        let end = if mark.value > 0.0 { end.max(zero + 1.5) } else { end };
        let tall = if row.marks.len() > 1 { BAR - 3.0 } else { BAR };
        let body = Rect::from_x_y_ranges(zero.min(end)..=zero.max(end), y - tall / 2.0..=y + tall / 2.0);
        let high = mark.value_high.map(|high| self.x(group, high));
        marks::paint(ui, theme, Form::of(mark), body, high, touch);
        let ground = if is_in_selected_row { theme.selection } else { theme.panel };
        self.labels(ui, laid, high.unwrap_or(end).max(zero), y, is_selected, ground);
        focus_ring(ui, &response, theme, 4);
        if response.hovered() {
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            tooltip(response, cx, mark.key, row);
        }
    }

    /// Value, then period or standing, then the word for a conflict. A fall's label stands right of zero, where its bar is not.
    fn labels(&self, ui: &Ui, laid: &MarkLayout, end: f32, y: f32, is_selected: bool, ground: Color32) {
        let theme = self.cx.theme;
        let form = Form::of(&laid.mark);
        let reach = match (form.status, form.bound) {
            (Status::Policy, _) => 7.0,
            (_, crate::model::quantity::Bound::MoreThan | crate::model::quantity::Bound::AtLeast) => 9.0,
            _ => 0.0,
        };
        let mut x = end + reach + LABEL_GAP;
        let label = if is_selected { &laid.label_bold } else { &laid.label };
        let note_colour = if laid.note_differs { theme.alert } else { theme.mute };
        let words = [Some((label, theme.ink)), laid.note.as_ref().map(|note| (note, note_colour))];
        let conflict = laid.conflict.as_ref().map(|conflict| (conflict, theme.alert));
        for (galley, colour) in words.into_iter().chain([conflict]).flatten() {
            // Lines of the axis stop short of words.
            let at = Rect::from_min_size(pos2(x, y - galley.size().y / 2.0), galley.size());
            ui.painter().rect_filled(at.expand2(vec2(3.0, -1.0)), 0.0, ground);
            paint_line(ui, galley, x, y, colour);
            x += galley.size().x + space::S;
        }
    }
}

/// The id of a mark: by what it stands for, so that focus stays with it through sorting.
pub fn mark_id(key: ObservationKey) -> Id {
    Id::unique(("mark", key.document, key.article, key.place))
}

fn tooltip(response: Response, cx: &Cx, key: ObservationKey, row: &RowLayout) {
    response.on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, key, row.full_name.as_deref()));
}
