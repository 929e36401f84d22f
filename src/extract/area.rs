//! Areas in a text: which division a name means here, and which part it plays in its sentence.
//!
//! Two passes. The first takes what is certain (full names, provinces, names beside their parent); the second lets that context decide
//! the rest: 朝阳区 in an article on Changchun, 合作 that is a city only in Gansu.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::tables;
use crate::gazetteer::{Gazetteer, NameForm, NameHit};
use crate::model::area::{AreaCode, AreaLevel};

/// Words that speak of an area.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AreaMention {
    /// Where they stand.
    pub range: Range<usize>,
    /// What they mean.
    pub meaning: Meaning,
    /// The part they play.
    pub role: AreaRole,
}

impl AreaMention {
    /// Whether it points at an area in force (全省, 该县) rather than names one.
    pub fn is_pointer(&self) -> bool {
        matches!(self.meaning, Meaning::InScope(_) | Meaning::Here)
    }
}

/// What an area word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A division.
    Area(AreaCode),
    /// The area of this level in scope (全省, 该县).
    InScope(AreaLevel),
    /// The area in scope, whatever its level (全区, 当地).
    Here,
    /// A national office: the country, if nothing else is said.
    Office,
    /// Several areas together; no code.
    Group,
    /// A foreign country.
    Foreign,
    /// A name that several divisions bear and nothing decides between.
    Ambiguous,
}

/// The part an area plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaRole {
    /// What the sentence is about, or where it happens.
    Subject,
    /// Where people go to or come from, or who takes part.
    Aside,
    /// Part of an institution's name or of a cited title.
    InName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Meaning(u8),
    Motion,
    Companion,
    Giver,
    Name,
    Not,
    Code(AreaCode),
}

struct Words {
    automaton: AhoCorasick,
    kinds: Vec<WordKind>,
}

