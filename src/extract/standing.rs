//! The standing of a figure: reached or planned. Read from the plan and report words before it.

use std::ops::Range;
use std::sync::LazyLock;

use super::figure::Figure;
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plan,
    Noun,
    Announced,
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
            "noun" => Kind::Noun,
            "announced" => Kind::Announced,
            "report" => Kind::Report,
            _ => Kind::Not,
        };
        for word in words.split('|') {
            patterns.push(word);
            kinds.push(kind);
        }
    }
    Words { list: WordList::new(patterns), kinds }
});

/// Reads the standing of a figure from its sentence.
pub(super) fn read(text: &str, sentence: &Range<usize>, figure: &Figure) -> Standing {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    // What a semicolon parts stands for itself, except under a head: 今年目标：…；….
    let part = before.rfind('；').map_or(0, |at| at + '；'.len_utf8());
    let (mut plan, mut report, mut is_announced, mut has_head) = (None, None, false, false);
    for found in WORDS.list.find(before) {
        let (head, tail) = before.split_at(found.start);
        let kind = WORDS.kinds.get(found.word as usize).copied().unwrap_or(Kind::Not);
        let word = tail.get(..found.range().len()).unwrap_or_default();
        let is_plan = match kind {
            Kind::Plan => word != "将" || is_future(head, tail),
            Kind::Noun => tail.get(found.range().len()..).is_some_and(|after| after.starts_with(['：', '是', '为'])),
            _ => false,
        };
        let is_followed = tail
            .get(found.range().len()..)
            .is_some_and(|after| after.trim_start_matches(['是', '为', '有', '如', '下']).starts_with('：'));
        has_head |= is_plan && (is_followed || word.ends_with('：'));
        is_announced |= kind == Kind::Announced;
        if found.start < part {
            continue;
        }
        if is_plan {
            plan = Some(found.start);
        } else if kind == Kind::Report {
            report = Some(found.start);
        }
    }
    let is_aim = matches!(figure.bound, Bound::AtLeast | Bound::AtMost | Bound::About);
    if is_aim && report.is_none() && (is_announced || ["今年", "年内", "全年"].iter().any(|word| before.contains(word)))
    {
        return Standing::Target;
    }
    match (plan, report) {
        (Some(plan), Some(report)) if report > plan => {
            // 计划全年培训9000人，已培训500人: the report word must stand in a later clause.
            let between = before.get(plan..report).unwrap_or_default();
            if between.contains('，') { Standing::Actual } else { Standing::Target }
        }
        (Some(_), _) => Standing::Target,
        (None, _) if has_head => Standing::Target,
        (None, _) => Standing::Actual,
    }
}

/// The last word of planning before a figure, to show why it was taken for a target.
pub(super) fn plan_word(text: &str, sentence: &Range<usize>, figure: &Figure) -> Option<Range<usize>> {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    let plans = WORDS.list.find(before).filter(|found| match WORDS.kinds.get(found.word as usize) {
        Some(Kind::Plan) => {
            let (head, tail) = before.split_at(found.start);
            found.range().len() > '将'.len_utf8() || is_future(head, tail)
        }
        Some(Kind::Noun | Kind::Announced) => true,
        _ => false,
    });
    let last = plans.last()?.range();
    Some(sentence.start + last.start..sentence.start + last.end)
}

/// Whether a headline announces a plan (2026年主要预期目标和重点工作) and no report (2025年工作回顾).
pub(super) fn heads_a_plan(title: &str) -> bool {
    const PLANS: [&str; 13] = [
        "预期目标",
        "目标任务",
        "主要目标",
        "重点工作",
        "工作安排",
        "工作部署",
        "民生实事",
        "为民实事",
        "实事项目",
        "规划纲要",
        "实施方案",
        "工作要点",
        "行动计划",
    ];
    const REPORTS: [&str; 5] = ["回顾", "完成", "总结", "进展", "成效"];
    PLANS.iter().any(|word| title.contains(word)) && !REPORTS.iter().any(|word| title.contains(word))
}

/// Whether a figure's sentence reports something done, against a headline that announces a plan.
pub(super) fn reports(text: &str, sentence: &Range<usize>, figure: &Figure) -> bool {
    let before = text.get(sentence.start..figure.extent.start).unwrap_or_default();
    WORDS.list.find(before).any(|found| {
        WORDS.kinds.get(found.word as usize) == Some(&Kind::Report)
            && !matches!(before.get(found.range()), Some("完成" | "以来" | "累计" | "达成"))
    })
}

/// Whether a lead-in (`丹凤县提出就业扶贫目标：`) makes what follows a plan.
pub(super) fn announces_plan(lead_in: &str) -> bool {
    let words = lead_in.trim_end_matches('：');
    words.ends_with("目标") || words.ends_with("任务") || {
        let end = Figure::empty_at(lead_in.len());
        read(lead_in, &(0..lead_in.len()), &end) == Standing::Target
    }
}

/// 将 before a verb is the future; before a noun it only brings the object forward (将招聘会搬到…).
fn is_future(head: &str, tail: &str) -> bool {
    const VERBS: &str = "达有新实完开举为会继再于在按提带创力突破超投发组进陆全输送推扩增保持可要面对由给让迎启共支吸帮促落免正分续出培";
    !head.ends_with('即')
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
        read(text, &(0..text.len()), &figure)
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
