//! The table in the window: sorting, filtering, choosing columns, marking and copying, by pointer and by keyboard alone.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jobscope::app::command::Command;
use jobscope::app::state::{Notice, ThemeChoice, View};
use jobscope::app::table::{Change, ColumnFilter, TableColumn, Tick};
use jobscope::compare::words::Language;
use jobscope::model::observation::Status;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
use support::{desk, find};

type Opened = Harness<'static, Window>;

/// The table, on a wide window.
fn table() -> Opened {
    let mut harness = usual(desk());
    harness.key_press(Key::Num5);
    harness.run();
    harness
}

fn click(harness: &mut Opened, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

fn press(harness: &mut Opened, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// The names of the rows on the screen.
fn rows(harness: &Opened) -> Vec<String> {
    harness.query_all_by_role(Role::Row).filter_map(|node| node.accesskit_node().label()).collect()
}

/// How many rows fit the filters.
fn n_rows(harness: &Opened) -> usize {
    harness.state().desk.derived.table.get().len()
}

fn n_marked(harness: &Opened) -> usize {
    harness.state().desk.state.transient.marked.len()
}

/// What a copy put on the clipboard, line by line.
fn copied(harness: &mut Opened) -> Vec<String> {
    harness.event(Event::Copy);
    let mut text = None;
    // The command is done after drawing, and what it copies leaves with that frame or the next.
    for _ in 0..3 {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        text = text.or(commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    text.expect("something was copied").lines().map(str::to_owned).collect()
}

#[test]
fn a_header_sorts_and_says_so() {
    let mut harness = table();
    click(&mut harness, Role::ColumnHeader, "数值");
    assert!(rows(&harness)[0].starts_with("全国 城镇新增就业 424万人"), "{:?}", rows(&harness));
    click(&mut harness, Role::ColumnHeader, "数值（降序）");
    harness.get_by_role_and_label(Role::ColumnHeader, "数值（升序）");
    assert!(!rows(&harness)[0].starts_with("全国 城镇新增就业"), "{:?}", rows(&harness));
    // The cells of a row are told one by one too.
    assert!(harness.query_all_by_role(Role::Cell).count() >= 8 * rows(&harness).len());
    harness.get_by_role_and_label(Role::Table, "全部数据");
}

#[test]
fn a_column_is_filtered_by_words_ticks_and_numbers_and_freed_again() {
    let mut harness = table();
    let n_all = n_rows(&harness);
    click(&mut harness, Role::Button, "筛选列：地区");
    harness.get_by_role_and_label(Role::TextInput, "含有这些词").type_text("湖北");
    harness.run();
    assert!(rows(&harness).iter().all(|row| row.starts_with("湖北省")), "{:?}", rows(&harness));
    let n_hubei = n_rows(&harness);
    assert!(n_hubei > 0 && n_hubei < n_all);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_role(Role::TextInput).is_none(), "Esc closes the filter");
    // The filtered column is marked, and its filter can be cleared by its chip.
    harness.get_by_role_and_label(Role::Button, "筛选列：地区（已筛选）");
    click(&mut harness, Role::Button, "清除筛选：地区：湖北");
    assert_eq!(n_rows(&harness), n_all);

    click(&mut harness, Role::Button, "筛选列：性质");
    // The first box of this name is in the filter: the table has no chips for standings.
    click(&mut harness, Role::CheckBox, "实际");
    assert!(n_rows(&harness) < n_all && n_rows(&harness) > 0);
    assert!(rows(&harness).iter().all(|row| !row.contains(" 实际 ")), "{:?}", rows(&harness));
    click(&mut harness, Role::CheckBox, "目标");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    click(&mut harness, Role::Link, "清除全部筛选");
    assert_eq!(n_rows(&harness), n_all);

    click(&mut harness, Role::Button, "筛选列：数值");
    harness.get_by_role_and_label(Role::TextInput, "不小于").type_text("100万");
    harness.run();
    assert_eq!(n_rows(&harness), 3);
    harness.get_by_role_and_label(Role::TextInput, "不大于").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "不大于").type_text("很多");
    harness.run();
    assert_eq!(n_rows(&harness), 3, "what is no number holds nothing back");
    harness.get_by_label_contains("请输入数字");
    click(&mut harness, Role::Link, "清除这一筛选");
    assert_eq!(n_rows(&harness), n_all);
}

#[test]
fn only_what_the_chart_shows() {
    let mut harness = table();
    let n_all = n_rows(&harness);
    click(&mut harness, Role::CheckBox, "只看图中数据");
    assert!(rows(&harness).iter().all(|row| row.contains("城镇新增就业")), "{:?}", rows(&harness));
    assert!(n_rows(&harness) > 0 && n_rows(&harness) < n_all);
    click(&mut harness, Role::CheckBox, "只看图中数据");
    assert_eq!(n_rows(&harness), n_all);
}

#[test]
fn columns_are_chosen_from_a_list_that_stays_open() {
    for size in [[1400.0, 900.0], [900.0, 600.0]] {
        let mut harness = window(desk(), size, ThemeChoice::Light);
        harness.key_press(Key::Num5);
        harness.run();
        let shown = |harness: &Opened| harness.state().desk.state.session.table.columns.clone();
        assert!(harness.query_by_role_and_label(Role::ColumnHeader, "地区代码").is_none());
        click(&mut harness, Role::Button, "选择列");
        click(&mut harness, Role::CheckBox, "地区代码");
        click(&mut harness, Role::CheckBox, "指标");
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(harness.query_by_role_and_label(Role::CheckBox, "地区代码").is_none(), "Esc closes the list");
        harness.get_by_role_and_label(Role::ColumnHeader, "地区代码");
        assert!(harness.query_by_role_and_label(Role::ColumnHeader, "指标").is_none());
        assert!(rows(&harness)[0].starts_with("全国 100000 424万人"), "{:?}", rows(&harness));
        click(&mut harness, Role::Button, "选择列");
        click(&mut harness, Role::Link, "恢复常用列");
        assert_eq!(shown(&harness), TableColumn::USUAL, "{size:?}");
    }
}

#[test]
fn rows_are_marked_with_the_pointer_and_copied_in_the_tables_order() {
    let mut harness = table();
    let row = |harness: &Opened, n: usize| harness.get_all_by_role(Role::Row).nth(n).expect("a row").rect().center();
    let at = |harness: &mut Opened, n: usize, modifiers: Modifiers| {
        let center = row(harness, n);
        harness.hover_at(center);
        for pressed in [true, false] {
            let button = eframe::egui::PointerButton::Primary;
            harness.event_modifiers(Event::PointerButton { pos: center, button, pressed, modifiers }, modifiers);
            harness.step();
        }
        harness.run();
    };
    at(&mut harness, 2, Modifiers::NONE);
    assert_eq!(n_marked(&harness), 1);
    assert!(harness.state().desk.state.session.selection.observation.is_some(), "a click opens the sentence");
    at(&mut harness, 5, Modifiers::SHIFT);
    assert_eq!(n_marked(&harness), 4);
    at(&mut harness, 0, Modifiers::COMMAND);
    at(&mut harness, 3, Modifiers::COMMAND);
    assert_eq!(n_marked(&harness), 4);
    harness.get_by_label_contains("已选 4 行");
    let shown: Vec<_> = harness.state().desk.derived.table.get().iter().copied().take(6).collect();
    let lines = copied(&mut harness);
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("地区代码\t地区\t级别\t指标\t"), "{}", lines[0]);
    let quotes: Vec<String> = [0, 2, 4, 5]
        .map(|n: usize| {
            let key = shown[n];
            let documents = &harness.state().desk.state.documents;
            let article = documents.article(key.into()).expect("it is open");
            documents.observation(key).expect("it is open").quote.of(&article.text).to_owned()
        })
        .to_vec();
    for (line, quote) in lines[1..].iter().zip(quotes) {
        assert!(line.split('\t').any(|cell| cell == quote), "{quote} in {line}");
    }
    assert_eq!(harness.state().desk.state.transient.notices.back(), Some(&Notice::CopiedRows { n_rows: 4 }));
}

#[test]
fn a_menu_copies_all_that_is_shown() {
    let mut harness = table();
    harness.state_mut().desk.send(Command::Table(Change::Filter("湖北".to_owned())));
    harness.run();
    click(&mut harness, Role::Button, "更多操作");
    click(&mut harness, Role::MenuItemRadio, "复制全部显示的行");
    let n_rows = n_rows(&harness);
    assert!(n_rows > 0);
    assert_eq!(harness.state().desk.state.transient.notices.back(), Some(&Notice::CopiedRows { n_rows }));
}

#[test]
fn the_keyboard_alone_walks_marks_opens_and_copies() {
    let mut harness = table();
    let key = |harness: &Opened, n: usize| harness.state().desk.derived.table.get()[n];
    let cursor = |harness: &Opened| harness.state().desk.state.transient.marked.cursor();
    // Whoever comes by the key 5 is on the rows at once.
    let selected = harness.state().desk.state.session.selection.observation;
    press(&mut harness, Modifiers::NONE, Key::Home);
    assert_eq!(cursor(&harness), Some(key(&harness, 0)));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(cursor(&harness), Some(key(&harness, 2)));
    assert_eq!(harness.state().desk.state.session.selection.observation, selected, "walking opens nothing");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().desk.state.session.selection.observation, Some(key(&harness, 2)));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(n_marked(&harness), 3);
    assert_eq!(copied(&mut harness).len(), 4);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(n_marked(&harness), 2);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(n_marked(&harness), n_rows(&harness) - 2);
    press(&mut harness, Modifiers::NONE, Key::PageUp);
    assert_eq!(n_marked(&harness), 1);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(n_marked(&harness), n_rows(&harness));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(n_marked(&harness), 0);
}

