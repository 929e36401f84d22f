//! The contract's columns as JSON Lines or CSV, written as they come.

use std::io::{self, Write};

use crate::model::indicator::Catalogue;
use crate::model::observation::Row;
use crate::model::span::Offsets;
use crate::pipeline::Document;

/// The formats that rows can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One JSON object per line.
    Jsonl,
    /// Comma-separated values with a header, for spreadsheets.
    Csv,
}

impl Format {
    /// All formats with the words that name them.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Jsonl, "jsonl"), (Self::Csv, "csv")];

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|&(format, _)| format)
    }
}

/// The contract's columns, in the contract's order. A test compares them with the fields of [`Row`].
pub const COLUMNS: [&str; 21] = [
    "bulletin",
    "section",
    "article",
    "ref_area",
    "ref_area_name",
    "indicator",
    "measure",
    "status",
    "value",
    "value_high",
    "unit",
    "bound",
    "period_start",
    "period_end",
    "period_kind",
    "detail",
    "quote",
    "sentence",
    "offset",
    "rule",
    "confidence",
];

/// Without this mark at the start, a spreadsheet takes UTF-8 for the system's own encoding and garbles the Chinese.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A cell of text that starts with one of these would be taken for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes documents one after another to the same output. Nothing but a small buffer is kept in memory.
#[derive(Debug)]
pub struct RowWriter<W: Write>(Sink<W>);

#[derive(Debug)]
enum Sink<W: Write> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> RowWriter<W> {
    /// Starts an output; CSV gets its header at once, so that a file without observations is still a table.
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        if format == Format::Jsonl {
            return Ok(Self(Sink::Jsonl(out)));
        }
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        table.write_record(COLUMNS).map_err(io_error)?;
        Ok(Self(Sink::Csv(Box::new(table))))
    }

    /// Writes every observation of a document, in document order, and returns how many there were.
    pub fn write(&mut self, catalogue: &Catalogue, document: &Document) -> io::Result<usize> {
        let mut n_rows = 0;
        for (article, observations) in document.articles() {
            let mut offsets = Offsets::new(&article.text);
            for observation in observations {
                let offset = offsets.chars_before(observation.quote.start());
                let row = Row::with_offset(catalogue, &document.bulletin, article, observation, offset);
                match &mut self.0 {
                    Sink::Jsonl(out) => {
                        serde_json::to_writer(&mut *out, &row)?;
                        out.write_all(b"\n")?;
                    }
                    Sink::Csv(table) => table.write_record(cells(&row)).map_err(io_error)?,
                }
                n_rows += 1;
            }
        }
        Ok(n_rows)
    }

    /// Hands on what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Sink::Jsonl(out) => out.flush(),
            Sink::Csv(table) => table.flush(),
        }
    }

    /// Flushes and hands the output back.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        match self.0 {
            Sink::Jsonl(out) => Ok(out),
            Sink::Csv(table) => table.into_inner().map_err(csv::IntoInnerError::into_error),
        }
    }
}

/// The library's own conversion would hide a broken pipe behind another kind.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The cells of a row, in the order of [`COLUMNS`].
fn cells(row: &Row) -> [String; COLUMNS.len()] {
    [
        text(&row.bulletin),
        text(&row.section),
        text(&row.article),
        row.ref_area.clone(),
        text(&row.ref_area_name),
        row.indicator.clone(),
        row.measure.to_owned(),
        row.status.to_owned(),
        row.value.map(number).unwrap_or_default(),
        row.value_high.map(number).unwrap_or_default(),
        text(&row.unit),
        row.bound.to_owned(),
        row.period_start.clone(),
        row.period_end.clone(),
        row.period_kind.to_owned(),
        text(&row.detail),
        text(&row.quote),
        text(&row.sentence),
        row.offset.to_string(),
        row.rule.to_owned(),
        number((f64::from(row.confidence) * 100.0).round() / 100.0),
    ]
}

