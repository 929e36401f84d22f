//! The window, walked through by accessible role and label.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, MissingGlyphPolicy, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jobscope::app::command::Command;
use jobscope::app::rereading::Change;
use jobscope::app::state::{ThemeChoice, View};
use jobscope::model::indicator::Catalogue;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
use support::{desk, find};

const BAR: &str = "临漳县 2156人 2023年1—4月 实际";
const SENTENCE: &str = "据统计，1至4月份，全县城镇新增就业2156人";

type Opened = Harness<'static, Window>;

fn indicator(harness: &Opened) -> String {
    let question = harness.state().desk.state.session.question.as_ref().expect("something is asked");
    Catalogue::builtin().get(question.indicator).expect("of the catalogue").id.clone()
}

fn is_selected(node: &Node) -> bool {
    node.accesskit_node().is_selected() == Some(true) || node.accesskit_node().toggled() == Some(accesskit_on())
}

fn accesskit_on() -> eframe::egui::accesskit::Toggled {
    eframe::egui::accesskit::Toggled::True
}

fn click(harness: &mut Opened, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

#[test]
fn from_a_bar_to_its_sentence() {
    let mut harness = usual(desk());
    assert_eq!(indicator(&harness), "urban_new_jobs");
    click(&mut harness, Role::Button, BAR);
    assert!(is_selected(&harness.get_by_role_and_label(Role::Button, BAR)));
    // The article is open, the sentence is on the screen, the figure is the chosen one, the card tells of it.
    let paragraph = harness.get_by_label_contains(SENTENCE);
    let screen = harness.ctx.content_rect();
    assert!(screen.contains_rect(paragraph.rect()), "{:?}", paragraph.rect());
    assert!(is_selected(&harness.get_by_role_and_label(Role::Link, "2156人 城镇新增就业")));
    harness.get_by_role_and_label(Role::Link, "在图中定位");
}

#[test]
fn from_a_figure_to_its_bar() {
    let mut harness = usual(desk());
    click(&mut harness, Role::Button, BAR);
    click(&mut harness, Role::Link, "658人 失业人员再就业");
    assert_eq!(indicator(&harness), "reemployment");
    let bar = harness.get_by_role_and_label(Role::Button, "临漳县 658人 2023年1—4月 实际");
    assert!(is_selected(&bar));
    assert!(harness.ctx.content_rect().contains_rect(bar.rect()));
}

#[test]
fn choosing_an_indicator_by_its_pinyin() {
    let mut harness = usual(desk());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::I);
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "搜索指标").type_text("czdcsyl");
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::ListBoxOption).count(), 1);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(indicator(&harness), "surveyed_unemployment_rate");
    harness.get_by_role_and_label(Role::Button, "湖北省 5.5% 2023年4月 实际");
    // The national figure is a reference, not a bar.
    harness.get_by_role_and_label(Role::Link, "全国 5.2%（2023年4月）");
}

#[test]
fn every_row_of_the_chooser_can_be_clicked() {
    let mut harness = usual(desk());
    click(&mut harness, Role::ComboBox, "指标：城镇新增就业");
    click(&mut harness, Role::ListBoxOption, "失业人员再就业");
    assert_eq!(indicator(&harness), "reemployment");
    assert!(harness.query_by_role(Role::ListBoxOption).is_none(), "the chooser closes");
}

#[test]
fn the_banner_leads_to_one_period_and_back() {
    let mut harness = usual(desk());
    assert!(harness.query_by_label_contains("甘肃省 6.8万人").is_some());
    click(&mut harness, Role::Link, "只看2023年1—4月");
    assert!(harness.query_by_label_contains("甘肃省 6.8万人").is_none());
    assert!(harness.query_by_label_contains("湖北省 26.21万人").is_some());
    click(&mut harness, Role::Link, "显示全部期间");
    assert!(harness.query_by_label_contains("甘肃省 6.8万人").is_some());
}

