//! From files to analysed documents: the one walk that command line and window share.
//!
//! [`analyse`] is pure; [`load`] opens one file; [`find_files`] turns files, folders and archives into a list of files.

mod files;

use std::path::Path;

pub use files::{find_files, open, open_up_to};

use crate::extract::Extractor;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::observation::Observation;
use crate::model::problem::Problem;
use crate::read::limits::{Limit, Watch};
use crate::read::{self, ReadOptions, ReadOutcome};

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
    let observations = observe(extractor, &outcome);
    Document { bulletin: outcome.bulletin, observations, problems: outcome.problems }
}

/// The observations of what was read: extracted, or, of an export, those that it holds.
pub fn observe(extractor: &Extractor, outcome: &ReadOutcome) -> Vec<Vec<Observation>> {
    outcome.given.clone().unwrap_or_else(|| extractor.extract_all(&outcome.bulletin))
}

/// Opens, reads and extracts one file. A file that cannot be opened gives a document with the reason as its problem.
pub fn load(extractor: &Extractor, path: &Path, options: &ReadOptions) -> Document {
    let file = path.display().to_string();
    match open(path) {
        Ok(bytes) => analyse(extractor, &file, &bytes, &timed(options)),
        Err(problem) => {
            let bulletin = Bulletin { file, ..Bulletin::default() };
            Document { problems: vec![problem], bulletin, observations: Vec::new() }
        }
    }
}

/// These options for one file, whose time begins now.
pub fn timed(options: &ReadOptions) -> ReadOptions {
    let begun = std::time::Instant::now();
    let limit = std::time::Duration::from_secs(Limit::Seconds.value());
    ReadOptions { watch: Watch::new(move || begun.elapsed() > limit), ..options.clone() }
}
