//! The order of the rows: keys are made once, then sorted on all cores.

use std::cmp::Ordering;
use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Seen, TableColumn, TableSort};
use crate::compare::ObservationKey;
use crate::model::area::AreaCode;

/// The keys of the rows in this order. Rows that have nothing in the column stand last, whichever way it is sorted; equals
/// keep the order of the bulletins.
pub(super) fn ordered(seen: Vec<Seen>, sort: TableSort) -> Vec<ObservationKey> {
    let TableSort { column, is_descending } = sort;
    match column {
        TableColumn::Article if is_descending => seen.into_iter().rev().map(|row| row.key).collect(),
        TableColumn::Article => seen.into_iter().map(|row| row.key).collect(),
        TableColumn::Bulletin => {
            let ranks = bulletin_ranks(&seen);
            by(&seen, is_descending, |row| ranks.get(&row.key.document).copied())
        }
        _ if is_text(column) => by(&seen, is_descending, |row| Some(text(column, row)).filter(|text| !text.is_empty())),
        _ => by(&seen, is_descending, |row| number(column, row)),
    }
}

fn by<'a, K: Ord + Send>(
    seen: &[Seen<'a>],
    is_descending: bool,
    key: impl Fn(&Seen<'a>) -> Option<K>,
) -> Vec<ObservationKey> {
    let mut keyed: Vec<(Option<K>, u32)> = (0..).zip(seen).map(|(n, row)| (key(row), n)).collect();
    keyed.par_sort_unstable_by(|(a, m), (b, n)| {
        let order = match (a, b) {
            (Some(a), Some(b)) if is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then(m.cmp(n))
    });
    keyed.into_iter().filter_map(|(_, n)| seen.get(n as usize).map(|row| row.key)).collect()
}

fn is_text(column: TableColumn) -> bool {
    use TableColumn::{Detail, Rule, Section, Sentence, Unit, Written};
    matches!(column, Detail | Unit | Written | Sentence | Section | Rule)
}

fn text<'a>(column: TableColumn, row: &Seen<'a>) -> &'a str {
    let (o, article) = (row.observation, row.article);
    match column {
        TableColumn::Detail => &o.detail,
        TableColumn::Unit => &o.quantity.unit.0,
        TableColumn::Written => o.quote.of(&article.text),
        TableColumn::Sentence => o.sentence.of(&article.text),
        TableColumn::Section => &article.section,
        TableColumn::Rule => o.rule,
        _ => "",
    }
}

fn number(column: TableColumn, row: &Seen) -> Option<i64> {
    let o = row.observation;
    match column {
        TableColumn::Area | TableColumn::Code => o.ref_area.code.map(|code| code.0.into()),
        TableColumn::Level => o.ref_area.code.map(|code| AreaCode::level(code) as i64),
        TableColumn::Indicator => Some(o.indicator.0.into()),
        TableColumn::Bound => Some(o.quantity.bound as i64),
        TableColumn::Measure => Some(o.measure as i64),
        TableColumn::Status => Some(o.status as i64),
        // The end decides, then the start; an open end is its start.
        TableColumn::Period => o.period.map(|p| day(p.end.unwrap_or(p.start)) * 100_000_000 + day(p.start)),
        TableColumn::Start => o.period.map(|p| day(p.start)),
        TableColumn::End => o.period.and_then(|p| p.end).map(day),
        TableColumn::Date => row.open.document.bulletin.date.map(|issue| day(issue.date)),
        // What is shown as 0.80 may differ beyond; here the difference counts.
        TableColumn::Confidence => Some(rank(o.confidence.into())),
        _ => column.number(o).map(rank),
    }
}

/// 20231231 for the last day of 2023.
fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// A whole number that orders as the number does: the bits of a negative one run backwards.
fn rank(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// Every document's place when they are ordered by title.
fn bulletin_ranks(seen: &[Seen]) -> HashMap<u32, usize> {
    let mut titles: Vec<(String, u32)> = Vec::new();
    for row in seen {
        // The rows of a document stand together.
        if titles.last().is_none_or(|(_, document)| *document != row.key.document) {
            titles.push((row.open.title(), row.key.document));
        }
    }
    titles.sort();
    titles.into_iter().enumerate().map(|(place, (_, document))| (document, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_order_as_the_numbers_do() {
        let numbers = [-1e9, -3.5, -0.06, 0.0, 0.06, 1.0, 5.2, 4.24e6, 1e12];
        assert!(numbers.map(rank).is_sorted());
    }
}
