//! What belongs to the page and not to an article: page numbers, running heads, the imprint at the end.

use std::collections::HashMap;

use super::Findings;
use super::markdown::{Piece, PieceKind};
use super::outline;
use super::wording::{self, Sieve};
use crate::model::problem::Message;

/// `— 3 —`, `-3-`, `第 3 页 共 8 页`, `3/8`, a bare `3`.
pub(super) fn is_page_number(line: &str) -> bool {
    // Most lines begin with a word, which tells it without counting.
    if line.starts_with(|c| wording::is_han(c) && c != '第') || !wording::is_within(line, 14) {
        return false;
    }
    let tight: String = line.chars().map(wording::half_width).filter(|c| !c.is_whitespace()).collect();
    if !tight.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '·' | '~');
    let bare = tight.trim_matches(is_dash);
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let pages = |text: &str| {
        let rest = text.strip_prefix('第').unwrap_or(text);
        rest.split_once('页').is_some_and(|(n, tail)| {
            let tail = tail.trim_matches(['/', ',', '，', '共', '页', '|', '(', ')']);
            is_number(n) && (tail.is_empty() || is_number(tail))
        })
    };
    is_number(bare)
        || pages(bare)
        || bare.split_once('/').is_some_and(|(n, of)| is_number(n) && is_number(of))
        || bare.to_ascii_lowercase().strip_prefix("page").is_some_and(is_number)
}

/// Takes away rules and running heads, and the imprint after the last article, whose lines are returned: a date may stand
/// there.
pub(super) fn clear(pieces: &mut Vec<Piece>, findings: &mut Findings) -> Vec<String> {
    pieces.retain(|piece| piece.kind != PieceKind::Rule);
    drop_repeated_names(pieces, findings);
    drop_running_heads(pieces, findings);
    drop_imprint(pieces, findings)
}

/// The bulletin's name may head every page as a heading.
fn drop_repeated_names(pieces: &mut Vec<Piece>, findings: &mut Findings) {
    let mut name: Option<String> = None;
    let n_before = pieces.len();
    pieces.retain(|piece| {
        if !matches!(piece.kind, PieceKind::Heading(_)) || !outline::is_bulletin_name(&piece.text) {
            return true;
        }
        let key = wording::squeeze(&piece.text);
        let is_again = name.as_ref() == Some(&key);
        name.get_or_insert(key);
        !is_again
    });
    if pieces.len() < n_before {
        let n_dropped = n_before - pieces.len();
        let message = Message::new(
            format!("略去 {n_dropped} 处重复的刊名"),
            format!("repeats of the bulletin's name were left out ({n_dropped})"),
        );
        findings.note(None, message);
    }
}

/// A running head is a short plain line that comes three times or more and at least once cuts a paragraph in two.
fn drop_running_heads(pieces: &mut Vec<Piece>, findings: &mut Findings) {
    let is_plain = |piece: &Piece| piece.kind == PieceKind::Paragraph && piece.is_within(30);
    let is_cut = |piece: &Piece| {
        piece.kind == PieceKind::Paragraph && !piece.is_within(30) && !wording::ends_closed(&piece.text)
    };
    // How often those come that cut a paragraph. Most files have none, and need not be gone through again.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut firsts = Sieve::default();
    for (above, piece) in pieces.iter().zip(pieces.iter().skip(1)) {
        if is_cut(above) && is_plain(piece) {
            firsts.add(running_first(&piece.text));
            seen.insert(running_key(&piece.text), 0);
        }
    }
    if seen.is_empty() {
        return;
    }
    let key = |piece: &Piece| {
        let may_be_head = firsts.may_hold(running_first(&piece.text)) && is_plain(piece);
        may_be_head.then(|| running_key(&piece.text))
    };
    for piece in pieces.iter() {
        if let Some(n) = key(piece).and_then(|key| seen.get_mut(&key)) {
            *n += 1;
        }
    }
    seen.retain(|_, n| *n >= 3);
    if seen.is_empty() {
        return;
    }
    let n_before = pieces.len();
    pieces.retain(|piece| key(piece).is_none_or(|key| !seen.contains_key(&key)));
    let n_dropped = n_before - pieces.len();
    if n_dropped > 0 {
        let message =
            Message::new(format!("略去 {n_dropped} 处页眉"), format!("running heads were left out ({n_dropped})"));
        findings.note(None, message);
    }
}

/// The head without its page number.
fn running_key(text: &str) -> String {
    wording::squeeze(text).trim_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// The sign of what the key of a head begins with.
fn running_first(text: &str) -> u32 {
    wording::letters(text).find(|c| !c.is_ascii_digit()).map_or(0, u32::from)
}

/// Words that begin the imprint's lines.
const IMPRINT: &[&str] = &[
    "编辑",
    "责任编辑",
    "责编",
    "本期编辑",
    "审核",
    "校对",
    "审签",
    "签发",
    "主编",
    "编审",
    "主办",
    "承办",
    "编印",
    "印发",
    "报",
    "送",
    "抄送",
    "抄报",
    "发",
    "报送",
    "共印",
    "印数",
    "联系电话",
    "联系人",
    "电话",
    "地址",
    "网址",
    "邮箱",
    "投稿邮箱",
    "传真",
];

/// `编辑：张三　审核：李四` after the last article, also in brackets.
fn drop_imprint(pieces: &mut Vec<Piece>, findings: &mut Findings) -> Vec<String> {
    let mut dropped = Vec::new();
    while let Some(last) = pieces.last() {
        let text = last.text.trim_start_matches(['（', '(', '【']).trim_start();
        let label = text.split(['：', ':']).next().unwrap_or_default();
        let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let is_labelled = text.contains(['：', ':']) && IMPRINT.contains(&label.as_str());
        let bare = label.trim_end_matches(['）', ')', '】']);
        let is_print_run = (bare.starts_with("共印") || bare.ends_with("印发") || bare.ends_with("编印"))
            && wording::n_chars(text) <= 24
            && !wording::ends_closed(bare);
        let is_text = matches!(last.kind, PieceKind::Paragraph);
        if !is_text || pieces.len() < 2 || wording::n_chars(text) > 80 || !(is_labelled || is_print_run) {
            break;
        }
        let message = Message::new(
            format!("略去文末落款“{}”", last.text),
            format!("the imprint at the end was left out: “{}”", last.text),
        );
        findings.note(Some(last.line), message);
        dropped.extend(pieces.pop().map(|piece| piece.text));
    }
    dropped
}
