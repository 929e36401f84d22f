//! Tables: head and row label give what a sentence would say in words.

mod column;
mod ground;
mod indicator;
mod matter;
mod when;

use std::ops::Range;

use super::attach::{Attacher, CellGrounds};
use super::cues::cues;
use super::detail;
use super::explain::Omission;
use super::figure::{self, Counter, Figure};
use super::number;
use super::period::PeriodWord;
use super::resolve::moved;
use crate::model::area::{AreaCode, RefArea};
use crate::model::bulletin::BlockKind;
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::Period;
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
use crate::model::span::Span;

/// A row with its cells in the folded text.
struct Row {
    cells: Vec<Range<usize>>,
    /// What names it: its first cell, or that of a row above, if this one is left empty as a part of a merged cell.
    label: Range<usize>,
    is_header: bool,
    span: Span,
}

impl Row {
    /// The cells that may name the matter between its label and the figure of a column: 县 | 指标 | 完成. A wide table has them in front.
    fn before(&self, column: usize) -> impl Iterator<Item = (usize, &Range<usize>)> {
        const IN_FRONT: usize = 4;
        self.cells.iter().enumerate().take(column.min(IN_FRONT)).skip(1)
    }
}

/// A table as far as all of its cells share it.
struct Table {
    /// What heads each column: the cells of the head's rows, the lowest first.
    heads: Vec<Vec<Range<usize>>>,
    /// The column that names each row's unit.
    unit_column: Option<usize>,
    /// Whether a row is that of a year.
    rows_are_years: bool,
    /// Whether the second column tells more of what the first one names: 项目 beside 类别.
    names_parts: bool,
    /// The areas that its rows name.
    places: Vec<AreaCode>,
    /// The words of all its heads.
    head_words: String,
    /// The block before the table: it may name indicator, period or unit for all of it.
    caption: Range<usize>,
    title: Range<usize>,
}

/// What a cell goes on with that has no indicator or time of its own: the one on its left, or for 其中：女性 the one above.
#[derive(Clone)]
struct Before {
    named: Named,
    period: Option<Period>,
    is_target: bool,
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
    /// The group of all those who are counted that the cell is about.
    part: Option<Range<usize>>,
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
            BlockKind::TableRow { cells, is_header } => {
                let place = |cell: &Span| {
                    attacher.scan.folded.position(cell.start())..attacher.scan.folded.position(cell.end())
                };
                Some(Row {
                    cells: cells.iter().map(place).collect(),
                    label: 0..0,
                    is_header: *is_header,
                    span: block.span,
                })
            }
            _ => None,
        })
        .collect();
    let rows = labelled(attacher.folded(), without_numbering(attacher.folded(), rows));
    let Some(first) = rows.iter().position(|row| row.is_header).or(Some(0)) else { return };
    let depth = 1 + usize::from(has_second_head(attacher, &rows, first));
    let heads = heads(attacher.folded(), rows.get(first..first + depth).unwrap_or_default());
    let names_units = |cells: &Vec<Range<usize>>| {
        cells.iter().any(|cell| {
            attacher.folded().get(cell.clone()).is_some_and(|words| matches!(words.trim(), "单位" | "计量单位"))
        })
    };
    let before = blocks.first().and_then(|first| first.checked_sub(1)).and_then(|n| attacher.article.blocks.get(n));
    let mut table = Table {
        unit_column: heads.iter().position(names_units),
        rows_are_years: rows.iter().skip(first + depth).any(|row| when::is_year(attacher, &row.label)),
        names_parts: heads.get(1).is_some_and(|heads| {
            heads
                .iter()
                .filter_map(|head| attacher.folded().get(head.clone()))
                .any(|head| cues!["项目", "内容", "类别", "分项"].stands_in(head))
        }),
        places: Vec::new(),
        head_words: heads.iter().flatten().filter_map(|head| attacher.folded().get(head.clone())).collect(),
        heads,
        caption: before.map_or(0..0, |block| attacher.scan.block(block)),
        title: 0..attacher.scan.title_end,
    };
    let mut neighbours = Neighbours { left: None, done: None, above: vec![None; table.heads.len()] };
    let lists_firms = matter::lists_firms(attacher.folded(), &table.heads);
    for row in rows.iter().skip(first + depth) {
        (neighbours.left, neighbours.done) = (None, None);
        let place = ground::area_of_row(attacher, row, &table.heads);
        table.places.extend(place.as_ref().and_then(|(area, _)| area.code));
        let is_of_one = matter::is_of_one(attacher, row, lists_firms, place.as_ref());
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let figure = cell_figure(attacher.folded(), &attacher.scan.periods, cell);
            let made = match &figure {
                Some(_) if is_of_one => Err(Omission::OtherMatter),
                Some(figure) => observation(attacher, &table, (row, place.as_ref()), (column, figure), &mut neighbours)
                    .and_then(|(made, grounds)| attacher.judged_cell(figure, &grounds, made)),
                None => Err(Omission::CellNotOnlyFigure),
            };
            attacher.record_cell(figure.or_else(|| attacher.figure_in(cell)), row.span, made.as_ref());
            match made {
                Ok(observation) => attacher.push(observation),
                // 同比增长 under 地区生产总值 is none of what stands above that.
                Err(_) if !matter::hangs_on_above(attacher.folded().get(row.label.clone()).unwrap_or_default()) => {
                    if let Some(above) = neighbours.above.get_mut(column) {
                        *above = None;
                    }
                }
                Err(_) => {}
            }
        }
    }
}

