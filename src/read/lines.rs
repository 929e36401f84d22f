//! Lines of a paragraph: joining them, cutting where the writer meant a new paragraph, marks that Markdown leaves standing.

use super::habits::Habits;
use super::markdown::PieceKind;
use super::title;
use super::wording;

/// One line while it is being read.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    pub text: String,
    pub number: u32,
    pub n_bold: usize,
    pub n_link: usize,
    pub joint: Joint,
}

/// How a line hangs on the one before.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) enum Joint {
    /// The same paragraph goes on; the flag tells whether the source had a blank at the break.
    Soft { blank: bool },
    /// A break that the writer meant.
    #[default]
    Hard,
}

impl Line {
    /// Takes blanks and invisible characters away at the ends.
    pub(super) fn trim(&mut self) {
        let end = self.text.trim_end_matches(is_invisible).len();
        self.text.truncate(end);
        let n_blank = end - trimmed(&self.text).len();
        if n_blank > 0 {
            self.text.drain(..n_blank);
        }
    }
}

/// Whether the characters that `n_such` counts are all there are.
pub(super) fn are_all(lines: &[Line], n_such: impl Fn(&Line) -> usize) -> bool {
    let n: usize = lines.iter().map(n_such).sum();
    // Most lines hold none of them and need no counting.
    n > 0 && n >= lines.iter().map(|line| wording::n_chars(&line.text)).sum()
}

/// Takes the lines as one, and, where there are several, each with its number.
pub(super) fn joined(lines: &mut Vec<Line>, habits: &Habits) -> (String, Vec<(String, u32)>) {
    if lines.len() == 1 {
        return (lines.pop().map(|line| line.text).unwrap_or_default(), Vec::new());
    }
    let mut text = String::new();
    for line in &*lines {
        match line.joint {
            Joint::Hard if !text.is_empty() => {
                text.push(' ');
                text.push_str(&line.text);
            }
            Joint::Hard => text.push_str(&line.text),
            Joint::Soft { blank } => wording::join_line(&mut text, &line.text, blank, habits),
        }
    }
    (text, lines.drain(..).map(|line| (line.text, line.number)).collect())
}

/// Cuts a paragraph's lines where the writer meant a new paragraph: hard breaks, bold lines of their own, headings written
/// without a blank, lines that begin with an ornament (▪ ✔ 📌), and lines shorter than the others, as the last ones of paragraphs
/// and titles are, or longer than anyone wraps. Behind a full stop a number or a tag (二、, 【黄石】) begins one, too.
pub(super) fn groups(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let widest = lines.iter().map(|line| wording::width(&line.text)).max().unwrap_or(0);
    let is_alone = |line: &Line| are_all(std::slice::from_ref(line), |line| line.n_bold) || line.text.starts_with('#');
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for below in lines {
        let above = groups.last().and_then(|group| group.last());
        let begins = above.is_none_or(|above| {
            let is_closed = wording::ends_closed(&above.text);
            let is_marked = |line: &Line| {
                title::numbering(&line.text).is_some()
                    || line.text.starts_with('【') && title::has_marked_tag(&line.text)
            };
            let least = if is_closed || is_marked(above) { 18 } else { 15 };
            let is_short = wording::width(&above.text) * 20 < widest * least && widest >= 40;
            let all_bold = is_alone(above) && is_alone(&below) && !above.text.starts_with('#');
            let parts = (is_alone(above) || is_alone(&below)) && !all_bold;
            below.joint == Joint::Hard
                || parts
                || is_short
                || widest > 140
                || is_closed && is_marked(&below)
                || begins_with_label(&above.text) && begins_with_label(&below.text)
                || wording::begins_with_ornament(&below.text)
        });
        match groups.last_mut() {
            Some(group) if !begins => group.push(below),
            _ => groups.push(vec![below]),
        }
    }
    groups
}

/// `发件人：信息处`, `黄石：零工市场促成就业…`.
fn begins_with_label(line: &str) -> bool {
    let label = line.split_once('：').map_or("", |(label, _)| label);
    (2..=4).contains(&label.chars().count()) && label.chars().all(wording::is_han)
}

/// `##标题`: Markdown wants a blank after the marks, writers of Chinese often leave it out. `#话题#` is none.
pub(super) fn unspaced_heading(text: String) -> (PieceKind, String) {
    if !text.starts_with('#') {
        return (PieceKind::Paragraph, text);
    }
    let n = text.bytes().take_while(|&b| b == b'#').count();
    let title = text.trim_matches('#').trim_matches([' ', '\u{3000}']);
    if (1..=6).contains(&n) && !title.is_empty() && !title.contains('#') && wording::n_chars(title) <= 80 {
        let closes = text.ends_with('#');
        if n > 1 || !closes {
            let title = title.to_owned();
            return (PieceKind::Heading(n as u8), title);
        }
    }
    (PieceKind::Paragraph, text)
}

/// Takes away bold marks around part of a line. `CommonMark` neither opens nor closes bold beside Chinese punctuation
/// (`**编者按：**今年`), and would pair such marks with the wrong ones; bold matters only where a whole line is bold.
pub(super) fn without_unclosed_bold(source: &str) -> std::borrow::Cow<'_, str> {
    let finder = memchr::memmem::Finder::new("**");
    let mut rest = source;
    let mut out = String::new();
    // Lines without such marks are copied as they come.
    while let Some(at) = finder.find(rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', after.as_bytes()).map_or(rest.len(), |end| at + end + 1);
        if out.is_empty() {
            out.reserve(source.len());
        }
        out.push_str(rest.get(..start).unwrap_or_default());
        let line = rest.get(start..end).unwrap_or_default();
        let is_whole = without_list_mark(line.trim())
            .strip_prefix("**")
            .and_then(|rest| rest.strip_suffix("**"))
            .is_some_and(|inner| !inner.contains("**"));
        if is_whole {
            out.push_str(line);
        } else {
            push_without_bold(&mut out, line);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    if rest.len() == source.len() {
        return source.into();
    }
    out.push_str(rest);
    out.into()
}

/// The line without the mark of a list, a heading or a quotation.
fn without_list_mark(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '#' | '>' | '-' | '+' | ' '))
}

/// Drops the pairs of `**` in a line, but not a masked name (`李**、王**`) nor a mark without its twin.
fn push_without_bold(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("**") {
        out.push_str(before);
        let opens = !after.starts_with(|c: char| c.is_whitespace() || c == '*' || wording::is_closing(c));
        let inner = after
            .split_once("**")
            .filter(|(inner, _)| opens && !inner.is_empty() && !inner.ends_with(char::is_whitespace));
        if let Some((inner, after)) = inner {
            out.push_str(inner);
            rest = after;
        } else {
            out.push_str("**");
            rest = after;
        }
    }
    out.push_str(rest);
}

/// Without blanks and invisible characters at the ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}
