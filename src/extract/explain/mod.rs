//! Why each number of an article became what it is, or nothing: the decisions of the very run that makes the observations.
//!
//! The attacher hands over a [`Decision`] per figure where it was asked to; here they are brought together with the observations
//! that came out in the end, and with the numbers that never were figures. Nothing is decided here and nothing is put into words:
//! the command line does that.

mod leftover;

use std::ops::Range;

use super::figure::Figure;
use super::scan::Scan;
use crate::model::bulletin::Article;
use crate::model::indicator::IndicatorId;
use crate::model::observation::{Measure, Observation};
use crate::model::quantity::Bound;
use crate::model::span::Span;

/// A number of an article and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The number with its unit.
    pub quote: Span,
    /// The sentence or row it stands in, where one was read.
    pub sentence: Option<Span>,
    /// Its value and unit, where it was read as a figure.
    pub reading: Option<Reading>,
    /// The form it was read in; `None` where no form was looked for or the form is none that the contract knows.
    pub measure: Option<Measure>,
    /// The words right before it, from which its form was read.
    pub form_words: Option<Span>,
    /// The phrases that it might have belonged to, best first.
    pub candidates: Vec<Candidate>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A figure as the scan read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// In the base unit.
    pub value: f64,
    /// The upper end of a range.
    pub value_high: Option<f64>,
    /// The unit, of this field or of another (岁); `None` where none is written.
    pub unit: Option<String>,
    /// How it is hedged.
    pub bound: Bound,
}

/// A phrase that a figure might have belonged to.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What the phrase names; `None` for phrases that only look like this field (国内生产总值).
    pub indicator: Option<IndicatorId>,
    /// The phrase as written.
    pub words: Span,
    /// How well it goes with the figure.
    pub score: f32,
}

/// What became of a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// An observation, and what settled it.
    Found(Box<Found>),
    /// Nothing, and why.
    LeftOut(Omission),
}

/// An observation with the grounds of what is not its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// As `extract` gives it.
    pub observation: Observation,
    /// Where its area was taken from.
    pub area: Ground,
    /// What its period was taken from.
    pub period: Ground,
    /// A time that the text was speaking of, where the observation has no period of its own.
    pub unused_time: Option<Span>,
    /// What gave it its standing.
    pub status: StatusReason,
    /// The word of planning that did, where one did.
    pub status_words: Option<Span>,
}

/// The words that settled something, and where they stand seen from the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The words; `None` where nothing was said.
    pub words: Option<Span>,
    /// Where they stand.
    pub place: Place,
    /// Whether they point at an area in force (全省, 该县) rather than name one.
    pub is_pointer: bool,
}

/// Where words stand, seen from the figure that they settle something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the same part of the sentence.
    Clause,
    /// In the same sentence or row.
    Sentence,
    /// In the headline.
    Headline,
    /// In the text before.
    Before,
    /// In the text behind, where the same figure is told more fully.
    Behind,
    /// Nowhere: taken for granted.
    Nowhere,
}

/// What made a figure reported, planned or set by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusReason {
    /// Nothing speaks of a plan.
    Reported,
    /// The headline announces a plan.
    HeadlinePlans,
    /// 目标, 任务 stands right at the figure.
    TargetNoun,
    /// Words of planning stand before it (力争, 计划).
    PlanWords,
    /// The line over the list announces a plan.
    LeadIn,
    /// The head or the label of its table says 目标 or 计划.
    TableHead,
    /// Its period lies behind the bulletin's date.
    LiesAhead,
    /// The indicator is an amount that a rule sets.
    Rule,
}

/// Why a number is no observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Omission {
    /// It is a time (2021年, 5月7日).
    Time,
    /// Its digits are part of a name, a code or an ordinal (G2096次, 第44届).
    PartOfName,
    /// A fraction or multiple in words (三成, 四分之三, 翻一番).
    Fraction,
    /// It counts other things (岁, 公里).
    ForeignUnit,
    /// One or two in Chinese numerals (一家, 两名): rarely a statistic.
    SmallNumeral,
    /// No phrase of an indicator stands in its sentence.
    NoPhrase,
    /// Phrases stand there, but none goes with its unit.
    UnitOfNoPhrase,
    /// No phrase goes with it well enough.
    TooWeak,
    /// It would be an observation, but one more probably wrong than right.
    Unsure,
    /// The phrase that goes with it best is none of this field.
    OtherMatter,
    /// A growth, a completion or a share, and no figure or phrase that it could be of.
    NothingToGoWith,
    /// A form that is not extracted, named by the engine (调整前的旧值).
    Form(&'static str),
    /// A change against something else than the year or the period before.
    OtherBase,
    /// Per cent of an indicator that counts.
    PercentOfCount,
    /// Its unit is none that the indicator is told in.
    UnitUnfit,
    /// It is about a foreign country.
    Abroad,
    /// Its cell of the table holds more than a figure.
    CellNotOnlyFigure,
    /// No phrase was taken for it.
    NoIndicator,
    /// The same figure is an observation already; it stands there.
    SaidAlready(Span),
    /// It stands where no figures are read (the head or the label of a table).
    NotRead,
}

impl Outcome {
    /// Whether the number became an observation.
    pub fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }
}

impl Place {
    /// For machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Headline => "headline",
            Self::Before => "before",
            Self::Behind => "behind",
            Self::Nowhere => "nowhere",
        }
    }
}

impl StatusReason {
    /// For machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::HeadlinePlans => "headline_plans",
            Self::TargetNoun => "target_noun",
            Self::PlanWords => "plan_words",
            Self::LeadIn => "lead_in",
            Self::TableHead => "table_head",
            Self::LiesAhead => "lies_ahead",
            Self::Rule => "rule",
        }
    }
}

