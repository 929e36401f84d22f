//! The session: what was open and how it was set up comes back at the next start, whatever has become of the files.

mod support;

use std::path::Path;
use std::sync::Arc;

use jobscope::app::Desk;
use jobscope::app::command::{Command, Origin};
use jobscope::app::jobs::Request;
use jobscope::app::rail::{Change, Grouping};
use jobscope::app::rereading;
use jobscope::app::session::keeper::Keeper;
use jobscope::app::session::{FILE, StoredSession};
use jobscope::app::state::{RECENT_FILES, ThemeChoice, View};
use jobscope::app::{matrix, search, table};
use jobscope::compare::question::{Sort, TargetRule};
use jobscope::compare::words::Language;
use jobscope::library::Store;
use jobscope::model::area::AreaCode;
use jobscope::model::observation::Status;
use proptest::prelude::*;

/// Two bulletins of two articles each, in a folder.
fn bulletins(folder: &Path) -> Vec<std::path::PathBuf> {
    let text = |month: u8, hubei: &str, hunan: &str| {
        format!(
            "# 就业简报 2023年{month}月20日\n\n## 各地\n\n### 湖北 | 就业平稳\n\n1至4月，湖北省城镇新增就业{hubei}万人。全省失业人员再就业9.1万人。\n\n\
             ### 湖南 | 稳中有进\n\n1至4月，湖南省城镇新增就业{hunan}万人。\n"
        )
    };
    let files = [("五月.md", text(5, "26.21", "30.5")), ("六月.md", text(6, "31.4", "33.2"))];
    files
        .map(|(name, text)| {
            let path = folder.join(name);
            std::fs::write(&path, text).expect("a file is written");
            path
        })
        .to_vec()
}

fn wait(desk: &mut Desk) {
    for _ in 0..1000 {
        desk.take_in();
        if !desk.is_loading() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("loading takes too long");
}

/// A desk as the next start makes it.
fn next_start(store: &Store) -> Desk {
    let (stored, problems) = StoredSession::open(store);
    assert_eq!(problems, []);
    let mut desk = Desk::new(stored.to_state(), Arc::new(|| {}));
    desk.restore(&stored);
    wait(&mut desk);
    desk
}

/// Keeps the session as the window does when it closes.
fn keep(desk: &Desk, folder: &Path) {
    let keeper = Keeper::new(Store::new(folder, FILE)).expect("a thread");
    keeper.keep("an older text, not worth writing".to_owned());
    keeper.keep(StoredSession::of(&desk.state).to_text());
}

#[test]
fn everything_comes_back_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = bulletins(folder.path());
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(files.clone()));
    wait(&mut desk);
    let key = support::find(&desk.state, "reemployment", "湖北省", 91_000.0);
    let question = desk.state.session.question.as_ref().expect("something is asked").indicator;
    for command in [
        Command::ChooseIndicator(question),
        Command::ToggleStatus(Status::Target),
        Command::ToggleTargetsRanked,
        Command::ToggleUnsure,
        Command::SetSort(Sort::Name),
        Command::SelectObservation(key, Origin::Chart),
        Command::SetView(View::Trend),
        Command::SetTheme(ThemeChoice::Dark),
        Command::SwitchLanguage,
        Command::StepReaderText(2),
        Command::StepZoom(3),
        Command::Table(table::Change::Filter("湖北".to_owned())),
        Command::Table(table::Change::Width(table::TableColumn::Article, Some(333.0))),
        Command::Rail(Change::Filter("就业".to_owned())),
        Command::Rail(Change::GroupBy(Grouping::Area)),
        Command::Matrix(matrix::Change::Pin(vec![AreaCode(420_000), AreaCode(430_000)])),
        Command::Matrix(matrix::Change::ToggleSharedOnly),
        Command::SetWidth(jobscope::app::command::Side::Rail, 333.0),
        Command::Search(search::Change::Type("湖北".to_owned())),
    ] {
        desk.send(command);
    }
    while desk.state.transient.search.is_running {
        desk.take_in();
    }
    desk.send(Command::Search(search::Change::Show(false)));
    keep(&desk, folder.path());

    let mut again = next_start(&Store::new(folder.path(), FILE));
    let (before, after) = (&desk.state.session, &again.state.session);
    assert_eq!(after.question, before.question);
    assert_eq!(after.question.as_ref().map(|question| question.targets), Some(TargetRule::Ranked));
    assert_eq!(after.selection, before.selection);
    assert_eq!((after.view, after.theme, after.language), (View::Trend, ThemeChoice::Dark, Language::En));
    assert_eq!((&after.table, &after.rail, &after.matrix), (&before.table, &before.rail, &before.matrix));
    assert_eq!(after.reader_text_points, before.reader_text_points);
    assert_eq!((after.zoom, after.numbers), (before.zoom, before.numbers));
    assert_eq!(after.rail_width, Some(333.0));
    assert_eq!(after.recent_searches, ["湖北"]);
    assert_eq!(after.recent_files, files);
    assert_eq!(after.read.sorted(), before.read.sorted());
    assert!(again.state.is_read(key.into()));
    let sources: Vec<_> = again.state.documents.iter().map(|open| open.source.short_name()).collect();
    assert_eq!(sources, ["五月.md", "六月.md"]);
    // What was stored is stored again alike.
    again.send(Command::CheckRecent);
    assert_eq!(StoredSession::of(&again.state), StoredSession::of(&desk.state));
}

