//! The answer to the question on a map of tiles: each province by its own figure, never by a sum of what lies in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::compare::ranking::{AreaRow, Mark, Ranking};
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::quantity::Unit;

/// How many steps the colours have at most.
pub const N_CLASSES: usize = 5;

/// A province's place on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its code.
    pub code: AreaCode,
    /// Its Chinese name without 省 and the like.
    pub name_zh: &'static str,
    /// Its English name.
    pub name_en: &'static str,
    /// Its letters, for where the English name does not fit.
    pub letters: &'static str,
    /// The column, counted from the west.
    pub column: usize,
    /// The row, counted from the north.
    pub row: usize,
}

/// The places of all provinces, row by row.
pub fn places() -> &'static [Place] {
    static PLACES: LazyLock<Vec<Place>> =
        LazyLock::new(|| include_str!("../../assets/tiles.tsv").lines().filter_map(place).collect());
    &PLACES
}

fn place(line: &'static str) -> Option<Place> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let &[code, name_zh, name_en, letters, column, row] = columns.as_slice() else { return None };
    let code = AreaCode(code.parse().ok()?);
    Some(Place { code, name_zh, name_en, letters, column: column.parse().ok()?, row: row.parse().ok()? })
}

/// The map of an answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    /// The unit of all coloured figures.
    pub unit: Option<Unit>,
    /// The steps of the colours.
    pub classes: Classes,
    /// One for each place, in the same order.
    pub tiles: Vec<Tile>,
}

/// What a province shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tile {
    /// Its own figures: the leading one first.
    pub own: Vec<Mark>,
    /// Which step the leading figure falls into.
    pub class: Option<Class>,
    /// The figures of areas that lie in it, by area, in the order of the ranking.
    pub inner: Vec<AreaRow>,
    /// How many areas these are.
    pub n_inner: usize,
}

/// Steps of one width that begin at zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Classes {
    /// The width of a step: a round number; 0 where no figure is above zero.
    pub step: f64,
    /// How many steps are needed.
    pub n_steps: usize,
    /// Whether there are figures below zero: they share a class of their own.
    pub has_below: bool,
}

/// The class of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Below zero.
    Below,
    /// In this step, counted from zero.
    Step(usize),
}

impl Classes {
    fn of(values: &[f64]) -> Self {
        let max = values.iter().copied().fold(0.0, f64::max);
        let min = values.iter().copied().fold(0.0, f64::min);
        let step = round_step(max / N_CLASSES as f64);
        let n_steps = if step > 0.0 { ((max / step - 1e-9).ceil() as usize).clamp(1, N_CLASSES) } else { 1 };
        Self { step, n_steps, has_below: min < 0.0 }
    }

    /// The class of a value; a value on a bound belongs to the step above it.
    pub fn class_of(&self, value: f64) -> Class {
        if value < 0.0 {
            return Class::Below;
        }
        let step = if self.step > 0.0 { (value / self.step + 1e-9) as usize } else { 0 };
        Class::Step(step.min(self.n_steps.saturating_sub(1)))
    }

    /// The bounds from zero up.
    pub fn bounds(&self) -> impl Iterator<Item = f64> {
        (0..=self.n_steps).map(|n| self.step * n as f64)
    }
}

/// A digit or 2.5 times a power of ten, no smaller than asked; 0 for nothing.
fn round_step(wanted: f64) -> f64 {
    if wanted <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powf(wanted.log10().floor());
    let nice = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= wanted * 0.999_999);
    nice.unwrap_or(10.0) * power
}

impl Map {
    /// Puts an answer on the map.
    pub fn of(answer: &Ranking) -> Self {
        let unit = unit_of(answer);
        let mut tiles: Vec<Tile> = places().iter().map(|place| tile_of(answer, place.code, unit.as_ref())).collect();
        let Some(unit) = unit else { return Self { unit, tiles, ..Self::default() } };
        let coloured = |tile: &Tile| tile.own.first().filter(|mark| mark.unit == unit).map(|mark| mark.value);
        let values: Vec<f64> = tiles.iter().filter_map(coloured).collect();
        let classes = Classes::of(&values);
        for tile in &mut tiles {
            tile.class = coloured(tile).map(|value| classes.class_of(value));
        }
        Self { unit: Some(unit), classes, tiles }
    }

