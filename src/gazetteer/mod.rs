//! Administrative divisions with their years: names in a text → candidates, codes → names and parents.
//!
//! It finds names and says what they could mean; which one is meant is decided by `extract`, which knows the context.
//! It knows nothing of bulletins.

mod table;

use std::sync::LazyLock;

use crate::model::area::{AreaCode, AreaLevel};
use crate::words::WordList;
pub use table::Division;

/// The divisions with all their names.
#[derive(Debug)]
pub struct Gazetteer {
    /// By code, then by year.
    divisions: Vec<Division>,
    names: Vec<Name>,
    words: WordList,
    /// Common words of two characters, sorted.
    word_pairs: Vec<(char, char)>,
    /// Lines of the table of towns, sorted by name.
    towns: Vec<&'static str>,
    /// A bit for each town, by the hash of its name: most of what ends like a town is none.
    town_bits: Vec<u64>,
    /// For each hundred of codes, the first division of it.
    hundreds: Vec<u32>,
}

/// What the divisions that bear a name have in common.
#[derive(Debug)]
struct Name {
    /// Their rows.
    rows: Vec<u32>,
    /// Full, if it is the full name of one of them.
    form: NameForm,
    /// How common the name is as an ordinary word, as a frequency in jieba's dictionary.
    word_frequency: u32,
}

/// Whether a name carries its generic part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameForm {
    /// 邯郸市, 凉山州.
    Full,
    /// 邯郸.
    #[default]
    Short,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub struct NameHit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Full or short.
    pub form: NameForm,
    name: u32,
}

