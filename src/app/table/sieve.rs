//! Which observations fit the filters of the table. What can be told of a whole article is told once; documents are looked
//! through on all cores.

use std::collections::HashSet;
use std::hash::Hash;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{ColumnFilter, Seen, TableColumn, Wanted};
use crate::app::documents::OpenDocument;
use crate::app::fuzzy::initials;
use crate::app::rail::shown_title;
use crate::app::state::AppState;
use crate::compare::ObservationKey;
use crate::compare::ranking::ranking;
use crate::compare::words::{Language, period};
use crate::extract::Extractor;
use crate::model::bulletin::Article;
use crate::model::indicator::IndicatorId;
use crate::model::observation::Observation;
use crate::model::period::Period;

/// The rows that fit, in the order of the bulletins.
pub(super) fn fitting<'a>(state: &'a AppState, wanted: &Wanted) -> Vec<Seen<'a>> {
    let sieve = Sieve::new(state, wanted);
    let opens: Vec<&OpenDocument> = state.documents.iter().collect();
    let found: Vec<Vec<Seen>> = opens.into_par_iter().map(|open| sieve.of_document(open)).collect();
    found.concat()
}

/// The filters, made ready.
struct Sieve<'a> {
    /// Each must stand in the title, or in the area, detail or indicator of the row.
    anywhere: Vec<Word<'a>>,
    /// What can be told of a whole article.
    of_article: Vec<(TableColumn, Vec<Word<'a>>)>,
    /// What must be told of each observation.
    of_observation: Vec<(TableColumn, Test<'a>)>,
    /// What the chart shows.
    charted: Option<HashSet<ObservationKey>>,
}

/// What one column asks of an observation.
enum Test<'a> {
    Words(Vec<Word<'a>>),
    /// The periods in which all words stand.
    Periods(HashSet<Period>),
    Other(&'a ColumnFilter),
}

/// A word that is looked for, with the names that it finds by their initials too.
struct Word<'a> {
    text: String,
    indicators: HashSet<IndicatorId>,
    areas: HashSet<&'a str>,
}

impl<'a> Sieve<'a> {
    fn new(state: &'a AppState, wanted: &'a Wanted) -> Self {
        use TableColumn::{Article, Bulletin, Date, End, Period, Section, Start};
        let mut sieve = Self {
            anywhere: words(state, &wanted.filter),
            of_article: Vec::new(),
            of_observation: Vec::new(),
            charted: wanted.question.as_ref().map(|question| {
                let answer = ranking(&state.documents.items(), question);
                let marks = answer.rows().flat_map(|row| &row.marks).chain(&answer.reference);
                marks.flat_map(|mark| mark.duplicates.iter().copied().chain([mark.key])).collect()
            }),
        };
        for (&column, filter) in &wanted.filters {
            match (column, filter) {
                (Article | Section | Bulletin | Date, ColumnFilter::Words(text)) => {
                    sieve.of_article.push((column, words(state, text)));
                }
                (Period | Start | End, ColumnFilter::Words(text)) => {
                    sieve.of_observation.push((column, Test::Periods(periods(state, column, text))));
                }
                (_, ColumnFilter::Words(text)) => {
                    sieve.of_observation.push((column, Test::Words(words(state, text))));
                }
                (_, filter) => sieve.of_observation.push((column, Test::Other(filter))),
            }
        }
        sieve
    }

    fn of_document<'d>(&self, open: &'d OpenDocument) -> Vec<Seen<'d>> {
        let mut found = Vec::new();
        for n in 0..open.n_articles() as u32 {
            let observations = open.observations(n);
            let Some(article) = open.article(n).filter(|_| !observations.is_empty()) else { continue };
            if !self.of_article.iter().all(|(column, words)| fits_article(*column, words, open, article)) {
                continue;
            }
            // What the title has need not stand in the row.
            let wanting: Vec<&Word> = self.anywhere.iter().filter(|word| !word.is_in(&article.title)).collect();
            let rows = (0..).zip(observations).map(|(place, observation)| {
                let key = ObservationKey { document: open.id.0, article: n, place };
                Seen { key, observation, article, open }
            });
            found.extend(rows.filter(|row| {
                self.charted.as_ref().is_none_or(|charted| charted.contains(&row.key))
                    && wanting.iter().all(|word| word.names(row.observation))
                    && self.of_observation.iter().all(|(column, test)| test.fits(*column, row))
            }));
        }
        found
    }
}

