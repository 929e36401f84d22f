//! How long one frame of the window takes on our side: layout and shapes, without the picture.

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    divan::main();
}

#[cfg(feature = "gui")]
mod frames {
    use std::sync::Arc;

    use divan::Bencher;
    use eframe::egui::{Context, Pos2, RawInput, Rect, vec2};
    use jobscope::app::Desk;
    use jobscope::app::command::Command;
    use jobscope::app::jobs::Request;
    use jobscope::app::state::{AppState, View};
    use jobscope::ui::window::Window;
    use jobscope::ui::{fonts, theme};

    use super::support::gui::ReadyPicker;

    fn input() -> RawInput {
        RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1400.0, 900.0))), ..RawInput::default() }
    }

    /// A window with the built-in samples, drawn until nothing moves any more.
    fn settled(view: View) -> (Context, Window) {
        let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
        desk.load(Request::Samples);
        while desk.is_loading() {
            desk.take_in();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        desk.send(Command::SetView(view));
        let ctx = Context::default();
        fonts::install(&ctx);
        theme::install(&ctx);
        let mut window = Window::new(desk, Box::<ReadyPicker>::default());
        for _ in 0..30 {
            frame(&ctx, &mut window);
        }
        (ctx, window)
    }

    fn frame(ctx: &Context, window: &mut Window) {
        let mut output = ctx.run_ui(input(), |ui| window.ui(ui));
        output.textures_delta.clear();
    }

    #[divan::bench(args = View::ALL)]
    fn steady_frame(bencher: Bencher, view: View) {
        let (ctx, mut window) = settled(view);
        bencher.bench_local(|| frame(&ctx, &mut window));
    }

    #[divan::bench]
    fn first_frame_of_a_new_indicator(bencher: Bencher) {
        let (ctx, mut window) = settled(View::Compare);
        let indicators: Vec<_> = window.desk.derived.reach.get().iter().take(6).map(|(id, _)| *id).collect();
        let mut n = 0;
        bencher.bench_local(|| {
            n += 1;
            window.desk.send(Command::ChooseIndicator(indicators[n % indicators.len()]));
            frame(&ctx, &mut window);
        });
    }
}
