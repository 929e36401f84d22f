//! State and commands without a window: what each command does, and that undo brings back what was.

mod support;

use jobscope::app::command::{Command, Effect, Origin, TABLE};
use jobscope::app::documents::{ArticleKey, DocumentId};
use jobscope::app::reading::Change;
use jobscope::app::session::StoredSession;
use jobscope::app::state::{AppState, ThemeChoice, View};
use jobscope::app::table::{TableColumn, TableSort};
use jobscope::app::update::apply;
use jobscope::app::{rail, table};
use jobscope::compare::question::{DetailFilter, Question, Sort, TargetRule, reach};
use jobscope::compare::words::Language;
use jobscope::model::area::AreaLevel;
use jobscope::model::indicator::{Catalogue, IndicatorId};
use jobscope::model::observation::{Measure, Status};
use jobscope::model::problem::{Message, Problem, Severity};
use jobscope::model::quantity::UnitClass;

use support::{desk, find};

fn state() -> AppState {
    desk().state
}

fn indicator(id: &str) -> IndicatorId {
    Catalogue::builtin().find(id).expect("an id of the catalogue")
}

fn question(state: &AppState) -> &Question {
    state.session.question.as_ref().expect("something is asked")
}

fn problem(message: &str) -> Problem {
    Problem { file: "甲.md".to_owned(), line: Some(3), severity: Severity::Warning, message: Message::told(message) }
}

/// On all cores and from the figures that are kept by indicator, what each reaches is what one walk over all figures tells.
#[test]
fn what_indicators_reach_is_kept_up() {
    let desk = desk();
    let items = desk.state.documents.items();
    assert!(!items.is_empty());
    assert_eq!(**desk.derived.reach.get(), reach(&items, Catalogue::builtin()));
}

/// What undo must bring back.
fn undoable(state: &AppState) -> (Option<Question>, Vec<DocumentId>, Vec<Problem>) {
    let documents = state.documents.iter().map(|open| open.id).collect();
    (state.session.question.clone(), documents, state.transient.problems.clone())
}

#[test]
fn undo_undoes_and_redo_does_again() {
    let may = state().session.question.expect("something is asked").indicator;
    let period = find_period(&state());
    let commands: Vec<Command> = vec![
        Command::ChooseIndicator(indicator("reemployment")),
        Command::SetQuestion(Some(Box::new(Question::new(may, Measure::Share)))),
        Command::ToggleStatus(Status::Target),
        Command::SetMeasure(Measure::Completion),
        Command::ToggleLevel(AreaLevel::County),
        Command::SetPeriod(period),
        Command::SetDetail(DetailFilter::All),
        Command::SetUnitClass(Some(UnitClass::PersonTimes)),
        Command::ToggleTargetsRanked,
        Command::ToggleUnsure,
        Command::SetSort(Sort::Code),
        Command::CloseDocument(DocumentId(1)),
        Command::CloseDocument(DocumentId(0)),
        Command::DismissProblem(0),
        Command::DismissProblems,
    ];
    for command in commands {
        let mut state = state();
        state.transient.problems = vec![problem("一"), problem("二")];
        let before = undoable(&state);
        apply(&mut state, command.clone());
        let after = undoable(&state);
        assert_ne!(before, after, "{command:?} changes something");
        apply(&mut state, Command::Undo);
        assert_eq!(undoable(&state), before, "{command:?} undone");
        apply(&mut state, Command::Redo);
        assert_eq!(undoable(&state), after, "{command:?} done again");
        apply(&mut state, Command::Undo);
        assert_eq!(undoable(&state), before, "{command:?} undone again");
    }
}

fn find_period(state: &AppState) -> Option<jobscope::model::period::Period> {
    let key = find(state, "urban_new_jobs", "湖北省", 262_100.0);
    state.documents.observation(key).and_then(|o| o.period)
}

#[test]
fn what_changes_nothing_leaves_nothing_to_undo() {
    let mut state = state();
    let sort = question(&state).sort;
    apply(&mut state, Command::SetSort(sort));
    apply(&mut state, Command::DismissProblem(7));
    apply(&mut state, Command::SetView(View::Table));
    assert!(!state.undo.can_undo());
}

