//! Tables that were pasted as text: lines with tabs, or with gaps of several blanks, that have the same number of cells.

use super::lines::{self, Line};
use super::markdown::Piece;

/// The lines as rows, if they are a table.
pub(super) fn rows(lines: &[Line]) -> Option<Vec<Piece>> {
    let by_tabs: Vec<Vec<String>> = lines.iter().map(|line| cells(line, |text| text.split('\t').collect())).collect();
    let table = if lines.len() >= 2 && is_table(&by_tabs, 2) {
        by_tabs
    } else {
        let by_gaps: Vec<Vec<String>> = lines.iter().map(|line| cells(line, split_at_gaps)).collect();
        if lines.len() < 3 || !is_table(&by_gaps, 3) {
            return None;
        }
        by_gaps
    };
    // The head of a table holds no figures but years.
    let is_header = |n: usize, cells: &[String]| n == 0 && cells.iter().skip(1).all(|cell| !is_figure(cell));
    let pieces = table.into_iter().zip(lines).enumerate().filter_map(|(n, (cells, line))| {
        let is_header = is_header(n, &cells);
        Piece::row(cells, is_header, line.number)
    });
    Some(pieces.collect())
}

fn cells(line: &Line, split: impl Fn(&str) -> Vec<&str>) -> Vec<String> {
    split(&line.text).into_iter().map(|cell| lines::trimmed(cell).to_owned()).collect()
}

/// Whether all rows have as many cells, at least `n_least`, and there are figures below the first.
fn is_table(rows: &[Vec<String>], n_least: usize) -> bool {
    let n = rows.first().map_or(0, Vec::len);
    n >= n_least
        && rows.iter().all(|cells| cells.len() == n && cells.iter().all(|cell| cell.chars().count() <= 40))
        && rows.iter().skip(1).any(|cells| cells.iter().skip(1).any(|cell| is_figure(cell)))
}

fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '－')) && !cell.ends_with('年')
}

/// Cuts at gaps of two blanks or more; a full-width blank counts as two.
fn split_at_gaps(text: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut gap) = (0, 0);
    let mut gap_start = 0;
    for (at, c) in text.char_indices() {
        if c == ' ' || c == '\u{3000}' {
            gap_start = if gap == 0 { at } else { gap_start };
            gap += if c == ' ' { 1 } else { 2 };
            continue;
        }
        if gap >= 2 {
            cells.extend(text.get(start..gap_start));
            start = at;
        }
        gap = 0;
    }
    cells.extend(text.get(start..));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Option<Vec<String>> {
        let lines: Vec<Line> = text.lines().map(|text| Line { text: text.to_owned(), ..Line::default() }).collect();
        rows(&lines).map(|rows| rows.into_iter().map(|row| row.text).collect())
    }

    #[test]
    fn lines_with_the_same_cells_are_a_table() {
        let rows = Some(vec!["地区\t新增就业".to_owned(), "城关区\t1156".to_owned()]);
        assert_eq!(table("地区\t新增就业\n城关区\t1156"), rows);
        assert!(table("地区  新增就业　　完成率\n城关区  1156  80\n七里河区  300  75").is_some());
    }

    #[test]
    fn prose_with_blanks_is_none() {
        for text in [
            "第一段　　新增就业\n城关区  1156人，\n七里河区",
            "地区\t新增就业\n城关区1156人",
            "地区\t说明\n城关区\t略",
            "a  b\nc  1",
        ] {
            assert_eq!(table(text), None, "{text}");
        }
    }
}
