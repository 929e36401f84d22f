//! The views of areas (side by side, map, one area's page), walked through by accessible role and label.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jobscope::app::command::Command;
use jobscope::app::state::{ThemeChoice, View};
use jobscope::model::area::AreaCode;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
use support::{desk, find};

type Opened = Harness<'static, Window>;

fn opened(view: View) -> Opened {
    let mut desk = desk();
    desk.send(Command::SetView(view));
    usual(desk)
}

fn click(harness: &mut Opened, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

fn pinned(harness: &Opened) -> Vec<u32> {
    harness.state().desk.state.session.matrix.pinned.iter().map(|code| code.0).collect()
}

fn is_selected(node: &Node) -> bool {
    node.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True)
}

/// The value of the selected figure.
fn selected(harness: &Opened) -> Option<f64> {
    let state = &harness.state().desk.state;
    state.documents.observation(state.session.selection.observation?).map(|observation| observation.quantity.value)
}

const HUBEI_CELL: &str = "湖北省 城镇新增就业 人 71.8万人 2023年1—9月 实际";

#[test]
fn from_a_cell_to_its_sentence() {
    let mut harness = opened(View::Matrix);
    click(&mut harness, Role::Cell, HUBEI_CELL);
    assert_eq!(selected(&harness), Some(718_000.0));
    assert!(is_selected(&harness.get_by_role_and_label(Role::Cell, HUBEI_CELL)));
    assert!(harness.query_by_label_contains("前三季度，湖北").is_some(), "the reader follows");
}

#[test]
fn the_other_figures_of_a_cell_are_one_click_away() {
    let mut harness = opened(View::Matrix);
    // 江苏 has two more: the first of such buttons.
    click(&mut harness, Role::Button, "另有 2 个数据");
    click(&mut harness, Role::MenuItemRadio, "45万人");
    assert_eq!(selected(&harness), Some(450_000.0));
}

#[test]
fn columns_are_chosen_moved_and_removed() {
    let mut harness = opened(View::Matrix);
    assert!(pinned(&harness).is_empty());
    click(&mut harness, Role::Link, "就用这几个");
    let proposed = pinned(&harness);
    assert_eq!(proposed[..2], [320_000, 420_000]);
    assert!(harness.query_by_role_and_label(Role::Link, "就用这几个").is_none());
    click(&mut harness, Role::Button, "湖北省左移");
    assert_eq!(pinned(&harness)[..2], [420_000, 320_000]);
    click(&mut harness, Role::Button, "移去江苏省");
    assert_eq!(pinned(&harness).len(), 3);
    click(&mut harness, Role::Button, "选择地区");
    harness.get_by_role_and_label(Role::SearchInput, "搜索地区").type_text("1304");
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::ListBoxOption).count(), 1);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(pinned(&harness).last(), Some(&130_423));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_role(Role::ListBoxOption).is_none(), "Esc closes the list");
}

#[test]
fn heads_lead_to_the_page_and_to_the_comparison() {
    let mut harness = opened(View::Matrix);
    click(&mut harness, Role::RowHeader, "城镇调查失业率 %");
    let state = &harness.state().desk.state;
    assert_eq!(state.session.view, View::Compare);
    harness.get_by_role_and_label(Role::Button, "湖北省 5.5% 2023年4月 实际");
    harness.state_mut().desk.send(Command::Back);
    harness.run();
    assert_eq!(harness.state().desk.state.session.view, View::Matrix, "Back leads where one was");
    click(&mut harness, Role::ColumnHeader, "湖北省");
    let session = &harness.state().desk.state.session;
    assert_eq!((session.view, session.selection.area), (View::Area, Some(AreaCode(420_000))));
}

