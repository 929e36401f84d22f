//! Exports of every form: what is read back is what was written, nothing in them runs, and what is said beside the data is there.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::borrow::Cow;
use std::io::{self, Cursor, Write};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use jobscope::compare::words::Language;
use jobscope::export::atomic::AtomicFile;
use jobscope::export::columns;
use jobscope::export::form::Form;
use jobscope::export::reader::{ReadError, read_rows};
use jobscope::export::writer::{Cancelled, Options, Remark, Writer};
use jobscope::extract::Extractor;
use jobscope::model::observation::{Measure, Row, Status};
use jobscope::model::problem::{Message, Problem, Severity};
use jobscope::model::quantity::Bound;
use jobscope::pipeline::{self, Document, analyse};
use jobscope::read::ReadOptions;
use jobscope::read::limits::Watch;
use proptest::prelude::*;

fn written(form: Form, rows: &[Row], options: Options) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), form, options).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

fn selected(words: &str) -> Options {
    Options { selection: Some(words.to_owned()), ..Options::default() }
}

/// One figure, as a bulletin tells it.
fn row(area: &str, value: f64, sentence: &str) -> Row {
    Row {
        bulletin: "五月.md".to_owned(),
        section: "再就业".to_owned(),
        article: "河北邯郸 | 临漳县推动再就业".to_owned(),
        ref_area: area.to_owned(),
        ref_area_name: "河北省邯郸市临漳县".to_owned(),
        indicator: "urban_new_jobs".to_owned(),
        measure: "level",
        status: "actual",
        value: Some(value),
        value_high: None,
        unit: "人".to_owned(),
        bound: "exact",
        period_start: "2021-01-01".to_owned(),
        period_end: "2021-04-30".to_owned(),
        period_kind: "during",
        detail: String::new(),
        quote: format!("{value}人"),
        sentence: sentence.to_owned(),
        offset: 12,
        rule: Cow::Borrowed("r1"),
        confidence: 0.88,
    }
}

/// Text with all that forms could stumble over.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "城镇新增就业",
        "1156",
        " ",
        "\t",
        "'",
        "\"",
        ",",
        ";",
        "=",
        "+",
        "-",
        "@",
        "＝",
        "－",
        "＋",
        "＠",
        "\u{a0}",
        "_x000D_",
        "<b>&amp;",
        "{",
        "}",
        "|",
        "😀",
        "é",
        "_U",
        "，",
        "‘",
        "\\",
        "null",
        "\u{feff}",
        "%",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..5).prop_map(|pieces| pieces.concat())
}

fn date() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        4 => (1850_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d).to_string()),
    ]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1_000_000_000_i64..1_000_000_000).prop_map(|n| n as f64),
        (-1_000_000_i64..1_000_000).prop_map(|n| n as f64 / 100.0),
        -1e15..1e15_f64,
        -1.0..1.0_f64,
    ]
}

