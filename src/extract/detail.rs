//! What keeps parallel series apart (养老保险, 非私营单位, 女), and how often an amount of money is paid.

use std::ops::Range;

use super::cues::{Cues, cues};
use super::figure::Figure;

/// Words that name a parallel series, by indicator.
static SERIES: [(&str, Cues); 13] = [
    (
        "insured_persons",
        Cues::new(&[
            "养老",
            "失业保险",
            "失业",
            "工伤",
            "医疗保险",
            "医疗",
            "生育",
            "职业伤害保障",
            "新农合",
            "新农保",
            "医保",
        ]),
    ),
    ("average_wage", Cues::new(&["非私营单位", "私营单位", "制造业", "农民工", "企业", "省内", "省外", "跨省"])),
    ("subsidised_enterprises", GRANTS),
    ("subsidised_persons", GRANTS),
    (
        "surveyed_unemployment_rate",
        Cues::new(&["31个大城市", "25—59岁", "16—24岁", "青年", "大城市", "本地户籍", "外来户籍", "外来农业户籍"]),
    ),
    ("minimum_wage", Cues::new(&["一类", "二类", "三类", "四类", "一档", "二档", "三档", "四档", "小时"])),
    ("startup_loan_cap", Cues::new(&["小微企业", "小型微型企业", "小企业", "合伙", "个人"])),
    (
        "subsidy_standard",
        Cues::new(&[
            "失业保险金",
            "一次性创业补贴",
            "求职创业补贴",
            "社会保险补贴",
            "社保补贴",
            "岗位补贴",
            "培训补贴",
            "见习补贴",
            "扩岗补助",
            "交通补贴",
            "租房补贴",
            "生活补贴",
            "技能提升补贴",
        ]),
    ),
    (
        "subsidy_amount",
        Cues::new(&[
            "失业保险金",
            "创业补贴",
            "社会保险补贴",
            "社保补贴",
            "岗位补贴",
            "培训补贴",
            "见习补贴",
            "扩岗补助",
            "就业补助资金",
            "技能提升补贴",
        ]),
    ),
    ("rural_transfer", Cues::new(&["有组织", "省内", "省外", "县内", "县外", "市内", "市外", "乡内", "本地", "跨省"])),
    ("graduates", Cues::new(&["本科", "硕士", "博士", "研究生", "专科", "高职", "女"])),
    ("skilled_workers", Cues::new(&["高技能人才", "高级技师", "技师", "高级工"])),
    ("employed_persons", Cues::new(&["城镇", "乡村", "第一产业", "第二产业", "第三产业", "制造业", "服务业"])),
];

/// What is granted, and what is not collected: who benefits from the one is counted apart from who benefits from the other.
const GRANTS: Cues = Cues::new(&[
    "失业保险费",
    "社会保险费",
    "社保费",
    "稳岗返还",
    "稳岗补贴",
    "就业资金",
    "就业补助",
    "社保补贴",
    "社会保险补贴",
    "岗位补贴",
    "培训补贴",
    "扩岗补助",
    "创业补贴",
    "技能提升补贴",
    "失业保险金",
    "求职补贴",
]);

/// Indicators that are told by industry or by where people work.
const BY_INDUSTRY: [&str; 5] = ["average_wage", "employed_persons", "rural_transfer", "vacancies", "job_seekers"];

/// Sub-groups that may follow 其中 or stand before a figure.
static SUB_GROUPS: Cues = Cues::new(&[
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
]);

/// The detail of a figure: its own, or that of the figure which it explains, with 实际 for growth at constant prices.
///
/// `item` is what stands for the figure in a list before 分别.
pub(super) fn of(
    text: &str,
    sentence: &Range<usize>,
    figure: &Figure,
    indicator: &str,
    is_part: bool,
    whole: Option<&str>,
    item: Option<&str>,
) -> String {
    let of_item = || {
        let item = item?;
        let named = series(indicator).and_then(|series| named_in(series, item)).map(str::to_owned);
        age_group(item).map(str::to_owned).or(named)
    };
    let mut detail = of_item().unwrap_or_else(|| match whole {
        Some(whole) => whole.to_owned(),
        None => read(text, sentence, figure, indicator, is_part),
    });
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let clause = cues!["，", "；", "。", "（"].last_part(before);
    let is_percent = figure.unit().is_some_and(|unit| unit.0 == "%");
    if is_percent && cues!["实际增长", "实际增速", "实际下降", "实际增幅"].stands_in(clause) {
        if !detail.is_empty() {
            detail.push('、');
        }
        detail.push_str("实际");
    }
    detail
}

