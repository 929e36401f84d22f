//! The article laid out for reading. Only what is near the view is laid out; the heights of the rest are estimated, and corrected
//! when it comes near. Made once per article and width.

use std::ops::Range;

use eframe::egui::{Pos2, Rect, Ui, pos2, vec2};

use super::columns::{Table, em_width, tables};
use super::lines::{LineLayout, Maker, Place};
use crate::app::documents::ArticleKey;
use crate::app::update::UNSURE_BELOW;
use crate::compare::ObservationKey;
use crate::extract::Extractor;
use crate::model::area::AreaCode;
use crate::model::bulletin::{Article, BlockKind};
use crate::model::indicator::Family;
use crate::model::observation::Observation;
use crate::ui::theme::{bold, regular};

/// Line height, in text sizes.
const LEADING: f32 = 1.9;
/// Line height in tables.
pub const TABLE_LEADING: f32 = 1.5;
/// Between paragraphs, in text sizes.
const BETWEEN: f32 = 0.45;
/// The longest line, in characters.
pub const MEASURE: f32 = 38.0;
/// A paragraph longer than this, in bytes, is laid out in pieces that end with a sentence.
const PIECE: usize = 6000;

/// What a layout was made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutKey {
    /// The article.
    pub article: ArticleKey,
    /// What is open; a closed and reopened document may have other figures.
    pub generation: u64,
    /// The width of the column, in whole points.
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
    pub chunks: Vec<Chunk>,
    /// Every place where a figure stands, in the order of the text.
    pub figures: Vec<FigureLayout>,
    /// The width of the column, or of the widest table where that is wider.
    pub width: f32,
    /// The top of each chunk, and the bottom of the last.
    tops: Vec<f32>,
    tables: Vec<Table>,
    kept: Vec<Range<usize>>,
}

/// One paragraph or a piece of a long one, a heading, a list item or a table row.
pub struct Chunk {
    /// Which bytes of the article it shows.
    pub span: Range<usize>,
    /// Whether it is quieter, bolder, or ruled.
    pub style: ChunkStyle,
    /// Its lines, from its own top; none while it is far from the view.
    pub lines: Option<Vec<LineLayout>>,
    /// Room above.
    before: f32,
    /// Its height without the room around it, estimated until it is laid out.
    height: f32,
    /// Room below.
    after: f32,
    /// Which block of the article it is, or is a part of.
    pub block: usize,
}

/// How a chunk is set and painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkStyle {
    /// Running text.
    Prose,
    /// What follows in a paragraph that is laid out in pieces.
    Continued,
    /// A heading.
    Heading,
    /// A list item, with a dot.
    Item,
    /// A row of a table: a rule below, and a ground for the head.
    Row {
        /// Which table of the article.
        table: usize,
        /// Whether it is the head.
        is_header: bool,
    },
}

/// One place where a figure stands.
pub struct FigureLayout {
    /// The observation.
    pub key: ObservationKey,
    /// Its family, for the tint.
    pub family: Family,
    /// Its area.
    pub area: Option<AreaCode>,
    /// Where it stands.
    pub span: Range<usize>,
    /// Whether this is where the observation was read, not another mention.
    pub is_quote: bool,
    /// Whether the extractor is unsure of it.
    pub is_unsure: bool,
    /// Figure and indicator, for screen readers.
    pub name: String,
}

impl ReaderLayout {
    /// Measures an article; nothing is laid out yet.
    pub fn new(ui: &Ui, key: LayoutKey, article: &Article, observations: &[Observation]) -> Self {
        let figures = figures(key, article, observations);
        let mut kept: Vec<Range<usize>> = figures.iter().map(|figure| figure.span.clone()).collect();
        kept.dedup();
        let column = key.width as f32;
        let maker = Maker { ui, article, kept: &kept };
        let tables = tables(&maker, column, key.points);
        let mut layout = Self { key, chunks: Vec::new(), figures, width: column, tops: Vec::new(), tables, kept };
        layout.width = layout.tables.iter().map(Table::width).fold(column, f32::max);
        layout.chunks = layout.cut(article);
        layout.stack();
        layout
    }

    /// The whole height.
    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Whether a table is wider than the column.
    pub fn is_wide(&self) -> bool {
        self.width > self.key.width as f32 + 0.5
    }