/// The meanings of area words, in the order of `WordKind::Meaning`.
const KINDS: [(&str, Meaning); 8] = [
    ("national", Meaning::Area(AreaCode::CHINA)),
    ("office", Meaning::Office),
    ("province", Meaning::InScope(AreaLevel::Province)),
    ("prefecture", Meaning::InScope(AreaLevel::Prefecture)),
    ("county", Meaning::InScope(AreaLevel::County)),
    ("here", Meaning::Here),
    ("group", Meaning::Group),
    ("foreign", Meaning::Foreign),
];

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
    for [kind, words] in tables::rows(include_str!("../../assets/lexicon/area_words.tsv")) {
        let kind = match kind {
            "motion" => WordKind::Motion,
            "companion" => WordKind::Companion,
            "giver" => WordKind::Giver,
            "name" => WordKind::Name,
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
    for [words, code] in tables::rows(include_str!("../../assets/lexicon/bingtuan.tsv")) {
        let Ok(code) = code.parse().map(AreaCode) else { continue };
        for word in words.split('|') {
            patterns.push(word);
            kinds.push(WordKind::Code(code));
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&patterns)
        .expect("a few hundred short words fit an automaton");
    Words { automaton, kinds }
});

/// A name hit with the readings that are left.
struct Reading {
    range: Range<usize>,
    candidates: Vec<AreaCode>,
    is_certain: bool,
    is_short: bool,
    /// The name right before, of which this one is a part (河北|邯郸).
    parent: Option<usize>,
}

/// Finds the areas of an article's folded text. `title_end` is where the title ends in it.
pub(super) fn find(gazetteer: &Gazetteer, text: &str, title_end: usize, year: i16) -> Vec<AreaMention> {
    let special: Vec<(Range<usize>, WordKind)> = WORDS
        .automaton
        .find_iter(text)
        .filter_map(|found| Some((found.range(), *WORDS.kinds.get(found.pattern().as_usize())?)))
        .collect();
    let readings = read_names(gazetteer, text, &special, year);
    let mut mentions = decide(gazetteer, text, &readings, title_end, year);
    let n_names = mentions.len();
    for (range, kind) in &special {
        let meaning = match *kind {
            WordKind::Meaning(n) => KINDS.get(usize::from(n)).map(|(_, meaning)| meaning.clone()),
            WordKind::Code(code) => Some(Meaning::Area(code)),
            _ => None,
        };
        // The words do not overlap each other, so only the names can be in the way.
        let is_taken = mentions.get(..n_names).is_some_and(|names| overlaps(names, range));
        if let Some(meaning) = meaning.filter(|_| !is_taken) {
            mentions.push(AreaMention { range: range.clone(), meaning, role: AreaRole::Subject });
        }
    }
    mentions.sort_by_key(|mention| mention.range.start);
    towns(gazetteer, text, &mut mentions, title_end, year);
    assign_roles(text, &mut mentions, &special, title_end);
    join_groups(text, &mut mentions);
    mentions
}

/// 常山县、开化县共1200人, 金平、龙湖两区合计: one figure for several areas together is of none of them.
fn join_groups(text: &str, mentions: &mut [AreaMention]) {
    const TOGETHER: [&str; 14] =
        ["共", "两县", "两区", "两市", "两地", "两省", "三县", "三市", "三地", "三省", "四地", "等地", "合计", "等县"];
    let mut first = 0;
    for n in 1..mentions.len() {
        let joined = text
            .get(mentions[n - 1].range.end..mentions[n].range.start)
            .is_some_and(|gap| matches!(gap, "、" | "和" | "及" | "与" | "以及"));
        if !joined {
            first = n;
            continue;
        }
        let after = text.get(mentions[n].range.end..).unwrap_or_default();
        if mentions[n].role == AreaRole::Subject && TOGETHER.iter().any(|word| after.starts_with(word)) {
            mentions[n].range.start = mentions[first].range.start;
            mentions[n].meaning = Meaning::Group;
            for earlier in &mut mentions[first..n] {
                earlier.role = AreaRole::Aside;
            }
            // Kept in order of their start; the group comes behind its members.
        }
    }
    mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
}

/// Whether a range shares a byte with one of these mentions, which are in order and apart from each other.
fn overlaps(mentions: &[AreaMention], range: &Range<usize>) -> bool {
    let next = mentions.partition_point(|mention| mention.range.end <= range.start);
    mentions.get(next).is_some_and(|mention| mention.range.start < range.end)
}

/// First pass: every name with its candidates, the improbable ones left out.
fn read_names(gazetteer: &Gazetteer, text: &str, special: &[(Range<usize>, WordKind)], year: i16) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for hit in gazetteer.find(text) {
        let range = hit.start..hit.end;
        // The words are in order and apart: the last that starts no later is the only one that can hold the name.
        let holder = special.partition_point(|(word, _)| word.start <= range.start).checked_sub(1);
        let is_accident = holder.and_then(|n| special.get(n)).is_some_and(|(word, kind)| {
            matches!(kind, WordKind::Not | WordKind::Meaning(_))
                && word.start <= range.start
                && range.end <= word.end
                && word.len() > range.len()
        });
        if is_accident {
            continue;
        }
        let divisions = gazetteer.candidates(hit, year);
        let parent = readings.len().checked_sub(1).filter(|&n| {
            readings.get(n).is_some_and(|previous| {
                let gap = text.get(previous.range.end..range.start).unwrap_or("，");
                matches!(gap, "" | "省" | "·" | "市" | "、" | " ")
                    && gap != "、"
                    && divisions.iter().any(|division| {
                        previous
                            .candidates
                            .iter()
                            .any(|&outer| division.code != outer && gazetteer.is_within(division.code, outer, year))
                    })
            })
        });
        let mut candidates: Vec<AreaCode> = divisions.iter().map(|division| division.code).collect();
        if let Some(outer) = parent.and_then(|n| readings.get(n)) {
            candidates.retain(|&code| {
                outer.candidates.iter().any(|&above| code != above && gazetteer.is_within(code, above, year))
            });
        }
        let level = candidates.iter().map(|&code| gazetteer.level(code, year)).min().unwrap_or(AreaLevel::County);
        let is_certain = parent.is_some() || is_plain(gazetteer, text, hit, level);
        readings.push(Reading { range, candidates, is_certain, is_short: hit.form == NameForm::Short, parent });
    }
    readings
}

