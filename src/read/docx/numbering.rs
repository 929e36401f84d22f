//! Numbers that Word writes before paragraphs: counted again here, since the file holds only how to count.

use std::collections::HashMap;

use super::super::archive::Fault;
use super::super::limits::Watch;
use super::super::xml::{self, Node};

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    /// `decimal`, `chineseCounting`, `bullet`, …
    format: String,
    /// `%1、`, `（%2）`.
    text: String,
    start: u32,
}

/// All lists.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by the id of the pattern.
    patterns: HashMap<String, HashMap<u8, Level>>,
    /// Pattern by the id of the list, and the numbers at which its levels start anew.
    lists: HashMap<String, (String, HashMap<u8, u32>)>,
    /// The last number on each level of each pattern.
    counters: HashMap<String, [u32; 9]>,
    started: std::collections::HashSet<String>,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    Bullet,
    /// `一、`, `（二）`, `3.`
    Number(String),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &[u8], watch: &Watch) -> Result<Self, Fault> {
        let mut numbering = Self::default();
        let (mut pattern, mut list, mut level) = (String::new(), None::<String>, 0_u8);
        xml::walk(part, watch, |node| {
            let Node::Open(name, attributes) = node else {
                if matches!(node, Node::Close("num")) {
                    list = None;
                }
                return;
            };
            let value = || attributes.get("val").unwrap_or_default();
            match name {
                "abstractNum" => pattern = attributes.get("abstractNumId").unwrap_or_default(),
                "num" => list = Some(attributes.get("numId").unwrap_or_default()),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        numbering.lists.insert(list.clone(), (value(), HashMap::new()));
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = attributes.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
                    if list.is_none() {
                        let fresh = Level { format: "decimal".to_owned(), text: String::new(), start: 1 };
                        numbering.patterns.entry(pattern.clone()).or_default().insert(level, fresh);
                    }
                }
                "startOverride" => {
                    if let Some((_, starts)) = list.as_ref().and_then(|list| numbering.lists.get_mut(list)) {
                        starts.insert(level, value().parse().unwrap_or(1));
                    }
                }
                "start" | "numFmt" | "lvlText" if list.is_none() => {
                    let Some(row) = numbering.patterns.get_mut(&pattern).and_then(|levels| levels.get_mut(&level))
                    else {
                        return;
                    };
                    match name {
                        "start" => row.start = value().parse().unwrap_or(1),
                        "numFmt" => row.format = value(),
                        _ => row.text = value(),
                    }
                }
                _ => {}
            }
        })?;
        Ok(numbering)
    }

    /// What stands before the next paragraph of this list and level.
    pub(super) fn next(&mut self, list: &str, level: u8) -> Option<Label> {
        let level = level.min(8);
        let (pattern, starts) = self.lists.get(list)?;
        let levels = self.patterns.get(pattern)?;
        let own = levels.get(&level)?;
        if own.format == "bullet" {
            return Some(Label::Bullet);
        }
        if own.format == "none" || own.text.is_empty() {
            return None;
        }
        let start = |n: u8| starts.get(&n).copied().or_else(|| levels.get(&n).map(|row| row.start)).unwrap_or(1);
        let counters = self
            .counters
            .entry(pattern.clone())
            .or_insert_with(|| std::array::from_fn(|n| start(n as u8).saturating_sub(1)));
        // A list that starts anew does so at its first paragraph.
        if self.started.insert(list.to_owned()) {
            for (&n, &first) in starts {
                if let Some(counter) = counters.get_mut(usize::from(n)) {
                    *counter = first.saturating_sub(1);
                }
            }
        }
        for (n, counter) in counters.iter_mut().enumerate().skip(usize::from(level)) {
            *counter =
                if n == usize::from(level) { counter.saturating_add(1) } else { start(n as u8).saturating_sub(1) };
        }
        let mut label = own.text.clone();
        for (n, &counter) in counters.iter().enumerate() {
            let mark = format!("%{}", n + 1);
            if label.contains(&mark) {
                let format = levels.get(&(n as u8)).map_or("decimal", |row| row.format.as_str());
                label = label.replace(&mark, &number(counter.max(u32::from(n < usize::from(level))), format));
            }
        }
        Some(Label::Number(label.trim().to_owned()))
    }
}

/// A number as its format writes it.
fn number(n: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "chineseLegalSimplified" => han(n),
        "decimalFullWidth" | "decimalFullWidth2" => {
            n.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32(0x2460 + n - 1).map(String::from).unwrap_or_default()
        }
        "decimalZero" => format!("{n:02}"),
        "lowerLetter" | "upperLetter" if (1..=26).contains(&n) => {
            let first = if format == "lowerLetter" { 'a' } else { 'A' };
            char::from_u32(u32::from(first) + n - 1).map(String::from).unwrap_or_default()
        }
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "ideographTraditional" if (1..=10).contains(&n) => {
            "甲乙丙丁戊己庚辛壬癸".chars().nth(n as usize - 1).map(String::from).unwrap_or_default()
        }
        _ => n.to_string(),
    }
}

/// 1 to 99 in Han digits; larger numbers head no paragraphs.
fn han(n: u32) -> String {
    let digit = |n: u32| "零一二三四五六七八九".chars().nth(n as usize).map(String::from).unwrap_or_default();
    match n {
        0..=9 => digit(n),
        10..=99 => {
            let tens = if n < 20 { String::new() } else { digit(n / 10) };
            let ones = if n.is_multiple_of(10) { String::new() } else { digit(n % 10) };
            format!("{tens}十{ones}")
        }
        _ => n.to_string(),
    }
}

fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if n == 0 || n >= 400 {
        return n.to_string();
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, letters) in STEPS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (21, "chineseCountingThousand", "二十一"),
            (3, "decimal", "3"),
            (3, "decimalEnclosedCircle", "③"),
            (4, "lowerRoman", "iv"),
            (2, "upperLetter", "B"),
        ];
        for (n, format, expected) in cases {
            assert_eq!(number(n, format), expected);
        }
    }

    #[test]
    fn levels_are_counted_apart_and_start_anew() {
        let part = r#"<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
        let mut numbering = Numbering::read(part.as_bytes(), &Watch::default()).unwrap();
        let labels: Vec<Label> = [0, 1, 1, 0, 1].into_iter().filter_map(|level| numbering.next("7", level)).collect();
        let expected = ["一、", "1.", "2.", "二、", "1."].map(|label| Label::Number(label.to_owned()));
        assert_eq!(labels, expected);
        assert_eq!(numbering.next("8", 0), None);
    }
}
