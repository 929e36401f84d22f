//! One sheet of a workbook, written row by row.

use std::io;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::book::{Head, guarded};
use crate::model::cell::is_risky;

/// Characters of a cell, in UTF-16 as spreadsheets count them.
const MOST_UNITS: usize = 32_767;
/// What a text ends in that was cut.
const ELLIPSIS: char = '…';

/// How cells look.
#[derive(Debug)]
pub(super) struct Looks {
    title: Format,
    name: Format,
    date: Format,
    /// Text that stays text when the cell is edited.
    quoted: Format,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            title: Format::new().set_bold(),
            name: Format::new().set_font_color(Color::Gray).set_font_size(9),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            quoted: Format::new().set_quote_prefix(),
        }
    }
}

/// A sheet and how far it is written.
#[derive(Debug)]
pub(super) struct Sheet {
    place: usize,
    n_columns: u16,
    n_rows: u32,
}

impl Sheet {
    /// Rows above the first row of data.
    pub(super) const HEADS: u32 = 2;

    /// Adds a sheet with its heads: titles for people, and below them the names that readers go by.
    pub(super) fn add(book: &mut Workbook, name: &str, looks: &Looks, heads: &[Head]) -> io::Result<Self> {
        let place = book.worksheets().len();
        let n_columns = heads.len() as u16;
        guarded(|| {
            let sheet = book.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?.set_freeze_panes(Self::HEADS, 0)?;
            for (at, (_, title, width)) in (0..).zip(heads) {
                sheet.write_string_with_format(0, at, *title, &looks.title)?.set_column_width(at, *width)?;
            }
            for (at, (name, ..)) in (0..).zip(heads) {
                sheet.write_string_with_format(1, at, *name, &looks.name)?;
            }
            Ok(())
        })?;
        Ok(Self { place, n_columns, n_rows: Self::HEADS })
    }

    /// How many rows it has, heads included.
    pub(super) fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// Begins the next row.
    pub(super) fn next_row<'b>(&mut self, book: &'b mut Workbook, looks: &'b Looks) -> io::Result<Line<'b>> {
        let row = self.n_rows;
        self.n_rows += 1;
        let sheet = guarded(|| book.worksheet_from_index(self.place))?;
        Ok(Line { sheet, looks, row, column: 0 })
    }

    /// Puts the filters on, from the names of the columns down to the last row.
    pub(super) fn close(&self, book: &mut Workbook) -> io::Result<()> {
        let (last_row, last_column) = (self.n_rows - 1, self.n_columns - 1);
        guarded(|| {
            book.worksheet_from_index(self.place)?.autofilter(Self::HEADS - 1, 0, last_row, last_column).map(drop)
        })
    }
}

/// A row being written, from left to right.
pub(super) struct Line<'b> {
    sheet: &'b mut Worksheet,
    looks: &'b Looks,
    row: u32,
    column: u16,
}

impl Line<'_> {
    /// A cell of text; text that is too long is cut.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let cut = cut(text);
        let text = cut.as_deref().unwrap_or(text);
        let looks = self.looks;
        self.put(|sheet, row, column| match text {
            "" => Ok(()),
            risky if is_risky(risky) => sheet.write_string_with_format(row, column, risky, &looks.quoted).map(drop),
            plain => sheet.write_string(row, column, plain).map(drop),
        })
    }

    /// A cell with a number, or an empty one.
    pub(super) fn number(&mut self, number: Option<f64>) -> io::Result<()> {
        self.put(|sheet, row, column| match number {
            Some(number) => sheet.write_number(row, column, number).map(drop),
            None => Ok(()),
        })
    }

    /// A cell with a day, or an empty one. Days before spreadsheets began to count are text.
    pub(super) fn date(&mut self, date: &str) -> io::Result<()> {
        let Some(day) = date.parse().ok().and_then(day) else { return self.text(date) };
        let looks = self.looks;
        self.put(|sheet, row, column| sheet.write_datetime_with_format(row, column, &day, &looks.date).map(drop))
    }

    fn put(&mut self, write: impl FnOnce(&mut Worksheet, u32, u16) -> Result<(), XlsxError>) -> io::Result<()> {
        let column = self.column;
        self.column += 1;
        guarded(|| write(self.sheet, self.row, column))
    }
}

/// Spreadsheets count days from 1900 on and get the first two months of that year wrong.
fn day(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, date.month() as u8, date.day() as u8);
    if year > 1900 { ExcelDateTime::from_ymd(year, month, day).ok() } else { None }
}

/// The text cut to what fits a cell; nothing if it fits.
pub(super) fn cut(text: &str) -> Option<String> {
    // No text has more units of UTF-16 than bytes of UTF-8.
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return None;
    }
    let mut n_units = ELLIPSIS.len_utf16();
    let fits = |c: &char| {
        n_units += c.len_utf16();
        n_units <= MOST_UNITS
    };
    Some(text.chars().take_while(fits).chain([ELLIPSIS]).collect())
}
