//! What characters and line ends say: joining lines, open and closed ends, comparing titles that differ by a few characters.

use std::borrow::Cow;

use super::habits::Habits;

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// A character as wide as a Han one, which never takes a blank at a line end.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff01}'..='\u{ff60}' | '\u{2014}'..='\u{2026}' | '\u{fe30}'..='\u{fe4f}' | '·')
}

/// Punctuation that ends a sentence or a list's item.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '：' | ':' | '…' | '｡')
}

/// Punctuation that no line can begin with: what it begins goes on from the line before.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
            | '”'
            | '’'
            | ','
            | ';'
            | ')'
            | '%'
            | '％'
            | '…'
    )
}

/// Width in half-width cells.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Number of characters other than blanks.
pub(super) fn n_chars(text: &str) -> usize {
    n_chars_up_to(text, usize::MAX)
}

/// Whether there are at most so many characters other than blanks.
pub(super) fn is_within(text: &str, n: usize) -> bool {
    text.len() <= n || n_chars_up_to(text, n + 1) <= n
}

/// The number of characters other than blanks, or `most`, if there are more. Looks no further than it must: most of the lines that
/// are asked are paragraphs. Counts bytes that begin a character and are no blank, a stretch in one go.
pub(super) fn n_chars_up_to(text: &str, most: usize) -> usize {
    const STRETCH: usize = 64;
    /// A blank is told by three bytes at most.
    const SEEN: usize = STRETCH + 2;
    #[allow(
        clippy::indexing_slicing,
        reason = "within the bounds of the array; iterators in step are no faster than a call each"
    )]
    let count = |seen: &[u8; SEEN]| {
        let mut n = 0;
        for at in 0..STRETCH {
            n += u8::from(begins_word(seen[at], seen[at + 1], seen[at + 2]));
        }
        usize::from(n)
    };
    let mut rest = text.as_bytes();
    let mut n = 0;
    while n < most
        && let Some(seen) = rest.first_chunk::<SEEN>()
    {
        n += count(seen);
        rest = rest.get(STRETCH..).unwrap_or_default();
    }
    if n < most && !rest.is_empty() {
        let mut seen = [0; SEEN];
        if let Some(to) = seen.get_mut(..rest.len()) {
            to.copy_from_slice(rest);
        }
        // One byte more than a stretch may be left.
        n += count(&seen) + usize::from(rest.get(STRETCH).is_some_and(|&last| begins_word(last, 0, 0)));
    }
    n.min(most)
}

/// Whether a byte that these two follow begins a character other than a blank. Without branches, so that many are told at once.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "a branch would be taken byte by byte")]
fn begins_word(byte: u8, second: u8, third: u8) -> bool {
    // U+00A0, U+2000 to U+200A, U+3000: what is typed; Unicode has a few more.
    let is_narrow = (byte == 0xC2) & (second == 0xA0);
    let is_wide = (second == 0x80) & (((byte == 0xE3) & (third == 0x80)) | ((byte == 0xE2) & (third <= 0x8A)));
    (byte > b' ') & !(0x80..0xC0).contains(&byte) & !(is_narrow | is_wide)
}

/// `▪️ 上半年…`, `📌 先说结论`: an item as chat accounts type them.
pub(super) fn begins_with_ornament(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        matches!(c, '\u{25a0}'..='\u{25ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}')
    })
}

/// Joins a line to the one before: nothing between Han characters, a blank between words, and between the two as the file
/// does elsewhere.
pub(super) fn join_line(left: &mut String, right: &str, blank_in_source: bool, habits: &Habits) {
    let (Some(l), Some(r)) = (left.chars().next_back(), right.chars().next()) else {
        left.push_str(right);
        return;
    };
    let needs_blank = match (is_wide(l), is_wide(r)) {
        (true, true) => false,
        (false, false) if l.is_ascii_digit() && r.is_ascii_digit() => blank_in_source,
        // `43` ¶ `.57%`, `43.` ¶ `57%`.
        (false, false) if r.is_ascii_digit() && matches!(l, '.' | ',') => blank_in_source,
        (false, false) => !matches!(l, '-' | '/') && !is_closing(r) && r != '.',
        // `1156` ¶ `名`: as on the number's other side, else as elsewhere in the file, but never beside punctuation.
        (true, false) => {
            let beyond = right.trim_start_matches(is_token).chars().next();
            is_han(l) && is_token(r) && (blank_in_source || has_blank(beyond, || habits.writes_blanks()))
        }
        (false, true) => {
            let beyond = left.trim_end_matches(is_token).chars().next_back();
            is_han(r) && is_token(l) && (blank_in_source || has_blank(beyond, || habits.writes_blanks()))
        }
    };
    if needs_blank {
        left.push(' ');
    }
    left.push_str(right);
}

/// A character of a number or a Latin word.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '+' | '-')
}

fn has_blank(beyond: Option<char>, elsewhere: impl FnOnce() -> bool) -> bool {
    match beyond {
        Some(' ') => true,
        Some(c) if is_han(c) => false,
        _ => elsewhere(),
    }
}

/// Whether a paragraph ends as paragraphs do. `（记者崔银辉）` does; `从派遣工到“合伙人”` does not.
pub(super) fn ends_closed(text: &str) -> bool {
    let text = text.trim_end();
    let Some(last) = text.chars().next_back() else { return true };
    if is_terminal(last) {
        return true;
    }
    let before = text.trim_end_matches(['”', '’', '」', '』', '》', '"', '）', ')', '】', '*']);
    if before.len() == text.len() {
        return last == '.' && !before.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
    }
    if before.chars().next_back().is_some_and(is_terminal) {
        return true;
    }
    // A remark in brackets after the full stop, or a by-line.
    let Some(open) = text.rfind(['（', '(', '【']) else { return false };
    let inner = text.get(open..).unwrap_or_default().trim_start_matches(['（', '(', '【']).trim_start();
    text.get(..open).unwrap_or_default().trim_end().chars().next_back().is_some_and(is_terminal)
        || BYLINES.iter().any(|word| inner.starts_with(word))
}

