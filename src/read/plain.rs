//! Titles in a file without any marks: plain text in which sections and articles are lines of their own.
//!
//! Such a line looks like a subheading, so it is taken for a title only where the file shows the habit at least twice: a
//! short line right above a title line or above `地区 | 标题`, a numbered section right above a title line, or a line right above a
//! dateline (本报4月12日讯).

use std::cell::OnceCell;

use super::habits::Habits;
use super::headings;
use super::markdown::{Piece, PieceKind};
use super::mend;
use super::outline;
use super::title::{self, Numbering};
use super::toc::TocRole;
use super::wording;

/// Longest title of a section, in characters.
const LONGEST_SECTION: usize = 20;
/// Longest name of a section behind an ornament, with it.
const LONGEST_MARKED: usize = 8;
/// Shortest title of an article that only its place tells.
const SHORTEST_ARTICLE: usize = 10;

/// Fills in what unmarked lines are, as the table of contents does for the lines that it names.
pub(super) fn name_titles(pieces: &[Piece], levels: &[Option<u16>], said: &mut [Option<TocRole>], habits: &Habits) {
    if pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Heading(_)) || piece.is_bold) {
        return;
    }
    let is_named = |n: usize| said.get(n).is_some_and(Option::is_some) && headings::level(pieces, n, true).is_some();
    let is_head: Vec<bool> = levels.iter().enumerate().map(|(n, level)| level.is_some() || is_named(n)).collect();
    let masthead = vec![OnceCell::new(); pieces.len()];
    let lines = Lines { pieces, is_head: &is_head, open: vec![OnceCell::new(); pieces.len()], masthead, habits };
    let (mut named, mut n_signs) = (Vec::new(), 0);
    for n in 0..pieces.len() {
        // What costs least is asked first.
        if lines.is_above_prose(n + 1)
            && lines.is_within(n, LONGEST_SECTION)
            && lines.is_open_line(n + 1)
            && lines.could_be_section(n)
            && lines.is_title(n + 1)
        {
            named.extend([(n, TocRole::Section), (n + 1, TocRole::Article)]);
        } else if lines.is_tagged(n + 1) && lines.could_head_tagged(n) {
            named.push((n, TocRole::Section));
        } else if lines.begins(n) && lines.is_title(n) && outline::has_dateline(lines.text(n + 1)) {
            named.push((n, TocRole::Article));
        } else if lines.is_numbered_section(n) && lines.is_title(n + 1) {
            named.push((n + 1, TocRole::Article));
        } else {
            continue;
        }
        n_signs += 1;
    }
    if n_signs < 2 {
        return;
    }
    // Where articles bear tags, a line without one is a subheading.
    if !(0..pieces.len()).any(|n| lines.is_tagged(n)) {
        let is_article = |&n: &usize| {
            lines.begins(n)
                && lines.is_title(n)
                && (!lines.is_within(n, SHORTEST_ARTICLE - 1) || lines.heads_table(n) || lines.heads_places(n))
        };
        named.extend((0..pieces.len()).filter(is_article).map(|n| (n, TocRole::Article)));
    }
    for (n, role) in named {
        if let Some(slot) = said.get_mut(n).filter(|slot| slot.is_none()) {
            *slot = Some(role);
        }
    }
}

struct Lines<'a> {
    pieces: &'a [Piece],
    is_head: &'a [bool],
    /// Which are open lines and no headings by their marks, as far as it was asked.
    open: Vec<OnceCell<bool>>,
    /// Which are part of the masthead, as far as it was asked.
    masthead: Vec<OnceCell<bool>>,
    habits: &'a Habits,
}

