//! How far long work has got: a bar on standard error, where a person watches.

use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::plan::Loudness;

/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar for so many files; nothing where nobody watches.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    is_shown: AtomicBool,
}

impl Progress {
    /// Begins now, unseen.
    pub(super) fn new(n_files: usize, loudness: Loudness) -> Self {
        let is_watched = n_files > 1 && loudness != Loudness::Quiet && io::stderr().is_terminal();
        let bar = is_watched.then(|| {
            let bar = ProgressBar::with_draw_target(Some(n_files as u64), ProgressDrawTarget::hidden());
            // Numbers and a bar alone: they need no language.
            let style = ProgressStyle::with_template("[{bar:40}] {pos}/{len} ({eta})");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "))
        });
        Self { bar, is_shown: AtomicBool::new(false) }
    }

    /// One file more is done.
    pub(super) fn step(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if bar.elapsed() > PATIENCE && !self.is_shown.swap(true, Ordering::Relaxed) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Does what may write to the terminal, with the bar out of the way.
    pub(super) fn beside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