impl Gazetteer {
    /// The built-in divisions, 1980–2024.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::new);
        &BUILTIN
    }

    fn new() -> Self {
        let mut divisions = table::divisions();
        divisions.sort_by_key(|division| (division.code, division.first_year));
        let mut spelled: Vec<(Box<str>, NameForm, u32)> = Vec::with_capacity(divisions.len() * 3);
        for (row, division) in (0u32..).zip(&divisions) {
            division.names(|name, form| spelled.push((name, form, row)));
        }
        let rows_of = |code: AreaCode| {
            let divisions = &divisions;
            let first = divisions.partition_point(|division| division.code < code);
            (first..divisions.len()).take_while(move |&row| divisions.get(row).is_some_and(|d| d.code == code))
        };
        for (name, form, code) in table::aliases() {
            // The last row of a code: an alias is no matter of years.
            if let Some(row) = rows_of(code).last().and_then(|row| u32::try_from(row).ok()) {
                spelled.push((name.into(), form, row));
            }
        }
        let common = table::words();
        let frequency = |name: &str| {
            common
                .binary_search_by_key(&name, |(word, _)| word)
                .ok()
                .and_then(|n| common.get(n))
                .map_or(0, |word| word.1)
        };
        spelled.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut names: Vec<Name> = Vec::with_capacity(spelled.len());
        for bearers in spelled.chunk_by(|a, b| a.0 == b.0) {
            let is_full = bearers.iter().any(|(_, form, _)| *form == NameForm::Full);
            names.push(Name {
                rows: bearers.iter().map(|&(.., row)| row).collect(),
                form: if is_full { NameForm::Full } else { NameForm::Short },
                word_frequency: bearers.first().map_or(0, |(name, ..)| frequency(name)),
            });
        }
        let words = WordList::new(
            spelled.chunk_by(|a, b| a.0 == b.0).filter_map(|same| same.first()).map(|(name, ..)| &**name),
        );
        let towns = table::towns();
        let mut town_bits = vec![0; TOWN_BITS / 64];
        for line in &towns {
            let bit = town_hash(line.split('\t').next().unwrap_or_default());
            if let Some(bits) = town_bits.get_mut(bit / 64) {
                *bits |= 1 << (bit % 64);
            }
        }
        let mut hundreds = vec![0; 10_001];
        for (hundred, first) in (0u32..).zip(&mut hundreds) {
            *first = divisions.partition_point(|division| division.code.0 < hundred * 100) as u32;
        }
        Self { divisions, names, words, word_pairs: table::word_pairs(), towns, town_bits, hundreds }
    }

    /// Names in a text, the longest at each place, in order. They may overlap: 和顺德 holds 和顺 and 顺德.
    pub fn find(&self, text: &str) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = Vec::new();
        self.words.find_all(text, 0..text.len(), |found| {
            let Some(form) = self.names.get(found.word as usize).map(|name| name.form) else { return };
            let hit = NameHit { start: found.start, end: found.end, form, name: found.word };
            match hits.last_mut().filter(|last| last.start == hit.start) {
                Some(shorter) => *shorter = hit,
                None => hits.push(hit),
            }
        });
        hits
    }

    /// Whether two characters make a common word (搬迁, 广大), so that a name is not likely to start or end between them.
    pub fn is_word(&self, first: char, second: char) -> bool {
        self.word_pairs.binary_search(&(first, second)).is_ok()
    }

    /// The divisions that a name may mean in a year, each code once: those in force, else (the table's years are good to one
    /// year, and people go on using old names) all that ever bore it.
    pub fn candidates(&self, hit: NameHit, year: i16) -> Vec<&Division> {
        let rows = self.names.get(hit.name as usize).map_or(&[][..], |name| &name.rows);
        let all = || rows.iter().filter_map(|&row| self.divisions.get(row as usize));
        let mut found: Vec<&Division> = all().filter(|division| division.in_force(year)).collect();
        if found.is_empty() {
            found = all().filter(|division| division.in_force(year - 1) || division.in_force(year + 1)).collect();
        }
        if found.is_empty() {
            // The most recent bearer of an old name: 襄樊 in a bulletin of 2021 is today's 襄阳, which has its code. Short names are
            // soon forgotten: 生达, a county until 1998, is two halves of 大学生达874万人 in 2020.
            let latest = all().map(|division| division.last_year).max();
            let is_known = |division: &&Division| hit.form == NameForm::Full || division.years_off(year) <= 12;
            found = all().filter(|division| Some(division.last_year) == latest).filter(is_known).collect();
        }
        found.sort_by_key(|division| (division.level, division.code));
        found.dedup_by_key(|division| division.code);
        found
    }

    /// All divisions that ever bore exactly this name, full or short, and those that go by it in print; by code, then by year.
    pub fn bearers(&self, name: &str) -> Vec<&Division> {
        let hit = self.find(name).into_iter().find(|hit| hit.start == 0 && hit.end == name.len());
        let rows = hit.and_then(|hit| self.names.get(hit.name as usize)).map_or(&[][..], |name| &name.rows);
        let mut found: Vec<&Division> = rows.iter().filter_map(|&row| self.divisions.get(row as usize)).collect();
        found.sort_by_key(|division| (division.code, division.first_year));
        found.dedup();
        found
    }

    /// All divisions of all years, by code, then by year.
    pub fn divisions(&self) -> &[Division] {
        &self.divisions
    }

    /// How common a name is as an ordinary word (资源, 合作); 0 if it is none.
    pub fn word_frequency(&self, hit: NameHit) -> u32 {
        self.names.get(hit.name as usize).map_or(0, |name| name.word_frequency)
    }

    /// The division of a code in a year, or the nearest in time.
    pub fn division(&self, code: AreaCode, year: i16) -> Option<&Division> {
        let first = *self.hundreds.get(code.0 as usize / 100)? as usize;
        let hundred = self.divisions.get(first..).unwrap_or_default();
        let rows =
            || hundred.iter().skip_while(|division| division.code < code).take_while(|division| division.code == code);
        rows()
            .find(|division| division.in_force(year))
            .or_else(|| rows().min_by_key(|division| division.years_off(year)))
    }

    /// The division above.
    pub fn parent(&self, code: AreaCode, year: i16) -> Option<AreaCode> {
        self.division(code, year)?.parent
    }

    /// The area itself, then those above it, up to the province.
    pub fn lineage(&self, code: AreaCode, year: i16) -> Vec<AreaCode> {
        let mut line = vec![code];
        while let Some(parent) = line.last().and_then(|&last| self.parent(last, year)) {
            if line.contains(&parent) {
                break;
            }
            line.push(parent);
        }
        line
    }

    /// The nearest area of that level at or above a code.
    pub fn ancestor(&self, code: AreaCode, level: AreaLevel, year: i16) -> Option<AreaCode> {
        if level == AreaLevel::Country {
            return Some(AreaCode::CHINA);
        }
        self.lineage(code, year).into_iter().find(|&area| self.level(area, year) == level)
    }

    /// The level of a code. The table's word wins over the code's zeros (469006 is a county under a province).
    pub fn level(&self, code: AreaCode, year: i16) -> AreaLevel {
        self.division(code, year).map_or_else(|| code.level(), |division| division.level)
    }

    /// Whether one area lies in another or is it. The cities of the Bingtuan lie in it as well as in Xinjiang.
    pub fn is_within(&self, inner: AreaCode, outer: AreaCode, year: i16) -> bool {
        if outer == AreaCode::CHINA || inner == outer {
            return true;
        }
        if outer == AreaCode::BINGTUAN {
            return inner.0 / 100 == 6590;
        }
        // Three steps lead from a county to its province.
        let mut area = inner;
        for _ in 0..3 {
            match self.parent(area, year) {
                Some(parent) if parent == outer => return true,
                Some(parent) => area = parent,
                None => return false,
            }
        }
        false
    }

    /// The name from the province down: 河北省邯郸市临漳县; 全国 for the country.
    pub fn full_name(&self, code: AreaCode, year: i16) -> String {
        match code {
            AreaCode::CHINA => "全国".to_owned(),
            AreaCode::BINGTUAN => "新疆生产建设兵团".to_owned(),
            _ => {
                let mut line = self.lineage(code, year);
                line.reverse();
                line.iter().filter_map(|&area| self.division(area, year)).map(|division| division.name).collect()
            }
        }
    }

    /// Whether a town may have this name: most of what ends like one is none, and this tells it at once.
    pub fn may_be_town(&self, name: &str) -> bool {
        let bit = town_hash(name);
        self.town_bits.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }

    /// The county under `within` that has a town, township or street of this name, if it is only one.
    pub fn town(&self, name: &str, within: AreaCode, year: i16) -> Option<AreaCode> {
        let name_of = |line: &'static str| line.split_once('\t').map_or(line, |(name, _)| name);
        let n = self.towns.binary_search_by_key(&name, |line| name_of(line)).ok()?;
        let (_, codes) = self.towns.get(n)?.split_once('\t')?;
        let mut counties = codes
            .split(' ')
            .filter_map(|code| code.parse().ok().map(AreaCode))
            .filter(|&county| self.is_within(county, within, year));
        let county = counties.next()?;
        counties.next().is_none().then_some(county)
    }
}

