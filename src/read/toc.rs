//! The table of contents: recognised by its lines coming again as headings, kept apart from the articles.
//!
//! Titles there differ from the body's by a few characters (`多举措` / `多措并举`), so lines are compared approximately.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Findings;
use super::markdown::{Piece, PieceKind};
use super::mend;
use super::title;
use super::wording::{self, Sieve};
use crate::model::problem::Message;

/// What a line of the table of contents stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TocRole {
    /// A section.
    Section,
    /// An article.
    Article,
    /// One of the two; the table does not tell which.
    Either,
}

/// One line of a possible table of contents.
struct Entry {
    piece_idx: usize,
    key: String,
    line: u32,
    text: String,
    /// How the line is set, to tell sections from articles: heading level, bold, depth of list.
    look: u8,
    is_real_heading: bool,
}

/// Takes the table of contents out of the pieces. Returns, for each remaining piece, what the table said it is.
pub(super) fn take(pieces: &mut Vec<Piece>, findings: &mut Findings) -> Vec<Option<TocRole>> {
    let keys = keys(pieces);
    let Some(found) = find(pieces, &keys) else { return vec![None; pieces.len()] };
    let first_piece = found.entries.first().map_or(0, |entry| entry.piece_idx);
    let end_piece = found.end_piece;
    let roles = entry_roles(&found.entries);
    let body = from(&keys, end_piece);
    let matches = align(&found.entries, body);
    let mut said = vec![None; pieces.len()];
    for ((entry, role), found_at) in found.entries.iter().zip(roles).zip(matches) {
        match found_at.and_then(|n| body.get(n)) {
            Some(key) => {
                if let Some(slot) = said.get_mut(key.piece_idx) {
                    *slot = role;
                }
            }
            None if !is_toc_heading(&entry.text) => {
                let message = Message::new(
                    format!("目录中的“{}”没有对应的正文", entry.text),
                    format!("nothing in the text belongs to “{}” of the table of contents", entry.text),
                );
                findings.warn(Some(entry.line), message);
            }
            None => {}
        }
    }
    said.drain(first_piece..end_piece);
    pieces.drain(first_piece..end_piece);
    said
}

/// Whether a file is nothing but a table of contents: headings and short titles, no sentence anywhere.
pub(super) fn is_all(pieces: &[Piece]) -> bool {
    if pieces.len() < 4 || !pieces.iter().all(|p| p.is_within(60) && is_entry(p)) {
        return false;
    }
    let n_heads = pieces.iter().filter(|p| matches!(p.kind, PieceKind::Heading(_)) || p.is_bold).count();
    let n_titles = pieces
        .iter()
        .filter(|p| title::area_tag(&p.text).is_some() && !matches!(p.kind, PieceKind::Heading(_)))
        .count();
    let has_cue = pieces.iter().take(3).any(|p| is_toc_heading(&p.text));
    has_cue || (n_heads >= 2 && n_titles * 2 >= pieces.len() - n_heads && n_titles >= 2)
}

struct Found {
    entries: Vec<Entry>,
    end_piece: usize,
}

