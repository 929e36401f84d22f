//! What keeps parallel series apart (养老保险, 非私营单位, 女), and how often an amount of money is paid.

use std::ops::Range;

use super::figure::Figure;

/// Words that name a parallel series, by indicator.
const SERIES: [(&str, &[&str]); 4] = [
    (
        "insured_persons",
        &["养老", "失业保险", "失业", "工伤", "医疗保险", "医疗", "生育", "职业伤害保障", "新农合", "新农保", "医保"],
    ),
    ("average_wage", &["非私营单位", "私营单位", "制造业", "农民工", "企业"]),
    (
        "surveyed_unemployment_rate",
        &["31个大城市", "25—59岁", "16—24岁", "青年", "大城市", "本地户籍", "外来户籍", "外来农业户籍"],
    ),
    ("employed_persons", &["城镇", "乡村", "第一产业", "第二产业", "第三产业", "制造业", "服务业"]),
];

/// Sub-groups that may follow 其中 or stand before a figure.
const SUB_GROUPS: [&str; 14] = [
    "女性",
    "女",
    "青年",
    "省内",
    "省外",
    "县内",
    "县外",
    "脱贫人口",
    "农民工",
    "高校毕业生",
    "残疾人",
    "退役军人",
    "本省",
    "大学生",
];

/// The detail of a figure; empty if nothing tells it from the indicator as a whole.
pub(super) fn read(text: &str, sentence: &Range<usize>, figure: &Figure, indicator: &str, is_part: bool) -> String {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let clause = before.rsplit(['，', '；', '。']).next().unwrap_or(before);
    if is_part {
        let part = before.rsplit("其中").next().unwrap_or(clause).trim_start_matches(['，', '：', '有']);
        let part = part.rsplit(['，', '；']).next().unwrap_or(part);
        let part: String = part.chars().filter(|c| c.is_alphanumeric()).take(12).collect();
        if !part.is_empty() {
            return part;
        }
    }
    let series = SERIES.iter().find(|(id, _)| *id == indicator).map_or(&[][..], |(_, words)| words);
    let last = |words: &[&'static str]| {
        words
            .iter()
            .filter_map(|word| Some((clause.rfind(word)?, word.len(), *word)))
            .max_by_key(|&(at, len, _)| (at + len, len))
    };
    if let Some((_, _, word)) = last(series) {
        return word.to_owned();
    }
    if clause.contains("其中")
        && let Some((_, _, word)) = last(&SUB_GROUPS)
    {
        return word.to_owned();
    }
    String::new()
}

/// Years that a wage is compared with say nothing of how often it is paid.
const YEARS_COMPARED: [&str; 6] = ["上年", "去年", "同期", "今年", "上一年", "年末"];

/// 元, 元/月, 元/年, 元/人, 元/天 or 元/小时: from the words before (每人每月) and after (／人) an amount.
pub(super) fn money_unit(clause: &str, before: &str, after: &str, indicator: &str) -> &'static str {
    let after_is = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    if after_is(&["/月", "/人·月", "/人/月", "每月", "/人月", "/（人·月）", "/月·人", "一个月"]) {
        return "元/月";
    }
    if after_is(&["/年", "/人·年", "每年", "/人/年"]) {
        return "元/年";
    }
    if after_is(&["/小时", "每小时"]) {
        return "元/小时";
    }
    if after_is(&["/天", "/日", "每天", "每日"]) {
        return "元/天";
    }
    if after_is(&["/人", "每人", "/名", "/人次"]) {
        return "元/人";
    }
    match indicator {
        "minimum_wage" => {
            let part = before.rsplit('；').next().unwrap_or(before);
            let is_hourly = clause.contains("小时") || (part.contains("小时") && !clause.contains('月'));
            return if is_hourly { "元/小时" } else { "元/月" };
        }
        "average_wage" => {
            let clause = YEARS_COMPARED.iter().fold(clause.to_owned(), |clause, word| clause.replace(word, ""));
            let nearest = ["月", "年", "日", "小时"].iter().filter_map(|word| Some((clause.rfind(word)?, *word))).max();
            let nearest = nearest.or_else(|| {
                ["月均", "月平均", "每月", "月薪", "月人均", "月收入", "月工资", "年平均", "年均"]
                    .iter()
                    .filter_map(|word| Some((before.rfind(word)?, *word)))
                    .max()
            });
            return match nearest {
                Some((_, word)) if word.starts_with('月') => "元/月",
                Some((_, "日")) => "元/天",
                Some((_, "小时")) => "元/小时",
                _ => "元/年",
            };
        }
        "subsidy_standard" => {}
        _ => return "元",
    }
    for (word, unit) in [
        ("每人每月", "元/月"),
        ("每月每人", "元/月"),
        ("人均每月", "元/月"),
        ("每月", "元/月"),
        ("每个月", "元/月"),
        ("月人均", "元/月"),
        ("每人每年", "元/年"),
        ("每年", "元/年"),
        ("每人每天", "元/天"),
        ("每天", "元/天"),
        ("每日", "元/天"),
        ("每小时", "元/小时"),
        ("每人", "元/人"),
        ("每名", "元/人"),
        ("人均", "元/人"),
    ] {
        if clause.contains(word) {
            return unit;
        }
    }
    "元"
}
