//! Observations → what may stand side by side: which indicators reach how many areas, ranked rows of marks, and notes on
//! everything that is not comparable or was left out.
//!
//! Deliberately knows nothing of drawing, files, clocks or threads, and never sums or interpolates: what is missing stays
//! missing, and what is computed ([`derived`]) is marked as such. Every observation of the asked indicator and measure ends up as a mark, as a mark's duplicate, as the national
//! reference or in exactly one note's count; a property test holds that.
//!
//! Start with [`question::Question`] (what is asked) and [`ranking::ranking`] (the answer); [`words`] says it as people do.

pub mod derived;
pub mod names;
pub mod note;
pub mod question;
pub mod ranking;
pub mod series;
pub mod words;

mod marks;
mod select;
#[cfg(test)]
mod tests;

use crate::model::observation::Observation;

/// Figures below this confidence are shown as unsure.
pub const UNSURE_BELOW: f32 = 0.9;

/// Where an observation lives: stable for as long as the same documents are open, and the way back to the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObservationKey {
    /// Which of the open documents, by the caller's own numbering.
    pub document: u32,
    /// Which article of the document, in the order of [`crate::model::bulletin::Bulletin::articles`].
    pub article: u32,
    /// Which observation of the article, in document order.
    pub place: u32,
}

/// An observation together with its key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item<'a> {
    /// Where it lives.
    pub key: ObservationKey,
    /// What it says.
    pub observation: &'a Observation,
}

/// The facts that these items tell differently, of all indicators at once, by area: what a ranking flags, as
/// [`note::Note::Conflict`]. The keys are of one place for each value. Figures of no single area are left out, since two
/// groups of areas may have the same name.
pub fn conflicts(items: &[Item]) -> Vec<note::Note> {
    let of_an_area = items.iter().filter(|item| item.observation.ref_area.code.is_some());
    marks::marks_of(of_an_area.copied().collect()).1
}

/// The items of one document, given its observations as one list per article.
pub fn items_of(document: u32, observations: &[Vec<Observation>]) -> impl Iterator<Item = Item<'_>> {
    (0..).zip(observations).flat_map(move |(article, found)| {
        (0..).zip(found).map(move |(place, observation)| {
            let key = ObservationKey { document, article, place };
            Item { key, observation }
        })
    })
}