    /// The province's place and tile.
    pub fn find(&self, province: AreaCode) -> Option<(&'static Place, &Tile)> {
        places().iter().zip(&self.tiles).find(|(place, _)| place.code == province)
    }
}

/// The unit that most provinces use, since only one can be coloured.
fn unit_of(answer: &Ranking) -> Option<Unit> {
    let n_provinces = |unit: &Unit| {
        let rows = answer.groups.iter().filter(|group| group.unit == *unit).flat_map(|group| &group.rows);
        rows.filter(|row| row.area.code.is_some_and(|code| code.level() == AreaLevel::Province)).count()
    };
    // Of equals the first, which most areas use.
    let units = answer.groups.iter().map(|group| &group.unit).rev();
    units.max_by_key(|unit| n_provinces(unit)).cloned()
}

fn tile_of(answer: &Ranking, province: AreaCode, unit: Option<&Unit>) -> Tile {
    let mut own: Vec<&AreaRow> = answer.rows().filter(|row| row.area.code == Some(province)).collect();
    // The plain figure in the map's unit leads; other series and units stand behind it.
    own.sort_by_key(|row| (row.marks.first().map(|mark| &mark.unit) != unit, !row.detail.is_empty()));
    let own: Vec<Mark> = own.into_iter().flat_map(lead_first).cloned().collect();
    let is_inside = |code: AreaCode| code != province && code.province() == province;
    let inner: Vec<AreaRow> = answer.rows().filter(|row| row.area.code.is_some_and(is_inside)).cloned().collect();
    let n_inner = inner.iter().filter_map(|row| row.area.code).collect::<BTreeSet<_>>().len();
    Tile { own, class: None, inner, n_inner }
}

fn lead_first(row: &AreaRow) -> impl Iterator<Item = &Mark> {
    let others = (0..).zip(&row.marks).filter(|(place, _)| *place != row.lead).map(|(_, mark)| mark);
    row.marks.get(row.lead).into_iter().chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        assert_eq!(places().len(), 35);
        let cells: BTreeSet<_> = places().iter().map(|place| (place.row, place.column)).collect();
        let codes: BTreeSet<_> = places().iter().map(|place| place.code).collect();
        let letters: BTreeSet<_> = places().iter().map(|place| place.letters).collect();
        assert_eq!((cells.len(), codes.len(), letters.len()), (35, 35, 35));
        for place in places().iter().filter(|place| place.code != AreaCode::BINGTUAN) {
            let division = Gazetteer::builtin().division(place.code, 2024).map(|division| division.short_name);
            assert_eq!(division, Some(place.name_zh));
        }
    }

    #[test]
    fn steps_are_round_and_begin_at_zero() {
        let cases = [
            (450_000.0, 100_000.0, 5),
            (262_100.0, 100_000.0, 3),
            (500_000.0, 100_000.0, 5),
            (110_000.0, 25_000.0, 5),
            (1_410_000.0, 300_000.0, 5),
            (3.0, 1.0, 3),
            (0.0, 0.0, 1),
        ];
        for (max, step, n_steps) in cases {
            let classes = Classes::of(&[max]);
            assert_eq!((classes.step, classes.n_steps), (step, n_steps), "{max}");
            assert_eq!(classes.class_of(0.0), Class::Step(0));
            assert_eq!(classes.class_of(max), Class::Step(n_steps - 1));
            assert_eq!(classes.class_of(-1.0), Class::Below);
        }
        let classes = Classes::of(&[450_000.0]);
        assert_eq!(classes.class_of(100_000.0), Class::Step(1), "a bound belongs to the step above it");
    }
}
