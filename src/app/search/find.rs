//! Going through the documents: figures first, then sentences. Linear in the text, on all cores, in the order of the documents.

use std::ops::Range;

use rayon::prelude::*;

use super::Only;
use super::query::{Query, Term};
use crate::app::documents::{ArticleKey, Snapshot};
use crate::app::prepared::ArticleFacts;
use crate::app::reading::cite::sentence_around;
use crate::compare::ObservationKey;
use crate::model::bulletin::Article;
use crate::model::observation::Observation;
use crate::model::span::Span;

/// One thing found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// A figure whose area, indicator or number was asked for.
    Figure(ObservationKey),
    /// A sentence with the words.
    Place(ArticleKey, Span),
}

/// Everything found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What was asked.
    pub query: Query,
    /// Figures, in the order of the documents.
    pub figures: Vec<ObservationKey>,
    /// Sentences, in the order of the documents; a sentence of a figure above is not listed again.
    pub places: Vec<(ArticleKey, Span)>,
}

impl Found {
    /// How many hits there are of this kind.
    pub fn count(&self, only: Only) -> usize {
        match only {
            Only::All => self.figures.len() + self.places.len(),
            Only::Figures => self.figures.len(),
            Only::Text => self.places.len(),
        }
    }

    /// The hit in this place.
    pub fn hit(&self, place: usize, only: Only) -> Option<Hit> {
        let text = |place: usize| self.places.get(place).map(|&(article, span)| Hit::Place(article, span));
        match only {
            Only::Text => text(place),
            Only::Figures | Only::All => match self.figures.get(place) {
                Some(&key) => Some(Hit::Figure(key)),
                None if only == Only::All => text(place - self.figures.len()),
                None => None,
            },
        }
    }
}

/// So many articles are looked through before it is asked whether anybody still wants to know.
const ARTICLES_AT_ONCE: usize = 64;

/// Looks for everything that fits; `None` as soon as nobody wants to know any more.
pub fn find(snapshot: &Snapshot, query: Query, is_stale: &(dyn Fn() -> bool + Sync)) -> Option<Found> {
    if query.is_empty() {
        return Some(Found { query, ..Found::default() });
    }
    let stretches: Vec<(usize, Range<usize>)> = (0..)
        .zip(&snapshot.documents)
        .flat_map(|(n, (_, _, articles))| {
            let starts = (0..articles.len()).step_by(ARTICLES_AT_ONCE);
            starts.map(move |start| (n, start..(start + ARTICLES_AT_ONCE).min(articles.len())))
        })
        .collect();
    let found: Option<Vec<Found>> = stretches
        .into_par_iter()
        .map(|(n, stretch)| {
            let (id, document, articles) = snapshot.documents.get(n)?;
            let mut found = Found::default();
            for place in stretch {
                let facts = articles.get(place)?;
                let section = document.bulletin.sections.get(facts.section as usize)?;
                let article = section.articles.get(facts.place as usize)?;
                let observations = document.observations.get(place).map_or(&[][..], Vec::as_slice);
                let key = ArticleKey { document: *id, article: place as u32 };
                find_in_article(&query, key, article, facts, observations, &mut found);
            }
            (!is_stale()).then_some(found)
        })
        .collect();
    let mut all = Found::default();
    for part in found? {
        all.figures.extend(part.figures);
        all.places.extend(part.places);
    }
    Some(Found { query, ..all })
}

fn find_in_article(
    query: &Query,
    key: ArticleKey,
    article: &Article,
    facts: &ArticleFacts,
    observations: &[Observation],
    found: &mut Found,
) {
    let names = |term: &Term, o: &Observation| term.names_indicator(o.indicator) || term.names_area(&o.ref_area);
    // Most articles have one of the words neither in their text nor in the name of a figure.
    let is_possible = query
        .terms
        .iter()
        .all(|term| term.is_in(&facts.folded.text) || observations.iter().any(|observation| names(term, observation)));
    if !is_possible {
        return;
    }
    let written: Vec<Vec<Range<usize>>> = query
        .terms
        .iter()
        .map(|term| term.places(&facts.folded.text).map(|place| facts.folded.source(place)).collect())
        .collect();
    let title = article.title_span().map_or(0..0, Span::range);
    let mut told: Vec<Span> = Vec::new();
    for (place, o) in (0..).zip(observations) {
        let mut is_meant = false;
        let fits = query.terms.iter().zip(&written).all(|(term, written)| {
            let is_named = names(term, o) || has_within(written, &o.quote.range());
            is_meant |= is_named;
            let is_beside = || has_within(written, &o.sentence.range()) || has_within(written, &title);
            is_named || !term.is_a_name() && is_beside()
        });
        if fits && is_meant {
            found.figures.push(ObservationKey { document: key.document.0, article: key.article, place });
            told.push(o.sentence);
        }
    }
    let n_before = found.places.len();
    // The rarest term leads to the sentences; the others must stand there too.
    let Some(rarest) = written.iter().min_by_key(|places| places.len()) else { return };
    let mut end = 0;
    for at in rarest {
        if at.start < end {
            continue;
        }
        let sentence = sentence_around(&article.text, at);
        end = sentence.end;
        if written.iter().all(|places| has_within(places, &sentence))
            && let Some(span) = Span::new(&article.text, sentence)
            && !told.iter().any(|told| told.overlaps(span))
        {
            found.places.push((key, span));
        }
    }
    // All words are there, but in no sentence together: the article is a hit, shown by its rarest word.
    if found.places.len() == n_before
        && told.is_empty()
        && written.iter().all(|places| !places.is_empty())
        && let Some(at) = rarest.first()
    {
        found.places.extend(Span::new(&article.text, sentence_around(&article.text, at)).map(|span| (key, span)));
    }
}

/// Whether one of these places, which are in order, shares a byte with the range.
fn has_within(places: &[Range<usize>], range: &Range<usize>) -> bool {
    let first = places.partition_point(|place| place.end <= range.start);
    places.get(first).is_some_and(|place| place.start < range.end)
}
