//! Indicators, areas and periods by what people call them, looked up among what the bulletins hold.

mod period;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::lookup::{Found, look_up};
use super::table::Words;
use crate::compare::Item;
use crate::compare::names::short_name;
use crate::compare::words::{Language, period as period_words};
use crate::gazetteer::Gazetteer;
use crate::model::area::{AreaCode, RefArea};
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::Measure;
use crate::model::period::{Period, PeriodKind};

/// Divisions are named as they are in this year.
const YEAR: i16 = 2024;
/// So many candidates are named.
const NAMED: usize = 8;

// `{name}` is what was typed, `{known}` what there is.
const NO_INDICATOR: Words = Words {
    zh: "这些简报里没有指标“{name}”的数据，有的是：{known}",
    en: "these bulletins have no figures of the indicator \"{name}\"; they have {known}",
};
const MANY_INDICATORS: Words = Words {
    zh: "“{name}”可以是几个指标，请写全：{known}",
    en: "\"{name}\" may be several indicators, write one in full: {known}",
};
const NO_AREA: Words = Words {
    zh: "这些简报里没有地区“{name}”的数据，有的是：{known}",
    en: "these bulletins have no figures of the area \"{name}\"; they have {known}",
};
const MANY_AREAS: Words = Words {
    zh: "“{name}”可以是几个地区，请写全或写代码：{known}",
    en: "\"{name}\" may be several areas, write one in full or its code: {known}",
};
const UNREAD_PERIOD: Words = Words {
    zh: "时期“{name}”看不懂，请写成 2021、2021-04、2021-Q1、2021-01..2021-04 或 2021年1-4月",
    en: "cannot read the period \"{name}\": write 2021, 2021-04, 2021-Q1 or 2021-01..2021-04",
};
const NO_PERIOD: Words = Words {
    zh: "没有时期“{name}”的数据，有的是：{known}",
    en: "there are no figures of the period \"{name}\"; there are {known}",
};
const MANY_PERIODS: Words = Words {
    zh: "“{name}”可以是几个时期，请写明日期：{known}",
    en: "\"{name}\" may be several periods, write the day: {known}",
};

/// What the bulletins hold.
pub(super) struct Known<'a> {
    items: &'a [Item<'a>],
    catalogue: &'a Catalogue,
    language: Language,
}

