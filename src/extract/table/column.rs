//! What the words of a table say about a cell: its unit, its measure, its sign.

use crate::extract::cues::cues;
use crate::extract::figure::Figure;
use crate::model::observation::Measure;
use crate::model::quantity::{Bound, Unit, UnitClass};

/// The words around a cell that may tell its unit.
pub(super) struct Told<'t> {
    /// The unit in brackets of the head, the lowest first.
    pub own: Option<(Unit, f64)>,
    pub heading: &'t str,
    pub label: &'t str,
    pub caption: &'t str,
    pub title: &'t str,
}

/// A column's unit: in its own head, in the row's label, in the caption or title if these name one for all, else the indicator's own.
pub(super) fn unit_of_column(
    told: &Told<'_>,
    is_rate: bool,
    of_row: Option<(Unit, f64)>,
    base: &str,
    figure: &Figure,
) -> Option<(Unit, f64)> {
    let Told { ref own, heading, label, caption, title } = *told;
    // 1—6月完成 may head what was done as well as how much of the plan it is.
    // A row that names its unit tells how much was done in that unit, unless the head speaks of a rate.
    // 单位：万人 over 完成: 0.58 is 5800.
    let counts_in_wan =
        |units: &str| units_named(units).any(|(unit, scale)| scale > 1.0 && unit.class() == class_of(base));
    let is_in_ten_thousands = told_units(caption).any(|(name, units)| is_for_all(name) && counts_in_wan(units));
    let is_part_done = (of_row.is_none() || cues!["率", "%", "进度", "比例", "占"].stands_in(heading))
        && cues!["完成"].stands_in(heading)
        && figure.value < 300.0
        && (figure.value.fract() != 0.0 || cues!["计划", "目标", "任务", "进度"].stands_in(heading))
        && (!is_in_ten_thousands || cues!["率", "%", "进度", "比例", "占"].stands_in(heading))
        && !cues!["完成数", "完成人数", "完成量"].stands_in(heading);
    // 求人倍率 is no rate in per cent.
    let is_ratio = base == "倍" && !cues!["同比", "环比", "增长", "增幅", "%"].stands_in(heading);
    // 同比增减 of a rate or a ratio: what lies between the two.
    if own.is_none() && matches!(base, "%" | "倍") && tells_difference(heading) {
        return Some((Unit::new(if base == "%" { "百分点" } else { "倍" }), 1.0));
    }
    // 比上年增长% beside 城镇新增就业（人）: the unit of the row is not that of its rates.
    if own.is_none() && !is_ratio && is_rate {
        return Some((Unit::new("%"), 1.0));
    }
    let is_share = cues!["率", "占比", "比重", "同比", "增长", "增幅", "进度", "%"].stands_in(heading)
        && !cues!["增减", "增加"].stands_in(heading);
    if let Some(found) = own.clone().or_else(|| unit_in(label)) {
        return Some(found);
    }
    if (is_share && !is_ratio) || is_part_done {
        return Some((Unit::new("%"), 1.0));
    }
    if of_row.is_some() {
        return of_row;
    }
    let own = told_units(caption).find(|(name, _)| !name.is_empty() && heading.contains(name));
    // 金额单位：万元 is that of every column that counts money, 人数单位 that of every column of persons.
    let is_of_kind = |name: &str| {
        is_for_all(name)
            || match base {
                "元" => matches!(name, "金额" | "资金" | "贷款金额"),
                "人" => name == "人数",
                _ => false,
            }
    };
    let shared = own.or_else(|| told_units(caption).find(|(name, _)| is_of_kind(name)));
    let shared = shared.map(|(_, units)| units).unwrap_or_default();
    if !shared.trim().is_empty() {
        // 单位：万人、亿元: of several the one that counts what the indicator counts.
        let mut named: Vec<_> = units_named(shared).collect();
        let class = class_of(base);
        if let [only] = named.as_slice() {
            // 单位：人 over a column of loans leaves open what these are counted in.
            return (class.is_money() == only.0.class().is_money()).then(|| only.clone());
        }
        named.retain(|(unit, _)| unit.class() == class);
        return named.into_iter().next();
    }
    // 失业保险参保人数（万人） over years.
    let of_title = title.trim_end().strip_suffix('）').and_then(|_| unit_in(title));
    if let Some(found) = of_title.filter(|(unit, _)| unit.class() == class_of(base)) {
        return Some(found);
    }
    // 人数 of money that was paid.
    let noun = noun_unit(heading).filter(|unit| !unit.class().is_money());
    if noun.is_some() && base == "元" {
        return None;
    }
    // 发放户数 of loans.
    Some((noun.unwrap_or_else(|| Unit(base.to_owned().into())), 1.0))
}