/// The detail of a figure by its own words; empty if nothing tells it from the indicator as a whole.
fn read(text: &str, sentence: &Range<usize>, figure: &Figure, indicator: &str, is_part: bool) -> String {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let clause = cues!["，", "；", "。"].last_part(before);
    if is_part {
        let part = before.rsplit("其中").next().unwrap_or(clause).trim_start_matches(['，', '：', '有']);
        let part = cues!["，", "；"].last_part(part);
        // 其中脱贫劳动力9320人、搬迁群众1.1万人: the parts counted before are not of this one.
        let has_figure = part.contains(|c: char| c.is_ascii_digit());
        let part = if has_figure { cues!["、", "和"].last_part(part) } else { part };
        let part: String = part.chars().filter(|c| c.is_alphanumeric()).take(12).collect();
        if !part.is_empty() {
            return part;
        }
    }
    if let Some(ages) = age_group(clause) {
        return ages.to_owned();
    }
    if BY_INDUSTRY.contains(&indicator)
        && let Some(industry) = industry(clause)
    {
        return industry.to_owned();
    }
    let last = |cues: &Cues| {
        let (end, n) = cues.last_end_in(clause)?;
        let word = cues.words().get(n).copied()?;
        // 全省外出务工人员: all who left home, and not those out of the province.
        let is_across = clause.get(..end - word.len()).is_some_and(|left| left.ends_with('全'))
            || word.ends_with('外') && clause.get(end..).is_some_and(|right| right.starts_with(['出', '来']));
        (!is_across).then_some(word)
    };
    if let Some(word) = series(indicator).and_then(last) {
        return word.to_owned();
    }
    // 为4.2万户企业降低失业保险费1.3亿元: what they get stands behind them.
    let after = text.get(figure.extent.end..sentence.end).unwrap_or_default();
    let after = after.split(['，', '；', '。']).next().unwrap_or(after);
    if indicator.starts_with("subsidised_")
        && let Some(word) = GRANTS.words().iter().filter(|word| after.contains(**word)).max_by_key(|word| word.len())
    {
        return (*word).to_owned();
    }
    if BY_INDUSTRY.contains(&indicator)
        && let Some(subject) = subject_before(before)
    {
        return subject.to_owned();
    }
    let of_part = last(&SUB_GROUPS).filter(|_| clause.contains("其中"));
    of_part.unwrap_or_default().to_owned()
}

/// The words that name the parallel series of an indicator.
fn series(indicator: &str) -> Option<&'static Cues> {
    SERIES.iter().find(|(id, _)| *id == indicator).map(|(_, words)| words)
}

/// The first word of a list that stands in a text.
fn named_in(series: &Cues, text: &str) -> Option<&'static str> {
    series.words().iter().copied().find(|word| text.contains(*word))
}

/// The detail of a table's cell: the series that its row or head names; of a rule's amount the row itself (一类, 二档).
pub(super) fn of_cell(heading: &str, label: &str, indicator: &str) -> String {
    let named = [label, heading].iter().find_map(|words| named_in(series(indicator)?, words));
    if let Some(word) = named {
        return word.to_owned();
    }
    let is_tier = indicator == "minimum_wage" && label.contains(['类', '档']);
    if is_tier { label.trim().chars().take(12).collect() } else { String::new() }
}

/// Whether a clause is the name of a part and nothing else: 30—59岁, 其中研究生, 高职高专, 二类地区, 建筑业.
pub(super) fn is_part(clause: &str) -> bool {
    const PARTS: [&str; 24] = [
        "研究生",
        "硕士",
        "博士",
        "本科",
        "本科生",
        "专科",
        "专科生",
        "高职",
        "高职高专",
        "大专",
        "中专",
        "男",
        "女",
        "男性",
        "女性",
        "城镇",
        "农村",
        "省内",
        "省外",
        "县内",
        "县外",
        "其他地区",
        "本地",
        "外地",
    ];
    let bare = clause.trim_start_matches(['、', '和', '而', '及']).trim_start_matches("其中");
    let bare = bare.trim_start_matches(['，', '：']).trim_end_matches(['为', '是', '达', '占', '约', '仅', '有']);
    let tier =
        ["一类", "二类", "三类", "四类", "一档", "二档", "三档", "四档"].iter().any(|tier| bare.starts_with(tier));
    PARTS.contains(&bare)
        || (tier && bare.chars().count() <= 4)
        || age_group(bare).is_some_and(|ages| ages.len() + 18 >= bare.len())
        || industry(bare).is_some_and(|name| name.len() == bare.len())
}

