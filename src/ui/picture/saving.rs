//! Pictures and reports in the background: drawn and written on a thread of their own, so that the window never waits.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::TryRecvError;

use eframe::egui::ColorImage;

use super::{Easel, Options, Text, TooLarge, report, sources, title};
use crate::app::Desk;
use crate::app::aside::Aside;
use crate::app::derive::Derived;
use crate::app::jobs::Wake;
use crate::app::picture::Format;
use crate::app::reporting::About;
use crate::app::state::{AppState, Notice};
use crate::export::atomic::{AtomicFile, WriteError};
use crate::extract::Extractor;
use crate::pipeline::Document;
use crate::report::words as report_words;
use crate::report::{Page, Wishes};
use crate::ui::words::Words;

/// What is to be made.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// A file.
    Write {
        /// In which form.
        format: Format,
        /// Where.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        may_replace: bool,
    },
    /// Pixels for the clipboard.
    Copy {
        /// So many to a point.
        scale: u8,
    },
    /// A report with pictures in it.
    Report {
        /// What it is to hold.
        wishes: Box<Wishes>,
        /// What it is written in.
        page: Page,
        /// Where.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        may_replace: bool,
    },
}

/// What became of it.
pub enum Done {
    /// There is this to tell.
    Told(Notice),
    /// These pixels are for the clipboard.
    Copied(ColorImage),
}

/// The pictures that are being made.
#[derive(Default)]
pub struct Saving {
    jobs: Vec<Aside<Done>>,
}

impl Saving {
    /// Starts making a picture of what is on the desk now.
    pub fn start(&mut self, desk: &Desk, is_dark: bool, task: Task, wake: Wake) -> std::io::Result<()> {
        let (state, derived) = (desk.state.clone(), desk.derived.clone());
        let options = Options { is_dark, ..Options::default() };
        let work = move || done(&state, &derived, options, &task);
        self.jobs.push(Aside::start("jobscope-picture", wake, work)?);
        Ok(())
    }

    /// What is done, one at a time.
    pub fn take(&mut self) -> Option<Done> {
        let mut done = None;
        self.jobs.retain(|job| {
            if done.is_some() {
                return true;
            }
            match job.take() {
                Ok(result) => {
                    done = Some(result);
                    false
                }
                Err(TryRecvError::Empty) => true,
                Err(TryRecvError::Disconnected) => {
                    done = Some(Done::Told(Notice::PictureFailed));
                    false
                }
            }
        });
        done
    }
}

fn done(state: &AppState, derived: &Derived, options: Options, task: &Task) -> Done {
    let (path, may_replace, bytes, saved): (_, _, _, fn(PathBuf) -> Notice) = match task {
        Task::Copy { scale } => {
            return match Easel::new().pixels(state, derived, &options, *scale) {
                Ok(image) => Done::Copied(image),
                Err(error) => Done::Told(too_large(error)),
            };
        }
        Task::Write { format, path, may_replace } => match drawn(state, derived, options, *format) {
            Ok(bytes) => (path, may_replace, bytes, Notice::PictureSaved),
            Err(error) => return Done::Told(too_large(error)),
        },
        Task::Report { wishes, page, path, may_replace } => {
            let present = state.documents.iter().filter(|open| !open.is_missing);
            let documents: Vec<&Document> = present.map(|open| open.document.as_ref()).collect();
            let report = report(&documents, wishes, *page);
            (path, may_replace, page.write(&report).into_bytes(), Notice::ReportSaved)
        }
    };
    Done::Told(match written(path, *may_replace, &bytes) {
        Ok(()) => saved(path.clone()),
        Err(error) => Notice::NotExported(error.say(state.session.language)),
    })
}

fn drawn(state: &AppState, derived: &Derived, options: Options, format: Format) -> Result<Vec<u8>, TooLarge> {
    let mut easel = Easel::new();
    let mut svg = |text| Ok(easel.svg(state, derived, &Options { text, ..options }).into_bytes());
    match format {
        Format::Outlines => svg(Text::Outlines),
        Format::Letters => svg(Text::Font),
        Format::Pixels(scale) => easel.png(state, derived, &options, scale),
    }
}

fn written(path: &Path, may_replace: bool, bytes: &[u8]) -> Result<(), WriteError> {
    let mut file = if may_replace { AtomicFile::create(path)? } else { AtomicFile::create_new(path)? };
    file.write_all(bytes).map_err(|source| file.failed(source))?;
    file.commit()
}

fn too_large(TooLarge { width, height }: TooLarge) -> Notice {
    Notice::PictureTooLarge { width, height }
}

/// A file name for what the view shows: what that is, in which view, and the newest date in it.
pub fn suggested_name(state: &AppState, derived: &Derived, ending: &str) -> String {
    let view = Words::of(state.session.language).say(super::super::window::view_key(state.session.view));
    file_name(&title(state, derived), view, sources::newest(state, derived), ending)
}

/// A file name for a report: about what, that it is one, and the newest date on the desk.
pub fn report_name(state: &AppState, ending: &str) -> String {
    let words = Words::of(state.session.language);
    let asked = state.session.question.as_ref().filter(|_| state.transient.reporting.about == About::Asked);
    let catalogue = Extractor::in_use().catalogue();
    let about = match asked {
        Some(question) => report_words::title(catalogue, question, words.language),
        None => words.say("report.of_all").to_owned(),
    };
    let newest = state.documents.iter().filter_map(|open| open.document.bulletin.date).map(|issue| issue.date).max();
    file_name(&about, words.say("report.name"), newest, ending)
}

fn file_name(about: &str, what: &str, date: Option<jiff::civil::Date>, ending: &str) -> String {
    const LONGEST: usize = 60;
    let about: String = about.chars().take(LONGEST).collect();
    let parts = [Some(about), Some(what.to_owned()), date.map(|date| date.to_string())];
    let name = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    // No system takes these in a name.
    let safe = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c };
    format!("{}.{}", name.trim().chars().map(safe).collect::<String>(), ending)
}
