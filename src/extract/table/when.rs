//! The time of a cell: told by its row, by the head of its column, by both together, or by what stands around the table.

use std::ops::Range;

use jiff::{Span, civil::Date};

use super::column;
use crate::extract::attach::{Attacher, CellKind};
use crate::extract::cues::cues;
use crate::extract::period::{Expression, Form, PeriodWord, Role};
use crate::extract::resolve::moved_back;
use crate::extract::scan::within;
use crate::model::indicator::Nature;
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};

/// The places around a cell that may tell its time.
pub(super) struct Places<'t> {
    /// All of its row.
    pub row: &'t Range<usize>,
    /// What names the row.
    pub label: &'t Range<usize>,
    /// What heads its column.
    pub headings: &'t [Range<usize>],
    /// What heads the column that named its indicator.
    pub named_head: &'t [Range<usize>],
    /// The block before the table, and the article's title.
    pub around: [&'t Range<usize>; 2],
}

/// The year that a time lies in.
pub(super) fn whole_year(period: Period) -> Period {
    let end = period.end.unwrap_or(period.start);
    Period { start: period.start.first_of_year(), end: Some(end.last_of_year()), kind: PeriodKind::During }
}

/// Whether a head tells a time of its own.
pub(super) fn is_dated(attacher: &Attacher<'_>, heading: &Range<usize>) -> bool {
    let words = within(&attacher.scan.periods, heading, |word| word.range.clone());
    let dates = |word: &PeriodWord| !word.is_whole_year() && !matches!(word.role, Role::Base | Role::Aside);
    words.iter().any(|word| word.range.end <= heading.end && dates(word))
}

/// Whether what stands under this head may be planned: it tells no time, or a year that is not over.
pub(super) fn may_be_planned(attacher: &Attacher<'_>, place: &Range<usize>) -> bool {
    word_in(attacher, place).is_none_or(|word| {
        let year = word.named_year(attacher.issued).filter(|_| word.is_whole_year());
        year.zip(attacher.issued).is_some_and(|(year, issued)| year >= issued.year())
    })
}

/// Whether a label tells a whole year.
pub(super) fn is_year(attacher: &Attacher<'_>, label: &Range<usize>) -> bool {
    word_in(attacher, label).is_some_and(PeriodWord::is_whole_year)
}

/// The time of a cell and the words that tell it, else the one in force.
pub(super) fn period_of(
    attacher: &Attacher<'_>,
    places: &Places<'_>,
    nature: Nature,
    status: Status,
) -> (Option<Period>, Option<Range<usize>>) {
    let kind = CellKind { nature, is_future: status == Status::Target };
    let of_row = word_in(attacher, places.row);
    let of_head = places.headings.iter().find_map(|heading| word_in(attacher, heading));
    let of_cell = of_row.zip(of_head).and_then(|(row, head)| {
        // 1-5月 under 2023年, or the other way round: of the two together.
        let both = part_of_year(attacher, row, head).map(|year| (row, year));
        let (part, year) = both.or_else(|| part_of_year(attacher, head, row).map(|year| (head, year)))?;
        attacher.period_of_cell(Some(part), kind, Some(year))
    });
    // 上年同期 under a title that tells a month, a quarter or a year.
    let of_other = || {
        let [caption, title] = places.around;
        // No single day: 填报日期：2024年6月10日.
        let is_span = |word: &&PeriodWord| match word.expression {
            Expression::Stretch { form: Form::End, .. } => true,
            Expression::Stretch { form, from, to } => form != Form::Since && from != to,
            _ => false,
        };
        let base = word_in(attacher, title)
            .or_else(|| word_in(attacher, caption).filter(|_| caption.len() <= SHORT))
            .filter(is_span)?;
        let bare = |place: &Range<usize>| column::bare(attacher.folded().get(place.clone()).unwrap_or_default());
        let (place, step) = places
            .headings
            .iter()
            .chain([places.label])
            .find_map(|place| Some((bare(place), step_to(bare(place))?)))?;
        let (told, words) = attacher.period_of_cell(Some(base), kind, None)?;
        // 今年 in the title's year, or not at all.
        let is_of_now = place.starts_with(['今', '去']);
        let year = told.end.unwrap_or(told.start).year();
        let is_other_year = is_of_now && attacher.issued.is_some_and(|issued| issued.year() != year);
        Some((step.from(told).filter(|_| !is_other_year)?, words))
    };
    let found = of_cell.or_else(of_other).or_else(|| {
        // 本周新增 on the left dates no 累计.
        let is_absolute = |head: &&Range<usize>| {
            step_to(column::bare(attacher.folded().get((*head).clone()).unwrap_or_default())).is_none()
        };
        let elsewhere = || {
            places.named_head.iter().filter(is_absolute).chain(places.around).find_map(|place| word_in(attacher, place))
        };
        attacher.period_of_cell(of_row.or(of_head).or_else(elsewhere), kind, None)
    });
    match found {
        Some((period, words)) if nature == Nature::Rule => {
            (Some(Period { end: None, kind: PeriodKind::During, ..period }), Some(words))
        }
        Some((period, words)) => (Some(period), Some(words)),
        None => (None, None),
    }
}

