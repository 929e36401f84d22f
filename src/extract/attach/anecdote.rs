//! Figures of one firm, of one person, of an example: told to make a text lively, and none of their place.

use std::ops::Range;

use super::{Attacher, Sentence};
use crate::extract::area::AreaRole;
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::model::area::AreaCode;
use crate::model::quantity::{Unit, UnitClass};

/// How far back an example may have begun, in bytes.
const EXAMPLE: usize = 600;

/// The most that one borrows.
const LARGEST_LOAN: f64 = 5e6;

/// What an account begins with, that goes on behind an example.
static ACCOUNTS: Cues = Cues::new(&["截至", "全市", "全省", "全县", "全区", "全国", "目前", "今年以来", "累计", "共"]);

/// 举个例子：某职工每月工资3000元, 以我市一家拥有50名职工的企业为例: where the words of a sentence end that open a sum done to explain a
/// rule; one that was opened before goes on to the end of its paragraph, unless an account follows.
pub(super) fn example_in(text: &str, sentence: &Range<usize>) -> Option<usize> {
    static OPENS: Cues = Cues::new(&[
        "举个例子",
        "举例来说",
        "举例说明",
        "举例：某",
        "举例：如",
        "打个比方",
        "算一笔账：某",
        "例如某企业",
        "例如某公司",
        "例如某职工",
        "例如，某企业",
        "例如，某公司",
        "例如期初",
        "比如某企业",
        "比如某公司",
        "假设某",
        "假如某",
        "某职工",
        "某员工",
        "某参保企业",
    ]);
    let words = text.get(sentence.clone()).unwrap_or_default();
    let paragraph = text.get(..sentence.start).unwrap_or_default();
    let start = paragraph.len().saturating_sub(EXAMPLE);
    let near = paragraph.get(paragraph.ceil_char_boundary(start)..).unwrap_or_default();
    let near = near.rsplit('\n').next().unwrap_or(near);
    let takes_one = || {
        let (Some(from), Some(to)) =
            (cues!["以一家", "以我市一家", "以我省一家", "以我区一家", "以某"].first_in(words), words.find("为例"))
        else {
            return false;
        };
        from < to
    };
    if let Some(at) = OPENS.last_in(words) {
        return Some(sentence.start + at);
    }
    // No account follows in such a sentence.
    let is_account = ACCOUNTS.stands_in(words) || cues!["去年", "一季度", "上半年", "截止", "前"].starts(words);
    (OPENS.stands_in(near) && !is_account || takes_one()).then_some(sentence.end)
}

/// Whether a figure of the sentence belongs to the example that was opened there: an account may follow (截至6月7日，全市已返还4812户).
pub(super) fn is_of_example(text: &str, opened: usize, figure: &Figure) -> bool {
    text.get(opened..figure.extent.start).is_none_or(|told| !ACCOUNTS.stands_in(told))
}

/// 如一家缴费10万元的小微企业可获10万元返还, 如返乡创业者张某申请20万元: an example within a sentence, up to the semicolon.
fn is_such_as(before: &str) -> bool {
    let part = cues!["；", "。"].last_part(before);
    part.match_indices('如').any(|(at, _)| {
        let (head, told) = part.split_at_checked(at).unwrap_or_default();
        let told = told.strip_prefix('如').unwrap_or_default();
        let name = told.split('，').next().unwrap_or(told);
        let is_one = told.starts_with("一家") && !cues!["一家一", "一家家"].starts(told)
            || name.contains('某') && !cues!["某些", "某种", "某类", "某项", "某网友"].stands_in(name);
        (head.is_empty() || head.ends_with(['，', '：', '（']))
            && is_one
            && !told.starts_with(['期', '同', '实', '今', '遇', '下', '何', '果'])
            && !ACCOUNTS.stands_in(told)
    })
}