/// 16—24岁, 25-59岁, 30岁以上: the last age group of a clause.
fn age_group(clause: &str) -> Option<&str> {
    let end = clause.rfind('岁')? + '岁'.len_utf8();
    let head = clause.get(..end - '岁'.len_utf8())?;
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '—' | '-' | '–' | '~' | '至' | '到');
    let start = head.trim_end_matches(is_part).len();
    let ages = clause.get(start..end).filter(|ages| ages.contains(|c: char| c.is_ascii_digit()))?;
    Some(ages.trim_start_matches(['至', '到', '—', '-', '–', '~']))
}

/// 住宿和餐饮业 right before a figure: the name of an industry, from the last mark on.
fn industry(clause: &str) -> Option<&str> {
    let part = cues!["、", "：", "；"].last_part(clause);
    let part = part.trim_end_matches(['为', '是', '达', '约', '有', '占']);
    let others = ["就业", "创业", "企业", "毕业", "从业", "失业", "行业", "事业", "作业", "产业", "农业", "大业"];
    let is_name = part.ends_with('业') && !others.iter().any(|word| part.ends_with(word));
    (is_name && part.chars().count() <= 14 && !part.contains(|c: char| c.is_ascii_digit())).then_some(part)
}

/// 制造业缺口最大，需求1.5万人; 省外务工的占四成，月均收入4819元: whom the clauses before speak of, up to a semicolon.
fn subject_before(before: &str) -> Option<&str> {
    const WHERE: [&str; 6] = ["省外务工", "省内务工", "县外务工", "县内务工", "跨省务工", "外出务工的"];
    let part = before.rsplit('；').next().unwrap_or(before);
    let mut clauses = part.rsplit('，').skip(1);
    let head = clauses.next()?;
    // No more than one clause lies between: what was said before that has been left.
    [Some(head), clauses.next()].into_iter().flatten().find_map(|clause| {
        let place = WHERE.iter().find(|words| clause.starts_with(**words));
        let place = place.and_then(|words| words.strip_suffix("务工").or(words.strip_suffix("务工的")));
        place.or_else(|| {
            let end = clause.find('业')? + '业'.len_utf8();
            let name = clause.get(..end).filter(|name| name.chars().count() <= 6)?;
            industry(name)
        })
    })
}

/// Years that a wage is compared with say nothing of how often it is paid.
const YEARS_COMPARED: [&str; 6] = ["上年", "去年", "同期", "今年", "上一年", "年末"];

/// 月补贴2500元; but 3个月补贴2500元, 10月补贴2500元.
fn says_monthly(clause: &str) -> bool {
    ["月补", "月津贴", "月标准", "月发放标准", "月领取标准", "月岗位补贴"].iter().any(|word| {
        clause.match_indices(word).any(|(at, _)| {
            let before = clause.get(..at).unwrap_or_default();
            !before.ends_with(|c: char| c.is_ascii_digit() || "个上本当次数几一二三四五六七八九十".contains(c))
        })
    })
}

/// 元, 元/月, 元/年, 元/人, 元/天 or 元/小时: from the words before (每人每月) and after (／人) an amount.
pub(super) fn money_unit(clause: &str, before: &str, after: &str, indicator: &str) -> &'static str {
    if cues!["/月", "/人·月", "/人/月", "每月", "/人月", "/（人·月）", "/月·人", "一个月"].starts(after)
    {
        return "元/月";
    }
    if cues!["/年", "/人·年", "每年", "/人/年"].starts(after) {
        return "元/年";
    }
    if cues!["/小时", "每小时"].starts(after) {
        return "元/小时";
    }
    if cues!["/天", "/日", "每天", "每日"].starts(after) {
        return "元/天";
    }
    if cues!["/人", "每人", "/名", "/人次"].starts(after) {
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
        // 每人每月1500元的生活补贴，并给予6万元的一次性启动资金.
        "subsidy_standard" if after.starts_with("的一次性") => return "元",
        "subsidy_standard" => {}
        _ => return "元",
    }
    if says_monthly(clause) || cues!["月标准", "月发放标准"].stands_in(before) && !clause.contains("一次性")
    {
        return "元/月";
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
    // 每人每月补贴岗位补助150元、社会保险补助98元; but not 、年补7200元, 、每个基地补助20万元.
    let says_own = || clause.contains(['年', '每', '次', '共', '计', '总', '时', '天', '日']);
    match before.strip_suffix(clause).filter(|before| clause.starts_with('、') && before.ends_with('元')) {
        Some(before) if !says_own() && cues!["，", "；"].last_part(before).contains("每月") => "元/月",
        _ => "元",
    }
}
