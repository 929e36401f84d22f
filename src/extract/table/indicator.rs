//! What names a cell's indicator: the head of its column, the label of its row, what stands beside or above, the words around the table.

use std::ops::Range;

use super::{Before, Named, Neighbours, Row, Table, column, ground, matter};
use crate::extract::attach::{Attacher, first_group};
use crate::extract::cues::{Cues, cues};
use crate::extract::lexicon::UnitMask;
use crate::model::indicator::IndicatorId;
use crate::model::quantity::{Unit, UnitClass};

/// What names a cell's indicator: the head, the row's label, what stands on its left or above, the words around the table.
pub(super) fn of_cell(
    attacher: &Attacher<'_>,
    table: &Table,
    (row, headings, unit_of_row): (&Row, &[Range<usize>], Option<&Unit>),
    column: usize,
    neighbours: &Neighbours,
) -> Option<Named> {
    const CARRIED: f32 = 0.9;
    const AROUND: f32 = 0.8;
    let label = &row.label;
    let words = |range: &Range<usize>| attacher.folded().get(range.clone()).unwrap_or_default();
    let named_at = |place: &Range<usize>, mask: Option<UnitMask>| {
        let (indicator, phrase) = indicator_in(attacher, place, mask)?;
        let probability = column::how_exact(words(place), words(&phrase));
        Some(Named { indicator, phrase, head: headings.to_vec(), probability, part: None })
    };
    let is_part = |place: &Range<usize>| ground::part_of_whole(words(place)).is_some();
    let says_matter =
        || !headings.iter().any(is_part) && !column::names_no_matter(&ground::without_areas(attacher, headings));
    let going_on = |before: &Option<Before>| {
        before.clone().map(|Before { named, .. }| Named {
            probability: named.probability.min(CARRIED),
            part: None,
            ..named
        })
    };
    // 其中：女性 under 城镇新增就业: the row above says what is counted; its words may look like an indicator of their own.
    if is_part(label)
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
    {
        return Some(Named { head: headings.to_vec(), ..above });
    }
    // 其中：高校毕业生 under 城镇新增就业: a group of those who found work that has an indicator of its own.
    if words(label).trim_start().starts_with("其中")
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
        && let Some(own) = ground::of_own_group(attacher, label, &Named { head: headings.to_vec(), ..above })
    {
        return Some(own);
    }
    // 所占比重 behind 求职人数: of the same, whatever the row is named.
    if headings.first().is_some_and(|heading| cues!["占比", "比重"].stands_in(words(heading)))
        && headings.iter().all(|heading| column::names_no_matter(words(heading)))
        && let Some(left) = going_on(&neighbours.left)
    {
        return Some(left);
    }
    // 其中：在职职工 under 参保人数.
    if words(label).trim_start().starts_with("其中")
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
        && attacher.extractor.catalogue().get(above.indicator).is_some_and(|row| row.id == "insured_persons")
    {
        return Some(above);
    }
    // 完成年度计划（%） under 城镇新增就业（人）: a row of rates goes on with the row above.
    if matter::is_measure(words(label))
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
    {
        return Some(above);
    }
    // 高校毕业生 under 城镇新增就业构成, 农民工 beside 培训人数: a group that is counted there, and no indicator of its own.
    let of_whole = |whole: Named, place: &Range<usize>| {
        ground::of_own_group(attacher, place, &whole).unwrap_or_else(|| Named {
            phrase: place.clone(),
            part: Some(place.clone()),
            ..whole
        })
    };
    let id_of = |whole: &Named| attacher.extractor.catalogue().get(whole.indicator).map_or("", |row| row.id.as_str());
    if let Some(heading) = headings.first().filter(|heading| matter::is_group(words(heading)))
        && let Some(left) = going_on(&neighbours.left)
        && matter::has_groups(id_of(&left), words(heading))
    {
        return Some(of_whole(left, heading));
    }
    // 省外 beside 外出务工总量.
    if headings.first().is_some_and(is_part)
        && !headings.iter().skip(1).any(|heading| named_at(heading, None).is_some())
        && let Some(left) = going_on(&neighbours.left)
    {
        return Some(left);
    }
    let unit = || {
        column::told_unit(&headings.iter().map(words).collect::<Vec<_>>(), words(&table.caption))
            .or_else(|| unit_of_row.cloned())
            .or_else(|| headings.iter().find_map(|heading| column::noun_unit(words(heading))))
    };
    // 就业人员年平均工资 over a column in 元, 贷款最高额度 over one in 笔: only what is counted so.
    let mask = || unit().map(|unit| UnitMask::of_class(unit.class()));
    // 金额（万元） beside 人数（人）: no money of what is counted in persons, nor the other way round.
    let counts_so = |indicator| {
        let base = attacher.extractor.catalogue().get(indicator).map(|row| column::class_of(&row.base_unit));
        unit().zip(base).is_none_or(|(unit, base)| unit.class().is_money() == base.is_money())
    };
    // 完成年计划 beside 2020年城镇新增就业: a column that names no indicator goes on with the one before, and with its year.
    let carried = || {
        let left = going_on(&neighbours.left).filter(|left| !says_matter() && counts_so(left.indicator))?;
        matter::may_go_on(attacher, left.indicator, headings.first().map_or("", words)).then_some(left)
    };
    let around = || {
        let mut places = [&table.caption, &table.title].into_iter();
        let found = places.find_map(|place| named_at(place, mask())).filter(|_| !says_matter())?;
        if !matter::may_go_on(attacher, found.indicator, headings.first().map_or("", words)) {
            return None;
        }
        Some(Named { probability: found.probability.min(AROUND), ..found })
    };
    let first_head = table.heads.first().and_then(|heads| heads.first()).map_or("", words);
    if matter::is_group(words(label))
        && matter::tells_groups([first_head, words(&table.caption), words(&table.title)])
        && headings.iter().all(|heading| column::names_no_matter(words(heading)))
        && let Some(whole) = around().filter(|whole| matter::counts_persons(attacher, whole.indicator))
    {
        return Some(of_whole(whole, label));
    }
    // 分行业看（单位：元/年）： over industries and years: what the text before was about, broken down.
    let broken_down = || {
        static PARTS: Cues = Cues::new(&[
            "分行业",
            "分门类",
            "分地区",
            "分区域",
            "分市",
            "分县",
            "分区县",
            "分类型",
            "分登记注册",
            "分单位",
            "分岗位",
            "按行业",
            "按地区",
            "按登记注册",
            "分季度",
            "分年度",
        ]);
        // 分县区社区工厂建设情况 over 个数: of something else.
        let is_of_other = cues!["建设情况", "复工", "企业情况", "项目情况"].stands_in(words(&table.caption))
            || headings.iter().any(|heading| matches!(words(heading), "个数" | "家数" | "户数" | "面积"));
        let says_so = PARTS.stands_in(words(&table.caption)) && !says_matter() && !is_of_other;
        let (indicator, phrase) = attacher.matter_in_force().filter(|_| says_so)?;
        Some(Named { indicator, phrase, head: headings.to_vec(), probability: AROUND, part: None })
    };
    // 社会保险补贴 before 享受人数 and 发放金额: who is paid it and how much, and not who is insured. The benefit may stand over the
    // whole table, if the head says nothing else.
    let counted = headings.iter().find_map(|heading| column::noun_unit(words(heading)));
    let says_benefit = |place: &Range<usize>| matter::tells_benefit(words(place));
    let is_benefit = says_benefit(label)
        || headings.iter().any(|heading| matter::counts_benefit(words(heading)))
            && headings
                .iter()
                .all(|heading| matter::counts_benefit(words(heading)) || column::names_no_matter(words(heading)))
            && !words(label).contains("返还")
            && says_benefit(&table.title)
            && cues!["情况", "发放", "领取", "支出", "享受", "兑现", "公示", "名单"].stands_in(words(&table.title));
    if let Some(unit) = counted.filter(|_| is_benefit) {
        let id = match unit.class() {
            UnitClass::Persons | UnitClass::PersonTimes => Some("subsidised_persons"),
            UnitClass::Money => Some("subsidy_amount"),
            _ => None,
        };
        if let Some(indicator) = id.and_then(|id| attacher.extractor.catalogue().find(id)) {
            return Some(Named {
                indicator,
                phrase: label.clone(),
                head: headings.to_vec(),
                probability: CARRIED,
                part: None,
            });
        }
    }
    // 县 | 指标 | 完成: a cell between label and figure may name the matter.
    let is_of_names = |n: usize| {
        let heads = table.heads.get(n).map_or(&[][..], Vec::as_slice);
        heads.iter().any(|head| cues!["名称", "内容", "形式", "方式", "地点"].stands_in(words(head)))
    };
    let between = row.before(column).filter(|(n, _)| !is_of_names(*n)).map(|(_, cell)| cell);
    let found = headings
        .iter()
        .chain([label])
        .chain(between)
        .find_map(|place| named_at(place, mask()).or_else(|| named_at(place, None)))
        .or_else(carried)
        .or_else(around)
        .or_else(broken_down)?;
    Some(of_group(attacher, label, &found).unwrap_or(found))
}

