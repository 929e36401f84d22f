//! What a file does elsewhere, for deciding where a break has cut something in two.
//!
//! Most files ask little of this or nothing at all, so that nothing is counted before it is asked for.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use super::spread::Spread;
use super::wording::is_han;

/// How much of a file is asked, in bytes: more tells nothing new, and would make chance more likely.
const ASKED: usize = 1 << 18;
/// So many searches through the text cost as much as a sketch of its pairs.
const SEARCHES: usize = 12;
/// So many more cost as much as a table of all its pairs.
const MORE_SEARCHES: usize = 60;
/// So many bytes are searched for phrases, which there is no table of: beyond, the word alone decides.
const MOST_SEARCHED: usize = 1 << 30;

/// How one file is written.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// All that it writes. Parts are kept apart by line ends, over which no word is looked for.
    text: String,
    writes_blanks: OnceCell<bool>,
    n_searched: Cell<usize>,
    n_searched_for_phrases: Cell<usize>,
    sketch: OnceCell<Sketch>,
    pairs: OnceCell<Pairs>,
}

impl Habits {
    /// The habits of a whole file.
    pub(super) fn of(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The habits of a file that comes in parts.
    pub(super) fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = String::new();
        for text in texts {
            all.push_str(text);
            all.push('\n');
        }
        Self::of(all)
    }

    /// The text that they are the habits of.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The part of the text that is asked.
    fn asked(&self) -> &str {
        self.text.get(..self.text.floor_char_boundary(ASKED)).unwrap_or_default()
    }

    /// Whether it writes a blank between Han characters and digits or Latin words (`1156 名`).
    pub(super) fn writes_blanks(&self) -> bool {
        *self.writes_blanks.get_or_init(|| {
            let (mut with, mut without) = (0_usize, 0_usize);
            let (mut before, mut last) = (' ', ' ');
            for c in self.asked().chars() {
                if is_han(c) {
                    without += usize::from(last.is_ascii_alphanumeric());
                    with += usize::from(last == ' ' && before.is_ascii_alphanumeric());
                }
                (before, last) = (last, c);
            }
            with > without
        })
    }

    /// Whether the characters on the two sides of a break stand side by side elsewhere, as the halves of a word do.
    pub(super) fn is_word_across(&self, above: &str, below: &str) -> bool {
        let ends = above.chars().next_back().zip(below.chars().next());
        ends.is_some_and(|(left, right)| is_han(left) && is_han(right) && self.comes_twice(left, right))
    }

    /// As [`Self::is_word_across`], and one of the characters beside it stands there elsewhere too: what lies between two lines
    /// that are whole may look like a word by chance (`四成` ¶ `全国`, where 完成全年 is said elsewhere).
    pub(super) fn is_phrase_across(&self, above: &str, below: &str) -> bool {
        let (mut left, mut right) = (above.chars().rev(), below.chars());
        let (Some(last), Some(first)) = (left.next(), right.next()) else { return false };
        let n_searched = self.n_searched_for_phrases.get();
        let is_word = self.is_word_across(above, below);
        if !is_word || n_searched > MOST_SEARCHED {
            return is_word;
        }
        self.n_searched_for_phrases.set(n_searched + 2 * self.asked().len());
        let longer = [left.next().map(|c| [c, last, first]), right.next().map(|c| [last, first, c])];
        let is_said = |phrase: [char; 3]| {
            memchr::memmem::find(self.asked().as_bytes(), String::from_iter(phrase).as_bytes()).is_some()
        };
        longer.into_iter().flatten().any(is_said)
    }

    fn comes_twice(&self, left: char, right: char) -> bool {
        let n_searched = self.n_searched.get();
        if n_searched <= self.asked().len() * SEARCHES {
            return self.search(left, right);
        }
        // Most of what is asked for comes nowhere, and what comes is found early.
        if !self.sketch.get_or_init(|| Sketch::of(self.asked())).may_come_twice(left, right) {
            return false;
        }
        if n_searched <= self.asked().len() * MORE_SEARCHES {
            return self.search(left, right);
        }
        self.pairs.get_or_init(|| pairs(self.asked())).get(&pair(left, right)).is_some_and(|&n| n >= 2)
    }

    fn search(&self, left: char, right: char) -> bool {
        let word = String::from_iter([left, right]);
        let mut rest = self.asked().as_bytes();
        for _ in 0..2 {
            let found = memchr::memmem::find(rest, word.as_bytes());
            // The second may begin with the end of the first: 天天天.
            rest = found.and_then(|at| rest.get(at + left.len_utf8()..)).unwrap_or_default();
            if found.is_none() {
                self.n_searched.set(self.n_searched.get() + self.asked().len());
                return false;
            }
        }
        self.n_searched.set(self.n_searched.get() + self.asked().len() - rest.len());
        true
    }
}

