//! `jobscope explain`: how each number of an article was read, and why it became a figure or did not.

mod json;
mod text;
mod words;

use std::io::{self, Write};

use super::Exit;
use super::input::each_in_order;
use super::output::with_output;
use super::plan::{Audience, Job};
use super::tally::Rows;
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::extract::explain::Explanation;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::indicator::Catalogue;
use crate::model::problem::{Message, Problem, Severity};
use crate::read::ReadOutcome;
use crate::read::limits::Watch;

/// What is to be shown of the explanations, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Only this article of each bulletin, counted from 1.
    pub article: Option<usize>,
    /// For whom.
    pub audience: Audience,
}

/// An article with all that explains its numbers.
struct Told<'a> {
    catalogue: &'a Catalogue,
    bulletin: &'a Bulletin,
    article: &'a Article,
    /// Its place in the bulletin, from 1.
    number: usize,
    explanations: &'a [Explanation],
}

/// Explains the numbers of all inputs, in their order.
pub(super) fn explain(job: &Job, wish: Wish, language: Language) -> Exit {
    let extractor = Extractor::in_use();
    with_output(job, language, Rows::Numbers, |sources, out, tally| {
        let work = |outcome: &mut ReadOutcome, _: &Watch| explanations(extractor, &outcome.bulletin, wish.article);
        each_in_order(sources, job, work, |mut outcome, told| {
            if let Some(number) = wish.article
                && told.is_empty()
            {
                miss_article(&mut outcome, number, language);
            }
            tally.add_file(&outcome);
            for (number, explanations) in told {
                let Some(article) = outcome.bulletin.articles().nth(number - 1) else { continue };
                tally.add_rows(explanations.len());
                let (catalogue, bulletin) = (extractor.catalogue(), &outcome.bulletin);
                let told = Told { catalogue, bulletin, article, number, explanations: &explanations };
                write(out, &told, wish, language)?;
            }
            Ok(())
        })
    })
}

/// The explanations of the articles that are wanted, each with its number.
fn explanations(extractor: &Extractor, bulletin: &Bulletin, wanted: Option<usize>) -> Vec<(usize, Vec<Explanation>)> {
    let numbered = (1..).zip(extractor.explain_all(bulletin));
    numbered.filter(|(number, _)| wanted.is_none_or(|wanted| wanted == *number)).collect()
}

/// A bulletin that lacks the article asked for has failed.
fn miss_article(outcome: &mut ReadOutcome, number: usize, language: Language) {
    let n_articles = outcome.bulletin.articles().count();
    if n_articles == 0 {
        return;
    }
    outcome.bulletin.sections.clear();
    outcome.problems.push(Problem {
        file: outcome.bulletin.file.clone(),
        line: None,
        severity: Severity::Error,
        message: Message::told(words::no_such_article(number, n_articles, language)),
    });
}

fn write(out: &mut dyn Write, told: &Told<'_>, wish: Wish, language: Language) -> io::Result<()> {
    match wish.audience {
        Audience::Programs => json::write(out, told),
        Audience::People => text::write(out, told, language),
    }
}
