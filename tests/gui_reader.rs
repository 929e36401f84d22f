//! The reader in the window: finding words, the outline, copying, pages of areas, long articles and wide tables.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, Modifiers, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jobscope::app::Desk;
use jobscope::app::command::{Command, Origin};
use jobscope::app::documents::{ArticleKey, DocumentId, Source};
use jobscope::app::reading::Change;
use jobscope::app::state::{Notice, ThemeChoice, View};
use jobscope::extract::Extractor;
use jobscope::model::bulletin::{ArticleBuilder, BlockKind, Bulletin, Section};
use jobscope::pipeline::Document;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
use support::{desk, empty_desk, find};

type Opened = Harness<'static, Window>;

fn send(harness: &mut Opened, command: Command) {
    harness.state_mut().desk.send(command);
    harness.run();
}

/// A window in which the figure of 临漳县 is selected.
fn reading() -> Opened {
    let mut harness = usual(desk());
    let key = find(&harness.state().desk.state, "urban_new_jobs", "临漳县", 2156.0);
    send(&mut harness, Command::SelectObservation(key, Origin::Chart));
    harness
}

fn is_shown(harness: &Opened, role: Role, label: &str) -> bool {
    harness.query_by_role_and_label(role, label).is_some()
}

/// What comes onto the clipboard within the next frames.
fn copied(harness: &mut Opened) -> Option<String> {
    (0..8).find_map(|_| {
        harness.step();
        harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    })
}

#[test]
fn words_are_found_in_the_article() {
    let mut harness = reading();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "在正文中查找").type_text("２１５６人");
    harness.run();
    let find = &harness.state().desk.state.transient.reading.find;
    let n_found = find.found.len();
    assert!(n_found >= 1, "widths make no difference");
    assert!(is_shown(&harness, Role::Label, &format!("1 / {n_found}")));
    send(&mut harness, Command::Reading(Change::Type("人".to_owned())));
    let all = harness.state().desk.state.transient.reading.find.found.len();
    assert!(all >= 3);
    send(&mut harness, Command::ClearSelection);
    assert!(!harness.state().desk.state.transient.reading.find.is_shown);
    // F3 opens it again with the words of before, and steps; with Shift it goes back, around the beginning.
    harness.key_press(Key::F3);
    harness.run();
    let first = harness.state().desk.state.transient.reading.find.at;
    let at = |harness: &Opened| harness.state().desk.state.transient.reading.find.at;
    harness.key_press(Key::F3);
    harness.run();
    assert_eq!(at(&harness), (first + 1) % all);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(at(&harness), (first + 2) % all);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run();
    assert_eq!(at(&harness), first);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("在正文中查找").is_none());
}

#[test]
fn the_outline_is_walked_by_keyboard() {
    let mut harness = reading();
    let before = harness.state().desk.state.session.selection.article.expect("an article is read");
    harness.get_by_role_and_label(Role::Button, "简报目录").click();
    harness.run();
    let rows: Vec<String> =
        harness.query_all_by_role(Role::ListBoxOption).filter_map(|node| node.accesskit_node().label()).collect();
    assert!(rows.len() > harness.state().desk.state.documents.get(before.document).expect("open").n_articles());
    assert!(rows.iter().all(|row| row.contains("个数据") || row.contains("数据")), "{rows:?}");
    harness.key_press(Key::End);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let state = &harness.state().desk.state;
    let after = state.session.selection.article.expect("an article is read");
    assert!(state.transient.reading.outline.is_none());
    assert_eq!(after.article as usize + 1, state.documents.get(after.document).expect("open").n_articles());
    assert_ne!(after, before);
    harness.key_press(Key::O);
    harness.run();
    assert!(harness.state().desk.state.transient.reading.outline.is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().desk.state.transient.reading.outline.is_none());
}

#[test]
fn a_sentence_is_copied_with_its_source() {
    let mut harness = reading();
    harness.get_by_role_and_label(Role::Link, "2156人 城镇新增就业").click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "复制句子和出处").click();
    let text = copied(&mut harness).expect("a text on the clipboard");
    assert!(text.contains("2156人") && text.contains("就业动态 五月，2023-05-19"), "{text}");
    harness.run();
    // On the words beside the figures.
    let words = harness.state().desk.state.session.selection.article.expect("an article is read");
    let article = harness.state().desk.state.documents.article(words).expect("open").clone();
    let block = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph).expect("a paragraph");
    harness.get_by_role_and_label(Role::Label, block.span.of(&article.text)).click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "复制段落").click();
    assert_eq!(copied(&mut harness).as_deref(), Some(block.span.of(&article.text)));
}

#[test]
fn the_card_leads_to_the_areas_page() {
    let mut harness = reading();
    harness.get_by_role_and_label(Role::Link, "临漳县的页面").click();
    harness.run();
    assert_eq!(harness.state().desk.state.session.view, View::Area);
}

