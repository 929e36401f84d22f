//! What headings say of the time: 2019年工作回顾 reports of 2019, 2020年主要任务 plans 2020, a government's report looks back on the
//! year before its own.
//!
//! Government reports, plan reports and communiqués name their year once, above the text, and leave it out below.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::cues::{Cues, cues};
use crate::extract::period::{Expression, Form, PeriodWord, Point, Role, Run, Year};
use crate::extract::resolve::Context;
use crate::extract::scan::Scan;
use crate::model::period::{Period, PeriodKind};

/// The times that the headings give to figures that name none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// What was reached.
    pub reported: Option<Period>,
    /// What is planned.
    pub planned: Option<Period>,
    /// Whether it is a government's report, where every figure without a time is of these.
    pub is_government: bool,
    /// The quarter or month that a headline names, whatever it says of it: what 本季度 means below.
    named: Option<Period>,
    /// Whether the heading read last plans.
    plans: bool,
}

/// What a heading announces when it looks back.
static REPORTS: Cues = Cues::new(&[
    "回顾",
    "总结",
    "成效",
    "成绩",
    "成就",
    "进展",
    "完成情况",
    "执行情况",
    "运行情况",
    "公报",
    "情况通报",
    "情况综述",
    "总体情况",
    "基本情况",
    "供求分析",
    "情况分析",
    "形势分析",
    "统计分析",
    "状况分析",
    "供求报告",
    "供求状况",
    "供求简析",
    "市场简析",
    "发展情况",
    "统计快报",
    "主要数据",
    "就业数据",
    "工作情况",
    "就业情况",
    "供需报告",
    "供需分析",
    "供需状况",
    "监测报告",
    "运行分析",
    "统计报告",
    "概况",
]);

/// What a heading announces when it looks ahead.
static PLANS: Cues = Cues::new(&[
    "预期目标",
    "目标任务",
    "主要目标",
    "主要任务",
    "重点工作",
    "重点任务",
    "工作任务",
    "工作安排",
    "工作部署",
    "工作要点",
    "工作打算",
    "工作计划",
    "实事",
    "计划草案",
    "规划",
    "主要指标",
    "的任务",
]);

/// What a year before it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Report,
    Plan,
    /// 政府工作报告: looks back on the year before and ahead on its own.
    GovernmentReport,
    /// 过去五年教育事业: the time alone tells that it looks back.
    Other,
}

impl Setting {
    /// Takes in what a heading says. `words` are its periods.
    pub(super) fn read(&mut self, text: &str, heading: &Range<usize>, words: &[PeriodWord], issued: Option<Date>) {
        let title = text.get(heading.clone()).unwrap_or_default();
        if let Some(year) = report_year(text, heading, words, issued) {
            (self.reported, self.planned, self.is_government) = (whole_year(year - 1), whole_year(year), true);
        }
        let mut is_told = !self.is_government;
        self.plans = false;
        let mut reports = false;
        for (n, word) in words.iter().enumerate() {
            let until = words.get(n + 1).map_or(heading.end, |next| next.range.start);
            let after = text.get(word.range.end..until).unwrap_or_default();
            // 成都市概况（2017年）: what the year belongs to stands before it.
            let before = text.get(heading.start..word.range.start).unwrap_or_default();
            let after = before.strip_suffix('（').filter(|_| after.starts_with('）')).unwrap_or(after);
            let Some(period) = span_of(word, issued) else { continue };
            self.named = self.named.or(n_months(period).filter(|n| matches!(n, 1 | 3)).map(|_| period));
            match matter(after) {
                Matter::Report => (self.reported, is_told, reports) = (Some(period), true, true),
                // 去年十项民生实事办结: a plan of a year that is over is reported on.
                Matter::Plan if is_over(period, issued) => (self.reported, is_told) = (Some(period), true),
                Matter::Plan => {
                    // 2023年工作总结和2024年工作安排: a heading on both says of no part which it is.
                    (self.planned, self.plans) = (Some(period), !reports);
                    // 2026年重点工作: what is not set off as done is planned; a heading on both says what was done as well.
                    self.reported = self.reported.filter(|_| is_told);
                }
                // 2025年工作和2026年主要预期目标.
                Matter::Other if self.is_government && self.reported == Some(period) => is_told = true,
                Matter::Other if self.is_government && (looks_back(word) || self.precedes(period)) => {
                    self.reported = Some(period);
                }
                Matter::GovernmentReport | Matter::Other => {}
            }
        }
        // 主要预期目标 without a year, in a bulletin that has said none: the year of the bulletin.
        if words.is_empty() && self.planned.is_none() && matter(title) == Matter::Plan && title.contains("目标") {
            self.planned = issued.and_then(|day| whole_year(day.year()));
        }
    }

    /// Whether a time lies before what is planned: “十四五”时期民生改善 in a report of 2026.
    fn precedes(&self, period: Period) -> bool {
        self.planned
            .zip(period.end)
            .is_some_and(|(planned, end)| end < planned.start && period.start.year() < end.year())
    }

