//! Areas in a text: which division a name means here, and which part it plays in its sentence.
//!
//! `words` knows the words that speak of areas; `names` takes the names of divisions and says how far each can be trusted by itself;
//! `decide` lets what is certain decide the rest (朝阳区 in an article on Changchun, 合作 that is a city only in Gansu); `towns` adds
//! towns and regiments under a known area; `roles` tells the area that a sentence is about from those it only mentions. Which area is
//! in force at a figure is none of its business: see `attach::scope`.

mod decide;
mod names;
mod roles;
mod towns;
mod words;

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, AreaLevel};

/// Words that speak of an area.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AreaMention {
    /// Where they stand.
    pub range: Range<usize>,
    /// What they mean.
    pub meaning: Meaning,
    /// The part they play.
    pub role: AreaRole,
}

impl AreaMention {
    /// Whether it points at an area in force (全省, 该县) rather than names one.
    pub fn is_pointer(&self) -> bool {
        matches!(self.meaning, Meaning::InScope(_) | Meaning::Named | Meaning::Here)
    }
}

/// What an area word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A division.
    Area(AreaCode),
    /// The area of this level in scope (全省, 我县).
    InScope(AreaLevel),
    /// The area named last whose name ends like the word (该县).
    Named,
    /// The area in scope, whatever its level (全区, 当地).
    Here,
    /// The place that the text before was about (在这里, 招聘会现场): no area word, but it keeps that area in force.
    Back,
    /// A national office or a sample of cities: the country, if nothing else is said.
    Office,
    /// Several areas together; no code.
    Group,
    /// A foreign country.
    Foreign,
    /// A name that several divisions bear and nothing decides between.
    Ambiguous,
}

/// The part an area plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaRole {
    /// What the sentence is about, or where it happens.
    Subject,
    /// Where something is (在天津、上海等地设立服务站): the subject of a sentence that names no other.
    Site,
    /// One of several that a sentence is about together.
    Member,
    /// Where people go to or come from, or who takes part.
    Aside,
    /// Where a news item was sent from (本报南通讯).
    Dateline,
    /// Part of an institution's name or of a cited title.
    InName,
}

/// Finds the areas of an article's folded text. `title_end` is where the title ends in it.
pub(super) fn find(gazetteer: &Gazetteer, text: &str, title_end: usize, year: i16) -> Vec<AreaMention> {
    let words = words::find(text);
    let readings = names::read(gazetteer, text, &words, year);
    let mut mentions = decide::decide(gazetteer, text, &readings, title_end, year);
    words::add(text, &words, &mut mentions);
    towns::add(gazetteer, text, &mut mentions, title_end, year);
    towns::add_regiments(text, &words, &mut mentions);
    roles::assign(text, &mut mentions, &words, title_end);
    roles::join_groups(gazetteer, text, &mut mentions, year);
    mentions
}

/// Whether a range shares a byte with one of these mentions, which are in order and apart from each other.
fn overlaps(mentions: &[AreaMention], range: &Range<usize>) -> bool {
    let next = mentions.partition_point(|mention| mention.range.end <= range.start);
    mentions.get(next).is_some_and(|mention| mention.range.start < range.end)
}

/// What stands between two items of a list.
pub(super) fn is_list_gap(gap: &str) -> bool {
    matches!(gap, "、" | "和" | "及" | "与" | "以及")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(u32, AreaRole)> {
        let title_end = text.find('\n').unwrap_or(0);
        find(Gazetteer::builtin(), text, title_end, 2021)
            .into_iter()
            .filter_map(|mention| match mention.meaning {
                Meaning::Area(code) => Some((code.0, mention.role)),
                _ => None,
            })
            .collect()
    }

    fn named(text: &str) -> Vec<u32> {
        codes(text).into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn names_beside_their_parent_are_one() {
        assert_eq!(
            codes("吉林长春：朝阳区就业援助\n朝阳区"),
            [(220_100, AreaRole::Subject), (220_104, AreaRole::Subject), (220_104, AreaRole::Subject)]
        );
        assert_eq!(codes("河北邯郸 | 临漳县\n"), [(130_400, AreaRole::Subject), (130_423, AreaRole::Subject)]);
    }

    #[test]
    fn words_that_hold_a_name_are_none() {
        for text in [
            "易地搬迁安置区",
            "平衡水平",
            "人力资源市场",
            "乡村振兴局",
            "延长缴费年限",
            "广大新老职工",
            "稳定和合作",
            "会同有关部门",
            "搭建新平台",
            "重大新建项目",
            "中国特色社会主义",
            "市区下岗职工",
            "在新区建设中",
            "副市长沙某",
            "泰山东麓",
            "推广东西部协作经验",
        ] {
            assert_eq!(named(text), [] as [u32; 0], "{text}");
        }
    }

    #[test]
    fn a_prefecture_comes_before_the_county_of_its_name() {
        for (text, code) in [("长沙稳就业\n长沙", 430_100), ("南昌多形式安置\n", 360_100), ("抚顺启动招聘\n", 210_400)]
        {
            assert!(named(text).iter().all(|&found| found == code), "{text}");
        }
        assert_eq!(named("长沙县稳就业\n长沙举办招聘会"), [430_121, 430_121]);
    }

    #[test]
    fn destinations_are_no_subjects() {
        assert_eq!(codes("定西首趟赴青岛专列\n"), [(621_100, AreaRole::Subject), (370_200, AreaRole::Aside)]);
        assert_eq!(
            codes("\n四川宜宾联合重庆、厦门等地"),
            [(511_500, AreaRole::Subject), (500_000, AreaRole::Aside), (350_200, AreaRole::Aside)]
        );
        assert_eq!(
            codes("\n在广东、浙江等地务工的静宁人"),
            [(440_000, AreaRole::Aside), (330_000, AreaRole::Aside), (620_826, AreaRole::Subject)]
        );
    }

    #[test]
    fn institutions_and_people_are_no_places() {
        for text in
            ["\n南京大学", "\n青岛啤酒厂", "\n重庆长安汽车股份有限公司", "\n“黄冈密卷”", "\n沪昆高速", "\n局长武平介绍"]
        {
            assert!(codes(text).iter().all(|&(_, role)| role == AreaRole::InName), "{text}: {:?}", codes(text));
        }
    }

    #[test]
    fn a_town_is_its_county() {
        assert_eq!(codes("北京 | 2021年龙泉镇招聘会\n"), [(110_000, AreaRole::Subject), (110_109, AreaRole::Subject)]);
    }

    #[test]
    fn a_regiment_is_its_city() {
        assert_eq!(named("兵团 | 就业\n143团举办招聘会，团组织参加"), [660_000, 659_001]);
        assert_eq!(named("甘肃 | 就业\n143团"), [620_000]);
    }
}