/// A bulletin with one article of these blocks.
fn desk_of(builder: ArticleBuilder) -> Desk {
    let article = builder.finish();
    let observations = vec![Extractor::in_use().extract(&article, None)];
    let mut bulletin = Bulletin { title: "长篇".to_owned(), ..Bulletin::default() };
    bulletin.sections.push(Section { title: "正文".to_owned(), articles: vec![article] });
    let mut desk = empty_desk();
    desk.put(&Source::Sample("长篇.md".to_owned()), Document { bulletin, observations, problems: Vec::new() });
    desk
}

/// About a megabyte: ten thousand paragraphs, each fiftieth with a figure of its own, and one paragraph of a hundred kilobytes.
fn long_article() -> ArticleBuilder {
    let mut builder = ArticleBuilder::new("正文", "临漳县就业工作纪实", Some("河北邯郸临漳县".to_owned()), 1);
    builder.push(BlockKind::Paragraph, &"各部门各负其责，把工作落到每一个村庄和社区。".repeat(1500));
    for n in 0..10_000 {
        let words = if n % 50 == 0 {
            format!("2023年1—4月，临漳县城镇新增就业{}人。", 2000 + n)
        } else {
            "走访企业、送岗上门，".repeat(1 + n % 5) + "群众十分满意。"
        };
        builder.push(BlockKind::Paragraph, &words);
    }
    builder
}

fn figure_in_view(harness: &Opened, name: &str) -> f32 {
    harness.get_by_role_and_label(Role::Link, name).rect().center().y
}

#[test]
fn a_long_article_is_laid_out_near_the_view_only() {
    let desk = desk_of(long_article());
    let n_bytes =
        desk.state.documents.article(ArticleKey { document: DocumentId(0), article: 0 }).expect("it").text.len();
    assert!(n_bytes > 900_000, "{n_bytes}");
    let middle = find(&desk.state, "urban_new_jobs", "临漳县", 7000.0);
    let mut harness = usual(empty_desk());
    harness.state_mut().desk = desk;
    harness.run();
    // Paragraphs far from the view are no part of the picture (how long a frame takes is measured in benches/frame.rs).
    let n_paragraphs = |harness: &Opened| harness.query_all_by_role(Role::Label).count();
    assert!(n_paragraphs(&harness) < 200, "{}", n_paragraphs(&harness));
    harness.state_mut().desk.send(Command::SelectObservation(middle, Origin::Chart));
    harness.run();
    assert!(n_paragraphs(&harness) < 200, "{}", n_paragraphs(&harness));
    // The figure stands in the middle of the text, between head and card.
    let y = figure_in_view(&harness, "7000人 城镇新增就业");
    assert!((300.0..600.0).contains(&y), "{y}");
    // And so after the next figure, and the one before.
    send(&mut harness, Command::NextFigure);
    let next = figure_in_view(&harness, "7050人 城镇新增就业");
    send(&mut harness, Command::PreviousFigure);
    assert!((figure_in_view(&harness, "7000人 城镇新增就业") - y).abs() < 2.0);
    assert!((next - y).abs() < 2.0);
}

/// A table of as many columns, with words in each row.
fn with_table(n_columns: usize) -> ArticleBuilder {
    let mut builder = ArticleBuilder::new("正文", "主要指标", Some("河北邯郸临漳县".to_owned()), 1);
    builder.push(BlockKind::Paragraph, "2023年1—4月，临漳县城镇新增就业2156人，完成年度目标的63.4%。具体情况如下。");
    builder.push(BlockKind::Subheading, "一、分项情况");
    builder.push(BlockKind::ListItem, "失业人员再就业658人，主要集中在制造业、服务业和新业态，其中女性占比过半。");
    builder.push(BlockKind::ListItem, "就业困难人员就业201人。");
    let cells = |row: &dyn Fn(usize) -> String| (0..n_columns).map(row).collect::<Vec<_>>();
    builder.push_row(
        &cells(&|n| {
            if n == 0 { "县（市、区）".into() } else { format!("第{n}季度城镇新增就业（人）") }
        }),
        true,
    );
    for (row, name) in ["临漳县", "成安县", "大名县", "磁县"].into_iter().enumerate() {
        let cell = |n: usize| if n == 0 { name.to_owned() } else { format!("{}", 1000 * n + 37 * row) };
        builder.push_row(&cells(&cell), false);
    }
    builder.push(BlockKind::Paragraph, "以上数据由县人社局汇总。");
    builder
}

#[test]
fn a_table_too_wide_is_scrolled_not_cut() {
    let mut harness = usual(desk_of(with_table(5)));
    let reader_right = 1400.0;
    let edge = |harness: &Opened| {
        let rows = harness
            .query_all_by_role(Role::Label)
            .filter(|node| node.accesskit_node().value().is_some_and(|words| words.starts_with("临漳县\t")));
        rows.map(|node| node.rect().right()).fold(0.0, f32::max)
    };
    let right = edge(&harness);
    assert!(right > 900.0 && right < reader_right, "{right}");
    harness.state_mut().desk = desk_of(with_table(16));
    harness.run();
    let before = edge(&harness);
    assert!(before > reader_right, "the rest is reached by scrolling sideways");
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(edge(&harness) < before - 60.0, "{} {before}", edge(&harness));
}

