//! What the engine must write of small snippets: the cases of `tests/cases/extract/`, a file for each family of phrasing.
//!
//! `tests/cases/extract/README.md` tells how a case is written. `SHOW_CASES=1 cargo test --test extract -- --nocapture` prints what
//! came out of every case, `SHOW_CASES=areas` of one family, `SHOW_CASES=wrong` of those that are known to be wrong.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::HashSet;
use std::fmt::Write as _;

use jobscope::extract::Extractor;
use jobscope::model::observation::Row;
use jobscope::pipeline;
use jobscope::read::ReadOptions;

#[path = "common/case.rs"]
mod case;

use case::{Case, DATE, cases, markdown};

/// Columns of a row, in the order they are written.
const COLUMNS: [&str; 9] = ["area", "indicator", "measure", "status", "value", "unit", "bound", "period", "quote"];

/// The rows that come out, written as cases write them.
fn found(case: &Case) -> Vec<String> {
    let date = if case.date.is_empty() { DATE } else { &case.date };
    let options = ReadOptions { date: Some(date.parse().unwrap()), ..ReadOptions::default() };
    let document = pipeline::analyse(Extractor::builtin(), "case.md", markdown(case).as_bytes(), &options);
    let row = |article, observation| {
        let row = Row::new(Extractor::builtin().catalogue(), &document.bulletin, article, observation);
        // Numbers as the exports write them.
        let json = serde_json::to_value(&row).unwrap();
        let value = match json["value_high"].as_f64() {
            Some(_) => format!("{}..{}", json["value"], json["value_high"]),
            None => json["value"].to_string(),
        };
        let period = match (row.period_start.as_str(), row.period_end.as_str()) {
            ("", "") => "-".to_owned(),
            (start, end) if start == end => format!("{start} {}", row.period_kind),
            (start, end) => format!("{start}..{end} {}", row.period_kind),
        };
        let area = if row.ref_area.is_empty() { "-".to_owned() } else { row.ref_area };
        let quote = format!("“{}”", row.quote);
        [area, row.indicator, row.measure.into(), row.status.into(), value, row.unit, row.bound.into(), period, quote]
            .join(" | ")
    };
    document.articles().flat_map(|(article, found)| found.iter().map(move |one| row(article, one))).collect()
}

/// Whether a row is the one expected; a column may allow several readings, parted by ` or `.
fn is_met(found: &str, expected: &str) -> bool {
    let (found, expected): (Vec<_>, Vec<_>) = (found.split(" | ").collect(), expected.split(" | ").collect());
    found.len() == expected.len()
        && found.iter().zip(&expected).all(|(is, good)| good.split(" or ").any(|good| *is == good))
}

/// What differs: `-` a row that is missing, `+` one that should not be there. Empty if all is right.
fn difference(case: &Case, found: &[String]) -> String {
    let mut rest = found.to_vec();
    let mut out = String::new();
    for expected in &case.expected {
        match rest.iter().position(|row| is_met(row, expected)) {
            Some(n) => drop(rest.remove(n)),
            None => writeln!(out, "  - {expected}").unwrap(),
        }
    }
    for row in rest {
        writeln!(out, "  + {row}").unwrap();
    }
    out
}

#[test]
fn cases_hold() {
    let wanted = std::env::var("SHOW_CASES").unwrap_or_default();
    let mut failed = String::new();
    let (mut n_cases, mut n_wrong) = (0, 0);
    for (family, cases) in cases() {
        for case in &cases {
            let found = found(case);
            let difference = difference(case, &found);
            n_cases += 1;
            n_wrong += usize::from(case.known_wrong.is_some());
            let report = format!("{}\n  {}\n{difference}", case.place, case.lines.join("\n  "));
            if wanted == "1" || wanted == family {
                eprintln!("{report}  = {}\n", found.join("\n  = "));
            }
            match &case.known_wrong {
                Some(reason) if difference.is_empty() => {
                    writeln!(failed, "{report}  mended: take out `known wrong: {reason}`\n").unwrap();
                }
                Some(reason) if wanted == "wrong" => eprintln!("{report}  known wrong: {reason}\n"),
                Some(_) => {}
                None if difference.is_empty() => {}
                None => writeln!(failed, "{report}").unwrap(),
            }
        }
    }
    eprintln!("{n_cases} cases, {n_wrong} known to be wrong");
    assert!(failed.is_empty(), "\n{failed}");
}

/// A slip in a case file would make a case that cannot fail.
#[test]
fn cases_are_well_formed() {
    let catalogue = Extractor::builtin().catalogue();
    let mut seen = HashSet::new();
    for case in cases().iter().flat_map(|(_, cases)| cases) {
        assert!(!case.lines.is_empty(), "{}: no snippet", case.place);
        assert!(case.says_nothing == case.expected.is_empty(), "{}: rows or `=> nothing`", case.place);
        assert!(seen.insert((case.date.clone(), case.title.clone(), case.lines.clone())), "{}: said twice", case.place);
        for row in &case.expected {
            let columns: Vec<&str> = row.split(" | ").collect();
            assert_eq!(columns.len(), COLUMNS.len(), "{}: columns of {row}", case.place);
            for id in columns[1].split(" or ") {
                assert!(catalogue.find(id).is_some(), "{}: no indicator {id}", case.place);
            }
            let quote = columns[8].trim_matches(['“', '”']);
            let text = format!("{}\n{}", case.title, case.lines.join("\n"));
            assert!(quote.split("” or “").all(|quote| text.contains(quote)), "{}: {quote} is not written", case.place);
        }
    }
}

/// Every indicator of the catalogue, measure and standing is asked for somewhere.
#[test]
fn cases_cover_the_catalogue() {
    let rows: Vec<String> = cases().into_iter().flat_map(|(_, cases)| cases).flat_map(|case| case.expected).collect();
    let column = |n: usize| rows.iter().filter_map(|row| row.split(" | ").nth(n)).collect::<HashSet<_>>();
    let indicators = column(1);
    let missing: Vec<_> =
        Extractor::builtin().catalogue().iter().filter(|(_, row)| !indicators.contains(row.id.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!((column(2).len(), column(3).len()), (7, 3), "measures and standings");
}
