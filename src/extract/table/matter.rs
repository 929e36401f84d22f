//! What a table is about: whether a row counts for its place at all, whether it plans, whom or what a head means beside others.

use std::ops::Range;

use super::{Named, column, ground};
use crate::extract::attach::{Attacher, first_group};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::{Counter, Figure};
use crate::extract::scan::within;
use crate::model::indicator::{Family, IndicatorId, Nature};
use crate::model::quantity::UnitClass;

/// The words around a cell.
pub(super) struct Said<'t> {
    pub heading: &'t str,
    pub label: &'t str,
    pub caption: &'t str,
    pub title: &'t str,
}

impl Said<'_> {
    fn says(&self, cues: &Cues) -> bool {
        [self.heading, self.label, self.caption, self.title].into_iter().any(|words| cues.stands_in(words))
    }
}

/// Whether the rows are those of firms, schools and the like: 单位名称 over the labels.
pub(super) fn lists_firms(text: &str, heads: &[Vec<Range<usize>>]) -> bool {
    let head =
        heads.first().and_then(|heads| heads.first()).and_then(|head| text.get(head.clone())).unwrap_or_default();
    let of_one = [
        "单位名称",
        "企业名称",
        "公司名称",
        "用人单位",
        "用工单位",
        "招聘单位",
        "招聘企业",
        "见习单位",
        "见习基地",
        "培训机构",
        "机构名称",
        "学校名称",
        "院校名称",
        "基地名称",
        "姓名",
        "经营实体名称",
        "申请人",
        "用人单位名称",
        "企业",
        "公司",
        "学校",
        "院校",
        "高校",
    ];
    of_one.contains(&head.trim())
}

/// Words that firms, schools and the like are named by.
fn names_a_house(label: &str) -> bool {
    cues![
        "公司",
        "集团",
        "工厂",
        "厂",
        "学院",
        "大学",
        "学校",
        "医院",
        "酒店",
        "超市",
        "合作社",
        "银行",
        "车间",
        "中心"
    ]
    .stands_in(label)
}

/// 歌尔股份有限公司 | 300: what one firm or school has, and no figure of its place. The row of the whole is, and so are a place under
/// 单位名称 and a kind of firms (有限责任公司).
pub(super) fn is_of_one(
    attacher: &Attacher<'_>,
    row: &super::Row,
    lists_firms: bool,
    place: Option<&ground::Named>,
) -> bool {
    let label = attacher.folded().get(row.label.clone()).unwrap_or_default();
    let bare = column::bare(label);
    let is_kind = [
        "有限",
        "大型",
        "中型",
        "小型",
        "小微",
        "中小",
        "微型",
        "部属",
        "省属",
        "市属",
        "民营",
        "公办",
        "中央",
        "地方",
        "股份",
        "国有",
        "其他",
        "外商",
        "港澳台",
        "私营",
        "集体",
        "民办",
        "普通",
        "高等",
        "中等",
        "高职",
        "技工",
        "独立",
        "成人",
        "本科",
        "专科",
    ]
    .iter()
    .any(|kind| bare.starts_with(kind));
    let is_named = ["公司", "集团", "工厂", "酒店", "超市", "合作社"].iter().any(|end| bare.ends_with(end))
        && bare.chars().count() > 4;
    let is_place = || place.is_some_and(|(_, words)| row.label.contains(&words.start)) && !names_a_house(bare);
    let is_listed =
        || lists_firms && !bare.is_empty() && !bare.starts_with(|c: char| c.is_ascii_digit()) && !is_place();
    !column::is_total(label) && !is_kind && (is_named || is_listed())
}

/// 年度目标, 预计参会企业: whether head, label or caption say that a figure is aimed at.
pub(super) fn is_aim(said: &Said<'_>) -> bool {
    let divides = cues!["任务分解", "目标分解", "指标分解", "分解如下", "任务如下", "目标如下"];
    cues!["预计", "目标", "计划", "任务"].stands_in(said.heading)
        || said.label.contains("目标")
        || divides.stands_in(said.caption) && !said.caption.contains("完成情况") && !said.heading.contains("完成")
}

/// Whether the words around a table say that it sets aims: 目标任务分解表, 关于下达…目标任务的通知.
pub(super) fn plans(said: &Said<'_>) -> bool {
    let sets = cues![
        "任务分解",
        "目标分解",
        "指标分解",
        "任务分配",
        "指标分配",
        "下达",
        "任务表",
        "目标表",
        "计划表",
        "工作计划"
    ];
    let has_done = cues!["完成", "进展", "进度", "总结", "实际", "已", "落实情况", "执行"];
    (sets.stands_in(said.title) || said.title.trim_end().ends_with("目标"))
        && ![said.title, said.caption, said.heading, said.label].iter().any(|words| has_done.stands_in(words))
}