/// Text from a bulletin is not ours: a leading apostrophe keeps a spreadsheet from running it.
fn text(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

/// Whole numbers without a point, all others as short as they read back. Never in scientific notation.
fn number(value: f64) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::area::{AreaCode, RefArea};
    use crate::model::bulletin::{ArticleBuilder, BlockKind, Bulletin, Section};
    use crate::model::indicator::IndicatorId;
    use crate::model::observation::{Evidence, Measure, Observation, Status};
    use crate::model::quantity::{Bound, Quantity, Unit};
    use crate::model::span::Span;

    /// One article with one figure in it.
    fn document(title: &str, value: f64) -> Document {
        let mut builder = ArticleBuilder::new("公益性岗位", title, None, 1);
        builder.push(BlockKind::Paragraph, "帮助\"1156 名\"人员,就业。");
        let article = builder.finish();
        let at = article.text.find("1156").unwrap();
        let quote = Span::new(&article.text, at..at + "1156 名".len()).unwrap();
        let sentence = article.blocks[1].span;
        let observation = Observation {
            ref_area: RefArea { code: Some(AreaCode(230_600)), name: "黑龙江省大庆市".to_owned() },
            indicator: IndicatorId(2),
            measure: Measure::Level,
            status: Status::Actual,
            quantity: Quantity { value, value_high: None, unit: Unit::new("人"), bound: Bound::Exact },
            period: None,
            detail: String::new(),
            quote,
            sentence,
            mentions: Vec::new(),
            rule: "r1",
            confidence: 0.876,
            evidence: Evidence::default(),
        };
        let section = Section { title: "公益性岗位".to_owned(), articles: vec![article] };
        let bulletin = Bulletin { file: "seed.md".to_owned(), sections: vec![section], ..Bulletin::default() };
        Document { bulletin, observations: vec![vec![observation]], problems: Vec::new() }
    }

    fn written(format: Format, document: &Document) -> String {
        let mut writer = RowWriter::new(Vec::new(), format).unwrap();
        assert_eq!(writer.write(Catalogue::builtin(), document).unwrap(), 1);
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn json_lines_have_the_contracts_columns_in_order() {
        let text = written(Format::Jsonl, &document("大庆", 1156.0));
        assert!(text.ends_with("}\n") && text.lines().count() == 1);
        let places: Vec<_> = COLUMNS.iter().map(|column| text.find(&format!("\"{column}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
        let row: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(row.as_object().unwrap().len(), COLUMNS.len());
        assert_eq!((row["value"].to_string().as_str(), row["offset"].as_u64()), ("1156", Some(6)));
        assert_eq!((row["confidence"].as_f64(), row["value_high"].as_str()), (Some(0.88), Some("")));
    }

    #[test]
    fn csv_reads_back_the_same_cells() {
        let text = written(Format::Csv, &document("大庆", 0.06));
        let mut reader = csv::Reader::from_reader(text.strip_prefix(BYTE_ORDER_MARK).unwrap().as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let record = reader.records().next().unwrap().unwrap();
        let cell = |column| record.get(COLUMNS.iter().position(|known| *known == column).unwrap()).unwrap();
        assert_eq!(cell("sentence"), "帮助\"1156 名\"人员,就业。");
        assert_eq!((cell("value"), cell("confidence"), cell("ref_area")), ("0.06", "0.88", "230600"));
        assert!(text.ends_with("\r\n"));
    }

    #[test]
    fn a_title_cannot_become_a_formula() {
        for (title, cell) in [("=1+1", "'=1+1"), ("@you", "'@you"), ("-大庆", "'-大庆"), ("大庆=1", "大庆=1")] {
            let text = written(Format::Csv, &document(title, -5.0));
            assert!(text.contains(&format!(",{cell},")), "{text}");
            assert!(text.contains(",-5,"), "a negative number stays a number");
        }
    }

    #[test]
    fn numbers_are_plain() {
        let cases =
            [(1156.0, "1156"), (1.32e8, "132000000"), (4.4, "4.4"), (-0.06, "-0.06"), (2e15, "2000000000000000")];
        for (value, written) in cases {
            assert_eq!(number(value), written);
        }
    }

    #[test]
    fn an_empty_table_still_has_its_header() {
        let writer = RowWriter::new(Vec::new(), Format::Csv).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(text.trim_start_matches(BYTE_ORDER_MARK), format!("{}\r\n", COLUMNS.join(",")));
    }
}
