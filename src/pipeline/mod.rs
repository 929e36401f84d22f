//! From files to analysed documents: the one walk that command line and window share.
//!
//! [`analyse`] is pure; [`load`] opens one file; [`find_files`] turns files, folders and archives into a list of files.

mod files;

use std::path::Path;

pub use files::{find_files, open, open_up_to};

use crate::extract::Extractor;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::observation::Observation;
use crate::model::problem::{Problem, Severity};
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
    let mut outcome = read::read_bytes(file, bytes, options);
    let observations = observe(extractor, &mut outcome, &options.watch);
    Document { bulletin: outcome.bulletin, observations, problems: outcome.problems }
}

/// The observations of what was read: extracted, or, of an export, those that it holds. A file whose time is up before all of
/// it is extracted gives none and a problem more: a part of its figures would look like all of them.
pub fn observe(extractor: &Extractor, outcome: &mut ReadOutcome, watch: &Watch) -> Vec<Vec<Observation>> {
    if let Some(given) = outcome.given.take() {
        return given;
    }
    let file = &outcome.bulletin.file;
    let too_long = outcome.bulletin.articles().filter(|article| is_too_long(article));
    outcome.problems.extend(too_long.map(|article| Problem {
        file: file.clone(),
        line: Some(article.line),
        severity: Severity::Error,
        message: Limit::ArticleBytes.message(),
    }));
    extract(extractor, &outcome.bulletin, watch).unwrap_or_else(|| {
        outcome.problems.push(Problem {
            file: outcome.bulletin.file.clone(),
            line: None,
            severity: Severity::Error,
            message: Limit::Seconds.message(),
        });
        outcome.bulletin.articles().map(|_| Vec::new()).collect()
    })
}

/// So much text lies between two looks at the watch, or one article.
const BYTES_PER_LOOK: usize = 1 << 18;

/// The observations of all articles; nothing if the time is up before. The engine itself knows no clock: it is given so much at
/// a time.
fn extract(extractor: &Extractor, bulletin: &Bulletin, watch: &Watch) -> Option<Vec<Vec<Observation>>> {
    let mut articles = bulletin.articles().peekable();
    let mut observations = Vec::new();
    while let Some(article) = articles.peek() {
        if watch.is_over() {
            return None;
        }
        if is_too_long(article) {
            observations.push(Vec::new());
            articles.next();
            continue;
        }
        let mut n_bytes = 0;
        let next = || {
            let article = articles.next_if(|article| n_bytes < BYTES_PER_LOOK && !is_too_long(article))?;
            n_bytes += article.text.len();
            Some(article)
        };
        observations.extend(extractor.extract_some(bulletin, std::iter::from_fn(next)));
    }
    Some(observations)
}

/// An article is extracted in one go, so that nothing but its length bounds the time. No article that someone wrote is near it.
fn is_too_long(article: &Article) -> bool {
    article.text.len() as u64 > Limit::ArticleBytes.value()
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

/// These options for one file, whose time begins now. A watch that runs already may end it sooner.
pub fn timed(options: &ReadOptions) -> ReadOptions {
    let begun = std::time::Instant::now();
    let limit = std::time::Duration::from_secs(Limit::Seconds.value());
    let other = options.watch.clone();
    ReadOptions { watch: Watch::new(move || begun.elapsed() > limit || other.is_over()), ..options.clone() }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A watch whose time is up after so many looks.
    fn looks(n: usize) -> ReadOptions {
        let n_looks = AtomicUsize::new(0);
        let watch = Watch::new(move || n_looks.fetch_add(1, Ordering::Relaxed) >= n);
        ReadOptions { watch, ..ReadOptions::default() }
    }

    fn n_figures(document: &Document) -> usize {
        document.observations.iter().map(Vec::len).sum()
    }

    /// A bulletin that is looked at several times while it is extracted.
    fn long() -> String {
        let article = |n: usize| {
            let rest = "各地各部门狠抓落实。".repeat(1000);
            format!("## 四川 | 稳就业之{n}\n\n1至4月，全省城镇新增就业{}人。{rest}\n\n", 1000 + n)
        };
        (0..20).map(article).fold("# 就业动态 2021年5月10日\n\n".to_owned(), |all, one| all + &one)
    }

    #[test]
    fn a_file_given_in_parts_gives_what_the_whole_does() {
        let extractor = Extractor::builtin();
        let document = analyse(extractor, "x", long().as_bytes(), &ReadOptions::default());
        assert_eq!(n_figures(&document), 20);
        assert_eq!(document.observations, extractor.extract_all(&document.bulletin));
    }

    #[test]
    fn the_watch_ends_extraction_too_and_no_part_of_the_figures_is_given() {
        let extractor = Extractor::builtin();
        let bytes = long().into_bytes();
        let n_needed = (0..9).find(|&n| n_figures(&analyse(extractor, "x", &bytes, &looks(n))) > 0).unwrap();
        // Reading takes one look and extraction several.
        assert!(n_needed > 3, "{n_needed}");
        let document = analyse(extractor, "x", &bytes, &looks(n_needed - 1));
        assert_eq!((document.bulletin.articles().count(), document.observations.len()), (20, 20));
        assert_eq!(n_figures(&document), 0);
        let said: Vec<_> = document.problems.iter().map(|problem| (&*problem.file, problem.severity)).collect();
        assert_eq!(said, [("x", Severity::Error)]);
        assert_eq!(document.problems[0].message, Limit::Seconds.message());
    }

    #[test]
    fn an_article_beyond_all_measure_is_named_and_the_others_go_on() {
        let short = "## 四川 | 稳就业\n\n1至4月，全省城镇新增就业1156人。\n\n";
        let rest = "各地各部门狠抓落实。".repeat(70_000);
        let text = format!("# 就业动态 2021年5月10日\n\n{short}## 甘肃 | 很长\n\n新增就业12人。{rest}\n\n{short}");
        let document = analyse(Extractor::builtin(), "x", text.as_bytes(), &ReadOptions::default());
        let found: Vec<usize> = document.observations.iter().map(Vec::len).collect();
        assert_eq!(found, [1, 0, 1]);
        let said: Vec<_> = document.problems.iter().map(|problem| (problem.line, problem.message.clone())).collect();
        assert_eq!(said, [(Some(7), Limit::ArticleBytes.message())]);
    }

    #[test]
    fn a_watch_that_runs_already_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, long()).unwrap();
        let said = |options: &ReadOptions| {
            let document = load(Extractor::builtin(), &path, options);
            (n_figures(&document), document.problems.len())
        };
        assert_eq!(said(&ReadOptions::default()), (20, 0));
        assert_eq!(said(&looks(2)), (0, 1));
    }
}
