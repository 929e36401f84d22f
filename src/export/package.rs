//! A data package after the Frictionless standard, in one ZIP file: observations, sources, indicators and remarks as CSV, a
//! README for people, and `datapackage.json` for programs.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use super::columns::{COLUMNS, Cell, Column, Kind, cells, names};
use super::conflicts::Facts;
use super::csv::Table;
use super::words::{fill, fill_text, say};
use super::writer::{Options, Remark, RemarkKind};
use crate::compare::words::Language;
use crate::model::observation::{Measure, Row, Status};
use crate::model::period::PeriodKind;
use crate::model::quantity::Bound;

/// Where the observations lie in a package.
pub(super) const OBSERVATIONS: &str = "data/observations.csv";
/// What makes a ZIP file a package.
pub(super) const DESCRIPTOR: &str = "datapackage.json";

type Zip<W> = ZipWriter<StreamWriter<W>>;

/// A package in the making. Observations go to the output as they come; what is counted about them comes last.
pub(super) struct Package<W: Write> {
    table: Table<Zip<W>>,
    options: Options,
    n_rows: u32,
    sources: Vec<Source>,
    indicators: BTreeSet<String>,
    facts: Facts,
    remarks: Vec<Remark>,
}

/// An article that rows came from.
struct Source {
    place: [String; 3],
    n_figures: usize,
}

impl<W: Write> std::fmt::Debug for Package<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package").field("n_rows", &self.n_rows).finish_non_exhaustive()
    }
}

impl<W: Write> Package<W> {
    pub(super) fn new(out: W, options: Options) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(out);
        start(&mut zip, OBSERVATIONS)?;
        let table = table(zip, names())?;
        let (n_rows, sources, indicators) = (0, Vec::new(), BTreeSet::new());
        Ok(Self { table, options, n_rows, sources, indicators, facts: Facts::default(), remarks: Vec::new() })
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        self.n_rows += 1;
        self.facts.add(row);
        if !self.indicators.contains(&row.indicator) {
            self.indicators.insert(row.indicator.clone());
        }
        let place = [&row.bulletin, &row.section, &row.article];
        match self.sources.last_mut() {
            Some(last) if last.place.iter().eq(place) => last.n_figures += 1,
            _ => self.sources.push(Source { place: place.map(String::clone), n_figures: 1 }),
        }
        for cell in cells(row) {
            self.table.cell(cell)?;
        }
        self.table.end_row()
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    pub(super) fn finish(self) -> io::Result<W> {
        let Self { table: observations, options, n_rows, sources, indicators, facts, mut remarks } = self;
        if let Some(selection) = &options.selection {
            let text = fill("remark.selection", options.language, &[("selection", selection)]);
            remarks.insert(0, Remark { kind: RemarkKind::Note, file: String::new(), line: None, text });
        }
        // Lines of the table, its head being the first.
        remarks.extend(facts.remarks(&options, |row| (row + 1).to_string()));
        let mut zip = observations.finish()?;
        zip = sources_csv(zip, &sources)?;
        zip = indicators_csv(zip, &indicators, &options)?;
        zip = remarks_csv(zip, &remarks)?;
        start(&mut zip, "README.md")?;
        zip.write_all(readme(&options, n_rows).as_bytes())?;
        start(&mut zip, DESCRIPTOR)?;
        serde_json::to_writer_pretty(&mut zip, &descriptor(&options, &sources))?;
        let mut out = zip.finish()?.into_inner();
        out.flush()?;
        Ok(out)
    }
}

/// Begins a file. Its time is always the same, since the same data make the same package.
fn start<W: Write>(zip: &mut Zip<W>, name: &str) -> io::Result<()> {
    Ok(zip.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?)
}

fn table<'n, W: Write>(zip: Zip<W>, head: impl IntoIterator<Item = &'n str>) -> io::Result<Table<Zip<W>>> {
    let mut table = Table::new(zip);
    for name in head {
        table.plain(name)?;
    }
    table.end_row()?;
    Ok(table)
}

const SOURCES: [&str; 4] = ["bulletin", "section", "article", "figures"];
const INDICATORS: [&str; 4] = ["id", "name_zh", "name_en", "base_unit"];
const REMARKS: [&str; 4] = ["kind", "file", "line", "text"];

fn sources_csv<W: Write>(mut zip: Zip<W>, sources: &[Source]) -> io::Result<Zip<W>> {
    start(&mut zip, "data/sources.csv")?;
    let mut table = table(zip, SOURCES)?;
    for source in sources {
        for text in &source.place {
            table.text(text)?;
        }
        table.cell(Cell::Whole(source.n_figures))?;
        table.end_row()?;
    }
    table.finish()
}

fn indicators_csv<W: Write>(mut zip: Zip<W>, ids: &BTreeSet<String>, options: &Options) -> io::Result<Zip<W>> {
    start(&mut zip, "data/indicators.csv")?;
    let mut table = table(zip, INDICATORS)?;
    for id in ids {
        let row = options.catalogue.find(id).and_then(|place| options.catalogue.get(place));
        let [name_zh, name_en, base_unit] =
            row.map_or([""; 3], |row| [row.name_zh.as_str(), row.name_en.as_str(), row.base_unit.as_str()]);
        for text in [id, name_zh, name_en, base_unit] {
            table.text(text)?;
        }
        table.end_row()?;
    }
    table.finish()
}

