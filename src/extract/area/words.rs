//! The words of `assets/lexicon/area_words.tsv` and `bingtuan.tsv`: those that speak of an area without naming a division, and those
//! that tell which part a name beside them plays.

use std::ops::Range;
use std::sync::LazyLock;

use super::{AreaMention, AreaRole, Meaning, overlaps};
use crate::extract::tables;
use crate::model::area::{AreaCode, AreaLevel};
use crate::words::WordList;

/// A word of the tables in a text.
pub(super) type AreaWord = (Range<usize>, WordKind);

/// What a word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordKind {
    /// Speaks of an area; the place in [`KINDS`].
    Meaning(u8),
    /// 国家 with what it does.
    State,
    /// A counted group behind a number (25个省份).
    Provinces,
    /// A sample of the country behind a number (100个城市).
    Cities,
    /// What follows is where people go to or come from.
    Motion,
    /// What follows is where the text turns to (镜头拉近到).
    Arrival,
    /// What follows is where something is.
    Site,
    /// What follows takes part, too.
    Companion,
    /// What precedes is where people work, or who hands a task down.
    Giver,
    /// What precedes is part of an institution's name.
    Name,
    /// What follows is a person's name.
    Person,
    /// What follows is where the news was sent from.
    Dateline,
    /// A regiment's number stands before it.
    Regiment,
    /// Contains a division's name by accident.
    Not,
    /// A division of the Bingtuan.
    Code(AreaCode),
}

impl WordKind {
    /// Whether a name inside this word is none.
    pub fn hides_names(self) -> bool {
        matches!(self, Self::Not | Self::Meaning(_) | Self::Dateline | Self::Name)
    }
}

struct Words {
    list: WordList,
    kinds: Vec<WordKind>,
}

/// The meanings of area words, in the order of `WordKind::Meaning`.
const KINDS: [(&str, Meaning); 10] = [
    ("national", Meaning::Area(AreaCode::CHINA)),
    ("office", Meaning::Office),
    ("province", Meaning::InScope(AreaLevel::Province)),
    ("prefecture", Meaning::InScope(AreaLevel::Prefecture)),
    ("county", Meaning::InScope(AreaLevel::County)),
    ("this", Meaning::Named),
    ("here", Meaning::Here),
    ("back", Meaning::Back),
    ("group", Meaning::Group),
    ("foreign", Meaning::Foreign),
];

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
    for [kind, words] in tables::rows(include_str!("../../../assets/lexicon/area_words.tsv")) {
        let kind = match kind {
            "state" => WordKind::State,
            "provinces" => WordKind::Provinces,
            "cities" => WordKind::Cities,
            "motion" => WordKind::Motion,
            "arrival" => WordKind::Arrival,
            "site" => WordKind::Site,
            "companion" => WordKind::Companion,
            "giver" => WordKind::Giver,
            "name" => WordKind::Name,
            "person" => WordKind::Person,
            "dateline" => WordKind::Dateline,
            "regiment" => WordKind::Regiment,
            "not" => WordKind::Not,
            other => match KINDS.iter().position(|(id, _)| *id == other) {
                Some(n) => WordKind::Meaning(n as u8),
                None => continue,
            },
        };
        for word in words.split('|') {
            patterns.push(word);
            kinds.push(kind);
        }
    }
    for [words, code] in tables::rows(include_str!("../../../assets/lexicon/bingtuan.tsv")) {
        let Ok(code) = code.parse().map(AreaCode) else { continue };
        for word in words.split('|').filter(|word| !word.contains("..")) {
            patterns.push(word);
            kinds.push(WordKind::Code(code));
        }
    }
    Words { list: WordList::new(patterns), kinds }
});

/// The words in a text, in order and apart from each other.
pub(super) fn find(text: &str) -> Vec<AreaWord> {
    WORDS.list.find(text).filter_map(|hit| Some((hit.range(), *WORDS.kinds.get(hit.word as usize)?))).collect()
}

/// The kind of the word that starts here.
pub(super) fn starting(words: &[AreaWord], at: usize) -> Option<WordKind> {
    let n = words.binary_search_by_key(&at, |(range, _)| range.start).ok()?;
    words.get(n).map(|(_, kind)| *kind)
}

/// The kind of the word that ends here.
pub(super) fn ending(words: &[AreaWord], at: usize) -> Option<WordKind> {
    let n = words.binary_search_by_key(&at, |(range, _)| range.end).ok()?;
    words.get(n).map(|(_, kind)| *kind)
}

/// Adds what the words mean by themselves to the mentions; where a name stands the name is right.
pub(super) fn add(text: &str, words: &[AreaWord], mentions: &mut Vec<AreaMention>) {
    let n_names = mentions.len();
    let in_bingtuan = text.contains("兵团")
        || mentions.iter().any(|mention| matches!(mention.meaning, Meaning::Area(code) if code.0 / 10_000 == 65));
    for (range, kind) in words {
        let mut range = range.clone();
        let meaning = match *kind {
            WordKind::Meaning(n) => KINDS.get(usize::from(n)).map(|(_, meaning)| meaning.clone()),
            // 第一师 is a division only where the Bingtuan is spoken of: 第一师范, 一师一优课.
            WordKind::Code(code) => (code == AreaCode::BINGTUAN || in_bingtuan).then_some(Meaning::Area(code)),
            WordKind::State => {
                range.end = range.start + "国家".len();
                Some(Meaning::Office)
            }
            WordKind::Provinces | WordKind::Cities => {
                let number = number_before(text, range.start);
                range.start -= number.len();
                match *kind {
                    _ if number.is_empty() => None,
                    // 100个城市, 46个大中城市 sample the country; 该省5个城市 does not.
                    WordKind::Cities if is_many(number) => Some(Meaning::Area(AreaCode::CHINA)),
                    WordKind::Cities => None,
                    _ if matches!(number, "31" | "三十一") => Some(Meaning::Area(AreaCode::CHINA)),
                    _ => Some(Meaning::Group),
                }
            }
            _ => None,
        };
        // The words do not overlap each other, so only the names can be in the way.
        // 海宁中国皮革城: the country right behind a place is part of a name.
        let is_in_name = |name: &AreaMention| name.range.end == range.start && text.get(range.clone()) == Some("中国");
        let names = mentions.get(..n_names).unwrap_or_default();
        let is_taken = overlaps(names, &range) || names.iter().any(is_in_name);
        if let Some(meaning) = meaning.filter(|_| !is_taken) {
            mentions.push(AreaMention { range, meaning, role: AreaRole::Subject });
        }
    }
    mentions.sort_by_key(|mention| mention.range.start);
}

/// More cities than any one province has.
fn is_many(number: &str) -> bool {
    number.parse::<u32>().map_or_else(|_| number.contains('百') || number.chars().count() > 2, |number| number > 22)
}

/// The digits or numerals that end here; 一 alone counts nothing (一个省份).
fn number_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let is_numeral = |c: char| c.is_ascii_digit() || "二三四五六七八九十百".contains(c);
    before.get(before.trim_end_matches(is_numeral).len()..).unwrap_or_default()
}
