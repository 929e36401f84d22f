//! The tables in `assets/gazetteer/`, read once.

use crate::gazetteer::NameForm;
use crate::model::area::{AreaCode, AreaLevel};

/// One division over an unbroken span of years under one code, name and parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Its code.
    pub code: AreaCode,
    /// Name with its generic part: 临漳县.
    pub name: &'static str,
    /// Name without: 临漳.
    pub short_name: &'static str,
    /// Its level.
    pub level: AreaLevel,
    /// The nearest real division above; none for a province.
    pub parent: Option<AreaCode>,
    /// First year in force.
    pub first_year: i16,
    /// Last year in force; the table ends in 2024.
    pub last_year: i16,
}

/// The year the table ends with; later bulletins are read with that year's divisions.
const TABLE_ENDS: i16 = 2024;
/// The year the table starts with.
const TABLE_STARTS: i16 = 1980;

impl Division {
    /// Whether it existed in a year.
    pub fn in_force(&self, year: i16) -> bool {
        self.years_off(year) == 0
    }

    /// By how many years it misses a year.
    pub fn years_off(&self, year: i16) -> i16 {
        let year = year.clamp(TABLE_STARTS, TABLE_ENDS);
        (self.first_year - year).max(year - self.last_year).max(0)
    }

    /// Hands over the names it goes by in print.
    pub(super) fn names(&self, mut give: impl FnMut(Box<str>, NameForm)) {
        give(self.name.into(), NameForm::Full);
        if self.short_name == self.name {
            return;
        }
        if self.short_name.chars().nth(1).is_some() {
            give(self.short_name.into(), NameForm::Short);
        }
        // 凉山彝族自治州 is 凉山州 in print, 宽城满族自治县 宽城县, 广西壮族自治区 广西自治区.
        for (formal, everyday) in [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")]
        {
            if self.name.ends_with(formal) {
                give([self.short_name, everyday].concat().into(), NameForm::Full);
            }
        }
    }
}

/// All divisions, and the Bingtuan, which GB/T 2260 does not have but bulletins report on like a province.
pub(super) fn divisions() -> Vec<Division> {
    let bingtuan = |name, short_name| Division {
        code: AreaCode::BINGTUAN,
        name,
        short_name,
        level: AreaLevel::Province,
        parent: None,
        first_year: TABLE_STARTS,
        last_year: TABLE_ENDS,
    };
    let mut divisions: Vec<Division> =
        include_str!("../../assets/gazetteer/divisions.csv").lines().skip(1).filter_map(division).collect();
    divisions.push(bingtuan("新疆生产建设兵团", "新疆兵团"));
    divisions.push(bingtuan("生产建设兵团", "建设兵团"));
    divisions
}

fn division(line: &'static str) -> Option<Division> {
    let mut columns = line.split(',');
    let code = columns.next()?.parse().ok()?;
    let name = columns.next()?;
    let short_name = columns.next()?;
    let level = match columns.next()? {
        "province" => AreaLevel::Province,
        "prefecture" => AreaLevel::Prefecture,
        _ => AreaLevel::County,
    };
    let parent = columns.next()?.parse().ok().map(AreaCode);
    let first_year = columns.next()?.parse().ok()?;
    let last_year = columns.next()?.parse().ok()?;
    Some(Division { code: AreaCode(code), name, short_name, level, parent, first_year, last_year })
}

/// Names that no division bears in the table but people write: 版纳, 前郭县, 浦东, Guangdong.
pub(super) fn aliases() -> impl Iterator<Item = (&'static str, NameForm, AreaCode)> {
    rows(include_str!("../../assets/gazetteer/aliases.tsv")).filter_map(|line| {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let form = if columns.next()? == "full" { NameForm::Full } else { NameForm::Short };
        Some((name, form, AreaCode(columns.next()?.parse().ok()?)))
    })
}

/// Short names that are ordinary words too, with their frequency; sorted by name. What is told by hand has the last word.
pub(super) fn words() -> Vec<(&'static str, u32)> {
    let tables = [
        include_str!("../../assets/gazetteer/short_names_that_are_sites.tsv"),
        include_str!("../../assets/gazetteer/short_names_that_are_words.tsv"),
    ];
    let mut words: Vec<(&str, u32)> = tables
        .into_iter()
        .flat_map(rows)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?.parse().ok()?))
        })
        .collect();
    words.sort_by_key(|&(name, _)| name);
    words.dedup_by_key(|(name, _)| *name);
    words
}

/// Common words of two characters; sorted.
pub(super) fn word_pairs() -> Vec<(char, char)> {
    let mut pairs = Vec::with_capacity(16_000);
    for line in rows(include_str!("../../assets/gazetteer/word_pairs.txt")) {
        let mut chars = line.chars();
        if let Some(first) = chars.next() {
            pairs.extend(chars.map(|second| (first, second)));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Towns, townships and streets with the counties that have one of that name, a line each; sorted by name.
pub(super) fn towns() -> Vec<&'static str> {
    rows(include_str!("../../assets/gazetteer/towns.tsv")).collect()
}

/// The lines of a table; `#` starts a comment.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table out of order would be searched in vain.
    #[test]
    fn towns_are_sorted_and_named_once() {
        let towns = towns();
        let names: Vec<&str> = towns.iter().filter_map(|line| line.split('\t').next()).collect();
        assert!(names.len() > 30_000);
        assert!(names.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn every_alias_is_of_a_division() {
        let divisions = divisions();
        for (name, _, code) in aliases() {
            assert!(divisions.iter().any(|division| division.code == code), "{name} {code}");
        }
    }
}
