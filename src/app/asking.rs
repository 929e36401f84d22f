//! The commands that change the question, and the question that puts a figure on the chart.

use super::command::Command;
use super::state::AppState;
use super::update::UNSURE_BELOW;
use crate::compare::question::{Question, TargetRule, default_question, default_question_of};
use crate::compare::ranking::ranking;
use crate::compare::{Item, ObservationKey};
use crate::model::observation::{Observation, Status};

/// Does one of the question's commands; returns the question before.
pub(super) fn asked(state: &mut AppState, command: Command) -> Option<Command> {
    match command {
        Command::ChooseIndicator(indicator) => {
            let question = default_question(&state.documents.items(), indicator);
            state.transient.shows_chooser = false;
            set_question(state, Some(question))
        }
        Command::SetQuestion(question) => set_question(state, question.map(|question| *question)),
        Command::ToggleStatus(status) => ask(state, |question, _| toggle_status(question, status)),
        Command::SetMeasure(measure) => ask(state, |question, items| {
            let plain = default_question_of(items, question.indicator, measure);
            // What was asked about areas stays; what was asked about figures of another form means nothing any more.
            *question = Question { levels: question.levels.clone(), sort: question.sort, ..plain };
        }),
        Command::ToggleLevel(level) => ask(state, |question, items| {
            let there_are = crate::compare::question::choices(items, question).levels;
            toggle_one_of_all(&mut question.levels, level, there_are.into_iter().map(|(level, _)| level));
        }),
        Command::SetPeriod(period) => ask(state, |question, _| question.period = period),
        Command::SetDetail(detail) => ask(state, |question, _| question.detail = detail),
        Command::SetUnitClass(class) => ask(state, |question, _| question.unit_class = class),
        Command::ToggleTargetsRanked => ask(state, |question, _| {
            question.targets = match question.targets {
                TargetRule::BesideActual => TargetRule::Ranked,
                TargetRule::Ranked => TargetRule::BesideActual,
            };
        }),
        Command::ToggleUnsure => ask(state, |question, _| {
            question.min_confidence = if question.min_confidence > 0.0 { 0.0 } else { UNSURE_BELOW };
        }),
        Command::SetMinConfidence(least) => ask(state, |question, _| question.min_confidence = least),
        Command::SetBasis(basis) => ask(state, |question, _| question.basis = basis),
        Command::SetSort(sort) => ask(state, |question, _| question.sort = sort),
        // Whatever else there is does not ask anything.
        _ => None,
    }
}

/// Changes the question; the inverse is the question before.
fn ask(state: &mut AppState, change: impl FnOnce(&mut Question, &[Item])) -> Option<Command> {
    let mut question = state.session.question.clone()?;
    change(&mut question, &state.documents.items());
    set_question(state, Some(question))
}

fn set_question(state: &mut AppState, question: Option<Question>) -> Option<Command> {
    if state.session.question == question {
        return None;
    }
    state.transient.question_is_chosen = true;
    let before = std::mem::replace(&mut state.session.question, question);
    Some(Command::SetQuestion(before.map(Box::new)))
}

/// An empty list means all; it is spelled out before one is taken away, and the last one cannot be taken away.
fn toggle_one_of_all<T: PartialEq + Ord>(chosen: &mut Vec<T>, one: T, all: impl Iterator<Item = T>) {
    let all: Vec<T> = all.collect();
    if chosen.is_empty() {
        chosen.extend(all);
        chosen.retain(|other| *other != one);
        return;
    }
    if let Some(place) = chosen.iter().position(|other| *other == one) {
        if chosen.len() > 1 {
            chosen.remove(place);
        }
    } else {
        chosen.push(one);
        chosen.sort();
        if *chosen == all {
            chosen.clear();
        }
    }
}

fn toggle_status(question: &mut Question, status: Status) {
    if question.statuses.is_empty() {
        question.statuses = vec![Status::Actual, Status::Target, Status::Policy];
    }
    if let Some(place) = question.statuses.iter().position(|other| *other == status) {
        if question.statuses.len() > 1 {
            question.statuses.remove(place);
        }
    } else {
        question.statuses.push(status);
        question.statuses.sort();
    }
}

/// Asks about the figure's indicator in such a way that its mark is on the chart.
pub(super) fn chart(state: &mut AppState, key: ObservationKey) -> Option<Command> {
    let items = state.documents.items();
    let observation = state.documents.observation(key)?;
    if let Some(question) = &state.session.question
        && is_on_chart(&items, question, key)
    {
        return None;
    }
    let plain = default_question(&items, observation.indicator);
    let question = if is_on_chart(&items, &plain, key) { plain } else { question_about(&items, observation) };
    set_question(state, Some(question))
}

/// The question that shows this figure whatever else there is.
fn question_about(items: &[Item], observation: &Observation) -> Question {
    let plain = default_question_of(items, observation.indicator, observation.measure);
    let mut statuses = plain.statuses.clone();
    if !statuses.contains(&observation.status) {
        statuses.push(observation.status);
        statuses.sort();
    }
    Question {
        statuses,
        targets: TargetRule::Ranked,
        unit_class: Some(observation.quantity.unit.class()),
        detail: crate::compare::question::DetailFilter::Only(observation.detail.clone()),
        ..plain
    }
}

fn is_on_chart(items: &[Item], question: &Question, key: ObservationKey) -> bool {
    let answer = ranking(items, question);
    answer.find(key).is_some() || answer.reference.is_some_and(|mark| mark.stands_for(key))
}
