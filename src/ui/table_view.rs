//! All observations as a table: sorted and filtered by any column, rows marked and copied, Enter opens the sentence. The
//! accessible twin of every chart.
//!
//! [`head`] is what stands above, [`header`] the names of the columns with [`filter`] behind each, [`body`] the rows, [`cells`]
//! their words, and [`keys`] what the keyboard does.

mod body;
mod cells;
mod columns;
mod filter;
mod head;
mod header;
mod keys;
mod picture;

use eframe::egui::{Frame, Id, Margin, Sense, Ui, vec2};

pub(super) use self::picture::{filters, least_width, picture_ui};
use super::cx::Cx;
use super::empty;
use super::theme::space;
use crate::app::table::TableSort;
use crate::compare::ObservationKey;

/// What the table keeps between frames.
#[derive(Default)]
pub struct Local {
    /// The whole table's filter as it is being typed.
    filter: String,
    /// A column's filter as it is being typed.
    typing: Option<filter::Typing>,
    /// The words of the rows that were on the screen lately.
    words: cells::Cache,
    /// How far the rows are scrolled sideways: the header follows.
    scrolled: f32,
    /// What was brought into view last: the selected figure and the row that the arrows are on.
    revealed: (Option<ObservationKey>, Option<ObservationKey>),
    /// By what the rows were sorted when they were last drawn.
    sorted: Option<TableSort>,
    /// The last frame in which the table was drawn.
    drawn_at: u64,
}

/// Height of the header.
const HEADER: f32 = 30.0;

/// Draws the view.
pub fn table_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if cx.derived.totals.get().n_figures == 0 {
        empty::no_figures_ui(ui, cx);
        return;
    }
    let margin = Margin { left: space::XL as i8, right: space::L as i8, top: 16, bottom: 0 };
    Frame::NONE.inner_margin(margin).show(ui, |ui| {
        head::head_ui(ui, cx, local);
        ui.add_space(space::S);
        let columns = columns::lay_out(cx, ui.available_width());
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
        header::header_ui(ui, cx, local, &columns, rect);
        if cx.derived.table.get().is_empty() {
            // The header stays: behind it are the filters that leave nothing.
            empty::centred(ui, cx, cx.say("table.none"), cx.say("table.none_more"), |_| {});
        } else {
            body::body_ui(ui, cx, local, &columns);
        }
    });
}

/// What has the keyboard while the arrows walk over rows.
fn rows_id() -> Id {
    Id::unique("table rows")
}
