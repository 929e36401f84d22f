//! The answer to a question: groups of rows that share an axis, a row per area and series, a mark per figure.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::derived::{Basis, Completion, Rates, average_by_month};
use super::marks::{AreaMark, marks_of};
use super::names::short_name;
use super::note::Note;
use super::question::{Question, Sort, tally};
use super::select::{Selection, fits_level, is_asked, select};
use super::{Item, ObservationKey};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::observation::{Measure, Status};
use crate::model::period::Period;
use crate::model::quantity::{Bound, Quantity, Unit};

/// Where the largest figures of two levels differ by more than this factor, the smaller would be slivers on a shared axis.
const CRUSHING: f64 = 20.0;

/// What a comparison shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// Rows that share an axis; the group with most rows first, its levels from large to small.
    pub groups: Vec<Group>,
    /// The national figure in the first group's unit, for a reference line. It may lie far beyond the group's largest value.
    pub reference: Option<Mark>,
    /// What must be said beside it.
    pub notes: Vec<Note>,
    /// The areas that have figures but none of this indicator in this form, by code.
    pub missing: Vec<RefArea>,
}

/// Rows that share one axis: one unit, and no level of area that would crush another.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The level, where levels had to be parted.
    pub level: Option<AreaLevel>,
    /// The unit of all its marks.
    pub unit: Unit,
    /// Whether its values are as told or by the month.
    pub basis: Basis,
    /// The largest value to be drawn, upper ends of ranges included; never below 0.
    pub max: f64,
    /// The smallest value to be drawn; never above 0, since bars start at zero.
    pub min: f64,
    /// The rows, in the order asked for.
    pub rows: Vec<AreaRow>,
}

/// One series of one area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    /// The area.
    pub area: RefArea,
    /// Its own name without the areas it lies in; the full name where two rows would read the same.
    pub short_name: String,
    /// Which series; empty for the plain figure.
    pub detail: String,
    /// Its figures: periods in order of time (unknown last), actual before target.
    pub marks: Vec<Mark>,
    /// Which of the marks gives the row its place when sorted by value.
    pub lead: usize,
}

/// One figure to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The observation it stands for.
    pub key: ObservationKey,
    /// The value in the base unit; a range's lower end.
    pub value: f64,
    /// A range's upper end.
    pub value_high: Option<f64>,
    /// The unit.
    pub unit: Unit,
    /// How the text hedges it.
    pub bound: Bound,
    /// In which form; the same for all marks of a ranking.
    pub measure: Measure,
    /// In what standing.
    pub status: Status,
    /// When; `None` if the article does not tell.
    pub period: Option<Period>,
    /// Which series.
    pub detail: String,
    /// How sure the extractor is.
    pub confidence: f32,
    /// Whether the value is as told or by the month.
    pub basis: Basis,
    /// How far the target is met, where that is known.
    pub completion: Option<Completion>,
    /// Whether its period is not the one that most areas share in this standing; true for all where no two share one.
    pub differs_in_period: bool,
    /// Whether another mark contradicts it.
    pub conflicts: bool,
    /// The other places that say the same.
    pub duplicates: Vec<ObservationKey>,
}

impl Ranking {
    /// All rows of all groups.
    pub fn rows(&self) -> impl Iterator<Item = &AreaRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The mark that stands for this observation, be it the mark's own or a duplicate.
    pub fn find(&self, key: ObservationKey) -> Option<(&AreaRow, &Mark)> {
        self.rows().find_map(|row| row.marks.iter().find(|mark| mark.stands_for(key)).map(|mark| (row, mark)))
    }
}

impl Mark {
    /// What it says, as a quantity.
    pub fn quantity(&self) -> Quantity {
        Quantity { value: self.value, value_high: self.value_high, unit: self.unit.clone(), bound: self.bound }
    }

    /// Whether this observation is the mark's own or says the same.
    pub fn stands_for(&self, key: ObservationKey) -> bool {
        self.key == key || self.duplicates.binary_search(&key).is_ok()
    }
}

/// Answers a question. The answer does not depend on the order of `items`.
pub fn ranking(items: &[Item], question: &Question) -> Ranking {
    let named = named(items);
    ranking_among(items, named.iter().map(|area| (area.code, area.name.as_str())), question)
}

