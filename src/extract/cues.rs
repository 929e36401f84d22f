//! Short lists of words that are looked for at the start, at the end or anywhere in a stretch of text.
//!
//! For each figure such questions are asked by the hundred, and nearly always the answer is no. One look at a single character
//! tells it before any word is compared, and one pass over a stretch asks for all words at once.

/// A list of words, none of them empty. Where several fit at one place, the first of the list is meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cues {
    words: &'static [&'static str],
    /// What the words begin with.
    firsts: Chars,
    /// What the words end with.
    lasts: Chars,
    /// The characters behind those that the words begin with.
    seconds: Chars,
    /// The characters before those that the words end with.
    second_lasts: Chars,
}

/// A set of characters by their lower eight bits: what is not in it is none of them.
#[derive(Debug, Clone, Copy)]
struct Chars([u64; 4]);

#[expect(clippy::indexing_slicing, reason = "a remainder of four lies within four")]
impl Chars {
    const NONE: Self = Self([0; 4]);
    const ALL: Self = Self([u64::MAX; 4]);

    const fn with(mut self, c: u32) -> Self {
        self.0[c as usize / 64 % 4] |= 1 << (c % 64);
        self
    }

    #[inline]
    fn may_hold(&self, c: char) -> bool {
        self.may_hold_low(c as usize % 256)
    }

    /// Whether a character with these lower eight bits may be one of them.
    #[inline]
    fn may_hold_low(&self, low: usize) -> bool {
        self.0[low / 64 % 4] >> (low % 64) & 1 == 1
    }

    /// Where the characters of a text start that may be of the set, in order. Told from bytes, since this goes over nearly all of a
    /// text and nearly no character is one.
    #[inline]
    fn starts_in(self, text: &str) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let mut next = 0;
        std::iter::from_fn(move || {
            while let Some(&lead) = bytes.get(next) {
                let at = next;
                let low = match (lead, bytes.get(at + 1..at + 3)) {
                    (0xE0..0xF0, Some(&[second, third])) => {
                        next = at + 3;
                        low_bits(second, third)
                    }
                    (0..0x80, _) => {
                        next = at + 1;
                        lead.into()
                    }
                    _ => {
                        let c = text.get(at..)?.chars().next()?;
                        next = at + c.len_utf8();
                        c as usize % 256
                    }
                };
                if self.may_hold_low(low) {
                    return Some(at);
                }
            }
            None
        })
    }

    /// Where the characters of a text end that may be of the set, from the last to the first.
    #[inline]
    fn ends_in(self, text: &str) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let mut next = bytes.len();
        std::iter::from_fn(move || {
            while let Some(&last) = next.checked_sub(1).and_then(|at| bytes.get(at)) {
                let end = next;
                // Nearly all characters have three bytes; of those with two or four the last two tell the lower bits as well.
                let low = match bytes.get(end.saturating_sub(3)..end) {
                    Some(&[0xE0..0xF0, second, third]) => {
                        next = end - 3;
                        low_bits(second, third)
                    }
                    _ if last < 0x80 => {
                        next = end - 1;
                        last.into()
                    }
                    _ => {
                        let second = end.checked_sub(2).and_then(|at| bytes.get(at)).copied().unwrap_or_default();
                        next = if second >= 0xC0 { end - 2 } else { end.saturating_sub(4) };
                        low_bits(second, last)
                    }
                };
                if self.may_hold_low(low) {
                    return Some(end);
                }
            }
            None
        })
    }
}

/// The lower eight bits of the character that ends with these two bytes.
#[inline]
fn low_bits(second_last: u8, last: u8) -> usize {
    usize::from((second_last & 3) << 6 | last & 0x3F)
}

