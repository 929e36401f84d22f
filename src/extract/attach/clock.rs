//! What times the text has said: in this sentence, before in the paragraph, in the lead-in, in earlier paragraphs, in the headline.
//!
//! [`super::when`] chooses among them for each figure.

use std::ops::Range;

use jiff::civil::Date;

use super::listed::{times_again, times_listed};
use super::settle::Settled;
use super::when::days;
use super::{Attacher, Sentence};
use crate::extract::area::AreaMention;
use crate::extract::cues::cues;
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::period::{self, Expression, PeriodWord, Role, Run, Year};
use crate::extract::resolve::Context;
use crate::model::area::AreaCode;
use crate::model::indicator::IndicatorId;
use crate::model::observation::Observation;
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::UnitClass;
use crate::model::span::Span;

/// A time that the text has said, with what it was relative to where it was said.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub word: PeriodWord,
    /// The year that the text spoke of.
    year: Option<i16>,
    /// The day last named.
    day: Option<Date>,
    /// The time last named.
    before: Option<Period>,
    /// The area in force.
    pub area: Option<AreaCode>,
    /// Where it stops to speak, if before its sentence's end: （2013年为4.1%）, 其中4月份2.3万人.
    pub until: Option<usize>,
    /// Whether it is set off as the time of what follows (今年以来，), or has dated a figure.
    pub is_firm: bool,
    /// Whether it has dated rates, and whether anything else: 二季度城镇调查失业率4.5%.
    dates_rates: bool,
    dates_counts: bool,
}

impl Said {
    /// Sets the year that it belongs to where the text spoke of none.
    pub fn belong_to(&mut self, year: Option<i16>) {
        self.year = self.year.or(year);
    }

    /// 二季度 behind 今年上半年, but not 今年1月 behind 去年.
    fn is_of_year_of(&self, told: &Self) -> bool {
        let year = |said: &Self| match said.word.expression {
            Expression::Stretch { to, .. } => Some(to.year),
            _ => None,
        };
        match (year(self), year(told)) {
            (Some(own), Some(told)) => own == told || own == Year::Open && told == Year::Offset(0),
            _ => false,
        }
    }

    /// Sets the year that it belongs to, whatever the text spoke of.
    pub fn move_to(&mut self, year: i16) {
        self.year = Some(year);
    }
}

/// A figure that was dated, for those that go with it.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    /// The phrase that named its indicator.
    pub phrase: Option<Range<usize>>,
    pub indicator: Option<IndicatorId>,
    pub form: Form,
    pub period: Option<Period>,
    pub words: Option<Span>,
    /// Where its sentence starts.
    pub sentence: usize,
    /// How many times its sentence had named before it.
    pub n_own: usize,
}

/// The times in force.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    /// Said in this sentence, in order.
    pub own: Vec<Said>,
    /// Said last by the sentences before in the paragraph.
    pub paragraph: Option<Said>,
    /// Said behind it, and of rates alone.
    pub of_rates: Option<Said>,
    /// Said by a lead-in that ends in a colon.
    pub lead: Option<Said>,
    /// Said last by earlier paragraphs.
    pub earlier: Option<Said>,
    /// Said by the headline.
    pub title: Option<Said>,
    /// The last end of a span that the text has named: 年末, 截至6月底.
    pub stood: Option<Said>,
    /// The figures dated last.
    pub dated: Vec<Dated>,
    /// 9月、8月分别是: the words of this sentence that date one figure each, by the figures' places.
    listed: Vec<(usize, PeriodWord)>,
    /// Such words of the sentence before, for one that goes on with them: 其中，大城市分别为….
    listed_before: Vec<PeriodWord>,
    year: Option<i16>,
    /// Whether the year was given in figures.
    year_is_given: bool,
    day: Option<Date>,
    /// The day that the article was sent.
    sent: Option<Date>,
}

/// How many dated figures are kept in mind.
const REMEMBERED: usize = 12;

/// How many days before the bulletin a day still is news.
const NEWS: i32 = 31;

/// How many days before it the months of a report have ended.
const RECENT: i32 = 100;

impl Clock {
    /// What an explanation shows: the words of the time that was said last.
    pub(super) fn words(&self) -> Option<Range<usize>> {
        self.latest().map(|said| said.word.range.clone())
    }