/// Whether a name needs no context to be one: a full name, or a short one that stands where a name can start.
fn is_plain(gazetteer: &Gazetteer, text: &str, hit: NameHit, level: AreaLevel) -> bool {
    let frequency = gazetteer.word_frequency(hit);
    let can_start = can_start_here(text, hit.start);
    let n_chars = text.get(hit.start..hit.end).map_or(0, |name| name.chars().count());
    match (hit.form, level) {
        (NameForm::Full, _) => n_chars > 2 || can_start,
        (NameForm::Short, AreaLevel::Country | AreaLevel::Province) => true,
        (NameForm::Short, AreaLevel::Prefecture) => can_start || (n_chars > 2) || frequency == 0,
        (NameForm::Short, AreaLevel::County) => frequency == 0 && (can_start || n_chars > 2),
    }
}

/// Whether the character before lets a name start: punctuation, a digit, a preposition, the end of another name.
fn can_start_here(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at).and_then(|before| before.chars().next_back()) else { return true };
    !before.is_alphabetic()
        || matches!(
            before,
            '在' | '赴'
                | '到'
                | '往'
                | '从'
                | '由'
                | '与'
                | '和'
                | '及'
                | '对'
                | '为'
                | '向'
                | '于'
                | '使'
                | '给'
                | '让'
                | '将'
                | '至'
                | '是'
                | '以'
                | '据'
                | '该'
                | '跟'
                | '比'
                | '较'
                | '的'
                | '了'
                | '称'
                | '说'
                | '区'
                | '市'
                | '省'
                | '县'
                | '年'
                | '月'
                | '日'
                | '如'
                | '同'
                | '州'
                | '自'
                | '来'
        )
}

