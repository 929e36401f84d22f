//! The comparison: question, banner, legend, ranked bars, what is missing, where it comes from.

use std::collections::HashSet;

use eframe::egui::{Frame, Label, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

use super::chart::draw::chart_ui;
use super::chart::layout::{ChartLayout, LayoutKey};
use super::chart::legend::Legend;
use super::cx::Cx;
use super::theme::{regular, size, space};
use super::widgets::{link, link_or_words};
use super::{banner, chooser, empty, question_bar};
use crate::app::command::{Command, Origin};
use crate::app::documents::{DocumentId, OpenDocument};
use crate::compare::derived::Basis;
use crate::compare::names::short_name;
use crate::compare::note::Note;
use crate::compare::question::DetailFilter;
use crate::compare::ranking::Ranking;
use crate::compare::words::{note, period, value};

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
            banner::banner_ui(ui, cx, question, answer, &mut local.shows_all_notes);
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

/// Draws legend and chart alone.
pub(super) fn inlay_ui(ui: &mut Ui, cx: &Cx) {
    if let Some(answer) = &cx.derived.answer.get().ranking {
        ui.spacing_mut().item_spacing.y = space::M;
        chart_with_legend_ui(ui, cx, answer, &mut Local::default());
    }
}

fn answer_ui(ui: &mut Ui, cx: &Cx, answer: &Ranking, local: &mut Local) {
    let footer = chart_with_legend_ui(ui, cx, answer, local);
    ui.add_space(space::XS);
    ui.separator();
    ui.spacing_mut().item_spacing.y = space::XS;
    for words in [&footer.missing, &footer.sources] {
        if !words.is_empty() {
            ui.add(Label::new(RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute)).wrap());
        }
    }
}

/// Draws them; returns what is to be said below.
fn chart_with_legend_ui<'a>(ui: &mut Ui, cx: &Cx, answer: &Ranking, local: &'a mut Local) -> &'a Footer {
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
    footer
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
        let mut seen = HashSet::new();
        let mut titles: Vec<String> = Vec::new();
        let marks = answer.rows().flat_map(|row| &row.marks);
        for document in marks.map(|mark| DocumentId(mark.key.document)).filter(|document| seen.insert(*document)) {
            let title = cx.state.documents.get(document).map(OpenDocument::title);
            titles.extend(title.filter(|title| !titles.contains(title)));
        }
        let shown = titles.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(separator);
        let more = if titles.len() > 4 { cx.say("list.and_more") } else { "" };
        Self { missing, sources: cx.words.fill("chart.source", &[("titles", &format!("{shown}{more}"))]) }
    }
}
