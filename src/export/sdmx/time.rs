//! Periods in the notation of SDMX, each with its frequency.

use jiff::civil::{Date, Weekday};

use crate::model::observation::Row;
use crate::model::period::PeriodKind;

/// A stock at a day has no frequency.
const AT_A_DAY: &str = "_Z";
/// A span that is no calendar period.
const OTHER: &str = "_O";
/// A span without an end.
const OPEN: &str = "_U";

/// The code of frequency and the time period; nothing where the row has no period.
pub(super) fn notation(row: &Row) -> Option<(&'static str, String)> {
    let start = row.period_start.parse::<Date>().ok()?;
    if row.period_kind == PeriodKind::AsOf.id() {
        return Some((AT_A_DAY, start.to_string()));
    }
    match row.period_end.parse::<Date>().ok().filter(|&end| end >= start) {
        Some(end) => Some(span(start, end)),
        None => Some((OPEN, start.to_string())),
    }
}

fn span(start: Date, end: Date) -> (&'static str, String) {
    let year = format!("{:04}", start.year());
    if start.day() == 1 && end == end.last_of_month() {
        let months = i32::from(end.year() - start.year()) * 12 + i32::from(end.month() - start.month()) + 1;
        return match (months, start.month()) {
            (12, 1) => ("A", year),
            (6, 1 | 7) => ("S", format!("{year}-S{}", start.month() / 6 + 1)),
            (3, 1 | 4 | 7 | 10) => ("Q", format!("{year}-Q{}", start.month() / 3 + 1)),
            (1, month) => ("M", format!("{year}-{month:02}")),
            (months, _) if months % 12 == 0 => (OTHER, format!("{start}/P{}Y", months / 12)),
            (months, _) => (OTHER, format!("{start}/P{months}M")),
        };
    }
    let days = end.since(start).map_or(0, |span| span.get_days()) + 1;
    match days {
        1 => ("D", start.to_string()),
        7 if start.weekday() == Weekday::Monday => {
            let week = start.iso_week_date();
            ("W", format!("{:04}-W{:02}", week.year(), week.week()))
        }
        _ => (OTHER, format!("{start}/P{days}D")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_period_has_its_notation() {
        let cases = [
            ("2021-01-01", "2021-12-31", "during", "A 2021"),
            ("2021-01-01", "2021-06-30", "during", "S 2021-S1"),
            ("2021-07-01", "2021-12-31", "during", "S 2021-S2"),
            ("2021-01-01", "2021-03-31", "during", "Q 2021-Q1"),
            ("2021-10-01", "2021-12-31", "during", "Q 2021-Q4"),
            ("2020-02-01", "2020-02-29", "during", "M 2020-02"),
            ("2021-12-01", "2021-12-31", "during", "M 2021-12"),
            ("2021-01-01", "2021-04-30", "during", "_O 2021-01-01/P4M"),
            ("2021-02-01", "2021-04-30", "during", "_O 2021-02-01/P3M"),
            ("2020-07-01", "2021-06-30", "during", "_O 2020-07-01/P1Y"),
            ("2021-01-01", "2025-12-31", "during", "_O 2021-01-01/P5Y"),
            ("2021-01-01", "2021-05-10", "during", "_O 2021-01-01/P130D"),
            ("2021-05-10", "2021-05-16", "during", "W 2021-W19"),
            ("2020-12-28", "2021-01-03", "during", "W 2020-W53"),
            ("2021-05-11", "2021-05-17", "during", "_O 2021-05-11/P7D"),
            ("2021-05-07", "2021-05-07", "during", "D 2021-05-07"),
            ("2021-04-30", "2021-04-30", "as_of", "_Z 2021-04-30"),
            ("2021-04-30", "", "during", "_U 2021-04-30"),
            ("2021-04-30", "2021-04-29", "during", "_U 2021-04-30"),
        ];
        for (start, end, kind, expected) in cases {
            let row =
                Row { period_start: start.to_owned(), period_end: end.to_owned(), period_kind: kind, ..Row::default() };
            let (freq, period) = notation(&row).unwrap();
            assert_eq!(format!("{freq} {period}"), expected);
        }
        assert_eq!(notation(&Row::default()), None);
    }
}
