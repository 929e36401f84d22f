//! Figures inside of rules and beside them that are no observations: who is granted something, up to where no guarantee is asked for,
//! what one firm got at most, what held before, what a rule is measured against.

use super::words::{WORDS, last_clause};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::model::quantity::{Bound, Unit, UnitClass};

/// What a rule then does for those who fulfil its condition.
static GRANTS: Cues = Cues::new(&[
    "给予",
    "奖励",
    "奖补",
    "补贴",
    "补助",
    "再补",
    "再给",
    "再奖",
    "再按",
    "另补",
    "另给",
    "另行",
    "另按",
    "每场",
    "每人",
    "每户",
    "每增",
    "按",
    "可",
    "一次性",
    "由",
    "认定",
    "评为",
    "授予",
    "缓缴",
    "予以",
    "享受",
    "方可",
    "方能",
    "优先",
]);

/// Above that, a number of people or firms is none that a rule asks for.
const MOST_ASKED: f64 = 5e3;

/// How far back a question may stand whose answer is a condition, in bytes.
const QUESTION: usize = 90;

/// Why a figure is none, if it stands in a rule or beside one. `before` is all that stands before it, `left` what does since the last
/// figure, `right` the rest of its sentence.
pub(super) fn reason(text: &str, figure: &Figure, before: &str, left: &str, right: &str) -> Option<&'static str> {
    let class = figure.unit().map(Unit::class);
    let clause = last_clause(left);
    if is_size_of_class(figure, class, right)
        || opens_a_rule(figure, class, clause, right)
        || is_condition(figure, class, before, clause, right)
    {
        return Some("规模条件");
    }
    if class != Some(UnitClass::Money) {
        return None;
    }
    if is_line_of_loans(text, figure, before, right) {
        return Some("贷款条件");
    }
    // 最大一笔 is a figure of its own.
    if is_extreme(last_clause(before), right) {
        return Some("个例");
    }
    if is_mean(figure, before, clause) {
        return Some("平均数");
    }
    is_measured_against(clause, right).then_some("用来比较的数")
}

/// 300人以下的小微企业: the number tells which firms.
fn is_size_of_class(figure: &Figure, class: Option<UnitClass>, right: &str) -> bool {
    let Some(rest) = right.strip_prefix('的').filter(|_| is_hedged(figure)) else { return false };
    if !matches!(class, Some(UnitClass::Persons | UnitClass::Percent | UnitClass::Money)) {
        return false;
    }
    let head: usize = rest.char_indices().nth(10).map_or(rest.len(), |(at, _)| at);
    let head = rest.get(..head).unwrap_or_default();
    let head = head.split(['，', '。', '；', '、', '：']).next().unwrap_or_default();
    !head.contains(|c: char| c.is_ascii_digit()) && WORDS.condition.stands_in(head)
}

fn is_hedged(figure: &Figure) -> bool {
    matches!(figure.bound, Bound::AtMost | Bound::AtLeast | Bound::MoreThan)
}

/// 招用3人以下，按每人2000元补: how many one must take on for what the rule then grants.
fn opens_a_rule(figure: &Figure, class: Option<UnitClass>, clause: &str, right: &str) -> bool {
    static DEEDS: Cues =
        Cues::new(&["招用", "吸纳", "招收", "录用", "带动", "新增", "介绍", "输送", "聘用", "组织", "安置", "接收"]);
    const GRANTED: [&str; 11] =
        ["按", "每人", "每增", "给予", "补贴", "补助", "奖励", "奖补", "一次性", "可享", "可申"];
    let is_hedged = matches!(figure.bound, Bound::AtMost | Bound::AtLeast);
    let is_persons = matches!(class, Some(UnitClass::Persons | UnitClass::PersonTimes));
    let rest = right.trim_start_matches('的');
    let then = rest.strip_prefix('，').unwrap_or_default();
    let grants = GRANTED.iter().any(|grant| then.starts_with(grant))
        || cues!["再补", "再给", "再奖", "另补", "另给"].starts(if then.is_empty() { rest } else { then })
        || (figure.value <= 100.0
            && ["给予", "按每人", "可申", "另给", "再给", "再补", "奖补"].iter().any(|word| right.contains(word)));
    is_hedged && is_persons && figure.value <= 1e3 && DEEDS.stands_in(clause) && grants
}

