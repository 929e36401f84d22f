//! Which indicator a figure belongs to: phrases of its sentence, figures before it and topics of the text compete by one learned score.
//!
//! It gathers what each candidate shows (`Features`) and turns scores into probabilities. What the features weigh is learned
//! (`weights`); what a form is (`measure`) and lists behind 分别 are regular in this language and not its business.

use std::ops::Range;

use super::cues::{Cues, cues};
use super::detail;
use super::figure::{Counter, Figure};
use super::lexicon::{IndicatorMention, UnitMask};
use super::measure::Form;
use super::weights::{Features, Weights, families};
use crate::model::indicator::IndicatorId;
use crate::model::quantity::{Unit, UnitClass};

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The figure is none of this field, or its indicator is not told.
    Nothing,
    /// A phrase of the sentence, by its place in the list.
    Phrase(usize),
    /// A figure before it in the sentence, by its place.
    Figure(usize),
    /// What the sentences before were about, by its place in the list of topics.
    Topic(usize),
}

/// A reading of a figure.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub from: Origin,
    pub indicator: Option<IndicatorId>,
    pub features: Features,
    /// How probable it is among its rivals; set by [`choose`].
    pub probability: f32,
}

impl Candidate {
    pub fn new(from: Origin, indicator: Option<IndicatorId>, features: Features) -> Self {
        Self { from, indicator, features, probability: 0.0 }
    }
}

/// The winner and how probable its indicator is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    /// Place of the winning candidate.
    pub winner: usize,
    /// The share of all candidates with its indicator.
    pub probability: f32,
}

/// How probable an indicator must be to be taken up; whether the observation stays is judged later, on all its grounds.
const WORTH_JUDGING: f32 = 0.35;

/// The best indicator; candidates of one indicator stand together.
pub(super) fn choose(weights: &Weights, candidates: &mut [Candidate]) -> Option<Choice> {
    let mut top = f32::NEG_INFINITY;
    for candidate in candidates.iter_mut() {
        candidate.probability = weights.score(&candidate.features);
        top = top.max(candidate.probability);
    }
    let mut sum = 0.0;
    for candidate in candidates.iter_mut() {
        candidate.probability = (candidate.probability - top).exp();
        sum += candidate.probability;
    }
    for candidate in candidates.iter_mut() {
        candidate.probability /= sum;
    }
    // For each candidate, how probable its indicator is: summed for the first of those with it, and the others have the same.
    let mut shares: Vec<f32> = Vec::with_capacity(candidates.len());
    for (n, candidate) in candidates.iter().enumerate() {
        let is_same = |other: &&Candidate| other.indicator == candidate.indicator;
        let known = candidates.iter().take(n).position(|other| is_same(&other)).and_then(|first| shares.get(first));
        let share = known.copied();
        let sum = || candidates.iter().filter(is_same).map(|other| other.probability).sum();
        shares.push(share.unwrap_or_else(sum));
    }
    let best_of = |names: bool| {
        candidates
            .iter()
            .zip(&shares)
            .enumerate()
            .filter(|(_, (candidate, _))| candidate.indicator.is_some() == names)
            .map(|(n, (candidate, &share))| (n, share, candidate.probability))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(b.0.cmp(&a.0)))
            .map(|(winner, probability, _)| Choice { winner, probability })
    };
    best_of(true).filter(|choice| choice.probability >= WORTH_JUDGING).or_else(|| best_of(false))
}