const BYLINES: &[&str] = &[
    "记者",
    "来源",
    "责编",
    "责任编辑",
    "编辑",
    "作者",
    "通讯员",
    "本报",
    "新华社",
    "完",
    "摘自",
    "图",
    "文",
    "据",
    "见",
];

/// Quotes and brackets opened and not closed in this stretch.
pub(super) fn is_unbalanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '“' | '《' | '（' | '(' | '【' | '「' | '『' | '‘' => depth += 1,
            '”' | '》' | '）' | ')' | '】' | '」' | '』' | '’' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}

/// A full-width ASCII character as its plain twin.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Letters and digits only, in one width and case: what two titles are compared by.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        // Han characters are letters and have no case, and come in runs; asking the tables of Unicode would take most of the time.
        let run = bytes.get(at..).unwrap_or_default().chunks(3).take_while(|c| is_han_by_bytes(c)).count() * 3;
        if run > 0 {
            out.push_str(text.get(at..at + run).unwrap_or_default());
            at += run;
            continue;
        }
        if lead.is_ascii() {
            let c = char::from(lead);
            out.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()));
            at += 1;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at += c.len_utf8();
        match half_width(c) {
            c if c.is_ascii() => out.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Whether these bytes are a character from U+4E00 to U+9FFF.
fn is_han_by_bytes(bytes: &[u8]) -> bool {
    match bytes {
        [0xE4, second, _] => *second >= 0xB8,
        [0xE5..=0xE9, _, _] => true,
        _ => false,
    }
}

/// The characters of what [`squeeze`] makes of a text, for looking at the first few.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    let letters = text.chars().map(half_width).filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric());
    letters.map(|c| if c < '\u{2e80}' { c.to_lowercase().next().unwrap_or(c) } else { c })
}

/// The text without blanks, of which most titles have none.
pub(super) fn without_blanks(text: &str) -> Cow<'_, str> {
    // No blank but those of ASCII begins with another byte.
    let may_hold = |byte: u8| byte <= b' ' || matches!(byte, 0xC2 | 0xE1..=0xE3);
    if text.bytes().any(may_hold) && text.contains(char::is_whitespace) {
        text.chars().filter(|c| !c.is_whitespace()).collect::<String>().into()
    } else {
        text.into()
    }
}

/// A set of signs (characters, or what two make) that may hold some that were never added. Nearly all titles that are compared have
/// little in common, and this tells it without comparing.
#[derive(Debug, Default)]
pub(super) struct Sieve([u64; 16]);

impl Sieve {
    fn place(sign: u32) -> (usize, usize) {
        (sign as usize / 64 % 16, sign as usize % 64)
    }

    /// The sign of how a text begins: of its first two letters.
    pub(super) fn opening(text: &str) -> u32 {
        let sign = |first: u32, second: u32| first.wrapping_mul(37).wrapping_add(second);
        // Most begin with Han characters, which are letters as they stand.
        if let Some(first) = text.as_bytes().first_chunk::<6>()
            && first.chunks(3).all(is_han_by_bytes)
        {
            let mut chars = text.chars().map(u32::from);
            return sign(chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
        }
        let mut letters = letters(text).map(u32::from);
        sign(letters.next().unwrap_or_default(), letters.next().unwrap_or_default())
    }

    pub(super) fn add(&mut self, sign: u32) {
        let (word, bit) = Self::place(sign);
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << bit;
        }
    }

    /// Whether it may have been added.
    pub(super) fn may_hold(&self, sign: u32) -> bool {
        let (word, bit) = Self::place(sign);
        self.0.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

/// Whether two squeezed titles mean the same heading: `多举措` and `多措并举` do. Short ones must agree wholly, since
/// `灵活就业` and `充分就业` are two sections.
pub(super) fn is_same_title(a: &str, b: &str) -> bool {
    if a == b {
        return !a.is_empty();
    }
    let (n_a, n_b) = (a.chars().count(), b.chars().count());
    if n_a.min(n_b) < 6 || n_a.max(n_b) > 200 {
        return false;
    }
    (n_a.min(n_b) >= 8 && (a.contains(b) || b.contains(a))) || (may_be_alike(a, b) && likeness(a, b) >= LIKE)
}

/// How alike two titles must be to mean the same heading.
const LIKE: f64 = 0.7;

/// Whether so many pairs of the one are made of characters that the other may have, too.
fn may_be_alike(a: &str, b: &str) -> bool {
    let mut in_b = Sieve::default();
    let (mut n_pairs, mut n_shared) = (0_usize, 0_usize);
    for c in b.chars() {
        n_pairs += 1;
        in_b.add(c.into());
    }
    let mut last = false;
    for c in a.chars() {
        n_pairs += 1;
        let is_known = in_b.may_hold(c.into());
        n_shared += usize::from(last && is_known);
        last = is_known;
    }
    // A text has a pair less than it has characters.
    2.0 * n_shared as f64 / n_pairs.saturating_sub(2).max(1) as f64 >= LIKE
}

/// Share of neighbouring pairs of characters that two texts have in common (Dice).
fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}
