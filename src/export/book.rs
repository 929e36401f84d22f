//! XLSX: a sheet of observations, one of the sources they are from, one of what is to be said about them.
//!
//! Each sheet has its titles in the user's language, the names of its columns below, which readers go by, and filters there.
//! Text is text by its type and is never run; what could run once it is edited is marked as text besides.

use std::io::{self, Seek as _, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::result::ZipError;

use super::columns::{COLUMNS, Cell, Kind, cells};
use super::conflicts::Facts;
use super::csv::SELECTION;
use super::sheet::{Looks, Sheet, cut};
use super::words::{fill, say};
use super::writer::{Cancelled, Options, Remark, RemarkKind};
use crate::compare::words::Language;
use crate::model::observation::Row;
use crate::read::limits::Watch;

/// Rows of a sheet, titles included.
const MOST_ROWS: u32 = 1_048_576;
/// How hard the workbook is packed, of nine. The usual six takes half as long again for all of it; three makes the file a third
/// smaller (33 MB instead of 50 for 200,000 rows) and takes a quarter longer.
const PACKED: u8 = 1;
/// The column of the contract behind which the indicator's name is shown.
const NAMED: &str = "indicator";
/// The columns that tell where a figure is from.
const OF_SOURCE: [&str; 4] = ["bulletin", "section", "article", "sentence"];

/// A workbook in the making. Its rows lie in temporary files until it is finished.
pub(super) struct Book<W: Write> {
    out: W,
    workbook: Workbook,
    looks: Looks,
    options: Options,
    /// The sheet of observations that is being written.
    data: Sheet,
    n_data_sheets: u32,
    most_rows: u32,
    sources: Sheet,
    source: Source,
    facts: Facts,
    remarks: Vec<Remark>,
}

/// The sentence that the last rows came from.
#[derive(Debug, Default)]
struct Source {
    number: u32,
    place: [String; 4],
    n_figures: usize,
}

impl<W: Write> std::fmt::Debug for Book<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("data", &self.data).finish_non_exhaustive()
    }
}

impl<W: Write> Book<W> {
    pub(super) fn new(out: W, options: Options) -> io::Result<Self> {
        Self::with_most_rows(out, options, MOST_ROWS)
    }

