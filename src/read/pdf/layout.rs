//! The characters of a page → its lines, in reading order: columns one after the other, a table's cells apart.

use super::super::wording;
use super::glyphs::{Glyph, Text};

/// A line of text, or a row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Stretches with wide gaps between them: one in running text, several in a table.
    pub cells: Vec<Cell>,
    pub y: f32,
    /// The size of most of its characters.
    pub size: f32,
    pub n_bold: usize,
    pub n_chars: usize,
    /// Where its text begins behind the mark or number of an item.
    pub text_left: f32,
    /// Left and right edge of the column that it stands in.
    pub column: (f32, f32),
    /// The first of its column.
    pub begins_column: bool,
}

/// A stretch of text without wide gaps.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub text: String,
    pub left: f32,
    pub right: f32,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub lines: Vec<Line>,
    pub height: f32,
}

impl Page {
    pub(super) fn n_chars(&self) -> usize {
        self.lines.iter().map(|line| line.n_chars).sum()
    }
}

impl Line {
    /// The text with its cells parted by tabs.
    pub(super) fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join("\t")
    }

    pub(super) fn left(&self) -> f32 {
        self.cells.first().map_or(0.0, |cell| cell.left)
    }

    pub(super) fn right(&self) -> f32 {
        self.cells.last().map_or(0.0, |cell| cell.right)
    }
}

/// A gap of this many sizes parts cells, and columns.
const WIDE: f32 = 1.8;
/// From baseline to baseline inside a cell, in sizes; rows of a table lie further apart.
pub(super) const WRAPPED: f32 = 1.6;

/// Makes lines of a page's characters.
pub(super) fn page(text: Text) -> Page {
    let Text { mut glyphs, height, .. } = text;
    let rows = rows(&mut glyphs);
    let lines = match gutter(&rows) {
        Some(gutter) => in_columns(rows, gutter),
        None => in_rows(&rows),
    };
    let mut lines: Vec<Line> = lines.into_iter().filter(|line| line.n_chars > 0).collect();
    set_columns(&mut lines);
    Page { lines, height }
}

/// Characters on the same baseline, from left to right; the rows from top to bottom.
fn rows(glyphs: &mut [Glyph]) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs.iter() {
        // Rows are near the end of the list: what is small or raised joins the row that it overlaps.
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| glyph.y - first.y < 0.45 * first.size.max(glyph.size).min(40.0)) =>
            {
                row.push(*glyph);
            }
            _ => rows.push(vec![*glyph]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

/// The width of a page is looked at in so many places.
const N_PLACES: usize = 60;

/// The blank stripe between two columns of running text, if the page has them.
fn gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let glyphs = || rows.iter().flatten().filter(|glyph| !glyph.c.is_whitespace());
    let left = glyphs().map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let right = glyphs().map(|glyph| glyph.x + glyph.width).fold(f32::MIN, f32::max);
    let width = right - left;
    if width <= 0.0 || !width.is_finite() || rows.len() < 8 {
        return None;
    }
    // How many rows cross each place in the middle of the page.
    let place = |x: f32| ((x - left) / width * N_PLACES as f32).clamp(0.0, N_PLACES as f32 - 1.0) as usize;
    let mut n_crossing = [0_usize; N_PLACES];
    let mut n_both = [0_usize; N_PLACES];
    for row in rows {
        let mut covered = [false; N_PLACES];
        let mut last: Option<usize> = None;
        for glyph in row.iter().filter(|glyph| !glyph.c.is_whitespace()) {
            let (from, to) = (place(glyph.x), place(glyph.x + glyph.width * 0.95));
            // Gaps between words are no gaps here.
            let from = last.filter(|&last| from.saturating_sub(last) <= 1).unwrap_or(from);
            for slot in covered.iter_mut().take(to + 1).skip(from) {
                *slot = true;
            }
            last = Some(to);
        }
        for (n, slot) in n_crossing.iter_mut().enumerate() {
            *slot += usize::from(covered.get(n) == Some(&true));
        }
        for (n, slot) in n_both.iter_mut().enumerate() {
            let share =
                |part: &[bool]| part.iter().filter(|&&covered| covered).count() as f32 / part.len().max(1) as f32;
            let (before, after) = covered.split_at(n);
            let after = after.get(1..).unwrap_or_default();
            *slot += usize::from(covered.get(n) == Some(&false) && share(before) > 0.7 && share(after) > 0.7);
        }
    }
    let middle = N_PLACES * 3 / 10..N_PLACES * 7 / 10;
    let best = middle
        .min_by_key(|&n| (n_crossing.get(n).copied().unwrap_or(0), usize::MAX - n_both.get(n).copied().unwrap_or(0)))?;
    let n_crossing = n_crossing.get(best).copied().unwrap_or(0);
    let n_both = n_both.get(best).copied().unwrap_or(0);
    // Running text fills both columns on most rows; a table's cells do not.
    (n_both >= 6 && n_both > n_crossing * 2).then(|| left + (best as f32 + 0.5) / N_PLACES as f32 * width)
}

