//! The head of the chart views: the indicator as the title and chooser, chips and menus around the question.

use eframe::egui::{
    CursorIcon, Frame, Margin, Popup, PopupCloseBehavior, Rect, RectAlign, Response, RichText, Role, Sense, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::widgets::{chip, focus_ring, line, menu_chip, menu_row, paint_line, segments, short_line};
use super::{chooser, empty};
use crate::app::command::Command;
use crate::app::update::UNSURE_BELOW;
use crate::compare::question::{Choices, DetailFilter, Question, Sort, TargetRule};
use crate::compare::words::{note, period};
use crate::model::area::AreaLevel;
use crate::model::observation::{Measure, Status};
use crate::model::quantity::UnitClass;

/// The head of a view that answers the question; where nothing is asked, what to do instead, and nothing is returned.
pub fn head_ui<'a>(ui: &mut Ui, cx: &Cx<'a>, chooser: &mut chooser::Local) -> Option<&'a Question> {
    let Some(question) = &cx.state.session.question else {
        empty::no_figures_ui(ui, cx);
        return None;
    };
    let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 16, bottom: 0 };
    Frame::NONE.inner_margin(margin).show(ui, |ui| question_bar_ui(ui, cx, question, chooser));
    Some(question)
}

/// Draws title, chips and menus.
fn question_bar_ui(ui: &mut Ui, cx: &Cx, question: &Question, local: &mut chooser::Local) {
    let title = title_ui(ui, cx, question);
    if title.clicked() {
        cx.send(Command::ShowChooser(!cx.state.transient.shows_chooser));
    }
    chooser::chooser_ui(ui, cx, &title, local);
    ui.add_space(space::XS);
    let choices = &cx.derived.answer.get().choices;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        status_chips(ui, cx, question, choices);
        measure_segments(ui, cx, question, choices);
        level_chips(ui, cx, question, choices);
        period_menu(ui, cx, question, choices);
        unit_menu(ui, cx, question, choices);
        detail_menu(ui, cx, question, choices);
        sort_menu(ui, cx, question);
        more_menu(ui, cx, question);
    });
}

