//! What a change is measured against: the year before, the month before, something else.

use std::ops::Range;
use std::sync::LazyLock;

use super::Form;
use super::words::{last_clause, strip_fillers};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::{Counter, Figure};
use crate::model::quantity::UnitClass;

/// What a change is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Base {
    /// The year before.
    Year,
    /// The month or quarter before.
    Month,
    /// The end of the year before: the year, if the figure stands at a year's end itself.
    YearEnd,
    /// A year given in figures: the year before only if the figure is of the next.
    GivenYear,
    /// Anything else (比2015年末, 比南关区).
    Other,
}

/// Words that name a base by themselves.
const BASES: [(&str, Base); 51] = [
    ("同比", Base::Year),
    ("上年同期", Base::Year),
    ("去年同期", Base::Year),
    ("比上年", Base::Year),
    ("较上年", Base::Year),
    ("比去年", Base::Year),
    ("较去年", Base::Year),
    ("上年增", Base::Year),
    ("比前一年", Base::Year),
    ("较前一年", Base::Year),
    ("比上一年", Base::Year),
    ("较上一年", Base::Year),
    ("上一年同期", Base::Year),
    ("较同期", Base::Year),
    ("比同期", Base::Year),
    ("比上届", Base::Year),
    ("比上一届", Base::Year),
    ("较上一届", Base::Year),
    ("较上届", Base::Year),
    ("环比", Base::Month),
    ("上月", Base::Month),
    ("上季度", Base::Month),
    ("上个月", Base::Month),
    ("上季", Base::Month),
    ("上个季度", Base::Month),
    ("比上期", Base::Month),
    ("较上期", Base::Month),
    ("上一期", Base::Month),
    ("比去年四季度", Base::Month),
    ("比去年第四季度", Base::Month),
    ("比上年四季度", Base::Month),
    ("比上年第四季度", Base::Month),
    ("较去年四季度", Base::Month),
    ("较去年第四季度", Base::Month),
    ("较上年四季度", Base::Month),
    ("较上年第四季度", Base::Month),
    ("比前年", Base::Year),
    ("较前年", Base::Year),
    ("上一季度", Base::Month),
    ("上一季", Base::Month),
    ("较前期", Base::Month),
    ("比前期", Base::Month),
    ("上年末", Base::YearEnd),
    ("去年末", Base::YearEnd),
    ("上年底", Base::YearEnd),
    ("年初", Base::YearEnd),
    ("去年底", Base::YearEnd),
    ("上年年末", Base::YearEnd),
    ("去年年末", Base::YearEnd),
    ("上年年底", Base::YearEnd),
    ("去年年底", Base::YearEnd),
];

static BASE_WORDS: LazyLock<Cues> = LazyLock::new(|| Cues::of(BASES.iter().map(|&(word, _)| word).collect()));