fn remarks_csv<W: Write>(mut zip: Zip<W>, remarks: &[Remark]) -> io::Result<Zip<W>> {
    start(&mut zip, "data/remarks.csv")?;
    let mut table = table(zip, REMARKS)?;
    for remark in remarks {
        table.plain(remark.kind.id())?;
        table.text(&remark.file)?;
        table.plain(&remark.line.map(|line| line.to_string()).unwrap_or_default())?;
        table.text(&remark.text)?;
        table.end_row()?;
    }
    table.finish()
}

fn readme(options: &Options, n_rows: u32) -> String {
    let language = options.language;
    let (template, made_on) = match (language, options.made_on) {
        (Language::Zh, day) => (include_str!("../../assets/export/readme.zh.md"), day.map(|day| format!("（{day}）"))),
        (Language::En, day) => (include_str!("../../assets/export/readme.en.md"), day.map(|day| format!(" on {day}"))),
    };
    let selection = options.selection.as_deref();
    let selection = selection.map(|words| fill("remark.selection", language, &[("selection", words)]));
    let columns: Vec<String> = COLUMNS
        .iter()
        .map(|column| format!("- `{}` {}: {}", column.name, column.title(language), column.description(language)))
        .collect();
    let values = [
        ("made_on", made_on.as_deref().unwrap_or_default()),
        ("selection", selection.as_deref().unwrap_or_default()),
        ("about", say("package.about", language)),
        ("n_rows", &n_rows.to_string()),
        ("columns", &columns.join("\n")),
    ];
    fill_text(template, &values)
}

fn descriptor(options: &Options, sources: &[Source]) -> Value {
    let language = options.language;
    let text = |name: &str, about: &str| json!({ "name": name, "type": "string", "description": about });
    let whole = |name: &str, about: &str| json!({ "name": name, "type": "integer", "description": about });
    let place = |name: &str| {
        let about = COLUMNS.iter().find(|column| column.name == name).map_or("", |column| column.description(language));
        text(name, about)
    };
    let say = |key| say(key, language);
    let observations = json!({
        "fields": COLUMNS.iter().map(|column| field(column, language)).collect::<Vec<_>>(),
        "missingValues": [""],
        "foreignKeys": [
            { "fields": ["indicator"], "reference": { "resource": "indicators", "fields": ["id"] } },
        ],
    });
    let [bulletin, section, article] = ["bulletin", "section", "article"].map(place);
    let sources_schema = json!({ "fields": [bulletin, section, article, whole("figures", say("field.figures"))] });
    let indicators_schema = json!({
        "fields": [
            text("id", say("field.indicator_id")),
            text("name_zh", say("field.name_zh")),
            text("name_en", say("field.name_en")),
            text("base_unit", say("field.base_unit")),
        ],
        "primaryKey": ["id"],
    });
    let remarks_schema = json!({
        "fields": [
            text("kind", say("field.kind")),
            text("file", say("field.file")),
            whole("line", say("field.line")),
            text("text", say("field.text")),
        ],
    });
    let bulletins: BTreeSet<&str> = sources.iter().map(|source| source.place[0].as_str()).collect();
    let mut descriptor = json!({
        "profile": "tabular-data-package",
        "name": "jobscope-observations",
        "title": say("package.title"),
        "description": say("package.about"),
        "version": "1.0.0",
        "resources": [
            resource("observations", say("package.observations"), &observations),
            resource("sources", say("package.sources"), &sources_schema),
            resource("indicators", say("package.indicators"), &indicators_schema),
            resource("remarks", say("package.remarks"), &remarks_schema),
        ],
    });
    if let Value::Object(fields) = &mut descriptor {
        let titles: Vec<Value> =
            bulletins.into_iter().filter(|name| !name.is_empty()).map(|title| json!({ "title": title })).collect();
        if !titles.is_empty() {
            fields.insert("sources".to_owned(), Value::Array(titles));
        }
        if let Some(selection) = &options.selection {
            fields.insert("selection".to_owned(), json!(selection));
        }
        if let Some(day) = options.made_on {
            fields.insert("created".to_owned(), json!(format!("{day}T00:00:00Z")));
        }
    }
    descriptor
}

fn resource(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": format!("data/{name}.csv"),
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true },
        "schema": schema,
    })
}

fn field(column: &Column, language: Language) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Whole => "integer",
        Kind::Date => "date",
    };
    let mut field = json!({
        "name": column.name,
        "title": column.title(language),
        "description": column.description(language),
        "type": kind,
    });
    if !column.unit.is_empty() {
        field["unit"] = json!(column.unit);
    }
    let words = |ids: &[&str]| json!({ "enum": ids });
    match column.name {
        "measure" => field["constraints"] = words(&Measure::ALL.map(Measure::id)),
        "status" => field["constraints"] = words(&Status::ALL.map(Status::id)),
        "bound" => field["constraints"] = words(&Bound::ALL.map(Bound::id)),
        "period_kind" => field["constraints"] = words(&PeriodKind::ALL.map(PeriodKind::id)),
        "ref_area" => field["constraints"] = json!({ "pattern": "[0-9]{6}" }),
        "offset" => field["constraints"] = json!({ "minimum": 0 }),
        "confidence" => field["constraints"] = json!({ "minimum": 0, "maximum": 1 }),
        _ => {}
    }
    field
}