    /// The chunks that reach into this stretch from top to bottom.
    pub fn chunks_in(&self, stretch: Range<f32>) -> Range<usize> {
        let first = self.chunk_at(stretch.start);
        let end = self.tops.partition_point(|top| *top < stretch.end).min(self.chunks.len());
        first..end.max(first)
    }

    /// The bytes that these chunks show.
    pub fn bytes_of(&self, chunks: &Range<usize>) -> Range<usize> {
        let shown = self.chunks.get(chunks.clone()).unwrap_or_default();
        let start = shown.first().map_or(0, |chunk| chunk.span.start);
        start..shown.last().map_or(start, |chunk| chunk.span.end)
    }

    /// The box of a chunk, as wide as its column or its table.
    pub fn box_of(&self, n: usize) -> Option<Rect> {
        let (chunk, top) = (self.chunks.get(n)?, self.tops.get(n)? + self.chunks.get(n)?.before);
        let width = match chunk.style {
            ChunkStyle::Row { table, .. } => self.tables.get(table)?.width(),
            _ => self.key.width as f32,
        };
        Some(Rect::from_min_size(pos2(0.0, top), vec2(width, chunk.height)))
    }

    /// The rectangles of these bytes, a little taller than the letters, one per line, where they are laid out.
    pub fn rects_of(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for n in self.chunks.partition_point(|chunk| chunk.span.end <= bytes.start)..self.chunks.len() {
            let (Some(chunk), Some(place)) = (self.chunks.get(n), self.box_of(n)) else { break };
            if chunk.span.start >= bytes.end {
                break;
            }
            for line in chunk.lines.iter().flatten() {
                let Some((from, to)) = line.x_range(bytes) else { continue };
                let middle = place.top() + line.at.y + line.height / 2.0;
                let half = line.galley.size().y / 2.0;
                let across = (line.at.x + from)..=(line.at.x + to);
                rects.push(Rect::from_x_y_ranges(across, middle - half..=middle + half));
            }
        }
        rects
    }

    /// How far down these bytes stand, estimated where they are not laid out.
    pub fn depth_of(&self, byte: usize) -> f32 {
        let n = self.chunk_of(byte);
        let (Some(chunk), Some(place)) = (self.chunks.get(n), self.box_of(n)) else { return 0.0 };
        let share = byte.saturating_sub(chunk.span.start) as f32 / chunk.span.len().max(1) as f32;
        place.top() + share.min(1.0) * place.height()
    }

