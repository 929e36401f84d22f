//! Lists of words compiled for looking them up at every place of a text: names of places, the words of the lexicon.
//!
//! Chinese words are short, so a walk down a tree from each character is as linear as an automaton,
//! costs one test where no word starts (most places), and is ready in a millisecond. The test looks at bytes: most places need not
//! even be decoded. It knows nothing of what the words mean.

use std::ops::Range;

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The word's place in the list; the first, if the list has it twice.
    pub word: u32,
}

impl Hit {
    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A list of words, ready to be looked for.
#[derive(Debug)]
pub struct WordList {
    /// A bit for each six bytes (two Chinese characters) that a word can begin with, by hash: what is not in it starts no such word.
    heads: Box<[u64; HEAD_WORDS]>,
    /// A bit for each character that a word of fewer bytes begins with, by its lower eight bits.
    short_firsts: [u64; 4],
    /// A bit for each byte that a word can begin with, for those that are no Chinese characters.
    leads: [u64; 4],
    /// Single characters that are words.
    singles: Vec<(char, u32)>,
    /// The tree's edges: node and character → node, with open addressing.
    edges: Vec<Edge>,
    /// For each node, the word that ends there.
    ends: Vec<u32>,
}

/// An edge of the tree. A free place has no target: the root is nobody's child.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    from: u32,
    by: u32,
    to: u32,
}

const HEAD_BITS: usize = 1 << 16;
const HEAD_WORDS: usize = HEAD_BITS / 64;
const NONE: u32 = u32::MAX;
const ROOT: u32 = 0;

impl WordList {
    /// Compiles a list. Empty words are passed over.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut list = Self {
            heads: Box::new([0; HEAD_WORDS]),
            short_firsts: [0; 4],
            leads: [0; 4],
            singles: Vec::new(),
            edges: vec![Edge::default(); 256],
            ends: vec![NONE],
        };
        for (n, word) in (0u32..).zip(words) {
            list.insert(word, n);
        }
        list
    }

    fn insert(&mut self, word: &str, n: u32) {
        let mut chars = word.chars();
        let (Some(first), Some(&lead)) = (chars.next(), word.as_bytes().first()) else { return };
        set(&mut self.leads, lead.into());
        match word.as_bytes().first_chunk::<6>() {
            Some(six) => {
                let mut head = [0; 8];
                head.iter_mut().zip(six).for_each(|(to, from)| *to = *from);
                set(self.heads.as_mut_slice(), head_hash(head));
            }
            None => set(&mut self.short_firsts, first as usize % 256),
        }
        if chars.next().is_none() {
            if self.single(first).is_none() {
                self.singles.push((first, n));
                self.singles.sort_unstable();
            }
            return;
        }
        let mut node = ROOT;
        for c in word.chars() {
            node = self.child_or_new(node, c);
        }
        if let Some(end) = self.ends.get_mut(node as usize).filter(|end| **end == NONE) {
            *end = n;
        }
    }

    fn child_or_new(&mut self, from: u32, by: char) -> u32 {
        let place = self.place(from, by);
        let known = self.edges.get(place).map_or(ROOT, |edge| edge.to);
        if known != ROOT {
            return known;
        }
        let to = self.ends.len() as u32;
        self.ends.push(NONE);
        if let Some(edge) = self.edges.get_mut(place) {
            *edge = Edge { from, by: by as u32, to };
        }
        // Half full at the most, so that a miss is mostly told by the first look.
        if self.ends.len() * 2 > self.edges.len() {
            let larger = vec![Edge::default(); self.edges.len() * 2];
            for edge in std::mem::replace(&mut self.edges, larger) {
                if edge.to != ROOT
                    && let Some(by) = char::from_u32(edge.by)
                {
                    let place = self.place(edge.from, by);
                    if let Some(free) = self.edges.get_mut(place) {
                        *free = edge;
                    }
                }
            }
        }
        to
    }

    /// Where an edge is, or the free place where it would be.
    fn place(&self, from: u32, by: char) -> usize {
        let mask = self.edges.len() - 1;
        let mut place = edge_hash(from, by) & mask;
        while let Some(edge) = self.edges.get(place) {
            if edge.to == ROOT || (edge.from == from && edge.by == by as u32) {
                break;
            }
            place = (place + 1) & mask;
        }
        place
    }

    fn child(&self, from: u32, by: char) -> Option<u32> {
        self.edges.get(self.place(from, by)).map(|edge| edge.to).filter(|&to| to != ROOT)
    }

    fn single(&self, c: char) -> Option<u32> {
        let n = self.singles.binary_search_by_key(&c, |&(single, _)| single).ok()?;
        self.singles.get(n).map(|&(_, word)| word)
    }

    /// Whether a word may start where these bytes do.
    #[inline]
    fn may_start(&self, text: &[u8]) -> bool {
        // Near the end of a text there is no telling.
        let Some(&head) = text.first_chunk::<8>() else { return true };
        let [lead, second, third, ..] = head;
        if lead & 0xF0 != 0xE0 {
            return holds(&self.leads, lead.into());
        }
        holds(&self.heads, head_hash(head)) || holds(&self.short_firsts, usize::from((second & 3) << 6 | third & 0x3F))
    }

    /// Hands over every word that a text starts with, shortest first, with its length.
    fn each_at(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return };
        if holds(&self.short_firsts, first as usize % 256)
            && let Some(word) = self.single(first)
        {
            found(first.len_utf8(), word);
        }
        if let Some(second) = chars.next() {
            self.walk(first, second, chars.as_str(), &mut found);
        }
    }

    fn walk(&self, first: char, second: char, rest: &str, found: &mut impl FnMut(usize, u32)) {
        let Some(mut node) = self.child(ROOT, first).and_then(|node| self.child(node, second)) else { return };
        let mut chars = rest.chars();
        let mut len = first.len_utf8() + second.len_utf8();
        loop {
            if let Some(&word) = self.ends.get(node as usize).filter(|&&word| word != NONE) {
                found(len, word);
            }
            let Some(next) = chars.next() else { return };
            let Some(child) = self.child(node, next) else { return };
            len += next.len_utf8();
            node = child;
        }
    }

    /// The longest word that starts where `text` does, with its length.
    pub fn longest_at(&self, text: &str) -> Option<(usize, u32)> {
        let mut longest = None;
        if self.may_start(text.as_bytes()) {
            self.each_at(text, |len, word| longest = Some((len, word)));
        }
        longest
    }

    /// Where the next word may start at or behind a place of a text, before `end`.
    #[inline]
    fn next_start(&self, text: &str, mut at: usize, end: usize) -> Option<usize> {
        while at < end {
            let rest = text.as_bytes().get(at..)?;
            if self.may_start(rest) {
                return Some(at);
            }
            at += char_len(*rest.first()?);
        }
        None
    }

    /// All words in a range of a text, also those inside others, in order of start and end. Those that start in the range may
    /// reach beyond it.
    pub fn find_all(&self, text: &str, range: Range<usize>, mut found: impl FnMut(Hit)) {
        let mut at = range.start;
        while let Some(start) = self.next_start(text, at, range.end) {
            let Some(rest) = text.get(start..) else { return };
            self.each_at(rest, |len, word| found(Hit { start, end: start + len, word }));
            at = start + rest.bytes().next().map_or(1, char_len);
        }
    }

    /// The words in a text, leftmost and longest first, without overlap.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(start) = self.next_start(text, at, text.len()) {
                let rest = text.get(start..)?;
                let mut longest = None;
                self.each_at(rest, |len, word| longest = Some((len, word)));
                if let Some((len, word)) = longest {
                    at = start + len;
                    return Some(Hit { start, end: at, word });
                }
                at = start + rest.bytes().next().map_or(1, char_len);
            }
            None
        })
    }
}

