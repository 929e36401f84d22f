//! The area tag of a title (`四川 | …`, `【四川】…`, `四川：…`) and the numbering before it, told by form alone.

use super::mend;
use super::wording::{is_han, n_chars};

/// Bars that part a tag from a title; 丨 and 丿-like look-alikes are typed for the bar as often as the bar itself.
pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '丨' | '∣' | '│' | '┃' | '¦' | '︱' | '▏')
}

/// Short names of the provincial units: a front part that begins with one is a place even without 省 or 市.
const PROVINCES: &[&str] = &[
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "台湾",
    "兵团",
    "全国",
    "各地",
    "多地",
];

/// Endings of places and of offices.
const ENDINGS: &[&str] = &[
    "省",
    "市",
    "区",
    "县",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "兵团",
    "部",
    "局",
    "厅",
    "委",
    "院",
    "署",
    "办",
    "总工会",
    "中心",
    "银行",
    "部门",
];

/// Words that stand before a colon without being a place.
const RUBRICS: &[&str] = &[
    "聚焦",
    "关注",
    "解读",
    "综述",
    "专访",
    "观察",
    "评论",
    "快讯",
    "重磅",
    "速览",
    "提醒",
    "注意",
    "附",
    "编者按",
    "导语",
    "目标",
    "要求",
    "主题",
    "发件人",
    "收件人",
    "抄送",
    "附件",
];

/// What stands before the bar, in 【】, or, if it looks like a place or an office, before the colon.
pub(super) fn area_tag(title: &str) -> Option<String> {
    let title = unnumbered(title);
    bar_tag(title).or_else(|| bracket_tag(title)).or_else(|| colon_tag(title)).map(str::to_owned)
}

/// Whether the title is written `地区 | 标题` or `【地区】标题`, which sections never are.
pub(super) fn has_marked_tag(title: &str) -> bool {
    let title = unnumbered(title);
    bar_tag(title).is_some() || bracket_tag(title).is_some()
}

fn bar_tag(title: &str) -> Option<&str> {
    let (front, rest) = front_part(title, is_bar, 14, |c| !matches!(c, '，' | '。' | '：' | '、'))?;
    (!rest.trim().is_empty() && !rest.contains("||")).then_some(front)
}

/// What stands before a sign, if it is no longer than a name and made of such characters as names have, and what stands behind.
/// Looks no further than a name can reach, since most lines that are asked are sentences.
#[inline]
fn front_part(
    title: &str,
    is_sign: impl Fn(char) -> bool,
    longest: usize,
    may_hold: impl Fn(char) -> bool,
) -> Option<(&str, &str)> {
    let (mut at, mut n) = (0, 0);
    while n <= longest {
        let (front, rest) = title.split_at_checked(at)?;
        // Most characters are Han, and ask for nothing more: names are made of them.
        if let Some(0xE5..=0xE9) = rest.as_bytes().first() {
            n += 1;
            at += 3;
            continue;
        }
        let c = rest.chars().next()?;
        if is_sign(c) {
            return rest.strip_prefix(c).filter(|_| n > 0).map(|rest| (front.trim(), rest));
        }
        if !may_hold(c) {
            return None;
        }
        n += usize::from(!c.is_whitespace());
        at += c.len_utf8();
    }
    None
}

fn bracket_tag(title: &str) -> Option<&str> {
    let inner = title.strip_prefix(['【', '〖', '［', '[', '〔'])?;
    let (front, rest) = inner.split_once(['】', '〗', '］', ']', '〕'])?;
    let front = front.trim();
    // 【来源】天津日报　【日期】5月12日 tells who wrote.
    ((1..=12).contains(&n_chars(front)) && !rest.trim().is_empty() && !mend::BYLINES.contains(&front)).then_some(front)
}

fn colon_tag(title: &str) -> Option<&str> {
    let may_hold = |c| is_han(c) || matches!(c, '·' | '、') || c.is_whitespace();
    let (front, rest) = front_part(title, |c| matches!(c, '：' | ':'), 12, may_hold)?;
    let n = n_chars(front);
    let is_name = n >= 2 && !front.contains(char::is_whitespace);
    let is_place = PROVINCES.iter().any(|name| front.starts_with(name)) && n <= 10
        || ENDINGS.iter().any(|ending| front.ends_with(ending))
        || n <= 3;
    (is_name && is_place && !RUBRICS.contains(&front) && !rest.trim().is_empty()).then_some(front)
}

/// How a heading is numbered, from outer to inner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Numbering {
    /// 第一部分.
    Part,
    /// 【要闻】, a line all in brackets.
    Brackets,
    /// 一、.
    Han,
    /// （一）.
    HanBrackets,
    /// ▍ ● ◆ and the like.
    Mark,
    /// 1. or 1、.
    Digits,
    /// （1）, 1） or ①.
    DigitsBrackets,
}