    /// The byte under this place in a chunk.
    pub fn byte_at(&self, n: usize, at: Pos2) -> Option<usize> {
        let (chunk, place) = (self.chunks.get(n)?, self.box_of(n)?);
        let lines = chunk.lines.as_deref()?;
        let y = at.y - place.top();
        let beside = |line: &&LineLayout| line.at.x <= at.x;
        let line = lines.iter().filter(|line| line.at.y <= y).filter(beside).max_by(|a, b| {
            let place = |line: &LineLayout| (line.at.y, line.at.x);
            place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        Some(line.or(lines.first())?.byte_at(at.x))
    }

    /// Lays out what is near a view that begins at this depth; returns where the view must begin so that what it shows stays
    /// where it is, although heights have changed.
    pub fn settle(&mut self, ui: &Ui, article: &Article, depth: f32, view: f32) -> f32 {
        let anchor = self.chunk_at(depth);
        let below = depth - self.tops.get(anchor).copied().unwrap_or_default();
        self.lay_around(ui, article, anchor, view * 0.5, below + view * 1.5);
        self.tops.get(anchor).copied().unwrap_or_default() + below
    }

    /// Lays out what is around these bytes; returns their first rectangle.
    pub fn reach(&mut self, ui: &Ui, article: &Article, bytes: &Range<usize>, view: f32) -> Option<Rect> {
        self.lay_around(ui, article, self.chunk_of(bytes.start), view, view * 1.5);
        self.rects_of(bytes).first().copied()
    }

    /// The chunk that shows this byte, or the next.
    fn chunk_of(&self, byte: usize) -> usize {
        let n = self.chunks.partition_point(|chunk| chunk.span.end <= byte);
        n.min(self.chunks.len().saturating_sub(1))
    }

    /// The chunk at this depth.
    fn chunk_at(&self, depth: f32) -> usize {
        let after = self.tops.partition_point(|top| *top <= depth);
        after.saturating_sub(1).min(self.chunks.len().saturating_sub(1))
    }

    fn lay_around(&mut self, ui: &Ui, article: &Article, anchor: usize, above: f32, below: f32) {
        let mut has_changed = false;
        let mut room = above;
        for n in (0..anchor).rev() {
            if room <= 0.0 {
                break;
            }
            has_changed |= self.lay(ui, article, n);
            room -= self.full_height(n);
        }
        let mut room = below;
        for n in anchor..self.chunks.len() {
            if room <= 0.0 {
                break;
            }
            has_changed |= self.lay(ui, article, n);
            room -= self.full_height(n);
        }
        if has_changed {
            self.stack();
        }
    }

    fn full_height(&self, n: usize) -> f32 {
        self.chunks.get(n).map_or(0.0, |chunk| chunk.before + chunk.height + chunk.after)
    }

    /// Finds where each chunk stands.
    fn stack(&mut self) {
        let mut y = 0.0;
        self.tops.clear();
        for chunk in &self.chunks {
            self.tops.push(y);
            y += chunk.before + chunk.height + chunk.after;
        }
        self.tops.push(y);
    }

    /// Lays out one chunk, if it is not; returns whether it was not.
    fn lay(&mut self, ui: &Ui, article: &Article, n: usize) -> bool {
        let Some(chunk) = self.chunks.get(n).filter(|chunk| chunk.lines.is_none()) else { return false };
        let maker = Maker { ui, article, kept: &self.kept };
        let (lines, height) = match chunk.style {
            ChunkStyle::Row { table, is_header } => match (self.tables.get(table), article.blocks.get(chunk.block)) {
                (Some(table), Some(block)) => table.row(&maker, block, is_header),
                _ => (Vec::new(), 0.0),
            },
            _ => self.prose(&maker, chunk),
        };
        if let Some(chunk) = self.chunks.get_mut(n) {
            chunk.lines = Some(lines);
            chunk.height = height;
        }
        true
    }

    fn prose(&self, maker: &Maker, chunk: &Chunk) -> (Vec<LineLayout>, f32) {
        let em = self.key.points;
        let is_heading = chunk.style == ChunkStyle::Heading;
        let font = if is_heading { bold(em + 1.0) } else { regular(em) };
        let (left, first_indent) = indents(chunk.style, em);
        let width = self.key.width as f32 - left;
        let place = Place { top: 0.0, left, width, first_indent, leading: LEADING, is_justified: !is_heading };
        let lines = maker.lines(chunk.span.clone(), &font, place);
        let height = lines.iter().map(|line| line.height).sum();
        (lines, height)
    }

    /// Cuts an article into chunks of estimated height.
    fn cut(&self, article: &Article) -> Vec<Chunk> {
        let em = self.key.points;
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut table = 0;
        let is_row = |n: usize| article.blocks.get(n).is_some_and(|block| block.kind.is_row());
        for (n, block) in article.blocks.iter().enumerate() {
            let style = match block.kind {
                BlockKind::Title => continue,
                BlockKind::Paragraph => ChunkStyle::Prose,
                BlockKind::Subheading => ChunkStyle::Heading,
                BlockKind::ListItem => ChunkStyle::Item,
                BlockKind::TableRow { is_header, .. } => ChunkStyle::Row { table, is_header },
            };
            if block.kind.is_row() {
                let is_first = !n.checked_sub(1).is_some_and(is_row);
                let is_last = !is_row(n + 1);
                let estimate = self.tables.get(table).map_or(0.0, |table| table.estimate(article, block));
                let before = if is_first { em * 0.4 } else { 0.0 };
                let after = if is_last { em * BETWEEN * 2.0 } else { 0.0 };
                table += usize::from(is_last);
                let (span, block) = (block.span.range(), n);
                chunks.push(Chunk { span, style, lines: None, before, height: estimate, after, block });
                continue;
            }
            let (before, after) = if style == ChunkStyle::Heading { (em * 0.5, em * 0.1) } else { (0.0, em * BETWEEN) };
            let pieces = pieces(&article.text, block.span.range());
            let last = pieces.len().saturating_sub(1);
            for (piece, span) in pieces.into_iter().enumerate() {
                let style = if piece > 0 { ChunkStyle::Continued } else { style };
                let (left, first_indent) = indents(style, em);
                let wide = em_width(article.text.get(span.clone()).unwrap_or_default()) * em + first_indent;
                let n_lines = (wide / (self.key.width as f32 - left).max(em)).ceil().max(1.0);
                chunks.push(Chunk {
                    span,
                    style,
                    lines: None,
                    before: if piece > 0 { 0.0 } else { before },
                    height: n_lines * em * LEADING,
                    after: if piece < last { 0.0 } else { after },
                    block: n,
                });
            }
        }
        chunks
    }
}

/// The left edge of such a chunk, and by how much its first line begins further right.
fn indents(style: ChunkStyle, em: f32) -> (f32, f32) {
    match style {
        ChunkStyle::Item => (em * 2.0, 0.0),
        ChunkStyle::Prose => (0.0, em * 2.0),
        ChunkStyle::Continued | ChunkStyle::Heading | ChunkStyle::Row { .. } => (0.0, 0.0),
    }
}

/// Cuts a long paragraph behind full stops; where none is near, behind a lesser one, else anywhere between two characters.
fn pieces(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    while span.end - start > PIECE {
        let at = (start + PIECE..span.end).find(|at| text.is_char_boundary(*at)).unwrap_or(span.end);
        let near = text.get(at..text.floor_char_boundary((at + PIECE).min(span.end))).unwrap_or_default();
        let behind = |stops: &[char]| {
            near.find(stops).and_then(|stop| Some(stop + near.get(stop..)?.chars().next()?.len_utf8()))
        };
        let cut = behind(&['。']).or_else(|| behind(&['！', '？', '；', '，', ' ', '\n']));
        let end = at + cut.unwrap_or(near.len());
        pieces.push(start..end);
        start = end;
    }
    if start < span.end || pieces.is_empty() {
        pieces.push(start..span.end);
    }
    pieces
}

/// Where the figures stand, in the order of the text.
fn figures(key: LayoutKey, article: &Article, observations: &[Observation]) -> Vec<FigureLayout> {
    let catalogue = Extractor::in_use().catalogue();
    let mut figures = Vec::new();
    for (place, o) in (0..).zip(observations) {
        let row = catalogue.get(o.indicator);
        for (n, span) in std::iter::once(o.quote).chain(o.mentions.iter().copied()).enumerate() {
            figures.push(FigureLayout {
                key: ObservationKey { document: key.article.document.0, article: key.article.article, place },
                family: row.map_or(Family::Employment, |row| row.family),
                area: o.ref_area.code,
                span: span.range(),
                is_quote: n == 0,
                is_unsure: o.confidence < UNSURE_BELOW,
                name: format!("{} {}", span.of(&article.text), row.map_or("", |row| row.name_zh.as_str())),
            });
        }
    }
    figures.sort_by_key(|figure| (figure.span.start, figure.span.end));
    figures
}

/// A point of the layout on the screen.
pub fn on_screen(origin: Pos2, rect: Rect) -> Rect {
    rect.translate(vec2(origin.x, origin.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_cut_behind_stops() {
        let text = "新增就业二千人。".repeat(2000);
        let cut = pieces(&text, 0..text.len());
        assert!(cut.len() > 5);
        assert!(cut.iter().all(|piece| text[piece.clone()].ends_with('。')));
        let whole: String = cut.into_iter().map(|piece| &text[piece]).collect();
        assert_eq!(whole, text);
        // Without a full stop it is cut at a lesser one, and without any between two characters.
        for endless in ["一，", "一"] {
            let text = endless.repeat(9000);
            let cut = pieces(&text, 0..text.len());
            assert!(cut.len() > 2 && cut.iter().all(|piece| piece.len() <= 2 * PIECE));
            assert_eq!(cut.iter().map(|piece| &text[piece.clone()]).collect::<String>(), text);
        }
        assert_eq!(pieces("短。", 0..6), [Range { start: 0, end: 6 }]);
    }
}
