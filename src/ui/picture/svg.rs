//! Shapes become an SVG: plain elements, each glyph defined once, what is clipped in groups of one clip.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use eframe::egui::epaint::{
    CircleShape, ColorMode, CornerRadius, EllipseShape, Mesh, PathShape, PathStroke, RectShape, StrokeKind, TextShape,
};
use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, pos2};
use skrifa::GlyphId;

use super::Text;
use super::faces::{Faces, Run, UNITS, Weight};
use super::sheet::Sheet;
use super::subset::{base64, subset};

/// What letters are laid out for: lines then stand where they stand in a PNG of the usual scale.
pub(super) const LETTERS: f32 = 2.0;

/// The sheet as an SVG.
pub(super) fn svg(sheet: &Sheet, text: Text) -> String {
    let mut writer = Writer::new(text);
    for clipped in &sheet.shapes {
        writer.shape(&clipped.shape, clipped.clip_rect);
    }
    writer.finish(sheet)
}

struct Writer {
    text: Text,
    faces: Faces,
    body: String,
    defs: String,
    /// What is being clipped to.
    clip: Option<Rect>,
    n_clips: usize,
    n_fades: usize,
    glyphs: BTreeSet<(Weight, u32)>,
    letters: BTreeMap<Weight, BTreeMap<char, GlyphId>>,
    /// Lines of one stroke that wait to be written as one path.
    lines: Option<(Stroke, String)>,
}

impl Writer {
    fn new(text: Text) -> Self {
        Self {
            text,
            faces: Faces::new(),
            body: String::new(),
            defs: String::new(),
            clip: None,
            n_clips: 0,
            n_fades: 0,
            glyphs: BTreeSet::new(),
            letters: BTreeMap::new(),
            lines: None,
        }
    }

    fn shape(&mut self, shape: &Shape, clip: Rect) {
        if let Shape::Vec(shapes) = shape {
            for shape in shapes {
                self.shape(shape, clip);
            }
            return;
        }
        let bounds = shape.visual_bounding_rect();
        if !bounds.is_finite() || !bounds.intersects(clip) {
            return;
        }
        self.clip_to((!clip.expand(0.5).contains_rect(bounds)).then_some(clip));
        match shape {
            Shape::LineSegment { points, stroke } => self.line(*points, *stroke),
            Shape::Rect(rect) => self.rect(rect),
            Shape::Circle(circle) => self.circle(circle),
            Shape::Ellipse(ellipse) => self.ellipse(ellipse),
            Shape::Path(path) => self.path(path),
            Shape::Text(text) => self.words(text),
            Shape::Mesh(mesh) => self.mesh(mesh),
            Shape::QuadraticBezier(curve) => {
                let [a, b, c] = curve.points;
                let path = format!("M{}Q{} {}", point(a), point(b), point(c));
                self.curve(path, curve.closed, curve.fill, &curve.stroke);
            }
            Shape::CubicBezier(curve) => {
                let [a, b, c, d] = curve.points;
                let path = format!("M{}C{} {} {}", point(a), point(b), point(c), point(d));
                self.curve(path, curve.closed, curve.fill, &curve.stroke);
            }
            // The window draws no bands and no pictures of others.
            Shape::Noop | Shape::Vec(_) | Shape::Band(_) | Shape::Callback(_) => {}
        }
    }

    fn put(&mut self, element: &str) {
        self.flush();
        self.body.push_str(element);
        self.body.push('\n');
    }

    fn clip_to(&mut self, clip: Option<Rect>) {
        if clip == self.clip {
            return;
        }
        if self.clip.is_some() {
            self.put("</g>");
        }
        self.flush();
        self.clip = clip;
        if let Some(clip) = clip {
            self.n_clips += 1;
            let n = self.n_clips;
            let _never_fails = writeln!(self.defs, "<clipPath id=\"c{n}\"><rect {}/></clipPath>", place(clip));
            self.put(&format!("<g clip-path=\"url(#c{n})\">"));
        }
    }

