//! In which form a figure is given: level, completion, growth, difference or share; and in what standing.
//!
//! Both are regular in this language and read from the words right before and after the figure.

use std::ops::Range;

use super::figure::{Counter, Figure};
use crate::model::observation::Measure;
use crate::model::quantity::UnitClass;

/// What the words around a figure say about its form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// The figure itself.
    Level,
    /// Per cent of a target.
    Completion,
    /// Per cent of a whole.
    Share,
    /// More or less than before; `None` where the base is neither the year nor the period before (rule 8 of the contract).
    Change { base: Option<Base>, is_fall: bool },
    /// A level that is itself the target (`全年1100万人目标`).
    TargetLevel,
    /// No observation: the old value of a raise, a multiple, a per-unit amount.
    Nothing(&'static str),
}

/// What a change is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The year before.
    Year,
    /// The month or quarter before.
    Month,
    /// The end of the year before: the year, if the figure stands at a year's end itself.
    YearEnd,
    /// A year given in figures: the year before only if the figure is of the next.
    GivenYear,
    /// Anything else (比2015年末, 比南关区).
    Other,
}

impl Form {
    /// The contract's measure for a figure of that unit class.
    pub fn measure(self, unit: Option<UnitClass>) -> Measure {
        let is_rate = unit == Some(UnitClass::Percent);
        match self {
            Self::Completion => Measure::Completion,
            Self::Share => Measure::Share,
            Self::Change { base: Some(Base::Month), .. } if is_rate => Measure::MomRate,
            Self::Change { base: Some(Base::Month), .. } => Measure::MomChange,
            Self::Change { .. } if is_rate => Measure::YoyRate,
            Self::Change { .. } => Measure::YoyChange,
            Self::Level | Self::TargetLevel | Self::Nothing(_) => Measure::Level,
        }
    }
}

const RISES: &[&str] = &[
    "⬆",
    "↑",
    "▲",
    "（+",
    "+",
    "增长到了",
    "抬升",
    "攀升",
    "上扬",
    "增多",
    "增长",
    "上升",
    "提高",
    "增加",
    "增幅",
    "增速",
    "多增",
    "上涨",
    "回升",
    "提升",
    "净增",
    "扩大",
    "升高",
    "涨幅",
    "升幅",
    "多",
    "增",
    "涨",
    "升",
    "增长率",
    "上浮",
    "增收",
    "高",
    "高出",
    "多出",
];
const FALLS: &[&str] = &[
    "⬇",
    "↓",
    "▼",
    "（-",
    "（—",
    "减少了",
    "走低",
    "压减",
    "下降",
    "减少",
    "回落",
    "降低",
    "下滑",
    "降幅",
    "少增",
    "缩减",
    "下跌",
    "减幅",
    "收窄",
    "少",
    "减",
    "降",
    "跌",
    "低",
    "跌幅",
    "少了",
    "萎缩",
    "下调",
    "缩小",
];
/// Words between a cue and its figure: 增长了近, 降幅为, 分别增加.
const FILLERS: &[&str] = &[
    "分别", "达到", "约为", "约", "近", "了", "达", "为", "超过", "超", "逾", "将近", "各", "：", "均", "比例", "率",
    "幅度", "只", "仅",
];
const TARGET_NOUNS: &[&str] =
    &["计划数", "任务书", "目标", "任务", "计划", "指标", "目标数", "任务数", "计划数", "任务量"];

