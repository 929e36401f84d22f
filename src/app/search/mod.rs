//! Search across all open bulletins: what is asked for, what was found, and what changes either.
//!
//! [`query`] reads what was typed, [`find`] goes through the documents, [`worker`] does that on a thread of its own.

pub mod find;
pub mod query;
pub mod worker;

use std::sync::Arc;

use self::find::{Found, Hit};
use super::command::{Command, Effect, Origin};
use super::state::AppState;
use super::update;

/// The search as it stands. The words are kept while the panel is closed, so that it opens where it was left.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one independent thing is so or asked for")]
pub struct Search {
    /// Whether its panel is open.
    pub is_shown: bool,
    /// What is typed.
    pub typed: String,
    /// Which kind of hit to list.
    pub only: Only,
    /// Which hit of the list is at hand.
    pub at: usize,
    /// What was found last; while a new search runs, still of the words before.
    pub found: Arc<Found>,
    /// Whether a search is on its way.
    pub is_running: bool,
    /// Asks the list to bring the hit at hand into view.
    pub reveal: bool,
    /// Asks the field to take the keyboard.
    pub wants_focus: bool,
}

/// Which kind of hit is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Only {
    /// Figures, then text.
    #[default]
    All,
    /// Figures.
    Figures,
    /// Text.
    Text,
}

/// What a user can change about the search.
#[derive(Debug, Clone)]
pub enum Change {
    /// Open its panel, or close it.
    Show(bool),
    /// Look for this.
    Type(String),
    /// List only this kind of hit.
    Only(Only),
    /// Go so many hits on, or back, without opening one.
    Step(i64),
    /// Open the hit in this place of the list.
    Open(usize),
    /// Forget what was searched for.
    ForgetRecent,
}

/// How many searches are remembered.
pub const RECENT: usize = 12;
/// The longest list: who looks for one thing among more asks more closely.
pub const LISTED: usize = 5000;

impl Search {
    /// How many hits the list has.
    pub fn n_listed(&self) -> usize {
        self.found.count(self.only).min(LISTED)
    }

    /// The hit in this place of the list.
    pub fn hit(&self, place: usize) -> Option<Hit> {
        self.found.hit(place, self.only)
    }
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) {
    let search = &mut state.transient.search;
    match change {
        Change::Show(is_shown) => {
            search.is_shown = is_shown;
            search.wants_focus = is_shown;
            if is_shown {
                look_anew(state);
            } else {
                remember(state);
            }
        }
        Change::Type(typed) => {
            search.typed = typed;
            search.at = 0;
            look_anew(state);
        }
        Change::Only(only) => {
            search.only = only;
            search.at = 0;
            search.reveal = true;
        }
        Change::Step(step) => {
            let last = search.n_listed().saturating_sub(1) as i64;
            search.at = (search.at as i64 + step).clamp(0, last) as usize;
            search.reveal = true;
        }
        Change::Open(place) => open(state, place),
        Change::ForgetRecent => state.session.recent_searches.clear(),
    }
}

/// Takes in what was found.
pub fn take_in(state: &mut AppState, found: Found) {
    let search = &mut state.transient.search;
    search.at = search.at.min(found.count(search.only).saturating_sub(1));
    search.found = Arc::new(found);
    search.is_running = false;
}

fn look_anew(state: &mut AppState) {
    state.transient.search.is_running = true;
    state.transient.effects.push(Effect::Search);
}

fn open(state: &mut AppState, place: usize) {
    let Some(hit) = state.transient.search.hit(place) else { return };
    state.transient.search.at = place;
    remember(state);
    match hit {
        Hit::Figure(key) => {
            update::update(state, Command::SelectObservation(key, Origin::Chart));
        }
        Hit::Place(article, span) => {
            update::update(state, Command::SelectArticle(article));
            state.session.selection.observation = None;
            state.transient.reveal_span = Some((article, span));
        }
    }
}

/// Puts what is typed first among the searches that are remembered, if it found something.
fn remember(state: &mut AppState) {
    let search = &state.transient.search;
    let words = search.typed.trim().to_owned();
    if words.is_empty() || search.found.count(Only::All) == 0 {
        return;
    }
    let recent = &mut state.session.recent_searches;
    recent.retain(|known| *known != words);
    recent.insert(0, words);
    recent.truncate(RECENT);
}