impl Test<'_> {
    fn fits(&self, column: TableColumn, row: &Seen) -> bool {
        let o = row.observation;
        match self {
            Self::Words(words) => words.iter().all(|word| word.fits(column, row)),
            Self::Periods(periods) => o.period.is_some_and(|period| periods.contains(&period)),
            Self::Other(ColumnFilter::Without(ticks)) => column.tick(o).is_none_or(|tick| !ticks.contains(&tick)),
            Self::Other(ColumnFilter::Between { least, most }) => column.number(o).is_some_and(|number| {
                least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
            }),
            Self::Other(ColumnFilter::Words(_)) => true,
        }
    }
}

impl Word<'_> {
    fn is_in(&self, text: &str) -> bool {
        // Lowering all of a long text is only needed where it has capitals.
        text.contains(&self.text)
            || (text.bytes().any(|byte| byte.is_ascii_uppercase()) && text.to_lowercase().contains(&self.text))
    }

    fn names(&self, o: &Observation) -> bool {
        self.is_area(o) || self.is_in(&o.detail) || self.indicators.contains(&o.indicator)
    }

    fn is_area(&self, o: &Observation) -> bool {
        self.is_in(&o.ref_area.name) || self.areas.contains(o.ref_area.name.as_str())
    }

    fn fits(&self, column: TableColumn, row: &Seen) -> bool {
        let o = row.observation;
        match column {
            TableColumn::Area => self.is_area(o),
            TableColumn::Code => o.ref_area.code.is_some_and(|code| code.to_string().starts_with(&self.text)),
            // The column shows the detail beside the name.
            TableColumn::Indicator => self.indicators.contains(&o.indicator) || self.is_in(&o.detail),
            TableColumn::Detail => self.is_in(&o.detail),
            TableColumn::Unit => self.is_in(&o.quantity.unit.0),
            TableColumn::Written => self.is_in(o.quote.of(&row.article.text)),
            TableColumn::Sentence => self.is_in(o.sentence.of(&row.article.text)),
            TableColumn::Rule => self.is_in(o.rule),
            _ => true,
        }
    }
}

fn fits_article(column: TableColumn, words: &[Word], open: &OpenDocument, article: &Article) -> bool {
    let text = match column {
        TableColumn::Section => article.section.clone(),
        TableColumn::Bulletin => open.title(),
        TableColumn::Date => open.document.bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default(),
        _ if article.title.trim().is_empty() => shown_title(article).to_owned(),
        _ => article.title.clone(),
    };
    words.iter().all(|word| word.is_in(&text))
}

/// The words of what was typed, made ready.
fn words<'a>(state: &'a AppState, typed: &str) -> Vec<Word<'a>> {
    typed.split_whitespace().map(|word| Word::new(state, word)).collect()
}

impl<'a> Word<'a> {
    fn new(state: &'a AppState, word: &str) -> Self {
        let text = word.to_lowercase();
        let rows = Extractor::in_use().catalogue().iter();
        let fitting = rows.filter(|(_, row)| {
            row.name_zh.contains(&text) || row.name_en.to_lowercase().contains(&text) || row.pinyin.starts_with(&text)
        });
        let indicators = fitting.map(|(id, _)| id).collect();
        let areas = if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let names = distinct(state, |o| Some(o.ref_area.name.as_str()));
            names.into_iter().filter(|name| initials(name).contains(&text)).collect()
        } else {
            HashSet::new()
        };
        Self { text, indicators, areas }
    }
}

/// The periods in whose words, in either language or as dates, all words of what was typed stand.
fn periods(state: &AppState, column: TableColumn, typed: &str) -> HashSet<Period> {
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let said = |told: Period| match column {
        TableColumn::Start => day(Some(told.start)),
        TableColumn::End => day(told.end),
        _ => {
            let [zh, en] = [Language::Zh, Language::En].map(|language| period::period(Some(told), language));
            format!("{zh} {} {} {}", en.to_lowercase(), day(Some(told.start)), day(told.end))
        }
    };
    let mut periods = distinct(state, |o| o.period);
    periods.retain(|&told| {
        let said = said(told);
        wanted.iter().all(|word| said.contains(word))
    });
    periods
}

/// What differs among all observations: far fewer areas and periods than figures.
fn distinct<'a, T: Eq + Hash>(state: &'a AppState, of: impl Fn(&'a Observation) -> Option<T>) -> HashSet<T> {
    state.documents.each_item().filter_map(|item| of(item.observation)).collect()
}
