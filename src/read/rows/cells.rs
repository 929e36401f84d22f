//! CSV, JSON Lines and XLSX → a table with named columns.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use super::super::archive::{Archive, Fault};
use super::super::limits::{Limit, Watch};
use super::{NEEDED, Table};
use crate::model::cell::unguarded;

/// Columns of ours are far fewer; what stands further right is not ours.
const MOST_COLUMNS: usize = 200;

/// So many rows of titles may stand above the names of the columns.
const MOST_TITLES: usize = 5;

/// Whether a file that begins so is CSV in our columns.
pub(in super::super) fn is_csv(opening: &str) -> bool {
    let head = opening.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let names: Vec<&str> = head.split([',', ';', '\t']).map(|name| name.trim().trim_matches('"')).collect();
    NEEDED.iter().all(|column| names.iter().any(|name| contract_name(name) == *column))
}

/// Whether a file that begins so is JSON Lines in our columns.
pub(in super::super) fn is_jsonl(opening: &str) -> bool {
    let head = opening.trim_start_matches('\u{feff}');
    head.starts_with('{') && ["\"bulletin\"", "\"article\"", "\"indicator\""].iter().all(|name| head.contains(name))
}

/// The table in a text of separated values.
pub fn csv(text: &str) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    // Spreadsheets of some countries part cells by semicolons; a copied table has tabs.
    let parts = [b',', b';', b'\t'];
    let delimiter = parts.into_iter().max_by_key(|part| head.bytes().filter(|b| b == part).count()).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(|cell| unguarded(cell).to_owned()).collect();
    let mut rows = reader.records().flatten().map(cells);
    Table::named(&rows.next().unwrap_or_default(), rows.collect())
}

/// The table in a text of JSON objects, one per line.
pub fn jsonl(text: &str) -> Table {
    let mut table = Table::default();
    for line in text.lines() {
        let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(line) else {
            if !line.trim().is_empty() {
                // Counted as a row that makes no sense.
                table.rows.push(Vec::new());
            }
            continue;
        };
        let mut row = vec![String::new(); table.columns.len()];
        for (name, value) in fields {
            let n = table.columns.len();
            let at = *table.columns.entry(name).or_insert(n);
            if at >= MOST_COLUMNS {
                continue;
            }
            row.resize(row.len().max(at + 1), String::new());
            if let Some(slot) = row.get_mut(at) {
                *slot = match value {
                    serde_json::Value::String(text) => text,
                    serde_json::Value::Null => String::new(),
                    other => other.to_string(),
                };
            }
        }
        table.rows.push(row);
    }
    table
}

/// The table of the first sheet, and of the sheets behind it that go on with it.
pub fn xlsx(bytes: &[u8], watch: &Watch) -> Result<Table, Fault> {
    // Each part is unpacked once within the limits, so that the reader below cannot be made to unpack more.
    let mut archive = Archive::open(bytes)?;
    for idx in 0..archive.n_members() {
        archive.read(idx)?;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
    let mut whole: Option<Table> = None;
    for sheet in book.sheet_names() {
        let table = sheet_table(&mut book, &sheet, watch)?;
        match &mut whole {
            None => whole = Some(table),
            Some(whole) if is_ours(&table) && table.columns == whole.columns => whole.rows.extend(table.rows),
            Some(_) => {}
        }
    }
    whole.ok_or(Fault::Broken)
}

fn is_ours(table: &Table) -> bool {
    NEEDED.iter().all(|column| table.has(column))
}

/// One sheet. Our own has titles for people above the names; a table that came by way of CSV begins with the names, and
/// keeps the apostrophes of CSV.
fn sheet_table(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, watch: &Watch) -> Result<Table, Fault> {
    // Cell by cell: two cells far apart are two cells, not a sheet of billions.
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last_row = None;
    while let Some(cell) = cells.next_cell().map_err(|_| Fault::Broken)? {
        let (row_no, column) = cell.get_position();
        if column as usize >= MOST_COLUMNS {
            continue;
        }
        if last_row != Some(row_no) {
            if rows.len().is_multiple_of(1024) && watch.is_over() {
                return Err(Fault::Limit(Limit::Seconds));
            }
            rows.push(Vec::new());
            last_row = Some(row_no);
        }
        let Some(row) = rows.last_mut() else { continue };
        row.resize(row.len().max(column as usize + 1), String::new());
        if let Some(slot) = row.get_mut(column as usize) {
            *slot = text(cell.get_value());
        }
    }
    let is_head = |row: &Vec<String>| NEEDED.iter().all(|column| row.iter().any(|cell| cell == column));
    let head_idx = rows.iter().take(MOST_TITLES).position(is_head).unwrap_or(0);
    let mut rows = rows.into_iter().skip(head_idx);
    let head = rows.next().unwrap_or_default();
    let plain = |row: Vec<String>| row.iter().map(|cell| unguarded(cell).to_owned()).collect();
    Ok(Table::named(&head, if head_idx == 0 { rows.map(plain).collect() } else { rows.collect() }))
}

fn text(value: &DataRef) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(is) => is.to_string(),
        // A date that the spreadsheet has made of ours.
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The contract's name of a column: SDMX-CSV writes it in capitals and has words of its own for two.
pub(super) fn contract_name(name: &str) -> String {
    match name.trim() {
        "OBS_VALUE" => "value".to_owned(),
        "STANDING" => "status".to_owned(),
        name if name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => name.to_ascii_lowercase(),
        name => name.to_owned(),
    }
}