#[test]
fn headers_and_filters_are_reached_by_tab() {
    let mut harness = table();
    harness.get_by_role_and_label(Role::ColumnHeader, "地区").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_role_and_label(Role::ColumnHeader, "地区（升序）");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert!(harness.get_by_role_and_label(Role::Button, "筛选列：地区").is_focused());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    // The field has the keyboard at once.
    harness.event(Event::Text("临漳".to_owned()));
    harness.run();
    assert!(rows(&harness).iter().all(|row| row.starts_with("临漳县")), "{:?}", rows(&harness));
}

#[test]
fn a_row_far_below_is_brought_into_view() {
    let mut harness = window(support::many::desk(3, 10), [900.0, 600.0], ThemeChoice::Light);
    harness.key_press(Key::Num5);
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::End);
    let last = harness.state().desk.derived.table.get().len() - 1;
    assert_eq!(last, 599);
    let screen = harness.ctx.content_rect();
    let marked: Vec<_> = harness
        .query_all_by_role(Role::Row)
        .filter(|node| node.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True))
        .map(|node| node.rect())
        .collect();
    assert_eq!(marked.len(), 1);
    assert!(screen.contains_rect(marked[0].with_max_x(screen.right())), "{:?}", marked[0]);
    assert!(rows(&harness).len() < 30, "only what is on the screen is drawn");
}

