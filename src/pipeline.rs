//! From files to analysed documents: the one walk that command line and window share.
//!
//! [`analyse`] is pure; [`load`] opens one file; [`find_files`] turns files and folders into a list of files.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::extract::Extractor;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::observation::Observation;
use crate::model::problem::{Problem, Severity};
use crate::read::{self, ReadOptions};

/// A bulletin with everything found in it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What was read.
    pub bulletin: Bulletin,
    /// What was found: one list per article, in the order of [`Bulletin::articles`].
    pub observations: Vec<Vec<Observation>>,
    /// What was odd.
    pub problems: Vec<Problem>,
}

impl Document {
    /// Articles with their observations.
    pub fn articles(&self) -> impl Iterator<Item = (&Article, &[Observation])> {
        self.bulletin.articles().zip(self.observations.iter().map(Vec::as_slice))
    }
}

/// Reads and extracts the bytes of one file.
pub fn analyse(extractor: &Extractor, file: &str, bytes: &[u8], options: &ReadOptions) -> Document {
    let outcome = read::read_bytes(file, bytes, options);
    let observations = extractor.extract_all(&outcome.bulletin);
    Document { bulletin: outcome.bulletin, observations, problems: outcome.problems }
}

/// Opens, reads and extracts one file. A file that cannot be opened gives a document with the reason as its problem.
pub fn load(extractor: &Extractor, path: &Path, options: &ReadOptions) -> Document {
    let file = path.display().to_string();
    match open(path) {
        Ok(bytes) => analyse(extractor, &file, &bytes, options),
        Err(problem) => {
            let bulletin = Bulletin { file, ..Bulletin::default() };
            Document { problems: vec![problem], bulletin, observations: Vec::new() }
        }
    }
}

/// The bytes of a file, or why it cannot be opened.
pub fn open(path: &Path) -> Result<Vec<u8>, Problem> {
    std::fs::read(path).map_err(|error| problem(path, Severity::Error, unopened(&error)))
}

/// What to tell a person whose file cannot be opened.
fn unopened(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "找不到这个文件或文件夹：请检查路径".to_owned(),
        ErrorKind::PermissionDenied => "没有读它的权限：请检查权限".to_owned(),
        _ => format!("打不开（{error}）"),
    }
}

/// Extensions of files that may be bulletins, in lower case.
const EXTENSIONS: &[&str] = &["md", "markdown", "txt"];

/// The files that these paths name: files as they are, folders recursively with the files that may be bulletins, sorted,
/// each once. `-` is the caller's business.
pub fn find_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => find_in_folder(path, &mut files, &mut problems),
            Ok(_) => files.push(path.clone()),
            Err(error) => problems.push(problem(path, Severity::Error, unopened(&error))),
        }
    }
    // The same file by two names is read once; a path that cannot be resolved stands for itself.
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    (files, problems)
}

fn find_in_folder(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let is_hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
    };
    let may_be_bulletin = |path: &Path| {
        path.extension()
            .and_then(|ext| ext.to_str())
            .is_some_and(|ext| EXTENSIONS.contains(&ext.to_lowercase().as_str()))
    };
    let (n_before, mut n_other) = (files.len(), 0_usize);
    // Links are followed, since folders of bulletins are often linked together; walkdir reports loops as errors.
    let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) if may_be_bulletin(entry.path()) => files.push(entry.into_path()),
            Ok(_) => n_other += 1,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                problems.push(problem(&path, Severity::Error, format!("读不了（{error}）：请检查权限")));
            }
        }
    }
    if n_other > 0 {
        problems.push(problem(folder, Severity::Note, format!("另有 {n_other} 个文件不是 .md 或 .txt，已略过")));
    }
    if files.len() == n_before {
        problems.push(problem(folder, Severity::Warning, "文件夹里没有 .md 或 .txt 文件".to_owned()));
    }
}

fn problem(path: &Path, severity: Severity, message: String) -> Problem {
    Problem { file: path.display().to_string(), line: None, severity, message }
}
