//! Where what is shown comes from: its bulletins and their dates.

use std::collections::BTreeSet;

use crate::app::derive::Derived;
use crate::app::documents::DocumentId;
use crate::app::shown::shown;
use crate::app::state::AppState;
use crate::ui::cx::Cx;
use crate::ui::theme::LIGHT;

/// So many bulletins are named.
const NAMED: usize = 4;

/// The date of the newest bulletin that the view in front draws from.
pub(super) fn newest(state: &AppState, derived: &Derived) -> Option<jiff::civil::Date> {
    let cx = Cx::of_picture(state, derived, &LIGHT);
    let documents = Sources::of(&cx).0.into_iter().filter_map(|id| state.documents.get(id));
    documents.filter_map(|open| open.document.bulletin.date).map(|issue| issue.date).max()
}

/// The bulletins that a view draws from.
pub(super) struct Sources(BTreeSet<DocumentId>);

impl Sources {
    /// Those of the view in front.
    pub(super) fn of(cx: &Cx) -> Self {
        let keys = shown(cx.state, cx.derived);
        Self(keys.into_iter().map(|key| DocumentId(key.document)).collect())
    }

    /// In words: titles with dates, the newest first, then the newest date.
    pub(super) fn words(&self, cx: &Cx) -> String {
        let mut dated: Vec<(Option<jiff::civil::Date>, String)> = self
            .0
            .iter()
            .filter_map(|id| cx.state.documents.get(*id))
            .map(|open| (open.document.bulletin.date.map(|issue| issue.date), open.title()))
            .collect();
        dated.sort_by(|(a, title_a), (b, title_b)| b.cmp(a).then_with(|| title_a.cmp(title_b)));
        dated.dedup();
        let newest = dated.first().and_then(|(date, _)| *date);
        let named = dated.iter().take(NAMED).map(|(date, title)| match date {
            Some(date) => cx.words.fill("picture.dated", &[("title", title), ("date", &date.to_string())]),
            None => cx.words.fill("picture.undated", &[("title", title)]),
        });
        let named = named.collect::<Vec<_>>().join(cx.say("list.separator"));
        let titles = if dated.len() > NAMED {
            cx.words.fill("picture.and_more", &[("titles", &named), ("n", &(dated.len() - NAMED).to_string())])
        } else {
            named
        };
        let mut parts = Vec::new();
        if !titles.is_empty() {
            parts.push(cx.words.fill("picture.source", &[("titles", &titles)]));
        }
        if let Some(date) = newest {
            parts.push(cx.words.fill("picture.newest", &[("date", &date.to_string())]));
        }
        parts.join(cx.say("picture.stop"))
    }
}
