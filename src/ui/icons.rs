//! Our own icons, as vectors, so that they look the same on every machine.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

/// What can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Points down: there is a menu.
    ChevronDown,
    /// Points right: there is something folded.
    ChevronRight,
    /// ←
    ArrowLeft,
    /// →
    ArrowRight,
    /// A cross: close.
    Cross,
    /// A magnifying glass.
    Search,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// Half sun, half moon: as the system.
    Halves,
    /// A window with its left part marked.
    PanelLeft,
    /// A window with its right part marked.
    PanelRight,
    /// A triangle with a bar: look at this.
    Warning,
    /// A tick.
    Check,
    /// An open book page: nothing here yet.
    Page,
    /// Points up: sorted from small to large.
    SortUp,
    /// Points down: sorted from large to small.
    SortDown,
    /// Three dots: there is more to do.
    Dots,
    /// A funnel: let only some through.
    Filter,
}

/// Draws an icon into the middle of a rectangle, this many points high.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, size: f32, colour: Color32) {
    let c = rect.center();
    let r = size / 2.0;
    let stroke = Stroke::new((size / 9.0).max(1.2), colour);
    let line = |points: &[Vec2]| {
        let points: Vec<Pos2> = points.iter().map(|p| c + *p * r).collect();
        painter.add(Shape::line(points, stroke));
    };
    let triangle = |points: [Vec2; 3]| {
        let points = points.iter().map(|p| c + *p * r).collect();
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    };
    match icon {
        Icon::ChevronDown => line(&[vec2(-0.6, -0.3), vec2(0.0, 0.35), vec2(0.6, -0.3)]),
        Icon::ChevronRight => line(&[vec2(-0.3, -0.6), vec2(0.35, 0.0), vec2(-0.3, 0.6)]),
        Icon::ArrowLeft => {
            line(&[vec2(0.8, 0.0), vec2(-0.75, 0.0)]);
            line(&[vec2(-0.15, -0.6), vec2(-0.75, 0.0), vec2(-0.15, 0.6)]);
        }
        Icon::ArrowRight => {
            line(&[vec2(-0.8, 0.0), vec2(0.75, 0.0)]);
            line(&[vec2(0.15, -0.6), vec2(0.75, 0.0), vec2(0.15, 0.6)]);
        }
        Icon::Cross => {
            line(&[vec2(-0.55, -0.55), vec2(0.55, 0.55)]);
            line(&[vec2(0.55, -0.55), vec2(-0.55, 0.55)]);
        }
        Icon::Search => {
            painter.circle_stroke(c + vec2(-0.15, -0.15) * r, 0.55 * r, stroke);
            line(&[vec2(0.27, 0.27), vec2(0.8, 0.8)]);
        }
        Icon::Sun => {
            painter.circle_filled(c, 0.42 * r, colour);
            for n in 0..8 {
                let ray = Vec2::angled(n as f32 * std::f32::consts::TAU / 8.0);
                line(&[ray * 0.65, ray * 0.95]);
            }
        }
        Icon::Moon => {
            let points = (0..=16).map(|n| {
                let angle = 0.9 + n as f32 / 16.0 * 4.6;
                Vec2::angled(angle) * 0.85
            });
            let inner = (0..=12).rev().map(|n| {
                let angle = 1.35 + n as f32 / 12.0 * 3.7;
                vec2(0.38, -0.1) + Vec2::angled(angle) * 0.68
            });
            let outline: Vec<Pos2> = points.chain(inner).map(|p| c + p * r).collect();
            painter.add(Shape::closed_line(outline, stroke));
        }
        Icon::Halves => {
            painter.circle_stroke(c, 0.8 * r, stroke);
            let half = (0..=16).map(|n| c + Vec2::angled(-1.571 + n as f32 / 16.0 * std::f32::consts::PI) * 0.8 * r);
            painter.add(Shape::convex_polygon(half.collect(), colour, Stroke::NONE));
        }
        Icon::PanelLeft | Icon::PanelRight => {
            let frame = Rect::from_center_size(c, vec2(1.8, 1.4) * r);
            painter.rect_stroke(frame, 2.0, stroke, StrokeKind::Middle);
            let x = if icon == Icon::PanelLeft { c.x - 0.35 * r } else { c.x + 0.35 * r };
            painter.line_segment([pos2(x, frame.top()), pos2(x, frame.bottom())], stroke);
        }
        Icon::Warning => {
            let points = [vec2(0.0, -0.8), vec2(0.9, 0.75), vec2(-0.9, 0.75)].map(|p| c + p * r);
            painter.add(Shape::closed_line(points.to_vec(), stroke));
            line(&[vec2(0.0, -0.25), vec2(0.0, 0.25)]);
            painter.circle_filled(c + vec2(0.0, 0.5) * r, stroke.width * 0.6, colour);
        }
        Icon::Check => line(&[vec2(-0.65, 0.05), vec2(-0.15, 0.55), vec2(0.7, -0.5)]),
        Icon::Page => {
            let frame = Rect::from_center_size(c, vec2(1.4, 1.8) * r);
            painter.rect_stroke(frame, 2.0, stroke, StrokeKind::Middle);
            for y in [-0.4, 0.0, 0.4] {
                line(&[vec2(-0.4, y), vec2(0.4, y)]);
            }
        }
        Icon::Dots => {
            for x in [-0.6, 0.0, 0.6] {
                painter.circle_filled(c + vec2(x, 0.0) * r, 0.14 * r, colour);
            }
        }
        Icon::Filter => {
            let outline = [
                vec2(-0.85, -0.75),
                vec2(0.85, -0.75),
                vec2(0.2, 0.05),
                vec2(0.2, 0.85),
                vec2(-0.2, 0.6),
                vec2(-0.2, 0.05),
            ];
            painter.add(Shape::closed_line(outline.map(|p| c + p * r).to_vec(), stroke));
        }
        Icon::SortUp => triangle([vec2(0.0, -0.5), vec2(0.6, 0.45), vec2(-0.6, 0.45)]),
        Icon::SortDown => triangle([vec2(0.0, 0.5), vec2(-0.6, -0.45), vec2(0.6, -0.45)]),
    }
}