/// The form of a figure behind a rise or a fall.
pub(super) fn change(
    text: &str,
    sentence: &Range<usize>,
    figures: &[Figure],
    n: usize,
    earlier: &[Form],
    left: &str,
    is_fall: bool,
) -> Form {
    // 比4月的5.2%下降0.1个百分点: the base of the clause, though a figure stands between.
    let in_clause = || {
        let before = text.get(sentence.start..figures.get(n)?.range.start)?;
        base_in(last_clause(before))
    };
    // 新增就业岗位41.2万个，扣除减少的，净增11.6万个: a flow of its own, and no difference.
    let is_net_of_new = strip_fillers(left).ends_with("净增")
        && n.checked_sub(1).and_then(|m| figures.get(m)).is_some_and(|known| {
            last_clause(text.get(sentence.start..known.extent.start).unwrap_or_default()).contains("新增")
        });
    if is_net_of_new && base_in(left).is_none() {
        return Form::Level;
    }
    let near = listed_base(text, sentence, figures, n).or_else(|| base_in(left)).or_else(in_clause);
    let near = near.map(|base| {
        let before = text.get(sentence.start..figures.get(n).map_or(sentence.start, |figure| figure.range.start));
        let is_month = || before.is_some_and(follows_month_end) || follows_quarter(text, sentence.start, before);
        if base == Base::Other && is_month() || base == Base::Year && before.is_some_and(follows_december) {
            Base::Month
        } else {
            base
        }
    });
    if near.is_some() {
        return Form::Change { base: near, is_fall };
    }
    // The base may stand before the figure that this one explains: 同比增加37万人，增长3.9%.
    let carried = earlier.iter().rev().find_map(|form| match form {
        Form::Change { base, .. } => Some(*base),
        _ => None,
    });
    let figure = figures.get(n);
    let is_rate = figure
        .and_then(Figure::unit)
        .is_some_and(|unit| matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints));
    let in_sentence =
        text.get(sentence.start..figure.map_or(sentence.start, |figure| figure.range.start)).and_then(base_in);
    let follows_level = || {
        earlier
            .iter()
            .zip(figures)
            .any(|(form, other)| *form == Form::Level && figure.is_some_and(|figure| counts_alike(other, figure)))
    };
    match (carried.flatten().or(in_sentence), is_rate) {
        (Some(base), _) => Form::Change { base: Some(base), is_fall },
        // 本地居民失业率2.6%，上升0.1个百分点, where the text has just compared with the quarter before (较上一期).
        (None, true) if speaks_of_last_period(text, sentence.start) => {
            Form::Change { base: Some(Base::Month), is_fall }
        }
        (None, true) => Form::Change { base: Some(Base::Year), is_fall },
        // 增加5000人 without a base and without a figure to compare is a level of its own.
        // 总量达到29753万人，多了191万人: right behind a level the base is the year before; so with 参保人数增加1753万.
        (None, false) if follows_level() || counts_a_stock(left) => Form::Change { base: Some(Base::Year), is_fall },
        // 每月提高183元 without what it was is neither amount nor difference.
        (None, false) if figure.and_then(Figure::unit).is_some_and(|unit| unit.0.starts_with('元')) => {
            Form::Change { base: Some(Base::Other), is_fall }
        }
        (None, false) => Form::Level,
    }
}

/// 今年1月…较去年12月上升: January beside the month before.
fn follows_december(before: &str) -> bool {
    let Some(at) = cues!["去年12月", "上年12月"].last_in(before) else { return false };
    let told = before.get(..at).unwrap_or_default();
    told.match_indices("1月")
        .any(|(at, _)| !told.get(..at).is_some_and(|left| left.ends_with(|c: char| c.is_ascii_digit())))
}

/// 参保人数突破90万，净增1.9万人: the unit may be left out once.
fn counts_alike(other: &Figure, figure: &Figure) -> bool {
    other.counter == figure.counter || (other.counter == Counter::Missing && other.value > figure.value)
}

/// 参保人数增加, 就业总量扩大: what grows is named as a stock, so that the figure is no stock itself.
pub(super) fn counts_a_stock(left: &str) -> bool {
    let bare = strip_fillers(left);
    let clause = last_clause(bare);
    cues!["人数", "总量", "总数", "规模", "存量", "劳动力", "农民工", "就业人员", "从业人员"]
        .last_end_in(clause)
        .and_then(|(end, _)| clause.get(end..))
        .is_some_and(|tail| tail.chars().count() <= 5)
}

/// 按季下跌, 按年增加: as Hong Kong and Macao compare; 按月公布 compares nothing.
pub(super) fn rate_of_hong_kong(left: &str) -> Option<(usize, Base)> {
    let at = cues!["按季", "按月", "按年"].last_in(left)?;
    let tail = left.get(at + "按季".len()..)?;
    let moves =
        tail.trim_start_matches("分别").starts_with(['增', '减', '升', '跌', '上', '下', '回', '微', '扩', '收']);
    let base = if left.get(at..)?.starts_with("按年") { Base::Year } else { Base::Month };
    moves.then_some((at + "按季".len(), base))
}

/// What stands behind the last base named in a stretch of text.
pub(super) fn after_base(left: &str) -> Option<&str> {
    const SAME: &str = "同期";
    let named = BASE_WORDS.last_end_in(left).map(|(end, _)| end);
    let same = left.rfind(SAME).map(|at| at + SAME.len());
    left.get(named.max(same)?..)
}

