//! The keyboard on the rows: up and down walk, Shift marks on the way, left and right scroll sideways, Enter opens the sentence,
//! Ctrl+C copies.

use eframe::egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

use super::body::range;
use super::cells;
use crate::app::command::{Command, Origin};
use crate::app::table::text::copied;
use crate::app::table::{Change, Mark};
use crate::compare::ObservationKey;
use crate::ui::cx::Cx;

/// How far a key scrolls sideways, in points.
const SIDEWAYS: f32 = 120.0;

/// Does what the keys ask while the table has the keyboard; returns how far they scroll it sideways.
pub(super) fn keys(ui: &Ui, cx: &Cx, rows: &[ObservationKey], table: &Response, n_on_screen: usize) -> f32 {
    if !table.has_focus() {
        return 0.0;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
    let here = cx.state.transient.marked.cursor().or(cx.state.session.selection.observation);
    let is_shown = |key: &ObservationKey| rows.contains(key);
    if let Some((key, is_shift)) = pressed(ui) {
        let at = here.and_then(|key| rows.iter().position(|row| *row == key));
        if let Some(&goal) = rows.get(goal(key, at, rows.len(), n_on_screen.max(2))) {
            let from = cx.state.transient.marked.anchor().or(here).filter(is_shown).unwrap_or(goal);
            let mark = if is_shift { range(rows, from, goal) } else { Mark::Only(goal) };
            cx.send(Command::Table(Change::Mark(mark)));
        }
    }
    let consumed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if consumed(Modifiers::COMMAND, Key::A) {
        cx.send(Command::Table(Change::Mark(Mark::All(rows.to_vec()))));
    }
    if consumed(Modifiers::NONE, Key::Enter)
        && let Some(key) = here.filter(is_shown)
    {
        cx.send(Command::SelectObservation(key, Origin::Chart));
    }
    if ui.input(|input| input.events.contains(&Event::Copy)) {
        copy_marked(cx, rows);
    }
    let n_steps = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32;
    SIDEWAYS * (n_steps(Key::ArrowRight) - n_steps(Key::ArrowLeft))
}

/// The key that walks, and whether Shift is held.
fn pressed(ui: &Ui) -> Option<(Key, bool)> {
    let walking = [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp, Key::Home, Key::End];
    ui.input_mut(|input| {
        // Shift first: without it, a key with Shift would do too.
        let ways = [(Modifiers::SHIFT, true), (Modifiers::NONE, false)];
        ways.into_iter().find_map(|(modifiers, is_shift)| {
            walking.into_iter().find(|key| input.consume_key(modifiers, *key)).map(|key| (key, is_shift))
        })
    })
}

/// Where the key leads from here.
fn goal(key: Key, at: Option<usize>, n_rows: usize, page: usize) -> usize {
    let last = n_rows.saturating_sub(1);
    let step = page - 1;
    match (key, at) {
        (Key::End, _) => last,
        (Key::Home, _) | (_, None) => 0,
        (Key::ArrowDown, Some(at)) => (at + 1).min(last),
        (Key::PageDown, Some(at)) => (at + step).min(last),
        (Key::PageUp, Some(at)) => at.saturating_sub(step),
        (_, Some(at)) => at.saturating_sub(1),
    }
}

/// Copies the marked rows in the order of the table; where none is, the selected figure's.
pub(super) fn copy_marked(cx: &Cx, rows: &[ObservationKey]) {
    let marked = &cx.state.transient.marked;
    let selected = cx.state.session.selection.observation;
    let is_wanted = |key: ObservationKey| if marked.is_empty() { selected == Some(key) } else { marked.contains(key) };
    let wanted: Vec<ObservationKey> = rows.iter().copied().filter(|&key| is_wanted(key)).collect();
    copy(cx, &wanted);
}

/// Copies these rows.
pub(super) fn copy(cx: &Cx, rows: &[ObservationKey]) {
    if !rows.is_empty() {
        let text = cells::plain(cx, |saying| copied(cx.state, rows, saying));
        cx.send(Command::CopyRows(text, rows.len()));
    }
}
