//! Tables: head and row label give what a sentence would say in words.

mod column;
mod ground;

use std::ops::Range;

use super::attach::{Attacher, CellGrounds, first_group};
use super::cues::{Cues, cues};
use super::detail;
use super::explain::Omission;
use super::figure::{self, Counter, Figure};
use super::lexicon::UnitMask;
use super::number;
use super::period::PeriodWord;
use super::resolve::moved;
use crate::model::bulletin::BlockKind;
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::Period;
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
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

/// What a cell goes on with that has no indicator or time of its own: the one on its left, or for 其中：女性 the one above.
#[derive(Clone)]
struct Before {
    named: Named,
    period: Option<Period>,
}

/// The indicator of a cell and what named it.
#[derive(Clone)]
struct Named {
    indicator: IndicatorId,
    phrase: Range<usize>,
    /// The head whose time may hold for the cell.
    head: Vec<Range<usize>>,
    /// How sure the words are that name it.
    probability: f32,
}

/// What cells may go on with: on the left, and above by column.
#[derive(Default)]
struct Neighbours {
    left: Option<Before>,
    /// The time of what the row last told as done.
    done: Option<Period>,
    above: Vec<Option<Before>>,
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
    let rows = without_numbering(attacher.folded(), rows);
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
    let mut neighbours = Neighbours { left: None, done: None, above: vec![None; table.heads.len()] };
    for row in rows.iter().skip(first + depth) {
        (neighbours.left, neighbours.done) = (None, None);
        let place = ground::area_of_row(attacher, &row.cells, &table.heads);
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let figure = cell_figure(attacher.folded(), &attacher.scan.periods, cell);
            let made = match &figure {
                Some(figure) => observation(attacher, &table, (row, place.as_ref()), (column, figure), &mut neighbours)
                    .and_then(|(made, grounds)| attacher.judged_cell(figure, &grounds, made)),
                None => Err(Omission::CellNotOnlyFigure),
            };
            attacher.record_cell(figure.or_else(|| attacher.figure_in(cell)), row.span, made.as_ref());
            if let Ok(observation) = made {
                attacher.push(observation);
            }
        }
    }
}

