//! The tables in `assets/gazetteer/`, read once.

use std::collections::HashMap;

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

    /// The names it goes by in print.
    pub(super) fn names(&self) -> Vec<(String, NameForm)> {
        let mut names = vec![(self.name.to_owned(), NameForm::Full)];
        if self.short_name == self.name {
            return names;
        }
        if self.short_name.chars().count() > 1 {
            names.push((self.short_name.to_owned(), NameForm::Short));
        }
        // 凉山彝族自治州 is 凉山州 in print, 宽城满族自治县 宽城县, 广西壮族自治区 广西自治区.
        for (formal, everyday) in [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")]
        {
            if self.name.ends_with(formal) {
                names.push((format!("{}{everyday}", self.short_name), NameForm::Full));
            }
        }
        names
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

/// Short names that are ordinary words too, with their frequency.
pub(super) fn words() -> HashMap<&'static str, u32> {
    include_str!("../../assets/gazetteer/short_names_that_are_words.tsv")
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?.parse().ok()?))
        })
        .collect()
}

/// Towns, townships and streets with the counties that have one of that name.
pub(super) fn towns() -> HashMap<&'static str, Vec<AreaCode>> {
    let mut towns: HashMap<&'static str, Vec<AreaCode>> = HashMap::with_capacity(32_000);
    for line in include_str!("../../assets/gazetteer/townships.csv").lines().skip(1) {
        let Some((county, names)) = line.split_once(',') else { continue };
        let Ok(county) = county.parse().map(AreaCode) else { continue };
        for name in names.split(' ') {
            towns.entry(name).or_default().push(county);
        }
    }
    towns
}
