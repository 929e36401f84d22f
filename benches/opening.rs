//! How long opening many bulletins takes with the window drawing all the while: in all, and the slowest frame. The aims are 1.5 s
//! for 1,000 bulletins of 10 KB, frames of 16 ms, and 500 MB at 10,000 articles.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Context, Pos2, RawInput, Rect, vec2};
use jobscope::app::Desk;
use jobscope::app::jobs::Request;
use jobscope::app::state::AppState;
use jobscope::ui::window::Window;
use jobscope::ui::{fonts, theme};
use support::gui::ReadyPicker;

fn main() {
    // `cargo test` builds and runs benches too; there, one small round shows that they still work.
    let is_bench = std::env::args().any(|arg| arg == "--bench");
    let rounds: &[(usize, usize)] = if is_bench { &[(1000, 13), (1000, 13), (500, 20)] } else { &[(10, 2)] };
    println!(
        "{:>9} {:>9} {:>9} {:>10} {:>13} {:>9}",
        "bulletins", "articles", "KB each", "in all", "slowest frame", "memory"
    );
    for &(n_files, n_articles) in rounds {
        round(n_files, n_articles);
    }
}

fn round(n_files: usize, n_articles: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut n_bytes = 0;
    for n in 0..n_files {
        let text = support::texts::bulletin(n, n_articles);
        n_bytes += text.len();
        std::fs::write(folder.path().join(format!("{n:05}.md")), text).expect("a file is written");
    }
    let ctx = Context::default();
    fonts::install(&ctx);
    theme::install(&ctx);
    let desk = Desk::new(AppState::default(), Arc::new(|| {}));
    let mut window = Window::new(desk, Box::<ReadyPicker>::default());
    frame(&ctx, &mut window);
    let begun = Instant::now();
    window.desk.load(Request::Paths(vec![folder.path().to_owned()]));
    let mut slowest = Duration::ZERO;
    while window.desk.is_loading() {
        slowest = slowest.max(frame(&ctx, &mut window));
        // A screen draws sixty frames a second.
        std::thread::sleep(Duration::from_millis(12));
    }
    let total = begun.elapsed();
    assert_eq!(window.desk.state.documents.len(), n_files);
    println!(
        "{n_files:>9} {:>9} {:>9} {:>10} {:>13} {:>9}",
        n_files * n_articles,
        n_bytes / n_files / 1000,
        format!("{total:.2?}"),
        format!("{slowest:.1?}"),
        memory().map_or(String::new(), |kib| format!("{} MB", kib / 1024)),
    );
}

fn frame(ctx: &Context, window: &mut Window) -> Duration {
    let input =
        RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1400.0, 900.0))), ..RawInput::default() };
    let begun = Instant::now();
    let mut output = ctx.run_ui(input, |ui| window.ui(ui));
    output.textures_delta.clear();
    begun.elapsed()
}

/// What the process holds now, in KiB; only Linux tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
