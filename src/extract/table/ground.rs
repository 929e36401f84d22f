//! What the words around a cell say of its area and of the part of a whole that it counts.

use std::ops::Range;

use super::column;
use crate::extract::area::AreaRole;
use crate::extract::attach::{Attacher, first_group, group_at_work};
use crate::extract::scan::within;
use crate::extract::sure::AreaFrom;
use crate::model::area::RefArea;

/// The words of a head without the areas that it names.
pub(super) fn without_areas(attacher: &Attacher<'_>, headings: &[Range<usize>]) -> String {
    let mut words = String::new();
    for heading in headings {
        let mut start = heading.start;
        let areas = within(&attacher.scan.areas, heading, |area| area.range.clone());
        for area in areas {
            words += attacher.folded().get(start..area.range.start).unwrap_or_default();
            start = area.range.end.max(start);
        }
        words += attacher.folded().get(start..heading.end).unwrap_or_default();
    }
    words
}

/// 省外（人）, 其中：女性: the part of the whole beside it that a head or label counts, if it names nothing else.
pub(super) fn part_of_whole(words: &str) -> Option<&str> {
    const PARTS: [&str; 26] = [
        "省内",
        "省外",
        "县内",
        "县外",
        "市内",
        "市外",
        "区内",
        "区外",
        "乡内",
        "乡外",
        "国内",
        "国外",
        "境外",
        "跨省",
        "女性",
        "男性",
        "女",
        "男",
        "青年",
        "本科",
        "专科",
        "研究生",
        "线上",
        "线下",
        "脱贫人口",
        "残疾人",
    ];
    let bare = column::bare(words);
    // #农民工: a yearbook's sign for a part, whatever it is.
    let is_marked = words.trim_start().starts_with(['#', '＃']) && (1..=6).contains(&bare.chars().count());
    if is_marked && !bare.contains(['率', '数', '额']) {
        return Some(bare);
    }
    // 其中：农民工, a group too wide to have an indicator wherever it is named.
    let is_group = || first_group(bare).is_some_and(|(range, own)| range == (0..bare.len()) && own == "rural_transfer");
    if words.trim_start().starts_with("其中") && is_group() {
        return Some(bare);
    }
    // 省外务工 beside 务工人数.
    let goes_where = |part: &str| part.ends_with(['内', '外', '省']);
    let is_all = |rest: &str| matches!(rest, "务工" | "就业" | "人数" | "务工人数" | "就业人数");
    PARTS.into_iter().find(|part| bare == *part || goes_where(part) && bare.strip_prefix(part).is_some_and(is_all))
}

/// 其中：高校毕业生 under 城镇新增就业: a group of those who found work that has an indicator of its own.
pub(super) fn of_own_group(
    attacher: &Attacher<'_>,
    label: &Range<usize>,
    whole: &super::Named,
) -> Option<super::Named> {
    let indicator =
        group_at_work(attacher.extractor.catalogue(), whole.indicator, attacher.folded().get(label.clone())?)?;
    Some(super::Named { indicator, phrase: label.clone(), ..whole.clone() })
}

/// An area and the words that name it.
pub(super) type Named = (RefArea, Range<usize>);

/// The area that stands in a place of a table; if it must open it, at its beginning.
fn named(attacher: &Attacher<'_>, place: &Range<usize>, must_open: bool) -> Option<Named> {
    let areas = within(&attacher.scan.areas, place, |area| area.range.clone());
    areas
        .iter()
        .filter(|mention| mention.role != AreaRole::Member && (!must_open || mention.range.start == place.start))
        .find_map(|mention| Some((attacher.meaning_of(mention)?, mention.range.clone())))
}

/// The area that a row names.
pub(super) fn area_of_row(attacher: &Attacher<'_>, row: &super::Row, heads: &[Vec<Range<usize>>]) -> Option<Named> {
    // 7月11日 | 西安市 | 168: a column behind the first may name the place, too, or one within it.
    let mut found: Option<Named> = None;
    for (n, cell) in std::iter::once(&row.label).chain(row.cells.iter().skip(1)).enumerate() {
        if n > 0 && heads.get(n).is_some_and(|heads| leads_elsewhere(attacher, heads)) {
            continue;
        }
        let Some(own) = named(attacher, cell, n > 0) else { continue };
        let is_finer = found.as_ref().is_none_or(|(outer, _)| {
            outer.code.zip(own.0.code).is_some_and(|(outer, code)| attacher.lies_within(code, outer))
        });
        if is_finer {
            found = Some(own);
        }
    }
    found
}

/// Whether a place names this area.
pub(super) fn names_area(attacher: &Attacher<'_>, place: &Range<usize>, area: &RefArea) -> bool {
    let areas = within(&attacher.scan.areas, place, |mention| mention.range.clone());
    areas.iter().any(|mention| attacher.meaning_of(mention).as_ref() == Some(area))
}

/// The area of a cell and where it was found: in its row, in the head of its column, else the one in force.
pub(super) fn area_of(
    attacher: &Attacher<'_>,
    of_row: Option<&Named>,
    headings: &[Range<usize>],
) -> (RefArea, Option<Range<usize>>, AreaFrom) {
    if let Some((area, words)) = of_row {
        return (area.clone(), Some(words.clone()), AreaFrom::Sentence);
    }
    if let Some((area, words)) = headings.iter().find_map(|heading| named(attacher, heading, false)) {
        return (area, Some(words), AreaFrom::Earlier);
    }
    let area = attacher.area_in_force();
    let from = if area.code.is_none() { AreaFrom::Nowhere } else { AreaFrom::Article };
    (area, None, from)
}

/// 主要去向, 对口帮扶地区: a column that names where people go or who helps.
fn leads_elsewhere(attacher: &Attacher<'_>, heads: &[Range<usize>]) -> bool {
    const ELSEWHERE: [&str; 12] =
        ["去向", "输入", "流向", "对口", "来源", "目的", "协作", "帮扶", "备注", "适用", "务工", "前往"];
    let words = heads.iter().filter_map(|head| attacher.folded().get(head.clone()));
    words.into_iter().any(|words| ELSEWHERE.iter().any(|word| words.contains(word)))
}