    fn with_most_rows(out: W, options: Options, most_rows: u32) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_zip_compression_level(PACKED);
        let mut properties = DocProperties::new().set_title(say("package.title", options.language));
        // Never the time of day: the same data make the same file.
        let (year, month, day) = options.made_on.map_or((2000, 1, 1), |day| (day.year(), day.month(), day.day()));
        if let Ok(day) = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8) {
            properties = properties.set_creation_datetime(&day);
        }
        book.set_properties(&properties);
        let looks = Looks::default();
        let data = Sheet::add(&mut book, say("sheet.data", options.language), &looks, &data_heads(&options))?;
        let sources = Sheet::add(&mut book, say("sheet.sources", options.language), &looks, &source_heads(&options))?;
        Ok(Self {
            out,
            workbook: book,
            looks,
            data,
            n_data_sheets: 1,
            most_rows,
            sources,
            source: Source::default(),
            facts: Facts::default(),
            remarks: Vec::new(),
            options,
        })
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        if self.data.n_rows() >= self.most_rows {
            self.next_data_sheet()?;
        }
        self.count_source(row)?;
        self.facts.add(row);
        self.note_cuts(row);
        let mut line = self.data.next_row(&mut self.workbook, &self.looks)?;
        for (column, cell) in COLUMNS.iter().zip(cells(row)) {
            match cell {
                Cell::Text(text) => line.text(text)?,
                Cell::Number(number) => line.number(number)?,
                Cell::Whole(number) => line.number(Some(number as f64))?,
                Cell::Date(date) => line.date(date)?,
            }
            if column.name == NAMED {
                line.text(self.options.indicator_name(&row.indicator))?;
            }
        }
        line.number(Some(f64::from(self.source.number)))?;
        if let Some(selection) = &self.options.selection {
            line.text(selection)?;
        }
        Ok(())
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.write_source()?;
        self.write_remarks()?;
        self.data.close(&mut self.workbook)?;
        self.sources.close(&mut self.workbook)?;
        let mut spool = tempfile::tempfile()?;
        let stoppable = Stoppable { out: &mut spool, watch: &self.options.watch };
        guarded(|| self.workbook.save_to_writer(stoppable))?;
        spool.rewind()?;
        io::copy(&mut spool, &mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn next_data_sheet(&mut self) -> io::Result<()> {
        self.n_data_sheets += 1;
        let name = data_name(self.options.language, self.n_data_sheets);
        if self.n_data_sheets == 2 {
            self.note(fill("remark.more_sheets", self.options.language, &[("sheet", &name)]));
        }
        self.data.close(&mut self.workbook)?;
        self.data = Sheet::add(&mut self.workbook, &name, &self.looks, &data_heads(&self.options))?;
        Ok(())
    }

    fn note(&mut self, text: String) {
        self.remarks.push(Remark { kind: RemarkKind::Note, file: String::new(), line: None, text });
    }

    /// Begins a source where the row has another than the row before.
    fn count_source(&mut self, row: &Row) -> io::Result<()> {
        let place = [&row.bulletin, &row.section, &row.article, &row.sentence];
        if self.source.number == 0 || self.source.place.iter().ne(place) {
            self.write_source()?;
            let number = self.source.number + 1;
            self.source = Source { number, place: place.map(String::clone), n_figures: 0 };
        }
        self.source.n_figures += 1;
        Ok(())
    }

    fn write_source(&mut self) -> io::Result<()> {
        // A sheet that is full of sources says no more; the data have it all.
        if self.source.number == 0 || self.sources.n_rows() >= MOST_ROWS {
            return Ok(());
        }
        let said = self.cut_texts();
        let Source { number, place, n_figures } = &self.source;
        let mut line = self.sources.next_row(&mut self.workbook, &self.looks)?;
        line.number(Some(f64::from(*number)))?;
        for text in place {
            line.text(text)?;
        }
        line.number(Some(*n_figures as f64))?;
        line.text(&said)
    }

    /// What is said of the source where it is too long for a cell.
    fn cut_texts(&self) -> String {
        let said = OF_SOURCE.iter().zip(&self.source.place).filter_map(|(name, text)| self.cut_text(name, text));
        said.collect::<Vec<_>>().join(say("list.separator", self.options.language))
    }

    /// Notes what else of a row is too long for a cell.
    fn note_cuts(&mut self, row: &Row) {
        for (column, cell) in COLUMNS.iter().zip(cells(row)) {
            if let Cell::Text(text) = cell
                && !OF_SOURCE.contains(&column.name)
                && let Some(said) = self.cut_text(column.name, text)
            {
                self.note(said);
            }
        }
    }

    fn cut_text(&self, name: &str, text: &str) -> Option<String> {
        cut(text)?;
        let title = COLUMNS.iter().find(|column| column.name == name).map(|column| column.title(self.options.language));
        let n = text.chars().count().to_string();
        Some(fill("remark.cut", self.options.language, &[("column", title.unwrap_or(name)), ("n", &n)]))
    }

    fn write_remarks(&mut self) -> io::Result<()> {
        let language = self.options.language;
        if let Some(selection) = &self.options.selection {
            let text = fill("remark.selection", language, &[("selection", selection)]);
            self.remarks.insert(0, Remark { kind: RemarkKind::Note, file: String::new(), line: None, text });
        }
        let facts = std::mem::take(&mut self.facts);
        let per_sheet = self.most_rows - Sheet::HEADS;
        let row_of = |row: u32| {
            let (sheets_before, row) = ((row - 1) / per_sheet, (row - 1) % per_sheet + 1 + Sheet::HEADS);
            if sheets_before == 0 {
                row.to_string()
            } else {
                format!("{}!{row}", data_name(language, sheets_before + 1))
            }
        };
        self.remarks.extend(facts.remarks(&self.options, row_of));
        let name = say("sheet.remarks", language);
        let mut sheet = Sheet::add(&mut self.workbook, name, &self.looks, &remark_heads(&self.options))?;
        for remark in &self.remarks {
            if sheet.n_rows() >= MOST_ROWS {
                break;
            }
            let mut line = sheet.next_row(&mut self.workbook, &self.looks)?;
            line.text(remark.kind.title(language))?;
            line.text(&remark.file)?;
            line.number(remark.line.map(f64::from))?;
            line.text(&remark.text)?;
        }
        sheet.close(&mut self.workbook)
    }
}

