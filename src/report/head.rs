//! What stands around the comparisons: the title, what was read and chosen, the bulletins, and what was odd.

use std::collections::BTreeSet;

use super::cite::{Sources, day, span};
use super::content::{Apart, Fact, Report, Section, Source};
use super::words::{self, Labels, labels};
use super::{Times, Wishes};
use crate::compare::words::{note, period};
use crate::model::area::RefArea;
use crate::model::indicator::Catalogue;
use crate::model::problem::{Problem, Severity};
use crate::pipeline::Document;

/// So many problems are listed, the worst first.
const MOST_PROBLEMS: usize = 60;

/// The report with all that stands around its sections.
pub(super) fn with_head(
    documents: &[&Document],
    catalogue: &Catalogue,
    wishes: &Wishes,
    sources: Sources,
    sections: Vec<Section>,
    apart: Vec<Apart>,
) -> Report {
    let labels = labels(wishes.speech.language);
    let sources = sources.into_list();
    let (problems, n_problems_left_out) = problems(documents, &sources, wishes);
    let title = if wishes.title.trim().is_empty() { labels.title } else { wishes.title.trim() };
    let facts = [read(documents, &sections, wishes), chosen(catalogue, wishes, labels)].concat();
    Report {
        speech: wishes.speech,
        title: title.to_owned(),
        facts,
        sections,
        apart,
        sources,
        problems,
        n_problems_left_out,
    }
}

/// When, and how much.
fn read(documents: &[&Document], sections: &[Section], wishes: &Wishes) -> Vec<Fact> {
    let language = wishes.speech.language;
    let labels = labels(language);
    let days: BTreeSet<_> = documents.iter().filter_map(|document| document.bulletin.date).map(|d| d.date).collect();
    let issued = days.first().zip(days.last()).map(|(first, last)| span(*first, *last, language));
    let n_articles: usize = documents.iter().map(|document| document.observations.len()).sum();
    let n_found = documents.iter().flat_map(|document| &document.observations).map(Vec::len).sum();
    let n_read = documents.iter().filter(|document| is_read(document)).count();
    let n_listed = sections.iter().map(|section| section.n_figures).sum();
    let facts = [
        wishes.date.map(|date| (labels.made_on, day(date, language))),
        issued.map(|issued| (labels.issued, issued)),
        Some((labels.read, words::read(n_read, n_articles, n_found, language))),
        Some((labels.listed, words::listed(sections.len(), n_listed, language))),
    ];
    facts.into_iter().flatten().map(|(name, text)| Fact { name, text }).collect()
}

/// A file that gave nothing but an error was not read.
fn is_read(document: &Document) -> bool {
    let failed = document.problems.iter().any(|problem| problem.severity == Severity::Error);
    !failed || document.bulletin.articles().next().is_some()
}

/// The wishes in words. Indicators and areas are always said, since "all" is a choice too.
fn chosen(catalogue: &Catalogue, wishes: &Wishes, labels: &Labels) -> Vec<Fact> {
    let language = wishes.speech.language;
    let all_if_empty = |text: String| if text.is_empty() { labels.all.to_owned() } else { text };
    let joined = |names: Vec<String>| names.join(labels.comma);
    let names = |areas: &[RefArea]| joined(areas.iter().map(|area| area.name.clone()).collect());
    let indicators = wishes.indicators.iter().map(|id| words::indicator(catalogue, *id, language)).collect();
    let areas = names(&wishes.areas);
    let is_any_area = wishes.areas.is_empty() && wishes.within.is_empty();
    let least = if wishes.min_confidence > 0.0 { format!("{:.2}", wishes.min_confidence) } else { String::new() };
    let facts = [
        (labels.indicators, all_if_empty(joined(indicators))),
        (labels.measure, joined(wishes.measures.iter().map(|m| words::measure(*m, language).to_owned()).collect())),
        (labels.areas, if is_any_area { labels.all.to_owned() } else { areas }),
        (labels.within, names(&wishes.within)),
        (labels.levels, joined(wishes.levels.iter().map(|l| note::level(*l, language).to_owned()).collect())),
        (labels.period, times(wishes)),
        (labels.min_confidence, least),
    ];
    let told = facts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(name, text)| Fact { name, text }).collect()
}

fn times(wishes: &Wishes) -> String {
    let language = wishes.speech.language;
    match wishes.times {
        Times::Any => String::new(),
        Times::Exactly(exact) => period::period(Some(exact), language),
        Times::Within { first, last } => words::within_days(&span(first, last, language), language),
    }
}

/// The worst first, within a rank in the order of the files.
fn problems(documents: &[&Document], sources: &[Source], wishes: &Wishes) -> (Vec<String>, usize) {
    let of_files = sources.iter().zip(documents);
    let mut found: Vec<(&Source, &Problem)> = of_files
        .flat_map(|(source, document)| document.problems.iter().map(move |problem| (source, problem)))
        .collect();
    found.sort_by_key(|(_, problem)| std::cmp::Reverse(problem.severity));
    let n_left_out = found.len().saturating_sub(MOST_PROBLEMS);
    let language = wishes.speech.language;
    let colon = labels(language).colon;
    let said = found.into_iter().take(MOST_PROBLEMS).map(|(source, problem)| {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let severity = words::severity(problem.severity, language);
        format!("{severity}{colon}{}{line}{colon}{}", source.file, language.of(&problem.message))
    });
    (said.collect(), n_left_out)
}
