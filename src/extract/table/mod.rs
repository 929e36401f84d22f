//! Tables: head and row label give what a sentence would say in words.

mod column;

use std::ops::Range;

use super::area::AreaRole;
use super::attach::Attacher;
use super::detail;
use super::explain::Omission;
use super::figure::{self, Counter, Figure};
use super::number;
use super::period::{PeriodWord, Role};
use super::scan::within;
use crate::model::area::RefArea;
use crate::model::bulletin::BlockKind;
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Quantity, Unit, UnitClass};
use crate::model::span::Span;

/// A row with its cells in the folded text.
struct Row {
    cells: Vec<Range<usize>>,
    is_header: bool,
    span: Span,
}

/// A table as far as all of its cells share it.
struct Table {
    /// What heads each column: the cells of the head's rows, the lowest first.
    heads: Vec<Vec<Range<usize>>>,
    /// The column that names each row's unit.
    unit_column: Option<usize>,
    /// The block before the table: it may name indicator, period or unit for all of it.
    caption: Range<usize>,
    title: Range<usize>,
}

/// What a column goes on with that has no indicator or time of its own.
#[derive(Clone)]
struct Before {
    indicator: IndicatorId,
    phrase: Range<usize>,
    head: Vec<Range<usize>>,
    period: Option<Period>,
}

/// Reads the table that these blocks make.
pub(super) fn read(attacher: &mut Attacher<'_>, blocks: &[usize]) {
    let rows: Vec<Row> = blocks
        .iter()
        .filter_map(|&n| attacher.article.blocks.get(n))
        .filter_map(|block| match &block.kind {
            BlockKind::TableRow { cells, is_header } => Some(Row {
                cells: cells
                    .iter()
                    .map(|cell| attacher.scan.folded.position(cell.start())..attacher.scan.folded.position(cell.end()))
                    .collect(),
                is_header: *is_header,
                span: block.span,
            }),
            _ => None,
        })
        .collect();
    let Some(first) = rows.iter().position(|row| row.is_header).or(Some(0)) else { return };
    let depth = 1 + usize::from(has_second_head(attacher, &rows, first));
    let heads = heads(attacher.folded(), rows.get(first..first + depth).unwrap_or_default());
    let names_units = |cells: &Vec<Range<usize>>| {
        cells.iter().any(|cell| {
            attacher.folded().get(cell.clone()).is_some_and(|words| matches!(words.trim(), "单位" | "计量单位"))
        })
    };
    let before = blocks.first().and_then(|first| first.checked_sub(1)).and_then(|n| attacher.article.blocks.get(n));
    let table = Table {
        unit_column: heads.iter().position(names_units),
        heads,
        caption: before.map_or(0..0, |block| attacher.scan.block(block)),
        title: 0..attacher.scan.title_end,
    };
    for row in rows.iter().skip(first + depth) {
        let mut before = None;
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let figure = cell_figure(attacher.folded(), &attacher.scan.periods, cell);
            let made = match &figure {
                Some(figure) => observation(attacher, &table, row, (column, figure), &mut before),
                None => Err(Omission::CellNotOnlyFigure),
            };
            attacher.record_cell(figure.or_else(|| attacher.figure_in(cell)), row.span, made.as_ref());
            if let Ok(observation) = made {
                attacher.push(observation);
            }
        }
    }
}

/// 市中区 over 5月 and 累计: a second row of heads holds no figure and leaves the first column empty or names it again.
fn has_second_head(attacher: &Attacher<'_>, rows: &[Row], first: usize) -> bool {
    let (Some(head), Some(row), Some(_)) = (rows.get(first), rows.get(first + 1), rows.get(first + 2)) else {
        return false;
    };
    let words = |cell: &Range<usize>| attacher.folded().get(cell.clone()).unwrap_or_default().trim();
    let label = row.cells.first().map_or("", words);
    let continues = label.is_empty() || head.cells.first().map_or("", words) == label;
    let has_figure =
        row.cells.iter().skip(1).any(|cell| cell_figure(attacher.folded(), &attacher.scan.periods, cell).is_some());
    continues && !has_figure && row.cells.iter().skip(1).any(|cell| !words(cell).is_empty())
}

/// The heads of each column; a cell over several columns stands for those that it leaves empty on its right.
fn heads(text: &str, rows: &[Row]) -> Vec<Vec<Range<usize>>> {
    let is_empty = |cell: &Range<usize>| text.get(cell.clone()).is_none_or(|words| words.trim().is_empty());
    let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let of = |column: usize| {
        let cell = |row: &Row| {
            let own = row.cells.get(column).filter(|cell| !is_empty(cell));
            let spanning = || row.cells.iter().take(column).skip(1).rev().find(|cell| !is_empty(cell));
            own.or_else(|| spanning().filter(|_| rows.len() > 1)).cloned()
        };
        rows.iter().rev().filter_map(cell).collect()
    };
    (0..n_columns).map(of).collect()
}

