//! A number with its unit and bound: `超过1.32亿元`, `60余名`, `5万—8万元`, `97%以上`.

use std::ops::Range;
use std::sync::LazyLock;

use super::bound;
use super::cues::{Cues, cues};
use super::number::{self, Number, Style};
use super::tables;
use crate::model::quantity::{Bound, Unit};
use crate::words::WordList;

/// A number that counts something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Number and unit.
    pub range: Range<usize>,
    /// From the first to the last word that belongs to it, bound included.
    pub extent: Range<usize>,
    /// Where it is written, if it is read elsewhere; see [`read_behind_definition`].
    pub written: Option<Range<usize>>,
    /// In base units.
    pub value: f64,
    /// Upper end of a range.
    pub value_high: Option<f64>,
    /// What it counts.
    pub counter: Counter,
    /// How it is hedged.
    pub bound: Bound,
    /// Whether it is paid per head or per time (每人每月500元), and so no total.
    pub is_rate: bool,
    /// Whether it is a small number in Chinese numerals (一家企业), which is rarely a statistic.
    pub is_small_hanzi: bool,
}

/// What stands after the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counter {
    /// A unit of measure of this field.
    Unit(Unit),
    /// Nothing (1285亿).
    Missing,
    /// A counter of other things: ages, distances, documents.
    Foreign,
}

impl Figure {
    /// A stand-in for a place without a figure.
    pub fn empty_at(at: usize) -> Self {
        Self {
            range: at..at,
            extent: at..at,
            written: None,
            value: 0.0,
            value_high: None,
            counter: Counter::Missing,
            bound: Bound::Exact,
            is_rate: false,
            is_small_hanzi: false,
        }
    }

    /// Number and unit, where they are written.
    pub fn quote(&self) -> Range<usize> {
        self.written.clone().unwrap_or_else(|| self.range.clone())
    }

    /// The counter of other things as written (岁, 公里).
    pub fn foreign_unit<'t>(&self, text: &'t str) -> Option<&'t str> {
        let written = text.get(self.range.clone())?;
        let at =
            written.rfind(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百千万亿余多来几点".contains(c))?;
        let unit = written.get(at..)?.chars().next().and_then(|c| written.get(at + c.len_utf8()..))?;
        (self.counter == Counter::Foreign && !unit.is_empty()).then_some(unit)
    }

    /// The unit, if it has one of this field.
    pub fn unit(&self) -> Option<&Unit> {
        match &self.counter {
            Counter::Unit(unit) => Some(unit),
            _ => None,
        }
    }
}

/// The units as they are written, and what each stands for.
struct Units {
    forms: WordList,
    counters: Vec<Counter>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let (forms, counters): (Vec<_>, _) = tables::rows(include_str!("../../assets/lexicon/units.tsv"))
        .map(|[form, unit]| (form, if unit == "-" { Counter::Foreign } else { Counter::Unit(Unit::new(unit)) }))
        .unzip();
    Units { forms: WordList::new(forms), counters }
});

impl Units {
    fn at(&self, text: &str, at: usize) -> Option<(usize, &Counter)> {
        let rest = text.get(at..)?;
        // 486万国有企业下岗职工: 国 counts nothing here.
        if cues!["国有", "国企", "国营"].starts(rest) {
            return None;
        }
        let (len, form) = self.forms.longest_at(rest)?;
        Some((len, self.counters.get(form as usize)?))
    }
}

/// Whether figures are read in this unit of measure.
pub(super) fn is_unit(name: &str) -> bool {
    UNITS.counters.iter().any(|counter| matches!(counter, Counter::Unit(unit) if unit.0 == name))
}

