//! Tables of an article: how wide their columns are, and their rows laid out.

use super::layout::TABLE_LEADING;
use super::lines::{LineLayout, Maker, Place};
use crate::model::bulletin::{Article, Block, BlockKind};
use crate::ui::theme::{bold, regular, size};

/// The rows whose cells tell how wide the columns are; later cells wrap where they are wider.
const MEASURED_ROWS: usize = 300;
/// No column is squeezed below so many characters.
const LEAST: f32 = 4.0;

/// How a table is set.
pub struct Table {
    columns: Vec<f32>,
    points: f32,
}

/// The tables of an article, squeezed into a column of this width as far as they can be read so.
pub fn tables(maker: &Maker, column: f32, em: f32) -> Vec<Table> {
    let runs = maker.article.blocks.chunk_by(|a, b| a.kind.is_row() == b.kind.is_row());
    let runs = runs.filter(|run| run.first().is_some_and(|block| block.kind.is_row()));
    runs.map(|rows| {
        let usual = Table::new(maker, rows, (em - 1.5).max(size::SMALL), column);
        if usual.width() > column + 0.5 { Table::new(maker, rows, size::SMALL.min(em), column) } else { usual }
    })
    .collect()
}

impl Table {
    fn new(maker: &Maker, rows: &[Block], points: f32, room: f32) -> Self {
        let pad = pad(points);
        let mut columns: Vec<f32> = Vec::new();
        for row in rows.iter().take(MEASURED_ROWS) {
            let BlockKind::TableRow { cells, .. } = &row.kind else { continue };
            for (n, cell) in cells.iter().enumerate() {
                let text = cell.of(&maker.article.text);
                let wide: f32 = maker.char_widths(text.chars(), &bold(points)).iter().sum::<f32>() + 2.0 * pad + 1.0;
                match columns.get_mut(n) {
                    Some(known) => *known = known.max(wide),
                    None => columns.push(wide),
                }
            }
        }
        // No cell goes unseen, wherever it stands.
        let n_cells = |row: &Block| if let BlockKind::TableRow { cells, .. } = &row.kind { cells.len() } else { 0 };
        let n_columns = rows.iter().map(n_cells).max().unwrap_or_default();
        columns.resize(n_columns.max(columns.len()), points * LEAST + 2.0 * pad);
        if columns.iter().sum::<f32>() > room {
            squeeze(&mut columns, room, points * LEAST + 2.0 * pad);
        }
        Self { columns, points }
    }

    /// How wide the whole is.
    pub fn width(&self) -> f32 {
        self.columns.iter().sum()
    }

    /// How high a row is, as far as can be told without laying it out.
    pub fn estimate(&self, article: &Article, row: &Block) -> f32 {
        let BlockKind::TableRow { cells, .. } = &row.kind else { return 0.0 };
        let pad = pad(self.points);
        let n_lines = cells.iter().zip(&self.columns).map(|(cell, width)| {
            let wide = em_width(cell.of(&article.text)) * self.points;
            (wide / (width - 2.0 * pad).max(self.points)).ceil()
        });
        n_lines.fold(1.0, f32::max) * self.points * TABLE_LEADING + 2.0 * pad
    }

    /// The lines of a row's cells, and its height.
    pub fn row(&self, maker: &Maker, row: &Block, is_header: bool) -> (Vec<LineLayout>, f32) {
        let BlockKind::TableRow { cells, .. } = &row.kind else { return (Vec::new(), 0.0) };
        let points = self.points;
        let pad = pad(points);
        let font = if is_header { bold(points) } else { regular(points) };
        let mut lines = Vec::new();
        let mut x = 0.0;
        let mut n_lines = 1;
        for (cell, width) in cells.iter().zip(&self.columns) {
            let room = (width - 2.0 * pad).max(points);
            let place = Place {
                top: pad,
                left: x + pad,
                width: room,
                first_indent: 0.0,
                leading: TABLE_LEADING,
                is_justified: false,
            };
            let laid = maker.lines(cell.range(), &font, place);
            n_lines = n_lines.max(laid.len());
            lines.extend(laid);
            x += width;
        }
        (lines, n_lines as f32 * points * TABLE_LEADING + 2.0 * pad)
    }
}

/// Between a cell's edge and its words.
fn pad(points: f32) -> f32 {
    points * 0.5
}

/// About how wide a text is, in text sizes.
pub fn em_width(text: &str) -> f32 {
    let n_narrow = text.bytes().filter(u8::is_ascii).count();
    (text.chars().count() - n_narrow) as f32 + n_narrow as f32 * 0.55
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
