//! Words that are whole expressions (`assets/lexicon/times.tsv`), and the characters that any expression can start with.

use std::sync::LazyLock;

use super::{Expression, Form};
use crate::extract::cues::{Cues, cues};
use crate::extract::tables;
use crate::words::WordList;

/// What a word of the table stands for; `None` holds an expression by accident (目前提下).
type Entry = (&'static str, Option<Expression>);

/// The words of the table.
struct Words {
    list: WordList,
    entries: Vec<Entry>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut entries: Vec<Entry> = Vec::new();
    for [kind, list] in tables::rows(include_str!("../../../assets/lexicon/times.tsv")) {
        let (kind, number) = kind.split_once(' ').unwrap_or((kind, "0"));
        let number: i16 = number.parse().unwrap_or_default();
        let back = |length| Expression::Back { months: number, length, form: Form::Span };
        let expression = match kind {
            "now" => Some(Expression::Now),
            "undated" => Some(Expression::Undated),
            "same" => Some(Expression::Same),
            "same-day" => Some(Expression::SameDay),
            "next-day" => Some(Expression::NextDay),
            "same-month" => Some(Expression::SameMonth),
            "same-year" => Some(Expression::SameYear),
            "day" => Some(Expression::Days(number.into(), number.into())),
            "week" => Some(Expression::Week(-i32::from(number))),
            "month" => Some(back(1)),
            "quarter" => Some(back(3)),
            _ => None,
        };
        entries.extend(list.split('|').map(|word| (word, expression)));
    }
    Words { list: WordList::new(entries.iter().map(|(word, _)| *word)), entries }
});

impl Words {
    /// What the words begin with.
    fn firsts(&self) -> impl Iterator<Item = char> {
        self.entries.iter().filter_map(|(word, _)| word.chars().next())
    }
}

/// What expressions start with that are no words of the table: numbers, years, parts of a year, plans, 截至.
const STARTS: &str = "大半今去上本前明当全年截近未过目同十“‘昨如迄至到下日第一二三四五六七八九现眼自从月季两〇最用利首开来翌次头这岁新元";

/// One bit for each character of the basic plane.
static MAY_START: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
    let mut bits = Box::new([0; 1024]);
    for c in STARTS.chars().chain('0'..='9').chain(WORDS.firsts()) {
        if let Some(word) = bits.get_mut(c as usize / 64) {
            *word |= 1_u64 << (c as u32 % 64);
        }
    }
    bits
});

/// What words begin with, and the characters that make another word of it: 主要表|现在, 项|目前期, 合|同期内, 健|全年金制度.
const INSIDE: [(&str, &str); 12] = [
    ("现在", "表体出实呈发再兑展"),
    ("目前", "项条栏课题科账节"),
    ("日前", "截止生节假工"),
    ("年", "一二三四五六七八九十两几多数每周半百千零青少中老成童"),
    ("全", "安健完齐"),
    ("本", "基根资成版文样"),
    ("上", "以线网晚早掌"),
    ("下", "以线乡"),
    ("同", "共不合相会陪协等"),
    ("当", "相应担充适"),
    ("节", "环季调细情关时"),
    ("去", "过失除"),
];

static INSIDE_WORDS: LazyLock<Cues> = LazyLock::new(|| Cues::of(INSIDE.iter().map(|&(word, _)| word).collect()));

/// Whether the characters around make another word: 主要表现在.
pub(super) fn is_inside(before: &str, rest: &str) -> bool {
    let Some(previous) = before.chars().next_back() else { return false };
    INSIDE_WORDS.all_at_start(rest).any(|(n, _)| INSIDE.get(n).is_some_and(|(_, others)| others.contains(previous)))
}

/// Whether an expression can start with this character.
pub(in crate::extract) fn may_start(c: char) -> bool {
    MAY_START.get(c as usize / 64).is_some_and(|word| word & (1 << (c as u32 % 64)) != 0)
}

/// The word of the table that the text starts with, with what follows it in 上月末.
pub(super) fn parse(rest: &str) -> Option<(usize, Expression)> {
    let (_, n) = WORDS.list.longest_at(rest)?;
    let (word, expression) = WORDS.entries.get(n as usize)?;
    let tail = rest.get(word.len()..)?;
    Some(match (*expression)? {
        Expression::Back { months, length, form } => match cues!["末", "底"].at_start(tail) {
            Some(end) => (word.len() + end.len(), Expression::Back { months, length, form: Form::End }),
            None => (word.len(), Expression::Back { months, length, form }),
        },
        Expression::Week(weeks) => match day_of_week(tail) {
            Some((len, day)) => (word.len() + len, Expression::WeekDay(weeks, day)),
            None => (word.len(), Expression::Week(weeks)),
        },
        other => (word.len(), other),
    })
}

/// The day behind 上周, Monday first; 上周三场招聘会 and 本周一共 count something else.
fn day_of_week(tail: &str) -> Option<(usize, i32)> {
    let mut chars = tail.chars();
    let day = match chars.next()? {
        '日' | '天' => 7,
        c => i32::try_from("一二三四五六".chars().position(|day| day == c)?).ok()? + 1,
    };
    let counts = chars.next().is_some_and(|next| "场家个次天期批份项共些直均".contains(next));
    (!counts).then_some(('日'.len_utf8(), day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert_eq!(parse("截稿时"), Some(("截稿时".len(), Expression::Now)));
        assert_eq!(parse("昨天，"), Some(("昨天".len(), Expression::Days(-1, -1))));
        assert_eq!(parse("上周六"), Some(("上周六".len(), Expression::WeekDay(-1, 6))));
        assert_eq!(parse("上周三场招聘会"), Some(("上周".len(), Expression::Week(-1))));
        assert_eq!(parse("目前提下"), None);
        let last = Expression::Back { months: 1, length: 1, form: Form::End };
        assert_eq!(parse("上月末，"), Some(("上月末".len(), last)));
    }

    #[test]
    fn every_word_is_looked_for() {
        assert!(WORDS.firsts().all(may_start) && may_start('2') && !may_start('的'));
    }
}