/// 其中：女性, 省外: a head that counts a part of what stands on its left.
pub(super) fn is_part(heading: &str) -> bool {
    heading.trim_start().starts_with("其中") || ground::part_of_whole(heading).is_some()
}

/// 完成年度计划（%）, 同比增长: the label of a row that measures the one above.
pub(super) fn is_measure(label: &str) -> bool {
    cues!["完成", "占年", "占全年", "占目标", "占计划", "同比", "环比", "比上年", "较上年", "比去年", "增长", "增速"]
        .starts(label.trim())
        && column::names_no_matter(label)
}

/// Whether the row of this label goes on with the row above.
pub(super) fn hangs_on_above(label: &str) -> bool {
    is_part(label) || is_measure(label) || is_group(label)
}

/// 构成, 类别, 分群体: whether a table breaks people down by groups.
pub(super) fn tells_groups(places: [&str; 3]) -> bool {
    places.into_iter().any(|words| cues!["构成", "类别", "群体", "人群", "分类", "结构"].stands_in(words))
}

/// Whether the groups in the heads right of this indicator are parts of those whom it counts.
pub(super) fn has_groups(indicator: &str, heading: &str) -> bool {
    heading.trim_start().starts_with("其中")
        || matches!(
            indicator,
            "training_participants"
                | "certificates"
                | "job_seekers"
                | "insured_persons"
                | "subsidised_persons"
                | "public_welfare_posts"
        )
}

/// Whether an indicator counts persons, and not all of a kind.
pub(super) fn counts_persons(attacher: &Attacher<'_>, indicator: IndicatorId) -> bool {
    let row = attacher.extractor.catalogue().get(indicator);
    row.is_some_and(|row| row.base_unit == "人" && row.nature != Nature::Cohort)
}

/// Whether a head or label is the name of a group of people and nothing else.
pub(super) fn is_group(words: &str) -> bool {
    let bare = column::bare(words);
    matches!(bare, "失业人员" | "女性" | "其他" | "其他人员" | "退捕渔民" | "应届生" | "往届生")
        || first_group(bare).is_some_and(|(range, _)| range == (0..bare.len()))
}

/// 失业保险金发放情况, 社会保险补贴: whether words name what is paid to people or firms, and no loan.
pub(super) fn tells_benefit(words: &str) -> bool {
    cues!["补贴", "补助", "失业保险金", "失业保险待遇", "奖补"].stands_in(words)
        && !cues!["贷款", "返还"].stands_in(words)
}

/// 领取人数（人）, 发放金额（万元）: a head that counts a benefit named elsewhere.
pub(super) fn counts_benefit(heading: &str) -> bool {
    let bare = column::bare(heading);
    let rest = ["领取", "享受", "发放", "补贴", "补助", "待遇", "受益"]
        .iter()
        .fold(bare.to_owned(), |rest, word| rest.replace(word, ""));
    matches!(rest.as_str(), "人数" | "金额" | "人次")
}

/// Whether a column of this head may go on with the indicator on its left: 就业（人） is no part of those who were trained.
pub(super) fn may_go_on(attacher: &Attacher<'_>, left: IndicatorId, heading: &str) -> bool {
    let tells_work = cues!["就业", "务工", "安置", "吸纳", "带动", "转移"].stands_in(heading);
    let Some(row) = attacher.extractor.catalogue().get(left) else { return false };
    !tells_work || row.family == Family::Employment || matches!(row.id.as_str(), "startup_jobs" | "placement_intents")
}