/// Between rows that go across, first the left column, then the right.
fn in_columns(rows: Vec<Vec<Glyph>>, gutter: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    for row in rows {
        let crosses = row.windows(2).any(|pair| {
            let [a, b] = pair else { return false };
            a.x < gutter
                && b.x + b.width > gutter
                && (a.x + a.width > gutter - 2.0 || b.x < gutter + 2.0)
                && b.x - (a.x + a.width) < a.size * WIDE
        });
        let (left, right): (Vec<Glyph>, Vec<Glyph>) =
            row.iter().partition(|glyph| glyph.x + glyph.width / 2.0 < gutter);
        if crosses {
            lines.append(&mut waiting);
            lines.push(line(&row, &[]));
        } else {
            lines.extend((!left.is_empty()).then(|| line(&left, &[])));
            waiting.extend((!right.is_empty()).then(|| line(&right, &[])));
        }
    }
    lines.append(&mut waiting);
    lines
}

/// Every row a line. The head of a table may fill its columns, so that nothing but the row below tells where one ends.
fn in_rows(rows: &[Vec<Glyph>]) -> Vec<Line> {
    let mut lines: Vec<Line> = rows.iter().map(|row| line(row, &[])).collect();
    for (n, row) in rows.iter().enumerate() {
        let Some([above, below]) = lines.get(n..n + 2) else { break };
        let (Some(first), is_near) = (below.cells.first(), below.y - above.y < below.size * WRAPPED) else { continue };
        if is_near && below.cells.len() >= 3 && above.cells.len() + 1 < below.cells.len() && above.left() > first.right
        {
            let starts: Vec<f32> = below.cells.iter().map(|cell| cell.left).collect();
            if let Some(slot) = lines.get_mut(n) {
                *slot = line(row, &starts);
            }
        }
    }
    lines
}

