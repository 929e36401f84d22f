//! Relates figures to indicators, areas and periods, sentence by sentence, and carries what a sentence leaves unsaid to the next.

mod anecdote;
mod bases;
mod bearing;
mod clock;
mod groups;
mod judge;
mod listed;
mod main_area;
mod observe;
mod partners;
mod parts;
mod reach;
mod record;
mod scope;
mod setting;
mod settle;
mod shape;
mod topic;
mod when;

use std::ops::Range;

use jiff::civil::Date;

use super::Extractor;
use super::area::{AreaMention, AreaRole, Meaning};
use super::choose::Marks;
use super::cues::cues;
use super::explain::Decision;

use self::clock::{Clock, Said};
pub(super) use self::groups::{first_group, group_at_work};
pub(super) use self::judge::CellGrounds;
use self::listed::{Respectively, respectively};
use self::main_area::MainArea;
use self::scope::{Scope, areas_listed, in_turn};
use self::setting::Setting;
use self::topic::Topic;
use super::figure::{self, Counter, Figure};
use super::lexicon::{IndicatorMention, UnitMask};
use super::measure::Form;
use super::mood::Course;
use super::period::PeriodWord;
use super::scan::{NEARBY, Scan, within};
use super::standing;
use super::trace::Trace;
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::bulletin::{Article, BlockKind};
use crate::model::indicator::Nature;
use crate::model::observation::Observation;
use crate::model::period::Period;
use crate::model::quantity::UnitClass;
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
    /// The area in force before 其中 named one of its parts.
    scope_of_whole: Option<Scope>,
    /// The area in force before the last sentence, if that spoke of several together.
    scope_before_group: Option<Scope>,
    /// What the headings say of the time.
    setting: Setting,
    clock: Clock,
    /// What a lead-in that ends in a colon says of the list under it.
    lead_in: Option<LeadIn>,
    /// The indicator last named for each kind of unit: what a sentence that names none goes on with.
    topics: Vec<Topic>,
    /// What the paragraph last said to be added (新增).
    added: Option<Topic>,
    /// What the last sentence listed before 分别, for a sentence that goes on with it.
    carried: Option<Vec<settle::Settled>>,
    /// The places that the last sentence told of one after another.
    places_before: Vec<AreaMention>,
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
    /// What it names for all of the list (各市城镇新增就业如下：), the best first.
    topics: Vec<IndicatorMention>,
}

/// What the time of a table's cell depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellKind {
    pub nature: Nature,
    pub is_future: bool,
}