/// What a cell counts in this table, which may be something else than its words say alone; nothing, if it is none of this field.
pub(super) fn in_its_table(
    attacher: &Attacher<'_>,
    named: IndicatorId,
    said: &Said<'_>,
    all_heads: &str,
    figure: &Figure,
) -> Option<IndicatorId> {
    let catalogue = attacher.extractor.catalogue();
    let own = format!("{}{}", said.heading, said.label);
    let is = |id: &str| catalogue.get(named).is_some_and(|row| row.id == id);
    let instead = |id: &str| catalogue.find(id);
    let around = |cues: &Cues| said.says(cues) || cues.stands_in(all_heads);
    let is_money = matches!(&figure.counter, Counter::Unit(unit) if unit.class() == UnitClass::MoneyRate);
    // 缺口 beside 需求人数, 未就业, what is lent in 笔/万元 at once, an amount before it was raised.
    if cues!["缺口", "未就业", "笔/万元", "户/万元", "人/万元", "调整前", "原标准"].stands_in(said.heading)
    {
        return None;
    }
    // 实现再就业人数, 返乡农民工创业.
    if is("employed_persons") && own.contains("再就业") {
        return instead("reemployment");
    }
    if is("rural_transfer") && own.contains("创业") {
        return instead("startups");
    }
    // 创业担保贷款贴息, 应参保人数, 净增, 涉及农民工.
    let is_beside = (is("startup_loans") || is("startup_loan_amount")) && own.contains("贴息")
        || is("insured_persons") && cues!["应参保", "净增", "扩面"].stands_in(said.heading)
        || is("rural_transfer") && own.contains("涉及");
    if is_beside {
        return None;
    }
    // 高校毕业生见习, 就业率 of whom nobody knows, what each earns.
    let is_other = is("graduates") && own.contains("见习")
        || is("graduate_employment_rate")
            && !around(cues!["毕业生", "毕业去向", "届", "高校", "去向落实", "初次就业", "学历"])
        || is("labour_income") && own.contains("人均")
        || is("employed_persons")
            && own.contains("就业人数")
            && !cues!["年末", "期末", "城镇", "单位", "全社会"].stands_in(&own)
            && cues!["培训", "搬迁", "毕业生", "贷款", "再就业", "招聘"].stands_in(said.title)
        || is("poverty_relief_employment") && counts_all_labour(&own) && around(cues!["已就业", "务工", "就业人数"]);
    if is_other {
        return None;
    }
    // 领取待遇人数 and 缴费人数 beside 参保人数: who is paid, and who of them pays.
    let counted = column::bare(said.heading);
    if is("insured_persons") && cues!["领取", "享受"].stands_in(counted) {
        return if around(cues!["失业"]) { instead("subsidised_persons") } else { None };
    }
    if is("insured_persons") && (counted.starts_with("缴费") || counted.ends_with("单位")) {
        return None;
    }
    // 岗位补贴（万元） in a table of money that was paid: no rule's amount.
    let is_paid = || around(cues!["万元", "发放", "公示", "支出", "使用", "拨付", "支付", "兑现"]);
    let is_ruled =
        || around(cues!["标准", "政策", "每人", "每月", "人均", "最高", "对象", "条件", "额度", "/月", "/人", "/年"]);
    if is("subsidy_standard") && !is_money && is_paid() && !is_ruled() {
        return instead("subsidy_amount");
    }
    // 开发岗位数 and 安置人数 of 公益性岗位.
    let of_welfare = cues!["公益性岗位", "公益岗"];
    let is_post =
        cues!["岗位", "安置", "在岗", "上岗"].stands_in(said.heading) && !cues!["招聘", "补贴"].stands_in(said.heading);
    let is_free = is("vacancies") || is("assisted_employment") || is("jobs_created");
    if is_free && is_post && of_welfare.stands_in(said.title) && !all_heads.contains("招聘") {
        return instead("public_welfare_posts");
    }
    Some(named)
}

/// 搬迁劳动力（人）, 脱贫劳动力总数: all of them, whether they work or not.
pub(super) fn counts_all_labour(words: &str) -> bool {
    let bare = column::bare(words).trim_end_matches(['数', '总', '人']);
    bare.ends_with("劳动力") && !cues!["就业", "务工", "转移", "外出", "吸纳", "安置", "输出", "带动"].stands_in(bare)
}

/// 高新区, 国有单位, 第一产业: the part of the whole that a row counts, where its words say nothing else; or the group of its head.
pub(super) fn own_part(
    attacher: &Attacher<'_>,
    label: &Range<usize>,
    named: &Named,
    place: Option<&ground::Named>,
) -> Option<String> {
    let words = |range: &Range<usize>| attacher.folded().get(range.clone()).map(column::bare);
    if let Some(part) = &named.part {
        return words(part).map(str::to_owned);
    }
    let bare = words(label)?;
    let names_indicator = label.start <= named.phrase.start && named.phrase.end <= label.end;
    let is_zone = ["高新区", "开发区", "经开区", "新区", "园区", "示范区", "本级", "市直", "省直", "县直"]
        .iter()
        .any(|end| bare.ends_with(end));
    // 滨海新区 is a district of its own.
    let is_district = |name: &str| {
        let last = bare.char_indices().rev().nth(3).map_or(bare, |(at, _)| bare.get(at..).unwrap_or(bare));
        name.ends_with(last)
    };
    let is_place = place.is_some_and(|(area, range)| {
        range.start >= label.start && range.end <= label.end && (!is_zone || is_district(&area.name))
    });
    let is_dated = !within(&attacher.scan.periods, label, |word| word.range.clone()).is_empty();
    let is_silent =
        bare.is_empty() || bare.chars().count() > 12 || column::is_total(bare) || column::names_no_matter(bare);
    (!names_indicator && !is_place && !is_dated && !is_silent).then(|| bare.to_owned())
}