families! {
    /// What a candidate may show. Bins of gaps are widths in characters, see `width`.
    pub enum Shown {
        /// The figure's own: its unit, its form.
        NothingUnit = 12,
        NothingForm = 5,
        NothingSmall = 3,
        NothingDe = 1,
        NothingAlone = 1,
        /// A phrase: where it stands (holds the figure, holds another, behind, ahead, around).
        Place = 5,
        GapBehind = 9,
        GapAhead = 9,
        CommasBehind = 4,
        CommasAhead = 3,
        StopsBehind = 2,
        StopsAhead = 1,
        Colon = 1,
        /// Figures between, that it admits.
        Rivals = 4,
        /// Phrases of other indicators between.
        Between = 3,
        /// It lies inside a longer phrase: of this indicator, of another, of what is none of this field.
        Covered = 3,
        Literal = 7,
        Weight = 1,
        Doubted = 1,
        /// Where the words stand that it needs near.
        Context = 5,
        /// A clause away, while another phrase names the figure in its own clause.
        Outbid = 1,
        /// 金额9830万元: the sum of what is named before.
        SumOf = 1,
        Distractor = 5,
        /// Unit of the figure by side (held, behind, ahead).
        Unit = 36,
        FormPlace = 15,
        Copula = 1,
        Direct = 2,
        /// Whether a bracket parts phrase and figure: before or behind it, begun or ended between the two.
        Bracket = 4,
        De = 1,
        InTitle = 2,
        BareCount = 1,
        /// It has named a figure before.
        Taken = 2,
        /// 劳务收入占农民收入的40%: it is what has the share, or what it is a share of.
        Shares = 2,
        /// A figure before: how many steps back, of which form to which form.
        Steps = 4,
        FormPair = 25,
        SameCounter = 3,
        /// 其中研究生84.9%，本科生87.6%: its clause is the name of a part, and both are levels of one kind.
        Label = 1,
        GapBack = 9,
        CommasBack = 4,
        StopsBack = 1,
        BracketBack = 2,
        Amid = 3,
        RateWord = 1,
        PartWord = 1,
        DoneWord = 1,
        Clause = 4,
        OnlyAreas = 1,
        Skips = 1,
        Aligned = 2,
        Sure = 1,
        /// A topic of the sentences before.
        TopicUnit = 12,
        TopicForm = 5,
        TopicMatch = 4,
        TopicLast = 2,
        TopicAge = 4,
        TopicClause = 4,
        TopicAreas = 1,
        TopicBack = 1,
        TopicOpen = 1,
        TopicPart = 1,
        TopicDe = 1,
        TopicRate = 1,
        TopicChange = 1,
        TopicSure = 1,
    }
}

/// The unit's class as a bin.
pub(super) fn unit_bin(figure: &Figure) -> usize {
    match figure.unit().map(Unit::class) {
        Some(UnitClass::Persons) => 0,
        Some(UnitClass::PersonTimes) => 1,
        Some(UnitClass::Pieces) => 2,
        Some(UnitClass::Firms | UnitClass::FirmTimes) => 3,
        Some(UnitClass::Households) => 4,
        Some(UnitClass::Loans) => 5,
        Some(UnitClass::Events) => 6,
        Some(UnitClass::Money) if !figure.is_rate => 7,
        Some(UnitClass::Money | UnitClass::MoneyRate) => 8,
        Some(UnitClass::Percent | UnitClass::PercentagePoints) => 9,
        Some(UnitClass::Other | UnitClass::Ratio) => 10,
        None => 11,
    }
}

/// The form as a bin.
pub(super) fn form_bin(form: Form) -> usize {
    match form {
        Form::Level | Form::Nothing(_) => 0,
        Form::TargetLevel => 1,
        Form::Completion => 2,
        Form::Share => 3,
        Form::Change { .. } => 4,
    }
}

/// A gap's width as a bin.
fn width(chars: usize) -> usize {
    match chars {
        0 => 0,
        1..=2 => 1,
        3..=4 => 2,
        5..=7 => 3,
        8..=12 => 4,
        13..=20 => 5,
        21..=32 => 6,
        33..=50 => 7,
        _ => 8,
    }
}

/// How long a clause before a figure is, as a bin.
pub(super) fn clause_bin(clause: &str) -> usize {
    match clause.chars().filter(|c| !c.is_ascii()).count() {
        0..=2 => 0,
        3..=8 => 1,
        9..=16 => 2,
        _ => 3,
    }
}

/// Where the punctuation of a sentence stands.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// ， and ：.
    commas: Vec<usize>,
    /// ； and 。.
    stops: Vec<usize>,
    /// （ and ）.
    opened: Vec<usize>,
    closed: Vec<usize>,
}

impl Marks {
    /// The punctuation in a range of a text.
    pub fn new(text: &str, range: &Range<usize>) -> Self {
        let mut marks = Self::default();
        for (at, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
            match c {
                '，' | '：' => marks.commas.push(range.start + at),
                '；' | '。' => marks.stops.push(range.start + at),
                '（' => marks.opened.push(range.start + at),
                '）' => marks.closed.push(range.start + at),
                _ => {}
            }
        }
        marks
    }
}