fn observation(
    attacher: &Attacher<'_>,
    table: &Table,
    row: &Row,
    (column, figure): (usize, &Figure),
    before: &mut Option<Before>,
) -> Result<Observation, Omission> {
    let text = attacher.folded();
    let nowhere = 0..0;
    let label = row.cells.first().unwrap_or(&nowhere);
    let cell = row.cells.get(column).unwrap_or(&nowhere);
    let headings = table.heads.get(column).map_or(&[][..], Vec::as_slice);
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let heading_words: String = headings.iter().map(words).collect();
    let (label_words, caption_words) = (words(label), words(&table.caption));
    let says_matter = || !column::names_no_matter(&without_areas(attacher, headings));
    // 完成年计划 beside 2020年城镇新增就业: a column that names no indicator goes on with the one before, and with its year.
    let carried = || {
        let before = before.clone().filter(|_| !says_matter())?;
        Some((before.indicator, before.phrase, before.head))
    };
    let named_at = |place: &Range<usize>| {
        let (indicator, phrase) = indicator_in(attacher, place)?;
        Some((indicator, phrase, headings.to_vec()))
    };
    let around = || [&table.caption, &table.title].into_iter().find_map(named_at).filter(|_| !says_matter());
    let (indicator, phrase, head) = headings
        .iter()
        .chain([label])
        .find_map(named_at)
        .or_else(carried)
        .or_else(around)
        .ok_or(Omission::NoIndicator)?;
    let row_of = attacher.extractor.catalogue().get(indicator).ok_or(Omission::NoIndicator)?;
    let of_row =
        table.unit_column.and_then(|n| row.cells.get(n)).and_then(|cell| column::unit_named(words(cell).trim()));
    let (unit, scale) = match &figure.counter {
        Counter::Unit(unit) => (unit.clone(), 1.0),
        Counter::Foreign => return Err(Omission::ForeignUnit),
        Counter::Missing => {
            column::unit_of_column(&heading_words, label_words, caption_words, of_row, &row_of.base_unit, figure)
                .ok_or(Omission::UnitUnfit)?
        }
    };
    let value = column::signed(text, cell, figure, scaled(figure.value.abs(), scale));
    let measure = column::measure_of(&heading_words, label_words, &unit);
    // 52.15 persons: the scale stands somewhere that was not understood.
    let comes_whole = matches!(
        unit.class(),
        UnitClass::Persons | UnitClass::PersonTimes | UnitClass::Firms | UnitClass::Households | UnitClass::Events
    );
    if comes_whole && value.fract() != 0.0 {
        return Err(Omission::UnitUnfit);
    }
    let is_target = measure == Measure::Level
        && (heading_words.contains("目标")
            || heading_words.contains("计划")
            || heading_words.contains("任务")
            || label_words.contains("目标"));
    let status = match row_of.nature {
        Nature::Rule => Status::Policy,
        _ if is_target => Status::Target,
        _ => Status::Actual,
    };
    let unit = if unit.0 == "元" || (unit.0 == "元/月" && heading_words.contains("小时")) {
        Unit::new(detail::money_unit(&heading_words, &heading_words, "", &row_of.id))
    } else {
        unit
    };
    let (ref_area, area_words) = area_of(attacher, label, headings);
    let row_range = row.cells.first().map_or(0, |cell| cell.start)..row.cells.last().map_or(0, |cell| cell.end);
    let dated = std::iter::once(&row_range).chain(headings).chain(&head).chain([&table.caption, &table.title]);
    let (mut period, period_words) = period_of(attacher, dated, row_of.nature, status);
    let has_own = headings.iter().any(|heading| is_dated(attacher, heading));
    if status == Status::Target && !has_own {
        period = period.map(whole_year);
    }
    // 累计 beside 5月: from January on.
    if heading_words.contains("累计") && row_of.nature == Nature::Flow {
        period = period
            .or(before.as_ref().and_then(|before| before.period))
            .map(|period| Period { start: period.start.first_of_year(), ..period });
    }
    *before = Some(Before { indicator, phrase: phrase.clone(), head, period });
    let source = |range: Range<usize>| Span::new(&attacher.article.text, attacher.scan.folded.source(range));
    Ok(Observation {
        ref_area,
        indicator,
        measure,
        status,
        quantity: Quantity {
            value,
            value_high: figure.value_high.map(|high| scaled(high, scale)),
            unit,
            bound: figure.bound,
        },
        period,
        detail: detail::of_cell(&heading_words, label_words, &row_of.id),
        quote: source(figure.range.clone()).ok_or(Omission::NotRead)?,
        sentence: row.span,
        mentions: Vec::new(),
        rule: "table",
        confidence: 0.9,
        evidence: Evidence {
            indicator: source(phrase),
            area: area_words.and_then(source),
            period: period_words.and_then(source),
        },
    })
}

