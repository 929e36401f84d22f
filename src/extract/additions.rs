//! What a user adds to the built-in tables: indicators of their own, and more phrases for known ones.
//!
//! A table is text: a row a line, columns parted by tabs, `#` starts a comment. Two columns are an indicator's id and phrases for it
//! (`-` for phrases that name nothing of this field); six or seven make an indicator: id, Chinese name, English name, unit, nature,
//! phrases, family. Phrases are parted by semicolons and written as in `assets/lexicon/phrases.tsv`.
//! A row that cannot be read costs itself alone and is told with its line.

use super::lexicon::{self, NOT_OURS, OwnPhrase};
use crate::model::indicator::{Catalogue, Family, Indicator, Nature};
use crate::model::quantity::{Unit, UnitClass};

/// What the user's tables add up to.
#[derive(Debug, Default)]
pub struct Additions {
    pub(super) indicators: Vec<Indicator>,
    pub(super) phrases: Vec<OwnPhrase>,
    /// Where each of the indicators was defined.
    places: Vec<Place>,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub kind: MistakeKind,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// Neither two nor six or seven columns.
    Columns {
        /// So many were found.
        found: usize,
        /// Whether commas or blanks seem to stand where tabs belong.
        lacks_tabs: bool,
    },
    /// The id is no word of small letters, digits and underscores.
    BadId(String),
    /// No Chinese name.
    NoName(String),
    /// No such unit.
    UnknownUnit(String),
    /// No such nature.
    UnknownNature(String),
    /// No such family.
    UnknownFamily(String),
    /// No phrases.
    NoPhrases(String),
    /// A word of one character would be found everywhere.
    ShortWord {
        /// The phrase.
        phrase: String,
        /// The word.
        word: String,
    },
    /// A phrase of gaps and figures alone.
    PhraseWithoutWords(String),
    /// No such group of words.
    UnknownGroup(String),
    /// Phrases for an indicator that nobody defines.
    UnknownIndicator(String),
    /// The id is one of the built-in indicators.
    BuiltinId(String),
    /// The id was defined before, and not alike.
    Clash {
        /// The id.
        id: String,
        /// Where it was defined.
        first: Place,
    },
}

/// A row with its columns.
type Row<'t> = (Place, Vec<&'t str>);

impl Additions {
    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.indicators.is_empty() && self.phrases.is_empty()
    }

    /// Adds the rows of a table; gives those that could not be read, in order.
    pub fn add(&mut self, file: &str, table: &str) -> Vec<Mistake> {
        // Phrases may stand above the indicator that they are for.
        let (phrases, definitions): (Vec<Row<'_>>, Vec<Row<'_>>) =
            rows(file, table).partition(|(_, columns)| columns.len() == 2);
        let mut mistakes = Vec::new();
        let mut note = |place: Place, result: Result<(), MistakeKind>| {
            mistakes.extend(result.err().map(|kind| Mistake { place, kind }));
        };
        for (place, columns) in definitions {
            let result = self.define(&place, &columns);
            note(place, result);
        }
        for (place, columns) in phrases {
            let result = self.extend(&columns);
            note(place, result);
        }
        mistakes.sort_by_key(|mistake| mistake.place.line);
        mistakes
    }

    /// A row that makes an indicator.
    fn define(&mut self, place: &Place, columns: &[&str]) -> Result<(), MistakeKind> {
        let &([id, name_zh, name_en, unit, nature, phrases] | [id, name_zh, name_en, unit, nature, phrases, _]) =
            columns
        else {
            let lacks_tabs = columns.iter().any(|line| columns.len() == 1 && line.contains([',', '，', ' ']));
            return Err(MistakeKind::Columns { found: columns.len(), lacks_tabs });
        };
        if !is_id(id) {
            return Err(MistakeKind::BadId(id.to_owned()));
        }
        if Catalogue::builtin().find(id).is_some() {
            return Err(MistakeKind::BuiltinId(id.to_owned()));
        }
        if name_zh.is_empty() {
            return Err(MistakeKind::NoName(id.to_owned()));
        }
        let family = columns.get(6).copied().unwrap_or_default();
        let indicator = Indicator {
            id: id.to_owned(),
            name_zh: name_zh.to_owned(),
            name_en: if name_en.is_empty() { name_zh } else { name_en }.to_owned(),
            pinyin: String::new(),
            family: family_of(family).ok_or_else(|| MistakeKind::UnknownFamily(family.to_owned()))?,
            nature: nature_of(nature).ok_or_else(|| MistakeKind::UnknownNature(nature.to_owned()))?,
            base_unit: unit.to_owned(),
        };
        let letters = letters_of(unit).ok_or_else(|| MistakeKind::UnknownUnit(unit.to_owned()))?;
        let phrases = self.read_phrases(id, phrases, Some(letters))?;
        let known = self.indicators.iter().zip(&self.places).find(|(known, _)| known.id == id);
        match known {
            Some((known, _)) if *known == indicator => {}
            Some((_, first)) => return Err(MistakeKind::Clash { id: id.to_owned(), first: first.clone() }),
            None => {
                self.indicators.push(indicator);
                self.places.push(place.clone());
            }
        }
        self.phrases.extend(phrases);
        Ok(())
    }

    /// A row of phrases for a known indicator.
    fn extend(&mut self, columns: &[&str]) -> Result<(), MistakeKind> {
        let &[id, phrases] = columns else { return Ok(()) };
        let own = self.indicators.iter().find(|known| known.id == id);
        if own.is_none() && id != NOT_OURS && Catalogue::builtin().find(id).is_none() {
            return Err(MistakeKind::UnknownIndicator(id.to_owned()));
        }
        let letters = own.and_then(|row| letters_of(&row.base_unit));
        let phrases = self.read_phrases(id, phrases, letters)?;
        self.phrases.extend(phrases);
        Ok(())
    }

    fn read_phrases(&self, id: &str, list: &str, letters: Option<&'static str>) -> Result<Vec<OwnPhrase>, MistakeKind> {
        let phrases = list.split([';', '；']).map(str::trim).filter(|phrase| !phrase.is_empty());
        let phrases: Vec<OwnPhrase> = phrases
            .map(|phrase| {
                check_phrase(phrase)?;
                Ok(OwnPhrase { id: id.to_owned(), letters, phrase: phrase.to_owned() })
            })
            .collect::<Result<_, _>>()?;
        if phrases.is_empty() {
            return Err(MistakeKind::NoPhrases(id.to_owned()));
        }
        // The same file may be given twice.
        Ok(phrases.into_iter().filter(|phrase| !self.phrases.contains(phrase)).collect())
    }
}

