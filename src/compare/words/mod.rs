//! How people write values and periods, in Chinese and in English.
//!
//! Only what belongs to figures is said here; labels of buttons and panels are the window's.

pub mod axis;
pub mod note;
pub mod period;
pub mod value;

use crate::model::problem::{Message, Problem};

/// The language that words are made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The sentence in this language.
    pub fn of(self, message: &Message) -> &str {
        match self {
            Self::Zh => &message.zh,
            Self::En => &message.en,
        }
    }
}

/// A problem in a line: `2024-05.md:12: what happened and what to do`.
pub fn problem(problem: &Problem, language: Language) -> String {
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line}: {}", problem.file, language.of(&problem.message))
}

/// In what steps large numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Numbers {
    /// In 万 and 亿: 31.3万.
    WanYi,
    /// In groups of three digits: 313,000.
    Thousands,
}

/// How figures are said: in a language, with large numbers in one kind of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Speech {
    /// The language.
    pub language: Language,
    /// The steps of large numbers.
    pub numbers: Numbers,
}

impl Default for Speech {
    fn default() -> Self {
        Language::default().into()
    }
}

impl From<Language> for Speech {
    /// As the language's own readers write numbers.
    fn from(language: Language) -> Self {
        let numbers = match language {
            Language::Zh => Numbers::WanYi,
            Language::En => Numbers::Thousands,
        };
        Self { language, numbers }
    }
}