    /// The year that months without one belong to.
    pub(super) fn year(&self, is_future: bool) -> Option<i16> {
        // 二、2025年目标, under which 上半年 is of 2025 as well.
        let of_plan = self.planned.filter(|_| is_future || self.plans);
        let period = of_plan.or(self.reported).or(self.planned);
        period.and_then(years_of).filter(|(first, last)| first == last).map(|(first, _)| first)
    }

    /// What 本季度 means in a report on a quarter, 本月 in one on a month.
    pub(super) fn this(&self, months: i16) -> Option<Period> {
        [self.reported, self.named].into_iter().flatten().find(|&period| n_months(period) == Some(months))
    }

    /// The years that 五年来 and 五年内 mean.
    pub(super) fn years(&self) -> Option<(i16, i16)> {
        let mut named = [self.reported, self.planned].into_iter().flatten().filter_map(years_of);
        named.clone().find(|(first, last)| first < last).or_else(|| named.next())
    }
}

/// The first noun that a year is followed by.
fn matter(after: &str) -> Matter {
    let government = cues!["工作报告", "计划报告"].first_in(after);
    match (government, REPORTS.first_in(after), PLANS.first_in(after)) {
        (Some(at), report, plan) if report.is_none_or(|r| at < r) && plan.is_none_or(|p| at < p) => {
            Matter::GovernmentReport
        }
        (_, Some(report), plan) if plan.is_none_or(|plan| report < plan) => Matter::Report,
        (_, _, Some(_)) => Matter::Plan,
        _ => Matter::Other,
    }
}

/// 某市2009年国民经济和社会发展统计公报: such a communiqué speaks as of the end of its year, whenever it was put on the web: 今年 is its year.
pub(super) fn end_of_reported_year(scan: &Scan) -> Option<Date> {
    let title = scan.folded.text.get(..scan.title_end)?.trim_end();
    let title = title.strip_suffix('）').and_then(|title| title.rsplit_once('（')).map_or(title, |(title, _)| title);
    if !cues!["统计公报", "发展公报"].ends(title.trim_end()) {
        return None;
    }
    let year = title.get(..title.find('年')?)?;
    let (head, year) = year.split_at_checked(year.len().checked_sub(4)?)?;
    // 统计局发布2024年统计公报 is news of this year.
    if cues!["发布", "公布", "解读", "出炉"].stands_in(head) {
        return None;
    }
    let year = year.parse().ok()?;
    Date::new(year, 12, 31).ok()
}

/// 2026年…政府工作报告: its own year; without one the bulletin's.
fn report_year(text: &str, heading: &Range<usize>, words: &[PeriodWord], issued: Option<Date>) -> Option<i16> {
    let at = heading.start + text.get(heading.clone())?.find("政府工作报告")?;
    let before = words.iter().rev().find(|word| word.range.end <= at && word.is_whole_year());
    before.and_then(|word| word.named_year(issued)).or(issued.map(Date::year))
}

/// Whether an expression looks back by itself: 过去五年教育事业.
fn looks_back(word: &PeriodWord) -> bool {
    matches!(word.expression, Expression::Years(_, Run::Past | Run::UpToNow)) && word.role == Role::Dates
}

/// The dates of a heading's time, whole years unclipped.
fn span_of(word: &PeriodWord, issued: Option<Date>) -> Option<Period> {
    let says_time = match word.expression {
        Expression::Stretch { from: Point { year: Year::Open, .. }, form: Form::WholeYear, .. } => false,
        Expression::Stretch { form, .. } => matches!(form, Form::Span | Form::WholeYear | Form::End),
        Expression::Years(..) => true,
        _ => false,
    };
    // （《人民日报》2016年5月31日，人社部统计公报）: the day of the paper.
    let is_day = matches!(word.expression, Expression::Stretch { from, to, form: Form::Span } if from == to);
    if !says_time || is_day || word.role == Role::Base || word.role == Role::Cohort {
        return None;
    }
    word.resolve(&Context { issued, is_future: true, ..Context::default() })
}

/// Whether a time ended before the bulletin's year.
fn is_over(period: Period, issued: Option<Date>) -> bool {
    period.end.zip(issued).is_some_and(|(end, issued)| end < issued.first_of_year())
}

/// How many whole months of one year a period has.
fn n_months(period: Period) -> Option<i16> {
    let end = period.end.filter(|end| end.year() == period.start.year())?;
    let is_whole = period.start.day() == 1 && end == end.last_of_month();
    is_whole.then(|| i16::from(end.month() - period.start.month()) + 1)
}

fn years_of(period: Period) -> Option<(i16, i16)> {
    Some((period.start.year(), period.end?.year()))
}

fn whole_year(year: i16) -> Option<Period> {
    let (start, end) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    Some(Period { start, end: Some(end), kind: PeriodKind::During })
}
