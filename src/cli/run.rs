//! From a plan to its command.

use std::io::Write as _;

use super::areas::areas;
use super::articles::articles;
use super::chart::chart;
use super::check::check;
use super::completions::completions;
use super::convert::convert;
use super::explain::explain;
use super::extract::extract;
use super::indicators::indicators;
use super::plan::{Input, Job, Plan};
use super::report::report;
use super::tag::tag;
use super::{Exit, Outcome, catalogue, help, indicators as wishes, input, man, tally};
use crate::compare::words::Language;
use crate::model::problem::Problem;

/// Does what was planned.
pub(super) fn run(plan: Plan, language: Language) -> Outcome {
    let problems = match own_tables(&plan, language) {
        Ok(problems) => problems,
        Err(wrong) => {
            tally::say_problems(&wrong, language);
            return Outcome::Done(Exit::Nothing);
        }
    };
    let with_problems = |job: Job| {
        use_threads(&job);
        Job { problems: problems.clone(), ..job }
    };
    Outcome::Done(match plan {
        Plan::Help(topic) => print(&help::help(topic, language)),
        Plan::Version => print(&help::version()),
        Plan::Completions(shell) => print(&completions(shell, language)),
        Plan::Man => print(&man::man(language)),
        Plan::Areas(wish) => areas(&wish, language),
        Plan::Indicators(wish) => {
            tally::say_problems(&problems, language);
            indicators(&wish, language)
        }
        Plan::Extract(job, form) => extract(&with_problems(job), form, language),
        Plan::Articles(job) => articles(&with_problems(job), language),
        Plan::Tag(job) => tag(&with_problems(job), language),
        Plan::Explain(job, wish) => explain(&with_problems(job), wish, language),
        Plan::Check(job, audience) => check(&with_problems(job), audience, language),
        Plan::Convert(job, form) => convert(&with_problems(job), form, language),
        Plan::Chart(job, wish) => return chart(with_problems(job), wish, language),
        Plan::Report(job, wish) => return report(with_problems(job), &wish, language),
        Plan::Open { inputs, .. } => {
            let (inputs, odd) = input::spread(&inputs, language);
            let paths = inputs.iter().filter_map(Input::path).cloned().collect();
            let problems = problems.into_iter().chain(odd).collect();
            return Outcome::OpenWindow { paths, language, problems };
        }
    })
}

/// Reads so many files at once as was asked for.
fn use_threads(job: &Job) {
    let Some(n_threads) = job.n_threads else { return };
    // It fails only where the pool has been used, and this is the first of all work.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(n_threads.get()).build_global();
}

/// Puts the user's own tables in use for what knows indicators; gives what was odd, or what is wrong with the table named.
fn own_tables(plan: &Plan, language: Language) -> Result<Vec<Problem>, Vec<Problem>> {
    match plan {
        Plan::Help(_)
        | Plan::Version
        | Plan::Articles(_)
        | Plan::Convert(..)
        | Plan::Areas(_)
        | Plan::Completions(_)
        | Plan::Man => Ok(Vec::new()),
        Plan::Extract(Job { catalogue, .. }, _)
        | Plan::Tag(Job { catalogue, .. })
        | Plan::Explain(Job { catalogue, .. }, _)
        | Plan::Check(Job { catalogue, .. }, _)
        | Plan::Chart(Job { catalogue, .. }, _)
        | Plan::Report(Job { catalogue, .. }, _)
        | Plan::Indicators(wishes::Wish { catalogue, .. })
        | Plan::Open { catalogue, .. } => catalogue::put_in_use(catalogue.as_deref(), language),
    }
}

/// Help that was asked for is data; a pager that is closed early is no failure.
pub(super) fn print(text: &str) -> Exit {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Exit::Well,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Well,
        Err(_) => Exit::Nothing,
    }
}
