//! The annotated batches: bulletins with the rows that careful readers wrote of them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jobscope::extract::Extractor;
use jobscope::extract::trace::{Trace, TracedChoice, TracedJudgement};
use jobscope::model::bulletin::{Article, Bulletin};
use jobscope::model::observation::{Observation, Row};
use jobscope::read::{ReadOptions, read_bytes};
use serde_json::Value;

use crate::case;

/// One row of a gold file.
pub struct GoldRow(Value);

/// An article with its rows.
pub struct GoldArticle {
    pub article: Article,
    pub issued: Option<Date>,
    pub rows: Vec<GoldRow>,
    /// Quotes that count neither way.
    ignored: Vec<String>,
}

/// A folder of bulletins with their gold.
pub struct Batch {
    pub name: String,
    pub articles: Vec<GoldArticle>,
}

/// Letters and digits only: how titles and sentences are compared.
fn squeeze(text: &str) -> String {
    text.chars()
        .map(|c| if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl GoldRow {
    fn text(&self, column: &str) -> &str {
        self.0.get(column).and_then(Value::as_str).unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.0.get(column).and_then(Value::as_f64)
    }

    /// Whether a column holds a value or accepts it as an alternative.
    pub fn accepts(&self, column: &str, value: &str) -> bool {
        let others = self.0.get("alt").and_then(|alt| alt.get(column)).and_then(Value::as_array);
        self.text(column) == value
            || others.is_some_and(|others| others.iter().any(|other| other.as_str().unwrap_or_default() == value))
    }

    fn has_value(&self, value: f64) -> bool {
        let near = |own: f64| (own - value).abs() <= 1e-6 * value.abs().max(1.0);
        let others = self.0.get("alt").and_then(|alt| alt.get("value")).and_then(Value::as_array);
        self.number("value").is_some_and(near)
            || others.is_some_and(|others| others.iter().filter_map(Value::as_f64).any(near))
    }

    fn has_unit(&self, unit: &str) -> bool {
        let same: [&[&str]; 4] = [&["家", "户", "个"], &["人", "名"], &["个", "人"], &["个百分点", "百分点"]];
        self.accepts("unit", unit) || same.iter().any(|set| set.contains(&unit) && set.contains(&self.text("unit")))
    }

    /// Value, unit and measure agree.
    pub fn is_found_by(&self, row: &Row) -> bool {
        row.value.is_some_and(|value| self.has_value(value))
            && self.has_unit(&row.unit)
            && self.accepts("measure", row.measure)
    }

    /// All that a bar needs agrees.
    pub fn is_charted_by(&self, row: &Row) -> bool {
        self.is_found_by(row)
            && self.accepts("indicator", &row.indicator)
            && self.accepts("ref_area", &row.ref_area)
            && self.accepts("status", row.status)
    }

    /// The indicators that count as right.
    fn indicators(&self) -> Vec<&str> {
        let others = self.0.get("alt").and_then(|alt| alt.get("indicator")).and_then(Value::as_array);
        std::iter::once(self.text("indicator")).chain(others.into_iter().flatten().filter_map(Value::as_str)).collect()
    }
}

impl GoldArticle {
    /// The indicators that are right for a figure; `None` where the gold does not say.
    pub fn right_indicators(&self, choice: &TracedChoice) -> Option<Vec<&str>> {
        let is_change = |row: &&GoldRow| {
            row.number("value").is_some_and(|value| (value.abs() - choice.value).abs() <= 1e-6 * value.abs().max(1.0))
        };
        let alike: Vec<&GoldRow> =
            self.rows.iter().filter(|row| row.has_value(choice.value) || is_change(row)).collect();
        let sentence = squeeze(self.article.text.get(choice.sentence.clone()).unwrap_or_default());
        let here: Vec<&&GoldRow> = alike
            .iter()
            .filter(|row| {
                let own = squeeze(row.text("sentence"));
                !own.is_empty() && (sentence.contains(&own) || own.contains(&sentence))
            })
            .collect();
        let rows: Vec<&GoldRow> = if here.is_empty() { alike } else { here.into_iter().copied().collect() };
        let quote = self.article.text.get(choice.bytes.clone()).unwrap_or_default();
        if rows.is_empty() && self.ignores(quote) {
            return None;
        }
        Some(rows.iter().flat_map(|row| row.indicators()).collect())
    }

    /// Whether an observation is right; `None` where the gold does not say.
    pub fn judge(&self, row: &Row) -> Option<bool> {
        if self.rows.iter().any(|gold| gold.is_charted_by(row)) {
            return Some(true);
        }
        let is_found = self.rows.iter().any(|gold| gold.is_found_by(row));
        if !is_found && self.ignores(&row.quote) { None } else { Some(false) }
    }

    /// One quote lies in the other, no digit cut in half.
    fn ignores(&self, quote: &str) -> bool {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let quote = bare(quote);
        self.ignored.iter().any(|ignored| {
            let ignored = bare(ignored);
            let (short, long) = if ignored.len() <= quote.len() { (&ignored, &quote) } else { (&quote, &ignored) };
            !short.is_empty()
                && long.match_indices(short.as_str()).any(|(at, _)| {
                    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
                    !is_digit(long.get(..at).and_then(|before| before.chars().next_back()))
                        && !is_digit(long.get(at + short.len()..).and_then(|after| after.chars().next()))
                })
        })
    }

    /// What the engine weighs in it.
    pub fn trace(&self, extractor: &Extractor) -> Trace {
        extractor.weigh(&self.article, self.issued)
    }

    /// An observation as the columns of every output.
    pub fn row(&self, extractor: &Extractor, observation: &Observation) -> Row {
        Row::new(extractor.catalogue(), &Bulletin::default(), &self.article, observation)
    }

    /// Whether a traced judgement was right.
    pub fn was_right(&self, extractor: &Extractor, judgement: &TracedJudgement) -> Option<bool> {
        self.judge(&self.row(extractor, &judgement.observation))
    }
}

/// The columns of a case's row, in order; value and period are told apart below.
const COLUMNS: [&str; 9] = ["ref_area", "indicator", "measure", "status", "value", "unit", "bound", "period", "quote"];

/// The project's own cases as one batch. What they know to come out wrong is still what is right.
pub fn cases() -> Batch {
    let mut articles = Vec::new();
    for case in case::cases().iter().flat_map(|(_, cases)| cases) {
        let date = if case.date.is_empty() { case::DATE } else { &case.date };
        let options = ReadOptions { date: date.parse().ok(), ..ReadOptions::default() };
        let bulletin = read_bytes("case.md", case::markdown(case).as_bytes(), &options).bulletin;
        let rows = |_: &Article| case.expected.iter().map(|row| GoldRow(of_case(row))).collect();
        articles.extend(bulletin.articles().take(1).map(|article| GoldArticle {
            rows: rows(article),
            article: article.clone(),
            issued: bulletin.date.map(|issue| issue.date),
            ignored: Vec::new(),
        }));
    }
    Batch { name: "cases".to_owned(), articles }
}

/// A case's row as a row of a gold file; what may also be right becomes its alternatives.
fn of_case(row: &str) -> Value {
    let (mut columns, mut others) = (serde_json::Map::new(), serde_json::Map::new());
    for (name, text) in COLUMNS.iter().zip(row.split(" | ")) {
        let value = |text: &str| match *name {
            "value" => text.split("..").next().and_then(|low| low.parse::<f64>().ok()).map_or(Value::Null, Value::from),
            "quote" => text.trim_matches(['“', '”']).into(),
            _ if text == "-" => "".into(),
            _ => text.into(),
        };
        let mut readings = text.split(" or ").map(value);
        columns.insert((*name).to_owned(), readings.next().unwrap_or_default());
        others.insert((*name).to_owned(), readings.collect());
    }
    columns.insert("alt".to_owned(), others.into());
    columns.into()
}

/// The batch of a folder with `dates.json`, bulletins and their `*.gold.jsonl`.
pub fn load(folder: &Path) -> Result<Batch, Box<dyn std::error::Error>> {
    let mut gold: HashMap<(String, String), (Vec<GoldRow>, Vec<String>)> = HashMap::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.sort();
    for file in files.iter().filter(|file| file.to_string_lossy().ends_with(".gold.jsonl")) {
        for line in std::fs::read_to_string(file)?.lines().filter(|line| !line.trim().is_empty()) {
            let row: Value = serde_json::from_str(line)?;
            let column = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let entry = gold.entry((column("bulletin"), squeeze(&column("article")))).or_default();
            match row.get("ignore").and_then(Value::as_str) {
                Some(quote) => entry.1.push(quote.to_owned()),
                None => entry.0.push(GoldRow(row)),
            }
        }
    }
    let dates: BTreeMap<String, String> = serde_json::from_str(&std::fs::read_to_string(folder.join("dates.json"))?)?;
    let mut articles = Vec::new();
    for (file, date) in dates {
        let options = ReadOptions { date: date.parse().ok(), ..ReadOptions::default() };
        let bulletin = read_bytes(&file, &std::fs::read(folder.join(&file))?, &options).bulletin;
        let issued = bulletin.date.map(|issue| issue.date);
        for article in bulletin.articles() {
            let (rows, ignored) = gold.remove(&(file.clone(), squeeze(&article.title))).unwrap_or_default();
            articles.push(GoldArticle { article: article.clone(), issued, rows, ignored });
        }
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Batch { name, articles })
}