#[test]
fn chips_restrict_and_undo_brings_back() {
    let mut harness = usual(desk());
    let target = "江苏省 120万人 2023年 目标";
    assert!(harness.query_by_label(target).is_some());
    click(&mut harness, Role::CheckBox, "目标");
    assert!(harness.query_by_label(target).is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(harness.query_by_label(target).is_some());
}

#[test]
fn the_list_is_filtered_as_one_types() {
    let mut harness = usual(desk());
    let n_before = harness.get_all_by_role(Role::ListItem).count();
    harness.get_by_role_and_label(Role::SearchInput, "筛选文章").click();
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "筛选文章").type_text("佛山");
    harness.run();
    let n_after = harness.get_all_by_role(Role::ListItem).count();
    assert!(n_before > n_after && n_after == 2, "{n_before} then {n_after}");
    click(&mut harness, Role::ListItem, "广东佛山 贷款额度上调");
    harness.get_by_role_and_label(Role::Link, "5万元 创业担保贷款额度");
}

#[test]
fn the_language_is_switched_live() {
    let mut harness = usual(desk());
    assert!(harness.query_by_label("打开简报…").is_some());
    click(&mut harness, Role::Button, "EN");
    assert!(harness.query_by_label("打开简报…").is_none());
    assert!(harness.query_by_label("Open bulletins…").is_some());
    harness.get_by_role_and_label(Role::ComboBox, "Indicator: Urban new jobs");
    click(&mut harness, Role::Button, "中文");
    assert!(harness.query_by_label("打开简报…").is_some());
}

#[test]
fn the_theme_follows_the_menu() {
    let mut harness = usual(desk());
    assert_eq!(harness.ctx.theme(), Theme::Light);
    click(&mut harness, Role::Button, "外观：浅色");
    click(&mut harness, Role::MenuItemRadio, "深色");
    assert_eq!(harness.ctx.theme(), Theme::Dark);
    assert_eq!(harness.state().desk.state.session.theme, ThemeChoice::Dark);
}

/// Text is kept laid out between frames; the framework throws its picture of all letters away when the theme changes.
#[test]
fn text_survives_a_change_of_theme() {
    let mut fresh = window(desk(), [1100.0, 640.0], ThemeChoice::Dark);
    let mut switched = window(desk(), [1100.0, 640.0], ThemeChoice::Light);
    switched.state_mut().desk.send(Command::SetTheme(ThemeChoice::Dark));
    switched.run();
    let (fresh, switched) = (fresh.render().expect("a picture"), switched.render().expect("a picture"));
    let n_differing = fresh.pixels().zip(switched.pixels()).filter(|(a, b)| a != b).count();
    assert!(n_differing < 200, "{n_differing} pixels differ");
}

#[test]
fn the_keyboard_alone_is_enough() {
    let mut harness = usual(desk());
    let article = |harness: &Opened| harness.state().desk.state.session.selection.article;
    let first = article(&harness);
    harness.key_press(Key::N);
    harness.run();
    assert_ne!(article(&harness), first, "N goes to the next article");
    harness.key_press(Key::J);
    harness.run();
    let chosen = harness.state().desk.state.session.selection.observation;
    assert!(chosen.is_some(), "J goes to the first figure");
    harness.key_press(Key::J);
    harness.run();
    assert_ne!(harness.state().desk.state.session.selection.observation, chosen);
    harness.key_press(Key::K);
    harness.run();
    assert_eq!(harness.state().desk.state.session.selection.observation, chosen);
    // Tab reaches a bar, Enter selects it.
    harness.get_by_role_and_label(Role::Button, "湖北省 26.21万人 2023年1—4月 实际").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let state = &harness.state().desk.state;
    assert_eq!(state.session.selection.observation, Some(find(state, "urban_new_jobs", "湖北省", 262_100.0)));
}

