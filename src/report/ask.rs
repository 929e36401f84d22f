//! From wishes to questions, each with its answer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Times, Wishes};
use crate::compare::note::Note;
use crate::compare::question::{Question, default_question_of};
use crate::compare::ranking::{Ranking, ranking};
use crate::compare::{Item, items_of};
use crate::model::area::AreaCode;
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::{Measure, Observation, Status};
use crate::pipeline::Document;

/// A question with its answer.
pub(super) struct Asked {
    /// The question.
    pub(super) question: Question,
    /// The answer.
    pub(super) answer: Ranking,
}

impl Asked {
    /// How many areas it compares.
    pub(super) fn n_areas(&self) -> usize {
        self.answer.rows().filter_map(|row| row.area.code).collect::<BTreeSet<_>>().len()
    }
}

/// The figures of the chosen areas, sorted for asking: each question looks at its own indicator alone, so that many questions
/// take no longer than the figures are many.
pub(super) struct Material<'a> {
    by_indicator: BTreeMap<IndicatorId, Vec<Item<'a>>>,
    /// The first figure of every area: who speaks at all, for telling who says nothing of an indicator.
    witnesses: BTreeMap<AreaCode, Item<'a>>,
}

impl<'a> Material<'a> {
    pub(super) fn of(documents: &[&'a Document], wishes: &Wishes) -> Self {
        let mut material = Self { by_indicator: BTreeMap::new(), witnesses: BTreeMap::new() };
        let numbered = (0..).zip(documents);
        let items = numbered.flat_map(|(n, document)| items_of(n, &document.observations));
        for item in items.filter(|item| is_of_area(wishes, item.observation)) {
            material.by_indicator.entry(item.observation.indicator).or_default().push(item);
            if let Some(code) = item.observation.ref_area.code {
                material.witnesses.entry(code).or_insert(item);
            }
        }
        material
    }

    /// The answer to a question, as it would be of all figures of the chosen areas.
    fn answer(&self, own: &[Item], question: &Question) -> Ranking {
        let others = self.witnesses.values().filter(|item| item.observation.indicator != question.indicator);
        let items: Vec<Item> = own.iter().chain(others).copied().collect();
        ranking(&items, question)
    }

    /// Whether no document says anything at all of an area of the wished levels.
    fn never_heard_of(&self, wishes: &Wishes, code: AreaCode) -> bool {
        let is_of_level = wishes.levels.is_empty() || wishes.levels.contains(&code.level());
        is_of_level && code != AreaCode::CHINA && !self.witnesses.contains_key(&code)
    }
}

/// Whether the figure is of a chosen area. The country always is, for it is what others are compared with; a figure of no single
/// area is only where no area was chosen.
fn is_of_area(wishes: &Wishes, observation: &Observation) -> bool {
    if wishes.areas.is_empty() && wishes.within.is_empty() {
        return true;
    }
    observation.ref_area.code.is_some_and(|code| {
        let is_chosen = wishes.areas.iter().any(|area| area.code == Some(code));
        let lies_within = || wishes.within.iter().filter_map(|area| area.code).any(|outer| outer.covers(code));
        code == AreaCode::CHINA || is_chosen || lies_within()
    })
}

/// The questions of the wished indicators, or of all, in every wished form that figures are told in.
pub(super) fn asked(material: &Material, catalogue: &Catalogue, wishes: &Wishes) -> Vec<Asked> {
    let all: Vec<IndicatorId>;
    let indicators = if wishes.indicators.is_empty() {
        all = catalogue.iter().map(|(id, _)| id).collect();
        &all
    } else {
        &wishes.indicators
    };
    let mut seen = BTreeSet::new();
    let once = indicators.iter().filter(|id| seen.insert(**id));
    once.flat_map(|&indicator| of_indicator(material, indicator, wishes)).collect()
}

fn of_indicator(material: &Material, indicator: IndicatorId, wishes: &Wishes) -> Vec<Asked> {
    let own = material.by_indicator.get(&indicator).map_or(&[][..], Vec::as_slice);
    let told: BTreeSet<Measure> = own.iter().map(|item| item.observation.measure).collect();
    let is_wished = |measure: &Measure| wishes.measures.is_empty() || wishes.measures.contains(measure);
    let mut measures: Vec<Measure> = told.into_iter().filter(is_wished).collect();
    // An indicator that was asked for by name is answered for even where nothing is told of it.
    if measures.is_empty() && !wishes.indicators.is_empty() {
        measures.push(wishes.measures.first().copied().unwrap_or(Measure::Level));
    }
    measures.into_iter().map(|measure| ask(material, own, indicator, measure, wishes)).collect()
}

fn ask(material: &Material, own: &[Item], indicator: IndicatorId, measure: Measure, wishes: &Wishes) -> Asked {
    let (timely, others): (Vec<Item>, Vec<Item>) =
        own.iter().partition(|item| item.observation.measure != measure || is_timely(wishes.times, item.observation));
    let period = match wishes.times {
        Times::Exactly(period) => Some(period),
        Times::Any | Times::Within { .. } => None,
    };
    let plain = default_question_of(&timely, indicator, measure);
    let question = Question { levels: wishes.levels.clone(), period, min_confidence: wishes.min_confidence, ..plain };
    let mut answer = material.answer(&timely, &question);
    if !others.is_empty() {
        answer.notes.push(Note::OtherPeriods { n: others.len() });
        // An area whose figures are of another time is not silent.
        let spoken: BTreeSet<_> = others.iter().map(|item| item.observation.ref_area.code).collect();
        answer.missing.retain(|area| !spoken.contains(&area.code));
    }
    let unheard =
        wishes.areas.iter().filter(|area| area.code.is_some_and(|code| material.never_heard_of(wishes, code)));
    answer.missing.extend(unheard.cloned());
    answer.missing.sort_by_key(|area| area.code);
    answer.missing.dedup_by_key(|area| area.code);
    Asked { question, answer }
}

/// Whether the figure's time is one of those wished for; exact periods are the question's own matter.
fn is_timely(times: Times, observation: &Observation) -> bool {
    let Times::Within { first, last } = times else { return true };
    observation.period.is_some_and(|told| match observation.status {
        Status::Actual => first <= told.start && told.end.is_some_and(|end| end <= last),
        Status::Target | Status::Policy => told.start <= last && told.end.is_none_or(|end| first <= end),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::extract::Extractor;
    use crate::pipeline;
    use crate::read::ReadOptions;

    fn samples() -> Vec<Document> {
        let read = |file: &str, text: &str| {
            pipeline::analyse(Extractor::builtin(), file, text.as_bytes(), &ReadOptions::default())
        };
        vec![
            read("a.md", include_str!("../../assets/samples/2023-05-19-就业周报样例.md")),
            read("b.md", include_str!("../../assets/samples/2023-11-03-就业周报样例.md")),
        ]
    }

    fn with<R>(wishes: &Wishes, check: impl FnOnce(&[Item], Vec<Asked>) -> R) -> R {
        let documents = samples();
        let documents: Vec<&Document> = documents.iter().collect();
        let items: Vec<Item> =
            (0..).zip(&documents).flat_map(|(n, document)| items_of(n, &document.observations)).collect();
        check(&items, asked(&Material::of(&documents, wishes), Catalogue::builtin(), wishes))
    }

    #[test]
    fn answers_are_those_of_all_figures() {
        with(&Wishes::default(), |items, all| {
            assert!(all.len() > 5, "the samples tell of many indicators");
            for Asked { question, answer, .. } in all {
                assert_eq!(answer, ranking(items, &question));
            }
        });
    }

    #[test]
    fn another_time_is_counted_and_not_called_silence() {
        let within = Times::Within { first: date(2023, 1, 1), last: date(2023, 3, 31) };
        let n_levels = |all: &[Asked]| all.iter().map(|asked| asked.answer.rows().count()).sum::<usize>();
        let n_rows = with(&Wishes::default(), |_, all| n_levels(&all));
        let wishes = Wishes { times: within, ..Wishes::default() };
        with(&wishes, |items, all| {
            assert!(n_levels(&all) < n_rows);
            assert!(all.iter().any(|asked| asked.answer.notes.iter().any(|n| matches!(n, Note::OtherPeriods { .. }))));
            for Asked { question, answer, .. } in &all {
                let tells = |code| {
                    items.iter().map(|item| item.observation).any(|o| {
                        o.ref_area.code == code && o.indicator == question.indicator && o.measure == question.measure
                    })
                };
                assert!(answer.missing.iter().all(|area| !tells(area.code)));
            }
        });
    }

    #[test]
    fn what_is_asked_for_by_name_is_answered_in_its_order() {
        let find = |id| Catalogue::builtin().find(id).unwrap();
        let indicators = vec![find("minimum_wage"), find("urban_new_jobs"), find("minimum_wage")];
        with(&Wishes { indicators, ..Wishes::default() }, |_, all| {
            let ids: Vec<_> = all.iter().map(|asked| asked.question.indicator).collect();
            assert_eq!(ids.first(), Some(&find("minimum_wage")));
            assert!(ids.is_sorted_by_key(|id| *id != find("minimum_wage")));
        });
    }
}