#[test]
fn arrow_keys_go_from_cell_to_cell_and_what_is_missing_is_said() {
    let mut harness = opened(View::Matrix);
    harness.get_by_label("浙江省 城镇调查失业率 未提及");
    harness.get_by_role_and_label(Role::Cell, HUBEI_CELL).focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let rate = "湖北省 城镇调查失业率 % 5.5% 2023年4月 实际";
    assert!(harness.get_by_role_and_label(Role::Cell, rate).is_focused());
    harness.key_press(Key::ArrowLeft);
    harness.run();
    let rate = "江苏省 城镇调查失业率 % 4.6% 2023年4月 实际";
    assert!(harness.get_by_role_and_label(Role::Cell, rate).is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(selected(&harness), Some(4.6));
}

#[test]
fn heads_stay_while_the_matrix_scrolls() {
    let mut desk = desk();
    desk.send(Command::SetView(View::Matrix));
    let many = [130_423, 440_600, 510_000, 320_000, 420_000, 340_000, 330_000, 620_000].map(AreaCode);
    desk.send(Command::Matrix(jobscope::app::matrix::Change::Pin(many.to_vec())));
    let mut harness = window(desk, [900.0, 600.0], ThemeChoice::Dark);
    let head = harness.get_by_role_and_label(Role::ColumnHeader, "河北省邯郸市临漳县").rect();
    let row = harness.get_by_role_and_label(Role::RowHeader, "城镇新增就业 人").rect();
    harness.hover_at(row.center() + eframe::egui::vec2(250.0, 0.0));
    harness.event(eframe::egui::Event::MouseWheel {
        unit: eframe::egui::MouseWheelUnit::Point,
        delta: eframe::egui::vec2(-200.0, -90.0),
        phase: eframe::egui::TouchPhase::Move,
        source: eframe::egui::MouseWheelSource::Unknown,
        modifiers: eframe::egui::Modifiers::NONE,
    });
    harness.run_steps(30);
    let scrolled = harness.get_by_role_and_label(Role::RowHeader, "城镇新增就业 人").rect();
    assert!(scrolled.top() < row.top() && (scrolled.left() - row.left()).abs() < 0.5, "{scrolled:?} after {row:?}");
    let next = harness.get_by_role_and_label(Role::ColumnHeader, "广东省佛山市").rect();
    assert!((next.top() - head.top()).abs() < 0.5 && next.left() < head.right(), "{next:?} beside {head:?}");
}

#[test]
fn from_a_tile_to_its_sentence() {
    let mut harness = opened(View::Map);
    let tile = "湖北省 26.21万人 2023年1—4月 实际";
    click(&mut harness, Role::Button, tile);
    assert_eq!(selected(&harness), Some(262_100.0));
    assert!(is_selected(&harness.get_by_role_and_label(Role::Button, tile)));
    assert!(harness.query_by_label_contains("前4个月，湖北省").is_some(), "the reader follows");
    harness.get_by_role_and_label(Role::Button, "贵州省 未提及");
    harness.get_by_role_and_label(Role::Link, "全国 424万人（2023年1—4月）");
}

#[test]
fn a_province_without_a_figure_lists_what_lies_in_it() {
    let mut harness = opened(View::Map);
    click(&mut harness, Role::Button, "广东省 1 个市县有数据");
    assert_eq!(harness.state().desk.state.session.selection.area, Some(AreaCode(440_000)));
    click(&mut harness, Role::ListItem, "佛山市 6.13万人 2023年1—4月 实际");
    assert_eq!(selected(&harness), Some(61_300.0));
    // The list stays with the province of what was selected.
    harness.get_by_role_and_label(Role::ListItem, "佛山市 6.13万人 2023年1—4月 实际");
    click(&mut harness, Role::Link, "看广东的全部指标");
    assert_eq!(harness.state().desk.state.session.view, View::Area);
}

#[test]
fn the_map_says_what_cannot_be_compared_and_leads_out() {
    let mut harness = opened(View::Map);
    harness.state_mut().desk.state.session.question.as_mut().expect("a question").period = None;
    harness.run();
    let link = harness
        .query_all_by_role(Role::Link)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("只看")));
    link.expect("a way to one period").click();
    harness.run();
    let question = harness.state().desk.state.session.question.clone().expect("a question");
    assert!(question.period.is_some());
}

