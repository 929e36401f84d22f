//! Relates figures to indicators, areas and periods, sentence by sentence, and carries what a sentence leaves unsaid to the next.

mod clock;
mod judge;
mod main_area;
mod record;
mod scope;
mod setting;
mod settle;
mod shape;
mod when;

use std::ops::Range;

use jiff::civil::Date;

use super::Extractor;
use super::area::{AreaMention, Meaning};
use super::explain::{Decision, Omission, StatusReason};

use self::clock::{Clock, Said};
use self::main_area::MainArea;
use self::scope::{Scope, areas_listed};
use self::setting::Setting;
use self::settle::{Settled, Topic};
use super::figure::{Counter, Figure};
use super::lexicon::IndicatorMention;
use super::measure::{self, Base, Form};
use super::mood::{Course, Mood};
use super::period::PeriodWord;
use super::scan::{NEARBY, Scan, within};
use super::standing::{self, Ground, Standing};
use super::trace::Trace;
use crate::model::area::{AreaCode, RefArea};
use crate::model::bulletin::{Article, BlockKind};
use crate::model::indicator::{Indicator, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::Period;
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
use crate::model::span::Span;
use crate::words::Hit;

/// An article on its way to observations.
pub(super) struct Attacher<'a> {
    pub extractor: &'a Extractor,
    pub article: &'a Article,
    pub scan: &'a Scan,
    pub issued: Option<Date>,
    pub year: i16,
    /// The area that the bulletin's own title names.
    issuer: Option<AreaCode>,
    /// The area that the article is about.
    main: MainArea,
    /// Whether the text reviews or plans where it is being read.
    course: Course,
    /// Whether it is the area's own account of its year: other areas in it never carry over.
    is_report_of_main: bool,
    scope: Scope,
    /// What the headings say of the time.
    setting: Setting,
    clock: Clock,
    /// What a lead-in that ends in a colon says of the list under it.
    lead_in: Option<LeadIn>,
    /// The indicator last named for each kind of unit: what a sentence that names none goes on with.
    topics: Vec<Topic>,
    /// Sentences read so far.
    n_sentences: usize,
    /// Headline, paragraph or list item, for the judgement.
    block_kind: usize,
    found: Vec<Observation>,
    /// What was decided about each figure and why, where someone asked for it.
    trace: Option<Vec<Decision>>,
    /// What was weighed, where a training run asked for it.
    training: Option<Trace>,
}

#[derive(Debug, Clone)]
struct LeadIn {
    is_target: bool,
    said: Option<Said>,
    /// The indicator that it names for all of the list (各市城镇新增就业如下：).
    topic: Option<IndicatorMention>,
}

/// What one sentence holds.
struct Sentence<'s> {
    range: Range<usize>,
    figures: Vec<Figure>,
    periods: &'s [PeriodWord],
    areas: &'s [AreaMention],
    mentions: Vec<IndicatorMention>,
}

impl<'a> Attacher<'a> {
    /// Sets up for one article.
    pub fn new(
        extractor: &'a Extractor,
        article: &'a Article,
        scan: &'a Scan,
        issued: Option<Date>,
        issuer: Option<AreaCode>,
        year: i16,
    ) -> Self {
        let mut attacher = Self {
            extractor,
            article,
            scan,
            issued,
            year,
            issuer,
            main: MainArea::default(),
            course: Course::new(&article.title, issued.map(Date::year)),
            is_report_of_main: article.title.contains("工作报告"),
            scope: Scope::default(),
            setting: Setting::default(),
            clock: Clock::default(),
            lead_in: None,
            topics: Vec::new(),
            n_sentences: 0,
            block_kind: 0,
            training: None,
            found: Vec::new(),
            trace: None,
        };
        attacher.main = attacher.main_area();
        attacher.reset_scope();
        attacher
    }

    /// All observations of the article, in document order, each fact once.
    pub fn run(mut self) -> Vec<Observation> {
        self.walk();
        self.merged()
    }

    /// As [`Attacher::run`], with what was decided on the way.
    pub fn run_traced(mut self) -> (Vec<Observation>, Vec<Decision>) {
        self.trace = Some(Vec::new());
        self.walk();
        let trace = self.trace.take().unwrap_or_default();
        (self.merged(), trace)
    }

