//! Figures that are no observations by their form: old values, multiples, averages, per-unit amounts, conditions.

use super::rules;
use super::words::{WORDS, last_clause, says_what_was_reached, strip_fillers};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::{Counter, Figure};
use crate::model::quantity::{Bound, UnitClass};

/// Why a figure is none by the contract's rules, if it is none.
///
/// `old` are the words before and after the list in which it stands, where it stands in one.
pub(super) fn reason(text: &str, figure: &Figure, left: &str, right: &str, old: (&str, &str)) -> Option<&'static str> {
    let clause = last_clause(left);
    let unit = figure.unit().map_or("", |unit| unit.0.as_ref());
    let class = figure.unit().map(crate::model::quantity::Unit::class);
    let before = text.get(..figure.range.start).unwrap_or_default();
    if matches!(figure.counter, Counter::Foreign) {
        return Some("量词与就业统计无关");
    }
    if is_part_of_name(text, figure, right) {
        return Some("名称里的数字");
    }
    // 2014年至2019年，从1135万人增加到1330万人: the value of the first year is told too.
    let tells_years = || {
        let mut clauses = before.rsplit(['，', '；', '。', '\n']).skip(1).take(2);
        clauses.any(names_years)
    };
    let is_old = is_old_value(clause, right) || is_old_value(last_clause(old.0), old.1);
    if is_old && !tells_years() || is_old_pay(unit, last_clause(before), right) {
        return Some("调整前的旧值");
    }
    // 调整前广州为860元/月，…, 额度此前为200万元，现为500万元, 5000元（2020年以前为3000元）.
    if class == Some(UnitClass::Money)
        && (clause.trim_start_matches(['（', '：']).starts_with("调整前")
            || cues!["此前为", "以前为", "之前为", "此前是"].ends(clause))
    {
        return Some("调整前的旧值");
    }
    // 原执行的1680元、1570元三类标准同时废止.
    if class == Some(UnitClass::Money) && cues!["同时废止", "不再执行", "停止执行"].stands_in(right) {
        return Some("调整前的旧值");
    }
    if is_per_unit(text, figure, clause) {
        return Some("单位量，不是总量");
    }
    let part = last_clause(before);
    // 登记失业率年均不超过3.5% is a rate all the same.
    let is_mean_of_years =
        |words: &str| words.contains("年均") && !words.contains("全年均") && !words.contains("失业率");
    if (is_mean_of_years(part) || is_mean_of_years(clause)) && unit != "元" || clause.ends_with("平均每年") {
        return Some("年均值");
    }
    // 两年平均增长5.1%, 三年复合增速: growth of more than one year.
    if class == Some(UnitClass::Percent)
        && cues!["年平均", "年复合", "年年均", "年均", "累计增长", "年来增长"].stands_in(part)
        && !cues!["全年平均", "全年均", "失业率"].stands_in(part)
    {
        return Some("多年平均增长");
    }
    if before.ends_with("翻了") || (right.starts_with("以上的企业") && unit == "%") {
        return Some("倍数或条件");
    }
    let near = strip_fillers(clause);
    if WORDS.difference.ends(near) {
        return Some("两者之差");
    }
    if let Some(reason) = rules::reason(text, figure, before, left, right) {
        return Some(reason);
    }
    if is_for_other_purpose(class, right) {
        return Some("资金用途与就业无关");
    }
    if is_rank(figure, before) {
        return Some("名次");
    }
    let is_hedged = matches!(figure.bound, Bound::MoreThan | Bound::AtMost | Bound::AtLeast);
    if matches!(figure.counter, Counter::Missing)
        && (cues!["大于", "小于", "高于", "低于"].ends(clause) || is_hedged && figure.value == 1.0)
    {
        return Some("与定值比较");
    }
    // 提升40%职工的工资: of whom, and no growth.
    if unit == "%"
        && WORDS.rise.ends(near)
        && cues!["职工", "工人", "员工", "的职工", "的员工", "企业", "的企业"].starts(right)
    {
        return Some("规模条件");
    }
    if unit == "%" && aims_at_growth(right) {
        return Some("经济增长的目标");
    }
    if unit == "%" && is_rule_rate(clause, right) {
        return Some("政策比例");
    }
    None
}

