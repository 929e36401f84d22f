//! Article → observations. Total (never fails), pure (no clock, no files), linear in the text.
//!
//! The stages, each in a file of its own: fold (see through typesetting) → scan (figures, periods, areas, words) → attach (which
//! indicator, form, area and period belong to a figure: `measure`, `choose`, `attach`, `table`) → merge (one fact, one observation).

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod additions;
mod area;
mod attach;
mod bound;
mod chars;
mod choose;
mod cues;
mod detail;
pub mod explain;
mod figure;
pub mod fold;
mod lexicon;
mod measure;
mod merge;
mod mood;
mod number;
mod numeral;
mod period;
mod policy;
#[cfg(test)]
mod recognizers;
mod resolve;
mod scan;
mod standing;
mod sure;
mod table;
mod tables;
pub mod trace;
mod weights;

use jiff::civil::Date;

use self::additions::Additions;
use self::attach::Attacher;
use self::explain::Explanation;
use self::lexicon::Lexicon;
use self::scan::Scan;
use self::trace::Trace;
use self::weights::Learned;
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;
use crate::model::bulletin::{Article, Bulletin};
use crate::model::indicator::Catalogue;
use crate::model::mention::{Mention, MentionKind};
use crate::model::observation::Observation;
use crate::model::quantity::{Quantity, Unit};
use crate::model::span::Span;

/// The engine with its tables, ready to run. Cheap to share between threads.
#[derive(Debug)]
pub struct Extractor {
    catalogue: Catalogue,
    gazetteer: &'static Gazetteer,
    lexicon: Lexicon,
    weights: Learned,
}

/// Settled at the start of the program and never changed: command line and window ask for the same engine in many places.
static IN_USE: std::sync::OnceLock<Extractor> = std::sync::OnceLock::new();

/// The year whose divisions are used where a bulletin has no date: the last of the table.
const YEAR_UNKNOWN: i16 = 2024;

/// What was learned from annotated bulletins.
const WEIGHTS: &str = include_str!("../../assets/weights.tsv");