    /// What is weighed on the way, for a training run.
    pub fn run_training(mut self) -> Trace {
        self.training = Some(Trace::default());
        self.walk();
        self.training.unwrap_or_default()
    }

    fn merged(self) -> Vec<Observation> {
        let title_end = self.article.title_span().map_or(0, Span::end);
        super::merge::merge(self.found, title_end)
    }

    fn walk(&mut self) {
        let mut rows: Vec<usize> = Vec::new();
        for (n, block) in self.article.blocks.iter().enumerate() {
            if let BlockKind::TableRow { .. } = block.kind {
                rows.push(n);
                continue;
            }
            self.table(&rows);
            rows.clear();
            self.block(n);
        }
        self.table(&rows);
    }

    fn text(&self) -> &'a str {
        &self.scan.folded.text
    }

    fn block(&mut self, n: usize) {
        let Some(block) = self.article.blocks.get(n) else { return };
        let range = self.scan.block(block);
        let is_item = block.kind == BlockKind::ListItem;
        self.block_kind = if is_item { 2 } else { usize::from(block.kind != BlockKind::Title) };
        if !is_item {
            self.lead_in = None;
        }
        if block.kind != BlockKind::Title {
            self.turn_to_paragraph(&range);
            self.clock.turn_paragraph(self.lead_in.as_ref().and_then(|lead_in| lead_in.said.clone()));
        }
        if matches!(block.kind, BlockKind::Title | BlockKind::Subheading) {
            let words = &self.scan.periods[within(&self.scan.periods, &range, |word| word.range.clone())];
            self.setting.read(self.text(), &range, words, self.issued);
        }
        let text = self.text().get(range.clone()).unwrap_or_default();
        self.course.enter(&block.kind, text);
        for sentence in self.scan.sentences(range.clone()) {
            self.course.read(self.text().get(sentence.clone()).unwrap_or_default());
            self.sentence(sentence);
        }
        if !is_item && text.ends_with(['：', ':']) {
            let is_target = standing::announces_plan(text);
            let topic = self.topic_of_lead_in(&range);
            self.lead_in = Some(LeadIn { is_target, said: self.clock.latest().cloned(), topic });
        }
        if block.kind == BlockKind::Title {
            self.clock.close_title();
        }
    }

    fn sentence(&mut self, range: Range<usize>) {
        let scan = self.scan;
        let figures = figures_of(scan, &range);
        let mentions = if figures.is_empty() { Vec::new() } else { phrases(self.extractor, scan, &range) };
        let areas = &scan.areas[within(&scan.areas, &range, |area| area.range.clone())];
        let periods = &scan.periods[within(&scan.periods, &range, |word| word.range.clone())];
        let areas_listed = areas_listed(self.text(), &range, &figures, areas);
        let sentence = Sentence { range, figures, periods, areas, mentions };
        self.n_sentences += 1;
        let settled = self.settle(&sentence);
        self.clock.close_sentence();
        self.open_sentence(&sentence);
        let mut opening: Option<Scope> = None;
        // Where each figure's observation stands among those found.
        let mut placed: Vec<Option<usize>> = Vec::with_capacity(settled.len());
        // Several areas together, or the country in an article on a place, speak for their own sentence only.
        let is_aside = self.scope.area.code.is_none()
            || (self.scope.area.code == Some(AreaCode::CHINA) && self.main.code != Some(AreaCode::CHINA));
        if self.scope.words.is_some() && (is_aside || self.is_report_of_main) && !self.scope.is_foreign {
            self.reset_scope();
        }
        for (n, settled) in settled.iter().enumerate() {
            self.advance(&sentence, n, settled.form);
            if n == 0 {
                opening = Some(self.scope.clone());
            }
            if let Some(mention) = areas_listed.get(&n).and_then(|&place| sentence.areas.get(place)) {
                self.enter(mention);
            }
            self.remember(&sentence, n, settled);
            let made_of = |m: usize| placed.get(m).copied().flatten().and_then(|m| self.found.get(m));
            let whole = settled.of.and_then(made_of).cloned();
            let like = settled.like.and_then(made_of).map(|other| &other.quantity.unit);
            let pay = settled.pay.as_ref().or(like).cloned();
            let made = self.observation(&sentence, n, settled, whole.as_ref(), pay);
            placed.push(made.is_ok().then_some(self.found.len()));
            self.record(&sentence, n, settled, made.as_ref());
            if let Ok(observation) = &made {
                self.clock.note(sentence.range.start, settled, observation);
                self.remember_unit(settled, &observation.quantity.unit);
            }
            self.found.extend(made);
        }
        self.advance(&sentence, usize::MAX, Form::Level);
        // An area that came up behind a figure speaks for the rest of its sentence only.
        if let Some(scope) = opening {
            self.scope = scope;
        }
    }

    /// The observation that a figure makes; `whole` is that of the figure which it explains, `pay` the unit of what it goes on with.
    fn observation(
        &mut self,
        sentence: &Sentence<'_>,
        n: usize,
        settled: &Settled,
        whole: Option<&Observation>,
        pay: Option<Unit>,
    ) -> Result<Observation, Omission> {
        let figure = sentence.figures.get(n).ok_or(Omission::NotRead)?;
        let indicator = settled.indicator.ok_or(Omission::NoIndicator)?;
        if self.scope.is_foreign {
            return Err(Omission::Abroad);
        }
        if figure.is_small_hanzi && figure.value < 3.0 {
            return Err(Omission::SmallNumeral);
        }
        let row = self.extractor.catalogue.get(indicator).ok_or(Omission::NoIndicator)?;
        let rule = super::policy::rule_behind(&row.id, self.text(), &sentence.range, figure)
            .filter(|_| settled.form == Form::Level)
            .and_then(|id| self.extractor.catalogue.find(id));
        let indicator = rule.unwrap_or(indicator);
        let row = self.extractor.catalogue.get(indicator).ok_or(Omission::NoIndicator)?;
        let unit = self.unit(sentence, n, row).ok_or(Omission::UnitUnfit)?;
        // 每月2290元，比上年多240元: a difference in money is paid as often as what it differs from.
        let unit = match whole.map(|whole| &whole.quantity.unit) {
            Some(own) if own.0.starts_with('元') && unit.0.starts_with('元') => own.clone(),
            _ => unit,
        };
        // A list and a topic go on with 每月 unless the figure says otherwise.
        let says_own = || {
            let before = self.text().get(sentence.range.start..figure.range.start).unwrap_or_default();
            let clause = before.rsplit(['，', '；', '、']).next().unwrap_or(before);
            clause.contains(['月', '年', '时', '日', '每'])
        };
        let unit = match pay {
            Some(pay) if pay.0.starts_with("元/") && unit.0.starts_with('元') && !says_own() => pay,
            _ => unit,
        };
        let class = unit.class();
        let measure = settled.form.measure(Some(class));
        // 增速回落2个百分点: points of a growth or of a count are no change of the indicator.
        let is_of_rate = row.base_unit == "%" || whole.is_some_and(|whole| whole.measure == Measure::Share);
        if class == UnitClass::PercentagePoints && whole.is_some() && !is_of_rate {
            return Err(Omission::OtherBase);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::Other), .. }) {
            return Err(Omission::OtherBase);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::GivenYear), .. }) && !self.follows_given_year(figure)
        {
            return Err(Omission::OtherBase);
        }
        // 最低工资标准提高250元: against the old rule, not against a year.
        let names_base = || {
            let before = self.text().get(sentence.range.start..figure.range.start).unwrap_or_default();
            ["同比", "上年", "去年", "同期"].iter().any(|word| before.contains(word))
        };
        if row.nature == Nature::Rule && matches!(settled.form, Form::Change { .. }) && !names_base() {
            return Err(Omission::OtherBase);
        }
        let is_rate_indicator = row.base_unit == "%";
        // 参保率, 转移就业率: a rate that has no indicator of its own is a share of the one that it rates.
        let names_rate = settled
            .phrase
            .as_ref()
            .and_then(|phrase| self.text().get(phrase.clone()))
            .is_some_and(|words| words.ends_with(['率', '面']));
        let measure = match measure {
            Measure::Level if class == UnitClass::Percent && !is_rate_indicator && names_rate => Measure::Share,
            other => other,
        };
        if class == UnitClass::Percent && measure == Measure::Level && !is_rate_indicator && row.id != "vacancy_ratio" {
            return Err(Omission::PercentOfCount);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::YearEnd), .. })
            && !self.stands_at_year_end(sentence, n)
        {
            return Err(Omission::OtherBase);
        }
        let (status, reason) = self.status(sentence, figure, settled, row, measure);
        // 今年安排109亿元，比上年增加26亿元: what a plan differs by is planned.
        let status = match (whole, settled.form) {
            (Some(whole), Form::Change { .. }) if whole.status == Status::Target => Status::Target,
            _ => status,
        };
        let bound = match (settled.form, figure.bound) {
            // 超过3000万人的年度目标: the result is more, not the target.
            (Form::TargetLevel, Bound::MoreThan) => Bound::Exact,
            (_, bound) => bound,
        };
        let (period, period_words) = self.period(sentence, n, settled, row.nature, status);
        // 到2025年总量达到45万人: what lies ahead of the bulletin is planned, whatever the verb.
        let lies_ahead = period.and_then(|p| p.end).zip(self.issued).is_some_and(|(end, issued)| {
            end.year() > issued.year() && row.nature != Nature::Cohort && measure == Measure::Level
        });
        let (status, reason) = if lies_ahead && status == Status::Actual {
            (Status::Target, StatusReason::LiesAhead)
        } else {
            (status, reason)
        };
        // 参保人数增长14.6% over a plan of five years has no year before.
        let spans_years =
            period.is_some_and(|p| p.end.is_some_and(|end| i32::from(end.year()) > i32::from(p.start.year()) + 1));
        if matches!(settled.form, Form::Change { .. }) && spans_years {
            return Err(Omission::OtherBase);
        }
        let mut value = figure.value;
        if let Form::Change { is_fall: true, .. } = settled.form {
            // 下降-3.2% is a fall all the same.
            value = -value.abs();
        }
        let source = |range: Range<usize>| Span::new(&self.article.text, self.scan.folded.source(range));
        let observation = Observation {
            ref_area: self.area_of(&row.id, figure.value),
            indicator,
            measure,
            status,
            quantity: Quantity { value, value_high: figure.value_high, unit, bound },
            period,
            detail: super::detail::of(
                self.text(),
                &sentence.range,
                figure,
                &row.id,
                settled.is_part,
                whole.map(|whole| whole.detail.as_str()),
            ),
            quote: source(figure.range.clone()).ok_or(Omission::NotRead)?,
            sentence: source(sentence.range.clone()).ok_or(Omission::NotRead)?,
            mentions: Vec::new(),
            rule: settled.rule,
            confidence: 0.0,
            evidence: Evidence {
                indicator: settled.phrase.clone().and_then(source),
                area: self.scope.words.clone().and_then(source),
                period: period_words,
            },
        };
        self.judged(sentence, n, settled, reason, observation)
    }

    /// Whether a figure is reported, planned or set by a rule, and what says so.
    fn status(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
        row: &Indicator,
        measure: Measure,
    ) -> (Status, StatusReason) {
        let is_level = measure == Measure::Level;
        // 参保率稳定在95%以上 is planned as a level is.
        let may_be_planned = is_level || settled.form == Form::Level || settled.form == Form::Share;
        let ground = Ground {
            // How many leave school is no matter of plans.
            mood: if row.nature == Nature::Cohort { Mood::Plain } else { self.course.mood },
            is_in_planned_list: self.lead_in.as_ref().is_some_and(|lead_in| lead_in.is_target),
            is_past: self.is_past(),
            is_aimed_at: standing::is_aimed_at(&row.id),
        };
        let reads = |ground| standing::read(self.text(), &sentence.range, figure, ground) == Standing::Target;
        let target = if settled.form == Form::TargetLevel {
            Some(StatusReason::TargetNoun)
        } else if !may_be_planned || !reads(ground) {
            None
        } else if reads(Ground { mood: Mood::Plain, is_in_planned_list: false, ..ground }) {
            Some(StatusReason::PlanWords)
        } else if ground.is_in_planned_list {
            Some(StatusReason::LeadIn)
        } else {
            Some(StatusReason::HeadlinePlans)
        };
        match (row.nature, target) {
            (Nature::Rule, _) if is_level => (Status::Policy, StatusReason::Rule),
            (_, Some(reason)) => (Status::Target, reason),
            (_, None) => (Status::Actual, StatusReason::Reported),
        }
    }

    /// Whether the time in force, named in this paragraph, was over when the bulletin was issued.
    fn is_past(&self) -> bool {
        let said = self.clock.own.last().or(self.clock.paragraph.as_ref());
        // 三年内 may lie on either side: it is over only if both readings are.
        let end = said.and_then(|said| self.resolve(said, true, false)).and_then(|period| period.end);
        end.zip(self.issued).is_some_and(|(end, issued)| end < issued)
    }

    /// The unit as the contract writes it: money rates take their 每人每月 from the words before.
    fn unit(&self, sentence: &Sentence<'_>, n: usize, row: &Indicator) -> Option<Unit> {
        let (indicator, base) = (row.id.as_str(), row.base_unit.as_str());
        let figure = sentence.figures.get(n)?;
        let text = self.text();
        let after = text.get(figure.range.end..sentence.range.end).unwrap_or_default();
        let clause_start = text
            .get(sentence.range.start..figure.range.start)
            .and_then(|before| before.rfind(['，', '；', '、']))
            .map_or(sentence.range.start, |at| sentence.range.start + at);
        let clause = text.get(clause_start..figure.range.start).unwrap_or_default();
        match &figure.counter {
            // 1285亿, 2000万新就业形态人员: the scale shows that something is counted; the indicator tells what.
            Counter::Missing if base == "倍" => (figure.value < 100.0).then(|| Unit::new("倍")),
            Counter::Missing if figure.value >= 1e4 || (figure.value >= 10.0 && figure.value.fract() == 0.0) => {
                Some(Unit(base.to_owned().into()))
            }
            Counter::Missing | Counter::Foreign => None,
            Counter::Unit(unit) if unit.0 == "元" => {
                let before = text.get(sentence.range.start..figure.range.start).unwrap_or_default();
                let read = super::detail::money_unit(clause, before, after, indicator);
                // An indicator of the user's that is told by the month needs no 每月 beside each figure.
                let is_of_base = read == "元" && base.starts_with("元/");
                Some(if is_of_base { Unit(base.to_owned().into()) } else { Unit::new(read) })
            }
            Counter::Unit(unit) if unit.0 == base => Some(unit.clone()),
            Counter::Unit(unit) if unit.0 == "倍" => None,
            Counter::Unit(unit) if unit.0 == "期" && indicator == "job_fairs" => None,
            Counter::Unit(unit) if unit.0 == "次" => (indicator == "job_fairs").then(|| Unit::new("场")),
            Counter::Unit(unit) => Some(unit.clone()),
        }
    }

    /// 比2022年多6.8万人 is a year-on-year change where the text speaks of 2023.
    fn follows_given_year(&self, figure: &Figure) -> bool {
        let before = self.text().get(..figure.range.start).unwrap_or_default();
        let base =
            before.rfind(['比', '较']).and_then(|at| before.get(at + '比'.len_utf8()..)?.get(..4)?.parse::<i32>().ok());
        base.is_some_and(|year| before.contains(&format!("{}年", year + 1)))
    }

    /// The phrase that a lead-in without figures names its list by.
    fn topic_of_lead_in(&self, range: &Range<usize>) -> Option<IndicatorMention> {
        let named =
            self.mentions_in(range).into_iter().filter(|mention| mention.figure.is_none() && mention.weight > -0.5);
        let weight = |mention: &IndicatorMention| mention.literal as f32 + 9.0 * mention.weight;
        named.max_by(|a, b| weight(a).total_cmp(&weight(b))).filter(|mention| mention.indicator.is_some())
    }

    fn stands_at_year_end(&self, sentence: &Sentence<'_>, n: usize) -> bool {
        let end = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.range.start);
        let before = self.text().get(sentence.range.start..end).unwrap_or_default();
        let own = before.replace("上年末", "").replace("去年末", "").replace("上年底", "").replace("去年底", "");
        own.contains("年末") || own.contains("年底") || own.contains("12月末") || own.contains("12月底")
    }

    fn table(&mut self, rows: &[usize]) {
        if !rows.is_empty() {
            super::table::read(self, rows);
        }
    }
}