/// The name of the sheet of observations with this number.
fn data_name(language: Language, n: u32) -> String {
    fill("sheet.more_data", language, &[("n", &n.to_string())])
}

/// Name, title and width of a column.
pub(super) type Head = (&'static str, &'static str, f64);

fn data_heads(options: &Options) -> Vec<Head> {
    let language = options.language;
    let mut heads = Vec::new();
    for column in COLUMNS.iter() {
        heads.push((column.name, column.title(language), width(column.name, column.kind)));
        if column.name == NAMED {
            heads.push(("indicator_name", say("column.indicator_name", language), 20.0));
        }
    }
    heads.push(("source", say("column.source", language), 10.0));
    heads.extend(options.selection.as_ref().map(|_| (SELECTION, say("column.selection", language), 24.0)));
    heads
}

fn source_heads(options: &Options) -> Vec<Head> {
    let title = |name: &str| {
        COLUMNS.iter().find(|column| column.name == name).map_or("", |column| column.title(options.language))
    };
    let mut heads = vec![("number", say("column.number", options.language), 10.0)];
    heads.extend(
        ["bulletin", "section", "article", "sentence"].map(|name| (name, title(name), width(name, Kind::Text))),
    );
    heads.push(("figures", say("column.figures", options.language), 10.0));
    heads.push(("remark", say("column.remark", options.language), 30.0));
    heads
}

fn remark_heads(options: &Options) -> Vec<Head> {
    let say = |key| say(key, options.language);
    let file = COLUMNS.first().map_or("", |column| column.title(options.language));
    vec![
        ("kind", say("column.kind"), 12.0),
        ("file", file, 24.0),
        ("line", say("column.line"), 8.0),
        ("text", say("column.text"), 90.0),
    ]
}

/// How wide a column is, in characters.
fn width(name: &str, kind: Kind) -> f64 {
    match (name, kind) {
        ("sentence", _) => 60.0,
        ("article", _) => 36.0,
        ("bulletin" | "ref_area_name" | "indicator", _) => 22.0,
        (_, Kind::Date) => 12.0,
        _ => 14.0,
    }
}

/// Packing a large workbook takes seconds, in which it must let itself be stopped.
struct Stoppable<'o> {
    out: &'o mut std::fs::File,
    watch: &'o Watch,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.watch.is_over() { Err(io::Error::other(Cancelled)) } else { self.out.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Runs the writer of workbooks, which gives up with a panic where its temporary files cannot be written.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) | XlsxError::ZipError(ZipError::Io(error)),
        )) => Err(error),
        Ok(Err(error)) => Err(io::Error::other(error.to_string())),
        Err(_) => Err(io::Error::from(io::ErrorKind::StorageFull)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::rows::cells;

    #[test]
    fn rows_beyond_the_last_of_a_sheet_go_on_in_another() {
        let most_rows = Sheet::HEADS + 2;
        let mut book = Book::with_most_rows(Vec::new(), Options::default(), most_rows).unwrap();
        for n in 0..5 {
            book.row(&Row { article: format!("第{n}篇"), ..Row::default() }).unwrap();
        }
        let bytes = book.finish().unwrap();
        let table = cells::xlsx(&bytes, &Watch::default()).unwrap();
        let articles: Vec<_> = table.rows.iter().map(|row| table.cell(row, "article")).collect();
        assert_eq!(articles, ["第0篇", "第1篇", "第2篇", "第3篇", "第4篇"]);
    }

    #[test]
    fn a_workbook_that_gives_up_is_an_error() {
        let failed = guarded(|| -> Result<(), XlsxError> { panic!("Couldn't write to xml file") });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
