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
    use jobscope::app::command::{Command, Origin};
    use jobscope::app::jobs::Request;
    use jobscope::app::state::{AppState, View};
    use jobscope::app::table::{Change, TableColumn, TableSort};
    use jobscope::ui::window::Window;
    use jobscope::ui::{fonts, theme};

    use super::support::gui::ReadyPicker;
    use super::support::many;

    fn input() -> RawInput {
        RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1400.0, 900.0))), ..RawInput::default() }
    }

    /// A desk with the built-in samples.
    fn samples() -> Desk {
        let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
        desk.load(Request::Samples);
        while desk.is_loading() {
            desk.take_in();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        desk
    }

    /// A window on this desk, drawn until nothing moves any more.
    fn settled(mut desk: Desk, view: View) -> (Context, Window) {
        desk.send(Command::SetView(view));
        if let Some(item) = desk.state.documents.items().first() {
            let key = item.key;
            desk.send(Command::SelectObservation(key, Origin::Chart));
        }
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
        let (ctx, mut window) = settled(samples(), view);
        bencher.bench_local(|| frame(&ctx, &mut window));
    }

    /// 2,000 articles with 20,000 figures.
    #[divan::bench(args = View::ALL)]
    fn steady_frame_of_100_bulletins(bencher: Bencher, view: View) {
        let (ctx, mut window) = settled(many::desk(100, 10), view);
        bencher.bench_local(|| frame(&ctx, &mut window));
    }

    /// 10,000 articles with 200,000 figures.
    #[divan::bench(args = View::ALL)]
    fn steady_frame_of_500_bulletins(bencher: Bencher, view: View) {
        let (ctx, mut window) = settled(many::desk(500, 20), view);
        bencher.bench_local(|| frame(&ctx, &mut window));
    }

    /// The first frame after a view was brought to the front, with the making of its lists.
    #[divan::bench(args = View::ALL, sample_count = 20, sample_size = 1)]
    fn switching_to_a_view_of_500_bulletins(bencher: Bencher, view: View) {
        let other = if view == View::Table { View::Compare } else { View::Table };
        let (ctx, mut window) = settled(many::desk(500, 20), other);
        bencher.with_inputs(|| ()).bench_local_values(|()| {
            window.desk.send(Command::SetView(view));
            frame(&ctx, &mut window);
            window.desk.send(Command::SetView(other));
        });
    }

    /// Sorting 200,000 rows by another column, and the frame that shows it.
    #[divan::bench(args = [TableColumn::Value, TableColumn::Period, TableColumn::Sentence, TableColumn::Bulletin], sample_count = 20, sample_size = 1)]
    fn sorting_the_table_of_500_bulletins(bencher: Bencher, column: TableColumn) {
        let (ctx, mut window) = settled(many::desk(500, 20), View::Table);
        let mut is_descending = false;
        bencher.bench_local(|| {
            is_descending = !is_descending;
            window.desk.send(Command::Table(Change::Sort(TableSort { column, is_descending })));
            frame(&ctx, &mut window);
        });
    }

    /// A megabyte of text in the reader.
    #[divan::bench]
    fn steady_frame_of_a_long_article(bencher: Bencher) {
        let (ctx, mut window) = settled(many::long_article(), View::Compare);
        bencher.bench_local(|| frame(&ctx, &mut window));
    }

    #[divan::bench]
    fn first_frame_of_a_new_indicator(bencher: Bencher) {
        let (ctx, mut window) = settled(samples(), View::Compare);
        let indicators: Vec<_> = window.desk.derived.reach.get().iter().take(6).map(|(id, _)| *id).collect();
        let mut n = 0;
        bencher.bench_local(|| {
            n += 1;
            window.desk.send(Command::ChooseIndicator(indicators[n % indicators.len()]));
            frame(&ctx, &mut window);
        });
    }
}
