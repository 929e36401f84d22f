//! Draws the laid-out chart: rows in view only, each mark with a name, a tooltip, a click and a focus.

use std::rc::Rc;

use eframe::egui::epaint::CornerRadius;
use eframe::egui::{
    Align, Color32, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::layout::{BAR, ChartLayout, GroupLayout, LABEL_GAP, MarkLayout, RowLayout};
use super::marks::{self, Form, Touch};
use crate::app::command::{Command, Origin};
use crate::compare::ObservationKey;
use crate::compare::ranking::{Mark, Ranking};
use crate::model::observation::Status;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::tooltip::observation_tooltip;
use crate::ui::widgets::{focus_ring, paint_line, paint_line_right};

/// How far the highlight of a row reaches past the chart on both sides.
const BLEED: f32 = 10.0;

/// Draws the chart with its upper left corner at the cursor and takes up its height.
pub fn chart_ui(ui: &mut Ui, cx: &Cx, layout: &mut ChartLayout, answer: &Ranking) {
    let wanted = vec2(ui.available_width(), layout.height);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let selection = cx.state.session.selection;
    if cx.state.transient.reveal_in_chart
        && let Some((y, height)) = layout.place_of(answer, selection.observation, selection.area)
    {
        let at = Rect::from_min_size(pos2(rect.left(), rect.top() + y), vec2(rect.width(), height));
        ui.scroll_to_rect(at, Some(Align::Center));
    }
    let (top, bottom) = (ui.clip_rect().top() - rect.top(), ui.clip_rect().bottom() - rect.top());
    for g in 0..layout.groups.len() {
        let Some(group) = layout.groups.get(g) else { continue };
        if group.y > bottom || group.y + group.height < top {
            continue;
        }
        let in_view = group.rows_between(top, bottom);
        let rows: Vec<Rc<RowLayout>> = in_view.filter_map(|r| layout.row(ui, cx, answer, g, r)).collect();
        let Some(group) = layout.groups.get(g) else { continue };
        let reference = answer.reference.as_ref();
        let reference = reference.filter(|mark| g == 0 && mark.value >= group.axis.min && mark.value <= group.axis.max);
        let canvas = Canvas { cx, layout, group, origin: rect.left_top(), right: rect.right() };
        canvas.group_ui(ui, &rows, reference);
    }
}

struct Canvas<'a> {
    cx: &'a Cx<'a>,
    layout: &'a ChartLayout,
    group: &'a GroupLayout,
    origin: Pos2,
    right: f32,
}