/// 序号 | 项目 | 年度任务: the rows without the column that only numbers them.
fn without_numbering(text: &str, mut rows: Vec<Row>) -> Vec<Row> {
    let head = rows.first().and_then(|row| row.cells.first()).and_then(|cell| text.get(cell.clone()));
    if head.is_some_and(|head| matches!(head.trim(), "序号" | "编号" | "序" | "No." | "NO.")) {
        for row in rows.iter_mut().filter(|row| !row.cells.is_empty()) {
            row.cells.remove(0);
        }
    }
    rows
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
    (row, place): (&Row, Option<&ground::Named>),
    (column, figure): (usize, &Figure),
    neighbours: &mut Neighbours,
) -> Result<(Observation, CellGrounds), Omission> {
    let text = attacher.folded();
    let nowhere = 0..0;
    let label = row.cells.first().unwrap_or(&nowhere);
    let cell = row.cells.get(column).unwrap_or(&nowhere);
    let headings = table.heads.get(column).map_or(&[][..], Vec::as_slice);
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let heading_words: String = headings.iter().map(words).collect();
    let (label_words, caption_words) = (words(label), words(&table.caption));
    let of_row =
        table.unit_column.and_then(|n| row.cells.get(n)).and_then(|cell| column::unit_named(words(cell).trim()));
    let unit_of_row = of_row.as_ref().map(|(unit, _)| unit);
    let named = indicator_of(attacher, table, (label, headings, unit_of_row), column, neighbours)
        .ok_or(Omission::NoIndicator)?;
    let row_of = attacher.extractor.catalogue().get(named.indicator).ok_or(Omission::NoIndicator)?;
    let (unit, scale) = match &figure.counter {
        Counter::Unit(unit) => (unit.clone(), 1.0),
        Counter::Foreign => return Err(Omission::ForeignUnit),
        Counter::Missing => {
            column::unit_of_column(&heading_words, label_words, caption_words, of_row, &row_of.base_unit, figure)
                .ok_or(Omission::UnitUnfit)?
        }
    };
    let value = column::signed(text, cell, figure, scaled(figure.value.abs(), scale));
    // 个人创业担保贷款（万元） under a caption that speaks of 最高额度: what a rule allows, not what was paid.
    let is_cap = row_of.id == "startup_loan_amount"
        && column::tells_a_cap(&heading_words, label_words, caption_words)
        && value <= column::LARGEST_CAP;
    let cap = attacher.extractor.catalogue().find("startup_loan_cap").filter(|_| is_cap);
    let indicator = cap.unwrap_or(named.indicator);
    let row_of = attacher.extractor.catalogue().get(indicator).ok_or(Omission::NoIndicator)?;
    let measure = column::measure_of(&heading_words, label_words, &unit, row_of.base_unit == "%");
    // 社区管理服务率 under 参保人数: a rate of something else.
    let measure = match measure {
        Measure::Level if unit.class() == UnitClass::Percent && row_of.base_unit != "%" => {
            if !words(&named.phrase).ends_with('率') {
                return Err(Omission::PercentOfCount);
            }
            Measure::Share
        }
        measure => measure,
    };
    // 笔 under an amount, 元 under what is counted in persons.
    let base = Unit(row_of.base_unit.clone().into()).class();
    let is_of_other = measure == Measure::Level
        && (unit.class().is_money() != base.is_money() || unit.class() == UnitClass::Loans && base != UnitClass::Loans);
    if is_of_other {
        return Err(Omission::UnitUnfit);
    }
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
            || label_words.contains("目标")
            || (cues!["任务分解", "目标分解", "指标分解", "分解如下", "任务如下", "目标如下"]
                .stands_in(caption_words)
                && !caption_words.contains("完成情况")
                && !heading_words.contains("完成")));
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
    let (ref_area, area_words, area_from) = ground::area_of(attacher, place, headings);
    let row_range = row.cells.first().map_or(0, |cell| cell.start)..row.cells.last().map_or(0, |cell| cell.end);
    let dated = std::iter::once(&row_range).chain(headings).chain(&named.head).chain([&table.caption, &table.title]);
    let (mut period, period_words) = ground::period_of(attacher, dated, row_of.nature, status);
    if status == Status::Target && !headings.iter().any(|heading| ground::is_dated(attacher, heading)) {
        period = period.map(ground::whole_year);
    }
    // 2025年 over a column of a plan: what lies ahead is planned.
    let lies_ahead = period.and_then(|period| period.end).zip(attacher.issued).is_some_and(|(end, issued)| {
        end.year() > issued.year()
            && !matches!(row_of.nature, Nature::Rule | Nature::Cohort)
            && measure == Measure::Level
    });
    let status = if lies_ahead { Status::Target } else { status };
    // 同比 beside 2021年三季度: where neither head nor row tells the time, it is that of what was counted before in the row.
    let tells_time =
        |words: &Range<usize>| row_range.contains(&words.start) || headings.iter().any(|h| h.contains(&words.start));
    let is_dated = || {
        period_words.as_ref().is_some_and(tells_time)
            || headings.iter().any(|heading| ground::is_dated(attacher, heading))
            || cues!["全年", "年度"].stands_in(&heading_words)
    };
    let done = neighbours.done.filter(|_| measure != Measure::Level && !is_dated());
    // 去年同期 beside 2019年1—9月.
    let is_of_then = headings.iter().any(|heading| cues!["去年同期", "上年同期"].starts(words(heading).trim()));
    let then = neighbours.done.filter(|_| is_of_then && measure == Measure::Level);
    period = done
        .or_else(|| moved(then?, -1))
        .or(period)
        .or_else(|| neighbours.left.as_ref().and_then(|before| before.period));
    // 累计 beside 5月: from January on.
    if heading_words.contains("累计") && row_of.nature == Nature::Flow {
        period = period.map(|period| Period { start: period.start.first_of_year(), ..period });
    }
    let part = headings.iter().chain([label]).find_map(|place| ground::part_of_whole(words(place)));
    let grounds = CellGrounds {
        probability: named.probability,
        area_from,
        period_from: match &period_words {
            None => 0,
            Some(words) if tells_time(words) => 2,
            Some(_) => 1,
        },
    };
    let source = |range: Range<usize>| Span::new(&attacher.article.text, attacher.scan.folded.source(range));
    let observation = Observation {
        ref_area,
        indicator,
        measure,
        status,
        quantity: Quantity {
            value,
            value_high: figure.value_high.map(|high| scaled(high, scale)),
            unit,
            bound: if is_cap && figure.bound == Bound::Exact { Bound::AtMost } else { figure.bound },
        },
        period,
        detail: part.map_or_else(|| detail::of_cell(&heading_words, label_words, &row_of.id), str::to_owned),
        quote: source(figure.range.clone()).ok_or(Omission::NotRead)?,
        sentence: row.span,
        mentions: Vec::new(),
        rule: "table",
        confidence: 0.0,
        evidence: Evidence {
            indicator: source(named.phrase.clone()),
            area: area_words.and_then(source),
            period: period_words.and_then(source),
        },
    };
    // 其中：女性 goes on with the row above, and so does the row behind it.
    if part.is_none()
        && !label_words.trim_start().starts_with("其中")
        && let Some(above) = neighbours.above.get_mut(column)
    {
        *above = Some(Before { named: named.clone(), period });
    }
    // Behind 2021年 | 2020年 stands a change of the later.
    let is_later = neighbours.done.zip(period).is_none_or(|(known, now)| known.end <= now.end);
    if measure == Measure::Level && status == Status::Actual && is_later {
        neighbours.done = period;
    }
    neighbours.left = Some(Before { named, period });
    Ok((observation, grounds))
}

