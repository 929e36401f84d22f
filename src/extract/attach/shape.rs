//! The dates of a figure, made from those of the time that dates it: a target runs to the year's end, a registered rate stands at
//! the quarter's, 今年累计 is counted to the day named before.

use jiff::civil::Date;

use super::clock::Said;
use super::when::{Subject, whole_year_of};
use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::period::{self, Expression, Point, Year};
use crate::model::indicator::Nature;
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};

impl Attacher<'_> {
    /// The dates of a figure, made from those of the time that dates it.
    pub(super) fn shaped(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        subject: &Subject<'_>,
        period: Period,
        said: Option<&Said>,
    ) -> Period {
        let Some(end) = period.end else { return period };
        let is_whole_year = said.is_none_or(|said| said.word.is_whole_year());
        // 去年4月1日起由325元提高到370元: a rule holds from its day on.
        if subject.nature != Nature::Rule
            && let Some(end) = self.end_of_span(sentence, figure, period)
        {
            return end;
        }
        if let Some(plan) = self.of_plan(sentence, subject) {
            return plan;
        }
        if let Some(plan) = self.over_plan(subject, period, said) {
            return plan;
        }
        // A target is for the year unless the sentence says for when: 完成全年目标, 计划新增.
        let is_for_the_year =
            subject.form == Form::TargetLevel || (subject.status == Status::Target && self.clock.own.is_empty());
        if is_for_the_year && period.start.year() == end.year() {
            return whole_year_of(end);
        }
        // A registered rate stands at the end of the quarter that it is told for.
        let is_registered = subject.id.starts_with("registered_") && subject.status == Status::Actual;
        if is_registered && period.kind == PeriodKind::During && !is_whole_year {
            return Period { start: end, end: Some(end), kind: PeriodKind::AsOf };
        }
        // 10月末调查失业率: the survey's month, and no sum over the year.
        let is_end = said.is_some_and(|said| said.word.is_end());
        if is_end && subject.id == "surveyed_unemployment_rate" && subject.status == Status::Actual {
            return Period { start: end, end: Some(end), kind: PeriodKind::AsOf };
        }
        if let Some(day) = self.day_of_stock(subject, period, said) {
            return day;
        }
        if self.is_of_the_year(sentence, figure, subject, period) {
            return Period { start: end.first_of_year(), end: Some(end), kind: PeriodKind::During };
        }
        // 一季度末失业率3.9%。就业困难人员就业43万人: since January, and not on that day.
        if subject.nature == Nature::Flow
            && !subject.is_stock
            && subject.status == Status::Actual
            && is_end
            && period.kind == PeriodKind::AsOf
            && self.clock.own.is_empty()
        {
            return Period { start: end.first_of_year(), end: Some(end), kind: PeriodKind::During };
        }
        match said {
            // 2020年已外出务工299万人, told in November.
            Some(said)
                if subject.status == Status::Actual
                    && is_whole_year
                    && self.issued.is_some_and(|issued| period.start < issued && issued < end)
                    && self
                        .text()
                        .get(said.word.range.end..figure.range.start)
                        .is_some_and(|gap| gap.starts_with('已')) =>
            {
                Period { end: self.issued, ..period }
            }
            // 上半年，…。今年毕业生699万: all who leave school in the year.
            Some(said) if subject.status == Status::Actual && subject.nature != Nature::Cohort => {
                self.cumulated(said, period, subject.is_stock)
            }
            _ => period,
        }
    }

    /// 12月份失业率为5.1%。农民工总量29753万人，比上年增加191万人: a total that is compared with the year before is none of one month.
    fn is_of_the_year(&self, sentence: &Sentence<'_>, figure: &Figure, subject: &Subject<'_>, period: Period) -> bool {
        const TOTALS: [&str; 4] = ["rural_transfer", "employed_persons", "flexible_employment", "average_wage"];
        let is_december = TOTALS.contains(&subject.id)
            && period.kind == PeriodKind::During
            && period.start.month() == 12
            && period.end.is_some();
        if !is_december || !self.clock.own.is_empty() || subject.status != Status::Actual {
            return false;
        }
        let behind = self.text().get(figure.extent.end..sentence.range.end).unwrap_or_default();
        cues!["，比上年", "，比去年", "，较上年", "，较去年"].at_start(behind).is_some_and(|base| {
            behind.get(base.len()..).is_some_and(|rest| !cues!["同", "末", "底", "年末", "12月"].starts(rest))
        })
    }

    /// 年末从业人员…。当年分流职工…。参保职工189万人: a stock stands at the day that the text has named before, and under the headline of
    /// several years at the last one's end.
    fn day_of_stock(&self, subject: &Subject<'_>, period: Period, said: Option<&Said>) -> Option<Period> {
        let end = period.end.filter(|_| subject.is_standing() && period.kind == PeriodKind::During)?;
        let stands = |end: Date| Period { start: end, end: Some(end), kind: PeriodKind::AsOf };
        let counts_years = said.is_none_or(|said| matches!(said.word.expression, Expression::Years(..)));
        if end.year() > period.start.year() && counts_years {
            return Some(stands(self.issued.map_or(end, |issued| end.min(issued))));
        }
        let said = self.clock.stood.as_ref().filter(|_| self.clock.own.is_empty())?;
        // 截至10月末…，今年累计…。全市灵活就业人员280万人: of that day too.
        let runs_on = |known: Date| period.start == end.first_of_year() && known < end && known >= period.start;
        let is_there = |known: &Period| known.end == Some(end) || known.end.is_some_and(runs_on);
        self.resolve(said, false, true).filter(|known| known.kind == PeriodKind::AsOf && is_there(known))
    }

    /// 到2015年新发展15万户, in a text on the “十二五”: what flows up to the last year of a plan flows over all its years.
    fn over_plan(&self, subject: &Subject<'_>, period: Period, said: Option<&Said>) -> Option<Period> {
        let lies_ahead =
            |end: &Date| subject.status == Status::Target || self.issued.is_some_and(|issued| issued < *end);
        let end = period.end.filter(|end| subject.nature == Nature::Flow && lies_ahead(end))?;
        let said = said.filter(|said| said.word.is_whole_year() && said.word.gives_year())?;
        let before = self.text().get(..said.word.range.start)?;
        let ends_plan = |word: &period::PeriodWord| {
            matches!(word.expression, Expression::Stretch { from, to, form: period::Form::Span }
                if from.year == Year::Given(end.year() - 4) && to.year == Year::Given(end.year()))
        };
        let is_plan = before.ends_with(['到', '至']) && self.scan.periods.iter().any(ends_plan);
        let start = Date::new(end.year() - 4, 1, 1).ok().filter(|_| is_plan)?;
        Some(Period { start, ..period })
    }

    /// 累计5921万人，5500万人的目标: a target of the years that the figure before has been counted over.
    fn of_plan(&self, sentence: &Sentence<'_>, subject: &Subject<'_>) -> Option<Period> {
        let reported = self.setting.reported.filter(|_| subject.form == Form::TargetLevel)?;
        let known = self.clock.dated.last().filter(|known| known.sentence == sentence.range.start)?;
        let counted = known.period.filter(|_| known.indicator == subject.indicator)?;
        let spans = |period: Period| period.end.is_some_and(|end| end.year() > period.start.year());
        (spans(reported) && spans(counted)).then_some(reported)
    }

    /// 截至10月末…，今年累计: counted to the day named before; under a plan's headline 截至8月底 counts from the plan's first day.
    fn cumulated(&self, said: &Said, period: Period, is_stock: bool) -> Period {
        let Some(end) = period.end else { return period };
        let is_this_year = matches!(
            said.word.expression,
            Expression::Stretch {
                to: Point { year: Year::Offset(0) | Year::Open, .. },
                form: period::Form::WholeYear,
                ..
            }
        );
        if is_this_year {
            let clock = &self.clock;
            let named = clock.own.iter().rev().chain(&clock.paragraph).filter(|other| !other.word.is_whole_year());
            let closed = named.filter_map(|other| self.resolve(other, false, is_stock)).find(|known| {
                let from_january = known.start == period.start || known.kind == PeriodKind::AsOf;
                from_january && known.end.is_some_and(|known| known < end && known.year() == end.year())
            });
            return closed.unwrap_or(period);
        }
        let counts_on =
            matches!(said.word.expression, Expression::Stretch { form: period::Form::End, .. } | Expression::Now);
        match self.setting.reported {
            Some(Period { start, end: Some(last), .. })
                if counts_on && !is_stock && start < period.start && end <= last && last.year() > start.year() =>
            {
                Period { start, ..period }
            }
            _ => period,
        }
    }

    /// 2014年至2019年从1135万人增加到1330万人: the first figure is of the first year, the second of the last.
    fn end_of_span(&self, sentence: &Sentence<'_>, figure: &Figure, period: Period) -> Option<Period> {
        let end = period.end?;
        if period.start.year() == end.year() || period.kind != PeriodKind::During {
            return None;
        }
        let before = self.text().get(sentence.range.start..figure.extent.start)?;
        let clause = cues!["，", "；", "："].last_part(before);
        let year = if clause.ends_with(['从', '由']) {
            period.start.year()
        } else if cues!["到", "至", "为"].ends(clause) && clause.contains(['从', '由']) {
            end.year()
        } else {
            return None;
        };
        Some(Period { start: Date::new(year, 1, 1).ok()?, end: Date::new(year, 12, 31).ok(), kind: PeriodKind::During })
    }
}
