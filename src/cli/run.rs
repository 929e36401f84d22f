//! From a plan to its command.

use std::io::Write as _;

use super::articles::articles;
use super::explain::explain;
use super::extract::extract;
use super::plan::Plan;
use super::tag::tag;
use super::{Exit, Outcome, help};
use crate::compare::words::Language;

/// Does what was planned.
pub(super) fn run(plan: Plan, language: Language) -> Outcome {
    Outcome::Done(match plan {
        Plan::Help(topic) => print(&help::help(topic, language)),
        Plan::Version => print(&help::version()),
        Plan::Extract(job, format) => extract(&job, format, language),
        Plan::Articles(job) => articles(&job, language),
        Plan::Tag(job) => tag(&job, language),
        Plan::Explain(job, wish) => explain(&job, wish, language),
        Plan::Open(paths) => return Outcome::OpenWindow { paths, language },
    })
}

/// Help that was asked for is data; a pager that is closed early is no failure.
fn print(text: &str) -> Exit {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Exit::Well,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Well,
        Err(_) => Exit::Nothing,
    }
}
