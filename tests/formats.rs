//! The same bulletin in another dress gives the same result: as a Word file, a web page, plain text, in other encodings.

#![allow(clippy::unwrap_used, clippy::format_push_string, reason = "a helper of a test may fail the test")]

#[path = "support/dress.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod dress;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jobscope::extract::Extractor;
use jobscope::model::observation::Row;
use jobscope::pipeline::analyse;
use jobscope::read::ReadOptions;

/// A bulletin: its file's name, its Markdown, and the day it was issued where that is told from outside.
struct Book {
    name: String,
    markdown: String,
    date: Option<jiff::civil::Date>,
}

/// The built-in samples, and the annotated bulletins where they are.
fn books() -> Vec<Book> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("JOBSCOPE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let mut books = Vec::new();
    for folder in [root.join("assets/samples"), shared.join("extraction/dev"), shared.join("extraction/dev-b")] {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let dates = std::fs::read_to_string(folder.join("dates.json")).unwrap_or("{}".to_owned());
        let dates: BTreeMap<String, Option<String>> = serde_json::from_str(&dates).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "md")) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let date = dates.get(&name).cloned().flatten().and_then(|date| date.parse().ok());
            books.push(Book { markdown: std::fs::read_to_string(&path).unwrap(), name, date });
        }
    }
    books
}

/// Titles of articles with their sections, and the contract's columns of every observation.
fn results(book: &Book, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let extractor = Extractor::builtin();
    let stem = book.name.strip_suffix(".md").unwrap();
    let document = analyse(extractor, stem, bytes, &ReadOptions { date: book.date, ..ReadOptions::default() });
    let articles =
        document.bulletin.articles().map(|article| format!("{}/{}", tight(&article.section), tight(&article.title)));
    let articles = articles.collect();
    let mut rows = Vec::new();
    for (article, observations) in document.articles() {
        for observation in observations {
            let row = Row::new(extractor.catalogue(), &document.bulletin, article, observation);
            rows.push(format!(
                "{} {} {} {} {} {:?} {:?} {} {} {} {} {} {} {}",
                tight(&row.article),
                row.ref_area,
                row.indicator,
                row.measure,
                row.status,
                row.value,
                row.value_high,
                row.unit,
                row.bound,
                row.period_start,
                row.period_end,
                row.period_kind,
                row.detail,
                tight(&row.quote)
            ));
        }
    }
    (articles, rows)
}

/// F1 of two lists as bags, and what is only in one of them.
fn f1(expected: &[String], got: &[String]) -> (f64, Vec<String>) {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for row in expected {
        *counts.entry(row).or_default() += 1;
    }
    for row in got {
        *counts.entry(row).or_default() -= 1;
    }
    let n_shared = expected.len() as f64 - counts.values().filter(|&&n| n > 0).sum::<i64>() as f64;
    let differing =
        counts.iter().filter(|(_, n)| **n != 0).map(|(row, n)| format!("{} {row}", if *n > 0 { '-' } else { '+' }));
    (2.0 * n_shared / ((expected.len() + got.len()) as f64).max(1.0), differing.collect())
}

/// Compares one dress with the Markdown over all bulletins and holds each to its floor.
fn hold(dress: &str, floor: f64, make: impl Fn(&str) -> Vec<u8>) {
    let (mut articles, mut rows) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    let mut differences = String::new();
    for book in books() {
        let plain = results(&book, book.markdown.as_bytes());
        let dressed = results(&book, &make(&book.markdown));
        assert!(!plain.0.is_empty() && !plain.1.is_empty(), "{} holds nothing to compare", book.name);
        let (of_articles, lost_articles) = f1(&plain.0, &dressed.0);
        let (of_rows, lost_rows) = f1(&plain.1, &dressed.1);
        println!("{dress:10} {:44} articles {of_articles:.3} observations {of_rows:.3}", book.name);
        for line in lost_articles.iter().chain(&lost_rows) {
            differences.push_str(&format!("{}: {line}\n", book.name));
        }
        let named = |rows: Vec<String>| rows.into_iter().map(|row| format!("{} {row}", book.name)).collect::<Vec<_>>();
        articles.0.extend(named(plain.0));
        articles.1.extend(named(dressed.0));
        rows.0.extend(named(plain.1));
        rows.1.extend(named(dressed.1));
    }
    let (of_articles, of_rows) = (f1(&articles.0, &articles.1).0, f1(&rows.0, &rows.1).0);
    println!("{dress:10} all: articles {of_articles:.4} observations {of_rows:.4}, floor {floor}");
    if std::env::var_os("SHOW_DIFFERENCES").is_some() {
        println!("{differences}");
    }
    assert!(of_articles >= floor && of_rows >= floor, "{dress}: {of_articles:.4} {of_rows:.4}\n{differences}");
}

/// The samples as other programs make them: pandoc 2.17 from the Markdown, `LibreOffice` 7.4 from pandoc's Word file.
#[test]
fn files_of_other_programs_read_as_the_markdown_does() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root.join("tests/data/programs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut failures = String::new();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let (stem, program) = file.split_once('.').unwrap();
        let name = format!("{stem}.md");
        let markdown = std::fs::read_to_string(root.join("assets/samples").join(&name)).unwrap();
        let book = Book { name, markdown, date: None };
        let plain = results(&book, book.markdown.as_bytes());
        let made = results(&book, &std::fs::read(&path).unwrap());
        let ((of_articles, lost_articles), (of_rows, lost_rows)) = (f1(&plain.0, &made.0), f1(&plain.1, &made.1));
        println!("{program:16} {stem} articles {of_articles:.3} observations {of_rows:.3}");
        let floor = if program.ends_with("docx") || program.ends_with("html") { 0.99 } else { 0.95 };
        if of_articles < floor || of_rows < floor {
            let lost = [lost_articles, lost_rows].concat().join("\n");
            failures.push_str(&format!("{file}: {of_articles:.4} {of_rows:.4}\n{lost}\n"));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn a_word_file_reads_as_the_markdown_does() {
    hold("docx", 0.99, |markdown| dress::docx(&dress::parts(markdown)));
}

#[test]
fn a_web_page_reads_as_the_markdown_does() {
    hold("html", 0.99, |markdown| dress::html(&dress::parts(markdown), "utf-8").into_bytes());
}

#[test]
fn a_web_page_in_gb2312_reads_as_the_markdown_does() {
    let encoded = |page: String| encoding_rs::GB18030.encode(&page).0.into_owned();
    hold("html-gb", 0.99, |markdown| encoded(dress::html(&dress::parts(markdown), "gb2312")));
    hold("html-gb?", 0.99, |markdown| {
        encoded(dress::html(&dress::parts(markdown), "utf-8").replace("<meta charset=\"utf-8\">", ""))
    });
}

#[test]
fn other_encodings_read_as_utf_8_does() {
    hold("gb18030", 0.99, |markdown| encoding_rs::GB18030.encode(markdown).0.into_owned());
    hold("utf-16", 0.99, |markdown| markdown.encode_utf16().flat_map(u16::to_le_bytes).collect());
    hold("crlf", 0.99, |markdown| format!("\u{feff}{}", markdown.replace('\n', "\r\n")).into_bytes());
}

#[test]
fn plain_text_reads_as_the_markdown_does() {
    hold("plain", 0.97, |markdown| dress::plain(&dress::parts(markdown)).into_bytes());
}

#[test]
fn a_pdf_reads_as_the_markdown_does() {
    hold("pdf", 0.95, |markdown| dress::pdf(&dress::parts(markdown)));
}
