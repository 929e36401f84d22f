//! The issue date: given, from the front matter, a title, the file's name, or inferred from the text.
//!
//! No clock: what today is says nothing about a bulletin.

use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem::Finder;

use super::Findings;
use super::wording::{half_width, n_chars};
use crate::model::bulletin::{BlockKind, Bulletin, DateSource, IssueDate};
use crate::model::problem::Message;
use crate::words::WordList;

/// Where an issue date may be told, apart from the text.
pub(super) struct Clues<'a> {
    /// The user's word.
    pub given: Option<Date>,
    /// The front matter's date as written.
    pub front: &'a str,
    /// The bulletin's title, the lines under it and the imprint.
    pub heads: &'a [String],
    /// The file as given.
    pub file: &'a str,
}

/// The issue date from the surest source that has one.
pub(super) fn issue_date(clues: &Clues<'_>, bulletin: &Bulletin, findings: &mut Findings) -> Option<IssueDate> {
    if let Some(date) = clues.given {
        return Some(IssueDate { date, source: DateSource::Given });
    }
    if !clues.front.is_empty() {
        if let Some(date) = first_date(clues.front, false) {
            return Some(IssueDate { date, source: DateSource::FrontMatter });
        }
        let message = Message::new(
            format!("看不懂文件头中的日期“{}”：请写成 2021-05-10 的形式", clues.front),
            format!("the date “{}” at the head of the file cannot be read: write it like 2021-05-10", clues.front),
        );
        findings.warn(None, message);
    }
    if let Some(date) = title_date(clues.heads, bulletin) {
        return Some(IssueDate { date, source: DateSource::Title });
    }
    let name = clues.file.rsplit(['/', '\\']).next().unwrap_or_default();
    if let Some(date) = first_date(name.rsplit_once('.').map_or(name, |(stem, _)| stem), true) {
        return Some(IssueDate { date, source: DateSource::FileName });
    }
    bulletin.articles().next()?;
    let Some(date) = inferred(bulletin) else {
        let message = Message::new(
            "无法确定编印日期，“今年”“上月”等无从推算：请把日期写进文件名，命令行也可用 --date 指定",
            "the issue date is not known, so that “this year” or “last month” cannot be placed: write it into \
             the file's name, or give it with --date on the command line",
        );
        findings.warn(None, message);
        return None;
    };
    let message = Message::new(
        format!("编印日期 {date} 是从正文日期推断的：如不对，请把正确日期写进文件名，命令行也可用 --date 指定"),
        format!(
            "the issue date {date} was inferred from dates in the text: if it is wrong, write the right one \
             into the file's name, or give it with --date on the command line"
        ),
    );
    findings.note(None, message);
    Some(IssueDate { date, source: DateSource::Inferred })
}

/// A date in the masthead, else in the first heading or in a short line under it.
fn title_date(heads: &[String], bulletin: &Bulletin) -> Option<Date> {
    // `2021年第20期（5月17日—23日）`: the year may stand apart from the day.
    let year = heads.iter().flat_map(|head| years(head)).max();
    let dated = |found: &Found| Found { year: found.year.or(year), ..*found }.last_day();
    let in_masthead = |is_exact: bool| {
        heads
            .iter()
            .find_map(|head| find(head).iter().filter(|found| found.day.is_some() == is_exact).filter_map(dated).max())
    };
    if let Some(date) = in_masthead(true).or_else(|| in_masthead(false)) {
        return Some(date);
    }
    let exact = |text: &str| find(text).into_iter().find(|found| found.day.is_some() && found.year.is_some());
    let section = bulletin.sections.first()?;
    let article = section.articles.first()?;
    let under =
        article.blocks.iter().find(|block| block.kind != BlockKind::Title).map(|block| block.span.of(&article.text));
    exact(&section.title)
        .or_else(|| exact(&article.title))
        .or_else(|| under.and_then(|line| exact(line).filter(|found| n_chars(line) <= found.n_chars + 20)))?
        .last_day()
}

fn first_date(text: &str, is_file_name: bool) -> Option<Date> {
    let found = find(text);
    let exact = found.iter().filter(|found| found.day.is_some()).filter_map(Found::last_day).max();
    exact
        .or_else(|| found.iter().find_map(Found::last_day))
        .or_else(|| if is_file_name { compact_month(text) } else { None })
}

