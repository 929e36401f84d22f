//! The user's own indicators and phrases: the tables of the configuration folder, and the one that `--catalogue` names.
//!
//! A mistake in the table that was named ends the run; one in the configuration folder is told and the rest goes on, since a
//! forgotten file there must not stop the work.

use std::path::{Path, PathBuf};

use super::catalogue_words as words;
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::extract::additions::Additions;
use crate::library;
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline;
use crate::read;

/// Puts the engine in use with what the user adds to it; gives what was odd in the configuration folder.
///
/// The error is what is wrong with the table that was named.
pub(super) fn put_in_use(named: Option<&Path>, language: Language) -> Result<Vec<Problem>, Vec<Problem>> {
    let mut additions = Additions::default();
    let mut odd = Vec::new();
    for path in own_tables() {
        odd.extend(add(&mut additions, &path, Severity::Warning, language));
    }
    if let Some(path) = named {
        let wrong = add(&mut additions, path, Severity::Error, language);
        if !wrong.is_empty() {
            return Err(wrong);
        }
    }
    if !additions.is_empty() {
        Extractor::with(&additions).put_in_use();
    }
    Ok(odd)
}

/// The tables of the configuration folder, by name.
fn own_tables() -> Vec<PathBuf> {
    let folder = folder().and_then(|folder| std::fs::read_dir(folder).ok());
    let entries = folder.into_iter().flatten().flatten().map(|entry| entry.path());
    let is_table = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"));
    let mut tables: Vec<PathBuf> = entries.filter(is_table).collect();
    tables.sort();
    tables
}

/// `~/.config/jobscope/catalogue.d` on Linux and macOS (or below `XDG_CONFIG_HOME`), `%APPDATA%\jobscope\catalogue.d` on Windows.
fn folder() -> Option<PathBuf> {
    Some(library::folder()?.join("catalogue.d"))
}

/// Adds a table; gives what is wrong with it.
fn add(additions: &mut Additions, path: &Path, severity: Severity, language: Language) -> Vec<Problem> {
    let file = path.display().to_string();
    let bytes = match pipeline::open(path) {
        Ok(bytes) => bytes,
        Err(problem) => return vec![Problem { severity, ..problem }],
    };
    // An empty table adds nothing.
    if bytes.trim_ascii().is_empty() {
        return Vec::new();
    }
    let Some(table) = read::read_text(&bytes) else {
        let message = Message::told(words::not_text(language));
        return vec![Problem { file, line: None, severity, message }];
    };
    let mistakes = additions.add(&file, &table).into_iter();
    let problem = |mistake: crate::extract::additions::Mistake| Problem {
        message: Message::told(words::mistake(&mistake.kind, language)),
        file: mistake.place.file,
        line: Some(mistake.place.line),
        severity,
    };
    mistakes.map(problem).collect()
}
