//! Which form and which indicator each figure of a sentence has.

use std::collections::HashMap;
use std::ops::Range;

use super::{Attacher, Sentence, respectively};
use crate::extract::choose::{self, Choice};
use crate::extract::figure::Figure;
use crate::extract::lexicon::IndicatorMention;
use crate::extract::measure::{self, Form};
use crate::model::indicator::IndicatorId;
use crate::model::quantity::{Unit, UnitClass};

/// A figure with what has been settled about it.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub form: Form,
    pub indicator: Option<IndicatorId>,
    /// The phrase that named it, if one did.
    pub phrase: Option<Range<usize>>,
    pub confidence: f32,
    pub rule: &'static str,
    /// 其中 …: a part of the figure before.
    pub is_part: bool,
    /// The figure of the sentence that this one explains: what it grew from, is a share of, is the target of.
    pub of: Option<usize>,
}

impl Settled {
    fn name(&mut self, mention: &IndicatorMention, confidence: f32, rule: &'static str) {
        self.indicator = mention.indicator;
        self.phrase = Some(mention.range.clone());
        self.confidence = confidence;
        self.rule = rule;
    }
}

impl Attacher<'_> {
    /// Form and indicator of every figure of a sentence.
    pub(super) fn settle(&self, sentence: &Sentence<'_>) -> Vec<Settled> {
        let text = self.text();
        let listed = listed(text, sentence);
        let mut forms: Vec<Form> = Vec::new();
        let mut settled: Vec<Settled> = Vec::new();
        for (n, figure) in sentence.figures.iter().enumerate() {
            let form = measure::read(text, &sentence.range, &sentence.figures, n, &forms);
            forms.push(form);
            let mut this =
                Settled { form, indicator: None, phrase: None, confidence: 0.0, rule: "", is_part: false, of: None };
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
                    self.settle_relative(sentence, n, &forms, &settled, &mut this);
                }
            }
            settled.push(this);
        }
        settled
    }

    pub(super) fn settle_level(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        figure: &Figure,
        before: &[Settled],
        this: &mut Settled,
    ) {
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
            && Self::same_kind(known, before, sentence, n)
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
                && let Some(known) = antecedent().filter(|known| Self::same_kind(known, before, sentence, n))
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
        // 提供岗位1万多个，建成8个培训基地: what is counted is named behind, and it is something else.
        let counts_other = measure::counts_something_named(
            figure,
            text.get(figure.extent.end..sentence.range.end).unwrap_or_default(),
        );
        if choice.is_none()
            && !counts_other
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
        let whole = left.rsplit(['，', '；', '。']).next().unwrap_or(left);
        let clause_start = figure.extent.start - whole.len();
        let areas: usize = sentence
            .areas
            .iter()
            .filter(|area| area.range.start >= clause_start && area.range.end <= figure.extent.start)
            .map(|area| area.range.len())
            .sum();
        let told = measure::telling_chars(whole).saturating_sub(areas / 3);
        let only_areas = areas > 0 && whole.len().saturating_sub(areas) / 3 <= 6 && told < 4;
        let points_back = only_areas || ["这个数", "这一数", "该数", "总数"].iter().any(|word| clause.contains(word));
        let topic_may_go_on = points_back
            || match topic_class(figure) {
                UnitClass::Percent | UnitClass::Ratio => is_short,
                UnitClass::MoneyRate => figure.value >= 5.0,
                _ => left.starts_with("其中"),
            };
        if choice.is_none()
            && topic_may_go_on
            && !counts_other
            && let Some(known) = self.topic(sentence, n)
        {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.7, "topic");
            this.is_part = left.starts_with("其中");
            return;
        }
        // - 西安市：4.2万人 under 各市城镇新增就业如下：.
        if choice.is_none()
            && only_areas_or_nothing(left, areas)
            && let Some(mention) = self.lead_in.as_ref().and_then(|lead_in| lead_in.topic.as_ref())
            && mention.units.admits(figure)
        {
            this.name(mention, 0.7, "topic");
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
    pub(super) fn series<'b>(&self, sentence: &Sentence<'_>, n: usize, before: &'b [Settled]) -> Option<&'b Settled> {
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
            && !["率", "比重", "指数", "强度", "浓度"].iter().any(|word| left.contains(word));
        let names_other = sentence
            .mentions
            .iter()
            .any(|mention| (since..figure.extent.start).contains(&mention.range.start) && mention.weight > -1.0);
        if is_short && !names_other { before.get(place) } else { None }
    }

    /// Keeps the indicator of a figure for sentences that name none.
    pub(super) fn remember(&mut self, sentence: &Sentence<'_>, n: usize, settled: &Settled) {
        let Some(class) = sentence.figures.get(n).map(topic_class) else { return };
        if settled.indicator.is_some() && matches!(settled.form, Form::Level) {
            self.topics.retain(|(known, _)| *known != class);
            self.topics.push((class, settled.clone()));
        }
    }

    /// The indicator that the text was last about, for a figure of that kind in a sentence that names none: 16—24岁为17.1%.
    pub(super) fn topic(&self, sentence: &Sentence<'_>, n: usize) -> Option<&Settled> {
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
    pub(super) fn same_kind(known: &Settled, before: &[Settled], sentence: &Sentence<'_>, n: usize) -> bool {
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
    pub(super) fn settle_relative(
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
        // A growth rate may explain a level or the difference just given (同比增加37万人，增长3.9%); an amount only what is counted alike.
        let levels: Vec<usize> = (0..run.start)
            .filter(|&m| {
                before
                    .get(m)
                    .is_some_and(|s| s.indicator.is_some() && matches!(s.form, Form::Level | Form::Change { .. }))
                    && (is_relative_unit(figure)
                        || before.get(m).is_some_and(|s| Self::same_kind(s, before, sentence, n)))
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
                let is_relative = figure.unit().is_none() || is_relative_unit(figure);
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
            return;
        }
        // 一般公共预算收入增长5.7%: growth of something else that is named right here.
        let own = text.get(level_end..first_start).unwrap_or_default();
        if follows_other || (matches!(this.form, Form::Change { .. }) && measure::names_a_subject(own)) {
            return;
        }
        if let Some(known) = antecedent.and_then(|&m| before.get(m)) {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.97, "relative-to-figure");
            this.is_part = known.is_part;
            this.of = antecedent.copied();
        } else if let Some(known) = self.topic_of_change(sentence, n) {
            (this.indicator, this.phrase, this.confidence, this.rule) =
                (known.indicator, known.phrase.clone(), known.confidence * 0.7, "topic");
        }
    }

    /// 比上年同期多35.5万人 in a sentence of its own goes with the figure before of that unit; a rate with the last of all.
    pub(super) fn topic_of_change(&self, sentence: &Sentence<'_>, n: usize) -> Option<&Settled> {
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
}

/// Whether nothing but names of areas and punctuation stands before a figure.
fn only_areas_or_nothing(left: &str, areas: usize) -> bool {
    measure::telling_chars(left).saturating_sub(areas / 3) <= 1
}

/// Whether a figure is a percentage or a number of points, which says nothing of what is counted.
fn is_relative_unit(figure: &Figure) -> bool {
    figure.unit().is_some_and(|unit| matches!(unit.class(), UnitClass::Percent | UnitClass::PercentagePoints))
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
fn listed(text: &str, sentence: &Sentence<'_>) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let start = sentence.range.start;
    for run in respectively(text, &sentence.range, &sentence.figures) {
        let clause =
            text.get(start..run.word).and_then(|before| before.rfind(['；', '。'])).map_or(start, |at| start + at);
        // 失业率5.2%，城镇、农村居民收入分别增长3.4%、5.2%: what stands before another figure is not in a list that names its own.
        let last =
            run.figures.start.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(clause, |f| f.extent.end);
        let has_own = text.get(last..run.word).is_some_and(measure::names_a_subject);
        let since = if has_own { clause.max(last) } else { clause };
        let names = names_listed(text, since..run.word, &sentence.mentions, run.figures.len());
        if run.figures.len() < 2 || names.len() != run.figures.len() {
            continue;
        }
        for (place, mention) in run.figures.zip(names) {
            let Some(figure) = sentence.figures.get(place) else { continue };
            let is_percent = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Percent);
            if is_percent || sentence.mentions.get(mention).is_some_and(|m| m.units.admits(figure)) {
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