/// `简报202105`: six digits that can be a year and a month.
fn compact_month(text: &str) -> Option<Date> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 6).find_map(|run| {
        let (year, month) = run.split_at(4);
        let found = Found { year: year.parse().ok(), month: month.parse().ok()?, day: None, at: 0, n_chars: 6 };
        found.year.filter(|year| (1949..2100).contains(year)).and_then(|_| found.last_day())
    })
}

/// Words of a sentence that speaks of what is to come: its dates say nothing about when the bulletin was issued.
static TO_COME: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new([
        "将",
        "拟",
        "计划",
        "预计",
        "力争",
        "定于",
        "有望",
        "届时",
        "起实施",
        "起执行",
        "施行",
        "持续到",
        "截止",
        "日起",
        "下月",
        "明年",
        "目标",
    ])
});

/// The latest day that the articles report as past. A day without a year belongs to the latest year reported as past.
fn inferred(bulletin: &Bulletin) -> Option<Date> {
    let mut reported = Reported::default();
    let mut chars: Vec<char> = Vec::new();
    for text in bulletin.articles().map(|article| article.text.as_str()) {
        let mut read = 0..0;
        for at in dated_places(text) {
            // Most places say nothing later than what is known, which one look tells.
            let is_known = |(year, found): (_, Option<Found>)| !reported.is_news(year, found.as_slice());
            if read.contains(&at) || plain_at(text, at).is_some_and(is_known) {
                continue;
            }
            read = sentence_around(text, at);
            let sentence = text.get(read.clone()).unwrap_or_default();
            chars.clear();
            chars.extend(plain_chars(sentence));
            let (year, days) = (years_in(&chars).max(), find_in(&chars));
            // Nor need most sentences be asked what they speak of.
            if reported.is_news(year, &days) && TO_COME.find(sentence).next().is_none() {
                reported.add(year, &days);
            }
        }
    }
    reported.latest()
}

/// What articles report as past.
#[derive(Debug, Default)]
struct Reported {
    /// The latest year.
    year: Option<i16>,
    /// The latest day of a date with its year.
    day: Option<Date>,
    /// The last day of the latest month of which no day is told.
    month: Option<Date>,
    /// For each month, a bit for each day that is told without a year.
    yearless: [u32; 13],
}

impl Reported {
    fn is_news(&self, year: Option<i16>, days: &[Found]) -> bool {
        year > self.year
            || days.iter().any(|found| match (found.year, found.day) {
                (None, day) => !self.is_known(found.month, day.unwrap_or_default()),
                (Some(_), Some(_)) => found.last_day() > self.day,
                (Some(_), None) => found.last_day() > self.month,
            })
    }

    fn is_known(&self, month: i8, day: i8) -> bool {
        self.yearless.get(month.unsigned_abs() as usize).is_some_and(|days| days >> day & 1 == 1)
    }

    fn add(&mut self, year: Option<i16>, days: &[Found]) {
        self.year = self.year.max(year);
        for found in days {
            match (found.year, found.day) {
                (None, day) => {
                    if let Some(days) = self.yearless.get_mut(found.month.unsigned_abs() as usize) {
                        *days |= 1 << day.unwrap_or_default();
                    }
                }
                (Some(_), Some(_)) => self.day = self.day.max(found.last_day()),
                (Some(_), None) => self.month = self.month.max(found.last_day()),
            }
        }
    }

    fn latest(&self) -> Option<Date> {
        let all = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
        let yearless = all.filter(|&(month, day)| self.is_known(month, day));
        let dated = yearless.filter_map(|(month, day)| Date::new(self.year?, month, day).ok()).max();
        self.day.max(dated).or(self.month)
    }
}

/// The places of a text where a year or a date may stand: behind each 年 or 月 that follows a digit, and each number that can be a
/// year and that a sign of dates follows, or that is as long as a date.
fn dated_places(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let signs = SIGNS.iter().flat_map(|sign| sign.find_iter(bytes));
    let named = signs.filter_map(|at| ends_in_digit(text.get(..at)?).then_some(at + "年".len()));
    let numbers = CENTURIES.iter().flat_map(|digits| digits.find_iter(bytes)).filter_map(|start| {
        let is_within = start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let n = bytes.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = || text.get(start + n..).unwrap_or_default().trim_start_matches(BLANKS);
        (!is_within && (n == 8 || n == 4 && behind().starts_with(PARTS))).then_some(start + n)
    });
    named.chain(numbers)
}

