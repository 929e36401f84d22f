//! Finding one's way in the window: search, palette, left list, recent files, opening many.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jobscope::app::command::Command;
use jobscope::app::rail::{self, Grouping};
use jobscope::app::search;
use jobscope::ui::window::Window;

use support::gui::usual;
use support::{desk, find};

type Opened = Harness<'static, Window>;

fn click(harness: &mut Opened, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// Lets searches and background jobs finish.
fn wait(harness: &mut Opened) {
    for _ in 0..600 {
        harness.step();
        let desk = &harness.state().desk;
        if !desk.is_loading() && !desk.state.transient.search.is_running {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(!harness.state().desk.is_loading(), "loading takes too long");
    harness.run();
}

fn type_into(harness: &mut Opened, label: &str, text: &str) {
    harness.get_by_role_and_label(Role::SearchInput, label).type_text(text);
    harness.run();
    wait(harness);
}

fn hits(harness: &Opened) -> Vec<String> {
    harness.query_all_by_role(Role::ListBoxOption).filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn a_search_finds_a_figure_and_opens_its_sentence() {
    let mut harness = usual(desk());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run();
    type_into(&mut harness, "搜索全部简报", "临漳 czxzjy");
    let found = hits(&harness);
    assert!(
        found.first().is_some_and(|hit| hit.starts_with("临漳县 城镇新增就业") && hit.ends_with("2156人")),
        "{found:?}"
    );
    harness.key_press(Key::Enter);
    harness.run();
    let state = &harness.state().desk.state;
    assert_eq!(state.session.selection.observation, Some(find(state, "urban_new_jobs", "临漳县", 2156.0)));
    assert!(state.transient.search.is_shown, "the list stays for the next hit");
    harness.get_by_role_and_label(Role::Link, "2156人 城镇新增就业");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().desk.state.transient.search.is_shown);
    // What was looked for is offered again.
    harness.state_mut().desk.send(Command::Search(search::Change::Type(String::new())));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run();
    click(&mut harness, Role::MenuItemRadio, "临漳 czxzjy");
    wait(&mut harness);
    assert!(!hits(&harness).is_empty());
}

#[test]
fn a_search_for_words_shows_their_place() {
    let mut harness = usual(desk());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run();
    type_into(&mut harness, "搜索全部简报", "“据统计”");
    let found = hits(&harness);
    assert!(!found.is_empty());
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::ArrowUp);
    harness.key_press(Key::Enter);
    harness.run();
    let (article, span) = harness.state().desk.state.transient.reveal_span.expect("a place is shown");
    let text = &harness.state().desk.state.documents.article(article).expect("it is open").text;
    assert!(span.of(text).contains("据统计"));
    type_into(&mut harness, "搜索全部简报", "没有这样的话");
    assert!(harness.query_by_label("没有找到").is_some());
}

#[test]
fn the_palette_does_what_was_typed_by_its_initials() {
    let mut harness = usual(desk());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    type_into(&mut harness, "查找命令", "bgst");
    assert_eq!(hits(&harness).first().map(String::as_str), Some("表格视图"));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().desk.state.session.view, jobscope::app::state::View::Table);
    // Areas and indicators are offered too; what does not apply now does nothing.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    type_into(&mut harness, "查找命令", "地区：湖北");
    assert_eq!(hits(&harness).first().map(String::as_str), Some("地区：湖北省"));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("查找命令").is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    type_into(&mut harness, "查找命令", "重做");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().desk.state.transient.shows_palette, "there is nothing to do again");
}

/// The name of what has the keyboard.
fn focused(harness: &Opened) -> Option<String> {
    harness
        .query_all_by(|node| node.is_focused() && node.label().is_some())
        .find_map(|node| node.accesskit_node().label())
}