#[test]
fn arrow_keys_go_from_tile_to_tile() {
    let mut harness = opened(View::Map);
    harness.get_by_role_and_label(Role::Button, "湖北省 26.21万人 2023年1—4月 实际").focus();
    harness.run();
    for (key, tile) in
        [(Key::ArrowRight, "河南省 未提及"), (Key::ArrowUp, "山西省 未提及"), (Key::ArrowUp, "内蒙古自治区 未提及")]
    {
        harness.key_press(key);
        harness.run();
        assert!(harness.get_by_role_and_label(Role::Button, tile).is_focused(), "{tile}");
    }
}

#[test]
fn tiles_stand_side_by_side_in_every_window() {
    for (size, choice) in [([1400.0, 900.0], ThemeChoice::Light), ([900.0, 600.0], ThemeChoice::Dark)] {
        let mut desk = desk();
        desk.send(Command::SetView(View::Map));
        let harness = window(desk, size, choice);
        let tiles: Vec<_> = ["北京市", "天津市", "新疆维吾尔自治区", "辽宁省"]
            .map(|name| harness.get_by_role_and_label(Role::Button, &format!("{name} 未提及")).rect())
            .into();
        for (n, tile) in tiles.iter().enumerate() {
            assert!(tile.right() <= size[0] && tile.width() > 40.0, "{tile:?}");
            assert!(tiles.iter().skip(n + 1).all(|other| !tile.intersects(*other)));
        }
    }
}

#[test]
fn an_area_is_found_and_its_page_leads_on() {
    let mut harness = opened(View::Area);
    harness.get_by_role_and_label(Role::SearchInput, "搜索地区").click();
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "搜索地区").type_text("临漳");
    harness.run();
    click(&mut harness, Role::ListBoxOption, "河北省邯郸市临漳县");
    assert_eq!(harness.state().desk.state.session.selection.area, Some(AreaCode(130_423)));
    click(&mut harness, Role::Cell, "失业人员再就业 人 658人 2023年1—4月 实际");
    assert_eq!(selected(&harness), Some(658.0));
    click(&mut harness, Role::CheckBox, "加入对照");
    assert_eq!(pinned(&harness), [130_423]);
    click(&mut harness, Role::Link, "邯郸市");
    harness.get_by_label("没有直接关于邯郸市的数据。");
    click(&mut harness, Role::Link, "河北省邯郸市临漳县 4 个数据");
    click(&mut harness, Role::RowHeader, "失业人员再就业 人");
    harness.get_by_role_and_label(Role::Button, "临漳县 658人 2023年1—4月 实际");
}

#[test]
fn points_of_a_trend_and_articles_lead_to_their_sentences() {
    let mut desk = desk();
    desk.send(Command::ShowArea(AreaCode(320_000)));
    let key = find(&desk.state, "urban_new_jobs", "江苏省", 1_010_000.0);
    let mut harness = usual(desk);
    click(&mut harness, Role::Button, "120万人 2023年 目标");
    assert_eq!(selected(&harness), Some(1_200_000.0));
    click(&mut harness, Role::Link, "前三季度就业");
    let article = harness.state().desk.state.session.selection.article;
    assert_eq!(article, Some(key.into()));
}

#[test]
fn the_views_speak_both_languages_and_have_an_empty_state() {
    for view in [View::Matrix, View::Map, View::Area] {
        let mut desk = support::empty_desk();
        desk.send(Command::SetView(view));
        let harness = usual(desk);
        harness.get_by_label("还没有打开简报");
    }
    let mut harness = opened(View::Map);
    click(&mut harness, Role::Button, "EN");
    harness.get_by_role_and_label(Role::Button, "Hubei 262,100 persons Jan–Apr 2023 actual");
    click(&mut harness, Role::Tab, "Side by side");
    harness.get_by_role_and_label(Role::Link, "Keep these");
}
