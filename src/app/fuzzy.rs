//! Finding a name by some of its letters, in hanzi, in English or by the initials of its pinyin.

use encoding_rs::GBK;

/// How well what was typed fits a name: its letters must all occur in their order; the higher, the better.
pub fn score(typed: &str, name: &str) -> Option<i32> {
    let wanted: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    // The best of all beginnings: `区` must not be caught by the first 区 of 地区：区县.
    let starts = (0..name.len()).filter(|&n| name.get(n) == wanted.first());
    if wanted.is_empty() {
        return Some(0);
    }
    starts.filter_map(|start| score_from(&wanted, &name, start)).max()
}

fn score_from(wanted: &[char], name: &[char], start: usize) -> Option<i32> {
    let mut total = 0;
    let mut last: Option<usize> = None;
    let mut rest = start;
    for letter in wanted {
        let at = rest + name.get(rest..)?.iter().position(|c| c == letter)?;
        let begins_word = at == 0 || name.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
        total += match last {
            Some(last) if at == last + 1 => 8,
            _ if begins_word => 6,
            Some(last) => 2 - (at - last).min(4) as i32,
            None => 2,
        };
        last = Some(at);
        rest = at + 1;
    }
    // Of two names that fit alike, the one of which more was typed.
    Some(total * 4 - (name.len() - wanted.len().min(name.len())) as i32)
}

/// The beginning of each initial's stretch in GB 2312, whose first level is ordered by pinyin.
const INITIALS: [(u16, char); 23] = [
    (0xB0A1, 'a'),
    (0xB0C5, 'b'),
    (0xB2C1, 'c'),
    (0xB4EE, 'd'),
    (0xB6EA, 'e'),
    (0xB7A2, 'f'),
    (0xB8C1, 'g'),
    (0xB9FE, 'h'),
    (0xBBF7, 'j'),
    (0xBFA6, 'k'),
    (0xC0AC, 'l'),
    (0xC2E8, 'm'),
    (0xC4C3, 'n'),
    (0xC5B6, 'o'),
    (0xC5BE, 'p'),
    (0xC6DA, 'q'),
    (0xC8BB, 'r'),
    (0xC8F6, 's'),
    (0xCBFA, 't'),
    (0xCDDA, 'w'),
    (0xCEF4, 'x'),
    (0xD1B9, 'y'),
    (0xD4D1, 'z'),
];
/// The last character of the first level.
const LAST: u16 = 0xD7F9;

/// Characters of the second level that names of areas are fond of, and names whose reading differs from the usual one.
const SPECIAL: [(&str, &str); 14] = [
    ("重庆", "cq"),
    ("邯郸", "hd"),
    ("长治", "cz"),
    ("衢", "q"),
    ("濮", "p"),
    ("漯", "l"),
    ("亳", "b"),
    ("泸", "l"),
    ("赣", "g"),
    ("闽", "m"),
    ("鄞", "y"),
    ("衮", "g"),
    ("儋", "d"),
    ("厦门", "xm"),
];

/// The initials of a text's pinyin, its Latin letters and digits as they are: 打开文件 is `dkwj`.
pub fn initials(text: &str) -> String {
    let mut initials = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((word, letters)) = SPECIAL.iter().find(|(word, _)| rest.starts_with(word)) {
            initials.push_str(letters);
            rest = rest.get(word.len()..).unwrap_or_default();
            continue;
        }
        initials.extend(if c.is_ascii_alphanumeric() { Some(c.to_ascii_lowercase()) } else { initial(c) });
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    initials
}

fn initial(c: char) -> Option<char> {
    let mut buffer = [0; 4];
    let (bytes, _, has_unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
    let (&[first, second], false) = (bytes.as_ref(), has_unmappable) else { return None };
    let code = u16::from_be_bytes([first, second]);
    let stretch = INITIALS.partition_point(|(start, _)| *start <= code);
    let (_, letter) = INITIALS.get(stretch.checked_sub(1)?)?;
    (code <= LAST && second >= 0xA1).then_some(*letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::indicator::Catalogue;

    #[test]
    fn initials_are_those_of_the_catalogue() {
        let rows = || Catalogue::builtin().iter();
        let differing: Vec<_> = rows()
            .filter(|(_, row)| initials(&row.name_zh) != row.pinyin)
            .map(|(_, row)| (&row.name_zh, initials(&row.name_zh), &row.pinyin))
            .collect();
        assert!(differing.len() <= 4, "{differing:?}");
        assert_eq!(initials("打开文件夹…"), "dkwjj");
        assert_eq!(initials("重庆市"), "cqs");
    }

    #[test]
    fn letters_must_occur_in_their_order() {
        assert!(score("dkwj", &initials("打开文件夹…")).is_some());
        assert!(score("文开", "打开文件").is_none());
        assert!(score("opfo", "Open folder…").is_some());
        assert_eq!(score("", "任意"), Some(0));
    }

    #[test]
    fn what_stands_together_and_begins_words_goes_first() {
        let better = |typed, a, b| assert!(score(typed, a) > score(typed, b), "{typed}: {a} before {b}");
        better("view", "Table view", "Various indices we");
        better("of", "Open folder", "Proofs");
        better("地区", "地区视图", "显示地级市辖区");
        better("湖北", "湖北省", "湖北省武汉市");
    }
}
