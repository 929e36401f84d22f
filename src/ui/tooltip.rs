//! What a mark, a row or a figure says under the pointer: the figure as written and normalised, and its sentence.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, RichText, Stroke, Ui};

use super::cx::Cx;
use super::theme::{bold, regular, size, space};
use crate::app::rail::shown_title;
use crate::app::update::UNSURE_BELOW;
use crate::compare::ObservationKey;
use crate::compare::words::{note, period, value};
use crate::model::bulletin::Article;
use crate::model::observation::Observation;
use crate::model::quantity::Bound;

/// The longest sentence shown in full, in characters.
const SENTENCE_CHARS: usize = 160;

/// Everything about one figure.
pub fn observation_tooltip(ui: &mut Ui, cx: &Cx, key: ObservationKey, full_name: Option<&str>) {
    let Some(observation) = cx.state.documents.observation(key) else { return };
    let Some(article) = cx.state.documents.article(key.into()) else { return };
    eframe::egui::Frame::NONE.inner_margin(6.0).show(ui, |ui| {
        ui.set_max_width(400.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.spacing_mut().interact_size.y = 0.0;
        contents_ui(ui, cx, article, observation, full_name);
    });
}

fn contents_ui(ui: &mut Ui, cx: &Cx, article: &Article, observation: &Observation, full_name: Option<&str>) {
    let theme = cx.theme;
    let value = value::figure(&observation.quantity, observation.measure, cx.speech());
    ui.horizontal_wrapped(|ui| {
        let area = full_name.unwrap_or(&observation.ref_area.name);
        ui.label(RichText::new(area).font(bold(size::BODY)).color(theme.ink));
        ui.label(RichText::new(value).font(bold(size::BODY)).color(theme.accent));
    });
    let indicator = cx.indicator_name(observation.indicator);
    let standing = [
        indicator,
        &observation.detail,
        cx.measure(observation.measure),
        note::status(observation.status, cx.language()),
    ];
    let standing: Vec<&str> = standing.into_iter().filter(|part| !part.is_empty()).collect();
    ui.label(RichText::new(standing.join(" · ")).font(regular(size::SMALL)).color(theme.mute));
    let facts = [
        ("fact.written", observation.quote.of(&article.text).to_owned()),
        ("fact.normalised", normalised(observation)),
        ("fact.bound", bound(cx, observation.quantity.bound)),
        ("fact.period", period::period(observation.period, cx.language())),
        ("fact.confidence", confidence(cx, observation.confidence)),
    ];
    for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            ui.label(RichText::new(cx.say(name)).font(regular(size::SMALL)).color(theme.faint));
            ui.label(RichText::new(fact).font(regular(size::SMALL)).color(theme.ink));
        });
    }
    ui.add_space(space::XS);
    ui.add(Label::new(sentence(cx, article, observation)).wrap());
    ui.label(RichText::new(format!("《{}》", shown_title(article))).font(regular(size::SMALL)).color(theme.faint));
}

/// The number in the base unit, ungrouped as in the exports.
fn normalised(observation: &Observation) -> String {
    let quantity = &observation.quantity;
    match quantity.value_high {
        Some(high) => format!("{}—{} {}", quantity.value, high, quantity.unit.0),
        None => format!("{} {}", quantity.value, quantity.unit.0),
    }
}

fn bound(cx: &Cx, bound: Bound) -> String {
    let key = match bound {
        Bound::Exact => return String::new(),
        Bound::About => "bound.about",
        Bound::MoreThan => "bound.more_than",
        Bound::AtLeast => "bound.at_least",
        Bound::AtMost => "bound.at_most",
        Bound::Range => "bound.range",
    };
    cx.say(key).to_owned()
}

/// How sure, in words and as a number.
pub fn confidence(cx: &Cx, confidence: f32) -> String {
    let word = match confidence {
        c if c >= 0.95 => cx.say("confidence.high"),
        c if c >= UNSURE_BELOW => cx.say("confidence.middle"),
        _ => cx.say("confidence.low"),
    };
    format!("{word} {confidence:.2}")
}

/// The sentence with the figure marked, cut around the figure where it is long.
pub fn sentence(cx: &Cx, article: &Article, observation: &Observation) -> LayoutJob {
    let theme = cx.theme;
    let (start, end) = (observation.sentence.start(), observation.sentence.end());
    let (from, to) = (observation.quote.start().clamp(start, end), observation.quote.end().clamp(start, end));
    let piece = |from: usize, to: usize| article.text.get(from..to).unwrap_or_default();
    let (mut before, quote, mut after) = (piece(start, from), piece(from, to), piece(to, end));
    if before.chars().count() + after.chars().count() > SENTENCE_CHARS {
        before = last_chars(before, SENTENCE_CHARS / 2);
        after = first_chars(after, SENTENCE_CHARS / 2);
    }
    let plain =
        TextFormat { line_height: Some(size::SMALL * 1.7), ..TextFormat::simple(regular(size::SMALL), theme.mute) };
    let underline = Stroke::new(1.0, theme.chosen_edge);
    let marked = TextFormat { color: theme.ink, background: theme.chosen, underline, ..plain.clone() };
    let mut job = LayoutJob::default();
    if before.len() < from - start {
        job.append("…", 0.0, plain.clone());
    }
    job.append(before, 0.0, plain.clone());
    job.append(quote, 0.0, marked);
    job.append(after, 0.0, plain.clone());
    if after.len() < end - to {
        job.append("…", 0.0, plain);
    }
    job
}

fn first_chars(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(at, _)| &text[..at])
}

fn last_chars(text: &str, n: usize) -> &str {
    let n_skipped = text.chars().count().saturating_sub(n);
    text.char_indices().nth(n_skipped).map_or("", |(at, _)| &text[at..])
}
