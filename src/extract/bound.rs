//! Words that hedge a number: before it (`超过`, `约`, `最高可达`) or behind its unit (`以上`, `左右`).

use std::sync::LazyLock;

use super::cues::Cues;
use super::figure::Figure;
use super::tables;
use crate::model::quantity::Bound;

struct Bounds {
    before: Hedges,
    after: Hedges,
}

/// Words, longer ones first, each with the bound that it sets.
struct Hedges {
    words: Cues,
    bounds: Vec<Bound>,
}

impl Hedges {
    fn new(mut hedges: Vec<(&'static str, Bound)>) -> Self {
        hedges.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let (words, bounds) = hedges.into_iter().unzip();
        Self { words: Cues::of(words), bounds }
    }
}

static BOUNDS: LazyLock<Bounds> = LazyLock::new(|| {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for [place, word, bound] in tables::rows(include_str!("../../assets/lexicon/bounds.tsv")) {
        let bound = match bound {
            "about" => Bound::About,
            "more_than" => Bound::MoreThan,
            "at_least" => Bound::AtLeast,
            _ => Bound::AtMost,
        };
        if place == "before" { before.push((word, bound)) } else { after.push((word, bound)) }
    }
    Bounds { before: Hedges::new(before), after: Hedges::new(after) }
});

/// The word that hedges a figure from behind, at the start of what follows its unit.
pub(super) fn after(rest: &str) -> Option<(&'static str, Bound)> {
    let (n, word) = BOUNDS.after.words.all_at_start(rest).next()?;
    Some((word, *BOUNDS.after.bounds.get(n)?))
}

/// Looks left for 超, 约, 最高 …, also behind a verb: 最高可达, 约为, 突破了.
pub(super) fn before(text: &str, figure: &mut Figure) {
    /// 约增加244万人, 最高可申请创业担保贷款500万元: the word belongs to the measure or names what is counted, so the figure's extent
    /// stays behind it.
    static VERBS: Cues = Cues::new(&[
        "增加",
        "增长",
        "减少",
        "下降",
        "提高",
        "新增",
        "创业担保贷款",
        "小额担保贷款",
        "创业贷款",
        "担保贷款",
    ]);
    /// 最高可贷30万元, 最高给予5000元: what is done with the sum.
    static FILLERS: Cues = Cues::new(&[
        "达到",
        "可达",
        "可贷",
        "可申请",
        "可获",
        "可享受",
        "给予",
        "补贴",
        "奖励",
        "补助",
        "达",
        "可",
        "为",
        "有",
        "了",
        "在",
        "过",
        "计",
        "是",
        "人民币",
    ]);
    let mut before = text.get(..figure.range.start).unwrap_or_default();
    let mut has_verb = false;
    for _ in 0..3 {
        for (n, word) in BOUNDS.before.words.all_at_end(before) {
            if let Some(left) = before.strip_suffix(word) {
                let is_other = match word {
                    "近" => left.ends_with(['附', '最', '临', '靠', '远', '邻', '就', '亲', '走', '相', '毗']),
                    "约" => left.ends_with(['签', '预', '履', '违', '解', '续', '节', '集', '公', '条', '合', '制']),
                    _ => false,
                };
                if is_other {
                    continue;
                }
                figure.bound = BOUNDS.before.bounds.get(n).copied().unwrap_or(figure.bound);
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
        let verb = VERBS.strip_end(before);
        has_verb |= verb.is_some();
        let Some(left) = verb.or_else(|| FILLERS.strip_end(before)) else { return };
        before = left;
    }
}
