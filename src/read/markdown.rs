//! Markdown → a flat list of neutral pieces: headings, paragraphs, items, rows, with their line and without their marks.
//!
//! Decides nothing about what a piece means for the bulletin. Bulletins are written by hand and by converters, so this also
//! undoes what Markdown did not mean: `##标题` without a blank, a long paragraph underlined by a rule, an indented
//! paragraph taken for code, bold that `CommonMark` does not close beside Chinese punctuation
//! (see `lines`).

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::format::Source;
use super::habits::Habits;
use super::limits::{Limit, Watch};
use super::lines::{Joint, Line};
use super::manuscript::Manuscript;
use super::unmarked::{self, Part};
use super::wording;
use super::{Findings, front, furniture, html, lines, pasted, text};

/// One block of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What the Markdown says it is.
    pub kind: PieceKind,
    /// The text as shown; a row's cells joined by tabs.
    pub text: String,
    /// The lines of the source that make it up, where there are several: a table of contents may be one paragraph.
    pub lines: Vec<(String, u32)>,
    /// All of it is bold.
    pub is_bold: bool,
    /// All of it is a link.
    pub is_link: bool,
    /// Line of the file, from 1.
    pub line: u32,
    /// How many characters other than blanks it has, counted as far as anyone asks.
    pub n_chars: usize,
    /// Whether it is tagged as titles are, once that was asked.
    pub is_tagged: OnceCell<bool>,
}

/// What the Markdown says a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph, also one of a quotation or of code.
    Paragraph,
    /// An item of a list: its number as written (empty for a bullet) and how deep it is nested, from 1.
    Item { number: String, depth: u8 },
    /// A row of a table.
    Row { cells: Vec<String>, is_header: bool },
    /// A horizontal rule.
    Rule,
}

/// Reads a text file.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    let text = text::decode(source.bytes, source.options.encoding, findings)?;
    let front = front::split(&text);
    let habits = Habits::of(text);
    let Some(pieces) = pieces(&habits, front.body_start, &source.options.watch) else {
        findings.limit(Limit::Seconds);
        return None;
    };
    Some(Manuscript { pieces, front, habits, given: None })
}

/// So many events lie between two looks at the watch.
const EVENTS_PER_LOOK: usize = 4096;

/// The pieces of the text from `body_start` on; nothing if the time is up.
fn pieces(habits: &Habits, body_start: usize, watch: &Watch) -> Option<Vec<Piece>> {
    let source = habits.text();
    let body = &lines::without_unclosed_bold(source.get(body_start..).unwrap_or_default());
    let mut reader = Reader {
        source: body,
        place: (0, n_lines(source.get(..body_start).unwrap_or_default()) + 1),
        habits,
        pieces: Vec::new(),
        lines: Vec::new(),
        next_joint: Joint::Hard,
        n_bold: 0,
        n_link: 0,
        n_image: 0,
        is_code: false,
        n_lists: 0,
        item: None,
        cells: Vec::new(),
        in_table: false,
        html: None,
    };
    for (n, part) in unmarked::parts(body).into_iter().enumerate() {
        if n % EVENTS_PER_LOOK == 0 && watch.is_over() {
            return None;
        }
        match part {
            Part::Marked(range) => reader.marked(range, watch)?,
            Part::Heading(level, range) => reader.heading(level, range),
            Part::Paragraph(range) => reader.paragraph(range),
        }
    }
    Some(pasted::join_rows(reader.pieces))
}

struct Reader<'s> {
    source: &'s str,
    /// Where the last line that was asked for was asked for, and which it was.
    place: (usize, u32),
    habits: &'s Habits,
    pieces: Vec<Piece>,
    lines: Vec<Line>,
    next_joint: Joint,
    n_bold: u32,
    n_link: u32,
    n_image: u32,
    is_code: bool,
    n_lists: u8,
    /// The item just begun, until its first text is read.
    item: Option<String>,
    cells: Vec<String>,
    in_table: bool,
    html: Option<(String, u32)>,
}

