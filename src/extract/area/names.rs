//! First pass over the names of divisions: what each could mean, and how far it can be trusted by itself.

use std::ops::Range;

use super::is_list_gap;
use super::words::{self, AreaWord, WordKind};
use crate::extract::cues::Cues;
use crate::gazetteer::{Gazetteer, NameForm, NameHit};
use crate::model::area::{AreaCode, AreaLevel};

/// A name with the readings that are left.
pub(super) struct Reading {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it could mean; the larger areas first.
    pub candidates: Vec<AreaCode>,
    /// How far it can be trusted.
    pub trust: Trust,
    /// Whether it goes without its generic part (临漳 for 临漳县).
    pub is_short: bool,
    /// The name right before, of which this one is a part (河北|邯郸).
    pub parent: Option<usize>,
}

/// How far a name can be trusted to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It needs nothing: a full name, or a short one that is no word and stands apart.
    Certain,
    /// Only where the article is about the area around it: 灵山 in an article on Qinzhou.
    Context,
    /// Only beside another name of its kind: 资源, 新建, 合作.
    Neighbour,
    /// It stands across the border of two words: 搬[迁安]置.
    Accident,
}

/// What a zone's name ends in.
static ZONES: Cues = Cues::new(&[
    "新区",
    "高新区",
    "经开区",
    "开发区",
    "工业园",
    "产业园",
    "科技城",
    "高新技术",
    "经济技术",
    "经济开发",
]);

/// Below this frequency a name is hardly a word: jieba has 静宁 for somebody's given name.
const RARE: u32 = 40;
/// From this frequency on it is a common word.
const COMMON: u32 = 200;

/// Every name with its candidates, the improbable ones left out.
pub(super) fn read(gazetteer: &Gazetteer, text: &str, words: &[AreaWord], year: i16) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for hit in gazetteer.find(text) {
        let range = hit.start..hit.end;
        // What begins in a name that is certain, or in a common word (泰[山东]麓), is none; of two doubtful ones (和顺|德) `decide` takes
        // the first that it accepts.
        if readings.last().is_some_and(|last| range.start < last.range.end && last.trust != Trust::Context) {
            continue;
        }
        // The words are in order and apart: the last that starts no later is the only one that can hold the name.
        let holder = words.partition_point(|(word, _)| word.start <= range.start).checked_sub(1);
        let is_hidden = holder.and_then(|n| words.get(n)).is_some_and(|(word, kind)| {
            kind.hides_names()
                && word.start <= range.start
                && range.end <= word.end
                && (word.len() > range.len() || *kind == WordKind::Not)
        });
        if is_hidden {
            continue;
        }
        let mut candidates: Vec<AreaCode> =
            gazetteer.candidates(hit, year).iter().map(|division| division.code).collect();
        if candidates.is_empty() {
            continue;
        }
        let parent = readings.len().checked_sub(1).filter(|&n| {
            readings.get(n).is_some_and(|previous| {
                let gap = text.get(previous.range.end..range.start).unwrap_or("，");
                matches!(gap, "" | "省" | "·" | "市" | " " | "—")
                    && candidates.iter().any(|&inner| lies_in_one(gazetteer, inner, &previous.candidates, year))
            })
        });
        if let Some(outer) = parent.and_then(|n| readings.get(n)) {
            candidates.retain(|&inner| lies_in_one(gazetteer, inner, &outer.candidates, year));
        }
        let level = candidates.iter().map(|&code| gazetteer.level(code, year)).min().unwrap_or(AreaLevel::County);
        let mut trust = trust(gazetteer, text, hit, level);
        // 广西资源丰富 names no county, 桂林资源、兴安 does; 河北邯郸 needs no more.
        if parent.is_some()
            && (trust != Trust::Neighbour || ends_apart(text, hit.end))
            && (trust != Trust::Accident || hit.form == NameForm::Short)
        {
            trust = Trust::Certain;
        }
        // 宜宾市三江新区: a zone of the city right before, whatever county far away is called like it.
        if hit.form == NameForm::Short
            && level == AreaLevel::County
            && parent.is_none()
            && ZONES.starts(text.get(hit.end..).unwrap_or_default())
        {
            if readings.last().is_some_and(|previous| previous.range.end == range.start) {
                continue;
            }
            if trust == Trust::Certain {
                trust = Trust::Context;
            }
        }
        // 西青3000人，河西2100人: an item of its own with its figure.
        if trust == Trust::Neighbour && is_item(text, &range) && text.get(range.clone()) != Some("全州") {
            trust = Trust::Context;
        }
        if trust == Trust::Accident {
            continue;
        }
        let is_short = hit.form == NameForm::Short;
        // 局长武平介绍: a person.
        if is_short
            && level == AreaLevel::County
            && parent.is_none()
            && words::ending(words, range.start) == Some(WordKind::Person)
        {
            continue;
        }
        readings.push(Reading { range, candidates, trust, is_short, parent });
    }
    trust_neighbours(text, &mut readings);
    readings
}

fn lies_in_one(gazetteer: &Gazetteer, inner: AreaCode, outers: &[AreaCode], year: i16) -> bool {
    outers.iter().any(|&outer| inner != outer && gazetteer.is_within(inner, outer, year))
}

