//! Short lists of words that are looked for at the start, at the end or anywhere in a stretch of text.
//!
//! For each figure such questions are asked by the hundred, and nearly always the answer is no. One look at a single character
//! tells it before any word is compared, and one pass over a stretch asks for all words at once.

/// A list of words, none of them empty. Where several fit at one place, the first of the list is meant.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    words: &'static [&'static str],
    /// What the words begin with.
    firsts: Chars,
    /// What the words end with.
    lasts: Chars,
    /// Which words begin with these two characters, and which end with them, read from the end.
    from_start: Pairs,
    from_end: Pairs,
    /// Whether all are punctuation marks of one character.
    are_marks: bool,
}

/// A set of words by their places in the list, one bit each; the last bit stands for all words from there on.
type Places = u64;

/// The place from which on words share a bit.
const SHARED: usize = 63;

/// For two neighbouring characters, the words that may have them at one end: told by the lower bits of both.
#[derive(Debug, Clone)]
struct Pairs {
    outer: [Places; Self::BUCKETS],
    inner: [Places; Self::BUCKETS],
    /// Words of one character, which have no neighbour.
    alone: Places,
}

#[expect(clippy::indexing_slicing, reason = "a remainder lies within what it is the remainder of")]
impl Pairs {
    const BUCKETS: usize = 32;
    const NONE: Self = Self { outer: [0; Self::BUCKETS], inner: [0; Self::BUCKETS], alone: 0 };

    /// Notes a word by its place, its character at this end and the one next to it, if it has one.
    const fn with(mut self, place: usize, outer: u32, inner: Option<u32>) -> Self {
        let bit = 1 << if place < SHARED { place } else { SHARED };
        self.outer[outer as usize % Self::BUCKETS] |= bit;
        match inner {
            Some(inner) => self.inner[inner as usize % Self::BUCKETS] |= bit,
            None => self.alone |= bit,
        }
        self
    }

    /// The words that may stand where the first of these characters stands, with the others next to it.
    #[inline]
    fn of(&self, mut chars: impl Iterator<Item = char>) -> Places {
        let Some(outer) = chars.next() else { return 0 };
        let places = self.outer[outer as usize % Self::BUCKETS];
        if places == 0 {
            return 0;
        }
        let inner = chars.next().map_or(0, |inner| self.inner[inner as usize % Self::BUCKETS]);
        places & (inner | self.alone)
    }
}

/// A set of characters by their lower eight bits: what is not in it is none of them.
#[derive(Debug, Clone, Copy)]
struct Chars([u64; 4]);

#[expect(clippy::indexing_slicing, reason = "a remainder of four lies within four")]
impl Chars {
    const NONE: Self = Self([0; 4]);

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

/// The bytes that full-width punctuation begins with, and hardly anything else in Chinese.
const MARK_LEADS: [u8; 2] = [0xEF, 0xE3];

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

impl Cues {
    /// Makes a list ready.
    #[expect(clippy::indexing_slicing, reason = "no iterators in constants; no word is empty")]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Chars::NONE, Chars::NONE);
        let (mut from_start, mut from_end) = (Pairs::NONE, Pairs::NONE);
        let mut are_marks = true;
        let mut n = 0;
        while n < words.len() {
            let word = words[n].as_bytes();
            let last_at = char_start(word, word.len() - 1);
            let (first, last) = (char_at(word, 0), char_at(word, last_at));
            let (mut second, mut second_last) = (None, None);
            if last_at > 0 {
                let mut at = 1;
                while word[at] & 0xC0 == 0x80 {
                    at += 1;
                }
                second = Some(char_at(word, at));
                second_last = Some(char_at(word, char_start(word, last_at - 1)));
            }
            firsts = firsts.with(first);
            lasts = lasts.with(last);
            from_start = from_start.with(n, first, second);
            from_end = from_end.with(n, last, second_last);
            are_marks &= word.len() == 3 && (word[0] == MARK_LEADS[0] || word[0] == MARK_LEADS[1]);
            n += 1;
        }
        Self { words, firsts, lasts, from_start, from_end, are_marks }
    }

