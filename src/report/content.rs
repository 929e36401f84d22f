//! What a report holds, said in words already but in no format yet.

use crate::compare::derived::Basis;
use crate::compare::ranking::Mark;
use crate::compare::words::Speech;
use crate::model::area::AreaLevel;
use crate::model::quantity::Unit;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Language and style of numbers.
    pub speech: Speech,
    /// The title.
    pub title: String,
    /// What stands under the title: dates, counts, what was chosen.
    pub facts: Vec<Fact>,
    /// The comparisons.
    pub sections: Vec<Section>,
    /// What was found in one area only and is therefore not compared.
    pub apart: Vec<Apart>,
    /// The bulletins, in the order given.
    pub sources: Vec<Source>,
    /// What was odd while reading, a sentence each.
    pub problems: Vec<String>,
    /// How many more problems there were.
    pub n_problems_left_out: usize,
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: &'static str,
    /// What it stands for.
    pub text: String,
}

/// An indicator in one form that is told of one area only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The indicator, with the form where it is not the plain one.
    pub title: String,
    /// The area; `None` where figures are told of no area that could be ranked.
    pub area: Option<String>,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// A name for links, unique in the report: letters, digits, `-` and `_`.
    pub anchor: String,
    /// The indicator, with the form where it is not the plain one.
    pub title: String,
    /// What is compared: form, unit, standing, how much.
    pub facts: Vec<Fact>,
    /// What must be said beside the figures.
    pub remarks: Vec<Remark>,
    /// A picture of the whole as SVG that may stand inside a page; where there is none, bars are drawn from the tables.
    pub picture: Option<String>,
    /// The figures, a table for each group that shares an axis.
    pub tables: Vec<Table>,
    /// The areas that say something, but not this.
    pub missing: Missing,
    /// How many areas have figures here, the country aside.
    pub n_areas: usize,
    /// How many figures stand in the tables.
    pub n_figures: usize,
    /// Every figure's sentence, in the order of the tables.
    pub footnotes: Vec<Footnote>,
}

/// Something that must be said beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// A sentence without a full stop.
    pub text: String,
    /// Whether it is about figures that are shown, and not only about what was left out.
    pub is_warning: bool,
    /// The footnotes of the figures that it is about.
    pub footnotes: Vec<usize>,
}

/// Areas that say nothing of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// Their names, those that were chosen by name first.
    pub names: Vec<String>,
    /// How many more there are.
    pub n_more: usize,
}

/// Figures that share an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The level of its areas, where levels had to be parted.
    pub level: Option<AreaLevel>,
    /// The unit of all figures.
    pub unit: Unit,
    /// Whether figures are as told or by the month.
    pub basis: Basis,
    /// The smallest value drawn, never above 0.
    pub min: f64,
    /// The largest value drawn, never below 0.
    pub max: f64,
    /// The country's figure to compare with.
    pub reference: Option<Row>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many figures there was no room for.
    pub n_figures_left_out: usize,
    /// How many areas have no row for want of room.
    pub n_rows_left_out: usize,
}

/// One series of one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The area's own name; the full one where two would read the same.
    pub area: String,
    /// From the province down.
    pub full_name: String,
    /// Which of parallel series; empty for the plain figure.
    pub detail: String,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is, for drawing.
    pub mark: Mark,
    /// As people write it.
    pub value: String,
    /// When, in full.
    pub period: String,
    /// When, without the year that all figures of the section share.
    pub short_period: String,
    /// In what standing.
    pub standing: &'static str,
    /// How the text hedges it; empty where it does not.
    pub bound: &'static str,
    /// How far the target is met.
    pub completion: Option<Completed>,
    /// What a reader must know of this figure: another period, a contradiction, a doubt.
    pub remarks: Vec<String>,
    /// The number of its footnote.
    pub footnote: usize,
}

/// How far a target is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// In words; a computed one says so.
    pub text: String,
    /// The footnote of the sentence that tells it.
    pub footnote: Option<usize>,
}

/// A figure's sentence and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// Counted through the whole report, from 1.
    pub number: usize,
    /// The sentence before the figure.
    pub before: String,
    /// The figure, letter for letter.
    pub quote: String,
    /// The sentence behind it.
    pub after: String,
    /// Where it is written.
    pub place: Place,
    /// Where the same is said again.
    pub also: Vec<Place>,
    /// How many more places say the same.
    pub n_also_left_out: usize,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The article's title, or how it begins.
    pub article: String,
    /// The number of its [`Source`].
    pub source: usize,
}

/// A bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From 1.
    pub number: usize,
    /// Its file: the name alone where no other file has it.
    pub file: String,
    /// Its own title; empty if it has none.
    pub title: String,
    /// Its day in words; empty where it is not known.
    pub date: String,
    /// How many articles it has.
    pub n_articles: usize,
    /// How many figures were found in it.
    pub n_figures: usize,
    /// How many figures of this report lead to it.
    pub n_cited: usize,
}

impl Report {
    /// The bulletin of a place.
    pub fn source(&self, place: &Place) -> Option<&Source> {
        place.source.checked_sub(1).and_then(|n| self.sources.get(n))
    }

    /// How many figures stand in the tables.
    pub fn n_figures(&self) -> usize {
        self.sections.iter().map(|section| section.n_figures).sum()
    }
}

impl Table {
    /// All rows, the country's first.
    pub fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.reference.iter().chain(&self.rows)
    }

    /// All figures, in the order of the rows.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.all_rows().flat_map(|row| &row.figures)
    }

    /// Whether any row is of a parallel series.
    pub fn has_details(&self) -> bool {
        self.all_rows().any(|row| !row.detail.is_empty())
    }

    /// Whether any figure is hedged.
    pub fn has_bounds(&self) -> bool {
        self.figures().any(|figure| !figure.bound.is_empty())
    }

    /// Whether it is known of any figure how far its target is met.
    pub fn has_completions(&self) -> bool {
        self.figures().any(|figure| figure.completion.is_some())
    }

    /// Whether anything is to be said of any figure.
    pub fn has_remarks(&self) -> bool {
        self.figures().any(|figure| !figure.remarks.is_empty())
    }
}