/// 一家电子厂现场就招了60人, 这家车间招了62个人: what one firm has, and no figure of its place, unless it is large.
pub(super) fn is_of_one_firm(text: &str, sentence: &Sentence<'_>, n: usize) -> bool {
    const LARGE: f64 = 5000.0;
    const LARGE_SUM: f64 = 1e6;
    static ONE: Cues = Cues::new(&[
        "一家",
        "这家",
        "我们公司",
        "我们厂",
        "我们企业",
        "我公司",
        "我厂",
        "某",
        "该公司",
        "该企业",
        "该厂",
        "这个车间",
        "有家企业",
        "一个车间",
    ]);
    let Some(figure) = sentence.figures.get(n) else { return false };
    let is_small = match figure.unit().map(Unit::class) {
        Some(UnitClass::Persons | UnitClass::Pieces) => figure.value < LARGE,
        Some(UnitClass::Money) => figure.value < LARGE_SUM && is_of_ours(text, sentence, figure),
        _ => false,
    };
    let before = text.get(sentence.range.start..figure.extent.start).unwrap_or_default();
    let names_one = || {
        let part = before.rsplit('；').next().unwrap_or(before);
        let at = ONE.last_in(part).filter(|&at| {
            let left = part.get(..at).unwrap_or_default();
            at == 0 || left.ends_with(['，', '“', '：', '的', '区', '县']) || left.ends_with("其中")
        });
        // 一家企业招了60人，全县…: only up to the next subject.
        at.and_then(|at| part.get(at..)).is_some_and(|told| {
            // 一家一策帮扶, 这家人力资源市场: no firm that hires.
            let head = told.split('，').next().unwrap_or(told);
            let is_firm = !["一家", "这家", "某"].iter().any(|word| told.starts_with(word))
                || cues![
                    "企业",
                    "公司",
                    "厂",
                    "车间",
                    "店",
                    "合作社",
                    "工作室",
                    "车企",
                    "药企",
                    "船企",
                    "工坊",
                    "农场",
                    "饭店",
                    "超市"
                ]
                .stands_in(head)
                    && !cues!["人力资源", "服务机构", "市场", "孵化", "中心", "落户"].stands_in(head);
            is_firm && told.matches('，').count() <= 1 && !cues!["全县", "全市", "全区", "全省", "全国"].stands_in(told)
        })
    };
    // 其中，东莞某电子厂一家就提供岗位800个.
    let counts_one = || {
        let clause = cues!["，", "；"].last_part(before);
        let counts = clause
            .match_indices("一家就")
            .any(|(at, _)| clause.get(at..).is_some_and(|told| !told.starts_with("一家就业")));
        counts || clause.contains("一家便")
    };
    is_small && (names_one() || counts_one()) || is_such_as(before) || is_got_by_a_firm(text, sentence, figure)
}

/// “我们公司领到稳岗返还36万元”: money that a firm has got, and no rule of what it can get.
fn is_of_ours(text: &str, sentence: &Sentence<'_>, figure: &Figure) -> bool {
    let before = text.get(sentence.range.start..figure.extent.start).unwrap_or_default();
    cues!["我们公司", "我们厂", "我们企业", "我公司", "我厂", "某"].stands_in(before)
        && !cues!["最高", "可", "给予", "按"].stands_in(before)
}

/// 张某获得贷款30万元，雇工8人; 李女士领到1700元: what one person has who is named.
fn is_of_a_named_person(text: &str, sentence: &Sentence<'_>, figure: &Figure) -> bool {
    let is_small = match figure.unit().map(Unit::class) {
        Some(UnitClass::Persons | UnitClass::Households | UnitClass::Loans) => figure.value < 100.0,
        Some(UnitClass::Money) => figure.value < 1e6,
        _ => false,
    };
    let before = text.get(sentence.range.start..figure.extent.start).unwrap_or_default();
    let part = before.rsplit('；').next().unwrap_or(before);
    let is_person = |at: usize| {
        let (name, told) = part.split_at_checked(at).unwrap_or_default();
        let clause = cues!["，", "：", "“", "、"].last_part(name);
        let deed = told.split('，').next().unwrap_or(told);
        (1..=6).contains(&clause.chars().count())
            && told.matches('，').count() <= 1
            && cues!["获得", "拿到", "领到", "领取", "申请", "申领", "开办", "创办", "享受"].stands_in(deed)
    };
    if is_small && is_of_a_person_by_name(part) {
        return true;
    }
    let named = cues!["女士", "先生", "大姐", "师傅", "某获", "某拿", "某领", "某申", "某开", "某创"];
    is_small && named.last_in(part).is_some_and(is_person)
}

