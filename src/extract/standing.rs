//! The standing of a figure: reached or planned. Read from the plan and report words before it, and from what the text around does
//! (`mood`). An amount that a rule sets is neither; its indicator tells (`Nature::Rule`).

use std::ops::Range;
use std::sync::LazyLock;

use super::cues::{Cues, cues};
use super::figure::Figure;
use super::mood::Mood;
use super::tables;
use crate::model::quantity::Bound;
use crate::words::WordList;

/// The standing that the words around a figure give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Done.
    Actual,
    /// Planned.
    Target,
}

/// How far figures of an indicator are aimed at, whatever the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Aim {
    /// Like any other.
    #[default]
    Any,
    /// One of the rates and totals that a government aims at each year, and so a plan where it is hedged like one.
    EachYear,
    /// A number of people that nobody plans (how many leave school): only words of planning make a target of it.
    Never,
}

/// What is known of a figure before its own words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ground {
    /// Whether the text around reviews or plans.
    pub mood: Mood,
    /// Whether it stands in a list under a lead-in that plans (`今年目标：`).
    pub is_in_planned_list: bool,
    /// Whether the time that its own paragraph names was over when the bulletin was issued.
    pub is_past: bool,
    /// Where its sentence names such a time, if it does.
    pub past_since: Option<usize>,
    /// How far such a figure is one that is aimed at.
    pub aim: Aim,
    /// Whether the bulletin was issued when a year has just begun, of which there is nothing yet to report.
    pub is_new_year: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plan,
    Weak,
    Noun,
    Announced,
    Ordered,
    Report,
    Not,
}

struct Words {
    list: WordList,
    kinds: Vec<Kind>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
    for [kind, words] in tables::rows(include_str!("../../assets/lexicon/standing.tsv")) {
        let kind = match kind {
            "plan" => Kind::Plan,
            "weak" => Kind::Weak,
            "noun" => Kind::Noun,
            "announced" => Kind::Announced,
            "ordered" => Kind::Ordered,
            "report" => Kind::Report,
            "not" => Kind::Not,
            _ => continue,
        };
        for word in words.split('|') {
            patterns.push(word);
            kinds.push(kind);
        }
    }
    Words { list: WordList::new(patterns), kinds }
});

/// What the words before a figure say, each with its place.
#[derive(Debug, Default)]
struct Said {
    plan: Option<usize>,
    weak: Option<usize>,
    report: Option<usize>,
    /// A report word that does not stand in plans as well (完成, 累计 do).
    is_reported: bool,
    announced: Option<usize>,
    ordered: Option<usize>,
    /// A plan before a semicolon, which goes on where nothing behind it tells of what was done.
    before_semicolon: bool,
    /// Where a head stands that everything after it hangs on: 今年目标：….
    head: Option<usize>,
}

