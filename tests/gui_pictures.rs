//! A few pictures: one bar of each form and a paragraph with figures, in both themes. Everything else is asserted by state.
//!
//! After a wanted change: `UPDATE_SNAPSHOTS=1 cargo test --test gui_pictures`, then look at the new pictures.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{CentralPanel, Frame, Rect, Theme, Ui, pos2, vec2};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use jobscope::app::command::{Command, Origin};
use jobscope::app::state::ThemeChoice;
use jobscope::model::observation::Status;
use jobscope::model::quantity::Bound;
use jobscope::ui::chart::marks::{Form, Touch, paint};
use jobscope::ui::theme::Theme as Tokens;
use jobscope::ui::{fonts, theme};
use support::raster::Raster;

/// One bar of each form, one under the other.
fn forms(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    CentralPanel::default().frame(Frame::NONE.fill(tokens.panel)).show(ui, |ui| {
        let form = |status, bound, is_unsure| Form { status, bound, is_unsure };
        let all = [
            (form(Status::Actual, Bound::Exact, false), Touch::None),
            (form(Status::Actual, Bound::Exact, false), Touch::Selected),
            (form(Status::Actual, Bound::MoreThan, false), Touch::None),
            (form(Status::Actual, Bound::About, false), Touch::None),
            (form(Status::Actual, Bound::AtMost, false), Touch::None),
            (form(Status::Actual, Bound::Range, false), Touch::None),
            (form(Status::Actual, Bound::Exact, true), Touch::None),
            (form(Status::Target, Bound::Exact, false), Touch::None),
            (form(Status::Target, Bound::AtLeast, false), Touch::None),
            (form(Status::Policy, Bound::Exact, false), Touch::None),
            (form(Status::Policy, Bound::AtMost, false), Touch::None),
        ];
        let origin = ui.max_rect().left_top() + vec2(10.0, 10.0);
        for (n, (form, touch)) in all.into_iter().enumerate() {
            let body = Rect::from_min_size(pos2(origin.x, origin.y + n as f32 * 24.0), vec2(90.0, 16.0));
            let high = (form.bound == Bound::Range).then_some(body.right() + 40.0);
            paint(ui, tokens, form, body, high, touch);
        }
    });
}

fn options() -> SnapshotOptions {
    SnapshotOptions::new().threshold(0.4)
}

#[test]
fn each_form_of_mark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "marks_light"), (Theme::Dark, "marks_dark")] {
        let mut harness = Harness::builder()
            .with_size([180.0, 296.0])
            .with_theme(theme)
            .with_context_setup(|ctx| {
                fonts::install(ctx);
                theme::install(ctx);
            })
            .renderer(Raster::default())
            .build_ui(forms);
        harness.run();
        harness.snapshot_options(name, &options());
        results.extend_harness(&mut harness);
    }
}

#[test]
fn chart_and_reader_together() {
    let mut results = SnapshotResults::new();
    for (choice, name) in [(ThemeChoice::Light, "window_light"), (ThemeChoice::Dark, "window_dark")] {
        let mut harness = support::gui::window(support::desk(), [900.0, 600.0], choice);
        let key = support::find(&harness.state().desk.state, "urban_new_jobs", "临漳县", 2156.0);
        harness.state_mut().desk.send(Command::SelectObservation(key, Origin::Chart));
        harness.state_mut().desk.state.transient.reveal_in_chart = true;
        harness.run();
        harness.snapshot_options(name, &options());
        results.extend_harness(&mut harness);
    }
}