/// Reads the form of figure `n` of a sentence.
pub(super) fn read(text: &str, sentence: &Range<usize>, figures: &[Figure], n: usize, earlier: &[Form]) -> Form {
    let Some(figure) = figures.get(n) else { return Form::Nothing("") };
    let previous_end =
        n.checked_sub(1).and_then(|n| figures.get(n)).map_or(sentence.start, |previous| previous.extent.end);
    let left = text.get(previous_end..figure.extent.start).unwrap_or_default();
    let right = text.get(figure.extent.end..sentence.end).unwrap_or_default();
    let class = figure.unit().map(crate::model::quantity::Unit::class);
    let is_percent = matches!(class, Some(UnitClass::Percent));
    let is_points = matches!(class, Some(UnitClass::PercentagePoints));

    // A list goes on in the form of its head: 分别完成年度任务的31.3%、35.2%.
    if let Some(&previous) = n.checked_sub(1).and_then(|n| earlier.get(n))
        && matches!(left, "、" | "和" | "及" | "，" | "与" | "、和" | "以及" | "")
        && figures.get(n - 1).is_some_and(|before| before.counter == figure.counter)
        && matches!(previous, Form::Completion | Form::Change { .. } | Form::Share)
    {
        if let Form::Change { base, is_fall } = previous {
            return Form::Change { base: listed_base(text, sentence, figures, n).or(base), is_fall };
        }
        return previous;
    }
    let closes = right.is_empty() || right.starts_with(|c: char| !c.is_alphanumeric()) || right.starts_with("以上");
    if is_percent && is_completion(left) && (closes || !strip_fillers(left).ends_with("完成")) {
        return Form::Completion;
    }
    if let Some(nothing) = is_nothing(text, figure, left, right) {
        return Form::Nothing(nothing);
    }
    let before_compares = text
        .get(sentence.start..figure.extent.start)
        .is_some_and(|before| before.contains("同比") || before.contains("环比") || before.contains("同期"));
    if let Some(is_fall) = change_cue(left, is_percent || is_points, before_compares) {
        return change(text, sentence, figures, n, earlier, left, is_fall);
    }
    if is_points {
        // 较上季度回落0.03 may leave 百分点 out; points without a rise or a fall compare with something else.
        return Form::Nothing("百分点前没有升降");
    }
    if is_target_level(left, right) && !is_percent {
        return Form::TargetLevel;
    }
    if is_percent
        && (is_target_level(left, right) || left.ends_with("高于") || left.ends_with("低于"))
        && right.starts_with('的')
    {
        return Form::TargetLevel;
    }
    if is_percent && is_share(left) {
        return Form::Share;
    }
    Form::Level
}

/// Whether two figures stand in one list: parted by 、 or 和, at most with a cue before the second (少增512人、多增77人).
pub(super) fn is_list_gap(gap: &str) -> bool {
    let bare = strip_fillers(gap);
    let cue = RISES.iter().chain(FALLS).filter(|word| bare.ends_with(**word)).map(|word| word.len()).max().unwrap_or(0);
    let separator = bare.get(..bare.len() - cue).unwrap_or(bare);
    matches!(separator, "、" | "和" | "及" | "，" | "与" | "、和" | "以及" | "或")
}

fn strip_fillers(mut left: &str) -> &str {
    while let Some(shorter) = FILLERS.iter().find_map(|filler| left.strip_suffix(filler)) {
        left = shorter;
    }
    left
}

fn is_completion(left: &str) -> bool {
    let left = strip_fillers(left);
    let left = left.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')).map_or(left, |(before, _)| before);
    if ["完成", "完成进度", "完成比例", "目标完成", "任务完成", "计划完成"].iter().any(|word| left.ends_with(word))
    {
        return true;
    }
    let noun_end = left.strip_suffix('的').unwrap_or(left);
    let noun_end =
        noun_end.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')).map_or(noun_end, |(before, _)| before);
    // 年度任务（2.8亿元）的41.1%: the figure before ends inside the brackets.
    let noun_end = noun_end.trim_start_matches('）');
    TARGET_NOUNS.iter().any(|noun| noun_end.ends_with(noun))
        || (noun_end.is_empty() && left.ends_with('的'))
        || (left.contains("完成") && left.ends_with('的'))
}

fn is_share(left: &str) -> bool {
    let clause = left.rsplit(['，', '；', '：', '。']).next().unwrap_or(left);
    ["占", "比例", "占比", "比重"].iter().any(|word| clause.contains(word))
        || strip_fillers(clause).ends_with("比重")
        || strip_fillers(clause).ends_with("占比")
}

/// `Some(is_fall)` where a rise or a fall stands right before the figure.
fn change_cue(left: &str, is_rate_like: bool, before_compares: bool) -> Option<bool> {
    let bare = strip_fillers(left);
    // 同比多发放2100万元: more or less of a deed.
    if let Some(base) =
        ["同比", "环比", "同期"].iter().filter_map(|word| bare.rfind(word).map(|at| at + word.len())).max()
        && let Some(tail) = bare.get(base..)
        && tail.len() <= 15
        && let Some(is_fall) =
            [('多', false), ('少', true)].iter().find_map(|&(cue, is_fall)| tail.starts_with(cue).then_some(is_fall))
    {
        return Some(is_fall);
    }
    // 新增 is a level; 提高到, 增至 too.
    if bare.ends_with("新增")
        || bare.ends_with("至少")
        || bare.ends_with("不少")
        || bare.ends_with("至多")
        || bare.ends_with("最多")
        || bare.ends_with("最低")
        || bare.ends_with("最高")
        || bare.ends_with("更多")
        || bare.ends_with("减免")
    {
        return None;
    }
    let fall = FALLS.iter().filter(|word| bare.ends_with(**word)).map(|word| word.len()).max();
    let rise = RISES.iter().filter(|word| bare.ends_with(**word)).map(|word| word.len()).max();
    let is_fall = match (fall, rise) {
        (None, None) => return None,
        (fall, rise) => fall > rise,
    };
    let word = fall.max(rise).unwrap_or(0);
    // One-character cues need a comparison beside them: 比上年多63人, but not 达高7人.
    // 多了191万人 compares by itself.
    let is_emphatic = left.trim_end_matches("近").trim_end_matches("约").ends_with('了');
    if word <= 3 && !is_rate_like && !is_emphatic && !has_comparison(bare) && !before_compares {
        return None;
    }
    Some(is_fall)
}

