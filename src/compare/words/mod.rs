//! How people write values and periods, in Chinese and in English.
//!
//! Only what belongs to figures is said here; labels of buttons and panels are the window's.

pub mod note;
pub mod period;
pub mod value;

/// The language that words are made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}
