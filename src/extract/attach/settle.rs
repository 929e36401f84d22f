//! Which form and which indicator each figure of a sentence has.

use std::ops::Range;

use super::anecdote::{example_in, is_of_example, is_of_one_firm, is_of_one_person};
use super::groups::deals_with_graduates;
use super::listed::{LISTED, aligned_with, listed, run_of};
use super::topic::{names_other_people, topic_class};
use super::{Attacher, Sentence};
use crate::extract::choose::{self, Antecedent, Candidate, Origin, Setting};
use crate::extract::cues::cues;
use crate::extract::figure::{Counter, Figure};
use crate::extract::lexicon::IndicatorMention;
use crate::extract::measure::{self, Form};
use crate::extract::policy;
use crate::model::indicator::{IndicatorId, Nature};
use crate::model::quantity::{Unit, UnitClass};

/// A figure with what has been settled about it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing of the figure, and none rules out another")]
pub(super) struct Settled {
    pub form: Form,
    pub indicator: Option<IndicatorId>,
    /// The phrase that named it, if one did.
    pub phrase: Option<Range<usize>>,
    /// How probable the indicator is.
    pub probability: f32,
    pub rule: &'static str,
    /// 其中 …: a part of the figure before.
    pub is_part: bool,
    /// The figure of the sentence that this one explains: what it grew from or is a share of.
    pub of: Option<usize>,
    /// How often the money is paid that it goes on with: 月均收入4615元。其中外出农民工5240元.
    pub pay: Option<Unit>,
    /// The figure before that it stands beside as another of its kind.
    pub like: Option<usize>,
    /// Whether it stands in a list that goes in step with one before, of whose item it is.
    pub is_in_step: bool,
    /// Whether it is what is new of the stock before it, and so no value of the same series.
    pub is_new: bool,
    /// Whether a phrase of what is none of this field has taken it out.
    pub is_other: bool,
    /// What competed for it and how probable it was, best first, where someone asked for it.
    pub weighed: Vec<(Option<IndicatorId>, Range<usize>, f32)>,
}

impl Settled {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            indicator: None,
            phrase: None,
            probability: 0.0,
            rule: "",
            is_part: false,
            is_in_step: false,
            is_new: false,
            pay: None,
            like: None,
            is_other: false,
            of: None,
            weighed: Vec::new(),
        }
    }

    pub(super) fn name(&mut self, mention: &IndicatorMention, probability: f32, rule: &'static str) {
        self.indicator = mention.indicator;
        self.phrase = Some(mention.range.clone());
        self.probability = probability;
        self.rule = rule;
    }

    /// A figure that goes on with what another counts.
    pub(super) fn following(form: Form, other: &Self, probability: f32, rule: &'static str) -> Self {
        let mut this = Self::new(form);
        this.follow(other, probability, rule);
        this
    }

    /// Goes on with what another figure counts.
    pub(super) fn follow(&mut self, other: &Self, probability: f32, rule: &'static str) {
        self.indicator = other.indicator;
        self.phrase.clone_from(&other.phrase);
        self.probability = probability;
        self.rule = rule;
    }
}

/// Words of tiers and of how often something is paid, none part of another.
const TIERS: [&str; 16] = [
    "一类", "二类", "三类", "四类", "五类", "一档", "二档", "三档", "四档", "五档", "区域", "地区", "每人", "每月",
    "标准", "市区",
];

/// How far a phrase may stand from its figure, in bytes: some eighty characters.
const FAR: usize = 240;

/// How many figures before one may be what it goes on with.
const LOOKED_BACK: usize = 6;