#[test]
fn lines_keep_to_their_measure_in_the_middle() {
    let mut desk = desk_of(with_table(4));
    desk.state.session.reader_width = Some(690.0);
    let words = desk.state.documents.article(ArticleKey { document: DocumentId(0), article: 0 }).expect("it");
    let words = words.blocks[1].span.of(&words.text).to_owned();
    let harness = usual(desk);
    let paragraph = harness.get_by_role_and_label(Role::Label, &words).rect();
    let n_chars = paragraph.width() / 15.5;
    assert!((34.0..=40.0).contains(&n_chars), "{n_chars}");
    // The reader ends at the window's right edge, 8 points from the harness's left.
    let (left, right) = (paragraph.left() - (1408.0 - 690.0), 1408.0 - paragraph.right());
    assert!((left - right).abs() < 3.0 && left > 40.0, "{left} {right}");
}

/// Writes pictures to look at, where a folder is named for them.
#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("JOBSCOPE_PICTURES").map(std::path::PathBuf::from) else { return };
    for (size, size_name) in [([1400.0, 900.0], "wide"), ([900.0, 600.0], "small")] {
        for (theme, name) in [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")] {
            let shoot = |what: &str, desk: Desk, prepare: &dyn Fn(&mut Opened)| {
                let mut harness = window(desk, size, theme);
                prepare(&mut harness);
                harness.run();
                let picture = harness.render().expect("a picture");
                picture.save(folder.join(format!("{what}-{size_name}-{name}.png"))).expect("it is written");
            };
            let select = |harness: &mut Opened| {
                let key = find(&harness.state().desk.state, "urban_new_jobs", "临漳县", 2156.0);
                send(harness, Command::SelectObservation(key, Origin::Chart));
            };
            shoot("find", desk(), &|harness| {
                select(harness);
                send(harness, Command::Reading(Change::ShowFind(true)));
                send(harness, Command::Reading(Change::Type("就业".to_owned())));
            });
            shoot("outline", desk(), &|harness| {
                select(harness);
                send(harness, Command::Reading(Change::ShowOutline(true)));
            });
            shoot("menu", desk(), &|harness| {
                select(harness);
                harness.get_by_role_and_label(Role::Link, "2156人 城镇新增就业").click_secondary();
            });
            for (n, what) in [(4, "table4"), (8, "table8"), (16, "table16")] {
                shoot(what, desk_of(with_table(n)), &|_| {});
            }
            let mut wide = desk_of(with_table(4));
            wide.state.session.reader_width = Some(690.0);
            shoot("measure", wide, &select);
        }
    }
}

#[test]
fn the_menu_of_the_selected_figure_has_a_key() {
    let mut harness = reading();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "复制句子和出处").click();
    assert!(copied(&mut harness).is_some_and(|text| text.contains("2156")));
}

#[test]
fn a_menu_closes_when_the_keyboard_has_chosen_from_it() {
    let mut harness = reading();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    while !harness.get_by_role_and_label(Role::MenuItemRadio, "复制句子和出处").is_focused() {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert!(matches!(harness.state().desk.state.transient.notices.back(), Some(Notice::Copied)));
    assert!(harness.query_by_role_and_label(Role::MenuItemRadio, "复制句子和出处").is_none());
}

#[test]
fn where_no_figure_is_selected_the_key_means_the_paragraph_at_the_top() {
    let mut harness = usual(desk_of(long_article()));
    let copy = |harness: &mut Opened| {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
        harness.run();
        harness.get_by_role_and_label(Role::MenuItemRadio, "复制段落").click();
        copied(harness).expect("a paragraph was copied")
    };
    let first = copy(&mut harness);
    // The first paragraph alone is higher than many pages.
    for _ in 0..80 {
        harness.key_press(Key::PageDown);
        harness.run();
    }
    let further = copy(&mut harness);
    assert_ne!(first, further);
}

#[test]
fn pages_are_turned_by_key_while_nothing_else_has_the_keyboard() {
    let mut harness = usual(desk_of(long_article()));
    let top = |harness: &Opened| {
        let mut tops: Vec<f32> = harness.query_all_by_role(Role::Label).map(|node| node.rect().top()).collect();
        tops.sort_by(f32::total_cmp);
        tops
    };
    let before = top(&harness);
    harness.key_press(Key::PageDown);
    harness.run();
    assert_ne!(top(&harness), before);
    harness.key_press(Key::PageUp);
    harness.run();
    assert_eq!(top(&harness), before);
}
