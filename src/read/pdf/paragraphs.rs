//! Lines of all pages → pieces: without running heads, joined into paragraphs, headings by their size, rows of tables.

use std::collections::HashMap;

use super::super::furniture;
use super::super::habits::Habits;
use super::super::markdown::{Piece, PieceKind};
use super::super::title;
use super::super::wording;
use super::layout::{Cell, Line, Page, WRAPPED};

/// A heading is larger than the running text by this many points, and no longer than this many characters.
const LARGER: f32 = 1.0;
const LONGEST: usize = 60;
/// The part of a page's height at top and bottom where running heads stand.
const MARGIN: f32 = 0.12;

/// The pieces of all pages.
pub(super) fn pieces(mut pages: Vec<Page>) -> Vec<Piece> {
    drop_running(&mut pages);
    let body = Body::of(&pages);
    let mut lines: Vec<Line> = with_whole_cells(pages.into_iter().flat_map(|page| page.lines));
    let habits = Habits::of_texts(lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str()));
    let levels = levels(&lines, &body);
    let is_row = rows(&lines);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<usize> = None;
    for n in 0..lines.len() {
        let Some(line) = lines.get(n) else { break };
        let number = n as u32 + 1;
        if is_row.get(n) == Some(&true) {
            let cells = line.cells.iter().map(|cell| cell.text.trim().to_owned()).collect();
            let is_first = n.checked_sub(1).is_none_or(|above| is_row.get(above) != Some(&true));
            pieces.extend(Piece::row(cells, is_first, number));
            last = None;
            continue;
        }
        let text = line.text().replace('\t', " ");
        let level = body.level(line, &levels);
        let above = last.and_then(|at| lines.get(at));
        match pieces.last_mut() {
            Some(piece) if above.is_some_and(|above| body.goes_on(above, line, &levels)) => {
                wording::join_line(&mut piece.text, text.trim(), false, &habits);
            }
            _ => {
                let kind = level.map_or(PieceKind::Paragraph, PieceKind::Heading);
                let is_bold = !body.is_bold && line.n_bold >= line.n_chars;
                pieces.push(Piece { is_bold, ..Piece::new(kind, text.trim().to_owned(), number) });
            }
        }
        last = Some(n);
    }
    lines.clear();
    // A heading that turns out to be a paragraph in large print is one.
    for piece in &mut pieces {
        let is_long = wording::n_chars(&piece.text) > LONGEST || piece.text.ends_with(['。', '；']);
        if matches!(piece.kind, PieceKind::Heading(_)) && is_long {
            piece.kind = PieceKind::Paragraph;
        }
    }
    pieces
}

/// Takes away page numbers, and lines at the edges that most pages have.
fn drop_running(pages: &mut [Page]) {
    let key = |line: &Line| wording::squeeze(&line.text()).replace(|c: char| c.is_numeric(), "");
    let is_at_edge = |page: &Page, line: &Line| line.y < page.height * MARGIN || line.y > page.height * (1.0 - MARGIN);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let mut here: Vec<String> = page.lines.iter().filter(|line| is_at_edge(page, line)).map(key).collect();
        here.sort();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    let n_least = (pages.len() / 2).max(3);
    for page in pages.iter_mut() {
        let height = page.height;
        page.lines.retain(|line| {
            let is_edge = line.y < height * MARGIN || line.y > height * (1.0 - MARGIN);
            let is_repeated = seen.get(&key(line)).is_some_and(|&n| n >= n_least);
            !(is_edge && (is_repeated || furniture::is_page_number(&line.text())))
        });
    }
}

/// How the running text looks.
#[derive(Debug)]
struct Body {
    size: f32,
    /// From baseline to baseline.
    leading: f32,
    /// It is set in a bold face, so that bold tells nothing.
    is_bold: bool,
}

impl Body {
    fn of(pages: &[Page]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in lines() {
            *sizes.entry((line.size * 2.0) as i32).or_default() += line.n_chars;
        }
        let size = sizes.into_iter().max_by_key(|&(size, n)| (n, size)).map_or(0.0, |(size, _)| size as f32 / 2.0);
        let mut steps: HashMap<i32, usize> = HashMap::new();
        for pair in pages.iter().flat_map(|page| page.lines.windows(2)) {
            if let [above, below] = pair
                && (above.size - size).abs() < 0.6
                && (below.size - size).abs() < 0.6
                && below.y > above.y
            {
                *steps.entry(((below.y - above.y) * 2.0).round() as i32).or_default() += 1;
            }
        }
        let leading =
            steps.into_iter().max_by_key(|&(step, n)| (n, -step)).map_or(size * 1.5, |(step, _)| step as f32 / 2.0);
        let (n_bold, n_all) = lines().fold((0, 0), |(bold, all), line| (bold + line.n_bold, all + line.n_chars));
        Self { size, leading, is_bold: n_bold * 2 > n_all }
    }

    fn is_larger(&self, line: &Line) -> bool {
        line.size >= self.size + LARGER && line.cells.len() == 1
    }