#[test]
fn a_selected_figure_is_shown_where_it_stands() {
    let mut harness = table();
    let key = find(&harness.state().desk.state, "urban_new_jobs", "临漳县", 2156.0);
    harness.state_mut().desk.send(Command::SelectObservation(key, jobscope::app::command::Origin::Reader));
    harness.run();
    let row = harness
        .get_all_by_role(Role::Row)
        .find(|row| row.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True));
    assert!(row.and_then(|row| row.accesskit_node().label()).is_some_and(|label| label.starts_with("临漳县")));
}

/// Writes pictures to look at, where a folder is named for them.
#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("JOBSCOPE_PICTURES").map(std::path::PathBuf::from) else { return };
    let send = |harness: &mut Opened, change: Change| drop(harness.state_mut().desk.send(Command::Table(change)));
    for (size, size_name) in [([1400.0, 900.0], "wide"), ([900.0, 600.0], "small")] {
        for (theme, language, name) in
            [(ThemeChoice::Light, Language::Zh, "light"), (ThemeChoice::Dark, Language::En, "dark")]
        {
            let shoot = |what: &str, prepare: &dyn Fn(&mut Opened)| {
                let mut harness = window(desk(), size, theme);
                harness.state_mut().desk.send(Command::SetLanguage(language));
                harness.state_mut().desk.send(Command::SetView(View::Table));
                harness.run();
                prepare(&mut harness);
                harness.run();
                let picture = harness.render().expect("a picture");
                picture.save(folder.join(format!("{what}-{size_name}-{name}.png"))).expect("it is written");
            };
            let filtered = |harness: &mut Opened| {
                let without = ColumnFilter::Without(vec![Tick::Status(Status::Policy)]);
                send(harness, Change::FilterColumn(TableColumn::Status, Some(without)));
                let least = ColumnFilter::Between { least: Some(0.5), most: None };
                send(harness, Change::FilterColumn(TableColumn::Confidence, Some(least)));
                harness.run();
            };
            let open = |harness: &mut Opened, zh: &str, en: &str| {
                let label = if language == Language::Zh { zh } else { en };
                click(harness, Role::Button, label);
                harness.run();
            };
            shoot("table", &|harness| {
                press(harness, Modifiers::NONE, Key::Home);
                press(harness, Modifiers::NONE, Key::ArrowDown);
                press(harness, Modifiers::NONE, Key::Enter);
                press(harness, Modifiers::SHIFT, Key::ArrowDown);
                press(harness, Modifiers::SHIFT, Key::ArrowDown);
            });
            shoot("filter", &|harness| {
                filtered(harness);
                open(harness, "筛选列：口径", "Filter column: Measure");
            });
            shoot("number", &|harness| {
                filtered(harness);
                open(harness, "筛选列：数值", "Filter column: Value");
            });
            shoot("columns", &|harness| {
                send(harness, Change::ToggleColumn(TableColumn::Sentence));
                send(harness, Change::ToggleColumn(TableColumn::Written));
                open(harness, "选择列", "Columns");
            });
        }
    }
}

