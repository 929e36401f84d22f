//! Plans of five years (`“十四五”期间`, `第六个五年计划`), runs of years (`近三年`, `五年来`) and school years.

use super::{Expression, Form, Point, Run, Year, whole_year};
use crate::extract::cues::{Cues, cues};
use crate::extract::number;

/// The tenth plan's first year; the others follow in steps of five years.
const TENTH_PLAN: i16 = 2001;

/// “十四五”期间: five years from 2021 on, and so for every plan. “十四五”规划, that only names it, is read as well: headings do so.
pub(super) fn plan(rest: &str) -> Option<(usize, Expression)> {
    let inner = rest.strip_prefix(['“', '‘']).unwrap_or(rest);
    let quote = rest.len() - inner.len();
    let (n, name) = ordinal(inner).or_else(|| spelled(inner))?;
    let is_spelled = inner.starts_with('第');
    let mut len = quote + name;
    let mut tail = inner.get(name..)?;
    let is_closed = tail.starts_with(['”', '’']);
    if is_closed {
        len += '”'.len_utf8();
        tail = tail.get('”'.len_utf8()..)?;
    }
    // 十五 is fifteen, 三五 a few; 十四五 needs no quotes.
    if (quote == 0 || !is_closed) && !is_spelled && (n <= 10 || !tail.starts_with(['期', '时', '末', '以', '规']))
    {
        return None;
    }
    let first = TENTH_PLAN + (n - 10) * 5;
    let from = Point::new(Year::Given(first), 1, 1);
    if let Some((len_of_year, place)) = one_year(tail) {
        let (from, to) = whole_year(Year::Given(first + place));
        return Some((len + len_of_year, Expression::Stretch { from, to, form: Form::WholeYear }));
    }
    if let Some((begun, years)) = first_years(tail) {
        let to = Point::new(Year::Given(first + years - 1), 12, 31);
        return Some((len + begun, Expression::Stretch { from, to, form: Form::Span }));
    }
    let to = Point::new(Year::Given(first + 4), 12, 31);
    let (extra, form) = match cues!["期末", "末", "以来", "期间", "时期"].at_start(tail) {
        Some("以来") => ("以来".len(), Form::Since),
        Some(word @ ("期间" | "时期")) => (word.len(), Form::Span),
        Some(word) => (word.len(), Form::End),
        None => (0, Form::Span),
    };
    Some((len + extra, Expression::Stretch { from, to, form }))
}

/// “十四五”第一年, 开局之年: the length of the words and how many years after the plan's first it is.
fn one_year(tail: &str) -> Option<(usize, i16)> {
    const WORDS: [(&str, i16); 13] = [
        ("第一年", 0),
        ("头一年", 0),
        ("首年", 0),
        ("开局之年", 0),
        ("开局年", 0),
        ("起步之年", 0),
        ("第二年", 1),
        ("第三年", 2),
        ("第四年", 3),
        ("第五年", 4),
        ("收官之年", 4),
        ("收官年", 4),
        ("最后一年", 4),
    ];
    let of = cues!["期间的", "时期的", "期间", "时期", "的"].at_start(tail).map_or(0, str::len);
    let rest = tail.get(of..)?;
    WORDS.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, place)| (of + word.len(), *place))
}

/// “十四五”前三年: the length of 前三年 and how many years it says.
fn first_years(tail: &str) -> Option<(usize, i16)> {
    let word = cues!["期间前", "时期前", "前", "头"].at_start(tail)?;
    let digits = tail.get(word.len()..)?;
    let n = number::parse(digits, 0).filter(|n| (1.0..5.0).contains(&n.value) && n.value.fract() == 0.0)?;
    digits.get(n.end..)?.starts_with('年').then_some((word.len() + n.end + '年'.len_utf8(), n.value as i16))
}

/// 十四五, 九五: the plan's number and the length of its name.
fn ordinal(inner: &str) -> Option<(i16, usize)> {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |c: char| DIGITS.chars().position(|known| known == c).map(|place| place as i16 + 1);
    let mut chars = inner.chars();
    let first = chars.next()?;
    let (n, units) = if first == '十' {
        let second = chars.next()?;
        match (digit(second), chars.next()) {
            (Some(unit), Some('五')) => (10 + unit, 3),
            (Some(5), _) => (10, 2),
            _ => return None,
        }
    } else {
        (digit(first).filter(|&n| n >= 6)?, (chars.next()? == '五').then_some(2)?)
    };
    Some((n, units * '五'.len_utf8()))
}

/// 第六个五年计划.
fn spelled(inner: &str) -> Option<(i16, usize)> {
    let rest = inner.strip_prefix('第')?;
    let n = number::parse(rest, 0).filter(|n| (6.0..=20.0).contains(&n.value))?;
    let tail = rest.get(n.end..)?;
    let word = cues!["个五年计划", "个五年规划"].at_start(tail)?;
    Some((n.value as i16, '第'.len_utf8() + n.end + word.len()))
}