/// 年 and 月.
static SIGNS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["年", "月"].map(Finder::new));
/// What a year begins with.
static CENTURIES: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["20", "19"].map(Finder::new));

/// Whether a text ends in a digit, blanks aside.
fn ends_in_digit(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_digit)
        || text.trim_end_matches(BLANKS).ends_with(|c| is_digit(half_width(c)))
}

const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];
/// Signs between the year of a date and its month, but for 年.
const PARTS: [char; 9] = ['-', '/', '.', '—', '_', '－', '／', '．', '＿'];

/// What a place tells in the plainest form: the year that ends there (`2024年`), or what the month there is part of (`2024年5月`,
/// `5月7日`; a month alone tells nothing). `None` for any other form, which has to be read.
fn plain_at(text: &str, end: usize) -> Option<(Option<i16>, Option<Found>)> {
    let (before, after) = text.split_at_checked(end)?;
    if let Some(before) = before.strip_suffix('年') {
        let year = figure_before(before).filter(|&(year, n, _)| is_year(year, n)).map(|(year, ..)| year);
        // 近3年, 三年 tell no year.
        let is_span = || {
            let (front, digits) = before.split_at(before.trim_end_matches(|c| is_digit(half_width(c))).len());
            digits.chars().count() < 4 && !ends_in_digit(front)
        };
        return (year.is_some() || is_span()).then_some((year, None));
    }
    let (month, _, before) =
        figure_before(before.strip_suffix('月')?).filter(|(month, ..)| (1..=12).contains(month))?;
    let year = match before.strip_suffix('年') {
        Some(before) => Some(figure_before(before).filter(|&(year, n, _)| is_year(year, n))?.0),
        None if ends_in_digit(before) => return None,
        None => None,
    };
    let after = after.trim_start_matches(BLANKS);
    let n = after.bytes().take_while(u8::is_ascii_digit).count();
    let (figure, behind) = after.split_at_checked(n)?;
    let day = match figure.parse() {
        Ok(day) => Some(day),
        Err(_) if n > 0 || after.starts_with(|c| is_digit(half_width(c))) => return None,
        Err(_) => None,
    };
    if day.is_some() {
        let behind = behind.trim_start_matches(BLANKS).strip_prefix(['日', '号'])?.trim_start_matches(BLANKS);
        // A span of days (2月11日至13日) is told by its end.
        if day > Some(31) || behind.starts_with(|c| SPANS.contains(&half_width(c))) {
            return None;
        }
    }
    let found = Found { year, month: month as i8, day, at: 0, n_chars: 0 };
    Some((None, Some(found).filter(|found| found.year.or(found.day.map(i16::from)).is_some())))
}

/// The number in digits that ends a text, how many digits it has, and what stands before it; blanks aside.
fn figure_before(text: &str) -> Option<(i16, usize, &str)> {
    let text = text.trim_end_matches(BLANKS);
    let n = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, figure) = text.split_at_checked(text.len() - n)?;
    Some((figure.parse().ok()?, n, before.trim_end_matches(BLANKS)))
}

fn is_year(year: i16, n_digits: usize) -> bool {
    n_digits == 4 && (1949..2100).contains(&year)
}

/// The sentence that a place lies in.
fn sentence_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let is_stop = |c: char| matches!(half_width(c), '。' | '；' | '\n' | '!' | '?' | ';');
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let start = before.char_indices().rev().find(|&(_, c)| is_stop(c)).map_or(0, |(stop, c)| stop + c.len_utf8());
    start..at + after.find(is_stop).unwrap_or(after.len())
}

/// Of a character in half width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || han_digit(c).is_some()
}

fn years(text: &str) -> Vec<i16> {
    years_in(&plain_chars(text).collect::<Vec<char>>()).collect()
}

fn years_in(chars: &[char]) -> impl Iterator<Item = i16> {
    let ends = chars.iter().enumerate().filter(|(_, c)| **c == '年');
    ends.filter_map(|(end, _)| year_at(chars, end.checked_sub(4)?)).map(|(year, _)| year)
}

/// The characters other than blanks, in half width.
fn plain_chars(text: &str) -> impl Iterator<Item = char> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    text.chars()
        .map(move |c| if is_han(c) { c } else { half_width(c) })
        .filter(move |&c| is_han(c) || !c.is_whitespace())
}

