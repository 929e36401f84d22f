//! Relates figures to indicators, areas and periods, sentence by sentence, and carries what a sentence leaves unsaid to the next.

use std::ops::Range;

use jiff::civil::Date;

use super::Extractor;
use super::area::{AreaMention, AreaRole, Meaning};
use super::choose::{self, Choice};
use super::figure::{Counter, Figure};
use super::lexicon::{IndicatorMention, WordHit};
use super::measure::{self, Base, Form};
use super::period::{Context, Expression, PeriodWord, Role};
use super::scan::{Scan, within};
use super::standing::{self, Standing};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::bulletin::{Article, BlockKind};
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
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
    /// Whether it is about a foreign country.
    main_is_foreign: bool,
    /// Whether its headline announces a plan.
    heads_a_plan: bool,
    /// Whether it is the area's own account of its year: other areas in it never carry over.
    is_report_of_main: bool,
    scope: Scope,
    clock: Clock,
    /// What a lead-in that ends in a colon says of the list under it.
    lead_in: Option<LeadIn>,
    /// The indicator last named for each kind of unit: what a sentence that names none goes on with.
    topics: Vec<(UnitClass, Settled)>,
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
    /// What 去年同期 and 当月 are relative to.
    before: Option<Period>,
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
        year: i16,
    ) -> Self {
        let mut attacher = Self {
            extractor,
            article,
            scan,
            issued,
            year,
            main: None,
            main_is_foreign: false,
            heads_a_plan: standing::heads_a_plan(&article.title),
            is_report_of_main: article.title.contains("工作报告"),
            scope: Scope::default(),
            clock: Clock::default(),
            lead_in: None,
            topics: Vec::new(),
            found: Vec::new(),
        };
        attacher.main = attacher.main_area();
        attacher.main_is_foreign = attacher.is_about_abroad();
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
            let is_target = standing::announces_plan(text);
            self.lead_in = Some(LeadIn { is_target, word: self.clock.word.clone() });
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
        let settled = self.settle(&sentence);
        if !self.clock.year_is_given {
            // 去年 speaks for its own sentence only; 2020年 for the paragraph.
            self.clock.year = None;
        }
        self.clock.is_fresh = false;
        let mut opening: Option<Scope> = None;
        // Several areas together, or the country in an article on a place, speak for their own sentence only.
        let is_aside = self.scope.area.code.is_none()
            || (self.scope.area.code == Some(AreaCode::CHINA) && self.main != Some(AreaCode::CHINA));
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
            if let Some(observation) = self.observation(&sentence, n, settled) {
                self.found.push(observation);
            }
        }
        self.advance(&sentence, usize::MAX, Form::Level);
        // An area that came up behind a figure speaks for the rest of its sentence only.
        if let Some(scope) = opening {
            self.scope = scope;
        }
    }

    /// Form and indicator of every figure of a sentence.
    fn settle(&self, sentence: &Sentence<'_>) -> Vec<Settled> {
        let text = self.text();
        let listed = listed(text, sentence);
        let mut forms: Vec<Form> = Vec::new();
        let mut settled: Vec<Settled> = Vec::new();
        for (n, figure) in sentence.figures.iter().enumerate() {
            let form = measure::read(text, &sentence.range, &sentence.figures, n, &forms);
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
        let choice = choose::best(text, &sentence.figures, n, &sentence.mentions);
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
        // 培训任务是1.8万人，完成1.53万人: what was done of the target just named.
        let of_target = before.iter().rev().find(|other| other.indicator.is_some() && other.form == Form::TargetLevel);
        if choice.is_none()
            && left.ends_with("完成")
            && let Some(known) = of_target
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), 0.7, "done-of-target");
            return;
        }
        if choice.is_none()
            && let Some(known) = self.series(sentence, n, before)
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.85, "series");
            this.is_part = known.is_part;
            return;
        }
        // Rates, wages and ratios go on across sentences; a number of persons needs a word of its own.
        let clause = left.rsplit(['，', '；', '：', '。']).next().unwrap_or(left);
        // 16—24岁为17.1%, 到9月收窄至17.7%; but not 89.4%的公园 nor 城镇化率达69.1%.
        let right = text.get(figure.extent.end..sentence.range.end).unwrap_or_default();
        let words = clause.chars().filter(|c| !c.is_ascii()).count();
        let is_short = words <= 8
            && !right.starts_with('的')
            && !["率", "比重", "指数", "完成", "标准", "增速"].iter().any(|word| clause.contains(word));
        // 东部15277万人，广东、江苏分别新增…: nothing but areas before the figure, so the text goes on with what it was about.
        let clause_start = figure.extent.start - clause.len();
        let areas: usize = sentence
            .areas
            .iter()
            .filter(|area| area.range.start >= clause_start && area.range.end <= figure.extent.start)
            .map(|area| area.range.len())
            .sum();
        let only_areas = areas > 0 && (clause.len() - areas) / 3 <= 6;
        let points_back = only_areas || ["这个数", "这一数", "该数", "总数"].iter().any(|word| clause.contains(word));
        let topic_may_go_on = points_back
            || match topic_class(figure) {
                UnitClass::Percent | UnitClass::Ratio => is_short,
                UnitClass::MoneyRate => figure.value >= 5.0,
                _ => left.starts_with("其中"),
            };
        if choice.is_none()
            && topic_may_go_on
            && let Some(known) = self.topic(sentence, n)
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.7, "topic");
            this.is_part = left.starts_with("其中");
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
    fn series<'b>(&self, sentence: &Sentence<'_>, n: usize, before: &'b [Settled]) -> Option<&'b Settled> {
        let figure = sentence.figures.get(n)?;
        let place = (0..n).rev().find(|&m| {
            before.get(m).is_some_and(|known| known.indicator.is_some() && known.form == Form::Level)
                && sentence.figures.get(m).is_some_and(|other| other.counter == figure.counter)
        })?;
        let since = sentence.figures.get(n - 1)?.extent.end;
        let left = self.text().get(since..figure.extent.start)?;
        let limit = if figure.unit().is_some_and(|unit| unit.0 == "%") { 10 } else { 16 };
        let is_short = left.chars().filter(|c| !c.is_ascii()).count() <= limit
            && !left.contains(['。', '：'])
            && !["率", "比重", "指数"].iter().any(|word| left.contains(word));
        let names_other = sentence
            .mentions
            .iter()
            .any(|mention| (since..figure.extent.start).contains(&mention.range.start) && mention.weight > -1.0);
        if is_short && !names_other { before.get(place) } else { None }
    }

    /// Keeps the indicator of a figure for sentences that name none.
    fn remember(&mut self, sentence: &Sentence<'_>, n: usize, settled: &Settled) {
        let Some(class) = sentence.figures.get(n).map(topic_class) else { return };
        if settled.indicator.is_some() && matches!(settled.form, Form::Level) {
            self.topics.retain(|(known, _)| *known != class);
            self.topics.push((class, settled.clone()));
        }
    }

    /// The indicator that the text was last about, for a figure of that kind in a sentence that names none: 16—24岁为17.1%.
    fn topic(&self, sentence: &Sentence<'_>, n: usize) -> Option<&Settled> {
        let figure = sentence.figures.get(n)?;
        let class = topic_class(figure);
        let is_open = sentence.mentions.iter().any(|mention| {
            mention.weight > -1.0 && mention.units.admits(figure) && mention.range.start < figure.extent.start
        });
        if is_open {
            return None;
        }
        self.topics.iter().find(|(known, _)| *known == class).map(|(_, settled)| settled)
    }

    /// Whether a figure counts in the same class of unit as the one that an indicator was found for.
    fn same_kind(&self, known: &Settled, before: &[Settled], sentence: &Sentence<'_>, n: usize) -> bool {
        let place = before.iter().position(|other| std::ptr::eq(other, known));
        let class = |n: usize| sentence.figures.get(n).and_then(Figure::unit).map(Unit::class);
        let persons = [Some(UnitClass::Persons), Some(UnitClass::PersonTimes)];
        place.is_some_and(|place| {
            class(place) == class(n)
                || class(n).is_none()
                || (persons.contains(&class(place)) && persons.contains(&class(n)))
        })
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
        // 年访问量达9.1亿人次，同比增长145.9%: growth of a figure that is none of ours is none either.
        let follows_other = run.start.checked_sub(1).is_some_and(|m| {
            before.get(m).is_some_and(|s| s.indicator.is_none() && s.form == Form::Level)
                && sentence.figures.get(m).zip(sentence.figures.get(run.start)).is_some_and(|(left, right)| {
                    text.get(left.extent.end..right.extent.start)
                        .is_some_and(|gap| gap.chars().count() <= 12 && !gap.contains('；'))
                })
        });
        let level_end =
            antecedent.and_then(|&m| sentence.figures.get(m)).map_or(sentence.range.start, |f| f.extent.end);
        let first_start = sentence.figures.get(run.start).map_or(figure.extent.start, |f| f.extent.start);
        let nearer = sentence
            .mentions
            .iter()
            .filter(|mention| {
                // A difference counts in the indicator's unit; a rate or points say nothing of it.
                let is_relative = figure
                    .unit()
                    .is_none_or(|unit| matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints));
                mention.range.start >= level_end
                    && mention.range.end <= first_start
                    && mention.weight > -1.5
                    && (is_relative || mention.units.admits(figure))
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
        } else if follows_other {
        } else if let Some(known) = antecedent.and_then(|&m| before.get(m)) {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.97, "relative-to-figure");
            this.is_part = known.is_part;
        } else if let Some(known) = self.topic_of_change(sentence, n) {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.7, "topic");
        }
    }

    /// 比上年同期多35.5万人 in a sentence of its own goes with the figure before of that unit; a rate with the last of all.
    fn topic_of_change(&self, sentence: &Sentence<'_>, n: usize) -> Option<&Settled> {
        let figure = sentence.figures.get(n)?;
        let before = self.text().get(sentence.range.start..figure.extent.start)?;
        let clause = before.rsplit(['，', '；', '：']).next().unwrap_or(before);
        // 工资也增长了近40% names something else; a bare 同比增长3% goes on.
        let is_bare = [
            "同比", "环比", "比", "较", "增长", "增加", "下降", "减少", "提高", "上升", "回落", "降幅", "增幅", "连续",
        ]
        .iter()
        .any(|word| clause.starts_with(word));
        if !is_bare || clause.chars().count() > 14 {
            return None;
        }
        match figure.unit().map(Unit::class) {
            Some(UnitClass::PercentagePoints) => {
                self.topics.iter().rev().find(|(class, _)| *class == UnitClass::Percent).map(|(_, settled)| settled)
            }
            Some(UnitClass::Percent) => self.topics.last().map(|(_, settled)| settled),
            _ => self.topic(sentence, n),
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
    fn is_in_a_name(&self, word: &PeriodWord) -> bool {
        let after = self.text().get(word.range.end..).unwrap_or_default();
        let after = after.split(['，', '。', '；']).next().unwrap_or_default();
        self.clock.day.is_some()
            && (after.starts_with('“')
                || ["启动", "开幕", "举行", "举办", "开启"].iter().any(|word| after.contains(word)))
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
                let names_another = self.scope.area.code != Some(AreaCode::CHINA) && self.scope.words.is_some();
                if names_another || self.main.is_some_and(|main| main != AreaCode::CHINA) {
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
            let district = line.iter().copied().find(|&code| {
                gazetteer.division(code, self.year).is_some_and(|d| d.name.ends_with('区') && !d.name.ends_with("地区"))
            });
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
            is_foreign: self.main_is_foreign,
        };
    }

    /// Whether the first area that headline or text names is a foreign country.
    fn is_about_abroad(&self) -> bool {
        let named = |area: &&AreaMention| matches!(area.meaning, Meaning::Area(_) | Meaning::Foreign | Meaning::Office);
        let first = self.scan.areas.iter().filter(named).find(|area| area.role != AreaRole::InName);
        let first_figure = self.scan.figures.iter().find(|figure| figure.range.start >= self.scan.title_end);
        first.is_some_and(|area| {
            area.meaning == Meaning::Foreign && first_figure.is_none_or(|figure| area.range.start < figure.range.start)
        })
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
        let first_figure = self.scan.figures.iter().find(|figure| figure.range.start >= self.scan.title_end);
        let opening = first_figure.map_or(usize::MAX, |figure| figure.range.start);
        main.or_else(|| {
            body.iter().filter(subject).filter(|mention| mention.range.start < opening).find_map(|mention| {
                match &mention.meaning {
                    Meaning::Area(code) => Some(*code),
                    Meaning::Office => Some(AreaCode::CHINA),
                    _ => None,
                }
            })
        })
        .or_else(|| {
            // A train is told with its figure first: 载有825名务工人员的专列从安徽阜阳前往浙江宁波.
            let sentence = self.scan.sentences(self.scan.title_end..self.scan.folded.text.len()).into_iter().next()?;
            body.iter().filter(|area| area.role != AreaRole::InName && area.range.start < sentence.end).find_map(
                |area| match &area.meaning {
                    Meaning::Area(code) if *code != AreaCode::CHINA => Some(*code),
                    _ => None,
                },
            )
        })
        .or_else(|| {
            // Nothing named before the first figure: the country, unless the text says 全省 or 该县 of an area it never names.
            let speaks_of_a_part =
                self.scan.areas.iter().any(|area| matches!(area.meaning, Meaning::InScope(_) | Meaning::Here));
            (!speaks_of_a_part).then_some(AreaCode::CHINA)
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
        if matches!(settled.form, Form::Change { base: Some(Base::GivenYear), .. }) && !self.follows_given_year(figure)
        {
            return None;
        }
        let is_rate_indicator = row.id.ends_with("_rate");
        // 参保率, 转移就业率: a rate that has no indicator of its own is a share of the one that it rates.
        let names_rate = settled
            .phrase
            .as_ref()
            .and_then(|phrase| self.text().get(phrase.clone()))
            .is_some_and(|words| words.ends_with('率'));
        let measure = match measure {
            Measure::Level if class == UnitClass::Percent && !is_rate_indicator && names_rate => Measure::Share,
            other => other,
        };
        if class == UnitClass::Percent && measure == Measure::Level && !is_rate_indicator && row.id != "vacancy_ratio" {
            return None;
        }
        if matches!(settled.form, Form::Change { base: Some(Base::YearEnd), .. })
            && !self.stands_at_year_end(sentence, n)
        {
            return None;
        }
        let is_target = (self.heads_a_plan
            && measure == Measure::Level
            && !standing::reports(self.text(), &sentence.range, figure))
            || settled.form == Form::TargetLevel
            || (measure == Measure::Level && standing::read(self.text(), &sentence.range, figure) == Standing::Target)
            || (measure == Measure::Level && self.lead_in.as_ref().is_some_and(|lead_in| lead_in.is_target));
        let status = match row.nature {
            Nature::Rule if measure == Measure::Level => Status::Policy,
            _ if is_target => Status::Target,
            _ => Status::Actual,
        };
        let bound = match (settled.form, figure.bound) {
            // 超过3000万人的年度目标: the result is more, not the target.
            (Form::TargetLevel, Bound::MoreThan) => Bound::Exact,
            (_, bound) => bound,
        };
        let (period, period_words) = self.period(sentence, figure, settled, row.nature, status);
        // 参保人数增长14.6% over a plan of five years has no year before.
        let spans_years =
            period.is_some_and(|p| p.end.is_some_and(|end| i32::from(end.year()) > i32::from(p.start.year()) + 1));
        if matches!(settled.form, Form::Change { .. }) && spans_years {
            return None;
        }
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
            quantity: Quantity { value, value_high: figure.value_high, unit, bound },
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
            // 1285亿, 2000万新就业形态人员: the scale shows that something is counted; the indicator tells what.
            Counter::Missing if indicator == "vacancy_ratio" => (figure.value < 100.0).then(|| Unit::new("倍")),
            Counter::Missing if figure.value >= 1e4 => {
                let base = self.extractor.catalogue.find(indicator).and_then(|id| self.extractor.catalogue.get(id));
                base.map(|row| Unit(row.base_unit.clone().into()))
            }
            Counter::Missing => None,
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

    /// 比2022年多6.8万人 is a year-on-year change where the text speaks of 2023.
    fn follows_given_year(&self, figure: &Figure) -> bool {
        let before = self.text().get(..figure.range.start).unwrap_or_default();
        let base =
            before.rfind(['比', '较']).and_then(|at| before.get(at + '比'.len_utf8()..)?.get(..4)?.parse::<i32>().ok());
        base.is_some_and(|year| before.contains(&format!("{}年", year + 1)))
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

    /// 外出务工人员695.7万人, 总规模149.6万人: words that make a stock of a flow.
    fn counts_a_stock(&self, sentence: &Sentence<'_>, figure: &Figure, settled: &Settled) -> bool {
        let from = settled.phrase.as_ref().map_or(sentence.range.start, |phrase| phrase.start.min(figure.extent.start));
        let words = self.text().get(from.max(sentence.range.start)..figure.extent.start).unwrap_or_default();
        let words = words.rsplit(['，', '；']).next().unwrap_or(words);
        ["规模", "总量", "总数", "现有", "实有", "共有", "人员", "存量"].iter().any(|word| words.contains(word))
            && !["就业困难人员", "失业人员", "持证人员"].iter().any(|word| words.contains(word))
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

/// 广东、江苏、浙江分别新增112.3万人、107.4万人和95.6万人: the areas listed before 分别 take the figures behind, in order.
fn areas_listed(
    text: &str,
    sentence: &Range<usize>,
    figures: &[Figure],
    areas: &[AreaMention],
) -> std::collections::HashMap<usize, usize> {
    let mut pairs = std::collections::HashMap::new();
    for run in respectively(text, sentence, figures) {
        let until = run.word;
        let last = areas.partition_point(|area| area.range.start < until);
        let mut first = last;
        while first > 0 {
            let joined = areas.get(first - 1).is_some_and(|area| {
                let next = areas.get(first).filter(|_| first < last).map_or(until, |next| next.range.start);
                let gap = text.get(area.range.end..next).unwrap_or("。");
                if first == last {
                    gap.len() <= 60 && !gap.contains(['，', '；'])
                } else {
                    matches!(gap, "、" | "和" | "及" | "与" | "以及")
                }
            });
            if !joined {
                break;
            }
            first -= 1;
        }
        if last - first == run.figures.len() && last - first > 1 {
            pairs.extend(run.figures.clone().zip(first..last));
        }
    }
    pairs
}

/// A list of figures behind 分别 or 依次.
struct Respectively {
    /// Where the word stands.
    word: usize,
    /// The figures, by their places in the sentence.
    figures: Range<usize>,
}

fn respectively(text: &str, sentence: &Range<usize>, figures: &[Figure]) -> Vec<Respectively> {
    let stretch = text.get(sentence.clone()).unwrap_or_default();
    let mut runs = Vec::new();
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

/// How far back a sentence's context reaches, in bytes: some seventy characters.
const NEARBY: usize = 210;

/// The indicator phrases of a sentence; the headline is their context.
pub(super) fn phrases(extractor: &Extractor, scan: &Scan, sentence: &Range<usize>) -> Vec<IndicatorMention> {
    let figures = &figures_of(scan, sentence);
    let words = &scan.words[within(&scan.words, sentence, WordHit::range)];
    // The context is the headline and what was said right before: the reporter's question, the paragraph's first sentence.
    let nearby = sentence.start.saturating_sub(NEARBY)..sentence.start;
    let mut around = scan.words[..scan.words.partition_point(|hit| hit.range().start < scan.title_end)].to_vec();
    around.extend_from_slice(&scan.words[within(&scan.words, &nearby, WordHit::range)]);
    extractor.lexicon.mentions(&scan.folded.text, words, &around, figures)
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
    let start = sentence.range.start;
    for run in respectively(text, &sentence.range, &sentence.figures) {
        let clause =
            text.get(start..run.word).and_then(|before| before.rfind(['；', '。'])).map_or(start, |at| start + at);
        let names = names_listed(text, clause..run.word, &sentence.mentions, run.figures.len());
        if run.figures.len() < 2 || names.len() != run.figures.len() {
            continue;
        }
        for (place, mention) in run.figures.zip(names) {
            let Some(figure) = sentence.figures.get(place) else { continue };
            if sentence.mentions.get(mention).is_some_and(|m| m.units.admits(figure)) {
                pairs.insert(place, mention);
            }
        }
    }
    pairs
}

/// The kind of figure that a topic may go on with.
fn topic_class(figure: &Figure) -> UnitClass {
    match figure.unit().map(Unit::class) {
        Some(UnitClass::Money) if figure.value < 1e6 => UnitClass::MoneyRate,
        Some(class) => class,
        None => UnitClass::Ratio,
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
