//! The letters of laid-out text: which glyph of which face each is, and where it stands.
//!
//! The framework lays text out but does not tell its glyphs. It looks a character up in the faces of its family, in their order,
//! and so does this; the faces have no ligatures that the window's texts use.

use std::fmt::Write as _;
use std::sync::Arc;

use eframe::egui::epaint::TextShape;
use eframe::egui::{Color32, FontId, Pos2};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::svg::number;
use crate::ui::fonts;
use crate::ui::theme::bold_family;

/// The two weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// The bytes of its face.
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => fonts::REGULAR,
            Self::Bold => fonts::BOLD,
        }
    }
}

struct Face {
    font: FontRef<'static>,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

impl Face {
    fn of(weight: Weight) -> Option<Self> {
        let font = FontRef::new(weight.bytes()).ok()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { charmap: font.charmap(), metrics, font })
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.charmap.map(c).filter(|glyph| *glyph != GlyphId::NOTDEF)
    }
}

/// Units of the faces to the size of the letters.
pub(super) const UNITS: f32 = 1000.0;

/// Both faces.
pub(super) struct Faces {
    regular: Option<Face>,
    bold: Option<Face>,
}

/// A letter of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) glyph: GlyphId,
    /// From the start of the run, in points.
    pub(super) x: f32,
}

/// Letters of one face, size and colour that stand in one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) at: Pos2,
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) colour: Color32,
    pub(super) letters: Vec<Letter>,
}

impl Run {
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.c).collect()
    }
}

impl Faces {
    pub(super) fn new() -> Self {
        Self { regular: Face::of(Weight::Regular), bold: Face::of(Weight::Bold) }
    }

    fn face(&self, weight: Weight) -> Option<&Face> {
        match weight {
            Weight::Regular => self.regular.as_ref(),
            Weight::Bold => self.bold.as_ref(),
        }
    }

    /// The glyph of a character in a family: the bold face has fewer, and falls back on the regular one.
    fn find(&self, font: &FontId, c: char) -> Option<(Weight, GlyphId)> {
        let in_weight = |weight| self.face(weight)?.glyph(c).map(|glyph| (weight, glyph));
        let bold = (font.family == bold_family()).then(|| in_weight(Weight::Bold)).flatten();
        bold.or_else(|| in_weight(Weight::Regular))
    }

    /// How far a glyph reaches, in units.
    pub(super) fn advance(&self, weight: Weight, glyph: GlyphId) -> f32 {
        self.face(weight).and_then(|face| face.metrics.advance_width(glyph)).unwrap_or_default()
    }

    /// The outline of a glyph as an SVG path in units, the y axis down; nothing for a blank.
    pub(super) fn outline(&self, weight: Weight, glyph: GlyphId) -> Option<String> {
        let outline = self.face(weight)?.font.outline_glyphs().get(glyph)?;
        let mut pen = PathPen(String::new());
        outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
        Some(pen.0).filter(|path| !path.is_empty())
    }

    /// The runs of laid-out text.
    pub(super) fn runs(&self, shape: &TextShape) -> Vec<Run> {
        let galley = Arc::clone(&shape.galley);
        let mut runs: Vec<Run> = Vec::new();
        // Sections tell their place in the text in bytes.
        let mut byte = 0;
        for row in &galley.rows {
            let origin = shape.pos + row.pos.to_vec2();
            let mut x = f32::NEG_INFINITY;
            let mut open: Option<Run> = None;
            for glyph in &row.glyphs {
                // Letters stand on whole pixels for the screen; what they take up is exact.
                if (x - glyph.pos.x).abs() > 1.0 {
                    x = glyph.pos.x;
                }
                let section = galley.job.sections.iter().find(|section| byte < section.byte_range.end.0);
                let format = section.or(galley.job.sections.last()).map(|section| &section.format);
                byte += glyph.chr.len_utf8();
                let start = x;
                x += glyph.advance_width;
                let Some(format) = format else { continue };
                let Some((weight, id)) = self.find(&format.font_id, glyph.chr) else { continue };
                let colour = if format.color == Color32::PLACEHOLDER { shape.fallback_color } else { format.color };
                let colour = shape.override_text_color.unwrap_or(colour).gamma_multiply(shape.opacity_factor);
                let at = Pos2::new(origin.x + start, origin.y + glyph.pos.y);
                let size = format.font_id.size;
                let goes_on =
                    |run: &Run| run.weight == weight && run.colour == colour && run.size == size && run.at.y == at.y;
                if !open.as_ref().is_some_and(goes_on) {
                    runs.extend(open.take());
                }
                let run = open.get_or_insert_with(|| Run { at, weight, size, colour, letters: Vec::new() });
                run.letters.push(Letter { c: glyph.chr, glyph: id, x: at.x - run.at.x });
            }
            byte += usize::from(row.ends_with_newline);
            runs.extend(open);
        }
        runs
    }
}

/// Writes an outline down.
struct PathPen(String);

impl PathPen {
    fn put(&mut self, command: char, numbers: &[f32]) {
        self.0.push(command);
        for (n, (number_here, is_down)) in numbers.iter().zip([false, true].into_iter().cycle()).enumerate() {
            let text = number(if is_down { -*number_here } else { *number_here });
            if n > 0 && !text.starts_with('-') {
                self.0.push(' ');
            }
            // Writing to a string does not fail.
            let _never_fails = write!(self.0, "{text}");
        }
    }
}

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[x, y]);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.put('Q', &[cx0, cy0, x, y]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.put('C', &[cx0, cy0, cx1, cy1, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
