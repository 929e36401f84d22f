//! Days of the lunar new year, on which many a fair is held: 正月初八, 大年三十, 元宵节.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::Expression;
use crate::extract::cues::cues;
use crate::extract::tables;

/// The first days of the lunar years, in order.
static NEW_YEARS: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let rows = tables::rows(include_str!("../../../assets/lunar_new_year.tsv"));
    rows.filter_map(|[year, month, day]| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())
        .collect()
});

/// The first day of the lunar year that begins in a year.
pub(in crate::extract) fn new_year(year: i16) -> Option<Date> {
    NEW_YEARS.iter().find(|day| day.year() == year).copied()
}

/// A day counted from the first one, and how many bytes it takes.
pub(super) fn parse(rest: &str) -> Option<(usize, Expression)> {
    const ONES: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    if !rest.starts_with(['正', '大', '除', '元']) {
        return None;
    }
    let eve = cues!["大年三十", "大年夜", "除夕"].at_start(rest).map(|word| (word.len(), -1));
    let named = eve.or_else(|| cues!["元宵节", "元宵佳节"].at_start(rest).map(|word| (word.len(), 14)));
    if let Some((len, day)) = named {
        return names_a_day(rest.get(len..)?).then_some((len, Expression::Lunar(day)));
    }
    let month = cues!["正月", "大年"].at_start(rest)?;
    let tail = rest.get(month.len()..)?;
    let one = |tail: &str| ONES.iter().position(|word| tail.starts_with(word));
    let (tens, number) = ["初", "十", "廿", "二十"].iter().enumerate().rev().find_map(|(n, word)| {
        // 二十 before 十 and 廿 before it: the longest that fits.
        tail.strip_prefix(word).map(|number| (n.min(2), number))
    })?;
    let ones = one(number).filter(|&ones| tens == 0 || ones < 9);
    if tens == 0 && ones.is_none() {
        return None;
    }
    let after = if ones.is_some() { number.get("一".len()..)? } else { number };
    let day = i16::try_from(tens * 10 + ones.map_or(0, |ones| ones + 1)).ok()?;
    names_a_day(after).then_some((rest.len() - after.len(), Expression::Lunar(day - 1)))
}

/// Whether a day is told and no stretch about it: 元宵节前后, 正月初八至十五.
fn names_a_day(after: &str) -> bool {
    !after.starts_with(['前', '后', '期', '至', '到', '—', '起', '以'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_new_year() {
        let day = |text| parse(text).map(|(len, expression)| (len / "一".len(), expression));
        assert_eq!(day("正月初八，"), Some((4, Expression::Lunar(7))));
        assert_eq!(day("正月十三"), Some((4, Expression::Lunar(12))));
        assert_eq!(day("正月初十"), Some((4, Expression::Lunar(9))));
        assert_eq!(day("正月十，"), Some((3, Expression::Lunar(9))));
        assert_eq!(day("正月二十一"), Some((5, Expression::Lunar(20))));
        assert_eq!(day("除夕"), Some((2, Expression::Lunar(-1))));
        assert_eq!(day("元宵节前后"), None);
        assert_eq!(day("正月里"), None);
        assert_eq!(new_year(2024), Date::new(2024, 2, 10).ok());
    }
}