impl Attacher<'_> {
    /// Form and indicator of every figure of a sentence.
    pub(super) fn settle(&mut self, sentence: &Sentence<'_>) -> Vec<Settled> {
        let text = self.text();
        let listed = listed(text, sentence);
        self.carried = self.carry_list(sentence, &listed);
        let example = if sentence.figures.is_empty() { None } else { example_in(text, &sentence.range) };
        let mut forms: Vec<Form> = Vec::new();
        let mut settled: Vec<Settled> = Vec::new();
        for n in 0..sentence.figures.len() {
            let form = measure::read(text, &sentence.range, &sentence.figures, n, &forms);
            let is_example =
                example.zip(sentence.figures.get(n)).is_some_and(|(at, figure)| is_of_example(text, at, figure))
                    || is_of_one_person(text, sentence, n)
                    || is_of_one_firm(text, sentence, n)
                    || self.is_of_a_house(sentence, n);
            let form = if is_example { Form::Nothing("举例") } else { form };
            forms.push(form);
            let mut this = Settled::new(form);
            if matches!(form, Form::Nothing(_))
                || self.benefits_from_other(sentence, n, &settled)
                || self.goes_on_with_nothing(sentence, n, &forms, &settled)
            {
            } else if let Some(mention) = listed.get(&n).and_then(|&m| sentence.mentions.get(m)) {
                this.name(mention, LISTED, "respectively");
            } else if let Some(other) = self.in_step(sentence, n, &forms, &settled) {
                this = other;
            } else if let Some(added) = self
                .added_to_stock(sentence, n, form, &settled)
                .or_else(|| self.added_again(sentence, n, form, &settled))
            {
                this = added;
            } else if let Some(done) = self.done_of_target(sentence, n, form, &settled) {
                this = done;
            } else if let Some(target) = self.target_of_done(sentence, n, form, &settled) {
                this = target;
            } else if let Some(real) = self.real_growth(sentence, n, form, &settled) {
                this = real;
            } else if let Some(of_group) = self.of_group(sentence, n, form, &settled) {
                this = of_group;
            } else {
                self.choose(sentence, n, &forms, &settled, &mut this);
            }
            settled.push(this);
        }
        settled
    }

    /// 发放低保金1.86亿元，惠及8.6万人, 发放价格补贴，6700万人受益: who benefits from what is none of this field.
    fn benefits_from_other(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> bool {
        const BENEFIT: [&str; 10] =
            ["惠及", "受益", "覆盖", "受惠", "涉及", "惠及群众", "惠及居民", "受益群众", "覆盖企业", "涉及企业"];
        let Some(figure) = sentence.figures.get(n) else { return false };
        let left = self.left_of(sentence, n);
        let clause = left.rsplit('，').next().unwrap_or(left);
        let words = clause.trim_start_matches('、').trim_end_matches(['达', '约', '近', '超', '过', '了', '共']);
        let right = self.text().get(figure.extent.end..sentence.range.end).unwrap_or_default();
        let benefits = BENEFIT.contains(&words) || words.is_empty() && cues!["受益", "受惠"].starts(right);
        let comma = figure.extent.start.saturating_sub(clause.len() + '，'.len_utf8());
        let is_paid_by_other = n.checked_sub(1).and_then(|m| before.get(m)).is_some_and(|before| before.is_other)
            && left.trim_start_matches(['，', '、']) == clause.trim_start_matches('、');
        // The words nearest before the clause: 提高基本养老金，人均增加1680元，5700多万人受益.
        let names_other = || {
            let told = self.text().get(sentence.range.start..comma).unwrap_or_default();
            let part = sentence.range.start + told.rfind('；').unwrap_or(0);
            let before = || sentence.mentions.iter().filter(|m| m.range.start >= part && m.range.end <= comma);
            let end = before().map(|mention| mention.range.end).max();
            before().any(|mention| mention.indicator.is_none() && Some(mention.range.end) == end)
        };
        benefits && (is_paid_by_other || names_other())
    }

    /// Lets everything that may name figure `n` compete.
    fn choose(&mut self, sentence: &Sentence<'_>, n: usize, forms: &[Form], before: &[Settled], this: &mut Settled) {
        let mut candidates = self.candidates(sentence, n, forms, before, this.form);
        let is_relative = matches!(this.form, Form::Completion | Form::Share | Form::Change { .. });
        let weights = &self.extractor.weights;
        let weights = if is_relative { &weights.relative } else { &weights.level };
        let Some(choice) = choose::choose(weights, &mut candidates) else { return };
        let probability = choice.probability;
        let left = self.left_of(sentence, n);
        let is_part = left.contains("其中") || left.starts_with("（含");
        match candidates.get(choice.winner).map_or(Origin::Nothing, |winner| winner.from) {
            Origin::Nothing => self.take_from_lead_in(sentence, n, this),
            Origin::Phrase(m) => {
                if let Some(mention) = sentence.mentions.get(m) {
                    this.is_other = mention.indicator.is_none();
                    let rule = match (is_relative, mention.figure) {
                        (true, _) => "relative-to-phrase",
                        (false, Some(_)) => "phrase-with-figure",
                        (false, None) => "phrase-near",
                    };
                    this.name(mention, probability, rule);
                }
            }
            Origin::Figure(m) => {
                if let Some(other) = before.get(m) {
                    let rule = match (is_relative, this.form, other.form) {
                        (true, ..) => "relative-to-figure",
                        (false, Form::TargetLevel, _) => "target-of",
                        (false, _, Form::TargetLevel) => "done-of-target",
                        _ if is_part => "part-of",
                        _ => "series",
                    };
                    this.follow(other, probability, rule);
                    this.is_part = other.is_part || (is_part && !is_relative);
                    if !is_relative && !same_kind(sentence, m, n) {
                        this.form = Form::Share;
                    }
                    this.of = is_relative.then_some(m);
                    this.like = (!is_relative).then_some(m);
                }
            }
            Origin::Topic(t) => {
                if let Some(topic) = self.topics.get(t) {
                    this.follow(&topic.settled, probability, "topic");
                    this.pay.clone_from(&topic.unit);
                    if topic.settled.form == Form::TargetLevel {
                        this.form = Form::TargetLevel;
                    }
                    this.is_part = left.starts_with("其中");
                }
            }
        }
        if self.trace.is_some() {
            this.weighed = self.weighed(sentence, before, &candidates);
        }
        if let Some(training) = &mut self.training {
            training.choice(&self.scan.folded, sentence.range.clone(), sentence.figures.get(n), this.form, &candidates);
        }
    }

    /// - 西安市：4.2万人 under 各市城镇新增就业如下：: a figure with nothing but an area before it is of the lead-in's indicator.
    fn take_from_lead_in(&self, sentence: &Sentence<'_>, n: usize, this: &mut Settled) {
        let Some(figure) = sentence.figures.get(n) else { return };
        if this.form != Form::Level {
            return;
        }
        let mut topics = self.lead_in.iter().flat_map(|lead_in| &lead_in.topics);
        let Some(mention) = topics.find(|mention| mention.units.admits(figure)) else { return };
        let left = self.left_of(sentence, n);
        // 一类区域每人每月1344元: a tier of what the lead-in names, and how often it is paid.
        let tier: usize = TIERS.iter().map(|word| left.matches(word).count() * word.chars().count()).sum();
        let is_bare = measure::telling_chars(left).saturating_sub(area_bytes(sentence, figure, left) / 3 + tier) <= 1;
        if is_bare && mention.indicator.is_some() {
            this.name(mention, LISTED, "topic");
        }
    }

    /// The candidates with the words that speak for them, most probable first.
    fn weighed(
        &self,
        sentence: &Sentence<'_>,
        before: &[Settled],
        candidates: &[Candidate],
    ) -> Vec<(Option<IndicatorId>, Range<usize>, f32)> {
        let mut weighed: Vec<_> = candidates
            .iter()
            .filter_map(|candidate| {
                let words = match candidate.from {
                    Origin::Nothing => None,
                    Origin::Phrase(m) => sentence.mentions.get(m).map(|mention| mention.range.clone()),
                    Origin::Figure(m) => before.get(m).and_then(|other| other.phrase.clone()),
                    Origin::Topic(t) => self.topics.get(t).and_then(|topic| topic.settled.phrase.clone()),
                };
                Some((candidate.indicator, words?, candidate.probability))
            })
            .collect();
        weighed.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.start.cmp(&b.1.start)));
        weighed
    }

    /// The text between the figure before and figure `n`.
    pub(super) fn left_of(&self, sentence: &Sentence<'_>, n: usize) -> &str {
        let start =
            n.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
        let end = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.extent.start);
        self.text().get(start..end).unwrap_or_default()
    }

    /// Everything that may name figure `n`: nothing at all, the phrases, the figures before, the topics.
    fn candidates(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        forms: &[Form],
        before: &[Settled],
        form: Form,
    ) -> Vec<Candidate> {
        let text = self.text();
        let Some(figure) = sentence.figures.get(n) else { return Vec::new() };
        let Some(&mask) = sentence.masks.get(n) else { return Vec::new() };
        let setting = Setting {
            text,
            figures: &sentence.figures,
            mentions: &sentence.mentions,
            marks: &sentence.marks,
            masks: &sentence.masks,
            touching: &choose::touching(&sentence.mentions, n, figure, mask),
            is_title: sentence.range.start < self.scan.title_end,
        };
        let left = self.left_of(sentence, n);
        let right = text.get(figure.extent.end..sentence.range.end).unwrap_or_default();
        let only_areas = only_areas(sentence, figure, left);
        let mut candidates = Vec::with_capacity(2 + sentence.mentions.len() + before.len().min(LOOKED_BACK));
        candidates.extend(
            choose::nothing_features(&setting, n, form, right)
                .map(|features| Candidate::new(Origin::Nothing, None, features)),
        );
        // Per cent and points may be of any indicator.
        let is_relative = matches!(form, Form::Completion | Form::Share | Form::Change { .. });
        let of_anything = is_relative
            && figure
                .unit()
                .is_none_or(|unit| matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints));
        // 156家企业带来5800多个岗位: posts are no firms, however near the firms stand.
        let counts_posts = measure::counts_posts(figure, right);
        let counts_other = measure::counts_something_named(figure, right);
        let since = self.pair_begins(sentence, n, forms);
        let row_of = |indicator: Option<IndicatorId>| self.extractor.catalogue.get(indicator?);
        // 7亿6千万人 are no graduates, however near the word stands.
        // 下降了0.02 without a unit is of a ratio or a rate.
        let is_bare_ratio = figure.counter == Counter::Missing && figure.value < 10.0 && figure.value.fract() != 0.0;
        let can_be = |indicator: Option<IndicatorId>| {
            if is_bare_ratio && row_of(indicator).is_some_and(|row| !matches!(row.base_unit.as_str(), "倍" | "%")) {
                return false;
            }
            // 创业担保贷款完成年计划的248%: a sum, and no cap, which is completed by nobody.
            if form == Form::Completion && row_of(indicator).is_some_and(|row| row.nature == Nature::Rule) {
                return false;
            }
            is_relative || row_of(indicator).is_none_or(|row| policy::is_plausible(row, figure.value))
        };
        let taken_apart = if form == Form::Share { shared_out(text, sentence, figure) } else { None };
        // ；技能劳动者占就业人员总量的比例达到25%: who has the share is named right here, so nothing before is meant.
        let owner_since = taken_apart.and_then(|at| owner_of_share(text, sentence, at..figure.extent.start));
        let since = since.max(owner_since.unwrap_or(0));
        for (m, mention) in sentence.mentions.iter().enumerate() {
            let gap = figure
                .extent
                .start
                .saturating_sub(mention.range.end)
                .max(mention.range.start.saturating_sub(figure.extent.end));
            let admits = || {
                of_anything
                    || mention.units.meets(mask)
                    || (!is_relative && choose::is_bare_count(text, figure, mention))
            };
            // 扶贫车间218个；公益岗位安置1.3万人: what begins behind a semicolon names nothing before it, and no more does what names a
            // part: 2.5万人次，其中5000人达成意向.
            let is_beyond = || {
                mention.range.start >= figure.extent.end
                    && text
                        .get(figure.extent.end..mention.range.start)
                        .is_some_and(|gap| gap.contains(['；', '。']) || cues!["其中", "（含", "（包括"].stands_in(gap))
            };
            // 建成创业孵化基地；对3个贫困村: what is counted is named behind, and the semicolon parts it from what came before.
            let is_left_behind = || {
                counts_other && text.get(mention.range.end..figure.extent.start).is_some_and(|gap| gap.contains('；'))
            };
            if gap > FAR
                || !admits()
                || is_beyond()
                || is_left_behind()
                || mention.range.end <= since
                || (counts_posts && !mention.units.admits_pieces())
                || !can_be(mention.indicator)
            {
                continue;
            }
            // 技能劳动者占就业人员总量的比例达到26%: what stands behind 占 is the whole, and it is the part that has a share.
            let is_whole =
                || taken_apart.is_some_and(|at| mention.range.start > at && mention.range.end <= figure.extent.start);
            if is_whole() {
                continue;
            }
            // 技工院校在校生62.4万人，毕业生就业率98%: no graduates of universities.
            let are_of_trade = || {
                row_of(mention.indicator).is_some_and(|row| row.id == "graduate_employment_rate")
                    && text.get(sentence.range.start..mention.range.end).is_some_and(|before| {
                        cues!["技工院校", "技工学校", "技校", "中职", "职业学校", "中等职业"].stands_in(before)
                            && !before.contains("高校")
                    })
            };
            if are_of_trade() {
                continue;
            }
            let are_graduates = || row_of(mention.indicator).is_some_and(|row| row.id == "graduates");
            // 惠及企业2100家、高校毕业生2.1万人: who is granted something.
            let previous = n.checked_sub(1).and_then(|m| before.get(m)).and_then(|other| row_of(other.indicator));
            let benefit = || {
                previous.is_some_and(|row| row.id.starts_with("subsidised_")) && left.starts_with(['、', '，', '和'])
            };
            if are_graduates() && benefit() && mention.range.start + left.len() >= figure.extent.start {
                continue;
            }
            if are_graduates() && deals_with_graduates(text, &sentence.range, &mention.range) {
                continue;
            }
            let namesakes =
                before.iter().enumerate().filter(|(_, other)| other.phrase.as_ref() == Some(&mention.range));
            let taken = namesakes
                .map(|(m, _)| sentence.figures.get(m).is_some_and(|other| other.counter == figure.counter))
                .reduce(|a, b| a || b);
            candidates.extend(
                choose::phrase_features(&setting, n, mention, form, taken)
                    .map(|features| Candidate::new(Origin::Phrase(m), mention.indicator, features)),
            );
        }
        // 转移就业66.7万人，转移率65%: a rate of the persons just counted.
        let is_percent = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Percent);
        let rates = is_percent && names_share(left);
        // 从事第二产业的农民工下降了0.3个百分点，为56.8%: what has changed by points is a share.
        let reached = |m: usize| {
            is_percent
                && m + 1 == n
                && matches!(forms.get(m), Some(Form::Change { .. }))
                && sentence.figures.get(m).and_then(Figure::unit).map(Unit::class) == Some(UnitClass::PercentagePoints)
                && cues!["，为", "，达到了", "，达到", "，达", "，至", "，降为", "，升至"].ends(left)
        };
        // 一般公共预算收入增长5.7%, 建成8个培训基地: what grows or is counted is named right here, so nothing before is meant.
        let names_other = match form {
            // 需求人数所占比重为53.1%，第三产业比重提高2.4个百分点: a share among those told before.
            _ if owner_since.is_some() => true,
            Form::Change { .. } if is_of_share(figure, left) => false,
            Form::Change { .. } => measure::names_a_subject(left) || names_what_changes(sentence, figure, left),
            _ => counts_other || names_its_own(figure, left, only_areas),
        };
        if names_other {
            return candidates;
        }
        let run = is_relative.then(|| run_of(text, sentence, forms, n));
        let aligned = run.as_ref().and_then(|run| aligned_with(text, sentence, before, run, n));
        for (m, other) in
            before.iter().enumerate().rev().filter(|(_, other)| other.indicator.is_some()).take(LOOKED_BACK)
        {
            if sentence.figures.get(m).is_none_or(|other| other.range.end <= since) {
                continue;
            }
            if (!of_anything && !same_kind(sentence, m, n) && !rates && !reached(m)) || !can_be(other.indicator) {
                continue;
            }
            let antecedent = Antecedent {
                place: m,
                form: other.form,
                probability: other.probability,
                aligned: aligned.map(|place| place == m),
                skips: before
                    .get(m + 1..)
                    .unwrap_or_default()
                    .iter()
                    .any(|between| between.indicator.is_none() && between.form == Form::Level),
            };
            candidates.extend(
                choose::antecedent_features(&setting, n, form, &antecedent, only_areas)
                    .map(|features| Candidate::new(Origin::Figure(m), other.indicator, features)),
            );
        }
        if names_other_people(figure, left, right) {
            return candidates;
        }
        let class = topic_class(figure);
        for (t, topic) in self.topics.iter().enumerate() {
            // 完成156.59%: a rate is no task that one completes.
            let is_rate = || row_of(topic.settled.indicator).is_some_and(|row| row.base_unit == "%");
            let is_of_class = topic.class == class || of_anything;
            let is_target = topic.settled.form == Form::TargetLevel;
            if !is_of_class
                || (is_target && !(only_areas && form == Form::Level))
                || (form == Form::Completion && is_rate())
                || !can_be(topic.settled.indicator)
            {
                continue;
            }
            let features = self.topic_features(sentence, n, form, (t, topic), left, right, only_areas);
            candidates.push(Candidate::new(Origin::Topic(t), topic.settled.indicator, features));
        }
        candidates
    }

    /// 贫困人口由84.1万人减少到18.2万人: where the clause of such a pair begins, if it names what the pair counts; else 0.
    fn pair_begins(&self, sentence: &Sentence<'_>, n: usize, forms: &[Form]) -> usize {
        let text = self.text();
        let is_old = |m: &usize| matches!(forms.get(*m), Some(Form::Nothing("调整前的旧值")));
        let Some(m) = n.checked_sub(1).filter(is_old) else { return 0 };
        let (Some(old), Some(new)) = (sentence.figures.get(m), sentence.figures.get(n)) else { return 0 };
        let between = text.get(old.extent.end..new.extent.start).unwrap_or("，");
        let left = self.left_of(sentence, m);
        let clause = cues!["，", "；", "。", "："].last_part(left);
        let names = measure::names_a_subject(clause) && !between.contains(['，', '；']);
        if names { old.extent.start - clause.len() } else { 0 }
    }
}