impl Lines<'_> {
    fn text(&self, n: usize) -> &str {
        self.pieces.get(n).map_or("", |piece| &piece.text)
    }

    fn is_within(&self, n: usize, n_chars: usize) -> bool {
        self.pieces.get(n).is_none_or(|piece| piece.is_within(n_chars))
    }

    fn is_head(&self, n: usize) -> bool {
        self.is_head.get(n).is_some_and(|&is_head| is_head)
    }

    /// An open line that is neither a heading by its marks nor part of the masthead.
    fn is_line(&self, n: usize) -> bool {
        self.is_open_line(n) && !self.is_masthead(n)
    }

    fn is_open_line(&self, n: usize) -> bool {
        let is_open = |piece: &Piece| {
            piece.kind == PieceKind::Paragraph
                && piece.lines.len() <= 1
                && piece.is_within(mend::LONGEST_TITLE)
                && !self.is_head(n)
                && mend::could_be_title(&piece.text)
                && !mend::is_byline(&piece.text)
        };
        let known = self.pieces.get(n).zip(self.open.get(n));
        known.is_some_and(|(piece, known)| *known.get_or_init(|| is_open(piece)))
    }

    fn is_prose(&self, n: usize) -> bool {
        self.pieces.get(n).is_some_and(|piece| match piece.kind {
            PieceKind::Paragraph => !self.is_head(n) && (wording::ends_closed(&piece.text) || !self.is_within(n, 45)),
            PieceKind::Item { .. } | PieceKind::Row { .. } => true,
            _ => false,
        })
    }

    /// Whether a new line begins here rather than the rest of one above.
    fn begins(&self, n: usize) -> bool {
        let Some(above) = n.checked_sub(1).and_then(|n| self.pieces.get(n)) else { return true };
        above.kind != PieceKind::Paragraph
            || self.is_head(n - 1)
            || wording::ends_closed(&above.text)
            || self.is_masthead(n - 1)
    }

    fn is_masthead(&self, n: usize) -> bool {
        let known = self.masthead.get(n);
        known.is_some_and(|known| *known.get_or_init(|| outline::is_masthead_line(self.text(n))))
    }

    /// A line with prose below that does not go on from it. A line that tells time or source may stand between.
    fn is_title(&self, n: usize) -> bool {
        self.is_above_prose(n) && self.is_line(n) && !self.habits.is_phrase_across(self.text(n), self.text(n + 1))
    }

    fn is_above_prose(&self, n: usize) -> bool {
        self.is_prose(n + 1) || mend::is_byline(self.text(n + 1)) && self.is_prose(n + 2)
    }

    fn could_be_section(&self, n: usize) -> bool {
        self.is_within(n, LONGEST_SECTION) && self.begins(n) && self.is_line(n)
    }

    /// As [`Self::could_be_section`]. `全国动态` ends as the names of bulletins do, but no bulletin's name stands between its
    /// masthead and a tagged title without a number or a date.
    fn could_head_tagged(&self, n: usize) -> bool {
        let is_named = n > 0 && !self.text(n).contains(|c: char| c.is_ascii_digit());
        self.could_be_section(n)
            || is_named && self.is_within(n, LONGEST_SECTION) && self.is_open_line(n) && self.begins(n)
    }

    /// `四地最低工资标准`, one paragraph that leads up to a table, the table.
    fn heads_table(&self, n: usize) -> bool {
        let is_row = |n: usize| self.pieces.get(n).is_some_and(|piece| matches!(piece.kind, PieceKind::Row { .. }));
        is_row(n + 1) || self.text(n + 1).ends_with(['：', ':']) && is_row(n + 2)
    }

    /// `各地速览`, a list of places.
    fn heads_places(&self, n: usize) -> bool {
        let names_place = |n: usize| {
            let item = self.text(n).trim_start_matches(['·', '•', ' ']);
            let is_item = item.len() < self.text(n).len()
                || self.pieces.get(n).is_some_and(|piece| matches!(piece.kind, PieceKind::Item { .. }));
            is_item && title::area_tag(item).is_some()
        };
        names_place(n + 1) && names_place(n + 2)
    }

    fn is_tagged(&self, n: usize) -> bool {
        self.is_head(n) && self.pieces.get(n).is_some_and(Piece::is_tagged)
    }

    /// `一、要闻`, `▍要闻`; what bears an ornament and is longer is a title itself.
    fn is_numbered_section(&self, n: usize) -> bool {
        let is_section = |kind| kind <= Numbering::Han || kind == Numbering::Mark && self.is_within(n, LONGEST_MARKED);
        self.is_head(n) && title::numbering(self.text(n)).is_some_and(|(kind, _)| is_section(kind))
    }
}