#[test]
fn what_was_selected_is_found_in_a_file_that_has_changed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = bulletins(folder.path());
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(files.clone()));
    wait(&mut desk);
    let key = support::find(&desk.state, "urban_new_jobs", "湖南省", 305_000.0);
    desk.send(Command::SelectObservation(key, Origin::Chart));
    keep(&desk, folder.path());
    // An article has come in before, and the sentence stands further down.
    let old = std::fs::read_to_string(&files[0]).expect("it is there");
    let new = old
        .replace("### 湖北", "### 江西 | 新来的\n\n江西省城镇新增就业12万人。\n\n### 湖北")
        .replace("1至4月，湖南省", "新的一句话。1至4月，湖南省");
    std::fs::write(&files[0], new).expect("it is written");
    let again = next_start(&Store::new(folder.path(), FILE));
    let selection = again.state.session.selection;
    let found = selection.observation.and_then(|key| again.state.documents.observation(key)).expect("it is found");
    assert_eq!((found.ref_area.name.as_str(), found.quantity.value), ("湖南省", 305_000.0));
    assert_eq!(selection.article.map(|key| key.article), Some(2));
}

#[test]
fn a_file_that_is_gone_keeps_its_place_until_it_is_located() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = bulletins(folder.path());
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(files.clone()));
    wait(&mut desk);
    keep(&desk, folder.path());
    let moved = folder.path().join("搬走了.md");
    std::fs::rename(&files[0], &moved).expect("it is moved");
    let mut again = next_start(&Store::new(folder.path(), FILE));
    let states: Vec<bool> = again.state.documents.iter().map(|open| open.is_missing).collect();
    assert_eq!(states, [true, false]);
    assert!(again.state.session.selection.article.is_some(), "something else is shown");
    let id = again.state.documents.iter().next().expect("the gap").id;
    again.send(Command::LocateMissing(id));
    again.send(Command::OpenPaths(vec![moved.clone()]));
    wait(&mut again);
    let states: Vec<bool> = again.state.documents.iter().map(|open| open.is_missing).collect();
    assert_eq!(states, [false, false], "it takes its old place");
    assert_eq!(StoredSession::of(&again.state).files, [moved, files[1].clone()]);
}

#[test]
fn a_damaged_part_costs_that_part_and_the_file_is_set_aside() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path(), FILE);
    let damaged = r#"{"theme":"Dark","view":"Hologram","is_english":true,"recent_searches":["湖北",7],"rail_filter":"就业","of_a_newer_version":[1]}"#;
    std::fs::write(store.path(), damaged).expect("it is written");
    let (stored, problems) = StoredSession::open(&store);
    assert_eq!((stored.theme, stored.is_english, stored.rail_filter.as_str()), (ThemeChoice::Dark, true, "就业"));
    assert_eq!((stored.view, stored.recent_searches.len()), (View::Compare, 0));
    assert_eq!(problems.len(), 1);
    let message = &problems[0].message.zh;
    assert!(message.contains("view") && message.contains("recent_searches"), "{message}");
    let kept = folder.path().join("session.unreadable-1.json");
    assert_eq!(std::fs::read_to_string(kept).expect("it is kept"), damaged);
}

#[test]
fn a_file_that_is_no_session_is_set_aside_before_it_is_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path(), FILE);
    for (n, damaged) in [&b"{\"theme\":\"Da"[..], b"\xff\xfe\x00", b"[]", b""].into_iter().enumerate() {
        std::fs::write(store.path(), damaged).expect("it is written");
        let (stored, problems) = StoredSession::open(&store);
        assert_eq!(stored, StoredSession::default());
        assert_eq!(problems.len(), 1, "{damaged:?}");
        let kept = folder.path().join(format!("session.unreadable-{}.json", n + 1));
        assert_eq!(std::fs::read(kept).expect("it is kept"), damaged);
    }
    keep(&support::desk(), folder.path());
    assert_eq!(StoredSession::open(&store).1, []);
}

#[test]
fn a_second_window_leaves_the_first_ones_session_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = Keeper::new(Store::new(folder.path(), FILE)).expect("a thread");
    let mut store = Store::new(folder.path(), FILE);
    first.keep(StoredSession { rail_filter: "一".to_owned(), ..StoredSession::default() }.to_text());
    while store.read().expect("it can be read").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let written = store.write("{}").expect("the folder is there");
    assert_eq!(written, jobscope::library::Written::OtherWindow);
    drop(first);
    assert_eq!(StoredSession::open(&store).0.rail_filter, "一");
}