/// 居民周敏去年申请到20万元, 返乡青年刘建军申请到贷款20万元，办起养鸡场，带动12人: a name of two or three characters behind what the person is.
fn is_of_a_person_by_name(part: &str) -> bool {
    static ROLES: Cues = Cues::new(&[
        "居民",
        "村民",
        "青年",
        "创业者",
        "职工",
        "大学生",
        "毕业生",
        "农民工",
        "店主",
        "老板",
        "退役军人",
        "市民",
        "女工",
    ]);
    let names_one = |role: usize| {
        let tail = part.get(role..).unwrap_or_default();
        let tail = ROLES.at_start(tail).and_then(|word| tail.get(word.len()..)).unwrap_or_default();
        let Some(verb) = cues!["申请到", "申请了", "拿到", "领到", "贷到", "获得"].first_in(tail) else {
            return false;
        };
        let (name, told) = tail.split_at_checked(verb).unwrap_or_default();
        let name = cues!["去年", "今年", "前年"].strip_end(name).unwrap_or(name);
        (2..=3).contains(&name.chars().count())
            && name.chars().all(char::is_alphabetic)
            && !cues![
                "成功", "累计", "共计", "先后", "陆续", "已经", "顺利", "就业", "创业", "可以", "免费", "可", "已",
                "每", "人均", "最高", "一次", "优先", "平均", "个人", "合伙", "申请", "额度", "普遍", "自主", "均",
                "都"
            ]
            .stands_in(name)
            && told.matches('，').count() <= 3
    };
    ROLES.last_in(part).is_some_and(names_one)
}

/// 永辉物流公司收到稳岗返还96万元, 一家机械厂收到稳岗返还42万元: money that one firm has got.
fn is_got_by_a_firm(text: &str, sentence: &Sentence<'_>, figure: &Figure) -> bool {
    const LARGEST: f64 = 5e7;
    let is_money = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Money) && figure.value < LARGEST;
    if !is_money {
        return false;
    }
    let before = text.get(sentence.range.start..figure.extent.start).unwrap_or_default();
    let clause = cues!["，", "；", "。", "："].last_part(before);
    let Some(at) = cues!["收到", "领到", "获得", "获减免", "获返还", "拿到"].first_in(clause) else {
        return false;
    };
    let who = clause.get(..at).unwrap_or_default();
    cues!["公司", "集团", "厂", "酒店", "合作社", "企业"].ends(who)
        && (!who.ends_with("企业") || who.contains("一家"))
        && !cues![
            "各",
            "等",
            "多家",
            "众多",
            "全市",
            "全县",
            "全省",
            "全区",
            "全国",
            "家公司",
            "市属",
            "我市",
            "我县",
            "我省",
            "我区",
            "全州",
            "民营",
            "规模以上",
            "规上",
            "、",
            "国有",
            "小微",
            "县属"
        ]
        .stands_in(who)
        && !who.contains(|c: char| c.is_ascii_digit())
}