    /// Lines of one stroke are one path: dashes and hatching are many.
    fn line(&mut self, [from, to]: [Pos2; 2], stroke: Stroke) {
        if stroke.is_empty() {
            return;
        }
        if self.lines.as_ref().is_some_and(|(waiting, _)| *waiting != stroke) {
            self.flush();
        }
        let (_, path) = self.lines.get_or_insert_with(|| (stroke, String::new()));
        // As on the screen, upright and level lines stand on whole pixels, so that they are sharp.
        let sharp = |at: f32| if stroke.width <= 1.0 { at.floor() + 0.5 } else { at };
        let _never_fails = if from.x == to.x {
            write!(path, "M{} {}V{}", number(sharp(from.x)), number(from.y), number(to.y))
        } else if from.y == to.y {
            write!(path, "M{} {}H{}", number(from.x), number(sharp(from.y)), number(to.x))
        } else {
            write!(path, "M{}L{}", point(from), point(to))
        };
    }

    fn flush(&mut self) {
        if let Some((line, path)) = self.lines.take() {
            let _never_fails = writeln!(self.body, "<path d=\"{path}\"{}/>", stroke(line));
        }
    }

    fn rect(&mut self, shape: &RectShape) {
        let line = shape.stroke;
        let place_of = match shape.stroke_kind {
            _ if line.is_empty() => shape.rect,
            StrokeKind::Inside => shape.rect.shrink(line.width / 2.0),
            StrokeKind::Middle => shape.rect,
            StrokeKind::Outside => shape.rect.expand(line.width / 2.0),
        };
        if place_of.width() <= 0.0 || place_of.height() <= 0.0 || (line.is_empty() && shape.fill.a() == 0) {
            return;
        }
        let looks = format!("{}{}", fill(shape.fill), stroke(line));
        let CornerRadius { nw, ne, sw, se } = shape.corner_radius;
        let element = if nw == ne && nw == sw && nw == se {
            let most = place_of.width().min(place_of.height()) / 2.0;
            let round = f32::from(nw).min(most);
            let round = if round > 0.0 { format!(" rx=\"{}\"", number(round)) } else { String::new() };
            format!("<rect {}{round}{looks}/>", place(place_of))
        } else {
            format!("<path d=\"{}\"{looks}/>", rounded(place_of, shape.corner_radius))
        };
        self.put(&element);
    }

    fn circle(&mut self, shape: &CircleShape) {
        let CircleShape { center, radius, fill: ink, stroke: line } = shape;
        let (x, y, r) = (number(center.x), number(center.y), number(*radius));
        self.put(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{}{}/>", fill(*ink), stroke(*line)));
    }

    fn ellipse(&mut self, shape: &EllipseShape) {
        let (x, y) = (number(shape.center.x), number(shape.center.y));
        let (rx, ry) = (number(shape.radius.x), number(shape.radius.y));
        let looks = format!("{}{}", fill(shape.fill), stroke(shape.stroke));
        let turned = turned(shape.angle, shape.center);
        self.put(&format!("<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{rx}\" ry=\"{ry}\"{looks}{turned}/>"));
    }

    fn path(&mut self, shape: &PathShape) {
        let mut path = String::new();
        for (n, at) in shape.points.iter().enumerate() {
            let _never_fails = write!(path, "{}{}", if n == 0 { 'M' } else { 'L' }, point(*at));
        }
        self.curve(path, shape.closed, shape.fill, &shape.stroke);
    }

    fn curve(&mut self, mut path: String, is_closed: bool, ink: Color32, line: &PathStroke) {
        if is_closed {
            path.push('Z');
        }
        let ColorMode::Solid(colour) = line.color else { return };
        let line = Stroke::new(line.width, colour);
        if ink.a() > 0 || !line.is_empty() {
            let joined = if line.is_empty() { "" } else { " stroke-linejoin=\"round\"" };
            self.put(&format!("<path d=\"{path}\"{}{}{joined}/>", fill(ink), stroke(line)));
        }
    }

    fn words(&mut self, shape: &TextShape) {
        let turned = turned(shape.angle, shape.pos);
        if !turned.is_empty() {
            self.put(&format!("<g{turned}>"));
        }
        for run in self.faces.runs(shape) {
            match self.text {
                Text::Outlines => self.outlined(&run),
                Text::Font => self.written(&run),
            }
        }
        if !turned.is_empty() {
            self.put("</g>");
        }
    }

    fn outlined(&mut self, run: &Run) {
        let text = run.text();
        if text.trim().is_empty() {
            return;
        }
        let scale = number_to(run.size / UNITS, 5);
        let mut element = format!(
            "<g aria-label=\"{}\"{} transform=\"translate({} {}) scale({scale})\">",
            escaped(&text),
            fill(run.colour),
            number(run.at.x),
            number(run.at.y)
        );
        for letter in &run.letters {
            if let Some(id) = self.define(run.weight, letter.glyph) {
                let x = (letter.x / run.size * UNITS).round();
                let x = if x == 0.0 { String::new() } else { format!(" x=\"{x}\"") };
                let _never_fails = write!(element, "<use xlink:href=\"#{id}\"{x}/>");
            }
        }
        element.push_str("</g>");
        self.put(&element);
    }

    /// The id of a glyph, defined at its first use; `None` for a blank.
    fn define(&mut self, weight: Weight, glyph: GlyphId) -> Option<String> {
        let letter = match weight {
            Weight::Regular => 'r',
            Weight::Bold => 'b',
        };
        let id = format!("{letter}{}", glyph.to_u32());
        if !self.glyphs.contains(&(weight, glyph.to_u32())) {
            let outline = self.faces.outline(weight, glyph)?;
            self.glyphs.insert((weight, glyph.to_u32()));
            let _never_fails = writeln!(self.defs, "<path id=\"{id}\" d=\"{outline}\"/>");
        }
        Some(id)
    }

    fn written(&mut self, run: &Run) {
        let text = run.text();
        if text.trim().is_empty() {
            return;
        }
        let letters = self.letters.entry(run.weight).or_default();
        letters.extend(run.letters.iter().map(|letter| (letter.c, letter.glyph)));
        // Where letters do not follow each other by their own widths, each is told its place.
        let mut natural = 0.0_f32;
        let mut is_natural = true;
        for letter in &run.letters {
            is_natural &= (letter.x - natural).abs() < 0.05;
            natural += self.faces.advance(run.weight, letter.glyph) * run.size / UNITS;
        }
        let n_told = if is_natural { 1 } else { run.letters.len() };
        let x: Vec<String> = run.letters.iter().take(n_told).map(|letter| number(run.at.x + letter.x)).collect();
        let weight = if run.weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
        self.put(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{} xml:space=\"preserve\">{}</text>",
            x.join(" "),
            number(run.at.y),
            number(run.size),
            fill(run.colour),
            escaped(&text)
        ));
    }