/// The last base named in a stretch of text.
pub(super) fn base_in(left: &str) -> Option<Base> {
    let found = BASE_WORDS.last_end_in(left).and_then(|(end, n)| Some((end, BASES.get(n)?.1)));
    let found = found.or_else(|| rate_of_hong_kong(left));
    // 比 or 较 behind the last base opens another comparison.
    let other = left.rfind(['比', '较']).filter(|&at| {
        let tail = left.get(at..).unwrap_or_default();
        // 与上年同期比，需求多了…: the comparison is closed.
        let is_closed = left.get(at + '比'.len_utf8()..).is_some_and(|rest| rest.starts_with('，'));
        !is_closed
            && !cues!["比例", "比重", "比率", "较大", "较快", "较好", "较多", "较高", "比武"].starts(tail)
            && !left.get(..at).is_some_and(|b| b.ends_with(['同', '环', '占', '之', '相', '对', '可']))
    });
    // 与2024年相比，广东多1.7万人: what stands between 与 and 相比.
    if found.is_none() && other.is_none() {
        let is_year = |with: &str| cues!["一年前", "去年", "上年"].stands_in(with);
        return compared_with(left).map(|with| if is_year(with) { Base::Year } else { dated_base(with) });
    }
    match (found, other) {
        // 较去年10月至12月: no year before, though it begins like one.
        (Some(_), Some(at)) if left.get(at + '比'.len_utf8()..).is_some_and(rolls) => Some(Base::Month),
        (Some((end, base)), Some(at)) if at < end => Some(base),
        (_, Some(at)) => Some(dated_base(left.get(at + '比'.len_utf8()..).unwrap_or_default())),
        (Some((_, base)), None) => Some(base),
        (None, None) => None,
    }
}

/// 第二季度求人倍率1.15，与一季度的1.21相比回落0.06: the quarter before that of which the text speaks.
fn follows_quarter(text: &str, start: usize, before: Option<&str>) -> bool {
    const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];
    let Some(clause) = before.map(last_clause) else { return false };
    let at = clause.rfind(['比', '较', '与', '和']).unwrap_or(0);
    let Some(n) = QUARTERS.iter().position(|quarter| clause.get(at..).is_some_and(|tail| tail.contains(quarter)))
    else {
        return false;
    };
    let near = text.get(text.floor_char_boundary(start.saturating_sub(240))..start).unwrap_or_default();
    let head = before.and_then(|before| before.get(..before.len() - clause.len())).unwrap_or_default();
    QUARTERS.get((n + 1) % 4).is_some_and(|next| head.contains(next) || near.contains(next))
}

/// Whether the text right before has compared with the rolling quarter before, as Hong Kong and Macao do.
fn speaks_of_last_period(text: &str, at: usize) -> bool {
    let near = text.get(text.floor_char_boundary(at.saturating_sub(240))..at).unwrap_or_default();
    cues!["上一期", "较上期", "比上期"].stands_in(near)
}

/// 2024年 in 与2024年相比.
fn compared_with(left: &str) -> Option<&str> {
    let end = left.rfind("相比")?;
    let head = left.get(..end)?;
    let start = cues!["，", "；", "。"].last_part(head);
    start.strip_prefix(['与', '和', '同', '跟'])
}

/// 3月末在岗31.7万人，比2月末多6800人: the end of the month before that of which the sentence speaks.
fn follows_month_end(before: &str) -> bool {
    let clause = last_clause(before);
    let Some(after) = clause.rfind(['比', '较']).and_then(|at| clause.get(at + '比'.len_utf8()..)) else {
        return false;
    };
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let month = after.get(..digits).and_then(|month| month.parse::<u8>().ok());
    let is_end = after.get(digits..).is_some_and(|tail| cues!["月末", "月底"].starts(tail));
    month.filter(|_| is_end).is_some_and(|month| {
        let next = month % 12 + 1;
        [format!("{next}月末"), format!("{next}月底")].iter().any(|end| before.contains(end.as_str()))
    })
}