const TOWN_BITS: usize = 1 << 19;

/// A town's place among the bits.
fn town_hash(name: &str) -> usize {
    let mixed = name.bytes().fold(0u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % TOWN_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, year: i16) -> Vec<Vec<u32>> {
        let gazetteer = Gazetteer::builtin();
        gazetteer
            .find(text)
            .into_iter()
            .map(|hit| gazetteer.candidates(hit, year).iter().map(|d| d.code.0).collect())
            .collect()
    }

    #[test]
    fn names_give_their_codes() {
        // 漳县 stands in 临漳县: who asks leaves out what lies in a name that was taken.
        assert_eq!(
            codes("河北邯郸 | 临漳县", 2021),
            [vec![130_000, 120_105], vec![130_400], vec![130_423], vec![621_125]]
        );
        assert_eq!(codes("凉山州", 2021), [vec![513_400]]);
        assert_eq!(codes("朝阳区", 2022), [vec![110_105, 220_104]]);
    }

    #[test]
    fn a_name_is_known_to_all_that_ever_bore_it() {
        let bearers = |name| -> Vec<(u32, i16, i16)> {
            let found = Gazetteer::builtin().bearers(name).into_iter();
            found.map(|division| (division.code.0, division.first_year, division.last_year)).collect()
        };
        // Its prefecture became a city, and its code another.
        assert_eq!(bearers("临漳县"), [(130_423, 1993, 2024), (132_129, 1980, 1992)]);
        assert!(bearers("通州").len() > 1, "{:?}", bearers("通州"));
        assert_eq!(bearers("襄樊市").last().map(|row| row.0), Some(420_600));
        assert_eq!(bearers("通"), []);
        assert_eq!(bearers("通州人"), []);
    }

    #[test]
    fn the_year_decides_between_bearers() {
        assert_eq!(codes("通州市", 2005), [vec![320_683]]);
        assert_eq!(codes("莱芜市", 2018), [vec![371_200]]);
        assert_eq!(codes("襄樊市", 2021), [vec![420_600]]);
    }

    #[test]
    fn full_names_go_from_province_down() {
        let gazetteer = Gazetteer::builtin();
        assert_eq!(gazetteer.full_name(AreaCode(130_423), 2021), "河北省邯郸市临漳县");
        assert_eq!(gazetteer.full_name(AreaCode(469_006), 2021), "海南省万宁市");
        assert_eq!(gazetteer.full_name(AreaCode(110_109), 2021), "北京市门头沟区");
    }

    #[test]
    fn a_town_resolves_only_under_a_known_area() {
        let gazetteer = Gazetteer::builtin();
        assert_eq!(gazetteer.town("龙泉镇", AreaCode(110_000), 2021), Some(AreaCode(110_109)));
        assert_eq!(gazetteer.town("龙泉镇", AreaCode::CHINA, 2021), None);
    }
}
