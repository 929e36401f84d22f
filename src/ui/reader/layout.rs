//! The article laid out for reading: lines with their places, figures with their rectangles. Made once per article and width.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Rect, Ui, pos2, vec2};

use super::breaking::break_lines;
use crate::app::documents::ArticleKey;
use crate::compare::ObservationKey;
use crate::extract::Extractor;
use crate::model::bulletin::{Article, Block, BlockKind};
use crate::model::indicator::Family;
use crate::model::observation::Observation;
use crate::ui::theme::{bold, regular, size};

/// Line height, in text sizes.
const LEADING: f32 = 1.9;
/// Between paragraphs, in text sizes.
const BETWEEN: f32 = 0.45;
/// A line is stretched to the measure if no gap between characters grows by more than this, in text sizes; else it stays ragged.
const STRETCHED: f32 = 0.085;
/// The longest line, in characters.
const MEASURE: f32 = 36.0;

/// What a layout was made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutKey {
    /// The article.
    pub article: ArticleKey,
    /// What is open; a closed and reopened document may have other figures.
    pub generation: u64,
    /// The width, in whole points.
    pub width: i32,
    /// The text size.
    pub points: f32,
    /// The letters that the lines point to.
    pub text_generation: u64,
}

/// The whole article below its title.
pub struct ReaderLayout {
    /// What it was made for.
    pub key: LayoutKey,
    /// From top to bottom.
    pub blocks: Vec<BlockLayout>,
    /// Every place where a figure stands, in the order of the text.
    pub figures: Vec<FigureLayout>,
    /// The whole height.
    pub height: f32,
}

/// One paragraph, heading, list item or table row.
pub struct BlockLayout {
    /// From the top.
    pub y: f32,
    /// The height.
    pub height: f32,
    /// Its lines.
    pub lines: Vec<LineLayout>,
    /// Whether it is quieter, bolder, or ruled.
    pub style: BlockStyle,
    /// The text, for screen readers.
    pub span: Range<usize>,
}

/// How a block is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockStyle {
    /// Running text.
    Plain,
    /// A list item, with a dot.
    Item,
    /// A row of a table: a rule below, and a ground for the head.
    Row {
        /// Whether it is the head.
        is_header: bool,
    },
}

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

/// One place where a figure stands.
pub struct FigureLayout {
    /// The observation.
    pub key: ObservationKey,
    /// Its family, for the tint.
    pub family: Family,
    /// Where.
    pub rects: Vec<Rect>,
    /// Whether this is where the observation was read, not another mention.
    pub is_quote: bool,
    /// Figure and indicator, for screen readers.
    pub name: String,
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
}

impl ReaderLayout {
    /// Lays out an article.
    pub fn new(ui: &Ui, key: LayoutKey, article: &Article, observations: &[Observation]) -> Self {
        let kept: Vec<Range<usize>> = observations
            .iter()
            .flat_map(|o| std::iter::once(o.quote).chain(o.mentions.iter().copied()))
            .map(crate::model::span::Span::range)
            .collect();
        let maker = Maker { ui, article, kept: sorted(kept), width: key.width as f32, points: key.points };
        let mut y = 0.0;
        let mut blocks = Vec::new();
        let mut rest = article.blocks.as_slice();
        while let Some((block, after)) = rest.split_first() {
            match &block.kind {
                BlockKind::Title => rest = after,
                BlockKind::TableRow { .. } => {
                    let is_row = |block: &&Block| matches!(block.kind, BlockKind::TableRow { .. });
                    let n_rows = rest.iter().take_while(is_row).count();
                    let (table, after) = rest.split_at(n_rows);
                    y = maker.table(table, y, &mut blocks) + key.points * BETWEEN * 2.0;
                    rest = after;
                }
                _ => {
                    y = maker.prose(block, y, &mut blocks);
                    rest = after;
                }
            }
        }
        let figures = figures(key, article, observations, &blocks);
        Self { key, blocks, figures, height: y }
    }