/// 进场企业100家以上的，每场补贴1.5万元; 应具备：在孵企业不少于20家: what must be there before a rule grants anything.
fn is_condition(figure: &Figure, class: Option<UnitClass>, before: &str, clause: &str, right: &str) -> bool {
    let may_be_asked = match class {
        Some(UnitClass::Money | UnitClass::MoneyRate | UnitClass::PercentagePoints) | None => false,
        Some(UnitClass::Percent) => true,
        Some(_) => figure.value <= MOST_ASKED,
    };
    if !may_be_asked {
        return false;
    }
    let is_hedged = is_hedged(figure);
    let is_reached = is_hedged || figure.bound == Bound::Range || cues!["达", "达到", "满"].ends(clause);
    let head = right.split(['，', '；', '。']).next().unwrap_or(right);
    let then = right.get(head.len()..).and_then(|rest| rest.strip_prefix('，')).unwrap_or_default();
    // 500人以上的由市级审批, 100家以上的，每场补贴1.5万元, 500人以上的镇办，奖补5万元.
    let grants = || {
        head.strip_prefix('的').is_some_and(|rest| !rest.is_empty() && GRANTS.starts(rest) && is_reached)
            || GRANTS.starts(then)
                && is_reached
                && (head.ends_with('的') && head.len() <= 120 || head.starts_with('的') && head.len() <= 36)
    };
    // 占员工总数30%以上或超过5人，稳定就业6个月，按每人3000元奖补.
    let goes_on = || {
        is_hedged
            && (head.starts_with('或') || then.starts_with("稳定就业") || head.starts_with("稳定就业"))
            && cues!["按每人", "给予", "奖补", "再补助", "补贴"].stands_in(right)
    };
    let asked_for = || is_hedged && (is_asked_for(before) || cues!["的方可", "方可认定", "方可申请"].stands_in(right));
    grants() || goes_on() || asked_for()
}

/// Whether the words right before say what must be there, and nothing tells since what is there.
fn is_asked_for(before: &str) -> bool {
    static ASKS: Cues = Cues::new(&[
        "应具备",
        "须具备",
        "需具备",
        "应当具备",
        "具备以下",
        "应符合",
        "须符合",
        "应满足",
        "须满足",
        "需满足",
        "申报条件：",
        "申报条件为",
        "认定条件：",
        "认定条件为",
        "认定标准：",
        "申请条件：",
        "申请条件为",
        "以下条件：",
        "以下要求：",
        "需要什么条件",
    ]);
    static TELLS: Cues =
        Cues::new(&["全省", "全市", "全县", "全区", "全国", "目前", "截至", "现有", "累计", "共有", "今年以来", "已"]);
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(3 * QUESTION))..).unwrap_or_default();
    let near = near.rsplit('\n').next().unwrap_or(near);
    let Some(at) = ASKS.last_in(near) else { return false };
    let since = near.get(at..).unwrap_or_default();
    // The answer to a question is the one sentence behind it.
    let stops = since.matches('。').count();
    stops == 0 && !TELLS.stands_in(since)
}

/// 贷款10万元以下免除反担保, 15万元以内部分全额贴息, 10万元以上的大额贷款: a line that a rule draws, and no limit of what is lent.
fn is_line_of_loans(text: &str, figure: &Figure, before: &str, right: &str) -> bool {
    static FREE: Cues = Cues::new(&[
        "免除反担保",
        "免反担保",
        "取消反担保",
        "免除担保",
        "免担保",
        "免抵押",
        "代偿",
        "提供抵押",
        "提供反担保",
        "全额贴息",
        "100%贴息",
        "按贷款利率",
    ]);
    let behind = text.get(figure.range.end..figure.extent.end).unwrap_or_default();
    let is_line = cues!["以下", "以内", "以上"].stands_in(behind)
        || cues!["部分", "（含）以下", "（含）以内"].starts(right.trim_start_matches('的'));
    let part = right.split(['；', '。']).next().unwrap_or(right);
    // 个人最高20万元以内，…免担保额度: the limit itself.
    let head = part.split('，').next().unwrap_or(part);
    let then = part.get(head.len()..).unwrap_or_default();
    let is_free = FREE.stands_in(head)
        || ["，免除", "，取消反担保", "，原则上取消", "，原则上免"].iter().any(|word| then.starts_with(word))
        || cues!["取消反担保", "免除反担保"].stands_in(then);
    // 贷款…其中20万元以上的占六成; 年薪30万元以上的占21% is another matter.
    let is_of_loans = || {
        let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(3 * QUESTION))..);
        near.and_then(|near| near.rsplit(['。', '\n']).next()).is_some_and(|sentence| sentence.contains("贷款"))
    };
    // 20万元以内、财政全额贴息的创业担保贷款: what is offered.
    let is_offered = cues!["的创业担保贷款", "的贷款", "的担保贷款"].stands_in(head) && !right.starts_with('的');
    is_line && (is_free && !is_offered || cues!["的大额", "大额贷款", "的占"].starts(right) && is_of_loans())
}