/// As [`ranking`], for who has sorted the figures: `items` need hold no more than those of the question's indicator, and
/// `areas` are all that say anything, by their names.
pub fn ranking_among<'a>(
    items: &[Item],
    areas: impl IntoIterator<Item = (Option<AreaCode>, &'a str)>,
    question: &Question,
) -> Ranking {
    let Selection { local, national, mut notes } = select(items, question);
    let (marks, conflicts) = marks_of(local);
    let (mut marks, not_averaged) = on_basis(marks, question.basis);
    notes.extend(not_averaged);
    let periods = Periods::of(&marks);
    for told in &mut marks {
        told.mark.differs_in_period = periods.differs(&told.mark);
    }
    let mut rows = rows_of(marks);
    let rates = Rates::of(items, question);
    rows.values_mut().flatten().for_each(|row| rates.complete(row, question.basis));
    let groups = groups_of(rows, question);
    let unit = groups.first().map(|group| &group.unit);
    let (reference, others) = reference_of(national, unit, &periods, question.basis);
    notes.extend(others);
    // What is wrong with what is shown comes before what is not shown.
    notes.splice(0..0, periods.notes().chain(conflicts));
    Ranking { groups, reference, notes, missing: missing(items, areas, question) }
}

fn on_basis(marks: Vec<AreaMark>, basis: Basis) -> (Vec<AreaMark>, Option<Note>) {
    match basis {
        Basis::AsTold => (marks, None),
        Basis::MonthlyAverage => average_by_month(marks),
    }
}

/// How many areas have each period, by standing, the most common first.
pub(super) struct Periods(BTreeMap<Status, PeriodCounts>);

type AreasByPeriod = BTreeSet<(Option<Period>, Option<AreaCode>)>;

struct PeriodCounts {
    counts: Vec<(Option<Period>, usize)>,
    n_areas: usize,
}

impl Periods {
    pub(super) fn of(marks: &[AreaMark]) -> Self {
        let mut told: BTreeMap<Status, AreasByPeriod> = BTreeMap::new();
        for AreaMark { area, mark } in marks {
            told.entry(mark.status).or_default().insert((mark.period, area.code));
        }
        let count = |told: AreasByPeriod| {
            let areas: BTreeSet<_> = told.iter().map(|(_, code)| code).collect();
            let n_areas = areas.len();
            let mut counts = tally(told.into_iter().map(|(period, _)| period));
            // Of equals the latest. An unknown period comes last: it is common to nobody.
            counts.sort_by_key(|&(period, n)| (period.is_none(), Reverse(n), Reverse(period.map(by_end))));
            PeriodCounts { counts, n_areas }
        };
        Self(told.into_iter().map(|(status, told)| (status, count(told))).collect())
    }

    /// Whether the mark is not of the period that most areas share; where no two share one, every mark differs. Several
    /// periods of one and the same area are its history and no mix.
    pub(super) fn differs(&self, mark: &Mark) -> bool {
        self.0.get(&mark.status).is_some_and(|told| told.is_mixed() && !told.is_usual(mark.period))
    }

    /// As [`Periods::differs`], for a figure that stands beside all of the marks.
    fn differs_from_all(&self, mark: &Mark) -> bool {
        self.0.get(&mark.status).is_some_and(|told| !told.is_usual(mark.period))
    }

    fn notes(&self) -> impl Iterator<Item = Note> {
        let mixed = self.0.iter().filter(|(_, told)| told.is_mixed());
        mixed.map(|(&status, told)| Note::MixedPeriods { status, counts: told.counts.clone() })
    }
}

impl PeriodCounts {
    fn is_mixed(&self) -> bool {
        self.n_areas > 1 && self.counts.len() > 1
    }

    fn is_usual(&self, period: Option<Period>) -> bool {
        let usual = self.counts.first().filter(|&&(_, n)| n > 1 || self.counts.len() == 1);
        period.is_some() && usual.is_some_and(|&(usual, _)| usual == period)
    }
}

