//! An export read back into rows, for making one form of another.

use std::borrow::Cow;
use std::path::Path;

use super::csv::BYTE_ORDER_MARK;
use super::form::Form;
use super::package::{DESCRIPTOR, OBSERVATIONS};
use super::sdmx::UNKNOWN;
use crate::compare::words::Language;
use crate::model::observation::{Measure, Row, Status};
use crate::model::period::PeriodKind;
use crate::model::quantity::Bound;
use crate::read::archive::{Archive, Fault};
use crate::read::limits::Watch;
use crate::read::rows::{Table, cells};

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The observations, in the order of the file.
    pub rows: Vec<Row>,
    /// The filters in words, where the file says that it holds only what fits them.
    pub selection: Option<String>,
}

/// Why an export could not be read back. Nothing of it is used then: half an export is no export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is not a file of this form, or a damaged one.
    NotThisForm(Form),
    /// It is larger than what is unpacked of a file.
    TooLarge(Form),
    /// It lacks columns of the contract.
    NoColumn(&'static str),
    /// A cell holds what its column cannot.
    BadCell {
        /// Which observation, from 1.
        row: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        cell: String,
    },
}

impl ReadError {
    /// What is wrong and what to do, without a full stop.
    pub fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::NotThisForm(form), Language::Zh) => {
                format!("不是完好的 {} 文件：请检查文件，或重新导出", form.name())
            }
            (Self::NotThisForm(form), Language::En) => {
                format!("this is not an intact {} file: check the file, or export it again", form.name())
            }
            (Self::TooLarge(form), Language::Zh) => {
                format!("{} 文件太大，读不回来：请改用 csv 或 jsonl 文件", form.name())
            }
            (Self::TooLarge(form), Language::En) => {
                format!("this {} file is too large to be read back: use a csv or jsonl file instead", form.name())
            }
            (Self::NoColumn(column), Language::Zh) => format!("没有 {column} 列，不是本程序导出的数据：请重新导出"),
            (Self::NoColumn(column), Language::En) => {
                format!("there is no column {column}, so this is no export of this program: export it again")
            }
            (Self::BadCell { row, column, cell }, Language::Zh) => {
                format!("第 {row} 行数据的 {column} 列读不懂“{}”：请改正，或重新导出", short(cell))
            }
            (Self::BadCell { row, column, cell }, Language::En) => {
                let cell = short(cell);
                format!("row {row}, column {column}: cannot read \"{cell}\"; correct it, or export the data again")
            }
        }
    }
}

/// Enough of a cell to find it by.
fn short(cell: &str) -> String {
    cell.chars().take(40).collect()
}

/// Reads the observations of an export.
pub fn read_rows(bytes: &[u8], form: Form) -> Result<Rows, ReadError> {
    let (rows, bad) = read_good_rows(bytes, form)?;
    bad.into_iter().next().map_or(Ok(rows), Err)
}

/// As [`read_rows`], but a row that cannot be read does not cost the others: what is wrong with it stands beside them.
pub fn read_good_rows(bytes: &[u8], form: Form) -> Result<(Rows, Vec<ReadError>), ReadError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes);
    let text = || std::str::from_utf8(bytes).map_err(|_| ReadError::NotThisForm(form));
    match form {
        Form::Jsonl => rows_of(&cells::jsonl(text()?)),
        Form::Csv => rows_of(&cells::csv(text()?)),
        Form::SdmxCsv => rows_of(&cells::csv(text()?)),
        Form::Xlsx => rows_of(&cells::xlsx(bytes, &Watch::default()).map_err(|fault| refused(form, fault))?),
        Form::DataPackage => read_package(bytes).map_err(|fault| refused(form, fault))?,
        #[cfg(feature = "parquet")]
        Form::Parquet => {
            let (table, selection) = super::columnar::read(bytes).map_err(|_| ReadError::NotThisForm(form))?;
            Ok(with_selection(rows_of(&table)?, selection))
        }
    }
}

fn refused(form: Form, fault: Fault) -> ReadError {
    match fault {
        Fault::Limit(_) => ReadError::TooLarge(form),
        Fault::Broken | Fault::Locked | Fault::Missing => ReadError::NotThisForm(form),
    }
}