/// How many of some places lie in a range.
fn count(places: &[usize], range: &Range<usize>) -> usize {
    let before = |end: usize| places.partition_point(|&place| place < end);
    before(range.end).saturating_sub(before(range.start))
}

/// What stands between two places of a sentence.
pub(super) struct Gap<'t> {
    pub words: &'t str,
    chars: usize,
    commas: usize,
    stops: usize,
    /// 签约率8.45%（2.8万人找到工作），下降50%: whether a bracket begins in it, 0, or one ends that began before it, 1.
    bracket: Option<usize>,
}

impl<'t> Gap<'t> {
    /// The gap of `range`, figures in it left out of its width.
    pub fn new(setting: &Setting<'t>, range: Range<usize>) -> Self {
        let Setting { text, figures, marks, .. } = *setting;
        let words = text.get(range.clone()).unwrap_or_default();
        let first = figures.partition_point(|figure| figure.extent.start < range.start);
        let inside: usize = figures
            .iter()
            .skip(first)
            .take_while(|figure| figure.extent.end <= range.end)
            .map(|figure| figure.extent.len())
            .sum();
        let (commas, stops) = (count(&marks.commas, &range), count(&marks.stops, &range));
        let bracket = match count(&marks.opened, &range).cmp(&count(&marks.closed, &range)) {
            std::cmp::Ordering::Greater => Some(0),
            std::cmp::Ordering::Less => Some(1),
            std::cmp::Ordering::Equal => None,
        };
        Self { words, chars: words.len().saturating_sub(inside) / 3, commas, stops, bracket }
    }
}

/// 城镇新增就业2160，: a whole number right behind the phrase and right before punctuation may do without its unit.
pub(super) fn is_bare_count(text: &str, figure: &Figure, mention: &IndicatorMention) -> bool {
    if figure.counter != Counter::Missing {
        return false;
    }
    let gap = text.get(mention.range.end..figure.extent.start).unwrap_or("，");
    let after = text.get(figure.extent.end..).unwrap_or_default();
    figure.value >= 10.0
        && figure.value.fract() == 0.0
        && matches!(gap, "" | "达" | "为" | "达到" | "：")
        && (after.is_empty() || after.starts_with(['，', '。', '；', '、', '\n']))
        && mention.units.admits_persons()
}

/// What a sentence offers to all of its figures.
#[derive(Clone, Copy)]
pub(super) struct Setting<'s> {
    pub text: &'s str,
    pub figures: &'s [Figure],
    pub mentions: &'s [IndicatorMention],
    pub marks: &'s Marks,
    /// For each figure, what a phrase must have to name it.
    pub masks: &'s [UnitMask],
    /// The indicators whose phrases hold the figure that is asked about, or touch it.
    pub touching: &'s [IndicatorId],
    pub is_title: bool,
}

/// Words that say `is` between a phrase and its figure.
static COPULAS: Cues = Cues::new(&[
    "达",
    "为",
    "达到",
    "是",
    "有",
    "共",
    "约",
    "突破",
    "超过",
    "累计",
    "实现",
    "分别为",
    "降至",
    "升至",
    "降到",
    "升到",
    "跌至",
    "稳定在",
    "保持在",
    "维持在",
    "控制在",
    "增至",
    "仅",
]);

