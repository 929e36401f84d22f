//! Documents → one report for chosen areas and indicators: for each comparison what is compared, what must be said of it, a
//! picture, a table, and below it every figure's sentence with its source. Said as a web page ([`html`]) or in Markdown.
//!
//! Deliberately computes no figure and opens no file: [`crate::compare`] answers, as it does for the screen, and what
//! is left out is counted. A report has no clock: the same documents and wishes give the same bytes.
//!
//! Start with [`report`]; [`ask`] turns wishes into questions, [`section`] an answer into a section, [`cite`] a figure into
//! its footnote.

pub mod content;
pub mod html;
pub mod markdown;
pub mod words;

mod ask;
mod bars;
mod cite;
mod escape;
mod head;
mod picture;
mod section;

use jiff::civil::Date;

use crate::compare::question::Question;
use crate::compare::ranking::Ranking;
use crate::compare::words::Speech;
use crate::model::area::{AreaLevel, RefArea};
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::Measure;
use crate::model::period::Period;
use crate::pipeline::Document;

use self::ask::{Asked, Material};
use self::cite::Sources;
use self::content::{Apart, Report};

/// So many figures of a group are listed, unless the wishes say otherwise: a report is read and printed.
const MOST_FIGURES: usize = 100;

/// What a report is wanted to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Wishes {
    /// The title; empty for a plain one.
    pub title: String,
    /// The day that the report is made on, which only the caller knows.
    pub date: Option<Date>,
    /// Language and style of numbers.
    pub speech: Speech,
    /// The indicators, in this order; empty for all that can be compared, in the catalogue's order.
    pub indicators: Vec<IndicatorId>,
    /// The forms of figures; empty for all.
    pub measures: Vec<Measure>,
    /// The areas, each alone; empty for all. The country stands beside them as a reference.
    pub areas: Vec<RefArea>,
    /// The areas whose inside is wanted: they and all that lies in them. Empty for no such wish.
    pub within: Vec<RefArea>,
    /// The levels of area; empty for all.
    pub levels: Vec<AreaLevel>,
    /// The time.
    pub times: Times,
    /// Figures that the extractor is less sure of are left out and counted.
    pub min_confidence: f32,
    /// How many figures of a group are listed; the others are counted. Figures in conflict are always listed.
    pub most_figures: usize,
}

/// The time that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Times {
    /// Every period.
    #[default]
    Any,
    /// Exactly this period, and the targets that enclose it.
    Exactly(Period),
    /// Periods that lie within these days, and the targets and rules that reach into them.
    Within {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            title: String::new(),
            date: None,
            speech: Speech::default(),
            indicators: Vec::new(),
            measures: Vec::new(),
            areas: Vec::new(),
            within: Vec::new(),
            levels: Vec::new(),
            times: Times::default(),
            min_confidence: 0.0,
            most_figures: MOST_FIGURES,
        }
    }
}

/// What a report is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// A web page, for browsers and printers.
    #[default]
    Html,
    /// Markdown, for notes and forges.
    Markdown,
}

impl Page {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Html, Self::Markdown];

    /// How its files' names end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// The kind whose files end so.
    pub fn parse(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// Whether it shows charts that were drawn for it.
    pub fn is_drawn(self) -> bool {
        self == Self::Html
    }

    /// The report in it.
    pub fn write(self, report: &Report) -> String {
        match self {
            Self::Html => html::html(report),
            Self::Markdown => markdown::markdown(report, markdown::Pictures::Letters),
        }
    }
}

/// Draws the answer to a question as SVG; `None` where there is nobody to draw, and the report's own bars stand in.
///
/// The answer is the one that the table below lists, so that picture and table cannot differ. Its keys count the documents as
/// they were given to [`report`].
pub type Draw<'a> = dyn FnMut(&Question, &Ranking) -> Option<String> + 'a;

/// Makes a report of these documents, whose observations are of this catalogue.
pub fn report(documents: &[&Document], catalogue: &Catalogue, wishes: &Wishes, draw: &mut Draw) -> Report {
    let material = Material::of(documents, wishes);
    let mut sources = Sources::of(documents, wishes.speech.language);
    let mut sections = Vec::new();
    let mut apart = Vec::new();
    for asked in chosen(ask::asked(&material, catalogue, wishes), wishes) {
        match asked {
            Chosen::Section(asked) => {
                sections.push(section::section(&asked, &mut sources, catalogue, wishes, draw));
            }
            Chosen::Apart(asked) => apart.push(Apart {
                title: words::title(catalogue, &asked.question, wishes.speech.language),
                area: asked.answer.rows().map(|row| row.short_name.clone()).next(),
            }),
        }
    }
    head::with_head(documents, catalogue, wishes, sources, sections, apart)
}

/// Where a question ends up.
enum Chosen {
    /// As a section.
    Section(Asked),
    /// In the list of what is told of one area only.
    Apart(Asked),
}

/// What was asked for by name is told in any case; else only what compares two areas or more, if anything does.
fn chosen(asked: Vec<Asked>, wishes: &Wishes) -> impl Iterator<Item = Chosen> + use<> {
    let compares = |asked: &Asked| asked.n_areas() > 1;
    let takes_all = !wishes.indicators.is_empty() || !asked.iter().any(compares);
    asked
        .into_iter()
        .map(move |asked| if takes_all || compares(&asked) { Chosen::Section(asked) } else { Chosen::Apart(asked) })
}
