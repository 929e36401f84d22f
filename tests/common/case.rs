//! The cases of `tests/cases/extract/`: snippets with the rows that a careful reader writes of them. The tests run them, the trainer
//! learns from them.

use std::fmt::Write as _;
use std::path::Path;

/// The day of a bulletin whose case names none.
pub const DATE: &str = "2021-05-21";
/// The heading over a snippet whose case names none: no area, no indicator.
const TITLE: &str = "工作动态";
/// A snippet with what a careful reader writes of it.
#[derive(Debug, Default)]
pub struct Case {
    /// File and line, to find it again.
    pub place: String,
    pub date: String,
    pub title: String,
    pub lines: Vec<String>,
    /// The rows, columns parted by ` | `.
    pub expected: Vec<String>,
    pub says_nothing: bool,
    /// Why the engine gets it wrong so far.
    pub known_wrong: Option<String>,
}

pub fn parse(family: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case::default();
    for (n, line) in text.lines().chain([""]).enumerate() {
        if case.place.is_empty() {
            case.place = format!("{family}:{}", n + 1);
        }
        if line.is_empty() {
            let done = std::mem::take(&mut case);
            if !done.lines.is_empty() || done.says_nothing || !done.expected.is_empty() {
                cases.push(done);
            }
        } else if let Some(reason) = line.strip_prefix("known wrong: ") {
            case.known_wrong = Some(reason.to_owned());
        } else if let Some(date) = line.strip_prefix("date: ") {
            date.clone_into(&mut case.date);
        } else if let Some(title) = line.strip_prefix("title: ") {
            title.clone_into(&mut case.title);
        } else if line == "=> nothing" {
            case.says_nothing = true;
        } else if let Some(row) = line.strip_prefix("=> ") {
            case.expected.push(row.to_owned());
        } else if !line.starts_with("# ") {
            case.lines.push(line.to_owned());
        }
    }
    cases
}

/// All cases, by family.
pub fn cases() -> Vec<(String, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/extract");
    let mut families: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let family = path.file_stem().unwrap().to_string_lossy().into_owned();
            let cases = parse(&family, &std::fs::read_to_string(&path).unwrap());
            (family, cases)
        })
        .collect();
    families.sort_by(|a, b| a.0.cmp(&b.0));
    families
}

/// The snippet as a bulletin of one article. A line is a paragraph; rows of a table and items of a list stay together.
pub fn markdown(case: &Case) -> String {
    let title = if case.title.is_empty() { TITLE } else { &case.title };
    let mut out = format!("# 就业简报\n\n## 要闻\n\n### {title}\n");
    let mut last = ' ';
    for line in &case.lines {
        let first = line.chars().next().unwrap_or(' ');
        if first != last || !matches!(first, '|' | '-') {
            out.push('\n');
        }
        writeln!(out, "{line}").unwrap();
        last = first;
    }
    out
}