fn title_ui(ui: &mut Ui, cx: &Cx, question: &Question) -> Response {
    const ICON: f32 = 11.0;
    let theme = cx.theme;
    let name = cx.indicator_name(question.indicator);
    let facts = facts(cx, question);
    let width = ui.available_width();
    let title = short_line(ui, name, bold(size::TITLE), width - 40.0);
    let facts = line(ui, facts, regular(size::BODY));
    let wanted = vec2(title.size().x + ICON + 2.0 * space::S, 34.0);
    let (row, _) = ui.allocate_exact_size(vec2(width, 34.0), Sense::hover());
    let rect = Rect::from_min_size(row.left_top() - vec2(space::XS, 0.0), wanted);
    let response = ui.interact(rect, ui.scope_id().with("title"), Sense::click());
    let spoken = cx.words.fill("chooser.title", &[("name", name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    paint_line(ui, &title, row.left(), row.center().y, theme.ink);
    let at = Rect::from_center_size(
        pos2(row.left() + title.size().x + space::S + ICON / 2.0, row.center().y + 2.0),
        Vec2::splat(ICON),
    );
    icons::paint(ui.painter(), Icon::ChevronDown, at, ICON, theme.mute);
    if rect.right() + space::S + facts.size().x < row.right() {
        paint_line(ui, &facts, rect.right() + space::S, row.center().y + 3.5, theme.mute);
    }
    focus_ring(ui, &response, theme, space::CORNER);
    let hint = cx.words.say("command.choose_indicator");
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{hint}  Ctrl+I"))
}

/// `水平值 · 8 个地区`.
pub(super) fn facts(cx: &Cx, question: &Question) -> String {
    let n_areas = cx.derived.answer.get().ranking.as_ref().map_or(0, |answer| {
        let areas: std::collections::BTreeSet<_> = answer.rows().map(|row| row.area.code).collect();
        areas.len()
    });
    format!("{} · {}", cx.measure(question.measure), cx.words.count("count.areas", n_areas))
}

/// Which figures the question leaves out by time, level and how sure they are, in words.
pub(super) fn limits(cx: &Cx, question: &Question) -> Vec<String> {
    let mut limits = Vec::new();
    if let Some(chosen) = question.period {
        let words = period::period(Some(chosen), cx.language());
        limits.push(cx.words.fill("banner.restricted", &[("period", &words)]));
    }
    if !question.levels.is_empty() {
        let words: Vec<&str> = question.levels.iter().map(|level| cx.say(level_key(*level))).collect();
        limits.push(cx.words.fill("picture.levels", &[("levels", &words.join(cx.say("list.separator")))]));
    }
    if question.min_confidence > 0.0 {
        let least = format!("{:.2}", question.min_confidence);
        limits.push(cx.words.fill("picture.least", &[("least", &least)]));
    }
    limits
}

fn gap(ui: &mut Ui) {
    ui.add_space(space::S);
}

fn status_chips(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    let statuses: Vec<Status> = choices.statuses.iter().map(|(status, _)| *status).collect();
    if statuses.len() < 2 {
        return;
    }
    for status in statuses {
        let words = capital(note::status(status, cx.language()));
        if chip(ui, cx.theme, &words, question.asks_for(status)).clicked() {
            cx.send(Command::ToggleStatus(status));
        }
    }
    gap(ui);
}

fn measure_segments(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    if choices.measures.len() < 2 {
        return;
    }
    let words: Vec<(Measure, &str)> = choices.measures.iter().map(|(m, _)| (*m, cx.measure(*m))).collect();
    if let Some(measure) = segments(ui, cx.theme, &words, question.measure) {
        cx.send(Command::SetMeasure(measure));
    }
    gap(ui);
}

fn level_chips(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    if choices.levels.len() < 2 {
        return;
    }
    for (level, _) in &choices.levels {
        let is_on = question.levels.is_empty() || question.levels.contains(level);
        if chip(ui, cx.theme, cx.say(level_key(*level)), is_on).clicked() {
            cx.send(Command::ToggleLevel(*level));
        }
    }
    gap(ui);
}

/// The key of the word for a level among the levels.
pub(super) fn level_key(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Country => "level.country",
        AreaLevel::Province => "level.province",
        AreaLevel::Prefecture => "level.prefecture",
        AreaLevel::County => "level.county",
    }
}

fn menu(button: &Response, add: impl FnOnce(&mut Ui)) {
    Popup::menu(button).align(RectAlign::BOTTOM_START).gap(4.0).show(|ui| {
        ui.set_min_width(180.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        add(ui);
    });
}

fn period_menu(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    let told: Vec<_> = choices.periods.iter().filter_map(|(period, n)| period.map(|period| (period, *n))).collect();
    if told.len() < 2 && question.period.is_none() {
        return;
    }
    let current = match question.period {
        Some(chosen) => period::period(Some(chosen), cx.language()),
        None => cx.say("period.all").to_owned(),
    };
    let words = cx.words.fill("menu.period", &[("period", &current)]);
    let button = menu_chip(ui, cx.theme, &words, question.period.is_some());
    menu(&button, |ui| {
        if menu_row(ui, cx.theme, cx.say("period.all"), "", question.period.is_none()).clicked() {
            cx.send(Command::SetPeriod(None));
        }
        eframe::egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (chosen, n) in told.iter().rev() {
                let words = period::period(Some(*chosen), cx.language());
                let is_current = question.period == Some(*chosen);
                if menu_row(ui, cx.theme, &words, &cx.words.count("count.figures", *n), is_current).clicked() {
                    cx.send(Command::SetPeriod(Some(*chosen)));
                }
            }
        });
    });
}

fn unit_menu(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    if choices.unit_classes.len() < 2 {
        return;
    }
    let shown = cx
        .derived
        .answer
        .get()
        .ranking
        .as_ref()
        .and_then(|answer| answer.groups.first())
        .map(|group| group.unit.class());
    let current = question.unit_class.or(shown);
    let words = cx.words.fill("menu.unit", &[("unit", current.map_or("", |class| cx.say(unit_class_key(class))))]);
    let button = menu_chip(ui, cx.theme, &words, question.unit_class.is_some());
    menu(&button, |ui| {
        for (class, n) in &choices.unit_classes {
            let words = cx.say(unit_class_key(*class));
            let is_current = current == Some(*class);
            if menu_row(ui, cx.theme, words, &cx.words.count("count.figures", *n), is_current).clicked() {
                cx.send(Command::SetUnitClass(Some(*class)));
            }
        }
    });
}

fn unit_class_key(class: UnitClass) -> &'static str {
    match class {
        UnitClass::Persons => "unit.persons",
        UnitClass::PersonTimes => "unit.person_times",
        UnitClass::Pieces => "unit.pieces",
        UnitClass::Firms => "unit.firms",
        UnitClass::Households => "unit.households",
        UnitClass::FirmTimes => "unit.firm_times",
        UnitClass::Loans => "unit.loans",
        UnitClass::Events => "unit.events",
        UnitClass::Money => "unit.money",
        UnitClass::MoneyRate => "unit.money_rate",
        UnitClass::Percent => "unit.percent",
        UnitClass::PercentagePoints => "unit.points",
        UnitClass::Ratio => "unit.ratio",
        UnitClass::Other => "unit.other",
    }
}

