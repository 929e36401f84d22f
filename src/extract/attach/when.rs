//! Which of the times that the text has said dates a figure.
//!
//! The candidates stand in one order, from the nearest to the farthest ([`Source`]); the first that may date this kind of figure
//! ([`Attacher::verdict`]) does; [`super::shape`] then makes the figure's dates of it.

use jiff::civil::Date;

use super::bearing::speaks_of_one_event;
use super::clock::Said;
use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::period::{self, Expression, Point, Role, Year};
use crate::extract::scan::NEARBY;
use crate::model::indicator::{Family, IndicatorId, Nature};
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};
use crate::model::span::Span;

/// Where a time was said, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// In the figure's own sentence, before it.
    Own,
    /// In an earlier sentence of the paragraph.
    Paragraph,
    /// In the lead-in over a list.
    LeadIn,
    /// In a heading that says what is reported and what planned.
    Heading,
    /// In an earlier paragraph.
    Earlier,
    /// In the headline.
    Title,
}

/// What a candidate comes to for a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    /// It dates it.
    Dates(Period),
    /// It cannot date such a figure: ask the next.
    Passes,
    /// It says that the time is another one, which is not told: 近日.
    Blocks,
}

/// A figure as far as its time depends on it.
pub(super) struct Subject<'s> {
    pub id: &'s str,
    pub indicator: Option<IndicatorId>,
    pub nature: Nature,
    pub status: Status,
    pub form: Form,
    /// Where it stands.
    pub at: usize,
    /// Whether it stands at a day rather than runs over a span.
    pub is_stock: bool,
    /// Whether offices count it by the month: a single day never dates it.
    is_statistic: bool,
    /// What kind of thing happened.
    pub told: Told,
    /// Whether it is often told of one firm or village, which has a time of its own.
    is_case: bool,
}

impl Subject<'_> {
    /// Whether it is a stock that was reached and not one that was added to.
    pub fn is_standing(&self) -> bool {
        let is_counted = STANDING.contains(&self.id) || self.id.starts_with("registered_");
        is_counted
            && self.nature == Nature::Stock
            && self.is_stock
            && self.status == Status::Actual
            && self.form == Form::Level
    }
}

/// What kind of happening a figure is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// No event.
    Work,
    /// Fairs and what comes of them.
    Events,
    /// One of them: 本次招聘会.
    OneEvent,
}

/// What offices count by the month and nobody by the day.
const STATISTICS: [&str; 14] = [
    "urban_new_jobs",
    "reemployment",
    "hardship_employment",
    "graduate_employment",
    "graduate_employment_rate",
    "graduates",
    "employed_persons",
    "flexible_employment",
    "surveyed_unemployment_rate",
    "registered_unemployment_rate",
    "registered_unemployed",
    "vacancy_ratio",
    "labour_income",
    "average_wage",
];

/// Stocks that no office counts by the month: a span of months said in another sentence is that of a flow.
const STANDING: [&str; 6] = [
    "employed_persons",
    "flexible_employment",
    "insured_persons",
    "skilled_workers",
    "incubators",
    "incubated_enterprises",
];

