//! Plain data that every other room shares: bulletins as read, areas, periods, quantities, indicators, observations.
//!
//! Nothing here reads files, knows a clock or draws.
//! Start with [`bulletin`] (what was read) and [`observation`] (what was found in it).

pub mod area;
pub mod bulletin;
pub mod cell;
pub mod indicator;
pub mod mention;
pub mod observation;
pub mod period;
pub mod problem;
pub mod quantity;
pub mod span;
