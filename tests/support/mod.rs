//! What tests and benches of the window share.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod dress;
pub mod fixture;
#[cfg(feature = "gui")]
pub mod gui;
pub mod many;
pub mod page;
#[cfg(feature = "gui")]
pub mod raster;
pub mod texts;

use std::sync::Arc;

use jobscope::app::Desk;
use jobscope::app::documents::Source;
use jobscope::app::state::AppState;
use jobscope::compare::ObservationKey;

/// A desk with two small bulletins of May and November 2023 that hold one figure of each form.
pub fn desk() -> Desk {
    let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
    let bulletins = [
        ("五月.md", "就业动态 五月", "2023-05-19", include_str!("rows_a.jsonl")),
        ("十一月.md", "就业动态 十一月", "2023-11-03", include_str!("rows_b.jsonl")),
    ];
    for (file, title, date, rows) in bulletins {
        desk.put(&Source::Sample(file.to_owned()), fixture::document(file, title, date, rows));
    }
    desk
}

/// The figure of this indicator, area and value.
pub fn find(state: &AppState, indicator: &str, area: &str, value: f64) -> ObservationKey {
    let id = jobscope::model::indicator::Catalogue::builtin().find(indicator).expect("an id of the catalogue");
    let items = state.documents.items();
    let found = items.iter().find(|item| {
        let o = item.observation;
        o.indicator == id && o.ref_area.name.ends_with(area) && o.quantity.value == value
    });
    found.expect("a figure of the fixture").key
}

/// A desk with nothing on it.
pub fn empty_desk() -> Desk {
    Desk::new(AppState::default(), Arc::new(|| {}))
}