/// Reads the standing of a figure from its sentence and from what the text around it does.
pub(super) fn read(text: &str, sentence: &Range<usize>, figure: &Figure, ground: Ground) -> Standing {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let said = listen(before, text.get(sentence.clone()).unwrap_or_default());
    let is_account = ground.is_past || ground.mood == Mood::Review;
    // 今年计划培训6000人，到8月底培训5238人: a time that is over, in a later clause, ends the plan.
    let is_over = |plan: &usize| {
        ground
            .past_since
            .and_then(|since| before.get(*plan..since.checked_sub(sentence.start)?))
            .is_some_and(|between| between.contains(['，', '；', '：']))
    };
    // 截至7月末转移92万人。各县市将开发岗位3000个: a time that is over elsewhere does not hold for what will be done.
    // 2024年新增1.8万人。2025年，我们将新增1.5万人: nor does the account before.
    let is_vowed =
        || cues!["年，我们将", "年，我市将", "年，我县将", "年，我区将", "年，我省将", "年，我州将"].stands_in(before);
    let will = said.weak.filter(|&at| {
        let is_free = ground.mood != Mood::Review || is_vowed();
        ground.past_since.is_none() && is_free && before.get(at..).is_some_and(is_will)
    });
    let plan = said.plan.max(said.weak.filter(|_| !is_account)).max(will).filter(|plan| !is_over(plan));
    if let (Some(plan), Some(report)) = (plan, said.report)
        && report > plan
    {
        // 计划全年培训9000人，已培训500人: the report word must stand in a later clause.
        let between = before.get(plan..report).unwrap_or_default();
        // 计划实现转移就业24万人，完成技能培训9600人次: another task of the plan.
        let goes_on = || {
            let task = before.get(report..).and_then(|tail| tail.strip_prefix("完成")).unwrap_or_default();
            !task.is_empty()
                && !task.contains(['，', '了', '年', '月'])
                && !between.contains(task)
                && !between.contains("目前")
        };
        return if between.contains('，') && !goes_on() { Standing::Actual } else { Standing::Target };
    }
    // 民生实事：城镇新增就业8.2万人 plans in the first months of a year, and reports later.
    let is_open = |at: &usize| {
        let is_of_deeds = before.get(*at..).is_some_and(|tail| cues!["民生实事", "为民实事"].starts(tail));
        ground.is_new_year || !is_of_deeds
    };
    let plan = plan.filter(is_open);
    // 全市的盘子更大：2024年转移就业32.6万人次: a head plans nothing that is over.
    let has_head = said
        .head
        .filter(is_open)
        .is_some_and(|head| ground.past_since.is_none_or(|since| since <= sentence.start + head));
    if plan.is_some() || has_head || (ground.is_in_planned_list && said.report.is_none()) {
        return Standing::Target;
    }
    if ground.mood == Mood::Plan && !said.is_reported && !ground.is_past {
        return Standing::Target;
    }
    // 计划转移劳动力5万人；新增参保1.2万人.
    let part = before.rsplit('；').next().unwrap_or(before);
    if said.before_semicolon && said.report.is_none() && !is_account && !part.contains(['月', '日', '已', '了']) {
        return Standing::Target;
    }
    // 《方案》明确，三年共开展培训5000万人次以上: a paper sets what is at least to be done.
    let is_set = || {
        let sets = said.announced.or(said.ordered).filter(|_| before.contains('》'));
        matches!(figure.bound, Bound::AtLeast | Bound::AtMost)
            && sets.zip(said.report).is_some_and(|(sets, done)| sets < done)
    };
    if said.report.is_some() && is_set() {
        return Standing::Target;
    }
    if said.report.is_some() || ground.is_past {
        return Standing::Actual;
    }
    if ground.aim == Aim::Never {
        return Standing::Actual;
    }
    let is_of_this_year = cues!["今年", "年内", "全年", "年底前", "明年", "到20"].stands_in(before);
    // 今年发放贷款近12亿元 says how far one has come, 从未超过4.3% what has never been.
    // 不足3万人 tells how few there were, and so does what is compared or has gone on for years.
    let hedge = text.get(figure.extent.start..figure.range.start).unwrap_or_default();
    let is_told = || {
        let rest = text.get(figure.extent.end..sentence.end).unwrap_or_default();
        cues!["，同比", "，比上年", "，比去年", "，较上年", "，较去年", "，环比"].starts(rest)
            || before.contains("连续")
    };
    let is_hedged = matches!(figure.bound, Bound::AtLeast | Bound::AtMost | Bound::About)
        && !hedge.contains(['近', '未', '没'])
        && !cues!["不足", "不到"].stands_in(hedge)
        && !hedge.starts_with("少于")
        && !is_told();
    // 新增就业28万人以上, 控制在5.5%以内; but 约 may hedge a report.
    let is_aim = is_hedged && (figure.bound != Bound::About || figure.extent.end > figure.range.end);
    if (is_hedged && (said.announced.is_some() || said.ordered.is_some() || is_of_this_year))
        || (is_aim && ground.aim == Aim::EachYear && ground.mood != Mood::Review)
        || (said.ordered.is_some() && is_of_this_year)
        || (ground.is_new_year
            && ground.aim == Aim::EachYear
            && is_told_right_before(before, said.ordered.max(said.announced)))
    {
        return Standing::Target;
    }
    Standing::Actual
}

