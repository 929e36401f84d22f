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
        ("首季，", "首季 2021-01-01..2021-03-31 during"),
        ("1至3季度，", "1至3季度 2020-01-01..2020-09-30 during"),
        ("3月15日、16日，", "3月15日、16日 2021-03-15..2021-03-16 during"),
        ("3月1日起至3月31日，", "3月1日起至3月31日 2021-03-01..2021-03-31 during"),
        ("2020年11月至次年3月，", "2020年11月至次年3月 2020-11-01..2021-03-31 during"),
        ("3月以来，", "3月以来 2021-03-01..2021-05-10 during"),
        ("2019年至今，", "2019年至今 2019-01-01..2021-05-10 during"),
        ("年初以来，", "年初以来 2021-01-01..2021-05-10 during"),
        ("“十三五”前三年，", "“十三五”前三年 2016-01-01..2018-12-31 during"),
        ("“九五”期间，", "“九五”期间 1996-01-01..2000-12-31 during"),
        ("第六个五年计划期间，", "第六个五年计划期间 1981-01-01..1985-12-31 during"),
        ("2019—2020学年，", "2019—2020学年 2019-09-01..2020-08-31 during"),
        ("一九九八年，", "一九九八年 1998-01-01..1998-12-31 during"),
        ("97年底，", "97年底 1997-01-01..1997-12-31 during"),
        ("近三年，", "近三年 2018-01-01..2020-12-31 during"),
        ("三年来，", "三年来 2019-01-01..2021-05-10 during"),
        ("上周，", "上周 2021-05-03..2021-05-09 during"),
        ("今明两天，", "今明两天 2021-05-10..2021-05-11 during"),
        ("即日起至6月10日，", "即日起至6月10日 2021-05-10..2021-06-10 during"),
        ("6月底前，", "6月底前 2020-01-01..2020-06-30 during"),
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
    for text in
        ["2156人", "3月龄", "25个省份", "5000个", "2021人", "三家店", "一人一策", "98年历史", "四季花城", "一季稻"]
    {
        assert!(
            resolved(text, false, false).is_none() || text.starts_with("3月"),
            "{text}: {:?}",
            resolved(text, false, false)
        );
    }
}

#[test]
fn other_words_hold_no_period() {
    for text in [
        "主要表现在",
        "项目前期",
        "合同期限",
        "不同年龄",
        "健全年金",
        "60岁以上年龄",
        "毕业两年内",
        "安全年检",
        "按年度基数",
    ] {
        assert_eq!(resolved(text, true, false), None, "{text}");
    }
}

#[test]
fn what_stands_around_gives_the_role() {
    let role = |text: &str| {
        let found: Vec<PeriodWord> = text.char_indices().filter_map(|(at, _)| parse(text, at, None)).collect();
        found.first().map(|word| word.role)
    };
    for (text, expected) in [
        ("2021年新增", Role::Dates),
        ("比上年多", Role::Base),
        ("是2019年的1.6倍", Role::Base),
        ("与去年同期相比", Role::Base),
        ("全年目标的42%", Role::OfTarget),
        ("2020届毕业生", Role::Cohort),
        ("本报南通1月3日电", Role::Aside),
        ("《2021年工作要点》", Role::Aside),
        ("《2021年统计公报》", Role::Dates),
        ("为2002年以来最低", Role::Aside),
        ("2021年1月以来最低工资", Role::Dates),
        ("政策执行到12月31日", Role::Aside),
        ("“十四五”规划", Role::Aside),
        ("举办“2021年专场招聘会”", Role::Aside),
    ] {
        assert_eq!(role(text), Some(expected), "{text}");
    }
}
