//! SDMX-CSV 2.0: a row per observation, as programs of statistical offices read it. `docs/sdmx.md` has the definition of the
//! structure with its concepts and code lists; [`codes`] has what is coded, [`time`] how periods are noted.
//!
//! Figures whose period is not told have a structure of their own without a time dimension, since none may be left empty.

mod codes;
mod time;

use std::collections::HashSet;
use std::io::{self, Write};

pub(super) use self::codes::UNKNOWN;
use self::codes::{STRUCTURE, UNDATED, obs_status, unit_code};
use super::columns::Cell;
use super::csv::Table;
use super::writer::Options;
use crate::model::observation::Row;

/// The columns: what SDMX-CSV wants first, dimensions, the measure, attributes.
const HEAD: [&str; 30] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "REF_AREA",
    "INDICATOR",
    "MEASURE",
    "STANDING",
    "STATEMENT",
    "FREQ",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "OBS_STATUS",
    "VALUE_HIGH",
    "BOUND",
    "DETAIL",
    "UNIT",
    "PERIOD_KIND",
    "PERIOD_START",
    "PERIOD_END",
    "REF_AREA_NAME",
    "BULLETIN",
    "SECTION",
    "ARTICLE",
    "QUOTE",
    "SENTENCE",
    "OFFSET",
    "RULE",
    "CONFIDENCE",
];

/// The attribute that says which observations were chosen.
const SELECTION: &str = "SELECTION";

/// Writes SDMX-CSV, as rows come. Of the rows before, only the keys are kept: eight bytes each.
#[derive(Debug)]
pub(super) struct Sdmx<W: Write> {
    table: Table<W>,
    selection: Option<String>,
    seen: HashSet<u64>,
}

impl<W: Write> Sdmx<W> {
    pub(super) fn new(out: W, options: &Options) -> io::Result<Self> {
        let selection = options.selection.clone();
        let mut table = Table::new(out);
        for name in HEAD.into_iter().chain(selection.as_ref().map(|_| SELECTION)) {
            table.plain(name)?;
        }
        table.end_row()?;
        Ok(Self { table, selection, seen: HashSet::new() })
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        let period = time::notation(row);
        let statement = self.statement(row);
        let (freq, time_period) = period.as_ref().map_or(("", ""), |(freq, time)| (*freq, time.as_str()));
        let table = &mut self.table;
        table.plain("datastructure")?;
        table.plain(if period.is_some() { STRUCTURE } else { UNDATED })?;
        table.plain("I")?;
        table.plain(if row.ref_area.is_empty() { UNKNOWN } else { &row.ref_area })?;
        for text in [&row.indicator, row.measure, row.status, &statement, freq, time_period] {
            table.text(text)?;
        }
        table.cell(Cell::Number(row.value))?;
        for code in [unit_code(&row.unit), "0", obs_status(row)] {
            table.plain(code)?;
        }
        table.cell(Cell::Number(row.value_high))?;
        for text in [row.bound, &row.detail, &row.unit, row.period_kind, &row.period_start, &row.period_end] {
            table.text(text)?;
        }
        for text in [&row.ref_area_name, &row.bulletin, &row.section, &row.article, &row.quote, &row.sentence] {
            table.text(text)?;
        }
        table.cell(Cell::Whole(row.offset))?;
        table.text(&row.rule)?;
        table.cell(Cell::Number(Some(row.confidence_rounded())))?;
        if let Some(selection) = &self.selection {
            table.text(selection)?;
        }
        table.end_row()
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.table.flush()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.table.finish()
    }

    /// Which statement of which article it is: the same for the same place of the same article in every export, and never the
    /// same for two rows of one export.
    fn statement(&mut self, row: &Row) -> String {
        let mut key = place_hash(row);
        while !self.seen.insert(key) {
            key = key.wrapping_add(1);
        }
        format!("{key:016x}")
    }
}

/// FNV-1a over what tells where a figure is written: the same on every machine, for ever.
fn place_hash(row: &Row) -> u64 {
    let offset = row.offset.to_string();
    let parts = [&row.bulletin, &row.section, &row.article, &offset, row.measure, &row.detail];
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[Row], selection: Option<&str>) -> Vec<Vec<String>> {
        let options = Options { selection: selection.map(str::to_owned), ..Options::default() };
        let mut sdmx = Sdmx::new(Vec::new(), &options).unwrap();
        for row in rows {
            sdmx.row(row).unwrap();
        }
        let bytes = sdmx.finish().unwrap();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn two_rows_never_have_one_key() {
        let row = Row { ref_area: "130423".to_owned(), offset: 5, ..Row::default() };
        let other = Row { offset: 6, ..row.clone() };
        let table = written(&[row.clone(), other, row.clone(), row], None);
        let statements: HashSet<&String> = table[1..].iter().map(|row| &row[7]).collect();
        assert_eq!(statements.len(), 4);
        assert_eq!(statements.iter().filter(|key| key.len() == 16).count(), 4);
    }

    #[test]
    fn without_a_period_there_is_no_time_dimension() {
        let undated = Row { unit: "人".to_owned(), status: "target", value: Some(5.0), ..Row::default() };
        let dated = Row {
            period_start: "2021-01-01".to_owned(),
            period_end: "2021-04-30".to_owned(),
            period_kind: "during",
            ..undated.clone()
        };
        let table = written(&[undated, dated], Some("地区：河北"));
        let column = |name: &str| table[0].iter().position(|known| known == name).unwrap();
        let cells =
            |row: usize, names: &[&str]| names.iter().map(|name| table[row][column(name)].clone()).collect::<Vec<_>>();
        let names = ["STRUCTURE_ID", "REF_AREA", "FREQ", "TIME_PERIOD", "UNIT_MEASURE", "OBS_STATUS", "SELECTION"];
        assert_eq!(cells(1, &names), [UNDATED, "_U", "", "", "PS", "F", "地区：河北"]);
        assert_eq!(cells(2, &names), [STRUCTURE, "_U", "_O", "2021-01-01/P4M", "PS", "F", "地区：河北"]);
    }

    #[test]
    fn the_written_definition_names_every_column_and_code() {
        let definition = include_str!("../../../docs/sdmx.md");
        for name in HEAD.iter().chain([&SELECTION, &STRUCTURE, &UNDATED]) {
            assert!(definition.contains(&format!("`{name}`")), "{name}");
        }
        for (unit, code) in codes::UNITS {
            assert!(definition.contains(&format!("| `{code}` | {unit} |")), "{unit}");
        }
    }
}