/// 2014年至2019年, 2001~2012年呈现上升的态势.
fn names_years(clause: &str) -> bool {
    let is_year = |text: &str| text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    clause.match_indices(['至', '到', '—', '-', '~']).any(|(at, dash)| {
        let before = clause.get(..at).unwrap_or_default().trim_end_matches('年');
        let after = clause.get(at + dash.len()..).unwrap_or_default();
        let first = before.get(before.len().saturating_sub(4)..).unwrap_or_default();
        let second = after.get(..4).unwrap_or_default();
        is_year(first) && is_year(second) && after.get(4..).is_some_and(|rest| rest.starts_with('年'))
    })
}

/// 由30万提高至50万: the first of the two. 从2016年的1527万人增长至2020年的3243万人 tells both times and so two figures.
fn is_old_value(clause: &str, right: &str) -> bool {
    // 由1900元/月提高到2200元/月.
    let right =
        right.strip_prefix('/').map_or(right, |rest| rest.trim_start_matches(['人', '·', '小', '时', '月', '年']));
    let right = right.trim_start_matches(['分', '别', '统', '一']);
    // 由5000元（2018年以前）提高到.
    let bracket = right.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let right = bracket.filter(|(when, _)| when.ends_with('前')).map_or(right, |(_, rest)| rest);
    let raised = says_what_was_reached(right);
    let is_dated =
        cues!["年的", "月的", "季度的", "末的", "届的", "同期的", "上半年", "一季度", "二季度", "三季度", "年初"]
            .ends(clause);
    (raised && !is_dated && (clause.contains('由') || clause.contains('从') || clause.contains("原")))
        || clause.ends_with("原来的")
        || clause.ends_with("原先的")
        || clause.ends_with("调整前的")
        || clause.ends_with("（原标准")
        || clause.ends_with("原标准为")
}

/// 每个贫困村5个, 每招用1人, 每100万元增加值吸纳的就业为8.1人.
fn is_per_unit(text: &str, figure: &Figure, clause: &str) -> bool {
    let is_money = figure.unit().is_some_and(|unit| unit.0.contains('元'));
    // 每个求职者和岗位的比例达到1：1.16.
    let is_ratio = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Ratio);
    if !is_money && !is_ratio && WORDS.per_unit.stands_in(clause) {
        return true;
    }
    if figure.value == 1.0 && clause.contains('每') {
        return true;
    }
    let before = text.get(..figure.range.start).unwrap_or_default();
    let whole = last_clause(before);
    // GDP增长一个点，平均拉动就业100万人.
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(90))..).unwrap_or_default();
    let head = near.rsplit(['。', '；', '\n']).next().unwrap_or(near);
    if !is_money
        && cues!["增长一个点", "增长一个百分点", "增长1个百分点", "每增长"].stands_in(head)
        && clause.contains("拉动")
    {
        return true;
    }
    // The amount behind 每 is a measuring rod, and what follows in the clause is measured by it.
    let rod = whole.rfind('每').and_then(|at| whole.get(at + '每'.len_utf8()..));
    if let Some(tail) = rod
        && tail.chars().next().is_none_or(|c| c.is_ascii_digit())
    {
        return tail.is_empty() || !is_money;
    }
    // 每人可增收6400元, 人均年增收1.5万元: a raise per head has no base.
    is_money && clause.contains("增收") && cues!["每人", "人均", "户均", "每户", "每年", "每月"].stands_in(clause)
}

/// 安排2000万元用于社区改造: money whose purpose is named and is none of this field.
fn is_for_other_purpose(class: Option<UnitClass>, right: &str) -> bool {
    static OURS: Cues = Cues::new(&[
        "就业",
        "培训",
        "稳岗",
        "创业",
        "补贴",
        "失业",
        "社保",
        "社会保险",
        "岗位",
        "技能",
        "招聘",
        "务工",
        "返还",
        "职工",
        "用工",
        "劳动",
    ]);
    let Some(word) = cues!["用于", "专项用于", "用来", "用以"].at_start(right) else { return false };
    let purpose = right.get(word.len()..).unwrap_or_default();
    let purpose = purpose.split(['，', '。', '；']).next().unwrap_or(purpose);
    class == Some(UnitClass::Money) && !OURS.stands_in(purpose)
}

