//! What the window knows and what a user can do with it: state, commands, background loading, session.
//!
//! Deliberately knows nothing of drawing: everything here runs in a plain test.
//! Start with [`command::Command`] (what can happen) and [`state::AppState`] (what is true); [`Desk`] ties both to the
//! background jobs and the derived lists.

pub mod command;
pub mod shown;
pub mod state;

pub mod applies;
pub mod area_index;
pub mod area_page;
pub mod aside;
pub mod derive;
pub mod desk;
pub mod documents;
pub mod exporting;
pub mod families;
pub mod fuzzy;
pub mod history;
pub mod jobs;
pub mod map;
pub mod matrix;
pub mod picture;
pub mod prepared;
pub mod problems;
pub mod rail;
pub mod read_marks;
pub mod reading;
pub mod reporting;
pub mod rereading;
pub mod samples;
pub mod search;
pub mod session;
pub mod table;
pub mod trend;
pub mod update;

mod asking;

pub use desk::Desk;