#[test]
fn arranging_commands_do_what_they_say() {
    let mut state = state();
    apply(&mut state, Command::SetView(View::Trend));
    assert_eq!(state.session.view, View::Trend);
    apply(&mut state, Command::SetTheme(ThemeChoice::Dark));
    assert_eq!(state.session.theme, ThemeChoice::Dark);
    apply(&mut state, Command::SwitchLanguage);
    assert_eq!(state.session.language, Language::En);
    apply(&mut state, Command::SetLanguage(Language::Zh));
    assert_eq!(state.session.language, Language::Zh);
    let points = state.session.reader_text_points;
    apply(&mut state, Command::StepReaderText(2));
    assert_eq!(state.session.reader_text_points, points + 2.0);
    apply(&mut state, Command::StepReaderText(100));
    assert!(state.session.reader_text_points < 30.0, "the size has bounds");
    apply(&mut state, Command::Rail(rail::Change::Filter("佛山".to_owned())));
    assert_eq!(state.session.rail.filter, "佛山");
    apply(&mut state, Command::Table(table::Change::Filter("湖北".to_owned())));
    assert_eq!(state.session.table.filter, "湖北");
    let sort = TableSort { column: TableColumn::Value, is_descending: true };
    apply(&mut state, Command::Table(table::Change::Sort(sort)));
    assert_eq!(state.session.table.sort, sort);
    let section = rail::Group::SectionOf(DocumentId(0), 1);
    apply(&mut state, Command::Rail(rail::Change::ToggleFold(section.clone())));
    assert!(state.session.rail.folded.contains(&section));
    apply(&mut state, Command::Rail(rail::Change::ToggleFold(section)));
    assert!(state.session.rail.folded.is_empty());
    apply(&mut state, Command::ToggleRail);
    assert!(!state.shows_rail());
    state.transient.is_narrow = true;
    apply(&mut state, Command::ToggleRail);
    assert!(state.shows_rail() && !state.session.shows_rail, "a narrow window has its own answer");
    apply(&mut state, Command::ToggleReader);
    assert!(!state.session.shows_reader);
}

#[test]
fn escape_closes_the_topmost_first() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "湖北省", 262_100.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    for show in [
        Command::ShowHelp(true),
        Command::ShowProblems(true),
        Command::ShowPathPrompt(true),
        Command::ShowChooser(true),
    ] {
        apply(&mut state, show);
    }
    for _ in 0..4 {
        assert!(state.session.selection.observation.is_some());
        apply(&mut state, Command::ClearSelection);
    }
    let passing = &state.transient;
    assert!(!(passing.shows_help || passing.shows_problems || passing.shows_path_prompt || passing.shows_chooser));
    apply(&mut state, Command::ClearSelection);
    assert_eq!(state.session.selection.observation, None);
    assert!(state.session.selection.article.is_some(), "the article stays");
}

#[test]
fn what_needs_the_outside_asks_for_it() {
    let mut state = state();
    let path = std::path::PathBuf::from("甲.md");
    for (command, effect) in [
        (Command::OpenPaths(vec![path.clone()]), Effect::Load(vec![path])),
        (Command::ChooseFiles, Effect::PickFiles),
        (Command::ChooseFolder, Effect::PickFolder),
        (Command::OpenSamples, Effect::LoadSamples),
        (Command::CancelLoading, Effect::CancelLoading),
        (Command::Copy("字".to_owned()), Effect::Copy("字".to_owned())),
    ] {
        apply(&mut state, command);
        assert_eq!(std::mem::take(&mut state.transient.effects), [effect]);
    }
}

#[test]
fn a_citation_names_sentence_article_bulletin_and_day() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "临漳县", 2156.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::CopyCitation);
    let Some(Effect::Copy(text)) = state.transient.effects.pop() else { panic!("something is copied") };
    for part in ["全县城镇新增就业2156人", "临漳县多措并举推动再就业", "就业动态 五月", "2023-05-19"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn figures_are_walked_in_the_order_of_the_text_and_stop_at_the_ends() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "临漳县", 2156.0);
    apply(&mut state, Command::SelectArticle(key.into()));
    apply(&mut state, Command::PreviousFigure);
    let last = find(&state, "rural_transfer", "临漳县", 1182.0);
    assert_eq!(state.session.selection.observation, Some(last), "backwards begins at the end");
    apply(&mut state, Command::NextFigure);
    assert_eq!(state.session.selection.observation, Some(last), "the end is the end");
    for _ in 0..9 {
        apply(&mut state, Command::PreviousFigure);
    }
    assert_eq!(state.session.selection.observation, Some(key));
}

