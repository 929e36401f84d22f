//! What expressions say and which dates they come to, against a bulletin of 10 May 2021.

use jiff::civil::date;

use super::*;
use crate::extract::resolve::Context;

fn resolved(text: &str, is_stock: bool, is_future: bool) -> Option<String> {
    let at = text.char_indices().map(|(at, _)| at).find(|&at| parse(text, at, None).is_some())?;
    let word = parse(text, at, None)?;
    let context = Context { issued: Some(date(2021, 5, 10)), is_future, is_stock, ..Context::default() };
    let period = word.resolve(&context)?;
    Some(format!("{} {}..{} {}", &text[word.range], period.start, period.end?, period.kind.id()))
}

#[test]
fn periods_resolve_against_the_bulletins_date() {
    for (text, expected) in [
        ("1至4月份，", "1至4月份 2021-01-01..2021-04-30 during"),
        ("2021年第一季度佛山", "2021年第一季度 2021-01-01..2021-03-31 during"),
        ("去年上海", "去年 2020-01-01..2020-12-31 during"),
        ("今年以来，", "今年以来 2021-01-01..2021-05-10 during"),
        ("今年前3个月，", "今年前3个月 2021-01-01..2021-03-31 during"),
        ("前5月", "前5月 2021-01-01..2021-05-31 during"),
        ("“十三五”期间，", "“十三五”期间 2016-01-01..2020-12-31 during"),
        ("5月7日上午", "5月7日 2021-05-07..2021-05-07 during"),
        ("2月11日至13日", "2月11日至13日 2021-02-11..2021-02-13 during"),
        ("2月11—13日", "2月11—13日 2021-02-11..2021-02-13 during"),
        ("12月，", "12月 2020-12-01..2020-12-31 during"),
        ("过去五年，", "过去五年 2016-01-01..2020-12-31 during"),
        ("2018—2020年，", "2018—2020年 2018-01-01..2020-12-31 during"),
        ("2016年6月至2017年6月，", "2016年6月至2017年6月 2016-06-01..2017-06-30 during"),
        ("上月，", "上月 2021-04-01..2021-04-30 during"),
        ("2月中旬至3月初，", "2月中旬至3月初 2021-02-11..2021-03-10 during"),
        ("截至4月底，", "截至4月底 2021-01-01..2021-04-30 during"),
        ("二〇二〇年，", "二〇二〇年 2020-01-01..2020-12-31 during"),
        ("一季度，", "一季度 2021-01-01..2021-03-31 during"),
        ("四季度，", "四季度 2020-10-01..2020-12-31 during"),
    ] {
        assert_eq!(resolved(text, false, false).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn stocks_stand_at_a_day_and_plans_run_the_whole_year() {
    assert_eq!(
        resolved("截至2021年一季度末，", true, false).as_deref(),
        Some("截至2021年一季度末 2021-03-31..2021-03-31 as_of")
    );
    assert_eq!(resolved("目前，", true, false).as_deref(), Some("目前 2021-05-10..2021-05-10 as_of"));
    assert_eq!(resolved("今年力争", false, true).as_deref(), Some("今年 2021-01-01..2021-12-31 during"));
    assert_eq!(resolved("未来三年内", false, true).as_deref(), Some("未来三年内 2021-01-01..2023-12-31 during"));
    assert_eq!(resolved("到2020年底，", true, false).as_deref(), Some("到2020年底 2020-12-31..2020-12-31 as_of"));
}

#[test]
fn counts_are_no_periods() {
    for text in ["2156人", "3月龄", "25个省份", "5000个", "2021人", "三家店", "一人一策"] {
        assert!(
            resolved(text, false, false).is_none() || text.starts_with("3月"),
            "{text}: {:?}",
            resolved(text, false, false)
        );
    }
}
