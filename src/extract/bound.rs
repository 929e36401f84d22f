//! Words that hedge a number: before it (`超过`, `约`, `最高可达`) or behind its unit (`以上`, `左右`).

use std::sync::LazyLock;

use super::figure::Figure;
use super::tables;
use crate::model::quantity::Bound;

struct Bounds {
    before: Vec<(&'static str, Bound)>,
    after: Vec<(&'static str, Bound)>,
}

static BOUNDS: LazyLock<Bounds> = LazyLock::new(|| {
    let mut bounds = Bounds { before: Vec::new(), after: Vec::new() };
    for [place, word, bound] in tables::rows(include_str!("../../assets/lexicon/bounds.tsv")) {
        let bound = match bound {
            "about" => Bound::About,
            "more_than" => Bound::MoreThan,
            "at_least" => Bound::AtLeast,
            _ => Bound::AtMost,
        };
        if place == "before" { bounds.before.push((word, bound)) } else { bounds.after.push((word, bound)) }
    }
    bounds.before.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    bounds.after.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    bounds
});

/// The word that hedges a figure from behind, at the start of what follows its unit.
pub(super) fn after(rest: &str) -> Option<(&'static str, Bound)> {
    BOUNDS.after.iter().find(|(word, _)| rest.starts_with(word)).copied()
}

/// Looks left for 超, 约, 最高 …, also behind a verb: 最高可达, 约为, 突破了.
pub(super) fn before(text: &str, figure: &mut Figure) {
    /// 约增加244万人: the verb belongs to the measure, so the figure's extent stays behind it.
    const VERBS: [&str; 6] = ["增加", "增长", "减少", "下降", "提高", "新增"];
    const FILLERS: [&str; 12] = ["达到", "可达", "达", "可", "为", "有", "了", "在", "过", "计", "是", "人民币"];
    let mut before = text.get(..figure.range.start).unwrap_or_default();
    let mut has_verb = false;
    for _ in 0..3 {
        for &(word, bound) in &BOUNDS.before {
            if let Some(left) = before.strip_suffix(word) {
                let is_other = match word {
                    "近" => left.ends_with(['附', '最', '临', '靠', '远', '邻', '就', '亲', '走', '相', '毗']),
                    "约" => left.ends_with(['签', '预', '履', '违', '解', '续', '节', '集', '公', '条', '合', '制']),
                    _ => false,
                };
                if is_other {
                    continue;
                }
                figure.bound = bound;
                if !has_verb {
                    figure.extent.start = left.len();
                }
                return;
            }
        }
        // 上千人, 过百家: only before a bare scale word; 成千上万 is no number.
        if let Some(left) = before.strip_suffix(['上', '过', '破'])
            && !left.ends_with("成千")
            && text.get(figure.range.start..).is_some_and(|rest| rest.starts_with(['百', '千', '万', '亿']))
        {
            figure.bound = Bound::MoreThan;
            figure.extent.start = left.len();
            return;
        }
        let verb = VERBS.iter().find_map(|verb| before.strip_suffix(verb));
        has_verb |= verb.is_some();
        let Some(left) = verb.or_else(|| FILLERS.iter().find_map(|filler| before.strip_suffix(filler))) else { return };
        before = left;
    }
}