/// The table is a run of short lines near the start whose lines come again further down.
fn find(pieces: &[Piece], keys: &[Key<'_>]) -> Option<Found> {
    let mut start = 0;
    for _ in 0..4 {
        start += pieces.get(start..)?.iter().position(is_entry)?;
        let len = pieces.get(start..)?.iter().position(|piece| !is_entry(piece)).unwrap_or(pieces.len() - start);
        if let Some(found) = in_run(pieces, keys, start, start + len) {
            return Some(found);
        }
        start += len;
    }
    None
}

fn in_run(pieces: &[Piece], keys: &[Key<'_>], start: usize, end: usize) -> Option<Found> {
    let mut entries = entries(pieces, start, end);
    let mut comes_again = comes_again(&entries, from(keys, start));
    // Where the body begins inside the run: at the first line that repeats an earlier one.
    if let Some(mut split) = first_repeat(&entries) {
        // A section's heading right above it belongs to the body too, if it comes nowhere again.
        while split > 1
            && entries.get(split - 1).is_some_and(|entry| entry.is_real_heading)
            && comes_again.get(split - 1) != Some(&true)
        {
            split -= 1;
        }
        entries.truncate(split);
    } else {
        // Text follows, so that headings at the end of the run are the body's, and so are lines set in another way.
        let looks: Vec<u8> =
            entries.iter().zip(&comes_again).filter(|&(_, again)| *again).map(|(e, _)| e.look).collect();
        while entries.last().is_some_and(|last| {
            last.is_real_heading || (comes_again.get(entries.len() - 1) == Some(&false) && !looks.contains(&last.look))
        }) {
            entries.pop();
        }
    }
    comes_again.truncate(entries.len());
    // What stands above the table (the bulletin's title, `目录`) stays or is dropped by others.
    let first = comes_again.iter().position(|&again| again)?;
    let cue = entries.iter().take(first).position(|entry| is_toc_heading(&entry.text));
    let from = cue.unwrap_or(first);
    let n_again = comes_again.iter().filter(|&&again| again).count();
    let entries: Vec<Entry> = entries.drain(from..).collect();
    let end_piece = entries.last().map_or(0, |entry| entry.piece_idx + 1);
    (n_again >= 2 && n_again * 2 >= entries.len()).then_some(Found { entries, end_piece })
}

fn entries(pieces: &[Piece], start: usize, end: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (n, piece) in pieces.iter().enumerate().take(end).skip(start) {
        let look = |line: &str| match piece.kind {
            PieceKind::Heading(level) => level,
            PieceKind::Item { depth, .. } => 20 + depth.min(30),
            _ if piece.is_bold => 10,
            _ => 60 + title::numbering(line).map_or(9, |(kind, _)| kind as u8),
        };
        let whole = [(piece.text.clone(), piece.line)];
        let lines: &[(String, u32)] = if piece.lines.is_empty() { &whole } else { &piece.lines };
        for (text, line) in lines {
            let text = without_leader(text).to_owned();
            let is_real_heading = matches!(piece.kind, PieceKind::Heading(_));
            entries.push(Entry {
                piece_idx: n,
                key: wording::squeeze(&text),
                line: *line,
                look: look(&text),
                text,
                is_real_heading,
            });
        }
    }
    entries
}

/// A line that could be a heading.
struct Key<'p> {
    piece_idx: usize,
    text: &'p str,
    /// What it is compared by; few of a file's lines are compared with anything.
    squeezed: OnceCell<String>,
}

impl Key<'_> {
    fn squeezed(&self) -> &str {
        self.squeezed.get_or_init(|| wording::squeeze(self.text))
    }
}

fn keys(pieces: &[Piece]) -> Vec<Key<'_>> {
    let lines = pieces.iter().enumerate().filter(|(_, piece)| could_be_heading(piece));
    lines.map(|(piece_idx, piece)| Key { piece_idx, text: &piece.text, squeezed: OnceCell::new() }).collect()
}

/// Those of this piece and later ones.
fn from<'k, 'p>(keys: &'k [Key<'p>], piece_idx: usize) -> &'k [Key<'p>] {
    keys.get(keys.partition_point(|key| key.piece_idx < piece_idx)..).unwrap_or_default()
}

/// Those that begin as one of the entries does, with their places: no others can be the same.
fn like<'k, 'p>(keys: &'k [Key<'p>], entries: &[Entry]) -> impl Iterator<Item = (usize, &'k Key<'p>)> {
    let mut firsts = Sieve::default();
    for entry in entries {
        firsts.add(Sieve::opening(&entry.key));
    }
    keys.iter().enumerate().filter(move |(_, key)| firsts.may_hold(Sieve::opening(key.text)))
}

/// For each entry, whether the same title comes again in a later piece.
fn comes_again(entries: &[Entry], later: &[Key<'_>]) -> Vec<bool> {
    let mut last: HashMap<&str, usize> = entries.iter().map(|entry| (entry.key.as_str(), 0)).collect();
    for (_, key) in like(later, entries) {
        if let Some(last) = last.get_mut(key.squeezed()) {
            *last = key.piece_idx;
        }
    }
    let end = entries.last().map_or(0, |entry| entry.piece_idx);
    let near = align(entries, from(later, end + 1));
    entries
        .iter()
        .zip(near)
        .map(|(entry, near)| near.is_some() || last.get(entry.key.as_str()).is_some_and(|&n| n > entry.piece_idx))
        .collect()
}

/// The first entry that repeats an earlier one: exactly, or nearly one of the first few.
fn first_repeat(entries: &[Entry]) -> Option<usize> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        let near = entries.iter().take(4.min(n)).any(|first| wording::is_same_title(&first.key, &entry.key));
        if near || (!entry.key.is_empty() && seen.contains_key(entry.key.as_str())) {
            return Some(n);
        }
        seen.insert(&entry.key, n);
    }
    None
}

