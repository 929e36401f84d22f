//! The text as recognition sees it: full-width digits and letters narrowed, stray blanks gone, with a map back.
//!
//! The article's own text is never changed: every find is mapped back to it, so that what is shown and quoted stays as written.

use std::ops::Range;

/// A text without the accidents of typesetting, and where each of its bytes stood.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, where its character starts in the source.
    starts: Vec<u32>,
    /// For each byte of `text`, where its character ends in the source.
    ends: Vec<u32>,
}

impl Folded {
    /// Folds a text. Line breaks stay: they part blocks.
    pub fn new(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            starts: Vec::with_capacity(source.len()),
            ends: Vec::with_capacity(source.len()),
        };
        let mut chars = source.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            if is_blank(c) && !folded.keeps_blank_before(next) {
                continue;
            }
            let c = if c == '，' && parts_thousands(source, at) { ',' } else { narrow(c) };
            folded.push(c, at, at + source.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        }
        folded
    }

    /// The source range of a range of the folded text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.starts.get(range.start).map_or(0, |&at| at as usize);
        let end = range.end.checked_sub(1).and_then(|last| self.ends.get(last)).map_or(start, |&at| at as usize);
        start..end.max(start)
    }

    /// Where a position of the source lies in the folded text.
    pub fn position(&self, source: usize) -> usize {
        self.starts.partition_point(|&at| (at as usize) < source)
    }

    /// A blank matters only between two words: `1156 名` and `2 亿 人` lose theirs, the gap between two headlines stays.
    fn keeps_blank_before(&self, next: Option<char>) -> bool {
        let (Some(before), Some(after)) = (self.text.chars().next_back(), next) else { return false };
        // 三千 八百 人, 百 分 之 二: what is set apart inside a number is one number.
        let is_inside_number = match (before, after) {
            ('分', '之' | '点' | '點') | ('个' | '個', '百') | ('百', '分') => true,
            (before, '余' | '多' | '几' | '幾' | '个' | '個') => is_numeral(before),
            (before, after) => is_numeral(after) && (before == '之' || is_numeral(before)),
        };
        is_word(before) && is_word(after) && !matches!(before, '万' | '亿') && !is_inside_number
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.starts.push(start as u32);
            self.ends.push(end as u32);
        }
    }
}

/// 1，280人次: a full-width comma right between a digit and exactly three more parts thousands.
fn parts_thousands(source: &str, at: usize) -> bool {
    let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    let before = source.get(..at).unwrap_or_default();
    let n_before = before.chars().rev().take_while(|&c| is_digit(c)).take(4).count();
    let after = source.get(at + '，'.len_utf8()..).unwrap_or_default();
    let n_after = after.chars().take_while(|&c| is_digit(c)).take(4).count();
    let is_decimal = before.trim_end_matches(is_digit).ends_with(['.', '．']);
    (1..=3).contains(&n_before) && n_after == 3 && !is_decimal
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{200b}' | '\u{feff}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '”' | '“' | '》' | '《') || c.is_ascii_alphabetic()
}

fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿点余几壹兩萬億點幾".contains(c)
}

/// The narrow form of full-width digits, letters and of the marks that stand inside figures. Sentence punctuation stays wide.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '＋' | '／' | '－' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '﹪' => '%',
        '○' => '〇',
        '—' | '–' | '―' | '─' | '～' | '〜' | '∼' | '﹣' | '−' => '—',
        '(' => '（',
        ')' => '）',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_inside_figures_go_and_blanks_between_words_stay() {
        assert_eq!(Folded::new("帮助 1156 名，2021 年").text, "帮助1156名，2021年");
        assert_eq!(Folded::new("达 2 亿 人").text, "达2亿人");
        assert_eq!(Folded::new("良好开局 稳中有进").text, "良好开局 稳中有进");
    }

    #[test]
    fn finds_map_back_to_what_is_written() {
        let source = "贷款１１５６笔，3.08 亿 元";
        let folded = Folded::new(source);
        let at = folded.text.find("3.08亿元").unwrap();
        assert_eq!(&source[folded.source(at..at + "3.08亿元".len())], "3.08 亿 元");
        let at = folded.text.find("1156笔").unwrap();
        assert_eq!(&source[folded.source(at..at + "1156笔".len())], "１１５６笔");
        assert_eq!(folded.position(source.find("笔").unwrap()), folded.text.find("笔").unwrap());
    }
}
