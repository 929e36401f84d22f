//! Byte ranges into an article's text that always lie on character boundaries.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of one article's text, in bytes, on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span of `text`; `None` where the range is not a slice of that text.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        Some(Self { start: u32::try_from(range.start).ok()?, end: u32::try_from(range.end).ok()? })
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words that stand there; empty if the span belongs to another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Where the span starts, counted in Unicode characters: the contract's `offset`.
    pub fn char_offset(self, text: &str) -> usize {
        text.get(..self.start()).map_or(0, |before| before.chars().count())
    }
}

/// Turns bytes into characters for places asked for in order, so that a whole text is counted once and not once per place.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    n_bytes: usize,
    n_chars: usize,
}

impl<'a> Offsets<'a> {
    /// At the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, n_bytes: 0, n_chars: 0 }
    }

    /// The characters before this byte. Going back is allowed and starts anew.
    pub fn chars_before(&mut self, n_bytes: usize) -> usize {
        if n_bytes < self.n_bytes {
            (self.n_bytes, self.n_chars) = (0, 0);
        }
        self.n_chars += self.text.get(self.n_bytes..n_bytes).map_or(0, |between| between.chars().count());
        self.n_bytes = n_bytes;
        self.n_chars
    }
}