/// What one sentence holds.
struct Sentence<'s> {
    range: Range<usize>,
    figures: Vec<Figure>,
    /// For each figure, what a phrase must have to name it.
    masks: Vec<UnitMask>,
    /// Its lists of figures behind 分别 or 依次.
    lists: Vec<Respectively>,
    marks: Marks,
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
        let issued =
            setting::end_of_reported_year(scan).filter(|end| issued.is_some_and(|issued| *end < issued)).or(issued);
        let blocks = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        let paragraphs = blocks.filter_map(|block| scan.folded.text.get(scan.block(block)));
        let mut attacher = Self {
            extractor,
            article,
            scan,
            issued,
            year,
            issuer,
            main: MainArea::default(),
            course: Course::new(&article.title, issued.map(Date::year), paragraphs),
            is_report_of_main: article.title.contains("工作报告"),
            scope: Scope::default(),
            scope_of_whole: None,
            scope_before_group: None,
            setting: Setting::default(),
            clock: Clock::default(),
            lead_in: None,
            topics: Vec::new(),
            added: None,
            carried: None,
            places_before: Vec::new(),
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
        self.note_day_sent();
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
        if !is_item && !opens_item(self.text().get(range.clone()).unwrap_or_default()) {
            self.lead_in = None;
        }
        if block.kind != BlockKind::Title {
            self.turn_to_paragraph(&range);
            self.added = None;
            self.clock.turn_paragraph(self.lead_in.as_ref().and_then(|lead_in| lead_in.said.clone()));
        }
        if matches!(block.kind, BlockKind::Title | BlockKind::Subheading) {
            let words = within(&self.scan.periods, &range, |word| word.range.clone());
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
            let topics = self.topics_of_lead_in(&range);
            // What is over dates no plan.
            let is_over = |said: &&Said| {
                let end = self.resolve(said, true, false).and_then(|period| period.end);
                is_target && end.zip(self.issued).is_some_and(|(end, issued)| end < issued)
            };
            let said = self.clock.latest().filter(|said| !is_over(said)).cloned();
            self.lead_in = Some(LeadIn { is_target, said, topics });
        }
        if block.kind == BlockKind::Title {
            self.clock.close_title();
        }
    }

    fn sentence(&mut self, range: Range<usize>) {
        let scan = self.scan;
        let figures = figures_of(scan, &range);
        let mentions = if figures.is_empty() { Vec::new() } else { phrases(self.extractor, scan, &range) };
        let areas = within(&scan.areas, &range, |area| area.range.clone());
        let periods = within(&scan.periods, &range, |word| word.range.clone());
        let lists = respectively(self.text(), &range, &figures);
        let areas_listed = areas_listed(self.text(), &figures, areas, &lists);
        let places_before = std::mem::take(&mut self.places_before);
        let in_turn = in_turn(self.text(), &range, areas, &lists, &places_before);
        let marks = if figures.is_empty() { Marks::default() } else { Marks::new(self.text(), &range) };
        let masks = figures.iter().map(UnitMask::of).collect();
        let sentence = Sentence { range, figures, masks, lists, marks, periods, areas, mentions };
        self.n_sentences += 1;
        // 全省最低工资标准平均上调21.1%。其中广州…: figures in money may follow where none has been told.
        if !sentence.figures.iter().any(|figure| {
            figure.unit().is_some_and(|unit| matches!(unit.class(), UnitClass::Money | UnitClass::MoneyRate))
        }) {
            self.hear_topic(&sentence.range);
        }
        let settled = self.settle(&sentence);
        self.clock.close_sentence();
        self.open_sentence(&sentence);
        self.scope_of_whole = None;
        let before = self.scope.clone();
        let mut opening: Option<Scope> = None;
        // Where each figure's observation stands among those found.
        let mut placed: Vec<Option<usize>> = Vec::with_capacity(settled.len());
        // Several areas together, or the country in an article on a place, speak for their own sentence only.
        let is_aside = self.scope.area.code.is_none()
            || (self.scope.area.code == Some(AreaCode::CHINA) && self.main.code != Some(AreaCode::CHINA));
        let before_group = self.scope_before_group.take();
        if self.scope.words.is_some() && (is_aside || self.is_report_of_main) && !self.scope.is_foreign {
            self.reset_scope();
            // 江苏省…。苏州、无锡两市…。全省…: behind the sentence on some of its cities the province again.
            if let Some(before_group) = before_group.filter(|_| !self.is_report_of_main) {
                self.scope = before_group;
            }
        }
        let settled_all = settled;
        for (n, settled) in settled_all.iter().enumerate() {
            self.advance(&sentence, n, settled.form);
            if n == 0 {
                opening = Some(self.scope.clone());
            }
            let listed = areas_listed.get(&n).and_then(|&place| sentence.areas.get(place));
            if let Some(mention) = listed.or_else(|| in_turn.get(&n).copied()) {
                self.enter(mention);
            } else if n > 0 && areas_listed.contains_key(&(n - 1)) {
                self.leave_list(&sentence, n);
            }
            if self.turns_from_parts(&sentence, n, &settled_all)
                && let Some(whole) = self.scope_of_whole.take()
            {
                self.scope = whole;
            }
            if self.falls_to_whole(&sentence, n, settled) {
                self.reset_scope();
            }
            self.remember(&sentence, n, settled);
            let made_of = |m: usize| placed.get(m).copied().flatten().and_then(|m| self.found.get(m));
            let whole = settled.of.and_then(made_of).cloned();
            let like = settled.like.and_then(made_of).map(|other| &other.quantity.unit);
            let pay = settled.pay.as_ref().or(like).cloned();
            let made = self.observation(&sentence, n, settled, whole.as_ref(), pay);
            self.record(&sentence, n, settled, made.as_ref());
            if let Ok(observation) = &made {
                // The figure of then dates nothing that goes with the figure of now.
                let is_of_then = |figure| self.base_of(&sentence, figure).is_some() || self.is_told_in_passing(figure);
                if !sentence.figures.get(n).is_some_and(is_of_then) {
                    self.clock.note(sentence.range.start, settled, observation);
                }
                self.remember_unit(settled, &observation.quantity.unit);
            }
            placed.push(made.is_ok().then_some(self.found.len()));
            self.found.extend(made);
        }
        self.set_back(&sentence, &placed);
        self.advance(&sentence, usize::MAX, Form::Level);
        let are_subjects = sentence.areas.iter().filter(|area| area.role == AreaRole::Subject && !area.is_pointer());
        self.places_before = are_subjects.cloned().collect();
        // 农八师石河子市 is one.
        self.places_before.dedup_by(|next, place| next.meaning == place.meaning);
        // An area that came up behind a figure speaks for the rest of its sentence only; of several side by side none speaks on.
        if let Some(scope) = opening {
            if scope.area.code.is_none() && !scope.is_foreign && self.lists_parts_of(&sentence, &before) {
                self.scope_before_group = Some(before.clone());
            }
            self.scope = if self.lists_places(&sentence, &scope) { before } else { scope };
        }
    }

    /// 苏州、无锡两市新增就业9.8万人, behind a sentence on 江苏.
    fn lists_parts_of(&self, sentence: &Sentence<'_>, whole: &Scope) -> bool {
        let Some(code) = whole.area.code.filter(|_| whole.words.is_some()) else { return false };
        // In an article on a place, what lies around it or apart from it is the background.
        if self.main.is_told && self.main.code.is_some_and(|main| code != main && !self.lies_within(code, main)) {
            return false;
        }
        let mut members = sentence.areas.iter().filter(|area| area.role == AreaRole::Member);
        members.any(|area| matches!(area.meaning, Meaning::Area(part) if self.lies_within(part, code)))
    }

    /// 兴国县发放6210万元，于都县发放5480万元: places within the area in force, one after another with their figures.
    fn lists_places(&self, sentence: &Sentence<'_>, first: &Scope) -> bool {
        let Some(code) =
            first.area.code.filter(|_| first.words.as_ref().is_some_and(|words| words.start >= sentence.range.start))
        else {
            return false;
        };
        let end = sentence.figures.first().map_or(usize::MAX, |figure| figure.range.end);
        let others = sentence.areas.iter().filter(|area| area.role == AreaRole::Subject && area.range.start >= end);
        // Of the same unit above: 石河子市 is no sibling of a county, nor 江苏 of 广州.
        let unit = match code.level() {
            AreaLevel::County => 100,
            AreaLevel::Prefecture => 10_000,
            AreaLevel::Province => 1_000_000,
            AreaLevel::Country => return false,
        };
        // 511家湖南企业: no item of a list.
        let opens_item =
            |at: usize| self.text().get(..at).is_some_and(|left| left.ends_with(['，', '、', '；', '和', '及']));
        let siblings = others.filter(|area| opens_item(area.range.start)).filter(|area| match area.meaning {
            Meaning::Area(AreaCode::BINGTUAN) => false,
            Meaning::Area(other) => other != code && other.level() == code.level() && other.0 / unit == code.0 / unit,
            _ => false,
        });
        siblings.count() > 0
    }

    /// The phrases that a lead-in without figures names its list by, the best first.
    fn topics_of_lead_in(&self, range: &Range<usize>) -> Vec<IndicatorMention> {
        let named =
            self.mentions_in(range).into_iter().filter(|mention| mention.figure.is_none() && mention.weight > -0.5);
        let weight = |mention: &IndicatorMention| mention.literal as f32 + 9.0 * mention.weight;
        let mut topics: Vec<IndicatorMention> = named.collect();
        topics.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        topics
    }

    fn table(&mut self, rows: &[usize]) {
        if !rows.is_empty() {
            super::table::read(self, rows);
        }
    }
}