/// 序号 | 项目 | 年度任务: the rows without the column that only numbers them.
fn without_numbering(text: &str, mut rows: Vec<Row>) -> Vec<Row> {
    let head = rows.first().and_then(|row| row.cells.first()).and_then(|cell| text.get(cell.clone()));
    if head.is_some_and(|head| matches!(head.trim(), "序号" | "编号" | "序" | "No." | "NO.")) {
        for row in rows.iter_mut().filter(|row| !row.cells.is_empty()) {
            let number = row.cells.remove(0);
            // 合计 stands in the column of the numbers.
            let words = |cell: &Range<usize>| text.get(cell.clone()).unwrap_or_default().trim();
            if let Some(label) = row.cells.first_mut().filter(|label| words(label).is_empty())
                && column::is_total(words(&number))
            {
                *label = number;
            }
        }
    }
    rows
}

/// The rows with what names each.
fn labelled(text: &str, mut rows: Vec<Row>) -> Vec<Row> {
    let words = |cell: Option<&Range<usize>>| cell.and_then(|cell| text.get(cell.clone())).unwrap_or_default().trim();
    let mut last = 0..0;
    for row in &mut rows {
        let own = row.cells.first().cloned().unwrap_or(0..0);
        let is_number = |words: &str| words.starts_with(|c: char| number::may_start(c));
        let goes_on =
            words(Some(&own)).is_empty() && !words(row.cells.get(1)).is_empty() && !is_number(words(row.cells.get(1)));
        if !goes_on {
            last = own;
        }
        row.label = last.clone();
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
    let own = |row: &Row, column: usize| row.cells.get(column).filter(|cell| !is_empty(cell)).cloned();
    let of = |column: usize| {
        let is_spanned = rows.len() > 1 && rows.first().is_none_or(|top| own(top, column).is_none());
        let cell = |row: &Row| {
            let spanning = || (1..column).rev().find_map(|column| own(row, column));
            own(row, column).or_else(|| spanning().filter(|_| is_spanned))
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
    let label = &row.label;
    let cell = row.cells.get(column).unwrap_or(&nowhere);
    let headings = table.heads.get(column).map_or(&[][..], Vec::as_slice);
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let heading_words: String = headings.iter().map(words).collect();
    let (label_words, caption_words, title_words) = (words(label), words(&table.caption), words(&table.title));
    let before_figure = text.get(cell.start..figure.range.start).unwrap_or_default();
    let told_unit = table.unit_column.and_then(|n| row.cells.get(n)).map_or("", words).trim();
    let of_row = column::unit_named(told_unit);
    let unit_of_row = of_row.as_ref().map(|(unit, _)| unit);
    let named = indicator::of_cell(attacher, table, (row, headings, unit_of_row), column, neighbours)
        .ok_or(Omission::NoIndicator)?;
    // 红塔区 | 城镇新增就业（万人） | 2: the cell that names the matter tells the unit, too.
    let is_in = |cell: &&Range<usize>| cell.start <= named.phrase.start && named.phrase.end <= cell.end;
    let named_in = row.before(column).map(|(_, cell)| cell).find(is_in).map_or(label_words, words);
    // 城镇新增就业 | 其中：女性 | 28210: what stands between goes with it.
    let side = row.cells.get(1).filter(|_| column > 1 && named_in == label_words && table.names_parts);
    let label_words = &format!("{named_in}{}", side.map_or("", words));
    let label_words = label_words.as_str();
    let said = matter::Said { heading: &heading_words, label: label_words, caption: caption_words, title: title_words };
    let Some(indicator) = matter::in_its_table(attacher, named.indicator, &said, &table.head_words, figure) else {
        // 已就业 beside 贫困劳动力, who are not counted themselves.
        if matter::counts_all_labour(&heading_words) {
            neighbours.left = Some(Before { named, period: None, is_target: false });
        }
        return Err(Omission::OtherMatter);
    };
    let named = Named { indicator, ..named };
    let row_of = attacher.extractor.catalogue().get(named.indicator).ok_or(Omission::NoIndicator)?;
    // 份 in the column of units, 开班数（期）: something else is counted.
    let is_of_others =
        |unit: &str| matches!(unit, "期" | "份" | "班" | "条" | "篇" | "件" | "册" | "处" | "台" | "班次");
    let is_told = |heading: &Range<usize>| {
        words(heading)
            .trim_end()
            .strip_suffix('）')
            .and_then(|head| head.rsplit_once('（'))
            .is_some_and(|(_, unit)| is_of_others(unit))
    };
    if row_of.base_unit != "场" && headings.iter().any(is_told) || is_of_others(told_unit) {
        return Err(Omission::UnitUnfit);
    }
    let (unit, scale) = match &figure.counter {
        Counter::Unit(unit) => (unit.clone(), 1.0),
        Counter::Foreign => return Err(Omission::ForeignUnit),
        Counter::Missing => {
            let is_rate = headings.iter().any(|heading| column::tells_rate(words(heading)));
            let told = column::Told {
                own: headings.iter().find_map(|heading| column::unit_in(words(heading))),
                heading: &heading_words,
                label: label_words,
                caption: caption_words,
                title: title_words,
            };
            column::unit_of_column(&told, is_rate, of_row, &row_of.base_unit, figure).ok_or(Omission::UnitUnfit)?
        }
    };
    let value = scaled(figure.value.abs(), scale);
    // 个人创业担保贷款（万元） under a caption that speaks of 最高额度: what a rule allows, not what was paid.
    let is_cap = row_of.id == "startup_loan_amount"
        && (column::tells_a_cap(&heading_words, label_words, caption_words) || before_figure.contains("最高"))
        && value <= column::LARGEST_CAP;
    let cap = attacher.extractor.catalogue().find("startup_loan_cap").filter(|_| is_cap);
    let indicator = cap.unwrap_or(named.indicator);
    let row_of = attacher.extractor.catalogue().get(indicator).ok_or(Omission::NoIndicator)?;
    let measure = column::measure_of(&heading_words, label_words, &unit, row_of.base_unit == "%");
    let value = column::signed(before_figure, &heading_words, measure, value);
    if measure == Measure::Level && headings.iter().any(|heading| column::tells_a_move(words(heading))) {
        return Err(Omission::OtherBase);
    }
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
    // 笔 under an amount, 元 or 户 under what is counted in persons, 份 under what is counted in events.
    if measure == Measure::Level && !column::fits(&unit, &row_of.base_unit, &row_of.id) {
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
    let is_part = matter::is_part(headings.first().map_or("", words));
    let sets_aim = || {
        let may_be_planned = headings.iter().chain([label]).all(|place| when::may_be_planned(attacher, place));
        let is_part_of_plan = is_part
            && neighbours.left.as_ref().is_some_and(|left| left.is_target)
            && !heading_words.contains(['已', '完', '实']);
        matter::is_aim(&said) || matter::plans(&said) && may_be_planned || is_part_of_plan
    };
    let is_target = measure == Measure::Level && sets_aim();
    let status = match row_of.nature {
        Nature::Rule => Status::Policy,
        _ if is_target => Status::Target,
        _ => Status::Actual,
    };
    let unit = if unit.0 == "元" || (unit.0 == "元/月" && heading_words.contains("小时")) {
        // 月均收入 under 2020年: by the words that name what is paid.
        let is_in_label = label.start <= named.phrase.start && named.phrase.end <= label.end;
        let paid = if is_in_label { label_words } else { &heading_words };
        let (around, behind) =
            (format!("{paid}{before_figure}"), text.get(figure.range.end..cell.end).unwrap_or_default());
        Unit::new(detail::money_unit(&around, &around, behind, &row_of.id))
    } else {
        unit
    };
    let (ref_area, area_words, area_from) = ground::area_of(attacher, place, headings);
    // 合计 under a list of cities is of all of them, and not of the one named first.
    let is_of_first = area_words.is_none()
        && column::is_total(label_words)
        && ref_area.code.is_some_and(|code| table.places.contains(&code))
        && ![&table.title, &table.caption].iter().any(|place| ground::names_area(attacher, place, &ref_area));
    let ref_area = if is_of_first { RefArea::default() } else { ref_area };
    let row_range = row.cells.first().map_or(0, |cell| cell.start)..row.cells.last().map_or(0, |cell| cell.end);
    let places = when::Places {
        row: &row_range,
        label,
        headings,
        named_head: &named.head,
        around: [&table.caption, &table.title],
    };
    let (mut period, period_words) = when::period_of(attacher, &places, row_of.nature, status);
    if status == Status::Target && !headings.iter().chain([label]).any(|place| when::is_dated(attacher, place)) {
        period = period.map(when::whole_year);
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
            || headings.iter().any(|heading| when::is_dated(attacher, heading))
            || measure != Measure::Completion && cues!["全年", "年度"].stands_in(&heading_words)
    };
    let done = neighbours.done.filter(|_| measure != Measure::Level && !is_dated());
    // 去年同期 beside 2019年1—9月.
    let is_of_then = headings.iter().any(|heading| cues!["去年同期", "上年同期"].starts(words(heading).trim()));
    let then = neighbours.done.filter(|_| is_of_then && measure == Measure::Level);
    period = done
        .or_else(|| moved(then?, -1))
        .or(period)
        .or_else(|| neighbours.left.as_ref().and_then(|before| before.period));
    // 其中省外 beside 累计转移: of the same time.
    let is_like = |left: &&Before| is_part && !is_dated() && left.is_target == (status == Status::Target);
    if let Some(left) = neighbours.left.as_ref().filter(is_like) {
        period = left.period.or(period);
    }
    // 比上年末 on a day that ends no year: against a base that is no period before.
    let is_against_year_end =
        measure != Measure::Level && cues!["比上年末", "较上年末", "比年初", "较年初"].stands_in(&heading_words);
    if is_against_year_end && period.and_then(|period| period.end).is_none_or(|end| end != end.last_of_year()) {
        return Err(Omission::OtherBase);
    }
    // 合计 or 累计 under 2007年 and 2008年: of all those years, and maybe of more.
    let is_one_year = |period: Period| period.end.is_none_or(|end| end.year() == period.start.year());
    if column::is_total(label_words) && table.rows_are_years {
        period = period.filter(|&period| !is_one_year(period));
    }
    // 累计 beside 5月: from January on.
    if heading_words.contains("累计") && row_of.nature == Nature::Flow {
        period = period.map(|period| Period { start: period.start.first_of_year(), ..period });
    }
    let part = headings.iter().chain([label]).chain(side).find_map(|place| ground::part_of_whole(words(place)));
    let grounds = CellGrounds {
        probability: named.probability,
        area_from,
        period_from: match &period_words {
            None => 0,
            Some(words) if tells_time(words) => 2,
            Some(_) => 1,
        },
    };
    let detail = part.map_or_else(|| detail::of_cell(&heading_words, label_words, &row_of.id), str::to_owned);
    let detail = match matter::own_part(attacher, label, &named, place) {
        Some(own) if detail.is_empty() => own,
        _ => detail,
    };
    // 100 beside 合计 under 比重 says nothing.
    if measure == Measure::Share && value == 100.0 && column::is_total(label_words) {
        return Err(Omission::OtherMatter);
    }
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
            bound: match figure.bound {
                Bound::Exact if is_cap => Bound::AtMost,
                Bound::Exact => column::bound_before(before_figure),
                bound => bound,
            },
        },
        period,
        detail,
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
        && !matter::is_group(label_words)
        && let Some(above) = neighbours.above.get_mut(column)
    {
        *above = Some(Before { named: named.clone(), period, is_target: status == Status::Target });
    }
    // Behind 2021年 | 2020年 stands a change of the later.
    let is_later = neighbours.done.zip(period).is_none_or(|(known, now)| known.end <= now.end);
    if measure == Measure::Level && status == Status::Actual && is_later {
        neighbours.done = period;
    }
    // 完成率 behind 其中：贫困劳动力 is that of the whole.
    if !is_part && named.part.is_none() {
        neighbours.left = Some(Before { named, period, is_target: status == Status::Target });
    }
    Ok((observation, grounds))
}

/// 646.5 in a column of 万元 is 6465000, not 6464999.999.
fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * scale { rounded } else { product }
}

/// A cell that is a figure and nothing else, but for words that go before one: 减少, 控制在, 每人每月.
fn cell_figure(text: &str, periods: &[PeriodWord], cell: &Range<usize>) -> Option<Figure> {
    let content = text.get(cell.clone())?;
    if periods.iter().any(|word| word.range.start < cell.end && cell.start < word.range.end) {
        return None;
    }
    let offset = content.char_indices().find(|&(_, c)| number::may_start(c)).map(|(at, _)| at)?;
    let lead = content.get(..offset)?.trim();
    let is_lead = lead.chars().count() <= 2
        || cues![
            "控制在",
            "每人每月",
            "每月每人",
            "每人每年",
            "每人每天",
            "最高不超过",
            "不超过",
            "不高于",
            "不低于",
            "不少于"
        ]
        .starts(lead);
    if !is_lead || lead.chars().count() > 5 {
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