/// A head or label without its remark in brackets.
fn before_bracket(words: &str) -> &str {
    words.split(['（', '(']).next().unwrap_or(words).trim()
}

/// The class of an indicator's own unit.
pub(super) fn class_of(base: &str) -> UnitClass {
    Unit(base.to_owned().into()).class()
}

/// The units that a list names: 万人、亿元.
fn units_named(list: &str) -> impl Iterator<Item = (Unit, f64)> {
    list.split(['、', '，', ',', '/']).filter_map(|name| unit_named(name.trim()))
}

/// A head or label without its remark in brackets and the marks of a part: #, 其中：.
pub(super) fn bare(words: &str) -> &str {
    let bare = before_bracket(words).trim_start_matches(['#', '＃']);
    bare.trim_start_matches("其中").trim_start_matches(['：', ':', '，'])
}

/// 完成率, 比上年增长%, ±%: a head of rates, whatever the row counts.
pub(super) fn tells_rate(heading: &str) -> bool {
    bare(heading).ends_with('%') || cues!["完成率", "增长率", "增速", "增幅", "占比", "比重"].stands_in(heading)
}

/// 同比增减, 环比, 比上年变化: a head of differences.
fn tells_difference(heading: &str) -> bool {
    cues!["同比", "环比", "增减", "升降", "变化", "比上", "较上", "与上", "比去年", "较去年", "与去年"]
        .stands_in(heading)
        && !cues!["率", "增长", "增幅", "增速", "%"].stands_in(heading)
}

/// 下降（百分点）, 本期减少: a head of moves against nobody knows what.
pub(super) fn tells_a_move(heading: &str) -> bool {
    matches!(
        bare(heading),
        "下降"
            | "减少"
            | "降低"
            | "增加"
            | "上升"
            | "升降"
            | "变化"
            | "增减"
            | "本期增加"
            | "本期减少"
            | "本月增加"
            | "本月减少"
    )
}

/// 合计, 全部, 小 计: the row of the whole.
pub(super) fn is_total(label: &str) -> bool {
    let tight: String = bare(label).chars().filter(|c| !c.is_whitespace()).collect();
    let is_whole = tight.starts_with(['全', '总']) && tight.chars().count() <= 4;
    is_whole
        || matches!(
            tight.as_str(),
            "合计"
                | "总计"
                | "小计"
                | "总数"
                | "全部"
                | "平均"
                | "累计"
                | "总体"
                | "汇总"
                | "共计"
                | "计"
                | "全体"
                | "总量"
        )
}

/// Whether an indicator of this base unit can be told in this unit. Who starts up is counted in persons and in firms.
pub(super) fn fits(unit: &Unit, base: &str, indicator: &str) -> bool {
    use UnitClass::{Events, FirmTimes, Firms, Households, Loans, Money, MoneyRate, Other, Persons, Pieces};
    let (unit, base) = (unit.class(), class_of(base));
    match base {
        Persons if indicator == "startups" => !unit.is_money(),
        Persons => !matches!(unit, Firms | Households | FirmTimes | Events | Loans | Money | MoneyRate | Other),
        Events => matches!(unit, Events | Pieces),
        _ => unit.is_money() == base.is_money() && (unit != Loans || base == Loans),
    }
}

/// What a head without a unit counts by its noun: 发放笔数, 贷款户数, 发放金额.
pub(super) fn noun_unit(heading: &str) -> Option<Unit> {
    const NOUNS: [(&str, &str); 17] = [
        ("笔数", "笔"),
        ("户数", "户"),
        ("人数", "人"),
        ("人次", "人次"),
        ("人次数", "人次"),
        ("家数", "家"),
        ("企业数", "家"),
        ("单位数", "家"),
        ("场次", "场"),
        ("场数", "场"),
        ("岗位数", "个"),
        ("金额", "元"),
        ("人口", "人"),
        ("劳动力", "人"),
        ("毕业生", "人"),
        ("农民工", "人"),
        ("人员", "人"),
    ];
    let bare = before_bracket(heading);
    NOUNS.iter().find(|(noun, _)| bare.ends_with(noun)).map(|(_, unit)| Unit::new(unit))
}