    /// The words.
    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// As [`Self::new`], for words read from a table, which live as long as the program.
    pub fn of(words: Vec<&'static str>) -> Self {
        Self::new(words.leak())
    }

    /// The words at these places, in the order of the list.
    #[inline]
    fn among(&self, places: Places) -> impl Iterator<Item = (usize, &'static str)> {
        let words = self.words;
        let (mut left, shared) = (places & !(1 << SHARED), places >> SHARED);
        let first = std::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            words.get(place).map(|word| (place, *word)).filter(|_| place < SHARED)
        });
        first.chain((SHARED..).zip(words.get(SHARED..).filter(|_| shared != 0).unwrap_or_default().iter().copied()))
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
        match self.from_start.of(text.chars()) {
            0 => None,
            places => self.among(places).map(|(_, word)| word).find(|word| text.starts_with(word)),
        }
    }

    /// The word that a text ends with.
    #[inline]
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        match self.from_end.of(text.chars().rev()) {
            0 => None,
            places => self.among(places).map(|(_, word)| word).find(|word| text.ends_with(word)),
        }
    }

    /// All words that a text starts with, with their places in the list.
    #[inline]
    pub fn all_at_start(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        self.among(self.from_start.of(text.chars())).filter(move |(_, word)| text.starts_with(word))
    }

    /// All words that a text ends with, with their places in the list.
    #[inline]
    pub fn all_at_end(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        self.among(self.from_end.of(text.chars().rev())).filter(move |(_, word)| text.ends_with(word))
    }

    /// A text without the word that it ends with.
    #[inline]
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.at_end(text).and_then(|word| text.strip_suffix(word))
    }

    /// What follows the last of the words in a text; all of it, if none stands there.
    pub fn last_part<'t>(&self, text: &'t str) -> &'t str {
        self.last_end_in(text).and_then(|(end, _)| text.get(end..)).unwrap_or(text)
    }

    /// Where the first of the words starts in a text.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        self.firsts.starts_in(text).find(|&at| text.get(at..).is_some_and(|rest| self.starts(rest)))
    }

    /// How many times words stand in a text.
    pub fn count_in(&self, text: &str) -> usize {
        self.firsts.starts_in(text).filter(|&at| text.get(at..).is_some_and(|rest| self.starts(rest))).count()
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

    /// Where the last of the words, all of them marks, ends in a text, and its place in the list. Asked for each figure many times
    /// over to find its clause.
    fn last_mark_in(&self, text: &str) -> Option<(usize, usize)> {
        let [lead, other] = MARK_LEADS;
        let mut rest = text;
        while let Some(at) = memchr::memrchr2(lead, other, rest.as_bytes()) {
            let end = at + '，'.len_utf8();
            let mark = text.get(at..end)?;
            if let Some(place) = self.words.iter().position(|word| *word == mark) {
                return Some((end, place));
            }
            rest = text.get(..at)?;
        }
        None
    }

    /// Where the word ends that ends last in a text, and its place in the list: the longest of those that end there.
    pub fn last_end_in(&self, text: &str) -> Option<(usize, usize)> {
        if self.are_marks {
            return self.last_mark_in(text);
        }
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

    #[test]
    fn the_last_mark_parts() {
        static MARKS: Cues = Cues::new(&["，", "；", "。"]);
        assert_eq!(MARKS.last_part("今年，全县；新增：ａ、"), "新增：ａ、");
        assert_eq!(MARKS.last_end_in("今年；"), Some((9, 1)));
        assert_eq!(MARKS.last_part("：、ａ"), "：、ａ");
    }

    #[test]
    fn long_lists_have_no_end() {
        let words: Vec<String> =
            (0..150u32).filter_map(|n| char::from_u32(0x4E00 + 7 * n)).map(|c| format!("{c}年")).collect();
        let cues = Cues::of(words.iter().map(|word| &*word.clone().leak()).collect());
        for (n, word) in words.iter().enumerate() {
            assert_eq!(cues.all_at_start(word).collect::<Vec<_>>(), [(n, word.as_str())]);
            assert_eq!(cues.at_end(word), Some(word.as_str()));
        }
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
