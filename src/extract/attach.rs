//! Relates figures to indicators, areas and periods, sentence by sentence, and carries what a sentence leaves unsaid to the next.

use std::ops::Range;

use jiff::civil::Date;

use super::Extractor;
use super::area::{AreaMention, AreaRole, Meaning};
use super::choose::{self, Choice};
use super::figure::{Counter, Figure};
use super::lexicon::{IndicatorMention, WordHit};
use super::measure::{self, Base, Form, Standing};
use super::period::{Context, PeriodWord, Role};
use super::scan::{Scan, within};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::bulletin::{Article, BlockKind};
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Quantity, Unit, UnitClass};
use crate::model::span::Span;

/// An article on its way to observations.
pub(super) struct Attacher<'a> {
    pub extractor: &'a Extractor,
    pub article: &'a Article,
    pub scan: &'a Scan,
    pub issued: Option<Date>,
    pub year: i16,
    /// The area that the article is about.
    main: Option<AreaCode>,
    scope: Scope,
    clock: Clock,
    /// What a lead-in that ends in a colon says of the list under it.
    lead_in: Option<LeadIn>,
    found: Vec<Observation>,
}

/// The area in force, and the words that put it there.
#[derive(Debug, Clone, Default)]
struct Scope {
    area: RefArea,
    words: Option<Range<usize>>,
    is_foreign: bool,
}

/// The time in force.
#[derive(Debug, Clone, Default)]
struct Clock {
    word: Option<PeriodWord>,
    year: Option<i16>,
    /// Whether the year was given in figures.
    year_is_given: bool,
    day: Option<Date>,
    /// Whether this sentence has named its time.
    is_fresh: bool,
    /// Whether the word comes from an earlier paragraph: it dates flows only.
    is_carried: bool,
}

#[derive(Debug, Clone)]
struct LeadIn {
    is_target: bool,
    word: Option<PeriodWord>,
}

/// A figure with what has been settled about it.
#[derive(Debug, Clone)]
struct Settled {
    form: Form,
    indicator: Option<IndicatorId>,
    /// The phrase that named it, if one did.
    phrase: Option<Range<usize>>,
    confidence: f32,
    rule: &'static str,
    /// 其中 …: a part of the figure before.
    is_part: bool,
}

