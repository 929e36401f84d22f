//! Which articles have been read, by their words: a mark survives closing and opening the bulletin, and a moved file.

use std::collections::HashSet;

/// The articles that have been shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadMarks {
    marks: HashSet<u64>,
    generation: u64,
}

impl ReadMarks {
    /// The marks of an earlier session.
    pub fn new(marks: impl IntoIterator<Item = u64>) -> Self {
        Self { marks: marks.into_iter().collect(), generation: 0 }
    }

    /// Changes whenever a mark does.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the article with this fingerprint has been read.
    pub fn contains(&self, fingerprint: u64) -> bool {
        self.marks.contains(&fingerprint)
    }

    /// Marks the article with this fingerprint, or takes the mark away.
    pub fn set(&mut self, fingerprint: u64, is_read: bool) {
        let has_changed = if is_read { self.marks.insert(fingerprint) } else { self.marks.remove(&fingerprint) };
        self.generation += u64::from(has_changed);
    }

    /// All marks, in an order that is the same for the same marks.
    pub fn sorted(&self) -> Vec<u64> {
        let mut marks: Vec<u64> = self.marks.iter().copied().collect();
        marks.sort_unstable();
        marks
    }
}
