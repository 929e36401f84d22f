//! In which form a figure is given: level, completion, growth, difference or share.
//!
//! It is regular in this language and read from the words right before and after the figure; which words those are stands in
//! `assets/lexicon/forms.tsv`. Start with [`read`]. Whether the figure is planned or reached is another question (`standing`).

mod base;
mod none;
mod rules;
mod target;
mod words;

use std::ops::Range;

pub(super) use self::base::Base;
use self::words::{WORDS, ending, last_clause, says_what_was_reached, strip_fillers};
pub(super) use self::words::{names_a_subject, telling_chars};
use super::figure::Figure;
use crate::extract::cues::{Cues, cues};
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

    // 多3万人，1200万人的全年目标完成了六成: the target begins a clause of its own.
    let opens_with_target = !is_percent && left == "，" && target::is_target_level("", right);
    if let Some(form) = of_list(text, sentence, figures, n, earlier, left).filter(|_| !opens_with_target) {
        return form;
    }
    // 登记失业率3.12%，控制在年度目标4.5%以内: the limit itself, and no part of it.
    let limits = || cues!["控制在", "低于", "高于", "不超过", "超过"].stands_in(last_clause(left));
    // 控制在市下达的3.8%指标以内.
    let is_within = || {
        let noun = cues!["的控制目标", "的年度目标", "指标", "的目标", "目标", "控制目标"].at_start(right);
        let rest = noun.and_then(|noun| right.get(noun.len()..));
        rest.is_some_and(|rest| cues!["以内", "之内", "内"].starts(rest)) && last_clause(left).contains("控制在")
    };
    if is_percent && figure.value < 20.0 && (limits() && target::is_target_level(left, "") || is_within()) {
        return Form::TargetLevel;
    }
    // 比年目标任务4%低0.63个百分点.
    if is_percent && right.starts_with(['低', '高']) && target::is_target_level(left, "") {
        return Form::TargetLevel;
    }
    // 平均工资44498元的60%至300%之间选择缴费基数: what a rule takes of a sum.
    let takes_of_sum = || {
        let part = right.split(['，', '；', '。']).next().unwrap_or(right);
        left == "的" && cues!["缴费", "基数", "缴纳", "计发", "比例"].stands_in(part)
    };
    if is_percent && takes_of_sum() {
        return Form::Nothing("政策比例");
    }
    if is_percent && target::is_rate_aimed_at(left) {
        return Form::TargetLevel;
    }
    if is_percent {
        if let Some(form) = of_target(left, right, figure.value) {
            return form;
        }
    } else if target::is_distance_from_target(left) || target::is_missing(left, right) {
        return Form::Nothing("与目标之差");
    }
    // 平均每年城镇新增就业1000多万人、转移就业800万人: each is a mean.
    if left.starts_with('、')
        && !is_percent
        && let Some(mean @ Form::Nothing("年均值" | "单位量，不是总量")) = n.checked_sub(1).and_then(|m| earlier.get(m))
    {
        return *mean;
    }
    if let Some(nothing) = none::reason(text, figure, left, right, around_list(text, sentence, figures, n)) {
        return Form::Nothing(nothing);
    }
    // Asked only where a cue needs it: most figures have none.
    let before_compares = || {
        text.get(sentence.start..figure.extent.start).is_some_and(|before| {
            let is_named = cues!["同比", "环比", "同期", "相比"].stands_in(before);
            // 比2022年的1206万人多38万人: the figure of then stands between.
            is_named || base::base_in(last_clause(before)).is_some()
        })
    };
    // 一个夜游项目增加了近200个就业岗位: posts that a project brings, where nothing is compared.
    let brings_posts = || {
        counts_posts(figure, right)
            && cues!["增加", "增加了"].ends(strip_fillers(left))
            && base::base_in(last_clause(left)).is_none()
            && !before_compares()
    };
    if let Some(is_fall) = change_cue(left, is_percent || is_points, before_compares).filter(|_| !brings_posts()) {
        return base::change(text, sentence, figures, n, earlier, left, is_fall);
    }
    if is_points {
        // 较上季度回落0.03 may leave 百分点 out; points without a rise or a fall compare with something else.
        return Form::Nothing("百分点前没有升降");
    }
    if is_percent {
        let is_beside = left.ends_with("高于") || left.ends_with("低于");
        if right.starts_with('的') && (is_beside || target::is_target_level(left, right)) {
            return Form::TargetLevel;
        }
        // 比例从2012届的53%上升为2016届的60%: both are shares.
        let follows_share =
            n.checked_sub(1).and_then(|m| earlier.get(m)) == Some(&Form::Share) && says_what_was_reached(left);
        // 完成全年任务的81%，而去年同期为78%: how far one was then.
        if let Some(Form::Completion) = n.checked_sub(1).and_then(|m| earlier.get(m))
            && tells_then(left)
        {
            return Form::Completion;
        }
        // 占全国就业人口的27%，城镇就业人员的43%: of another whole.
        let of_another = || {
            n.checked_sub(1).and_then(|m| earlier.get(m)) == Some(&Form::Share)
                && left.strip_prefix(['，', '、']).and_then(|left| left.strip_suffix('的')).is_some_and(|whole| {
                    whole.chars().count() <= 12 && cues!["人员", "人口", "人数", "总量", "总数", "劳动力"].ends(whole)
                })
        };
        if is_share(left) || follows_share || of_another() || goes_on_from_share(text, sentence, figure, left) {
            return if reaches_target(figures, n, earlier) { Form::Completion } else { Form::Share };
        }
    } else if target::is_target_level(left, right) || class != Some(UnitClass::Money) && target::was_set(left) {
        return Form::TargetLevel;
    }
    Form::Level
}