impl<'a> Known<'a> {
    pub(super) fn new(items: &'a [Item<'a>], catalogue: &'a Catalogue, language: Language) -> Self {
        Self { items, catalogue, language }
    }

    /// The indicator of this id or name.
    pub(super) fn indicator(&self, typed: &str) -> Result<IndicatorId, String> {
        let ids: BTreeSet<IndicatorId> = self.items.iter().map(|item| item.observation.indicator).collect();
        let rows = ids.iter().filter_map(|&id| Some((id, self.catalogue.get(id)?)));
        let known: Vec<(IndicatorId, Vec<String>)> = rows
            .map(|(id, row)| (id, vec![row.id.clone(), row.name_zh.clone(), row.name_en.clone(), row.pinyin.clone()]))
            .collect();
        let name = |id: &IndicatorId| {
            let row = self.catalogue.get(*id);
            row.map_or(String::new(), |row| match self.language {
                Language::Zh => row.name_zh.clone(),
                Language::En => row.id.clone(),
            })
        };
        self.one(typed, &known, name, NO_INDICATOR, MANY_INDICATORS)
    }

    /// The area of this code or name.
    pub(super) fn area(&self, typed: &str) -> Result<RefArea, String> {
        let areas = self.items.iter().map(|item| &item.observation.ref_area);
        let areas: BTreeMap<AreaCode, &RefArea> = areas.filter_map(|area| Some((area.code?, area))).collect();
        let bare =
            |code: AreaCode| Gazetteer::builtin().division(code, YEAR).map_or("", |division| division.short_name);
        let known: Vec<(AreaCode, Vec<String>)> = areas
            .iter()
            .map(|(&code, area)| {
                let names = [area.name.as_str(), short_name(area), bare(code)].map(str::to_owned);
                (code, names.into_iter().chain([code.to_string()]).filter(|name| !name.is_empty()).collect())
            })
            .collect();
        let name = |code: &AreaCode| format!("{} {code}", areas.get(code).map_or("", |area| area.name.as_str()));
        // A name that some area has in full is no part of another's: who asks for a province does not mean its only county.
        let is_known = known.iter().any(|(_, names)| names.iter().any(|name| name == typed.trim()));
        if !is_known && !Gazetteer::builtin().bearers(typed.trim()).is_empty() {
            return Err(self.fill(NO_AREA, typed, &areas.keys().map(name).collect::<Vec<_>>()));
        }
        let code = self.one(typed, &known, name, NO_AREA, MANY_AREAS)?;
        Ok(areas.get(&code).map(|area| (*area).clone()).unwrap_or_default())
    }

    /// The period of these words, among those of an indicator in one measure.
    pub(super) fn period(&self, typed: &str, indicator: IndicatorId, measure: Measure) -> Result<Period, String> {
        let told = self.items.iter().map(|item| item.observation);
        let told = told.filter(|o| o.indicator == indicator && o.measure == measure);
        let periods: BTreeSet<Period> = told.filter_map(|o| o.period).collect();
        let name = |period: &Period| period_words::period(Some(*period), self.language);
        let said: Vec<(Period, Vec<String>)> = periods.iter().map(|period| (*period, vec![name(period)])).collect();
        if let Some((period, _)) = said.iter().find(|(_, names)| names.iter().any(|name| name == typed.trim())) {
            return Ok(*period);
        }
        let latest = periods.iter().filter_map(|period| period.end).max();
        let Some((start, end)) = period::days(typed, latest) else {
            return Err(self.fill(UNREAD_PERIOD, typed, &[]));
        };
        let exactly = |kind| Period { start, end: Some(end), kind };
        let as_of = Period { start: end, end: Some(end), kind: PeriodKind::AsOf };
        let best = [exactly(PeriodKind::During), exactly(PeriodKind::AsOf), as_of];
        if let Some(period) = best.into_iter().find(|period| periods.contains(period)) {
            return Ok(period);
        }
        // Half-said, such as a year: whatever lies in it, if it is only one.
        let lies_in = |period: &&Period| period.start >= start && period.end.is_some_and(|last| last <= end);
        let within: Vec<Period> = periods.iter().filter(lies_in).copied().collect();
        match within.as_slice() {
            [one] => Ok(*one),
            [] => Err(self.fill(NO_PERIOD, typed, &periods.iter().map(name).collect::<Vec<_>>())),
            _ => Err(self.fill(MANY_PERIODS, typed, &within.iter().map(name).collect::<Vec<_>>())),
        }
    }

    /// The days of these words.
    pub(super) fn days(&self, typed: &str) -> Result<(Date, Date), String> {
        let ends = self.items.iter().filter_map(|item| item.observation.period?.end);
        period::days(typed, ends.max()).ok_or_else(|| self.fill(UNREAD_PERIOD, typed, &[]))
    }

    fn one<T: Clone + PartialEq>(
        &self,
        typed: &str,
        known: &[(T, Vec<String>)],
        name: impl Fn(&T) -> String,
        none: Words,
        many: Words,
    ) -> Result<T, String> {
        match look_up(typed, known) {
            Found::One(one) => Ok(one),
            Found::Many(those) => Err(self.fill(many, typed, &those.iter().map(name).collect::<Vec<_>>())),
            Found::None => Err(self.fill(none, typed, &known.iter().map(|(one, _)| name(one)).collect::<Vec<_>>())),
        }
    }

    fn fill(&self, words: Words, typed: &str, names: &[String]) -> String {
        let (between, more) = match self.language {
            Language::Zh => ("、", "……"),
            Language::En => (", ", ", ..."),
        };
        let mut known = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(between);
        if names.len() > NAMED {
            known.push_str(more);
        }
        words.of(self.language).replace("{name}", typed).replace("{known}", &known)
    }
}
