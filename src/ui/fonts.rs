//! The faces: Noto Sans SC first in both families, so that digits, hanzi and quotes stand on one line; a bold family; behind them the
//! pictures that chat accounts set into their headings.

use std::sync::Arc;

use eframe::egui::{Color32, Context, FontData, FontDefinitions, FontFamily, FontTweak, Galley};

use super::theme::{bold_family, regular, size};

pub(super) static REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");
pub(super) static BOLD: &[u8] = include_bytes!("../../fonts/NotoSansSC-Bold.ttf");

static EMOJI: &[u8] = include_bytes!("../../fonts/NotoEmoji-Regular.ttf");

/// The faces in their order.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert("regular".to_owned(), Arc::new(FontData::from_static(REGULAR)));
    fonts.font_data.insert("bold".to_owned(), Arc::new(FontData::from_static(BOLD)));
    // Its pictures fill a square that is larger than that of a hanzi.
    let smaller = FontTweak { scale: 0.85, ..FontTweak::default() };
    fonts.font_data.insert("emoji".to_owned(), Arc::new(FontData::from_static(EMOJI).tweak(smaller)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned(), "emoji".to_owned()]);
    }
    // A subset bold falls back on the regular weight, never on a box.
    fonts.families.insert(bold_family(), vec!["bold".to_owned(), "regular".to_owned(), "emoji".to_owned()]);
    fonts
}

/// Installs the faces.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// Notices when the framework has made its picture of all letters anew: on a change of theme or scale, or when it was full.
/// Text laid out before then points into the old picture and would come out garbled.
#[derive(Default)]
pub struct TextWatch {
    seen: Option<Arc<Galley>>,
    generation: u64,
}

impl TextWatch {
    /// Changes whenever laid-out text must be laid out anew. To be asked once a frame.
    pub fn generation(&mut self, ctx: &Context) -> u64 {
        // The framework keeps what is laid out in every frame; that it gives another one says that it has thrown all away.
        let font = regular(size::BODY);
        let now = ctx.fonts_mut(|fonts| fonts.layout_no_wrap("字".to_owned(), font, Color32::PLACEHOLDER));
        if !self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, &now)) {
            self.generation += 1;
            self.seen = Some(now);
        }
        self.generation
    }
}