/// The words before and after the list of like figures in which figure `n` stands: 由1500元、1350元分别提高到.
fn around_list<'t>(text: &'t str, sentence: &Range<usize>, figures: &[Figure], n: usize) -> (&'t str, &'t str) {
    let joined = |m: usize| {
        figures.get(m).zip(figures.get(m + 1)).is_some_and(|(left, right)| {
            let gap = text.get(left.extent.end..right.extent.start).unwrap_or_default();
            left.counter == right.counter && matches!(gap, "、" | "和" | "及" | "以及")
        })
    };
    let (mut first, mut last) = (n, n);
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    while joined(last) {
        last += 1;
    }
    let start = first.checked_sub(1).and_then(|m| figures.get(m)).map_or(sentence.start, |figure| figure.extent.end);
    let place = |m: usize, is_end: bool| {
        figures.get(m).map_or(sentence.end, |f| if is_end { f.extent.end } else { f.extent.start })
    };
    let words = |range: Range<usize>| text.get(range).unwrap_or_default();
    (words(start..place(first, false)), words(place(last, true)..sentence.end))
}

/// A list goes on in the form of its head: 分别完成年度任务的31.3%、35.2%; 同比增加2300人、12.3%.
fn of_list(
    text: &str,
    sentence: &Range<usize>,
    figures: &[Figure],
    n: usize,
    earlier: &[Form],
    left: &str,
) -> Option<Form> {
    let before = n.checked_sub(1)?;
    let (&previous, head, figure) = (earlier.get(before)?, figures.get(before)?, figures.get(n)?);
    if !matches!(left, "、" | "和" | "及" | "，" | "与" | "、和" | "以及" | "") {
        return None;
    }
    let is_same = head.counter == figure.counter;
    let is_percent = |figure: &Figure| figure.unit().is_some_and(|unit| unit.class() == UnitClass::Percent);
    // 同比分别多了74笔和1120万元: both differ, whatever they count.
    let is_same = is_same
        || matches!(left, "、" | "和" | "及" | "与" | "以及")
            && last_clause(text.get(sentence.start..head.extent.start).unwrap_or_default()).contains("分别");
    match previous {
        Form::Completion | Form::Share if is_same => Some(previous),
        Form::Change { base, is_fall } if is_same || (is_percent(figure) && !left.is_empty() && !is_percent(head)) => {
            Some(Form::Change { base: base::listed_base(text, sentence, figures, n).or(base), is_fall })
        }
        _ => None,
    }
}

