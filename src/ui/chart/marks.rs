//! The form of each mark: filled is actual, dashed is a target, a stem with a diamond is a policy's amount; a pointed end is
//! more than, a fading end is about, a stop is at most, a lighter part is a range; hatched is unsure.

use eframe::egui::epaint::{CornerRadius, Mesh, StrokeKind};
use eframe::egui::{Color32, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::app::update::UNSURE_BELOW;
use crate::compare::ranking::Mark;
use crate::model::observation::Status;
use crate::model::quantity::Bound;
use crate::ui::theme::Theme;
use crate::ui::widgets::dashed_rect;

/// How a mark is to be painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Its standing.
    pub status: Status,
    /// Its hedge.
    pub bound: Bound,
    /// Whether the extractor is unsure.
    pub is_unsure: bool,
}

impl Form {
    /// The form of this mark.
    pub fn of(mark: &Mark) -> Self {
        Self { status: mark.status, bound: mark.bound, is_unsure: mark.confidence < UNSURE_BELOW }
    }
}

/// The state of a mark under the user's hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// Left alone.
    None,
    /// Under the pointer or the keyboard.
    Hovered,
    /// Selected.
    Selected,
}

/// How far a pointed or fading end reaches past the value.
const END: f32 = 9.0;
/// How long the fading part is.
const FADE: f32 = 24.0;

/// Paints a mark. `body` runs from zero to the value; `high` is where a range ends.
pub fn paint(ui: &Ui, theme: &Theme, form: Form, body: Rect, high: Option<f32>, touch: Touch) {
    let colour = match (form.status, touch) {
        (Status::Policy, _) => theme.policy,
        (_, Touch::None) => theme.bar,
        (_, Touch::Hovered) => theme.bar_hover,
        (_, Touch::Selected) => theme.bar_selected,
    };
    if let Some(high) = high {
        let part = Rect::from_x_y_ranges(body.right()..=high.max(body.right()), body.y_range());
        ui.painter().rect_filled(part, 0.0, colour.gamma_multiply(0.35));
        ui.painter().vline(part.right(), body.y_range(), Stroke::new(1.5, colour));
    }
    match form.status {
        Status::Target => target(ui, form, body, colour, touch),
        Status::Policy => policy(ui, form, body, colour),
        Status::Actual => actual(ui, form, body, colour),
    }
    if form.bound == Bound::AtMost {
        let reach = body.y_range().expand(3.0);
        ui.painter().vline(body.right(), reach, Stroke::new(2.5, colour));
    }
}

fn is_pointed(bound: Bound) -> bool {
    matches!(bound, Bound::MoreThan | Bound::AtLeast)
}

fn actual(ui: &Ui, form: Form, body: Rect, colour: Color32) {
    if form.is_unsure {
        hatched(ui, body, colour);
    } else if form.bound == Bound::About {
        let solid_to = (body.right() - FADE).max(body.left() + body.width() * 0.3);
        ui.painter().rect_filled(body.with_max_x(solid_to), 0.0, colour);
        fade(ui, body.with_min_x(solid_to), colour);
    } else {
        ui.painter().rect_filled(body, corners(body), colour);
    }
    if is_pointed(form.bound) {
        let points = arrow(body);
        let fill = if form.is_unsure { Color32::TRANSPARENT } else { colour };
        ui.painter().add(Shape::convex_polygon(points, fill, Stroke::new(1.0, colour)));
    }
}

fn target(ui: &Ui, form: Form, body: Rect, colour: Color32, touch: Touch) {
    if touch == Touch::Selected {
        ui.painter().rect_filled(body, 0.0, colour.gamma_multiply(0.18));
    }
    if form.is_unsure {
        hatch_lines(ui, body, colour.gamma_multiply(0.5));
    }
    let frame = body.shrink2(vec2(0.0, 0.75));
    if form.bound == Bound::About {
        // The open right side says that the end is soft.
        let corners = [frame.right_top(), frame.left_top(), frame.left_bottom(), frame.right_bottom()];
        ui.painter().extend(Shape::dashed_line(&corners, Stroke::new(1.5, colour), 5.0, 3.0));
        ui.painter().extend(Shape::dashed_line(
            &[frame.right_top(), frame.right_bottom()],
            Stroke::new(1.0, colour.gamma_multiply(0.5)),
            2.0,
            3.0,
        ));
    } else {
        dashed_rect(ui, frame, Stroke::new(1.5, colour));
    }
    if is_pointed(form.bound) {
        ui.painter().add(Shape::closed_line(arrow(frame), Stroke::new(1.5, colour)));
    }
}

/// A stem from zero and a diamond at the amount.
fn policy(ui: &Ui, form: Form, body: Rect, colour: Color32) {
    let y = body.center().y;
    ui.painter().hline(body.left()..=body.right(), y, Stroke::new(2.0, colour));
    let r = body.height() * 0.36;
    let c = pos2(body.right(), y);
    let points = vec![c + vec2(0.0, -r), c + vec2(r, 0.0), c + vec2(0.0, r), c + vec2(-r, 0.0)];
    let fill = if form.is_unsure || form.bound == Bound::About { Color32::TRANSPARENT } else { colour };
    ui.painter().add(Shape::convex_polygon(points, fill, Stroke::new(1.5, colour)));
    if is_pointed(form.bound) {
        let tip = c.x + r + 2.0;
        let points = vec![pos2(tip, y - r * 0.7), pos2(tip + r, y), pos2(tip, y + r * 0.7)];
        ui.painter().add(Shape::line(points, Stroke::new(1.5, colour)));
    }
}

fn corners(body: Rect) -> CornerRadius {
    // Only the end is rounded: the foot stands on the axis.
    let radius = if body.width() > 4.0 { 2 } else { 0 };
    CornerRadius { nw: 0, sw: 0, ne: radius, se: radius }
}

/// The pointed end, on the side that leads away from zero.
fn arrow(body: Rect) -> Vec<eframe::egui::Pos2> {
    let x = body.right();
    vec![pos2(x, body.top()), pos2(x + END, body.center().y), pos2(x, body.bottom())]
}

fn fade(ui: &Ui, part: Rect, colour: Color32) {
    let mut mesh = Mesh::default();
    for (at, colour) in [
        (part.left_top(), colour),
        (part.right_top(), Color32::TRANSPARENT),
        (part.right_bottom(), Color32::TRANSPARENT),
        (part.left_bottom(), colour),
    ] {
        mesh.colored_vertex(at, colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    ui.painter().add(Shape::mesh(mesh));
}

fn hatched(ui: &Ui, body: Rect, colour: Color32) {
    ui.painter().rect_filled(body, corners(body), colour.gamma_multiply(0.14));
    hatch_lines(ui, body, colour);
    ui.painter().rect_stroke(body, corners(body), Stroke::new(1.2, colour), StrokeKind::Inside);
}

/// The strokes that say that a figure is unsure.
pub fn hatch_lines(ui: &Ui, body: Rect, colour: Color32) {
    const STEP: f32 = 6.0;
    let painter = ui.painter().with_clip_rect(body.intersect(ui.clip_rect()));
    let h = body.height();
    let n_lines = ((body.width() + h) / STEP) as usize;
    for n in 0..=n_lines {
        let x = body.left() + n as f32 * STEP;
        painter.line_segment([pos2(x, body.top()), pos2(x - h, body.bottom())], Stroke::new(1.0, colour));
    }
}