/// 24365平台, 12333热线: digits without scale or unit, with a noun right behind them.
fn is_part_of_name(text: &str, figure: &Figure, right: &str) -> bool {
    let is_plain = text
        .get(figure.range.clone())
        .is_some_and(|written| written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    let before = text.get(..figure.range.start).unwrap_or_default();
    // https://tjj.henan.gov.cn/2025/06-25/3173720.html.
    if is_plain && (before.ends_with('/') || right.starts_with(".htm") || right.starts_with(".pdf")) {
        return true;
    }
    // 可拨12333咨询.
    if is_plain
        && figure.counter == Counter::Missing
        && cues!["拨打", "可拨", "拨", "致电", "热线", "电话"].ends(before)
    {
        return true;
    }
    // 咨询电话：市直：2375089、沙洋：8568064; 90后, 85后.
    if is_plain && figure.counter == Counter::Missing {
        let n_digits = figure.range.len();
        let near = before.get(before.floor_char_boundary(before.len().saturating_sub(240))..).unwrap_or_default();
        let near = near.rsplit(['。', '\n', '；']).next().unwrap_or(near);
        let is_number =
            (7..=11).contains(&n_digits) && cues!["电话", "热线", "传真", "手机", "联系", "咨询"].stands_in(near);
        // 如图1.2.1, 见附表3.
        if cues!["图", "图表", "附图", "附表", "见表", "如表", "附件", "专栏"].ends(before) {
            return true;
        }
        if is_number || n_digits == 2 && right.starts_with('后') && !before.ends_with("节") {
            return true;
        }
    }
    is_plain
        && figure.counter == Counter::Missing
        && figure.bound == Bound::Exact
        && cues![
            "平台", "热线", "服务", "工程", "行动", "计划", "项目", "系统", "模式", "机制", "专线", "政策", "网站",
            "活动", "专区", "就业",
        ]
        .starts(right)
}

/// 确定4.5%左右的增长目标: of the economy.
fn aims_at_growth(right: &str) -> bool {
    let right = right.trim_start_matches("左右").trim_start_matches("以上").trim_start_matches('的');
    cues!["增长目标", "经济增长", "增速目标", "年度增长目标"].starts(right)
}

/// 由每月2320元、每小时13.4元，调整为每月2510元: old values of pay, by the month and by the hour, before the new ones.
fn is_old_pay(unit: &str, clause: &str, right: &str) -> bool {
    let part = right.split(['；', '。']).next().unwrap_or(right);
    let is_raised = || {
        cues!["调整为", "调整到", "提高到", "提高至", "上调为", "上调至"]
            .first_in(part)
            .and_then(|at| part.get(..at))
            .map(|between| between.trim_end_matches("分别"))
            .is_some_and(|between| between.ends_with('，') && between.len() <= 90 && !between.contains(['由', '从']))
    };
    unit == "元" && clause.contains('由') && is_raised()
}

/// 岗位需求前五名: a place in an order.
fn is_rank(figure: &Figure, before: &str) -> bool {
    let is_persons = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Persons);
    is_persons
        && figure.value <= 100.0
        && before.strip_suffix(['前', '后']).is_some_and(|before| {
            !before.ends_with(['目', '日', '此', '年', '节', '之', '以', '月', '最', '然', '今', '先'])
        })
}

/// 按50%返还, 缴费基数的8%, 给予50%贴息: a percentage of a rule.
fn is_rule_rate(clause: &str, right: &str) -> bool {
    WORDS.other_rate.ends(clause)
        || clause.ends_with('按')
        || clause.ends_with("不低于其")
        || cues!["返还", "的比例", "比例", "贴息", "给予", "的标准", "予以"].starts(right)
        || (clause.contains("返还") && cues!["比例提", "比例由", "比例从", "比例上调", "比例调"].stands_in(clause))
        || (clause.contains("返还")
            && cues!["比例", "返还", "标准"].ends(strip_fillers(clause).trim_end_matches("最高")))
        || cues!["返还比例", "贴息比例", "补贴比例", "缴费比例", "费率", "利率", "裁员率", "报销比例", "支付比例"]
            .stands_in(clause)
}