/// The figure that starts exactly at a byte, if a number does.
pub(super) fn parse(text: &str, at: usize) -> Option<Figure> {
    if is_part_of_a_name(text, at) {
        return None;
    }
    let percent = text.get(at..)?.starts_with("百分之").then_some("百分之".len());
    let number = number::parse(text, at + percent.unwrap_or(0))?;
    if is_quoted_alone(text, &number) || is_rank(text, &number) {
        return None;
    }
    if let Some(ratio) = ratio(text, &number) {
        return Some(ratio);
    }
    let mut figure = with_unit(text, at, &number, percent.is_some());
    if let Some(upper) = range_end(text, &number, &figure) {
        figure.value_high = Some(upper.value);
        figure.counter = upper.counter;
        figure.range.end = upper.range.end;
        figure.extent.end = upper.extent.end;
        // 3至5万元: the first number borrows the scale of the second.
        if number.scale == 0 && figure.value < upper.value {
            let scale = number::parse(text, upper.range.start).map_or(0, |n| n.scale);
            let scaled = figure.value * 10f64.powi(scale as i32);
            if scale > 0 && scaled < upper.value && text.get(number.end..).is_some_and(|rest| !rest.starts_with('元'))
            {
                figure.value = scaled;
            }
        }
        figure.bound = Bound::Range;
    }
    if number.style == Style::Hanzi && figure.counter == Counter::Missing && number.scale < 4 {
        return None;
    }
    if figure.value_high.is_some() {
        figure.bound = Bound::Range;
    } else if figure.bound == Bound::Exact {
        bound::before(text, &mut figure);
    }
    // A bare 万 or 千 is a number only where it is hedged: 近万个, 百余名; not in 万宁 or 千方百计.
    let is_bare =
        text.get(number.start..number.end).is_some_and(|digits| digits.chars().all(|c| "百千万亿".contains(c)));
    if is_bare && percent.is_none() && figure.bound == Bound::Exact {
        return None;
    }
    if is_clock_or_version(text, &figure) {
        return None;
    }
    figure.is_rate = is_rate(text, &figure);
    if let Some(sign) = sign_before(text, &figure) {
        figure.value = -figure.value;
        figure.extent.start -= sign;
    }
    Some(figure)
}

/// 上午10时51分, 双创2.0版: a time of the day or a version counts nothing.
fn is_clock_or_version(text: &str, figure: &Figure) -> bool {
    let written = text.get(figure.range.clone()).unwrap_or_default();
    let left = text.get(..figure.range.start).unwrap_or_default();
    figure.counter == Counter::Foreign
        && (written.ends_with('时') && left.ends_with(['午', '晚', '晨', '夜', '日'])
            || written.ends_with('分') && left.ends_with('时')
            || written.ends_with('版') && written.contains('.'))
}

/// “4050”人员, “9073”格局: digits alone between quotation marks are a name; 4050人员 is one without them.
fn is_quoted_alone(text: &str, number: &Number) -> bool {
    let is_4050 = text.get(number.start..number.end) == Some("4050");
    (is_4050 && text.get(number.end..).is_some_and(|after| after.starts_with("人员") || after.starts_with("失业")))
        || text.get(..number.start).is_some_and(|before| before.ends_with(['“', '‘', '《']))
            && text.get(number.end..).is_some_and(|after| after.starts_with(['”', '’', '》']))
}

/// 前五名, 前10位: a place in a ranking; not 节前50名, 目前12家.
fn is_rank(text: &str, number: &Number) -> bool {
    let Some(left) = text.get(..number.start).and_then(|before| before.strip_suffix('前')) else { return false };
    number.value <= 1000.0
        && !left.ends_with(['目', '节', '年', '日', '月', '之', '此', '提', '会', '班', '赛', '岗', '以', '当'])
        && text.get(number.end..).is_some_and(|after| after.starts_with(['名', '位', '家', '个', '强']))
}

/// 1：1.16, 1.32：1: how many of one there are for one of the other.
fn ratio(text: &str, number: &Number) -> Option<Figure> {
    let is_plain = |number: &Number| number.style == Style::Arabic && number.scale == 0 && number.value < 20.0;
    let rest = text.get(number.end..)?;
    let colon = ['：', ':', '∶', '︰'].into_iter().find(|&colon| rest.starts_with(colon))?;
    let other = number::parse(text, number.end + colon.len_utf8())?;
    let is_one = |number: &Number| text.get(number.start..number.end) == Some("1");
    let ends = text.get(other.end..)?.chars().next().is_none_or(|c| !c.is_ascii_digit() && !"：:∶年月日".contains(c));
    if !is_plain(number) || !is_plain(&other) || !ends || !(is_one(number) || is_one(&other)) {
        return None;
    }
    let many = if is_one(number) { &other } else { number };
    let mut figure = with_unit(text, many.start, many, false);
    // 就业岗位1：1.2万人 is no ratio.
    if figure.counter != Counter::Missing {
        return None;
    }
    figure.counter = Counter::Unit(Unit::new("倍"));
    figure.range = number.start..other.end;
    figure.extent = figure.range.clone();
    bound::before(text, &mut figure);
    Some(figure)
}

