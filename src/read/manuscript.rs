//! What every format is read into: pieces in order, whatever the file says of itself, and how it writes.

use std::cell::OnceCell;

use super::front::Front;
use super::habits::Habits;
use super::markdown::{Piece, PieceKind};
use super::rows::Given;
use super::title;
use super::wording;

/// A file's text, before anything is decided about what is an article.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    /// In reading order.
    pub pieces: Vec<Piece>,
    /// Title and date that the file gives outside of its text.
    pub front: Front,
    /// How it writes elsewhere.
    pub habits: Habits,
    /// Articles with their observations, where the file holds these instead of text.
    pub given: Option<Given>,
}

impl Manuscript {
    /// A manuscript of pieces that come without source text.
    pub(super) fn of(pieces: Vec<Piece>, front: Front) -> Self {
        let habits = Habits::of_texts(pieces.iter().map(|piece| piece.text.as_str()));
        Self { pieces, front, habits, given: None }
    }
}

/// The longest line that may be anything else than text is shorter than this, in characters.
const MOST_ASKED: usize = 80;

impl Piece {
    /// A piece with nothing special about it.
    pub(super) fn new(kind: PieceKind, text: String, line: u32) -> Self {
        let n_chars = wording::n_chars_up_to(&text, MOST_ASKED + 1);
        let is_tagged = OnceCell::new();
        Self { kind, text, lines: Vec::new(), is_bold: false, is_link: false, line, n_chars, is_tagged }
    }

    /// Whether it is written `地区 | 标题` or `【地区】标题`.
    pub(super) fn is_tagged(&self) -> bool {
        *self.is_tagged.get_or_init(|| title::has_marked_tag(&self.text))
    }

    /// Whether there are at most so many characters other than blanks.
    pub(super) fn is_within(&self, n: usize) -> bool {
        debug_assert!(n <= MOST_ASKED, "longer ones are not counted to their end");
        self.n_chars <= n
    }

    /// How many characters other than blanks it has.
    pub(super) fn n_chars(&self) -> usize {
        if self.n_chars <= MOST_ASKED { self.n_chars } else { wording::n_chars(&self.text) }
    }

    /// A row of a table; `None` for one without any text.
    pub(super) fn row(cells: Vec<String>, is_header: bool, line: u32) -> Option<Self> {
        let has_text = cells.iter().any(|cell| !cell.is_empty());
        let text = cells.join("\t");
        has_text.then(|| Self::new(PieceKind::Row { cells, is_header }, text, line))
    }
}

/// Runs of blanks as one; a line break inside Chinese text, which stands in the source alone, as none. Ends are left as they
/// are.
pub(super) fn push_collapsed(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, tail)) = blank_at(rest).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let after = tail.trim_start_matches(is_blank);
        let has_break = tail.get(..tail.len() - after.len()).is_some_and(|gap| gap.contains(['\n', '\r']));
        let is_wide = |c: Option<char>| c.is_some_and(wording::is_wide);
        let joins = has_break && is_wide(out.chars().next_back()) && is_wide(after.chars().next());
        if !joins && !out.ends_with(is_blank) {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Where the next blank stands. Texts are long and blanks are few, so that bytes are looked at and not characters.
fn blank_at(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_blank_at = |at: usize| match bytes.get(at) {
        Some(0xc2) => bytes.get(at + 1) == Some(&0xa0),
        Some(byte) => byte.is_ascii() && is_blank(char::from(*byte)),
        None => false,
    };
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|&byte| byte <= b' ' || byte == 0xc2)?;
        if is_blank_at(at) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What a page shows as a gap between words. The full-width blank is a character like others.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_collapse_as_on_a_page() {
        let cases = [
            ("城镇  新增\n\t就业", "城镇 新增就业"),
            ("新增 12\n 人", "新增 12 人"),
            ("a\r\nb", "a b"),
            ("　　今年\u{a0}\u{a0}1月", "　　今年 1月"),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            push_collapsed(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