/// Where 占 stands in the clause of a share, if an indicator is named before it there.
fn shared_out(text: &str, sentence: &Sentence<'_>, figure: &Figure) -> Option<usize> {
    let before = text.get(sentence.range.start..figure.extent.start)?;
    let clause = figure.extent.start - cues!["，", "；", "。", "："].last_part(before).len();
    let at = clause + text.get(clause..figure.extent.start)?.find('占')?;
    let is_part = |mention: &IndicatorMention| {
        mention.indicator.is_some() && mention.weight > -1.0 && mention.range.start >= clause && mention.range.end <= at
    };
    sentence.mentions.iter().any(is_part).then_some(at)
}

/// Where the clause of a share begins, if one phrase fills it up to 占, with which `words` begin, and these name the whole: 占就业人员的
/// 比例. Without a whole of its own (其中农民工占30%) it is a part of what was counted before.
fn owner_of_share(text: &str, sentence: &Sentence<'_>, words: Range<usize>) -> Option<usize> {
    let before = text.get(sentence.range.start..words.start)?;
    let clause = words.start - cues!["，", "；", "。", "："].last_part(before).len();
    let opens = |start: usize| start == clause || matches!(text.get(clause..start), Some("其中" | "而"));
    let names_whole = cues!["的比例", "的比重", "总量的", "总数的", "人数的"].stands_in(text.get(words.clone())?);
    let is_owner = |m: &IndicatorMention| {
        m.indicator.is_some() && m.weight > -1.0 && m.range.end == words.start && opens(m.range.start)
    };
    (names_whole && sentence.mentions.iter().any(is_owner)).then_some(clause)
}

