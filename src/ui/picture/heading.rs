//! What stands above a picture: what it shows, in which unit and when, and how it was narrowed down.

use std::collections::BTreeMap;

use crate::app::state::View;
use crate::compare::derived::Basis;
use crate::compare::question::{DetailFilter, Question, Sort};
use crate::compare::ranking::Ranking;
use crate::compare::words::{note, period, value};
use crate::model::period::Period;
use crate::ui::cx::Cx;
use crate::ui::question_bar::{capital, sort_key};
use crate::ui::{area_view, question_bar, table_view};

/// The words above a picture.
pub(super) struct Heading {
    /// The indicator, the area, or what the view is called.
    pub(super) title: String,
    /// Form, unit, how many areas, periods.
    pub(super) facts: String,
    /// What was asked for; empty where all is shown.
    pub(super) filters: String,
}

impl Heading {
    /// Of the view in front.
    pub(super) fn of(cx: &Cx) -> Self {
        let count = |key: &str, n: usize| cx.words.count(key, n);
        match cx.state.session.view {
            View::Compare | View::Trend | View::Map => match &cx.state.session.question {
                Some(question) => Self::of_question(cx, question),
                None => Self::titled(cx.say("empty.no_figures"), &[], &[]),
            },
            View::Matrix => {
                let matrix = cx.derived.matrix.get();
                let facts = [count("count.areas", matrix.columns.len()), count("count.rows", matrix.n_rows)];
                let shared = cx.state.session.matrix.shows_shared_only.then(|| cx.say("matrix.shared_only").to_owned());
                Self::titled(cx.say("matrix.title"), &facts, shared.as_slice())
            }
            View::Area => match cx.derived.area_page.get().as_ref() {
                Some(page) => Self::titled(&page.name, &[area_view::facts(cx, page)], &[]),
                None => Self::titled(cx.say("area.none_title"), &[], &[]),
            },
            View::Table => {
                let facts = [count("count.figures", cx.derived.table.get().len())];
                Self::titled(cx.say("table.title"), &facts, &table_view::filters(cx))
            }
        }
    }

    fn titled(title: &str, facts: &[String], filters: &[String]) -> Self {
        let joined = |parts: &[String]| {
            let filled = parts.iter().filter(|part| !part.is_empty());
            filled.map(String::as_str).collect::<Vec<_>>().join(" · ")
        };
        Self { title: title.to_owned(), facts: joined(facts), filters: joined(filters) }
    }

    fn of_question(cx: &Cx, question: &Question) -> Self {
        let view = cx.state.session.view;
        let mut facts = vec![question_bar::facts(cx, question)];
        let answer = cx.derived.answer.get().ranking.as_ref();
        let unit = match view {
            View::Trend => cx.derived.trend.get().unit.as_ref(),
            _ => answer.and_then(|answer| answer.groups.first()).map(|group| &group.unit),
        };
        if let Some(unit) = unit {
            let unit = value::axis(0.0, unit, cx.speech()).1;
            facts.push(cx.words.fill("menu.unit", &[("unit", &unit)]));
        }
        let periods: Vec<Option<Period>> = if view == View::Trend {
            let points = cx.derived.trend.get().series.iter().flat_map(|series| &series.points);
            points.map(|point| Some(point.period)).collect()
        } else {
            let rows = answer.into_iter().flat_map(Ranking::rows);
            rows.flat_map(|row| &row.marks).map(|mark| mark.period).collect()
        };
        facts.push(periods_in_words(cx, &periods));
        Self::titled(cx.indicator_name(question.indicator), &facts, &narrowed(cx, question))
    }
}

/// The commonest periods, and how many more there are.
fn periods_in_words(cx: &Cx, told: &[Option<Period>]) -> String {
    const NAMED: usize = 2;
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for period in told.iter().flatten() {
        *counts.entry(*period).or_default() += 1;
    }
    let mut common: Vec<(Period, usize)> = counts.into_iter().collect();
    common.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let n_shown = if common.len() == NAMED + 1 { common.len() } else { NAMED };
    let mut named: Vec<Period> = common.iter().take(n_shown).map(|(period, _)| *period).collect();
    named.sort_unstable();
    let named: Vec<String> = named.into_iter().map(|told| period::period(Some(told), cx.language())).collect();
    if named.is_empty() {
        return String::new();
    }
    let named = named.join(cx.say("list.separator"));
    let words = if common.len() > n_shown {
        cx.words.fill("banner.and_more", &[("words", &named), ("n", &(common.len() - n_shown).to_string())])
    } else {
        named
    };
    cx.words.fill("menu.period", &[("period", &words)])
}

/// What the question leaves out or orders unlike the usual.
fn narrowed(cx: &Cx, question: &Question) -> Vec<String> {
    let mut filters = question_bar::limits(cx, question);
    let choices = &cx.derived.answer.get().choices;
    let statuses: Vec<_> = choices.statuses.iter().map(|(status, _)| *status).collect();
    if statuses.iter().any(|status| !question.asks_for(*status)) {
        let asked = statuses.iter().filter(|status| question.asks_for(**status));
        let words: Vec<String> = asked.map(|status| capital(note::status(*status, cx.language()))).collect();
        filters.push(cx.words.fill("picture.statuses", &[("statuses", &words.join(cx.say("list.separator")))]));
    }
    match &question.detail {
        DetailFilter::Auto => {}
        DetailFilter::All => filters.push(cx.words.fill("menu.detail", &[("detail", cx.say("detail.all"))])),
        DetailFilter::Only(detail) => {
            let words = if detail.is_empty() { cx.say("detail.none") } else { detail };
            filters.push(cx.words.fill("menu.detail", &[("detail", words)]));
        }
    }
    if question.basis == Basis::MonthlyAverage {
        filters.push(cx.say("banner.averaged").to_owned());
    }
    if question.sort != Sort::Value && cx.state.session.view == View::Compare {
        filters.push(cx.words.fill("menu.sort", &[("sort", cx.say(sort_key(question.sort)))]));
    }
    filters
}
