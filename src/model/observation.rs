//! An observation: one number that an article states about employment, made comparable.
//!
//! [`Observation`] is what the engine makes; [`Row`] is the flat form that exports, gold sets and the command line share.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

use super::area::RefArea;
use super::bulletin::{Article, Bulletin};
use super::indicator::{Catalogue, IndicatorId};
use super::period::{Period, PeriodKind};
use super::quantity::Quantity;
use super::span::Span;

/// One figure with everything that makes it comparable, and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The area it is about.
    pub ref_area: RefArea,
    /// What is counted.
    pub indicator: IndicatorId,
    /// In which form.
    pub measure: Measure,
    /// In what standing.
    pub status: Status,
    /// How much.
    pub quantity: Quantity,
    /// When; `None` if the article does not tell.
    pub period: Option<Period>,
    /// What keeps parallel series apart (养老保险, 女); empty if nothing does.
    pub detail: String,
    /// Number and unit as written.
    pub quote: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The other places of the article where the same figure stands.
    pub mentions: Vec<Span>,
    /// The rule that tied number and indicator together.
    pub rule: &'static str,
    /// 0 to 1: how sure the extractor is of the whole.
    pub confidence: f32,
    /// Where area and period were taken from, so that a reader can see why.
    pub evidence: Evidence,
}

/// The words that settled indicator, area and period; `None` where it was inferred from context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The phrase that named the indicator.
    pub indicator: Option<Span>,
    /// The words that named the area.
    pub area: Option<Span>,
    /// The words that named the period.
    pub period: Option<Span>,
}

/// The form of a figure. Different measures never share an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Measure {
    /// The figure itself.
    Level,
    /// Per cent of a target reached.
    Completion,
    /// Year-on-year growth in per cent.
    YoyRate,
    /// Year-on-year difference in the indicator's unit or in percentage points.
    YoyChange,
    /// Growth against the period before, in per cent.
    MomRate,
    /// Difference from the period before.
    MomChange,
    /// A part's percentage of its whole.
    Share,
}

/// The standing of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// It happened.
    Actual,
    /// Planned, promised, forecast.
    Target,
    /// An amount that a rule sets.
    Policy,
}

impl Measure {
    /// The contract's word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Completion => "completion",
            Self::YoyRate => "yoy_rate",
            Self::YoyChange => "yoy_change",
            Self::MomRate => "mom_rate",
            Self::MomChange => "mom_change",
            Self::Share => "share",
        }
    }

    /// All measures, in the order they are offered.
    pub const ALL: [Self; 7] =
        [Self::Level, Self::Completion, Self::YoyRate, Self::YoyChange, Self::MomRate, Self::MomChange, Self::Share];
}

impl Status {
    /// All standings.
    pub const ALL: [Self; 3] = [Self::Actual, Self::Target, Self::Policy];

    /// The contract's word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Target => "target",
            Self::Policy => "policy",
        }
    }
}

/// The contract's columns, in the contract's order. Every export is written from this and nothing else.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Row {
    /// The file.
    pub bulletin: String,
    /// The topic heading.
    pub section: String,
    /// The article's title.
    pub article: String,
    /// Six digits, or empty.
    pub ref_area: String,
    /// Full name.
    pub ref_area_name: String,
    /// Catalogue id.
    pub indicator: String,
    /// `level`, `completion`, …
    pub measure: &'static str,
    /// `actual`, `target`, `policy`.
    pub status: &'static str,
    /// In the base unit.
    #[serde(serialize_with = "plain_number")]
    pub value: Option<f64>,
    /// Upper end of a range.
    #[serde(serialize_with = "plain_number")]
    pub value_high: Option<f64>,
    /// Unit of measure.
    pub unit: String,
    /// `exact`, `about`, …
    pub bound: &'static str,
    /// ISO date or empty.
    pub period_start: String,
    /// ISO date or empty.
    pub period_end: String,
    /// `during`, `as_of` or empty.
    pub period_kind: &'static str,
    /// Parallel series.
    pub detail: String,
    /// Number and unit, letter for letter.
    pub quote: String,
    /// The whole sentence.
    pub sentence: String,
    /// Where `quote` starts in the article's text, in characters.
    pub offset: usize,
    /// Rule id.
    pub rule: Cow<'static, str>,
    /// 0 to 1, two decimals.
    #[serde(serialize_with = "two_decimals")]
    pub confidence: f32,
}

impl Row {
    /// The flat form of an observation of `article` in `bulletin`.
    pub fn new(catalogue: &Catalogue, bulletin: &Bulletin, article: &Article, observation: &Observation) -> Self {
        let offset = observation.quote.char_offset(&article.text);
        Self::with_offset(catalogue, bulletin, article, observation, offset)
    }

    /// As [`Row::new`], for a caller that knows the offset: counting it for each row reads a long article again and again.
    pub fn with_offset(
        catalogue: &Catalogue,
        bulletin: &Bulletin,
        article: &Article,
        observation: &Observation,
        offset: usize,
    ) -> Self {
        let o = observation;
        let date = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
        Self {
            bulletin: bulletin.file.clone(),
            section: article.section.clone(),
            article: article.title.clone(),
            ref_area: o.ref_area.code.map(|code| code.to_string()).unwrap_or_default(),
            ref_area_name: o.ref_area.name.clone(),
            indicator: catalogue.get(o.indicator).map(|row| row.id.clone()).unwrap_or_default(),
            measure: o.measure.id(),
            status: o.status.id(),
            value: Some(o.quantity.value),
            value_high: o.quantity.value_high,
            unit: o.quantity.unit.0.to_string(),
            bound: o.quantity.bound.id(),
            period_start: date(o.period.map(|p| p.start)),
            period_end: date(o.period.and_then(|p| p.end)),
            period_kind: o.period.map(|p| p.kind).map_or("", PeriodKind::id),
            detail: o.detail.clone(),
            quote: o.quote.of(&article.text).to_owned(),
            sentence: o.sentence.of(&article.text).to_owned(),
            offset,
            rule: Cow::Borrowed(o.rule),
            confidence: o.confidence,
        }
    }

    /// The confidence as it is written: to two decimals.
    pub fn confidence_rounded(&self) -> f64 {
        rounded(self.confidence)
    }
}

/// Whole numbers without a point, nothing as an empty string.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn plain_number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match *value {
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => serializer.serialize_i64(value as i64),
        Some(value) => serializer.serialize_f64(value),
        None => serializer.serialize_str(""),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference to the field")]
fn two_decimals<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*value))
}

fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
