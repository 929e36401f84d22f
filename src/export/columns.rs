//! The contract's columns: their order, what they hold, how they are titled, and what a row has in them.

use std::sync::LazyLock;

use crate::compare::words::Language;
use crate::model::observation::Row;

/// How many columns the contract has.
pub const N_COLUMNS: usize = 21;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number, or nothing.
    Number,
    /// A whole number.
    Whole,
    /// A day, or nothing.
    Date,
}

/// One column, as `assets/columns.tsv` tells it.
#[derive(Debug)]
pub struct Column {
    /// The contract's name.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// The unit of its numbers; empty if it has none.
    pub unit: &'static str,
    titles: [&'static str; 2],
    descriptions: [&'static str; 2],
}

impl Column {
    /// Its title for people.
    pub fn title(&self, language: Language) -> &'static str {
        self.titles[language as usize]
    }

    /// What it holds.
    pub fn description(&self, language: Language) -> &'static str {
        self.descriptions[language as usize]
    }
}

/// The columns, in the contract's order. A test compares them with the fields of [`Row`].
pub static COLUMNS: LazyLock<Vec<Column>> =
    LazyLock::new(|| include_str!("../../assets/columns.tsv").lines().filter_map(column).collect());

fn column(line: &'static str) -> Option<Column> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[name, kind, unit, title_zh, title_en, about_zh, about_en] = cells.as_slice() else { return None };
    let kind = match kind {
        "number" => Kind::Number,
        "whole" => Kind::Whole,
        "date" => Kind::Date,
        "text" => Kind::Text,
        _ => return None,
    };
    Some(Column { name, kind, unit, titles: [title_zh, title_en], descriptions: [about_zh, about_en] })
}

/// The contract's names, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|column| column.name)
}

/// What a row has in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// Text, perhaps from a document.
    Text(&'r str),
    /// A number; `None` where the row has none.
    Number(Option<f64>),
    /// A whole number.
    Whole(usize),
    /// A day as `2021-04-30`, or nothing.
    Date(&'r str),
}

/// The cells of a row, in the order of [`COLUMNS`].
pub fn cells(row: &Row) -> [Cell<'_>; N_COLUMNS] {
    use Cell::{Date, Number, Text, Whole};
    [
        Text(&row.bulletin),
        Text(&row.section),
        Text(&row.article),
        Text(&row.ref_area),
        Text(&row.ref_area_name),
        Text(&row.indicator),
        Text(row.measure),
        Text(row.status),
        Number(row.value),
        Number(row.value_high),
        Text(&row.unit),
        Text(row.bound),
        Date(&row.period_start),
        Date(&row.period_end),
        Text(row.period_kind),
        Text(&row.detail),
        Text(&row.quote),
        Text(&row.sentence),
        Whole(row.offset),
        Text(&row.rule),
        Number(Some(row.confidence_rounded())),
    ]
}

/// Whole numbers without a point, all others as short as they read back. Never in scientific notation.
pub fn number(value: f64) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_fields_of_a_row_in_order() {
        let row = serde_json::to_string(&Row::default()).unwrap();
        let places: Vec<_> = names().map(|name| row.find(&format!("\"{name}\":"))).collect();
        assert!(places.len() == N_COLUMNS && places.iter().all(Option::is_some) && places.is_sorted(), "{row}");
        let fields: serde_json::Value = serde_json::from_str(&row).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), N_COLUMNS);
    }

    #[test]
    fn each_cell_is_of_its_columns_kind_and_each_column_is_described() {
        let row = Row::default();
        for (column, cell) in COLUMNS.iter().zip(cells(&row)) {
            let kind = match cell {
                Cell::Text(_) => Kind::Text,
                Cell::Number(_) => Kind::Number,
                Cell::Whole(_) => Kind::Whole,
                Cell::Date(_) => Kind::Date,
            };
            assert_eq!(column.kind, kind, "{}", column.name);
            for language in [Language::Zh, Language::En] {
                assert!(!column.title(language).is_empty() && !column.description(language).is_empty());
            }
        }
    }

    #[test]
    fn numbers_are_plain() {
        let cases =
            [(1156.0, "1156"), (1.32e8, "132000000"), (4.4, "4.4"), (-0.06, "-0.06"), (2e15, "2000000000000000")];
        for (value, written) in cases {
            assert_eq!(number(value), written);
        }
    }
}