#[test]
fn the_chart_follows_whatever_figure_is_chosen_in_the_reader() {
    let keys: Vec<_> = state().documents.items().iter().map(|item| item.key).collect();
    assert!(keys.len() > 20);
    for key in keys {
        let mut state = state();
        apply(&mut state, Command::SelectObservation(key, Origin::Reader));
        let answer = jobscope::compare::ranking::ranking(&state.documents.items(), question(&state));
        let is_marked = answer.find(key).is_some() || answer.reference.is_some_and(|mark| mark.stands_for(key));
        assert!(is_marked, "{:?}", state.documents.observation(key));
    }
}

#[test]
fn back_and_forward_walk_through_what_was_looked_at() {
    let mut state = state();
    let first = state.session.selection;
    let key = find(&state, "reemployment", "临漳县", 658.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Reader));
    assert_eq!(question(&state).indicator, indicator("reemployment"));
    apply(&mut state, Command::SetView(View::Table));
    apply(&mut state, Command::Back);
    assert_eq!((state.session.view, state.session.selection.observation), (View::Compare, Some(key)));
    apply(&mut state, Command::Back);
    assert_eq!(state.session.selection, first);
    assert_eq!(question(&state).indicator, indicator("urban_new_jobs"));
    apply(&mut state, Command::Back);
    assert_eq!(state.session.selection, first, "the beginning is the beginning");
    apply(&mut state, Command::Forward);
    assert_eq!(state.session.selection.observation, Some(key));
    apply(&mut state, Command::NextArticle);
    assert!(!state.history.can_go_forward(), "a new way forgets the old one");
}

#[test]
fn articles_are_walked_across_bulletins() {
    let mut state = state();
    let mut seen = vec![state.session.selection.article];
    for _ in 0..30 {
        apply(&mut state, Command::NextArticle);
        if seen.last() != Some(&state.session.selection.article) {
            seen.push(state.session.selection.article);
        }
    }
    let n_articles: usize = state.documents.iter().map(jobscope::app::documents::OpenDocument::n_articles).sum();
    assert_eq!(seen.len(), n_articles);
    assert!(seen.contains(&Some(ArticleKey { document: DocumentId(1), article: 1 })));
}

#[test]
fn closing_the_document_one_reads_moves_on() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "湖北省", 718_000.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::CloseDocument(DocumentId(key.document)));
    let selection = state.session.selection;
    assert_eq!(selection.observation, None);
    assert!(selection.article.is_some_and(|article| article.document == DocumentId(0)));
    apply(&mut state, Command::CloseDocument(DocumentId(0)));
    assert!(state.session.question.is_none() && state.session.selection.article.is_none());
    // With nothing open, no command does harm.
    for row in TABLE {
        apply(&mut state, (row.command)());
    }
}

#[test]
fn the_last_chip_cannot_be_taken_away() {
    let mut state = state();
    apply(&mut state, Command::ToggleStatus(Status::Target));
    apply(&mut state, Command::ToggleStatus(Status::Actual));
    assert_eq!(question(&state).statuses, [Status::Actual]);
    for level in [AreaLevel::Province, AreaLevel::Prefecture, AreaLevel::County] {
        apply(&mut state, Command::ToggleLevel(level));
    }
    assert_eq!(question(&state).levels, [AreaLevel::County]);
    apply(&mut state, Command::ToggleLevel(AreaLevel::Province));
    apply(&mut state, Command::ToggleLevel(AreaLevel::Prefecture));
    assert!(question(&state).levels.is_empty(), "all of them is no restriction");
    assert_eq!(question(&state).targets, TargetRule::BesideActual);
}

