//! Parts a Markdown text into what bears marks and what bears none: headings and paragraphs of plain words, which most of a
//! bulletin is made of. These need no parser, which would take a third of the time of reading.
//!
//! Only that is told to be plain which the parser would read alike: blocks between blank lines, each of whose lines begins with a
//! word, and without any sign that may mean something inside a line.

use std::ops::Range;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Blocks for the parser.
    Marked(Range<usize>),
    /// What a heading of that level says.
    Heading(u8, Range<usize>),
    /// The lines of a paragraph.
    Paragraph(Range<usize>),
}

/// The parts of a text in order, without the blank lines between them.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let bytes = text.as_bytes();
    let mut parts = Parts { bytes, found: Vec::new(), read: 0, place: Place::Between, sign: sign_in(bytes) };
    if !reaches_far(bytes) {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let end = at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            parts.add(at..end);
            at = end + 1;
        }
    }
    parts.add_marked(bytes.len());
    parts.found
}

/// Whether something may hold beyond a blank line, or for the whole text: code between fences, some kinds of HTML, where a link leads.
fn reaches_far(bytes: &[u8]) -> bool {
    let begins = |at: usize| bytes.get(at + 1).is_some_and(|next| b"!?pPsStT".contains(next));
    ["```", "~~~", "]:"].iter().any(|sign| memchr::memmem::find(bytes, sign.as_bytes()).is_some())
        || memchr::memchr_iter(b'<', bytes).any(begins)
}

/// The parts that were found so far.
struct Parts<'s> {
    bytes: &'s [u8],
    found: Vec<Part>,
    /// What lies before is in parts.
    read: usize,
    place: Place,
    /// Where the next sign stands.
    sign: usize,
}

/// Where the next line lies.
#[derive(Clone, Copy)]
enum Place {
    /// Between blocks.
    Between,
    /// In a block that is plain so far: how many parts were found before it, up to where the text was in parts, and whether the
    /// line above is of a paragraph.
    Plain { n_before: usize, read: usize, in_paragraph: bool },
    /// In a block for the parser.
    Marked,
}

impl Parts<'_> {
    fn add(&mut self, line: Range<usize>) {
        let text = self.bytes.get(line.clone()).unwrap_or_default();
        if text.trim_ascii_start().is_empty() {
            self.place = Place::Between;
            return;
        }
        if let Place::Between = self.place {
            let (n_before, read) = (self.found.len(), self.read);
            self.add_marked(line.start);
            self.place = Place::Plain { n_before, read, in_paragraph: false };
        }
        let Place::Plain { n_before, read, in_paragraph } = self.place else { return };
        match self.plain(line.clone(), text) {
            Some(Part::Paragraph(_)) if in_paragraph => {
                if let Some(Part::Paragraph(lines)) = self.found.last_mut() {
                    lines.end = line.end;
                }
            }
            Some(part) => {
                self.place = Place::Plain { n_before, read, in_paragraph: matches!(part, Part::Paragraph(_)) };
                self.found.push(part);
            }
            None => {
                self.found.truncate(n_before);
                self.read = read;
                self.place = Place::Marked;
                return;
            }
        }
        self.read = line.end;
    }

    /// Adds what the parser has to read, up to there.
    fn add_marked(&mut self, end: usize) {
        let range = self.read..end;
        if self.bytes.get(range.clone()).is_some_and(|text| !text.trim_ascii_start().is_empty()) {
            self.found.push(Part::Marked(range));
        }
    }

    /// What a line is if nothing in it may mean something.
    fn plain(&mut self, line: Range<usize>, text: &[u8]) -> Option<Part> {
        if self.sign < line.start {
            self.sign = line.start + sign_in(self.bytes.get(line.start..)?);
        }
        if self.sign < line.end || text.ends_with(b" ") || text.ends_with(b"\t") {
            return None;
        }
        let n = text.iter().take_while(|&&byte| byte == b'#').count();
        if n == 0 {
            return begins_with_word(text).then_some(Part::Paragraph(line));
        }
        let title = text.get(n..)?.strip_prefix(b" ")?;
        (n <= 6 && !title.contains(&b'#')).then(|| Part::Heading(n as u8, line.end - title.len()..line.end))
    }
}

/// `1至4月` does, `1. ` is the mark of a list.
fn begins_with_word(line: &[u8]) -> bool {
    let n = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match line.get(n) {
        None => n > 0,
        Some(b'.' | b')') => false,
        Some(byte) => n > 0 || byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'(' | b'"'),
    }
}

/// Where the first sign stands that may mean something inside a line, or the length.
fn sign_in(bytes: &[u8]) -> usize {
    /// So many bytes are looked at in one go, without asking about each by itself.
    const STRETCH: usize = 32;
    let is_sign = |byte: u8| {
        (byte < b' ' && byte != b'\n' && byte != b'\t')
            || matches!(byte, b'&' | b'*' | b'<' | b'[' | b'\\' | b'_' | b'`' | b'{' | 0x7f)
    };
    let has_sign = |stretch: &[u8; STRETCH]| stretch.iter().fold(0, |n, &byte| n | u8::from(is_sign(byte))) > 0;
    let mut at = 0;
    while bytes.get(at..).and_then(|rest| rest.first_chunk()).is_some_and(|stretch| !has_sign(stretch)) {
        at += STRETCH;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| is_sign(byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let show = |part| match part {
            Part::Marked(range) => format!("marked {}", &text[range]),
            Part::Heading(level, range) => format!("h{level} {}", &text[range]),
            Part::Paragraph(range) => format!("p {}", &text[range]),
        };
        parts(text).into_iter().map(show).collect()
    }

    #[test]
    fn plain_blocks_are_told_from_marked_ones() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "# 简报\n正文一，\n正文二。\n\n1至4月，新增3~5人",
                &["h1 简报", "p 正文一，\n正文二。", "p 1至4月，新增3~5人"],
            ),
            ("甲\n\n1. 乙\n\n2. 丙\n\n丁\n", &["p 甲", "marked \n\n1. 乙\n\n2. 丙\n\n", "p 丁"]),
            ("四川 | 标题\n\n| 甲 |\n| --- |\n| 1 |", &["p 四川 | 标题", "marked \n\n| 甲 |\n| --- |\n| 1 |"]),
            ("甲\n===\n\n乙", &["marked 甲\n===\n\n", "p 乙"]),
            ("甲  \n乙\n\n**丙**", &["marked 甲  \n乙\n\n**丙**"]),
            ("```\n\n甲\n\n```", &["marked ```\n\n甲\n\n```"]),
            ("##标题\n\n## 标题 ##", &["marked ##标题\n\n## 标题 ##"]),
            (" \n\n", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
