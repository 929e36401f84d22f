//! Rows as text that pastes into a spreadsheet: a line of heads, then a line for each row, cells parted by tabs.

use super::{Seen, TableColumn, Tick};
use crate::app::state::AppState;
use crate::compare::ObservationKey;
use crate::compare::words::{Language, period};
use crate::extract::Extractor;
use crate::model::cell::{guarded, is_risky};
use crate::model::observation::Observation;

/// What is copied of each row, whatever columns are shown.
pub const COPIED: [TableColumn; 22] = [
    TableColumn::Code,
    TableColumn::Area,
    TableColumn::Level,
    TableColumn::Indicator,
    TableColumn::Detail,
    TableColumn::Measure,
    TableColumn::Status,
    TableColumn::Value,
    TableColumn::High,
    TableColumn::Unit,
    TableColumn::Bound,
    TableColumn::Written,
    TableColumn::Period,
    TableColumn::Start,
    TableColumn::End,
    TableColumn::Confidence,
    TableColumn::Sentence,
    TableColumn::Article,
    TableColumn::Section,
    TableColumn::Bulletin,
    TableColumn::Date,
    TableColumn::Rule,
];

/// How cells are said.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    /// In which language.
    pub language: Language,
    /// The name of a column.
    pub head: &'a dyn Fn(TableColumn) -> &'static str,
    /// The word for what can be ticked.
    pub tick: &'a dyn Fn(Tick) -> &'static str,
}

/// These rows with a line of heads above them.
pub fn copied(state: &AppState, rows: &[ObservationKey], saying: Saying) -> String {
    let mut text = COPIED.map(saying.head).join("\t");
    text.push('\n');
    for row in rows.iter().filter_map(|&key| Seen::find(state, key)) {
        for (n, column) in COPIED.into_iter().enumerate() {
            if n > 0 {
                text.push('\t');
            }
            text.push_str(&safe(cell(&row, column, saying)));
        }
        text.push('\n');
    }
    text
}

/// What a column holds of a row, in full: numbers in the base unit and ungrouped, days as ISO dates.
pub fn cell(row: &Seen, column: TableColumn, saying: Saying) -> String {
    let (o, article) = (row.observation, row.article);
    match column {
        TableColumn::Area => o.ref_area.name.clone(),
        TableColumn::Code => o.ref_area.code.map(|code| code.to_string()).unwrap_or_default(),
        TableColumn::Indicator => indicator(o, saying.language),
        TableColumn::Detail => o.detail.clone(),
        TableColumn::Unit => o.quantity.unit.0.to_string(),
        TableColumn::Written => o.quote.of(&article.text).to_owned(),
        TableColumn::Period => o.period.map(|told| period::period(Some(told), saying.language)).unwrap_or_default(),
        TableColumn::Start => o.period.map(|told| told.start.to_string()).unwrap_or_default(),
        TableColumn::End => o.period.and_then(|told| told.end).map(|end| end.to_string()).unwrap_or_default(),
        TableColumn::Sentence => o.sentence.of(&article.text).trim().to_owned(),
        TableColumn::Article => article.title.clone(),
        TableColumn::Section => article.section.clone(),
        TableColumn::Bulletin => row.open.title(),
        TableColumn::Date => row.open.document.bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default(),
        TableColumn::Rule => o.rule.to_owned(),
        TableColumn::Value | TableColumn::High | TableColumn::Confidence => {
            column.number(o).map(|number| number.to_string()).unwrap_or_default()
        }
        TableColumn::Level | TableColumn::Bound | TableColumn::Measure | TableColumn::Status => {
            column.tick(o).map(saying.tick).unwrap_or_default().to_owned()
        }
    }
}

fn indicator(o: &Observation, language: Language) -> String {
    let Some(row) = Extractor::in_use().catalogue().get(o.indicator) else { return String::new() };
    match language {
        Language::Zh => row.name_zh.clone(),
        Language::En => row.name_en.clone(),
    }
}

/// A cell that stays one cell and is never run: text from a bulletin is not ours.
fn safe(cell: String) -> String {
    let cell = if cell.contains(['\t', '\n', '\r']) { cell.replace(['\t', '\n', '\r'], " ") } else { cell };
    if is_risky(&cell) && cell.parse::<f64>().is_err() {
        return guarded(&cell).into_owned();
    }
    if cell.starts_with('"') {
        // A spreadsheet would read on to the next quote, over the end of the line.
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_run_and_stays_one_cell() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd", "'-cmd"),
            ("＝1+1", "'＝1+1"),
            (" =1+1", "' =1+1"),
            ("\t=1+1", "' =1+1"),
            ("-0.06", "-0.06"),
            ("+5", "+5"),
            ("-0.06个百分点", "'-0.06个百分点"),
            ("甲\t乙\r\n丙", "甲 乙  丙"),
            ("\"稳就业\"见效", "\"\"\"稳就业\"\"见效\""),
            ("中央“稳就业”", "中央“稳就业”"),
            ("1-4月", "1-4月"),
        ];
        for (cell, written) in cases {
            assert_eq!(safe(cell.to_owned()), written);
        }
    }
}