/// A date as found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Missing in `5月7日`.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// Missing in `2021年5月`.
    pub day: Option<i8>,
    /// Where it starts, in characters other than blanks.
    pub at: usize,
    /// How long it is, in characters other than blanks.
    pub n_chars: usize,
}

impl Found {
    /// The day, or the month's last one; `None` without a year or for a day that does not exist.
    fn last_day(&self) -> Option<Date> {
        let first = Date::new(self.year?, self.month, 1).ok()?;
        match self.day {
            Some(day) => Date::new(self.year?, self.month, day).ok(),
            None => Some(first.last_of_month()),
        }
    }
}

/// The dates of a text in order: `2021年5月10日`, `二〇二一年五月十日`, `2021-05-10`, `20210510`, `2021年5月`, `5月7日`.
pub(super) fn find(text: &str) -> Vec<Found> {
    if dated_places(text).next().is_none() {
        return Vec::new();
    }
    find_in(&plain_chars(text).collect::<Vec<char>>())
}

fn find_in(chars: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        // Most characters begin no date; asking that first spares the three readers.
        if !chars.get(at).is_some_and(|&c| c.is_ascii_digit() || han_digit(c).is_some()) {
            at += 1;
            continue;
        }
        let one = full_at(chars, at).or_else(|| day_at(chars, at)).map(|found| to_range_end(chars, found));
        at += one.map_or(1, |found: Found| found.n_chars);
        found.extend(one);
    }
    found
}

/// What stands between the ends of a span.
const SPANS: [char; 6] = ['—', '-', '–', '~', '至', '到'];

/// `2月11日至13日` ends on the 13th.
fn to_range_end(chars: &[char], found: Found) -> Found {
    let next = found.at + found.n_chars;
    let dashes = chars.iter().skip(next).take_while(|c| SPANS.contains(c)).count();
    if found.day.is_none() || dashes == 0 {
        return found;
    }
    match number_at(chars, next + dashes) {
        Some((day, end)) if (1..=31).contains(&day) && chars.get(end) == Some(&'日') => {
            Found { day: Some(day), n_chars: end + 1 - found.at, ..found }
        }
        _ => found,
    }
}

/// A date with a year.
fn full_at(chars: &[char], at: usize) -> Option<Found> {
    if let Some(found) = compact_at(chars, at) {
        return Some(found);
    }
    let (year, next) = year_at(chars, at)?;
    let separator = *chars.get(next)?;
    if !matches!(separator, '年' | '-' | '/' | '.' | '—' | '_') {
        return None;
    }
    let (month, next) = number_at(chars, next + 1).filter(|(month, _)| (1..=12).contains(month))?;
    let after = chars.get(next).copied();
    let end = |day: Option<i8>, end: usize| Some(Found { year: Some(year), month, day, at, n_chars: end - at });
    let is_apart = if separator == '年' { after == Some('月') } else { after == Some(separator) };
    // 2021-09-10 18:00: the hour stands right behind the day once blanks are gone.
    let day = || {
        let is_digit = |n: usize| chars.get(next + n).is_some_and(char::is_ascii_digit);
        let has_time = separator != '年' && (1..=4).all(is_digit) && matches!(chars.get(next + 5), Some(':' | '：'));
        let until = if has_time { next + 3 } else { chars.len() };
        number_at(chars.get(..until)?, next + 1)
    };
    if is_apart && let Some((day, next)) = day().filter(|(day, _)| (1..=31).contains(day)) {
        let closes = matches!(chars.get(next), Some('日' | '号'));
        if separator != '年' || closes {
            return end(Some(day), next + usize::from(closes));
        }
    }
    // `2024-05期` is an issue, `2021.5` a number.
    let is_month = match separator {
        '年' => after == Some('月'),
        '-' => after.is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '期' | '号' | '-' | '.')),
        _ => false,
    };
    if is_month { end(None, next + usize::from(separator == '年')) } else { None }
}

/// `20210510`.
fn compact_at(chars: &[char], at: usize) -> Option<Found> {
    let is_digit = |n: usize| chars.get(n).is_some_and(char::is_ascii_digit);
    if (at > 0 && is_digit(at - 1)) || is_digit(at + 8) || !(at..at + 8).all(is_digit) {
        return None;
    }
    let number = |from: usize, to: usize| chars.get(from..to)?.iter().collect::<String>().parse::<i16>().ok();
    let (year, month, day) = (number(at, at + 4)?, number(at + 4, at + 6)? as i8, number(at + 6, at + 8)? as i8);
    Date::new(year, month, day).ok().filter(|_| (1949..2100).contains(&year))?;
    Some(Found { year: Some(year), month, day: Some(day), at, n_chars: 8 })
}

