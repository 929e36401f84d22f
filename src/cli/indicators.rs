//! `jobscope indicators`: the catalogue, the user's own rows among it.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::plan::Audience;
use super::run::print;
use super::table::Words;
use super::{Exit, tally};
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::model::indicator::{Family, Indicator, Nature};

/// Which indicators are asked for, and how.
#[derive(Debug)]
pub struct Wish {
    /// Those that bear one of these names; empty for all.
    pub names: Vec<String>,
    /// With this table of the user's own.
    pub catalogue: Option<PathBuf>,
    /// For whom.
    pub audience: Audience,
}

/// `{names}` are what was asked for.
const NONE: Words = Words {
    zh: "没有叫“{names}”的指标：jobscope indicators 列出全部",
    en: "there is no indicator called \"{names}\": jobscope indicators lists all",
};

/// An indicator for programs.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    name_zh: &'a str,
    name_en: &'a str,
    pinyin: &'a str,
    unit: &'a str,
    nature: &'static str,
    family: &'static str,
}

/// Writes the indicators, in the order of the catalogue.
pub(super) fn indicators(wish: &Wish, language: Language) -> Exit {
    let is_asked = |row: &Indicator| wish.names.is_empty() || wish.names.iter().any(|name| bears(row, name));
    let rows: Vec<&Indicator> =
        Extractor::in_use().catalogue().iter().map(|(_, row)| row).filter(|row| is_asked(row)).collect();
    if rows.is_empty() {
        tally::say(&format!("jobscope: {}", NONE.of(language).replace("{names}", &wish.names.join(" "))));
        return Exit::Nothing;
    }
    let mut text = String::new();
    for row in rows {
        // Writing into a string cannot fail.
        let _ = match wish.audience {
            Audience::Programs => writeln!(text, "{}", serde_json::to_string(&line(row)).unwrap_or_default()),
            Audience::People => {
                let Line { id, name_zh, name_en, unit, nature, family, .. } = line(row);
                let name = if language == Language::En && !name_en.is_empty() { name_en } else { name_zh };
                writeln!(text, "{id}\t{name}\t{unit}\t{nature}\t{family}")
            }
        };
    }
    print(&text)
}

/// Whether id, name or initials hold this, whatever the case.
fn bears(row: &Indicator, name: &str) -> bool {
    let name = name.to_lowercase();
    [&row.id, &row.name_zh, &row.name_en, &row.pinyin].iter().any(|known| known.to_lowercase().contains(&name))
}

fn line(row: &Indicator) -> Line<'_> {
    Line {
        id: &row.id,
        name_zh: &row.name_zh,
        name_en: &row.name_en,
        pinyin: &row.pinyin,
        unit: &row.base_unit,
        nature: match row.nature {
            Nature::Flow => "flow",
            Nature::Stock => "stock",
            Nature::Rule => "rule",
            Nature::Cohort => "cohort",
        },
        family: match row.family {
            Family::Employment => "employment",
            Family::Unemployment => "unemployment",
            Family::Recruitment => "recruitment",
            Family::Training => "training",
            Family::Startup => "startup",
            Family::Support => "support",
            Family::Income => "income",
        },
    }
}
