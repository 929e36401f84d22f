//! Which rows are marked for copying, and which one the arrows are on.

use crate::compare::ObservationKey;

/// The marked rows. They pass: the next session begins without any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// In the order of the keys.
    rows: Vec<ObservationKey>,
    cursor: Option<ObservationKey>,
    anchor: Option<ObservationKey>,
}

/// A change of what is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// This row and no other.
    Only(ObservationKey),
    /// This row too, or no longer.
    Toggle(ObservationKey),
    /// These rows, from where the last marking began to the row that the arrows are on now.
    Range(Vec<ObservationKey>, ObservationKey),
    /// All of these.
    All(Vec<ObservationKey>),
    /// Nothing.
    Nothing,
}

impl Marked {
    /// Whether this row is marked.
    pub fn contains(&self, key: ObservationKey) -> bool {
        self.rows.binary_search(&key).is_ok()
    }

    /// How many rows are marked.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row is marked.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row that the arrows are on.
    pub fn cursor(&self) -> Option<ObservationKey> {
        self.cursor
    }

    /// The row that a range reaches from.
    pub fn anchor(&self) -> Option<ObservationKey> {
        self.anchor
    }

    /// Makes a change.
    pub(super) fn apply(&mut self, mark: Mark) {
        match mark {
            Mark::Only(key) => *self = Self { rows: vec![key], cursor: Some(key), anchor: Some(key) },
            Mark::Toggle(key) => {
                match self.rows.binary_search(&key) {
                    Ok(place) => _ = self.rows.remove(place),
                    Err(place) => self.rows.insert(place, key),
                }
                (self.cursor, self.anchor) = (Some(key), Some(key));
            }
            Mark::Range(rows, cursor) => {
                self.set(rows);
                self.cursor = Some(cursor);
                self.anchor = self.anchor.or(Some(cursor));
            }
            Mark::All(rows) => self.set(rows),
            Mark::Nothing => *self = Self { cursor: self.cursor, ..Self::default() },
        }
    }

    fn set(&mut self, mut rows: Vec<ObservationKey>) {
        rows.sort_unstable();
        rows.dedup();
        self.rows = rows;
    }
}