    /// The fading end of a bar is a mesh whose sides have a colour each; of any other, each triangle has the mean of its corners.
    fn mesh(&mut self, mesh: &Mesh) {
        let box_of = mesh.calc_bounds();
        let side = |x: f32| {
            let mut colours = mesh.vertices.iter().filter(|vertex| vertex.pos.x == x).map(|vertex| vertex.color);
            let first = colours.next()?;
            colours.all(|colour| colour == first).then_some(first)
        };
        let is_box = mesh.vertices.len() == 4 && mesh.indices.len() == 6;
        if let (true, Some(left), Some(right)) = (is_box, side(box_of.left()), side(box_of.right())) {
            self.fade(box_of, left, right);
            return;
        }
        for corners in mesh.indices.chunks_exact(3) {
            let corners: Vec<_> = corners.iter().filter_map(|n| mesh.vertices.get(*n as usize)).collect();
            if let [a, b, c] = corners.as_slice() {
                let colour = a.color.lerp_to_gamma(b.color, 0.5).lerp_to_gamma(c.color, 1.0 / 3.0);
                let path = format!("M{}L{}L{}Z", point(a.pos), point(b.pos), point(c.pos));
                self.put(&format!("<path d=\"{path}\"{}/>", fill(colour)));
            }
        }
    }

    fn fade(&mut self, rect: Rect, left: Color32, right: Color32) {
        self.n_fades += 1;
        let n = self.n_fades;
        // Nothing has no colour of its own: it is the other end's, seen through.
        let hue = |colour: Color32, other: Color32| if colour.a() == 0 { hex(other) } else { hex(colour) };
        let stop = |at: u8, colour: Color32, other: Color32| {
            let seen = number(f32::from(colour.a()) / 255.0);
            format!("<stop offset=\"{at}\" stop-color=\"{}\" stop-opacity=\"{seen}\"/>", hue(colour, other))
        };
        let stops = format!("{}{}", stop(0, left, right), stop(1, right, left));
        let _never_fails = writeln!(self.defs, "<linearGradient id=\"f{n}\">{stops}</linearGradient>");
        self.put(&format!("<rect {} fill=\"url(#f{n})\"/>", place(rect)));
    }