    /// The time that was said last, whatever it can date.
    pub(super) fn latest(&self) -> Option<&Said> {
        let own = self.own.iter().rev().find(|said| said.until.is_none());
        own.or(self.paragraph.as_ref()).or(self.lead.as_ref()).or(self.earlier.as_ref()).or(self.title.as_ref())
    }

    /// A paragraph begins.
    pub(super) fn turn_paragraph(&mut self, lead: Option<Said>) {
        self.close_sentence();
        self.of_rates = None;
        if let Some(said) = self.paragraph.take() {
            self.earlier = Some(said);
        }
        self.lead = lead;
        self.year = None;
    }

    /// The headline ends.
    pub(super) fn close_title(&mut self) {
        self.close_sentence();
        self.title = self.paragraph.take();
    }

    /// A sentence ends: what it said last, of times that speak for more than their clause, holds on.
    pub(super) fn close_sentence(&mut self) {
        // 上年同月为1.13: the time of then is gone with its sentence.
        let is_gone = |said: &Said| is_of_then(&said.word.expression) || said.until.is_some();
        let mut own = std::mem::take(&mut self.own);
        own.retain(|said| !is_gone(said));
        // 上半年新增就业6.32万人；…，二季度城镇调查失业率4.5%。全省发放…: what only dated a rate is not gone on with.
        let is_of_rate = own.last().is_some_and(|said| said.dates_rates && !said.dates_counts);
        let is_of_that_year = |told: &Said| own.last().is_some_and(|said| said.is_of_year_of(told));
        let counted = own.iter().rposition(|said| said.dates_counts && is_of_that_year(said)).filter(|_| is_of_rate);
        if let Some(said) = counted.or(own.len().checked_sub(1)).map(|last| own.swap_remove(last)) {
            // 四季度末登记失业率3.96%。务工3145万人: an end is that of stocks as well.
            let was_counted =
                || self.paragraph.as_ref().is_some_and(|told| told.dates_counts && said.is_of_year_of(told));
            if is_of_rate && counted.is_none() && !said.word.is_end() && was_counted() {
                self.of_rates = Some(said);
            } else {
                (self.paragraph, self.of_rates) = (Some(said), None);
            }
        }
        self.listed_before = std::mem::take(&mut self.listed).into_iter().map(|(_, word)| word).collect();
        if !self.year_is_given {
            // 去年 speaks for its own sentence only; 2020年 for the paragraph.
            self.year = None;
        }
    }

    /// Keeps in mind how a figure was dated.
    pub(super) fn note(&mut self, sentence: usize, settled: &Settled, made: &Observation) {
        if let Some(said) = self.own.last_mut() {
            said.is_firm = true;
            let is_rate = settled.form == Form::Level
                && matches!(made.quantity.unit.class(), UnitClass::Percent | UnitClass::Ratio);
            said.dates_rates |= is_rate;
            said.dates_counts |= !is_rate && matches!(settled.form, Form::Level | Form::Share);
        }
        if self.dated.len() >= REMEMBERED {
            self.dated.remove(0);
        }
        self.dated.push(Dated {
            phrase: settled.phrase.clone(),
            indicator: settled.indicator,
            form: settled.form,
            period: made.period,
            words: made.evidence.period,
            sentence,
            n_own: self.own.len(),
        });
    }

    /// The word that stands for figure `n` in a list of times.
    pub(super) fn listed(&self, n: usize) -> Option<&PeriodWord> {
        self.listed.iter().find(|(figure, _)| *figure == n).map(|(_, word)| word)
    }
}

