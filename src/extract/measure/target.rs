//! Figures that stand to a target: the target itself, and how much of it was reached.

use super::words::{WORDS, ending, strip_fillers};
use crate::extract::cues::{Cues, cues};

/// Whether a percentage is one of a target: 完成年度任务的, 占全年计划的, 完成率.
pub(super) fn is_completion(left: &str) -> bool {
    static DONE: Cues = Cues::new(&[
        "完成",
        "完成进度",
        "完成比例",
        "目标完成",
        "任务完成",
        "计划完成",
        "进度",
        "任务过",
        "目标实现",
        "任务兑现",
        "占比例",
        "完成占比",
    ]);
    let left = strip_fillers(left);
    let left = before_brackets(left);
    if DONE.ends(left) && !left.ends_with("超额完成") && !left.ends_with("占比例") {
        return true;
    }
    let noun_end = before_brackets(left.strip_suffix('的').unwrap_or(left));
    // 年度任务（2.8亿元）的41.1%: the figure before ends inside the brackets.
    let noun_end = noun_end.trim_start_matches('）');
    ending(noun_end, &WORDS.target).is_some()
        || (noun_end.is_empty() && left.ends_with('的'))
        || (left.contains("完成") && left.ends_with('的'))
}

/// 超额完成8.3% is what was done beyond the target: no completion, unless it is given as the whole (超额完成任务的108.3%).
pub(super) fn is_surplus(left: &str, value: f64) -> bool {
    let clause = cues!["，", "；", "："].last_part(left);
    value < 100.0
        && cues!["超额", "超出", "超过", "超序时", "快于", "高于", "领先"].stands_in(clause)
        && !clause.contains("完成率")
        && !clause.contains("提前")
}

/// 77%的就业任务已经提前完成: the target stands behind its percentage.
pub(super) fn is_completion_ahead(right: &str) -> bool {
    let Some(clause) = right.strip_prefix('的').and_then(|rest| rest.split(['，', '；', '。', '、']).next())
    else {
        return false;
    };
    clause.chars().count() <= 20
        && cues!["任务", "目标", "计划"].stands_in(clause)
        && cues!["完成", "实现", "达成"].stands_in(clause)
}

/// 今年登记失业率目标为4.5%, 就业率目标不低于90%, 控制目标4.5%: the aim of something that is a percentage itself.
pub(super) fn is_rate_aimed_at(left: &str) -> bool {
    let clause = strip_fillers(cues!["，", "；", "。", "（"].last_part(left));
    let clause = cues!["是", "定为", "定在", "确定为", "不低于", "不高于", "不超过", "控制在", "达到", "力争"]
        .strip_end(clause)
        .map_or(clause, strip_fillers);
    let Some(noun) = cues!["目标", "目标值", "预期目标", "控制目标", "控制指标", "预期值"].strip_end(clause)
    else {
        return false;
    };
    let bare = noun.trim_end_matches('的');
    let rate = cues!["预期", "控制", "年度", "全年", "工作"].strip_end(bare).unwrap_or(bare);
    clause.ends_with("控制目标")
        || clause.ends_with("控制指标")
        || rate.ends_with('率') && !cues!["完成率", "实现率", "兑现率"].ends(rate)
}

/// 还有1.8万人的缺口, 尚有8000人次未完成, 距目标还有1.8万人: what is missing.
pub(super) fn is_missing(left: &str, right: &str) -> bool {
    let clause = strip_fillers(cues!["，", "；", "。", "："].last_part(left));
    let Some(before) = cues!["还有", "尚有", "仍有", "还剩", "还余"].strip_end(clause) else { return false };
    let lacks = cues!["缺口", "未完成", "没有完成", "没完成", "任务", "差距"];
    let is_far = cues!["距", "离"].stands_in(before) && cues!["目标", "任务"].stands_in(before);
    is_far || lacks.starts(right.strip_prefix('的').unwrap_or(right)) && !before.contains("用工")
}

/// Whether a figure is the target itself: 5万人的年度目标, 目标任务5万人, “1100万人”是全年目标.
pub(super) fn is_target_level(left: &str, right: &str) -> bool {
    let noun_at = right.trim_start_matches('的');
    // 4.5%的控制线: a noun that begins as a head of others does.
    if WORDS.target.starts(noun_at) {
        return true;
    }
    // 年度控制线: a head may be the beginning of the noun.
    let mut rest = noun_at;
    for _ in 0..3 {
        let Some(head) = WORDS.target_head.at_start(rest) else { break };
        rest = rest.get(head.len()..).unwrap_or_default();
        if WORDS.target.starts(rest) {
            return true;
        }
    }

    if names_target_ahead(right) {
        return true;
    }
    let left = strip_fillers(left);
    let left = left.strip_suffix('（').unwrap_or(left);
    let left = cues!["是", "定为", "定在"].strip_end(left).unwrap_or(left);
    cues!["目标", "任务", "计划", "指标", "目标任务", "任务数", "计划数", "目标数", "目标值"].ends(left)
        // 开出用工计划4200个: the posts that are offered.
        && !cues!["用工计划", "招工计划", "招聘计划", "招录计划"].ends(left)
}

/// 控制在市里下达的6200人以内, 超过了年初确定的6万人: whoever set it.
pub(super) fn was_set(left: &str) -> bool {
    cues!["年初确定的", "年初定的", "年初所定", "年初所定的", "年初安排的", "下达的"].ends(left)
}

/// 1100万新增就业目标, 5万人的城镇新增就业年度任务, 1100万人”是今年的目标: what it is the target of stands between.
fn names_target_ahead(right: &str) -> bool {
    static VERBS: Cues =
        Cues::new(&["完成", "实现", "达到", "达成", "超", "占", "已", "为", "达", "列入", "纳入", "落实"]);
    let is_equated = right.strip_prefix('”').unwrap_or(right).starts_with("是");
    let clause = right.trim_start_matches(['”', '的', '是']);
    let Some(clause) = clause.split(['，', '；', '。', '、', '：', '（', '\n']).next() else { return false };
    let Some(at) = cues!["目标", "任务"].first_in(clause) else { return false };
    let between = clause.get(..at).unwrap_or_default();
    let reach = if is_equated { 24 } else { 10 };
    between.chars().count() <= reach
        && (is_equated || !between.contains(|c: char| c.is_ascii_digit()))
        && !VERBS.stands_in(between)
        && (is_equated || between.contains("就业") || between.contains("培训") || between.contains("转移"))
}

/// 超出预期目标286万人, 比目标多4000人: how far from the target.
pub(super) fn is_distance_from_target(left: &str) -> bool {
    let clause = cues!["，", "；", "。", "："].last_part(left);
    let bare = strip_fillers(clause);
    // 只有11.4万人，尚差4000人.
    if cues!["尚差", "还差", "仅差", "尚缺", "还缺"].ends(bare) && !bare.contains("工") {
        return true;
    }
    let bare = cues!["多", "少", "高", "低", "高出", "多出"].strip_end(bare).unwrap_or(bare);
    let compares = cues!["突破", "超出", "超过", "超", "高于", "低于", "多于", "少于", "比", "较", "距", "距离", "离"]
        .last_in(bare);
    let Some(at) = compares else { return false };
    let tail = bare.get(at..).unwrap_or_default();
    tail.chars().count() <= 14 && ending(tail, &WORDS.target).is_some() && !tail.contains("完成")
}

/// The stretch before a bracket that closes at its end: 完成（含结转） is 完成.
fn before_brackets(left: &str) -> &str {
    left.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')).map_or(left, |(before, _)| before)
}
