//! The comparison: question, banner, legend, ranked bars, what is missing, where it comes from.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Label, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

use super::chart::draw::chart_ui;
use super::chart::layout::{ChartLayout, LayoutKey};
use super::chart::legend::Legend;
use super::cx::Cx;
use super::theme::{regular, size, space};
use super::widgets::{link, link_or_words};
use super::{chooser, empty, question_bar};
use crate::app::command::{Command, Origin};
use crate::compare::derived::{Basis, can_average, whole_months};
use crate::compare::names::short_name;
use crate::compare::note::Note;
use crate::compare::question::{DetailFilter, Question};
use crate::compare::ranking::Ranking;
use crate::compare::words::{note, period, value};
use crate::extract::Extractor;
use crate::model::indicator::Nature;
use crate::model::observation::Status;
use crate::model::period::Period;

/// What the view keeps between frames: the layout of the last answer.
#[derive(Default)]
pub struct Local {
    laid: Option<(ChartLayout, Legend, Footer)>,
    shows_all_notes: bool,
}

/// Words under the chart, put together once per answer.
struct Footer {
    missing: String,
    sources: String,
}

/// How many names of missing areas are listed before the rest is counted.
const MISSING_SHOWN: usize = 24;

/// Draws the view.
pub fn compare_ui(ui: &mut Ui, cx: &Cx, local: &mut Local, chooser: &mut chooser::Local) {
    let Some(question) = question_bar::head_ui(ui, cx, chooser) else { return };
    let Some(answer) = &cx.derived.answer.get().ranking else { return };
    ScrollArea::vertical().id_salt("compare").auto_shrink(false).show(ui, |ui| {
        let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: 10, bottom: 20 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(space::CHART_WIDTH));
            ui.spacing_mut().item_spacing.y = space::M;
            banner_ui(ui, cx, question, answer, &mut local.shows_all_notes);
            if answer.groups.is_empty() {
                reference_ui(ui, cx, answer);
                empty::no_marks_ui(ui, cx, question, answer.reference.is_some());
            } else {
                answer_ui(ui, cx, answer, local);
            }
            left_out_ui(ui, cx, answer);
        });
    });
}

/// Draws the answer for a picture: the whole chart, then what must be said beside it, as plain lines.
pub(super) fn picture_ui(ui: &mut Ui, cx: &Cx) {
    /// More notes than these are counted: a picture is to be looked at.
    const NOTES: usize = 12;
    let Some(answer) = &cx.derived.answer.get().ranking else { return };
    ui.spacing_mut().item_spacing.y = space::M;
    if answer.groups.is_empty() {
        reference_ui(ui, cx, answer);
        ui.label(RichText::new(cx.say("empty.no_marks")).font(regular(size::BODY)).color(cx.theme.mute));
    } else {
        answer_ui(ui, cx, answer, &mut Local::default());
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    let mut notes: Vec<String> = answer.notes.iter().map(|told| note::note(told, cx.language())).collect();
    if notes.len() > NOTES + 1 {
        let n_more = notes.len() - NOTES;
        notes.truncate(NOTES);
        notes.push(cx.words.count("banner.more", n_more));
    }
    for words in notes {
        ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
    }
}

fn answer_ui(ui: &mut Ui, cx: &Cx, answer: &Ranking, local: &mut Local) {
    let key = LayoutKey {
        generation: cx.derived.answer.generation(),
        width: ui.available_width() as i32,
        speech: cx.speech(),
        text_generation: cx.text_generation,
    };
    let laid = match local.laid.take() {
        Some(laid) if laid.0.key == key => laid,
        _ => (ChartLayout::new(ui, cx, answer, key), Legend::of(cx, answer), Footer::of(cx, answer)),
    };
    let (chart, legend, footer) = local.laid.insert(laid);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, 4.0);
        legend.ui(ui, cx);
        reference_ui(ui, cx, answer);
    });
    chart_ui(ui, cx, chart, answer);
    ui.add_space(space::XS);
    ui.separator();
    ui.spacing_mut().item_spacing.y = space::XS;
    for words in [&footer.missing, &footer.sources] {
        if !words.is_empty() {
            ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
        }
    }
}

