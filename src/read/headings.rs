//! Which pieces serve as headings, and how they rank among each other.
//!
//! Decides nothing about what a rank means (section, article, subheading): that needs the whole file, see `outline`.

use super::markdown::{Piece, PieceKind};
use super::title::{self, Numbering};
use super::toc::TocRole;
use super::wording;

/// A piece that serves as a heading.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Which piece.
    pub piece_idx: usize,
    /// Its rank: the smaller, the further out. Only the order counts.
    pub rank: u16,
    /// Its length without blanks and numbering.
    pub n_chars: usize,
    /// It bears marks of an article that sections do not bear: a link, `地区 | 标题`.
    pub is_article_like: bool,
    /// What the table of contents says it is.
    pub toc: Option<TocRole>,
    /// A Markdown heading rather than a line that merely looks like one.
    pub is_real: bool,
    /// A line all in bold.
    pub is_bold: bool,
    /// How it is numbered.
    pub numbering: Option<Numbering>,
    /// What comes right after it.
    pub next: Next,
}

/// What comes right after a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Text of its own.
    Text,
    /// Another heading, of that rank.
    Heading(u16),
    /// Nothing.
    End,
}

const BOLD: u16 = 7;
const PLAIN: u16 = 8;
/// Ranks within a level.
const LEVEL: u16 = 100;

/// The levels of all pieces as headings by themselves, whatever a table of contents says of them.
pub(super) fn levels(pieces: &[Piece]) -> Vec<Option<u16>> {
    (0..pieces.len()).map(|n| level(pieces, n, false)).collect()
}

/// All headings in order. `levels` are those of [`levels`]; `toc` gives the role of pieces that the table of contents names.
pub(super) fn find(pieces: &[Piece], levels: &[Option<u16>], toc: &[Option<TocRole>]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (n, piece) in pieces.iter().enumerate() {
        let is_in_toc = toc.get(n).is_some_and(Option::is_some);
        let level = if is_in_toc { level(pieces, n, true) } else { levels.get(n).copied().flatten() };
        let Some(level) = level else { continue };
        let numbered = title::numbering(&piece.text);
        heads.push(Head {
            piece_idx: n,
            rank: level * LEVEL,
            n_chars: numbered.map_or_else(|| piece.n_chars(), |(_, rest)| wording::n_chars(rest)),
            is_article_like: piece.is_link || piece.is_tagged(),
            toc: toc.get(n).copied().flatten(),
            is_real: matches!(piece.kind, PieceKind::Heading(_)),
            is_bold: piece.is_bold,
            numbering: match piece.kind {
                PieceKind::Item { .. } => Some(Numbering::Digits),
                _ => numbered.map(|(kind, _)| kind),
            },
            next: Next::End,
        });
    }
    rank_by_numbering(&mut heads, pieces);
    lift_bold(&mut heads, pieces.len());
    set_next(&mut heads, pieces.len());
    heads
}

/// The level of a piece as a heading, if it can be one.
pub(super) fn level(pieces: &[Piece], n: usize, is_in_toc: bool) -> Option<u16> {
    let piece = pieces.get(n)?;
    match &piece.kind {
        PieceKind::Heading(level) => return Some(u16::from(*level)),
        PieceKind::Paragraph if piece.lines.len() > 1 && !piece.is_within(40) => return None,
        PieceKind::Paragraph => {}
        PieceKind::Item { number, depth: 1 } if !number.is_empty() && is_lone_item(pieces, n) => {
            return Some(if piece.is_bold { BOLD } else { PLAIN });
        }
        _ => return None,
    }
    if is_in_toc {
        return Some(if piece.is_bold { BOLD } else { PLAIN });
    }
    if !piece.is_within(60) || wording::ends_closed(&piece.text) && !piece.text.ends_with(['？', '?', '！']) {
        return None;
    }
    if piece.is_bold && !piece.text.ends_with(['：', ':']) {
        return Some(BOLD);
    }
    let look = |piece: &Piece| {
        let (kind, _) = title::numbering(&piece.text)?;
        Some((kind, piece.text.chars().next().filter(|_| kind == Numbering::Mark)))
    };
    let own = look(piece);
    let is_same = |other: Option<&Piece>| own.is_some() && other.is_some_and(|other| look(other) == own);
    // [宜昌新增就业3.2万人](…) above its text, but not [阅读原文](…) below it.
    let is_linked = || {
        let is_text =
            |below: &Piece| below.kind == PieceKind::Paragraph && !below.is_link && wording::ends_closed(&below.text);
        piece.is_link && !piece.is_within(9) && pieces.get(n + 1).is_some_and(is_text)
    };
    let is_line = own.is_some() || piece.is_tagged() || is_linked();
    // `1、…` ¶ `2、…` with nothing between is an enumeration.
    let is_enumeration = own.is_some_and(|(kind, _)| kind >= Numbering::HanBrackets)
        && (is_same(pieces.get(n + 1)) || is_same(n.checked_sub(1).and_then(|n| pieces.get(n))));
    (is_line && piece.is_within(45) && !is_enumeration && pieces.len() > n + 1).then_some(PLAIN)
}