impl Attacher<'_> {
    /// 来源：长江日报　日期：9月18日, 本报9月18日讯: the day that the article was sent, if it is told and lies near the bulletin's.
    pub(super) fn note_day_sent(&mut self) {
        let text = self.text();
        let tells_it = |word: &&PeriodWord| {
            let (before, after) = (text.get(..word.range.start), text.get(word.range.end..));
            let is_day = matches!(word.expression, Expression::Stretch { from, to, .. } if from == to);
            let is_sent = period::is_dateline(after.unwrap_or_default(), &word.expression)
                || period::is_of_source(before.unwrap_or_default());
            word.role == Role::Aside && is_day && is_sent
        };
        let sent = self.scan.periods.iter().find(tells_it);
        let day = sent.and_then(|word| self.resolve(&self.say(word, None), false, false)).map(|period| period.start);
        let is_near = |day: &Date| self.issued.is_none_or(|issued| (0..=NEWS).contains(&days(*day, issued)));
        self.clock.sent = day.filter(is_near);
    }

    /// A sentence begins: which of its times stand in a list.
    pub(super) fn open_sentence(&mut self, sentence: &Sentence<'_>) {
        let mut listed = times_listed(self.text(), sentence);
        if listed.is_empty() && sentence.periods.is_empty() {
            listed = times_again(&self.clock.listed_before, self.text(), sentence);
        }
        self.clock.listed = listed;
    }

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
        if self.text().get(since..until).is_some_and(|stretch| stretch.contains('；'))
            && let Some(whole) = self.scope_of_whole.take()
        {
            self.scope = whole;
        }
        // By their ends: 52个挂牌督战县 begins with a figure of its own.
        let is_passed = |mention: &&AreaMention| since < mention.range.end && mention.range.end <= until;
        for mention in sentence.areas.iter().filter(is_passed) {
            self.meet(mention, &sentence.range);
        }
        for word in sentence.periods.iter().filter(|word| (since..until).contains(&word.range.start)) {
            self.hear(sentence, word, form);
        }
    }

    /// Takes in a time that the sentence says.
    fn hear(&mut self, sentence: &Sentence<'_>, word: &PeriodWord, form: Form) {
        let is_fresh = !self.clock.own.is_empty();
        // 完成全年500万人目标的58%: the year of the target only.
        // 去年完成6万人，今年计划5.5万人: another year than the one just told.
        let is_of_other_year = || {
            let told = self.clock.own.iter().rev().find_map(|said| said.word.named_year(self.issued));
            told.zip(word.named_year(self.issued)).is_some_and(|(told, year)| told < year)
        };
        let is_of_target = form == Form::TargetLevel
            && (is_fresh || matches!(self.text().get(word.range.clone()), Some("全年" | "年度")))
            && !is_of_other_year();
        let is_in_name = || is_fresh && self.is_in_a_name(word) || self.names_fair_of_day(word);
        // 截至7月31日，今年已培训11.8万人: the year only says from when on.
        let is_said_to_end = || {
            let said = self.clock.own.last().filter(|said| said.word.is_end());
            let gap = said.and_then(|said| self.text().get(said.word.range.end..word.range.start));
            matches!(gap, Some("，" | "")) && self.text().get(word.range.clone()) == Some("今年")
        };
        let is_extra = word.is_whole_year() && (is_of_target || is_in_name() || is_said_to_end());
        let is_listed = self.clock.listed.iter().any(|(_, listed)| listed.range == word.range);
        if word.role == Role::Aside
            && period::is_dateline(self.text().get(word.range.end..).unwrap_or_default(), &word.expression)
        {
            // 本报2月15日讯　…当天: the day of the news, until another is named.
            self.clock.day = self.resolve(&self.say(word, None), false, false).map(|period| period.start);
            return;
        }
        if self.closes(word) || word.role != Role::Dates || is_extra || is_listed {
            return;
        }
        // 2月25日，…正月十八…当日: what tells no other time takes nothing from the day that was told.
        let is_dated = self.clock.own.iter().any(|said| {
            said.until.is_none()
                && self.resolve(said, false, false).is_some_and(|period| Some(period.start) == period.end)
        });
        if matches!(word.expression, Expression::Undated | Expression::SameDay) && is_dated {
            return;
        }
        if word.expression == Expression::Same {
            // 同期: the time last named, as near as if it were said here.
            let own = self.clock.own.iter().rfind(|said| !is_of_then(&said.word.expression));
            let known = own.or(self.clock.latest()).cloned();
            self.clock.own.extend(known.map(|said| Said { until: None, ..said }));
            return;
        }
        let joined = self.with_month_before(word);
        if joined.is_some() {
            self.clock.own.pop();
        }
        let word = joined.as_ref().unwrap_or(word);
        // 现有在孵企业38家: now, for this sentence.
        let is_count = matches!(self.text().get(word.range.clone()), Some("现有" | "现共有"));
        let until = if is_count { Some(sentence.range.end) } else { self.reach(sentence, word) };
        if until.is_none()
            && let Some(year) = word.named_year(self.issued)
            && !matches!(word.expression, Expression::Stretch { form: period::Form::Since, .. })
            && !word.spans_relative_years()
        {
            self.clock.year = Some(year);
            self.clock.year_is_given = word.gives_year();
        }
        let said = self.say(word, until);
        if matches!(word.expression, Expression::Stretch { form: period::Form::End, .. }) {
            self.clock.stood = Some(said.clone());
        }
        let resolved = self.resolve(&said, false, false);
        if let Some(Period { start, end, kind: PeriodKind::During }) = resolved
            && Some(start) == end
        {
            self.clock.day = Some(start);
        }
        // 日前，…。当天: a day that nobody has named.
        if word.expression == Expression::Undated {
            self.clock.day = None;
        }
        self.clock.own.push(said);
    }

    /// 7、8两个月: a month together with the one right before it, unless each has figures of its own.
    fn with_month_before(&self, word: &PeriodWord) -> Option<PeriodWord> {
        let before = &self.clock.own.last()?.word;
        let gap = self.text().get(before.range.end..word.range.start)?;
        let (Expression::Stretch { from, to: end, form }, Expression::Stretch { from: start, to, form: last }) =
            (before.expression, word.expression)
        else {
            return None;
        };
        let are_months = form == period::Form::Span
            && last == period::Form::Span
            && (from.day, end.day, start.day, to.day) == (1, 31, 1, 31)
            && end.month + 1 == start.month
            && end.year == start.year;
        let expression = Expression::Stretch { from, to, form };
        let range = before.range.start..word.range.end;
        // 7、8两个月各举办12场.
        let has_each = self.rest_of_sentence(word.range.end).contains('各');
        (are_months && matches!(gap, "、" | "和") && !has_each).then_some(PeriodWord {
            range,
            expression,
            role: word.role,
        })
    }

    /// A word as said here and now.
    pub(super) fn say(&self, word: &PeriodWord, until: Option<usize>) -> Said {
        let is_relative = matches!(
            word.expression,
            Expression::YearsBefore(_)
                | Expression::SameIn(_)
                | Expression::SameMonth
                | Expression::SameYear
                | Expression::DayOfMonth(_)
                | Expression::UpToDay(_)
                | Expression::Years(_, Run::UpToNow)
        );
        let before = if is_relative { self.time_named_for(word) } else { None };
        let after = self.text().get(word.range.end..).unwrap_or_default();
        // 老板2016年回乡。…截至7月底累计3.9万人: a count that goes on until now is not of the year of a story.
        let is_of_now = |year: i16| {
            let is_long_ago = self.issued.is_some_and(|issued| year + 2 <= issued.year());
            let words = self.text().get(word.range.clone()).unwrap_or_default();
            is_long_ago && words.starts_with("截") && !word.gives_year() && self.setting.year(false).is_none()
        };
        // 要求到2020年促进1000万人就业。三季度，…: what the sentence before plans for is not the year of what is told now.
        let is_ahead = |year: i16| {
            self.clock.own.is_empty()
                && !word.is_whole_year()
                && self.issued.is_some_and(|issued| issued.year() < year)
                && !cues!["计划", "安排", "将", "拟", "力争", "确保", "要", "目标"]
                    .stands_in(self.rest_of_sentence(word.range.end))
        };
        Said {
            word: word.clone(),
            year: self
                .clock
                .year
                .filter(|&year| !is_of_now(year) && !is_ahead(year))
                .map(|year| self.year_going_on(word, year)),
            day: self.clock.day,
            before,
            area: self.scope.area.code,
            until,
            is_firm: after.starts_with('，'),
            dates_rates: false,
            dates_counts: false,
        }
    }

    /// 2022年12月启动。一季度新增15万个: time goes on, so a time without a year that would lie before what was told last is of the
    /// next year, if that is over by now.
    fn year_going_on(&self, word: &PeriodWord, year: i16) -> i16 {
        let is_open = matches!(word.expression, Expression::Stretch { .. }) && word.named_year(self.issued).is_none();
        let Some((last, now)) = is_open.then(|| self.time_last_named().zip(self.issued)).flatten() else { return year };
        let at = |year| word.resolve(&Context { issued: self.issued, year: Some(year), ..Context::default() });
        let of_now = at(now.year());
        if of_now.is_some_and(|day| self.is_news(day, last, now) || self.begins_this_year(word, day, last, now)) {
            return now.year();
        }
        let lies_before = || at(year).is_some_and(|period| period.end.unwrap_or(period.start) < last.start);
        let is_over = || at(year + 1).and_then(|next| next.end).is_some_and(|end| end <= now);
        if last.start.month() > 1 && lies_before() && is_over() { year + 1 } else { year }
    }

    /// 2023年新增6.3万人。1至5月新增3.2万人, in June of 2024: behind all of last year the months that are over of this one.
    fn begins_this_year(&self, word: &PeriodWord, months: Period, last: Period, now: Date) -> bool {
        let Some(end) = months.end.filter(|&end| end <= now && days(end, now) <= RECENT) else { return false };
        let begins = matches!(word.expression, Expression::Stretch { from, .. } if from.month == 1) || word.is_end();
        let paragraph = self.text().get(word.range.end..).unwrap_or_default();
        let paragraph = paragraph.split('\n').next().unwrap_or_default();
        // 2023年…。一季度…；四季度…: the parts of that year.
        let tells_parts = cues!["四季度", "下半年", "10—12月", "全年"].stands_in(paragraph);
        let before = self.text().get(..word.range.start).unwrap_or_default();
        begins
            && !word.is_whole_year()
            && !cues!["其中", "其中，"].ends(before)
            && end.month() > 1
            && last.start.year() + 1 == now.year()
            && self.follows_whole_year(last, now)
            && !tells_parts
    }

    /// 2023年末就业人员543万人。…2月12日举行专场: where only whole years were told, a day shortly before the bulletin is news.
    fn is_news(&self, day: Period, last: Period, now: Date) -> bool {
        day.end == Some(day.start) && (0..=NEWS).contains(&days(day.start, now)) && self.follows_whole_year(last, now)
    }

    /// Whether what was told last is a whole year or its end, and the text only mentions it.
    fn follows_whole_year(&self, last: Period, now: Date) -> bool {
        let ends_year = |date: Date| date == date.last_of_year();
        let is_whole = last.start == last.start.first_of_year() || last.kind == PeriodKind::AsOf;
        if !is_whole || last.end.is_none_or(|end| !ends_year(end) || end.year() != last.start.year()) {
            return false;
        }
        // 2024年…，其中1月8日…, an account of a year or a headline of it, and at the turn of the year: it is looked back on.
        let of_title = || self.clock.title.as_ref().and_then(|said| self.resolve(said, false, false));
        let looks_back = self.setting.year(false).is_some()
            || self.clock.own.iter().any(|said| said.word.is_whole_year())
            || now.month() <= 2 && last.start.year() + 1 >= now.year()
            || of_title().is_some_and(|title| title.start.year() == last.start.year());
        !looks_back
    }

    /// What 去年同期, 当月 and 这一年 are relative to.
    pub(super) fn time_last_named(&self) -> Option<Period> {
        self.times_named().next()
    }

    /// The times named before, the last one first.
    fn times_named(&self) -> impl Iterator<Item = Period> {
        let is_own = |said: &&Said| {
            !matches!(said.word.expression, Expression::YearsBefore(_) | Expression::SameIn(_) | Expression::Undated)
        };
        let own = self.clock.own.iter().rev().filter(is_own);
        let clock = &self.clock;
        let rest = [&clock.of_rates, &clock.paragraph, &clock.lead, &clock.earlier, &clock.title];
        own.chain(rest.into_iter().flatten()).filter_map(|said| self.resolve(said, false, false))
    }

    /// “十三五”时期，从2015年的19.8万人增加到2020年的24.6万人，五年累计…: what so many years go back to is as long as they are.
    fn time_named_for(&self, word: &PeriodWord) -> Option<Period> {
        let of_years = |n: i16| {
            let mut own = self.clock.own.iter().rev().filter_map(|said| self.resolve(said, false, false));
            own.find(|named| named.end.is_some_and(|end| n > 1 && end.year() - named.start.year() == n - 1))
        };
        match word.expression {
            Expression::Years(n, Run::UpToNow) => of_years(n).or_else(|| self.time_last_named()),
            // 同月 in an item of a list under 今年: the item before has named the month.
            Expression::SameMonth => {
                let is_month =
                    |time: &Period| time.end.is_some_and(|end| end.first_of_month() == time.start.first_of_month());
                self.times_named().find(is_month).or_else(|| self.time_last_named())
            }
            _ => self.time_last_named(),
        }
    }

    /// The dates of a time as it was said.
    pub(super) fn resolve(&self, said: &Said, is_future: bool, is_stock: bool) -> Option<Period> {
        if let Expression::Back { months: 0, length, form: period::Form::Span } = said.word.expression
            && !is_future
            && let Some(this) = self.setting.this(length)
        {
            return Some(this);
        }
        // “十一五”时期，…。五年来…: the years of the plan just named.
        let spans = |period: &Period, n: i16| period.end.is_some_and(|end| end.year() - period.start.year() == n - 1);
        if let Expression::Years(n, Run::UpToNow) = said.word.expression
            && let Some(named) = said.before.filter(|named| n > 1 && spans(named, n))
        {
            return Some(named);
        }
        said.word.resolve(&Context {
            issued: self.issued,
            sent: self.clock.sent,
            year: said.year.or(self.setting.year(is_future)),
            day: said.day,
            before: said.before,
            years: self.setting.years(),
            is_future,
            is_stock,
        })
    }

    /// 2008年末，…。全年…, in 2009: whether headline or text has turned to an earlier year.
    pub(super) fn looks_back_before(&self, year: i16) -> bool {
        let clock = &self.clock;
        let told = [&clock.paragraph, &clock.earlier, &clock.title].into_iter().flatten();
        told.filter_map(|said| self.resolve(said, false, false)?.end).any(|end| end.year() < year)
    }

    /// （2014年为56360元）, 去年同期为38.1万人: a figure of another time, told in passing.
    pub(super) fn is_told_in_passing(&self, figure: &Figure) -> bool {
        let speaks = |said: &&Said| said.until.is_none_or(|until| figure.range.start < until);
        let Some(said) = self.clock.own.iter().rfind(speaks) else { return false };
        let rest = said.until.and_then(|until| self.text().get(until..));
        rest.is_some_and(|rest| rest.starts_with('）')) || is_of_then(&said.word.expression)
    }

    /// 自1月25日启动，将持续到4月8日: the second day closes what the first one has opened.
    fn closes(&mut self, word: &PeriodWord) -> bool {
        let text = self.text();
        let before = text.get(..word.range.start).unwrap_or_default();
        let after = text.get(word.range.end..).unwrap_or_default();
        let says_end = cues!["持续到", "持续至", "延续到", "延续至", "延长至", "延至", "进行到", "进行至"].ends(before)
            || cues!["结束", "截止", "止，", "止。", "闭幕", "收官"].starts(after);
        let Expression::Stretch { to, .. } = word.expression else { return false };
        let Some(open) = self.clock.own.last_mut().filter(|_| says_end) else { return false };
        let begins = text.get(open.word.range.end..word.range.start).unwrap_or_default();
        let Expression::Stretch { from, form, .. } = open.word.expression else { return false };
        let says_start = form == period::Form::Since
            || cues!["启动", "开始", "起", "开幕", "开启", "上午启动", "正式启动"].starts(begins);
        if says_start {
            open.word.expression = Expression::Stretch { from, to, form: period::Form::Span };
            open.word.range.end = word.range.end;
        }
        says_start
    }

    /// 2月20日上午，…。2022年庐阳区专场招聘会在这里举行: the year in the name of what is held on the day told before.
    fn names_fair_of_day(&self, word: &PeriodWord) -> bool {
        let after = self.text().get(word.range.end..).unwrap_or_default();
        let clause = after.split(['，', '。', '；']).next().unwrap_or_default();
        self.clock.day.is_some()
            && self.clock.own.is_empty()
            && ["举行", "开幕", "启动", "举办"].iter().any(|verb| clause.ends_with(verb))
            && !clause.contains(|c: char| c.is_ascii_digit())
    }

    /// 2月24日，湖北省2018年“春风行动”启动: the year only names the event that the day has dated.
    fn is_in_a_name(&self, word: &PeriodWord) -> bool {
        let before = self.text().get(..word.range.start).unwrap_or_default();
        let after = self.text().get(word.range.end..).unwrap_or_default();
        let after = after.split(['，', '。', '；']).next().unwrap_or_default();
        let is_held = cues!["“", "举办", "举办了", "开展", "启动", "参加", "召开"].ends(before);
        let names_event = cues!["启动", "开幕", "举行", "举办", "开启"].stands_in(after);
        // 2月23日，本年度首批专车: the year only counts the batch.
        self.clock.day.is_some() && (is_held || names_event || after.starts_with(['“', '首']))
    }
}

/// 去年同期, 2012年同期: a time that is told from the one named before it.
pub(super) fn is_of_then(expression: &Expression) -> bool {
    matches!(expression, Expression::YearsBefore(_) | Expression::SameIn(_))
}
