//! Lines of text laid out for reading: where they break, where each character stands on them.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Ui, pos2};

use super::breaking::break_lines;
use crate::model::bulletin::Article;

/// A line is stretched to the measure if no gap between characters grows by more than this, in text sizes; else it stays ragged.
const STRETCHED: f32 = 0.085;

/// One line.
pub struct LineLayout {
    /// Its text.
    pub galley: Arc<Galley>,
    /// Upper left of the line's box.
    pub at: eframe::egui::Pos2,
    /// Height of the line's box.
    pub height: f32,
    /// Which bytes of the article it shows.
    pub bytes: Range<usize>,
    /// The left edge of each character, and the right edge of the last, with its byte.
    edges: Vec<(usize, f32)>,
}

impl LineLayout {
    /// The horizontal range of these bytes on this line, if they are on it.
    pub fn x_range(&self, bytes: &Range<usize>) -> Option<(f32, f32)> {
        let from = bytes.start.max(self.bytes.start);
        let to = bytes.end.min(self.bytes.end);
        if from >= to {
            return None;
        }
        let x = |byte: usize| self.edges.iter().find(|(at, _)| *at >= byte).map(|(_, x)| *x);
        Some((x(from)?, x(to)?))
    }

    /// The byte of the character at this place across.
    pub fn byte_at(&self, x: f32) -> usize {
        let before = self.edges.iter().take_while(|(_, left)| self.at.x + left <= x).last();
        before.map_or(self.bytes.start, |(byte, _)| *byte)
    }
}

/// What lines are made from.
pub struct Maker<'a> {
    /// For the fonts.
    pub ui: &'a Ui,
    /// The words.
    pub article: &'a Article,
    /// Ranges that stay on one line, in order.
    pub kept: &'a [Range<usize>],
}

impl Maker<'_> {
    /// How wide each character is.
    pub fn char_widths(&self, chars: impl Iterator<Item = char>, font: &FontId) -> Vec<f32> {
        self.ui.fonts_mut(|fonts| chars.map(|c| fonts.glyph_width(font, c)).collect())
    }

    /// Lines of these bytes of the article.
    pub fn lines(&self, bytes: Range<usize>, font: &FontId, place: Place) -> Vec<LineLayout> {
        let text = self.article.text.get(bytes.clone()).unwrap_or_default();
        let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (bytes.start + at, c)).collect();
        let plain: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
        let widths = self.char_widths(plain.iter().copied(), font);
        let char_at = |byte: usize| chars.partition_point(|(at, _)| *at < byte);
        let first = self.kept.partition_point(|range| range.end <= bytes.start);
        let kept: Vec<Range<usize>> = self
            .kept
            .iter()
            .skip(first)
            .take_while(|range| range.start < bytes.end)
            .map(|range| char_at(range.start)..char_at(range.end))
            // What would not fit on a line anyway is better broken than cut.
            .filter(|range| widths.get(range.clone()).unwrap_or_default().iter().sum::<f32>() < place.width * 0.6)
            .collect();
        let broken = break_lines(&plain, &widths, &kept, place.width - place.first_indent, place.width);
        let n_lines = broken.len();
        let tall = font.size * place.leading;
        let lines = broken.into_iter().enumerate().map(|(n, range)| {
            let indent = if n == 0 { place.first_indent } else { 0.0 };
            let wide: f32 = widths.get(range.clone()).unwrap_or_default().iter().sum();
            let missing = place.width - indent - wide;
            let n_gaps = range.len().saturating_sub(1).max(1) as f32;
            let is_stretched = place.is_justified && n + 1 < n_lines && missing / n_gaps < font.size * STRETCHED;
            let spacing = if is_stretched { (missing / n_gaps).max(0.0) } else { 0.0 };
            let (from, to) = (byte_of(&chars, range.start, bytes.end), byte_of(&chars, range.end, bytes.end));
            let galley = self.galley(from..to, font, spacing);
            let edges = edges(&galley, &chars, &range, to);
            let at = pos2(place.left + indent, place.top + n as f32 * tall);
            LineLayout { galley, at, height: tall, bytes: from..to, edges }
        });
        lines.collect()
    }

    fn galley(&self, bytes: Range<usize>, font: &FontId, spacing: f32) -> Arc<Galley> {
        let text = self.article.text.get(bytes).unwrap_or_default().trim_end();
        let mut format = TextFormat::simple(font.clone(), Color32::PLACEHOLDER);
        format.extra_letter_spacing = spacing;
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap.max_width = f32::INFINITY;
        job.break_on_newline = false;
        self.ui.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// Where lines go.
#[derive(Clone, Copy)]
pub struct Place {
    /// The top of the first.
    pub top: f32,
    /// The left edge.
    pub left: f32,
    /// The room.
    pub width: f32,
    /// By how much the first line begins further right.
    pub first_indent: f32,
    /// Line height, in text sizes.
    pub leading: f32,
    /// Whether lines are stretched to the measure.
    pub is_justified: bool,
}

fn byte_of(chars: &[(usize, char)], n: usize, end: usize) -> usize {
    chars.get(n).map_or(end, |(at, _)| *at)
}

/// The left edge of each character as it was laid out, and the right edge of the last.
fn edges(galley: &Galley, chars: &[(usize, char)], range: &Range<usize>, end: usize) -> Vec<(usize, f32)> {
    use eframe::egui::text::CCursor;
    let left = |n: usize| galley.pos_from_cursor(CCursor::new(n)).left();
    let mut edges: Vec<(usize, f32)> = chars
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(n, (byte, _))| (*byte, left(n)))
        .collect();
    edges.push((end, galley.size().x));
    edges
}
