//! From a plan to its command.

use std::io::Write as _;

use super::articles::articles;
use super::explain::explain;
use super::extract::extract;
use super::plan::{Job, Plan};
use super::tag::tag;
use super::{Exit, Outcome, catalogue, help, report};
use crate::compare::words::Language;
use crate::model::problem::Problem;

/// Does what was planned.
pub(super) fn run(plan: Plan, language: Language) -> Outcome {
    let problems = match own_tables(&plan, language) {
        Ok(problems) => problems,
        Err(wrong) => {
            wrong.iter().for_each(report::say_problem);
            return Outcome::Done(Exit::Nothing);
        }
    };
    Outcome::Done(match plan {
        Plan::Help(topic) => print(&help::help(topic, language)),
        Plan::Version => print(&help::version()),
        Plan::Extract(job, format) => extract(&Job { problems, ..job }, format, language),
        Plan::Articles(job) => articles(&job, language),
        Plan::Tag(job) => tag(&Job { problems, ..job }, language),
        Plan::Explain(job, wish) => explain(&Job { problems, ..job }, wish, language),
        Plan::Open { paths, .. } => return Outcome::OpenWindow { paths, language, problems },
    })
}

/// Puts the user's own tables in use for what knows indicators; gives what was odd, or what is wrong with the table named.
fn own_tables(plan: &Plan, language: Language) -> Result<Vec<Problem>, Vec<Problem>> {
    match plan {
        Plan::Help(_) | Plan::Version | Plan::Articles(_) => Ok(Vec::new()),
        Plan::Extract(Job { catalogue, .. }, _)
        | Plan::Tag(Job { catalogue, .. })
        | Plan::Explain(Job { catalogue, .. }, _)
        | Plan::Open { catalogue, .. } => catalogue::put_in_use(catalogue.as_deref(), language),
    }
}

/// Help that was asked for is data; a pager that is closed early is no failure.
fn print(text: &str) -> Exit {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Exit::Well,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Well,
        Err(_) => Exit::Nothing,
    }
}
