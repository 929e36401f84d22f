//! The provinces as tiles, coloured by their own figures.

use eframe::egui::Ui;

use super::cx::Cx;
use super::{chooser, empty};

/// What the view keeps between frames.
#[derive(Default)]
pub struct Local {}

/// Draws the view.
pub fn map_ui(ui: &mut Ui, cx: &Cx, _local: &mut Local, _chooser: &mut chooser::Local) {
    empty::no_figures_ui(ui, cx);
}