impl Reader<'_> {
    /// Reads what the parser makes of a part; nothing if the time is up.
    fn marked(&mut self, part: Range<usize>, watch: &Watch) -> Option<()> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let text = self.source.get(part.clone()).unwrap_or_default();
        for (n, (event, range)) in Parser::new_ext(text, options).into_offset_iter().enumerate() {
            if n % EVENTS_PER_LOOK == EVENTS_PER_LOOK - 1 && watch.is_over() {
                return None;
            }
            self.read(event, part.start + range.start..part.start + range.end);
        }
        self.flush(PieceKind::Paragraph);
        Some(())
    }

    fn heading(&mut self, level: u8, range: Range<usize>) {
        self.text(self.source.get(range.clone()).unwrap_or_default(), range.start);
        self.flush(self.heading_kind(level, false));
    }

    fn paragraph(&mut self, range: Range<usize>) {
        let start = range.start;
        let mut at = start;
        let lines = self.source.get(range).unwrap_or_default();
        for end in memchr::memchr_iter(b'\n', lines.as_bytes()) {
            self.text(lines.get(at - start..end).unwrap_or_default(), at);
            at = start + end + 1;
            self.soft_break(&(at - 1..at));
        }
        self.text(lines.get(at - start..).unwrap_or_default(), at);
        self.flush(PieceKind::Paragraph);
    }

    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) if self.is_code => self.code_lines(&text, range.start),
            Event::Text(text) | Event::Code(text) => self.text(&text, range.start),
            Event::SoftBreak => self.soft_break(&range),
            Event::HardBreak => self.next_joint = Joint::Hard,
            Event::Rule => {
                self.flush(PieceKind::Paragraph);
                let line = self.line_of(range.start);
                self.push(PieceKind::Rule, String::new(), line);
            }
            Event::Html(text) => {
                let line = self.line_of(range.start);
                self.html.get_or_insert_with(|| (String::new(), line)).0.push_str(&text);
            }
            Event::InlineHtml(tag) if html::is_break(&tag) => self.next_joint = Joint::Hard,
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.n_bold += 1,
            Tag::Link { .. } => self.n_link += 1,
            Tag::Image { .. } => self.n_image += 1,
            Tag::Emphasis | Tag::TableCell => {}
            Tag::List(_) => {
                self.flush(PieceKind::Paragraph);
                self.n_lists = self.n_lists.saturating_add(1);
            }
            Tag::Item => {
                self.flush(PieceKind::Paragraph);
                let marker = self.source.get(range.start..).unwrap_or_default();
                let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
                // The number is shown, so it is kept as written; a bullet is a mark and is not.
                self.item = Some(if digits > 0 { marker.chars().take(digits + 1).collect() } else { String::new() });
            }
            Tag::Table(_) => {
                self.flush(PieceKind::Paragraph);
                self.in_table = true;
            }
            Tag::CodeBlock(_) => {
                self.flush(PieceKind::Paragraph);
                self.is_code = true;
            }
            _ => self.flush(PieceKind::Paragraph),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Strong => self.n_bold = self.n_bold.saturating_sub(1),
            TagEnd::Link => self.n_link = self.n_link.saturating_sub(1),
            TagEnd::Image => self.n_image = self.n_image.saturating_sub(1),
            TagEnd::Heading(level) => {
                let is_underlined = !self.source.get(range.start..).unwrap_or_default().trim_start().starts_with('#');
                self.flush(self.heading_kind(level as u8, is_underlined));
            }
            TagEnd::List(_) => {
                self.flush(PieceKind::Paragraph);
                self.n_lists = self.n_lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush(PieceKind::Paragraph);
                self.item = None;
            }
            TagEnd::CodeBlock => {
                self.flush(PieceKind::Paragraph);
                self.is_code = false;
            }
            TagEnd::TableCell => {
                let mut cell = String::new();
                for (n, mut line) in self.lines.drain(..).enumerate() {
                    line.trim();
                    if n == 0 {
                        cell = line.text;
                    } else {
                        cell.push(' ');
                        cell.push_str(&line.text);
                    }
                }
                self.cells.push(cell);
            }
            TagEnd::TableHead => self.end_row(range, true),
            TagEnd::TableRow => self.end_row(range, false),
            TagEnd::Table => self.in_table = false,
            TagEnd::HtmlBlock => {
                if let Some((source, line)) = self.html.take() {
                    self.pieces.extend(html::pieces(&source, line));
                }
            }
            TagEnd::Emphasis => {}
            _ => self.flush(PieceKind::Paragraph),
        }
    }

    /// A rule right under a paragraph makes Markdown take the paragraph for a heading, and one under a table set with blanks.
    fn heading_kind(&self, level: u8, is_underlined: bool) -> PieceKind {
        if is_underlined && self.lines.iter().any(|line| pasted::has_gaps(&line.text)) {
            return PieceKind::Paragraph;
        }
        // Most are told by their bytes.
        if !is_underlined && self.lines.iter().map(|line| line.text.len()).sum::<usize>() <= 60 {
            return PieceKind::Heading(level);
        }
        let n: usize = self.lines.iter().map(|line| wording::n_chars_up_to(&line.text, 101)).sum();
        let ends_sentence = self.lines.last().is_some_and(|line| line.text.trim_end().ends_with(['。', '；', '，']));
        if n > 100 || (is_underlined && (ends_sentence || n > 60)) {
            PieceKind::Paragraph
        } else {
            PieceKind::Heading(level)
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.n_image > 0 {
            return;
        }
        let goes_on = self.next_joint == (Joint::Soft { blank: false });
        let joint = std::mem::replace(&mut self.next_joint, Joint::Soft { blank: false });
        if self.lines.is_empty() || !goes_on {
            let number = self.line_of(at);
            self.lines.push(Line { number, joint, text: text.to_owned(), ..Line::default() });
        } else if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
        if (self.n_bold > 0 || self.n_link > 0)
            && let Some(line) = self.lines.last_mut()
        {
            let n = wording::n_chars(text);
            line.n_bold += if self.n_bold > 0 { n } else { 0 };
            line.n_link += if self.n_link > 0 { n } else { 0 };
        }
    }

    /// Indented "code" is mostly a paragraph that someone indented by blanks: each of its lines begins a paragraph.
    fn code_lines(&mut self, text: &str, at: usize) {
        for line in text.split_inclusive('\n') {
            self.next_joint = Joint::Hard;
            self.text(line, at);
        }
    }
}

