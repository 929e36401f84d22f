//! One area's page: what it is, what lies above and in it, all that the bulletins say of it.

use super::area_index::{AreaIndex, TODAY, name_of};
use super::documents::{ArticleKey, Documents};
use super::families;
use crate::compare::Item;
use crate::compare::names::short_name;
use crate::compare::ranking::Mark;
use crate::compare::series::{Series, series};
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::indicator::Catalogue;
use crate::model::period::Period;

/// One area's page.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaPage {
    /// The area's code.
    pub code: AreaCode,
    /// Its name from the province down.
    pub name: String,
    /// Its own name.
    pub short_name: String,
    /// Its level, as the gazetteer has it.
    pub level: AreaLevel,
    /// First and last year, if it is no more.
    pub years: Option<(i16, i16)>,
    /// What it lies in, the largest first.
    pub above: Vec<Neighbour>,
    /// The areas in it that have figures, by level, those with most figures first.
    pub inside: Vec<Neighbour>,
    /// Families and their rows, from top to bottom.
    pub lines: Vec<Line>,
    /// The articles that speak of it, with the number of their figures about it.
    pub articles: Vec<(ArticleKey, usize)>,
    /// How many figures it has.
    pub n_figures: usize,
    /// How many indicators they are of.
    pub n_indicators: usize,
}

/// An area above or inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Its code.
    pub code: AreaCode,
    /// From the province down.
    pub name: String,
    /// Its own name.
    pub short_name: String,
    /// How many figures it has of its own.
    pub n_figures: usize,
}

/// One line of the list of indicators.
pub type Line = families::Line<Row>;

/// One series of the area.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The series; the area is its only one.
    pub series: Series,
    /// Its dated figures in order of time; empty where there are fewer than two dates.
    pub trend: Vec<Mark>,
}

impl Row {
    /// Its figures, the leading one first.
    pub fn marks(&self) -> &[Mark] {
        self.series.areas.values().next().map_or(&[], Vec::as_slice)
    }
}

/// The day that a period stands at: a flow is known when its span is over.
pub fn day(period: Period) -> jiff::civil::Date {
    period.end.unwrap_or(period.start)
}

impl AreaPage {
    /// The page of this area.
    pub fn of(documents: &Documents, index: &AreaIndex, code: AreaCode, catalogue: &Catalogue) -> Self {
        let gazetteer = Gazetteer::builtin();
        let told: Vec<Item> = documents.items_at(index.figures(code)).collect();
        let area = name_of(index, code);
        let division = gazetteer.division(code, TODAY);
        let mut articles: Vec<(ArticleKey, usize)> = Vec::new();
        for item in &told {
            match articles.last_mut().filter(|(key, _)| *key == item.key.into()) {
                Some((_, n_figures)) => *n_figures += 1,
                None => articles.push((item.key.into(), 1)),
            }
        }
        Self {
            code,
            short_name: short_name(&area).to_owned(),
            name: area.name,
            level: gazetteer.level(code, TODAY),
            years: division.filter(|d| d.last_year < TODAY).map(|d| (d.first_year, d.last_year)),
            above: above(index, code),
            inside: inside(index, code),
            lines: lines(&told, catalogue),
            articles,
            n_figures: told.len(),
            n_indicators: index.find(code).map_or(0, |entry| entry.n_indicators),
        }
    }
}

fn neighbour(index: &AreaIndex, code: AreaCode) -> Neighbour {
    let area: RefArea = name_of(index, code);
    let n_figures = index.find(code).map_or(0, |entry| entry.figures.len());
    Neighbour { code, short_name: short_name(&area).to_owned(), name: area.name, n_figures }
}

fn above(index: &AreaIndex, code: AreaCode) -> Vec<Neighbour> {
    if code == AreaCode::CHINA {
        return Vec::new();
    }
    let mut line = Gazetteer::builtin().lineage(code, TODAY);
    line.push(AreaCode::CHINA);
    line.iter().rev().filter(|above| **above != code).map(|&above| neighbour(index, above)).collect()
}

/// Of the country only the provinces: everything lies in it.
fn inside(index: &AreaIndex, code: AreaCode) -> Vec<Neighbour> {
    let gazetteer = Gazetteer::builtin();
    let is_inside = |inner: AreaCode| {
        if code == AreaCode::CHINA {
            inner.level() == AreaLevel::Province
        } else {
            gazetteer.is_within(inner, code, TODAY)
        }
    };
    let entries = index.areas.iter().filter(|entry| entry.code != code && is_inside(entry.code));
    let mut inside: Vec<Neighbour> = entries.map(|entry| neighbour(index, entry.code)).collect();
    inside.sort_by_key(|inner| (gazetteer.level(inner.code, TODAY), std::cmp::Reverse(inner.n_figures), inner.code));
    inside
}

fn lines(told: &[Item], catalogue: &Catalogue) -> Vec<Line> {
    families::by_family(series(told), catalogue, |series| Row { trend: trend(&series), series })
}

fn trend(series: &Series) -> Vec<Mark> {
    let mut dated: Vec<(Period, &Mark)> =
        series.marks().filter_map(|mark| mark.period.map(|period| (period, mark))).collect();
    dated.sort_by_key(|(period, mark)| (day(*period), *period, mark.status, mark.key));
    let mut days: Vec<_> = dated.iter().map(|(period, _)| day(*period)).collect();
    days.dedup();
    if days.len() < 2 {
        return Vec::new();
    }
    dated.into_iter().map(|(_, mark)| mark.clone()).collect()
}