/// 全年实现就业 over 高校毕业生, 就业困难人员: the head counts who works, the row says of which group.
fn of_group(attacher: &Attacher<'_>, label: &Range<usize>, found: &Named) -> Option<Named> {
    let id = &attacher.extractor.catalogue().get(found.indicator)?.id;
    let (words, own) = first_group(attacher.folded().get(label.clone())?)?;
    let counts_work = matches!(id.as_str(), "assisted_employment" | "jobs_created" | "employed_persons");
    let indicator = attacher.extractor.catalogue().find(own).filter(|_| counts_work)?;
    Some(Named { indicator, phrase: label.start + words.start..label.start + words.end, ..found.clone() })
}

fn indicator_in(
    attacher: &Attacher<'_>,
    place: &Range<usize>,
    mask: Option<UnitMask>,
) -> Option<(IndicatorId, Range<usize>)> {
    let mentions = attacher.mentions_in(place);
    let best = mentions
        .into_iter()
        .filter(|mention| mask.is_none_or(|mask| mention.units.meets(mask)))
        .filter(|mention| mention.figure.is_none() && !mention.units.is_of_caps())
        .max_by(|a, b| (a.literal as f32 + 9.0 * a.weight).total_cmp(&(b.literal as f32 + 9.0 * b.weight)))?;
    Some((best.indicator?, best.range))
}