/// `5月7日`, without a year.
fn day_at(chars: &[char], at: usize) -> Option<Found> {
    let above = at.checked_sub(1).and_then(|n| chars.get(n));
    if above.is_some_and(|c| c.is_ascii_digit() || han_digit(*c).is_some()) {
        return None;
    }
    let (month, next) = number_at(chars, at).filter(|(month, _)| (1..=12).contains(month))?;
    if chars.get(next) != Some(&'月') {
        return None;
    }
    let (day, next) = number_at(chars, next + 1).filter(|(day, _)| (1..=31).contains(day))?;
    let closes = matches!(chars.get(next), Some('日' | '号'));
    closes.then_some(Found { year: None, month, day: Some(day), at, n_chars: next + 1 - at })
}

/// Four digits, Arabic or Chinese, that can be a year.
fn year_at(chars: &[char], at: usize) -> Option<(i16, usize)> {
    // Asked at every place: most hold none.
    chars.get(at).filter(|c| c.is_ascii_digit() || han_digit(**c).is_some())?;
    let digit = |c: &char| c.to_digit(10).or_else(|| han_digit(*c).filter(|&d| d < 10)).map(|d| d as i16);
    if at.checked_sub(1).and_then(|n| chars.get(n)).is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    let year = chars.get(at..at + 4)?.iter().try_fold(0, |year, c| Some(year * 10 + digit(c)?))?;
    (1949..2100).contains(&year).then_some((year, at + 4))
}

/// A number below 100 in Arabic or Chinese numerals.
fn number_at(chars: &[char], at: usize) -> Option<(i8, usize)> {
    let digits = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value = chars.get(at..at + digits).filter(|digits| digits.len() <= 2)?;
        let value = value.iter().filter_map(|c| c.to_digit(10)).fold(0, |value, digit| value * 10 + digit as i8);
        return Some((value, at + digits));
    }
    let (mut value, mut next) = (0_i8, at);
    for &c in chars.get(at..)?.iter().take(3) {
        value = match han_digit(c)? as i8 {
            10 if value == 0 => 10,
            10 if value < 10 => value * 10,
            digit if value % 10 == 0 && digit < 10 => value + digit,
            _ => return None,
        };
        next += 1;
        if chars.get(next).is_none_or(|&c| han_digit(c).is_none()) {
            break;
        }
    }
    (value > 0).then_some((value, next))
}

fn han_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' | '零' | 'Ｏ' => Some(0),
        '十' => Some(10),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_every_form() {
        let cases = [
            ("（2018 年 3 月 9 日编印）", "2018-3-9"),
            ("２０２１年５月１０日", "2021-5-10"),
            ("二〇二一年五月十日", "2021-5-10"),
            ("二○二三年十二月三十一日", "2023-12-31"),
            ("2021-05-21-就业信息周报", "2021-5-21"),
            ("2021/5/9", "2021-5-9"),
            ("2021.05.09", "2021-5-9"),
            ("简报20210521", "2021-5-21"),
            ("2024年11月号", "2024-11"),
            ("5 月 7 日上午", "5-7"),
            ("2月11日至13日", "2-13"),
            ("2024-05期", ""),
            ("2024年第5期", ""),
            ("2021.5万人", ""),
            ("13月7日", ""),
            ("第20210521号文件另有0521号", "2021-5-21"),
            ("1234567890", ""),
            ("2016—2020年", ""),
            ("1至4月", ""),
        ];
        for (text, expected) in cases {
            let got: Vec<String> = find(text)
                .into_iter()
                .map(|found| {
                    let parts = [found.year, Some(i16::from(found.month)), found.day.map(i16::from)];
                    parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join("-")
                })
                .collect();
            assert_eq!(got.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_months_last_day_and_no_day_that_does_not_exist() {
        assert_eq!(first_date("2024年2月", false), Some(jiff::civil::date(2024, 2, 29)));
        assert_eq!(first_date("简报202105", true), Some(jiff::civil::date(2021, 5, 31)));
        assert_eq!(first_date("简报202113", true), None);
        assert_eq!(first_date("2021年2月30日", false), None);
    }
}
