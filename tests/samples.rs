//! The sample bulletins against `tests/data/samples.gold.jsonl`, written by the one who put the figures in: they are read
//! whole, every observation slices back out of its article, and the share of true bars does not sink below its floor.
//!
//! The gold rows have the columns of the output. `alt` lists further values of a column that count as right; a row with
//! `ignore` marks a figure that counts neither way.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jobscope::extract::Extractor;
use jobscope::model::observation::Row;
use jobscope::pipeline::{self, Document};
use jobscope::read::ReadOptions;
use serde_json::Value;

/// Units that careful readers write differently.
const SAME_UNIT: [[&str; 2]; 3] = [["个", "人"], ["家", "户"], ["个", "家"]];

fn samples() -> Vec<(String, Document)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let document = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        pipeline::analyse(Extractor::builtin(), &name(path), &bytes, &ReadOptions::default())
    };
    paths.iter().map(|path| (name(path), document(path))).collect()
}

fn rows(document: &Document) -> Vec<Value> {
    let catalogue = Extractor::builtin().catalogue();
    let row = |article, observation| Row::new(catalogue, &document.bulletin, article, observation);
    document
        .articles()
        .flat_map(|(article, found)| found.iter().map(move |observation| row(article, observation)))
        .map(|row| serde_json::to_value(row).unwrap())
        .collect()
}

fn gold() -> Vec<Value> {
    let lines = include_str!("data/samples.gold.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().unwrap_or_default()
}

/// Bulletin and article, without the blanks that titles are written with or without.
fn article_key(row: &Value) -> String {
    format!("{}\t{}", text(row, "bulletin"), text(row, "article")).replace([' ', '　'], "")
}

fn is_accepted(found: &Value, gold: &Value, column: &str) -> bool {
    let value = &found[column];
    let alternatives = gold["alt"][column].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_twin = |unit: &Value| {
        column == "unit" && SAME_UNIT.iter().any(|pair| pair.iter().all(|u| [value, unit].iter().any(|v| *v == u)))
    };
    std::iter::once(&gold[column]).chain(alternatives).any(|good| value == good || is_twin(good))
}

fn is_same_number(found: &Value, gold: &Value) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b.abs().max(1.0);
    let values = (found["value"].as_f64(), gold["value"].as_f64());
    matches!(values, (Some(a), Some(b)) if near(a, b))
        && is_accepted(found, gold, "unit")
        && is_accepted(found, gold, "measure")
}

fn is_chartable(found: &Value, gold: &Value) -> bool {
    ["indicator", "ref_area", "status"].iter().all(|column| is_accepted(found, gold, column))
}

/// F1 of observations from which a true bar can be drawn, and what was lost or made up.
fn score(found: &[Value], gold: &[Value]) -> (f64, Vec<String>) {
    let mut by_article: HashMap<String, Vec<&Value>> = HashMap::new();
    for row in found {
        by_article.entry(article_key(row)).or_default().push(row);
    }
    let (ignored, wanted): (Vec<&Value>, Vec<&Value>) = gold.iter().partition(|row| row["ignore"].is_string());
    let (mut n_right, mut wrong) = (0_u32, Vec::new());
    // Exact agreement first, so that a half-right row does not take the place of a right one.
    let mut rest = wanted.clone();
    for wants_all in [true, false] {
        rest.retain(|gold| {
            let here = by_article.entry(article_key(gold)).or_default();
            let fits = |row: &&Value| is_same_number(row, gold) && (!wants_all || is_chartable(row, gold));
            let Some(n) = here.iter().position(fits) else { return true };
            let row = here.remove(n);
            if wants_all {
                n_right += 1;
            } else {
                wrong.push(format!("wrong: {row}"));
            }
            false
        });
    }
    wrong.extend(rest.iter().map(|gold| format!("missed: {gold}")));
    for row in by_article.values().flatten() {
        let excuses =
            |mark: &&Value| article_key(mark) == article_key(row) && text(row, "quote").contains(text(mark, "ignore"));
        if !ignored.iter().any(excuses) {
            wrong.push(format!("made up: {row}"));
        }
    }
    let n_predicted = f64::from(n_right) + wrong.iter().filter(|line| !line.starts_with("missed")).count() as f64;
    (2.0 * f64::from(n_right) / (n_predicted + wanted.len() as f64), wrong)
}

fn floor(what: &str) -> f64 {
    let table = include_str!("../docs/floors.txt");
    let row = table.lines().filter(|line| !line.starts_with('#')).find_map(|line| line.strip_prefix(what));
    row.unwrap().trim().parse().unwrap()
}

#[test]
fn samples_are_read_whole() {
    let read: Vec<_> = samples()
        .iter()
        .map(|(_, document)| {
            let date = document.bulletin.date.unwrap().date.to_string();
            (date, document.bulletin.sections.len(), document.bulletin.articles().count())
        })
        .collect();
    let expected = [("2023-05-19", 5, 10), ("2023-11-03", 5, 13), ("2024-05-31", 4, 13)];
    assert_eq!(read, expected.map(|(date, sections, articles)| (date.to_owned(), sections, articles)));
    for (name, document) in samples() {
        assert_eq!(document.problems, [], "{name}");
    }
}

#[test]
fn every_observation_slices_back() {
    for (name, document) in samples() {
        for (article, found) in document.articles() {
            for observation in found {
                let row = Row::new(Extractor::builtin().catalogue(), &document.bulletin, article, observation);
                let n = row.quote.chars().count();
                let slice: String = article.text.chars().skip(row.offset).take(n).collect();
                assert!(n > 0 && slice == row.quote, "{name}: {row:?}");
                assert!(row.sentence.contains(&row.quote), "{name}: {row:?}");
            }
        }
    }
}

#[test]
fn bars_are_true() {
    let found: Vec<Value> = samples().iter().flat_map(|(_, document)| rows(document)).collect();
    let (f1, wrong) = score(&found, &gold());
    eprintln!("samples: {} rows, chartable F1 {f1:.3}\n{}", found.len(), wrong.join("\n"));
    assert!(f1 >= floor("gold.samples.chartable"), "chartable F1 {f1:.3}");
}

/// A newcomer sees many areas of every level, most of the catalogue, and one indicator of one area at several dates.
#[test]
fn gold_shows_what_samples_are_for() {
    let gold = gold();
    let column = |name: &str| gold.iter().map(|row| text(row, name)).filter(|v| !v.is_empty()).collect::<Vec<_>>();
    let distinct = |name: &str| column(name).into_iter().collect::<std::collections::HashSet<_>>().len();
    assert!(distinct("ref_area") >= 30 && distinct("indicator") >= 30);
    let jobs = |row: &&Value| text(row, "ref_area") == "100000" && text(row, "indicator") == "urban_new_jobs";
    let actual = |row: &&Value| text(row, "status") == "actual" && text(row, "measure") == "level";
    assert!(gold.iter().filter(jobs).filter(actual).count() >= 5);
}