fn any_row() -> impl Strategy<Value = Row> {
    let place = (text(), text(), text(), prop_oneof![Just(String::new()), "[1-8][0-9]{5}"], text());
    let what = (
        prop::sample::select(vec!["urban_new_jobs", "training_funds", "own_indicator"]),
        prop::sample::select(Measure::ALL.to_vec()),
        prop::sample::select(Status::ALL.to_vec()),
        prop::sample::select(Bound::ALL.to_vec()),
        prop::option::weighted(0.9, number()),
        prop::option::of(number()),
    );
    let when = (date(), date(), prop::sample::select(vec!["", "during", "as_of"]));
    let written = (text(), text(), text(), text(), 0_usize..1_000_000, "[a-z]{1,5}", 0_u8..=100);
    (place, what, when, written).prop_map(|(place, what, when, written)| {
        let (bulletin, section, article, ref_area, ref_area_name) = place;
        let (indicator, measure, status, bound, value, value_high) = what;
        let (period_start, period_end, period_kind) = when;
        let (unit, detail, quote, sentence, offset, rule, confidence) = written;
        Row {
            bulletin,
            section,
            article,
            ref_area,
            ref_area_name,
            indicator: indicator.to_owned(),
            measure: measure.id(),
            status: status.id(),
            value,
            value_high,
            unit,
            bound: bound.id(),
            period_start,
            period_end,
            period_kind,
            detail,
            quote,
            sentence,
            offset,
            rule: Cow::Owned(rule),
            confidence: f32::from(confidence) / 100.0,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_back_is_what_was_written(
        rows in prop::collection::vec(any_row(), 1..6),
        selection in prop::option::of("[a-z：，=']{1,8}"),
    ) {
        for form in Form::ALL {
            let options = Options { selection: selection.clone(), ..Options::default() };
            let read = read_rows(&written(form, &rows, options), form);
            let read = read.map_err(|error| TestCaseError::fail(format!("{form:?}: {}", error.say(Language::En))))?;
            prop_assert_eq!(&read.rows, &rows, "{:?}", form);
            prop_assert_eq!(&read.selection, &selection, "{:?}", form);
        }
    }
}

#[test]
fn no_rows_are_a_table_too() {
    for form in Form::ALL {
        let read = read_rows(&written(form, &[], Options::default()), form).unwrap();
        assert_eq!(read.rows, [], "{form:?}");
    }
}

#[test]
fn the_same_rows_make_the_same_bytes() {
    let rows = [row("130423", 2156.0, "甲。"), row("130424", 3.0, "乙。")];
    for form in Form::ALL {
        let options = || Options { made_on: Some(jiff::civil::date(2024, 5, 1)), ..selected("地区：河北") };
        assert!(written(form, &rows, options()) == written(form, &rows, options()), "{form:?}");
    }
}

#[test]
fn a_broken_file_says_what_is_wrong() {
    for form in Form::ALL {
        for language in [Language::Zh, Language::En] {
            let said = read_rows(b"\xff\xfe\x00garbage", form).unwrap_err().say(language);
            assert!(said.contains(form.name()), "{form:?}: {said}");
        }
    }
    let csv = written(Form::Csv, &[row("130423", 2156.0, "甲。")], Options::default());
    let csv = String::from_utf8(csv).unwrap();
    let bad = read_rows(csv.replace(",level,", ",height,").as_bytes(), Form::Csv).unwrap_err();
    assert_eq!(bad, ReadError::BadCell { row: 1, column: "measure", cell: "height".to_owned() });
    let bad = read_rows(csv.replace(",quote,", ",cite,").as_bytes(), Form::Csv).unwrap_err();
    assert_eq!(bad, ReadError::NoColumn("quote"));
}

#[test]
fn json_lines_and_csv_have_the_contracts_columns() {
    let rows =
        [Row {
            value: Some(-0.06), unit: "百分点".to_owned(), ..row("130423", 0.0, "帮助\"1156 名\"人员,就业。")
        }];
    let names: Vec<_> = columns::names().collect();
    let line = String::from_utf8(written(Form::Jsonl, &rows, Options::default())).unwrap();
    assert!(line.ends_with("}\n") && line.lines().count() == 1);
    let places: Vec<_> = names.iter().map(|name| line.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
    assert!(line.contains("\"value\":-0.06,\"value_high\":\"\""), "{line}");

    let csv = String::from_utf8(written(Form::Csv, &rows, Options::default())).unwrap();
    let plain =
        String::from_utf8(written(Form::Csv, &rows, Options { with_mark: false, ..Options::default() })).unwrap();
    assert_eq!(csv, format!("\u{feff}{plain}"));
    assert!(plain.starts_with(&format!("{}\r\n", names.join(","))) && plain.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(plain.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| record.get(names.iter().position(|known| *known == name).unwrap()).unwrap();
    assert_eq!(cell("sentence"), "帮助\"1156 名\"人员,就业。");
    assert_eq!((cell("value"), cell("confidence"), cell("ref_area")), ("-0.06", "0.88", "130423"));
}

#[test]
fn nothing_in_an_export_runs() {
    let risky = ["=1+1", "＝1+1", "+86", "＋86", "-大庆", "－大庆", "@you", "＠you", " =1", "\t=1", "'=1"];
    let rows: Vec<Row> = risky
        .iter()
        .map(|text| Row { article: (*text).to_owned(), value: Some(-5.0), ..row("130423", 1.0, text) })
        .collect();
    for form in [Form::Csv, Form::SdmxCsv] {
        let bytes = written(form, &rows, Options::default());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        for record in reader.records() {
            for cell in record.unwrap().iter().filter(|cell| cell.parse::<f64>().is_err()) {
                let starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
                assert!(!cell.trim_start().starts_with(starts) && !cell.starts_with('\t'), "{form:?}: {cell}");
            }
        }
    }
    let bytes = written(Form::Xlsx, &rows, Options::default());
    let sheet = member(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && sheet.contains("=1+1"), "text is text by its type");
    assert!(member(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

fn member(zip: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

fn sheet(bytes: &[u8], at: usize) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[at].clone();
    book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn said(rows: &[Vec<Data>]) -> String {
    rows.iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ") + "\n").collect()
}

#[test]
fn a_workbook_has_observations_sources_and_what_is_to_be_said() {
    let rows = [
        row("130423", 2156.0, "全县城镇新增就业2156人。"),
        Row { article: "另一篇".to_owned(), ..row("130423", 2300.0, "全县城镇新增就业2300人。") },
        Row {
            period_start: "1899-01-01".to_owned(),
            period_end: String::new(),
            ..row("", 5.0, "全县城镇新增就业2300人。")
        },
    ];
    let mut writer = Writer::new(Vec::new(), Form::Xlsx, selected("地区：河北")).unwrap();
    for row in &rows {
        writer.row(row).unwrap();
    }
    let problem = Problem {
        file: "五月.md".to_owned(),
        line: Some(7),
        severity: Severity::Warning,
        message: Message::new("标题下没有正文", "no text under the heading"),
    };
    writer.remark(Remark::of(&problem, Language::Zh));
    let bytes = writer.finish().unwrap();

    let data = sheet(&bytes, 0);
    let at = |name: &str| data[1].iter().position(|cell| *cell == *name).unwrap();
    assert_eq!(data[0][at("ref_area_name")].to_string(), "地区");
    assert!(matches!(data[2][at("value")], Data::Float(value) if value == 2156.0));
    assert!(matches!(data[2][at("period_end")], Data::DateTime(_)), "{:?}", data[2][at("period_end")]);
    assert!(matches!(&data[4][at("period_start")], Data::String(date) if date == "1899-01-01"));
    assert_eq!(data[2][at("indicator_name")].to_string(), "城镇新增就业");
    assert_eq!(data[3][at("selection")].to_string(), "地区：河北");
    let xml = member(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<autoFilter ref=\"A2:X5\"/>") && xml.contains("state=\"frozen\""), "{xml}");

    let sources = sheet(&bytes, 1);
    // The same sentence of another article is another source.
    let n_figures: Vec<_> = sources[2..].iter().map(|row| (row[0].to_string(), row[5].to_string())).collect();
    assert_eq!(n_figures, [("1", "1"), ("2", "1"), ("3", "1")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    let remarks = said(&sheet(&bytes, 2));
    for words in ["地区：河北", "警告 | 五月.md | 7 | 标题下没有正文", "数据矛盾", "城镇新增就业：临漳县", "第 3、4 行"]
    {
        assert!(remarks.contains(words), "{words}\n{remarks}");
    }

    let english = written(Form::Xlsx, &rows, Options { language: Language::En, ..Options::default() });
    let data = sheet(&english, 0);
    assert_eq!(data[0][4].to_string(), "Area");
    assert_eq!(data[2][6].to_string(), "Urban new jobs");
    assert!(said(&sheet(&english, 2)).contains("(rows 3, 4 of the data)"));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_the_sources_say_so() {
    let long = "就业".repeat(20_000);
    let bytes = written(Form::Xlsx, &[row("130423", 1.0, &long)], Options::default());
    let read = read_rows(&bytes, Form::Xlsx).unwrap();
    let sentence = &read.rows[0].sentence;
    assert!(sentence.chars().count() == 32_767 && sentence.ends_with('…'));
    let sources = said(&sheet(&bytes, 1));
    assert!(sources.contains("原句共 40000 字") && sources.contains("已截断"), "no word of the cut");
}

#[test]
fn a_data_package_describes_itself() {
    let rows = [row("130423", 2156.0, "甲。"), row("130423", 2300.0, "乙。")];
    let options = Options { made_on: Some(jiff::civil::date(2024, 5, 1)), ..selected("地区：河北") };
    let bytes = written(Form::DataPackage, &rows, options);
    let package: serde_json::Value = serde_json::from_str(&member(&bytes, "datapackage.json")).unwrap();
    assert_eq!(package["created"], "2024-05-01T00:00:00Z");
    assert_eq!((&package["selection"], &package["sources"][0]["title"]), (&"地区：河北".into(), &"五月.md".into()));
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, columns::names().collect::<Vec<_>>());
    assert!(fields.iter().all(|field| field["description"].as_str().is_some_and(|about| !about.is_empty())));
    for resource in package["resources"].as_array().unwrap() {
        let head = member(&bytes, resource["path"].as_str().unwrap()).lines().next().unwrap().to_owned();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(head, names.join(","), "{}", resource["name"]);
    }
    assert!(member(&bytes, "data/remarks.csv").contains("conflict,,,城镇新增就业：临漳县"));
    let readme = member(&bytes, "README.md");
    assert!(readme.contains("2024-05-01") && readme.contains("共 2 行") && readme.contains("地区：河北"), "{readme}");
    assert!(!readme.contains("{columns}"));
}

#[test]
fn streaming_forms_hand_on_what_they_have() {
    /// Counts what arrives.
    #[derive(Debug)]
    struct Count<'a>(&'a std::cell::Cell<usize>);
    impl Write for Count<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for form in [Form::Jsonl, Form::Csv, Form::SdmxCsv, Form::DataPackage] {
        let arrived = std::cell::Cell::new(0);
        let mut writer = Writer::new(Count(&arrived), form, Options::default()).unwrap();
        for n in 0..20_000 {
            writer.row(&Row { offset: n * 7919, ..row("130423", n as f64, &format!("第{}句。", n * 31)) }).unwrap();
        }
        let early = arrived.get();
        writer.finish().unwrap();
        assert!(early * 2 > arrived.get(), "{form:?}: {early} of {} bytes before the end", arrived.get());
    }
}

fn samples() -> impl Iterator<Item = (String, Document)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        (name.clone(), analyse(Extractor::builtin(), &name, &bytes, &ReadOptions::default()))
    })
}

/// The rows of a document, without what is the new file's own.
fn rows_of(document: &Document) -> Vec<String> {
    let mut writer = Writer::new(Vec::new(), Form::Jsonl, Options::default()).unwrap();
    writer.document(document).unwrap();
    let rows = read_rows(&writer.finish().unwrap(), Form::Jsonl).unwrap().rows;
    let own = |row: Row| format!("{:?}", Row { bulletin: String::new(), offset: 0, ..row });
    let mut rows: Vec<String> = rows.into_iter().map(own).collect();
    rows.sort();
    rows
}

#[test]
fn an_export_of_any_form_opens_as_a_bulletin() {
    let extractor = Extractor::builtin();
    let folder = tempfile::tempdir().unwrap();
    for (name, document) in samples() {
        for form in [Form::Jsonl, Form::Csv, Form::Xlsx, Form::SdmxCsv, Form::DataPackage] {
            let mut writer = Writer::new(Vec::new(), form, selected("全部")).unwrap();
            assert!(writer.document(&document).unwrap() > 0);
            let path = folder.path().join(format!("{name}.{}", form.extension()));
            std::fs::write(&path, writer.finish().unwrap()).unwrap();
            let (files, problems) = pipeline::find_files(&[path]);
            assert!(files.len() == 1 && problems.is_empty(), "{files:?} {problems:?}");
            let opened = pipeline::load(extractor, &files[0], &ReadOptions::default());
            assert!(opened.problems.is_empty(), "{form:?}: {:?}", opened.problems);
            assert_eq!(rows_of(&opened), rows_of(&document), "{form:?} {name}");
        }
    }
}

#[test]
fn whoever_stops_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    for form in Form::ALL {
        let path = folder.path().join(format!("a.{}", form.extension()));
        std::fs::write(&path, "old").unwrap();
        let mut writer = Writer::new(AtomicFile::create(&path).unwrap(), form, Options::default()).unwrap();
        for n in 0..1000 {
            writer.row(&row("130423", f64::from(n), "甲。")).unwrap();
        }
        drop(writer);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), Form::ALL.len(), "no sibling is left");
}

#[test]
fn an_export_is_stopped_by_its_watch() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    for form in Form::ALL {
        let is_over = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&is_over);
        let watch = Watch::new(move || asked.load(Ordering::Relaxed));
        let mut writer = Writer::new(Vec::new(), form, Options { watch, ..Options::default() }).unwrap();
        writer.row(&row("130423", 1.0, "甲。")).unwrap();
        is_over.store(true, Ordering::Relaxed);
        let stopped = (0..1000).find_map(|_| writer.row(&row("130423", 1.0, "甲。")).err()).expect("it is stopped");
        let is_told = stopped.get_ref().and_then(|inner| inner.downcast_ref()) == Some(&Cancelled);
        assert!(is_told, "{form:?}: {stopped}");
        if form == Form::Xlsx {
            assert!(writer.finish().is_err(), "packing is stopped too");
        }
    }
}

/// Whatever stands in a file, it is read or refused.
#[test]
fn tampered_exports_fell_nothing() {
    let rows = [row("130423", 2156.0, "全县城镇新增就业2156人。"), row("", -0.5, "=乙。")];
    for form in [Form::Jsonl, Form::Csv, Form::Xlsx, Form::SdmxCsv, Form::DataPackage] {
        let bytes = written(form, &rows, selected("地区：河北"));
        for at in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            _ = read_rows(&bytes[..at], form);
            for mask in [0x01, 0x80, 0xff] {
                let mut tampered = bytes.clone();
                tampered[at] ^= mask;
                _ = read_rows(&tampered, form);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_kill_in_the_middle_leaves_the_old_file() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "old").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_jobscope"));
    let program =
        program.args(["extract", "-", "--force", "-o"]).arg(&path).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = program.spawn().unwrap();
    // It waits for a bulletin that never ends; by then its sibling is there.
    for _ in 0..4000 {
        if std::fs::read_dir(folder.path()).unwrap().count() == 2 {
            break;
        }
        assert!(child.try_wait().unwrap().is_none(), "it has ended");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "there is no sibling");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
}