/// The rows of a table, empty columns at the end left out: spreadsheets write them.
fn rows<'t>(file: &str, table: &'t str) -> impl Iterator<Item = Row<'t>> {
    let lines = (1..).zip(table.trim_start_matches('\u{feff}').lines());
    lines.filter_map(move |(line, text)| {
        let text = text.trim_end();
        let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
        // A spreadsheet's heading is no indicator.
        let is_row = !text.is_empty() && !text.starts_with('#') && columns.first() != Some(&"id");
        is_row.then(|| (Place { file: file.to_owned(), line }, columns))
    })
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn nature_of(word: &str) -> Option<Nature> {
    Some(match word {
        "流量" => Nature::Flow,
        "存量" => Nature::Stock,
        "标准" => Nature::Rule,
        "届次" => Nature::Cohort,
        other => return Nature::parse(other),
    })
}

fn family_of(word: &str) -> Option<Family> {
    Some(match word {
        "" | "就业" => Family::Employment,
        "失业" => Family::Unemployment,
        "招聘" => Family::Recruitment,
        "培训" => Family::Training,
        "创业" => Family::Startup,
        "保障" => Family::Support,
        "收入" => Family::Income,
        other => return Family::parse(other),
    })
}

/// The letters of `phrases.tsv` for phrases of an indicator in this unit; `None` for a unit that no figure is read in.
fn letters_of(unit: &str) -> Option<&'static str> {
    const MONEY_RATES: [&str; 5] = ["元/月", "元/年", "元/人", "元/天", "元/小时"];
    if !MONEY_RATES.contains(&unit) && !super::figure::is_unit(unit) {
        return None;
    }
    Some(match Unit(unit.to_owned().into()).class() {
        UnitClass::Persons | UnitClass::PersonTimes => "P",
        UnitClass::Pieces => "X",
        UnitClass::Firms | UnitClass::FirmTimes | UnitClass::Households => "F",
        UnitClass::Loans => "L",
        UnitClass::Events => "E",
        UnitClass::Money => "M",
        UnitClass::MoneyRate => "MR",
        UnitClass::Percent | UnitClass::PercentagePoints => "%",
        UnitClass::Ratio => "D",
        UnitClass::Other => "Z",
    })
}