fn has_comparison(left: &str) -> bool {
    let clause = left.rsplit(['，', '；', '。']).next().unwrap_or(left);
    clause.contains(['比', '较']) || clause.contains("同期")
}

fn change(
    text: &str,
    sentence: &Range<usize>,
    figures: &[Figure],
    n: usize,
    earlier: &[Form],
    left: &str,
    is_fall: bool,
) -> Form {
    let listed = listed_base(text, sentence, figures, n);
    let near = listed.or_else(|| base_in(left));
    if near.is_some() {
        return Form::Change { base: near, is_fall };
    }
    // The base may stand before the figure that this one explains: 同比增加37万人，增长3.9%.
    let carried = earlier.iter().rev().find_map(|form| match form {
        Form::Change { base, .. } => Some(*base),
        _ => None,
    });
    let figure = figures.get(n);
    let is_rate = figure
        .and_then(Figure::unit)
        .is_some_and(|unit| matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints));
    let in_sentence =
        text.get(sentence.start..figure.map_or(sentence.start, |figure| figure.range.start)).and_then(base_in);
    match (carried.flatten().or(in_sentence), is_rate) {
        (Some(base), _) => Form::Change { base: Some(base), is_fall },
        (None, true) => Form::Change { base: Some(Base::Year), is_fall },
        // 增加5000人 without a base and without a figure to compare is a level of its own.
        // 总量达到29753万人，多了191万人: right behind a level the base is the year before.
        (None, false) if earlier.contains(&Form::Level) => Form::Change { base: Some(Base::Year), is_fall },
        (None, false) => Form::Level,
    }
}

/// The last base named in a stretch of text.
fn base_in(left: &str) -> Option<Base> {
    const BASES: &[(&str, Base)] = &[
        ("同比", Base::Year),
        ("上年同期", Base::Year),
        ("去年同期", Base::Year),
        ("比上年", Base::Year),
        ("较上年", Base::Year),
        ("比去年", Base::Year),
        ("较去年", Base::Year),
        ("上年增", Base::Year),
        ("比前一年", Base::Year),
        ("较前一年", Base::Year),
        ("比上一年", Base::Year),
        ("较上一年", Base::Year),
        ("较同期", Base::Year),
        ("比同期", Base::Year),
        ("环比", Base::Month),
        ("上月", Base::Month),
        ("上季度", Base::Month),
        ("上个月", Base::Month),
        ("上季", Base::Month),
        ("上个季度", Base::Month),
        ("比上期", Base::Month),
        ("上年末", Base::YearEnd),
        ("去年末", Base::YearEnd),
        ("上年底", Base::YearEnd),
        ("年初", Base::YearEnd),
        ("去年底", Base::YearEnd),
    ];
    let found = BASES
        .iter()
        .filter_map(|&(word, base)| Some((left.rfind(word)? + word.len(), base)))
        .max_by_key(|&(end, _)| end);
    // 比 or 较 behind the last base opens another comparison.
    let other = left.rfind(['比', '较']).filter(|&at| {
        let tail = left.get(at..).unwrap_or_default();
        !["比例", "比重", "比率", "较大", "较快", "较好", "较多", "较高"].iter().any(|word| tail.starts_with(word))
            && !left.get(..at).is_some_and(|b| b.ends_with(['同', '环', '占', '之']))
    });
    match (found, other) {
        (Some((end, base)), Some(at)) if at < end => Some(base),
        (_, Some(at)) => Some(dated_base(left.get(at + '比'.len_utf8()..).unwrap_or_default())),
        (Some((_, base)), None) => Some(base),
        (None, None) => None,
    }
}

/// 比8月低 compares with another month of the same year, 比2022年多 with the year before.
fn dated_base(after: &str) -> Base {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    match (digits, after.get(digits..)) {
        (1 | 2, Some(tail)) if tail.starts_with('月') && !tail.starts_with("月底") && !tail.starts_with("月末") => {
            Base::Month
        }
        (4, Some(tail)) if tail.starts_with('年') && !tail.starts_with("年末") && !tail.starts_with("年底") => {
            Base::GivenYear
        }
        _ => Base::Other,
    }
}