/// 将 as the future, not what brings its object forward: 将培训班办到村里.
fn is_will(tail: &str) -> bool {
    let clause = tail.split(['，', '；', '。']).next().unwrap_or(tail);
    let moves = cues![
        "办到",
        "建到",
        "送到",
        "搬到",
        "开到",
        "设到",
        "办在",
        "建在",
        "设在",
        "办进",
        "搬进",
        "送进",
        "开进",
        "纳入",
        "列为",
        "列入",
        "作为",
        "延伸到",
        "下沉到",
        "转化为",
        "变成",
        "与",
        "到位",
        "摆在",
        "放在",
        "结合",
        "提高到",
        "扩大到",
        "用于",
        "拨付给",
        "引导到",
        "推送到",
        "推送给",
        "转移到",
        "安置到",
        "认定为",
        "提至",
        "降至",
        "打造成"
    ];
    // 将开发的公益性岗位1200个用于…: what has been developed.
    let has_done = clause.chars().take(6).any(|c| c == '的');
    tail.starts_with('将') && !has_done && !moves.stands_in(clause)
}

/// 湖南省明确，城镇新增就业70万人: whether the word closes the clause before the figure's, and nobody only acts on it (按照省委部署，).
fn is_told_right_before(before: &str, word: Option<usize>) -> bool {
    let Some((head, tail)) = word.and_then(|at| before.split_at_checked(at)) else { return false };
    let clause = cues!["，", "；", "。"].last_part(head);
    tail.matches(['，', '；']).count() == 1
        && cues!["明确，", "确定，", "提出，", "要求，", "部署，"].starts(tail)
        && !cues!["按照", "根据", "依照", "落实", "贯彻", "围绕", "按"].stands_in(clause)
}

/// 兑现承诺：, 2018年，市政府承诺：: what stands before a promise says that it was kept, or given in a year that is told.
fn is_kept(head: &str) -> bool {
    static KEPT: Cues = Cues::new(&[
        "兑现", "履行", "践行", "落实", "坚守", "对照", "交出", "完成", "信守", "实现", "一份", "服务", "当年",
    ]);
    let near = head.get(head.floor_char_boundary(head.len().saturating_sub(90))..).unwrap_or(head);
    let tells_year = near.match_indices('年').any(|(at, _)| {
        near.get(..at)
            .is_some_and(|left| left.len() >= 4 && left.bytes().rev().take(4).all(|byte| byte.is_ascii_digit()))
    });
    KEPT.stands_in(near) || tells_year
}

/// 将156.3万元补助拨付到312家企业账户: 将 brings forward what was handed over.
fn is_handed_over(tail: &str) -> bool {
    let clause = tail.strip_prefix('将').unwrap_or(tail).split(['，', '；', '。']).next().unwrap_or_default();
    let verb = cues![
        "拨付到",
        "拨付至",
        "拨付给",
        "打入",
        "打到",
        "打进",
        "发放到",
        "发放给",
        "发放至",
        "返还到位",
        "返还至",
        "返还给",
        "汇入",
        "划入",
        "划拨到",
        "划拨至",
        "拨到",
        "拨入",
        "稳在",
        "兑现到",
        "送到"
    ]
    .first_in(clause);
    // 将有3000万元拨付到企业 is to come.
    verb.is_some_and(|at| at > 0) && clause.starts_with(|c: char| c.is_ascii_digit())
}