/// The last word of a place that tells a time.
fn word_in<'a>(attacher: &'a Attacher<'_>, place: &Range<usize>) -> Option<&'a PeriodWord> {
    let words = within(&attacher.scan.periods, place, |word| word.range.clone());
    words.iter().rev().find(|word| {
        // 7月13日印发的通报: the day of a paper.
        let is_of_paper = || {
            let after = attacher.folded().get(word.range.end..).unwrap_or_default();
            cues!["印发", "下发", "通报", "公布", "发布", "出台", "公开", "发出", "晒出"].starts(after)
        };
        // 完成年度目标 names no year.
        let names_none =
            || matches!(attacher.folded().get(word.range.clone()), Some("年度" | "全年" | "本年度" | "全年度" | "年"));
        !matches!(word.role, Role::Base | Role::Aside) && !is_of_paper() && !names_none()
    })
}

/// The year that one word tells, if the other tells a part of some year.
fn part_of_year(attacher: &Attacher<'_>, part: &PeriodWord, year: &PeriodWord) -> Option<i16> {
    let is_part = matches!(part.expression, Expression::Stretch { .. })
        && !part.is_whole_year()
        && part.named_year(attacher.issued).is_none();
    // 2023年同期 over 1-4月.
    let told = match year.expression {
        Expression::SameIn(year) => Some(year),
        _ => year.named_year(attacher.issued).filter(|_| year.is_whole_year()),
    };
    told.filter(|_| is_part)
}

/// A caption that is no more than a remark, in bytes.
const SHORT: usize = 60;

/// What a head says of the time told around the table.
#[derive(Clone, Copy)]
enum StepTo {
    /// 本期, or so many months before it: 上年同期.
    Before(i32),
    /// 上年 beside a whole year. Beside a part of one it may be all of the year before.
    YearBefore,
    /// 上期: as long a time before it.
    Last,
    /// 本周, 上周: so many weeks back.
    Week(i32),
    /// 本年: from January on.
    SoFar,
    /// 本月, 上月: so many of its months back, from its end.
    Month(i32),
    /// 本季度, 上季度.
    Quarter(i32),
}

fn step_to(bare: &str) -> Option<StepTo> {
    if bare.starts_with("本年累计") {
        return Some(StepTo::SoFar);
    }
    let bare = ["累计数", "累计", "新增", "人数", "数"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    match bare {
        "本期" | "本报告期" => Some(StepTo::Before(0)),
        "本年" | "今年" => Some(StepTo::SoFar),
        "上年同期" | "去年同期" | "同期" => Some(StepTo::Before(12)),
        "上年" | "去年" => Some(StepTo::YearBefore),
        "上期" => Some(StepTo::Last),
        "本周" => Some(StepTo::Week(0)),
        "上周" => Some(StepTo::Week(1)),
        "本月" | "当月" | "本月末" | "本月止" => Some(StepTo::Month(0)),
        "上月" | "上月末" => Some(StepTo::Month(1)),
        "本季度" | "本季" | "本季末" => Some(StepTo::Quarter(0)),
        "上季度" | "上季" | "上季末" => Some(StepTo::Quarter(1)),
        _ => None,
    }
}

impl StepTo {
    /// The time, from the one that is told.
    fn from(self, told: Period) -> Option<Period> {
        let end = told.end.unwrap_or(told.start);
        let last = |n_months: i8| {
            let first = end.first_of_month().checked_sub(Span::new().months((end.month() - 1) % n_months)).ok()?;
            Some(if told.kind == PeriodKind::AsOf { told } else { Period { start: first, ..told } })
        };
        // 本月 under a title of a whole year is none of it.
        let is_year = told == whole_year(told);
        let n_months = i32::from(end.month() - told.start.month()) + 1;
        match self {
            Self::Before(months) => moved_back(told, months),
            Self::YearBefore => moved_back(told, 12).filter(|_| is_year),
            Self::SoFar if told.kind == PeriodKind::During => {
                Some(Period { start: told.start.first_of_year(), ..told })
            }
            Self::SoFar => Some(told),
            Self::Last => moved_back(told, n_months).filter(|_| matches!(n_months, 1 | 3 | 6 | 12)),
            // 本周 under a title of a month is some week of it.
            Self::Week(n) => {
                let back = |day: Date| day.checked_sub(Span::new().days(7 * n)).ok();
                let is_week = told.start.checked_add(Span::new().days(7)).is_ok_and(|next| end < next);
                is_week.then(|| Some(Period { start: back(told.start)?, end: Some(back(end)?), ..told }))?
            }
            Self::Month(n) => moved_back(last(1).filter(|_| !is_year)?, n),
            Self::Quarter(n) => moved_back(last(3).filter(|_| !is_year)?, 3 * n),
        }
    }
}