#[test]
fn a_session_comes_back_as_it_was() {
    let mut state = state();
    apply(&mut state, Command::ChooseIndicator(indicator("reemployment")));
    apply(&mut state, Command::SwitchLanguage);
    apply(&mut state, Command::SetTheme(ThemeChoice::Dark));
    apply(&mut state, Command::SetView(View::Table));
    apply(&mut state, Command::StepReaderText(1));
    let stored = StoredSession::of(&state);
    let text = serde_json::to_string(&stored).expect("it can be written");
    let read: StoredSession = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(read, stored);
    let again = read.to_state();
    assert_eq!(again.session.language, Language::En);
    assert_eq!((again.session.theme, again.session.view), (ThemeChoice::Dark, View::Table));
    assert_eq!(again.session.reader_text_points, state.session.reader_text_points);
    assert_eq!(again.transient.wanted_question, state.session.question);
    // A session of an older version, or of a newer one, opens with what it has.
    let old: StoredSession =
        serde_json::from_str(r#"{"is_english":true,"unheard_of":1}"#).expect("unknown fields are no fault");
    assert!(old.is_english);
}

#[test]
fn files_of_the_last_session_that_are_gone_keep_their_place() {
    use jobscope::app::jobs::Request;
    let mut desk = support::empty_desk();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let there = folder.path().join("在.md");
    std::fs::write(&there, "# 简报 2023年5月\n\n## 栏目\n\n### 湖北 | 一\n\n湖北省城镇新增就业1万人。\n")
        .expect("a file");
    let gone = std::path::PathBuf::from("没有这个文件.md");
    desk.load(Request::Restore(vec![(gone.clone(), None), (there.clone(), None)]));
    for _ in 0..500 {
        desk.take_in();
        if !desk.is_loading() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let missing: Vec<bool> = desk.state.documents.iter().map(|open| open.is_missing).collect();
    assert_eq!(missing, [true, false]);
    assert!(desk.state.transient.problems.iter().any(|problem| problem.file.contains("没有这个文件")));
    assert_eq!(StoredSession::of(&desk.state).files, [gone, there]);
}

/// 200 small bulletins: more than may wait to be taken in.
fn many_files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 0..200 {
        let text = format!("# 简报 2023年5月\n\n## 栏目\n\n### 湖北 | 第{n}篇\n\n湖北省城镇新增就业{n}万人。\n");
        std::fs::write(folder.path().join(format!("{n:03}.md")), text).expect("a file is written");
    }
    folder
}

#[test]
fn readers_that_wait_hold_up_nothing_that_a_frame_wants_done() {
    use jobscope::app::jobs::Request;
    let folder = many_files();
    let mut desk = support::desk();
    desk.send(Command::SetView(View::Table));
    desk.load(Request::Paths(vec![folder.path().to_owned()]));
    // Time enough for the readers to fill what may wait, on any machine that reads a small file in a few milliseconds.
    std::thread::sleep(std::time::Duration::from_millis(700));
    // This looks through the documents on all cores, and would never return if those were the readers'.
    desk.send(Command::Table(table::Change::Filter("湖北".to_owned())));
    assert!(!desk.derived.table.get().is_empty());
    while desk.is_loading() {
        desk.take_in();
        std::thread::yield_now();
    }
    assert_eq!(desk.state.documents.len(), 202);
}

#[test]
fn cancelling_keeps_what_is_done() {
    use jobscope::app::jobs::Request;
    let folder = many_files();
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(vec![folder.path().to_owned()]));
    let mut is_cancelled = false;
    for _ in 0..2000 {
        desk.take_in();
        if !is_cancelled && desk.state.documents.len() >= 3 {
            desk.send(Command::CancelLoading);
            is_cancelled = true;
        }
        if !desk.is_loading() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert!(!desk.is_loading());
    let n = desk.state.documents.len();
    assert!((3..200).contains(&n), "{n} documents");
}

#[test]
fn words_are_looked_for_in_the_article_that_is_read() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "临漳县", 2156.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::Reading(Change::ShowFind(true)));
    apply(&mut state, Command::Reading(Change::Type("２１５６".to_owned())));
    let find = &state.transient.reading.find;
    assert!(find.is_shown && find.reveal);
    assert_eq!(find.article, Some(ArticleKey::from(key)));
    let text = &state.documents.article(key.into()).expect("open").text;
    assert_eq!(find.current().map(|span| span.of(text)), Some("2156"));
    // Another article: the bar stays, the matches are its own.
    apply(&mut state, Command::NextArticle);
    let find = &state.transient.reading.find;
    assert!(find.is_shown && find.found.is_empty() && find.article != Some(key.into()));
    // Esc closes the bar before it lets go of anything else, and the words are kept for F3.
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::ClearSelection);
    assert!(!state.transient.reading.find.is_shown && state.session.selection.observation == Some(key));
    apply(&mut state, Command::Reading(Change::Step(1)));
    assert_eq!(state.transient.reading.find.found.len(), 1);
}