/// For each of many groups of pairs of Han characters, whether none of it stand side by side (0), one (1) or more. Characters are
/// told by their three bytes; those of four, which are rare, are not in it.
#[derive(Debug)]
struct Sketch(Vec<u8>);

impl Sketch {
    fn of(text: &str) -> Self {
        // A tenth of the characters of a text begin a pair that comes nowhere before.
        let n_groups = (text.len() / 8).clamp(1 << 8, 1 << 20).next_power_of_two();
        let mut sketch = Self(vec![0; n_groups]);
        let may_be_han = |lead: u8| matches!(lead, 0xE3..=0xE9 | 0xEF);
        let mut rest = text.as_bytes();
        while let Some(&both) = rest.first_chunk::<6>() {
            let [left, _, _, right, ..] = both;
            if may_be_han(left) && may_be_han(right) {
                let group = sketch.group(both);
                if let Some(n) = sketch.0.get_mut(group) {
                    *n = *n << 1 | 1;
                }
            }
            rest = rest.get(if may_be_han(left) { 3 } else { 1 }..).unwrap_or_default();
        }
        sketch
    }

    fn group(&self, both: [u8; 6]) -> usize {
        let mut key = [0; 8];
        for (to, from) in key.iter_mut().zip(both) {
            *to = from;
        }
        let key = u64::from_le_bytes(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (key >> 32) as usize & (self.0.len() - 1)
    }

    fn may_come_twice(&self, left: char, right: char) -> bool {
        let word = String::from_iter([left, right]);
        <[u8; 6]>::try_from(word.as_bytes()).map_or(true, |both| self.0.get(self.group(both)).is_some_and(|&n| n > 1))
    }
}

/// Pairs of Han characters and how often they stand side by side.
type Pairs = HashMap<u64, u32, Spread>;

fn pairs(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    let mut last = ' ';
    for c in text.chars() {
        if is_han(c) && is_han(last) {
            *pairs.entry(pair(last, c)).or_default() += 1;
        }
        last = c;
    }
    pairs
}

fn pair(left: char, right: char) -> u64 {
    u64::from(u32::from(left)) << 32 | u64::from(u32::from(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_that_comes_twice() {
        let habits = Habits::of_texts(["新业态，新业态", "天天天", "业\n态", "人\u{20000}人\u{20000}"].into_iter());
        let cases = [
            ("新业", "态就业", true),
            ("态", "新", false),
            ("天", "天", true),
            ("态", "天", false),
            ("人", "\u{20000}", true),
            ("，", "新", false),
            ("", "新", false),
        ];
        for (above, below, is_word) in cases {
            assert_eq!(habits.is_word_across(above, below), is_word, "{above} ¶ {below}");
        }
    }

    #[test]
    fn a_phrase_is_a_word_with_its_neighbour() {
        let habits = Habits::of("完成全年目标，完成全年任务。新业态就业，新业态".to_owned());
        assert!(habits.is_word_across("近四成", "全国农民工"));
        assert!(!habits.is_phrase_across("近四成", "全国农民工"));
        assert!(habits.is_phrase_across("发展新业", "态"));
    }

    #[test]
    fn searching_and_counting_agree() {
        let text = "城镇新增就业2156人，失业人员再就业658人，就业困难人员就业1156人。人人人都就业".to_owned();
        let habits = Habits::of(text.clone());
        let counted = pairs(&text);
        let chars: Vec<char> = text.chars().filter(|&c| is_han(c)).collect();
        for (&left, &right) in chars.iter().flat_map(|left| chars.iter().map(move |right| (left, right))) {
            let n = counted.get(&pair(left, right)).copied().unwrap_or(0);
            assert_eq!(habits.search(left, right), n >= 2, "{left}{right}");
            assert_eq!(habits.comes_twice(left, right), n >= 2, "{left}{right}");
        }
        assert!(habits.pairs.get().is_some(), "so many questions are worth a table");
    }

    #[test]
    fn blanks_beside_numbers_are_a_habit() {
        assert!(Habits::of("新增 1156 名，帮扶 12 人，共3次".to_owned()).writes_blanks());
        assert!(!Habits::of("新增1156名，帮扶 12 人，共3次".to_owned()).writes_blanks());
    }
}
