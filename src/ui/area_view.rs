//! One area's page: its indicators, its articles, its parent and its children.

use eframe::egui::Ui;

use super::cx::Cx;
use super::empty;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Local {}

/// Draws the view.
pub fn area_ui(ui: &mut Ui, cx: &Cx, _local: &mut Local) {
    empty::no_figures_ui(ui, cx);
}