fn press(harness: &mut Opened, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn the_left_list_is_walked_by_keyboard() {
    let mut harness = usual(desk());
    harness.get_by_role_and_label(Role::DisclosureTriangle, "就业动态 五月").focus();
    harness.run();
    press(&mut harness, Key::ArrowDown);
    assert_eq!(focused(&harness).as_deref(), Some("宏观形势"));
    press(&mut harness, Key::ArrowLeft);
    assert!(harness.query_by_label("全国 前四个月就业总体稳定").is_none(), "left folds");
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    assert_eq!(focused(&harness).as_deref(), Some("全国 前四个月就业总体稳定"), "right unfolds, then goes in");
    press(&mut harness, Key::End);
    assert_eq!(focused(&harness).as_deref(), Some("江苏 前三季度就业"));
    press(&mut harness, Key::Enter);
    let state = &harness.state().desk.state;
    let shown = state.session.selection.article.and_then(|key| state.documents.article(key));
    assert_eq!(shown.map(|article| article.title.as_str()), Some("江苏 | 前三季度就业"));
    press(&mut harness, Key::ArrowLeft);
    assert_eq!(focused(&harness).as_deref(), Some("各地"), "left goes to the head");
    press(&mut harness, Key::Home);
    assert_eq!(focused(&harness).as_deref(), Some("就业动态 五月"));
}

#[test]
fn the_left_list_is_grouped_by_area_and_tells_what_is_unread() {
    let mut harness = usual(desk());
    click(&mut harness, Role::RadioButton, "地区");
    harness.get_by_role_and_label(Role::DisclosureTriangle, "湖北省");
    click(&mut harness, Role::DisclosureTriangle, "广东省");
    assert!(harness.query_by_label("广东佛山 岗位多起来").is_none());
    click(&mut harness, Role::Button, "目录的更多操作");
    click(&mut harness, Role::MenuItemRadio, "全部标为已读");
    assert!(harness.state().desk.derived.unread.get().iter().all(|n| *n == 0));
    let article = harness.get_by_role_and_label(Role::ListItem, "湖北 就业开局平稳");
    article.click_secondary();
    harness.run();
    click(&mut harness, Role::MenuItemRadio, "标为未读");
    assert_eq!(harness.state().desk.derived.unread.get().iter().sum::<usize>(), 1);
}

fn write(folder: &std::path::Path, n: usize, text: &str) -> std::path::PathBuf {
    let path = folder.join(format!("{n:03}.md"));
    std::fs::write(&path, text).expect("a file is written");
    path
}

#[test]
fn two_hundred_files_open_and_an_import_can_be_cancelled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 0..200 {
        // Long enough that they are not all read before the click.
        write(folder.path(), n, &support::texts::bulletin(n, 60));
    }
    let mut harness = usual(support::empty_desk());
    let open = Command::OpenPaths(vec![folder.path().to_owned()]);
    harness.state_mut().desk.send(open.clone());
    for _ in 0..2000 {
        harness.step();
        if harness.state().desk.state.documents.len() > 3 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    click(&mut harness, Role::Link, "取消");
    wait(&mut harness);
    let n_done = harness.state().desk.state.documents.len();
    assert!((4..200).contains(&n_done), "{n_done}");
    harness.get_by_label_contains("已取消");
    // Again, to the end: what is open already is recognised.
    harness.state_mut().desk.send(open);
    wait(&mut harness);
    assert_eq!(harness.state().desk.state.documents.len(), 200);
    assert_eq!(harness.state().desk.derived.totals.get().n_articles, 12_000);
    let n_rows = harness.query_all_by_role(Role::ListItem).count();
    assert!(n_rows < 60, "{n_rows} rows are drawn of 12000");
    // The folder is among the recent files.
    // The views have a button of this name too; the menu of the window stands above them.
    let more =
        harness.get_all_by_role(Role::Button).filter(|node| node.accesskit_node().label().as_deref() == Some("更多"));
    more.min_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).expect("the menu").click();
    harness.run();
    let name = folder.path().file_name().expect("it has a name").to_string_lossy().into_owned();
    harness.get_by_role_and_label(Role::MenuItemRadio, &name);
    click(&mut harness, Role::MenuItemRadio, "清除记录");
    assert!(harness.state().desk.state.session.recent_files.is_empty());
}

#[test]
fn a_broken_file_costs_itself_and_says_why() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let good = write(folder.path(), 1, &support::texts::bulletin(1, 3));
    let broken = folder.path().join("坏的.md");
    std::fs::write(&broken, b"\x89PNG\r\n and no more").expect("a file is written");
    let mut harness = usual(support::empty_desk());
    harness.state_mut().desk.send(Command::OpenPaths(vec![broken, good]));
    wait(&mut harness);
    assert_eq!(harness.state().desk.state.documents.len(), 1);
    click(&mut harness, Role::Link, "逐个查看");
    harness.get_by_label("坏的.md 没有可看的内容，见问题清单");
    harness.get_by_label_contains("001.md 3 篇文章");
    click(&mut harness, Role::Link, "逐个查看");
    click(&mut harness, Role::Link, "1 个问题");
    harness.get_by_label_contains("这是图片，读不了");
}

#[test]
fn the_window_comes_back_as_it_was_left() {
    use jobscope::app::session::{FILE, StoredSession};
    use jobscope::library::Store;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = vec![
        write(folder.path(), 1, &support::texts::bulletin(1, 12)),
        write(folder.path(), 2, &support::texts::bulletin(2, 12)),
    ];
    let mut harness = usual(support::empty_desk());
    harness.state_mut().desk.send(Command::OpenPaths(files.clone()));
    wait(&mut harness);
    harness.key_press(Key::Num5);
    harness.run();
    click(&mut harness, Role::RadioButton, "栏目");
    click(&mut harness, Role::ListItem, "湖北 多措并举稳就业第1之11号");
    let mut store = Store::new(folder.path(), FILE);
    store.write(&StoredSession::of(&harness.state().desk.state).to_text()).expect("it is kept");
    let before = harness.state().desk.state.session.selection;
    std::fs::remove_file(&files[1]).expect("it is gone");

    let (stored, problems) = StoredSession::open(&store);
    assert!(problems.is_empty());
    let mut desk = jobscope::app::Desk::new(stored.to_state(), std::sync::Arc::new(|| {}));
    desk.restore(&stored);
    let mut again = usual(desk);
    wait(&mut again);
    assert_eq!(again.state().desk.state.session.selection, before);
    let row = again.get_by_role_and_label(Role::ListItem, "湖北 多措并举稳就业第1之11号");
    assert_eq!(row.accesskit_node().toggled(), Some(eframe::egui::accesskit::Toggled::True));
    assert!(again.ctx.content_rect().contains_rect(row.rect()), "it is in view");
    // What is gone is listed, with what can be done.
    again.state_mut().desk.send(Command::Rail(rail::Change::GroupBy(Grouping::Bulletin)));
    again.run();
    again.state_mut().desk.send(Command::Rail(rail::Change::FoldAll));
    again.run();
    again.get_by_role_and_label(Role::Link, "重新指定…");
    click(&mut again, Role::Link, "移出目录");
    assert_eq!(again.state().desk.state.documents.len(), 1);
}

#[test]
fn data_are_exported_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("数据.csv");
    let mut harness = usual(desk());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "CSV 表格").click();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "当前显示的数据").click();
    harness.run();
    // As where no dialog can be shown.
    harness.state_mut().desk.send(Command::Export(jobscope::app::exporting::Change::AskPath));
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "保存到").type_text(&path.display().to_string());
    harness.key_press(Key::Enter);
    harness.run();
    for _ in 0..500 {
        if path.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.step();
    }
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(text.contains("selection") && text.contains("城镇新增就业"), "{text}");
}