/// Collects the plan and report words before a figure.
fn listen(before: &str, sentence: &str) -> Said {
    // What a semicolon parts stands for itself, except under a head: 今年目标：…；….
    let part = before.rfind('；').map_or(0, |at| at + '；'.len_utf8());
    let mut said = Said::default();
    let mut last_report: Option<usize> = None;
    for found in WORDS.list.find(before) {
        let (head, tail) = before.split_at(found.start);
        let kind = WORDS.kinds.get(found.word as usize).copied().unwrap_or(Kind::Not);
        // 新增就业1.28万人（市里下达的任务是1.3万人），再就业2380人: what a bracket plans ends with it.
        let may_plan = matches!(kind, Kind::Plan | Kind::Weak | Kind::Noun | Kind::Announced | Kind::Ordered);
        if may_plan && is_closed(head, tail) {
            continue;
        }
        let word = tail.get(..found.range().len()).unwrap_or_default();
        let after = tail.get(found.range().len()..).unwrap_or_default();
        // 方案提出，在去年新增6万人的基础上，今年新增5万人以上: what the plan builds on.
        if kind == Kind::Report && head.ends_with("在") && matches!(word, "去年" | "上年") && after.contains("基础上")
        {
            continue;
        }
        // 《中国农民工调研报告》说: a paper that tells, and sets nothing.
        let tells =
            || after.strip_prefix('》').is_some_and(|rest| cues!["说", "显示", "称", "表明", "披露"].starts(rest));
        if kind == Kind::Announced && word == "报告" && tells() {
            continue;
        }
        let is_reported =
            last_report.is_some_and(|at| before.get(at..found.start).is_none_or(|between| !between.contains('；')));
        let is_plan = match kind {
            Kind::Plan => true,
            Kind::Weak => {
                let whole = || sentence.get(found.start..).unwrap_or(tail);
                word != "将" || is_future(head, tail) && !is_handed_over(whole())
            }
            Kind::Noun if is_acted_on(head, word) => false,
            Kind::Noun => {
                SETS.starts(after) || is_set_out(after) || is_moved(after) || (opens_a_list(after) && !is_reported)
            }
            _ => false,
        };
        // 市政府兑现承诺：新增6.6万人: a promise that was kept, or was given long ago.
        let is_promise = cues!["承诺：", "责任状：", "责任书：", "军令状：", "誓言："].starts(word);
        if is_promise && is_kept(head) {
            continue;
        }
        let is_followed = after.trim_start_matches(['是', '为', '有', '如', '下']).starts_with('：');
        let heads_list = || kind == Kind::Noun && (opens_a_list(after) || is_set_out(after));
        if is_plan && !is_promise && (is_followed || word.ends_with('：') || heads_list()) {
            said.head = Some(found.start);
        }
        match kind {
            Kind::Announced => said.announced = Some(found.start),
            Kind::Ordered => said.ordered = Some(found.start),
            _ => {}
        }
        if kind == Kind::Report {
            last_report = Some(found.start);
        }
        if found.start < part {
            said.before_semicolon = match kind {
                Kind::Plan => true,
                Kind::Report => false,
                _ => said.before_semicolon,
            };
            continue;
        }
        match kind {
            Kind::Weak if is_plan => said.weak = Some(found.start),
            _ if is_plan => said.plan = Some(found.start),
            Kind::Report => {
                said.report = Some(found.start);
                said.is_reported |= !matches!(word, "完成" | "以来" | "累计" | "达成" | "共计" | "共有");
            }
            _ => {}
        }
    }
    said
}

/// Whether a word that begins `tail` stands in a bracket that has ended since, and that labels nothing: （2025年目标）：7万人.
fn is_closed(head: &str, tail: &str) -> bool {
    let ends = tail.split_once('）').is_some_and(|(inner, rest)| !inner.contains('（') && !rest.starts_with('：'));
    ends && head.rfind('（') > head.rfind('）')
}

/// What says behind 目标 what it is: 今年的目标仍是1200万人以上.
pub(super) static SETS: Cues = Cues::new(&[
    "：",
    "是",
    "为",
    "仍是",
    "仍为",
    "依然是",
    "还是",
    "定为",
    "定在",
    "确定为",
    "明确为",
    "分别为",
    "分别是",
    "设为",
    "设在",
    "锁定在",
    "调到",
    "降到",
    "提到",
    "提高到",
    "下调到",
    "上调到",
    "调整为",
]);

/// 总体目标已经设定，城镇新增就业70万人，…: what follows is the target that has been set.
fn is_set_out(after: &str) -> bool {
    let rest =
        cues!["已经", "均已", "也已", "已"].at_start(after).and_then(|word| after.get(word.len()..)).unwrap_or(after);
    let set = cues!["设定", "确定", "明确", "敲定", "出炉", "排定", "定下"].at_start(rest);
    set.and_then(|word| rest.get(word.len()..)).is_some_and(|rest| rest.starts_with(['，', '：', '。']))
}

/// 目标由5万人上调至6万人: a target that is set anew.
fn is_moved(after: &str) -> bool {
    static MOVED: Cues = Cues::new(&[
        "上调至",
        "上调到",
        "上调为",
        "提高到",
        "提高至",
        "提高为",
        "调整为",
        "调整到",
        "增加到",
        "增加至",
        "下调至",
        "下调到",
        "下调为",
        "调高到",
        "调低到",
        "降低到",
        "降到",
        "降至",
    ]);
    after.starts_with(['由', '从'])
        && after.split(['，', '；', '。']).next().is_some_and(|clause| MOVED.stands_in(clause))
}

