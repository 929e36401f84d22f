//! What a file does elsewhere, for deciding where a break has cut something in two.
//!
//! Most files ask little of this or nothing at all, so that nothing is counted before it is asked for.

use std::cell::{Cell, OnceCell};

use super::wording::is_han;

/// How much of a file is asked, in bytes: more tells nothing new, and would make chance more likely.
const ASKED: usize = 1 << 18;
/// So many searches through the text cost as much as a sketch of it.
const SEARCHES: usize = 12;
/// So many bytes are searched; beyond, the sketch alone decides.
const MOST_SEARCHED: usize = 1 << 30;

/// How one file is written.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// All that it writes. Parts are kept apart by line ends, over which no word is looked for.
    text: String,
    writes_blanks: OnceCell<bool>,
    n_searched: Cell<usize>,
    sketch: OnceCell<Sketch>,
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
        // One time is the break's own, if it lies inside a line of the source.
        ends.is_some_and(|(left, right)| is_han(left) && is_han(right) && self.comes(&[left, right], 2))
    }

    /// As [`Self::is_word_across`], and one of the characters beside it stands there elsewhere too: what lies between two lines
    /// that are whole may look like a word by chance (`四成` ¶ `全国`, where 完成全年 is said elsewhere).
    pub(super) fn is_phrase_across(&self, above: &str, below: &str) -> bool {
        let (mut left, mut right) = (above.chars().rev(), below.chars());
        let (Some(last), Some(first)) = (left.next(), right.next()) else { return false };
        let longer = [left.next().map(|c| [c, last, first]), right.next().map(|c| [last, first, c])];
        self.is_word_across(above, below) && longer.iter().flatten().any(|phrase| self.comes(phrase, 1))
    }

    /// Whether characters stand in a row so many times. Most of what is asked for comes nowhere, which a sketch tells, and what
    /// comes is found early.
    fn comes(&self, row: &[char], n_times: u8) -> bool {
        let (word, n_searched) = (String::from_iter(row), self.n_searched.get());
        if n_searched > self.asked().len() * SEARCHES {
            let sketch = self.sketch.get_or_init(|| Sketch::of(self.asked()));
            let at_most = sketch.n_times(&word).unwrap_or(u8::MAX);
            if at_most < n_times || n_searched > MOST_SEARCHED {
                return at_most >= n_times;
            }
        }
        let mut rest = self.asked().as_bytes();
        let is_found = (0..n_times).all(|_| {
            let found = memchr::memmem::find(rest, word.as_bytes());
            // The second may begin with the end of the first: 天天天.
            let next = row.first().map_or(0, |c| c.len_utf8());
            rest = found.and_then(|at| rest.get(at + next..)).unwrap_or_default();
            found.is_some()
        });
        self.n_searched.set(n_searched + self.asked().len() - rest.len());
        is_found
    }
}

/// For each of many groups of two or three Han characters in a row, whether none of it stand in a text (0), one (1) or more.
/// Characters are told by their three bytes; those of four, which are rare, are not in it.
#[derive(Debug)]
struct Sketch(Vec<u8>);

impl Sketch {
    fn of(text: &str) -> Self {
        let mut sketch = Self(vec![0; (2 * text.len()).clamp(1 << 8, 1 << 19).next_power_of_two()]);
        // What lies behind the end is no Han character.
        let padded = [text.as_bytes(), &[0; 9]].concat();
        let mut rest = padded.as_slice();
        while let Some(&three @ [lead, _, _, second, _, _, third, ..]) = rest.first_chunk::<9>() {
            if may_be_han(lead) && may_be_han(second) {
                sketch.add(three.first_chunk::<6>().unwrap_or(&[0; 6]));
                if may_be_han(third) {
                    sketch.add(&three);
                }
            }
            rest = rest.get(if may_be_han(lead) { 3 } else { 1 }..).unwrap_or_default();
        }
        sketch
    }

    fn add<const N: usize>(&mut self, row: &[u8; N]) {
        let group = self.group(row);
        if let Some(n) = self.0.get_mut(group) {
            *n = *n << 1 | 1;
        }
    }

    fn group<const N: usize>(&self, row: &[u8; N]) -> usize {
        let key = row.iter().fold(0_u64, |key, &byte| key << 7 ^ u64::from(byte));
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.0.len() - 1)
    }

    /// How many times characters stand in the text at most, if they are some that it tells of; more than one is any number.
    fn n_times(&self, row: &str) -> Option<u8> {
        let row = Some(row.as_bytes()).filter(|row| row.iter().step_by(3).all(|&lead| may_be_han(lead)))?;
        let group = match row.first_chunk::<9>() {
            Some(three) if row.len() == 9 => self.group(three),
            _ => self.group(row.first_chunk::<6>().filter(|_| row.len() == 6)?),
        };
        self.0.get(group).copied()
    }
}

fn may_be_han(lead: u8) -> bool {
    matches!(lead, 0xE3..=0xE9 | 0xEF)
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
    fn a_sketch_changes_no_answer() {
        let text = "城镇新增就业2156人，失业人员再就业658人，就业困难人员就业1156人。人人人都就业".to_owned();
        let habits = Habits::of(text.clone());
        let chars: Vec<char> = text.chars().collect();
        let count = |row: &[char]| chars.windows(row.len()).filter(|other| *other == row).count();
        let rows = chars.iter().flat_map(|a| chars.iter().flat_map(move |b| [vec![*a, *b], vec![*a, *b, '业']]));
        for row in rows.chain(chars.windows(3).map(<[char]>::to_vec)) {
            for n_times in 1..=2 {
                assert_eq!(habits.comes(&row, n_times), count(&row) >= n_times.into(), "{row:?} {n_times}");
            }
        }
        assert!(habits.sketch.get().is_some(), "so many questions are worth a sketch");
    }

    #[test]
    fn blanks_beside_numbers_are_a_habit() {
        assert!(Habits::of("新增 1156 名，帮扶 12 人，共3次".to_owned()).writes_blanks());
        assert!(!Habits::of("新增1156名，帮扶 12 人，共3次".to_owned()).writes_blanks());
    }
}
