//! HTML inside Markdown: tags dropped, what they break kept as breaks, tables as rows.
//!
//! No HTML parser: bulletins hold a pasted table or a `<br>` at most.

use super::markdown::{Piece, PieceKind};

/// Whether an inline tag breaks the line.
pub(super) fn is_break(tag: &str) -> bool {
    matches!(tag_name(tag).as_str(), "br" | "/p" | "p" | "hr")
}

/// The pieces of an HTML block that starts on `line`.
pub(super) fn pieces(source: &str, line: u32) -> Vec<Piece> {
    let mut reader = Html { line, start: line, ..Html::default() };
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        let (text, tail) = rest.split_at(open);
        reader.text(text);
        let end =
            if tail.starts_with("<!--") { tail.find("-->").map(|n| n + 3) } else { tail.find('>').map(|n| n + 1) };
        let (tag, tail) = tail.split_at(end.unwrap_or(tail.len()));
        reader.tag(&tag_name(tag));
        reader.line += tag.matches('\n').count() as u32;
        rest = tail;
    }
    reader.text(rest);
    reader.end_block(PieceKind::Paragraph);
    reader.pieces
}

#[derive(Default)]
struct Html {
    pieces: Vec<Piece>,
    text: String,
    cells: Vec<String>,
    has_header_cell: bool,
    in_row: bool,
    is_hidden: bool,
    line: u32,
    start: u32,
}

impl Html {
    fn text(&mut self, text: &str) {
        if !self.is_hidden {
            if self.text.trim().is_empty() {
                self.text.clear();
                let leading = text.len() - text.trim_start().len();
                self.start = self.line + text.get(..leading).unwrap_or_default().matches('\n').count() as u32;
            }
            self.text.push_str(&decoded(text));
        }
        self.line += text.matches('\n').count() as u32;
    }

    fn tag(&mut self, name: &str) {
        match name {
            "script" | "style" => self.is_hidden = true,
            "/script" | "/style" => self.is_hidden = false,
            "tr" => {
                self.end_block(PieceKind::Paragraph);
                (self.in_row, self.has_header_cell) = (true, false);
            }
            "th" | "td" => {
                self.has_header_cell |= name == "th";
                self.text.clear();
            }
            "/th" | "/td" => {
                let cell = std::mem::take(&mut self.text);
                self.cells.push(one_line(&cell));
            }
            "/tr" => self.end_row(),
            "br" | "p" | "/p" | "div" | "/div" | "/table" | "ul" | "ol" if !self.in_row => {
                self.end_block(PieceKind::Paragraph);
            }
            "br" => self.text.push(' '),
            "/li" => self.end_block(PieceKind::Item { number: String::new(), depth: 1 }),
            "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => {
                let level = name.bytes().last().map_or(1, |digit| digit - b'0');
                self.end_block(PieceKind::Heading(level));
            }
            _ => {}
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        self.in_row = false;
        if cells.iter().any(|cell| !cell.is_empty()) {
            let text = cells.join("\t");
            self.push(PieceKind::Row { cells, is_header: self.has_header_cell }, text);
        }
    }

    fn end_block(&mut self, kind: PieceKind) {
        let text = one_line(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            self.push(kind, text);
        }
    }

    fn push(&mut self, kind: PieceKind, text: String) {
        self.pieces.push(Piece::new(kind, text, self.start));
    }
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\t', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
    let n = inner.bytes().enumerate().take_while(|&(n, b)| b.is_ascii_alphanumeric() || (n == 0 && b == b'/')).count();
    inner.get(..n).unwrap_or_default().to_ascii_lowercase()
}

/// The entities that occur in pasted tables; Markdown decodes those outside HTML itself.
fn decoded(text: &str) -> String {
    let mut out = text.to_owned();
    for (entity, c) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        if out.contains(entity) {
            out = out.replace(entity, c);
        }
    }
    out
}