/// The length of the character that a byte begins.
fn char_len(lead: u8) -> usize {
    match lead {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

fn set(bits: &mut [u64], n: usize) {
    if let Some(bits) = bits.get_mut(n / 64) {
        *bits |= 1 << (n % 64);
    }
}

#[inline]
fn holds<const N: usize>(bits: &[u64; N], n: usize) -> bool {
    bits[n / 64 % N] >> (n % 64) & 1 == 1
}

/// The bit of the first six of eight bytes.
#[inline]
fn head_hash(head: [u8; 8]) -> usize {
    ((u64::from_le_bytes(head) << 16).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % HEAD_BITS
}

fn edge_hash(from: u32, by: char) -> usize {
    let key = u64::from(from) << 32 | u64::from(by as u32);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    use super::*;

    fn found(list: &WordList, text: &str) -> Vec<(usize, usize, u32)> {
        list.find(text).map(|hit| (hit.start, hit.end, hit.word)).collect()
    }

    #[test]
    fn the_longest_word_wins_and_the_first_of_two_alike() {
        let list = WordList::new(["就业", "就业岗位", "岗位", "岗", "就业"]);
        assert_eq!(found(&list, "新增就业岗位，就业，岗"), [(6, 18, 1), (21, 27, 0), (30, 33, 3)]);
        let mut all = Vec::new();
        list.find_all("就业岗位", 0..12, |hit| all.push((hit.start, hit.end, hit.word)));
        assert_eq!(all, [(0, 6, 0), (0, 12, 1), (6, 9, 3), (6, 12, 2)]);
    }

    proptest! {
        /// The same finds as an automaton's, on words and texts of a small alphabet.
        #[test]
        fn finds_are_those_of_an_automaton(
            words in prop::collection::vec("[城镇新增就业a𬇙]{1,4}", 0..12),
            text in "[城镇新增就业a𬇙，]{0,40}",
        ) {
            let list = WordList::new(words.iter().map(String::as_str));
            let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).unwrap();
            let expected: Vec<_> =
                automaton.find_iter(&text).map(|m| (m.start(), m.end(), m.pattern().as_u32())).collect();
            prop_assert_eq!(found(&list, &text), expected);
            let mut distinct: Vec<&str> = Vec::new();
            for word in &words {
                if !distinct.contains(&word.as_str()) {
                    distinct.push(word);
                }
            }
            let list = WordList::new(distinct.iter().copied());
            let automaton = AhoCorasick::new(&distinct).unwrap();
            let mut expected: Vec<_> =
                automaton.find_overlapping_iter(&text).map(|m| (m.start(), m.end(), m.pattern().as_u32())).collect();
            expected.sort_unstable();
            let mut all = Vec::new();
            list.find_all(&text, 0..text.len(), |hit| all.push((hit.start, hit.end, hit.word)));
            prop_assert_eq!(all, expected);
        }
    }
}
