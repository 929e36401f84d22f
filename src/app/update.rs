//! What each command does to the state. The only place that changes it.
//!
//! [`apply`] keeps the stacks of undo and of places; [`update`] does one command and returns what undoes it, where that is
//! worth undoing: questions, closed documents, dismissed problems. Looking around is walked back by Back, not by undo.

use super::asking::chart;
use super::command::{Command, Effect, Origin, Side};
use super::documents::{ArticleKey, DocumentId, Documents};
use super::state::{AppState, Notice, Place, Selection, Session, View};
use super::{asking, exporting, matrix, picture, problems, rail, reading, reporting, rereading, search, table};
use crate::compare::question::{default_question, reach};
use crate::compare::words::{Language, Numbers};
use crate::compare::{Item, ObservationKey};
use crate::extract::Extractor;
use crate::model::area::AreaCode;
use crate::model::indicator::IndicatorId;

/// Figures below this confidence are drawn as unsure.
pub const UNSURE_BELOW: f32 = crate::compare::UNSURE_BELOW;

/// Does a command, and keeps the stacks of undo and of places.
pub fn apply(state: &mut AppState, command: Command) {
    match command {
        Command::Undo => {
            if let Some(inverse) = state.undo.pop_undo()
                && let Some(redo) = update(state, inverse)
            {
                state.undo.push_redo(redo);
            }
        }
        Command::Redo => {
            if let Some(inverse) = state.undo.pop_redo()
                && let Some(undo) = update(state, inverse)
            {
                state.undo.push_undo(undo);
            }
        }
        Command::Back => {
            let here = state.place();
            if let Some(place) = state.history.back(here) {
                go_to(state, place);
            }
        }
        Command::Forward => {
            let here = state.place();
            if let Some(place) = state.history.forward(here) {
                go_to(state, place);
            }
        }
        command => {
            let before = is_a_move(&command).then(|| state.place());
            let article = state.session.selection.article;
            if let Some(inverse) = update(state, command) {
                state.undo.push(inverse);
            }
            if let Some(before) = before.filter(|before| *before != state.place()) {
                state.history.leave(before);
            }
            // What is marked as unread while it is shown stays so until it is shown anew.
            if state.session.selection.article != article {
                state.note_shown();
            }
        }
    }
    reading::follow(state);
}

/// Whether Back should lead to where the user was before this command.
fn is_a_move(command: &Command) -> bool {
    matches!(
        command,
        Command::SelectArticle(_)
            | Command::SelectObservation(..)
            | Command::SelectArea(_)
            | Command::ShowArea(_)
            | Command::ChooseIndicator(_)
            | Command::NextArticle
            | Command::PreviousArticle
            | Command::SetView(_)
            | Command::ShowProblem(_)
            | Command::Search(search::Change::Open(_))
            | Command::Reading(reading::Change::OpenRow(_))
    )
}

fn go_to(state: &mut AppState, place: Place) {
    state.session.selection = place.selection;
    state.session.question = place.question;
    state.session.view = place.view;
    state.note_shown();
    reveal_everywhere(state);
}