/// `1. 标题` with paragraphs before and after is no list.
fn is_lone_item(pieces: &[Piece], n: usize) -> bool {
    let is_item = |piece: &Piece| matches!(piece.kind, PieceKind::Item { .. });
    let Some(piece) = pieces.get(n) else { return false };
    let above = n.checked_sub(1).and_then(|n| pieces.get(n));
    piece.is_within(45)
        && !wording::ends_closed(&piece.text)
        && above.is_none_or(|above| !is_item(above))
        && pieces.get(n + 1).is_some_and(|below| below.kind == PieceKind::Paragraph)
}

/// Headings of one level that are numbered in two ways (`## 一、…` and `## （一）…`) are two ranks, outer numbering first.
/// Ornaments (▍ ●) rank in the order they first occur.
fn rank_by_numbering(heads: &mut [Head], pieces: &[Piece]) {
    let n_outer = |level: u16| {
        let of_level = heads.iter().filter(|head| head.rank / LEVEL == level);
        of_level.filter(|head| head.numbering.is_some_and(|kind| kind <= Numbering::Han)).count()
    };
    let is_split: Vec<bool> = (0..=PLAIN).map(|level| level == PLAIN || n_outer(level) >= 2).collect();
    let mut marks: Vec<char> = Vec::new();
    for head in heads.iter_mut() {
        if !is_split.get(usize::from(head.rank / LEVEL)).is_some_and(|&split| split) {
            continue;
        }
        head.rank += match head.numbering {
            Some(Numbering::Mark) => {
                let mark = pieces.get(head.piece_idx).and_then(|piece| piece.text.chars().next()).unwrap_or(' ');
                if !marks.contains(&mark) {
                    marks.push(mark);
                }
                30 + marks.iter().position(|&known| known == mark).unwrap_or(0).min(9) as u16
            }
            Some(kind) => kind as u16 * 10,
            None if head.rank == PLAIN * LEVEL || head.is_article_like => 45,
            None => 0,
        };
    }
}

/// A bold line ranks below the Markdown headings, unless such lines mostly stand right above one: then above it.
fn lift_bold(heads: &mut [Head], n_pieces: usize) {
    set_next(heads, n_pieces);
    let bold: Vec<&Head> = heads.iter().filter(|head| head.rank / LEVEL == BOLD).collect();
    let above: Vec<u16> = bold
        .iter()
        .filter_map(|head| match head.next {
            Next::Heading(rank) if rank / LEVEL < BOLD => Some(rank),
            _ => None,
        })
        .collect();
    let Some(&outermost) = above.iter().min() else { return };
    // One of many may stand above a heading by chance; one alone is the seed's `**农村劳动力转移就业**`.
    if above.len() * 2 > bold.len() {
        for head in heads.iter_mut().filter(|head| head.rank / LEVEL == BOLD) {
            head.rank = outermost - LEVEL / 2;
        }
    }
}

/// Fills in what follows each heading.
pub(super) fn set_next(heads: &mut [Head], n_pieces: usize) {
    for n in 0..heads.len() {
        let after = heads.get(n + 1).map(|next| (next.piece_idx, next.rank));
        let Some(head) = heads.get_mut(n) else { continue };
        head.next = match after {
            Some((idx, rank)) if idx == head.piece_idx + 1 => Next::Heading(rank),
            _ if head.piece_idx + 1 >= n_pieces => Next::End,
            _ => Next::Text,
        };
    }
}