/// Completion of a target, or what was done beyond it.
fn of_target(left: &str, right: &str, value: f64) -> Option<Form> {
    let closes = right.is_empty()
        || right.starts_with(|c: char| !c.is_alphanumeric())
        || cues!["以上", "和", "及", "与"].starts(right);
    let is_done = strip_fillers(left).ends_with("完成");
    if (target::is_completion(left) && (closes || !is_done)) || target::is_completion_ahead(right) {
        let is_surplus = target::is_surplus(left, value);
        return Some(if is_surplus { Form::Nothing("超出目标的部分") } else { Form::Completion });
    }
    strip_fillers(left).ends_with("超额完成").then_some(if value >= 100.0 {
        Form::Completion
    } else {
        Form::Nothing("超出目标的部分")
    })
}

/// ，而去年同期为: the clause of a figure of then.
fn tells_then(left: &str) -> bool {
    let clause = left.trim_start_matches(['，', '（']).trim_start_matches('而');
    let then = cues!["去年同期", "上年同期", "上年", "去年", "上年同月", "去年同月"].at_start(clause);
    then.is_some_and(|then| matches!(clause.get(then.len()..), Some("" | "为" | "是" | "仅为" | "只有" | "达到")))
}

/// 培训任务是1.8万人，完成1.53万人，占85%: a share that is the target's part by the numbers themselves.
fn reaches_target(figures: &[Figure], n: usize, earlier: &[Form]) -> bool {
    let Some(figure) = figures.get(n) else { return false };
    let known = || earlier.iter().zip(figures).rev();
    let target = known().find(|(form, _)| **form == Form::TargetLevel).map(|(_, target)| target);
    let Some(target) = target.filter(|target| target.value > 0.0) else { return false };
    known().filter(|(form, _)| **form == Form::Level).any(|(_, level)| {
        level.counter == target.counter && (100.0 * level.value / target.value - figure.value).abs() < 0.6
    })
}

/// Whether two figures stand in one list: parted by 、 or 和, at most with a cue before the second (少增512人、多增77人).
pub(super) fn is_list_gap(gap: &str) -> bool {
    let bare = strip_fillers(gap);
    let cue = ending(bare, &WORDS.rise).max(ending(bare, &WORDS.fall)).unwrap_or(0);
    let separator = bare.get(..bare.len() - cue).unwrap_or(bare);
    matches!(separator, "、" | "和" | "及" | "，" | "与" | "、和" | "以及" | "或")
}

static POSTS: Cues = Cues::new(&[
    "岗位",
    "就业岗位",
    "工作岗位",
    "用工岗位",
    "招聘岗位",
    "见习岗位",
    "空缺岗位",
    "公益性岗位",
    "职位",
    "教职",
    "空缺",
    "工位",
]);

/// 5800多个岗位: posts, by the noun right behind.
pub(super) fn counts_posts(figure: &Figure, right: &str) -> bool {
    figure.unit().is_some_and(|unit| unit.0 == "个" || unit.0 == "个次") && POSTS.starts(right)
}

/// 8个培训基地, 56个新职业: a number of pieces with its noun right behind.
pub(super) fn counts_something_named(figure: &Figure, right: &str) -> bool {
    figure.unit().is_some_and(|unit| unit.0 == "个")
        && right.starts_with(|c: char| c.is_alphabetic())
        && !cues!["以", "左右", "和", "及", "与", "的", "占", "用于", "已", "上下"].starts(right)
        && !POSTS.starts(right)
}