/// A row of characters as a line, cut into cells at wide gaps, and at lesser ones where a column starts.
fn line(row: &[Glyph], starts: &[f32]) -> Line {
    let mut line = Line { y: row.first().map_or(0.0, |glyph| glyph.y), ..Line::default() };
    let is_start = |glyph: Glyph, gap: f32| {
        gap > glyph.size * 0.5 && starts.iter().any(|start| (glyph.x - start).abs() < glyph.size * 0.3)
    };
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    let mut last: Option<Glyph> = None;
    for glyph in row {
        if glyph.c.is_whitespace() && glyph.c != '\u{3000}' {
            // A blank counts as one only between words; its width does as a gap.
            continue;
        }
        let gap = last.map_or(0.0, |last| glyph.x - (last.x + last.width));
        match (line.cells.last_mut(), last) {
            (Some(cell), Some(last)) if gap < WIDE * glyph.size.max(last.size) && !is_start(*glyph, gap) => {
                if needs_blank(last, *glyph, gap) {
                    cell.text.push(' ');
                }
                cell.text.push(glyph.c);
                cell.right = glyph.x + glyph.width;
            }
            _ => line.cells.push(Cell { text: glyph.c.to_string(), left: glyph.x, right: glyph.x + glyph.width }),
        }
        if !glyph.c.is_whitespace() {
            line.n_chars += 1;
            line.n_bold += usize::from(glyph.is_bold);
            let size = (glyph.size * 2.0).round() as i32;
            match sizes.iter_mut().find(|(known, _)| *known == size) {
                Some((_, n)) => *n += 1,
                None => sizes.push((size, 1)),
            }
        }
        last = Some(*glyph);
    }
    line.size = sizes.iter().max_by_key(|(_, n)| *n).map_or(0.0, |&(size, _)| size as f32 / 2.0);
    line.text_left = text_left(row);
    // An indent by full-width blanks is a place, not text.
    if let Some(first) = line.cells.first_mut() {
        let n = first.text.chars().take_while(|&c| c == '\u{3000}').count();
        first.left += n as f32 * line.size;
        first.text = first.text.trim_start_matches('\u{3000}').to_owned();
    }
    line.cells.retain(|cell| !cell.text.trim().is_empty());
    line
}

/// Where the text of a row begins behind the mark or number of an item, if it has one.
fn text_left(row: &[Glyph]) -> f32 {
    const MARKS: &[char] = &['•', '·', '●', '○', '◦', '▪', '■', '◆', '-', '–', '—', '\u{f0b7}', '\u{fffd}'];
    let glyphs = || row.iter().filter(|glyph| !glyph.c.is_whitespace());
    let n_digits = glyphs().take_while(|glyph| glyph.c.is_ascii_digit()).count();
    let is_mark = |n: usize, marks: &[char]| glyphs().nth(n).is_some_and(|glyph| marks.contains(&glyph.c));
    let n_mark = match n_digits {
        0 => usize::from(is_mark(0, MARKS)),
        n if is_mark(n, &['.', '．', '、', ')', '）']) => n + 1,
        _ => 0,
    };
    glyphs().nth(n_mark).map_or(0.0, |glyph| glyph.x)
}

/// Whether the gap between two characters is a blank. Justified lines have narrow gaps everywhere.
fn needs_blank(left: Glyph, right: Glyph, gap: f32) -> bool {
    let size = left.size.max(right.size);
    match (wording::is_wide(left.c), wording::is_wide(right.c)) {
        (false, false) => gap > size * 0.17,
        (true, true) => gap > size * 0.8,
        _ => gap > size * 0.22,
    }
}

/// Fills in the edges of each line's column: the outermost of the lines that follow each other downwards.
fn set_columns(lines: &mut [Line]) {
    let mut start = 0;
    for n in 1..=lines.len() {
        let goes_on = match (lines.get(n - 1), lines.get(n)) {
            (Some(above), Some(below)) => below.y > above.y - above.size,
            _ => false,
        };
        if goes_on {
            continue;
        }
        let column = lines.get_mut(start..n).unwrap_or_default();
        // A title in large print may be wider than the column below it.
        let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
        for line in column.iter() {
            *sizes.entry((line.size * 2.0) as i32).or_default() += line.n_chars;
        }
        let size = sizes.into_iter().max_by_key(|&(_, n)| n).map_or(0.0, |(size, _)| size as f32 / 2.0);
        let body = || column.iter().filter(|line| line.size == size);
        let left = body().map(Line::left).fold(f32::MAX, f32::min);
        let right = body().map(Line::right).fold(f32::MIN, f32::max);
        for line in column.iter_mut() {
            line.column = (left, right);
        }
        if let Some(first) = column.first_mut() {
            first.begins_column = true;
        }
        start = n;
    }
}
