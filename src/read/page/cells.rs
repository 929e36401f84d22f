//! Tables of a page: rows of data become rows; a table that only lays out the page leaves its blocks as they are.

use super::blocks::Block;
use crate::read::markdown::Piece;

/// A cell with more text than this lays out a page, as one with several paragraphs does.
const LONGEST_CELL: usize = 300;
/// No table of data spans further.
const LONGEST_SPAN: usize = 100;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    row: Option<Row>,
    /// Cells that reach down into the rows below: column, rows left, text.
    reaching: Vec<(usize, usize, String)>,
    /// It lays out the page.
    is_layout: bool,
}

#[derive(Debug)]
struct Row {
    /// The first block of the row.
    start: usize,
    cells: Vec<Cell>,
    line: u32,
}

#[derive(Debug)]
struct Cell {
    /// Its blocks.
    start: usize,
    end: usize,
    n_columns: usize,
    n_rows: usize,
    is_header: bool,
}

impl Table {
    /// Another table stands inside this one.
    pub(super) fn holds_table(&mut self) {
        self.is_layout = true;
    }

    pub(super) fn begin_row(&mut self, n_blocks: usize, line: u32) {
        self.row = Some(Row { start: n_blocks, cells: Vec::new(), line });
    }

    pub(super) fn begin_cell(&mut self, n_blocks: usize, line: u32, is_header: bool, spans: (usize, usize)) {
        let row = self.row.get_or_insert_with(|| Row { start: n_blocks, cells: Vec::new(), line });
        if let Some(last) = row.cells.last_mut() {
            last.end = last.end.min(n_blocks);
        }
        let (n_columns, n_rows) = (spans.0.clamp(1, LONGEST_SPAN), spans.1.clamp(1, LONGEST_SPAN));
        row.cells.push(Cell { start: n_blocks, end: usize::MAX, n_columns, n_rows, is_header });
    }

    pub(super) fn end_cell(&mut self, n_blocks: usize) {
        if let Some(last) = self.row.as_mut().and_then(|row| row.cells.last_mut()) {
            last.end = last.end.min(n_blocks);
        }
    }

    /// Turns the blocks of the row into one, if it is a row of data.
    pub(super) fn end_row(&mut self, blocks: &mut Vec<Block>) {
        let Some(row) = self.row.take() else { return };
        let is_long = |cell: &Cell| {
            let held = blocks.get(cell.start..cell.end.min(blocks.len())).unwrap_or_default();
            let n: usize = held.iter().map(|block| block.n_chars).sum();
            n > LONGEST_CELL || (held.len() > 2 && n > LONGEST_CELL / 3) || held.iter().any(Block::is_heading)
        };
        if self.is_layout || row.cells.iter().any(is_long) || (row.cells.len() == 1 && self.reaching.is_empty()) {
            // One cell alone is a frame around a text, or a caption.
            return;
        }
        let (container, is_header) =
            (blocks.get(row.start).map(|block| block.container), row.cells.iter().any(|cell| cell.is_header));
        let texts = self.texts(&row, blocks);
        blocks.truncate(row.start);
        let piece = Piece::row(texts, is_header, row.line);
        blocks.extend(piece.zip(container).map(|(piece, container)| Block::of(piece, container)));
    }

    /// The cells' texts, each in its column: what reaches down from above stands in its column again if it is a name; a figure
    /// stands in its first cell alone.
    fn texts(&mut self, row: &Row, blocks: &[Block]) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        let mut reaching = std::mem::take(&mut self.reaching);
        reaching.sort_by_key(|&(column, ..)| column);
        let mut above = reaching.into_iter().peekable();
        let mut still = Vec::new();
        let mut take_above = |texts: &mut Vec<String>| {
            while let Some((column, n_rows, text)) = above.next_if(|&(column, ..)| column <= texts.len()) {
                texts.push(text.clone());
                if n_rows > 1 {
                    still.push((column, n_rows - 1, text));
                }
            }
        };
        let mut begun = Vec::new();
        for cell in &row.cells {
            take_above(&mut texts);
            let held = blocks.get(cell.start..cell.end.min(blocks.len())).unwrap_or_default();
            let text = held.iter().map(|block| block.piece.text.as_str()).collect::<Vec<_>>().join(" ");
            let repeated = if text.contains(|c: char| c.is_ascii_digit()) { String::new() } else { text.clone() };
            for n in 0..cell.n_columns {
                if cell.n_rows > 1 {
                    begun.push((texts.len(), cell.n_rows - 1, repeated.clone()));
                }
                texts.push(if n == 0 { text.clone() } else { String::new() });
            }
        }
        take_above(&mut texts);
        still.extend(begun);
        self.reaching = still;
        texts
    }
}