/// The observations of a package, and the selection that its descriptor tells.
fn read_package(bytes: &[u8]) -> Result<Result<(Rows, Vec<ReadError>), ReadError>, Fault> {
    let mut archive = Archive::open(bytes)?;
    let (members, _) = archive.members();
    let mut member = |path: &str| {
        let member = members.iter().find(|member| member.path == Path::new(path)).ok_or(Fault::Missing)?;
        String::from_utf8(archive.read(member.idx)?).map_err(|_| Fault::Broken)
    };
    let descriptor: serde_json::Value = serde_json::from_str(&member(DESCRIPTOR)?).map_err(|_| Fault::Broken)?;
    let selection = descriptor.get("selection").and_then(serde_json::Value::as_str).map(str::to_owned);
    let read = rows_of(&cells::csv(&member(OBSERVATIONS)?));
    Ok(read.map(|read| with_selection(read, selection)))
}

/// The selection as the file as a whole tells it.
fn with_selection((rows, bad): (Rows, Vec<ReadError>), selection: Option<String>) -> (Rows, Vec<ReadError>) {
    (Rows { selection, ..rows }, bad)
}

/// The columns that no observation can do without.
const NEEDED: [&str; 6] = ["article", "indicator", "measure", "value", "quote", "sentence"];

fn rows_of(table: &Table) -> Result<(Rows, Vec<ReadError>), ReadError> {
    if let Some(column) = NEEDED.into_iter().find(|column| !table.has(column) && !table.rows.is_empty()) {
        return Err(ReadError::NoColumn(column));
    }
    let read = |(n, cells): (usize, &Vec<String>)| Line { table, cells, row: n + 1 }.row();
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for row in table.rows.iter().enumerate().map(read) {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => bad.push(error),
        }
    }
    let selection = table.rows.first().map(|row| table.cell(row, super::csv::SELECTION));
    Ok((Rows { rows, selection: selection.filter(|words| !words.is_empty()).map(str::to_owned) }, bad))
}

/// The cells of one row.
struct Line<'t> {
    table: &'t Table,
    cells: &'t [String],
    row: usize,
}

impl Line<'_> {
    fn row(&self) -> Result<Row, ReadError> {
        let text = |column| self.text(column).to_owned();
        Ok(Row {
            bulletin: text("bulletin"),
            section: text("section"),
            article: text("article"),
            // SDMX leaves no dimension empty.
            ref_area: Some(text("ref_area")).filter(|code| code != UNKNOWN).unwrap_or_default(),
            ref_area_name: text("ref_area_name"),
            indicator: text("indicator"),
            measure: self.word("measure", Measure::ALL.map(Measure::id))?,
            status: self.word("status", Status::ALL.map(Status::id))?,
            value: self.number("value")?,
            value_high: self.number("value_high")?,
            unit: text("unit"),
            bound: self.word("bound", Bound::ALL.map(Bound::id))?,
            period_start: self.date("period_start")?,
            period_end: self.date("period_end")?,
            period_kind: self.word("period_kind", PeriodKind::ALL.map(PeriodKind::id))?,
            detail: text("detail"),
            quote: text("quote"),
            sentence: text("sentence"),
            offset: self.number("offset")?.unwrap_or_default() as usize,
            rule: Cow::Owned(text("rule")),
            confidence: self.number("confidence")?.unwrap_or_default() as f32,
        })
    }

    fn text(&self, column: &str) -> &str {
        self.table.cell(self.cells, column)
    }

    fn bad(&self, column: &'static str) -> ReadError {
        ReadError::BadCell { row: self.row, column, cell: self.text(column).to_owned() }
    }

    /// One of these words; only a period may have none.
    fn word<const N: usize>(&self, column: &'static str, words: [&'static str; N]) -> Result<&'static str, ReadError> {
        let cell = self.text(column);
        if cell.is_empty() && column == "period_kind" {
            return Ok("");
        }
        words.into_iter().find(|word| *word == cell).ok_or_else(|| self.bad(column))
    }

    fn number(&self, column: &'static str) -> Result<Option<f64>, ReadError> {
        let cell = self.text(column).trim();
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().ok().filter(|number: &f64| number.is_finite()).map(Some).ok_or_else(|| self.bad(column))
    }

    fn date(&self, column: &'static str) -> Result<String, ReadError> {
        let cell = self.text(column).trim();
        let is_date = cell.is_empty() || cell.parse::<jiff::civil::Date>().is_ok();
        if is_date { Ok(cell.to_owned()) } else { Err(self.bad(column)) }
    }
}