fn detail_menu(ui: &mut Ui, cx: &Cx, question: &Question, choices: &Choices) {
    if choices.details.len() < 2 {
        return;
    }
    let current = match &question.detail {
        DetailFilter::Auto => cx.say("detail.auto").to_owned(),
        DetailFilter::All => cx.say("detail.all").to_owned(),
        DetailFilter::Only(detail) if detail.is_empty() => cx.say("detail.none").to_owned(),
        DetailFilter::Only(detail) => detail.clone(),
    };
    let words = cx.words.fill("menu.detail", &[("detail", &current)]);
    let button = menu_chip(ui, cx.theme, &words, question.detail != DetailFilter::Auto);
    menu(&button, |ui| {
        eframe::egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let general = [(DetailFilter::Auto, "detail.auto"), (DetailFilter::All, "detail.all")];
            for (filter, key) in general {
                let is_current = question.detail == filter;
                if menu_row(ui, cx.theme, cx.say(key), "", is_current).clicked() {
                    cx.send(Command::SetDetail(filter));
                }
            }
            for (detail, n) in &choices.details {
                let filter = DetailFilter::Only(detail.clone());
                let words = if detail.is_empty() { cx.say("detail.none") } else { detail.as_str() };
                let is_current = question.detail == filter;
                if menu_row(ui, cx.theme, words, &cx.words.count("count.figures", *n), is_current).clicked() {
                    cx.send(Command::SetDetail(filter));
                }
            }
        });
    });
}

fn sort_menu(ui: &mut Ui, cx: &Cx, question: &Question) {
    let words = cx.words.fill("menu.sort", &[("sort", cx.say(sort_key(question.sort)))]);
    let button = menu_chip(ui, cx.theme, &words, question.sort != Sort::Value);
    menu(&button, |ui| {
        for sort in [Sort::Value, Sort::Name, Sort::Code] {
            if menu_row(ui, cx.theme, cx.say(sort_key(sort)), "", question.sort == sort).clicked() {
                cx.send(Command::SetSort(sort));
            }
        }
    });
}

/// The key of the word for an order.
pub(super) fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Value => "sort.value",
        Sort::Name => "sort.name",
        Sort::Code => "sort.code",
    }
}

/// What is asked for less often.
fn more_menu(ui: &mut Ui, cx: &Cx, question: &Question) {
    let is_set = question.min_confidence > 0.0 || question.targets == TargetRule::Ranked;
    let button = menu_chip(ui, cx.theme, cx.say("menu.more"), is_set);
    Popup::menu(&button)
        .align(RectAlign::BOTTOM_START)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(240.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(RichText::new(cx.say("more.threshold")).font(regular(size::SMALL)).color(cx.theme.mute));
            for least in [0.0, UNSURE_BELOW, 0.95] {
                let words = if least == 0.0 { cx.say("more.threshold_none").to_owned() } else { format!("{least:.2}") };
                if menu_row(ui, cx.theme, &words, "", question.min_confidence == least).clicked() {
                    cx.send(Command::SetMinConfidence(least));
                }
            }
            ui.separator();
            let ranks_targets = question.targets == TargetRule::Ranked;
            if menu_row(ui, cx.theme, cx.say("more.rank_targets"), "", ranks_targets).clicked() {
                cx.send(Command::ToggleTargetsRanked);
            }
        });
}

/// English words for figures are lower case; as labels they begin with a capital.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
