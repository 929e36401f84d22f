//! Tables that were pasted as text: lines with tabs, or with gaps of several blanks, that have the same number of cells.

use super::lines::{self, Line};
use super::markdown::{Piece, PieceKind};

/// The lines as rows, if they are a table.
pub(super) fn rows(lines: &[Line]) -> Option<Vec<Piece>> {
    let first = lines.first().filter(|_| lines.len() >= 2)?;
    let table = |signs: &[char], split: fn(&str) -> Vec<&str>, n_least: usize| {
        // Most paragraphs are told by their first line.
        if !first.text.contains(signs) || split(&first.text).len() < n_least {
            return None;
        }
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(&line.text, split)).collect();
        is_table(&rows, n_least).then_some(rows)
    };
    let by_tabs = table(&['\t'], |text| text.split('\t').collect(), 2);
    let table = by_tabs.or_else(|| table(&[' ', '\u{3000}'], split_at_gaps, 3).filter(|rows| rows.len() >= 3))?;
    // The head of a table holds no figures but years.
    let is_header = |n: usize, cells: &[&str]| n == 0 && cells.iter().skip(1).all(|cell| !is_figure(cell));
    let pieces = table.into_iter().zip(lines).enumerate().filter_map(|(n, (cells, line))| {
        let is_header = is_header(n, &cells);
        Piece::row(cells.into_iter().map(str::to_owned).collect(), is_header, line.number)
    });
    Some(pieces.collect())
}

/// Whether a line has as many gaps as the rows of a table have.
pub(super) fn has_gaps(line: &str) -> bool {
    split_at_gaps(line).len() >= 3
}

/// Adds the rows of a table. Its head may stand above it, with a rule between the two.
pub(super) fn add(pieces: &mut Vec<Piece>, rows: Vec<Piece>) {
    let n_cells =
        rows.first().map_or(0, |row| if let PieceKind::Row { cells, .. } = &row.kind { cells.len() } else { 0 });
    if let [.., head, rule] = pieces.as_mut_slice()
        && head.kind == PieceKind::Paragraph
        && rule.kind == PieceKind::Rule
    {
        let cells: Vec<String> = cells(&head.text, split_at_gaps).into_iter().map(str::to_owned).collect();
        if cells.len() == n_cells
            && let Some(row) = Piece::row(cells, true, head.line)
        {
            *head = row;
            pieces.pop();
        }
    }
    pieces.extend(rows);
}

/// Whether there are two blanks on end; most texts have none at all.
fn has_gap(text: &str) -> bool {
    memchr::memchr(b' ', text.as_bytes()).is_some_and(|first| text.get(first..).unwrap_or_default().contains("  "))
}

/// Tables whose rows stand apart, each a paragraph of its own.
pub(super) fn join_rows(pieces: Vec<Piece>) -> Vec<Piece> {
    let n_cells = |piece: &Piece| match piece.kind {
        PieceKind::Paragraph if piece.lines.is_empty() && has_gap(&piece.text) => split_at_gaps(&piece.text).len(),
        _ => 0,
    };
    if !pieces.iter().any(|piece| n_cells(piece) >= 3) {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| n_cells(a) >= 3 && n_cells(a) == n_cells(b)) {
        let lines: Vec<Line> = match run {
            [_, _, _, ..] => run
                .iter()
                .map(|piece| Line { text: piece.text.clone(), number: piece.line, ..Line::default() })
                .collect(),
            _ => Vec::new(),
        };
        match rows(&lines) {
            Some(rows) => add(&mut out, rows),
            None => out.extend_from_slice(run),
        }
    }
    out
}

fn cells(line: &str, split: fn(&str) -> Vec<&str>) -> Vec<&str> {
    let mut cells = split(line);
    for cell in &mut cells {
        *cell = lines::trimmed(cell);
    }
    cells
}

/// Whether all rows have as many cells, at least `n_least`, and there are figures below the first.
fn is_table(rows: &[Vec<&str>], n_least: usize) -> bool {
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
            "一  二  三",
            "第一段　　新增就业\n城关区  1156人，\n七里河区",
            "地区\t新增就业\n城关区1156人",
            "地区\t说明\n城关区\t略",
            "a  b\nc  1",
        ] {
            assert_eq!(table(text), None, "{text}");
        }
    }

    #[test]
    fn rows_that_stand_apart_and_a_head_above_a_rule_are_a_table_too() {
        let paragraph = |text: &str| Piece::new(PieceKind::Paragraph, text.to_owned(), 1);
        let rule = Piece::new(PieceKind::Rule, String::new(), 1);
        let row = |name: &str| paragraph(&format!("{name}     1156     80"));
        let texts =
            |pieces: Vec<Piece>| -> Vec<String> { join_rows(pieces).into_iter().map(|piece| piece.text).collect() };
        let head = paragraph("地区  新增就业（人）   完成率");
        let table = vec![head.clone(), rule.clone(), row("城关区"), row("七里河区"), row("西固区")];
        let expected = ["地区\t新增就业（人）\t完成率", "城关区\t1156\t80", "七里河区\t1156\t80", "西固区\t1156\t80"];
        assert_eq!(texts(table), expected);
        // Two are no table, and a sentence above one is no head.
        assert_eq!(texts(vec![row("城关区"), row("西固区")]).len(), 2);
        let sentence = paragraph("各区如下。");
        assert_eq!(texts(vec![sentence, rule, row("城关区"), row("七里河区"), row("西固区")]).len(), 5);
    }
}