/// 10月至12月, 去年10月至12月, 2025年10月至12月: three months in a row.
fn rolls(words: &str) -> bool {
    let months = words.strip_prefix(['去', '今', '上']).and_then(|rest| rest.strip_prefix('年')).unwrap_or(words);
    let months = months.split_once('年').filter(|(year, _)| year.len() == 4).map_or(months, |(_, rest)| rest);
    let month = |words: &str| words.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
    let Some((first, rest)) = months.split_once('月') else { return false };
    let second = rest.strip_prefix(['至', '到', '—', '-']).and_then(|rest| rest.split_once('月'));
    month(first).zip(second.and_then(|(second, _)| month(second))).is_some()
}

/// 比8月低 compares with another month of the same year, 比2022年多 with the year before.
fn dated_base(after: &str) -> Base {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    // 较去年10月至12月: the quarter before of those that roll from month to month.
    if rolls(after) {
        return Base::Month;
    }
    // 较第三季下跌: as Hong Kong and Macao write of the quarter before.
    if cues!["第一季", "第二季", "第三季", "第四季"].starts(after) && !after.contains("季度") {
        return Base::Month;
    }
    if cues!["一季度末", "二季度末", "三季度末"].starts(after) {
        return Base::Month;
    }
    match (digits, after.get(digits..)) {
        // 比4月份的高点回落: from a peak, and not from the month before.
        (1 | 2, Some(tail))
            if tail.starts_with('月')
                && !cues!["月底", "月末"].starts(tail)
                && !cues!["高点", "峰值", "低点", "高位"].stands_in(tail) =>
        {
            Base::Month
        }
        (4, Some(tail)) if tail.starts_with(['年', '届']) => Base::GivenYear,
        _ => Base::Other,
    }
}

/// 环比、同比分别增加8.85万人、56.48万人: the figure's place in the list picks the base.
///
/// Without 分别 the bases must stand side by side: 比上年同期和上季度提高0.1和0.01.
pub(super) fn listed_base(text: &str, sentence: &Range<usize>, figures: &[Figure], n: usize) -> Option<Base> {
    let figure = figures.get(n)?;
    let before = text.get(sentence.start..figure.range.start)?;
    let clause_at = before.rfind(['；', '。']).map_or(0, |at| at + '；'.len_utf8());
    let clause = before.get(clause_at..)?;
    let (heads_end, is_tight) = match clause.rfind("分别").or_else(|| clause.rfind("依次")) {
        Some(at) => (at, false),
        None => (first_cue(clause)?, true),
    };
    let heads = clause.get(..heads_end)?;
    let heads = if is_tight { last_clause(heads) } else { heads };
    let tail_start = sentence.start + clause_at + heads_end;
    let mut found: Vec<(usize, Base)> = Vec::new();
    if !cues!["同比", "环比", "同期", "上季度", "上月"].stands_in(heads) {
        return None;
    }
    for (word, base) in [
        ("同比", Base::Year),
        ("环比", Base::Month),
        ("上年同期", Base::Year),
        ("去年同期", Base::Year),
        ("上季度", Base::Month),
        ("上月", Base::Month),
    ] {
        found.extend(heads.rfind(word).map(|at| (at, base)));
    }
    if found.len() < 2 {
        return None;
    }
    found.sort_by_key(|&(at, _)| at);
    let place = figures.iter().take(n).filter(|figure| figure.range.start >= tail_start).count();
    if is_tight {
        // 同比、环比增长3%、0.2%: two bases with a joiner between, two figures behind.
        let (first, second) = (found.first()?.0, found.get(1)?.0);
        let between = heads.get(first..second)?;
        let joined = between.chars().count() <= 7 && between.contains(['、', '和', '及', '与']);
        let listed = figures
            .get(n)
            .zip(figures.get(n + 1))
            .filter(|_| place == 0)
            .or_else(|| figures.get(n.checked_sub(1)?).zip(figures.get(n)))
            .and_then(|(left, right)| text.get(left.extent.end..right.extent.start))
            .is_some_and(super::is_list_gap);
        if !joined || !listed {
            return None;
        }
    }
    found.get(place).map(|&(_, base)| base)
}

/// Where the last rise or fall of a clause starts.
fn first_cue(clause: &str) -> Option<usize> {
    cues!["增长", "增加", "提高", "上升", "下降", "减少", "回落", "降低", "多", "少"].last_in(clause)
}