/// Does one command; returns what undoes it, where that is worth undoing.
pub fn update(state: &mut AppState, command: Command) -> Option<Command> {
    match command {
        Command::OpenPaths(paths) => {
            if let (Some(id), Some(path)) = (state.transient.locating.take(), paths.first()) {
                state.documents.move_missing(id, std::path::absolute(path).unwrap_or_else(|_| path.clone()));
            }
            effect(state, Effect::Load(paths))
        }
        Command::LocateMissing(id) => {
            state.transient.locating = Some(id);
            effect(state, Effect::PickFiles)
        }
        Command::ChooseFiles => {
            state.transient.locating = None;
            effect(state, Effect::PickFiles)
        }
        Command::ChooseFolder => effect(state, Effect::PickFolder),
        Command::OpenSamples => effect(state, Effect::LoadSamples),
        Command::CheckRecent => effect(state, Effect::CheckRecent),
        Command::CancelLoading => effect(state, Effect::CancelLoading),
        Command::Copy(text) => {
            state.notify(Notice::Copied);
            effect(state, Effect::Copy(text))
        }
        Command::CopyRows(text, n_rows) => {
            state.notify(Notice::CopiedRows { n_rows });
            effect(state, Effect::Copy(text))
        }
        Command::CopyCitation => {
            let text = reading::cite::selected(state)?;
            state.notify(Notice::Copied);
            effect(state, Effect::Copy(text))
        }
        Command::Export(change) => exporting::change(state, change),
        Command::Picture(change) => picture::change(state, change),
        Command::Report(change) => reporting::change(state, change),
        Command::Reread(change) => rereading::change(state, change),
        Command::CloseDocument(id) => close(state, id),
        Command::ReopenDocument(place, open) => {
            let id = open.id;
            state.documents.put_back(place, *open);
            settle_anew(state);
            Some(Command::CloseDocument(id))
        }

        Command::SelectArticle(key) => {
            select_article(state, key);
            None
        }
        Command::SelectObservation(key, origin) => {
            select_observation(state, key, origin);
            None
        }
        Command::SelectArea(area) => {
            select_area(state, area);
            None
        }
        Command::ShowArea(area) => {
            select_area(state, area);
            state.session.view = View::Area;
            None
        }
        Command::Search(change) => {
            search::change(state, change);
            None
        }
        Command::Reading(change) => {
            reading::change(state, change);
            None
        }
        Command::Rail(change) => {
            rail::change(state, change);
            None
        }
        Command::Table(change) => {
            table::change(state, change);
            None
        }
        Command::ClearSelection => clear(state),
        Command::NextFigure => step_figure(state, 1),
        Command::PreviousFigure => step_figure(state, -1),
        Command::NextArticle => step_article(state, 1),
        Command::PreviousArticle => step_article(state, -1),
        Command::LocateInChart => {
            if let Some(key) = state.session.selection.observation {
                let inverse = chart(state, key);
                state.session.view = View::Compare;
                state.transient.reveal_in_chart = true;
                return inverse;
            }
            None
        }

        command @ (Command::ChooseIndicator(_)
        | Command::SetQuestion(_)
        | Command::ToggleStatus(_)
        | Command::SetMeasure(_)
        | Command::ToggleLevel(_)
        | Command::SetPeriod(_)
        | Command::SetDetail(_)
        | Command::SetUnitClass(_)
        | Command::ToggleTargetsRanked
        | Command::ToggleUnsure
        | Command::SetMinConfidence(_)
        | Command::SetBasis(_)
        | Command::SetSort(_)) => asking::asked(state, command),

        Command::ShowProblem(place) => {
            let problem = state.transient.problems.get(place)?;
            let article = problems::place_of(problem, &state.documents)?;
            state.transient.shows_problems = false;
            select_article(state, article);
            None
        }
        Command::CopyProblems => {
            let text = problems::text(&state.transient.problems, state.transient.only_problems, state.session.language);
            state.notify(Notice::Copied);
            effect(state, Effect::Copy(text))
        }
        Command::DismissProblem(place) => {
            let before = state.transient.problems.clone();
            if place < before.len() {
                state.transient.problems.remove(place);
            }
            problems_changed(state, before)
        }
        Command::DismissProblems => {
            let before = std::mem::take(&mut state.transient.problems);
            state.transient.shows_problems = false;
            problems_changed(state, before)
        }
        Command::RestoreProblems(problems) => {
            let before = std::mem::replace(&mut state.transient.problems, problems);
            problems_changed(state, before)
        }
        other => {
            arrange(state, other);
            None
        }
    }
}

/// The commands that only arrange the window.
fn arrange(state: &mut AppState, command: Command) {
    let session = &mut state.session;
    match command {
        Command::SetView(view) => session.view = view,
        Command::SetTheme(theme) => session.theme = theme,
        Command::SetLanguage(language) => session.language = language,
        Command::SwitchLanguage => {
            session.language = match session.language {
                Language::Zh => Language::En,
                Language::En => Language::Zh,
            };
        }
        Command::SwitchNumbers => {
            session.numbers = Some(match session.speech().numbers {
                Numbers::WanYi => Numbers::Thousands,
                Numbers::Thousands => Numbers::WanYi,
            });
        }
        Command::StepZoom(0) => session.zoom = 1.0,
        Command::StepZoom(steps) => {
            let range = Session::ZOOM_RANGE;
            // Tenths, so that as many steps back lead back.
            let tenths = (session.zoom * 10.0).round() + f32::from(steps);
            session.zoom = (tenths / 10.0).clamp(*range.start(), *range.end());
        }
        Command::StepReaderText(steps) => {
            let range = Session::READER_TEXT_RANGE;
            session.reader_text_points =
                (session.reader_text_points + f32::from(steps)).clamp(*range.start(), *range.end());
        }
        Command::Matrix(change) => matrix::change(&mut session.matrix, change),
        Command::ToggleRail if state.transient.is_narrow => {
            state.transient.shows_rail_narrow = !state.transient.shows_rail_narrow;
        }
        Command::ToggleRail => session.shows_rail = !session.shows_rail,
        Command::SetWidth(Side::Rail, width) => session.rail_width = Some(width),
        Command::SetWidth(Side::Reader, width) => session.reader_width = Some(width),
        Command::ForgetRecent => session.recent_files.clear(),
        Command::ToggleReader => session.shows_reader = !session.shows_reader,
        Command::ShowPathPrompt(is_shown) => state.transient.shows_path_prompt = is_shown,
        Command::ShowChooser(is_shown) => state.transient.shows_chooser = is_shown,
        Command::ShowPalette(is_shown) => state.transient.shows_palette = is_shown,
        Command::ShowProblems(is_shown) => state.transient.shows_problems = is_shown,
        Command::FilterProblems(only) => state.transient.only_problems = only,
        Command::ShowHelp(is_shown) => state.transient.shows_help = is_shown,
        Command::DismissNotice => drop(state.transient.notices.pop_back()),
        // Everything else was handled by `update` and `apply`.
        _ => {}
    }
}