#[test]
fn the_outline_names_each_article_and_goes_there() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "临漳县", 2156.0);
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::Reading(Change::ShowOutline(true)));
    let outline = state.transient.reading.outline.clone().expect("it is open");
    assert_eq!(outline.rows[outline.at].article, Some(key.into()));
    let articles: Vec<u32> = outline.rows.iter().filter_map(|row| Some(row.article?.article)).collect();
    let open = state.documents.get(DocumentId(key.document)).expect("open");
    assert_eq!(articles, (0..open.n_articles() as u32).collect::<Vec<_>>());
    let all: usize = outline.rows.iter().filter(|row| row.article.is_some()).map(|row| row.n_figures).sum();
    let of_sections: usize = outline.rows.iter().filter(|row| row.article.is_none()).map(|row| row.n_figures).sum();
    assert_eq!((all, of_sections), (open.n_observations(), open.n_observations()));
    apply(&mut state, Command::Reading(Change::StepOutline(-100)));
    assert_eq!(state.transient.reading.outline.as_ref().map(|outline| outline.at), Some(0));
    // A section stands for its first article; Back leads back.
    apply(&mut state, Command::Reading(Change::OpenRow(0)));
    assert_eq!(state.session.selection.article.map(|key| key.article), Some(0));
    assert!(state.transient.reading.outline.is_none());
    apply(&mut state, Command::Back);
    assert_eq!(state.session.selection.article, Some(key.into()));
}

#[test]
fn a_paragraph_is_copied_as_it_stands() {
    let mut state = state();
    let key = find(&state, "urban_new_jobs", "临漳县", 2156.0);
    apply(&mut state, Command::Reading(Change::CopyParagraph));
    assert!(!state.transient.effects.iter().any(|effect| matches!(effect, Effect::Copy(_))), "nothing is selected");
    apply(&mut state, Command::SelectObservation(key, Origin::Chart));
    apply(&mut state, Command::Reading(Change::CopyParagraph));
    let sentence = state.documents.observation(key).expect("open").sentence;
    let text = &state.documents.article(key.into()).expect("open").text;
    let copied = state.transient.effects.iter().any(|effect| match effect {
        Effect::Copy(words) => words.contains(sentence.of(text)) && !words.contains('《'),
        _ => false,
    });
    assert!(copied);
}

#[test]
fn a_problem_leads_to_its_article_and_the_list_is_copied_as_shown() {
    let mut state = state();
    let (id, file) = {
        let open = state.documents.iter().next().expect("one is open");
        (open.id, open.document.bulletin.file.clone())
    };
    let severities = [Severity::Note, Severity::Error];
    state.transient.problems =
        severities.map(|severity| Problem { file: file.clone(), severity, ..problem("出了问题") }).to_vec();
    apply(&mut state, Command::ShowProblems(true));
    apply(&mut state, Command::FilterProblems(Some(Severity::Error)));
    apply(&mut state, Command::CopyProblems);
    let Some(Effect::Copy(text)) = state.transient.effects.pop() else { panic!("something is copied") };
    assert_eq!(text.lines().count(), 1);
    apply(&mut state, Command::ShowProblem(0));
    assert_eq!(state.session.selection.article.map(|key| key.document), Some(id));
    assert!(!state.transient.shows_problems, "the article is what one wants to see");
    // A file that is not open has nothing to show.
    state.transient.problems = vec![problem("一")];
    apply(&mut state, Command::ShowProblems(true));
    apply(&mut state, Command::ShowProblem(0));
    assert!(state.transient.shows_problems);
}
