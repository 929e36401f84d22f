//! Reading bulletins: outlines of small cases, the annotated bulletins if they are there, and properties over random text.

use std::fmt::Write as _;
use std::path::PathBuf;

use jobscope::model::bulletin::{BlockKind, Bulletin, DateSource};
use jobscope::model::problem::Severity;
use jobscope::read::{ReadOptions, ReadOutcome, read_bytes};

/// Everything that was read, as text to compare and to look at.
fn outline(outcome: &ReadOutcome) -> String {
    let mut out = String::new();
    let bulletin = &outcome.bulletin;
    if !bulletin.title.is_empty() {
        writeln!(out, "title {}", bulletin.title).unwrap();
    }
    if let Some(date) = bulletin.date {
        writeln!(out, "date {} {:?}", date.date, date.source).unwrap();
    }
    for section in &bulletin.sections {
        writeln!(out, "§ {}", section.title).unwrap();
        for article in &section.articles {
            let tag = article.area_tag.as_deref().map(|tag| format!(" [{tag}]")).unwrap_or_default();
            writeln!(out, "  # {}{tag} @{}", article.title, article.line).unwrap();
            for block in &article.blocks {
                let text = block.span.of(&article.text);
                match &block.kind {
                    BlockKind::Title => {}
                    BlockKind::Paragraph => writeln!(out, "    {text}").unwrap(),
                    BlockKind::Subheading => writeln!(out, "    = {text}").unwrap(),
                    BlockKind::ListItem => writeln!(out, "    - {text}").unwrap(),
                    BlockKind::TableRow { cells, is_header } => {
                        let cells: Vec<&str> = cells.iter().map(|cell| cell.of(&article.text)).collect();
                        writeln!(out, "    {} {}", if *is_header { "‖" } else { "|" }, cells.join(" | ")).unwrap();
                    }
                }
            }
        }
    }
    for problem in &outcome.problems {
        let line = problem.line.map(|line| format!("@{line} ")).unwrap_or_default();
        writeln!(out, "! {:?} {line}{}", problem.severity, problem.message).unwrap();
    }
    out
}

fn read(file: &str, text: &str) -> ReadOutcome {
    read_bytes(file, text.as_bytes(), &ReadOptions::default())
}

fn shared() -> Option<PathBuf> {
    let root = std::env::var_os("JOBSCOPE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(root.join("extraction/dev")).filter(|dev| dev.is_dir())
}

fn dump(outcome: &ReadOutcome) {
    println!("{}", outline(outcome));
}

#[test]
fn annotated() {
    let Some(dev) = shared() else { return };
    for entry in std::fs::read_dir(&dev).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "md") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            println!("======= {name}");
            dump(&read(&name, &std::fs::read_to_string(&path).unwrap()));
        }
    }
}
