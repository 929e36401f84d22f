//! The faces: Noto Sans SC first in both families, so that digits, hanzi and quotes stand on one line; a bold family.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

use super::theme::bold_family;

const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSansSC-Bold.ttf");

/// The faces in their order.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert("regular".to_owned(), Arc::new(FontData::from_static(REGULAR)));
    fonts.font_data.insert("bold".to_owned(), Arc::new(FontData::from_static(BOLD)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned()]);
    }
    // A subset bold falls back on the regular weight, never on a box.
    fonts.families.insert(bold_family(), vec!["bold".to_owned(), "regular".to_owned()]);
    fonts
}

/// Installs the faces.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}