impl Omission {
    /// For machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::PartOfName => "part_of_name",
            Self::Fraction => "fraction",
            Self::ForeignUnit => "foreign_unit",
            Self::SmallNumeral => "small_numeral",
            Self::NoPhrase => "no_phrase",
            Self::UnitOfNoPhrase => "unit_of_no_phrase",
            Self::TooWeak => "too_weak",
            Self::Unsure => "unsure",
            Self::OtherMatter => "other_matter",
            Self::NothingToGoWith => "nothing_to_go_with",
            Self::Form(_) => "form",
            Self::OtherBase => "other_base",
            Self::PercentOfCount => "percent_of_count",
            Self::UnitUnfit => "unit_unfit",
            Self::Abroad => "abroad",
            Self::CellNotOnlyFigure => "cell_not_only_figure",
            Self::NoIndicator => "no_indicator",
            Self::SaidAlready(_) => "said_already",
            Self::NotRead => "not_read",
        }
    }
}

/// What the attacher decided about one figure, in places of the folded text.
#[derive(Debug)]
pub(super) struct Decision {
    pub quote: Span,
    pub figure: Figure,
    pub sentence: Span,
    pub measure: Option<Measure>,
    pub form_words: Range<usize>,
    pub candidates: Vec<(Option<IndicatorId>, Range<usize>, f32)>,
    /// The words that put the area in force there; `None` where it is the article's own.
    pub scope_words: Option<Range<usize>>,
    /// The words that made the area the article's own.
    pub main_words: Option<Range<usize>>,
    /// The time in force.
    pub time_words: Option<Range<usize>>,
    pub status: StatusReason,
    pub status_words: Option<Range<usize>>,
    pub omission: Option<Omission>,
}

/// Brings the decisions together with the observations that came out in the end.
pub(super) fn explanations(
    article: &Article,
    scan: &Scan,
    decisions: Vec<Decision>,
    observations: &[Observation],
) -> Vec<Explanation> {
    let source = |range: Range<usize>| Span::new(&article.text, scan.folded.source(range));
    let mut decided: Vec<Explanation> = Vec::with_capacity(scan.figures.len());
    for decision in decisions {
        let outcome = outcome(article, scan, &decision, observations);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(decision.candidates.len());
        for (indicator, range, score) in &decision.candidates {
            // Several phrases of the table may find the same words; the best of them speaks for all.
            let words = source(range.clone());
            let is_known = |known: &Candidate| known.indicator == *indicator && Some(known.words) == words;
            if let Some(words) = words
                && !candidates.iter().any(is_known)
            {
                candidates.push(Candidate { indicator: *indicator, words, score: *score });
            }
        }
        decided.push(Explanation {
            quote: decision.quote,
            sentence: Some(decision.sentence),
            reading: Some(reading(&decision.figure, &scan.folded.text)),
            measure: decision.measure,
            form_words: source(decision.form_words.clone()).filter(|words| !words.of(&article.text).is_empty()),
            candidates,
            outcome,
        });
    }
    leftover::add(article, scan, &mut decided);
    decided.sort_by_key(|explanation| explanation.quote);
    decided
}

fn reading(figure: &Figure, text: &str) -> Reading {
    let unit = figure.unit().map(|unit| unit.0.to_string());
    Reading {
        value: figure.value,
        value_high: figure.value_high,
        unit: unit.or_else(|| figure.foreign_unit(text).map(str::to_owned)),
        bound: figure.bound,
    }
}

fn outcome(article: &Article, scan: &Scan, decision: &Decision, observations: &[Observation]) -> Outcome {
    if let Some(omission) = decision.omission {
        return Outcome::LeftOut(omission);
    }
    let quote = decision.quote;
    let Some(observation) = observations.iter().find(|observation| observation.quote == quote) else {
        let twin = observations.iter().find(|observation| observation.mentions.contains(&quote));
        return Outcome::LeftOut(twin.map_or(Omission::NotRead, |twin| Omission::SaidAlready(twin.quote)));
    };
    let source = |range: &Range<usize>| Span::new(&article.text, scan.folded.source(range.clone()));
    let title_end = article.title_span().map_or(0, Span::end);
    let ground = |words: Option<Span>| {
        let is_pointer = words
            .is_some_and(|words| scan.areas.iter().any(|area| area.is_pointer() && source(&area.range) == Some(words)));
        Ground { words, place: place(article, observation, words, title_end), is_pointer }
    };
    let area_words = observation.evidence.area.or_else(|| {
        let words = decision.scope_words.as_ref().or(decision.main_words.as_ref());
        words.and_then(source)
    });
    let period = ground(observation.evidence.period);
    let time = decision.time_words.as_ref().and_then(source);
    Outcome::Found(Box::new(Found {
        area: ground(area_words),
        period,
        unused_time: time.filter(|_| observation.period.is_none()),
        status: decision.status,
        status_words: decision.status_words.as_ref().and_then(source),
        observation: observation.clone(),
    }))
}

fn place(article: &Article, observation: &Observation, words: Option<Span>, title_end: usize) -> Place {
    let Some(words) = words else { return Place::Nowhere };
    let figure = observation.quote;
    if observation.sentence.contains(words) {
        let between = if words.end() <= figure.start() {
            words.end()..figure.start()
        } else {
            figure.end()..words.start().max(figure.end())
        };
        let gap = article.text.get(between).unwrap_or_default();
        return if gap.contains(['，', '；', '：', '\t']) { Place::Sentence } else { Place::Clause };
    }
    if words.end() <= title_end {
        Place::Headline
    } else if words.start() < figure.start() {
        Place::Before
    } else {
        Place::Behind
    }
}