/// The character that starts at a byte of a word.
#[expect(clippy::indexing_slicing, reason = "no iterators in constants; a str has all bytes of its characters")]
const fn char_at(word: &[u8], at: usize) -> u32 {
    let lead = word[at] as u32;
    let len = match lead {
        0..0x80 => return lead,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    };
    let mut c = lead & (0x7F >> len);
    let mut n = 1;
    while n < len {
        c = c << 6 | (word[at + n] & 0x3F) as u32;
        n += 1;
    }
    c
}

/// Where the character starts that a byte of a word belongs to.
#[expect(clippy::indexing_slicing, reason = "no iterators in constants; a str has all bytes of its characters")]
const fn char_start(word: &[u8], mut at: usize) -> usize {
    while word[at] & 0xC0 == 0x80 {
        at -= 1;
    }
    at
}

/// Whether the first characters end with the same byte: a cheap test before whole words are compared.
#[inline]
fn starts_alike(text: &str, word: &str) -> bool {
    let place = word.len().min('一'.len_utf8()) - 1;
    text.as_bytes().get(place) == word.as_bytes().get(place)
}

/// Whether the last characters end with the same byte.
#[inline]
fn ends_alike(text: &str, word: &str) -> bool {
    text.as_bytes().last() == word.as_bytes().last()
}

impl Cues {
    /// Makes a list ready.
    #[expect(clippy::indexing_slicing, reason = "no iterators in constants; no word is empty")]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Chars::NONE, Chars::NONE);
        let (mut seconds, mut second_lasts) = (Chars::NONE, Chars::NONE);
        let mut n = 0;
        while n < words.len() {
            let word = words[n].as_bytes();
            let last = char_start(word, word.len() - 1);
            firsts = firsts.with(char_at(word, 0));
            lasts = lasts.with(char_at(word, last));
            if last == 0 {
                // Beside a word of one character anything may stand.
                (seconds, second_lasts) = (Chars::ALL, Chars::ALL);
            } else {
                let mut second = 1;
                while word[second] & 0xC0 == 0x80 {
                    second += 1;
                }
                seconds = seconds.with(char_at(word, second));
                second_lasts = second_lasts.with(char_at(word, char_start(word, last - 1)));
            }
            n += 1;
        }
        Self { words, firsts, lasts, seconds, second_lasts }
    }

    /// The words.
    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// As [`Self::new`], for words read from a table, which live as long as the program.
    pub fn of(words: Vec<&'static str>) -> Self {
        Self::new(words.leak())
    }

    /// Whether a text starts with one of the words.
    #[inline]
    pub fn starts(&self, text: &str) -> bool {
        self.at_start(text).is_some()
    }

    /// Whether a text ends with one of the words.
    #[inline]
    pub fn ends(&self, text: &str) -> bool {
        self.at_end(text).is_some()
    }

    /// Whether one of the words stands in a text.
    #[inline]
    pub fn stands_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// The word that a text starts with.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        self.all_at_start(text).next().map(|(_, word)| word)
    }

    /// The word that a text ends with.
    #[inline]
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        self.all_at_end(text).next().map(|(_, word)| word)
    }

    /// All words that a text starts with, with their places in the list.
    #[inline]
    pub fn all_at_start(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        let mut chars = text.chars();
        let may_start = chars.next().is_some_and(|c| self.firsts.may_hold(c))
            && chars.next().is_none_or(|c| self.seconds.may_hold(c));
        let words = if may_start { self.words } else { &[] };
        words.iter().copied().enumerate().filter(move |(_, word)| starts_alike(text, word) && text.starts_with(word))
    }

    /// All words that a text ends with, with their places in the list.
    #[inline]
    pub fn all_at_end(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        let mut chars = text.chars();
        let may_end = chars.next_back().is_some_and(|c| self.lasts.may_hold(c))
            && chars.next_back().is_none_or(|c| self.second_lasts.may_hold(c));
        let words = if may_end { self.words } else { &[] };
        words.iter().copied().enumerate().filter(move |(_, word)| ends_alike(text, word) && text.ends_with(word))
    }

    /// A text without the word that it ends with.
    #[inline]
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.at_end(text).and_then(|word| text.strip_suffix(word))
    }

    /// A text without each of the words that it starts with in turn, in the order of the list.
    #[inline]
    pub fn strip_each<'t>(&self, text: &'t str) -> &'t str {
        if !self.starts(text) {
            return text;
        }
        self.words.iter().fold(text, |rest, word| rest.strip_prefix(word).unwrap_or(rest))
    }

    /// What follows the last of the words in a text; all of it, if none stands there.
    pub fn last_part<'t>(&self, text: &'t str) -> &'t str {
        self.last_end_in(text).and_then(|(end, _)| text.get(end..)).unwrap_or(text)
    }

    /// Where the first of the words starts in a text.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        self.firsts.starts_in(text).find(|&at| text.get(at..).is_some_and(|rest| self.starts(rest)))
    }

    /// Where each of the words that stand in a text starts first, in order.
    pub fn first_of_each_in(&self, text: &str) -> impl Iterator<Item = usize> {
        self.firsts.starts_in(text).filter(move |&at| {
            let rest = text.get(at..).unwrap_or_default();
            self.all_at_start(rest).any(|(_, word)| text.find(word) == Some(at))
        })
    }

    /// Where the word starts that starts last in a text.
    pub fn last_in(&self, text: &str) -> Option<usize> {
        let mut places = text.char_indices().rev().filter(|&(_, c)| self.firsts.may_hold(c)).map(|(at, _)| at);
        places.find(|&at| text.get(at..).is_some_and(|rest| self.starts(rest)))
    }

    /// Where the word ends that ends last in a text, and its place in the list: the longest of those that end there.
    pub fn last_end_in(&self, text: &str) -> Option<(usize, usize)> {
        self.lasts.ends_in(text).find_map(|end| {
            let longest = self.all_at_end(text.get(..end)?).max_by_key(|(_, word)| word.len())?;
            Some((end, longest.0))
        })
    }
}