    /// Where the observation was read.
    pub fn quote_of(&self, key: ObservationKey) -> Option<&FigureLayout> {
        self.figures.iter().find(|figure| figure.key == key && figure.is_quote)
    }
}

fn sorted(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup();
    ranges
}

fn figures(
    key: LayoutKey,
    article: &Article,
    observations: &[Observation],
    blocks: &[BlockLayout],
) -> Vec<FigureLayout> {
    let mut figures = Vec::new();
    for (place, o) in (0..).zip(observations) {
        let family = Extractor::in_use().catalogue().get(o.indicator).map_or(Family::Employment, |row| row.family);
        let name = Extractor::in_use().catalogue().get(o.indicator).map_or("", |row| row.name_zh.as_str());
        for (n, span) in std::iter::once(o.quote).chain(o.mentions.iter().copied()).enumerate() {
            let rects = rects_of(blocks, &span.range());
            if rects.is_empty() {
                continue;
            }
            figures.push(FigureLayout {
                key: ObservationKey { document: key.article.document.0, article: key.article.article, place },
                family,
                rects,
                is_quote: n == 0,
                name: format!("{} {name}", span.of(&article.text)),
            });
        }
    }
    figures.sort_by(|a, b| {
        let at = |figure: &FigureLayout| figure.rects.first().map_or((0.0, 0.0), |rect| (rect.top(), rect.left()));
        at(a).partial_cmp(&at(b)).unwrap_or(std::cmp::Ordering::Equal)
    });
    figures
}

/// The rectangles of these bytes, a little taller than the letters, one per line.
pub fn rects_of(blocks: &[BlockLayout], bytes: &Range<usize>) -> Vec<Rect> {
    let lines = blocks
        .iter()
        .filter(|block| block.span.start < bytes.end && bytes.start < block.span.end)
        .flat_map(|block| &block.lines);
    let rects = lines.filter_map(|line| {
        let (from, to) = line.x_range(bytes)?;
        let middle = line.at.y + line.height / 2.0;
        let tall = line.galley.size().y;
        Some(Rect::from_min_max(pos2(line.at.x + from, middle - tall * 0.5), pos2(line.at.x + to, middle + tall * 0.5)))
    });
    rects.collect()
}

struct Maker<'a> {
    ui: &'a Ui,
    article: &'a Article,
    kept: Vec<Range<usize>>,
    width: f32,
    points: f32,
}

