//! Reports, as the window offers them: about which indicators and areas, in what they are written, and where to.

use std::path::{Path, PathBuf};

use super::area_index::name_of;
use super::command::{Command, Effect};
use super::derive::Derived;
use super::state::{AppState, Notice};
use crate::compare::question::Question;
use crate::model::indicator::IndicatorId;
use crate::report::{Page, Times, Wishes};

/// Which indicators a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum About {
    /// All that compare areas.
    #[default]
    All,
    /// The one that is asked about, narrowed down as it is on the chart.
    Asked,
    /// Those that were ticked.
    Ticked,
}

/// Which areas a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Areas {
    /// All.
    #[default]
    All,
    /// Those that are pinned side by side.
    Pinned,
    /// The selected one, and all that lies in it.
    Within,
}

/// What is offered in the window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    /// Whether the offer is open.
    pub is_shown: bool,
    /// Whether a path is to be typed, since no dialog can be shown.
    pub asks_path: bool,
    /// What it is written in.
    pub page: Page,
    /// Which indicators.
    pub about: About,
    /// Those that are ticked, in the order in which they were.
    pub ticked: Vec<IndicatorId>,
    /// Which areas.
    pub areas: Areas,
}

/// What a user can do about reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Open or close the offer.
    Show(bool),
    /// Choose what it is written in.
    Choose(Page),
    /// Choose which indicators.
    About(About),
    /// Tick an indicator, or take the tick away.
    Tick(IndicatorId),
    /// Choose which areas.
    Areas(Areas),
    /// Ask where to.
    Save,
    /// Ask for a typed path, since no dialog can be shown.
    AskPath,
    /// Write the report here.
    Write {
        /// The path as it was given.
        path: PathBuf,
        /// Whether the user has agreed to replace a file of that name.
        may_replace: bool,
    },
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) -> Option<Command> {
    let can_pin = !state.session.matrix.pinned.is_empty();
    let can_lie_within = state.session.selection.area.is_some();
    let can_ask = state.session.question.is_some();
    let offer = &mut state.transient.reporting;
    match change {
        Change::Show(is_shown) => {
            offer.is_shown = is_shown;
            offer.asks_path = false;
            // What was chosen last may not be there any more.
            if offer.areas == Areas::Pinned && !can_pin || offer.areas == Areas::Within && !can_lie_within {
                offer.areas = Areas::All;
            }
            if offer.about == About::Asked && !can_ask {
                offer.about = About::All;
            }
        }
        Change::Choose(page) => offer.page = page,
        Change::About(about) => offer.about = about,
        Change::Tick(indicator) => {
            match offer.ticked.iter().position(|ticked| *ticked == indicator) {
                Some(place) => drop(offer.ticked.remove(place)),
                None => offer.ticked.push(indicator),
            }
            offer.about = About::Ticked;
        }
        Change::Areas(areas) => offer.areas = areas,
        Change::AskPath => (offer.is_shown, offer.asks_path) = (true, true),
        Change::Save => {
            let page = offer.page;
            state.transient.effects.push(Effect::PickReport(page));
        }
        Change::Write { path, may_replace } => {
            let (page, path, is_completed) = for_path(offer.page, &path);
            offer.is_shown = false;
            let may_replace = may_replace && !is_completed;
            state.notify(Notice::ReportWriting);
            state.transient.effects.push(Effect::WriteReport { page, path, may_replace });
        }
    }
    None
}

/// What a file of this name holds: its ending decides. A name without one of the endings is given this page's; then `true` comes
/// with it, since nobody has been asked about a file of that name.
fn for_path(page: Page, path: &Path) -> (Page, PathBuf, bool) {
    match path.extension().and_then(|ending| Page::parse(&ending.to_string_lossy())) {
        Some(told) => (told, path.to_owned(), false),
        None => (page, path.with_added_extension(page.ending()), true),
    }
}

/// Whether there is anything to report about.
pub fn has_subject(state: &AppState, derived: &Derived) -> bool {
    state.transient.reporting.about != About::Ticked || !ticked(state, derived).is_empty()
}

/// The ticked indicators of which there are figures still.
pub fn ticked(state: &AppState, derived: &Derived) -> Vec<IndicatorId> {
    let is_there = |id: &IndicatorId| derived.reach.get().iter().any(|(there, _)| there == id);
    state.transient.reporting.ticked.iter().copied().filter(is_there).collect()
}

