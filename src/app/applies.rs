//! Which commands would do something now: the others are offered dim.

use super::command::Command;
use super::reading::Change;
use super::rereading::{self, shown_file};
use super::state::AppState;

/// Whether this command has something to work on.
pub fn applies(state: &AppState, command: &Command) -> bool {
    let (selection, documents) = (state.session.selection, &state.documents);
    match command {
        Command::Reread(rereading::Change::ReadShown | rereading::Change::OfferShown) => {
            shown_file(state).is_some_and(|open| open.path().is_some())
        }
        Command::NextArticle | Command::PreviousArticle | Command::Rail(_) => !documents.is_empty(),
        Command::NextFigure | Command::PreviousFigure => {
            selection.article.is_some_and(|key| !documents.observations(key).is_empty())
        }
        Command::CopyCitation | Command::Reading(Change::ShowFind(_) | Change::ShowOutline(_) | Change::Step(_)) => {
            selection.article.is_some()
        }
        Command::LocateInChart | Command::Reading(Change::CopyParagraph) => selection.observation.is_some(),
        Command::ClearSelection => selection.observation.is_some() || selection.area.is_some(),
        Command::Back => state.history.can_go_back(),
        Command::Forward => state.history.can_go_forward(),
        Command::ForgetRecent => !state.session.recent_files.is_empty(),
        Command::Undo => state.undo.can_undo(),
        Command::Redo => state.undo.can_redo(),
        Command::Picture(_) | Command::Export(_) | Command::Report(_) => {
            documents.iter().any(|open| open.n_observations() > 0)
        }
        Command::ShowChooser(_) => state.session.question.is_some(),
        Command::CancelLoading => state.transient.loading.is_some(),
        _ => true,
    }
}