/// The words of a head without the areas that it names.
fn without_areas(attacher: &Attacher<'_>, headings: &[Range<usize>]) -> String {
    let mut words = String::new();
    for heading in headings {
        let mut start = heading.start;
        let areas = &attacher.scan.areas[within(&attacher.scan.areas, heading, |area| area.range.clone())];
        for area in areas {
            words += attacher.folded().get(start..area.range.start).unwrap_or_default();
            start = area.range.end.max(start);
        }
        words += attacher.folded().get(start..heading.end).unwrap_or_default();
    }
    words
}

/// Whether a head tells a time of its own.
fn is_dated(attacher: &Attacher<'_>, heading: &Range<usize>) -> bool {
    attacher
        .scan
        .periods
        .iter()
        .any(|word| heading.start <= word.range.start && word.range.end <= heading.end && !word.is_whole_year())
}

/// The year that a time lies in.
fn whole_year(period: Period) -> Period {
    let end = period.end.unwrap_or(period.start);
    Period { start: period.start.first_of_year(), end: Some(end.last_of_year()), kind: PeriodKind::During }
}

/// 646.5 in a column of 万元 is 6465000, not 6464999.999.
fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * scale { rounded } else { product }
}

/// A cell that is a figure and nothing else.
fn cell_figure(text: &str, periods: &[PeriodWord], cell: &Range<usize>) -> Option<Figure> {
    let content = text.get(cell.clone())?;
    if periods.iter().any(|word| word.range.start < cell.end && cell.start < word.range.end) {
        return None;
    }
    let offset = content.char_indices().find(|&(_, c)| number::may_start(c)).map(|(at, _)| at)?;
    if content.get(..offset)?.chars().count() > 2 {
        return None;
    }
    // A dash before a number is a code's in a sentence and a sign in a cell, so that the cell is read without it.
    let own = text.get(cell.start + offset..cell.end)?.trim_start_matches(['-', '－', '—', '+', '＋']);
    let mut figure = figure::parse(text, cell.start + offset).or_else(|| {
        let mut figure = figure::parse(own, 0)?;
        for range in [&mut figure.range, &mut figure.extent] {
            *range = range.start + cell.end - own.len()..range.end + cell.end - own.len();
        }
        Some(figure)
    })?;
    figure.extent.start = figure.extent.start.max(cell.start);
    (figure.extent.end + 6 >= cell.end && figure.extent.end <= cell.end).then_some(figure)
}

fn indicator_in(attacher: &Attacher<'_>, place: &Range<usize>) -> Option<(IndicatorId, Range<usize>)> {
    let mentions = attacher.mentions_in(place);
    let best = mentions
        .into_iter()
        .filter(|mention| mention.figure.is_none() && !mention.units.is_of_caps())
        .max_by(|a, b| (a.literal as f32 + 9.0 * a.weight).total_cmp(&(b.literal as f32 + 9.0 * b.weight)))?;
    Some((best.indicator?, best.range))
}

fn area_of(
    attacher: &Attacher<'_>,
    label: &Range<usize>,
    headings: &[Range<usize>],
) -> (RefArea, Option<Range<usize>>) {
    for place in std::iter::once(label).chain(headings) {
        let areas = &attacher.scan.areas[within(&attacher.scan.areas, place, |area| area.range.clone())];
        if let Some((mention, area)) = areas
            .iter()
            .filter(|mention| mention.role != AreaRole::Member)
            .find_map(|mention| Some((mention, attacher.meaning_of(mention)?)))
        {
            return (area, Some(mention.range.clone()));
        }
    }
    (attacher.area_in_force(), None)
}

fn period_of<'p>(
    attacher: &Attacher<'_>,
    places: impl Iterator<Item = &'p Range<usize>>,
    nature: Nature,
    status: Status,
) -> (Option<Period>, Option<Range<usize>>) {
    let found = places.into_iter().find_map(|place| {
        let words = &attacher.scan.periods[within(&attacher.scan.periods, place, |word| word.range.clone())];
        // 完成年度目标 names no year.
        words.iter().rev().find(|word| {
            !matches!(word.role, Role::Base | Role::Aside)
                && !matches!(
                    attacher.folded().get(word.range.clone()),
                    Some("年度" | "全年" | "本年度" | "全年度" | "年")
                )
        })
    });
    let Some((period, words)) = attacher.period_of_cell(found, status == Status::Target, nature != Nature::Flow) else {
        return (None, None);
    };
    let period = match nature {
        Nature::Rule => Period { end: None, kind: PeriodKind::During, ..period },
        _ => period,
    };
    (Some(period), Some(words))
}