/// Whether two figures count in the same class of unit.
pub(super) fn same_kind(sentence: &Sentence<'_>, m: usize, n: usize) -> bool {
    let class = |n: usize| sentence.figures.get(n).and_then(Figure::unit).map(Unit::class);
    let persons = [Some(UnitClass::Persons), Some(UnitClass::PersonTimes)];
    class(m) == class(n) || class(n).is_none() || (persons.contains(&class(m)) && persons.contains(&class(n)))
}

/// Whether the words before a percentage name the rate of something counted: 转移率65%, 就业率达93.59%.
fn names_share(left: &str) -> bool {
    let clause = cues!["，", "；", "：", "、", "。"].last_part(left);
    clause.ends_with('率') || cues!["率达", "率为", "率达到", "率超过", "率约"].ends(clause)
}

/// 第三产业比重同比提高2.4个百分点.
fn is_of_share(figure: &Figure, left: &str) -> bool {
    figure.unit().is_some_and(|unit| unit.class() == UnitClass::PercentagePoints)
        && cues!["，", "；", "。"].last_part(left).contains("比重")
}

/// 求职人数减少41.5万人, 亏损额比上年下降12%: the clause of a change begins with what changes, an indicator or what is none of this field
/// (however short its name), so that it is of no figure before.
fn names_what_changes(sentence: &Sentence<'_>, figure: &Figure, left: &str) -> bool {
    let clause = left.rsplit(['，', '；', '。', '、']).next().unwrap_or(left);
    let start = figure.extent.start - clause.len();
    sentence.mentions.iter().any(|mention| {
        let is_sure = match mention.indicator {
            Some(_) => mention.figure.is_none() && mention.weight >= -0.3,
            None => mention.weight >= 0.0,
        };
        is_sure && mention.range.start == start && mention.range.end <= figure.extent.start
    })
}

