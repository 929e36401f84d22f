//! Writes down what was decided about a figure and why, where someone asked for it; see [`crate::extract::explain`].

use std::ops::Range;

use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::area::{AreaRole, Meaning};
use crate::extract::cues::cues;
use crate::extract::explain::{Decision, Omission, StatusReason};
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::standing;
use crate::model::area::AreaCode;
use crate::model::indicator::{Indicator, Nature};
use crate::model::observation::{Observation, Status};
use crate::model::quantity::Unit;
use crate::model::span::Span;

impl Attacher<'_> {
    /// Records the decision about figure `n` of a sentence.
    pub(super) fn record(
        &mut self,
        sentence: &Sentence<'_>,
        n: usize,
        settled: &Settled,
        made: Result<&Observation, &Omission>,
    ) {
        if self.trace.is_none() {
            return;
        }
        let Some(figure) = sentence.figures.get(n) else { return };
        let (Some(quote), Some(span)) = (self.source(figure.quote()), self.source(sentence.range.clone())) else {
            return;
        };
        let is_nothing = matches!(settled.form, Form::Nothing(_));
        let row = settled.indicator.and_then(|indicator| self.extractor.catalogue.get(indicator));
        let measure = settled.form.measure(figure.unit().map(Unit::class));
        let status = match (row, made) {
            (Some(row), Ok(observation)) => self.reason(sentence, figure, settled, row, observation),
            _ => StatusReason::Reported,
        };
        let decision = Decision {
            quote,
            figure: figure.clone(),
            sentence: span,
            measure: made.map_or((!is_nothing).then_some(measure), |observation| Some(observation.measure)),
            form_words: self.words_before(sentence, n, figure),
            candidates: settled.weighed.clone(),
            scope_words: self.scope.words.clone(),
            main_words: self.main_words(),
            time_words: self.clock.words(),
            status_words: (status == StatusReason::PlanWords)
                .then(|| standing::plan_word(self.text(), &sentence.range, figure))
                .flatten(),
            status,
            omission: made.err().map(|&omission| why(omission, settled, sentence)),
        };
        self.trace.get_or_insert_default().push(decision);
    }

    /// Records the decision about a cell of a table.
    pub(in crate::extract) fn record_cell(
        &mut self,
        figure: Option<Figure>,
        row: Span,
        made: Result<&Observation, &Omission>,
    ) {
        if self.trace.is_none() {
            return;
        }
        let Some(figure) = figure else { return };
        let Some(quote) = self.source(figure.range.clone()) else { return };
        let status = match made.map(|observation| observation.status) {
            Ok(Status::Target) => StatusReason::TableHead,
            Ok(Status::Policy) => StatusReason::Rule,
            _ => StatusReason::Reported,
        };
        let decision = Decision {
            quote: made.map_or(quote, |observation| observation.quote),
            form_words: figure.range.start..figure.range.start,
            figure,
            sentence: row,
            measure: made.ok().map(|observation| observation.measure),
            candidates: Vec::new(),
            scope_words: self.scope.words.clone(),
            main_words: self.main_words(),
            time_words: self.clock.words(),
            status,
            status_words: None,
            omission: made.err().copied(),
        };
        self.trace.get_or_insert_default().push(decision);
    }

    pub(super) fn source(&self, range: Range<usize>) -> Option<Span> {
        Span::new(&self.article.text, self.scan.folded.source(range))
    }

    /// The stretch before a figure that its form is read from: back to the figure or the comma before.
    fn words_before(&self, sentence: &Sentence<'_>, n: usize, figure: &Figure) -> Range<usize> {
        let since =
            n.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
        let left = self.text().get(since..figure.range.start).unwrap_or_default();
        let clause = cues!["，", "；", "：", "。", "、"].last_part(left);
        figure.range.start - clause.len()..figure.range.start
    }

    /// What gave an observation its standing.
    fn reason(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
        row: &Indicator,
        observation: &Observation,
    ) -> StatusReason {
        let (status, reason) = self.status(sentence, figure, settled, row, observation.measure);
        match observation.status {
            Status::Target if status != Status::Target => StatusReason::LiesAhead,
            Status::Policy if row.nature == Nature::Rule => StatusReason::Rule,
            _ => reason,
        }
    }

    /// The words that made an area the article's own: in the headline, else the first in the text.
    fn main_words(&self) -> Option<Range<usize>> {
        let main = self.main.code?;
        let is_main = |meaning: &Meaning| match meaning {
            Meaning::Area(code) => *code == main,
            Meaning::Office => main == AreaCode::CHINA,
            _ => false,
        };
        let mut areas = self.scan.areas.iter().filter(|area| is_main(&area.meaning));
        let subject = areas.clone().find(|area| area.role == AreaRole::Subject);
        subject.or_else(|| areas.find(|area| area.role != AreaRole::InName)).map(|area| area.range.clone())
    }
}

/// The finer reason where no indicator was found.
fn why(omission: Omission, settled: &Settled, sentence: &Sentence<'_>) -> Omission {
    if omission != Omission::NoIndicator {
        return omission;
    }
    match settled.form {
        Form::Nothing(reason) => Omission::Form(reason),
        Form::Completion | Form::Share | Form::Change { .. } => Omission::NothingToGoWith,
        Form::Level | Form::TargetLevel => match settled.weighed.first() {
            None if sentence.mentions.is_empty() => Omission::NoPhrase,
            None => Omission::UnitOfNoPhrase,
            Some((None, ..)) => Omission::OtherMatter,
            Some(_) => Omission::TooWeak,
        },
    }
}