/// What a phrase shows as a candidate for figure `n`. `taken`: the figures before that it has named, and whether one of them counts alike.
pub(super) fn phrase_features(
    setting: &Setting<'_>,
    n: usize,
    mention: &IndicatorMention,
    form: Form,
    taken: Option<bool>,
) -> Option<Features> {
    let Setting { text, figures, mentions, is_title, .. } = *setting;
    let figure = figures.get(n)?;
    let mut features = Features::none();
    let behind = mention.range.end <= figure.extent.start;
    let ahead = mention.range.start >= figure.extent.end;
    let place = match mention.figure {
        Some(held) if held == n => 0,
        Some(_) => 1,
        None if behind => 2,
        None if ahead => 3,
        None => 4,
    };
    let side = match place {
        0 => 0,
        _ if ahead => 2,
        _ => 1,
    };
    features.show(Shown::Place, place);
    features.show(Shown::Unit, side * 12 + unit_bin(figure));
    features.show(Shown::FormPlace, side * 5 + form_bin(form));
    if place != 0 && (behind || ahead) {
        let range =
            if behind { mention.range.end..figure.extent.start } else { figure.extent.end..mention.range.start };
        let gap = Gap::new(setting, range.clone());
        let first = figures.partition_point(|other| other.extent.start < range.start);
        let rivals = figures
            .iter()
            .zip(setting.masks)
            .skip(first)
            .take_while(|(other, _)| other.extent.start < range.end)
            .filter(|(other, mask)| other.extent.end <= range.end && mention.units.meets(**mask))
            .count();
        let between = mentions
            .iter()
            .skip(mentions.partition_point(|other| other.range.start < range.start))
            .take_while(|other| other.range.start < range.end)
            .filter(|other| other.range.end <= range.end && other.indicator != mention.indicator && other.weight > -1.0)
            .count();
        if behind {
            features.show(Shown::GapBehind, width(gap.chars));
            features.show(Shown::CommasBehind, gap.commas);
            if gap.stops > 0 {
                features.show(Shown::StopsBehind, gap.stops - 1);
            }
            features.tell(Shown::Colon, gap.words.ends_with('：'));
            features.tell(Shown::Copula, COPULAS.ends(gap.words));
        } else {
            features.show(Shown::GapAhead, width(gap.chars));
            features.show(Shown::CommasAhead, gap.commas);
            features.tell(Shown::StopsAhead, gap.stops > 0);
            features.tell(Shown::De, gap.words.starts_with('的'));
        }
        if gap.words.is_empty() {
            features.show(Shown::Direct, usize::from(ahead));
        }
        if let Some(bracket) = gap.bracket {
            features.show(Shown::Bracket, 2 * usize::from(ahead) + bracket);
        }
        features.show(Shown::Rivals, rivals);
        features.show(Shown::Between, between);
        let is_named = || setting.touching.iter().any(|&other| Some(other) != mention.indicator);
        features.tell(Shown::Outbid, gap.commas + gap.stops > 0 && is_named());
    }
    if let Some(by) = mention.covered {
        features.show(Shown::Covered, by as usize);
    }
    features.show(Shown::Literal, (mention.literal / 3).clamp(2, 10).saturating_sub(2).min(6));
    features.measure(Shown::Weight, mention.weight.clamp(-3.0, 3.0));
    features.tell(Shown::Doubted, mention.weight < -1.0);
    features.show(Shown::Context, mention.context as usize);
    features.tell(Shown::SumOf, behind && place != 0 && is_mere_sum(text, figure, mention.range.end));
    if mention.indicator.is_none() {
        features.show(Shown::Distractor, place);
    }
    features.show(Shown::InTitle, usize::from(is_title));
    features.tell(Shown::BareCount, is_bare_count(text, figure, mention));
    if form == Form::Share
        && behind
        && let Some(after) = text.get(mention.range.end..figure.extent.start)
        && let Some(of) = after.find('占')
        && !after.contains(['；', '。'])
    {
        features.tell(Shown::Shares, !after.get(..of).is_some_and(|gap| gap.contains('，')));
    } else if form == Form::Share
        && behind
        && text
            .get(..mention.range.start)
            .is_some_and(|before| before.rsplit('，').next().is_some_and(|clause| clause.contains('占')))
    {
        features.show(Shown::Shares, 1);
    }
    if let Some(alike) = taken {
        features.show(Shown::Taken, usize::from(alike));
    }
    Some(features)
}

/// 545万名失业人员再就业，183万名困难人员就业: the indicators of phrases that hold figure `n` or touch it.
pub(super) fn touching(mentions: &[IndicatorMention], n: usize, figure: &Figure, mask: UnitMask) -> Vec<IndicatorId> {
    let touches = |mention: &&IndicatorMention| {
        let range = &mention.range;
        mention.weight > -1.0
            && (mention.figure == Some(n) || range.end == figure.extent.start || range.start == figure.extent.end)
            && mention.units.meets(mask)
    };
    mentions.iter().filter(touches).filter_map(|mention| mention.indicator).collect()
}

