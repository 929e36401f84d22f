//! The reader: the article laid out for reading, its figures tinted by family, the chosen one boxed.
//!
//! [`page`] draws the text, [`layout`] says where everything stands.

pub mod layout;
pub mod page;

pub mod breaking;
pub mod card;
pub mod columns;
pub mod find_bar;
pub mod head;
pub mod lines;
pub mod menu;
pub mod outline;
pub mod strip;

use eframe::egui::{Frame, Margin, Ui};

use self::layout::MEASURE;
use super::cx::Cx;
use super::empty;
use crate::app::documents::ArticleKey;

/// What the reader keeps between frames.
#[derive(Default)]
pub struct Local {
    page: page::Local,
    find: find_bar::Local,
    outline: outline::Local,
}

/// Least room on both sides of the text.
const SIDE: f32 = 24.0;

/// Below this height words are looked for without the card.
const LOW: f32 = 420.0;

/// Draws the reader.
pub fn reader_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let selection = cx.state.session.selection;
    let found = selection.article.and_then(|key| {
        let open = cx.state.documents.get(key.document)?;
        Some((key, open, open.article(key.article)?))
    });
    let Some((key, open, article)) = found else {
        empty::no_article_ui(ui, cx);
        return;
    };
    let side = side(ui.available_width(), cx.state.session.reader_text_points);
    let inset = |top| Margin { left: side as i8, right: side as i8, top, bottom: 0 };
    Frame::NONE.inner_margin(inset(14)).show(ui, |ui| head::head_ui(ui, cx, key, open, article));
    if let Some(outline) = &cx.state.transient.reading.outline {
        outline::outline_ui(ui, cx, outline, side, &mut local.outline);
        return;
    }
    local.outline = outline::Local::default();
    if cx.state.transient.reading.find.is_shown {
        Frame::NONE.inner_margin(inset(0)).show(ui, |ui| find_bar::find_bar_ui(ui, cx, &mut local.find));
    }
    // In a low window the text has the room while words are looked for.
    let has_room = !cx.state.transient.reading.find.is_shown || ui.available_height() > LOW;
    let chosen = selection.observation.filter(|chosen| has_room && ArticleKey::from(*chosen) == key);
    if let Some(chosen) = chosen {
        eframe::egui::Panel::bottom("card").frame(Frame::NONE).show_separator_line(false).show(ui, |ui| {
            card::card_ui(ui, cx, chosen, article, side);
        });
    }
    page::page_ui(ui, cx, key, open, article, side, &mut local.page);
}

/// The room on both sides that leaves lines of a readable length.
fn side(room: f32, points: f32) -> f32 {
    ((room - points * MEASURE) / 2.0).clamp(SIDE, f32::from(i8::MAX)).floor()
}