/// A list of words where it is asked for: `cues!["同比", "环比"].stands_in(clause)`.
macro_rules! cues {
    ($($word:literal),+ $(,)?) => {{
        static CUES: $crate::extract::cues::Cues = $crate::extract::cues::Cues::new(&[$($word),+]);
        &CUES
    }};
}
pub(super) use cues;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static WORDS: Cues = Cues::new(&["同比", "环比", "比上年", "上年", "年", "/月", "·", "a"]);

    #[test]
    fn the_first_of_the_list_is_meant() {
        assert_eq!(WORDS.at_start("上年末"), Some("上年"));
        assert_eq!(WORDS.at_end("比上年"), Some("比上年"));
        assert_eq!(WORDS.at_end("今年"), Some("年"));
        assert_eq!(WORDS.strip_end("元/月"), Some("元"));
        assert_eq!(WORDS.at_start(""), None);
    }

    proptest! {
        /// What a pass tells is what the words one by one would tell.
        #[test]
        fn a_pass_finds_what_the_words_find(text in "[同环比上年/月·ab，1]{0,12}") {
            let words = WORDS.words;
            prop_assert_eq!(WORDS.starts(&text), words.iter().any(|word| text.starts_with(word)));
            prop_assert_eq!(WORDS.ends(&text), words.iter().any(|word| text.ends_with(word)));
            prop_assert_eq!(WORDS.stands_in(&text), words.iter().any(|word| text.contains(word)));
            prop_assert_eq!(WORDS.first_in(&text), words.iter().filter_map(|word| text.find(word)).min());
            prop_assert_eq!(WORDS.last_in(&text), words.iter().filter_map(|word| text.rfind(word)).max());
            let last_end = words.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max();
            prop_assert_eq!(WORDS.last_part(&text), last_end.map_or(text.as_str(), |end| &text[end..]));
            prop_assert_eq!(WORDS.last_end_in(&text).map(|(end, _)| end), last_end);
        }
    }
}