#[test]
fn tab_walks_through_controls_and_marks() {
    let mut harness = usual(desk());
    let mut seen = Vec::new();
    for _ in 0..80 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness.query_all_by(|node| node.is_focused() && node.label().is_some());
        seen.extend(focused.filter_map(|node| node.accesskit_node().label()));
    }
    for label in ["打开简报…", "EN", BAR] {
        assert!(seen.iter().any(|known| known == label), "{label} is not reached: {seen:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_stays_listed() {
    let mut harness = usual(desk());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("没有这个文件.md");
    harness.state_mut().desk.send(Command::OpenPaths(vec![path]));
    wait(&mut harness);
    let n_problems = harness.state().desk.state.transient.problems.len();
    assert_eq!(n_problems, 1);
    click(&mut harness, Role::Link, "1 个问题");
    assert!(harness.query_by_label_contains("没有这个文件.md").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("全部划掉").is_none(), "Esc closes the list");
    click(&mut harness, Role::Link, "1 个问题");
    click(&mut harness, Role::Button, "全部划掉");
    assert!(harness.state().desk.state.transient.problems.is_empty());
}

#[test]
fn the_samples_show_a_chart_at_first_start() {
    let mut harness = usual(support::empty_desk());
    assert!(harness.query_by_label("还没有打开简报").is_some());
    click(&mut harness, Role::Button, "打开示例简报");
    wait(&mut harness);
    let derived = &harness.state().desk.derived;
    assert_eq!(derived.totals.get().n_documents, 3);
    let answer = derived.answer.get().ranking.clone().expect("something is asked");
    assert!(answer.rows().count() >= 8, "{} rows", answer.rows().count());
    let bar = harness
        .get_all_by_role(Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.ends_with(" 实际")));
    bar.expect("a bar of an actual figure").click();
    harness.run();
    let state = &harness.state().desk.state;
    let key = state.session.selection.observation.expect("the bar's figure is selected");
    let article = state.documents.article(key.into()).expect("its article is open");
    let observation = state.documents.observation(key).expect("it is there");
    assert!(article.text.contains(observation.quote.of(&article.text)));
    assert!(is_selected(&harness.get_all_by_role(Role::Link).find(is_selected).expect("the figure is boxed")));
}

#[test]
fn idle_costs_no_repaint() {
    let mut harness = usual(desk());
    for view in [View::Compare, View::Trend, View::Table] {
        harness.state_mut().desk.send(Command::SetView(view));
        harness.run();
        harness.step();
        let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
        assert!(delay.is_some_and(|delay| delay.as_secs() > 3600), "{view:?}: {delay:?}");
    }
}

#[test]
fn the_table_sorts_and_opens() {
    let mut harness = usual(desk());
    harness.key_press(Key::Num5);
    harness.run();
    click(&mut harness, Role::ColumnHeader, "数值");
    let first = harness.get_all_by_role(Role::Row).next().and_then(|node| node.accesskit_node().label());
    assert!(first.clone().is_some_and(|label| label.starts_with("全国 城镇新增就业 424万人")), "{first:?}");
    harness.get_all_by_role(Role::Row).next().expect("a row").click();
    harness.run();
    let state = &harness.state().desk.state;
    assert_eq!(state.session.selection.observation, Some(find(state, "urban_new_jobs", "全国", 4_240_000.0)));
    harness.get_by_role_and_label(Role::SearchInput, "筛选表格").click();
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "筛选表格").type_text("sybt");
    harness.run();
    assert!(harness.query_by_label("没有匹配的数据").is_some());
}

#[test]
fn the_trend_draws_areas_with_two_dates() {
    let mut harness = usual(desk());
    harness.key_press(Key::Num3);
    harness.run();
    let early = "湖北省 26.21万人 2023年1—4月 实际";
    click(&mut harness, Role::Button, early);
    assert!(is_selected(&harness.get_by_role_and_label(Role::Button, early)));
    assert!(harness.query_by_label("湖北省 71.8万人 2023年1—9月 实际").is_some());
    assert!(harness.query_by_label(BAR).is_none(), "one date makes no line");
}

#[test]
fn nothing_leaves_the_smallest_window() {
    let mut harness = window(desk(), [900.0, 600.0], ThemeChoice::Light);
    let screen = harness.ctx.content_rect();
    for role in [Role::Button, Role::CheckBox, Role::RadioButton, Role::Tab, Role::ComboBox] {
        for node in harness.query_all_by_role(role) {
            let rect = node.rect();
            assert!(
                rect.left() >= 0.0 && rect.right() <= screen.right(),
                "{:?} {rect:?}",
                node.accesskit_node().label()
            );
        }
    }
    assert!(harness.query_by_role(Role::ListItem).is_none(), "the list gives way");
    click(&mut harness, Role::Button, "显示或隐藏目录  Ctrl+B");
    assert!(harness.query_all_by_role(Role::ListItem).count() > 5);
    click(&mut harness, Role::ListItem, "湖北 就业开局平稳");
    assert!(harness.query_by_role(Role::ListItem).is_none(), "and leaves once an article is chosen");
}