/// 目标写进了任务书：, 目标也定了——: a colon or a dash soon behind, with nothing done before it.
fn opens_a_list(after: &str) -> bool {
    let Some(stop) = after.find(['，', '；', '。', '：', '—']) else { return false };
    let (between, rest) = after.split_at(stop);
    (rest.starts_with('：') || rest.starts_with("——"))
        && between.chars().count() <= 10
        && !cues!["完成", "情况", "进度", "进展", "实现", "超", "实施", "成效", "见效", "落地"].stands_in(between)
}

/// 今年以来，全市落实援企稳岗方案：发放…: whoever acts on a plan tells what was done.
fn is_acted_on(head: &str, word: &str) -> bool {
    cues!["方案", "规划"].ends(word)
        && cues!["落实", "推行", "推出", "推进", "实施", "执行", "贯彻"]
            .stands_in(cues!["，", "；", "。"].last_part(head))
}

/// Whether a government sets a figure for it each year: 城镇新增就业1200万人以上, 登记失业率控制在4.5%以内.
pub(super) fn is_aimed_at(indicator: &str) -> bool {
    matches!(
        indicator,
        "urban_new_jobs"
            | "reemployment"
            | "hardship_employment"
            | "surveyed_unemployment_rate"
            | "registered_unemployment_rate"
    )
}

/// The last word of planning before a figure, to show why it was taken for a target.
pub(super) fn plan_word(text: &str, sentence: &Range<usize>, figure: &Figure) -> Option<Range<usize>> {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let plans = WORDS.list.find(before).filter(|found| match WORDS.kinds.get(found.word as usize) {
        Some(Kind::Plan | Kind::Weak) => {
            let (head, tail) = before.split_at(found.start);
            found.range().len() > '将'.len_utf8() || is_future(head, tail)
        }
        Some(Kind::Noun | Kind::Announced | Kind::Ordered) => true,
        _ => false,
    });
    let last = plans.last()?.range();
    Some(sentence.start + last.start..sentence.start + last.end)
}

/// Whether a lead-in (`丹凤县提出就业扶贫目标：`) makes what follows a plan.
pub(super) fn announces_plan(lead_in: &str) -> bool {
    let words = lead_in.trim_end_matches('：');
    words.ends_with("目标")
        || words.ends_with("任务")
        || cues!["主要指标", "预期指标", "规划指标", "约束性指标"].ends(words)
        || Mood::of_heading(words) == Mood::Plan
        || {
            let end = Figure::empty_at(lead_in.len());
            read(lead_in, &(0..lead_in.len()), &end, Ground::default()) == Standing::Target
        }
}

/// 将 before a verb is the future; before a noun it only brings the object forward (将招聘会搬到…).
fn is_future(head: &str, tail: &str) -> bool {
    const VERBS: &str = "向于达接有新实完开举为会继再于在按提带创力突破超投发组进陆全输送推扩增保持可要面对由给让迎启共支吸帮促落免正分续出培建设办引安选资拿";
    // 将全省140万农民工纳入: before its object.
    let is_object = cues!["将全省", "将全市", "将全县", "将全区", "将全国", "将全州", "将全部"].starts(tail);
    !head.ends_with('即')
        && !is_object
        && tail.chars().nth(1).is_some_and(|next| VERBS.contains(next) || next.is_ascii_digit() || next == '“')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{figure, number};

    fn standing(text: &str) -> Standing {
        let at = text.char_indices().rfind(|&(_, c)| number::may_start(c)).map_or(0, |(at, _)| at);
        let start = text
            .get(..at)
            .map_or(0, |before| before.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |at| at + 1));
        let start = (start..=at).find(|&n| text.is_char_boundary(n) && figure::parse(text, n).is_some()).unwrap_or(at);
        let figure = figure::parse(text, start).unwrap();
        read(text, &(0..text.len()), &figure, Ground::default())
    }

    #[test]
    fn plans_are_targets() {
        for text in [
            "力争创造就业机会5000个",
            "全市将举办招聘会110场",
            "今年目标：新增就业；转移就业5000人",
            "计划全年培训9000人",
            "今年城镇新增就业1200人以上",
        ] {
            assert_eq!(standing(text), Standing::Target, "{text}");
        }
    }

    #[test]
    fn reports_are_actual() {
        for text in [
            "完成年度计划的80人",
            "将招聘会搬到广场，帮助2011人",
            "计划培训，已培训500人",
            "为全年目标的人数；再就业514人",
            "将近500人",
            "去年培训9000人",
        ] {
            assert_eq!(standing(text), Standing::Actual, "{text}");
        }
    }
}
