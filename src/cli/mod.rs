//! The command line: arguments → the same functions as the window → exit code.
//!
//! stdout carries data only; everything else goes to stderr. Nothing is computed here.
//! Arguments are read in two stages: [`args`] takes them apart, [`plan`] makes a valid [`plan::Plan`] of them.
//! Options and commands are rows of the tables in [`table`], which feed parsing, suggestions, help, completions and the manual
//! page alike.

pub mod args;
pub mod chart;
pub mod completions;
pub mod help;
pub mod lookup;
pub mod man;
pub mod plan;
pub mod table;

mod areas;
mod articles;
mod catalogue;
mod catalogue_words;
mod check;
mod convert;
mod errors;
mod explain;
mod extract;
mod indicators;
mod input;
mod interrupt;
mod lists;
mod names;
mod output;
mod output_words;
mod progress;
pub mod report;
mod run;
mod tag;
mod tally;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::compare::words::Language;
use crate::model::problem::Problem;

/// What the program is to do after the arguments were read, and what became of it.
pub enum Outcome {
    /// The command line did its work.
    Done(Exit),
    /// A picture is to be drawn.
    Draw(Box<chart::Drawing>),
    /// A report is to be made, with pictures if they can be drawn.
    Report(Box<report::Draft>),
    /// The window is to be opened.
    OpenWindow {
        /// On these; on the built-in samples if there are none.
        paths: Vec<PathBuf>,
        /// The language to explain a failure in.
        language: Language,
        /// What was odd in the user's own tables, for the window's list of problems.
        problems: Vec<Problem>,
    },
}

/// The three endings that a script can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All well.
    Well,
    /// Some files had problems; the rest was done.
    Problems,
    /// Nothing could be done.
    Nothing,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Problems => 1,
            Self::Nothing => 2,
        }
    }
}

/// Reads the arguments (without the program's name) and does what they say, short of opening the window.
pub fn main(args: impl IntoIterator<Item = OsString>) -> Outcome {
    let args::Args { language, result } = args::read(args);
    match result.and_then(plan::plan) {
        Ok(plan) => run::run(plan, language),
        Err(error) => {
            tally::say(&errors::usage(&error, language));
            Outcome::Done(Exit::Nothing)
        }
    }
}

/// Says on stderr why the window could not be opened, and what works without it.
pub fn explain_no_window(reason: &str, language: Language) -> Exit {
    tally::say(&errors::no_window(reason, language));
    Exit::Nothing
}