/// 增长-3.2%, 增速为负1.5%: the length of a sign that belongs to a percentage. In （-3.2%） it tells a fall, which `measure` reads.
fn sign_before(text: &str, figure: &Figure) -> Option<usize> {
    if figure.unit().is_none_or(|unit| unit.0 != "%" && unit.0 != "百分点") || figure.extent.start != figure.range.start
    {
        return None;
    }
    let before = text.get(..figure.range.start)?;
    let sign = before.chars().next_back().filter(|c| matches!(c, '-' | '—' | '负'))?;
    let left = before.get(..before.len() - sign.len_utf8())?;
    (may_precede_sign(left) && !left.ends_with('（')).then_some(sign.len_utf8())
}

/// What stands before a sign; behind other words a dash joins (GB-2312).
fn may_precede_sign(left: &str) -> bool {
    left.is_empty() || left.ends_with(['为', '长', '是', '达', '速', '幅', '了', '、', '，', '（'])
}

/// Digits behind a letter, 第 or a plus sign belong to a name: G2096次, 第44届, 1+12+N, 双创2.0版.
fn is_part_of_a_name(text: &str, at: usize) -> bool {
    // （+4.5%） has a sign, 1+12+N no value.
    let signed = text.get(..at).and_then(|before| before.strip_suffix('+'));
    if signed.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()))
        || text.get(at..).is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('+'))
    {
        return true;
    }
    // 一次性补贴: how it is paid.
    if text.get(at..).is_some_and(|rest| rest.starts_with("一次性")) {
        return true;
    }
    let left = text.get(..at).unwrap_or_default();
    // 三分之2, 五百分之3: fractions; 几十万, 数百: no value. 人数百余 counts persons.
    if left.ends_with("分之")
        || (text.get(at..).is_some_and(|rest| rest.starts_with("百分之")) && is_after_numeral(left))
    {
        return true;
    }
    if text.get(at..).is_some_and(|rest| rest.starts_with(['十', '百', '千', '万', '亿']))
        && (left.ends_with('几')
            || left.strip_suffix('数').is_some_and(|noun| {
                !noun.ends_with(['人', '总', '户', '次', '家', '额', '个', '位', '名', '笔', '工', '业'])
            }))
    {
        return true;
    }
    let before = left.chars().next_back();
    before.is_some_and(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, '第' | '.' | '〔' | '[' | '№' | '#')
            || c == '-'
                && !left.strip_suffix('-').is_some_and(may_precede_sign)
                && !text
                    .get(..at)
                    .is_some_and(|b| b.trim_end_matches('-').ends_with(|c: char| c.is_ascii_digit() || c == '万'))
    })
}

fn is_after_numeral(left: &str) -> bool {
    left.ends_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百千万亿".contains(c))
}

fn with_unit(text: &str, start: usize, number: &Number, is_percent: bool) -> Figure {
    let mut end = number.end;
    let mut bound = if number.is_more_than { Bound::MoreThan } else { Bound::Exact };
    let rest = text.get(end..).unwrap_or_default();
    // 3200多个, 60余名: only before a unit or a scale already read, not in 多元 or 多家庭.
    if rest.starts_with(['余', '多', '来'])
        && (UNITS.at(text, end + '余'.len_utf8()).is_some() || number.scale >= 4)
        && !cues!["多元化", "多元主", "多元投", "多元文", "多元发", "多元格", "多元参", "多元共"].starts(rest)
    {
        bound = Bound::MoreThan;
        end += '余'.len_utf8();
    }
    let mut counter = Counter::Missing;
    if is_percent {
        counter = Counter::Unit(Unit::new("%"));
    } else if let Some((len, found)) = UNITS.at(text, end) {
        counter = found.clone();
        end += len;
        // 去浙江的8.8万人次之: 人, and 次之 of its own.
        if counter == Counter::Unit(Unit::new("人次")) && text.get(end..).is_some_and(|rest| rest.starts_with('之'))
        {
            counter = Counter::Unit(Unit::new("人"));
            end -= '次'.len_utf8();
        }
    } else if bound == Bound::MoreThan && !number.is_more_than {
        end = number.end;
    }
    let mut extent_end = end;
    let is_counted_on = counter == Counter::Unit(Unit::new("元")) || counter == Counter::Unit(Unit::new("%"));
    if bound == Bound::Exact
        && let Some((word, found)) = bound::after(text.get(end..).unwrap_or_default())
        && (word != "多" || is_counted_on)
    {
        bound = found;
        extent_end += word.len();
    }
    Figure {
        range: start..end,
        extent: start..extent_end,
        written: None,
        value: number.value,
        value_high: number.value_high,
        counter,
        bound,
        is_rate: false,
        // 百分之二点七, 零点三个百分点 are nothing but statistics.
        is_small_hanzi: number.style == Style::Hanzi
            && number.value < 10.0
            && number.value.fract() == 0.0
            && !is_percent,
    }
}

