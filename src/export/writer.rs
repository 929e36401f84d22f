//! One writer for all forms: rows are fed one by one, and what is said about them beside.

use std::io::{self, Write};

use jiff::civil::Date;

use super::book::Book;
#[cfg(feature = "parquet")]
use super::columnar::Columnar;
use super::csv::Csv;
use super::form::Form;
use super::jsonl::Jsonl;
use super::package::Package;
use super::sdmx::Sdmx;
use super::words::say;
use crate::compare::words::Language;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::indicator::Catalogue;
use crate::model::observation::{Observation, Row};
use crate::model::problem::{Problem, Severity};
use crate::model::span::Offsets;
use crate::pipeline::Document;
use crate::read::limits::Watch;

/// How an export is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether a CSV begins with a byte order mark. Without it a spreadsheet takes UTF-8 for the system's own encoding and
    /// garbles the Chinese; some programs take it for a part of the first column's name.
    pub with_mark: bool,
    /// The language of titles and explanations.
    pub language: Language,
    /// The filters in words, where only what fits them is written. It is written into the file.
    pub selection: Option<String>,
    /// The day that the file says it was made on; nothing is said without it.
    pub made_on: Option<Date>,
    /// The indicators' names.
    pub catalogue: &'static Catalogue,
    /// Asked now and then, also while what is finished is put together: once it says so, writing fails with [`Cancelled`].
    pub watch: Watch,
}

/// What an export fails with that its watch has stopped. A caller that never stops one never sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("已取消 / cancelled")]
pub struct Cancelled;

impl Default for Options {
    fn default() -> Self {
        Self {
            with_mark: true,
            language: Language::Zh,
            selection: None,
            made_on: None,
            catalogue: Catalogue::builtin(),
            watch: Watch::default(),
        }
    }
}

impl Options {
    /// The name of an indicator by its id; the id itself where the catalogue does not know it.
    pub(super) fn indicator_name<'a>(&'a self, id: &'a str) -> &'a str {
        let row = self.catalogue.find(id).and_then(|place| self.catalogue.get(place));
        row.map_or(id, |row| match self.language {
            Language::Zh => &row.name_zh,
            Language::En => &row.name_en,
        })
    }
}

/// Something said about the data beside the data: only forms with room for it keep it (XLSX and data packages).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind of remark.
    pub kind: RemarkKind,
    /// The file that it is about; empty if none.
    pub file: String,
    /// The line of the file, from 1, where it is about one.
    pub line: Option<u32>,
    /// One sentence, in the user's language.
    pub text: String,
}

/// Kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// What was odd while reading.
    Problem(Severity),
    /// Figures that cannot all be true.
    Conflict,
    /// Anything else a reader must be told.
    Note,
}

impl RemarkKind {
    /// The word that exports have for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Problem(Severity::Error) => "error",
            Self::Problem(Severity::Warning) => "warning",
            Self::Problem(Severity::Note) => "notice",
            Self::Conflict => "conflict",
            Self::Note => "note",
        }
    }

    /// The word for people.
    pub(super) fn title(self, language: Language) -> &'static str {
        match self {
            Self::Problem(Severity::Error) => say("kind.error", language),
            Self::Problem(Severity::Warning) => say("kind.warning", language),
            Self::Problem(Severity::Note) => say("kind.notice", language),
            Self::Conflict => say("kind.conflict", language),
            Self::Note => say("kind.note", language),
        }
    }
}

impl Remark {
    /// What was odd while reading, in this language.
    pub fn of(problem: &Problem, language: Language) -> Self {
        let Problem { file, line, severity, message } = problem;
        let text = language.of(message).to_owned();
        Self { kind: RemarkKind::Problem(*severity), file: file.clone(), line: *line, text }
    }
}

/// Writes observations to one output. It lives as long as the caller feeds it: whoever stops and drops it has cancelled.
#[derive(Debug)]
pub struct Writer<W: Write> {
    sink: Sink<W>,
    catalogue: &'static Catalogue,
    language: Language,
    watch: Watch,
    n_rows: usize,
}