/// The figures of a sentence that may count something of this field: ages, distances and ranks are passed over.
fn figures_of(scan: &Scan, sentence: &Range<usize>) -> Vec<Figure> {
    scan.figures[within(&scan.figures, sentence, |figure| figure.range.clone())]
        .iter()
        .filter(|figure| figure.counter != Counter::Foreign)
        .cloned()
        .collect()
}

/// The lexicon's words in the headline.
fn title_words(scan: &Scan) -> &[Hit] {
    &scan.words[..scan.words.partition_point(|hit| hit.range().start < scan.title_end)]
}

/// The indicator phrases of a sentence; the headline is their context.
pub(super) fn phrases(extractor: &Extractor, scan: &Scan, sentence: &Range<usize>) -> Vec<IndicatorMention> {
    let figures = &figures_of(scan, sentence);
    let words = &scan.words[within(&scan.words, sentence, Hit::range)];
    // The context is the headline and what was said right before: the reporter's question, the paragraph's first sentence.
    let nearby = sentence.start.saturating_sub(NEARBY)..sentence.start;
    let title = title_words(scan);
    let before = &scan.words[within(&scan.words, &nearby, Hit::range)];
    extractor.lexicon.mentions(&scan.folded.text, words, [title, before], figures)
}

/// For the table reader: what it needs of an attacher's state.
impl Attacher<'_> {
    pub(super) fn push(&mut self, observation: Observation) {
        self.found.push(observation);
    }

    pub(super) fn area_in_force(&self) -> RefArea {
        self.scope.area.clone()
    }

    /// What an area mention means here, without entering it.
    pub(super) fn meaning_of(&self, mention: &AreaMention) -> Option<RefArea> {
        match &mention.meaning {
            Meaning::Area(code) => Some(self.ref_area(*code)),
            Meaning::InScope(level) => self.in_scope(*level).map(|code| self.ref_area(code)),
            Meaning::Named => self.named(mention).map(|code| self.ref_area(code)),
            Meaning::Here => self.here(mention).map(|code| self.ref_area(code)),
            Meaning::Group | Meaning::Ambiguous => {
                Some(RefArea { code: None, name: self.text().get(mention.range.clone())?.to_owned() })
            }
            Meaning::Office | Meaning::Foreign | Meaning::Back => None,
        }
    }

    /// The dates of a word that is said here; of the time in force where there is none, and its words.
    pub(super) fn period_of_cell(
        &self,
        word: Option<&PeriodWord>,
        is_future: bool,
        is_stock: bool,
    ) -> Option<(Period, Range<usize>)> {
        let said = word.map(|word| self.say(word, None)).or_else(|| self.clock.latest().cloned())?;
        Some((self.resolve(&said, is_future, is_stock)?, said.word.range))
    }

    pub(super) fn mentions_in(&self, range: &Range<usize>) -> Vec<IndicatorMention> {
        let words = &self.scan.words[within(&self.scan.words, range, Hit::range)];
        self.extractor.lexicon.mentions(self.text(), words, [words, title_words(self.scan)], &[])
    }

    pub(super) fn folded(&self) -> &str {
        &self.scan.folded.text
    }
}

/// A list of figures behind 分别 or 依次.
pub(super) struct Respectively {
    /// Where the word stands.
    pub word: usize,
    /// The figures, by their places in the sentence.
    pub figures: Range<usize>,
}

fn respectively(text: &str, sentence: &Range<usize>, figures: &[Figure]) -> Vec<Respectively> {
    let mut runs = Vec::new();
    if figures.len() < 2 {
        return runs;
    }
    let stretch = text.get(sentence.clone()).unwrap_or_default();
    for word in ["分别", "依次"] {
        for (at, _) in stretch.match_indices(word) {
            let place = sentence.start + at;
            let first = figures.partition_point(|figure| figure.range.start < place + word.len());
            let Some(head) = figures.get(first) else { continue };
            if text
                .get(place..head.extent.start)
                .is_none_or(|gap| gap.contains(['，', '；']) || gap.chars().count() > 10)
            {
                continue;
            }
            let mut last = first + 1;
            while let (Some(left), Some(right)) = (figures.get(last - 1), figures.get(last)) {
                if !text.get(left.extent.end..right.extent.start).is_some_and(measure::is_list_gap) {
                    break;
                }
                last += 1;
            }
            runs.push(Respectively { word: place, figures: first..last });
        }
    }
    runs
}
