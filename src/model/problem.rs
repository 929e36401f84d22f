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
    /// What happened and what to do.
    pub message: Message,
}

/// A sentence in both languages of the program, without a full stop: who finds something does not know who will read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Message {
    /// From the sentence in each language.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// What is in the reader's language already, where that is known.
    pub fn told(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { en: text.clone(), zh: text }
    }
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
