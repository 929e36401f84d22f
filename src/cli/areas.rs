//! `jobscope areas NAME`: what a name of an area can mean, and in which years.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use super::plan::Audience;
use super::run::print;
use super::table::Words;
use super::{Exit, tally};
use crate::compare::words::Language;
use crate::gazetteer::{Division, Gazetteer};
use crate::model::area::{AreaCode, AreaLevel};

/// Which areas are asked for, and how.
#[derive(Debug)]
pub struct Wish {
    /// Names and codes, one area each.
    pub names: Vec<String>,
    /// Only those of this year.
    pub year: Option<i16>,
    /// For whom.
    pub audience: Audience,
}

/// The tables begin and end with these years: what is older or goes on is not known to begin or end.
const FIRST_YEAR: i16 = 1980;
const LAST_YEAR: i16 = 2024;
/// The whole country, which is no division.
static CHINA: Division = Division {
    code: AreaCode::CHINA,
    name: "全国",
    short_name: "全国",
    level: AreaLevel::Country,
    parent: None,
    first_year: FIRST_YEAR,
    last_year: LAST_YEAR,
};
/// So many names are offered for one that is unknown.
const OFFERED: usize = 8;

// `{name}`, `{n}`, `{names}` and `{year}` are filled in.
const AMBIGUOUS: Words = Words {
    zh: "“{name}”有 {n} 个地区，文章里指哪一个要看上下文：写出上级可以分清，如 {names}",
    en: "\"{name}\" may be {n} areas, and an article's context decides; name what it lies in to tell them apart, e.g. {names}",
};
const FORMER: Words = Words {
    zh: "“{name}”现在已不用，最后一年是 {year} 年",
    en: "\"{name}\" is a former name, last used in {year}",
};
const UNKNOWN: Words = Words { zh: "没有叫“{name}”的地区", en: "there is no area called \"{name}\"" };
const UNKNOWN_THEN: Words = Words {
    zh: "{year} 年没有叫“{name}”的地区，别的年份有：去掉 --year 可以看到",
    en: "no area was called \"{name}\" in {year}, but in other years: leave out --year to see them",
};
const NEAR: Words = Words { zh: "，是不是 {names}？", en: "; did you mean {names}?" };

/// An area for programs.
#[derive(Serialize)]
struct Line<'a> {
    asked: &'a str,
    ref_area: String,
    ref_area_name: String,
    level: &'static str,
    first_year: Option<i16>,
    last_year: Option<i16>,
}

/// Writes what each of the names may mean.
pub(super) fn areas(wish: &Wish, language: Language) -> Exit {
    let gazetteer = Gazetteer::builtin();
    let (mut text, mut n_unknown) = (String::new(), 0);
    for name in &wish.names {
        let found = look_up(gazetteer, name.trim());
        let then: Vec<&Division> =
            found.iter().copied().filter(|area| wish.year.is_none_or(|year| area.in_force(year))).collect();
        n_unknown += usize::from(then.is_empty());
        if let Some(remark) = remark(gazetteer, wish, name, &found, &then, language) {
            tally::say(&format!("jobscope: {remark}"));
        }
        for area in then {
            write_area(&mut text, gazetteer, wish, name, area);
        }
    }
    match (print(&text), n_unknown) {
        (Exit::Well, 0) => Exit::Well,
        (Exit::Well, n) if n < wish.names.len() => Exit::Problems,
        _ => Exit::Nothing,
    }
}

fn write_area(text: &mut String, gazetteer: &Gazetteer, wish: &Wish, name: &str, area: &Division) {
    let line = Line {
        asked: name,
        ref_area: area.code.to_string(),
        ref_area_name: full_name(gazetteer, area),
        level: level(area.level),
        first_year: Some(area.first_year).filter(|&year| year > FIRST_YEAR),
        last_year: Some(area.last_year).filter(|&year| year < LAST_YEAR),
    };
    let said = |year: Option<i16>| year.map_or(String::new(), |year| year.to_string());
    // Writing into a string cannot fail.
    let _ = match wish.audience {
        Audience::Programs => writeln!(text, "{}", serde_json::to_string(&line).unwrap_or_default()),
        Audience::People => writeln!(
            text,
            "{}\t{}\t{}\t{}\t{}\t{}",
            line.asked,
            line.ref_area,
            line.ref_area_name,
            line.level,
            said(line.first_year),
            said(line.last_year)
        ),
    };
}

