//! Tables: head and row label give what a sentence would say in words.

use std::ops::Range;

use super::area::AreaRole;
use super::attach::Attacher;
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
    let Some(head) = rows.iter().position(|row| row.is_header).or(Some(0)) else { return };
    let caption = caption(attacher, blocks);
    for row in rows.iter().skip(head + 1) {
        let label = row.cells.first().cloned().unwrap_or(0..0);
        let mut before = None;
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let heading = rows.get(head).and_then(|head| head.cells.get(column)).cloned().unwrap_or(0..0);
            let made = observation(attacher, row, cell, &heading, &label, &caption, &mut before);
            attacher.record_cell(cell, row.span, made.as_ref());
            if let Ok(observation) = made {
                attacher.push(observation);
            }
        }
    }
}

/// The block before the table: it may name indicator, period or unit for all of it.
fn caption(attacher: &Attacher<'_>, blocks: &[usize]) -> Range<usize> {
    let before = blocks.first().and_then(|first| first.checked_sub(1)).and_then(|n| attacher.article.blocks.get(n));
    before.map_or(0..0, |block| attacher.scan.block(block))
}

fn observation(
    attacher: &Attacher<'_>,
    row: &Row,
    cell: &Range<usize>,
    heading: &Range<usize>,
    label: &Range<usize>,
    caption: &Range<usize>,
    before: &mut Option<(IndicatorId, Range<usize>, Range<usize>)>,
) -> Result<Observation, Omission> {
    let text = attacher.folded();
    let figure = cell_figure(text, &attacher.scan.periods, cell).ok_or(Omission::CellNotOnlyFigure)?;
    let places = [heading, label, caption];
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let (heading_words, label_words) = (words(heading), words(label));
    let (indicator, phrase, head) = match places.iter().find_map(|place| indicator_in(attacher, place)) {
        Some((indicator, phrase)) => (indicator, phrase, heading.clone()),
        // 完成年计划 beside 2020年城镇新增就业: a column that names no indicator goes on with the one before, and with its year.
        None => before.clone().ok_or(Omission::NoIndicator)?,
    };
    *before = Some((indicator, phrase.clone(), head.clone()));
    let row_of = attacher.extractor.catalogue().get(indicator).ok_or(Omission::NoIndicator)?;
    let (unit, scale) = match &figure.counter {
        Counter::Unit(unit) => (unit.clone(), 1.0),
        Counter::Foreign => return Err(Omission::ForeignUnit),
        Counter::Missing => unit_of_column(&heading_words, &label_words, &words(caption), &row_of.base_unit)
            .ok_or(Omission::UnitUnfit)?,
    };
    let measure = measure_of(&heading_words, &label_words, &unit);
    let is_target = measure == Measure::Level
        && (heading_words.contains("目标") || heading_words.contains("计划") || label_words.contains("目标"));
    let status = match row_of.nature {
        Nature::Rule => Status::Policy,
        _ if is_target => Status::Target,
        _ => Status::Actual,
    };
    let unit = if unit.0 == "元" || (unit.0 == "元/月" && heading_words.contains("小时")) {
        Unit::new(super::detail::money_unit(&heading_words, &heading_words, "", &row_of.id))
    } else {
        unit
    };
    let (ref_area, area_words) = area_of(attacher, label, heading);
    let row_range = row.cells.first().map_or(0, |cell| cell.start)..row.cells.last().map_or(0, |cell| cell.end);
    let (period, period_words) = period_of(attacher, [&row_range, heading, &head, caption], row_of.nature, status);
    let source = |range: Range<usize>| Span::new(&attacher.article.text, attacher.scan.folded.source(range));
    let sign = if matches!(measure, Measure::YoyRate | Measure::YoyChange | Measure::MomRate | Measure::MomChange)
        && text.get(..figure.range.start).is_some_and(|before| before.ends_with(['-', '—']))
    {
        -1.0
    } else {
        1.0
    };
    Ok(Observation {
        ref_area,
        indicator,
        measure,
        status,
        quantity: Quantity {
            value: sign * scaled(figure.value.abs(), scale),
            value_high: figure.value_high.map(|high| scaled(high, scale)),
            unit,
            bound: figure.bound,
        },
        period,
        detail: String::new(),
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
    let figure = figure::parse(text, cell.start + offset)?;
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

/// A column's unit: in its own head, in the row's label, in the caption if that names one for all, else the indicator's own.
fn unit_of_column(heading: &str, label: &str, caption: &str, base: &str) -> Option<(Unit, f64)> {
    let is_share = ["完成", "率", "占比", "比重", "同比", "增长"].iter().any(|word| heading.contains(word));
    if let Some(found) = unit_in(heading).or_else(|| unit_in(label)) {
        return Some(found);
    }
    if is_share {
        return Some((Unit::new("%"), 1.0));
    }
    let shared =
        caption.split("单位：").nth(1).and_then(|tail| tail.split(['；', '。', '）', '\n']).next()).unwrap_or_default();
    if !shared.contains(['、', '，']) && !shared.is_empty() {
        return unit_in(&format!("（{shared}）"));
    }
    Some((Unit(base.to_owned().into()), 1.0))
}

/// The unit in brackets or behind 单位：, with its scale: （万元） is 元 and 10000.
fn unit_in(words: &str) -> Option<(Unit, f64)> {
    let inner = words
        .rsplit_once('（')
        .map(|(_, inner)| inner)
        .or_else(|| words.rsplit_once("单位：").map(|(_, inner)| inner))
        .or_else(|| words.rsplit_once('/').map(|(_, inner)| inner))?;
    let inner = inner.split(['）', '，', '。']).next()?;
    let (scale, name) = [("亿", 1e8), ("万", 1e4), ("千", 1e3)]
        .iter()
        .find_map(|(word, scale)| inner.strip_prefix(word).map(|name| (*scale, name)))
        .unwrap_or((1.0, inner));
    let unit = match name {
        "人" | "名" => "人",
        "人次" => "人次",
        "个" => "个",
        "家" => "家",
        "户" => "户",
        "笔" => "笔",
        "场" | "场次" => "场",
        "元" => "元",
        "元/月" | "元/人·月" => "元/月",
        "元/小时" => "元/小时",
        "元/年" => "元/年",
        "元/人" => "元/人",
        "元/天" => "元/天",
        "%" | "百分比" => "%",
        "百分点" | "个百分点" => "百分点",
        "倍" => "倍",
        _ => return None,
    };
    Some((Unit::new(unit), scale))
}

fn measure_of(heading: &str, label: &str, unit: &Unit) -> Measure {
    let says = |word: &str| heading.contains(word) || label.contains(word);
    let is_percent = unit.class() == UnitClass::Percent;
    if says("完成") && is_percent || says("完成率") {
        Measure::Completion
    } else if says("环比") || says("比上月") {
        if is_percent { Measure::MomRate } else { Measure::MomChange }
    } else if says("同比") || says("增长") || says("增减") || says("比上年") {
        if is_percent { Measure::YoyRate } else { Measure::YoyChange }
    } else if says("占比") || says("比重") {
        Measure::Share
    } else {
        Measure::Level
    }
}

fn area_of(attacher: &Attacher<'_>, label: &Range<usize>, heading: &Range<usize>) -> (RefArea, Option<Range<usize>>) {
    for place in [label, heading] {
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

fn period_of(
    attacher: &Attacher<'_>,
    places: [&Range<usize>; 4],
    nature: Nature,
    status: Status,
) -> (Option<Period>, Option<Range<usize>>) {
    let found = places.iter().find_map(|place| {
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
