//! Figures of one firm, of one person, of an example: told to make a text lively, and none of their place.

use std::ops::Range;

use super::Sentence;
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::model::quantity::{Unit, UnitClass};

/// How far back an example may have begun, in bytes.
const EXAMPLE: usize = 600;

/// 举个例子：某职工每月工资3000元, 以我市一家拥有50名职工的企业为例: a sum done to explain a rule, to the end of its paragraph.
pub(super) fn is_example(text: &str, sentence: &Range<usize>) -> bool {
    static OPENS: Cues =
        Cues::new(&["举个例子", "举例来说", "举例说明", "打个比方", "算一笔账：某", "某职工", "某员工", "某参保企业"]);
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
    OPENS.stands_in(words) || OPENS.stands_in(near) || takes_one()
}

/// 一家电子厂现场就招了60人, 这家车间招了62个人: what one firm has, and no figure of its place, unless it is large.
pub(super) fn is_of_one_firm(text: &str, sentence: &Sentence<'_>, n: usize) -> bool {
    const LARGE: f64 = 1000.0;
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
            at == 0 || left.ends_with(['，', '“', '：']) || left.ends_with("其中")
        });
        // 一家企业招了60人，全县…: only up to the next subject.
        at.and_then(|at| part.get(at..)).is_some_and(|told| {
            // 一家一策帮扶, 这家人力资源市场: no firm that hires.
            let head = told.split('，').next().unwrap_or(told);
            let is_firm = !["一家", "这家", "某"].iter().any(|word| told.starts_with(word))
                || cues!["企业", "公司", "厂", "车间", "店", "合作社"].stands_in(head)
                    && !cues!["人力资源", "服务机构", "市场", "孵化", "中心", "落户"].stands_in(head);
            is_firm && told.matches('，').count() <= 1 && !cues!["全县", "全市", "全区", "全省", "全国"].stands_in(told)
        })
    };
    is_small && names_one()
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
    let named = cues!["女士", "先生", "大姐", "师傅", "某获", "某拿", "某领", "某申", "某开", "某创"];
    is_small && named.last_in(part).is_some_and(is_person)
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
    let others = ["其他", "他们", "她们", "他人", "吉他", "他县", "他市", "他省", "他地"];
    is_pay
        && clause.match_indices(['他', '她']).any(|(at, _)| {
            let around = clause.get(clause.floor_char_boundary(at.saturating_sub(3))..).unwrap_or_default();
            !others
                .iter()
                .any(|other| around.starts_with(other) || clause.get(at..).is_some_and(|rest| rest.starts_with(other)))
        })
}