/// 最多的一户获返还3152万元, 最高返还28.6万元，最低返还316元: what one got, at the ends of the row.
fn is_extreme(clause: &str, right: &str) -> bool {
    static ENDS: Cues = Cues::new(&[
        "最多的一户",
        "最多的一家",
        "最多一户",
        "最多一家",
        "最少的一户",
        "最少的一家",
        "最少一户",
        "最高的一户",
        "最高的一家",
        "最大一笔",
        "最小一笔",
        "最大的一笔",
        "最小的一笔",
        "最大单笔",
        "最少的",
        "最多的",
    ]);
    // 最低一档1080元 is a rule.
    let then = right.strip_prefix('，').or_else(|| right.strip_prefix('、')).unwrap_or_default();
    ENDS.stands_in(clause)
        || cues!["最低返还", "最低获"].starts(clause)
        || cues!["最高返还", "最高获"].starts(clause) && then.starts_with("最低")
}

/// 户均贷款16.8万元, 发放失业保险金612人，人均1515元: what one of them got on the average; a wage is one by its nature.
fn is_mean(figure: &Figure, before: &str, clause: &str) -> bool {
    // 人均最高2000元 is a rule.
    if is_hedged(figure) {
        return false;
    }
    if cues!["户均", "笔均", "企均", "平均每笔", "平均每户", "单户平均", "平均每家", "平均单笔", "每笔平均", "每户平均"]
        .stands_in(clause)
    {
        return !cues!["标准", "收入", "增收", "不超过", "不低于"].stands_in(clause);
    }
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(3 * QUESTION))..).unwrap_or_default();
    let sentence = near.rsplit(['。', '\n']).next().unwrap_or(near);
    let is_bare = matches!(clause, "人均" | "平均每人" | "人均约" | "人均达" | "人均每月" | "月人均");
    let is_drawn = cues!["人均领取", "人均享受", "人均补贴", "人均获"].stands_in(clause);
    // 标准提高到人均7200元 is a rule, and so is 人均500元标准.
    let is_paid = cues!["补贴", "补助", "失业保险金", "返还", "奖补"].stands_in(sentence)
        && cues!["发放", "核发", "支付", "兑现", "拨付", "领取", "享受", "应发", "共"].stands_in(sentence)
        && !cues!["工资", "收入", "薪", "标准"].stands_in(clause);
    (is_bare || is_drawn) && is_paid && !cues!["按人均", "按照人均", "标准"].stands_in(clause)
}

/// 比上海1280元高220元, 低于国家规定的1500元上限, （1810元×80%）: what the rule is compared with or counted from.
fn is_measured_against(clause: &str, right: &str) -> bool {
    let rest = right.trim_start_matches(['/', '月']);
    let base = clause.rsplit_once('比').map(|(_, base)| base);
    let is_base = base.is_some_and(|base| {
        (6..=36).contains(&base.len())
            && !base.contains(|c: char| c.is_ascii_digit())
            && !cues!["上年", "上月", "上一", "上季", "同期", "原", "前", "年", "月", "季"].stands_in(base)
    });
    // 比三年前的10万元翻了一番.
    let is_doubled = base.is_some_and(|base| base.contains("年前")) && rest.starts_with("翻了");
    is_base && rest.starts_with(['高', '低', '多', '少'])
        || is_doubled
        || right.starts_with('×')
        || cues!["规定的", "国家规定"].ends(clause)
            && cues!["低于", "高于"].stands_in(clause)
            && cues!["上限", "下限", "标准"].starts(right)
}
