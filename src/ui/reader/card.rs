//! The card of the chosen figure: what it is, where it came from, what can be done with it.

use eframe::egui::{Frame, Label, Margin, RichText, Stroke, TextWrapMode, Ui, vec2};

use crate::app::command::Command;
use crate::compare::ObservationKey;
use crate::compare::names::short_name;
use crate::compare::words::{Language, note, period, value};
use crate::model::bulletin::Article;
use crate::model::observation::Observation;
use crate::model::span::Span;
use crate::ui::cx::Cx;
use crate::ui::question_bar::capital;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::tooltip;
use crate::ui::widgets::link;

/// Draws the card, so far from the sides.
pub fn card_ui(ui: &mut Ui, cx: &Cx, key: ObservationKey, article: &Article, side: f32) {
    let Some(observation) = cx.state.documents.observation(key) else { return };
    let theme = cx.theme;
    let side = (side - 4.0) as i8;
    let outer = Margin { left: side, right: side, top: 8, bottom: 14 };
    Frame::NONE
        .fill(theme.rail)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(f32::from(space::FLOAT_CORNER))
        .inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 10 })
        .outer_margin(outer)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(space::S, 3.0);
            head_ui(ui, cx, observation);
            for (name, fact) in facts(cx, article, observation) {
                fact_ui(ui, cx, name, &fact);
            }
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                if link(ui, theme, cx.say("card.locate")).clicked() {
                    cx.send(Command::LocateInChart);
                }
                if let Some(code) = observation.ref_area.code {
                    let name = short_name(&observation.ref_area);
                    if link(ui, theme, &cx.words.fill("card.area", &[("area", name)])).clicked() {
                        cx.send(Command::ShowArea(code));
                    }
                }
                if link(ui, theme, cx.say("card.copy")).clicked() {
                    cx.send(Command::CopyCitation);
                }
            });
        });
}

fn head_ui(ui: &mut Ui, cx: &Cx, observation: &Observation) {
    let theme = cx.theme;
    ui.horizontal_wrapped(|ui| {
        let name = cx.indicator_name(observation.indicator);
        ui.label(RichText::new(name).font(bold(size::BODY)).color(theme.ink));
        let figure = value::figure(&observation.quantity, observation.measure, cx.speech());
        ui.label(RichText::new(figure).font(bold(size::BODY)).color(theme.accent));
        let status = note::status(observation.status, cx.language());
        let standing = format!("{} · {}", capital(status), cx.measure(observation.measure));
        let standing = RichText::new(standing).font(regular(size::SMALL)).color(theme.mute);
        ui.add(Label::new(standing).wrap_mode(TextWrapMode::Extend));
    });
}

fn facts(cx: &Cx, article: &Article, observation: &Observation) -> Vec<(&'static str, String)> {
    let area = match observation.ref_area.code {
        Some(code) => format!("{} {code}", observation.ref_area.name),
        None if observation.ref_area.name.is_empty() => cx.say("card.no_area").to_owned(),
        None => observation.ref_area.name.clone(),
    };
    let mut facts = vec![(cx.say("fact.area"), area)];
    if !observation.detail.is_empty() {
        facts.push((cx.say("fact.detail"), observation.detail.clone()));
    }
    facts.push((cx.say("fact.period"), dated(cx, observation)));
    facts.push((cx.say("fact.evidence"), evidence(cx, article, observation)));
    facts.push((cx.say("fact.confidence"), tooltip::confidence(cx, observation.confidence)));
    facts
}

/// The period in words and in days.
fn dated(cx: &Cx, observation: &Observation) -> String {
    let words = period::period(observation.period, cx.language());
    match observation.period {
        Some(told) if told.end.is_some_and(|end| end != told.start) => {
            let end = told.end.unwrap_or(told.start);
            cx.words
                .fill("card.days", &[("period", &words), ("start", &told.start.to_string()), ("end", &end.to_string())])
        }
        _ => words,
    }
}

/// Which words settled indicator, area and period, and what was inferred.
fn evidence(cx: &Cx, article: &Article, observation: &Observation) -> String {
    let told = |span: Option<Span>, name: &'static str| match span {
        Some(span) => cx.words.fill("card.told", &[("name", name), ("words", span.of(&article.text))]),
        None => cx.words.fill("card.inferred", &[("name", name)]),
    };
    let mut parts = vec![
        told(observation.evidence.indicator, cx.say("fact.indicator")),
        told(observation.evidence.area, cx.say("fact.area")),
    ];
    // A period that the article does not tell was inferred from nothing.
    if observation.period.is_some() {
        parts.push(told(observation.evidence.period, cx.say("fact.period")));
    }
    parts.join(cx.say("card.separator"))
}

fn fact_ui(ui: &mut Ui, cx: &Cx, name: &str, fact: &str) {
    let theme = cx.theme;
    let name_width = if cx.language() == Language::Zh { 40.0 } else { 70.0 };
    ui.horizontal_top(|ui| {
        let label = RichText::new(name).font(regular(size::SMALL)).color(theme.faint);
        let shown = ui.label(label);
        ui.add_space((name_width - shown.rect.width()).max(0.0));
        let text = RichText::new(fact).font(regular(size::SMALL)).color(theme.ink);
        ui.add(Label::new(text).wrap());
    });
}
