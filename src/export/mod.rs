//! The observations outward: the contract's columns in every form, and whole files written so that a failure never leaves half
//! of one; and inward again, for making one form of another.
//!
//! Deliberately computes nothing: [`crate::model::observation::Row`] is the only thing that is written.
//!
//! Start with [`form::Form`] (which forms there are) and [`writer::Writer`] (what is fed to them); [`columns`] has what the
//! forms share.

pub mod atomic;
pub mod columns;
pub mod form;
pub mod reader;
pub mod writer;

mod book;
#[cfg(feature = "parquet")]
mod columnar;
mod conflicts;
mod csv;
mod jsonl;
mod package;
mod sdmx;
mod sheet;
mod words;
