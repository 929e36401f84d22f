//! What went wrong or was odd while reading, for a list that the user can act on.

use serde::{Deserialize, Serialize};

/// One finding about one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as given.
    pub file: String,
    /// The line, from 1, where the finding is about one.
    pub line: Option<u32>,
    /// How bad it is.
    pub severity: Severity,
    /// What happened and what to do, in the user's language; no trailing full stop.
    pub message: String,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// News: nothing was lost (a date was inferred).
    Note,
    /// A fallback was taken (a heading without text was dropped).
    Warning,
    /// Something could not be read.
    Error,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
