//! Asking for files: a dialog on its own thread, or the news that this machine has none.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use crate::app::jobs::Wake;

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// One or more files.
    Files,
    /// One folder.
    Folder,
    /// A name for a new file; of one that is there already, the dialog itself asks whether it may be replaced.
    NewFile {
        /// The name that is proposed.
        name: String,
        /// How it ends.
        ending: &'static str,
    },
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These were chosen; nothing if the user thought better of it.
    Chosen(Vec<PathBuf>),
    /// The new file is to be here.
    Named(PathBuf),
    /// No dialog can be shown here.
    NoDialog,
}

/// Where answers come from. A trait, so that tests answer without a screen.
pub trait Picker {
    /// Asks, unless a dialog is open already.
    fn ask(&mut self, ask: Ask, wake: &Wake);
    /// Takes the answer, once it is there.
    fn take_answer(&mut self) -> Option<Answer>;
}

/// The system's own dialog.
#[derive(Default)]
pub struct SystemPicker {
    open: Option<Receiver<Answer>>,
}

/// The file name endings that the dialog offers: those that folders are searched for, and those of exports.
const ENDINGS: [&str; 12] =
    ["md", "markdown", "txt", "html", "htm", "xhtml", "docx", "pdf", "zip", "csv", "jsonl", "xlsx"];

impl Picker for SystemPicker {
    fn ask(&mut self, ask: Ask, wake: &Wake) {
        if self.open.is_some() {
            return;
        }
        let (sender, receiver) = sync_channel(1);
        let wake = std::sync::Arc::clone(wake);
        let spawned = std::thread::Builder::new().name("jobscope-dialog".to_owned()).spawn(move || {
            // Nobody waits for the answer once the window is gone.
            let _window_is_gone = sender.send(show(&ask));
            wake();
        });
        if spawned.is_ok() {
            self.open = Some(receiver);
        }
    }

    fn take_answer(&mut self) -> Option<Answer> {
        let answer = match self.open.as_ref()?.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Answer::NoDialog,
        };
        self.open = None;
        Some(answer)
    }
}

fn show(ask: &Ask) -> Answer {
    if !has_dialog() {
        return Answer::NoDialog;
    }
    let started = std::time::Instant::now();
    let dialog = rfd::FileDialog::new();
    let chosen = match ask {
        Ask::Files => dialog.add_filter("Markdown, HTML, DOCX, PDF, …", &ENDINGS).pick_files(),
        Ask::Folder => dialog.pick_folder().map(|folder| vec![folder]),
        Ask::NewFile { name, ending } => {
            let dialog = dialog.set_file_name(name).add_filter(ending.to_uppercase(), &[ending]);
            dialog.save_file().map(|path| vec![path])
        }
    };
    match chosen {
        Some(mut paths) if matches!(ask, Ask::NewFile { .. }) => paths.pop().map_or(Answer::NoDialog, Answer::Named),
        Some(paths) => Answer::Chosen(paths),
        // Nobody cancels a dialog this fast: it was never shown.
        None if started.elapsed().as_millis() < 150 => Answer::NoDialog,
        None => Answer::Chosen(Vec::new()),
    }
}

/// On Linux a dialog needs a desktop portal or zenity; without either, asking for one looks like a cancelled dialog.
fn has_dialog() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let path = std::env::var_os("PATH").unwrap_or_default();
    has_bus || std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}