/// 占比呈现下降趋势，从2001年的50.0%下降至2017年的27.0%: the clause of the values goes on with what the one before has named.
fn goes_on_from_share(text: &str, sentence: &Range<usize>, figure: &Figure, left: &str) -> bool {
    let clause = last_clause(left);
    if !clause.starts_with(['从', '由']) && !matches!(clause, "达到" | "达" | "为" | "提高到" | "上升到") {
        return false;
    }
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let head = before.strip_suffix(clause).unwrap_or(before);
    let told = head.rsplit('；').next().unwrap_or(head);
    cues!["占比", "比重", "所占比例"].stands_in(told) && !told.contains('%')
}

fn is_share(left: &str) -> bool {
    let clause = cues!["，", "；", "：", "。"].last_part(left);
    cues!["占", "比例", "占比", "比重"].stands_in(clause)
}

/// `Some(is_fall)` where a rise or a fall stands right before the figure.
fn change_cue(left: &str, is_rate_like: bool, before_compares: impl FnOnce() -> bool) -> Option<bool> {
    // 由5.2%降为5.1%: what was reached, as behind 降至.
    if cues!["降为", "升为", "调为", "增为", "减为", "提高为", "降低为", "调整为"].ends(left) {
        return None;
    }
    let bare = strip_fillers(left);
    // 高于去年同期0.5个百分点: the verb before the base.
    if let Some(verb) =
        cues!["去年同期", "上年同期", "上年", "去年", "上月", "上个月", "上季度", "上年同月", "去年同月"]
            .strip_end(bare)
        && let Some(is_fall) = [("高于", false), ("高出", false), ("多于", false), ("低于", true), ("少于", true)]
            .iter()
            .find_map(|&(cue, is_fall)| verb.ends_with(cue).then_some(is_fall))
    {
        return Some(is_fall);
    }
    // 农民工增速最快，达到7.8%: the growth just spoken of.
    if is_rate_like
        && let Some(before) = cues!["，达到", "，达", "，为"].strip_end(left)
        && ["增速最快", "增速最高", "增幅最大", "增幅最高", "涨幅最大", "涨幅最高", "增速最慢", "增速最低"]
            .iter()
            .any(|growth| before.ends_with(growth))
    {
        return Some(false);
    }
    // 同比多发放2100万元, 比上年多培训740人: more or less of a deed.
    if let Some(tail) = base::after_base(bare)
        && tail.len() <= 15
        && let Some(is_fall) =
            [('多', false), ('少', true)].iter().find_map(|&(cue, is_fall)| tail.starts_with(cue).then_some(is_fall))
    {
        return Some(is_fall);
    }
    // 新增 is a level; but 较上周新增270万人 compares.
    if ending(bare, &WORDS.level).is_some() {
        // 农民工新增633万人: what grows is a stock.
        let compares = bare.ends_with("新增")
            && (base::base_in(last_clause(bare)).is_some()
                || cues!["农民工新增", "总量新增", "人数新增", "规模新增"].ends(bare));
        return compares.then_some(false);
    }
    let (fall, rise) = (ending(bare, &WORDS.fall), ending(bare, &WORDS.rise));
    let is_fall = match (fall, rise) {
        (None, None) => return None,
        (fall, rise) => fall > rise,
    };
    let word = fall.max(rise).unwrap_or(0);
    // One-character cues need a comparison beside them: 比上年多63人, but not 达高7人.
    // 多了191万人 compares by itself.
    let is_emphatic = left.trim_end_matches("近").trim_end_matches("约").ends_with('了');
    if word <= 3 && !is_rate_like && !is_emphatic && !has_comparison(bare) && !before_compares() {
        return None;
    }
    Some(is_fall)
}

fn has_comparison(left: &str) -> bool {
    let clause = last_clause(left);
    clause.contains(['比', '较']) || clause.contains("同期")
}

#[cfg(test)]
mod tests;