/// 上个月她领了2360元: the pay of one.
pub(super) fn is_of_one_person(text: &str, sentence: &Sentence<'_>, n: usize) -> bool {
    let Some(figure) = sentence.figures.get(n) else { return false };
    if is_of_a_named_person(text, sentence, figure) {
        return true;
    }
    let is_pay = figure.value < 50_000.0 && figure.unit().is_some_and(|unit| unit.class() == UnitClass::Money);
    let before = text.get(sentence.range.start..figure.extent.start).unwrap_or_default();
    let clause = cues!["，", "；", "。", "："].last_part(before);
    // 第一笔周转金就是20万元的创业担保贷款.
    let is_one_loan = figure.value <= LARGEST_LOAN
        && figure.unit().is_some_and(|unit| unit.class() == UnitClass::Money)
        && cues!["第一笔", "首笔"].stands_in(clause)
        && text.get(sentence.range.start..sentence.range.end).is_some_and(|words| words.contains('贷'));
    if is_one_loan {
        return true;
    }
    let others = ["其他", "他们", "她们", "他人", "吉他", "他县", "他市", "他省", "他地"];
    is_pay
        && clause.match_indices(['他', '她']).any(|(at, _)| {
            let around = clause.get(clause.floor_char_boundary(at.saturating_sub(3))..).unwrap_or_default();
            !others
                .iter()
                .any(|other| around.starts_with(other) || clause.get(at..).is_some_and(|rest| rest.starts_with(other)))
        })
}

impl Attacher<'_> {
    /// 武汉大学今年有毕业生1.6万人, in a text that has named no place: what one house has is not the country's.
    pub(super) fn is_of_a_house(&self, sentence: &Sentence<'_>, n: usize) -> bool {
        const FEW: f64 = 2e4;
        let is_nowhere = !self.main.is_told && self.main.code == Some(AreaCode::CHINA) && self.scope.words.is_none();
        let names_a_place =
            || sentence.areas.iter().any(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site));
        let Some(figure) = sentence.figures.get(n) else { return false };
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let part = before.rsplit('；').next().unwrap_or(before);
        let head = part.split('，').next().unwrap_or(part);
        let Some(end) = cues!["大学", "学院", "公司", "集团"].first_in(head) else { return false };
        let class = figure.unit().map(Unit::class);
        // 四川大学2016届毕业生就业率93.6%; 峰峰集团已分流安置职工6300人: wherever they stand.
        let told = head.get(end..).unwrap_or_default();
        // 西北大学承办双选会，全省就业率56.2%.
        let rest = part.get(end..).unwrap_or_default();
        if cues!["全省", "全市", "全县", "全区", "全国", "全州", "我省", "我市", "全自治区"].stands_in(rest)
        {
            return false;
        }
        let is_of_school = class == Some(UnitClass::Percent)
            && cues!["大学", "学院"].starts(told)
            && cues!["就业率", "落实率"].stands_in(part);
        let is_of_firm = class == Some(UnitClass::Persons)
            && figure.value < FEW
            && cues!["集团", "公司"].at_start(told).and_then(|word| told.get(word.len()..)).is_some_and(|rest| {
                cues!["已", "今年", "去年", "同期", "上半年", "一季度", "新招", "招录", "招用", "招聘", "分流"]
                    .starts(rest)
            });
        if !is_of_school && !((is_nowhere || is_of_firm) && !names_a_place()) {
            return false;
        }
        let name = head.get(..end).unwrap_or_default();
        (2..=10).contains(&name.chars().count())
            && !name.contains(|c: char| c.is_ascii_digit())
            && !cues![
                "各",
                "全国",
                "我国",
                "等",
                "全省",
                "部属",
                "所",
                "家",
                "在",
                "对",
                "向",
                "离校",
                "本科",
                "据",
                "帮助",
                "上市",
                "平台",
                "劳务",
                "派遣",
                "企业",
                "职业",
                "高职",
                "民办",
                "独立",
                "技师",
                "国有",
                "民营",
                "人力资源",
                "为"
            ]
            .stands_in(name)
            && !cues!["大学生", "大学毕业", "集团化", "学院派"].starts(head.get(end..).unwrap_or_default())
    }
}