/// What names a cell's indicator: the head, the row's label, what stands on its left or above, the words around the table.
fn indicator_of(
    attacher: &Attacher<'_>,
    table: &Table,
    (label, headings, unit_of_row): (&Range<usize>, &[Range<usize>], Option<&Unit>),
    column: usize,
    neighbours: &Neighbours,
) -> Option<Named> {
    const CARRIED: f32 = 0.9;
    const AROUND: f32 = 0.8;
    let words = |range: &Range<usize>| attacher.folded().get(range.clone()).unwrap_or_default();
    let named_at = |place: &Range<usize>, mask: Option<UnitMask>| {
        let (indicator, phrase) = indicator_in(attacher, place, mask)?;
        let probability = column::how_exact(words(place), words(&phrase));
        Some(Named { indicator, phrase, head: headings.to_vec(), probability })
    };
    let is_part = |place: &Range<usize>| ground::part_of_whole(words(place)).is_some();
    let says_matter =
        || !headings.iter().any(is_part) && !column::names_no_matter(&ground::without_areas(attacher, headings));
    let going_on = |before: &Option<Before>| {
        before.clone().map(|Before { named, .. }| Named { probability: named.probability.min(CARRIED), ..named })
    };
    // 其中：女性 under 城镇新增就业: the row above says what is counted; its words may look like an indicator of their own.
    if is_part(label)
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
    {
        return Some(Named { head: headings.to_vec(), ..above });
    }
    // 其中：高校毕业生 under 城镇新增就业: a group of those who found work that has an indicator of its own.
    if words(label).trim_start().starts_with("其中")
        && let Some(above) = neighbours.above.get(column).and_then(going_on)
        && let Some(own) = ground::of_own_group(attacher, label, &Named { head: headings.to_vec(), ..above })
    {
        return Some(own);
    }
    // 省外 beside 外出务工总量.
    if headings.first().is_some_and(is_part)
        && !headings.iter().skip(1).any(|heading| named_at(heading, None).is_some())
        && let Some(left) = going_on(&neighbours.left)
    {
        return Some(left);
    }
    let unit = || {
        column::told_unit(&headings.iter().map(words).collect::<Vec<_>>(), words(&table.caption))
            .or_else(|| unit_of_row.cloned())
            .or_else(|| headings.iter().find_map(|heading| column::noun_unit(words(heading))))
    };
    // 就业人员年平均工资 over a column in 元, 贷款最高额度 over one in 笔: only what is counted so.
    let mask = || unit().map(|unit| UnitMask::of_class(unit.class()));
    // 金额（万元） beside 人数（人）: no money of what is counted in persons, nor the other way round.
    let counts_so = |indicator| {
        let base = attacher.extractor.catalogue().get(indicator).map(|row| Unit(row.base_unit.clone().into()).class());
        unit().zip(base).is_none_or(|(unit, base)| unit.class().is_money() == base.is_money())
    };
    // 完成年计划 beside 2020年城镇新增就业: a column that names no indicator goes on with the one before, and with its year.
    let carried = || going_on(&neighbours.left).filter(|left| !says_matter() && counts_so(left.indicator));
    let around = || {
        let mut places = [&table.caption, &table.title].into_iter();
        let found = places.find_map(|place| named_at(place, mask())).filter(|_| !says_matter())?;
        Some(Named { probability: found.probability.min(AROUND), ..found })
    };
    // 分行业看（单位：元/年）： over industries and years: what the text before was about, broken down.
    let broken_down = || {
        static PARTS: Cues = Cues::new(&[
            "分行业",
            "分门类",
            "分地区",
            "分区域",
            "分市",
            "分县",
            "分区县",
            "分类型",
            "分登记注册",
            "分单位",
            "分岗位",
            "按行业",
            "按地区",
            "按登记注册",
            "分季度",
            "分年度",
        ]);
        // 分县区社区工厂建设情况 over 个数: of something else.
        let is_of_other = cues!["建设情况", "复工", "企业情况", "项目情况"].stands_in(words(&table.caption))
            || headings.iter().any(|heading| matches!(words(heading), "个数" | "家数" | "户数" | "面积"));
        let says_so = PARTS.stands_in(words(&table.caption)) && !says_matter() && !is_of_other;
        let (indicator, phrase) = attacher.matter_in_force().filter(|_| says_so)?;
        Some(Named { indicator, phrase, head: headings.to_vec(), probability: AROUND })
    };
    // 社会保险补贴 before 享受人数 and 发放金额: who is paid it and how much, and not who is insured.
    let counted = headings.iter().find_map(|heading| column::noun_unit(words(heading)));
    if let Some(unit) = counted.filter(|_| cues!["补贴", "补助", "失业保险金", "奖补"].stands_in(words(label)))
    {
        let id = match unit.class() {
            UnitClass::Persons | UnitClass::PersonTimes => Some("subsidised_persons"),
            UnitClass::Money => Some("subsidy_amount"),
            _ => None,
        };
        if let Some(indicator) = id.and_then(|id| attacher.extractor.catalogue().find(id)) {
            return Some(Named { indicator, phrase: label.clone(), head: headings.to_vec(), probability: CARRIED });
        }
    }
    let found = headings
        .iter()
        .chain([label])
        .find_map(|place| named_at(place, mask()).or_else(|| named_at(place, None)))
        .or_else(carried)
        .or_else(around)
        .or_else(broken_down)?;
    Some(of_group(attacher, label, &found).unwrap_or(found))
}

