//! The banner above a chart: what is not comparable in it, each with the way out.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Margin, Rect, RichText, Ui, pos2, vec2};

use super::cx::Cx;
use super::theme::{regular, size, space};
use super::widgets::link;
use crate::app::command::{Command, Origin};
use crate::compare::derived::{Basis, can_average, whole_months};
use crate::compare::note::Note;
use crate::compare::question::Question;
use crate::compare::ranking::Ranking;
use crate::compare::words::{note, period};
use crate::extract::Extractor;
use crate::model::indicator::Nature;
use crate::model::observation::Status;
use crate::model::period::Period;

/// Draws it, one line for each note, in one frame; draws nothing where all can be compared.
pub fn banner_ui(ui: &mut Ui, cx: &Cx, question: &Question, answer: &Ranking, shows_all: &mut bool) {
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
    let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
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
            // Of ninety accounts the first few are enough here: the chart has a bar for each.
            const LINKED: usize = 6;
            for (n, key) in (1..).zip(keys.iter().take(LINKED)) {
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
