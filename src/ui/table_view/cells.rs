//! The words of the rows on the screen, made once per change and kept for as many rows as a screen or two can hold.

use std::collections::HashMap;
use std::sync::Arc;

use super::columns;
use crate::app::rail::shown_title;
use crate::app::table::text::{self, Saying};
use crate::app::table::{Seen, TableColumn};
use crate::compare::ObservationKey;
use crate::compare::names::short_name;
use crate::compare::words::{Speech, period, value};
use crate::ui::cx::Cx;

/// So many rows are kept.
const KEPT: usize = 400;
/// So much of a sentence is laid out, in characters: no column is wider.
const SENTENCE_CHARS: usize = 160;

/// The words of rows, in the order of the shown columns.
#[derive(Default)]
pub(super) struct Cache {
    rows: HashMap<ObservationKey, Arc<[String]>>,
    made_for: Option<(u64, Speech, Vec<TableColumn>)>,
}

impl Cache {
    /// Lets go of all words where they would be said differently now.
    pub(super) fn keep_up(&mut self, cx: &Cx) {
        let (generation, speech) = (cx.state.documents.generation(), cx.speech());
        let shown = &cx.state.session.table.columns;
        let is_up_to_date = matches!(&self.made_for, Some((made, said, columns))
            if *made == generation && *said == speech && columns == shown);
        if !is_up_to_date {
            self.made_for = Some((generation, speech, shown.clone()));
            self.rows.clear();
        }
    }

    /// The words of this row.
    pub(super) fn words(&mut self, cx: &Cx, key: ObservationKey) -> Arc<[String]> {
        if self.rows.len() >= KEPT && !self.rows.contains_key(&key) {
            self.rows.clear();
        }
        let make = || {
            let Some(row) = Seen::find(cx.state, key) else { return Arc::default() };
            cx.state.session.table.columns.iter().map(|&column| shown(cx, &row, column)).collect()
        };
        Arc::clone(self.rows.entry(key).or_insert_with(make))
    }
}

/// A cell as it is shown: as people say it, where the copied one is plain.
fn shown(cx: &Cx, row: &Seen, column: TableColumn) -> String {
    let o = row.observation;
    match column {
        TableColumn::Area if o.ref_area.name.is_empty() => cx.say("card.no_area").to_owned(),
        TableColumn::Area => short_name(&o.ref_area).to_owned(),
        // The detail has a column of its own, but few will show it.
        TableColumn::Indicator if !o.detail.is_empty() => format!("{} · {}", cx.indicator_name(o.indicator), o.detail),
        TableColumn::Value => value::figure(&o.quantity, o.measure, cx.speech()),
        TableColumn::Period => period::period(o.period, cx.language()),
        TableColumn::Confidence => format!("{:.2}", o.confidence),
        TableColumn::Article => shown_title(row.article).to_owned(),
        TableColumn::Sentence => {
            let sentence = o.sentence.of(&row.article.text).trim();
            sentence.chars().take(SENTENCE_CHARS).map(|c| if c == '\t' { ' ' } else { c }).collect()
        }
        _ => plain(cx, |saying| text::cell(row, column, saying)),
    }
}

/// Does something in the words of the window.
pub(super) fn plain<R>(cx: &Cx, with: impl FnOnce(Saying) -> R) -> R {
    let saying = Saying {
        language: cx.language(),
        head: &|column| columns::name(cx, column),
        tick: &|tick| columns::tick_name(cx, tick),
    };
    with(saying)
}
