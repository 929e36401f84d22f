//! Which paragraphs are headings: by their style, else by their size; and paragraphs → pieces.

use super::super::lines;
use super::super::markdown::{Piece, PieceKind};
use super::super::wording;
use super::body::Paragraph;
use super::numbering::Label;

/// Half points by which a heading is larger than the running text.
const LARGER: u32 = 3;
/// No heading is longer, in characters.
const LONGEST: usize = 60;

/// Settles the level of each heading in its style, and leaves out the table of contents that Word has made.
pub(super) fn set_headings(paragraphs: &mut Vec<Paragraph>) {
    let has_styled = paragraphs.iter().any(|paragraph| paragraph.style.heading.is_some());
    let body_size = body_size(paragraphs);
    // A title set by hand stands above the styled headings.
    if has_styled
        && let Some(first) = paragraphs.iter_mut().find(|paragraph| paragraph.n_chars() > 0)
        && first.style.heading.is_none()
        && first.style.is_centred == Some(true)
        && first.is_larger(body_size)
    {
        first.style.is_title = true;
    }
    drop_contents(paragraphs);
    if !has_styled {
        by_size(paragraphs, body_size);
    }
    if paragraphs.iter().any(|paragraph| paragraph.style.is_title) {
        for paragraph in paragraphs.iter_mut() {
            paragraph.style.heading = match paragraph.style.heading {
                _ if paragraph.style.is_title => Some(1),
                Some(level) => Some(level.saturating_add(1)),
                None => None,
            };
        }
    }
}

fn drop_contents(paragraphs: &mut Vec<Paragraph>) {
    let is_toc: Vec<bool> = paragraphs.iter().map(|paragraph| paragraph.style.is_toc).collect();
    let mut n = 0;
    paragraphs.retain(|paragraph| {
        let is_next_toc = is_toc.get(n + 1).is_some_and(|&is_toc| is_toc);
        n += 1;
        let tight: String =
            paragraph.lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect();
        !(paragraph.style.is_toc || is_next_toc && matches!(tight.as_str(), "目录" | "目次" | "本期目录"))
    });
}

/// The size that most characters have, in half points.
fn body_size(paragraphs: &[Paragraph]) -> u32 {
    let mut sizes: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (size, n) in paragraphs.iter().flat_map(|paragraph| &paragraph.lines).flat_map(|line| &line.sizes) {
        *sizes.entry(*size).or_default() += n;
    }
    sizes.into_iter().max_by_key(|&(_, n)| n).map_or(0, |(size, _)| size)
}

/// Without styles, what is larger than the running text is a heading, the larger the further out.
fn by_size(paragraphs: &mut [Paragraph], body_size: u32) {
    let is_heading = |paragraph: &Paragraph| {
        paragraph.cells.is_none() && paragraph.is_larger(body_size) && !wording::ends_closed(&paragraph.text())
    };
    let mut sizes: Vec<u32> = paragraphs.iter().filter(|p| is_heading(p)).map(Paragraph::size).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    for paragraph in paragraphs.iter_mut().filter(|p| is_heading(p)) {
        let rank = sizes.iter().position(|&size| size == paragraph.size()).unwrap_or(0);
        paragraph.style.heading = Some(rank.min(5) as u8 + 1);
    }
}

impl Paragraph {
    fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| lines::trimmed(&line.text)).collect();
        lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn n_chars(&self) -> usize {
        self.lines.iter().map(|line| wording::n_chars(&line.text)).sum()
    }

    /// The size of most of its characters.
    fn size(&self) -> u32 {
        body_size(std::slice::from_ref(self))
    }

    fn is_larger(&self, body_size: u32) -> bool {
        body_size > 0 && self.size() >= body_size + LARGER && (1..=LONGEST).contains(&self.n_chars())
    }
}

/// The pieces of all paragraphs. Footnotes come as paragraphs at the end of what they belong to.
pub(super) fn pieces(paragraphs: Vec<Paragraph>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut notes: Vec<Piece> = Vec::new();
    for paragraph in paragraphs {
        if paragraph.style.heading.is_some() {
            pieces.append(&mut notes);
        }
        let number = paragraph.number;
        notes.extend(paragraph.notes.iter().map(|note| Piece::new(PieceKind::Paragraph, note.clone(), number)));
        push(&mut pieces, paragraph);
    }
    pieces.append(&mut notes);
    pieces
}

fn push(pieces: &mut Vec<Piece>, mut paragraph: Paragraph) {
    if let Some(cells) = paragraph.cells.take() {
        pieces.extend(Piece::row(cells, paragraph.is_header, paragraph.number));
        return;
    }
    let number = paragraph.number;
    let depth = paragraph.style.numbering.as_ref().map_or(1, |(_, level)| level.saturating_add(1));
    if let Some(level) = paragraph.style.heading {
        let text = with_label(paragraph.label.as_ref(), &paragraph.text());
        pieces.push(Piece::new(PieceKind::Heading(level.clamp(1, 6)), text, number));
        return;
    }
    let mut label = paragraph.label.take();
    for line in &paragraph.lines {
        let text = lines::trimmed(&line.text);
        if text.is_empty() {
            continue;
        }
        let n = wording::n_chars(text);
        let (kind, text) = match label.take() {
            Some(Label::Bullet) => (PieceKind::Item { number: String::new(), depth }, text.to_owned()),
            Some(Label::Number(number)) if is_list_number(&number) => {
                (PieceKind::Item { number, depth }, text.to_owned())
            }
            label => (PieceKind::Paragraph, with_label(label.as_ref(), text)),
        };
        let piece = Piece::new(kind, text, number);
        pieces.push(Piece { is_bold: line.n_bold >= n, is_link: line.n_link >= n, ..piece });
    }
}

/// `1.`, `(2)`, `3)`: what numbers the items of a list; `一、` and `（一）` number headings and paragraphs.
fn is_list_number(label: &str) -> bool {
    label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ')' | '('))
}

/// The text with its number before it, as Word shows it.
fn with_label(label: Option<&Label>, text: &str) -> String {
    match label {
        Some(Label::Number(label)) if label.chars().next_back().is_some_and(wording::is_wide) => {
            format!("{label}{text}")
        }
        Some(Label::Number(label)) => format!("{label} {text}"),
        _ => text.to_owned(),
    }
}