/// The numbering at the start of a heading and what follows it.
pub(super) fn numbering(text: &str) -> Option<(Numbering, &str)> {
    let text = text.trim_start();
    // Most lines begin with a word, and no number does but these.
    if text.starts_with(|c| is_han(c) && c != '第' && !is_han_digit(c)) {
        return None;
    }
    if let Some(rest) = text.strip_prefix(MARKS) {
        return Some((Numbering::Mark, rest.trim_start_matches(MARKS).trim_start()));
    }
    if let Some(inner) = text.strip_prefix(['【', '〖']).and_then(|rest| rest.trim_end().strip_suffix(['】', '〗']))
    {
        let is_one = !inner.contains(['】', '〗']) && n_chars(inner) <= 12;
        return is_one.then_some((Numbering::Brackets, inner));
    }
    if let Some(rest) = text.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return Some((Numbering::DigitsBrackets, rest.trim_start()));
    }
    if let Some(rest) = text.strip_prefix('第') {
        let (_, rest) = leading(rest, is_han_digit)?;
        let rest = ["部分", "章", "篇", "编", "节"].iter().find_map(|unit| rest.strip_prefix(unit))?;
        return Some((Numbering::Part, rest.trim_start_matches(['、', '：', ':', ' ', '　'])));
    }
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let is_closed = |rest: &str| rest.starts_with(['）', ')']);
        if let Some((_, rest)) = leading(inner, is_han_digit).filter(|(_, rest)| is_closed(rest)) {
            return Some((Numbering::HanBrackets, rest.trim_start_matches(['）', ')']).trim_start()));
        }
        let (_, rest) = leading(inner, |c| c.is_ascii_digit()).filter(|(_, rest)| is_closed(rest))?;
        return Some((Numbering::DigitsBrackets, rest.trim_start_matches(['）', ')']).trim_start()));
    }
    if let Some((_, rest)) = leading(text, is_han_digit) {
        // `二、三季度` is no number of a heading, `六、三个县的账本` begins with one.
        let counts_on = |rest: &&str| {
            leading(rest, is_han_digit)
                .is_some_and(|(_, unit)| unit.starts_with(['季', '线', '类', '产', '级', '档', '等', '期', '月', '、']))
        };
        let rest = rest.strip_prefix(['、', '．', '.']).filter(|rest| !counts_on(rest))?;
        return Some((Numbering::Han, rest.trim_start()));
    }
    let (digits, rest) = leading(text, |c| c.is_ascii_digit() || ('０'..='９').contains(&c))?;
    if digits.chars().count() > 2 {
        return None;
    }
    if let Some(rest) = rest.strip_prefix(['）', ')']) {
        return Some((Numbering::DigitsBrackets, rest.trim_start()));
    }
    // `01｜标题`, but no row of figures parted by bars.
    if let Some(rest) = rest.trim_start().strip_prefix(is_bar).map(str::trim_start) {
        let is_row = rest.contains(is_bar) && rest.starts_with(|c: char| c.is_ascii_digit());
        return (!is_row && !rest.is_empty()).then_some((Numbering::Digits, rest));
    }
    let rest = rest.strip_prefix(['、', '．', '.'])?;
    // `1.2万` is a figure, `1.2 浙江台州｜…` the second part of the first.
    let Some((_, part)) = leading(rest, |c| c.is_ascii_digit()) else {
        return Some((Numbering::Digits, rest.trim_start()));
    };
    let part = part.strip_prefix([' ', '\u{3000}'])?.trim_start();
    bar_tag(part).is_some().then_some((Numbering::Digits, part))
}

const MARKS: &[char] = &['▍', '▎', '▌', '■', '□', '●', '○', '◆', '◇', '★', '☆', '◎', '▲', '△', '►', '▶', '※', '◉', '❖'];

fn unnumbered(title: &str) -> &str {
    numbering(title).map_or(title, |(_, rest)| rest).trim()
}

fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The run of characters at the start that satisfy the test, if there is one, and the rest.
fn leading(text: &str, test: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let n = text.find(|c| !test(c)).unwrap_or(text.len());
    (n > 0).then(|| text.split_at(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_by_form() {
        let cases = [
            ("四川 | 聚焦双创示范基地", Some("四川")),
            ("广东佛山｜额度上调", Some("广东佛山")),
            ("人社部等五部门丨指导意见", Some("人社部等五部门")),
            ("95 城市 | 四季度比率升至 1.22", Some("95 城市")),
            ("【湖北鄂州】企业揽才", Some("湖北鄂州")),
            ("江苏宿迁：三天吸引2.1万人次求职", Some("江苏宿迁")),
            ("临漳县：多举措推动再就业", Some("临漳县")),
            ("市人社局：扩岗补助到账", Some("市人社局")),
            ("三、甘肃：跑出加速度", Some("甘肃")),
            ("政府工作报告：今年城镇新增就业1200万人以上", None),
            ("回望2020：公益岗位托起贫困人口就业", None),
            ("聚焦：新职业", None),
            ("1.2 浙江台州｜用工监测：缺口收窄", Some("浙江台州")),
            ("【要闻】", None),
            ("【来源】天津日报　【日期】5月12日", None),
            ("四川 | ", None),
            ("就业培训送到“家门口”", None),
        ];
        for (title, tag) in cases {
            assert_eq!(area_tag(title).as_deref(), tag, "{title}");
        }
    }

    #[test]
    fn numbers_of_headings_are_not_figures() {
        let cases = [
            ("第一部分 宏观", Some(Numbering::Part)),
            ("【要闻】", Some(Numbering::Brackets)),
            ("一、综合", Some(Numbering::Han)),
            ("（二）地方", Some(Numbering::HanBrackets)),
            ("▍招聘", Some(Numbering::Mark)),
            ("12．西藏", Some(Numbering::Digits)),
            ("（3）湖北", Some(Numbering::DigitsBrackets)),
            ("01｜滁州", Some(Numbering::Digits)),
            ("1.2 浙江台州｜用工监测", Some(Numbering::Digits)),
            ("1.2 万人返乡", None),
            ("12｜3400｜0.5", None),
            ("1.27万人返乡创业", None),
            ("二、三季度", None),
            ("2021.5", None),
            ("第一季度", None),
            ("一季度", None),
        ];
        for (text, kind) in cases {
            assert_eq!(numbering(text).map(|(kind, _)| kind), kind, "{text}");
        }
    }
}