/// Second pass: what the certain names say about the rest.
fn decide(gazetteer: &Gazetteer, text: &str, readings: &[Reading], title_end: usize, year: i16) -> Vec<AreaMention> {
    let sure = |in_title: bool| -> Vec<AreaCode> {
        let mut codes: Vec<AreaCode> = readings
            .iter()
            .filter(|reading| reading.is_certain && (reading.range.start < title_end) == in_title)
            .filter_map(|reading| match reading.candidates.as_slice() {
                [only] => Some(*only),
                several => several
                    .iter()
                    .copied()
                    .min_by_key(|&code| gazetteer.level(code, year))
                    .filter(|&code| gazetteer.level(code, year) < AreaLevel::County),
            })
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let (title, body) = (sure(true), sure(false));
    let related = |code: AreaCode, codes: &[AreaCode]| {
        codes.iter().any(|&known| {
            known != code && (gazetteer.is_within(code, known, year) || gazetteer.is_within(known, code, year))
        })
    };
    // Kept by code: a long article names the same few hundred areas over and over.
    let known = RefCell::new(HashMap::<AreaCode, (bool, bool)>::new());
    let relations = |code: AreaCode| {
        *known.borrow_mut().entry(code).or_insert_with(|| (related(code, &title), related(code, &body)))
    };
    let mut mentions: Vec<AreaMention> = Vec::with_capacity(readings.len());
    let mut chosen: Vec<Option<AreaCode>> = Vec::with_capacity(readings.len());
    let mut taken: Vec<Option<usize>> = Vec::with_capacity(readings.len());
    for reading in readings {
        let score = |code: AreaCode| {
            let level = match gazetteer.level(code, year) {
                AreaLevel::Country | AreaLevel::Province => 1.5,
                AreaLevel::Prefecture => 1.0,
                AreaLevel::County => 0.0,
            };
            let (near_title, near_body) = relations(code);
            let in_title = if near_title { 3.0 } else { 0.0 };
            let in_body = if near_body { 2.0 } else { 0.0 };
            level + f64::max(in_title, in_body)
        };
        let mut scored: Vec<(f64, AreaCode)> = reading.candidates.iter().map(|&code| (score(code), code)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let has_context = scored.first().is_some_and(|&(score, _)| score >= 2.0)
            || scored.first().is_some_and(|&(_, code)| title.contains(&code));
        // A county's short name far from the article's areas is a village, a garden or a word: 兴隆 in an article on 万宁.
        let is_stray = !title.is_empty()
            && reading.parent.is_none()
            && reading.is_short
            && reading.candidates.iter().all(|&code| {
                gazetteer.level(code, year) == AreaLevel::County
                    && !title.contains(&code)
                    && relations(code) == (false, false)
            });
        let accept = !is_stray && (reading.is_certain || (has_context && can_start_here(text, reading.range.start)));
        let is_tie = scored.len() > 1 && scored.first().map(|s| s.0) == scored.get(1).map(|s| s.0);
        let code = scored.first().map(|&(_, code)| code).filter(|_| accept && !is_tie);
        chosen.push(code);
        if !accept {
            taken.push(None);
            continue;
        }
        let meaning = code.map_or(Meaning::Ambiguous, Meaning::Area);
        // 河北邯郸 is one mention, of the finer area.
        if let Some(outer) =
            reading.parent.and_then(|n| taken.get(n).copied().flatten()).and_then(|n| mentions.get_mut(n))
        {
            outer.range.end = reading.range.end;
            outer.meaning = meaning;
            taken.push(Some(mentions.len() - 1));
            continue;
        }
        mentions.push(AreaMention { range: reading.range.clone(), meaning, role: AreaRole::Subject });
        taken.push(Some(mentions.len() - 1));
    }
    mentions
}

/// 龙泉镇 in an article on Beijing is its county, if Beijing has one such town.
fn towns(gazetteer: &Gazetteer, text: &str, mentions: &mut Vec<AreaMention>, title_end: usize, year: i16) {
    let main = mentions.iter().filter(|mention| mention.range.start < title_end.max(1) || title_end == 0).find_map(
        |mention| match mention.meaning {
            Meaning::Area(code) if code != AreaCode::CHINA => Some(code),
            _ => None,
        },
    );
    let Some(main) = main else { return };
    let mut found = Vec::new();
    for (at, generic) in text.match_indices(['镇', '乡', '道']) {
        let end = at + generic.len();
        if generic == "道" && !text.get(..end).is_some_and(|before| before.ends_with("街道")) {
            continue;
        }
        let before = text.get(..end).unwrap_or_default();
        let starts: Vec<usize> = before.char_indices().rev().take(8).map(|(at, _)| at).skip(2).collect();
        for start in starts.into_iter().rev() {
            let Some(name) = text.get(start..end) else { continue };
            if let Some(county) = gazetteer.town(name, main, year) {
                found.push(AreaMention { range: start..end, meaning: Meaning::Area(county), role: AreaRole::Subject });
                break;
            }
        }
    }
    found.retain(|town: &AreaMention| !overlaps(mentions, &town.range));
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.range.start);
}

fn assign_roles(text: &str, mentions: &mut [AreaMention], special: &[(Range<usize>, WordKind)], title_end: usize) {
    let starting = |at: usize| {
        let n = special.binary_search_by_key(&at, |(range, _)| range.start).ok()?;
        special.get(n).map(|(_, kind)| *kind)
    };
    let ending = |at: usize| {
        let n = special.binary_search_by_key(&at, |(range, _)| range.end).ok()?;
        special.get(n).map(|(_, kind)| *kind)
    };
    let mut previous: Option<(usize, AreaRole)> = None;
    for mention in mentions.iter_mut() {
        let before = text.get(..mention.range.start).unwrap_or_default();
        let after = text.get(mention.range.end..).unwrap_or_default();
        let is_led = matches!(ending(mention.range.start), Some(WordKind::Motion | WordKind::Companion));
        let gap = previous.and_then(|(end, role)| Some((text.get(end..mention.range.start)?, role)));
        let follower = starting(mention.range.end);
        let is_name =
            follower == Some(WordKind::Name) && !matches!(mention.meaning, Meaning::InScope(_) | Meaning::Here);
        mention.role = if is_name || (mention.range.start >= title_end && is_in_cited_title(before, after)) {
            AreaRole::InName
        } else if (matches!(mention.meaning, Meaning::Area(AreaCode::CHINA) | Meaning::InScope(_))
            && is_yardstick(before, after))
            || is_led
            || follower == Some(WordKind::Giver)
            || is_attribute(before, after)
        {
            AreaRole::Aside
        } else if let Some(("、" | "和" | "及" | "与" | "以及", role)) = gap {
            role
        } else {
            AreaRole::Subject
        };
        previous = Some((mention.range.end, mention.role));
    }
}

/// 高于全国平均水平, 居全国第一: the country is only what a place is measured against.
fn is_yardstick(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 13] =
        ["高于", "低于", "快于", "好于", "优于", "占", "居", "列", "领跑", "高出", "超过", "超", "相当于"];
    const AFTER: [&str; 19] = [
        "平均", "第", "前", "首", "最", "领先", "率先", "先进", "唯一", "统一", "人大", "政协", "水平", "试点", "示范",
        "劳模", "文明", "百强", "同类",
    ];
    BEFORE.iter().any(|word| before.ends_with(word)) || AFTER.iter().any(|word| after.starts_with(word))
}