/// （1）城镇新增就业…: an item of a list that is not marked as one.
fn opens_item(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).unwrap_or(text);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = inner.len() - rest.len();
    (1..=2).contains(&digits)
        && if inner.len() < text.len() { rest.starts_with(['）', ')']) } else { rest.starts_with(['、', '）', ')']) }
}

/// The figures of a sentence that may count something of this field: ages, distances and ranks are passed over.
fn figures_of(scan: &Scan, sentence: &Range<usize>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = within(&scan.figures, sentence, |figure| figure.range.clone())
        .iter()
        .filter(|figure| figure.counter != Counter::Foreign)
        .cloned()
        .collect();
    let is_set_off = |at: usize| {
        let next = scan.folded.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (before, behind) = (scan.folded.source(sentence.start..at), scan.folded.source(at..at + next));
        next > 0 && before.end < behind.start
    };
    figure::read_behind_definition(&scan.folded.text, sentence, &mut figures, is_set_off);
    figures
}

/// The lexicon's words in the headline.
fn title_words(scan: &Scan) -> &[Hit] {
    let n_in_title = scan.words.partition_point(|hit| hit.range().start < scan.title_end);
    scan.words.get(..n_in_title).unwrap_or_default()
}

/// The indicator phrases of a sentence; the headline is their context.
pub(super) fn phrases(extractor: &Extractor, scan: &Scan, sentence: &Range<usize>) -> Vec<IndicatorMention> {
    let figures = &figures_of(scan, sentence);
    let words = within(&scan.words, sentence, Hit::range);
    // The context is the headline and what was said right before: the reporter's question, the paragraph's first sentence.
    let nearby = sentence.start.saturating_sub(NEARBY)..sentence.start;
    let title = title_words(scan);
    let before = within(&scan.words, &nearby, Hit::range);
    let mut mentions = extractor.lexicon.mentions(&scan.folded.text, words, [title, before], figures);
    // 招聘会132场；创业基地提供就业岗位1500个: no posts of the fairs.
    let told = scan.folded.text.get(sentence.clone()).unwrap_or_default();
    if told.contains("招聘会") {
        let vacancies = extractor.catalogue().find("vacancies");
        mentions.retain(|mention| {
            let (before, phrase) = told.split_at_checked(mention.range.start - sentence.start).unwrap_or_default();
            let since_fair = before.rsplit_once("招聘会").map_or("", |(_, since)| since);
            mention.indicator != vacancies
                || !phrase.starts_with("提供")
                || !cues!["创业", "孵化", "车间", "项目", "以工代赈", "市场主体", "农场", "投产", "合作社"]
                    .stands_in(since_fair)
        });
    }
    mentions
}