impl Maker<'_> {
    /// A paragraph, a subheading or a list item; returns where the next block begins.
    fn prose(&self, block: &Block, y: f32, blocks: &mut Vec<BlockLayout>) -> f32 {
        let em = self.points;
        let measure = self.width.min(em * MEASURE);
        let is_heading = block.kind == BlockKind::Subheading;
        let font = if is_heading { bold(em + 1.0) } else { regular(em) };
        let (style, left, first_indent) = match block.kind {
            BlockKind::ListItem => (BlockStyle::Item, em * 2.0, 0.0),
            BlockKind::Subheading => (BlockStyle::Plain, 0.0, 0.0),
            _ => (BlockStyle::Plain, 0.0, em * 2.0),
        };
        let top = if is_heading { y + em * 0.5 } else { y };
        let at = Place { top, left, width: measure - left, first_indent, leading: LEADING, is_justified: !is_heading };
        let lines = self.lines(block.span.range(), &font, at);
        let height = lines.len() as f32 * em * LEADING;
        blocks.push(BlockLayout { y: top, height, lines, style, span: block.span.range() });
        top + height + em * if is_heading { 0.1 } else { BETWEEN }
    }

    /// Rows with columns as wide as their words ask for, squeezed into the width; returns where the next block begins.
    fn table(&self, rows: &[Block], y: f32, blocks: &mut Vec<BlockLayout>) -> f32 {
        let points = (self.points - 1.5).max(size::SMALL);
        let pad = points * 0.5;
        let columns = self.columns(rows, points, pad);
        let mut y = y + points * 0.4;
        for row in rows {
            let BlockKind::TableRow { cells, is_header } = &row.kind else { continue };
            let font = if *is_header { bold(points) } else { regular(points) };
            let mut lines = Vec::new();
            let mut x = 0.0;
            let mut n_lines = 1;
            for (cell, width) in cells.iter().zip(&columns) {
                let at = Place {
                    top: y + pad,
                    left: x + pad,
                    width: (width - 2.0 * pad).max(points),
                    first_indent: 0.0,
                    leading: 1.5,
                    is_justified: false,
                };
                let laid = self.lines(cell.range(), &font, at);
                n_lines = n_lines.max(laid.len());
                lines.extend(laid);
                x += width;
            }
            let height = n_lines as f32 * points * 1.5 + 2.0 * pad;
            let style = BlockStyle::Row { is_header: *is_header };
            blocks.push(BlockLayout { y, height, lines, style, span: row.span.range() });
            y += height;
        }
        y
    }

    fn columns(&self, rows: &[Block], points: f32, pad: f32) -> Vec<f32> {
        let mut widths: Vec<f32> = Vec::new();
        for row in rows {
            let BlockKind::TableRow { cells, .. } = &row.kind else { continue };
            for (n, cell) in cells.iter().enumerate() {
                let text = cell.of(&self.article.text);
                let wide: f32 = self.char_widths(text.chars(), &bold(points)).iter().sum::<f32>() + 2.0 * pad + 1.0;
                match widths.get_mut(n) {
                    Some(known) => *known = known.max(wide),
                    None => widths.push(wide),
                }
            }
        }
        let wanted: f32 = widths.iter().sum();
        if wanted > self.width {
            squeeze(&mut widths, self.width, points * 3.0 + 2.0 * pad);
        }
        widths
    }

    fn char_widths(&self, chars: impl Iterator<Item = char>, font: &FontId) -> Vec<f32> {
        self.ui.fonts_mut(|fonts| chars.map(|c| fonts.glyph_width(font, c)).collect())
    }

    fn lines(&self, bytes: Range<usize>, font: &FontId, place: Place) -> Vec<LineLayout> {
        let text = self.article.text.get(bytes.clone()).unwrap_or_default();
        let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (bytes.start + at, c)).collect();
        let plain: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
        let widths = self.char_widths(plain.iter().copied(), font);
        let char_at = |byte: usize| chars.partition_point(|(at, _)| *at < byte);
        let kept: Vec<Range<usize>> = self
            .kept
            .iter()
            .filter(|range| range.start < bytes.end && bytes.start < range.end)
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
struct Place {
    top: f32,
    left: f32,
    width: f32,
    first_indent: f32,
    leading: f32,
    is_justified: bool,
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

/// Takes from the widest columns until all fit, but leaves each a few characters.
fn squeeze(widths: &mut [f32], room: f32, least: f32) {
    for _ in 0..40 {
        let wanted: f32 = widths.iter().sum();
        let excess = wanted - room;
        let Some(widest) = widths.iter().copied().max_by(f32::total_cmp) else { return };
        if excess <= 0.5 || widest <= least {
            return;
        }
        let n_widest = widths.iter().filter(|width| **width >= widest - 0.5).count() as f32;
        let second = widths.iter().copied().filter(|width| *width < widest - 0.5).fold(least, f32::max);
        let cut = (excess / n_widest).min((widest - second).max(0.5));
        for width in widths.iter_mut().filter(|width| **width >= widest - 0.5) {
            *width -= cut;
        }
    }
}

/// A point of the layout on the screen.
pub fn on_screen(origin: eframe::egui::Pos2, rect: Rect) -> Rect {
    rect.translate(vec2(origin.x, origin.y))
}