/// 每人每月500元, 1500元/人: an amount per head or per time.
fn is_rate(text: &str, figure: &Figure) -> bool {
    static BEFORE: Cues = Cues::new(&[
        "每人",
        "每月",
        "每个月",
        "每天",
        "每日",
        "每小时",
        "每名",
        "人均",
        "月均",
        "户均",
        "每户",
        "每年每",
        "每次",
    ]);
    static AFTER: Cues = Cues::new(&["/", "每月", "每人", "每年", "每天", "每小时"]);
    if figure.unit().is_none_or(|unit| unit.0 != "元") {
        return false;
    }
    let after = text.get(figure.extent.end..).unwrap_or_default();
    let before = text.get(..figure.extent.start).unwrap_or_default();
    let clause = before.rsplit(['，', '；', '。', '：', '\n', '、']).next().unwrap_or(before);
    AFTER.starts(after) || BEFORE.stands_in(clause)
}

/// The upper end of `5万—8万元`, `20至25家`: joined by a dash or 至, in the same unit.
fn range_end(text: &str, number: &Number, figure: &Figure) -> Option<Figure> {
    let joined = |at: usize| {
        let rest = text.get(at..)?;
        let dash = cues!["——", "—", "-", "~", "至", "到"].at_start(rest)?;
        let upper_at = at + dash.len();
        let upper = number::parse(text, upper_at)?;
        (upper.style == number.style).then(|| with_unit(text, upper_at, &upper, false))
    };
    // 减少1.03万人至15.61万人 goes down by the one to the other.
    let before = text.get(..figure.range.start)?.trim_end_matches(['约', '近', '了', '超', '过']);
    let changes = cues!["减少", "增加", "下降", "上升", "提高", "回落", "增长", "下跌"].ends(before);
    let upper = match figure.counter {
        Counter::Missing => joined(number.end)?,
        _ if changes && text.get(figure.range.end..)?.starts_with(['至', '到']) => return None,
        _ => joined(figure.range.end)?,
    };
    let same_unit = figure.counter == Counter::Missing || figure.counter == upper.counter;
    (same_unit && upper.value > figure.value).then_some(upper)
}

