//! The catalogue of indicators as plain data; the rows themselves live in `assets/indicators.tsv`.

use serde::{Deserialize, Serialize};

/// A row of the catalogue, by its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IndicatorId(pub u16);

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The contract's id, e.g. `urban_new_jobs`.
    pub id: String,
    /// 城镇新增就业.
    pub name_zh: String,
    /// Urban new jobs.
    pub name_en: String,
    /// Initials of the Chinese name in pinyin, for typing without an input method: `czxzjy`.
    pub pinyin: String,
    /// Which family it belongs to, for grouping and tint.
    pub family: Family,
    /// Whether a bare figure is counted over a span or at a day.
    pub nature: Nature,
    /// The unit of a figure that is written without one, as in a table.
    pub base_unit: String,
}

/// Families of indicators: they share a tint in the reader and a group in the chooser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Jobs found, people employed.
    Employment,
    /// Unemployment.
    Unemployment,
    /// Fairs, vacancies, seekers.
    Recruitment,
    /// Training, certificates, skills.
    Training,
    /// Startups, loans, incubators.
    Startup,
    /// Insurance, subsidies, relief.
    Support,
    /// Wages and income.
    Income,
}

/// Whether an indicator is a flow or a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Counted over a span of time.
    Flow,
    /// Standing at a day.
    Stock,
    /// An amount that a rule sets.
    Rule,
    /// Counted by the year, whatever day it is said on: the graduates of a year.
    Cohort,
}

/// All indicators, in the order they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    rows: Vec<Indicator>,
}

/// A row of an indicator table that could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}:{line}: {message}")]
pub struct CatalogueError {
    /// The table.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl Catalogue {
    /// The built-in catalogue.
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Catalogue> = std::sync::LazyLock::new(|| {
            Catalogue::parse("assets/indicators.tsv", include_str!("../../assets/indicators.tsv"))
                .expect("a test parses the built-in table")
        });
        &BUILTIN
    }

    /// Reads a table: tab-separated `id, name_zh, name_en, pinyin, family, nature, base unit`; `#` starts a comment.
    pub fn parse(file: &str, table: &str) -> Result<Self, CatalogueError> {
        let mut rows: Vec<Indicator> = Vec::new();
        for (n, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |message: String| CatalogueError { file: file.to_owned(), line: n + 1, message };
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            let &[id, name_zh, name_en, pinyin, family, nature, base_unit] = columns.as_slice() else {
                return Err(fail(format!("应有 7 列（制表符分隔），实有 {} 列", columns.len())));
            };
            if rows.iter().any(|row| row.id == id) {
                return Err(fail(format!("指标 {id} 重复")));
            }
            rows.push(Indicator {
                id: id.to_owned(),
                name_zh: name_zh.to_owned(),
                name_en: name_en.to_owned(),
                pinyin: pinyin.to_owned(),
                family: Family::parse(family).ok_or_else(|| fail(format!("不认识的类别 {family}")))?,
                nature: Nature::parse(nature).ok_or_else(|| fail(format!("不认识的性质 {nature}")))?,
                base_unit: base_unit.to_owned(),
            });
        }
        Ok(Self { rows })
    }

    /// This catalogue with more rows behind its own, whose places stay as they are.
    #[must_use]
    pub fn extended(&self, rows: impl IntoIterator<Item = Indicator>) -> Self {
        Self { rows: self.rows.iter().cloned().chain(rows).collect() }
    }

    /// The row of that place.
    pub fn get(&self, id: IndicatorId) -> Option<&Indicator> {
        self.rows.get(usize::from(id.0))
    }

    /// The place of the row with this id.
    pub fn find(&self, id: &str) -> Option<IndicatorId> {
        self.rows.iter().position(|row| row.id == id).and_then(|n| u16::try_from(n).ok()).map(IndicatorId)
    }

    /// All rows with their places.
    pub fn iter(&self) -> impl Iterator<Item = (IndicatorId, &Indicator)> {
        (0..).map(IndicatorId).zip(&self.rows)
    }
}

impl Family {
    /// The family of that word of the table.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "employment" => Self::Employment,
            "unemployment" => Self::Unemployment,
            "recruitment" => Self::Recruitment,
            "training" => Self::Training,
            "startup" => Self::Startup,
            "support" => Self::Support,
            "income" => Self::Income,
            _ => return None,
        })
    }
}

impl Nature {
    /// The nature of that word of the table.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "flow" => Self::Flow,
            "stock" => Self::Stock,
            "rule" => Self::Rule,
            "cohort" => Self::Cohort,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_holds_the_contracts_indicators() {
        assert!(Catalogue::builtin().find("urban_new_jobs").is_some());
        assert_eq!(Catalogue::builtin().iter().count(), 44);
    }

    #[test]
    fn a_bad_row_names_file_and_line() {
        let error = Catalogue::parse("my.tsv", "# ok\nx\ty\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("my.tsv", 2));
    }
}