fn effect(state: &mut AppState, effect: Effect) -> Option<Command> {
    state.transient.effects.push(effect);
    None
}

fn problems_changed(state: &AppState, before: Vec<crate::model::problem::Problem>) -> Option<Command> {
    (state.transient.problems != before).then_some(Command::RestoreProblems(before))
}

fn close(state: &mut AppState, id: DocumentId) -> Option<Command> {
    let (place, open) = state.documents.remove(id)?;
    let selection = &mut state.session.selection;
    if selection.article.is_some_and(|key| key.document == id) {
        *selection = Selection::default();
    }
    if selection.observation.is_some_and(|key| key.document == id.0) {
        selection.observation = None;
    }
    settle_anew(state);
    Some(Command::ReopenDocument(place, Box::new(open)))
}

/// As [`settle`], where what each indicator reaches is worked out only if the question has lost its figures.
fn settle_anew(state: &mut AppState) {
    let asked = state.session.question.as_ref().map(|question| question.indicator);
    let has_figures = state.documents.each_item().any(|item| Some(item.observation.indicator) == asked);
    let reached = match asked.filter(|_| has_figures) {
        Some(asked) => vec![(asked, 0)],
        None => reach(&state.documents.items(), Extractor::in_use().catalogue()),
    };
    settle(state, &reached);
}

/// Makes sure that there is something to look at: an indicator that has figures, and an article. `reached` are the indicators
/// that have figures, the widest first.
pub fn settle(state: &mut AppState, reached: &[(IndicatorId, usize)]) {
    settle_question(state, reached);
    if let Some(found) = state.transient.wanted_place.as_ref().and_then(|wanted| wanted.find(&state.documents)) {
        state.transient.wanted_place = None;
        let area = found.area.or(state.session.selection.area);
        state.session.selection = Selection { area, ..found };
        reveal_everywhere(state);
        state.note_shown();
    }
    // While files of the last session come in, the article that is wanted may be among them.
    let is_awaited = state.transient.wanted_place.is_some() && state.transient.loading.is_some();
    if state.session.selection.article.is_none() && !is_awaited {
        state.session.selection.article = first_telling_article(&state.documents);
        state.transient.reveal_in_rail = true;
        state.note_shown();
    }
}

/// Makes sure that an indicator is asked about that has figures.
pub fn settle_question(state: &mut AppState, reached: &[(IndicatorId, usize)]) {
    let is_reached = |wanted: IndicatorId| reached.iter().any(|(indicator, _)| *indicator == wanted);
    let asked = state.session.question.as_ref().map(|question| question.indicator);
    if state.transient.question_is_chosen && asked.is_some_and(is_reached) {
        return;
    }
    let wanted = state.transient.wanted_question.take_if(|wanted| is_reached(wanted.indicator));
    state.transient.question_is_chosen = wanted.is_some();
    let widest = reached.first().map(|(indicator, _)| *indicator);
    state.session.question = wanted.or_else(|| {
        let is_asked = |item: &Item| Some(item.observation.indicator) == widest;
        let items: Vec<Item> = state.documents.each_item().filter(is_asked).collect();
        widest.map(|widest| default_question(&items, widest))
    });
}

/// The first article that has figures, else the first.
fn first_telling_article(documents: &Documents) -> Option<ArticleKey> {
    let keys = || all_articles(documents);
    keys().find(|key| !documents.observations(*key).is_empty()).or_else(|| keys().next())
}

