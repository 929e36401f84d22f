//! The observations outward: the contract's columns as JSON Lines and CSV, and whole files written so that a failure never
//! leaves half of one.
//!
//! Deliberately computes nothing: [`crate::model::observation::Row`] is the only form that is written.

pub mod atomic;
pub mod rows;
