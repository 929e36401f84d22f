//! A window in a headless harness.

use eframe::egui::Theme;
use egui_kittest::Harness;
use jobscope::app::Desk;
use jobscope::app::jobs::Wake;
use jobscope::app::state::ThemeChoice;
use jobscope::ui::picker::{Answer, Ask, Picker};
use jobscope::ui::window::Window;
use jobscope::ui::{fonts, theme};

/// A picker that answers with what the test has put into it.
#[derive(Default)]
pub struct ReadyPicker(pub Option<Answer>);

impl Picker for ReadyPicker {
    fn ask(&mut self, _ask: Ask, _wake: &Wake) {}

    fn take_answer(&mut self) -> Option<Answer> {
        self.0.take()
    }
}

/// A window of this size on this desk, in this theme.
pub fn window(mut desk: Desk, size: [f32; 2], choice: ThemeChoice) -> Harness<'static, Window> {
    desk.state.session.theme = choice;
    let window = Window::new(desk, Box::<ReadyPicker>::default());
    let first = if choice == ThemeChoice::Dark { Theme::Dark } else { Theme::Light };
    // The harness leaves a margin of 8 points on every side.
    let mut harness = Harness::builder()
        .with_size([size[0] + 16.0, size[1] + 16.0])
        .with_theme(first)
        .with_max_steps(30)
        .with_context_setup(|ctx| {
            fonts::install(ctx);
            theme::install(ctx);
        })
        .renderer(super::raster::Raster::default())
        .build_ui_state(|ui, window: &mut Window| window.ui(ui), window);
    harness.run();
    harness
}

/// The usual window.
pub fn usual(desk: Desk) -> Harness<'static, Window> {
    window(desk, [1400.0, 900.0], ThemeChoice::Light)
}
