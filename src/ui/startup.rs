//! Starting the window, and one readable sentence where there is no display or no OpenGL.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::picker::SystemPicker;
use super::window::Window;
use super::{fonts, theme};
use crate::app::Desk;
use crate::app::jobs::{Request, Wake};
use crate::app::session::keeper::Keeper;
use crate::app::session::{self, StoredSession};
use crate::app::state::Notice;
use crate::library::{self, Store};
use crate::model::problem::Problem;

/// So long after a change, in seconds, the session is stored.
const DELAY: f64 = 2.0;

/// Opens the window on these files and folders, or on the last session's, or on the built-in samples; returns when it is
/// closed. The error is the cause in words; who reports it names the way out.
///
/// `problems` are those that were found on the way here; the list of problems shows them.
pub fn run(paths: Vec<PathBuf>, problems: Vec<Problem>) -> Result<(), String> {
    if cfg!(target_os = "linux") && !has_display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Err("没有图形显示：DISPLAY 与 WAYLAND_DISPLAY 都未设置".to_owned());
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("就业简报看板 jobscope")
            .with_app_id("jobscope")
            .with_inner_size([1400.0, 900.0])
            .with_min_inner_size([900.0, 600.0])
            .with_drag_and_drop(true),
        ..Default::default()
    };
    // Some drivers panic where they should return an error. While the window starts, a panic is kept off the terminal and
    // becomes the same sentence; once it runs, a panic is reported as usual.
    let hook = std::panic::take_hook();
    let has_started = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let started = Arc::clone(&has_started);
    let hook = Arc::new(hook);
    let loud = Arc::clone(&hook);
    std::panic::set_hook(Box::new(move |info| {
        if started.load(std::sync::atomic::Ordering::Relaxed) {
            loud(info);
        }
    }));
    let started = Arc::clone(&has_started);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "jobscope",
            options,
            Box::new(move |cc| {
                started.store(true, std::sync::atomic::Ordering::Relaxed);
                Ok(Box::new(App::new(cc, paths, problems)))
            }),
        )
    }));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(reason(&error)),
        Err(panic) if has_started.load(std::sync::atomic::Ordering::Relaxed) => std::panic::resume_unwind(panic),
        Err(_) => Err("图形驱动无法启动".to_owned()),
    }
}

fn has_display(is_set: impl Fn(&str) -> bool) -> bool {
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET")
}

/// What a driver says beyond the last clause of its first line helps nobody here.
fn reason(error: &eframe::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let told = first.rsplit(": ").next().unwrap_or_default().trim().trim_end_matches('.');
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => format!("连不上图形显示：{told}"),
        eframe::Error::NoGlutinConfigs(..) => "此处没有可用的 OpenGL，远程桌面和虚拟机里常见".to_owned(),
        eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => format!("此处没有可用的 OpenGL：{told}"),
        eframe::Error::AppCreation(_) => told.to_owned(),
    }
}

/// The window as the framework runs it, and the session that is kept.
struct App {
    window: Window,
    keeper: Option<Keeper>,
    /// What is on disk.
    stored: StoredSession,
    /// How much had happened when that was looked at, and when something more did.
    n_changes: u64,
    changed_at: Option<f64>,
}

impl App {
    fn new(cc: &eframe::CreationContext, paths: Vec<PathBuf>, problems: Vec<Problem>) -> Self {
        fonts::install(&cc.egui_ctx);
        theme::install(&cc.egui_ctx);
        let store = library::folder().map(|folder| Store::new(&folder, session::FILE));
        let (stored, odd) = store.as_ref().map(StoredSession::open).unwrap_or_default();
        let ctx = cc.egui_ctx.clone();
        let wake: Wake = Arc::new(move || ctx.request_repaint());
        let mut desk = Desk::new(stored.to_state(), wake);
        desk.state.transient.problems.extend(problems.into_iter().chain(odd));
        if paths.is_empty() {
            desk.restore(&stored);
        } else {
            desk.load(Request::Paths(paths));
        }
        // Without a thread for it the window works as well; only the session is not kept.
        let keeper = store.and_then(|store| Keeper::new(store).ok());
        let window = Window::new(desk, Box::<SystemPicker>::default());
        Self { window, keeper, stored, n_changes: 0, changed_at: None }
    }

    /// Stores the session when something has happened and a little time has passed since.
    fn keep_session(&mut self, ctx: &egui::Context) {
        let now = ctx.input(|input| input.time);
        let n_changes = self.window.desk.n_changes();
        match self.changed_at {
            None if n_changes != self.n_changes => {
                self.changed_at = Some(now);
                ctx.request_repaint_after(std::time::Duration::from_secs_f64(DELAY));
            }
            Some(since) if now - since >= DELAY => self.store(),
            _ => {}
        }
        if let Some(failure) = self.keeper.as_ref().and_then(Keeper::take_failure) {
            self.window.desk.state.notify(Notice::NotKept(failure));
        }
    }

    fn store(&mut self) {
        self.n_changes = self.window.desk.n_changes();
        self.changed_at = None;
        let stored = StoredSession::of(&self.window.desk.state);
        if let Some(keeper) = &self.keeper
            && stored != self.stored
        {
            keeper.keep(stored.to_text());
            self.stored = stored;
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window.ui(ui);
        self.keep_session(ui.ctx());
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.store();
        // Waits until it is on disk.
        drop(self.keeper.take());
    }

    /// The framework keeps where the window was; all else is ours, in a file that is written whole or not at all.
    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_kind_of_display_will_do() {
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            assert!(has_display(|asked| asked == name));
        }
        assert!(!has_display(|_| false));
    }
}
