//! Figures of an export that cannot all be true, found by `compare` among the rows as they were fed.

use std::collections::HashMap;

use jiff::civil::Date;

use super::words::{fill, say};
use super::writer::{Options, Remark, RemarkKind};
use crate::compare::note::Note;
use crate::compare::words::note::note;
use crate::compare::{Item, ObservationKey, conflicts};
use crate::model::area::{AreaCode, RefArea};
use crate::model::indicator::IndicatorId;
use crate::model::observation::{Evidence, Measure, Observation, Row, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Bound, Quantity, Unit};
use crate::model::span::Span;

/// What was fed so far, as much of it as can contradict something.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// With the number of its row, from 1.
    told: Vec<(u32, Observation)>,
    /// The ids of indicators by their place here, which is all that comparing needs.
    indicators: Vec<String>,
    names: HashMap<AreaCode, String>,
    n_rows: u32,
}

impl Facts {
    /// Takes note of the next row.
    pub(super) fn add(&mut self, row: &Row) {
        self.n_rows += 1;
        if let Some(observation) = self.observation(row) {
            self.told.push((self.n_rows, observation));
        }
    }

    /// What is said of each contradiction. `row_of` says where a row stands in the export, by its number.
    pub(super) fn remarks(&self, options: &Options, row_of: impl Fn(u32) -> String) -> Vec<Remark> {
        let items: Vec<Item> =
            self.told.iter().map(|(row, observation)| Item { key: key(*row), observation }).collect();
        let found = conflicts(&items);
        let remark = |found: Note| {
            let Note::Conflict { area, status, period, detail, keys } = found else { return None };
            let mut rows: Vec<u32> = keys.iter().map(|key| key.place).collect();
            rows.sort_unstable();
            let at = self.told.binary_search_by_key(rows.first()?, |(row, _)| *row).ok()?;
            let id = self.indicators.get(usize::from(self.told.get(at)?.1.indicator.0))?;
            let name = area.code.and_then(|code| self.names.get(&code)).cloned().unwrap_or_default();
            let area = RefArea { name, ..area };
            let said = note(&Note::Conflict { area, status, period, detail, keys }, options.language);
            let rows: Vec<String> = rows.into_iter().map(&row_of).collect();
            let values = [
                ("indicator", options.indicator_name(id)),
                ("note", &said),
                ("rows", &rows.join(say("list.separator", options.language))),
            ];
            let text = fill("remark.conflict", options.language, &values);
            Some(Remark { kind: RemarkKind::Conflict, file: String::new(), line: None, text })
        };
        found.into_iter().filter_map(remark).collect()
    }

    /// What comparing needs of a row; nothing where area or period cannot be told, since such figures contradict nothing.
    fn observation(&mut self, row: &Row) -> Option<Observation> {
        let code = row.ref_area.parse().ok().map(AreaCode)?;
        let start = row.period_start.parse::<Date>().ok()?;
        let kind = PeriodKind::ALL.into_iter().find(|kind| kind.id() == row.period_kind)?;
        let value = row.value?;
        let place = self.indicators.iter().position(|known| *known == row.indicator).unwrap_or_else(|| {
            self.indicators.push(row.indicator.clone());
            self.indicators.len() - 1
        });
        self.names.entry(code).or_insert_with(|| row.ref_area_name.clone());
        let nowhere = Span::new("", 0..0)?;
        Some(Observation {
            ref_area: RefArea { code: Some(code), name: String::new() },
            indicator: IndicatorId(u16::try_from(place).ok()?),
            measure: Measure::ALL.into_iter().find(|measure| measure.id() == row.measure)?,
            status: Status::ALL.into_iter().find(|status| status.id() == row.status)?,
            quantity: Quantity {
                value,
                value_high: row.value_high,
                unit: Unit(row.unit.clone().into()),
                bound: Bound::ALL.into_iter().find(|bound| bound.id() == row.bound)?,
            },
            period: Some(Period { start, end: row.period_end.parse().ok(), kind }),
            detail: row.detail.clone(),
            quote: nowhere,
            sentence: nowhere,
            mentions: Vec::new(),
            rule: "",
            confidence: row.confidence,
            evidence: Evidence::default(),
        })
    }
}

fn key(row: u32) -> ObservationKey {
    ObservationKey { document: 0, article: 0, place: row }
}