/// What the report that is offered is to hold.
pub fn wishes(state: &AppState, derived: &Derived) -> Wishes {
    let (session, offer) = (&state.session, &state.transient.reporting);
    let asked = session.question.as_ref();
    let plain = Wishes {
        speech: session.speech(),
        min_confidence: asked.map_or(0.0, |question| question.min_confidence),
        ..Wishes::default()
    };
    let named = |code| name_of(derived.area_index.get(), code);
    let with_areas = match offer.areas {
        Areas::All => plain,
        Areas::Pinned => Wishes { areas: session.matrix.pinned.iter().copied().map(named).collect(), ..plain },
        Areas::Within => Wishes { within: session.selection.area.map(named).into_iter().collect(), ..plain },
    };
    match (offer.about, asked) {
        (About::Asked, Some(question)) => narrowed(with_areas, question),
        (About::Ticked, _) => Wishes { indicators: ticked(state, derived), ..with_areas },
        (About::All | About::Asked, _) => with_areas,
    }
}

/// About one indicator, narrowed down as it is on the chart.
fn narrowed(wishes: Wishes, question: &Question) -> Wishes {
    Wishes {
        indicators: vec![question.indicator],
        levels: question.levels.clone(),
        times: question.period.map_or(Times::Any, Times::Exactly),
        ..wishes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::area::AreaCode;
    use crate::model::observation::Measure;

    fn with(changes: impl IntoIterator<Item = Change>) -> AppState {
        let mut state = AppState::default();
        state.session.question = Some(Question::new(IndicatorId(3), Measure::Level));
        changes.into_iter().for_each(|each| drop(change(&mut state, each)));
        state
    }

    #[test]
    fn the_ending_decides() {
        let told = |page: Page, path: &str| for_path(page, Path::new(path));
        assert_eq!(told(Page::Html, "/a/b.md"), (Page::Markdown, "/a/b.md".into(), false));
        assert_eq!(told(Page::Markdown, "b.HTM"), (Page::Html, "b.HTM".into(), false));
        assert_eq!(told(Page::Html, "2024.5"), (Page::Html, "2024.5.html".into(), true));
    }

    #[test]
    fn a_tick_is_a_choice_and_taken_back_by_another() {
        let state = with([Change::Tick(IndicatorId(5)), Change::Tick(IndicatorId(2))]);
        let mut derived = Derived::default();
        derived.reach.put(1, vec![(IndicatorId(2), 3), (IndicatorId(5), 1)]);
        assert_eq!(wishes(&state, &derived).indicators, [IndicatorId(5), IndicatorId(2)]);
        derived.reach.put(2, vec![(IndicatorId(2), 3)]);
        assert_eq!(wishes(&state, &derived).indicators, [IndicatorId(2)], "what is not told any more is not asked for");
        let state = with([Change::Tick(IndicatorId(5)), Change::Tick(IndicatorId(5))]);
        assert!(!has_subject(&state, &Derived::default()), "nothing is ticked: that is no wish for everything");
    }

    #[test]
    fn what_is_asked_is_reported_as_narrowly() {
        let mut state = with([Change::About(About::Asked)]);
        let question = state.session.question.as_mut().unwrap();
        question.min_confidence = 0.9;
        let wishes = wishes(&state, &Derived::default());
        assert_eq!((wishes.indicators, wishes.min_confidence), (vec![IndicatorId(3)], 0.9));
    }

    #[test]
    fn areas_that_are_gone_are_not_wished_for() {
        let mut state = with([Change::Areas(Areas::Within)]);
        state.session.selection.area = Some(AreaCode(420_000));
        change(&mut state, Change::Show(true));
        assert_eq!(wishes(&state, &Derived::default()).within.len(), 1);
        state.session.selection.area = None;
        change(&mut state, Change::Show(true));
        assert_eq!(state.transient.reporting.areas, Areas::All);
    }

    #[test]
    fn a_name_that_was_completed_replaces_nothing() {
        let write = |path: &str| Change::Write { path: path.into(), may_replace: true };
        let state = with([write("a"), write("a.html")]);
        let told: Vec<bool> = (state.transient.effects.iter())
            .map(|effect| matches!(effect, Effect::WriteReport { may_replace: true, .. }))
            .collect();
        assert_eq!(told, [false, true]);
    }
}