#[test]
fn help_lists_the_keys() {
    let mut harness = usual(desk());
    harness.key_press(Key::F1);
    harness.run();
    harness.get_by_label("下一处数据 J");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("下一处数据 J").is_none());
}

#[test]
fn a_typed_path_opens_where_no_dialog_can() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("简报.md");
    std::fs::write(
        &path,
        "# 就业简报 2023年5月19日\n\n## 各地\n\n### 湖北 | 就业平稳\n\n1至4月，湖北省城镇新增就业26.21万人。\n",
    )
    .expect("a file is written");
    let mut harness = usual(support::empty_desk());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run();
    let typed = path.display().to_string();
    harness.get_by_role_and_label(Role::TextInput, "文件或文件夹路径").type_text(&typed);
    harness.run();
    click(&mut harness, Role::Button, "打开");
    wait(&mut harness);
    assert!(harness.query_by_label("湖北 就业平稳").is_some());
    // The same words again, under another name, are recognised.
    let copy = folder.path().join("副本.md");
    std::fs::copy(&path, &copy).expect("a copy");
    harness.state_mut().desk.send(Command::OpenPaths(vec![copy]));
    wait(&mut harness);
    assert_eq!(harness.state().desk.state.documents.len(), 1);
    assert!(harness.query_by_label_contains("内容相同").is_some());
}

#[test]
fn another_encoding_is_chosen_by_how_the_file_begins_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("简报.md");
    let text = "# 就业简报 2023年5月19日\n\n## 各地\n\n### 湖北 | 就业平稳\n\n1至4月，湖北省城镇新增就业26.21万人。\n";
    std::fs::write(&path, encoding_rs::GB18030.encode(text).0).expect("a file is written");
    let mut harness = usual(support::empty_desk());
    // Garbled text may hold characters that no font has.
    harness.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
    harness.state_mut().desk.send(Command::OpenPaths(vec![path]));
    wait(&mut harness);
    let offer = |harness: &mut Opened| {
        harness.state_mut().desk.send(Command::Reread(Change::OfferShown));
        for _ in 0..400 {
            harness.step();
            if harness.query_by_label_contains("Big5 ").is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        harness.run();
    };
    offer(&mut harness);
    assert!(harness.query_by_label("GB18030 (GBK) 就业简报 2023年5月19日").is_some());
    harness.get_by_label_contains("Big5 ").click();
    wait(&mut harness);
    assert!(harness.query_by_label("湖北 就业平稳").is_none());
    offer(&mut harness);
    click(&mut harness, Role::Button, "自动判断 就业简报 2023年5月19日");
    wait(&mut harness);
    assert!(harness.query_by_label("湖北 就业平稳").is_some());
    assert!(harness.query_by_label_contains("已重新读取 简报.md").is_some());
}

/// A file as the system hands it over.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn files_and_folders_can_be_dropped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 1..=3 {
        let text =
            format!("# 就业简报 2023年5月{n}日\n\n## 各地\n\n### 湖北 | 第{n}号\n\n湖北省城镇新增就业{n}万人。\n");
        std::fs::write(folder.path().join(format!("{n}.md")), text).expect("a file is written");
    }
    let mut harness = usual(support::empty_desk());
    let dropped = std::sync::Arc::new(Dropped(folder.path().to_path_buf()));
    harness.input_mut().dropped_files.push(dropped);
    wait(&mut harness);
    assert_eq!(harness.state().desk.state.documents.len(), 3);
}

/// Lets the background job finish.
fn wait(harness: &mut Opened) {
    for _ in 0..400 {
        harness.step();
        if !harness.state().desk.is_loading() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(!harness.state().desk.is_loading(), "loading takes too long");
    harness.run();
}
