//! Finding the main content of a page: the smallest part that holds nearly all of its running text.

use super::blocks::{Block, Page};
use crate::model::problem::Message;
use crate::read::Findings;
use crate::read::markdown::{Piece, PieceKind};
use crate::read::wording;

/// The pieces of the main content, with the title that stands above it.
pub(super) fn main_part(page: Page, findings: &mut Findings) -> Vec<Piece> {
    let Page { blocks, containers, title, .. } = page;
    let parents: Vec<usize> = containers.iter().map(|container| container.parent).collect();
    let weights = weights(&blocks, &parents);
    let total = weights.first().copied().unwrap_or(0);
    let named: Vec<bool> = containers.iter().map(|container| container.is_named_content).collect();
    let root = smallest_holding(&weights, &parents, &named, total);
    let is_inside = membership(&parents, root);
    let is_inside = |block: &Block| is_inside.get(block.container).is_some_and(|&inside| inside);

    let first = blocks.iter().position(is_inside).unwrap_or(0);
    let has_heading =
        blocks.iter().any(|block| is_inside(block) && matches!(block.piece.kind, PieceKind::Heading(1 | 2)));
    // The title and the line under it, with date and source, often stand above the part that holds the text.
    let above = blocks.get(..first).unwrap_or_default();
    let title_at = if has_heading {
        None
    } else {
        above.iter().rposition(|block| matches!(block.piece.kind, PieceKind::Heading(1..=3)))
    };
    let mut n_prose_left_out = 0;
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        let is_title = title_at == Some(n);
        let is_dateline = n < first && title_at.is_none_or(|at| n > at) && is_dateline(&block);
        if is_title || is_dateline || is_inside(&block) {
            pieces.push(block.piece);
        } else {
            n_prose_left_out += usize::from(weight(&block) > 0 && wording::ends_closed(&block.piece.text));
        }
    }
    if n_prose_left_out > 0 {
        let message = Message::new(
            format!("略去网页正文以外的 {n_prose_left_out} 段文字"),
            format!("paragraphs outside of the page's main text were left out ({n_prose_left_out})"),
        );
        findings.note(None, message);
    }
    add_title(&mut pieces, &title);
    pieces
}

/// A page without any heading has its title in the window's title bar, with the site's name behind it.
fn add_title(pieces: &mut Vec<Piece>, title: &str) {
    let has_head = pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Heading(_)));
    let name = title.split(['_', '|', '丨']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default().split("--").next().unwrap_or_default().trim();
    let key = wording::squeeze(name);
    let is_there = pieces.iter().take(4).any(|piece| wording::squeeze(&piece.text).contains(&key));
    if !has_head && !is_there && wording::n_chars(name) >= 5 && !pieces.is_empty() {
        pieces.insert(0, Piece::new(PieceKind::Heading(1), name.to_owned(), 1));
    }
}

/// `发布时间：2021-05-10　来源：…`: the line that dates the page.
fn is_dateline(block: &Block) -> bool {
    const WORDS: &[&str] = &["时间", "日期", "来源", "发布", "年"];
    let text = &block.piece.text;
    block.piece.kind == PieceKind::Paragraph
        && block.n_chars <= 60
        && text.bytes().filter(u8::is_ascii_digit).count() >= 6
        && WORDS.iter().any(|word| text.contains(word))
}

/// How much running text a block has: what leads to other pages is a menu, and so are a few words alone.
fn weight(block: &Block) -> usize {
    let n = block.n_chars - block.n_leading_away.min(block.n_chars);
    match block.piece.kind {
        PieceKind::Row { .. } => n,
        _ if n >= 20 || wording::ends_closed(&block.piece.text) => n,
        _ => 0,
    }
}

/// The weight of each part of the page, with all that it holds.
fn weights(blocks: &[Block], parents: &[usize]) -> Vec<usize> {
    let mut weights = vec![0_usize; parents.len()];
    for block in blocks {
        if let Some(slot) = weights.get_mut(block.container) {
            *slot += weight(block);
        }
    }
    // A part comes after the one that holds it.
    for n in (1..parents.len()).rev() {
        let own = weights.get(n).copied().unwrap_or(0);
        if let Some(slot) = parents.get(n).and_then(|&parent| weights.get_mut(parent)) {
            *slot += own;
        }
    }
    weights
}

/// Goes inwards as long as one part holds nearly everything: nine tenths, or seven if its name says that it is the content.
fn smallest_holding(weights: &[usize], parents: &[usize], named: &[bool], total: usize) -> usize {
    let mut at = 0;
    // A part comes after the one that holds it, so that one pass suffices. The last that qualifies is the innermost.
    for n in 1..parents.len() {
        let own = weights.get(n).copied().unwrap_or(0);
        let share = if named.get(n).is_some_and(|&named| named) { 7 } else { 9 };
        let here = weights.get(at).copied().unwrap_or(0);
        if total > 0 && own * 10 >= total * share && own <= here {
            at = n;
        }
    }
    at
}

/// Which parts lie inside this one, itself included.
fn membership(parents: &[usize], root: usize) -> Vec<bool> {
    let mut inside = vec![false; parents.len()];
    for n in 0..parents.len() {
        let from_parent = n > 0 && parents.get(n).and_then(|&parent| inside.get(parent)).is_some_and(|&inside| inside);
        if let Some(slot) = inside.get_mut(n) {
            *slot = n == root || from_parent;
        }
    }
    inside
}