/// What one sentence holds.
struct Sentence<'s> {
    range: Range<usize>,
    figures: &'s [Figure],
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
        year: i16,
    ) -> Self {
        let mut attacher = Self {
            extractor,
            article,
            scan,
            issued,
            year,
            main: None,
            scope: Scope::default(),
            clock: Clock::default(),
            lead_in: None,
            found: Vec::new(),
        };
        attacher.main = attacher.main_area();
        attacher.reset_scope();
        attacher
    }

    /// All observations of the article, in document order, each fact once.
    pub fn run(mut self) -> Vec<Observation> {
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
        super::merge::merge(self.found)
    }

    fn text(&self) -> &'a str {
        &self.scan.folded.text
    }

    fn block(&mut self, n: usize) {
        let Some(block) = self.article.blocks.get(n) else { return };
        let range = self.scan.block(block);
        let is_item = block.kind == BlockKind::ListItem;
        if !is_item {
            self.lead_in = None;
        }
        if block.kind != BlockKind::Title {
            self.reset_scope();
            if let Some(word) = self.lead_in.as_ref().and_then(|lead_in| lead_in.word.clone()) {
                self.clock.word = Some(word);
            } else {
                self.clock.is_carried = true;
            }
            self.clock.year = None;
        }
        for sentence in self.scan.sentences(range.clone()) {
            self.sentence(sentence);
        }
        let text = self.text().get(range.clone()).unwrap_or_default();
        if !is_item && text.ends_with(['：', ':']) {
            let figure_end = Figure::empty_at(range.end);
            let is_target =
                measure::standing(self.text(), &range, &figure_end) == Standing::Target || text.contains("目标");
            self.lead_in = Some(LeadIn { is_target, word: self.clock.word.clone() });
        }
    }

    fn sentence(&mut self, range: Range<usize>) {
        let scan = self.scan;
        let figures = &scan.figures[within(&scan.figures, &range, |figure| figure.range.clone())];
        let mentions = if figures.is_empty() { Vec::new() } else { phrases(self.extractor, scan, &range) };
        let areas = &scan.areas[within(&scan.areas, &range, |area| area.range.clone())];
        let periods = &scan.periods[within(&scan.periods, &range, |word| word.range.clone())];
        let sentence = Sentence { range, figures, periods, areas, mentions };
        let settled = self.settle(&sentence);
        if !self.clock.year_is_given {
            // 去年 speaks for its own sentence only; 2020年 for the paragraph.
            self.clock.year = None;
        }
        self.clock.is_fresh = false;
        for (n, settled) in settled.iter().enumerate() {
            self.advance(&sentence, n, settled.form);
            if let Some(observation) = self.observation(&sentence, n, settled) {
                self.found.push(observation);
            }
        }
        self.advance(&sentence, usize::MAX, Form::Level);
    }

    /// Form and indicator of every figure of a sentence.
    fn settle(&self, sentence: &Sentence<'_>) -> Vec<Settled> {
        let text = self.text();
        let listed = listed(text, sentence);
        let mut forms: Vec<Form> = Vec::new();
        let mut settled: Vec<Settled> = Vec::new();
        for (n, figure) in sentence.figures.iter().enumerate() {
            let form = measure::read(text, &sentence.range, sentence.figures, n, &forms);
            forms.push(form);
            let mut this = Settled { form, indicator: None, phrase: None, confidence: 0.0, rule: "", is_part: false };
            match form {
                Form::Nothing(_) => {}
                Form::Level | Form::TargetLevel if listed.contains_key(&n) => {
                    if let Some(mention) = listed.get(&n).and_then(|&m| sentence.mentions.get(m)) {
                        this.name(mention, 0.93, "respectively");
                    }
                }
                Form::Level | Form::TargetLevel => self.settle_level(sentence, n, figure, &settled, &mut this),
                _ if listed.contains_key(&n) => {
                    if let Some(mention) = listed.get(&n).and_then(|&m| sentence.mentions.get(m)) {
                        this.name(mention, 0.9, "respectively");
                    }
                }
                Form::Completion | Form::Share | Form::Change { .. } => {
                    self.settle_relative(sentence, n, &forms, &settled, &mut this)
                }
            }
            settled.push(this);
        }
        settled
    }

    fn settle_level(&self, sentence: &Sentence<'_>, n: usize, figure: &Figure, before: &[Settled], this: &mut Settled) {
        let text = self.text();
        let choice = choose::best(text, sentence.figures, n, &sentence.mentions);
        let previous_end =
            n.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
        let left = text.get(previous_end..figure.extent.start).unwrap_or_default();
        let antecedent =
            || before.iter().rev().find(|other| other.indicator.is_some() && matches!(other.form, Form::Level));
        // 全年1100万人目标, 目标（70万人）: the target of the figure before.
        if this.form == Form::TargetLevel
            && let Some(known) = antecedent().filter(|_| choice.as_ref().is_none_or(|choice| choice.score < 4.2))
            && self.same_kind(known, before, sentence, n)
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), 0.85, "target-of");
            return;
        }
        if left.contains("其中") || left.starts_with("（含") {
            let own = choice
                .as_ref()
                .filter(|choice| sentence.mentions.get(choice.mention).is_some_and(|m| m.range.start >= previous_end));
            if own.is_none()
                && let Some(known) = antecedent().filter(|known| self.same_kind(known, before, sentence, n))
            {
                (this.indicator, this.phrase, this.confidence, this.rule) =
                    (known.indicator, known.phrase.clone(), 0.7, "part-of");
                this.is_part = true;
                return;
            }
        }
        if choice.is_none()
            && let Some(known) = self.series(sentence, n, left, before)
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.85, "series");
            this.is_part = known.is_part;
            return;
        }
        if let Some(Choice { mention, score, margin }) = choice
            && let Some(mention) = sentence.mentions.get(mention)
        {
            let confidence = (0.45 + 0.1 * (score - choose::ACCEPTED) + 0.08 * margin.min(2.0)).clamp(0.3, 0.98);
            this.name(mention, confidence, if mention.figure.is_some() { "phrase-with-figure" } else { "phrase-near" });
        }
    }

    /// 东部124019元，西部94964元、中部85533元: a list goes on with the indicator of its head as long as nothing else is named.
    fn series<'b>(&self, sentence: &Sentence<'_>, n: usize, left: &str, before: &'b [Settled]) -> Option<&'b Settled> {
        let known = before.last().filter(|known| known.indicator.is_some() && known.form == Form::Level)?;
        let figures = sentence.figures.get(n - 1).zip(sentence.figures.get(n))?;
        let is_short = left.chars().count() <= 16 && !left.contains(['。', '：']);
        let names_other = sentence.mentions.iter().any(|mention| {
            (figures.0.extent.end..figures.1.extent.start).contains(&mention.range.start) && mention.weight > -1.0
        });
        (figures.0.counter == figures.1.counter && is_short && !names_other).then_some(known)
    }

    /// Whether a figure counts in the same class of unit as the one that an indicator was found for.
    fn same_kind(&self, known: &Settled, before: &[Settled], sentence: &Sentence<'_>, n: usize) -> bool {
        let place = before.iter().position(|other| std::ptr::eq(other, known));
        let class = |n: usize| sentence.figures.get(n).and_then(Figure::unit).map(Unit::class);
        place.is_some_and(|place| class(place) == class(n) || class(n).is_none())
    }

    /// Completion, growth and share go with the figure they explain, or with a phrase that stands nearer.
    fn settle_relative(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        forms: &[Form],
        before: &[Settled],
        this: &mut Settled,
    ) {
        let text = self.text();
        let Some(figure) = sentence.figures.get(n) else { return };
        let run = run_of(text, sentence, forms, n);
        // A growth rate may explain a level or the difference just given (同比增加37万人，增长3.9%).
        let levels: Vec<usize> = (0..run.start)
            .filter(|&m| {
                before
                    .get(m)
                    .is_some_and(|s| s.indicator.is_some() && matches!(s.form, Form::Level | Form::Change { .. }))
            })
            .collect();
        // 分别完成年度任务的31.3%、35.2%、44.6%: one for each of the figures listed before.
        let place = n - run.start;
        let antecedent = if run.len() > 1 && levels.len() >= run.len() && !has_two_bases(text, sentence, &run) {
            levels.get(levels.len() - run.len() + place)
        } else {
            levels.last()
        };
        let level_end =
            antecedent.and_then(|&m| sentence.figures.get(m)).map_or(sentence.range.start, |f| f.extent.end);
        let first_start = sentence.figures.get(run.start).map_or(figure.extent.start, |f| f.extent.start);
        let nearer = sentence
            .mentions
            .iter()
            .filter(|mention| {
                mention.range.start >= level_end && mention.range.end <= first_start && mention.weight > -1.5
            })
            .filter(|mention| {
                let gap = text.get(mention.range.end..first_start).unwrap_or_default();
                !gap.contains(['；', '。']) && gap.matches('，').count() <= 1
            })
            .max_by(|a, b| {
                let rank = |m: &IndicatorMention| {
                    m.literal as f32 / 3.0 + 2.0 * m.weight - 0.3 * (first_start - m.range.end) as f32 / 3.0
                };
                rank(a).total_cmp(&rank(b))
            });
        // A share is of the part that was given before, not of the whole that it names.
        let nearer = nearer.filter(|_| this.form != Form::Share || antecedent.is_none());
        if let Some(mention) = nearer {
            this.name(mention, 0.8, "relative-to-phrase");
        } else if let Some(known) = antecedent.and_then(|&m| before.get(m)) {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.97, "relative-to-figure");
            this.is_part = known.is_part;
        }
    }

    /// Moves area and time on to what stands before figure `n` (or to the sentence's end).
    fn advance(&mut self, sentence: &Sentence<'_>, n: usize, form: Form) {
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
        for mention in sentence.areas.iter().filter(|mention| (since..until).contains(&mention.range.start)) {
            if mention.role == AreaRole::Subject {
                self.enter(mention);
            }
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
    fn is_in_a_name(&self, word: &PeriodWord) -> bool {
        let after = self.text().get(word.range.end..).unwrap_or_default();
        !after.starts_with(['，', '、', '：']) && self.clock.day.is_some()
    }

    fn context(&self, is_future: bool, is_stock: bool) -> Context {
        Context { issued: self.issued, year: self.clock.year, day: self.clock.day, is_future, is_stock }
    }

    fn enter(&mut self, mention: &AreaMention) {
        let words = Some(mention.range.clone());
        let code = match &mention.meaning {
            Meaning::Area(code) => Some(*code),
            Meaning::InScope(level) => self.in_scope(*level),
            Meaning::Here => self.here(mention),
            Meaning::Office => {
                if self.main.is_some_and(|main| main != AreaCode::CHINA) {
                    return;
                }
                Some(AreaCode::CHINA)
            }
            Meaning::Group | Meaning::Ambiguous | Meaning::Foreign => {
                let name = self.text().get(mention.range.clone()).unwrap_or_default().to_owned();
                let is_foreign = mention.meaning == Meaning::Foreign;
                self.scope = Scope { area: RefArea { code: None, name }, words, is_foreign };
                return;
            }
        };
        if let Some(code) = code {
            self.scope = Scope { area: self.ref_area(code), words, is_foreign: false };
        }
    }

    fn ref_area(&self, code: AreaCode) -> RefArea {
        RefArea { code: Some(code), name: self.extractor.gazetteer.full_name(code, self.year) }
    }

    /// 全市 of a county-level city is that city, of a county the city above.
    fn in_scope(&self, level: AreaLevel) -> Option<AreaCode> {
        let endings: &[char] = match level {
            AreaLevel::Country => return Some(AreaCode::CHINA),
            AreaLevel::Province => {
                return self
                    .line()
                    .into_iter()
                    .find(|&code| self.extractor.gazetteer.level(code, self.year) == AreaLevel::Province);
            }
            AreaLevel::Prefecture => &['市', '州', '盟', '区'],
            AreaLevel::County => &['县', '旗', '市', '区'],
        };
        let gazetteer = self.extractor.gazetteer;
        let main = self.main.map(|main| gazetteer.lineage(main, self.year)).unwrap_or_default();
        self.line().into_iter().chain(main).find(|&code| {
            gazetteer.division(code, self.year).is_some_and(|division| {
                division.name.ends_with(endings)
                    && (level != AreaLevel::Prefecture
                        || !division.name.ends_with('区')
                        || division.name.ends_with("地区"))
                    && (level != AreaLevel::County || division.level == AreaLevel::County)
            })
        })
    }

    fn here(&self, mention: &AreaMention) -> Option<AreaCode> {
        let word = self.text().get(mention.range.clone()).unwrap_or_default();
        let gazetteer = self.extractor.gazetteer;
        let line = self.line();
        if word.contains('区') && word != "辖区" {
            let district = line
                .iter()
                .copied()
                .find(|&code| gazetteer.division(code, self.year).is_some_and(|d| d.name.ends_with('区')));
            return district.or_else(|| line.first().copied());
        }
        line.first().copied()
    }

    /// The area in force and those above it; else the article's.
    fn line(&self) -> Vec<AreaCode> {
        let start = self.scope.area.code.filter(|&code| code != AreaCode::CHINA).or(self.main);
        start.map(|code| self.extractor.gazetteer.lineage(code, self.year)).unwrap_or_default()
    }

    fn reset_scope(&mut self) {
        self.scope = Scope {
            area: self.main.map(|code| self.ref_area(code)).unwrap_or_default(),
            words: None,
            is_foreign: false,
        };
    }

    /// The area that the headline names, else the first that the text is about.
    fn main_area(&self) -> Option<AreaCode> {
        let gazetteer = self.extractor.gazetteer;
        let subject = |mention: &&AreaMention| mention.role == AreaRole::Subject;
        let (title, body) =
            self.scan.areas.split_at(self.scan.areas.partition_point(|m| m.range.start < self.scan.title_end));
        let mut main: Option<AreaCode> = None;
        for mention in title.iter().filter(subject) {
            match (&mention.meaning, main) {
                (Meaning::Area(code), None) => main = Some(*code),
                (Meaning::Area(code), Some(known))
                    if *code != known && known != AreaCode::CHINA && gazetteer.is_within(*code, known, self.year) =>
                {
                    main = Some(*code);
                }
                (Meaning::Office, None) => main = Some(AreaCode::CHINA),
                _ => {}
            }
        }
        main.or_else(|| {
            body.iter().filter(subject).find_map(|mention| match &mention.meaning {
                Meaning::Area(code) => Some(*code),
                Meaning::Office => Some(AreaCode::CHINA),
                _ => None,
            })
        })
    }

    fn observation(&self, sentence: &Sentence<'_>, n: usize, settled: &Settled) -> Option<Observation> {
        let figure = sentence.figures.get(n)?;
        let indicator = settled.indicator?;
        if self.scope.is_foreign || (figure.is_small_hanzi && figure.value < 3.0) {
            return None;
        }
        let row = self.extractor.catalogue.get(indicator)?;
        let unit = self.unit(sentence, n, settled, &row.id)?;
        let class = unit.class();
        let measure = settled.form.measure(Some(class));
        if matches!(settled.form, Form::Change { base: Some(Base::Other), .. }) {
            return None;
        }
        let is_rate_indicator = row.id.ends_with("_rate");
        if class == UnitClass::Percent && measure == Measure::Level && !is_rate_indicator && row.id != "vacancy_ratio" {
            return None;
        }
        if matches!(settled.form, Form::Change { base: Some(Base::YearEnd), .. })
            && !self.stands_at_year_end(sentence, n)
        {
            return None;
        }
        let is_target = settled.form == Form::TargetLevel
            || (measure == Measure::Level
                && measure::standing(self.text(), &sentence.range, figure) == Standing::Target)
            || (measure == Measure::Level && self.lead_in.as_ref().is_some_and(|lead_in| lead_in.is_target));
        let status = match row.nature {
            Nature::Rule if measure == Measure::Level => Status::Policy,
            _ if is_target => Status::Target,
            _ => Status::Actual,
        };
        let (period, period_words) = self.period(sentence, figure, settled, row.nature, status);
        let mut value = figure.value;
        if let Form::Change { is_fall: true, .. } = settled.form {
            value = -value;
        }
        let source = |range: Range<usize>| Span::new(&self.article.text, self.scan.folded.source(range));
        Some(Observation {
            ref_area: self.scope.area.clone(),
            indicator,
            measure,
            status,
            quantity: Quantity { value, value_high: figure.value_high, unit, bound: figure.bound },
            period,
            detail: super::detail::read(self.text(), &sentence.range, figure, &row.id, settled.is_part),
            quote: source(figure.range.clone())?,
            sentence: source(sentence.range.clone())?,
            mentions: Vec::new(),
            rule: settled.rule,
            confidence: settled.confidence,
            evidence: Evidence {
                indicator: settled.phrase.clone().and_then(source),
                area: self.scope.words.clone().and_then(source),
                period: period_words.and_then(source),
            },
        })
    }

    /// The unit as the contract writes it: money rates take their 每人每月 from the words before.
    fn unit(&self, sentence: &Sentence<'_>, n: usize, settled: &Settled, indicator: &str) -> Option<Unit> {
        let figure = sentence.figures.get(n)?;
        let text = self.text();
        let after = text.get(figure.range.end..sentence.range.end).unwrap_or_default();
        let clause_start = text
            .get(sentence.range.start..figure.range.start)
            .and_then(|before| before.rfind(['，', '；', '、']))
            .map_or(sentence.range.start, |at| sentence.range.start + at);
        let clause = text.get(clause_start..figure.range.start).unwrap_or_default();
        match &figure.counter {
            Counter::Foreign => None,
            Counter::Missing => match indicator {
                "vacancy_ratio" => Some(Unit::new("倍")),
                "burden_relief"
                | "labour_income"
                | "stabilisation_refund"
                | "subsidy_amount"
                | "training_funds"
                | "startup_loan_amount"
                    if figure.value >= 1e4 =>
                {
                    Some(Unit::new("元"))
                }
                "insured_persons"
                | "urban_new_jobs"
                | "rural_transfer"
                | "training_participants"
                | "employed_persons"
                | "flexible_employment"
                    if figure.value >= 1e4 =>
                {
                    Some(Unit::new("人"))
                }
                _ => None,
            },
            Counter::Unit(unit) if unit.0 == "元" => Some(Unit::new(super::detail::money_unit(
                clause,
                text.get(sentence.range.start..figure.range.start).unwrap_or_default(),
                after,
                indicator,
            ))),
            Counter::Unit(unit) if unit.0 == "倍" && indicator != "vacancy_ratio" => None,
            Counter::Unit(unit) if unit.0 == "期" && indicator == "job_fairs" => None,
            Counter::Unit(unit) if unit.0 == "次" => {
                let _ = settled;
                (indicator == "job_fairs").then(|| Unit::new("场"))
            }
            Counter::Unit(unit) => Some(unit.clone()),
        }
    }

    fn stands_at_year_end(&self, sentence: &Sentence<'_>, n: usize) -> bool {
        let end = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.range.start);
        let before = self.text().get(sentence.range.start..end).unwrap_or_default();
        let own = before.replace("上年末", "").replace("去年末", "").replace("上年底", "").replace("去年底", "");
        own.contains("年末") || own.contains("年底") || own.contains("12月末") || own.contains("12月底")
    }

    fn period(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
        nature: Nature,
        status: Status,
    ) -> (Option<Period>, Option<Range<usize>>) {
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
        if self.clock.is_carried && of_target.is_none() && (nature != Nature::Flow || !word.is_span()) {
            return (None, None);
        }
        let is_stock = nature == Nature::Stock || (nature == Nature::Rule && status == Status::Policy);
        let is_future = status == Status::Target || nature == Nature::Cohort;
        let period = word.resolve(&self.context(is_future, is_stock));
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

    fn table(&mut self, rows: &[usize]) {
        if !rows.is_empty() {
            super::table::read(self, rows);
        }
    }
}

/// The indicator phrases of a sentence; the headline is their context.
pub(super) fn phrases(extractor: &Extractor, scan: &Scan, sentence: &Range<usize>) -> Vec<IndicatorMention> {
    let figures = &scan.figures[within(&scan.figures, sentence, |figure| figure.range.clone())];
    let words = &scan.words[within(&scan.words, sentence, WordHit::range)];
    let around = &scan.words[..scan.words.partition_point(|hit| hit.range().start < scan.title_end)];
    extractor.lexicon.mentions(&scan.folded.text, words, around, figures)
}

impl Settled {
    fn name(&mut self, mention: &IndicatorMention, confidence: f32, rule: &'static str) {
        self.indicator = mention.indicator;
        self.phrase = Some(mention.range.clone());
        self.confidence = confidence;
        self.rule = rule;
    }
}

/// The run of figures of one form around `n`: 31.3%、35.2%、44.6%.
fn run_of(text: &str, sentence: &Sentence<'_>, forms: &[Form], n: usize) -> Range<usize> {
    let joined = |m: usize| {
        let (Some(left), Some(right)) = (sentence.figures.get(m), sentence.figures.get(m + 1)) else { return false };
        let gap = text.get(left.extent.end..right.extent.start).unwrap_or("。");
        left.counter == right.counter && measure::is_list_gap(gap)
    };
    let same_form = |m: usize| {
        forms.get(m).zip(forms.get(n)).is_some_and(|(a, b)| std::mem::discriminant(a) == std::mem::discriminant(b))
    };
    let mut start = n;
    while start > 0 && joined(start - 1) && same_form(start - 1) {
        start -= 1;
    }
    let mut end = n + 1;
    while joined(end - 1) {
        end += 1;
    }
    start..end
}

/// 环比、同比分别回落0.2个和0.6个百分点: two forms of one figure, not one form of two.
fn has_two_bases(text: &str, sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    let start = sentence.figures.get(run.start).map_or(sentence.range.start, |figure| figure.extent.start);
    let before = text.get(sentence.range.start..start).unwrap_or_default();
    let clause = before.rsplit(['，', '；']).next().unwrap_or(before);
    let year = clause.contains("同比") || clause.contains("同期");
    let month = clause.contains("环比") || clause.contains("上月") || clause.contains("上季度");
    year && month
}

/// 城镇新增就业、失业人员再就业分别为3128人、1406人: the phrases listed before 分别 take the figures listed behind, in order.
fn listed(text: &str, sentence: &Sentence<'_>) -> std::collections::HashMap<usize, usize> {
    let mut pairs = std::collections::HashMap::new();
    let range = sentence.range.clone();
    let stretch = text.get(range.clone()).unwrap_or_default();
    for (at, word) in stretch.match_indices("分别") {
        let respectively = range.start + at;
        let first = sentence.figures.partition_point(|figure| figure.range.start < respectively + word.len());
        let Some(head) = sentence.figures.get(first) else { continue };
        if text
            .get(respectively..head.extent.start)
            .is_none_or(|gap| gap.contains(['，', '；']) || gap.chars().count() > 8)
        {
            continue;
        }
        let mut last = first + 1;
        while let (Some(left), Some(right)) = (sentence.figures.get(last - 1), sentence.figures.get(last)) {
            let gap = text.get(left.extent.end..right.extent.start).unwrap_or("。");
            if !matches!(gap, "、" | "和" | "及" | "，" | "与" | "、和" | "以及") {
                break;
            }
            last += 1;
        }
        let n = last - first;
        let clause_at = text
            .get(range.start..respectively)
            .and_then(|before| before.rfind(['；', '。']))
            .map_or(range.start, |at| range.start + at);
        let names = names_listed(text, clause_at..respectively, &sentence.mentions, n);
        if n < 2 || names.len() != n {
            continue;
        }
        for (place, mention) in names.into_iter().enumerate() {
            let Some(figure) = sentence.figures.get(first + place) else { continue };
            if sentence.mentions.get(mention).is_some_and(|m| m.units.admits(figure)) {
                pairs.insert(first + place, mention);
            }
        }
    }
    pairs
}

/// The last `n` parts of a list, each with its best phrase.
fn names_listed(text: &str, range: Range<usize>, mentions: &[IndicatorMention], n: usize) -> Vec<usize> {
    let stretch = text.get(range.clone()).unwrap_or_default();
    let mut ends: Vec<usize> =
        stretch.match_indices(['、', '和', '，', '及', '与']).map(|(at, _)| range.start + at).collect();
    ends.push(range.end);
    let mut names: Vec<usize> = Vec::new();
    let mut start = range.start;
    for end in ends {
        let best = mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| mention.range.start >= start && mention.range.end <= end && mention.figure.is_none())
            .max_by(|(_, a), (_, b)| {
                (a.literal as f32 + 6.0 * a.weight).total_cmp(&(b.literal as f32 + 6.0 * b.weight))
            });
        if let Some((m, _)) = best {
            names.push(m);
        }
        start = end;
    }
    names.split_off(names.len().saturating_sub(n))
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
            Meaning::Here => self.here(mention).map(|code| self.ref_area(code)),
            Meaning::Group | Meaning::Ambiguous => {
                Some(RefArea { code: None, name: self.text().get(mention.range.clone())?.to_owned() })
            }
            Meaning::Office | Meaning::Foreign => None,
        }
    }

    pub(super) fn resolve_word(&self, word: &PeriodWord, is_future: bool, is_stock: bool) -> Option<Period> {
        word.resolve(&self.context(is_future, is_stock))
    }

    pub(super) fn word_in_force(&self) -> Option<&PeriodWord> {
        self.clock.word.as_ref()
    }

    pub(super) fn mentions_in(&self, range: &Range<usize>) -> Vec<IndicatorMention> {
        let words = &self.scan.words[within(&self.scan.words, range, WordHit::range)];
        self.extractor.lexicon.mentions(self.text(), words, words, &[])
    }

    pub(super) fn folded(&self) -> &str {
        &self.scan.folded.text
    }
}