/// 环比、同比分别增加8.85万人、56.48万人: the figure's place in the list picks the base.
fn listed_base(text: &str, sentence: &Range<usize>, figures: &[Figure], n: usize) -> Option<Base> {
    let figure = figures.get(n)?;
    let before = text.get(sentence.start..figure.range.start)?;
    let clause_at = before.rfind(['；', '。']).map_or(0, |at| at + 3);
    let clause = before.get(clause_at..)?;
    let respectively = clause.rfind("分别")?;
    let heads = clause.get(..respectively)?;
    let tail_start = sentence.start + clause_at + respectively;
    let mut found: Vec<(usize, Base)> = Vec::new();
    for (word, base) in [
        ("同比", Base::Year),
        ("环比", Base::Month),
        ("上年同期", Base::Year),
        ("去年同期", Base::Year),
        ("上季度", Base::Month),
        ("上月", Base::Month),
    ] {
        found.extend(heads.rfind(word).map(|at| (at, base)));
    }
    if found.len() < 2 {
        return None;
    }
    found.sort_by_key(|&(at, _)| at);
    let place = figures.iter().take(n).filter(|figure| figure.range.start >= tail_start).count();
    found.get(place).map(|&(_, base)| base)
}

fn is_target_level(left: &str, right: &str) -> bool {
    let right_noun = right.trim_start_matches('的');
    let right_noun = ["年度", "全年", "控制", "预期", "省定", "既定", "总", "就业"]
        .iter()
        .fold(right_noun, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    if TARGET_NOUNS.iter().any(|noun| right_noun.starts_with(noun)) {
        return true;
    }
    let left = strip_fillers(left);
    let left = left.strip_suffix('（').unwrap_or(left);
    let left = ["是", "定为", "定在"].iter().find_map(|word| left.strip_suffix(word)).unwrap_or(left);
    ["目标", "任务", "计划", "指标", "目标任务", "任务数"].iter().any(|noun| left.ends_with(noun))
}

/// Figures that are none by the contract's rules.
fn is_nothing(text: &str, figure: &Figure, left: &str, right: &str) -> Option<&'static str> {
    const RAISED: &[&str] = &[
        "提高", "增加", "上升", "放宽", "涨", "升", "降", "增", "上调", "调整", "提升", "下降", "降低", "扩大", "增长",
        "调", "减少",
    ];
    let clause = left.rsplit(['，', '；', '。']).next().unwrap_or(left);
    let raised = RAISED.iter().any(|verb| {
        right.strip_prefix(verb).is_some_and(|tail| tail.trim_start_matches('了').starts_with(['到', '至', '为']))
    });
    // 从2016年的1527万人增长至2020年的3243万人 tells both times and so two figures.
    let is_dated = ["年的", "月的", "季度的", "末的", "届的"].iter().any(|word| clause.ends_with(word));
    if raised && !is_dated && (clause.contains('由') || clause.contains('从') || clause.contains("原")) {
        return Some("调整前的旧值");
    }
    if clause.ends_with("原来的") || clause.ends_with("原先的") {
        return Some("调整前的旧值");
    }
    if matches!(figure.counter, Counter::Foreign) {
        return Some("量词与就业统计无关");
    }
    let per_unit =
        ["每个", "每家", "每村", "每户", "户均", "平均每", "每场", "每名", "每年", "每天", "每周", "每期", "每班"];
    if per_unit.iter().any(|word| clause.contains(word)) && !figure.unit().is_some_and(|unit| unit.0.contains('元')) {
        return Some("单位量，不是总量");
    }
    if figure.value == 1.0 && clause.contains('每') {
        return Some("单位量，不是总量");
    }
    let part =
        text.get(..figure.range.start).and_then(|before| before.rsplit(['。', '；', '，']).next()).unwrap_or_default();
    if part.contains("年均") && figure.unit().is_none_or(|unit| unit.0 != "元") {
        return Some("年均值");
    }
    if clause.contains("年均") && figure.unit().is_none_or(|unit| unit.0 != "元") || clause.ends_with("平均每年")
    {
        return Some("年均值");
    }
    let before = text.get(..figure.range.start).unwrap_or_default();
    if before.ends_with("翻了") || right.starts_with("以上的企业") && figure.unit().is_some_and(|unit| unit.0 == "%")
    {
        return Some("倍数或条件");
    }
    if figure.unit().is_some_and(|unit| unit.0 == "%")
        && (["标准的", "保险费的", "基数的", "工资的", "费用的", "金额的"].iter().any(|word| clause.ends_with(word))
            || clause.ends_with('按')
            || clause.ends_with("不低于其")
            || right.starts_with("返还")
            || right.starts_with("的比例")
            || right.starts_with("比例"))
    {
        return Some("政策比例");
    }
    None
}