impl Canvas<'_> {
    fn x(&self, value: f64) -> f32 {
        self.origin.x + self.layout.plot_left + self.group.axis.at(value) * self.layout.plot_width
    }

    fn group_ui(&self, ui: &mut Ui, rows: &[Rc<RowLayout>], reference: Option<&Mark>) {
        let (top, bottom) = (self.origin.y + self.group.y, self.origin.y + self.group.y + self.group.height);
        // From back to front: the highlight, the grid, the marks.
        for row in rows {
            self.highlight(ui, row);
        }
        self.axis(ui, bottom);
        if let Some(mark) = reference {
            let x = self.x(mark.value);
            let from = pos2(x, top + 20.0);
            let stroke = Stroke::new(1.3, self.cx.theme.alert);
            ui.painter().extend(Shape::dashed_line(&[from, pos2(x, bottom)], stroke, 4.0, 3.0));
        }
        for row in rows {
            self.row_ui(ui, row);
        }
    }

    /// Whether the selected figure, or the selected area, is the row's.
    fn is_selected(&self, row: &RowLayout) -> bool {
        let selection = self.cx.state.session.selection;
        match selection.observation {
            Some(key) => row.marks.iter().any(|mark| mark.mark.stands_for(key)),
            None => selection.area.is_some() && selection.area == row.area,
        }
    }

    fn highlight(&self, ui: &Ui, row: &RowLayout) {
        if self.is_selected(row) {
            let at = Rect::from_x_y_ranges(
                self.origin.x - BLEED..=self.right + BLEED,
                self.origin.y + row.y..=self.origin.y + row.y + row.height,
            );
            ui.painter().rect_filled(at, CornerRadius::same(4), self.cx.theme.selection);
        }
    }

    fn axis(&self, ui: &Ui, bottom: f32) {
        let (theme, group) = (self.cx.theme, self.group);
        let head = self.origin.y + group.y + 9.0;
        let plot_left = self.origin.x + self.layout.plot_left;
        paint_line_right(ui, &group.title, plot_left - space::M, head, theme.faint);
        for ((value, _), label) in group.axis.ticks.iter().zip(&group.ticks) {
            let x = self.x(*value);
            let colour = if *value == 0.0 { theme.edge } else { theme.grid };
            ui.painter().vline(x, head + 10.0..=bottom, Stroke::new(1.0, colour));
            paint_line(ui, label, x - label.size().x / 2.0, head, theme.faint);
        }
    }

    fn row_ui(&self, ui: &mut Ui, row: &RowLayout) {
        let theme = self.cx.theme;
        let is_selected = self.is_selected(row);
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
            self.mark_ui(ui, row, mark);
        }
        self.name_ui(ui, row);
    }

    /// The name leads to the area's page.
    fn name_ui(&self, ui: &mut Ui, row: &RowLayout) {
        let Some(code) = row.area else { return };
        let right = self.origin.x + self.layout.plot_left - space::M;
        let middle = self.origin.y + row.y + row.height / 2.0;
        let y = if row.under.is_some() { middle - 7.5 } else { middle };
        let at = Rect::from_x_y_ranges(right - row.name.size().x..=right, y - 9.0..=y + 9.0);
        let key = row.marks.first().map(|mark| mark.mark.key);
        // No stop for Tab: the page of a focused mark is one key away, and twice as many stops would be in the way.
        let response = ui.interact(at, Id::unique(("area of row", key)), Sense::CLICK);
        let spoken = self.cx.words.fill("chart.to_area", &[("area", row.name.text())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &spoken));
        if response.hovered() || response.has_focus() {
            ui.painter().hline(at.x_range(), at.bottom() - 1.0, Stroke::new(1.0, self.cx.theme.accent));
        }
        if response.clicked() {
            self.cx.send(Command::ShowArea(code));
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(spoken);
    }

    fn mark_ui(&self, ui: &mut Ui, row: &RowLayout, laid: &MarkLayout) {
        let selected = self.cx.state.session.selection.observation;
        let (cx, theme, mark) = (self.cx, self.cx.theme, &laid.mark);
        let hit = Rect::from_x_y_ranges(
            self.origin.x..=self.right,
            self.origin.y + laid.hit.0..=self.origin.y + laid.hit.0 + laid.hit.1,
        );
        let response = ui.interact(hit, mark_id(mark.key), Sense::click());
        let is_selected = selected.is_some_and(|key| mark.stands_for(key));
        let is_in_selected_row = self.is_selected(row);
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
        let (zero, end) = (self.x(0.0), self.x(mark.value));
        // A figure above nought is never drawn as nothing.
        let end = if mark.value > 0.0 { end.max(zero + 1.5) } else { end };
        let tall = if row.marks.len() > 1 { BAR - 3.0 } else { BAR };
        let body = Rect::from_x_y_ranges(zero.min(end)..=zero.max(end), y - tall / 2.0..=y + tall / 2.0);
        let high = mark.value_high.map(|high| self.x(high));
        marks::paint(ui, theme, Form::of(mark), body, high, touch);
        if let Some((met_at, _)) = &laid.completion {
            self.completion(ui, body, *met_at);
        }
        let ground = if is_in_selected_row { theme.selection } else { theme.panel };
        self.labels(ui, laid, high.unwrap_or(end).max(zero), y, is_selected, ground);
        focus_ring(ui, &response, theme, 4);
        if response.hovered() {
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            tooltip(response, cx, mark.key, row);
        }
    }

    /// Under the bar: a track from zero to where the target is met, filled as far as the bar reaches. A target beyond the plot
    /// leaves the track open.
    fn completion(&self, ui: &Ui, body: Rect, met_at: f64) {
        const TALL: f32 = 3.0;
        let theme = self.cx.theme;
        let edge = self.origin.x + self.layout.plot_left + self.layout.plot_width;
        let (zero, end) = (self.x(0.0), self.x(met_at));
        let y = body.bottom() + 1.5..=body.bottom() + 1.5 + TALL;
        ui.painter().rect_filled(Rect::from_x_y_ranges(zero..=end.min(edge), y.clone()), 0.0, theme.edge);
        ui.painter().rect_filled(Rect::from_x_y_ranges(zero..=body.right().min(end), y), 0.0, theme.accent);
        if end <= edge {
            let reach = body.bottom() - 1.5..=body.bottom() + 1.5 + TALL + 1.5;
            ui.painter().vline(end, reach, Stroke::new(1.5, theme.ink));
        }
    }

    /// Value, how far its target is met, then period or standing, then the word for a conflict. A fall's label stands right of zero, where its bar is not.
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
        let completion = laid.completion.as_ref().map(|(_, words)| (words, theme.mute));
        let words = [Some((label, theme.ink)), completion, laid.note.as_ref().map(|note| (note, note_colour))];
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