/// 惠及企业643户，金额9830万元: a clause that says no more than that it is a sum, of what was named before it.
fn is_mere_sum(text: &str, figure: &Figure, since: usize) -> bool {
    const SUMS: [&str; 9] = ["金额", "总额", "总金额", "资金", "涉及资金", "涉及金额", "共计", "合计", "资金总额"];
    if figure.unit().is_none_or(|unit| unit.class() != UnitClass::Money) {
        return false;
    }
    let gap = text.get(since..figure.extent.start).unwrap_or_default();
    let clause = gap.rsplit(['，', '；', '、']).next().unwrap_or(gap);
    let clause = clause.trim_end_matches(['达', '为', '约', '近', '超', '过', '共']);
    gap.len() > clause.len() && SUMS.contains(&clause)
}

/// What no candidate at all shows for a figure.
pub(super) fn nothing_features(setting: &Setting<'_>, n: usize, form: Form, right: &str) -> Option<Features> {
    let figure = setting.figures.get(n)?;
    let mut features = Features::none();
    features.show(Shown::NothingUnit, unit_bin(figure));
    features.show(Shown::NothingForm, form_bin(form));
    if figure.is_small_hanzi {
        features.show(Shown::NothingSmall, 2);
    } else if figure.value < 10.0 {
        features.show(Shown::NothingSmall, usize::from(figure.value < 3.0));
    }
    features.tell(Shown::NothingDe, right.starts_with('的'));
    features.tell(Shown::NothingAlone, setting.mentions.iter().all(|mention| mention.indicator.is_none()));
    Some(features)
}

/// A figure before, as far as it matters here.
pub(super) struct Antecedent {
    pub place: usize,
    pub form: Form,
    pub probability: f32,
    /// Whether the list of forms lines up with it: 分别增长 of figures listed before.
    pub aligned: Option<bool>,
    /// Whether a figure without indicator stands between.
    pub skips: bool,
}

/// What a figure before shows as the one that figure `n` goes on with.
pub(super) fn antecedent_features(
    setting: &Setting<'_>,
    n: usize,
    form: Form,
    before: &Antecedent,
    only_areas: bool,
) -> Option<Features> {
    let Setting { text, figures, mentions, .. } = *setting;
    let (figure, other) = (figures.get(n)?, figures.get(before.place)?);
    let mut features = Features::none();
    let gap = Gap::new(setting, other.extent.end..figure.extent.start);
    let previous_end = n.checked_sub(1).and_then(|n| figures.get(n)).map_or(0, |previous| previous.extent.end);
    let left = text.get(previous_end..figure.extent.start).unwrap_or_default();
    let clause = cues!["，", "；", "：", "。"].last_part(left);
    features.show(Shown::Steps, n - before.place - 1);
    features.show(Shown::FormPair, form_bin(form) * 5 + form_bin(before.form));
    // A rate of what was counted is a thing of its own.
    let is_rate_of = unit_bin(figure) == 9 && unit_bin(other) != 9;
    features.show(Shown::SameCounter, if is_rate_of { 2 } else { usize::from(other.counter == figure.counter) });
    let is_label = form == Form::Level && before.form == Form::Level && other.counter == figure.counter;
    features.tell(Shown::Label, is_label && detail::is_part(clause));
    features.show(Shown::GapBack, width(gap.chars));
    features.show(Shown::CommasBack, gap.commas);
    features.tell(Shown::StopsBack, gap.stops > 0);
    if let Some(bracket) = gap.bracket {
        features.show(Shown::BracketBack, bracket);
    }
    let amid = mentions
        .iter()
        .skip(mentions.partition_point(|mention| mention.range.start < previous_end))
        .take_while(|mention| mention.range.start < figure.extent.start)
        .filter(|mention| mention.range.end <= figure.extent.start && mention.weight > -1.0)
        .count();
    features.show(Shown::Amid, amid);
    features.tell(Shown::RateWord, names_rate(left));
    features.tell(Shown::PartWord, left.contains("其中") || left.starts_with("（含"));
    features.tell(Shown::DoneWord, left.ends_with("完成"));
    features.show(Shown::Clause, clause_bin(clause));
    features.tell(Shown::OnlyAreas, only_areas);
    features.tell(Shown::Skips, before.skips);
    if let Some(aligned) = before.aligned {
        features.show(Shown::Aligned, usize::from(aligned));
    }
    features.measure(Shown::Sure, before.probability);
    Some(features)
}

/// Whether a clause names another rate: 城镇化率达69.1%.
pub(super) fn names_rate(clause: &str) -> bool {
    cues!["率", "比重", "指数", "标准", "增速"].stands_in(clause)
}
