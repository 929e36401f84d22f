//! Finding names in a text: a sorted list, an index by first character, and a small filter that turns most places away at once.
//!
//! It is ready in a few milliseconds (sorting some ten thousand short names), which an automaton over them is not, and looks at
//! each character of a text once: most pairs of characters start no name.

use super::NameForm;

/// A name as it may stand in a text, with the divisions that bear it.
#[derive(Debug)]
pub(super) struct Name {
    /// The name itself.
    pub text: Box<str>,
    /// The divisions' rows.
    pub rows: Vec<u32>,
    /// Full, if it is the full name of one of them.
    pub form: NameForm,
    /// How common it is as an ordinary word, as a frequency in jieba's dictionary.
    pub word_frequency: u32,
}

/// All names, sorted by their bytes.
#[derive(Debug)]
pub(super) struct Names {
    sorted: Vec<Name>,
    /// For each character from [`FIRST`], where its names start in the list; the next entry is where they end.
    starts: Vec<u32>,
    /// A bit for each pair of characters that starts a name, by [`Names::slot`].
    pairs: Vec<u64>,
}

/// The range of characters that names start with; Latin letters (Guangdong) share the slot before it.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
const SLOTS: usize = (LAST - FIRST) as usize + 3;

/// The slot of a first character; none if no name can start with it.
fn slot(c: char) -> Option<usize> {
    match c {
        'A'..='Z' => Some(0),
        _ => (c as u32).checked_sub(FIRST).filter(|&n| n <= LAST - FIRST).map(|n| n as usize + 1),
    }
}

impl Names {
    /// Sorts names and joins those that are spelled alike.
    pub fn new(mut spelled: Vec<(Box<str>, NameForm, u32)>, frequency: impl Fn(&str) -> u32) -> Self {
        spelled.sort_unstable_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()).then(a.2.cmp(&b.2)));
        let mut names: Vec<Name> = Vec::with_capacity(spelled.len());
        for (text, form, row) in spelled {
            if let Some(last) = names.last_mut().filter(|last| last.text == text) {
                last.rows.push(row);
                if form == NameForm::Full {
                    last.form = form;
                }
                continue;
            }
            let word_frequency = frequency(&text);
            names.push(Name { text, rows: vec![row], form, word_frequency });
        }
        let mut starts = vec![0; SLOTS];
        let mut pairs = vec![0; PAIR_BITS / 64];
        for name in &names {
            let mut chars = name.text.chars();
            let (Some(first), second) = (chars.next(), chars.next().unwrap_or('\0')) else { continue };
            let Some(slot) = slot(first) else { continue };
            if let Some(count) = starts.get_mut(slot + 1) {
                *count += 1;
            }
            let bit = pair_bit(first, second);
            if let Some(word) = pairs.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
        // Counts become places: names are in the order of their bytes, which is the order of their characters.
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        Self { sorted: names, starts, pairs }
    }

    /// A name by its place in the list.
    pub fn get(&self, name: u32) -> Option<&Name> {
        self.sorted.get(name as usize)
    }

    /// Names in a text, leftmost and longest first, without overlap: first byte, one past the last, place in the list.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        let mut skip_to = 0;
        let mut chars = text.char_indices().peekable();
        std::iter::from_fn(move || {
            while let Some((at, first)) = chars.next() {
                let second = chars.peek().map_or('\0', |&(_, c)| c);
                if at < skip_to || !self.may_start(first, second) {
                    continue;
                }
                if let Some((name, len)) = self.longest(slot(first)?, text.get(at..)?) {
                    skip_to = at + len;
                    return Some((at, at + len, name));
                }
            }
            None
        })
    }

    fn may_start(&self, first: char, second: char) -> bool {
        let bit = pair_bit(first, second);
        slot(first).is_some() && self.pairs.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// The longest name that a text starts with.
    fn longest(&self, slot: usize, tail: &str) -> Option<(u32, usize)> {
        let (from, to) = (*self.starts.get(slot)? as usize, *self.starts.get(slot + 1)? as usize);
        let names = self.sorted.get(from..to)?;
        // Whatever starts the text is no greater than it, and so is all that stands between the two in the list.
        let until = names.partition_point(|name| name.text.as_bytes() <= tail.as_bytes());
        for (n, name) in names.get(..until)?.iter().enumerate().rev() {
            if tail.starts_with(&*name.text) {
                return Some((u32::try_from(from + n).ok()?, name.text.len()));
            }
            // 6 bytes are two characters, which every name has: further down nothing can fit.
            if name.text.as_bytes().get(..6) != tail.as_bytes().get(..6) {
                return None;
            }
        }
        None
    }
}

const PAIR_BITS: usize = 1 << 17;

/// The bit of a pair of characters; several pairs may share one.
fn pair_bit(first: char, second: char) -> usize {
    (first as usize).wrapping_mul(0x9E5).wrapping_add((second as usize).wrapping_mul(0x3F)) % PAIR_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_none_overlap() {
        let spelled = |text: &str, row| (text.into(), NameForm::Short, row);
        let names = Names::new(
            vec![
                spelled("江北", 0),
                spelled("江北新区", 1),
                spelled("北京", 2),
                spelled("江北", 3),
                spelled("Hebei", 4),
            ],
            |_| 0,
        );
        let found = |text: &str| -> Vec<(usize, usize, Vec<u32>)> {
            names.find(text).map(|(start, end, n)| (start, end, names.get(n).unwrap().rows.clone())).collect()
        };
        assert_eq!(found("江北新区"), [(0, 12, vec![1])]);
        assert_eq!(found("江北京"), [(0, 6, vec![0, 3])]);
        assert_eq!(found("到北京"), [(3, 9, vec![2])]);
        assert_eq!(found("in Hebei"), [(3, 8, vec![4])]);
        assert_eq!(found("江"), []);
    }
}
