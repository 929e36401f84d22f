//! What lies below the counties: towns, townships and streets, and the regiments of the Bingtuan, each as the county it belongs to.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{AreaWord, WordKind};
use super::{AreaMention, AreaRole, Meaning, overlaps};
use crate::extract::cues::cues;
use crate::extract::tables;
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;

/// Adds the towns: 龙泉镇 in an article on Beijing is its county, if Beijing has one such town.
///
/// The title's area is asked first, then the one named last before the town, then the article's first.
pub(super) fn add(gazetteer: &Gazetteer, text: &str, mentions: &mut Vec<AreaMention>, title_end: usize, year: i16) {
    let areas: Vec<(usize, AreaCode)> = mentions
        .iter()
        .filter_map(|mention| match mention.meaning {
            Meaning::Area(code) if code != AreaCode::CHINA => Some((mention.range.end, code)),
            _ => None,
        })
        .collect();
    let Some(&(first_end, first)) = areas.first() else { return };
    let title = (first_end <= title_end).then_some(first);
    let mut found = Vec::new();
    for (at, generic) in text.match_indices(['镇', '乡', '道']) {
        let end = at + generic.len();
        let before = text.get(..end).unwrap_or_default();
        if generic == "道" && !before.ends_with("街道") {
            continue;
        }
        let rest = text.get(end..).unwrap_or_default();
        let last = areas.partition_point(|&(area_end, _)| area_end <= at).checked_sub(1).and_then(|n| areas.get(n));
        let within = [title, last.map(|&(_, code)| code), Some(first)];
        // The longest name is tried first: 大孙各庄镇 before 庄镇. The shortest has two characters.
        let mut starts = [0; 9];
        let mut n_starts = 0;
        for ((start, _), place) in before.char_indices().rev().zip(&mut starts) {
            *place = start;
            n_starts += 1;
        }
        let town = starts.get(1..n_starts).unwrap_or_default().iter().rev().find_map(|&start| {
            let name = text.get(start..end).filter(|name| gazetteer.may_be_town(name) && !is_urban(name, rest))?;
            let county = within.iter().flatten().find_map(|&area| gazetteer.town(name, area, year))?;
            Some(AreaMention { range: start..end, meaning: Meaning::Area(county), role: AreaRole::Subject })
        });
        found.extend(town);
    }
    // 射阳湖镇 of 宝应: a short name that only begins the town's is no area of its own.
    mentions.retain(|mention| {
        !found.iter().any(|town| {
            town.range.start == mention.range.start
                && mention.range.end < town.range.end
                && !text
                    .get(mention.range.clone())
                    .is_some_and(|name| name.ends_with(['省', '市', '县', '区', '州', '旗', '盟']))
        })
    });
    found.retain(|town: &AreaMention| !overlaps(mentions, &town.range));
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.range.start);
}

/// 确保城镇新增就业: 城镇 of the statistics, and no 保城镇.
fn is_urban(name: &str, rest: &str) -> bool {
    name.ends_with("城镇")
        && cues![
            "新增",
            "就业",
            "登记",
            "调查",
            "失业",
            "居民",
            "职工",
            "单位",
            "从业",
            "劳动",
            "人口",
            "实现",
            "累计",
            "零就业",
            "困难"
        ]
        .starts(rest)
}

/// The regiments of each division, by number: `101..106` and its city.
static REGIMENTS: LazyLock<Vec<(Range<u16>, AreaCode)>> = LazyLock::new(|| {
    let mut regiments = Vec::new();
    for [words, code] in tables::rows(include_str!("../../../assets/lexicon/bingtuan.tsv")) {
        let Ok(code) = code.parse().map(AreaCode) else { continue };
        for (first, last) in words.split('|').filter_map(|word| word.split_once("..")) {
            if let (Ok(first), Ok(last)) = (first.parse::<u16>(), last.parse::<u16>()) {
                regiments.push((first..last + 1, code));
            }
        }
    }
    regiments
});

/// A digit, Chinese ones too: 一四三团.
fn digit(c: char) -> Option<u16> {
    let place = "零一二三四五六七八九".chars().position(|numeral| numeral == c).or((c == '〇').then_some(0));
    c.to_digit(10).and_then(|digit| digit.try_into().ok()).or(place.and_then(|place| place.try_into().ok()))
}

/// Adds the regiments: 143团 where the Bingtuan is spoken of is 石河子.
pub(super) fn add_regiments(text: &str, words: &[AreaWord], mentions: &mut Vec<AreaMention>) {
    let is_bingtuan = |mention: &AreaMention| matches!(mention.meaning, Meaning::Area(code) if code == AreaCode::BINGTUAN || code.0 / 100 == 6590);
    if !mentions.iter().any(is_bingtuan) {
        return;
    }
    let mut found = Vec::new();
    for (range, _) in words.iter().filter(|(_, kind)| *kind == WordKind::Regiment) {
        let before = text.get(..range.start).unwrap_or_default();
        let digits = before.trim_end_matches(|c: char| digit(c).is_some()).len();
        let Some(written) = before.get(digits..).filter(|written| (1..=3).contains(&written.chars().count())) else {
            continue;
        };
        let number = written.chars().filter_map(digit).fold(0, |number, digit| number * 10 + digit);
        let code = REGIMENTS.iter().find(|(numbers, _)| numbers.contains(&number)).map(|&(_, code)| code);
        found.extend(code.map(|code| AreaMention {
            range: digits..range.end,
            meaning: Meaning::Area(code),
            role: AreaRole::Subject,
        }));
    }
    found.retain(|regiment: &AreaMention| !overlaps(mentions, &regiment.range));
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.range.start);
}