/// 筠连是宜宾的劳务输出大县: 宜宾 only says whose county it is.
fn is_attribute(before: &str, after: &str) -> bool {
    before.ends_with('是') && after.starts_with('的')
}

/// Inside 《》 stands a document's name.
fn is_in_cited_title(before: &str, after: &str) -> bool {
    // A cited title is short; looking no further keeps long articles linear.
    let from = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let before = before.get(from..).unwrap_or_default();
    let after = after.get(..after.char_indices().nth(60).map_or(after.len(), |(at, _)| at)).unwrap_or_default();
    let opened = before
        .rfind('《')
        .is_some_and(|at| !before.get(at..).is_some_and(|tail| tail.contains('》') || tail.contains('\n')));
    opened && after.contains('》')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(u32, AreaRole)> {
        let title_end = text.find('\n').unwrap_or(0);
        find(Gazetteer::builtin(), text, title_end, 2021)
            .into_iter()
            .filter_map(|mention| match mention.meaning {
                Meaning::Area(code) => Some((code.0, mention.role)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn names_beside_their_parent_are_one() {
        assert_eq!(
            codes("吉林长春：朝阳区就业援助\n朝阳区"),
            [(220_100, AreaRole::Subject), (220_104, AreaRole::Subject), (220_104, AreaRole::Subject)]
        );
        assert_eq!(codes("河北邯郸 | 临漳县\n"), [(130_400, AreaRole::Subject), (130_423, AreaRole::Subject)]);
    }

    #[test]
    fn words_that_hold_a_name_are_none() {
        for text in [
            "易地搬迁安置区",
            "平衡水平",
            "人力资源市场",
            "乡村振兴局",
            "延长缴费年限",
            "广大新老职工",
            "稳定和合作",
            "会同有关部门",
        ] {
            assert_eq!(codes(text), [], "{text}");
        }
    }

    #[test]
    fn destinations_are_no_subjects() {
        assert_eq!(codes("定西首趟赴青岛专列\n"), [(621_100, AreaRole::Subject), (370_200, AreaRole::Aside)]);
        assert_eq!(
            codes("\n四川宜宾联合重庆、厦门等地"),
            [(511_500, AreaRole::Subject), (500_000, AreaRole::Aside), (350_200, AreaRole::Aside)]
        );
    }

    #[test]
    fn a_town_is_its_county() {
        assert_eq!(codes("北京 | 2021年龙泉镇招聘会\n"), [(110_000, AreaRole::Subject), (110_109, AreaRole::Subject)]);
    }
}