/// 建成扶贫车间1156个, 落实贴息资金2865万元: pieces, firms and sums with a name of their own before them go on with nothing.
fn names_its_own(figure: &Figure, left: &str, only_areas: bool) -> bool {
    let is_named_before = match figure.unit().map(Unit::class) {
        Some(
            UnitClass::Pieces | UnitClass::Firms | UnitClass::FirmTimes | UnitClass::Households | UnitClass::Events,
        ) => true,
        Some(UnitClass::Money) => figure.value >= 1e6,
        _ => false,
    };
    is_named_before && !only_areas && measure::names_a_subject(left)
}

/// 东部15277万人，广东、江苏分别新增…: nothing but areas before the figure, so the text goes on with what it was about.
fn only_areas(sentence: &Sentence<'_>, figure: &Figure, left: &str) -> bool {
    let whole = cues!["，", "；", "。"].last_part(left);
    let areas = area_bytes(sentence, figure, whole);
    areas > 0 && whole.len().saturating_sub(areas) / 3 <= 6
}

/// How many bytes of the stretch right before a figure are names of areas.
pub(super) fn area_bytes(sentence: &Sentence<'_>, figure: &Figure, left: &str) -> usize {
    let start = figure.extent.start - left.len();
    let areas = sentence.areas.iter().map(|area| &area.range);
    areas.filter(|area| area.start >= start && area.end <= figure.extent.start).map(ExactSizeIterator::len).sum()
}