impl Extractor {
    /// The engine with the built-in tables.
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Extractor> =
            std::sync::LazyLock::new(|| Extractor::with(&Additions::default()));
        &BUILTIN
    }

    /// The engine with the built-in tables and what a user adds to them.
    pub fn with(additions: &Additions) -> Self {
        let catalogue = Catalogue::builtin().extended(additions.indicators.iter().cloned());
        let lexicon = Lexicon::new(&catalogue, &additions.phrases);
        Self { catalogue, gazetteer: Gazetteer::builtin(), lexicon, weights: Learned::parse(WEIGHTS) }
    }

    /// The engine with weights of one's own, as a training run needs it.
    pub fn with_weights(table: &str) -> Self {
        Self { weights: Learned::parse(table), ..Self::with(&Additions::default()) }
    }

    /// The engine that this program runs with: the built-in one, unless another was put in use.
    pub fn in_use() -> &'static Self {
        IN_USE.get().unwrap_or_else(|| Self::builtin())
    }

    /// Makes this the engine that the program runs with. Once, before anything is read: catalogue and observations must agree for
    /// as long as the program runs, so a second call changes nothing and says so.
    pub fn put_in_use(self) -> bool {
        IN_USE.set(self).is_ok()
    }

    /// What the engine weighs in one article.
    pub fn weigh(&self, article: &Article, issued: Option<Date>) -> Trace {
        let year = issued.map_or(YEAR_UNKNOWN, Date::year);
        let scan = Scan::new(&self.lexicon, self.gazetteer, article, year);
        Attacher::new(self, article, &scan, issued, None, year).run_training()
    }

    /// The indicators that observations refer to.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The observations of one article, in document order. `issued` resolves 今年, 上月, 目前.
    pub fn extract(&self, article: &Article, issued: Option<Date>) -> Vec<Observation> {
        self.extract_of(article, issued, None)
    }

    /// As [`Self::extract`], for an article of a bulletin that is some area's own (临漳县就业简报).
    fn extract_of(&self, article: &Article, issued: Option<Date>, issuer: Option<AreaCode>) -> Vec<Observation> {
        let year = issued.map_or(YEAR_UNKNOWN, Date::year);
        let Some(scan) = Scan::for_figures(&self.lexicon, self.gazetteer, article, year) else { return Vec::new() };
        in_order(article, Attacher::new(self, article, &scan, issued, issuer, year).run())
    }

    /// Why each number of the article became what [`Extractor::extract`] makes of it, or nothing, in document order.
    pub fn explain(&self, article: &Article, issued: Option<Date>) -> Vec<Explanation> {
        self.explain_of(article, issued, None)
    }

    fn explain_of(&self, article: &Article, issued: Option<Date>, issuer: Option<AreaCode>) -> Vec<Explanation> {
        let year = issued.map_or(YEAR_UNKNOWN, Date::year);
        let scan = Scan::new(&self.lexicon, self.gazetteer, article, year);
        let (found, decisions) = Attacher::new(self, article, &scan, issued, issuer, year).run_traced();
        explain::explanations(article, &scan, decisions, &in_order(article, found))
    }

    /// Everything recognised in one article, in document order: numbers, quantities, periods, areas, indicator phrases.
    pub fn mentions(&self, article: &Article, issued: Option<Date>) -> Vec<Mention> {
        let year = issued.map_or(YEAR_UNKNOWN, Date::year);
        let scan = Scan::new(&self.lexicon, self.gazetteer, article, year);
        let text = scan.folded.text.as_str();
        let span = |range: std::ops::Range<usize>| Span::new(&article.text, scan.folded.source(range));
        let mut mentions = Vec::new();
        for figure in &scan.figures {
            // 一步, 一批: words more than quantities.
            if figure.is_small_hanzi && figure.unit().is_none() {
                continue;
            }
            let kind = match figure.unit() {
                Some(unit) => MentionKind::Quantity(Quantity {
                    value: figure.value,
                    value_high: figure.value_high,
                    unit: unit.clone(),
                    bound: figure.bound,
                }),
                None => match figure.foreign_unit(text) {
                    Some(unit) => MentionKind::Quantity(Quantity {
                        value: figure.value,
                        value_high: figure.value_high,
                        unit: Unit(unit.to_owned().into()),
                        bound: figure.bound,
                    }),
                    None => MentionKind::Number { value: figure.value },
                },
            };
            mentions.extend(span(figure.range.clone()).map(|span| Mention { span, kind }));
        }
        // 近日 tells no period.
        for word in scan.periods.iter().filter(|word| word.expression != period::Expression::Undated) {
            let context = resolve::Context { issued, is_stock: true, ..resolve::Context::default() };
            let kind = MentionKind::Period(word.resolve(&context));
            mentions.extend(span(word.range.clone()).map(|span| Mention { span, kind }));
        }
        let is_named =
            |area: &&area::AreaMention| area.meaning != area::Meaning::Back && area.role != area::AreaRole::Member;
        for area in scan.areas.iter().filter(is_named) {
            let code = match area.meaning {
                area::Meaning::Area(code) => Some(code),
                _ => None,
            };
            let name = code.map_or_else(
                || text.get(area.range.clone()).unwrap_or_default().to_owned(),
                |code| self.gazetteer.full_name(code, year),
            );
            let kind = MentionKind::Area { code, name };
            mentions.extend(span(area.range.clone()).map(|span| Mention { span, kind }));
        }
        for block in &article.blocks {
            for sentence in scan.sentences(scan.block(block)) {
                for phrase in attach::phrases(self, &scan, &sentence) {
                    let Some(indicator) = phrase.indicator else { continue };
                    let kind = MentionKind::Indicator(indicator);
                    mentions.extend(span(phrase.range).map(|span| Mention { span, kind }));
                }
            }
        }
        mentions.sort_by_key(|mention| mention.span);
        // Two phrases of one indicator may cover the same words.
        let mut each_once: Vec<Mention> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            let mut here = each_once.iter().rev().take_while(|known| known.span == mention.span);
            if !here.any(|known| *known == mention) {
                each_once.push(mention);
            }
        }
        each_once
    }

    /// The observations of a whole bulletin, one list per article in the order of [`Bulletin::articles`].
    pub fn extract_all(&self, bulletin: &Bulletin) -> Vec<Vec<Observation>> {
        self.extract_some(bulletin, bulletin.articles())
    }

    /// As [`Self::extract_all`], of some of its articles.
    pub fn extract_some<'a>(
        &self,
        bulletin: &Bulletin,
        articles: impl Iterator<Item = &'a Article>,
    ) -> Vec<Vec<Observation>> {
        let (issued, issuer) = (bulletin.date.map(|issue| issue.date), self.issuer(bulletin));
        articles.map(|article| self.extract_of(article, issued, issuer)).collect()
    }

    /// Why each number of a whole bulletin became what [`Extractor::extract_all`] makes of it, or nothing, one list per article.
    pub fn explain_all(&self, bulletin: &Bulletin) -> Vec<Vec<Explanation>> {
        let (issued, issuer) = (bulletin.date.map(|issue| issue.date), self.issuer(bulletin));
        bulletin.articles().map(|article| self.explain_of(article, issued, issuer)).collect()
    }

    /// The area whose own bulletin it is, by its title.
    fn issuer(&self, bulletin: &Bulletin) -> Option<AreaCode> {
        let year = bulletin.date.map_or(YEAR_UNKNOWN, |issue| issue.date.year());
        let areas = area::find(self.gazetteer, &bulletin.title, bulletin.title.len(), year);
        areas.into_iter().find_map(|mention| match mention.meaning {
            area::Meaning::Area(code) if code != AreaCode::CHINA => Some(code),
            _ => None,
        })
    }
}

/// The last touch: a headline's rounded figure gives way to the exact one, and all stand in the order of the document.
fn in_order(article: &Article, mut found: Vec<Observation>) -> Vec<Observation> {
    merge::drop_rounded_titles(&mut found, article.title_span().map_or(0, Span::end));
    found.sort_by_key(|observation| observation.quote);
    found
}