/// 单位：人；贷款单位：万元: each time that the words around a table tell units, what for (nothing for all of it) and which.
fn told_units(caption: &str) -> impl Iterator<Item = (&str, &str)> {
    caption.match_indices("单位：").map(|(at, told)| {
        let (before, tail) = (caption.get(..at), caption.get(at + told.len()..));
        let name = cues!["（", "；", "，", "。", "、", "：", "\n"].last_part(before.unwrap_or_default()).trim();
        (name, tail.and_then(|tail| tail.split(['；', '。', '）', '\n']).next()).unwrap_or_default())
    })
}

/// 单位：, 计量单位：: whether a unit is told for all of a table.
fn is_for_all(name: &str) -> bool {
    matches!(name, "" | "计量" | "数据")
}

/// The unit that a column's head, or else the words around the table, tell for it; none for a share.
pub(super) fn told_unit(headings: &[&str], caption: &str) -> Option<Unit> {
    let own = headings.iter().find_map(|heading| unit_in(heading));
    let named = || {
        let (_, units) = told_units(caption)
            .find(|(name, _)| !name.is_empty() && headings.iter().any(|heading| heading.contains(name)))?;
        unit_named(units)
    };
    let shared = || told_units(caption).find(|(name, _)| is_for_all(name)).and_then(|(_, units)| unit_named(units));
    let (unit, _) = own.or_else(named).or_else(shared)?;
    (!matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints)).then_some(unit)
}

/// The unit in brackets or behind 单位：, with its scale: （万元） is 元 and 10000.
pub(super) fn unit_in(words: &str) -> Option<(Unit, f64)> {
    let inner = words
        .rsplit_once('（')
        .map(|(_, inner)| inner)
        .or_else(|| words.rsplit_once("单位：").map(|(_, inner)| inner))
        .or_else(|| words.rsplit_once('/').map(|(_, inner)| inner))?;
    unit_named(inner.split(['）', '，', '。']).next()?)
}

/// A unit by its name, with its scale: 万人 is 人 and 10000.
pub(super) fn unit_named(inner: &str) -> Option<(Unit, f64)> {
    let inner = inner.trim_start_matches(['±', '+', '-']);
    let (scale, name) = [("亿", 1e8), ("万", 1e4), ("千", 1e3)]
        .iter()
        .find_map(|(word, scale)| inner.strip_prefix(word).map(|name| (*scale, name)))
        .unwrap_or((1.0, inner));
    let unit = match name {
        "人" | "名" => "人",
        "人次" => "人次",
        "个" => "个",
        "家" => "家",
        "户" => "户",
        "笔" => "笔",
        "场" | "场次" => "场",
        "元" => "元",
        "元/月" | "元/人·月" => "元/月",
        "元/小时" => "元/小时",
        "元/年" => "元/年",
        "元/人" => "元/人",
        "元/天" => "元/天",
        "%" | "百分比" => "%",
        "百分点" | "个百分点" => "百分点",
        "倍" => "倍",
        _ => return None,
    };
    Some((Unit::new(unit), scale))
}

/// The value with its sign: -1.5, ↓3.5; of a change 减少3.5, and 3.5 under 比上年下降.
pub(super) fn signed(before: &str, heading: &str, measure: Measure, value: f64) -> f64 {
    let is_change = !matches!(measure, Measure::Level | Measure::Completion | Measure::Share);
    let falls = || cues!["下降", "减少", "降低"].stands_in(heading) && !heading.contains(['增', '升']);
    let is_fall = is_change && (before.contains(['减', '降']) || falls());
    if is_fall || before.contains(['-', '—', '－', '↓', '▼', '⬇']) { -value } else { value }
}

/// What a sign before a figure says of it: ≤5.5, <5.5.
pub(super) fn bound_before(before: &str) -> Bound {
    match before.trim_end().chars().next_back() {
        Some('<' | '＜' | '≤') => Bound::AtMost,
        Some('>' | '＞') => Bound::MoreThan,
        Some('≥') => Bound::AtLeast,
        _ => Bound::Exact,
    }
}