/// What stands before the number of a run of years.
pub(super) static BEFORE_RUNS: Cues =
    Cues::new(&["最近", "近", "过去的", "过去", "未来的", "未来", "今后的", "今后", "这", "用", "利用"]);

/// 近三年, 过去五年, 未来三年, 五年来, 三年内.
pub(super) fn run(before: &str, rest: &str) -> Option<(usize, Expression)> {
    let prefix = BEFORE_RUNS.at_start(rest);
    let digits = rest.get(prefix.map_or(0, str::len)..)?;
    let n = number::parse(digits, 0)?;
    if !(1.0..=20.0).contains(&n.value) || n.scale >= 4 || n.value.fract() > 0.0 {
        return None;
    }
    let tail = digits.get(n.end..)?;
    let unit =
        cues!["年左右时间", "年左右的时间", "年的时间", "年时间", "年间", "年多来", "年来", "年之内", "年内", "年"]
            .at_start(tail)?;
    let takes_time = unit.ends_with("时间");
    let run = match prefix {
        Some("未来" | "今后" | "未来的" | "今后的") => Run::Ahead,
        Some("近" | "最近" | "过去" | "过去的") => Run::Past,
        Some("用" | "利用") if takes_time => Run::Within,
        Some("这") | None if unit.ends_with('来') || unit == "年间" => Run::UpToNow,
        // 五年累计投入1973亿元.
        None if unit == "年" && n.value > 1.0 && cues!["累计", "来累计", "共"].starts(tail.get(unit.len()..)?) => {
            Run::UpToNow
        }
        // 这五年，我们; 这一年 is the year last named.
        Some("这") if unit == "年" && n.value > 1.0 && tail.get(unit.len()..)?.starts_with(['，', '里']) => {
            Run::UpToNow
        }
        None if unit.ends_with('内') && opens(before) => Run::Within,
        _ => return None,
    };
    let len = prefix.map_or(0, str::len) + n.end + unit.len();
    Some((len, Expression::Years(n.value as i16, run)))
}

/// Whether 三年内 stands where a time is told: 毕业两年内 and 登记三年内 say who is meant.
fn opens(before: &str) -> bool {
    static VERBS: Cues =
        Cues::new(&["在", "力争", "计划", "将", "争取", "拟", "要", "用", "通过", "确保", "预计", "未来"]);
    before.is_empty() || before.ends_with(['，', '。', '；', '：', '“', '\n', '、', '！', '？']) || VERBS.ends(before)
}

/// How far behind two years it may stand that a list of figures is meant, in bytes.
const LISTED: usize = 90;

/// 2021年、2022年两年, 2008和2009两年: both.
pub(super) fn two_years(rest: &str) -> Option<(usize, Expression)> {
    fn year(text: &str) -> Option<(i16, &str)> {
        let n = number::parse(text, 0).filter(|n| n.end == 4 && (1949.0..=2099.0).contains(&n.value))?;
        Some((n.value as i16, text.get(4..)?))
    }
    let (first, tail) = year(rest)?;
    let tail = tail.strip_prefix('年').unwrap_or(tail).strip_prefix(['、', '和', '与', '及'])?;
    let (last, tail) = year(tail)?;
    let tail = tail.strip_prefix('年').unwrap_or(tail).strip_prefix("两年")?;
    let tail = cues!["间", "来", "里"].at_start(tail).and_then(|word| tail.get(word.len()..)).unwrap_or(tail);
    let (from, to) = (Point::new(Year::Given(first), 1, 1), Point::new(Year::Given(last), 12, 31));
    // 2021年、2022年两年分别新增6.1万人和6.2万人, 均超过6万人: each by itself.
    let near = tail.get(..tail.floor_char_boundary(LISTED)).unwrap_or(tail);
    let near = near.split('。').next().unwrap_or(near);
    let is_each = cues!["分别", "均", "各", "依次", "都"].stands_in(near);
    (last == first + 1 && !is_each)
        .then_some((rest.len() - tail.len(), Expression::Stretch { from, to, form: Form::Span }))
}

/// 2020—2021学年: from September to August.
pub(super) fn school_year(rest: &str) -> Option<(usize, Expression)> {
    let first = number::parse(rest, 0).filter(|n| n.end == 4 && (1949.0..=2099.0).contains(&n.value))?;
    let tail = rest.get(first.end..)?;
    let (mut len, mut last) = (first.end, first.value as i16 + 1);
    if let Some(dash) = cues!["——", "—", "-", "至", "/", "~"].at_start(tail) {
        let second = number::parse(tail, dash.len())?;
        last = if second.value < 100.0 { last / 100 * 100 + second.value as i16 } else { second.value as i16 };
        len += second.end;
    }
    let word = cues!["学年度", "学年"].at_start(rest.get(len..)?)?;
    (last == first.value as i16 + 1).then(|| {
        let (from, to) = (Point::new(Year::Given(last - 1), 9, 1), Point::new(Year::Given(last), 8, 31));
        (len + word.len(), Expression::Stretch { from, to, form: Form::Span })
    })
}
