//! Reading one article: looking for words in it, the outline of its bulletin, copying from it.

pub mod cite;
pub mod find;
pub mod outline;

use self::find::Finding;
use self::outline::Outline;
use super::command::{Command, Effect};
use super::documents::ArticleKey;
use super::state::{AppState, Notice};
use super::update;
use crate::model::span::Span;

/// What passes in the reader.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The words that are looked for in the article.
    pub find: Finding,
    /// The outline of the bulletin, while it is open.
    pub outline: Option<Outline>,
}

/// What a user can change about reading.
#[derive(Debug, Clone)]
pub enum Change {
    /// Open the bar that finds words in the article, or close it.
    ShowFind(bool),
    /// Look for this in the article.
    Type(String),
    /// Go so many matches on, or back; behind the last comes the first.
    Step(i64),
    /// Open the outline of the bulletin, or close it.
    ShowOutline(bool),
    /// Go so many rows of the outline on, or back.
    StepOutline(i64),
    /// Read the article in this row of the outline.
    OpenRow(usize),
    /// Copy these words of an article with their source.
    CopyCited(ArticleKey, Span),
    /// Copy the paragraph that the selected figure stands in.
    CopyParagraph,
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) {
    match change {
        Change::ShowFind(is_shown) => show_find(state, is_shown),
        Change::Type(typed) => {
            state.transient.reading.find.typed = typed;
            look_anew(state);
            state.transient.reading.find.reveal = true;
        }
        Change::Step(_) if !state.transient.reading.find.is_shown => show_find(state, true),
        Change::Step(step) => {
            state.transient.reading.outline = None;
            state.transient.reading.find.step(step);
        }
        Change::ShowOutline(true) => {
            state.session.shows_reader = state.session.selection.article.is_some();
            let open = state.session.selection.article.and_then(|key| Some((key, state.documents.get(key.document)?)));
            state.transient.reading.outline = open.map(|(key, open)| Outline::new(open, key.article));
        }
        Change::ShowOutline(false) => state.transient.reading.outline = None,
        Change::StepOutline(step) => {
            if let Some(outline) = &mut state.transient.reading.outline {
                outline.step(step);
            }
        }
        Change::OpenRow(row) => {
            let key = state.transient.reading.outline.take().and_then(|outline| outline.article(row));
            if let Some(key) = key {
                update::update(state, Command::SelectArticle(key));
            }
        }
        Change::CopyCited(key, span) => {
            let cited = state.documents.get(key.document).and_then(|open| cite::cited(open, key.article, Some(span)));
            copy(state, cited);
        }
        Change::CopyParagraph => copy(state, cite::paragraph_of_selected(state)),
    }
}

/// Keeps what is found with the article that is read: called after every command.
pub fn follow(state: &mut AppState) {
    let article = state.session.selection.article;
    if state.transient.reading.find.article != article {
        state.transient.reading.outline = None;
        look_anew(state);
    }
}

fn show_find(state: &mut AppState, is_shown: bool) {
    let find = &mut state.transient.reading.find;
    find.is_shown = is_shown && state.session.selection.article.is_some();
    find.wants_focus = find.is_shown;
    if find.is_shown {
        state.transient.reading.outline = None;
        state.session.shows_reader = true;
        look_anew(state);
        state.transient.reading.find.reveal = true;
    }
}

/// The first match behind the selected figure, if there is one, is the one at hand.
fn look_anew(state: &mut AppState) {
    let key = state.session.selection.article;
    let find = &state.transient.reading.find;
    let there = key.filter(|_| find.is_shown).and_then(|key| {
        let (article, facts) = (state.documents.article(key)?, state.documents.facts(key)?);
        Some(find::matches(article, &facts.folded, &find.typed))
    });
    let selected = state.session.selection.observation.and_then(|key| state.documents.observation(key));
    let from = selected.map_or(0, |observation| observation.sentence.start());
    let find = &mut state.transient.reading.find;
    find.article = key;
    find.found = there.unwrap_or_default();
    let next = find.found.partition_point(|span| span.end() <= from);
    find.at = if next < find.found.len() { next } else { 0 };
}

fn copy(state: &mut AppState, text: Option<String>) {
    if let Some(text) = text {
        state.notify(Notice::Copied);
        state.transient.effects.push(Effect::Copy(text));
    }
}
