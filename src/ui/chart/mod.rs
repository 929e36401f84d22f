//! The ranked bars: laid out once per answer and width, drawn each frame for the rows in view.
//!
//! Start with [`layout`] (where everything stands) and [`draw`] (rows, interaction); [`marks`] has the form of each mark.

pub mod draw;
pub mod layout;
pub mod legend;
pub mod marks;