/// The keys of all articles, in the order of the left list.
pub fn all_articles(documents: &Documents) -> impl Iterator<Item = ArticleKey> {
    documents
        .iter()
        .flat_map(|open| (0..open.n_articles() as u32).map(|article| ArticleKey { document: open.id, article }))
}

fn select_article(state: &mut AppState, key: ArticleKey) {
    if state.documents.article(key).is_none() {
        return;
    }
    let selection = &mut state.session.selection;
    if selection.article != Some(key) {
        selection.observation = None;
    }
    selection.article = Some(key);
    state.transient.wanted_place = None;
    state.transient.reveal_span = None;
    state.transient.shows_rail_narrow = false;
    state.session.shows_reader = true;
    state.transient.reveal_in_reader = true;
    state.transient.reveal_in_rail = true;
}

fn select_observation(state: &mut AppState, key: ObservationKey, origin: Origin) {
    let Some(observation) = state.documents.observation(key) else { return };
    let area = observation.ref_area.code;
    state.session.selection = Selection { article: Some(key.into()), observation: Some(key), area };
    state.transient.wanted_place = None;
    state.transient.reveal_span = None;
    state.transient.reveal_in_rail = true;
    match origin {
        Origin::Chart => {
            state.session.shows_reader = true;
            state.transient.reveal_in_reader = true;
        }
        Origin::Reader => {
            let _is_walked_back_by_back = chart(state, key);
            state.transient.reveal_in_chart = true;
        }
    }
}

/// Selects an area; a selected figure of another area is let go.
fn select_area(state: &mut AppState, area: AreaCode) {
    let selection = &mut state.session.selection;
    selection.area = Some(area);
    let is_of = |key| state.documents.observation(key).is_some_and(|o| o.ref_area.code == Some(area));
    selection.observation = selection.observation.filter(|&key| is_of(key));
    state.transient.reveal_in_chart = true;
}

fn reveal_everywhere(state: &mut AppState) {
    state.transient.reveal_in_reader = true;
    state.transient.reveal_in_chart = true;
    state.transient.reveal_in_rail = true;
}

/// Lets go of what is open or selected, one thing at a time, the topmost first.
fn clear(state: &mut AppState) -> Option<Command> {
    let passing = &mut state.transient;
    if passing.reading.outline.take().is_some() {
        return None;
    }
    for is_shown in [
        &mut passing.shows_palette,
        &mut passing.shows_help,
        &mut passing.shows_path_prompt,
        &mut passing.exporting.is_shown,
        &mut passing.picture.is_shown,
        &mut passing.reporting.is_shown,
        &mut passing.shows_chooser,
        &mut passing.shows_problems,
        &mut passing.reading.find.is_shown,
        &mut passing.search.is_shown,
    ] {
        if std::mem::take(is_shown) {
            return None;
        }
    }
    if state.session.view == View::Table && !state.transient.marked.is_empty() {
        table::change(state, table::Change::Mark(table::Mark::Nothing));
        return None;
    }
    let selection = &mut state.session.selection;
    if selection.observation.take().is_none() {
        selection.area = None;
    }
    None
}

fn step_figure(state: &mut AppState, step: i64) -> Option<Command> {
    let article = state.session.selection.article?;
    let observations = state.documents.observations(article);
    let mut in_order: Vec<usize> = (0..observations.len()).collect();
    in_order.sort_by_key(|&place| observations.get(place).map(|o| o.quote.start()));
    let here = state.session.selection.observation.filter(|key| ArticleKey::from(*key) == article);
    let at = here.and_then(|key| in_order.iter().position(|&place| place == key.place as usize));
    let last = in_order.len() as i64 - 1;
    let next = match (at, step > 0) {
        (Some(at), _) => (at as i64 + step).clamp(0, last),
        (None, true) => 0,
        (None, false) => last,
    };
    let place = *in_order.get(usize::try_from(next).ok()?)?;
    let key = ObservationKey { document: article.document.0, article: article.article, place: place as u32 };
    select_observation(state, key, Origin::Reader);
    state.transient.reveal_in_reader = true;
    None
}

fn step_article(state: &mut AppState, step: i64) -> Option<Command> {
    let keys: Vec<ArticleKey> = all_articles(&state.documents).collect();
    let here = state.session.selection.article;
    let at = here.and_then(|key| keys.iter().position(|other| *other == key));
    let next = at.map_or(0, |at| (at as i64 + step).clamp(0, keys.len() as i64 - 1));
    let key = *keys.get(usize::try_from(next).ok()?)?;
    select_article(state, key);
    None
}
