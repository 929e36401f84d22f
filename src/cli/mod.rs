//! The command line: arguments → the same functions as the window → exit code.
//!
//! stdout carries data only; everything else goes to stderr. Nothing is computed here.
//! Arguments are read in two stages: [`args`] takes them apart, [`plan`] makes a valid [`plan::Plan`] of them.
//! Options and commands are rows of the tables in [`table`], which feed parsing, suggestions and help alike.

pub mod args;
pub mod help;
pub mod plan;
pub mod table;

mod articles;
mod errors;
mod explain;
mod extract;
mod input;
mod output;
mod report;
mod run;
mod tag;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::compare::words::Language;

/// What the program is to do after the arguments were read, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The command line did its work.
    Done(Exit),
    /// The window is to be opened.
    OpenWindow {
        /// On these; on the built-in samples if there are none.
        paths: Vec<PathBuf>,
        /// The language to explain a failure in.
        language: Language,
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
            report::say(&errors::usage(&error, language));
            Outcome::Done(Exit::Nothing)
        }
    }
}

/// Says on stderr why the window could not be opened, and what works without it.
pub fn explain_no_window(reason: &str, language: Language) -> Exit {
    report::say(&errors::no_window(reason, language));
    Exit::Nothing
}