    fn level(&self, line: &Line, levels: &[i32]) -> Option<u8> {
        if !self.is_larger(line) {
            return None;
        }
        let size = (line.size * 2.0) as i32;
        levels.iter().position(|&known| known == size).map(|rank| rank.min(5) as u8 + 1)
    }

    /// Whether a line goes on from the one above it.
    fn goes_on(&self, above: &Line, line: &Line, levels: &[i32]) -> bool {
        let (level_above, level) = (self.level(above, levels), self.level(line, levels));
        if level_above != level || above.cells.len() > 1 || line.cells.len() > 1 {
            return false;
        }
        let step = line.y - above.y;
        let is_next_line = !line.begins_column && step > 0.0;
        if level.is_some() {
            // A title over two lines fills the first, or both are centred; else these are two headings.
            let (left, right) = (above.left() - above.column.0, above.column.1 - above.right());
            let is_broken = right < above.size * 3.0 || (left - right).abs() < above.size && left > above.size;
            return is_next_line
                && is_broken
                && step < line.size * 2.2
                && !wording::ends_closed(&above.text())
                && !title::has_marked_tag(&line.text());
        }
        // The lines of an item hang below its text.
        let hangs = (line.left() - above.text_left).abs() < line.size * 0.6 && !wording::ends_closed(&above.text());
        let is_indented = line.left() > line.column.0 + line.size * 1.2 && !hangs;
        let is_above_short = above.right() < above.column.1 - above.size * 2.3;
        let is_apart = is_next_line && step > self.leading * 1.35;
        let is_bold = |line: &Line| !self.is_bold && line.n_bold >= line.n_chars;
        !is_indented && !is_above_short && !is_apart && is_bold(above) == is_bold(line)
    }
}

/// The sizes of headings, the largest first.
fn levels(lines: &[Line], body: &Body) -> Vec<i32> {
    let headings = lines.iter().filter(|line| body.is_larger(line) && line.n_chars <= LONGEST);
    let mut sizes: Vec<i32> = headings.map(|line| (line.size * 2.0) as i32).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    sizes
}

/// The lines with those joined to a row that are the rest of its cells, or, above its head, their beginning: they have nothing
/// in the first column, where a row has its name.
fn with_whole_cells(lines: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        let Some(above) = out.last_mut() else {
            out.push(line);
            continue;
        };
        let step = line.y - above.y;
        let is_near = step > 0.0 && step < line.size * WRAPPED && above.size == line.size;
        if is_near && is_rest(&line, above) {
            join_cells(above, &line, String::push_str);
        } else if is_near && line.cells.len() >= 3 && above.cells.len() >= 2 && is_rest(above, &line) {
            let mut row = line;
            join_cells(&mut row, above, |cell, start| cell.insert_str(0, start));
            *above = row;
        } else {
            out.push(line);
        }
    }
    out
}

/// The cell of a row that another lies below or above of.
fn cell_at(row: &Line, other: &Cell) -> Option<usize> {
    row.cells.iter().position(|cell| cell.left < other.right && other.left < cell.right)
}

/// Whether a line has fewer cells than the row, each of them in line with one of the row's but the first; or one alone below
/// the first, which is long enough to have been broken.
fn is_rest(line: &Line, row: &Line) -> bool {
    let is_in_line = |cell: &Cell| cell_at(row, cell).is_some_and(|at| at > 0);
    let is_end_of_name = |line: &Line| match (line.cells.as_slice(), row.cells.as_slice()) {
        ([end], [name, next, ..]) => {
            (end.left - name.left).abs() < row.size
                && end.right < next.left
                && end.right <= name.right + row.size
                && wording::n_chars(&name.text) >= 6
        }
        _ => false,
    };
    row.cells.len() >= 2
        && line.cells.len() < row.cells.len()
        && (line.cells.iter().all(is_in_line) || line.y > row.y && is_end_of_name(line))
}

fn join_cells(row: &mut Line, line: &Line, join: impl Fn(&mut String, &str)) {
    for other in &line.cells {
        if let Some(cell) = cell_at(row, other).and_then(|at| row.cells.get_mut(at)) {
            join(&mut cell.text, other.text.trim());
        }
    }
    row.n_chars += line.n_chars;
    row.n_bold += line.n_bold;
    row.y = row.y.max(line.y);
}

/// Which lines are rows of tables: two or more in succession with the same number of cells.
fn rows(lines: &[Line]) -> Vec<bool> {
    let n_cells = |n: usize| lines.get(n).map_or(0, |line| line.cells.len());
    let is_like = |n: usize, other: usize| {
        n_cells(n) >= 2
            && n_cells(n) == n_cells(other)
            && lines.get(n).zip(lines.get(other)).is_some_and(|(a, b)| (a.y - b.y).abs() < a.size * 4.0)
    };
    (0..lines.len()).map(|n| is_like(n, n + 1) || n.checked_sub(1).is_some_and(|above| is_like(n, above))).collect()
}
