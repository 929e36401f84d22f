//! What was selected, told so that it is found again although the file may have changed in the meantime.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::app::documents::{ArticleKey, Documents, OpenDocument, Source};
use crate::app::state::{AppState, Selection};
use crate::compare::ObservationKey;
use crate::extract::Extractor;

/// An article of a file, and perhaps a figure of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredPlace {
    /// The file; none for a built-in sample.
    pub file: Option<PathBuf>,
    /// The sample's name; none for a file.
    pub sample: Option<String>,
    /// Which article of the file it was.
    pub article: u32,
    /// The article's words, as a fingerprint.
    pub fingerprint: u64,
    /// The article's title.
    pub title: String,
    /// The figure, if one was selected.
    pub figure: Option<StoredFigure>,
}

/// A figure of an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredFigure {
    /// Number and unit as written.
    pub quote: String,
    /// Where they stood in the text, in bytes.
    pub start: usize,
    /// The indicator, by its id.
    pub indicator: String,
}

impl StoredPlace {
    /// What is selected now.
    pub fn of(state: &AppState) -> Option<Self> {
        let selection = state.session.selection;
        let key = selection.article?;
        let open = state.documents.get(key.document)?;
        let article = open.article(key.article)?;
        let (file, sample) = match &open.source {
            Source::File(path) => (path.to_str().is_some().then(|| path.clone()), None),
            Source::Sample(name) => (None, Some(name.clone())),
        };
        let figure = selection.observation.and_then(|key| state.documents.observation(key)).map(|o| StoredFigure {
            quote: o.quote.of(&article.text).to_owned(),
            start: o.quote.start(),
            indicator: indicator_id(o.indicator),
        });
        Some(Self {
            file,
            sample,
            article: key.article,
            fingerprint: state.documents.facts(key).map_or(0, |facts| facts.fingerprint),
            title: article.title.clone(),
            figure,
        })
    }

    /// The selection that comes closest to it, once its file is there.
    pub fn find(&self, documents: &Documents) -> Option<Selection> {
        let is_it = |open: &&OpenDocument| match &open.source {
            Source::File(path) => self.file.as_ref() == Some(path),
            Source::Sample(name) => self.sample.as_ref() == Some(name),
        };
        let open = documents.iter().filter(|open| !open.is_missing).find(is_it)?;
        let article = self.article_of(open)?;
        let observation = self.figure.as_ref().and_then(|figure| figure.find(open, article));
        let key = |place| ObservationKey { document: open.id.0, article, place };
        let area = observation.and_then(|place| open.observations(article).get(place as usize)?.ref_area.code);
        let article = Some(ArticleKey { document: open.id, article });
        Some(Selection { article, observation: observation.map(key), area })
    }

    /// The article with the same words, else with the same title, else in the same place.
    fn article_of(&self, open: &OpenDocument) -> Option<u32> {
        let is_same = |n: u32| open.articles.get(n as usize).is_some_and(|facts| facts.fingerprint == self.fingerprint);
        let has_title = |n: &u32| !self.title.is_empty() && open.article(*n).is_some_and(|a| a.title == self.title);
        let all = || 0..open.n_articles() as u32;
        if is_same(self.article) {
            return Some(self.article);
        }
        all().find(|n| is_same(*n)).or_else(|| all().find(has_title)).or_else(|| all().find(|n| *n == self.article))
    }
}

impl StoredFigure {
    /// The figure of the same indicator and words that stands nearest to where it stood.
    fn find(&self, open: &OpenDocument, article: u32) -> Option<u32> {
        let text = &open.article(article)?.text;
        let all = (0..).zip(open.observations(article));
        let same = all.filter(|(_, o)| o.quote.of(text) == self.quote && indicator_id(o.indicator) == self.indicator);
        same.min_by_key(|(_, o)| o.quote.start().abs_diff(self.start)).map(|(place, _)| place)
    }
}

fn indicator_id(id: crate::model::indicator::IndicatorId) -> String {
    Extractor::in_use().catalogue().get(id).map(|row| row.id.clone()).unwrap_or_default()
}
