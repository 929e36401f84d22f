//! Which period is in force: the sentence's own, or one carried from clause to clause and from paragraph to paragraph.

use std::ops::Range;

use jiff::civil::Date;

use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::area::AreaMention;
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::period::{Expression, PeriodWord, Role};
use crate::extract::resolve::Context;
use crate::model::indicator::{Family, IndicatorId, Nature};
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};

/// The time in force.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    pub word: Option<PeriodWord>,
    pub year: Option<i16>,
    /// Whether the year was given in figures.
    pub year_is_given: bool,
    pub day: Option<Date>,
    /// What 去年同期 and 当月 are relative to.
    pub before: Option<Period>,
    /// Whether this sentence has named its time.
    pub is_fresh: bool,
    /// Whether the word comes from an earlier paragraph: it dates flows only.
    pub is_carried: bool,
}

impl Attacher<'_> {
    /// Moves area and time on to what stands before figure `n` (or to the sentence's end).
    pub(super) fn advance(&mut self, sentence: &Sentence<'_>, n: usize, form: Form) {
        let until = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.range.start);
        let since = n
            .checked_sub(1)
            .and_then(|n| sentence.figures.get(n))
            .map_or(sentence.range.start, |figure| figure.range.end);
        let since = if n == usize::MAX {
            sentence.figures.last().map_or(sentence.range.start, |figure| figure.range.end)
        } else {
            since
        };
        // By their ends: 52个挂牌督战县 begins with a figure of its own.
        let is_passed = |mention: &&AreaMention| since < mention.range.end && mention.range.end <= until;
        for mention in sentence.areas.iter().filter(is_passed) {
            self.meet(mention, &sentence.range);
        }
        for word in sentence.periods.iter().filter(|word| (since..until).contains(&word.range.start)) {
            if word.role != Role::Dates || (form == Form::TargetLevel && self.clock.is_fresh && word.is_whole_year()) {
                continue;
            }
            if self.clock.is_fresh && word.is_whole_year() && self.is_in_a_name(word) {
                continue;
            }
            self.clock.is_fresh = true;
            self.clock.is_carried = false;
            if word.expression == Expression::Same {
                continue;
            }
            self.clock.before = match word.expression {
                Expression::YearBefore | Expression::SameMonth => {
                    let before = self.clock.word.clone();
                    before.and_then(|before| before.resolve(&self.context(false, false)))
                }
                _ => None,
            };
            if let Some(year) = word.named_year(self.issued) {
                self.clock.year = Some(year);
                self.clock.year_is_given = word.gives_year();
            }
            let context = self.context(false, false);
            if let Some(period) = word.resolve(&context)
                && Some(period.start) == period.end
                && period.kind == PeriodKind::During
            {
                self.clock.day = Some(period.start);
            }
            self.clock.word = Some(word.clone());
        }
    }

    /// 2月24日，湖北省2018年“春风行动”启动: the year only names the event that the day has dated.
    pub(super) fn is_in_a_name(&self, word: &PeriodWord) -> bool {
        let before = self.text().get(..word.range.start).unwrap_or_default();
        let after = self.text().get(word.range.end..).unwrap_or_default();
        let after = after.split(['，', '。', '；']).next().unwrap_or_default();
        let is_held = ["“", "举办", "举办了", "开展", "启动", "参加", "召开"].iter().any(|word| before.ends_with(word));
        let names_event = ["启动", "开幕", "举行", "举办", "开启"].iter().any(|word| after.contains(word));
        self.clock.day.is_some() && (is_held || names_event || after.starts_with('“'))
    }

    pub(super) fn context(&self, is_future: bool, is_stock: bool) -> Context {
        Context { issued: self.issued, year: self.clock.year, day: self.clock.day, is_future, is_stock }
    }

    pub(super) fn period(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
        nature: Nature,
        status: Status,
    ) -> (Option<Period>, Option<Range<usize>>) {
        let is_of_graduates = settled
            .indicator
            .and_then(|indicator| self.extractor.catalogue.get(indicator))
            .is_some_and(|row| row.id.starts_with("graduate"));
        let cohort = sentence.periods.iter().rev().find(|word| {
            word.role == Role::Cohort && word.range.end <= figure.range.start && is_of_graduates && !self.clock.is_fresh
        });
        if let Some(word) = cohort {
            return (word.resolve(&self.context(false, false)), Some(word.range.clone()));
        }
        let of_target = (settled.form == Form::TargetLevel || status == Status::Target)
            .then(|| {
                sentence
                    .periods
                    .iter()
                    .rev()
                    .find(|word| word.role == Role::OfTarget && word.range.end <= figure.range.start)
            })
            .flatten();
        let word = of_target.or(self.clock.word.as_ref());
        let Some(word) = word else { return (None, None) };
        let stands_at_end = self
            .extractor
            .catalogue
            .get(settled.indicator.unwrap_or(IndicatorId(0)))
            .is_some_and(|row| row.id.starts_with("registered_"))
            && status == Status::Actual;
        if nature == Nature::Rule && !self.clock.is_fresh {
            return (None, None);
        }
        // 新增高技能人才 is counted over a span, whatever the indicator.
        let clause = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = clause.rsplit(['，', '；']).next().unwrap_or(clause);
        let nature = if nature == Nature::Stock
            && ["新增", "新开发", "开发", "新培养"].iter().any(|word| clause.contains(word))
        {
            Nature::Flow
        } else {
            nature
        };
        // 2021年再就业招聘活动: the year of a headline does not date the fair.
        let is_event = self.family(settled) == Some(Family::Recruitment);
        if self.clock.is_carried && is_event && word.is_whole_year() && of_target.is_none() {
            return (None, None);
        }
        if self.clock.is_carried && of_target.is_none() && (nature != Nature::Flow || !word.is_span()) {
            return (None, None);
        }
        let is_stock = nature == Nature::Stock
            || (nature == Nature::Rule && status == Status::Policy)
            || self.counts_a_stock(sentence, figure, settled);
        let is_future = status == Status::Target || nature == Nature::Cohort;
        let period = match word.expression {
            Expression::YearBefore => self.clock.before.and_then(year_before),
            Expression::SameMonth => self.clock.before.and_then(last_month_of),
            _ => word.resolve(&self.context(is_future, is_stock)),
        };
        // A target is for the year unless the sentence says for when: 完成全年目标, 计划新增.
        let is_for_the_year = settled.form == Form::TargetLevel || (status == Status::Target && !self.clock.is_fresh);
        let period = match period {
            Some(Period { start, end: Some(end), .. }) if is_for_the_year && start.year() == end.year() => {
                Some(Period { start: start.first_of_year(), end: Some(end.last_of_year()), kind: PeriodKind::During })
            }
            other => other,
        };
        // A registered rate stands at the end of the quarter that it is told for.
        let period = match period {
            Some(Period { end: Some(end), kind: PeriodKind::During, .. }) if stands_at_end && !word.is_whole_year() => {
                Some(Period { start: end, end: Some(end), kind: PeriodKind::AsOf })
            }
            other => other,
        };
        let words = Some(word.range.clone());
        if nature == Nature::Rule {
            return match period {
                Some(period) if period.kind == PeriodKind::AsOf => (Some(period), words),
                Some(period) => (Some(Period { end: None, kind: PeriodKind::During, ..period }), words),
                None => (None, None),
            };
        }
        (period, words.filter(|_| period.is_some()))
    }

    fn family(&self, settled: &Settled) -> Option<Family> {
        settled.indicator.and_then(|indicator| self.extractor.catalogue.get(indicator)).map(|row| row.family)
    }

    /// 外出务工人员695.7万人, 总规模149.6万人: words that make a stock of a flow.
    pub(super) fn counts_a_stock(&self, sentence: &Sentence<'_>, figure: &Figure, settled: &Settled) -> bool {
        let from = settled.phrase.as_ref().map_or(sentence.range.start, |phrase| phrase.start.min(figure.extent.start));
        let words = self.text().get(from.max(sentence.range.start)..figure.extent.start).unwrap_or_default();
        let words = words.rsplit(['，', '；']).next().unwrap_or(words);
        ["规模", "总量", "总数", "现有", "实有", "共有", "人员", "存量"].iter().any(|word| words.contains(word))
            && !["就业困难人员", "失业人员", "持证人员"].iter().any(|word| words.contains(word))
    }
}

fn year_before(period: Period) -> Option<Period> {
    let back = |day: Date| day.checked_sub(jiff::Span::new().years(1)).ok();
    let end = match period.end {
        Some(end) => Some(back(end)?),
        None => None,
    };
    Some(Period { start: back(period.start)?, end, kind: period.kind })
}

fn last_month_of(period: Period) -> Option<Period> {
    let end = period.end?;
    Some(Period { start: end.first_of_month(), end: Some(end.last_of_month()), kind: PeriodKind::During })
}