/// 1.9亿人　二季度末外出务工劳动力总量，同比增长…: a figure that heads an item, set off from what defines it, is read where its
/// definition ends, as if that stood before it.
///
/// `is_set_off` tells whether a blank stands behind it that folding took out.
pub(super) fn read_behind_definition(
    text: &str,
    sentence: &Range<usize>,
    figures: &mut [Figure],
    is_set_off: impl FnOnce(usize) -> bool,
) {
    const MARKS: [char; 14] = ['◆', '●', '■', '▲', '★', '☆', '◇', '○', '□', '△', '·', '•', '“', ' '];
    const SET_OFF: [&str; 7] = [" ", "　", "\t", "：", "——", "丨", "|"];
    let Some((head, rest)) = figures.split_first_mut() else { return };
    let before = text.get(sentence.start..head.extent.start).unwrap_or("，");
    let behind = text.get(head.extent.end..sentence.end).unwrap_or_default();
    let behind = behind.strip_prefix('”').unwrap_or(behind);
    if !before.trim_matches(MARKS).trim_matches('　').is_empty() || head.unit().is_none() {
        return;
    }
    let mark = SET_OFF.iter().find(|mark| behind.starts_with(**mark)).copied();
    let Some(mark) = mark.or_else(|| is_set_off(head.extent.end).then_some("")) else { return };
    let definition = behind.get(mark.len()..).unwrap_or_default();
    let start = sentence.end - definition.len();
    let end = start + definition.find(['，', '；', '。', '！', '？', '\n']).unwrap_or(definition.len());
    // A definition has words and no figure of its own.
    let is_free = rest.first().is_none_or(|next| next.extent.start >= end);
    let is_told = text.get(start..end).is_some_and(|words| words.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    if is_free && is_told {
        head.written = Some(head.range.clone());
        head.range = end..end;
        head.extent = end..end;
    }
}

/// Gives a unit to numbers that share one: `1.2万、3400人`, `0.2个和0.6个百分点`.
pub(super) fn share_units(text: &str, figures: &mut [Figure]) {
    for n in (1..figures.len()).rev() {
        let (left, right) = figures.split_at_mut(n);
        let (Some(left), Some(right)) = (left.last_mut(), right.first()) else { continue };
        let between = text.get(left.extent.end..right.extent.start).unwrap_or("，");
        let is_listed = matches!(between, "、" | "和" | "及" | "与" | "或" | "，" | "—" | "，和" | "以及");
        // 分别上升3.3个、0.2个和下降0.1个百分点.
        let turns =
            matches!(between, "和下降" | "和上升" | "、下降" | "、上升" | "和回落" | "和提高" | "和降低" | "和回升");
        let goes_on = is_listed || turns && right.unit().is_some_and(|unit| unit.0 == "百分点");
        if !goes_on {
            continue;
        }
        let points = Counter::Unit(Unit::new("百分点"));
        if left.counter == Counter::Missing && between != "，" && right.unit().is_some() {
            left.counter = right.counter.clone();
            // 92、118万人: the scale on the last is of all.
            let scale_of = |at: usize| number::parse(text, at).map_or(0, |number| number.scale);
            let scale = scale_of(right.range.start);
            if scale >= 4 && scale_of(left.range.start) == 0 && left.value < 10_000.0 {
                left.value *= 10f64.powi(scale as i32);
            }
        } else if left.counter == Counter::Unit(Unit::new("个")) && right.counter == points {
            left.counter = points;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Figure {
        text.char_indices().find_map(|(at, c)| number::may_start(c).then(|| parse(text, at)).flatten()).unwrap()
    }

    #[test]
    fn units_and_bounds() {
        for (text, value, high, unit, bound, quote) in [
            ("超过1.32亿元", 132_000_000.0, None, "元", Bound::MoreThan, "1.32亿元"),
            ("共有60余名像", 60.0, None, "人", Bound::MoreThan, "60余名"),
            ("创造10万个以上", 100_000.0, None, "个", Bound::AtLeast, "10万个"),
            ("达2亿人左右", 2e8, None, "人", Bound::About, "2亿人"),
            ("5万元—50万元", 50_000.0, Some(500_000.0), "元", Bound::Range, "5万元—50万元"),
            ("3至5万元", 30_000.0, Some(50_000.0), "元", Bound::Range, "3至5万元"),
            ("20至25家", 20.0, Some(25.0), "家", Bound::Range, "20至25家"),
            ("最高可达300万元", 3_000_000.0, None, "元", Bound::AtMost, "300万元"),
            ("岗位近万个", 10_000.0, None, "个", Bound::About, "万个"),
            ("约为1.04", 1.04, None, "", Bound::About, "1.04"),
            ("3200多个", 3200.0, None, "个", Bound::MoreThan, "3200多个"),
            ("三百余人", 300.0, None, "人", Bound::MoreThan, "三百余人"),
            ("百分之五点五", 5.5, None, "%", Bound::Exact, "百分之五点五"),
            ("518多万人次", 5_180_000.0, None, "人次", Bound::MoreThan, "518多万人次"),
            ("2800元—6000元", 2800.0, Some(6000.0), "元", Bound::Range, "2800元—6000元"),
            ("下降0.06个百分点", 0.06, None, "百分点", Bound::Exact, "0.06个百分点"),
        ] {
            let figure = first(text);
            assert_eq!((figure.value, figure.value_high, figure.bound), (value, high, bound), "{text}");
            assert_eq!(figure.unit().map_or("", |unit| unit.0.as_ref()), unit, "{text}");
            assert_eq!(&text[figure.range], quote, "{text}");
        }
    }

    #[test]
    fn names_and_ordinals_are_no_figures() {
        for text in ["G2096次", "1+12+N", "第44届"] {
            let at = text.rfind(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(parse(text, at), None, "{text}");
        }
    }
}