/// The national figure in words; the line in the chart is drawn only where it fits the axis.
fn reference_ui(ui: &mut Ui, cx: &Cx, answer: &Ranking) {
    let Some(mark) = &answer.reference else { return };
    let figure = value::label(mark, cx.speech());
    let told = period::period(mark.period, cx.language());
    let is_drawn = answer.groups.first().is_some_and(|group| mark.value <= group.max && mark.value >= group.min);
    if is_drawn {
        let (dash, _) = ui.allocate_exact_size(vec2(3.0, 16.0), eframe::egui::Sense::hover());
        let line = [dash.center_top(), dash.center_bottom()];
        let stroke = Stroke::new(1.3, cx.theme.alert);
        ui.painter().extend(eframe::egui::Shape::dashed_line(&line, stroke, 4.0, 3.0));
    }
    let words = cx.words.fill("chart.national", &[("figure", &figure), ("period", &told)]);
    let shown = link_or_words(ui, cx, &words, size::SMALL);
    if shown.clicked() {
        cx.send(Command::SelectObservation(mark.key, Origin::Chart));
    }
    if !is_drawn {
        shown.on_hover_text(cx.say("chart.national_beyond"));
    }
}

/// What is not comparable, with the way out: one line each, in one frame.
fn banner_ui(ui: &mut Ui, cx: &Cx, question: &Question, answer: &Ranking, shows_all: &mut bool) {
    /// So many notes are shown at first: the chart must not be pushed out of sight.
    const SHOWN: usize = 3;
    let is_told = |told: &&Note| matches!(told, Note::MixedPeriods { .. } | Note::Conflict { .. });
    let is_averaged = question.basis == Basis::MonthlyAverage;
    if question.period.is_none() && !is_averaged && !answer.notes.iter().any(|told| is_told(&told)) {
        return;
    }
    let theme = cx.theme;
    let margin = Margin { left: 14, right: 12, top: 8, bottom: 8 };
    let shown = Frame::NONE.fill(theme.banner).corner_radius(3.0).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        if let Some(chosen) = question.period {
            let words = period::period(Some(chosen), cx.language());
            line_ui(ui, cx, &cx.words.fill("banner.restricted", &[("period", &words)]), |ui| {
                if link(ui, theme, cx.say("banner.all_periods")).clicked() {
                    cx.send(Command::SetPeriod(None));
                }
            });
        }
        if is_averaged {
            line_ui(ui, cx, cx.say("banner.averaged"), |ui| {
                if link(ui, theme, cx.say("banner.as_told")).clicked() {
                    cx.send(Command::SetBasis(Basis::AsTold));
                }
            });
        }
        let told: Vec<&Note> = answer.notes.iter().filter(is_told).collect();
        let n_shown = if *shows_all || told.len() == SHOWN + 1 { told.len() } else { told.len().min(SHOWN) };
        for told in told.iter().take(n_shown) {
            line_ui(ui, cx, &said(cx, told), |ui| ways_out_ui(ui, cx, question, answer, told));
        }
        if told.len() > SHOWN + 1 {
            let words = if *shows_all {
                cx.say("banner.fewer").to_owned()
            } else {
                cx.words.count("banner.more", told.len() - n_shown)
            };
            if link(ui, theme, &words).clicked() {
                *shows_all = !*shows_all;
            }
        }
    });
    let rect = shown.response.rect;
    let edge = eframe::egui::Rect::from_min_max(rect.left_top(), eframe::egui::pos2(rect.left() + 3.0, rect.bottom()));
    ui.painter().rect_filled(edge, 0.0, theme.banner_edge);
}

/// A note in words; of many periods only the commonest are named. It is cut after it was said, so that a year is dropped only
/// where all of them share it.
fn said(cx: &Cx, told: &Note) -> String {
    const NAMED: usize = 3;
    let words = note::note(told, cx.language());
    match told {
        Note::MixedPeriods { counts, .. } if counts.len() > NAMED + 1 => {
            let separator = cx.say("banner.separator");
            let named = words.split(separator).take(NAMED).collect::<Vec<_>>().join(separator);
            let n_more = (counts.len() - NAMED).to_string();
            cx.words.fill("banner.and_more", &[("words", &named), ("n", &n_more)])
        }
        _ => words,
    }
}