/// Rows with their units, by unit, code and series.
fn rows_of(marks: Vec<AreaMark>) -> BTreeMap<Unit, Vec<AreaRow>> {
    let mut rows: BTreeMap<(Unit, Option<AreaCode>, String), AreaRow> = BTreeMap::new();
    for AreaMark { area, mark } in marks {
        let series = (mark.unit.clone(), area.code, mark.detail.clone());
        let row = rows.entry(series).or_insert_with(|| AreaRow {
            short_name: short_name(&area).to_owned(),
            area,
            detail: mark.detail.clone(),
            marks: Vec::new(),
            lead: 0,
        });
        row.marks.push(mark);
    }
    let mut by_unit: BTreeMap<Unit, Vec<AreaRow>> = BTreeMap::new();
    for ((unit, ..), mut row) in rows {
        row.marks.sort_by(time_order);
        row.lead = lead_of(&row.marks);
        by_unit.entry(unit).or_default().push(row);
    }
    by_unit
}

/// Periods in order of their last day; one without an end counts by its first.
pub(super) fn by_end(period: Period) -> (jiff::civil::Date, Period) {
    (period.end.unwrap_or(period.start), period)
}

fn time_order(a: &Mark, b: &Mark) -> Ordering {
    let time = |mark: &Mark| (mark.period.is_none(), mark.period.map(by_end), mark.status);
    time(a).cmp(&time(b)).then_with(|| a.value.total_cmp(&b.value)).then(a.key.cmp(&b.key))
}

/// The mark that a row is sorted by: of the first standing, in the usual period, else the latest; of two in conflict the larger.
fn lead_of(marks: &[Mark]) -> usize {
    let rank = |mark: &Mark| (Reverse(mark.status), !mark.differs_in_period, mark.period.map(by_end));
    let ranked = marks.iter().enumerate();
    let lead = ranked.max_by(|(_, a), (_, b)| rank(a).cmp(&rank(b)).then_with(|| a.value.total_cmp(&b.value)));
    lead.map_or(0, |(place, _)| place)
}

fn groups_of(rows: BTreeMap<Unit, Vec<AreaRow>>, question: &Question) -> Vec<Group> {
    let mut units: Vec<_> = rows.into_iter().collect();
    units.sort_by_key(|(_, rows)| Reverse(rows.len()));
    let parts = units.into_iter().flat_map(|(unit, rows)| {
        let parted = part_levels(&unit, rows);
        parted.into_iter().map(move |(level, rows)| (unit.clone(), level, rows))
    });
    parts.map(|(unit, level, rows)| group_of(unit, level, rows, question)).collect()
}

/// Parts the rows by level where one level would crush another; rates share an axis at any size.
fn part_levels(unit: &Unit, rows: Vec<AreaRow>) -> Vec<(Option<AreaLevel>, Vec<AreaRow>)> {
    let mut levels: BTreeMap<Option<AreaLevel>, Vec<AreaRow>> = BTreeMap::new();
    for row in rows {
        levels.entry(row.area.code.map(AreaCode::level)).or_default().push(row);
    }
    let sizes = || levels.values().map(|rows| largest(rows)).filter(|&size| size > 0.0);
    let (Some(most), Some(least)) = (sizes().max_by(f64::total_cmp), sizes().min_by(f64::total_cmp)) else {
        return vec![(None, levels.into_values().flatten().collect())];
    };
    if unit.takes_wan() && most > least * CRUSHING {
        levels.into_iter().collect()
    } else {
        vec![(None, levels.into_values().flatten().collect())]
    }
}

/// The largest size that any mark of these rows is drawn in.
fn largest(rows: &[AreaRow]) -> f64 {
    values(rows).map(f64::abs).fold(0.0, f64::max)
}

fn values(rows: &[AreaRow]) -> impl Iterator<Item = f64> {
    let marks = rows.iter().flat_map(|row| &row.marks);
    marks.flat_map(|mark| std::iter::once(mark.value).chain(mark.value_high))
}