/// So many rows are written between two questions to the watch.
const ROWS_BETWEEN: usize = 256;

#[derive(Debug)]
enum Sink<W: Write> {
    Jsonl(Jsonl<W>),
    Csv(Box<Csv<W>>),
    Xlsx(Box<Book<W>>),
    Sdmx(Box<Sdmx<W>>),
    Package(Box<Package<W>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<Columnar<W>>),
}

impl<W: Write> Writer<W> {
    /// Starts an output. What has a header gets it at once, so that a file without observations is still a table.
    pub fn new(out: W, form: Form, options: Options) -> io::Result<Self> {
        let (catalogue, language, watch) = (options.catalogue, options.language, options.watch.clone());
        let sink = match form {
            Form::Jsonl => Sink::Jsonl(Jsonl::new(out, options)),
            Form::Csv => Sink::Csv(Box::new(Csv::new(out, &options)?)),
            Form::Xlsx => Sink::Xlsx(Box::new(Book::new(out, options)?)),
            Form::SdmxCsv => Sink::Sdmx(Box::new(Sdmx::new(out, &options)?)),
            Form::DataPackage => Sink::Package(Box::new(Package::new(out, options)?)),
            #[cfg(feature = "parquet")]
            Form::Parquet => Sink::Parquet(Box::new(Columnar::new(out, &options)?)),
        };
        Ok(Self { sink, catalogue, language, watch, n_rows: 0 })
    }

    /// Writes one row.
    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        if self.n_rows.is_multiple_of(ROWS_BETWEEN) && self.watch.is_over() {
            return Err(io::Error::other(Cancelled));
        }
        self.n_rows += 1;
        match &mut self.sink {
            Sink::Jsonl(sink) => sink.row(row),
            Sink::Csv(sink) => sink.row(row),
            Sink::Xlsx(sink) => sink.row(row),
            Sink::Sdmx(sink) => sink.row(row),
            Sink::Package(sink) => sink.row(row),
            #[cfg(feature = "parquet")]
            Sink::Parquet(sink) => sink.row(row),
        }
    }

    /// Writes one observation of an article, as a selection of them comes.
    pub fn observation(&mut self, bulletin: &Bulletin, article: &Article, told: &Observation) -> io::Result<()> {
        self.row(&Row::new(self.catalogue, bulletin, article, told))
    }

    /// Says something beside the rows.
    pub fn remark(&mut self, remark: Remark) {
        match &mut self.sink {
            Sink::Xlsx(sink) => sink.remark(remark),
            Sink::Package(sink) => sink.remark(remark),
            _ => {}
        }
    }

    /// Writes every observation of a document, in document order, and what was odd about it; returns how many observations
    /// there were.
    pub fn document(&mut self, document: &Document) -> io::Result<usize> {
        let mut n_rows = 0;
        for (article, observations) in document.articles() {
            let mut offsets = Offsets::new(&article.text);
            for observation in observations {
                let offset = offsets.chars_before(observation.quote.start());
                self.row(&Row::with_offset(self.catalogue, &document.bulletin, article, observation, offset))?;
                n_rows += 1;
            }
        }
        for problem in &document.problems {
            self.remark(Remark::of(problem, self.language));
        }
        Ok(n_rows)
    }

    /// Hands on what can be handed on before the end.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Jsonl(sink) => sink.flush(),
            Sink::Csv(sink) => sink.flush(),
            Sink::Sdmx(sink) => sink.flush(),
            _ => Ok(()),
        }
    }

    /// Writes what comes last and hands the output back.
    pub fn finish(self) -> io::Result<W> {
        match self.sink {
            Sink::Jsonl(sink) => sink.finish(),
            Sink::Csv(sink) => sink.finish(),
            Sink::Xlsx(sink) => sink.finish(),
            Sink::Sdmx(sink) => sink.finish(),
            Sink::Package(sink) => sink.finish(),
            #[cfg(feature = "parquet")]
            Sink::Parquet(sink) => sink.finish(),
        }
    }
}