/// For the table reader: what it needs of an attacher's state.
impl Attacher<'_> {
    pub(super) fn push(&mut self, observation: Observation) {
        self.found.push(observation);
    }

    pub(super) fn area_in_force(&self) -> RefArea {
        self.scope.area.clone()
    }

    /// Whether one area lies in another.
    pub(super) fn lies_within(&self, code: AreaCode, outer: AreaCode) -> bool {
        code != outer && self.extractor.gazetteer.is_within(code, outer, self.year)
    }

    /// What an area mention means here, without entering it.
    pub(super) fn meaning_of(&self, mention: &AreaMention) -> Option<RefArea> {
        match &mention.meaning {
            Meaning::Area(code) => Some(self.ref_area(*code)),
            Meaning::InScope(level) => self.in_scope(*level, mention).map(|code| self.ref_area(code)),
            Meaning::Named => self.named(mention).map(|code| self.ref_area(code)),
            Meaning::Here => self.here(mention).map(|code| self.ref_area(code)),
            Meaning::Group | Meaning::Ambiguous => {
                Some(RefArea { code: None, name: self.text().get(mention.range.clone())?.to_owned() })
            }
            Meaning::Office | Meaning::Foreign | Meaning::Back => None,
        }
    }

    /// The dates of a word that is said here, maybe of a year that is told elsewhere; of the time in force where there is no word.
    /// Also the words.
    pub(super) fn period_of_cell(
        &self,
        word: Option<&PeriodWord>,
        kind: CellKind,
        year: Option<i16>,
    ) -> Option<(Period, Range<usize>)> {
        let mut said = match word {
            Some(word) => self.say(word, None),
            None => self.clock.latest().cloned()?,
        };
        // 上半年 over a column, under 分季度看2018年就业指标.
        let of_title = self.clock.title.as_ref().filter(|title| title.word.is_whole_year());
        said.belong_to(of_title.and_then(|title| title.word.named_year(self.issued)));
        if let Some(year) = year {
            said.move_to(year);
        }
        // 自9月1日起, in August.
        let is_future = kind.is_future || (kind.nature == Nature::Rule && self.begins_soon(&said));
        Some((self.resolve(&said, is_future, kind.nature != Nature::Flow)?, said.word.range))
    }

    pub(super) fn mentions_in(&self, range: &Range<usize>) -> Vec<IndicatorMention> {
        let words = within(&self.scan.words, range, Hit::range);
        self.extractor.lexicon.mentions(self.text(), words, [words, title_words(self.scan)], &[])
    }

    /// The first figure that the scan found in a stretch.
    pub(super) fn figure_in(&self, range: &Range<usize>) -> Option<Figure> {
        let first = within(&self.scan.figures, range, |figure| figure.range.clone()).first();
        first.filter(|figure| figure.range.end <= range.end).cloned()
    }

    pub(super) fn folded(&self) -> &str {
        &self.scan.folded.text
    }
}