/// No rule lends one person or firm more, in yuan.
pub(super) const LARGEST_CAP: f64 = 1e7;

/// Whether the words around an amount of loans say that it is the most that is lent.
pub(super) fn tells_a_cap(heading: &str, label: &str, caption: &str) -> bool {
    let says = |words: &str, cues: &[&str]| cues.iter().any(|cue| words.contains(cue));
    let own = ["最高", "上限", "额度", "限额"];
    says(heading, &own) || says(label, &own) || says(caption, &["最高额", "上限", "最高贷款", "贷款额度", "最高可贷"])
}

/// How sure a phrase is that a head or label is named by: 城镇新增就业（人） says nothing else.
pub(super) fn how_exact(place: &str, phrase: &str) -> f32 {
    const EXACT: f32 = 0.98;
    const LOOSE: f32 = 0.93;
    let count = |words: &str| words.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii()).count();
    let bare = before_bracket(place);
    if count(bare) <= count(phrase) + 3 { EXACT } else { LOOSE }
}

/// Whether a head says nothing of what is counted: 年度目标, 1—6月完成, 同比（%）, 合计.
pub(super) fn names_no_matter(heading: &str) -> bool {
    const WORDS: [&str; 72] = [
        "名义",
        "增速",
        "新增",
        "本周",
        "上周",
        "本期",
        "上期",
        "平均",
        "调整后",
        "年度",
        "全年",
        "本年",
        "上年",
        "去年",
        "同期",
        "今年",
        "本月",
        "当月",
        "上月",
        "累计",
        "季度",
        "上半年",
        "下半年",
        "目标",
        "任务",
        "计划",
        "完成",
        "进度",
        "情况",
        "比例",
        "同比",
        "环比",
        "增长",
        "增减",
        "增幅",
        "增加",
        "比重",
        "占比",
        "吸纳",
        "务工",
        "带动",
        "就业",
        "发放",
        "安置",
        "人员",
        "转移",
        "人数",
        "金额",
        "笔数",
        "户数",
        "场次",
        "岗位数",
        "数值",
        "标准",
        "单位",
        "一类",
        "二类",
        "三类",
        "四类",
        "一档",
        "二档",
        "三档",
        "数量",
        "人次",
        "绝对数",
        "合计",
        "总计",
        "数",
        "率",
        "其中",
        "实际",
        "指标",
    ];
    let mut rest: String = before_bracket(heading).chars().filter(|c| !c.is_ascii()).collect();
    for word in WORDS {
        rest = rest.replace(word, "");
    }
    rest.chars().filter(|c| c.is_alphanumeric() && !"年月日至末第一二三四上下半前个度本的为占".contains(*c)).count()
        <= 1
}

pub(super) fn measure_of(heading: &str, label: &str, unit: &Unit, is_rate: bool) -> Measure {
    let says = |word: &str| heading.contains(word) || label.contains(word);
    let is_percent = unit.class() == UnitClass::Percent;
    // 占年目标（%）, 占全年计划: how much of it is done.
    let says_of_target =
        || [heading, label].iter().any(|words| words.contains('占') && cues!["目标", "任务", "计划"].stands_in(words));
    // 比上年, 与上月相比.
    let tells_base = |bases: &[&str]| {
        let after = |words: &str, base: &str| {
            words.split(base).next().is_some_and(|head| head.len() < words.len() && head.ends_with(['比', '较', '与']))
        };
        bases.iter().any(|base| after(heading, base) || after(label, base))
    };
    // 登记失业率 under 已完成: what a rate has come to, and no part of a plan.
    let tells_rate = is_rate && !cues!["率", "进度", "比例", "占", "%"].stands_in(heading);
    if is_percent && !tells_rate && (says("完成") || says("进度") || says_of_target()) || says("完成率") {
        Measure::Completion
    } else if says("环比") || tells_base(&["上月", "上季"]) {
        if is_percent { Measure::MomRate } else { Measure::MomChange }
    } else if says("同比") || says("增长") || says("增减") || says("增速") || tells_base(&["上年", "去年"])
    {
        if is_percent { Measure::YoyRate } else { Measure::YoyChange }
    } else if says("占比") || says("比重") {
        Measure::Share
    } else {
        Measure::Level
    }
}