impl Attacher<'_> {
    /// The period of a figure, and the words that tell it.
    pub(super) fn period(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        settled: &Settled,
        nature: Nature,
        status: Status,
    ) -> (Option<Period>, Option<Span>) {
        let Some(figure) = sentence.figures.get(n) else { return (None, None) };
        let row = settled.indicator.and_then(|indicator| self.extractor.catalogue.get(indicator));
        let (id, family) = row.map_or(("", None), |row| (row.id.as_str(), Some(row.family)));
        if let Some(known) = self.goes_with(sentence, figure, settled) {
            return known;
        }
        let nature = self.nature_here(sentence, figure, nature);
        let is_event = family == Some(Family::Recruitment) && id != "vacancy_ratio";
        let subject = Subject {
            id,
            indicator: settled.indicator,
            nature,
            status,
            form: settled.form,
            at: figure.extent.start,
            is_stock: nature == Nature::Stock
                || (nature == Nature::Rule && status == Status::Policy)
                || id != "labour_export" && !is_event && self.counts_a_stock(sentence, figure, settled)
                || id == "vacancies" && self.lacks_workers(sentence, figure)
                || self.stands(sentence, figure, settled, id)
                || id == "startup_loan_amount" && self.left_of(sentence, n).ends_with("余额")
                || id == "subsidised_persons" && self.draws_benefit(settled),
            is_statistic: STATISTICS.contains(&id),
            told: match is_event {
                true if self.clock.own.is_empty() && speaks_of_one_event(self.sentence_text(sentence)) => {
                    Told::OneEvent
                }
                true => Told::Events,
                false => Told::Work,
            },
            is_case: is_event
                || matches!(id, "startup_jobs" | "labour_export")
                || id == "jobs_created" && !self.is_named(settled, "新增就业"),
        };
        let Some((period, said)) = self.chosen(sentence, n, figure, &subject) else {
            let later = self.rule_told_later().filter(|_| nature == Nature::Rule && status == Status::Policy);
            return later.map_or((None, None), |(period, words)| (Some(period), words));
        };
        let words = said.and_then(|said| self.source(said.word.range.clone()));
        // 2003年度最低工资标准为600元。新标准自5月1日起执行: the day says more than the year.
        let is_year_alone = said.is_some_and(|said| said.word.is_whole_year());
        if nature == Nature::Rule
            && status == Status::Policy
            && is_year_alone
            && let Some((later, words)) = self.rule_told_later()
            && later.start.year() == period.start.year()
        {
            return (Some(later), words);
        }
        let period = self.shaped(sentence, figure, &subject, period, said);
        if nature == Nature::Rule && period.kind == PeriodKind::During {
            return (Some(Period { end: None, ..period }), words);
        }
        (Some(period), words)
    }

    /// Whether a figure's phrase is just these words.
    fn is_named(&self, settled: &Settled, words: &str) -> bool {
        settled.phrase.clone().and_then(|phrase| self.text().get(phrase)) == Some(words)
    }

    /// 本通知自2023年12月1日起施行，有效期至2025年12月31日: the last words of a paper say from when on its rules hold.
    fn rule_told_later(&self) -> Option<(Period, Option<Span>)> {
        let after = |word: &period::PeriodWord| self.text().get(word.range.end..).unwrap_or_default();
        let begins = |word: &period::PeriodWord| {
            let rest = after(word).trim_start_matches('起').trim_start_matches("正式").trim_start_matches("开始");
            let verb = cues!["施行", "执行", "实施", "生效"].at_start(rest).and_then(|verb| rest.get(verb.len()..));
            self.begins_a_rule(word) && verb.is_some_and(|rest| !rest.starts_with('的'))
        };
        let (n, word) = self.scan.periods.iter().enumerate().rfind(|(_, word)| begins(word))?;
        let start = self.resolve(&self.say(word, None), true, true)?.start;
        let until = self.scan.periods.get(n + 1).filter(|until| {
            let between = self.text().get(word.range.end..until.range.start).unwrap_or_default();
            !between.contains(['。', '\n']) && cues!["有效期至", "有效期到", "执行至", "实施至", "截至"].ends(between)
        });
        let end = until.and_then(|until| self.resolve(&self.say(until, None), true, true)?.end);
        Some((Period { start, end, kind: PeriodKind::During }, self.source(word.range.clone())))
    }

    /// The first candidate that dates the figure.
    fn chosen(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        figure: &Figure,
        subject: &Subject<'_>,
    ) -> Option<(Period, Option<&Said>)> {
        let is_future = subject.status == Status::Target || subject.nature == Nature::Cohort;
        if let Some(word) = self.clock.listed(n).or_else(|| self.named_for(sentence, figure, subject)) {
            let is_future = is_future && word.role != Role::Cohort;
            return self.resolve(&self.say(word, None), is_future, subject.is_stock).map(|period| (period, None));
        }
        if let Some(month) = self.month_of_rate(subject) {
            return Some((month, None));
        }
        for (source, said) in self.times(figure, subject) {
            let Some(said) = said else {
                if let Some(period) = self.by_heading(subject) {
                    return Some((period, None));
                }
                continue;
            };
            match self.verdict(sentence, source, said, subject) {
                Verdict::Dates(period) => return Some((period, Some(said))),
                Verdict::Blocks => return None,
                Verdict::Passes => {}
            }
        }
        self.day_of_report(subject).or_else(|| self.cohort_told(subject)).map(|period| (period, None))
    }

    /// 9月份，调查失业率为5.5%。前三季度，新增就业1001万人。16—24岁劳动力调查失业率为17.9%: a rate without a time goes on with the month of
    /// the rate told before, whatever was counted between.
    fn month_of_rate(&self, subject: &Subject<'_>) -> Option<Period> {
        if subject.id != "surveyed_unemployment_rate" || !self.clock.own.is_empty() || subject.status != Status::Actual
        {
            return None;
        }
        // 16—24岁, 31个大城市: of whom the rate is; a mean of the quarter has no such word.
        let before = self.text().get(..subject.at).unwrap_or_default();
        let told = cues!["。", "；", "\n"].last_part(before);
        if !cues!["岁", "户籍", "大城市", "大专", "本科", "外来", "青年"].stands_in(told) {
            return None;
        }
        let known = self.clock.dated.iter().rev().find(|known| known.indicator == subject.indicator)?;
        let is_month = |period: &Period| {
            period.kind == PeriodKind::During
                && period.start == period.start.first_of_month()
                && period.end == Some(period.start.last_of_month())
        };
        let told = self.clock.paragraph.as_ref().and_then(|said| self.resolve(said, false, false))?;
        known.period.filter(|month| is_month(month) && told.end.is_some_and(|end| Some(end) == month.end))
    }

    /// 全国毕业生今年达699万人。…广东毕业生43.5万人: those who leave school are of the year of those told before.
    fn cohort_told(&self, subject: &Subject<'_>) -> Option<Period> {
        let known = self.clock.dated.iter().rev().find(|known| known.indicator == subject.indicator)?;
        known.period.filter(|_| subject.nature == Nature::Cohort && self.clock.own.is_empty())
    }

    /// 截至3月底…。全县参保6.2万人: a stock without a time, in an account of a quarter or of months, stands at their end.
    fn day_of_report(&self, subject: &Subject<'_>) -> Option<Period> {
        let clock = &self.clock;
        if !subject.is_standing() || !clock.own.is_empty() {
            return None;
        }
        let told = clock
            .stood
            .as_ref()
            .or(clock.title.as_ref())
            .filter(|said| said.word.is_span() && !said.word.is_whole_year())?;
        let end = self.resolve(told, false, true)?.end?;
        // What is told a season later is background.
        let is_recent = self.issued.is_some_and(|issued| (0..=130).contains(&days(end, issued)));
        is_recent.then_some(Period { start: end, end: Some(end), kind: PeriodKind::AsOf })
    }

    /// The times that may date a figure, in the order in which they are asked; `None` stands for the headings.
    fn times(&self, figure: &Figure, subject: &Subject<'_>) -> impl Iterator<Item = (Source, Option<&Said>)> {
        let clock = &self.clock;
        let at = figure.range.start;
        let own = clock.own.iter().rev().filter(move |said| said.until.is_none_or(|until| at < until));
        // 2025年外国人来琼工作人数增长90% says a year in passing: the headings come before it.
        let row = subject.indicator.and_then(|indicator| self.extractor.catalogue.get(indicator));
        let of_rates = clock.of_rates.as_ref().filter(|_| row.is_some_and(|row| row.base_unit == "%"));
        let (firm, passing) = match of_rates.or(clock.paragraph.as_ref()) {
            Some(said) if said.is_firm => (Some(said), None),
            other => (None, other),
        };
        own.map(|said| (Source::Own, Some(said)))
            .chain(firm.map(|said| (Source::Paragraph, Some(said))))
            .chain(clock.lead.as_ref().map(|said| (Source::LeadIn, Some(said))))
            .chain([(Source::Heading, None)])
            .chain(passing.map(|said| (Source::Paragraph, Some(said))))
            .chain(clock.earlier.as_ref().map(|said| (Source::Earlier, Some(said))))
            .chain(clock.title.as_ref().map(|said| (Source::Title, Some(said))))
    }

    /// Whether a time dates a figure.
    fn verdict(&self, sentence: &Sentence<'_>, source: Source, said: &Said, subject: &Subject<'_>) -> Verdict {
        let word = &said.word;
        let is_own = source == Source::Own;
        if word.expression == Expression::Undated {
            // 近日，记者获悉: the day of the news, not that of a month's figures.
            let holds = matches!(source, Source::Own | Source::Paragraph) && !subject.is_statistic;
            return if holds { Verdict::Blocks } else { Verdict::Passes };
        }
        if subject.nature == Nature::Rule && !is_own {
            // 自4月1日起调整最低工资标准。一类地区2100元: the day from which the rule holds; any other time is not the rule's.
            let begins = subject.status == Status::Policy && self.begins_a_rule(word);
            let period = self.resolve(said, self.begins_soon(said), true).filter(|_| begins);
            return period.map_or(Verdict::Passes, Verdict::Dates);
        }
        if subject.nature == Nature::Rule && self.dates_deeds(sentence, subject, word) {
            return Verdict::Blocks;
        }
        // 应于6月30日前提出申请，每人补贴500元: until when one may ask.
        let ends_a_term = self.text().get(word.range.clone()).is_some_and(|words| words.ends_with("日前"));
        if subject.nature == Nature::Rule && ends_a_term {
            return Verdict::Passes;
        }
        // 全国新增5万人。在横坡村，灯光展带动300人就业: a case told of another place has its own time.
        if subject.is_case && !is_own && subject.told != Told::OneEvent && self.is_elsewhere(sentence, said) {
            return Verdict::Blocks;
        }
        let is_future = subject.status == Status::Target || subject.nature == Nature::Cohort;
        let is_future = is_future || (subject.nature == Nature::Rule && self.begins_soon(said));
        // 9月1日起提高标准。稳岗补贴惠及632家: what is yet to come dates nothing that was done.
        if !is_own && subject.status == Status::Actual && self.begins_a_rule(word) && self.begins_soon(said) {
            return Verdict::Passes;
        }
        let Some(period) = self.resolve(said, is_future, subject.is_stock) else {
            return if is_own && !subject.is_statistic { Verdict::Blocks } else { Verdict::Passes };
        };
        if let Some(year) = self.year_planned(subject, said, period) {
            return Verdict::Dates(year);
        }
        let (start, end) = (period.start, period.end.unwrap_or(period.start));
        let is_day = start == end && period.kind == PeriodKind::During;
        if is_day && self.is_told_on(subject, end) {
            return Verdict::Dates(whole_year_of(end));
        }
        // 10月10日，记者来到…。威宁县已建成车间76个，发放贷款1.2亿元: the day of a visit or a storm, and not that of what was done since long.
        let is_of_then = !is_own
            && subject.told == Told::Work
            && subject.id != "labour_export"
            && self.is_of_a_scene(sentence, word);
        if is_day && (subject.is_statistic || is_of_then) {
            return Verdict::Passes;
        }
        if !is_own && subject.told == Told::OneEvent && days(start, end) > 31 {
            return Verdict::Passes;
        }
        // 10月份新增就业5万人。全市灵活就业人员280万人: a stock has no part in a flow's months.
        let is_of_flows = period.kind == PeriodKind::During
            && matches!(word.expression, Expression::Stretch { form: period::Form::Span | period::Form::Since, .. });
        if !is_own && is_of_flows && subject.nature == Nature::Stock && STANDING.contains(&subject.id) {
            return Verdict::Passes;
        }
        if matches!(source, Source::Earlier | Source::Title) && !self.reaches(source, said, subject, period) {
            return Verdict::Passes;
        }
        if let Some(issued) = self.issued.filter(|_| !is_own) {
            let is_plan = subject.status == Status::Target && subject.form != Form::TargetLevel;
            // 2023年新增2.6万人。下一步：新增2.5万人, under 2023年总结和2024年计划: for the year that the headline plans.
            let planned = self.setting.planned.filter(|planned| is_plan && end < planned.start);
            if planned.is_some() {
                return Verdict::Passes;
            }
            // What is planned does not end before it is told, what was reached does not begin after.
            if (is_plan && end < issued.first_of_year()) || (subject.status == Status::Actual && start > issued) {
                return Verdict::Passes;
            }
        }
        Verdict::Dates(period)
    }

    /// 10月10日，记者来到…, 8月11日，多地遭遇高温: a day of a visit or a blow, on which nothing was counted.
    fn is_of_a_scene(&self, sentence: &Sentence<'_>, word: &period::PeriodWord) -> bool {
        let told = self.rest_of_sentence(word.range.end);
        cues!["来到", "采访", "遭遇", "发生", "地震", "洪水", "暴雨", "台风", "高温", "找到了工作"].stands_in(told)
            && !cues!["发布会", "通气会", "会议", "获悉", "通报", "招聘会上"].stands_in(told)
            && !cues!["此次", "本次", "活动", "现场", "当天", "当日"].stands_in(self.sentence_text(sentence))
    }

    /// 2022年转移就业66万人。全年计划转移不低于66万人: a plan without a year is never for one that is over.
    fn year_planned(&self, subject: &Subject<'_>, said: &Said, period: Period) -> Option<Period> {
        let issued = self.issued?;
        let is_open = matches!(
            said.word.expression,
            Expression::Stretch { to: Point { year: Year::Open, .. }, form: period::Form::WholeYear, .. }
        );
        let is_plan = subject.status == Status::Target && subject.form == Form::Level;
        let is_over = period.end.is_some_and(|end| end < issued.first_of_year());
        // 2022年，全年计划…: the year that the sentence names.
        let names_year = self.clock.own.len() > 1;
        // 2020年…。全年计划培训3万人次，实际完成3.2万人次: the plan of then.
        let is_of_then = || cues!["实际", "最终"].stands_in(self.rest_of_sentence(subject.at));
        (is_open && is_plan && is_over && !names_year && !is_of_then()).then(|| whole_year_of(issued))
    }

    /// What follows a place in its sentence; no further than a sentence reaches, so that a text without stops stays linear.
    pub(super) fn rest_of_sentence(&self, at: usize) -> &str {
        let text = self.text();
        let near = text.get(at..text.floor_char_boundary(at + NEARBY)).unwrap_or_default();
        near.split(['。', '\n']).next().unwrap_or(near)
    }

    /// Whether a time said paragraphs ago still dates a figure: a flow's, and of stocks only what goes on with the same count.
    fn reaches(&self, source: Source, said: &Said, subject: &Subject<'_>, period: Period) -> bool {
        let word = &said.word;
        if subject.status == Status::Target && subject.form == Form::TargetLevel {
            return word.is_span();
        }
        // 2021年再就业招聘活动: the year of a headline does not date the fair.
        if subject.told != Told::Work && (word.is_whole_year() || subject.nature != Nature::Flow) {
            return false;
        }
        // 今明两天: the article goes on about the event.
        if subject.told != Told::Work && matches!(word.expression, Expression::Days(..)) {
            return true;
        }
        // 今年毕业生达699万人。…湖北应届毕业生42.6万人.
        if subject.nature == Nature::Cohort && word.is_whole_year() {
            return true;
        }
        if subject.nature == Nature::Flow || subject.id == "graduate_employment_rate" {
            return word.is_span();
        }
        // 年末就业人员3166万人，其中…。制造业512.6万人: the breakdown is of the same day.
        let goes_on = self
            .clock
            .dated
            .iter()
            .any(|known| known.indicator == subject.indicator && known.period.is_some_and(|known| known == period));
        let stands_at_end = subject.id.starts_with("registered_") && source == Source::Title && word.is_span();
        (goes_on && period.kind == PeriodKind::AsOf) || (stands_at_end && !word.is_whole_year())
    }

    /// What the headings say for a figure without a time: 2019年工作回顾, 2020年主要任务.
    fn by_heading(&self, subject: &Subject<'_>) -> Option<Period> {
        if subject.nature == Nature::Rule || (subject.told != Told::Work && !self.setting.is_government) {
            return None;
        }
        if subject.status == Status::Target {
            return self.setting.planned;
        }
        let Some(reported) = self.setting.reported else {
            // “十四五”规划 over what was reached before: no year of it.
            let is_to_come = |planned: &Period| self.issued.is_some_and(|issued| planned.start > issued);
            let is_of_years = |planned: &Period| planned.end.is_some_and(|end| end.year() > planned.start.year());
            let dates_none = |planned: &Period| is_to_come(planned) || subject.is_stock && is_of_years(planned);
            return self.setting.planned.filter(|planned| !dates_none(planned));
        };
        let end = reported.end?;
        Some(Period { end: Some(self.issued.map_or(end, |issued| end.min(issued))), ..reported })
    }

    /// A word that says of itself what it dates: 2025届 of graduates, 全年目标 of a target.
    fn named_for<'w>(
        &self,
        sentence: &Sentence<'w>,
        figure: &Figure,
        subject: &Subject<'_>,
    ) -> Option<&'w period::PeriodWord> {
        let before = || sentence.periods.iter().rev().filter(|word| word.range.end <= figure.range.start);
        if subject.id.starts_with("graduate") {
            // 2012届的53%: right before the figure it outdoes what the sentence says of the time.
            let cohort = self.of_cohort(sentence, figure);
            let any = || before().find(|word| word.role == Role::Cohort).filter(|_| self.clock.own.is_empty());
            if let Some(word) = cohort.or_else(any) {
                return Some(word);
            }
        }
        if subject.form == Form::Level
            && let Some(word) = self.base_of(sentence, figure)
        {
            return Some(word);
        }
        let is_target = subject.form == Form::TargetLevel || subject.status == Status::Target;
        before().find(|word| word.role == Role::OfTarget).filter(|_| is_target)
    }

    /// 比2022年的1206万人多: the time of the figure that another is compared with, right before it.
    pub(super) fn base_of<'w>(&self, sentence: &Sentence<'w>, figure: &Figure) -> Option<&'w period::PeriodWord> {
        let last = sentence.periods.iter().rev().find(|word| word.range.end <= figure.range.start)?;
        let gap = self.text().get(last.range.end..figure.extent.start)?;
        // 比去年实际发放的1.05亿元再多一些.
        let is_near = gap.ends_with('的') && gap.len() <= 24 && gap.chars().all(char::is_alphabetic);
        (last.role == Role::Base && is_near).then_some(last)
    }

    /// 2016届的60%.
    fn of_cohort<'w>(&self, sentence: &Sentence<'w>, figure: &Figure) -> Option<&'w period::PeriodWord> {
        let last = sentence.periods.iter().rev().find(|word| word.range.end <= figure.range.start)?;
        let gap = self.text().get(last.range.end..figure.extent.start)?;
        (last.role == Role::Cohort && matches!(gap, "的" | "为")).then_some(last)
    }

    /// Completion, growth and share are of the time of the figure that they explain, 其中 of that of the whole.
    fn goes_with(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
    ) -> Option<(Option<Period>, Option<Span>)> {
        if self.of_cohort(sentence, figure).is_some() {
            return None;
        }
        let is_relative = matches!(settled.form, Form::Completion | Form::Share | Form::Change { .. });
        // 全年新增1267万人，超额完成1200万人以上的目标任务: the target that has been reached.
        let is_reached = || {
            let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
            cues!["完成", "超过", "超出", "占", "为省定", "为市定", "为年度"]
                .stands_in(cues!["，", "；", "。"].last_part(before))
        };
        let goes_along = is_relative || settled.is_part || settled.form == Form::TargetLevel && is_reached();
        if !goes_along {
            return None;
        }
        let known = self.clock.dated.iter().rev().find(|known| {
            known.sentence == sentence.range.start
                && known.phrase.is_some()
                && known.phrase == settled.phrase
                && known.form != Form::TargetLevel
        })?;
        if known.n_own != self.clock.own.len() {
            return None;
        }
        // A target is for the year that its months are of.
        let of_year = |period: Period| match period.end {
            Some(end) if !is_relative && !settled.is_part && end.year() == period.start.year() => whole_year_of(end),
            _ => period,
        };
        Some((known.period.map(of_year), known.words))
    }
}

/// The year that a day lies in.
pub(super) fn whole_year_of(day: Date) -> Period {
    Period { start: day.first_of_year(), end: Some(day.last_of_year()), kind: PeriodKind::During }
}

/// How many days lie between.
pub(super) fn days(start: Date, end: Date) -> i32 {
    start.until(end).map_or(0, |span| span.get_days())
}
