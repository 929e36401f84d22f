//! Parquet: a column per column of the contract, in groups of rows; the selection stands in the file's metadata.

use std::fs::File;
use std::io::{self, Seek as _, Write};
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;

use super::columns::{COLUMNS, Cell, Kind, cells};
use super::csv::SELECTION;
use super::writer::Options;
use crate::model::observation::Row;
use crate::read::rows::Table;

/// So many rows lie in memory before they are written.
const GROUP_ROWS: usize = 20_000;

/// A Parquet file in the making, in a temporary file, since its columns are not written in the order of the rows.
pub(super) struct Columnar<W: Write> {
    out: W,
    file: SerializedFileWriter<File>,
    columns: Vec<Buffer>,
    n_rows: usize,
}

impl<W: Write> std::fmt::Debug for Columnar<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columnar").field("n_rows", &self.n_rows).finish_non_exhaustive()
    }
}

/// The cells of a column that are not written yet. Where cells may be empty, a level of 0 stands for none.
enum Buffer {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>, Vec<i16>),
    Date(Vec<i32>, Vec<i16>),
}

impl<W: Write> Columnar<W> {
    pub(super) fn new(out: W, options: &Options) -> io::Result<Self> {
        let fields: Vec<String> = COLUMNS
            .iter()
            .map(|column| match column.kind {
                Kind::Text => format!("required binary {} (STRING);", column.name),
                Kind::Number => format!("optional double {};", column.name),
                Kind::Whole => format!("required int64 {};", column.name),
                Kind::Date => format!("optional int32 {} (DATE);", column.name),
            })
            .collect();
        let schema =
            parse_message_type(&format!("message observations {{ {} }}", fields.join(" "))).map_err(io_error)?;
        let said = |name: &str, value: String| KeyValue::new(name.to_owned(), value);
        let selection = options.selection.clone().map(|words| said(SELECTION, words));
        let made_on = options.made_on.map(|day| said("made_on", day.to_string()));
        let properties = WriterProperties::builder()
            .set_created_by(concat!("jobscope ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            // Hardly any two sentences are alike: a dictionary of them is built for nothing. Nor do bounds of texts help anybody.
            .set_column_dictionary_enabled("sentence".into(), false)
            .set_statistics_enabled(EnabledStatistics::None);
        // Readers skip what lies outside of the time or the values that they ask for.
        let bounded = ["period_start", "period_end", "value"];
        let properties = bounded
            .iter()
            .fold(properties, |properties, column| {
                properties.set_column_statistics_enabled((*column).into(), EnabledStatistics::Chunk)
            })
            .set_key_value_metadata(Some(selection.into_iter().chain(made_on).collect()))
            .build();
        let spool = tempfile::tempfile()?;
        let file = SerializedFileWriter::new(spool, Arc::new(schema), Arc::new(properties)).map_err(io_error)?;
        let columns = COLUMNS.iter().map(|column| Buffer::new(column.kind)).collect();
        Ok(Self { out, file, columns, n_rows: 0 })
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells(row)) {
            column.push(cell);
        }
        self.n_rows += 1;
        if self.n_rows.is_multiple_of(GROUP_ROWS) { self.write_group() } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        if !self.n_rows.is_multiple_of(GROUP_ROWS) {
            self.write_group()?;
        }
        let mut spool = self.file.into_inner().map_err(io_error)?;
        spool.rewind()?;
        io::copy(&mut spool, &mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(io_error)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(io_error)? else { break };
            column.write(writer.untyped()).map_err(io_error)?;
            writer.close().map_err(io_error)?;
        }
        group.close().map_err(io_error)?;
        Ok(())
    }
}

impl Buffer {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new()),
            Kind::Whole => Self::Whole(Vec::new()),
            Kind::Number => Self::Number(Vec::new(), Vec::new()),
            Kind::Date => Self::Date(Vec::new(), Vec::new()),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            // Rows of one bulletin share most of their texts: what is the same as above is shared, not copied.
            (Self::Text(texts), Cell::Text(text)) => match texts.last().filter(|above| above.data() == text.as_bytes())
            {
                Some(above) => texts.push(above.clone()),
                None => texts.push(text.into()),
            },
            (Self::Whole(numbers), Cell::Whole(number)) => numbers.push(number as i64),
            (Self::Number(numbers, levels), Cell::Number(number)) => {
                levels.push(i16::from(number.is_some()));
                numbers.extend(number);
            }
            (Self::Date(days, levels), Cell::Date(date)) => {
                let day = date.parse().ok().and_then(days_since_1970);
                levels.push(i16::from(day.is_some()));
                days.extend(day);
            }
            // A test holds cells to the kinds of their columns.
            _ => {}
        }
    }

    /// Writes what is there and begins anew.
    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        match (self, writer) {
            (Self::Text(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(texts, None, None)?;
                texts.clear();
            }
            (Self::Whole(numbers), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(numbers, None, None)?;
                numbers.clear();
            }
            (Self::Number(numbers, levels), ColumnWriter::DoubleColumnWriter(writer)) => {
                writer.write_batch(numbers, Some(levels), None)?;
                numbers.clear();
                levels.clear();
            }
            (Self::Date(days, levels), ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(days, Some(levels), None)?;
                days.clear();
                levels.clear();
            }
            _ => return Err(ParquetError::General("a column of another type".to_owned())),
        }
        Ok(())
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

fn days_since_1970(date: Date) -> Option<i32> {
    date.since(EPOCH).ok().map(|span| span.get_days())
}

fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

/// The table in a Parquet file, and the selection that it tells.
pub(super) fn read(bytes: &[u8]) -> Result<(Table, Option<String>), ParquetError> {
    let mut spool = tempfile::tempfile()?;
    spool.write_all(bytes)?;
    let reader = SerializedFileReader::new(spool)?;
    let metadata = reader.metadata().file_metadata();
    let said = metadata.key_value_metadata().into_iter().flatten().find(|said| said.key == SELECTION);
    let selection = said.and_then(|said| said.value.clone());
    let head: Vec<String> = metadata.schema_descr().columns().iter().map(|column| column.name().to_owned()).collect();
    let rows = reader.get_row_iter(None)?.map(|row| Ok(row?.get_column_iter().map(|(_, field)| text(field)).collect()));
    Ok((Table::named(&head, rows.collect::<Result<_, ParquetError>>()?), selection))
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        Field::Double(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::Date(days) => {
            EPOCH.checked_add(jiff::Span::new().days(*days)).map(|date| date.to_string()).unwrap_or_default()
        }
        Field::Null => String::new(),
        other => other.to_string(),
    }
}
