//! Bytes of one file → `Bulletin` and a list of problems.
//!
//! The way: `format` (which format a file is in) with `limits` (how much it may ask of us) and `archive`; then one reader a
//! format, `markdown` (also plain text; with `text`, `front`, `lines` and `html`), `page` (HTML), `docx`, `pdf` and `rows` (exports
//! of our own), each of which makes a `manuscript` of neutral pieces and of the file's `habits`; then, for all formats alike,
//! `furniture` (page numbers, running heads, the imprint), `toc` (the table of contents, which must not become articles) and
//! `plain` (titles without any mark), `headings` and `outline` (which line is a section, an article, a subheading),
//! `structure` (pieces → sections and articles, with `title` for area tags and `mend` for cut paragraphs), `date` (the issue
//! date). Start with [`read_bytes`].
//!
//! Knows nothing of extraction, the gazetteer or the screen: what is an area tag is told by its form alone.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod archive;
mod format;
mod habits;
pub mod limits;
mod manuscript;
mod spread;
mod text;
mod xml;

mod docx;
mod page;
mod pdf;
pub mod rows;

mod front;
mod html;
mod lines;
mod markdown;
mod pasted;
mod unmarked;

mod furniture;
mod headings;
mod plain;
mod toc;

mod outline;
mod structure;

mod mend;
mod title;

mod date;
mod wording;

pub use format::is_looked_for;
pub use text::encoding;

use crate::model::bulletin::Bulletin;
use crate::model::observation::Observation;
use crate::model::problem::{Message, Problem, Severity};
use limits::{Limit, Watch};

/// What the caller knows about the file beyond its bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The issue date, if the user gave one: it wins over whatever the file says.
    pub date: Option<jiff::civil::Date>,
    /// The encoding, if the user gave one: it is neither asked of the file nor guessed.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Tells when the file has had its time.
    pub watch: Watch,
}

/// What came out of one file: always a bulletin (maybe empty), and what was odd.
#[derive(Debug, Clone, Default)]
pub struct ReadOutcome {
    /// Sections and articles.
    pub bulletin: Bulletin,
    /// In order of line.
    pub problems: Vec<Problem>,
    /// What the file itself says was found, one list per article, where it is an export: then nothing is left to extract.
    pub given: Option<Vec<Vec<Observation>>>,
}

/// The characters of a file, whatever Chinese encoding it is in; `None` for what is no text.
pub fn read_text(bytes: &[u8]) -> Option<String> {
    text::decode(bytes, None, &mut Findings::new(""))
}

/// Reads one file. Total: any bytes give an outcome, never a panic.
pub fn read_bytes(file: &str, bytes: &[u8], options: &ReadOptions) -> ReadOutcome {
    let mut findings = Findings::new(file);
    let empty = Bulletin { file: file.to_owned(), ..Bulletin::default() };
    if bytes.len() as u64 > Limit::FileBytes.value() {
        findings.limit(Limit::FileBytes);
        return ReadOutcome { bulletin: empty, problems: findings.sorted(), given: None };
    }
    let Some(manuscript) = format::read(&format::Source { bytes, options }, &mut findings) else {
        return ReadOutcome { bulletin: empty, problems: findings.sorted(), given: None };
    };
    let manuscript::Manuscript { pieces, front, habits, given } = manuscript;
    if let Some(rows::Given { sections, observations }) = given {
        let bulletin = Bulletin { sections, ..empty };
        if observations.is_empty() && !findings.has_error() {
            findings.error(None, Message::new("表格里没有数据行", "the table has no rows of data"));
        }
        return ReadOutcome { bulletin, problems: findings.sorted(), given: Some(observations) };
    }
    let structure = structure::build(pieces, &front.title, &habits, &mut findings);
    let mut bulletin = Bulletin { title: structure.title, sections: structure.sections, ..empty };
    bulletin.date = date::issue_date(
        &date::Clues { given: options.date, front: &front.date, heads: &structure.masthead, file },
        &bulletin,
        &mut findings,
    );
    if bulletin.articles().next().is_none() && !findings.has_error() {
        findings.error(
            None,
            Message::new(
                "没有找到文章：请检查文件是否有标题和正文",
                "no articles were found: check whether the file has headings and text",
            ),
        );
    }
    ReadOutcome { bulletin, problems: findings.sorted(), given: None }
}

/// Collects the problems of one file.
struct Findings {
    file: String,
    problems: Vec<Problem>,
}

impl Findings {
    fn new(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new() }
    }

    fn add(&mut self, severity: Severity, line: Option<u32>, message: Message) {
        self.problems.push(Problem { file: self.file.clone(), line, severity, message });
    }

    fn note(&mut self, line: Option<u32>, message: Message) {
        self.add(Severity::Note, line, message);
    }

    fn warn(&mut self, line: Option<u32>, message: Message) {
        self.add(Severity::Warning, line, message);
    }

    fn error(&mut self, line: Option<u32>, message: Message) {
        self.add(Severity::Error, line, message);
    }

    fn has_error(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// In order of line; findings about the file as a whole come first.
    fn sorted(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }
}
