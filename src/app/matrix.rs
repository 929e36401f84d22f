//! Areas side by side: which are chosen, and what each says of every indicator.

use crate::model::area::AreaCode;

/// How areas are laid side by side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// The columns, in their order.
    pub pinned: Vec<AreaCode>,
}

/// What a user can change about the view.
#[derive(Debug, Clone)]
pub enum Change {
    /// Pin an area as a column, or take it away.
    Toggle(AreaCode),
}

/// Makes a change.
pub fn change(setup: &mut Setup, change: Change) {
    match change {
        Change::Toggle(area) => match setup.pinned.iter().position(|pinned| *pinned == area) {
            Some(place) => drop(setup.pinned.remove(place)),
            None => setup.pinned.push(area),
        },
    }
}