#[test]
fn left_and_right_scroll_a_table_that_is_too_wide() {
    let mut harness = window(desk(), [900.0, 600.0], ThemeChoice::Light);
    harness.key_press(Key::Num5);
    harness.run();
    let all = TableColumn::ALL.into_iter().filter(|column| !TableColumn::USUAL.contains(column));
    for column in all.collect::<Vec<_>>() {
        harness.state_mut().desk.send(Command::Table(Change::ToggleColumn(column)));
    }
    harness.run();
    let left = |harness: &Opened| harness.get_by_role_and_label(Role::ColumnHeader, "指标").rect().left();
    let before = left(&harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(left(&harness) < before - 60.0, "{} {before}", left(&harness));
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(left(&harness), before);
}

#[test]
fn a_column_keeps_the_width_it_was_dragged_to() {
    let mut harness = table();
    let width = |harness: &Opened| {
        let left = |label| harness.get_by_role_and_label(Role::ColumnHeader, label).rect().left();
        left("指标") - left("地区")
    };
    let before = width(&harness);
    harness.state_mut().desk.send(Command::Table(Change::Width(TableColumn::Area, Some(before + 80.0))));
    harness.run();
    assert!((width(&harness) - before - 80.0).abs() < 0.5);
    harness.state_mut().desk.send(Command::Table(Change::Width(TableColumn::Area, None)));
    harness.run();
    assert_eq!(width(&harness), before);
}

#[test]
fn the_menu_of_a_row_has_a_key() {
    let mut harness = table();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    click(&mut harness, Role::MenuItemRadio, "复制全部显示的行");
    let notice = harness.state().desk.state.transient.notices.back();
    assert!(matches!(notice, Some(Notice::CopiedRows { .. })), "{notice:?}");
}