/// How far a name can be trusted by its form, by how common a word it is, and by what it touches.
fn trust(gazetteer: &Gazetteer, text: &str, hit: NameHit, level: AreaLevel) -> Trust {
    /// Full names that are common nouns: 市区, 郊区, 东区.
    const GENERIC: [&str; 12] =
        ["市区", "郊区", "城区", "矿区", "新区", "东区", "西区", "南区", "北区", "盐区", "一区", "二区"];
    /// First characters that are more often words of their own: 全区和县市, 该新县.
    const FUNCTION: &str = "和应成代单新古南临理高开全该";
    let name = text.get(hit.start..hit.end).unwrap_or_default();
    // 31个大城市 holds no county of 大城.
    if name == "大城" && text.get(hit.end..).is_some_and(|after| after.starts_with('市')) {
        return Trust::Accident;
    }
    let n_chars = name.chars().count();
    let first = name.chars().next().unwrap_or_default();
    if first.is_ascii() {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let before = text.get(..hit.start).and_then(|before| before.chars().next_back());
        let after = text.get(hit.end..).and_then(|after| after.chars().next());
        return if is_letter(before) || is_letter(after) { Trust::Accident } else { Trust::Certain };
    }
    if GENERIC.contains(&name) {
        return Trust::Accident;
    }
    // The whole of a prefecture far more often than the county in Guangxi.
    if name == "全州" {
        return Trust::Neighbour;
    }
    let frequency = gazetteer.word_frequency(hit);
    let starts = starts_apart(gazetteer, text, hit.start, first);
    match (hit.form, level) {
        (NameForm::Full, _) if n_chars > 2 => Trust::Certain,
        (NameForm::Full, _) if !starts => Trust::Accident,
        (NameForm::Full, _) if FUNCTION.contains(first) => Trust::Context,
        (NameForm::Short, _) if n_chars > 2 && (level < AreaLevel::County || frequency < RARE) => Trust::Certain,
        (NameForm::Short, _) if !starts => Trust::Accident,
        (NameForm::Full, _) | (NameForm::Short, AreaLevel::Country | AreaLevel::Province | AreaLevel::Prefecture) => {
            Trust::Certain
        }
        (NameForm::Short, AreaLevel::County) if !stops_apart(gazetteer, text, hit) => Trust::Accident,
        (NameForm::Short, AreaLevel::County) => match frequency {
            0..RARE => Trust::Certain,
            RARE..COMMON => Trust::Context,
            _ => Trust::Neighbour,
        },
    }
}

/// Whether a name may start here: the character before belongs to no word with its first one (平|衡水 does not: 平衡).
fn starts_apart(gazetteer: &Gazetteer, text: &str, at: usize, first: char) -> bool {
    /// Words of one character that stand before names all the time, whatever words they are part of elsewhere.
    const LEADING: &str = "在赴到往从由与和及对为向于使给让将至是以据该跟比较的了称说年月日如同自来、";
    let Some(before) = text.get(..at).and_then(|before| before.chars().next_back()) else { return true };
    !before.is_alphabetic() || LEADING.contains(before) || !gazetteer.is_word(before, first)
}

/// Whether a short name may end here: the character behind belongs to no word with its last one (新平|台 does: 平台).
fn stops_apart(gazetteer: &Gazetteer, text: &str, hit: NameHit) -> bool {
    /// 吉安全县, 资溪等地: what stands behind names all the time.
    const TRAILING: &str = "全等";
    let (Some(last), Some(after)) = (
        text.get(hit.start..hit.end).and_then(|name| name.chars().next_back()),
        text.get(hit.end..).and_then(|after| after.chars().next()),
    ) else {
        return true;
    };
    !after.is_alphabetic() || TRAILING.contains(after) || !gazetteer.is_word(last, after)
}

/// Whether what follows a name shows that it has ended.
fn ends_apart(text: &str, at: usize) -> bool {
    static FOLLOWERS: Cues = Cues::new(&["人社", "就业", "县", "市", "区", "籍", "举办", "开展", "等", "和"]);
    let after = text.get(at..).unwrap_or_default();
    after.chars().next().is_none_or(|c| !c.is_alphabetic()) || FOLLOWERS.starts(after)
}

/// Whether nothing but the name stands between a mark and a figure.
fn is_item(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    before.is_none_or(|c| matches!(c, '，' | '；' | '、' | '。' | '：' | '\n' | '\t'))
        && after.is_some_and(|c| c.is_ascii_digit())
}

/// 资源、全州、灌阳: in a list of places of one prefecture a common word is a place, too.
fn trust_neighbours(text: &str, readings: &mut [Reading]) {
    let is_beside = |left: &Reading, right: &Reading| {
        text.get(left.range.end..right.range.start).is_some_and(is_list_gap)
            && left.candidates.iter().any(|a| right.candidates.iter().any(|b| a != b && a.0 / 100 == b.0 / 100))
    };
    for n in 1..readings.len() {
        let (head, tail) = readings.split_at_mut(n);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first_mut()) else { continue };
        if !is_beside(left, right) {
            continue;
        }
        match (left.trust, right.trust) {
            (Trust::Certain | Trust::Context, Trust::Neighbour) => right.trust = Trust::Context,
            (Trust::Neighbour, Trust::Certain | Trust::Context) => left.trust = Trust::Context,
            _ => {}
        }
    }
}
