//! jobscope (就业简报看板): opens Chinese employment bulletins, extracts every figure, compares areas, and leads from every
//! mark on a chart back to the sentence it was read from.
//!
//! The way through the house: bytes → [`read`] → bulletin → [`extract`] → observations → [`compare`] → series → `ui` or
//! [`export`]. [`pipeline`] walks it for one file or many. See ARCHITECTURE.md.

pub mod model;
pub mod words;

pub mod gazetteer;
pub mod read;

pub mod extract;

pub mod pipeline;

pub mod compare;
pub mod export;
pub mod library;
pub mod report;

pub mod app;
pub mod cli;
#[cfg(feature = "gui")]
pub mod ui;