/// By code, by name, or by a name with the names of what it lies in before it.
fn look_up<'a>(gazetteer: &'a Gazetteer, asked: &str) -> Vec<&'a Division> {
    if [CHINA.name, "中国", "100000"].contains(&asked) {
        return vec![&CHINA];
    }
    if let Ok(code) = asked.parse().map(AreaCode) {
        return gazetteer.divisions().iter().filter(|division| division.code == code).collect();
    }
    let found = gazetteer.bearers(asked);
    if !found.is_empty() {
        return found;
    }
    // 河北省邯郸市临漳县: the last name, within all before it.
    let cuts = asked.char_indices().skip(1).map(|(at, _)| at);
    let split = cuts.filter_map(|at| asked.split_at_checked(at)).find_map(|(outer, inner)| {
        let inner = gazetteer.bearers(inner.trim());
        let outer = if inner.is_empty() { Vec::new() } else { look_up(gazetteer, outer.trim()) };
        (!outer.is_empty()).then_some((outer, inner))
    });
    let Some((outer, inner)) = split else { return Vec::new() };
    let lies_in = |area: &&Division| {
        let year = area.last_year;
        outer.iter().any(|outer| outer.code != area.code && gazetteer.is_within(area.code, outer.code, year))
    };
    inner.into_iter().filter(lies_in).collect()
}

/// What is to be said beside the rows.
fn remark(
    gazetteer: &Gazetteer,
    wish: &Wish,
    name: &str,
    found: &[&Division],
    then: &[&Division],
    language: Language,
) -> Option<String> {
    let fill = |words: Words| words.of(language).replace("{name}", name);
    let said = |year: i16| year.to_string();
    if found.is_empty() {
        let near = near(gazetteer, name);
        let names =
            NEAR.of(language).replace("{names}", &near.join(if language == Language::Zh { "、" } else { ", " }));
        return Some(format!("{}{}", fill(UNKNOWN), if near.is_empty() { String::new() } else { names }));
    }
    if let (true, Some(year)) = (then.is_empty(), wish.year) {
        return Some(fill(UNKNOWN_THEN).replace("{year}", &said(year)));
    }
    let year = wish.year.unwrap_or(LAST_YEAR);
    let in_force: BTreeSet<AreaCode> = then.iter().filter(|area| area.in_force(year)).map(|area| area.code).collect();
    if let [first, _, ..] = then.iter().filter(|area| in_force.contains(&area.code)).collect::<Vec<_>>().as_slice()
        && in_force.len() > 1
    {
        let filled = fill(AMBIGUOUS).replace("{n}", &in_force.len().to_string());
        return Some(filled.replace("{names}", &full_name(gazetteer, first)));
    }
    let latest = then.iter().map(|area| area.last_year).max()?;
    (in_force.is_empty() && wish.year.is_none()).then(|| fill(FORMER).replace("{year}", &said(latest)))
}

/// Names of today that hold what was asked for, or begin with its first two characters.
fn near(gazetteer: &Gazetteer, asked: &str) -> Vec<&'static str> {
    let begins: String = asked.chars().take(2).collect();
    let today =
        || gazetteer.divisions().iter().filter(|division| division.in_force(LAST_YEAR)).map(|division| division.name);
    let holds = || today().filter(|name| asked.chars().nth(1).is_some() && name.contains(asked));
    let like = || today().filter(|name| begins.chars().nth(1).is_some() && name.starts_with(&begins));
    let mut near: Vec<&str> = holds().chain(like()).collect();
    let mut seen = BTreeSet::new();
    near.retain(|name| seen.insert(*name));
    near.truncate(OFFERED);
    near
}

/// The name from the province down, as it was in the area's last year.
fn full_name(gazetteer: &Gazetteer, area: &Division) -> String {
    let above = area.parent.map_or(String::new(), |parent| gazetteer.full_name(parent, area.last_year));
    format!("{above}{}", area.name)
}

fn level(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Country => "country",
        AreaLevel::Province => "province",
        AreaLevel::Prefecture => "prefecture",
        AreaLevel::County => "county",
    }
}
