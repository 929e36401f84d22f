//! Periods as people write them: `2021年1—4月`, `2021年一季度`, `截至2021年4月末`.

use jiff::civil::Date;

use super::Language;
use crate::model::period::{Period, PeriodKind};

/// A period in full; `None` says that the article does not tell.
pub fn period(period: Option<Period>, language: Language) -> String {
    say(period, None, language)
}

/// A period without its year where it lies in this year, for labels under a title that names the year once.
pub fn short_period(period: Option<Period>, common_year: Option<i16>, language: Language) -> String {
    say(period, common_year, language)
}

/// The year that all these periods lie in, if there is one; unknown periods do not count.
pub fn common_year(periods: impl IntoIterator<Item = Option<Period>>) -> Option<i16> {
    let mut years = periods.into_iter().flatten().map(|period| {
        let year = period.start.year();
        (period.end.is_some_and(|end| end.year() == year)).then_some(year)
    });
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

/// What a period is in the calendar, so that both languages name the same thing.
enum Shape {
    /// Whole years.
    Years(i16, i16),
    /// The first or the second half of a year.
    Half(i16, i8),
    /// One quarter of a year.
    Quarter(i16, i8),
    /// Whole months of one year.
    Months(i16, i8, i8),
    /// Whole months across years.
    MonthsAcross(Date, Date),
    /// One day.
    Day(Date),
    /// Any other days.
    Days(Date, Date),
    /// Up to now, with no end told.
    From(Date),
}

fn shape(start: Date, end: Option<Date>) -> Shape {
    let Some(end) = end else { return Shape::From(start) };
    let whole_months = start.day() == 1 && end == end.last_of_month() && start <= end;
    match (start.month(), end.month()) {
        _ if start == end => Shape::Day(start),
        _ if !whole_months => Shape::Days(start, end),
        (1, 12) => Shape::Years(start.year(), end.year()),
        _ if start.year() != end.year() => Shape::MonthsAcross(start, end),
        (first @ (1 | 7), last) if last - first == 5 => Shape::Half(start.year(), first / 6 + 1),
        (first @ (1 | 4 | 7 | 10), last) if last - first == 2 => Shape::Quarter(start.year(), first / 3 + 1),
        (first, last) => Shape::Months(start.year(), first, last),
    }
}

fn say(period: Option<Period>, dropped_year: Option<i16>, language: Language) -> String {
    match (period, language) {
        (None, Language::Zh) => "期间未说明".to_owned(),
        (None, Language::En) => "period not told".to_owned(),
        (Some(period), Language::Zh) => say_zh(period, dropped_year),
        (Some(period), Language::En) => say_en(period, dropped_year),
    }
}

fn say_zh(period: Period, dropped_year: Option<i16>) -> String {
    let year = |year: i16| if Some(year) == dropped_year { String::new() } else { format!("{year}年") };
    let day = |date: Date| format!("{}{}月{}日", year(date.year()), date.month(), date.day());
    if period.kind == PeriodKind::AsOf {
        let date = period.end.unwrap_or(period.start);
        return match (date == date.last_of_month(), date.month()) {
            // A bare 年末 needs its year.
            (true, 12) => format!("截至{}年末", date.year()),
            (true, month) => format!("截至{}{month}月末", year(date.year())),
            (false, _) => format!("截至{}", day(date)),
        };
    }
    match shape(period.start, period.end) {
        Shape::Years(first, last) if first != last => format!("{first}—{last}年"),
        Shape::Years(only, _) if Some(only) == dropped_year => "全年".to_owned(),
        Shape::Years(only, _) => format!("{only}年"),
        Shape::Half(of, half) => format!("{}{}", year(of), if half == 1 { "上半年" } else { "下半年" }),
        Shape::Quarter(of, quarter) => {
            let word = match quarter {
                1 => "一",
                2 => "二",
                3 => "三",
                _ => "四",
            };
            format!("{}{word}季度", year(of))
        }
        Shape::Months(of, first, last) if first == last => format!("{}{first}月", year(of)),
        Shape::Months(of, first, last) => format!("{}{first}—{last}月", year(of)),
        Shape::MonthsAcross(start, end) => {
            format!("{}年{}月—{}年{}月", start.year(), start.month(), end.year(), end.month())
        }
        Shape::Day(date) => day(date),
        Shape::Days(start, end) if (start.year(), start.month()) == (end.year(), end.month()) => {
            format!("{}—{}日", day(start).trim_end_matches('日'), end.day())
        }
        Shape::Days(start, end) if start.year() == end.year() => {
            format!("{}—{}月{}日", day(start), end.month(), end.day())
        }
        Shape::Days(start, end) => format!("{}—{}", day(start), day(end)),
        Shape::From(start) => format!("{}起", day(start)),
    }
}

/// English names of the months, short.
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn say_en(period: Period, dropped_year: Option<i16>) -> String {
    let year = |year: i16| if Some(year) == dropped_year { String::new() } else { format!(" {year}") };
    let month = |month: i8| usize::try_from(month - 1).ok().and_then(|at| MONTHS_EN.get(at)).copied().unwrap_or("?");
    let day = |date: Date| format!("{} {}{}", date.day(), month(date.month()), year(date.year()));
    if period.kind == PeriodKind::AsOf {
        let date = period.end.unwrap_or(period.start);
        return match date == date.last_of_month() {
            true if date.month() == 12 => format!("as of end {}", date.year()),
            true => format!("as of end {}{}", month(date.month()), year(date.year())),
            false => format!("as of {}", day(date)),
        };
    }
    match shape(period.start, period.end) {
        Shape::Years(first, last) if first != last => format!("{first}–{last}"),
        Shape::Years(only, _) if Some(only) == dropped_year => "full year".to_owned(),
        Shape::Years(only, _) => only.to_string(),
        Shape::Half(of, half) => format!("H{half}{}", year(of)),
        Shape::Quarter(of, quarter) => format!("Q{quarter}{}", year(of)),
        Shape::Months(of, first, last) if first == last => format!("{}{}", month(first), year(of)),
        Shape::Months(of, first, last) => format!("{}–{}{}", month(first), month(last), year(of)),
        Shape::MonthsAcross(start, end) => {
            format!("{} {}–{} {}", month(start.month()), start.year(), month(end.month()), end.year())
        }
        Shape::Day(date) => day(date),
        Shape::Days(start, end) if (start.year(), start.month()) == (end.year(), end.month()) => {
            format!("{}–{}", start.day(), day(end))
        }
        Shape::Days(start, end) if start.year() == end.year() => {
            format!("{} {}–{}", start.day(), month(start.month()), day(end))
        }
        Shape::Days(start, end) => format!("{}–{}", day(start), day(end)),
        Shape::From(start) => format!("from {}", day(start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "the functions under test take an option")]
    fn during(start: &str, end: &str) -> Option<Period> {
        let end = (!end.is_empty()).then(|| end.parse().unwrap());
        Some(Period { start: start.parse().unwrap(), end, kind: PeriodKind::During })
    }

    #[expect(clippy::unnecessary_wraps, reason = "the functions under test take an option")]
    fn as_of(date: &str) -> Option<Period> {
        let date = date.parse().unwrap();
        Some(Period { start: date, end: Some(date), kind: PeriodKind::AsOf })
    }

    #[test]
    fn periods_read_as_people_write_them() {
        let cases = [
            (during("2021-01-01", "2021-12-31"), "2021年", "2021", "全年", "full year"),
            (during("2021-01-01", "2021-04-30"), "2021年1—4月", "Jan–Apr 2021", "1—4月", "Jan–Apr"),
            (during("2021-01-01", "2021-03-31"), "2021年一季度", "Q1 2021", "一季度", "Q1"),
            (during("2021-04-01", "2021-06-30"), "2021年二季度", "Q2 2021", "二季度", "Q2"),
            (during("2021-07-01", "2021-09-30"), "2021年三季度", "Q3 2021", "三季度", "Q3"),
            (during("2021-10-01", "2021-12-31"), "2021年四季度", "Q4 2021", "四季度", "Q4"),
            (during("2021-01-01", "2021-06-30"), "2021年上半年", "H1 2021", "上半年", "H1"),
            (during("2021-07-01", "2021-12-31"), "2021年下半年", "H2 2021", "下半年", "H2"),
            (during("2021-01-01", "2021-09-30"), "2021年1—9月", "Jan–Sep 2021", "1—9月", "Jan–Sep"),
            (during("2021-04-01", "2021-04-30"), "2021年4月", "Apr 2021", "4月", "Apr"),
            (during("2021-02-01", "2021-03-31"), "2021年2—3月", "Feb–Mar 2021", "2—3月", "Feb–Mar"),
            (during("2021-05-07", "2021-05-07"), "2021年5月7日", "7 May 2021", "5月7日", "7 May"),
            (during("2021-05-01", "2021-05-07"), "2021年5月1—7日", "1–7 May 2021", "5月1—7日", "1–7 May"),
            (
                during("2021-01-01", "2021-05-10"),
                "2021年1月1日—5月10日",
                "1 Jan–10 May 2021",
                "1月1日—5月10日",
                "1 Jan–10 May",
            ),
            (during("2021-01-01", "2025-12-31"), "2021—2025年", "2021–2025", "2021—2025年", "2021–2025"),
            (
                during("2020-11-01", "2021-02-28"),
                "2020年11月—2021年2月",
                "Nov 2020–Feb 2021",
                "2020年11月—2021年2月",
                "Nov 2020–Feb 2021",
            ),
            (during("2021-07-01", ""), "2021年7月1日起", "from 1 Jul 2021", "7月1日起", "from 1 Jul"),
            (as_of("2021-04-30"), "截至2021年4月末", "as of end Apr 2021", "截至4月末", "as of end Apr"),
            (as_of("2021-12-31"), "截至2021年末", "as of end 2021", "截至2021年末", "as of end 2021"),
            (as_of("2021-05-10"), "截至2021年5月10日", "as of 10 May 2021", "截至5月10日", "as of 10 May"),
            (None, "期间未说明", "period not told", "期间未说明", "period not told"),
        ];
        for (told, zh, en, short_zh, short_en) in cases {
            assert_eq!(period(told, Language::Zh), zh);
            assert_eq!(period(told, Language::En), en);
            assert_eq!(short_period(told, Some(2021), Language::Zh), short_zh);
            assert_eq!(short_period(told, Some(2021), Language::En), short_en);
            assert_eq!(short_period(told, None, Language::Zh), zh);
        }
    }

    #[test]
    fn another_year_is_never_dropped() {
        let told = during("2020-01-01", "2020-04-30");
        assert_eq!(short_period(told, Some(2021), Language::Zh), "2020年1—4月");
    }

    #[test]
    fn a_common_year_is_common_to_all_known_periods() {
        let april = during("2021-01-01", "2021-04-30");
        assert_eq!(common_year([april, None, as_of("2021-05-10")]), Some(2021));
        assert_eq!(common_year([april, during("2020-01-01", "2020-12-31")]), None);
        assert_eq!(common_year([april, during("2020-12-01", "2021-02-28")]), None);
        assert_eq!(common_year([None]), None);
    }
}
