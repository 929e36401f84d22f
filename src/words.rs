//! Lists of words compiled for looking them up at every place of a text: names of places, the words of the lexicon.
//!
//! Chinese words are short, so a walk down a tree from each character is as linear as an automaton,
//! costs one test where no word starts (most places), and is ready in a millisecond. It knows nothing of what the words mean.

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
    /// A bit for each way two characters can begin a word, by hash: what is not in it starts no word.
    pairs: Box<[u64; PAIR_WORDS]>,
    /// Single characters that are words.
    singles: Vec<(char, u32)>,
    /// A bit for each single character, by hash.
    single_bits: [u64; 4],
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

const PAIR_BITS: usize = 1 << 16;
const PAIR_WORDS: usize = PAIR_BITS / 64;
const NONE: u32 = u32::MAX;
const ROOT: u32 = 0;

impl WordList {
    /// Compiles a list. Empty words are passed over.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut list = Self {
            pairs: Box::new([0; PAIR_WORDS]),
            singles: Vec::new(),
            single_bits: [0; 4],
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
        let Some(first) = chars.next() else { return };
        let Some(second) = chars.next() else {
            if self.single(first).is_none() {
                self.singles.push((first, n));
                self.singles.sort_unstable();
            }
            if let Some(bits) = self.single_bits.get_mut(first as usize / 64 % 4) {
                *bits |= 1 << (first as usize % 64);
            }
            return;
        };
        let bit = pair_hash(first, second);
        if let Some(bits) = self.pairs.get_mut(bit / 64) {
            *bits |= 1 << (bit % 64);
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
        if self.single_bits[c as usize / 64 % 4] >> (c as usize % 64) & 1 == 0 {
            return None;
        }
        let n = self.singles.binary_search_by_key(&c, |&(single, _)| single).ok()?;
        self.singles.get(n).map(|&(_, word)| word)
    }

    fn may_start(&self, first: char, second: char) -> bool {
        let bit = pair_hash(first, second);
        self.pairs[bit / 64 % PAIR_WORDS] >> (bit % 64) & 1 == 1
    }

    /// Hands over every word that starts with these two characters and goes on in `rest`, shortest first, with its length.
    #[inline]
    fn each_from(&self, first: char, second: Option<char>, rest: &str, mut found: impl FnMut(usize, u32)) {
        if let Some(word) = self.single(first) {
            found(first.len_utf8(), word);
        }
        if let Some(second) = second.filter(|&second| self.may_start(first, second)) {
            self.walk(first, second, rest, &mut found);
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
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next());
        let mut longest = None;
        self.each_from(first, second, chars.as_str(), |len, word| longest = Some((len, word)));
        longest
    }

    /// All words in a range of a text, also those inside others, in order of start and end. Those that start in the range may
    /// reach beyond it.
    pub fn find_all(&self, text: &str, range: Range<usize>, mut found: impl FnMut(Hit)) {
        let mut chars = text.get(range.start..).unwrap_or_default().chars();
        let mut start = range.start;
        let mut next = chars.next();
        while let Some(first) = next.filter(|_| start < range.end) {
            next = chars.next();
            self.each_from(first, next, chars.as_str(), |len, word| found(Hit { start, end: start + len, word }));
            start += first.len_utf8();
        }
    }

    /// The words in a text, leftmost and longest first, without overlap.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut chars = text.chars();
        let mut next = chars.next();
        let mut start = 0;
        std::iter::from_fn(move || {
            while let Some(first) = next {
                next = chars.next();
                let mut longest = None;
                self.each_from(first, next, chars.as_str(), |len, word| longest = Some((len, word)));
                if let Some((len, word)) = longest {
                    let hit = Hit { start, end: start + len, word };
                    chars = text.get(hit.end..).unwrap_or_default().chars();
                    next = chars.next();
                    start = hit.end;
                    return Some(hit);
                }
                start += first.len_utf8();
            }
            None
        })
    }
}

fn pair_hash(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
    (mixed >> 16) as usize % PAIR_BITS
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
