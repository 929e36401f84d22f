//! Finding one's way in the window: search, palette, left list, recent files, opening many.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jobscope::app::command::Command;
use jobscope::app::state::ThemeChoice;
use jobscope::compare::words::Language;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
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
    harness.state_mut().desk.send(Command::Search(jobscope::app::search::Change::Type(String::new())));
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

/// Writes pictures to look at, where a folder is named for them.
#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("JOBSCOPE_PICTURES").map(std::path::PathBuf::from) else { return };
    for (size, size_name) in [([1400.0, 900.0], "wide"), ([900.0, 600.0], "small")] {
        for (theme, language, name) in
            [(ThemeChoice::Light, Language::Zh, "light"), (ThemeChoice::Dark, Language::En, "dark")]
        {
            let shoot = |what: &str, prepare: &dyn Fn(&mut Opened)| {
                let mut harness = window(desk(), size, theme);
                harness.state_mut().desk.send(Command::SetLanguage(language));
                prepare(&mut harness);
                wait(&mut harness);
                let picture = harness.render().expect("a picture");
                picture.save(folder.join(format!("{what}-{size_name}-{name}.png"))).expect("it is written");
            };
            let send = |harness: &mut Opened, command: Command| drop(harness.state_mut().desk.send(command));
            use jobscope::app::search::Change;
            shoot("search", &|harness| {
                send(harness, Command::Search(Change::Show(true)));
                send(harness, Command::Search(Change::Type("湖北 就业".to_owned())));
                wait(harness);
                send(harness, Command::Search(Change::Open(1)));
            });
            shoot("recent", &|harness| {
                harness.state_mut().desk.state.session.recent_searches =
                    vec!["临漳 czxzjy".into(), "“零工市场” 湖北".into()];
                send(harness, Command::Search(Change::Show(true)));
            });
            shoot("palette", &|harness| send(harness, Command::ShowPalette(true)));
            shoot("help", &|harness| send(harness, Command::ShowHelp(true)));
            shoot("rail", &|harness| {
                if harness.state().desk.state.transient.is_narrow {
                    send(harness, Command::ToggleRail);
                }
            });
        }
    }
}