/// Finds each entry among the body's headings: exactly anywhere, or nearly within a window past the last find, since both
/// run in the same order. The window keeps the work linear.
fn align(entries: &[Entry], body: &[Key<'_>]) -> Vec<Option<usize>> {
    const WINDOW: usize = 24;
    let mut exact: HashMap<&str, Option<usize>> = entries.iter().map(|entry| (entry.key.as_str(), None)).collect();
    for (n, key) in like(body, entries) {
        if let Some(first) = exact.get_mut(key.squeezed()) {
            first.get_or_insert(n);
        }
    }
    let mut at = 0;
    entries
        .iter()
        .map(|entry| {
            let near = || {
                let window = body.iter().enumerate().skip(at).take(WINDOW);
                window.filter(|(_, key)| wording::is_same_title(&entry.key, key.squeezed())).map(|(n, _)| n).next()
            };
            let found =
                exact.get(entry.key.as_str()).copied().flatten().filter(|_| !entry.key.is_empty()).or_else(near)?;
            at = found;
            Some(found)
        })
        .collect()
}

/// Where the table is set in two ways, the outer one names the sections, the others the articles.
fn entry_roles(entries: &[Entry]) -> Vec<Option<TocRole>> {
    let listed = || entries.iter().filter(|entry| !is_toc_heading(&entry.text));
    let outer = listed().map(|entry| entry.look).min();
    let is_two_tiered = listed().any(|entry| Some(entry.look) != outer);
    entries
        .iter()
        .map(|entry| {
            let role = if Some(entry.look) == outer { TocRole::Section } else { TocRole::Article };
            Some(if is_two_tiered { role } else { TocRole::Either })
        })
        .collect()
}

/// A line that a table of contents could hold.
fn is_entry(piece: &Piece) -> bool {
    let is_title = |text: &str| {
        (piece.is_within(70) || wording::is_within(text, 70))
            && (!wording::ends_closed(text) || text.ends_with(['？', '！', '?', '!', '…', '.']))
            // The same paper or editor below one article after another is no line of a table.
            && !mend::is_byline(text)
    };
    match &piece.kind {
        PieceKind::Heading(_) => true,
        PieceKind::Paragraph | PieceKind::Item { .. } if piece.lines.is_empty() => {
            is_title(without_leader(&piece.text))
        }
        PieceKind::Paragraph | PieceKind::Item { .. } => {
            piece.lines.len() > 1 && piece.lines.iter().all(|(text, _)| is_title(without_leader(text)))
        }
        _ => false,
    }
}

fn could_be_heading(piece: &Piece) -> bool {
    match piece.kind {
        PieceKind::Heading(_) => true,
        PieceKind::Paragraph | PieceKind::Item { .. } => {
            piece.lines.len() <= 2 && piece.is_within(70) && !piece.text.ends_with('。')
        }
        _ => false,
    }
}

/// `目录`, `本期导读`.
pub(super) fn is_toc_heading(text: &str) -> bool {
    // Nearly all lines begin with another character, and need no copy to be compared.
    wording::letters(text).next().is_some_and(|first| matches!(first, '目' | '本' | '导' | '要' | '内' | 'c'))
        && matches!(
            wording::squeeze(text).as_str(),
            "目录"
                | "本期目录"
                | "目次"
                | "本期导读"
                | "导读"
                | "本期要目"
                | "要目"
                | "本期看点"
                | "本期内容"
                | "内容提要"
                | "contents"
        )
}

/// The title without the leader and page number behind it: `宏观形势………………3`.
fn without_leader(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['（', '(', '）', ')']);
    let title = bare.trim_end_matches(['.', '…', '·', '．', '─', '—', '-', '\t', ' ', '\u{3000}', '⋯']);
    let leader = bare.get(title.len()..).unwrap_or_default();
    let is_leader = leader.chars().count() >= 2 || leader.contains(['\t', '…', '⋯', '\u{3000}']);
    if is_leader && !title.is_empty() { title } else { text }
}