fn ways_out_ui(ui: &mut Ui, cx: &Cx, question: &Question, answer: &Ranking, told: &Note) {
    match told {
        Note::MixedPeriods { status, counts } if *status != Status::Target => {
            // A period that only one area has is nothing to compare.
            if let Some(usual) = counts.iter().filter(|(_, n)| *n > 1).find_map(|(period, _)| *period) {
                let words = period::period(Some(usual), cx.language());
                if link(ui, cx.theme, &cx.words.fill("banner.only", &[("period", &words)])).clicked() {
                    cx.send(Command::SetPeriod(Some(usual)));
                }
            }
            if gains_by_average(question, answer, counts) && link(ui, cx.theme, cx.say("banner.average")).clicked() {
                cx.send(Command::SetBasis(Basis::MonthlyAverage));
            }
        }
        Note::Conflict { keys, .. } => {
            for (n, key) in (1..).zip(keys) {
                let words = cx.words.fill("banner.look", &[("place", &n.to_string())]);
                if link(ui, cx.theme, &words).clicked() {
                    cx.send(Command::SelectObservation(*key, Origin::Chart));
                }
            }
        }
        _ => {}
    }
}

/// Only what runs over time can be told by the month, and only spans of different length gain by it.
fn gains_by_average(question: &Question, answer: &Ranking, counts: &[(Option<Period>, usize)]) -> bool {
    let row = Extractor::in_use().catalogue().get(question.indicator);
    let lengths: BTreeSet<u32> = counts.iter().filter_map(|(period, _)| whole_months((*period)?)).collect();
    question.basis == Basis::AsTold
        && answer.groups.first().is_some_and(|group| can_average(question.measure, &group.unit))
        && row.is_some_and(|row| row.nature == Nature::Flow)
        && lengths.len() > 1
}

fn line_ui(ui: &mut Ui, cx: &Cx, words: &str, ways_out: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, 2.0);
        ui.spacing_mut().interact_size.y = 0.0;
        ui.label(RichText::new(words).font(regular(size::SMALL + 0.5)).color(cx.theme.ink));
        ways_out(ui);
    });
}

/// What was left out, each with the way to see it where there is one.
fn left_out_ui(ui: &mut Ui, cx: &Cx, answer: &Ranking) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.spacing_mut().interact_size.y = 0.0;
    for told in answer.notes.iter().filter(|told| told.n_left_out() > 0) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let words = note::note(told, cx.language());
            ui.label(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute));
            let command = match told {
                Note::OtherUnits { unit, .. } => Command::SetUnitClass(Some(unit.class())),
                Note::OtherDetails { .. } => Command::SetDetail(DetailFilter::All),
                Note::OtherStatuses { status, .. } => Command::ToggleStatus(*status),
                Note::TargetsAlone { .. } => Command::ToggleTargetsRanked,
                Note::OtherLevels { level, .. } => Command::ToggleLevel(*level),
                Note::LowConfidence { .. } => Command::ToggleUnsure,
                Note::MixedPeriods { .. }
                | Note::Conflict { .. }
                | Note::OtherPeriods { .. }
                | Note::NoArea { .. }
                | Note::OtherNational { .. } => return,
                Note::NotAveraged { .. } => Command::SetBasis(Basis::AsTold),
            };
            if link(ui, cx.theme, cx.say("banner.show")).clicked() {
                cx.send(command);
            }
        });
    }
}

impl Footer {
    fn of(cx: &Cx, answer: &Ranking) -> Self {
        let names: Vec<&str> = answer.missing.iter().take(MISSING_SHOWN).map(short_name).collect();
        let separator = cx.say("list.separator");
        let missing = if names.is_empty() {
            String::new()
        } else {
            let n = answer.missing.len().to_string();
            let more = if answer.missing.len() > MISSING_SHOWN { cx.say("list.and_more") } else { "" };
            cx.words.fill("chart.missing", &[("n", &n), ("names", &format!("{}{more}", names.join(separator)))])
        };
        if cx.is_picture {
            // A picture has its sources below all that it shows.
            return Self { missing, sources: String::new() };
        }
        let mut titles: Vec<String> = Vec::new();
        for mark in answer.rows().flat_map(|row| &row.marks) {
            let document = crate::app::documents::DocumentId(mark.key.document);
            let title = cx.state.documents.get(document).map(crate::app::documents::OpenDocument::title);
            titles.extend(title.filter(|title| !titles.contains(title)));
        }
        let shown = titles.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(separator);
        let more = if titles.len() > 4 { cx.say("list.and_more") } else { "" };
        Self { missing, sources: cx.words.fill("chart.source", &[("titles", &format!("{shown}{more}"))]) }
    }
}