fn group_of(unit: Unit, level: Option<AreaLevel>, mut rows: Vec<AreaRow>, question: &Question) -> Group {
    sort_rows(&mut rows, question.sort);
    tell_apart(&mut rows);
    let max = values(&rows).fold(0.0, f64::max);
    let min = values(&rows).fold(0.0, f64::min);
    Group { level, basis: question.basis, unit, max, min, rows }
}

/// Total: code and series settle what the asked order leaves open.
fn sort_rows(rows: &mut [AreaRow], sort: Sort) {
    let value = |row: &AreaRow| row.marks.get(row.lead).map_or(f64::NEG_INFINITY, |mark| mark.value);
    rows.sort_by(|a, b| {
        let asked = match sort {
            Sort::Value => value(b).total_cmp(&value(a)),
            Sort::Name => a.area.name.cmp(&b.area.name),
            Sort::Code => Ordering::Equal,
        };
        asked.then_with(|| a.area.code.cmp(&b.area.code)).then_with(|| a.detail.cmp(&b.detail))
    });
}

/// Gives the full name to rows of different areas that would read the same: there is a 朝阳区 in Beijing and one in Changchun.
fn tell_apart(rows: &mut [AreaRow]) {
    let mut codes: BTreeMap<String, BTreeSet<Option<AreaCode>>> = BTreeMap::new();
    for row in rows.iter() {
        codes.entry(row.short_name.clone()).or_default().insert(row.area.code);
    }
    for row in rows.iter_mut() {
        if codes.get(&row.short_name).is_some_and(|codes| codes.len() > 1) {
            row.short_name.clone_from(&row.area.name);
        }
    }
}

/// The national figure nearest to what the rows show, and a note on the others.
fn reference_of(
    national: Vec<Item>,
    unit: Option<&Unit>,
    periods: &Periods,
    basis: Basis,
) -> (Option<Mark>, Option<Note>) {
    let n_national = national.len();
    let (marks, _) = marks_of(national);
    let (marks, _counted_as_not_shown) = on_basis(marks, basis);
    let marks = marks.into_iter().map(|told| told.mark).filter(|mark| unit.is_none_or(|unit| mark.unit == *unit));
    let rank = |mark: &Mark| {
        (
            Reverse(mark.status),
            mark.detail.is_empty(),
            !periods.differs_from_all(mark),
            mark.period.map(by_end),
            Reverse(mark.key),
        )
    };
    let reference = marks.max_by(|a, b| rank(a).cmp(&rank(b)));
    let reference = reference.map(|mark| Mark { differs_in_period: periods.differs_from_all(&mark), ..mark });
    let n = n_national - reference.as_ref().map_or(0, |mark| 1 + mark.duplicates.len());
    (reference, Some(n).filter(|&n| n > 0).map(|n| Note::OtherNational { n }))
}

/// The areas that say something, each by the name that it was given first.
fn named(items: &[Item]) -> Vec<RefArea> {
    // Hashed, since this looks at every figure there is.
    let mut named: HashMap<AreaCode, (ObservationKey, &RefArea)> = HashMap::new();
    for Item { key, observation: o } in items {
        let Some(code) = o.ref_area.code else { continue };
        let name = named.entry(code).or_insert((*key, &o.ref_area));
        if *key < name.0 {
            *name = (*key, &o.ref_area);
        }
    }
    named.into_values().map(|(_, area)| area.clone()).collect()
}

/// Areas that say something, but not this. An area whose figure was only filtered out is not missing: a note counts it.
fn missing<'a>(
    items: &[Item],
    areas: impl IntoIterator<Item = (Option<AreaCode>, &'a str)>,
    question: &Question,
) -> Vec<RefArea> {
    let asked = items.iter().map(|item| item.observation).filter(|o| is_asked(question, o));
    let answered: HashSet<AreaCode> = asked.filter_map(|o| o.ref_area.code).collect();
    let is_silent =
        |code: &AreaCode| *code != AreaCode::CHINA && fits_level(question, code.level()) && !answered.contains(code);
    let silent = areas.into_iter().filter(|(code, _)| code.as_ref().is_some_and(is_silent));
    let mut missing: Vec<RefArea> = silent.map(|(code, name)| RefArea { code, name: name.to_owned() }).collect();
    missing.sort_unstable_by_key(|area| area.code);
    missing
}