fn check_phrase(phrase: &str) -> Result<(), MistakeKind> {
    let parts = phrase.split(' ').filter(|part| !matches!(*part, "" | "#" | ".." | "~"));
    let words: Vec<&str> = parts.flat_map(|part| part.split('|')).filter(|word| !word.is_empty()).collect();
    for word in &words {
        if let Some(group) = word.strip_prefix('@') {
            if !lexicon::is_group(group) {
                return Err(MistakeKind::UnknownGroup(group.to_owned()));
            }
        } else if word.chars().count() < 2 {
            return Err(MistakeKind::ShortWord { phrase: phrase.to_owned(), word: (*word).to_owned() });
        }
    }
    if words.is_empty() { Err(MistakeKind::PhraseWithoutWords(phrase.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(table: &str) -> (Additions, Vec<(u32, MistakeKind)>) {
        let mut additions = Additions::default();
        let mistakes = additions.add("my.tsv", table);
        (additions, mistakes.into_iter().map(|mistake| (mistake.place.line, mistake.kind)).collect())
    }

    #[test]
    fn a_table_makes_indicators_and_adds_phrases() {
        let (additions, mistakes) = add("\u{feff}# 说明\r\nid\t名称\turban\r\n\
             riders\t新注册骑手\tNew riders\t人\t流量\t注册骑手；新增 .. 骑手\r\n\
             urban_new_jobs\t城镇岗位新增\t\t\t\t\r\n\
             riders\t骑手 # 注册\r\n\
             -\t骑手之家\r\n");
        assert_eq!(mistakes, []);
        assert_eq!(additions.indicators.len(), 1);
        assert_eq!(additions.indicators[0].base_unit, "人");
        let phrases: Vec<_> = additions.phrases.iter().map(|own| (own.id.as_str(), own.phrase.as_str())).collect();
        assert_eq!(
            phrases,
            [
                ("riders", "注册骑手"),
                ("riders", "新增 .. 骑手"),
                ("urban_new_jobs", "城镇岗位新增"),
                ("riders", "骑手 # 注册"),
                ("-", "骑手之家")
            ]
        );
    }

    #[test]
    fn each_mistake_costs_its_row_alone() {
        let own = |text: &str| text.to_owned();
        let place = |line| Place { file: own("my.tsv"), line };
        for (row, kind) in [
            ("riders,新注册骑手,,人", MistakeKind::Columns { found: 1, lacks_tabs: true }),
            ("a\tb\tc", MistakeKind::Columns { found: 3, lacks_tabs: false }),
            ("Riders\t骑手\t\t人\t流量\t骑手", MistakeKind::BadId(own("Riders"))),
            ("riders\t\t\t人\t流量\t骑手", MistakeKind::NoName(own("riders"))),
            ("riders\t骑手\t\t万人\t流量\t骑手", MistakeKind::UnknownUnit(own("万人"))),
            ("riders\t骑手\t\t人\t总量\t骑手", MistakeKind::UnknownNature(own("总量"))),
            ("riders\t骑手\t\t人\t流量\t骑手\t物流", MistakeKind::UnknownFamily(own("物流"))),
            ("riders\t骑手\t\t人\t流量\t；", MistakeKind::NoPhrases(own("riders"))),
            ("riders\t骑手\t\t人\t流量\t新 骑手", MistakeKind::ShortWord { phrase: own("新 骑手"), word: own("新") }),
            ("riders\t骑手\t\t人\t流量\t# ..", MistakeKind::PhraseWithoutWords(own("# .."))),
            ("riders\t骑手\t\t人\t流量\t@骑手", MistakeKind::UnknownGroup(own("骑手"))),
            ("rider\t注册骑手", MistakeKind::UnknownIndicator(own("rider"))),
            ("job_fairs\t招聘\t\t场\t流量\t招聘", MistakeKind::BuiltinId(own("job_fairs"))),
            ("good\t别的\t\t人\t流量\t别的", MistakeKind::Clash { id: own("good"), first: place(1) }),
        ] {
            let (additions, mistakes) = add(&format!("good\t好的\t\t人\t流量\t好的\n{row}\n"));
            assert_eq!(mistakes, [(2, kind)], "{row}");
            assert_eq!((additions.indicators.len(), additions.phrases.len()), (1, 1), "{row}");
        }
    }

    #[test]
    fn the_same_table_twice_is_no_clash() {
        let row = "riders\t骑手\t\t人\t流量\t骑手注册";
        let (additions, mistakes) = add(&format!("{row}\n{row}\n"));
        assert_eq!((mistakes.len(), additions.indicators.len(), additions.phrases.len()), (0, 1, 1));
    }
}
