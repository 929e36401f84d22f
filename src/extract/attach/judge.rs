//! How sure an observation is: gathers what it rests on and lets the learned judgement speak.

use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::area::AreaRole;
use crate::extract::explain::{Omission, StatusReason};
use crate::extract::figure::Figure;
use crate::extract::measure::{Base, Form};
use crate::extract::policy;
use crate::extract::sure::{self, AreaFrom, Grounds};
use crate::model::area::AreaCode;
use crate::model::indicator::Nature;
use crate::model::observation::{Measure, Observation, Status};

/// What is less probable than this is left out: a figure that is missing is missed less than a wrong one is believed.
const DOUBTFUL: f32 = 0.7;

/// The bin of blocks that are tables.
const IN_TABLE: usize = 3;

/// What the cell of a table rests on.
pub(in crate::extract) struct CellGrounds {
    /// How sure the words are that name its indicator.
    pub probability: f32,
    pub area_from: AreaFrom,
    /// Nowhere, around the table, in its row or head.
    pub period_from: usize,
}

impl Attacher<'_> {
    /// An observation with its confidence; none if it is too doubtful.
    pub(super) fn judged(
        &mut self,
        sentence: &Sentence<'_>,
        n: usize,
        settled: &Settled,
        reason: StatusReason,
        observation: Observation,
    ) -> Result<Observation, Omission> {
        let figure = sentence.figures.get(n).ok_or(Omission::NotRead)?;
        let row = self.extractor.catalogue.get(observation.indicator).ok_or(Omission::NoIndicator)?;
        let code = observation.ref_area.code;
        let grounds = Grounds {
            probability: settled.probability,
            rule: settled.rule,
            form: settled.form,
            figure,
            n_figures: sentence.figures.len(),
            indicator: observation.indicator,
            family: row.family,
            status: observation.status,
            reason,
            area_from: match &self.scope.words {
                _ if code.is_none() => AreaFrom::Nowhere,
                None => AreaFrom::Article,
                Some(words) if words.start >= sentence.range.start => AreaFrom::Sentence,
                Some(_) => AreaFrom::Earlier,
            },
            area_level: code.map(|code| self.extractor.gazetteer.level(code, self.year)),
            is_country: code == Some(AreaCode::CHINA),
            main_is_country: self.main.code == Some(AreaCode::CHINA),
            n_areas: sentence.areas.iter().filter(|area| area.role == AreaRole::Subject).count(),
            period_from: if self.clock.own.is_empty() { usize::from(self.clock.latest().is_some()) } else { 2 },
            block: self.block_kind,
            is_report: self.is_report_of_main,
        };
        self.weigh(&grounds, observation)
    }

    /// As [`Attacher::judged`], for the cell of a table.
    pub(in crate::extract) fn judged_cell(
        &mut self,
        figure: &Figure,
        cell: &CellGrounds,
        observation: Observation,
    ) -> Result<Observation, Omission> {
        let row = self.extractor.catalogue.get(observation.indicator).ok_or(Omission::NoIndicator)?;
        let (family, nature) = (row.family, row.nature);
        let code = observation.ref_area.code;
        let grounds = Grounds {
            probability: cell.probability,
            rule: observation.rule,
            form: match observation.measure {
                Measure::Level if observation.status == Status::Target => Form::TargetLevel,
                Measure::Level => Form::Level,
                Measure::Completion => Form::Completion,
                Measure::Share => Form::Share,
                _ => Form::Change { base: Some(Base::Year), is_fall: false },
            },
            figure,
            n_figures: 1,
            indicator: observation.indicator,
            family,
            status: observation.status,
            reason: match observation.status {
                Status::Target => StatusReason::TableHead,
                Status::Policy if nature == Nature::Rule => StatusReason::Rule,
                _ => StatusReason::Reported,
            },
            area_from: cell.area_from,
            area_level: code.map(|code| self.extractor.gazetteer.level(code, self.year)),
            is_country: code == Some(AreaCode::CHINA),
            main_is_country: self.main.code == Some(AreaCode::CHINA),
            n_areas: usize::from(cell.area_from == AreaFrom::Sentence),
            period_from: cell.period_from,
            block: IN_TABLE,
            is_report: self.is_report_of_main,
        };
        self.weigh(&grounds, observation)
    }

    /// Lets the learned judgement speak of what can be.
    fn weigh(&mut self, grounds: &Grounds<'_>, mut observation: Observation) -> Result<Observation, Omission> {
        let row = self.extractor.catalogue.get(observation.indicator).ok_or(Omission::NoIndicator)?;
        let value = observation.quantity.value;
        let fits = |level| policy::fits_place(&row.id, level, value);
        let can_be = policy::is_plausible(row, value) && grounds.area_level.is_none_or(fits);
        if observation.measure == Measure::Level && !can_be {
            return Err(Omission::Unsure);
        }
        let features = grounds.features();
        observation.confidence = sure::probability(&self.extractor.weights.sure, &features);
        if let Some(training) = &mut self.training {
            training.judgement(&observation, &features);
        }
        // A training run has no judgement yet, so that it keeps all that it is to judge.
        let is_doubtful = observation.confidence < DOUBTFUL && self.training.is_none();
        if is_doubtful { Err(Omission::Unsure) } else { Ok(observation) }
    }
}