#[test]
fn recent_files_are_the_newest_and_each_once() {
    let mut session = jobscope::app::state::Session::default();
    for n in 0..20 {
        session.note_recent(format!("/{n}.md").into());
    }
    session.note_recent("/10.md".into());
    assert_eq!(session.recent_files.len(), RECENT_FILES);
    assert_eq!(session.recent_files[..2], [std::path::PathBuf::from("/10.md"), "/19.md".into()]);
    let mut desk = Desk::new(jobscope::app::state::AppState { session, ..Default::default() }, Arc::new(|| {}));
    desk.send(Command::CheckRecent);
    for _ in 0..500 {
        desk.take_in();
        if !desk.state.transient.gone.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert_eq!(desk.state.transient.gone.len(), RECENT_FILES, "none of them is there");
    desk.send(Command::ForgetRecent);
    assert!(desk.state.session.recent_files.is_empty());
}

/// The title of the first article on the desk.
fn first_title(desk: &Desk) -> String {
    let open = desk.state.documents.iter().next().expect("something is open");
    open.article(0).expect("it has an article").title.clone()
}

#[test]
fn a_file_is_read_again_in_the_encoding_that_was_chosen_and_stays_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("简报.md");
    let text = "# 就业简报 2023年5月20日\n\n## 各地\n\n### 湖北 | 就业平稳\n\n1至4月，湖北省城镇新增就业26.21万人。\n";
    std::fs::write(&path, encoding_rs::GB18030.encode(text).0).expect("a file is written");
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(vec![path.clone()]));
    wait(&mut desk);
    let key = support::find(&desk.state, "urban_new_jobs", "湖北省", 262_100.0);
    desk.send(Command::SelectObservation(key, Origin::Chart));

    let read = |desk: &mut Desk, chosen| {
        desk.send(Command::Reread(rereading::Change::Read(path.clone(), chosen)));
        wait(desk);
    };
    read(&mut desk, Some(encoding_rs::BIG5));
    assert!(!first_title(&desk).contains("就业"), "in the wrong encoding nothing can be read");
    assert_eq!(desk.state.session.selection.observation, None, "what was selected is not there any more");
    let article = desk.state.session.selection.article.expect("the article stays in the reader");
    assert!(desk.state.documents.article(article).is_some());
    desk.send(Command::Undo);
    wait(&mut desk);
    assert_eq!(first_title(&desk), "湖北 | 就业平稳");
    assert_eq!(desk.state.documents.len(), 1);
    assert_eq!(desk.state.documents.items().len(), 1);

    read(&mut desk, Some(encoding_rs::GB18030));
    keep(&desk, folder.path());
    let again = next_start(&Store::new(folder.path(), FILE));
    let open = again.state.documents.iter().next().expect("it is open again");
    assert_eq!((open.encoding, open.is_missing), (Some(encoding_rs::GB18030), false));
}

#[test]
fn a_file_that_has_changed_is_read_again_and_one_that_is_gone_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = bulletins(folder.path());
    let mut desk = support::empty_desk();
    desk.load(Request::Paths(files.clone()));
    wait(&mut desk);
    let n_before = desk.state.documents.items().len();
    desk.send(Command::NextArticle);
    let place = desk.state.session.selection.article.expect("an article is shown").article;
    let text = std::fs::read_to_string(&files[0]).expect("it is there");
    std::fs::write(&files[0], format!("{text}\n全省发放创业担保贷款3.2亿元。\n")).expect("it is written");
    let again = || Command::Reread(rereading::Change::ReadShown);
    desk.send(again());
    wait(&mut desk);
    assert_eq!(desk.state.documents.items().len(), n_before + 1);
    assert_eq!(desk.state.session.selection.article.expect("it stays in the reader").article, place);
    let names: Vec<String> = desk.state.documents.iter().map(|open| open.source.short_name()).collect();
    assert_eq!(names, ["五月.md", "六月.md"], "it stays in its place");

    std::fs::remove_file(&files[0]).expect("it is removed");
    desk.send(again());
    wait(&mut desk);
    assert_eq!(desk.state.documents.items().len(), n_before + 1);
    assert_eq!(desk.state.transient.problems.len(), 1);
    // Once it is back, what was wrong with it is not said any more.
    std::fs::write(&files[0], text).expect("it is written");
    desk.send(again());
    wait(&mut desk);
    assert_eq!(desk.state.documents.items().len(), n_before);
    assert_eq!(desk.state.transient.problems, []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// Whatever stands in the file: it is answered, and what it gave can be kept and read again without loss.
    #[test]
    fn any_stored_session_is_answered(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)) {
        let mut bytes = include_bytes!("../fuzz/seeds/session/session.json").to_vec();
        for (place, byte) in &places {
            let at = place.index(bytes.len());
            bytes[at] = *byte;
        }
        if let Ok((stored, lost)) = StoredSession::parse(&bytes) {
            prop_assert!(!places.is_empty() || lost.is_empty(), "{:?}", lost);
            let again = StoredSession::of(&stored.to_state()).to_text();
            let (_, lost) = StoredSession::parse(again.as_bytes()).expect("what the program writes is JSON");
            prop_assert_eq!(lost, Vec::<String>::new());
        }
    }
}