    fn finish(mut self, sheet: &Sheet) -> String {
        self.clip_to(None);
        self.flush();
        let (width, height) = (number(sheet.size.x), number(sheet.size.y));
        let heading = &sheet.heading;
        let parts = [&heading.facts, &heading.filters, &sheet.sources];
        let told: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let family = match self.text {
            Text::Outlines => "",
            Text::Font => " font-family=\"jobscope,'Noto Sans SC',sans-serif\"",
        };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\" role=\"img\"{family}>\n\
             <title>{}</title>\n<desc>{}</desc>\n",
            sheet.language,
            escaped(&heading.title),
            escaped(&told.join("\n"))
        );
        let style = self.style();
        if !style.is_empty() || !self.defs.is_empty() {
            let _never_fails = writeln!(svg, "<defs>\n{style}{}</defs>", self.defs);
        }
        let _never_fails = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\"{}/>", fill(sheet.ground));
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        svg
    }

    /// The faces with the letters in use.
    fn style(&self) -> String {
        let mut faces = String::new();
        for (weight, letters) in &self.letters {
            if let Some(bytes) = subset(weight.bytes(), letters) {
                let weight = if *weight == Weight::Bold { 700 } else { 400 };
                let _never_fails = writeln!(
                    faces,
                    "@font-face{{font-family:jobscope;font-weight:{weight};src:url(data:font/ttf;base64,{}) format(\"truetype\")}}",
                    base64(&bytes)
                );
            }
        }
        if faces.is_empty() { faces } else { format!("<style>\n{faces}</style>\n") }
    }
}

/// A number with at most two decimals.
pub(super) fn number(value: f32) -> String {
    number_to(value, 2)
}

fn number_to(value: f32, n_decimals: usize) -> String {
    let text = format!("{value:.n_decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn point(at: Pos2) -> String {
    format!("{} {}", number(at.x), number(at.y))
}

fn place(rect: Rect) -> String {
    let (x, y, width, height) = (number(rect.left()), number(rect.top()), number(rect.width()), number(rect.height()));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// Each corner as round as it is asked to be.
fn rounded(rect: Rect, CornerRadius { nw, ne, sw, se }: CornerRadius) -> String {
    let most = rect.width().min(rect.height()) / 2.0;
    let [nw, ne, sw, se] = [nw, ne, sw, se].map(|radius| f32::from(radius).min(most));
    let arc = |radius: f32, to: Pos2| {
        if radius > 0.0 { format!("A{0} {0} 0 0 1 {1}", number(radius), point(to)) } else { String::new() }
    };
    let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    [
        format!("M{}H{}", point(pos2(left + nw, top)), number(right - ne)),
        arc(ne, pos2(right, top + ne)),
        format!("V{}", number(bottom - se)),
        arc(se, pos2(right - se, bottom)),
        format!("H{}", number(left + sw)),
        arc(sw, pos2(left, bottom - sw)),
        format!("V{}", number(top + nw)),
        arc(nw, pos2(left + nw, top)),
        "Z".to_owned(),
    ]
    .concat()
}

fn turned(angle: f32, around: Pos2) -> String {
    if angle == 0.0 {
        return String::new();
    }
    format!(" transform=\"rotate({} {})\"", number(angle.to_degrees()), point(around))
}

fn hex(colour: Color32) -> String {
    let [r, g, b, _] = colour.to_srgba_unmultiplied();
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn fill(colour: Color32) -> String {
    match colour.a() {
        0 => " fill=\"none\"".to_owned(),
        255 => format!(" fill=\"{}\"", hex(colour)),
        a => format!(" fill=\"{}\" fill-opacity=\"{}\"", hex(colour), number(f32::from(a) / 255.0)),
    }
}

fn stroke(line: Stroke) -> String {
    if line.is_empty() {
        return String::new();
    }
    let seen = match line.color.a() {
        255 => String::new(),
        a => format!(" stroke-opacity=\"{}\"", number(f32::from(a) / 255.0)),
    };
    let width = if line.width == 1.0 { String::new() } else { format!(" stroke-width=\"{}\"", number(line.width)) };
    format!(" stroke=\"{}\"{width}{seen}", hex(line.color))
}

/// Text as XML may hold it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            // XML has no way to say these.
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let numbers = [0.0, -0.001, 1.5, 2.0, 13.456, -7.1, 120.0].map(number);
        assert_eq!(numbers, ["0", "0", "1.5", "2", "13.46", "-7.1", "120"]);
    }

    #[test]
    fn what_xml_cannot_hold_is_a_blank() {
        assert_eq!(escaped("a<b & \"c\"\u{1}\u{FFFF}"), "a&lt;b &amp; &quot;c&quot;  ");
    }
}
