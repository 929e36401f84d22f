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
use crate::app::session::StoredSession;
use crate::model::problem::Problem;

/// Under which name the framework keeps our part of the session.
const SESSION_KEY: &str = "jobscope.session";

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

/// The window as the framework runs it.
struct App {
    window: Window,
}

impl App {
    fn new(cc: &eframe::CreationContext, paths: Vec<PathBuf>, problems: Vec<Problem>) -> Self {
        fonts::install(&cc.egui_ctx);
        theme::install(&cc.egui_ctx);
        let stored: StoredSession =
            cc.storage.and_then(|storage| eframe::get_value(storage, SESSION_KEY)).unwrap_or_default();
        let ctx = cc.egui_ctx.clone();
        let wake: Wake = Arc::new(move || ctx.request_repaint());
        let mut desk = Desk::new(stored.to_state(), wake);
        desk.state.transient.problems.extend(problems);
        if !paths.is_empty() {
            desk.load(Request::Paths(paths));
        } else if stored.files.is_empty() {
            desk.load(Request::Samples);
        } else {
            if stored.has_samples {
                desk.load(Request::Samples);
            }
            desk.load(Request::Restore(stored.files));
        }
        Self { window: Window::new(desk, Box::<SystemPicker>::default()) }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window.ui(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, SESSION_KEY, &StoredSession::of(&self.window.desk.state));
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
