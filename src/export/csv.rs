//! CSV, and what every table of comma-separated values shares.

use std::io::{self, Write};

use super::columns::{Cell, cells, names, number};
use super::writer::Options;
use crate::model::cell::guarded;
use crate::model::observation::Row;

/// Without this mark at the start, a spreadsheet takes UTF-8 for the system's own encoding and garbles the Chinese.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The column behind the contract's own that says which observations were chosen.
pub(super) const SELECTION: &str = "selection";

/// Writes the contract's columns, as rows come.
#[derive(Debug)]
pub(super) struct Csv<W: Write> {
    table: Table<W>,
    selection: Option<String>,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(mut out: W, options: &Options) -> io::Result<Self> {
        if options.with_mark {
            out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        let selection = options.selection.clone();
        let mut table = Table::new(out);
        for name in names().chain(selection.as_ref().map(|_| SELECTION)) {
            table.text(name)?;
        }
        table.end_row()?;
        Ok(Self { table, selection })
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        for cell in cells(row) {
            self.table.cell(cell)?;
        }
        if let Some(selection) = &self.selection {
            self.table.text(selection)?;
        }
        self.table.end_row()
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.table.flush()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.table.finish()
    }
}

/// Comma-separated values in which nothing can be run.
#[derive(Debug)]
pub(super) struct Table<W: Write>(::csv::Writer<W>);

impl<W: Write> Table<W> {
    pub(super) fn new(out: W) -> Self {
        Self(::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out))
    }

    pub(super) fn cell(&mut self, cell: Cell) -> io::Result<()> {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::Number(None) => self.plain(""),
            Cell::Number(Some(value)) => self.plain(&number(value)),
            Cell::Whole(value) => self.plain(&value.to_string()),
            Cell::Date(date) => self.plain(date),
        }
    }

    /// A cell of text that may come from a document.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.plain(&guarded(text))
    }

    /// A cell that is a number or a word of our own.
    pub(super) fn plain(&mut self, text: &str) -> io::Result<()> {
        self.0.write_field(text).map_err(io_error)
    }

    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.0.write_record(None::<&[u8]>).map_err(io_error)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(::csv::IntoInnerError::into_error)
    }
}

/// The library's own conversion would hide a broken pipe behind another kind.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
