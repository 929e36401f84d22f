//! What can be done with a sentence or a figure: the menus of the right button.

use std::ops::Range;

use eframe::egui::{Response, Ui};

use super::page::Page;
use crate::app::command::{Command, Origin};
use crate::app::reading::{Change, cite};
use crate::compare::ObservationKey;
use crate::compare::names::short_name;
use crate::model::observation::Observation;
use crate::model::span::Span;
use crate::ui::cx::Cx;
use crate::ui::widgets::{context_menu, menu_row};

/// On a paragraph: what stands at `byte`.
pub fn text_menu(response: &Response, has_keyboard: bool, cx: &Cx, page: &Page, block: &Range<usize>, byte: usize) {
    context_menu(response, has_keyboard, |ui| {
        begin(ui);
        copy_ui(ui, cx, page, cite::sentence_around(&page.article.text, &(byte..byte)), block);
    });
}

/// On a figure.
pub fn figure_menu(
    response: &Response,
    has_keyboard: bool,
    cx: &Cx,
    page: &Page,
    (key, o): (ObservationKey, &Observation),
) {
    context_menu(response, has_keyboard, |ui| {
        begin(ui);
        let block = page.article.blocks.iter().find(|block| block.span.overlaps(o.quote));
        let block = block.map_or(o.sentence, |block| block.span);
        copy_ui(ui, cx, page, o.sentence.range(), &block.range());
        if menu_row(ui, cx.theme, cx.say("card.locate"), "", false).clicked() {
            cx.send(Command::SelectObservation(key, Origin::Reader));
            cx.send(Command::LocateInChart);
        }
        if let Some(code) = o.ref_area.code {
            let words = cx.words.fill("card.area", &[("area", short_name(&o.ref_area))]);
            if menu_row(ui, cx.theme, &words, "", false).clicked() {
                cx.send(Command::ShowArea(code));
            }
        }
    });
}

fn begin(ui: &mut Ui) {
    ui.set_min_width(180.0);
    ui.spacing_mut().item_spacing.y = 1.0;
}

fn copy_ui(ui: &mut Ui, cx: &Cx, page: &Page, sentence: Range<usize>, block: &Range<usize>) {
    let text = &page.article.text;
    if menu_row(ui, cx.theme, cx.say("reader.copy_sentence"), "", false).clicked()
        && let Some(span) = Span::new(text, sentence)
    {
        cx.send(Command::Reading(Change::CopyCited(page.key, span)));
    }
    if menu_row(ui, cx.theme, cx.say("reader.copy_paragraph"), "", false).clicked() {
        cx.send(Command::Copy(cite::plain(text.get(block.clone()).unwrap_or_default())));
    }
}