impl Reader<'_> {
    fn soft_break(&mut self, range: &Range<usize>) {
        let before = self.source.get(..range.start).unwrap_or_default();
        let rest = self.source.get(range.end..).unwrap_or_default();
        let indent = rest.len() - rest.trim_start_matches([' ', '\t', '\u{3000}']).len();
        // A line that begins with the indent of a paragraph begins a paragraph, except in a list, where it goes on.
        if rest.starts_with('\u{3000}') || (indent >= 2 && self.n_lists == 0) {
            self.next_joint = Joint::Hard;
            return;
        }
        let broken = self.source.get(range.clone()).unwrap_or_default();
        let blank = broken.contains(' ') || before.ends_with(' ') || indent == 1;
        // `text` tells a new line from the same one by the joint, so that a soft break needs a line of its own here.
        let number = self.line_of(range.end);
        self.lines.push(Line { number, joint: Joint::Soft { blank }, ..Line::default() });
    }

    fn end_row(&mut self, range: &Range<usize>, is_header: bool) {
        let mut cells = std::mem::take(&mut self.cells);
        // Markdown drops cells beyond the header's width; a figure may stand there.
        let row = self.source.get(range.clone()).unwrap_or_default().trim().trim_matches('|');
        if !row.contains("\\|") && !row.contains('`') {
            let surplus = row.split('|').skip(cells.len());
            cells.extend(surplus.map(|cell| cell.replace("**", "").trim().to_owned()));
        }
        self.lines.clear();
        if cells.iter().any(|cell| !cell.is_empty()) {
            let (line, text) = (self.line_of(range.start), cells.join("\t"));
            self.push(PieceKind::Row { cells, is_header }, text, line);
        }
    }

    /// Ends the block being read. What was read as a paragraph is an item's text if an item has just begun.
    fn flush(&mut self, kind: PieceKind) {
        self.next_joint = Joint::Hard;
        if self.in_table {
            return;
        }
        self.lines.iter_mut().for_each(Line::trim);
        self.lines.retain(|line| !line.text.is_empty() && !furniture::is_page_number(&line.text));
        if self.lines.is_empty() {
            return;
        }
        let kind = match self.item.take() {
            Some(number) => PieceKind::Item { number, depth: self.n_lists },
            None => kind,
        };
        if self.lines.len() == 1 {
            self.push_lines(kind);
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        if kind == PieceKind::Paragraph
            && let Some(rows) = pasted::rows(&lines)
        {
            pasted::add(&mut self.pieces, rows);
            return;
        }
        match kind {
            PieceKind::Paragraph if !self.is_code => {
                for group in lines::groups(lines) {
                    self.lines = group;
                    self.push_lines(PieceKind::Paragraph);
                }
            }
            PieceKind::Paragraph => {
                for line in lines {
                    self.lines.push(line);
                    self.push_lines(PieceKind::Paragraph);
                }
            }
            _ => {
                self.lines = lines;
                self.push_lines(kind);
            }
        }
    }

    /// Makes one piece of the lines read.
    fn push_lines(&mut self, kind: PieceKind) {
        let Some(number) = self.lines.first().map(|line| line.number) else { return };
        let is_bold = lines::are_all(&self.lines, |line| line.n_bold);
        let is_link = lines::are_all(&self.lines, |line| line.n_link);
        let (text, parts) = lines::joined(&mut self.lines, self.habits);
        let (kind, text) = match kind {
            PieceKind::Paragraph => lines::unspaced_heading(text),
            kind => (kind, text),
        };
        self.pieces.push(Piece { lines: parts, is_bold, is_link, ..Piece::new(kind, text, number) });
    }

    fn push(&mut self, kind: PieceKind, text: String, line: u32) {
        self.pieces.push(Piece::new(kind, text, line));
    }

    /// The line of a place, counted from the place before, which is near.
    fn line_of(&mut self, at: usize) -> u32 {
        let (before, line) = self.place;
        let between = |from: usize, to: usize| n_lines(self.source.get(from..to).unwrap_or_default());
        let line = if at >= before { line + between(before, at) } else { line - between(at, before) };
        self.place = (at, line);
        line
    }
}

fn n_lines(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces_of(text: &str) -> Vec<Piece> {
        pieces(&Habits::of(text.to_owned()), 0, &Watch::default()).unwrap_or_default()
    }

    proptest! {
        /// Where a link is told to lead somewhere, the parser reads all of it; nothing here opens what it would hide in.
        #[test]
        fn what_needs_no_parser_is_read_as_by_the_parser(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "\n", "\n\n", "\n\n\n", " ", "  ", "　", "\t", "# ", "## ", "##", "1. ", "2) ", "1.5万", "- ", "> ", "| ",
                    "|", "---", "===", "**", "*", "_", "`码`", "3~5", "<br>", "<div>", "&amp;", "[", "](x)", "\\", "{", "(", "\"", "：",
                    "城镇新增就业", "2156人", "，", "。", "四川", "（", "abc", "2024年",
                ]),
                0..30,
            )
        ) {
            let text = parts.concat();
            prop_assert_eq!(pieces_of(&text), pieces_of(&format!("{text}\n\n\n[x]: y\n")), "{:?}", text);
        }
    }
}