/// 全年实现就业 over 高校毕业生, 就业困难人员: the head counts who works, the row says of which group.
fn of_group(attacher: &Attacher<'_>, label: &Range<usize>, found: &Named) -> Option<Named> {
    let id = &attacher.extractor.catalogue().get(found.indicator)?.id;
    let (words, own) = first_group(attacher.folded().get(label.clone())?)?;
    let counts_work = matches!(id.as_str(), "assisted_employment" | "jobs_created" | "employed_persons");
    let indicator = attacher.extractor.catalogue().find(own).filter(|_| counts_work)?;
    Some(Named { indicator, phrase: label.start + words.start..label.start + words.end, ..found.clone() })
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

fn indicator_in(
    attacher: &Attacher<'_>,
    place: &Range<usize>,
    mask: Option<UnitMask>,
) -> Option<(IndicatorId, Range<usize>)> {
    let mentions = attacher.mentions_in(place);
    let best = mentions
        .into_iter()
        .filter(|mention| mask.is_none_or(|mask| mention.units.meets(mask)))
        .filter(|mention| mention.figure.is_none() && !mention.units.is_of_caps())
        .max_by(|a, b| (a.literal as f32 + 9.0 * a.weight).total_cmp(&(b.literal as f32 + 9.0 * b.weight)))?;
    Some((best.indicator?, best.range))
}
