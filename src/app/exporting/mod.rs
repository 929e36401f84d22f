//! Observations to a file, as the window offers it: which ones, in which form, where to. [`job`] writes them.

pub mod job;

use std::path::{Path, PathBuf};

use super::command::{Command, Effect};
use super::state::AppState;
use crate::export::form::Form;

/// What is offered in the window.
#[expect(clippy::struct_excessive_bools, reason = "each says whether one independent thing is shown or wanted")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Whether the offer is open.
    pub is_shown: bool,
    /// Whether a path is to be typed, since no dialog can be shown.
    pub asks_path: bool,
    /// The form that was chosen last.
    pub form: Form,
    /// Whether only what the view shows is written.
    pub only_shown: bool,
    /// Whether CSV begins with the mark that spreadsheets need.
    pub with_mark: bool,
}

impl Default for Offer {
    fn default() -> Self {
        Self { is_shown: false, asks_path: false, form: Form::Xlsx, only_shown: false, with_mark: true }
    }
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many observations are written.
    pub n_done: usize,
    /// How many there are to write.
    pub n_rows: usize,
}

/// What a user can do about exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Open or close the offer.
    Show(bool),
    /// Choose a form.
    Choose(Form),
    /// Write only what the view shows, or everything.
    OnlyShown(bool),
    /// Begin CSV with the mark that spreadsheets need, or without it.
    WithMark(bool),
    /// Ask where to.
    Save,
    /// Ask for a typed path, since no dialog can be shown.
    AskPath,
    /// Write the file here.
    Write {
        /// The path as it was given.
        path: PathBuf,
        /// Whether the user has agreed to replace a file of that name.
        may_replace: bool,
        /// What the view shows, in words, for where only that is written.
        selection: String,
    },
    /// Stop what is being written.
    Cancel,
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) -> Option<Command> {
    let offer = &mut state.transient.exporting;
    match change {
        Change::Show(is_shown) => *offer = Offer { is_shown, asks_path: false, ..*offer },
        Change::Choose(form) => offer.form = form,
        Change::OnlyShown(only_shown) => offer.only_shown = only_shown,
        Change::WithMark(with_mark) => offer.with_mark = with_mark,
        Change::AskPath => *offer = Offer { is_shown: true, asks_path: true, ..*offer },
        Change::Save => state.transient.effects.push(Effect::PickExport(offer.form)),
        Change::Write { path, may_replace, selection } => {
            offer.is_shown = false;
            let (form, path, is_completed) = form_for(offer.form, &path);
            let selection = offer.only_shown.then_some(selection);
            let may_replace = may_replace && !is_completed;
            state.transient.effects.push(Effect::Export { form, path, may_replace, selection });
        }
        Change::Cancel => state.transient.effects.push(Effect::CancelExport),
    }
    None
}

/// The form that a file of this name holds: the chosen one where the ending allows it, else the one that the ending tells. A
/// name without an ending of ours is given the chosen form's; then `true` comes with it, since nobody has been asked about a
/// file of that name.
fn form_for(chosen: Form, path: &Path) -> (Form, PathBuf, bool) {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    // A table for statistical offices may be called plain `.csv`.
    let last = chosen.extension().rsplit('.').next().unwrap_or_default();
    let is_longer = Form::of_extension(path).is_some_and(|told| told.extension().len() > chosen.extension().len());
    if !is_longer && name.strip_suffix(last).is_some_and(|rest| rest.ends_with('.')) {
        return (chosen, path.to_owned(), false);
    }
    if let Some(told) = Form::of_extension(path) {
        return (told, path.to_owned(), false);
    }
    (chosen, path.with_added_extension(chosen.extension()), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_where_it_tells() {
        let cases = [
            (Form::Xlsx, "a.xlsx", (Form::Xlsx, "a.xlsx", false)),
            (Form::Xlsx, "a.csv", (Form::Csv, "a.csv", false)),
            (Form::SdmxCsv, "a.csv", (Form::SdmxCsv, "a.csv", false)),
            (Form::Csv, "a.sdmx.csv", (Form::SdmxCsv, "a.sdmx.csv", false)),
            (Form::Csv, "2024.5", (Form::Csv, "2024.5.csv", true)),
            (Form::SdmxCsv, "a", (Form::SdmxCsv, "a.sdmx.csv", true)),
            (Form::Jsonl, "a.JSONL", (Form::Jsonl, "a.JSONL", false)),
        ];
        for (chosen, path, (form, written, is_completed)) in cases {
            assert_eq!(form_for(chosen, Path::new(path)), (form, written.into(), is_completed), "{path}");
        }
    }

    #[test]
    fn the_selection_is_said_only_where_it_holds() {
        let mut state = AppState::default();
        for only_shown in [false, true] {
            change(&mut state, Change::OnlyShown(only_shown));
            let (path, selection) = ("a.csv".into(), "湖北".to_owned());
            change(&mut state, Change::Write { path, may_replace: true, selection });
        }
        let said: Vec<bool> = (state.transient.effects.iter())
            .map(|effect| matches!(effect, Effect::Export { selection: Some(_), may_replace: true, .. }))
            .collect();
        assert_eq!(said, [false, true]);
    }
}
